"""The life of an installed package under a real systemd: installed, used, upgraded, removed, purged.

The tests run in the order of their names, as root inside the container of with-systemd.sh, and share
one installation.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import zmq

from support import Subscriber, control, fashion_mnist, grey

PACKAGE = Path(os.environ["ROSED_TEST_PACKAGE"])
CONFIGURATION = Path("/etc/rosed/rosed.toml")
DROP_IN = Path("/etc/rosed/rosed.toml.d/site.toml")
INSTANCE = Path("/etc/rosed/gate.toml")
STATE = Path("/var/lib/rosed/mine.rose/model.json")
INSTANCE_STATE = Path("/var/lib/rosed-gate")
EVENTS = "ipc:///run/rosed/alerts"
# Where the installed configuration waits for frames.
FRAMES = "tcp://127.0.0.1:5555"


def run(*command: str, **options) -> subprocess.CompletedProcess:
    # No terminal to ask at: a question is an error, as it is for unattended upgrades.
    return subprocess.run(command, capture_output=True, text=True, timeout=120,
                          stdin=subprocess.DEVNULL,
                          env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, **options)


def shown(name: str, unit: str = "rosed") -> str:
    return run("systemctl", "show", "--value", "-p", name, unit).stdout.strip()


def is_active(unit: str = "rosed") -> bool:
    return run("systemctl", "is-active", unit).stdout.strip() == "active"


def journal() -> str:
    run("journalctl", "--sync")
    return run("journalctl", "-u", "rosed", "-u", "rosed@gate", "-o", "cat", "--no-pager").stdout


def newer(package: Path, folder: Path, step: int) -> tuple[Path, str]:
    """The package with a higher version and another configuration, as a later release has."""
    root = folder / f"newer-{step}"
    assert run("dpkg-deb", "-R", str(package), str(root)).returncode == 0
    description = (root / "DEBIAN/control").read_text()
    version = re.search(r"(?m)^Version: (.+)$", description)[1] + f"+step{step}"
    (root / "DEBIAN/control").write_text(
        re.sub(r"(?m)^Version: .+$", f"Version: {version}", description))
    with (root / "etc/rosed/rosed.toml").open("a") as file:
        file.write(f"# as of step {step}\n")
    path = folder / f"rosed-{step}.deb"
    built = run("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", str(root), str(path))
    assert built.returncode == 0, built.stderr
    return path, version


class LifeTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="rosed-life-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.context = zmq.Context()
        cls.camera = cls.context.socket(zmq.PUB)
        cls.camera.bind(FRAMES)

    @classmethod
    def tearDownClass(cls):
        cls.camera.close(0)
        cls.context.term()

    def dpkg(self, *arguments: str):
        """Runs dpkg; it must succeed and complain of nothing."""
        result = run("dpkg", *arguments)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        odd = [line for line in result.stderr.splitlines()
               if not re.match(r"Creating (user|group) '_rosed'", line)]
        self.assertEqual(odd, [])
        self.assertNotRegex(result.stdout, r"(?i)warning|error|fail|cannot|could not")

    def upgrade(self, step: int):
        """Upgrades to a higher version."""
        path, version = newer(PACKAGE, Path(self.folder.name), step)
        # dpkg says on stderr that it keeps an edited configuration: that is as it should be.
        result = run("dpkg", "--force-confdef", "-i", str(path))
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertEqual(run("dpkg-query", "-W", "-f=${Version} ${db:Status-Status}",
                             "rosed").stdout, f"{version} installed")

    def send_until_an_alert(self):
        """Plays a camera that sees normal frames and grey ones, until an alert comes of it."""
        events = Subscriber(EVENTS)
        try:
            deadline = time.monotonic() + 60
            while not events.of("alert", state="start", source="camera-1"):
                self.assertLess(time.monotonic(), deadline, f"no alert\n{journal()[-3000:]}")
                # The first frames may be older than the connection.
                for frame in [*fashion_mnist(2), *grey(3)]:
                    self.camera.send_json({"dtype": "uint8", "shape": frame.shape}, zmq.SNDMORE)
                    self.camera.send(frame.tobytes())
                time.sleep(0.3)
            self.assertEqual(events.faults, [])
        finally:
            events.close()
        source = control(Path("/run/rosed/control.sock"), command="status")["status"]["sources"][0]
        self.assertGreater(source["scored"], 0)
        self.assertEqual(sum(source["invalid"].values()), 0, source)

    def test_01_installing_makes_the_user_and_starts_nothing(self):
        self.dpkg("-i", str(PACKAGE))
        self.assertEqual(run("getent", "group", "_rosed").returncode, 0)
        entry = run("stat", "-c", "%U:%G %a", "/var/lib/rosed").stdout.strip()
        self.assertEqual(entry, "_rosed:_rosed 750")
        self.assertEqual(run("systemctl", "is-enabled", "rosed").stdout.strip(), "disabled")
        self.assertFalse(is_active())
        self.assertEqual(run("rosed", "--check-config").returncode, 0)
        for section, page in (("1", "rose"), ("5", "rosed.toml"), ("8", "rosed")):
            found = run("man", "-w", section, page)
            self.assertIn(f"/usr/share/man/man{section}/", found.stdout, found.stderr)

    def test_02_systemd_finds_no_fault_in_the_installed_units(self):
        for unit in ("rosed.service", "rosed@gate.service"):
            result = run("systemd-analyze", "verify", "--recursive-errors=no", unit)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            result = run("systemd-analyze", "security", "--threshold=12", unit)
            self.assertEqual(result.returncode, 0, result.stdout[-200:] + result.stderr)

    def test_03_the_service_runs_with_the_installed_configuration(self):
        result = run("systemctl", "enable", "--now", "rosed")
        self.assertEqual(result.returncode, 0, result.stderr + journal())
        self.assertTrue(is_active())
        self.send_until_an_alert()

    def test_04_an_upgrade_keeps_configuration_and_state_and_restarts_what_runs(self):
        edited = CONFIGURATION.read_text() + "# edited here\n"
        CONFIGURATION.write_text(edited)
        DROP_IN.write_text("[alerts]\npublish_scores = true\n")
        shutil.copytree("/usr/share/rosed/default.rose", STATE.parent)
        INSTANCE.write_text(
            '[model]\nbundle = "/usr/share/rosed/default.rose"\n'
            '[[source]]\nname = "gate"\nendpoint = "pull+bind:ipc:///run/rosed-gate/frames"\n'
            '[alerts]\nendpoint = "pub+bind:ipc:///run/rosed-gate/alerts"\n')
        started = run("systemctl", "enable", "--now", "rosed@gate")
        self.assertEqual(started.returncode, 0, started.stderr + journal())
        before = [shown("MainPID", unit) for unit in ("rosed", "rosed@gate")]

        self.upgrade(1)

        self.assertEqual(CONFIGURATION.read_text(), edited)
        offered = Path(f"{CONFIGURATION}.dpkg-dist").read_text()
        self.assertTrue(offered.endswith("# as of step 1\n"))
        self.assertEqual(DROP_IN.read_text(), "[alerts]\npublish_scores = true\n")
        self.assertTrue(STATE.exists())
        self.assertEqual(run("systemctl", "is-enabled", "rosed").stdout.strip(), "enabled")
        for unit, process in zip(("rosed", "rosed@gate"), before, strict=True):
            self.assertTrue(is_active(unit), journal()[-3000:])
            self.assertNotEqual(shown("MainPID", unit), process)
        self.send_until_an_alert()

    def test_05_an_upgrade_leaves_stopped_what_was_stopped(self):
        self.assertEqual(run("systemctl", "stop", "rosed").returncode, 0)
        self.upgrade(2)
        self.assertFalse(is_active())
        self.assertTrue(is_active("rosed@gate"), journal()[-3000:])
        self.assertEqual(run("systemctl", "start", "rosed").returncode, 0, journal())

    def test_06_removing_stops_the_service_and_keeps_configuration_and_state(self):
        self.assertTrue(is_active() and is_active("rosed@gate"))
        self.dpkg("-r", "rosed")
        self.assertFalse(is_active() or is_active("rosed@gate"))
        self.assertEqual(run("pgrep", "-x", "rosed").stdout, "")
        self.assertFalse(Path("/usr/bin/rosed").exists())
        self.assertFalse(Path("/run/rosed").exists())
        self.assertTrue(CONFIGURATION.read_text().endswith("# edited here\n"))
        for path in (DROP_IN, INSTANCE, STATE, INSTANCE_STATE):
            self.assertTrue(path.exists(), path)

    def test_07_installed_again_it_goes_on_where_it_was(self):
        path, _ = newer(PACKAGE, Path(self.folder.name), 3)
        self.assertEqual(run("dpkg", "--force-confdef", "-i", str(path)).returncode, 0)
        self.assertTrue(CONFIGURATION.read_text().endswith("# edited here\n"))
        self.assertEqual(run("systemctl", "is-enabled", "rosed").stdout.strip(), "enabled")
        self.assertEqual(run("systemctl", "start", "rosed").returncode, 0, journal())
        self.send_until_an_alert()

    def test_08_purging_removes_all_but_the_user(self):
        self.dpkg("-P", "rosed")
        self.assertFalse(is_active())
        for path in ("/etc/rosed", "/var/lib/rosed", INSTANCE_STATE, "/run/rosed", "/usr/share/rosed",
                     "/usr/share/doc/rosed"):
            self.assertFalse(Path(path).exists(), path)
        self.assertEqual(list(Path("/etc/systemd/system").rglob("rosed*")), [])
        self.assertEqual(run("systemctl", "list-units", "--all", "--no-legend", "--plain",
                             "rosed*").stdout, "")
        self.assertNotEqual(run("dpkg-query", "-W", "rosed").returncode, 0)
        self.assertEqual(run("getent", "passwd", "_rosed").returncode, 0)


if __name__ == "__main__":
    unittest.main()
