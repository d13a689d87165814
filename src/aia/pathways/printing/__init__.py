"""The plan on paper, to be signed: a tagged PDF that everybody can read."""

from aia.kit.typesetting import PrintFailed
from aia.pathways.printing.plans import PrintedPlan, print_plan

__all__ = ["PrintFailed", "PrintedPlan", "print_plan"]
