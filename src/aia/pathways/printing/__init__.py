"""The plan on paper, to be signed: a tagged PDF that everybody can read."""

from aia.pathways.printing.plans import PrintedPlan, print_plan
from aia.pathways.printing.typesetting import PrintFailed

__all__ = ["PrintFailed", "PrintedPlan", "print_plan"]
