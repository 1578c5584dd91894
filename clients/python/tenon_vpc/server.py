"""Starts a server that ends with this program."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import IO, Sequence

from .errors import NotStarted
from .tenon import Credentials, Tenon

_PATIENCE = 60.0


def find_command() -> list[str]:
    """The command that is Tenon.

    ``$TENON_COMMAND``, else ``tenon`` in the PATH or in ``node_modules`` here or above, else ``npx tenon``.
    """
    given = os.environ.get("TENON_COMMAND")
    if given:
        return shlex.split(given)
    found = shutil.which("tenon") or _installed()
    if found:
        return [found]
    npx = shutil.which("npx")
    if npx:
        return [npx, "--yes", "tenon"]
    raise NotStarted(
        "there is no tenon here: npm install tenon, or name its command in TENON_COMMAND"
    )


def _installed() -> str | None:
    """npm's command, in this folder or in one above it: tests may run in a part of a project."""
    here = Path.cwd()
    places = (folder / "node_modules" / ".bin" / "tenon" for folder in (here, *here.parents))
    return next(filter(None, (shutil.which(str(place)) for place in places)), None)


class Server(Tenon):
    """A server that this program has started, and that ends with it however it ends."""

    def __init__(self, process: subprocess.Popen[bytes], told: dict[str, str]) -> None:
        credentials = Credentials(
            told["accountId"], told.get("accessKeyId", ""), told.get("secretAccessKey", "")
        )
        super().__init__(told["url"], told["region"], credentials)
        self._process = process

    def close(self) -> None:
        """Ends the server. To call it again does nothing."""
        stdin = self._process.stdin
        if stdin is not None and not stdin.closed:
            stdin.close()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start(
    *,
    store: str | None = None,
    world: str | os.PathLike[str] | None = None,
    transitions: str | None = None,
    auth: str | None = None,
    options: Sequence[str] = (),
    command: Sequence[str] | None = None,
) -> Server:
    """Starts a server on a free port of this machine, in memory unless ``store`` says otherwise.

    ``options`` are further ones of ``tenon serve``. Raises NotStarted with what it said.
    """
    args = [*(command or find_command()), "serve", "--listen", "127.0.0.1:0", *options]
    args += ["--json", "--show-secrets", "--until-eof"]
    for name, value in (
        ("--store", store),
        ("--world", world),
        ("--transitions", transitions),
        ("--auth", auth),
    ):
        if value is not None:
            args += [name, os.fspath(value)]
    errors = tempfile.TemporaryFile()
    try:
        process = subprocess.Popen(
            args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
        )
    except OSError as error:
        errors.close()
        raise NotStarted(f"{args[0]} cannot be run: {error}") from error
    line = _first_line(process)
    try:
        told = json.loads(line)
    except ValueError:
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
        raise NotStarted(said or f"{shlex.join(args)} did not say where it listens") from None
    finally:
        errors.close()
    return Server(process, told)


def _first_line(process: subprocess.Popen[bytes]) -> bytes:
    """Waits for the line that says where it listens; what comes after it is read and dropped."""
    lines: list[bytes] = []
    ready = threading.Event()

    def read(stream: IO[bytes]) -> None:
        with stream:
            lines.append(stream.readline())
            ready.set()
            while stream.read(65536):
                pass

    assert process.stdout is not None
    threading.Thread(target=read, args=(process.stdout,), daemon=True).start()
    return lines[0] if ready.wait(_PATIENCE) else b""
