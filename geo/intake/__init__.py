"""geo.intake: TODO."""

# fmt: off
from geo.intake.review import evidence_beside, import_archive, write_import

__all__ = ["evidence_beside", "import_archive", "write_import"]
# fmt: on
