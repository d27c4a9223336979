"""Run every check of the project: ``python -m tests``."""

import subprocess
import sys

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("importlinter.cli", "lint"),
    ("pytest",),
)


def run() -> int:
    """Run the checks in turn and stop at the first that fails."""
    for module, *words in CHECKS:
        code = f"from {module} import lint_imports_command as c; c()" if module == "importlinter.cli" else ""
        command = [sys.executable, "-c", code] if code else [sys.executable, "-m", module, *words]
        print("==", module, *words, flush=True)  # noqa: T201 - this is a command
        if status := subprocess.run(command, check=False).returncode:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(run())
