"""The packet agent: one process that sends and receives in every namespace of a test.

A socket stays in the namespace in which it was made. So this thread enters each namespace once,
opens a packet socket on each NIC there, and afterwards does everything from where it is.

It runs on one CPU. The kernel queues what crosses a veth pair on the CPU of the sender, in order:
when the answer to a ping that was sent last has come back, everything before it has arrived where it
ever will, and nothing has to wait for a time.

Commands and results are lines of JSON: `places`, `round` and `quit`; agent.ts says what is in them.
"""

import ctypes
import fcntl
import json
import os
import select
import socket
import struct
import sys

import frames
import mute

CLONE_NEWNET = 0x40000000
ETH_P_ALL = 3
SOL_PACKET, PACKET_IGNORE_OUTGOING = 263, 23
SO_RCVBUFFORCE = 33
RECEIVE_BUFFER = 16 << 20
SIOCGIFHWADDR, SIOCGIFFLAGS = 0x8927, 0x8913
IFF_UP = 1
# An answer has the tag of what it answers, and this bit.
ANSWER = 1 << 30
BARRIER = 1 << 29
# The longest way of a packet crosses the internet twice; a ping to the gateway crosses two queues.
PINGS = 4
BARRIER_SECONDS = 5
# The kernel's queue takes 1000 packets.
AT_ONCE = 150

libc = ctypes.CDLL(None, use_errno=True)


def enter(path):
    with open(path) as namespace:
        if libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
            error = ctypes.get_errno()
            raise OSError(error, f"cannot enter {path}: {os.strerror(error)}")
        return os.fstat(namespace.fileno()).st_ino


def packet_socket(protocol=0):
    """One that receives nothing before it is bound, or else from every device there is."""
    made = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(protocol))
    made.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    made.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)
    made.setblocking(False)
    return made


def devices():
    """The devices of this namespace by MAC: name and index."""
    found = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        for index, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode())
            answer = fcntl.ioctl(any_socket, SIOCGIFHWADDR, request)
            found[answer[18:24]] = (name, index)
    return found


class Nic:
    def __init__(self, name, index, mac, namespace):
        self.index = index
        self.mac = mac
        self.namespace = namespace
        self.socket = packet_socket()
        self.socket.bind((name, ETH_P_ALL))

    def send(self, data):
        """Whether it could be sent: a link that is down takes nothing."""
        try:
            self.socket.send(data)
            return True
        except OSError:
            return False


class Internet:
    """The internet's host: sends by its own routes, and sees what comes in on any device."""

    def __init__(self, namespace):
        self.namespace = namespace
        self.socket = packet_socket(ETH_P_ALL)
        self.ipv4 = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
        self.ipv6 = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_RAW)

    def send(self, ip):
        to = frames.text_of(ip[24:40]) if ip[0] >> 4 == 6 else frames.text_of(ip[16:20])
        try:
            (self.ipv6 if ":" in to else self.ipv4).sendto(ip, (to, 0))
            return True
        except OSError:
            return False


