"""Health, metrics, status and live events of a real rosed, asked by real HTTP clients."""

import http.client
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import unittest
import urllib.request
from pathlib import Path

import cv2
import numpy as np
from prometheus_client.parser import text_string_to_metric_families

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support import ROSED, Rosed, conserved  # noqa: E402
from web import NOISE, NORMAL, Site, Stream, UnixConnection, get  # noqa: E402


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def samples(text: str) -> dict:
    """The samples by name and labels, as Prometheus' own parser reads them."""
    return {(sample.name, *sorted(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(text) for sample in family.samples}


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side has closed a connection."""
    try:
        return connection.recv(1, socket.MSG_DONTWAIT | socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False


class HTTPTests(unittest.TestCase):
    """One rosed for all: each test leaves it as it is, but for its counters."""

    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.site.send(NORMAL)
        cls.site.send(NOISE[:3])

    @classmethod
    def tearDownClass(cls):
        status = cls.site.stop()
        assert status == 0, f"rosed ended with {status}"

    def raw(self, request: bytes, timeout: float = 15) -> bytes:
        """Sends bytes and returns all that comes until the server closes."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(timeout)
            connection.connect(str(self.site.http))
            answer = b""
            try:
                connection.sendall(request)
                while part := connection.recv(65536):
                    answer += part
            except (BrokenPipeError, ConnectionResetError):
                pass
            return answer

    def test_health_is_told_and_a_silent_camera_leaves_rosed_ready(self):
        self.assertEqual(self.site.get("/livez")[::2], (200, b"alive\n"))
        self.assertEqual(self.site.get("/readyz")[::2],
                         (200, b"ready, running; no frames from: yard\n"))

    def test_the_status_is_the_one_of_the_control_socket(self):
        status, headers, body = self.site.get("/status")
        self.assertEqual((status, headers["content-type"]), (200, "application/json"))
        served, asked = json.loads(body), json.loads(self.site.rosed.rose("status", "--json").stdout)
        for changing in ("uptime_s", "frames_per_second", "alerts_per_minute"):
            served.pop(changing), asked.pop(changing)
        self.assertEqual(served, asked)
        self.assertTrue(all(conserved(source) for source in served["sources"]))

    def test_prometheus_reads_the_metrics_and_they_agree_with_the_status(self):
        text = self.site.metrics()
        families = {family.name: family for family in text_string_to_metric_families(text)}
        for family in families.values():
            self.assertIn(family.type, ("counter", "gauge", "histogram"), family.name)
            self.assertTrue(family.documentation, family.name)
        found = samples(text)
        self.assertEqual(len(found), sum(len(family.samples) for family in families.values()))
        hall = self.site.rosed.source("hall")
        for key in ("received", "scored", "lost"):
            self.assertEqual(found[f"rosed_frames_{key}_total", ("source", "hall")], hall[key])
        self.assertEqual(found["rosed_source_up", ("source", "hall")], 1)
        self.assertEqual(found["rosed_source_up", ("source", "yard")], 0)
        self.assertEqual(found["rosed_threshold", ("source", "hall")], hall["threshold"])
        self.assertAlmostEqual(found["rosed_score", ("source", "hall")], hall["last_score"])
        self.assertEqual(found["rosed_alerts_total", ("source", "hall"), ("state", "start")],
                         hall["alerts"])
        digest = self.site.rosed.status()["factors"]["digest"]
        self.assertEqual(found["rosed_factors_info", ("sha256", digest)], 1)
        self.assertEqual(found["rosed_frame_latency_seconds_count", ("source", "hall")],
                         hall["scored"])
        self.assertGreater(found["rosed_frame_latency_seconds_sum", ("source", "hall")], 0)
        self.assertEqual(found["rosed_score_duration_seconds_bucket", ("le", "+Inf")],
                         found[("rosed_score_duration_seconds_count",)])
        for name in ("rosed_frames_dropped", "rosed_frames_invalid", "rosed_alert_active",
                     "rosed_factors_generation", "rosed_last_reload_successful",
                     "rosed_queue_frames", "rosed_build_info"):
            self.assertIn(name, families)

    def test_the_metrics_of_the_process_are_those_of_the_kernel(self):
        found, pid = samples(self.site.metrics()), self.site.rosed.process.pid
        descriptors = len(os.listdir(f"/proc/{pid}/fd"))
        self.assertAlmostEqual(found[("process_open_fds",)], descriptors, delta=2)
        resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
        self.assertAlmostEqual(found[("process_resident_memory_bytes",)] / resident, 1, delta=0.2)
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks = os.sysconf("SC_CLK_TCK")
        self.assertAlmostEqual(found[("process_cpu_seconds_total",)],
                               (int(fields[11]) + int(fields[12])) / ticks, delta=1)
        booted = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
        self.assertAlmostEqual(found[("process_start_time_seconds",)],
                               booted + int(fields[19]) / ticks, delta=2)

    @unittest.skipUnless(shutil.which("promtool"), "promtool (package prometheus) is not installed")
    def test_promtool_finds_no_fault_in_the_metrics(self):
        check = subprocess.run(["promtool", "check", "metrics"], input=self.site.metrics(),
                               capture_output=True, text=True, timeout=60)
        self.assertEqual((check.returncode, check.stderr + check.stdout), (0, ""))

    @unittest.skipUnless(shutil.which("curl"), "curl is not installed")
    def test_curl_reads_several_answers_over_one_connection(self):
        result = subprocess.run(
            ["curl", "-sS", "--unix-socket", str(self.site.http), "-w", "%{http_code} %{num_connects}\n",
             "http://localhost/livez", "http://localhost/readyz", "http://localhost/nowhere"],
            capture_output=True, text=True, timeout=60)
        self.assertEqual(result.stderr, "")
        self.assertIn("alive\n200 1\n", result.stdout)
        self.assertTrue(result.stdout.endswith("404 0\n"), result.stdout)

    def test_a_flagged_frame_is_served_as_the_model_saw_it(self):
        stream = Stream(self.site.http)
        name, message = stream.next()
        stream.close()
        self.assertEqual(name, "all")
        frame = message["flagged"][0]
        self.assertEqual((frame["source"], frame["sender"]), ("hall", "rpi-1"))
        self.assertGreater(float(frame["score"]), frame["threshold"])
        self.assertEqual(len(frame["layers"]), len(frame["standardised"]))
        status, headers, body = self.site.get(f"/frames/{frame['id']}.png")
        self.assertEqual((status, headers["content-type"]), (200, "image/png"))
        image = cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_UNCHANGED)
        self.assertEqual(image.shape, (32, 32))
        # One of the frames that were sent, 28 by 28, made 32 by 32: a normal one may be a false alarm.
        differences = [
            np.abs(image.astype(int) - cv2.resize(sent, (32, 32)).astype(int)).mean()
            for sent in [*NORMAL, *NOISE]
        ]
        self.assertLess(min(differences), 4)

    def test_live_events_tell_all_then_changes_and_the_scores_of_the_daemon(self):
        stream = Stream(self.site.http)
        try:
            self.assertEqual(stream.answer.getheader("content-type"), "text/event-stream")
            name, first = stream.next()
            self.assertEqual(name, "all")
            self.assertEqual([s["name"] for s in first["status"]["sources"]], ["hall", "yard"])
            self.assertGreater(sum(first["scoring"]["calibration"]), 100)
            self.assertGreaterEqual(sum(first["points"][0]["recent"]), len(NORMAL) + 3)
            self.site.send(NOISE[3:4])
            score = self.site.rosed.source("hall")["last_score"]
            seen = []
            for _ in range(6):
                name, message = stream.next()
                self.assertEqual(name, "change")
                self.assertNotIn("scoring", message)
                seen += message["points"][0]["scores"]
            self.assertIn(score, seen)
        finally:
            stream.close()

    def test_what_is_no_request_gets_its_status_and_rosed_goes_on(self):
        local = b"Host: localhost\r\n\r\n"
        cases = [
            (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),  # TLS
            (b"GET\r\n\r\n", b"400"), (b"GET / HTTP/9.9\r\n" + local, b"400"),
            (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400"),
            (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", b"400"),
            (b"GET / HTTP/1.1\r\nHost: localhost\r\nA\x00B: 1\r\n\r\n", b"400"),
            (b"GET / HTTP/1.1\r\n\r\n", b"400"),
            (b"GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n", b"421"),
            (b"GET /../../etc/passwd HTTP/1.1\r\nConnection: close\r\n" + local, b"404"),
            (b"DELETE / HTTP/1.1\r\n" + local, b"405"),
            (b"POST /status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n", b"405"),
            (b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n", b"413"),
            (b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"b" * 17000 + b"\r\n\r\n", b"431"),
        ]
        for request, status in cases:
            with self.subTest(request[:40]):
                answer = self.raw(request)
                self.assertEqual(answer[:12], b"HTTP/1.1 " + status)
        self.assertEqual(self.site.get("/livez")[0], 200)

    def test_random_bytes_never_end_it(self):
        random = np.random.default_rng(7)
        requests = [b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"]
        for _ in range(200):
            request = bytearray(requests[0])
            for _ in range(random.integers(1, 6)):
                request[random.integers(len(request))] = random.integers(256)
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(self.site.http))
                connection.sendall(bytes(request))
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
        self.assertEqual(self.site.get("/livez")[0], 200)

    def test_clients_that_say_nothing_are_disconnected_and_scoring_goes_on_meanwhile(self):
        before = samples(self.site.metrics())["rosed_http_disconnected_total", ("reason", "no_request")]
        idle = []
        for index in range(40):
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(str(self.site.http))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: loc"[:index])
            idle.append(connection)
        began = time.monotonic()
        self.site.send(NORMAL[:32])
        self.assertLess(time.monotonic() - began, 5)
        for connection in idle:
            connection.settimeout(30)
            self.assertEqual(connection.recv(1), b"")
            connection.close()
        self.assertLess(time.monotonic() - began, 25)
        after = samples(self.site.metrics())["rosed_http_disconnected_total", ("reason", "no_request")]
        self.assertEqual(after - before, 40)

    def test_connections_beyond_the_limit_are_told_so(self):
        held = [UnixConnection(self.site.http) for _ in range(64)]
        for connection in held:
            connection.connect()
        self.site.wait("a refusal", lambda: get(self.site.http, "/livez")[0] == 503)
        more = [UnixConnection(self.site.http) for _ in range(100)]
        for connection in more:
            connection.connect()
        self.site.wait("a closed door", lambda: any(is_closed(c.sock) for c in more))
        for connection in held + more:
            connection.close()
        self.site.wait("an answer", lambda: get(self.site.http, "/livez")[0] == 200)
        self.assertGreater(
            samples(self.site.metrics())["rosed_http_disconnected_total",
                                         ("reason", "too_many_connections")], 0)

    def test_a_page_that_reads_nothing_holds_up_no_other(self):
        deaf = socket.socket(socket.AF_UNIX)
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.connect(str(self.site.http))
        deaf.sendall(b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        stream = Stream(self.site.http)
        try:
            began = time.monotonic()
            for _ in range(10):
                stream.next()
            self.assertLess(time.monotonic() - began, 15)
        finally:
            stream.close()
            deaf.close()

    def test_pages_beyond_the_limit_are_refused_and_a_page_that_goes_makes_room(self):
        def streams() -> float:
            return samples(self.site.metrics())[("rosed_http_streams",)]
        self.site.wait("no pages", lambda: streams() == 0)
        pages = [Stream(self.site.http) for _ in range(16)]
        try:
            status, headers, _ = self.site.get("/events")
            self.assertEqual((status, headers["retry-after"]), (503, "10"))
        finally:
            for page in pages:
                page.close()
        self.site.wait("room", lambda: streams() == 0)
        Stream(self.site.http).close()


class LifeTests(unittest.TestCase):
    def test_a_loopback_port_is_served_and_closed_at_the_stop(self):
        port = free_port()
        site = Site(f"127.0.0.1:{port}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=30) as answer:
                self.assertEqual(answer.status, 200)
            with urllib.request.urlopen(f"http://localhost:{port}/", timeout=30) as answer:
                self.assertIn("script-src 'nonce-", answer.headers["content-security-policy"])
        finally:
            self.assertEqual(site.stop(), 0)
        with socket.socket() as probe:
            self.assertNotEqual(probe.connect_ex(("127.0.0.1", port)), 0)

    def test_a_port_that_is_taken_ends_the_start_with_69_and_says_which(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            rosed = Rosed(f'[http]\nendpoint = "127.0.0.1:{port}"\n', wait=False)
            self.assertEqual(rosed.process.wait(60), 69)
            log = rosed.log()
            rosed.stop()
        self.assertIn(f"[http]: 127.0.0.1:{port}: ", log)
        self.assertEqual(len(log.splitlines()), 1, log)

    def test_an_address_that_others_reach_is_a_mistake_of_the_configuration(self):
        rosed = Rosed('[http]\nendpoint = "0.0.0.0:8077"\n', wait=False)
        self.assertEqual(rosed.process.wait(60), 78)
        log = rosed.log()
        rosed.stop()
        self.assertIn("'endpoint' in [http] is \"0.0.0.0:8077\"", log)
        self.assertIn("reverse proxy", log)

    def test_the_socket_has_its_mode_goes_with_the_stop_and_pages_do_not_hold_the_stop_up(self):
        site = Site()
        try:
            self.assertEqual(stat.S_IMODE(site.http.stat().st_mode), 0o660)
            pages = [Stream(site.http) for _ in range(3)]
            idle = UnixConnection(site.http)
            idle.connect()
            began = time.monotonic()
            site.rosed.process.send_signal(signal.SIGTERM)
            self.assertEqual(site.rosed.process.wait(30), 0)
            self.assertLess(time.monotonic() - began, 5)
            self.assertFalse(site.http.exists())
            for page in pages:
                page.close()
            idle.close()
        finally:
            site.stop()

    def test_while_it_stops_it_is_not_ready(self):
        site = Site()
        seen = set()
        try:
            site.send(NORMAL[:8])
            site.rosed.process.send_signal(signal.SIGTERM)
            while site.rosed.process.poll() is None:
                try:
                    seen.add(get(site.http, "/readyz")[::2])
                except (OSError, http.client.HTTPException):
                    pass
        finally:
            self.assertEqual(site.stop(), 0)
        self.assertIn((503, b"stopping\n"), seen)

    def test_a_failed_reload_is_a_metric_and_in_the_history(self):
        site = Site()
        try:
            text = site.rosed.configuration.read_text()
            site.rosed.configuration.write_text(text + "\n[nonsense]\n")
            site.rosed.rose("reload", "--wait", check=False)
            self.assertEqual(samples(site.metrics())[("rosed_last_reload_successful",)], 0)
            site.rosed.configuration.write_text(text)
            site.rosed.rose("reload", "--wait")
            found = samples(site.metrics())
            self.assertEqual(found[("rosed_last_reload_successful",)], 1)
            self.assertEqual(found[("rosed_factors_generation",)], 2)
            stream = Stream(site.http)
            _, message = stream.next()
            stream.close()
            self.assertEqual([r["succeeded"] for r in message["reloads"]], [True, False])
        finally:
            self.assertEqual(site.stop(), 0)


if __name__ == "__main__":
    unittest.main()
