"""What can happen to the process: stopped, out of descriptors, another beside it, the clock set."""

import json
import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

import zmq

from station import ALERTS, FaultCase, Camera, lowest_free, measured, wait_until
from support import ROSED, fashion_mnist

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
DAY = 86_400


class ProcessTests(FaultCase):
    def test_stopped_for_seconds_it_goes_on_where_it_was(self):
        station = self.station()
        events = self.subscriber(station)
        camera = self.camera(station, rate=50)
        events.wait("alert", 20)
        station.signal(signal.SIGSTOP)
        # Longer than a connection's heartbeats may stay out.
        time.sleep(5)
        count = len(events.of("alert"))
        station.signal(signal.SIGCONT)
        began = time.monotonic()
        events.wait("alert", count + 1)
        measured("stopped for 5 s", f"the next event {time.monotonic() - began:.2f} s after SIGCONT")
        events.wait("alert", count + 100)
        sent = camera.close()
        counters = station.settled("camera", 0)
        # Those that a closed camera had not yet got rid of are not received.
        self.assertLessEqual(counters["received"] + counters["lost"], sent)
        self.assertEqual(counters["invalid"], {})
        self.check(station, events)

    def test_more_peers_than_the_usual_limit_of_descriptors_are_served(self):
        # As a shell and older systemd start it: 64 is so few that the test takes no time.
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.prlimit(0, resource.RLIMIT_NOFILE, (64, hard))
        try:
            station = self.station(wait=False)
        finally:
            resource.prlimit(0, resource.RLIMIT_NOFILE, (hard, hard))
        station.wait_until_ready()
        events = self.subscriber(station)
        camera = self.camera(station, rate=50)
        with zmq.Context() as context:
            guests = [self.enterContext(context.socket(zmq.SUB)) for _ in range(200)]
            for guest in guests:
                guest.linger = 0
                guest.subscribe(ALERTS)
                guest.connect(station.alerts)
            for guest in guests:
                self.assertTrue(guest.poll(30_000), "a peer is not served")
                guest.close()
        self.assertGreater(resource.prlimit(station.pid, resource.RLIMIT_NOFILE)[0], 200)
        camera.close()
        self.check(station, events)

    def test_without_a_descriptor_left_it_goes_on_and_serves_those_who_waited(self):
        station = self.station()
        events = self.subscriber(station)
        camera = self.camera(station, rate=50)
        events.wait("alert", 20)
        # The store opens files of its own when it is first read.
        station.rose("events")
        # The connection of that, too, must be gone, or its descriptor is the one that is left.
        time.sleep(1)
        limits = resource.prlimit(station.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(station.pid, resource.RLIMIT_NOFILE, (lowest_free(station.pid), limits[1]))
        answers = []
        asker = threading.Thread(target=lambda: answers.append(station.status()))
        asker.start()
        station.signal(signal.SIGHUP)
        wait_until(lambda: "reload failed, nothing changed" in station.log(), what="the reload")
        count = len(events.of("alert"))
        events.wait("alert", count + 40)
        self.assertEqual(answers, [])
        resource.prlimit(station.pid, resource.RLIMIT_NOFILE, limits)
        asker.join(30)
        self.assertEqual([answer["state"] for answer in answers], ["running"])
        self.assertEqual(station.rose("reload", "--wait").returncode, 0)
        camera.close()
        stored = len(self.all_alerts(station, events))
        store = station.status()["store"]
        self.assertEqual((store["events_stored"], store["events_lost"]), (stored, 0))
        self.check(station, events)

    def test_a_peer_for_whom_no_descriptor_is_left_ends_it_and_the_next_start_is_whole(self):
        """libzmq 4.3.4 aborts where an ipc connection finds no descriptor; the limit is out of reach."""
        station = self.station()
        events = self.subscriber(station)
        camera = self.camera(station, rate=50)
        events.wait("alert", 20)
        limits = resource.prlimit(station.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(station.pid, resource.RLIMIT_NOFILE, (lowest_free(station.pid), limits[1]))
        late = Camera(station.frames, count=1, frames=list(fashion_mnist(1)), name="late")
        self.addCleanup(late.close)
        self.assertEqual(station.process.wait(30), -signal.SIGABRT)
        station.start()
        self.score_one(station)
        camera.close()
        self.check(station, events)

    def test_a_second_instance_on_the_same_path_ends_and_says_why(self):
        station = self.station()
        events = self.subscriber(station)
        camera = self.camera(station, rate=50)
        events.wait("alert", 10)
        text = station.configuration.read_text()
        folder = station.folder
        for name in ("alerts", "frames", "control.sock", "replay"):
            with self.subTest(name):
                other = text
                for path in ("alerts", "frames", "control.sock", "replay", "state/events.sqlite"):
                    if path != name:
                        other = other.replace(f"{folder}/{path}", f"{folder}/other-{Path(path).name}")
                second = folder / "second.toml"
                second.write_text(other)
                result = subprocess.run([ROSED, "--config", second], capture_output=True, text=True,
                                        timeout=60, env={**os.environ, "NOTIFY_SOCKET": ""})
                self.assertEqual(result.returncode, 69, result.stderr)
                self.assertIn(f"{folder}/{name}: already served", result.stderr)
                self.assertIn("stop the other instance or choose another path", result.stderr)
                # The first one still has the path.
                count = len(events.of("alert"))
                events.wait("alert", count + 5)
                self.assertEqual(station.status()["state"], "running")
        self.score_one(station)
        camera.close()
        self.check(station, events)


class ClockTests(FaultCase):
    """The time of day is set while frames are scored."""

    def set_clock(self, path: Path, offset: int):
        # One write: the library may read at any moment.
        new = path.with_suffix(".new")
        new.write_text(f"{offset:+d}s\n")
        new.rename(path)

    @staticmethod
    def is_at(offset: int, events: list[dict]) -> bool:
        """Whether the last event says that it was published at the time set."""
        return len(events) > 0 and abs(events[-1]["ts"] / 1e9 - time.time() - offset) < 600

    @unittest.skipUnless(FAKETIME, "Debian's package libfaketime is not installed")
    def test_a_clock_set_back_and_ahead_by_a_day_disturbs_nothing(self):
        clock = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="rosed-test-"))) / "clock"
        self.set_clock(clock, 0)
        station = self.station(environment={
            "LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Given, the library does not set it: that would move the environment, by whose place
            # Swift's runtime finds the arguments.
            "FAKETIME_SHARED": "/none /none"})
        events = self.subscriber(station)
        camera = self.camera(station, rate=40)
        for offset in (0, -DAY, DAY, 0):
            self.set_clock(clock, offset)
            # Events and heartbeats come at the new time, and at their usual pace.
            wait_until(lambda: self.is_at(offset, events.of("alert")), 30, f"events at {offset} s")
            heartbeats = len(events.of("heartbeat"))
            events.wait("alert", len(events.of("alert")) + 40, timeout=30)
            events.wait("heartbeat", heartbeats + 2, timeout=30)
        camera.close()
        alerts = self.all_alerts(station, events)
        for event in alerts + events.of("score"):
            self.assertGreaterEqual(event["latency_ms"], 0)
            self.assertLess(event["latency_ms"], 30_000)
        # Start and end in turn, whatever the time of day.
        self.assertEqual({event["state"] for event in alerts[0::2]}, {"start"})
        self.assertEqual({event["state"] for event in alerts[1::2]}, {"end"})
        numbers = [event["seq"] for event in alerts]
        self.assertEqual([row[1] for row in station.stored()], numbers)
        lines = station.rose("events", "--all", "--json").stdout.splitlines()
        self.assertEqual([json.loads(line)["seq"] for line in lines], numbers)
        replayed = station.replay(ALERTS, alerts[0]["epoch"], 1)
        self.assertEqual([event["seq"] for event in replayed], numbers)
        measured("clock set by a day", f"{len(alerts)} alert events in order, latency at most "
                 f"{max(event['latency_ms'] for event in alerts):.0f} ms")
        self.check(station, events)

    def test_no_thread_waits_until_a_time_of_day(self):
        """A clock that is set back would make such a wait as much longer; it cannot be set here."""
        station = self.station()
        events = self.subscriber(station)
        self.camera(station, rate=20)
        waits = set()
        for _ in range(200):
            for task in Path(f"/proc/{station.pid}/task").iterdir():
                try:
                    name, call = (task / "comm").read_text().strip(), (task / "syscall").read_text()
                except OSError:
                    continue
                words = call.split()
                # futex with a timeout and FUTEX_CLOCK_REALTIME.
                # Idle threads of Dispatch wait so for more work, which ends their wait.
                if name.endswith("overcommit"):
                    continue
                if words[0] == "202" and int(words[4], 16) and int(words[2], 16) & 256:
                    waits.add(name)
            time.sleep(0.01)
        self.assertEqual(waits, set())
        self.check(station, events)


if __name__ == "__main__":
    unittest.main()
