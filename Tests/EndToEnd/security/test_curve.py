"""Real CURVE peers, from pyzmq, against a rosed with keys: who gets in, who does not, what is told."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import zmq

from support import BUNDLE, ROSE, ROSED, Rosed, conserved, fashion_mnist, grey, rose


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def message(frame, number: int = 0) -> list[bytes]:
    header = {"dtype": "uint8", "shape": frame.shape, "seq": number}
    return [json.dumps(header).encode(), frame.tobytes()]


def wait_until(condition, what: str, timeout: float = 30):
    deadline = time.monotonic() + timeout
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not in {timeout} s")
        time.sleep(0.05)
    return value


class Key:
    """A key of `rose keygen`, read without rose's own code."""

    def __init__(self, folder: Path, name: str):
        self.made = rose("keygen", "--out", str(folder), "--name", name)
        self.public_path, self.secret_path = folder / f"{name}.public", folder / f"{name}.secret"
        self.public, self.secret = (
            [line for line in path.read_text().splitlines() if not line.startswith("# ")][0]
            for path in (self.public_path, self.secret_path))


class CurveTests(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="rosed-keys-")))
        self.own, self.client = Key(self.folder, "own"), Key(self.folder, "client")
        self.allowed = self.folder / "curve.d"
        self.allowed.mkdir()
        shutil.copy(self.client.public_path, self.allowed)
        self.context = self.enterContext(zmq.Context())
        self.context.linger = 0

    @property
    def curve(self) -> str:
        return f'\n[curve]\nsecret = "{self.own.secret_path}"\nallow = "{self.allowed}"\n'

    @contextlib.contextmanager
    def daemon(self, source: str, curve: str | None = None, **options):
        rosed = Rosed(f'[[source]]\nname = "camera"\nqueue = 256\n{source}\n',
                      extra=self.curve if curve is None else curve, **options)
        try:
            yield rosed
        finally:
            rosed.last_log = rosed.log()
            code = rosed.stop()
        self.assertEqual(code, 0, rosed.last_log)

    def socket(self, kind: int, address: str | None = None, key: Key | None = None,
               server: str | None = None) -> zmq.Socket:
        """A socket that connects, with these keys."""
        peer = self.enterContext(self.context.socket(kind))
        peer.reconnect_ivl = 100
        if kind == zmq.SUB:
            peer.subscribe("")
        if key:
            peer.curve_publickey, peer.curve_secretkey = key.public.encode(), key.secret.encode()
            peer.curve_serverkey = (server or self.own.public).encode()
        if address:
            peer.connect(address)
        return peer

    def refused(self, rosed: Rosed, *reasons: str) -> int:
        counts = rosed.source("camera")["peers"]["refused"]
        return sum(counts.get(reason, 0) for reason in reasons)

    # Where one side uses CURVE and the other does not, either may notice first and go.
    MISMATCH = ("mechanism_mismatch", "handshake_broken")

    # Keys

    def test_keygen_makes_a_pair_that_another_implementation_agrees_with(self):
        self.assertEqual(zmq.curve_public(self.own.secret.encode()).decode(), self.own.public)
        self.assertEqual(self.own.made.stdout.strip(), self.own.public)
        self.assertNotIn(self.own.secret, self.own.made.stdout + self.own.made.stderr)
        self.assertEqual(self.own.secret_path.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.own.public_path.stat().st_mode & 0o777, 0o644)

    def test_keygen_replaces_nothing_without_force(self):
        again = rose("keygen", "--out", str(self.folder), "--name", "own", check=False)
        self.assertEqual(again.returncode, 74)
        self.assertIn("own.secret is there already", again.stderr)
        self.assertIn(self.own.secret, self.own.secret_path.read_text())
        rose("keygen", "--out", str(self.folder), "--name", "own", "--force")
        self.assertNotIn(self.own.secret, self.own.secret_path.read_text())

    # Who gets in

    def test_an_allowed_client_sends_frames_and_receives_alerts(self):
        port, events = free_port(), free_port()
        # On every interface: without keys this would be refused.
        with self.daemon(f'endpoint = "pull+bind:tcp://*:{port}"',
                         alerts_address=f"tcp://*:{events}") as rosed:
            sub = self.socket(zmq.SUB, f"tcp://127.0.0.1:{events}", self.client)
            push = self.socket(zmq.PUSH, f"tcp://127.0.0.1:{port}", self.client)
            self.assertTrue(sub.poll(20_000), "no event")
            for number, frame in enumerate([*fashion_mnist(5), *grey(3)]):
                push.send_multipart(message(frame, number))
            source = rosed.settled("camera", 8)
            kinds = set()
            wait_until(lambda: sub.poll(100) and kinds.add(
                json.loads(sub.recv_multipart()[1])["type"]) or "alert" in kinds, "an alert")
            status = rosed.status()
        self.assertEqual(source["scored"], 8, source)
        self.assertTrue(conserved(source))
        self.assertEqual(source["peers"], {"connections": 1, "disconnections": 0, "refused": {}})
        self.assertEqual(status["subscribers"]["connections"], 1)
        self.assertIn("1 client allowed", rosed.last_log)
        self.assertIn(f"the public key of rosed is {self.own.public}", rosed.last_log)

    def test_strangers_are_refused_counted_and_logged(self):
        stranger = Key(self.folder, "stranger")
        port, events = free_port(), free_port()
        address = f"tcp://127.0.0.1:{port}"
        with self.daemon(f'endpoint = "pull+bind:{address}"',
                         alerts_address=f"tcp://127.0.0.1:{events}") as rosed:
            for reasons, key, server in ((("key_unknown",), stranger, None),
                                         (self.MISMATCH, None, None),
                                         (("server_key_mismatch",), self.client, stranger.public)):
                push = self.socket(zmq.PUSH, address, key, server)
                wait_until(lambda: self.refused(rosed, *reasons), reasons)
                with self.assertRaises(zmq.Again, msg=reasons):
                    for _ in range(2000):  # Until the queue of a peer that is not there is full.
                        push.send_multipart(message(fashion_mnist(1)[0]), zmq.DONTWAIT)
                push.close()
            sub = self.socket(zmq.SUB, f"tcp://127.0.0.1:{events}", stranger)
            wait_until(lambda: rosed.status()["subscribers"]["refused"].get("key_unknown"), "alerts")
            self.assertFalse(sub.poll(1500), "a stranger received an event")
            source = rosed.source("camera")
            table = rosed.rose("status").stdout
        self.assertEqual(source["received"], 0)
        self.assertEqual(source["peers"]["connections"], 0)
        self.assertRegex(table, r"(?m)^peers    camera: 0 there, 0 gone, refused: .*\d+ key_unknown")
        self.assertRegex(table, r"(?m)^peers    alerts: .*key_unknown")
        self.assertIn(stranger.public, rosed.last_log)
        self.assertRegex(rosed.last_log, r'source "camera": refused the client at 127\.0\.0\.1')
        # Each tried for seconds, ten times a second: that is not a line each.
        self.assertLess(rosed.last_log.count("refused the client"), 8, rosed.last_log)

    def test_a_key_that_is_taken_away_is_refused_at_the_next_connection(self):
        port = free_port()
        address = f"tcp://127.0.0.1:{port}"
        with self.daemon(f'endpoint = "pull+bind:{address}"') as rosed:
            push = self.socket(zmq.PUSH, address, self.client)
            push.send_multipart(message(fashion_mnist(1)[0]))
            rosed.settled("camera", 1)
            (self.allowed / "client.public").unlink()
            rosed.rose("reload", "--wait")
            # The connection that is there stays, as the documentation says.
            push.send_multipart(message(fashion_mnist(1)[0]))
            rosed.settled("camera", 2)
            push.close()
            push = self.socket(zmq.PUSH, address, self.client)
            wait_until(lambda: self.refused(rosed, "key_unknown"), "the refusal")
            # And back again.
            shutil.copy(self.client.public_path, self.allowed / "gate.public")
            rosed.rose("reload", "--wait")
            push.send_multipart(message(fashion_mnist(1)[0]))
            rosed.settled("camera", 3)

    def test_a_damaged_key_file_fails_the_reload_and_changes_nothing(self):
        port = free_port()
        address = f"tcp://127.0.0.1:{port}"
        with self.daemon(f'endpoint = "pull+bind:{address}"') as rosed:
            (self.allowed / "client.public").unlink()
            (self.allowed / "bad.public").write_text("no key\n")
            result = rosed.rose("reload", "--wait", check=False)
            self.assertEqual(result.returncode, 65)
            self.assertIn("bad.public: expected a key of 40 characters, found 6", result.stderr)
            self.assertEqual(rosed.status()["factors"]["generation"], 1)
            push = self.socket(zmq.PUSH, address, self.client)
            push.send_multipart(message(fashion_mnist(1)[0]))
            rosed.settled("camera", 1)

    def test_a_camera_that_is_the_server_must_have_the_configured_key(self):
        camera = Key(self.folder, "camera")
        for expected, is_right in ((camera, True), (self.client, False)):
            port = free_port()
            pub = self.enterContext(self.context.socket(zmq.PUB))
            pub.curve_server = True
            pub.curve_secretkey = camera.secret.encode()
            pub.bind(f"tcp://127.0.0.1:{port}")
            source = (f'endpoint = "sub+connect:tcp://127.0.0.1:{port}"\n'
                      f'server_key = "{expected.public_path}"')
            with self.daemon(source) as rosed:
                if is_right:
                    def publish():
                        pub.send_multipart(message(fashion_mnist(1)[0]))
                        return rosed.source("camera")["scored"]
                    wait_until(publish, "a frame")
                else:
                    wait_until(lambda: rosed.source("camera")["peers"]["refused"], "the refusal")
                    for _ in range(20):
                        pub.send_multipart(message(fashion_mnist(1)[0]))
                    self.assertEqual(rosed.source("camera")["received"], 0)
            pub.close(0)

    def test_a_source_that_was_refused_tries_again(self):
        # libzmq gives up for good after it has met a socket of a type that does not go with its own.
        port = free_port()
        wrong, right = self.context.socket(zmq.PULL), self.context.socket(zmq.PUB)
        wrong.bind(f"tcp://127.0.0.1:{port}")
        with self.daemon(f'endpoint = "sub+connect:tcp://127.0.0.1:{port}"', curve="") as rosed:
            wait_until(lambda: self.refused(rosed, "socket_type_mismatch"), "the refusal")
            wrong.close(0)
            wait_until(lambda: self.binds(right, port), "the port")

            def publish():
                right.send_multipart(message(fashion_mnist(1)[0]))
                return rosed.source("camera")["scored"]
            wait_until(publish, "a frame")
        right.close(0)

    @staticmethod
    def binds(bound: zmq.Socket, port: int) -> bool:
        try:
            bound.bind(f"tcp://127.0.0.1:{port}")
        except zmq.ZMQError:
            return False
        return True

    def test_ipc_and_insecure_binds_take_peers_without_keys(self):
        port = free_port()
        for endpoint, more in ((f"tcp://127.0.0.1:{port}", "insecure = true"),
                               (f"ipc://{self.folder}/frames", "")):
            with self.daemon(f'endpoint = "pull+bind:{endpoint}"\n{more}') as rosed:
                push = self.socket(zmq.PUSH, endpoint)
                push.send_multipart(message(fashion_mnist(1)[0]))
                rosed.settled("camera", 1)
                push.close()

    # rose as a client

    def test_rose_send_and_watch_take_keys(self):
        port, events = free_port(), free_port()
        keys = ["--curve-secret", str(self.client.secret_path), "--server-key"]
        with self.daemon(f'endpoint = "rep+bind:tcp://127.0.0.1:{port}"',
                         alerts_address=f"tcp://127.0.0.1:{events}") as rosed:
            watch = subprocess.Popen(
                [str(ROSE), "watch", f"tcp://127.0.0.1:{events}", "--kind", "heartbeat", "--count",
                 "1", *keys, str(self.own.public_path)], stdout=subprocess.PIPE, text=True)
            send = [f"req+connect:tcp://127.0.0.1:{port}", "noise:3", "--timeout", "5", *keys]
            result = rosed.rose("send", *send, self.own.public)
            self.assertIn("3 frames sent", result.stderr)
            self.assertIn("heartbeat", watch.communicate(timeout=30)[0])
            # Another server's key.
            result = rosed.rose("send", *send, self.client.public, check=False)
            self.assertEqual(result.returncode, 69)
            self.assertIn("someone is there, but no connection", result.stderr)
            # No keys.
            result = rosed.rose("send", *send[:4], check=False)
            self.assertEqual(result.returncode, 69)
            self.assertIn("someone is there, but no connection", result.stderr)
            self.assertIn("CURVE", result.stderr)

    def test_rose_send_names_the_type_of_socket_that_is_likely_wrong(self):
        with self.daemon('endpoint = "pull+bind:ipc://{folder}/frames"') as rosed:
            for kind in ("req", "pub", "pair"):
                result = rosed.rose("send", f"{kind}+connect:ipc://{rosed.folder}/frames", "noise:1",
                                    "--timeout", "2", check=False)
                self.assertEqual(result.returncode, 69)
                self.assertIn("someone is there with another type of socket", result.stderr)
            wait_until(lambda: self.refused(rosed, "socket_type_mismatch"), "the count of refusals")

    # What is told

    def test_a_part_that_is_too_large_is_seen_as_a_disconnection_with_its_likely_cause(self):
        with self.daemon('endpoint = "pull+bind:ipc://{folder}/frames"\nmax_message = "1KiB"',
                         ) as rosed:
            push = self.socket(zmq.PUSH, f"ipc://{rosed.folder}/frames")
            push.send_multipart(message(fashion_mnist(1)[0]))
            rosed.settled("camera", 1)
            push.send(bytes(1025))
            wait_until(lambda: rosed.source("camera")["peers"]["disconnections"], "the end")
            # It is back by itself, and the next frame arrives.
            push.send_multipart(message(fashion_mnist(1)[0]))
            source = rosed.settled("camera", 2)
            wait_until(lambda: rosed.source("camera")["peers"]["connections"] == 2, "its return")
        self.assertEqual(source["scored"], 2)
        self.assertIn("sent a message part larger than 1KiB", rosed.last_log)

    def test_no_secret_appears_anywhere(self):
        stranger = Key(self.folder, "stranger")
        port = free_port()
        address = f"tcp://127.0.0.1:{port}"
        said = []
        with self.daemon(f'endpoint = "pull+bind:{address}"') as rosed:
            push = self.socket(zmq.PUSH, address, self.client)
            push.send_multipart(message(fashion_mnist(1)[0]))
            rosed.settled("camera", 1)
            self.socket(zmq.PUSH, address, stranger)
            wait_until(lambda: self.refused(rosed, "key_unknown"), "the refusal")
            rosed.rose("reload", "--wait")
            said += [rosed.rose("status", "--json").stdout, rosed.rose("status").stdout]
            for name in ("cmdline", "environ", "comm"):
                said.append(Path(f"/proc/{rosed.process.pid}/{name}").read_bytes().decode())
            limits = Path(f"/proc/{rosed.process.pid}/limits").read_text()
            said += rosed.notify.lines
        said.append(rosed.last_log)
        checked = subprocess.run(
            [str(ROSED), "--check-config", "--config", self.written(self.curve)],
            capture_output=True, text=True)
        said += [checked.stdout, checked.stderr]
        for secret in (self.own.secret, self.client.secret, stranger.secret):
            for text in said:
                self.assertNotIn(secret, text)
        # The public one is there, or this test would look at the wrong texts.
        self.assertIn(stranger.public, "".join(said))
        self.assertRegex(limits, r"(?m)^Max core file size +[01] ")

    # What is refused at the start

    def written(self, more: str, endpoint: str = "pull+bind:tcp://127.0.0.1:1") -> str:
        path = self.folder / "rosed.toml"
        path.write_text(f'[model]\nbundle = "{BUNDLE}"\n[[source]]\nname = "camera"\n'
                        f'endpoint = "{endpoint}"\n{more}')
        return str(path)

    def check(self, more: str, endpoint: str = "pull+bind:tcp://127.0.0.1:1",
              **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [str(ROSED), "--check-config", "--config", self.written(more, endpoint)],
            capture_output=True, text=True, env={**os.environ, **environment}, timeout=60)

    def test_a_secret_key_that_others_may_read_is_refused(self):
        self.own.secret_path.chmod(0o640)
        result = self.check(self.curve)
        self.assertEqual(result.returncode, 78)
        self.assertIn("others may read this secret key (mode 0640): chmod 600", result.stderr)

    def test_a_damaged_secret_key_is_refused_and_not_repeated(self):
        damaged = self.own.secret[:-1] + "~"
        self.own.secret_path.write_text(damaged + "\n")
        result = self.check(self.curve)
        self.assertEqual(result.returncode, 78)
        self.assertIn("found another at position 40", result.stderr)
        self.assertNotIn(damaged[:10], result.stderr)

    def test_an_open_bind_needs_a_key_and_says_how_to_make_one(self):
        result = self.check("", "pull+bind:tcp://*:5555")
        self.assertEqual(result.returncode, 78)
        self.assertRegex(result.stderr, r"set up CURVE \(rose keygen, then secret in \[curve\]")
        self.assertEqual(self.check(self.curve, "pull+bind:tcp://*:5555").returncode, 0)

    def test_the_key_may_be_a_credential_of_systemd(self):
        credentials = self.folder / "credentials"
        credentials.mkdir()
        shutil.copy(self.own.secret_path, credentials / "curve.secret")
        (credentials / "curve.secret").chmod(0o440)
        result = self.check("", "pull+bind:tcp://*:5555", CREDENTIALS_DIRECTORY=str(credentials))
        self.assertEqual(result.returncode, 0, result.stderr)


if __name__ == "__main__":
    unittest.main()
