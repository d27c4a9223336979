"""Where the data are: in the folder that the environment names, else those shipped with the package."""

import os
from pathlib import Path

SETTING = "CRISIS_MAP_DATA"
"""Environment variable: another folder of data, such as one that the editors of a server may write to."""
_PACKAGE = Path(__file__).parents[1]
# The shipped ones lie beside the package in a checkout, inside it where it was installed.
_SHIPPED = next((p for p in (_PACKAGE / "data", _PACKAGE.parent / "data") if p.is_dir()), _PACKAGE.parent / "data")
DATA_FOLDER = Path(os.environ[SETTING]).absolute() if os.environ.get(SETTING) else _SHIPPED
