"""What can go wrong."""

from __future__ import annotations


class TenonError(Exception):
    """A server cannot be started or reached, or refuses what it was asked."""


class NotStarted(TenonError):
    """No server could be started; the message has what it said."""


class Refused(TenonError):
    """The control API refused a request.

    ``status`` is the HTTP status, ``code`` the code in the vendor's envelope.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code
        self.message = message
