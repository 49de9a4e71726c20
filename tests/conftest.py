"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graph.register import Register, load_register

# The same examples each time, however long a busy machine takes over one of them.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder of real pages, registers and suites beside the project."""
    folder = root.parent / "shared"
    if folder.is_dir():
        return folder
    if os.environ.get("CI") == "true":
        pytest.fail(f"{folder} is missing, and in CI it must be there")
    pytest.skip(f"{folder} is not there: the real pages cannot be read")


@pytest.fixture(scope="session")
def oulu() -> Register:
    return load_register("oulu")
