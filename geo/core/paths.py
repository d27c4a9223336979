"""Where the shipped data are: beside the package in a checkout, inside it where it was installed."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
DATA_FOLDER = next((p for p in (_PACKAGE / "data", _PACKAGE.parent / "data") if p.is_dir()), _PACKAGE.parent / "data")
