"""Health, metrics and page of the hardened service, after the tests of its life."""

import re
import socket
import stat
import time
import unittest
from pathlib import Path

import test_service as service
from web import Stream, get

SOCKET = Path("/run/rosed/http.sock")
BUNDLE = Path("/usr/share/rosed/default.rose")


def start(endpoint: str) -> int:
    """Starts the service with HTTP at an endpoint; returns the exit status of systemctl."""
    service.write_configuration(BUNDLE, more=f'[http]\nendpoint = "{endpoint}"\n')
    service.run("systemctl", "stop", "rosed")
    service.run("systemctl", "reset-failed", "rosed")
    return service.run("systemctl", "start", "rosed").returncode


class WebTests(unittest.TestCase):
    @classmethod
    def tearDownClass(cls):
        service.run("systemctl", "stop", "rosed")

    def test_the_hardened_service_serves_a_unix_socket_to_its_group_and_takes_it_away(self):
        self.assertEqual(start(f"unix:{SOCKET}"), 0, service.journal()[-2000:])
        found = SOCKET.stat()
        self.assertEqual((stat.S_IMODE(found.st_mode), SOCKET.owner(), SOCKET.group()),
                         (0o660, "_rosed", "_rosed"))
        status, _, body = get(SOCKET, "/readyz")
        self.assertEqual((status, body[:5]), (200, b"ready"))
        metrics = get(SOCKET, "/metrics")[2].decode()
        # What the unit hides of /proc must not hide what the process says of itself.
        for name in ("cpu_seconds_total", "resident_memory_bytes", "open_fds", "threads",
                     "start_time_seconds"):
            value = re.search(rf"(?m)^process_{name} (\S+)$", metrics)
            self.assertIsNotNone(value, f"process_{name} is missing")
            self.assertGreater(float(value[1]), 0, name)
        stream = Stream(SOCKET)
        self.assertEqual(stream.next()[0], "all")
        began = time.monotonic()
        service.run("systemctl", "stop", "rosed", check=True)
        self.assertLess(time.monotonic() - began, 10)
        stream.close()
        self.assertEqual(service.property_of("Result"), "success")
        self.assertFalse(SOCKET.exists())

    def test_the_unit_lets_this_machine_reach_a_loopback_port(self):
        self.assertEqual(start("127.0.0.1:8077"), 0, service.journal()[-2000:])
        with socket.create_connection(("127.0.0.1", 8077), timeout=30) as client:
            client.sendall(b"GET /livez HTTP/1.0\r\n\r\n")
            answer = b""
            while part := client.recv(4096):
                answer += part
        self.assertTrue(answer.startswith(b"HTTP/1.1 200 OK\r\n"), answer)
        self.assertTrue(answer.endswith(b"alive\n"), answer)

    def test_a_port_that_is_taken_fails_the_start_with_69_in_the_journal(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.assertNotEqual(start(f"127.0.0.1:{port}"), 0)
            self.assertEqual(service.property_of("ExecMainStatus"), "69")
        self.assertIn(f"[http]: 127.0.0.1:{port}: ", service.journal())


if __name__ == "__main__":
    unittest.main()
