"""What is in the Debian package, and what lintian thinks of it."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

PACKAGE = os.environ["ROSED_TEST_PACKAGE"]
REPOSITORY = Path(__file__).resolve().parents[3]


def run(*command: str, **options) -> str:
    """What a command writes; it must succeed."""
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    if result.returncode != 0:
        raise AssertionError(f"{command}: exit {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def field(name: str) -> str:
    return run("dpkg-deb", "-f", PACKAGE, name).strip()


def names(relation: str) -> set[str]:
    """The packages that a Depends field names."""
    return {re.split(r"[ (:]", entry.strip())[0]
            for part in relation.split(",") for entry in part.split("|")}


class ContentsTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="rosed-package-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.root = Path(cls.folder.name)
        run("dpkg-deb", "-x", PACKAGE, str(cls.root))

    def page(self, name: str) -> str:
        """A manual page as a reader sees it, without line breaks."""
        path = next((self.root / "usr/share/man").glob(f"*/{name}.gz"))
        shown = subprocess.run(
            ["man", "--warnings", "-l", str(path)], capture_output=True, text=True, timeout=60,
            env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "400", "MANPAGER": "cat",
                 "MAN_KEEP_FORMATTING": ""})
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual(shown.stderr, "", name)
        return " ".join(shown.stdout.split())

    def test_lintian_has_no_complaint(self):
        # The .changes file stands for package and source alike.
        changes = next(Path(PACKAGE).parent.glob("*.changes"))
        result = subprocess.run(
            ["lintian", "--allow-root", "--fail-on", "error,warning", str(changes)],
            capture_output=True, text=True, timeout=300)
        self.assertEqual((result.returncode, result.stdout), (0, ""), result.stderr)

    def test_package_and_both_programs_tell_the_version_of_the_sources(self):
        text = (REPOSITORY / "Sources/Messaging/Version.swift").read_text()
        version = re.search(r'text = "(\d+\.\d+\.\d+)"', text)[1]
        self.assertEqual(field("Version"), version)
        for program in ("rosed", "rose"):
            shown = run(str(self.root / "usr/bin" / program), "--version")
            self.assertEqual(shown, f"{program} {version}\n")

    def test_files_lie_where_debian_wants_them_and_belong_to_root(self):
        lines = run("dpkg-deb", "-c", PACKAGE).splitlines()
        modes = {words[5].removeprefix("."): words[0] for line in lines if (words := line.split())}
        self.assertEqual({line.split()[1] for line in lines}, {"root/root"})
        program, plain = "-rwxr-xr-x", "-rw-r--r--"
        expected = {
            "/usr/bin/rosed": program,
            "/usr/bin/rose": program,
            "/lib/systemd/system/rosed.service": plain,
            "/lib/systemd/system/rosed@.service": plain,
            "/usr/lib/sysusers.d/rosed.conf": plain,
            "/usr/lib/tmpfiles.d/rosed.conf": plain,
            "/etc/rosed/rosed.toml": plain,
            "/usr/share/rosed/rosed.toml": plain,
            "/usr/share/rosed/default.rose/model.json": plain,
            "/usr/share/man/man1/rose.1.gz": plain,
            "/usr/share/man/man5/rosed.toml.5.gz": plain,
            "/usr/share/man/man8/rosed.8.gz": plain,
            "/usr/share/bash-completion/completions/rose": plain,
            "/usr/share/zsh/vendor-completions/_rose": plain,
            "/usr/share/fish/vendor_completions.d/rose.fish": plain,
            "/usr/share/doc/rosed/operations.md": plain,
            "/usr/share/doc/rosed/copyright": plain,
            "/usr/share/doc/rosed/changelog.gz": plain,
        }
        self.assertEqual({name: modes.get(name) for name in expected}, expected)

    def test_only_the_configuration_is_a_conffile(self):
        listed = run("dpkg-deb", "-I", PACKAGE, "conffiles").split()
        self.assertEqual(listed, ["/etc/rosed/rosed.toml"])

    def test_the_package_of_every_shared_library_is_a_dependency(self):
        depends = names(field("Depends"))
        # libopenblas0 stands for whichever of its builds is installed.
        chosen = names(run("dpkg-query", "-W", "-f=${Depends}", "libopenblas0")) - {"libc6"}
        for program in ("rosed", "rose"):
            path = str(self.root / "usr/bin" / program)
            needed = re.findall(r"\(NEEDED\).*\[(.+)\]", run("readelf", "-d", path))
            self.assertGreater(len(needed), 5)
            found = dict(re.findall(r"(\S+) => (\S+)", run("ldd", path)))
            for library in needed:
                if library.startswith("ld-linux"):
                    continue
                # By name: dpkg may know the file under /lib, ldd under /usr/lib.
                name = os.path.basename(os.path.realpath(found[library]))
                owners = {line.split(":")[0] for line in
                          run("dpkg", "-S", f"*/{name}").splitlines()}
                owners = {"libopenblas0" if owner in chosen else owner for owner in owners}
                self.assertTrue(owners & depends, f"{library} of {owners}, depends on {depends}")

    def test_rose_1_has_every_command_and_option_of_the_help(self):
        page = self.page("rose.1")
        helps = sorted((REPOSITORY / "Tests/CLITests/Fixtures/help").glob("*.txt"))
        self.assertGreater(len(helps), 10)
        for path in helps:
            self.assertIn(f"rose {path.stem} ", page)
            for flag in re.findall(r"(?m)^  (--[a-z-]+)", path.read_text()):
                self.assertRegex(page, rf"{flag}\b")

    def test_rosed_toml_5_has_every_key_with_its_comment(self):
        page = self.page("rosed.toml.5")
        text = (REPOSITORY / "etc/rosed.toml").read_text()
        pairs = re.findall(r"(?m)^# (.+) \((reload|restart)\)\n(?:# )?([a-z_]+) = (.+)$", text)
        self.assertGreater(len(pairs), 30)
        for comment, effect, key, value in pairs:
            self.assertIn(f"{key} ({effect}) {comment[0].upper()}{comment[1:]}. ", page)
            self.assertIn(value, page)

    def test_rosed_8_has_every_option_and_exit_status(self):
        page = self.page("rosed.8")
        program = str(self.root / "usr/bin/rosed")
        options = re.findall(r"--[a-z-]+", run(program, "--help"))
        self.assertGreater(len(set(options)), 3)
        for option in options:
            self.assertIn(option, page)
        table = re.findall(r"(?m)^\| (\d+) \| (.+) \|$",
                           (REPOSITORY / "docs/operations.md").read_text())
        self.assertGreater(len(table), 5)
        for status, meaning in table:
            self.assertIn(f" {status} {meaning[0].upper()}{meaning[1:]}.", page)

    def test_the_shell_completes_commands_and_options(self):
        path = self.root / "usr/share/bash-completion/completions/rose"
        for words, expected in ((["rose", "calib"], "calibrate"),
                                (["rose", "score", "--false"], "--false-alarm-rate")):
            # As readline calls it, with the cursor behind the last word.
            script = (f'PATH="{self.root}/usr/bin:$PATH"; source "{path}"; '
                      f'COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}; '
                      f'COMP_LINE="{" ".join(words)}"; COMP_POINT=${{#COMP_LINE}}; '
                      f'_rose rose "{words[-1]}" "{words[-2]}"; printf "%s\\n" "${{COMPREPLY[@]}}"')
            offered = run("bash", "-c", script).split()
            self.assertIn(expected, offered)


if __name__ == "__main__":
    unittest.main()
