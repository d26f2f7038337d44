"""Senders that are hostile, broken or come and go."""

import json
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import time
import unittest

import zmq

from station import FaultCase, Station, measured, peak_resident, resident, source, wait_until
from support import fashion_mnist

# What `make test` sends; docs/reliability.md has the figures for a million.
MALFORMED = int(os.environ.get("ROSED_TEST_MALFORMED", 100_000))

# The memory that a message which is refused may leave behind in the allocator, in MB.
LEFT_OVER = 64


class RawSender:
    """A PUSH socket spoken by hand (ZMTP 3.0), which can break off wherever it likes."""

    def __init__(self, address: str):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(address.removeprefix("ipc://"))
        self._socket.sendall(b"\xff" + bytes(8) + b"\x7f\x03\x00" + b"NULL".ljust(20, b"\0")
                             + bytes(32))
        ready = b"\x05READY\x0bSocket-Type" + struct.pack(">I", 4) + b"PUSH"
        self._socket.sendall(b"\x04" + bytes([len(ready)]) + ready)
        # The other side's greeting: it has accepted.
        assert self._socket.recv(64), "no greeting"

    def send(self, part: bytes, more: bool, size: int | None = None):
        """A part, or the begin of one that is said to have `size` bytes."""
        flags = 2 | int(more)
        self._socket.sendall(bytes([flags]) + struct.pack(">Q", size or len(part)) + part)

    def close(self):
        self._socket.close()


class SenderFaultTests(FaultCase):
    def push(self, station: Station) -> zmq.Socket:
        context = self.enterContext(zmq.Context())
        socket = self.enterContext(context.socket(zmq.PUSH))
        socket.linger, socket.sndhwm, socket.reconnect_ivl = 0, 0, 20
        socket.connect(station.frames)
        return socket

    def test_a_bomb_of_150_001_parts_is_refused_and_its_memory_given_back(self):
        station = self.station()
        events = self.subscriber(station)
        camera = self.camera(station, rate=20)
        events.wait("alert", 10)
        push = self.push(station)
        parts = [bytes(1024)] * 150_001
        before, after = resident(station.pid), []
        for number in range(1, 4):
            push.send_multipart(parts, copy=False)
            wait_until(lambda: station.source("camera")["invalid"] == {"too_many_parts": number},
                       what="the refusal")
            time.sleep(0.5)
            after.append(resident(station.pid))
        measured("bomb of 150,001 parts",
                 f"resident before {before:.0f} MB, at most {peak_resident(station.pid):.0f} MB, after "
                 f"each of three {', '.join(f'{size:.0f}' for size in after)} MB")
        self.assertLess(after[-1], before + LEFT_OVER)
        self.assertLess(peak_resident(station.pid), before + 600)
        count = len(events.of("alert"))
        events.wait("alert", count + 10)
        camera.close()
        self.check(station, events)

    def test_a_part_beyond_max_message_costs_its_sender_the_connection_only(self):
        station = self.station(source(more='max_message = "1MiB"\n'))
        events = self.subscriber(station)
        camera = self.camera(station, rate=50)
        events.wait("alert", 10)
        before = resident(station.pid)
        push = self.push(station)
        header = json.dumps({"dtype": "uint8", "shape": [1448, 1448]}).encode()
        for _ in range(20):
            push.send_multipart([header, bytes(1448 * 1448)])
            time.sleep(0.02)
        count = len(events.of("alert"))
        events.wait("alert", count + 50)
        self.assertLess(resident(station.pid), before + LEFT_OVER)
        self.score_one(station)
        camera.close()
        station.settled("camera", 0)
        self.check(station, events)

    def test_a_sender_that_begins_anew_has_lost_nothing(self):
        station = self.station()
        events = self.subscriber(station)
        for turn, first in enumerate((1, 1, 500, 1), 1):
            self.camera(station, rate=200, count=40, first=first).finish()
            station.settled("camera", 40 * turn)
        counters = station.settled("camera", 160)
        self.assertEqual(counters["received"], 160)
        # From 40 to 500 is a gap in one numbering, as far as anyone can tell; the others are not.
        self.assertEqual(counters["lost"], 459)
        self.check(station, events)

    def test_a_sender_that_dies_within_a_message_leaves_nothing_of_it(self):
        station = self.station()
        events = self.subscriber(station)
        camera = self.camera(station, rate=50)
        events.wait("alert", 10)
        before = station.source("camera")
        header = json.dumps({"dtype": "uint8", "shape": [28, 28]}).encode()
        frame = fashion_mnist(1)[0].tobytes()
        for number in range(50):
            sender = RawSender(station.frames)
            sender.send(header, more=True)
            if number % 2:
                sender.send(frame[:300], more=False, size=len(frame))
            sender.close()
        # The same way, and to the end: the message by hand is one.
        sender = RawSender(station.frames)
        sender.send(header, more=True)
        sender.send(frame, more=False)
        self.score_one(station)
        sent = camera.close()
        counters = station.settled("camera", sent + 2)
        sender.close()
        self.assertEqual(counters["received"], sent + 2)
        self.assertEqual(counters["invalid"], before["invalid"])
        self.check(station, events)

    def test_a_sender_killed_while_it_sends_large_frames_costs_the_others_nothing(self):
        station = self.station()
        events = self.subscriber(station)
        camera = self.camera(station, rate=50)
        program = ("import json, sys, zmq\n"
                   "push = zmq.Context().socket(zmq.PUSH)\n"
                   "push.connect(sys.argv[1])\n"
                   "header = json.dumps({'dtype': 'uint8', 'shape': [2000, 2000]}).encode()\n"
                   "while True: push.send_multipart([header, bytes(4_000_000)])\n")
        for _ in range(5):
            count = station.source("camera")["received"]
            sender = subprocess.Popen([sys.executable, "-c", program, station.frames])
            try:
                wait_until(lambda: station.source("camera")["received"] > count + 10,
                           what="large frames")
            finally:
                sender.send_signal(signal.SIGKILL)
                sender.wait()
        count = len(events.of("alert"))
        events.wait("alert", count + 20)
        camera.close()
        counters = station.settled("camera", 0)
        self.assertEqual(counters["invalid"], {})
        self.check(station, events)


