"""Has a namespace hear nothing: what arrives is dropped before its own stack answers it.

Packet sockets see what arrives before that. An answer of the stack, a reset for one, would end the
connection that a crafted packet has opened, and the crafted answer would come too late.
"""

import socket
import struct

NETLINK_NETFILTER = 12
NEWTABLE, NEWCHAIN = (10 << 8) | 0, (10 << 8) | 3
BATCH_BEGIN, BATCH_END = 16, 17
REQUEST, WANT_ACK, CREATE = 1, 4, 0x400
INET = 1
TABLE = b"agent\0"


def _attribute(kind, value):
    return struct.pack("=HH", 4 + len(value), kind) + value + b"\0" * (-len(value) % 4)


def _nested(kind, *attributes):
    return _attribute(kind | 0x8000, b"".join(attributes))


def _message(kind, flags, sequence, family, resource, *attributes):
    body = struct.pack("=BB", family, 0) + struct.pack("!H", resource) + b"".join(attributes)
    return struct.pack("=IHHII", 16 + len(body), kind, flags, sequence, 0) + body


def mute():
    """Does so in the network namespace that this thread is in; twice does no harm."""
    table = _attribute(1, TABLE)
    hook = _nested(4, _attribute(1, struct.pack("!I", 0)), _attribute(2, struct.pack("!i", -500)))
    drop = _attribute(5, struct.pack("!I", 0))
    chain = [table, _attribute(3, b"deaf\0"), hook, drop, _attribute(7, b"filter\0")]
    batch = _message(BATCH_BEGIN, REQUEST, 0, 0, 10)
    batch += _message(NEWTABLE, REQUEST | CREATE, 1, INET, 0, table)
    batch += _message(NEWCHAIN, REQUEST | CREATE | WANT_ACK, 2, INET, 0, *chain)
    batch += _message(BATCH_END, REQUEST, 3, 0, 10)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as netlink:
        netlink.bind((0, 0))
        netlink.send(batch)
        answer = netlink.recv(65536)
        failed = struct.unpack_from("=i", answer, 16)[0]
        if failed:
            raise OSError(-failed, "nftables refused to mute a namespace")
