"""The package's own tests, run from a folder where it is installed; TENON_COMMAND names the server."""

import pytest
import tenon_vpc

pytest_plugins = "pytester"


@pytest.fixture(scope="module")
def server():
    """Not the plugin's: the plugin is what is tested."""
    with tenon_vpc.start(transitions="manual") as started:
        yield started


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Whatever runs these tests has its own settings."""
    for name in ("TENON_ENDPOINT", "TENON_CONTROL_TOKEN", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
