"""A server starts, or says why not, and ends with the program."""

import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
import tenon_vpc

STARTS = """
import sys, tenon_vpc
with tenon_vpc.start() as tenon:
    print(tenon.url, flush=True)
    sys.stdin.read()
"""


def test_what_cannot_start_says_what_the_server_said():
    with pytest.raises(tenon_vpc.NotStarted, match="sometimes") as refused:
        tenon_vpc.start(transitions="sometimes")
    assert "Traceback" not in str(refused.value) and "    at " not in str(refused.value)


def test_a_command_that_is_not_there_is_named():
    with pytest.raises(tenon_vpc.NotStarted, match="/no/such/tenon cannot be run"):
        tenon_vpc.start(command=["/no/such/tenon"])


def test_a_command_that_is_no_tenon_is_named():
    with pytest.raises(tenon_vpc.NotStarted, match="did not say where it listens"):
        tenon_vpc.start(command=[sys.executable, "-c", "print('hello')"])


def test_the_command_is_found_in_a_folder_above(tmp_path, monkeypatch):
    command = tmp_path / "node_modules" / ".bin" / "tenon"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    below = tmp_path / "tests" / "unit"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.delenv("TENON_COMMAND", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    assert tenon_vpc.find_command() == [str(command)]


def test_it_ends_with_a_program_that_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", STARTS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        url = urlsplit(program.stdout.readline().decode().strip())
        # A stream of events lasts as long as the server does.
        with socket.create_connection((url.hostname, url.port), timeout=60) as stream:
            stream.sendall(b"GET /_tenon/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert stream.recv(12) == b"HTTP/1.1 200"
            program.kill()
            while stream.recv(65536):
                pass
    # It may still be closing its store, with nobody else to wait for.
    with pytest.raises(ConnectionError):
        while True:
            with socket.create_connection((url.hostname, url.port), timeout=60) as stream:
                stream.recv(1)


def test_to_close_it_twice_does_nothing():
    started = tenon_vpc.start()
    started.close()
    started.close()
    with pytest.raises(tenon_vpc.TenonError, match="cannot be asked"):
        started.clock.now()
