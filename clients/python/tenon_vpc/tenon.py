"""A running server, as a test sees it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Iterator, Mapping
from urllib.parse import urlsplit

from .control import Control
from .errors import Refused


@contextmanager
def _gone_already(code: str) -> Iterator[None]:
    """What is to be removed may be gone."""
    try:
        yield
    except Refused as refused:
        if refused.code != code:
            raise


@dataclass(frozen=True)
class Credentials:
    """A key to sign with."""

    account_id: str
    access_key_id: str
    secret_access_key: str


class Clock:
    """The time by which resources and transitions live."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def now(self) -> int:
        """Milliseconds since the epoch."""
        return self._control.ask("GET", "clock")["milliseconds"]

    def advance(self, by: str | int) -> None:
        """Lets time pass and settles what became due.

        ``by`` is ``"5s"`` (``ms``, ``s``, ``m``, ``h``, ``d``) or a number of milliseconds. Raises
        Refused unless transitions are ``manual``.
        """
        self._control.ask("POST", "clock", {"advance": by})


class Account:
    """An account with its own empty world."""

    def __init__(self, tenon: Tenon, credentials: Credentials) -> None:
        self._tenon = tenon
        self.credentials = credentials

    @property
    def account_id(self) -> str:
        return self.credentials.account_id

    @property
    def access_key_id(self) -> str:
        return self.credentials.access_key_id

    @property
    def secret_access_key(self) -> str:
        return self.credentials.secret_access_key

    def env(self) -> dict[str, str]:
        """The environment in which clients act as this account."""
        return self._tenon.env(self.credentials)

    def configuration(self) -> Any:
        """A ``volcenginesdkcore.Configuration`` for this account."""
        return self._tenon.configuration(self.credentials)

    def fault(self, action: str, **what: Any) -> Fault:
        """A fault that strikes this account alone; see :meth:`Tenon.fault`."""
        return self._tenon.fault(action, account=self.account_id, **what)

    def requests(self, **filters: Any) -> list[dict[str, Any]]:
        """Its last requests; see :meth:`Tenon.requests`."""
        return self._tenon.requests(account=self.account_id, **filters)

    def reset(self) -> None:
        """Takes away everything that it has, and nothing of others."""
        self._tenon.control.ask("POST", "reset", query={"account": self.account_id})

    def remove(self) -> None:
        """Takes the account away with everything that it has."""
        self._tenon.control.ask("DELETE", ("accounts", self.account_id))

    def __enter__(self) -> Account:
        return self

    def __exit__(self, *_: object) -> None:
        # A reset of everything, or an older snapshot, may have taken it away before.
        with _gone_already("InvalidAccount.NotFound"):
            self.remove()


class Fault:
    """A fault that waits for requests to strike."""

    def __init__(self, control: Control, fault_id: str) -> None:
        self._control = control
        self.id = fault_id

    def struck(self) -> int:
        """How often it has struck."""
        faults = self._control.ask("GET", "faults")["faults"]
        return next((each["struck"] for each in faults if each["id"] == self.id), 0)

    def remove(self) -> None:
        """Takes it away; what it holds goes on. Nothing happens when it is gone by then."""
        with _gone_already("InvalidFault.NotFound"):
            self._control.ask("DELETE", ("faults", self.id))

    def __enter__(self) -> Fault:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


class Snapshot:
    """Everything as it was at one moment."""

    def __init__(self, control: Control, name: str) -> None:
        self._control = control
        self.name = name

    def restore(self) -> None:
        """Makes everything as it was then, for all accounts."""
        self._control.ask("POST", ("snapshots", self.name, "restore"))

    def remove(self) -> None:
        """Takes the snapshot away, and nothing else."""
        self._control.ask("DELETE", ("snapshots", self.name))


