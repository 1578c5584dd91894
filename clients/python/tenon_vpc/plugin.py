"""The pytest plugin: ``tenon``, a server for the whole run, and ``tenon_account`` for each test.

Under pytest-xdist all workers share one server, which the controller starts and ends; with
``tenon_server = worker`` each has its own, and so its own time.
"""

from __future__ import annotations

import json
import os
from typing import Any, Iterator

import pytest

from .errors import NotStarted, TenonError
from .server import Server, start
from .tenon import Account, Credentials, Tenon, connect

_OPTIONS = {
    "tenon_endpoint": "a server that runs already, in place of one that is started",
    "tenon_transitions": "instant, realistic or manual; manual unless told",
    "tenon_world": "the path of a world file",
    "tenon_store": "where everything is kept; memory unless told",
    "tenon_server": "session (one for all pytest-xdist workers, unless told) or worker",
    "tenon_options": "further options of tenon serve",
}
_server = pytest.StashKey[Server]()


def pytest_addoption(parser: pytest.Parser) -> None:
    for name, description in _OPTIONS.items():
        parser.addini(name, description, type="args" if name == "tenon_options" else "string")
    parser.getgroup("tenon").addoption(
        "--tenon-endpoint", help=_OPTIONS["tenon_endpoint"] + " (env: TENON_ENDPOINT)"
    )


def pytest_configure(config: pytest.Config) -> None:
    given = config.getini("tenon_server")
    if given not in ("", "session", "worker"):
        raise pytest.UsageError(f"tenon_server is session or worker, not {given}")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """pytest-xdist starts a worker."""
    if _endpoint(node.config) is None and node.config.getini("tenon_server") != "worker":
        try:
            node.workerinput["tenon"] = json.dumps(_told(_started(node.config)))
        except NotStarted as error:
            raise pytest.UsageError(f"no Tenon could be started: {error}") from None


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(_server, None)
    if server is not None:
        server.close()


@pytest.fixture(scope="session")
def tenon(pytestconfig: pytest.Config) -> Tenon:
    """A running server, the same for all tests.

    What a test does to all of it (``reset``, ``clock.advance``, faults without an account,
    snapshots) others notice that run at the same time: tests in parallel take ``tenon_account``,
    and hold what must stay on its way by a fault instead of by the clock.
    """
    endpoint = _endpoint(pytestconfig)
    try:
        if endpoint is not None:
            return connect(endpoint, os.environ.get("TENON_CONTROL_TOKEN"))
        return _shared(pytestconfig) or _started(pytestconfig)
    except TenonError as error:
        # What is wrong is no line of code: nobody needs the way to it.
        return pytest.fail(f"there is no Tenon to test with: {error}", pytrace=False)


@pytest.fixture
def tenon_account(tenon: Tenon) -> Iterator[Account]:
    """A fresh account with its own empty world, gone with all that it had after the test."""
    with tenon.account() as account:
        yield account


def _endpoint(config: pytest.Config) -> str | None:
    given = config.getoption("--tenon-endpoint") or os.environ.get("TENON_ENDPOINT")
    return given or config.getini("tenon_endpoint") or None


def _shared(config: pytest.Config) -> Tenon | None:
    """The server that the controller of pytest-xdist has started for its workers."""
    told = getattr(config, "workerinput", {}).get("tenon")
    if told is None:
        return None
    given = json.loads(told)
    return Tenon(given["url"], given["region"], Credentials(*given["key"]))


def _started(config: pytest.Config) -> Server:
    server = config.stash.get(_server, None)
    if server is None:
        world = config.getini("tenon_world")
        server = start(
            transitions=config.getini("tenon_transitions") or "manual",
            store=config.getini("tenon_store") or None,
            world=str(config.rootpath / world) if world else None,
            options=config.getini("tenon_options"),
        )
        config.stash[_server] = server
    return server


def _told(server: Server) -> dict[str, Any]:
    key = server.credentials
    assert key is not None
    return {
        "url": server.url,
        "region": server.region,
        "key": [key.account_id, key.access_key_id, key.secret_access_key],
    }
