"""What the fault scenarios share: a rosed that can die and come back, a camera, and checks of both.

Every scenario ends with `FaultCase.check`: the counters of each source add up, subscribers saw no gap,
and the store is whole and has no gap.
"""

import json
import os
import signal
import sqlite3
import threading
import time
import unittest
from pathlib import Path

import numpy as np
import zmq

from support import Rosed, Subscriber, conserved, fashion_mnist, grey

STORE = '[store]\npath = "{folder}/state/events.sqlite"\n'
REPLAY = '[replay]\nendpoint = "router+bind:ipc://{folder}/replay"\n'
ALERTS = "rose/v1/alert/camera/"


def source(name: str = "camera", queue: int = 1024, more: str = "",
           endpoint: str = "pull+bind:ipc://{folder}/frames") -> str:
    return f'[[source]]\nname = "{name}"\nendpoint = "{endpoint}"\nqueue = {queue}\n{more}'


def measured(what: str, text: str):
    """Prints a measurement; docs/reliability.md quotes these lines."""
    print(f"measured: {what}: {text}", flush=True)


def resident(pid: int) -> float:
    """Memory of a process that is resident, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def peak_resident(pid: int) -> float:
    """The most memory of a process that was ever resident, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def descriptors(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def lowest_free(pid: int) -> int:
    """The number the next descriptor would get: a limit of that leaves none, wherever there are gaps."""
    used = set(map(int, os.listdir(f"/proc/{pid}/fd")))
    return next(number for number in range(len(used) + 1) if number not in used)


def threads(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/task"))


def wait_until(condition, timeout: float = 60, what: str = "the condition"):
    deadline = time.monotonic() + timeout
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come true in {timeout} s")
        time.sleep(0.01)
    return value


def alternating() -> list[np.ndarray]:
    """Anomalous and normal frames in turn: each makes an event, the start or the end of an alert."""
    return [frame for pair in zip(grey(4)[1:], fashion_mnist(3)) for frame in pair]


class Station(Rosed):
    """A rosed with a store and a replay endpoint, which can be killed and started again."""

    def __init__(self, sources: str | None = None, extra: str = "", store: str = STORE, **options):
        super().__init__(sources if sources is not None else source(), extra=store + REPLAY + extra,
                         **options)

    def start(self, wait: bool = True):
        (self.folder / "state").mkdir(exist_ok=True)
        super().start(wait)

    @property
    def frames(self) -> str:
        return f"ipc://{self.folder}/frames"

    @property
    def store(self) -> Path:
        return self.folder / "state/events.sqlite"

    @property
    def pid(self) -> int:
        return self.process.pid

    def signal(self, number: int):
        assert self.process.poll() is None, f"rosed has ended: {self.process.returncode}\n{self.log()}"
        os.kill(self.pid, number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait(60)

    def stop_process(self):
        """Stops the process as the service manager does; the folder stays."""
        self.signal(signal.SIGTERM)
        assert self.process.wait(60) == 0, self.log()

    def stored(self, topic: str = ALERTS) -> list[tuple[int, int, int]]:
        """Epoch, number and time of the stored events of a topic, in the order they were stored."""
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=30) as database:
            return database.execute(
                "SELECT epoch, seq, ts FROM event WHERE topic = ? ORDER BY place",
                (topic,)).fetchall()

    def replay(self, topic: str, epoch: int, first: int) -> list[dict]:
        """All that the replay endpoint has of a topic and an epoch from a number on."""
        events: list[dict] = []
        position = {"epoch": epoch, "from": first}
        with zmq.Context() as context, context.socket(zmq.REQ) as client:
            client.linger, client.rcvtimeo = 0, 30_000
            client.connect(f"ipc://{self.folder}/replay")
            while position and position["epoch"] == epoch:
                client.send_json({"topic": topic, **position})
                answer, *parts = client.recv_multipart()
                answer = json.loads(answer)
                assert answer["type"] == "replay" and answer["missing"] == 0, answer
                events += [json.loads(part) for part in parts]
                position = answer.get("next")
        return events

    def store_faults(self) -> list[str]:
        """What is wrong with the store: damage, and gaps within a topic and an epoch."""
        faults = []
        with sqlite3.connect(self.store, timeout=30) as database:
            verdict = database.execute("PRAGMA integrity_check").fetchall()
            if verdict != [("ok",)]:
                faults.append(f"integrity_check: {verdict[:5]}")
            last: dict[tuple, int] = {}
            rows = database.execute("SELECT topic, epoch, seq FROM event ORDER BY place")
            for topic, epoch, number in rows:
                before = last.get((topic, epoch), number - 1)
                if number != before + 1:
                    faults.append(f"{topic} epoch {epoch}: {number} after {before}")
                last[topic, epoch] = number
        return faults


class Camera:
    """Pushes numbered frames on a thread, `rate` a second, until it is closed or has sent `count`."""

    def __init__(self, address: str, rate: float = 100, count: int | None = None,
                 frames: list[np.ndarray] | None = None, first: int = 1, name: str = "camera"):
        self.sent = 0
        self._name = name
        self._frames = frames if frames is not None else alternating()
        self._rate, self._count, self._first = rate, count, first
        self._context = zmq.Context()
        self._socket = self._context.socket(zmq.PUSH)
        self._socket.reconnect_ivl = 20
        self._socket.sndtimeo = 100
        self._socket.connect(address)
        self._ending = False
        self._thread = threading.Thread(target=self._stream)
        self._thread.start()

    def _stream(self):
        began, due = time.monotonic(), 0
        while not self._ending and (self._count is None or self.sent < self._count):
            due = max(due, time.monotonic() - began - 1)
            if (pause := due - (time.monotonic() - began)) > 0:
                time.sleep(pause)
            frame = self._frames[self.sent % len(self._frames)]
            header = {"dtype": "uint8", "shape": frame.shape, "seq": self._first + self.sent,
                      "source": self._name}
            try:
                self._socket.send_multipart([json.dumps(header).encode(), frame.tobytes()])
            except zmq.Again:
                continue
            self.sent += 1
            due += 1 / self._rate

    def finish(self, timeout: float = 120) -> int:
        """Waits until the last frame is sent; returns how many there were."""
        self._thread.join(timeout)
        assert not self._thread.is_alive(), f"{self.sent} of {self._count} frames sent"
        return self.sent

    def close(self) -> int:
        """Ends the stream, at once; returns how many frames were sent."""
        self._ending = True
        self._thread.join()
        self._socket.close(0)
        self._context.term()
        return self.sent


class FaultCase(unittest.TestCase):
    """A scenario: what it starts ends with it, whatever happens."""

    def station(self, *arguments, **options) -> Station:
        station = Station(*arguments, **options)
        self.addCleanup(station.stop)
        return station

    def camera(self, station: Station, **options) -> Camera:
        camera = Camera(station.frames, **options)
        self.addCleanup(camera.close)
        return camera

    def subscriber(self, station: Station, prefix: str = "") -> Subscriber:
        events = Subscriber(station.alerts, prefix)
        self.addCleanup(events.close)
        # The subscription has arrived once the first event has.
        if prefix == "":
            events.wait("heartbeat")
        return events

    def score_one(self, station: Station, name: str = "camera"):
        """Sends a frame and waits until it is scored: the daemon works."""
        before = station.source(name)["scored"]
        camera = Camera(station.frames, count=1, frames=list(fashion_mnist(1)), name="probe")
        try:
            wait_until(lambda: station.source(name)["scored"] > before, what="a scored frame")
        finally:
            camera.close()

    def all_alerts(self, station: Station, events: Subscriber) -> list[dict]:
        """Every alert event there is, once nothing is in flight and no sender sends."""
        def is_last() -> bool:
            number = events.of("heartbeat")[-1]["last_seq"].get(ALERTS, 0)
            alerts = events.of("alert")
            return station.source("camera")["in_flight"] == 0 and bool(alerts) and (
                alerts[-1]["seq"] == number)

        # Heartbeats come once a second: the last of two was made after the last event.
        wait_until(is_last, what="the last event")
        count = len(events.of("heartbeat"))
        events.wait("heartbeat", count + 2)
        wait_until(is_last, what="the last event")
        return events.of("alert")

    def check(self, station: Station, *subscribers: Subscriber):
        """What holds after every scenario."""
        for counters in station.status()["sources"]:
            self.assertTrue(conserved(counters), counters)
        for events in subscribers:
            self.assertEqual(events.faults, [])
        if station.store.exists():
            self.assertEqual(station.store_faults(), [])