class Tenon:
    """A running server.

    ``url`` is where clients reach it: ``http://127.0.0.1:40123``. ``token`` is the control token of
    a server on another machine.
    """

    def __init__(
        self,
        url: str,
        region: str = "cn-beijing",
        credentials: Credentials | None = None,
        token: str | None = None,
    ) -> None:
        self.control = Control(url, token)
        self.url = self.control.url
        self.region = region
        #: The default account's key; None where only the server knows it.
        self.credentials = credentials
        self.clock = Clock(self.control)

    def account(self, name: str | None = None) -> Account:
        """Makes a new account: its own empty world, in milliseconds."""
        made = self.control.ask("POST", "accounts", {} if name is None else {"name": name})
        credentials = Credentials(
            made["accountId"], made["accessKeyId"], made["secretAccessKey"]
        )
        return Account(self, credentials)

    def fault(
        self,
        action: str,
        *,
        when: str = "before",
        service: str = "vpc",
        account: str | None = None,
        parameters: Mapping[str, str | int | bool] | None = None,
        skip: int | None = None,
        times: int | None = None,
        probability: float | None = None,
        seed: int | None = None,
        refuse: str | Mapping[str, Any] | None = None,
        delay_ms: int | None = None,
        cut: bool = False,
        half: bool = False,
        misstate: bool = False,
        fail: str | None = None,
        hold: bool = False,
    ) -> Fault:
        """Makes requests fail.

        ``when`` is ``before`` anything is done, in the ``answer`` (the request was carried out and
        the client does not know), or while it has to ``settle``. One of ``refuse`` (a code of the
        action, or ``{"code", "status", "message"}``), ``delay_ms``, ``cut``, ``half``,
        ``misstate``, ``fail`` and ``hold`` says what happens. It strikes once, after ``skip`` requests, unless ``times`` says
        otherwise; 0 is until it is removed.
        """
        asked = {
            "service": service,
            "action": action,
            "when": when,
            "account": account,
            "parameters": None if parameters is None else dict(parameters),
            "skip": skip,
            "times": times,
            "probability": probability,
            "seed": seed,
            "refuse": {"code": refuse} if isinstance(refuse, str) else refuse,
            "delayMs": delay_ms,
            "cut": cut or None,
            "half": half or None,
            "misstate": misstate or None,
            "fail": fail,
            "hold": hold or None,
        }
        body = {name: value for name, value in asked.items() if value is not None}
        return Fault(self.control, self.control.ask("POST", "faults", body)["id"])

    def accounts(self) -> list[dict[str, Any]]:
        """The accounts, without secrets: those of the world file, and those made since."""
        return self.control.ask("GET", "accounts")["accounts"]

    def faults(self) -> list[dict[str, Any]]:
        """The faults, and how often each has struck."""
        return self.control.ask("GET", "faults")["faults"]

    def remove_faults(self) -> None:
        """Takes all faults away."""
        self.control.ask("DELETE", "faults")

    def requests(
        self,
        *,
        limit: int | None = None,
        account: str | None = None,
        action: str | None = None,
        code: str | None = None,
        before: str | None = None,
    ) -> list[dict[str, Any]]:
        """The last requests, the newest first: parameters, answer, verdicts of a refusal."""
        query = {
            "limit": limit,
            "account": account,
            "action": action,
            "code": code,
            "before": before,
        }
        return self.control.ask("GET", "requests", query=query)["requests"]

    def request(self, request_id: str) -> dict[str, Any]:
        """One of them: why was it refused?"""
        return self.control.ask("GET", ("requests", request_id))["requests"][0]

    def snapshot(self, name: str) -> Snapshot:
        """Keeps everything as it is now, in the place of what had the name."""
        self.control.ask("POST", ("snapshots", name))
        return Snapshot(self.control, name)

    def snapshots(self) -> list[dict[str, Any]]:
        """The snapshots by their names."""
        return self.control.ask("GET", "snapshots")["snapshots"]

    def reset(self) -> None:
        """Takes everything of all accounts away and makes again what the world starts with."""
        self.control.ask("POST", "reset")

    def env(self, credentials: Credentials | None = None) -> dict[str, str]:
        """The environment that points clients here, for ``subprocess`` or ``monkeypatch``."""
        key = self._key(credentials)
        return {
            "TENON_ENDPOINT": self.url,
            "VOLCENGINE_ACCESS_KEY": key.access_key_id,
            "VOLCENGINE_SECRET_KEY": key.secret_access_key,
            "VOLCENGINE_REGION": self.region,
            "VOLCENGINE_ENDPOINT": self.url,
            "VOLCENGINE_DISABLE_SSL": str(urlsplit(self.url).scheme == "http").lower(),
            "VOLCENGINE_ENABLE_STANDARD_ENDPOINT": "false",
        }

    def configuration(self, credentials: Credentials | None = None) -> Any:
        """A ``volcenginesdkcore.Configuration`` that points the vendor's SDK here."""
        from volcenginesdkcore import Configuration

        key = self._key(credentials)
        configuration = Configuration()
        configuration.ak = key.access_key_id
        configuration.sk = key.secret_access_key
        configuration.region = self.region
        configuration.host = self.url
        configuration.scheme = urlsplit(self.url).scheme
        return configuration

    def _key(self, given: Credentials | None) -> Credentials:
        key = given or self.credentials
        if key is None:
            raise ValueError("this server's default key is not known: make an account()")
        return key


def connect(url: str, token: str | None = None) -> Tenon:
    """The server that listens at ``url``, with its region and its default account's key.

    Raises TenonError when there is none, and Refused on another machine without its ``token``.
    """
    told = Control(url, token).ask("GET", "client")
    key = Credentials(told["accountId"], told["accessKeyId"], told["secretAccessKey"])
    return Tenon(url, told["region"], key if key.access_key_id else None, token)
