"""The poster and the card of a sensor, to be printed."""

from aia.sensing.printing.posters import A4, A6, Printed, print_card, print_poster

__all__ = ["A4", "A6", "Printed", "print_card", "print_poster"]
