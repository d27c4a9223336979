"""Intake: what was read from outside, as a person reviews it before it is accepted, with the evidence of every value.

Reads no page itself and puts nothing into the data: `geo.plans` reads and saves plans.
"""

# fmt: off
from geo.intake.review import evidence_beside, evidence_csv, import_archive, write_import

__all__ = ["evidence_beside", "evidence_csv", "import_archive", "write_import"]
# fmt: on
