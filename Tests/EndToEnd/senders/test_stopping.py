"""A camera that waits for answers outlives a stop and a restart of rosed."""

import socket
import tempfile
import threading
import time
import unittest

import imagezmq
import zmq

from support import Rosed, fashion_mnist

ROUNDS = 8


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Camera:
    """An imagezmq sender on a thread, at most 30 frames a second.

    The pause is what ZeroMQ needs to close a connection: 0.4 ms, and more on a machine with other work.
    """

    def __init__(self, address: str, pause: float = 1 / 30):
        self.answers: list[bytes] = []
        self.unanswered = 0
        self._sender = imagezmq.ImageSender(connect_to=address)
        self._sender.zmq_socket.rcvtimeo = 20_000
        self._sender.zmq_socket.linger = 0
        self._pause = pause
        self._ending = False
        self._thread = threading.Thread(target=self._stream)
        self._thread.start()

    def _stream(self):
        frame = fashion_mnist(1)[0]
        while not self._ending:
            try:
                self.answers.append(self._sender.send_image("rpi-1", frame))
            except zmq.Again:
                self.unanswered += 1
                return
            time.sleep(self._pause)

    def wait(self, answer: bytes, count: int):
        """Waits for so many more answers of a kind, or until one stays out."""
        target = self.answers.count(answer) + count
        deadline = time.monotonic() + 40
        while self.answers.count(answer) < target and self._thread.is_alive():
            if time.monotonic() > deadline:
                raise AssertionError(f"{count} more {answer} in 40 s: {self.answers[-20:]}")
            time.sleep(0.01)

    def close(self):
        self._ending = True
        self._thread.join()
        self._sender.close()


class StoppingTests(unittest.TestCase):
    def drive(self, address: str):
        source = f'[[source]]\nname = "camera"\nendpoint = "rep+bind:{address}"\n'
        rosed = Rosed(source)
        camera = Camera(address)
        try:
            for _ in range(ROUNDS):
                camera.wait(b"OK", 20)
                self.assertEqual(rosed.stop(), 0)
                rosed = Rosed(source)
            camera.wait(b"OK", 20)
            self.assertEqual(camera.unanswered, 0)
        finally:
            camera.close()
            rosed.stop()
        self.assertEqual(set(camera.answers), {b"OK", b"ERR stopping"})

    def test_a_request_is_answered_whenever_rosed_stops_and_the_sender_goes_on_after_a_restart(self):
        with self.subTest("tcp"):
            self.drive(f"tcp://127.0.0.1:{free_port()}")
        with self.subTest("ipc"), tempfile.TemporaryDirectory(prefix="rosed-test-") as folder:
            self.drive(f"ipc://{folder}/frames")


if __name__ == "__main__":
    unittest.main()
