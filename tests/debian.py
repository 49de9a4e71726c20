"""Programs of Debian that tests start: installed when they are missing and may be, else a skip."""

import os
import shutil
import subprocess
from typing import Final, NoReturn

import pytest

PLACES: Final = f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin:/sbin"
"""Where programs are looked for: servers lie where only root looks by itself."""

UNASKED: Final = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
"""What lets a package be installed without questions and without starting its service."""


def do_without(reason: str) -> NoReturn:
    """Skip the test for everyone to see; where everything must be tested, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and in CI it must be there")
    pytest.skip(reason)


def debian_program(name: str, package: str) -> str:
    """The path of the program *name*, which the *package* of Debian brings."""
    found = shutil.which(name, path=PLACES)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        install = ["apt-get", "install", "-qq", package]
        subprocess.run(install, check=False, env={**os.environ, **UNASKED})
        found = shutil.which(name, path=PLACES)
    return found or do_without(f"there is no {name}, and {package} cannot be installed here")
