"""kill -9 in each state: the next start scores, the store is whole, subscribers see a new epoch."""

import signal
import time
import unittest

from station import FaultCase, measured, wait_until
from support import blocked_signals

# How much of what was published, counted back from the kill, may be missing in the store.
# A transaction of the store: none was missing on a quiet machine, 2.2 s with compilers at the disk.
BOUND_SECONDS = 5.0


class KillingTests(FaultCase):
    def check_life_after(self, station, events, state: str):
        """The kill has happened: starts anew, and compares the store with what was published."""
        before = events.of("alert")
        epoch = events.of("heartbeat")[-1]["epoch"]
        began = time.monotonic()
        station.start()
        self.score_one(station)
        measured(f"kill while {state}", f"scores again {time.monotonic() - began:.2f} s after the start")
        # A subscriber that stayed hears of the new process by its epoch, which is larger.
        wait_until(lambda: events.of("heartbeat")[-1]["epoch"] > epoch, what="the new epoch")
        self.check(station, events)
        stored = {row[:2] for row in station.stored()}
        # By epoch: the last event of a killed process may have reached the subscriber after its test.
        for epoch in sorted({event["epoch"] for event in before}):
            self.check_tail([event for event in before if event["epoch"] == epoch], stored, state)

    def check_tail(self, published: list, stored: set, state: str):
        """What the store lacks of one life is its last moments, never something from the middle."""
        missing = [event for event in published if (event["epoch"], event["seq"]) not in stored]
        age = (published[-1]["ts"] - missing[0]["ts"]) / 1e9 if missing else 0
        measured(f"kill while {state}",
                 f"{len(missing)} of {len(published)} events not stored, from the last {age:.3f} s")
        self.assertLess(age, BOUND_SECONDS)
        self.assertEqual(missing, published[len(published) - len(missing):])
        self.assertGreater(len(published), len(missing))

    def test_killed_while_loading_it_starts_the_next_time(self):
        ready = 0
        station = self.station(wait=False)
        for pause in (0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08):
            wait_until(lambda: blocked_signals(station.pid) == {
                signal.SIGHUP, signal.SIGINT, signal.SIGTERM}, what="main")
            time.sleep(pause)
            ready += "READY=1" in station.notify.lines
            station.kill()
            station.start(wait=False)
        self.assertLess(ready, 7, "none of the starts was met while it loaded")
        station.wait_until_ready()
        self.score_one(station)
        self.check(station, self.subscriber(station))

    def test_killed_under_load_it_loses_at_most_the_last_moments(self):
        # Fewer events than the test's own checks of each can keep up with.
        station = self.station(publish_scores=False)
        events = self.subscriber(station)
        self.camera(station, rate=100)
        for _ in range(3):
            count = len(events.of("alert"))
            events.wait("alert", count + 60)
            station.kill()
            self.check_life_after(station, events, "scoring")

    def test_killed_during_a_reload_it_starts_with_whole_factors(self):
        station = self.station()
        events = self.subscriber(station)
        self.camera(station, rate=100)
        events.wait("alert", 20)
        station.notify.lines.clear()
        station.signal(signal.SIGHUP)
        self.assertTrue(station.notify.wait("RELOADING=1", lambda: True))
        station.kill()
        self.assertNotIn("READY=1", station.notify.lines, "the reload had ended before the kill")
        self.check_life_after(station, events, "reloading")

    def test_killed_while_draining_it_starts_the_next_time(self):
        station = self.station()
        events = self.subscriber(station)
        self.camera(station, rate=3000, count=600)
        events.wait("alert", 20)
        station.signal(signal.SIGTERM)
        self.assertTrue(station.notify.wait("STOPPING=1", lambda: True))
        self.assertIsNone(station.process.poll(), "it had nothing to drain")
        station.kill()
        self.check_life_after(station, events, "draining")


if __name__ == "__main__":
    unittest.main()
