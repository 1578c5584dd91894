"""Tests against Tenon, a Volcengine-compatible VPC that you run yourself.

    import tenon_vpc

    with tenon_vpc.start(transitions="manual") as tenon:
        account = tenon.account()          # its own empty world, with its own key
        ...                                # point an SDK at tenon.url with account.access_key_id
        tenon.clock.advance("5s")

With pytest the plugin gives the fixtures ``tenon`` and ``tenon_account``.
"""

from .errors import NotStarted, Refused, TenonError
from .server import Server, find_command, start
from .tenon import Account, Clock, Credentials, Fault, Snapshot, Tenon, connect

__all__ = [
    "Account",
    "Clock",
    "Credentials",
    "Fault",
    "NotStarted",
    "Refused",
    "Server",
    "Snapshot",
    "Tenon",
    "TenonError",
    "connect",
    "find_command",
    "start",
]
