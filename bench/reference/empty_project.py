"""An empty Django project, as Django itself makes one."""

import subprocess
import sys
from pathlib import Path

NAME = "empty"
WSGI = f"{NAME}.wsgi"


def make(folder: Path) -> Path:
    """The folder of the project, from which it is run."""
    folder.mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "django", "startproject", NAME, str(folder)], check=True)
    return folder
