"""The command line, one module per group of commands: ``python -m geo`` and ``crisis-map``.

Reads arguments, calls the rooms below, prints and exits: 0 good, 1 problems in the data, 2 wrong use.
"""

# fmt: off
from geo.cli.main import app

__all__ = ["app"]
# fmt: on
