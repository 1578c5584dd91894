"""The control API of a running server, ``/_tenon/*``: JSON over HTTP."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Sequence

from .errors import Refused, TenonError

# A proxy of the environment is for the internet, and never for a server under test.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_PATIENCE = 60.0


class Control:
    """Sends requests to one server."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url.rstrip("/")
        self._token = token

    def ask(
        self,
        method: str,
        path: str | Sequence[str],
        body: Any = None,
        query: dict[str, Any] | None = None,
    ) -> Any:
        """Returns the JSON of the answer. Raises Refused, or TenonError when there is none.

        ``path`` is a text, or its parts, which may have any characters.
        """
        parts = [path] if isinstance(path, str) else path
        url = f"{self.url}/_tenon/" + "/".join(urllib.parse.quote(part, safe="") for part in parts)
        given = {name: value for name, value in (query or {}).items() if value is not None}
        if given:
            url += "?" + urllib.parse.urlencode(given)
        request = urllib.request.Request(url, method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if self._token is not None:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with _DIRECT.open(request, timeout=_PATIENCE) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise _refused(error) from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise TenonError(f"{self.url} cannot be asked: {error}") from error


def _refused(error: urllib.error.HTTPError) -> TenonError:
    try:
        told = json.loads(error.read())["ResponseMetadata"]["Error"]
        return Refused(error.code, told["Code"], told["Message"])
    except (ValueError, KeyError, TypeError):
        return TenonError(f"what answers at {error.url} is not a Tenon (HTTP {error.code})")
