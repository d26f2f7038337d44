"""What `make install DESTDIR=` puts in place, and what systemd thinks of it."""

import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

ROOT = Path(os.environ["ROSED_TEST_ROOT"])
REPOSITORY = Path(__file__).resolve().parents[3]


def run(*command: str, **options) -> subprocess.CompletedProcess:
    # `make install` builds, if something has changed since.
    return subprocess.run(command, capture_output=True, text=True, timeout=600, **options)


class InstallTests(unittest.TestCase):
    def test_every_file_is_in_place_with_its_mode(self):
        expected = {
            "usr/bin/rosed": 0o755,
            "usr/bin/rose": 0o755,
            "usr/lib/systemd/system/rosed.service": 0o644,
            "usr/lib/systemd/system/rosed@.service": 0o644,
            "usr/lib/sysusers.d/rosed.conf": 0o644,
            "usr/lib/tmpfiles.d/rosed.conf": 0o644,
            "usr/share/rosed/systemd/local-only.conf": 0o644,
            "usr/share/rosed/systemd/lan-camera.conf": 0o644,
            "etc/rosed/rosed.toml": 0o644,
            "usr/share/rosed/rosed.toml": 0o644,
            "usr/share/rosed/default.rose/model.json": 0o644,
            "usr/share/rosed/default.rose/weights.safetensors": 0o644,
            "usr/share/rosed/default.rose/calibration.json": 0o644,
            "usr/share/doc/rosed/operations.md": 0o644,
            "usr/share/man/man1/rose.1": 0o644,
            "usr/share/man/man5/rosed.toml.5": 0o644,
            "usr/share/man/man8/rosed.8": 0o644,
            "usr/share/bash-completion/completions/rose": 0o644,
            "usr/share/zsh/vendor-completions/_rose": 0o644,
            "usr/share/fish/vendor_completions.d/rose.fish": 0o644,
        }
        found = {name: (ROOT / name).stat().st_mode & 0o7777
                 for name in expected if (ROOT / name).exists()}
        self.assertEqual(found, expected)

    def test_the_programs_need_no_swift_runtime(self):
        for program in ("rosed", "rose"):
            text = run("ldd", str(ROOT / "usr/bin" / program)).stdout
            self.assertIn("libc.so", text)
            self.assertNotIn("swift", text.lower().replace(str(ROOT).lower(), ""))
            self.assertNotIn("not found", text)

    def test_rose_multiplies_with_kernels_of_the_processor_s_generation(self):
        if " avx2 " not in Path("/proc/cpuinfo").read_text():
            self.skipTest("needs a processor with AVX2")
        # OpenBLAS names its kernels at each start of the program; the last one counts.
        verbose = {**os.environ, "OPENBLAS_VERBOSE": "2"}
        program = str(ROOT / "usr/bin/rose")
        # An argument that is no text, and one that is empty, come through; so does the status.
        wrong = (program, b"score", b"\xff", b"")
        kernels, message, status = self.kernels(*wrong, env=verbose)
        self.assertNotEqual(kernels[-1], "Prescott")
        self.assertIn(len(kernels), (1, 2))
        if len(kernels) == 2:
            self.assertEqual(kernels[0], "Prescott")
        chosen = self.kernels(*wrong, env={**verbose, "OPENBLAS_CORETYPE": "Nehalem"})
        self.assertEqual(chosen, (["Nehalem"], message, status))
        self.assertNotEqual(status, 0)

    def kernels(self, *command, env):
        result = subprocess.run(command, capture_output=True, timeout=60, env=env)
        text = result.stderr.decode(errors="replace")
        lines = [line for line in text.splitlines() if not line.startswith("Core: ")]
        return re.findall("Core: (.*)", text), lines, result.returncode

    def test_the_hardening_stays_below_the_exposure_gate(self):
        for unit in ("rosed.service", "rosed@.service"):
            result = run("systemd-analyze", "security", "--offline=true", "--threshold=12",
                         str(REPOSITORY / "systemd" / unit))
            self.assertEqual(result.returncode, 0, result.stdout[-200:] + result.stderr)

    def test_each_drop_in_is_valid_and_keeps_the_exposure_below_the_gate(self):
        exposures = {}
        for drop_in in (None, "lan-camera.conf", "local-only.conf"):
            target = ROOT.parent / "drop-in-root"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(ROOT, target, symlinks=True)
            units = target / "usr/lib/systemd/system"
            if drop_in:
                (units / "rosed.service.d").mkdir()
                shutil.copy(target / "usr/share/rosed/systemd" / drop_in, units / "rosed.service.d")
            result = run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no",
                         f"--root={target}", "rosed.service")
            self.assertEqual((result.returncode, result.stderr), (0, ""), drop_in)
            result = run("systemd-analyze", "security", "--offline=true", "--threshold=12",
                         f"--root={target}", "rosed.service")
            self.assertEqual(result.returncode, 0, f"{drop_in}: {result.stdout[-200:]}")
            exposures[drop_in] = float(re.search(r"Overall exposure level.*: ([0-9.]+)",
                                                 result.stdout)[1])
        # The drop-in is read: without a network there is less to reach.
        self.assertLess(exposures["local-only.conf"], exposures[None], exposures)

    def test_the_units_hand_rosed_nothing_that_it_does_not_take(self):
        # A key that is loaded and never read would pass for encryption.
        sources = "".join(path.read_text() for path in (REPOSITORY / "Sources").rglob("*.swift"))
        takes = {"LoadCredential": "CREDENTIALS_DIRECTORY", "SetCredential": "CREDENTIALS_DIRECTORY",
                 "FileDescriptorStoreMax": "FDSTORE", "Sockets": "LISTEN_FDS"}
        for unit in ("rosed.service", "rosed@.service"):
            text = (REPOSITORY / "systemd" / unit).read_text()
            for setting, sign in takes.items():
                if re.search(rf"(?m)^{setting}=", text):
                    self.assertIn(sign, sources, f"{unit}: {setting}=")

    def test_systemd_finds_no_fault_in_the_units(self):
        for unit in ("rosed.service", "rosed@camera.service"):
            result = run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no",
                         f"--root={ROOT}", unit)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(result.stderr, "")

    def test_user_and_directories_are_made_from_the_installed_files(self):
        target = ROOT.parent / "sysusers-root"
        for folder in ("etc", "usr/lib/sysusers.d", "usr/lib/tmpfiles.d"):
            (target / folder).mkdir(parents=True, exist_ok=True)
        for kind in ("sysusers.d", "tmpfiles.d"):
            text = (ROOT / "usr/lib" / kind / "rosed.conf").read_text()
            (target / "usr/lib" / kind / "rosed.conf").write_text(text)
        result = run("systemd-sysusers", f"--root={target}", "rosed.conf")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex((target / "etc/passwd").read_text(), r"(?m)^_rosed:")
        self.assertRegex((target / "etc/group").read_text(), r"(?m)^_rosed:")

    def test_another_prefix_reaches_units_and_configuration(self):
        target = ROOT.parent / "prefix-root"
        result = run("make", "--no-print-directory", "-C", str(REPOSITORY), "install", "DEPS=no",
                     f"DESTDIR={target}", "PREFIX=/opt/rosed", "SYSCONFDIR=/opt/rosed/etc")
        self.assertEqual(result.returncode, 0, result.stderr)
        unit = (target / "opt/rosed/lib/systemd/system/rosed.service").read_text()
        self.assertIn("ExecStart=/opt/rosed/bin/rosed --config /opt/rosed/etc/rosed/rosed.toml", unit)
        self.assertRegex(unit, r"(?m)^ExecPaths=/opt/rosed/bin/rosed /opt/rosed/bin/rose ")
        self.assertNotRegex(unit, r"(?<!\w)/usr/bin/|/etc/rosed(?<!/opt/rosed/etc/rosed)")
        configuration = (target / "opt/rosed/etc/rosed/rosed.toml").read_text()
        self.assertIn('"/opt/rosed/share/rosed/default.rose"', configuration)
        page = (target / "opt/rosed/share/man/man8/rosed.8").read_text()
        self.assertIn(".Pa /opt/rosed/etc/rosed/rosed.toml", page)
        self.assertNotRegex(page, r"(?<!/opt/rosed)/etc/rosed|/usr/share/rosed")

    def test_a_changed_configuration_survives_another_installation(self):
        target = ROOT.parent / "kept-root"
        path = target / "etc/rosed/rosed.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# mine\n")
        result = run("make", "--no-print-directory", "-C", str(REPOSITORY), "install", "DEPS=no",
                     f"DESTDIR={target}")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(path.read_text(), "# mine\n")
        self.assertIn("kept", result.stdout)

    def test_uninstall_leaves_only_the_configuration(self):
        target = ROOT.parent / "removed-root"
        for goal in ("install", "uninstall"):
            result = run("make", "--no-print-directory", "-C", str(REPOSITORY), goal, "DEPS=no",
                         f"DESTDIR={target}")
            self.assertEqual(result.returncode, 0, result.stderr)
        left = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
        self.assertEqual(left, ["etc/rosed/rosed.toml"])


class ConfigurationFileTests(unittest.TestCase):
    def test_every_key_carries_a_line_of_comment_that_says_when_it_changes(self):
        lines = (ROOT / "etc/rosed/rosed.toml").read_text().splitlines()
        keys = [index for index, line in enumerate(lines) if re.match(r"(# )?[a-z_]+ = ", line)]
        self.assertGreater(len(keys), 30)
        for index in keys:
            self.assertRegex(lines[index - 1], r"^# .+ \((reload|restart)\)$", lines[index])

    def test_rosed_accepts_the_installed_configuration(self):
        text = (ROOT / "etc/rosed/rosed.toml").read_text()
        path = ROOT.parent / "check.toml"
        path.write_text(text.replace('"/usr/share', f'"{ROOT}/usr/share'))
        result = run(str(ROOT / "usr/bin/rosed"), "--config", str(path), "--check-config")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


if __name__ == "__main__":
    unittest.main()
