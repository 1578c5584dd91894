"""Builds and reads frames: Ethernet with IPv4 or IPv6, and in these UDP, a TCP SYN or an ICMP echo.

Every packet carries a tag by which whoever receives it knows it again: TCP as its sequence number,
the others as their payload behind a word of magic.
"""

import socket
import struct
from dataclasses import dataclass

FAR_END = bytes.fromhex("feffffffffff")
MAGIC = b"TNpk"
TCP, UDP, ICMP, ICMPV6 = 6, 17, 1, 58
NUMBERS = {"tcp": TCP, "udp": UDP, "icmp": ICMP, "icmpv6": ICMPV6}
SYN, SYN_ACK, ACK, RST = 0x02, 0x12, 0x10, 0x04
FLAGS = {"syn": SYN, "syn-ack": SYN_ACK, "ack": ACK}
ECHO = {ICMP: (8, 0), ICMPV6: (128, 129)}


@dataclass
class Seen:
    """A packet of ours, as it was received."""

    tag: int
    protocol: int
    source: bytes
    destination: bytes
    # Of the sender and of the receiver; of an echo, its identifier twice.
    source_port: int
    port: int
    is_answer: bool
    intact: bool
    source_mac: bytes


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def address(text):
    return socket.inet_pton(socket.AF_INET6 if ":" in text else socket.AF_INET, text)


def text_of(packed):
    return socket.inet_ntop(socket.AF_INET6 if len(packed) == 16 else socket.AF_INET, packed)


def _sealed(protocol, source, destination, segment, at):
    """Puts the checksum into a TCP or UDP segment, or into an ICMP message, at an offset."""
    if protocol == ICMP:
        covered = segment
    elif len(source) == 16:
        covered = source + destination + struct.pack("!II", len(segment), protocol) + segment
    else:
        covered = source + destination + struct.pack("!BBH", 0, protocol, len(segment)) + segment
    return segment[:at] + struct.pack("!H", checksum(covered) or 0xFFFF) + segment[at + 2 :]


def packet(protocol, source, destination, source_port, port, tag, answer=False, flags=None, ack=0):
    """An IP packet; `source_port` is the identifier of an echo."""
    if protocol == TCP:
        what = flags if flags is not None else (SYN_ACK if answer else SYN)
        head = struct.pack("!HHIIBBHHH", source_port, port, tag, ack, 0x50, what, 64240, 0, 0)
        segment = _sealed(protocol, source, destination, head, 16)
    elif protocol == UDP:
        data = MAGIC + struct.pack("!I", tag)
        head = struct.pack("!HHHH", source_port, port, 8 + len(data), 0)
        segment = _sealed(protocol, source, destination, head + data, 6)
    else:
        kind = ECHO[protocol][1 if answer else 0]
        data = MAGIC + struct.pack("!I", tag)
        head = struct.pack("!BBHHH", kind, 0, 0, source_port, 1)
        segment = _sealed(protocol, source, destination, head + data, 2)
    if len(source) == 16:
        return struct.pack("!IHBB", 6 << 28, len(segment), protocol, 64) + source + destination + segment
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(segment), tag & 0xFFFF, 0x4000, 64, protocol, 0)
    head += source + destination
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + segment


def frame(mac, ip, to=FAR_END):
    return to + mac + (b"\x86\xdd" if ip[0] >> 4 == 6 else b"\x08\x00") + ip


def read(data):
    """The packet of ours in a frame, or None."""
    kind = data[12:14]
    if kind == b"\x08\x00":
        if len(data) < 34:
            return None
        size = (data[14] & 15) * 4
        length = struct.unpack_from("!H", data, 16)[0]
        protocol = data[23]
        source, destination = data[26:30], data[30:34]
        segment = data[14 + size : 14 + length]
        intact = checksum(data[14 : 14 + size]) == 0
    elif kind == b"\x86\xdd":
        if len(data) < 54:
            return None
        length = struct.unpack_from("!H", data, 18)[0]
        protocol = data[20]
        source, destination = data[22:38], data[38:54]
        segment = data[54 : 54 + length]
        intact = True
    else:
        return None
    mac = data[6:12]
    if protocol == TCP and len(segment) >= 20:
        source_port, port, tag, ack = struct.unpack_from("!HHII", segment)
        is_answer = segment[13] & SYN_ACK == SYN_ACK
        if segment[13] & RST:
            # A stack's answer: it tells what it answers by acknowledging it.
            tag, is_answer = ack - 1, True
        intact = intact and _whole(protocol, source, destination, segment)
        return Seen(tag, protocol, source, destination, source_port, port, is_answer, intact, mac)
    if protocol == UDP and segment[8:12] == MAGIC:
        source_port, port = struct.unpack_from("!HH", segment)
        tag = struct.unpack_from("!I", segment, 12)[0]
        intact = intact and _whole(protocol, source, destination, segment)
        return Seen(tag, protocol, source, destination, source_port, port, False, intact, mac)
    if protocol in ECHO and segment[8:12] == MAGIC and segment[0] in ECHO[protocol]:
        identifier = struct.unpack_from("!H", segment, 4)[0]
        tag = struct.unpack_from("!I", segment, 12)[0]
        is_answer = segment[0] == ECHO[protocol][1]
        intact = intact and _whole(protocol, source, destination, segment)
        return Seen(
            tag, protocol, source, destination, identifier, identifier, is_answer, intact, mac
        )
    return None


def _whole(protocol, source, destination, segment):
    if protocol == ICMP:
        return checksum(segment) == 0
    if len(source) == 16:
        head = source + destination + struct.pack("!II", len(segment), protocol)
    else:
        head = source + destination + struct.pack("!BBH", 0, protocol, len(segment))
    return checksum(head + segment) == 0