class Agent:
    def __init__(self):
        self.home = os.open("/proc/self/ns/net", os.O_RDONLY)
        self.nics = {}
        self.internet = None

    def places(self, command):
        """Opens what is new, and closes what is gone. Says which NICs are not there."""
        wanted = {}
        for nic in command["nics"]:
            wanted.setdefault(nic["namespace"], []).append(nic)
        missing = []
        kept = {}
        try:
            for path, nics in wanted.items():
                try:
                    namespace = enter(path)
                except FileNotFoundError:
                    missing += [nic["id"] for nic in nics]
                    continue
                # Its number may be that of one that is gone: only a NIC that is known there tells.
                if all(self.known(nic, namespace) is None for nic in nics):
                    mute.mute()
                there = devices()
                for nic in nics:
                    mac = bytes.fromhex(nic["mac"].replace(":", ""))
                    if mac not in there:
                        missing.append(nic["id"])
                        continue
                    name, index = there[mac]
                    known = self.known(nic, namespace)
                    if known and known.index == index:
                        kept[nic["id"]] = known
                    else:
                        kept[nic["id"]] = Nic(name, index, mac, namespace)
            path = command.get("internet")
            if path:
                namespace = enter(path)
                if self.internet is None or self.internet.namespace != namespace:
                    self.internet = Internet(namespace)
        finally:
            libc.setns(self.home, CLONE_NEWNET)
        for known in self.nics.values():
            if known not in kept.values():
                known.socket.close()
        self.nics = kept
        return {"missing": missing}

    def known(self, nic, namespace):
        known = self.nics.get(nic["id"])
        return known if known and known.namespace == namespace else None

    def round(self, command):
        before = dropped_by_queue()
        self.drain(lambda *_: None)
        self.seen, self.others = [], []
        self.sent = {}
        self.unsent = []
        self.hosts = {frames.address(each) for each in command.get("hosts", [])}
        self.keep_others = command.get("others", False)
        barriers = command.get("barriers", [])
        answers = []
        for at in range(0, len(command["packets"]), AT_ONCE):
            part = command["packets"][at : at + AT_ONCE]
            for each in part:
                if not self.send(each):
                    self.unsent.append(each["tag"])
            self.barrier(barriers)
        if command.get("answer"):
            firsts, at = [each for each in self.seen if not each[1].is_answer], 0
            for where, each in firsts:
                if where == "internet" and each.destination not in self.hosts:
                    continue
                if not each.tag & ANSWER and self.answer(where, each):
                    answers.append(each.tag)
                    at += 1
                    if at % AT_ONCE == 0:
                        self.barrier(barriers)
            self.barrier(barriers)
        return {
            "seen": [as_row(where, each) for where, each in self.seen if each.tag in self.sent],
            "unsent": self.unsent,
            "others": self.others,
            "lost": dropped_by_queue() - before,
        }

    def send(self, each):
        tag = each.get("tag", 0)
        self.sent[tag] = self.sent[tag | ANSWER] = True
        if "frame" in each:
            nic = self.nics.get(each["from"])
            return nic is not None and nic.send(bytes.fromhex(each["frame"]))
        flags = frames.FLAGS.get(each.get("flags", "syn"))
        ip = frames.packet(
            frames.NUMBERS[each["protocol"]],
            frames.address(each["source"]),
            frames.address(each["destination"]),
            each["sourcePort"],
            each.get("port", 0),
            tag,
            answer=each.get("answer", False),
            flags=flags if each["protocol"] == "tcp" else None,
            ack=each.get("ack", 0),
        )
        if each["from"] == "internet":
            return self.internet is not None and self.internet.send(ip)
        nic = self.nics.get(each["from"])
        if nic is None:
            return False
        mac = bytes.fromhex(each["mac"].replace(":", "")) if "mac" in each else nic.mac
        return nic.send(frames.frame(mac, ip))

    def answer(self, where, each):
        ip = frames.packet(
            each.protocol,
            each.destination,
            each.source,
            each.port,
            each.source_port,
            each.tag | ANSWER,
            answer=True,
            ack=each.tag + 1,
        )
        if where == "internet":
            return self.internet.send(ip)
        nic = self.nics[where]
        return nic.send(frames.frame(nic.mac, ip))

    def barrier(self, barriers):
        """Returns when all that was sent has arrived where it ever will."""
        for each in barriers:
            nic = self.nics.get(each["from"])
            if nic is None:
                continue
            source, gateway = frames.address(each["source"]), frames.address(each["gateway"])
            for ping in range(PINGS):
                tag = BARRIER | ping
                ip = frames.packet(frames.ICMP, source, gateway, ping, 0, tag)
                if not nic.send(frames.frame(nic.mac, ip)):
                    raise OSError(f"{each['from']} cannot send to its gateway")
                self.wait_for(nic, tag)
        self.drain(self.keep)

    def wait_for(self, nic, tag):
        while True:
            try:
                data = nic.socket.recv(65536)
            except BlockingIOError:
                ready, _, _ = select.select([nic.socket], [], [], BARRIER_SECONDS)
                if not ready:
                    raise TimeoutError("a gateway does not answer") from None
                continue
            seen = frames.read(data)
            if seen and seen.tag == tag and seen.is_answer:
                return
            self.keep(self.name_of(nic), data, None)

    def name_of(self, nic):
        return next(name for name, each in self.nics.items() if each is nic)

    def drain(self, keep):
        for name, nic in self.nics.items():
            self.empty(name, nic.socket, keep)
        if self.internet is not None:
            self.empty("internet", self.internet.socket, keep)

    @staticmethod
    def empty(name, packets, keep):
        while True:
            try:
                if name == "internet":
                    data, (device, *_) = packets.recvfrom(65536)
                else:
                    data, device = packets.recv(65536), None
            except BlockingIOError:
                return
            except OSError:
                # The link went down, or away: that is said once, and what it had received is there.
                continue
            keep(name, data, device)

    def keep(self, where, data, device):
        if device == "lo":
            return
        seen = frames.read(data)
        if seen and (seen.tag in self.sent):
            self.seen.append((where, seen))
        elif self.keep_others and len(self.others) < 1000:
            self.others.append([where, data[:128].hex()])


def as_row(where, each):
    tag = each.tag & ~ANSWER
    # An echo that a stack of the data plane answers has the tag of the question.
    answered = bool(each.tag & ANSWER)
    kind = "answer" if answered else "stack" if each.is_answer else "packet"
    source, destination = frames.text_of(each.source), frames.text_of(each.destination)
    ports = [each.source_port, each.port]
    return [tag, kind, where, source, destination, *ports, each.intact, each.source_mac.hex(":")]


def dropped_by_queue():
    """How many packets this CPU's queue had no place for: a round with such is worth nothing."""
    with open("/proc/net/softnet_stat") as stat:
        return sum(int(line.split()[1], 16) for line in stat)


def main():
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {allowed[-1]})
    agent = Agent()
    for line in sys.stdin:
        command = json.loads(line)
        try:
            result = getattr(agent, command["do"])(command)
        except Exception as error:  # What went wrong is the test's to judge.
            result = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(result, separators=(",", ":")) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
