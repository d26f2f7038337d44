"""The key as a credential and the drop-ins, under a real systemd. Runs before test_service.py."""

import shutil
import subprocess
import unittest
from pathlib import Path

import zmq

from support import control, fashion_mnist
from test_service import BUNDLE, CONFIGURATION, FRAMES, copy_bundle, journal, run, wait_until

DROP_INS = Path("/etc/systemd/system/rosed.service.d")
CREDENTIAL = Path("/etc/credstore/curve.secret")
KEYS = Path("/root/keys")
PORT = 5559


class HardeningTests(unittest.TestCase):
    def setUp(self):
        copy_bundle()
        self.context = zmq.Context()
        self.context.linger = 0
        self.before = CONFIGURATION.read_text()

    def tearDown(self):
        self.context.destroy(0)
        run("systemctl", "stop", "rosed")
        CONFIGURATION.write_text(self.before)
        for path in (DROP_INS, KEYS, Path("/etc/rosed/curve.d")):
            shutil.rmtree(path, ignore_errors=True)
        CREDENTIAL.unlink(missing_ok=True)
        run("systemctl", "daemon-reload")

    def configure(self, endpoint: str):
        CONFIGURATION.write_text(f'[model]\nbundle = "{BUNDLE}"\n[[source]]\nname = "camera"\n'
                                 f'endpoint = "{endpoint}"\n')

    def drop_in(self, name: str):
        run("install", "-D", "-m", "644", f"/usr/share/rosed/systemd/{name}", str(DROP_INS / name),
            check=True)
        run("systemctl", "daemon-reload", check=True)

    def start(self):
        self.assertEqual(run("systemctl", "start", "rosed").returncode, 0, journal()[-3000:])

    def exposure(self):
        result = run("systemd-analyze", "security", "--threshold=12", "rosed")
        self.assertEqual(result.returncode, 0, result.stdout[-300:] + result.stderr)

    def send_until_scored(self, push: zmq.Socket):
        def scored():
            frame = fashion_mnist(1)[0]
            push.send_json({"dtype": "uint8", "shape": frame.shape}, zmq.SNDMORE)
            push.send(frame.tobytes())
            return self.source()["scored"]
        wait_until(scored, what="a frame's score")

    @staticmethod
    def source() -> dict:
        return control(Path("/run/rosed/control.sock"), command="status")["status"]["sources"][0]

    def test_the_key_in_the_credential_store_opens_a_camera_to_a_lan(self):
        for name in ("curve", "camera"):
            KEYS.mkdir(exist_ok=True)
            run("/usr/bin/rose", "keygen", "--out", str(KEYS), "--name", name, check=True)
        run("install", "-D", "-m", "600", str(KEYS / "curve.secret"), str(CREDENTIAL), check=True)
        run("install", "-D", "-m", "644", str(KEYS / "camera.public"),
            "/etc/rosed/curve.d/camera.public", check=True)
        self.configure(f"pull+bind:tcp://*:{PORT}")
        self.drop_in("lan-camera.conf")
        self.start()
        self.exposure()
        push = self.context.socket(zmq.PUSH)
        text = {name: (KEYS / name).read_text().splitlines()[1].encode()
                for name in ("camera.public", "camera.secret", "curve.public", "curve.secret")}
        push.curve_publickey, push.curve_secretkey = text["camera.public"], text["camera.secret"]
        push.curve_serverkey = text["curve.public"]
        push.connect(f"tcp://127.0.0.1:{PORT}")
        self.send_until_scored(push)
        push.close()
        self.assertNotIn(text["curve.secret"].decode(), journal())

    def test_without_the_key_an_open_bind_is_refused_and_says_why(self):
        self.configure(f"pull+bind:tcp://*:{PORT}")
        self.assertNotEqual(run("systemctl", "start", "rosed").returncode, 0)
        self.assertIn("set up CURVE", journal())
        run("systemctl", "reset-failed", "rosed")

    def test_without_a_network_frames_still_come_over_ipc(self):
        self.configure(f"pull+bind:{FRAMES}")
        self.drop_in("local-only.conf")
        self.start()
        self.exposure()
        pid = run("systemctl", "show", "--value", "-p", "MainPID", "rosed").stdout.strip()
        links = subprocess.run(["nsenter", "-t", pid, "-n", "cat", "/proc/net/route"],
                               capture_output=True, text=True).stdout.splitlines()
        self.assertEqual(len(links), 1, links)
        push = self.context.socket(zmq.PUSH)
        push.connect(FRAMES)
        self.send_until_scored(push)
        push.close()


if __name__ == "__main__":
    unittest.main()
