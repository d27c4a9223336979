"""Run every check of the project: ``python -m tests``."""

import subprocess
import sys
import sysconfig
from pathlib import Path

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("importlinter.cli", "lint"),
    ("oxlint", "--deny-warnings", "geo"),
    # A process for each core; a file stays in one, so that its server and its browser start once.
    ("pytest", "--numprocesses", "logical", "--maxprocesses", "4", "--dist", "loadfile"),
)


def run() -> int:
    """Run the checks in turn and stop at the first that fails."""
    for module, *words in CHECKS:
        command = [sys.executable, "-m", module, *words]
        if module == "importlinter.cli":
            command = [sys.executable, "-c", f"from {module} import lint_imports_command as c; c()"]
        elif module == "oxlint":  # a program, no module
            command = [str(Path(sysconfig.get_path("scripts")) / module), *words]
        print("==", module, *words, flush=True)  # noqa: T201 - this is a command
        if status := subprocess.run(command, check=False).returncode:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(run())