class MalformedTests(FaultCase):
    """Seeded: message `n` of a seed is always the same."""

    def message(self, generator: random.Random) -> list[bytes]:
        frame = bytes(784)
        good = {"dtype": "uint8", "shape": [28, 28]}
        kind = generator.randrange(9)
        if kind == 0:  # random bytes
            return [generator.randbytes(generator.randrange(300)) for _ in range(generator.randint(1, 5))]
        if kind == 1:  # a header cut off
            text = json.dumps({**good, "msg": "camera" * 5}).encode()
            return [text[:generator.randrange(len(text) - 1)], frame]
        if kind == 2:  # shapes beyond everything
            shape = [generator.choice((2**31, 2**63 - 1, 2**64, -1, 10**300, 65_536))
                     for _ in range(generator.randint(1, 6))]
            return [json.dumps({"dtype": "uint8", "shape": shape}).encode(), frame]
        if kind == 3:  # nested deep
            depth = generator.randint(17, 5000)
            return [generator.choice(("[", '{"a":')).encode() * depth, frame]
        if kind == 4:  # types that are none
            name = generator.choice(("float64", "|V9", "<f4", ">i8", "", "uint", "object", "u1" * 99))
            return [json.dumps({"dtype": name, "shape": [28, 28]}).encode(), frame]
        if kind == 5:  # a payload of another size
            size = generator.choice((0, 1, 783, 785, 3136))
            return [json.dumps(good).encode(), bytes(size)]
        if kind == 6:  # an image that is none
            return [b'{"msg": "camera"}', b"\xff\xd8\xff" + generator.randbytes(100)]
        if kind == 7:  # keys of other types than they should have
            value = generator.choice((None, True, 1e308, "x", [], {}, [[]], -1))
            return [json.dumps({"dtype": value, "shape": value, "msg": value}).encode(), frame]
        return [json.dumps(good).encode(), frame, frame, frame]  # too many parts

    def test_malformed_messages_are_all_counted_and_cost_no_memory(self):
        station = self.station()
        events = self.subscriber(station)
        generator = random.Random(20_240_601)
        began = time.monotonic()
        with zmq.Context() as context, context.socket(zmq.PUSH) as push:
            push.sndhwm, push.linger = 1000, 0
            push.connect(station.frames)
            warm = None
            for number in range(MALFORMED):
                push.send_multipart(self.message(generator))
                if number == MALFORMED // 5:
                    warm = resident(station.pid)
            wait_until(lambda: station.source("camera")["received"] >= MALFORMED, 120,
                       "the last of them")
        seconds = time.monotonic() - began
        after = resident(station.pid)
        counters = station.settled("camera", MALFORMED)
        self.assertEqual(counters["received"], MALFORMED)
        self.assertEqual(counters["scored"], 0, "one of them was a frame after all")
        self.assertEqual(sum(counters["invalid"].values()), MALFORMED)
        for reason in ("header_not_json", "header_too_deep", "shape_invalid", "dtype_unsupported",
                       "payload_size_mismatch", "jpeg_invalid", "too_many_parts"):
            self.assertGreater(counters["invalid"].get(reason, 0), MALFORMED // 1000, reason)
        measured("malformed messages", f"{MALFORMED} in {seconds:.0f} s, resident {warm:.1f} MB after a "
                 f"fifth, {after:.1f} MB after all")
        self.assertLess(after - warm, 8)
        self.score_one(station)
        self.check(station, events)


if __name__ == "__main__":
    unittest.main()
