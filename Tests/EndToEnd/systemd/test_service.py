"""rosed as a service of a real systemd. Runs as root inside the container of with-systemd.sh.

The tests of a class run in the order of their names and share one service, as its life does.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import zmq

from support import (REPOSITORY, Subscriber, blocked_signals, conserved, control, fashion_mnist,
                     grey, noise)

BUNDLE = Path("/var/lib/rosed/bundle.rose")
CONFIGURATION = Path("/etc/rosed/rosed.toml")
FRAMES = "ipc:///run/rosed/frames"
EVENTS = "ipc:///run/rosed/alerts"
WATCHDOG_SECONDS = 6


def run(*command: str, check: bool = False, timeout: float = 90, **options):
    result = subprocess.run(command, capture_output=True, text=True, timeout=timeout, **options)
    if check and result.returncode != 0:
        raise AssertionError(f"{command}: exit {result.returncode}\n{result.stdout}{result.stderr}")
    return result


def property_of(name: str, unit: str = "rosed") -> str:
    return run("systemctl", "show", "--value", "-p", name, unit, check=True).stdout.strip()


def main_pid() -> int:
    """The process of the service; never 0, to which a signal would go to the tests themselves."""
    pid = int(property_of("MainPID"))
    assert pid > 1, f"rosed does not run: MainPID is {pid}"
    return pid


def message_id(meaning: str) -> str:
    """The message id that the documentation gives for a kind of entry."""
    text = (REPOSITORY / "docs/operations.md").read_text()
    found = re.findall(rf"(?m)^\| `([0-9a-f]{{32}})` \| {meaning}", text)
    assert len(found) == 1, f"docs/operations.md has {len(found)} message ids for '{meaning}'"
    return found[0]


def entries(meaning: str) -> list[dict]:
    """The journal's entries of a documented kind, with their fields."""
    run("journalctl", "--sync")
    lines = run("journalctl", "-u", "rosed", "-o", "json", "--no-pager",
                f"MESSAGE_ID={message_id(meaning)}").stdout.splitlines()
    return [json.loads(line) for line in lines]


def journal(unit: str = "rosed") -> str:
    run("journalctl", "--sync")
    return run("journalctl", "-u", unit, "-o", "cat", "--no-pager").stdout


def status(path: str = "/run/rosed/control.sock") -> dict:
    return control(Path(path), command="status")["status"]


def wait_until(condition, timeout: float = 60, what: str = "the condition"):
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come true in {timeout} s\n{journal()[-3000:]}")
        time.sleep(0.05)


def write_configuration(bundle: Path = BUNDLE, more: str = ""):
    # One frame a micro-batch: equal frames then have equal scores to the last bit.
    CONFIGURATION.write_text(
        f'[model]\nbundle = "{bundle}"\n'
        f'[[source]]\nname = "camera"\nendpoint = "pull+bind:{FRAMES}"\nqueue = 256\n'
        f'[alerts]\nendpoint = "pub+bind:{EVENTS}"\npublish_scores = true\n'
        f"[workers]\nmax_batch = 1\n{more}")


def copy_bundle():
    shutil.rmtree(BUNDLE, ignore_errors=True)
    shutil.copytree("/usr/share/rosed/default.rose", BUNDLE)
    run("chown", "-R", "_rosed:_rosed", str(BUNDLE), check=True)


def factors_file() -> Path:
    calibration = (BUNDLE / "calibration.json").read_text()
    return next(path for path in BUNDLE.glob("fisher-*.safetensors") if path.name in calibration)


def refit(seed: int):
    """Other factors and a calibration that names them."""
    run("/usr/bin/rose", "fit", str(BUNDLE), "fashion-mnist:train#0..2000", "--frames", "500",
        "--damping", "1e-3", "--seed", str(seed), check=True)
    run("/usr/bin/rose", "calibrate", str(BUNDLE), "fashion-mnist:train#58000..59000", check=True)
    run("chown", "-R", "_rosed:_rosed", str(BUNDLE), check=True)


class ServiceTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        copy_bundle()
        write_configuration()
        dropin = Path("/etc/systemd/system/rosed.service.d/test.conf")
        dropin.parent.mkdir(parents=True)
        # Short, but half of it is longer than other programs can keep a thread from its turn.
        dropin.write_text(f"[Service]\nWatchdogSec={WATCHDOG_SECONDS}s\n")
        run("systemctl", "daemon-reload", check=True)
        cls.context = zmq.Context()
        cls.push = cls.context.socket(zmq.PUSH)
        cls.push.reconnect_ivl = 50
        cls.push.connect(FRAMES)
        cls.number = 0

    @classmethod
    def tearDownClass(cls):
        cls.push.close(0)
        cls.context.term()
        run("systemctl", "stop", "rosed")

    def send(self, frames) -> list[int]:
        numbers = []
        for frame in frames:
            type(self).number += 1
            header = {"dtype": "uint8", "shape": frame.shape, "seq": self.number}
            self.push.send_json(header, zmq.SNDMORE)
            self.push.send(frame.tobytes())
            numbers.append(self.number)
        return numbers

    def scores(self, frames) -> list[dict]:
        """Sends frames and returns their score events, checked against the schema."""
        events = Subscriber(EVENTS)
        try:
            events.wait("heartbeat")
            numbers = self.send(frames)
            wait_until(lambda: {event["frame"]["seq"] for event in events.of("score")}
                       >= set(numbers), what="the scores of all frames")
            self.assertEqual(events.faults, [])
            return [event for event in events.of("score") if event["frame"]["seq"] in numbers]
        finally:
            events.close()

    def assert_active(self):
        self.assertEqual(run("systemctl", "is-active", "rosed").stdout.strip(), "active",
                         journal()[-3000:])

    # Starting

    def test_01_the_user_and_its_folder_are_there(self):
        self.assertEqual(run("getent", "group", "_rosed").returncode, 0)
        entry = run("stat", "-c", "%U:%G %a", "/var/lib/rosed", check=True).stdout.strip()
        self.assertEqual(entry, "_rosed:_rosed 750")

    def test_02_start_returns_when_the_daemon_is_ready(self):
        result = run("systemctl", "start", "rosed")
        self.assertEqual(result.returncode, 0, journal())
        self.assert_active()
        self.assertEqual(property_of("NRestarts"), "0")
        self.assertEqual(status()["state"], "running")
        self.assertIn("generation 1", property_of("StatusText"))

    def test_03_the_sandbox_holds(self):
        pid = property_of("MainPID")
        text = Path(f"/proc/{pid}/status").read_text()
        self.assertRegex(text, r"(?m)^NoNewPrivs:\s+1$")
        self.assertRegex(text, r"(?m)^Seccomp:\s+2$")
        self.assertRegex(text, r"(?m)^CapBnd:\s+0+$")
        self.assertEqual(run("stat", "-c", "%U", f"/proc/{pid}").stdout.strip(), "_rosed")
        self.assertNotIn("Failed to set thread priority", journal())

    # Alerts

    def test_04_an_alert_reaches_a_user_of_the_group_and_no_other(self):
        for user, groups in (("watcher", ["-G", "_rosed"]), ("stranger", [])):
            run("useradd", "--no-create-home", *groups, user, check=True)

        def watch(user: str, output):
            return subprocess.Popen(
                ["setpriv", "--reuid", user, "--regid", user, "--init-groups",
                 "/usr/bin/rose", "watch", EVENTS, "--json"],
                stdout=output, stderr=subprocess.PIPE, text=True)

        stranger = watch("stranger", subprocess.DEVNULL)
        _, error = stranger.communicate(timeout=60)
        self.assertNotEqual(stranger.returncode, 0)
        self.assertIn("_rosed", error)

        with tempfile.NamedTemporaryFile("w+") as output:
            watcher = watch("watcher", output)
            try:
                deadline = time.monotonic() + 60
                while True:
                    # What follows the last line break is a line still being written.
                    lines = Path(output.name).read_text().split("\n")[:-1]
                    if any(json.loads(line).get("state") == "start" for line in lines):
                        break
                    self.assertLess(time.monotonic(), deadline, f"no alert; came: {lines}")
                    # The first frames may be older than the subscription.
                    self.send([*grey(3), *noise(3), *fashion_mnist(2)])
                    time.sleep(0.3)
            finally:
                watcher.terminate()
                watcher.communicate(timeout=60)

    def test_05_alerts_are_in_the_journal_with_their_fields(self):
        events = Subscriber(EVENTS)
        pairs = []

        def is_written() -> bool:
            # Again and again: of the alerts within ten seconds the journal has the first.
            self.send([*grey(3), *fashion_mnist(2)])
            starts = {event["id"]: event for event in events.of("alert", state="start")}
            pairs.extend((starts[entry["ROSED_ALERT"]], entry)
                         for entry in entries("an alert started")
                         if entry.get("ROSED_ALERT") in starts)
            return len(pairs) > 0

        try:
            events.wait("heartbeat")
            wait_until(is_written, what="the journal's entry of an alert")
        finally:
            events.close()
        event, entry = pairs[0]
        self.assertEqual(entry["_COMM"], "rosed")
        self.assertEqual(entry["ROSED_SOURCE"], "camera")
        self.assertEqual(float(entry["ROSED_SCORE"]), event["score"])
        self.assertEqual(int(entry["ROSED_GENERATION"]), event["factors"]["generation"])
        self.assertIn(f"alert {event['id']} started", entry["MESSAGE"])

    # Reloading

    def test_06_reload_takes_new_factors(self):
        frames = fashion_mnist(5)
        before = self.scores(frames)
        refit(seed=5)
        result = run("systemctl", "reload", "rosed")
        self.assertEqual(result.returncode, 0, result.stderr + journal()[-3000:])
        self.assertEqual(status()["factors"]["generation"], 2)
        self.assertTrue(status()["last_reload"]["succeeded"])
        after = self.scores(frames)
        self.assertEqual({event["factors"]["generation"] for event in after}, {2})
        self.assertNotEqual([event["score"] for event in after],
                            [event["score"] for event in before])
        reloads = entries("reloaded")
        self.assertEqual([entry["ROSED_GENERATION"] for entry in reloads], ["2"])
        digest = factors_file().name.removeprefix("fisher-").removesuffix(".safetensors")
        self.assertTrue(status()["factors"]["digest"].startswith(digest))

    def test_07_reload_refuses_corrupt_factors_and_keeps_the_old_ones(self):
        frames = [*fashion_mnist(5), *grey(2)]
        before = self.scores(frames)
        path = factors_file()
        good = path.read_bytes()
        damages = {
            "truncated": good[: len(good) // 2],
            "flipped": good[:-1000] + bytes([good[-1000] ^ 1]) + good[-999:],
            "empty": b"",
        }
        for name, damaged in damages.items():
            with self.subTest(name):
                # In place: the file that the running daemon has read changes under it.
                path.write_bytes(damaged)
                result = run("systemctl", "reload", "rosed")
                self.assertNotEqual(result.returncode, 0)
                self.assert_active()
                now = status()
                self.assertEqual(now["factors"]["generation"], 2)
                self.assertFalse(now["last_reload"]["succeeded"])
                self.assertIn(path.name, now["last_reload"]["message"])
                after = self.scores(frames)
                for old, new in zip(before, after, strict=True):
                    for key in ("score", "layer_scores", "p_value", "anomalous", "factors"):
                        self.assertEqual(new[key], old[key])
        path.write_bytes(good)
        self.assertIn(path.name, journal())

    def test_08_a_bare_sighup_reloads_too(self):
        pid = main_pid()
        os.kill(pid, signal.SIGHUP)
        wait_until(lambda: status()["factors"]["generation"] == 3, what="generation 3")
        self.assertEqual(property_of("MainPID"), str(pid))

    # Failing

    def wait_for_another_process_than(self, old: int):
        wait_until(lambda: property_of("MainPID") not in ("0", str(old))
                   and run("systemctl", "is-active", "rosed").stdout.strip() == "active",
                   what="a new process")

    def test_09_a_stopped_process_is_replaced_by_the_watchdog(self):
        # Alive for longer than the watchdog's time: it is fed.
        old = main_pid()
        time.sleep(WATCHDOG_SECONDS + 1)
        self.assertEqual(main_pid(), old)
        os.kill(old, signal.SIGSTOP)
        self.wait_for_another_process_than(old)
        self.assertIn("Watchdog timeout", journal())
        self.assertEqual(len(self.scores(fashion_mnist(3))), 3)

    def test_10_a_killed_process_is_replaced_and_scores_within_three_seconds(self):
        old = main_pid()
        began = time.monotonic()
        os.kill(old, signal.SIGKILL)

        def has_scored() -> bool:
            self.send(fashion_mnist(1))
            try:
                return status()["sources"][0]["scored"] > 0
            except OSError:
                return False

        wait_until(lambda: property_of("MainPID") not in ("0", str(old)) and has_scored(),
                   what="a score of the new process")
        seconds = time.monotonic() - began
        print(f"measured: kill under systemd: scores again after {seconds:.2f} s", flush=True)
        # One of them is RestartSec.
        self.assertLess(seconds, 3)
        self.wait_for_another_process_than(old)
        self.assertEqual(len(self.scores(fashion_mnist(3))), 3)

    def test_11_sighups_during_the_start_do_not_end_it(self):
        during_the_start = 0
        for _ in range(20):
            run("systemctl", "stop", "rosed", check=True)
            start = subprocess.Popen(["systemctl", "start", "rosed"])
            pid = self.wait_for_process(self.blocks_hangup)
            os.kill(pid, signal.SIGSTOP)
            # Stopped, it cannot become ready under the check: what it is now it stays.
            starting = property_of("ActiveState") == "activating"
            os.kill(pid, signal.SIGHUP)
            os.kill(pid, signal.SIGCONT)
            sent = 1
            while start.poll() is None:
                os.kill(pid, signal.SIGHUP)
                sent += 1
                time.sleep(0.001)
            self.assertEqual(start.returncode, 0, journal()[-3000:])
            # Hundreds of them are one reload after the start, and few for those that came later.
            wait_until(lambda: status()["factors"]["generation"] >= 2, what="the reload")
            wait_until(lambda: status()["state"] == "running", what="the end of the reload")
            self.assertLess(status()["factors"]["generation"], 10 + sent // 2)
            self.assert_active()
            self.assertEqual(property_of("MainPID"), str(pid))
            during_the_start += starting
            if during_the_start == 5:
                break
        self.assertEqual(during_the_start, 5, "too few of the starts were met before their end")
        self.assertEqual(len(self.scores(fashion_mnist(3))), 3)

    def wait_for_process(self, condition) -> int:
        """The process of a service that starts, once `condition` holds of it.

        Reads the kernel's files without a pause: a start takes less time than a systemctl.
        """
        processes = Path("/sys/fs/cgroup/system.slice/rosed.service/cgroup.procs")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                pids = processes.read_text().split()
            except OSError:
                continue
            for pid in pids:
                if int(pid) > 1 and condition(pid):
                    return int(pid)
        self.fail(f"no process of rosed came so far\n{journal()[-3000:]}")

    @staticmethod
    def is_rosed(pid: str) -> bool:
        """Whether a process runs rosed, and not yet what starts it."""
        try:
            return os.path.basename(os.readlink(f"/proc/{pid}/exe")) == "rosed"
        except OSError:
            return False

    @classmethod
    def blocks_hangup(cls, pid: str) -> bool:
        """Whether a process is rosed and has reached the first line of its main."""
        try:
            return cls.is_rosed(pid) and blocked_signals(pid) == {
                signal.SIGHUP, signal.SIGINT, signal.SIGTERM}
        except OSError:
            return False

    @staticmethod
    def is_stopped(pid: int) -> bool:
        return re.search(r"(?m)^State:\s+T", Path(f"/proc/{pid}/status").read_text()) is not None

    def test_12_a_sighup_before_the_first_line_of_main_costs_one_restart(self):
        for _ in range(50):
            run("systemctl", "stop", "rosed", check=True)
            start = subprocess.Popen(["systemctl", "start", "rosed"], stderr=subprocess.DEVNULL)
            pid = self.wait_for_process(self.is_rosed)
            os.kill(pid, signal.SIGSTOP)
            wait_until(lambda: self.is_stopped(pid), what="a process that stands still")
            # Stopped, it cannot reach its main under the check.
            before_main = blocked_signals(pid) == set()
            if before_main:
                os.kill(pid, signal.SIGHUP)
            os.kill(pid, signal.SIGCONT)
            start.wait(60)
            if before_main:
                break
        self.assertTrue(before_main, "none of the starts was met before its main")
        wait_until(lambda: run("systemctl", "is-active", "rosed").stdout.strip() == "active",
                   what="the service")
        self.assertNotEqual(main_pid(), pid)
        self.assertEqual(property_of("NRestarts"), "1")
        self.assertEqual(len(self.scores(fashion_mnist(3))), 3)

    # Instances

    def test_13_an_instance_of_the_template_runs_beside(self):
        text = CONFIGURATION.read_text().replace("/run/rosed/", "/run/rosed-gate/")
        text = text.replace(str(BUNDLE), "/usr/share/rosed/default.rose")
        Path("/etc/rosed/gate.toml").write_text(
            text + '[control]\nsocket = "/run/rosed-gate/control.sock"\n')
        result = run("systemctl", "start", "rosed@gate")
        self.assertEqual(result.returncode, 0, journal("rosed@gate"))
        self.assert_active()
        here, there = status(), status("/run/rosed-gate/control.sock")
        self.assertNotEqual(here["factors"]["digest"], there["factors"]["digest"])
        self.assertEqual(run("systemctl", "reload", "rosed@gate").returncode, 0,
                         journal("rosed@gate"))
        there = status("/run/rosed-gate/control.sock")
        self.assertEqual(there["factors"]["generation"], 2)
        self.assertEqual(run("systemctl", "stop", "rosed@gate").returncode, 0)
        self.assert_active()

    # Stopping

    def test_14_stop_ends_well_and_leaves_nothing_in_run(self):
        source = status()["sources"][0]
        self.assertTrue(conserved(source), source)
        result = run("systemctl", "stop", "rosed")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(property_of("Result"), "success")
        self.assertEqual(property_of("ExecMainStatus"), "0")
        self.assertFalse(Path("/run/rosed").exists())

    def test_15_a_wrong_configuration_fails_once_and_says_why(self):
        write_configuration(more="max_bach = 4\n")
        run("systemctl", "reset-failed", "rosed")
        run("systemctl", "start", "rosed")
        wait_until(lambda: run("systemctl", "is-failed", "rosed").stdout.strip() == "failed",
                   what="the failure")
        time.sleep(2)
        self.assertEqual(property_of("ExecMainStatus"), "78")
        self.assertEqual(property_of("NRestarts"), "0")
        self.assertRegex(journal(), r"max_bach.*max_batch")
        run("systemctl", "reset-failed", "rosed")


if __name__ == "__main__":
    unittest.main()
