"""What the suites of HTTP and of the page share: clients of the HTTP server and senders of frames."""

import http.client
import json
import socket
import time
from pathlib import Path

import zmq

from support import Rosed, fashion_mnist, noise

NORMAL, NOISE = fashion_mnist(64), noise(64)


class UnixConnection(http.client.HTTPConnection):
    """Python's own HTTP client over a unix socket."""

    def __init__(self, path: Path, timeout: float = 30):
        super().__init__("localhost", timeout=timeout)
        self._path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def get(path: Path, target: str, method: str = "GET", **headers) -> tuple[int, dict, bytes]:
    """One request over a connection of its own: status, headers in lower case, body."""
    connection = UnixConnection(path)
    try:
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


class Stream:
    """A client of /events, by the rules of server-sent events."""

    def __init__(self, path: Path):
        self._connection = UnixConnection(path)
        self._connection.request("GET", "/events", headers={"Accept": "text/event-stream"})
        self.answer = self._connection.getresponse()

    def next(self) -> tuple[str, dict]:
        """The next event and its data; comments and other fields are passed over."""
        name, data = "message", []
        while True:
            line = self.answer.readline()
            assert line, "the stream ended"
            field, _, value = line.decode().rstrip("\n").partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                data.append(value)
            elif field == "" and data:
                return name, json.loads("\n".join(data))

    def close(self):
        self.answer.close()
        self._connection.close()


class Camera:
    """A sender that waits for the answer to each frame."""

    def __init__(self, address: str, sender: str = "rpi-1"):
        self._context = zmq.Context()
        self._socket = self._context.socket(zmq.REQ)
        self._socket.rcvtimeo = 30_000
        self._socket.connect(address)
        self.sender = sender

    def send(self, image, **header) -> bytes:
        header = {"msg": self.sender, "dtype": str(image.dtype), "shape": image.shape, **header}
        self._socket.send_json(header, zmq.SNDMORE)
        self._socket.send(image.tobytes())
        return self._socket.recv()

    def close(self):
        self._socket.close(0)
        self._context.term()


class Site:
    """A rosed with two sources, one of which is never sent anything, and HTTP on a unix socket."""

    def __init__(self, http_endpoint: str = "unix:{folder}/http.sock", **options):
        self.rosed = Rosed(
            '[[source]]\nname = "hall"\nendpoint = "rep+bind:ipc://{folder}/frames"\nqueue = 64\ntimeout = "1h"\n'
            '[[source]]\nname = "yard"\nendpoint = "sub+connect:tcp://127.0.0.1:9"\n'
            f'[http]\nendpoint = "{http_endpoint}"\n', **options)
        self.http = self.rosed.folder / "http.sock"
        self.frames = f"ipc://{self.rosed.folder}/frames"

    def send(self, images, **header) -> Camera:
        """Sends images one after the other and waits until they are scored."""
        before = self.rosed.source("hall")["received"]
        camera = Camera(self.frames)
        try:
            for image in images:
                answer = camera.send(image, **header)
                assert answer == b"OK", answer
        finally:
            camera.close()
        self.rosed.settled("hall", before + len(images))

    def get(self, target: str, method: str = "GET", **headers):
        return get(self.http, target, method, **headers)

    def metrics(self) -> str:
        status, _, body = self.get("/metrics")
        assert status == 200, status
        return body.decode()

    def wait(self, what: str, condition, timeout: float = 30):
        """Waits until a condition of the daemon holds."""
        deadline = time.monotonic() + timeout
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain for {what}"
            time.sleep(0.05)

    def stop(self) -> int:
        return self.rosed.stop()
