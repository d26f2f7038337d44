"""The disk below the store: full, damaged, gone, read-only. Scoring and alerts go on."""

import os
import subprocess
import time
import unittest

from station import FaultCase, Station, measured, wait_until


def mount(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(["mount", *arguments], capture_output=True, text=True)


class SmallDisk(Station):
    """A station whose state lies on a file system of its own, of 1 MB."""

    def start(self, wait: bool = True):
        state = self.folder / "state"
        if not os.path.ismount(state):
            state.mkdir(exist_ok=True)
            result = mount("-t", "tmpfs", "-o", "size=1m", "rosed-test", str(state))
            if result.returncode != 0:
                self.abandon()
                raise unittest.SkipTest(f"no file system may be mounted here: {result.stderr.strip()}")
        super().start(wait)

    def abandon(self):
        self.notify.close()
        self._log.close()
        self._folder.cleanup()

    def remount(self, options: str):
        result = mount("-o", f"remount,{options}", str(self.folder / "state"))
        assert result.returncode == 0, result.stderr

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)
        subprocess.run(["umount", "-l", str(self.folder / "state")], check=True)
        return super().stop()


class DiskTests(FaultCase):
    def small_disk(self, **options) -> SmallDisk:
        station = SmallDisk(**options)
        self.addCleanup(station.stop)
        return station

    def store_lines(self, station) -> list[str]:
        return [line for line in station.log().splitlines() if line.startswith("event store")]

    def state(self, station) -> str:
        return station.status()["store"]["state"]

    def counts(self, station, events) -> tuple[int, dict]:
        """The alert events of the running process, and how its store is once none waits for it."""
        published = len(self.all_alerts(station, events))
        store = station.status()["store"]
        self.assertEqual(store["events_stored"] + store["events_lost"], published)
        return published, store

    def go_on(self, events, count: int = 20):
        """Alerts come, as ever."""
        events.wait("alert", len(events.of("alert")) + count)

    def test_a_full_disk_costs_the_store_events_and_nothing_else(self):
        station = self.small_disk()
        events = self.subscriber(station)
        camera = self.camera(station, rate=80)
        wait_until(lambda: self.state(station) == "failing", what="a full disk")
        self.go_on(events, 60)
        before = station.status()["store"]
        self.assertGreater(before["events_lost"], 0)
        lines = self.store_lines(station)
        self.assertEqual(len(lines), 1, lines)
        self.assertIn("the disk is full", lines[0])
        # Room again: the next event is stored, without a restart.
        station.remount("size=64m")
        wait_until(lambda: self.state(station) == "working", what="a store that works again")
        self.go_on(events, 20)
        camera.close()
        count, store = self.counts(station, events)
        measured("full disk", f"of {count} events {store['events_lost']} not stored and counted; "
                 f"{store['frames_lost']} frames; {len(lines)} log line")
        self.assertIn("works again", self.store_lines(station)[1])
        self.assertEqual(len(station.stored()), store["events_stored"])
        self.check_damaged_by_loss(station, events)

    def check_damaged_by_loss(self, station, events):
        """As `check`, the store having the gaps that were counted."""
        gaps = [fault for fault in station.store_faults() if "integrity" in fault]
        self.assertEqual(gaps, [])
        self.assertEqual(events.faults, [])

    def test_a_read_only_state_directory_is_reported_and_used_once_it_can_be(self):
        station = self.small_disk(wait=False)
        station.wait_until_ready()
        station.kill()
        station.remount("ro")
        station.start()
        events = self.subscriber(station)
        camera = self.camera(station, rate=50)
        self.go_on(events, 40)
        store = station.status()["store"]
        self.assertEqual(store["state"], "failing")
        self.assertGreater(store["events_lost"], 0)
        lines = self.store_lines(station)
        self.assertEqual(len(lines), 1, lines)
        self.assertIn("events.sqlite", lines[0])
        answer = station.rose("events", check=False)
        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("event store", answer.stderr)
        station.remount("rw,size=64m")
        began = time.monotonic()
        wait_until(lambda: self.state(station) == "working", 30, "a store that works")
        measured("read-only state directory", f"stores again {time.monotonic() - began:.1f} s after it "
                 "became writable")
        self.go_on(events, 10)
        camera.close()
        count, store = self.counts(station, events)
        self.assertEqual(len(station.stored()), store["events_stored"])
        self.check(station, events)

    def test_a_damaged_store_is_set_aside_at_the_start(self):
        station = self.station()
        events = self.subscriber(station)
        camera = self.camera(station, rate=100)
        self.go_on(events, 30)
        camera.close()
        station.stop_process()
        good = station.store.read_bytes()
        for name, start, end in (("header", 0, 100), ("schema", 100, 4096)):
            with self.subTest(name):
                before = set(station.store.parent.glob("*.damaged-*"))
                damaged = good[:start] + bytes([0xA5]) * (end - start) + good[end:]
                for path in station.store.parent.glob("*.sqlite-*"):
                    path.unlink()
                station.store.write_bytes(damaged)
                station.start()
                self.score_one(station)
                self.assertEqual(self.state(station), "working")
                aside = set(station.store.parent.glob("*.damaged-*")) - before
                self.assertEqual(len(aside), 1)
                self.assertTrue(aside.pop().read_bytes() == damaged)
                self.assertIn("is damaged", self.store_lines(station)[-1])
                self.check(station)
                station.stop_process()
                time.sleep(1)
        station.start()

    def test_a_store_deleted_under_the_daemon_is_begun_anew(self):
        station = self.station()
        events = self.subscriber(station)
        camera = self.camera(station, rate=100)
        self.go_on(events, 30)
        for path in station.store.parent.iterdir():
            path.unlink()
        wait_until(station.store.exists, 30, "a new file")
        self.go_on(events, 30)
        camera.close()
        last = self.all_alerts(station, events)[-1]
        stored = station.stored()
        self.assertEqual(stored[-1][:2], (last["epoch"], last["seq"]))
        self.assertIn("deleted", "\n".join(self.store_lines(station)))
        self.check(station, events)
        measured("store file deleted", f"events before {stored[0][1]} are gone with the file")
        printed = station.rose("events", "--all", "--json").stdout.splitlines()
        self.assertEqual(len(printed), len(stored))
