"""Intake: what comes in from outside, laid before a person before it counts: evidence, problems, files for review.

Reads nothing into the data by itself: saving an accepted plan is the business of `geo.plans`.
"""

# fmt: off
from geo.intake.review import evidence_beside, import_archive, write_import

__all__ = ["evidence_beside", "import_archive", "write_import"]
# fmt: on
