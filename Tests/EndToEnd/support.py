"""What the end-to-end tests share: a running rosed, its events, and frames to send."""

import gzip
import json
import os
import re
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import jsonschema
import numpy as np
import zmq

REPOSITORY = Path(__file__).resolve().parents[2]
ROOT = Path(os.environ["ROSED_TEST_ROOT"])
ROSED = ROOT / "usr/bin/rosed"
ROSE = ROOT / "usr/bin/rose"
BUNDLE = Path(os.environ.get("ROSED_TEST_BUNDLE", ROOT / "usr/share/rosed/default.rose"))
DATASET = Path("/usr/share/datasets/fashion-mnist")

_schema = json.loads((REPOSITORY / "docs/schema/event-v1.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(_schema)
VALIDATOR = jsonschema.Draft202012Validator(_schema)


def fashion_mnist(count: int, start: int = 0) -> np.ndarray:
    """Test images `start` to `start + count`, each 28 by 28."""
    with gzip.open(DATASET / "t10k-images-idx3-ubyte.gz") as file:
        magic, total, rows, columns = struct.unpack(">4I", file.read(16))
        assert magic == 2051 and start + count <= total
        file.seek(16 + start * rows * columns)
        data = file.read(count * rows * columns)
    return np.frombuffer(data, np.uint8).reshape(count, rows, columns)


def noise(count: int, seed: int = 0) -> np.ndarray:
    """Images of independent uniform values."""
    return np.random.default_rng(seed).integers(0, 256, (count, 28, 28), dtype=np.uint8)


def grey(count: int) -> np.ndarray:
    """Images of one value each, from dark to bright: far from any normal frame."""
    values = np.linspace(40, 250, count).astype(np.uint8)
    return np.repeat(values, 28 * 28).reshape(count, 28, 28)


def rose(*arguments: str, check: bool = True, **options) -> subprocess.CompletedProcess:
    """Runs the command line and returns what it wrote."""
    result = subprocess.run([str(ROSE), *arguments], capture_output=True, text=True,
                            timeout=options.pop("timeout", 120), **options)
    if check and result.returncode != 0:
        raise AssertionError(f"rose {' '.join(arguments)}: exit {result.returncode}\n{result.stderr}")
    return result


def control(path: Path, **request) -> dict:
    """One request to a running daemon by its control socket: a line of JSON each way."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(path))
        connection.sendall(json.dumps(request).encode() + b"\n")
        answer = b""
        while not answer.endswith(b"\n"):
            part = connection.recv(65536)
            assert part, f"the answer to {request} ended early: {answer!r}"
            answer += part
    return json.loads(answer)


class Subscriber:
    """Collects the events of a daemon on a thread; each is checked against the schema."""

    def __init__(self, address: str, prefix: str = ""):
        self.events: list[dict] = []
        self.faults: list[str] = []
        self._changed = threading.Condition()
        self._last: dict[str, tuple[int, int]] = {}
        self._context = zmq.Context()
        self._socket = self._context.socket(zmq.SUB)
        self._socket.rcvhwm = 0
        self._socket.subscribe(prefix)
        self._socket.connect(address)
        self._ending = False
        self._thread = threading.Thread(target=self._collect)
        self._thread.start()

    def _collect(self):
        while not self._ending:
            if not self._socket.poll(50):
                continue
            parts = self._socket.recv_multipart()
            with self._changed:
                self._take(parts)
                self._changed.notify_all()
        self._socket.close(0)

    def _take(self, parts: list[bytes]):
        if len(parts) != 2:
            self.faults.append(f"{len(parts)} parts")
            return
        topic, event = parts[0].decode(), json.loads(parts[1])
        for error in VALIDATOR.iter_errors(event):
            self.faults.append(f"{topic}: {error.json_path}: {error.message}")
        kind = event["type"]
        expected = f"rose/v1/{kind}/" + (f"{event['source']}/" if "source" in event else "")
        if topic != expected:
            self.faults.append(f"topic {topic}, expected {expected}")
        epoch, sequence = self._last.get(topic, (event["epoch"], event["seq"] - 1))
        if epoch == event["epoch"] and event["seq"] != sequence + 1:
            self.faults.append(f"{topic}: seq {event['seq']} after {sequence}")
        if event["epoch"] < epoch:
            self.faults.append(f"{topic}: epoch {event['epoch']} after {epoch}")
        self._last[topic] = (event["epoch"], event["seq"])
        self.events.append(event)

    def of(self, kind: str, **values) -> list[dict]:
        """The events of a kind so far whose keys have these values."""
        with self._changed:
            return [event for event in self.events if event["type"] == kind
                    and all(event.get(key) == value for key, value in values.items())]

    def wait(self, kind: str, count: int = 1, timeout: float = 60, **values) -> list[dict]:
        """Waits until `count` such events have come."""
        deadline = time.monotonic() + timeout
        while len(found := self.of(kind, **values)) < count:
            left = deadline - time.monotonic()
            if left <= 0:
                seen = {}
                for event in self.events:
                    seen[event["type"]] = seen.get(event["type"], 0) + 1
                raise AssertionError(
                    f"{len(found)} of {count} {kind} events {values or ''} in {timeout} s; "
                    f"came: {seen}")
            with self._changed:
                self._changed.wait(min(left, 0.2))
        return found

    def close(self):
        self._ending = True
        self._thread.join()
        self._context.term()


class NotifySocket:
    """The other end of sd_notify; reads all the time, for a full one holds the daemon up."""

    def __init__(self, path: Path):
        self.lines: list[str] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.settimeout(0.05)
        self._ending = False
        self._thread = threading.Thread(target=self._collect)
        self._thread.start()

    def _collect(self):
        while not self._ending:
            try:
                self.lines += self._socket.recv(65536).decode().splitlines()
            except TimeoutError:
                pass

    def wait(self, line: str, alive, timeout: float = 60) -> bool:
        deadline = time.monotonic() + timeout
        while line not in self.lines:
            if time.monotonic() > deadline or not alive():
                return False
            time.sleep(0.01)
        return True

    def close(self):
        self._ending = True
        self._thread.join()
        self._socket.close()


class Rosed:
    """A rosed with a folder of its own, started and, unless not waited for, ready."""

    def __init__(self, sources: str, bundle: Path = BUNDLE, publish_scores: bool = True,
                 alerts: str = "", extra: str = "", environment: dict | None = None,
                 wait: bool = True, alerts_address: str | None = None):
        self._folder = tempfile.TemporaryDirectory(prefix="rosed-test-")
        self.folder = Path(self._folder.name)
        self.alerts = alerts_address or f"ipc://{self.folder}/alerts"
        self.control = self.folder / "control.sock"
        configuration = (
            f'[model]\nbundle = "{bundle}"\n'
            + sources.replace("{folder}", str(self.folder))
            + f'\n[alerts]\nendpoint = "pub+bind:{self.alerts}"\n'
            + f"publish_scores = {str(publish_scores).lower()}\n{alerts}\n"
            + f'[control]\nsocket = "{self.control}"\n'
            + extra.replace("{folder}", str(self.folder)))
        self.configuration = self.folder / "rosed.toml"
        self.configuration.write_text(configuration)
        self.environment = {**os.environ, **(environment or {}),
                            "ROSED_CONTROL_SOCKET": str(self.control),
                            "NOTIFY_SOCKET": str(self.folder / "notify")}
        self.notify = NotifySocket(self.folder / "notify")
        self._log = open(self.folder / "log", "a+")
        self.start(wait)

    def start(self, wait: bool = True):
        """Starts the process, at first or after its end."""
        self.notify.lines.clear()
        self.process = subprocess.Popen([str(ROSED), "--config", str(self.configuration)],
                                        env=self.environment, stdout=self._log, stderr=self._log)
        if wait:
            self.wait_until_ready()

    def wait_until_ready(self):
        if not self.notify.wait("READY=1", lambda: self.process.poll() is None):
            text = self.log()
            raise AssertionError(f"rosed is not ready (exit {self.stop()}):\n{text}")

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def rose(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        return rose(*arguments, env=self.environment, **options)

    def status(self) -> dict:
        return control(self.control, command="status")["status"]

    def source(self, name: str) -> dict:
        return next(source for source in self.status()["sources"] if source["name"] == name)

    def settled(self, name: str, received: int, timeout: float = 60) -> dict:
        """The counters of a source once it has `received` that many and none is in flight."""
        deadline = time.monotonic() + timeout
        while True:
            source = self.source(name)
            if source["received"] >= received and source["in_flight"] == 0:
                return source
            if time.monotonic() > deadline:
                raise AssertionError(f"received {received} and settled in {timeout} s: {source}")
            time.sleep(0.05)

    def stop(self) -> int:
        """Ends the daemon and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.notify.close()
        self._log.close()
        self._folder.cleanup()
        return self.process.returncode


def blocked_signals(pid: int | str) -> set[int]:
    """The signals that the main thread of a process blocks."""
    mask = re.search(r"(?m)^SigBlk:\s+(\w+)$", Path(f"/proc/{pid}/status").read_text())[1]
    return {number for number in range(1, 65) if int(mask, 16) & 1 << (number - 1)}


def conserved(source: dict) -> bool:
    """received = scored + dropped + invalid + in flight."""
    return source["received"] == (source["scored"] + sum(source["dropped"].values())
                                  + sum(source["invalid"].values()) + source["in_flight"])
