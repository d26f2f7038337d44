"""Measures rosed: start, memory, and latency under a rising offered rate. Prints one JSON object.

    daemon.py PROGRAMS RESULTS [--quick]
"""

import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import zmq

REPOSITORY = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.argv[1])
QUICK = "--quick" in sys.argv


def random_weights(path: Path, channels: int, features: int, latent: int):
    """Writes a safetensors file of the paper's VAE with random weights."""
    rng = np.random.default_rng(0)
    c, f, z = channels, features, latent
    tensors = {}

    def norm(name: str, count: int):
        tensors[f"{name}.weight"] = np.ones(count)
        tensors[f"{name}.bias"] = np.zeros(count)
        tensors[f"{name}.running_mean"] = np.zeros(count)
        tensors[f"{name}.running_var"] = np.ones(count)

    for i, (a, b) in enumerate([(c, f), (f, 2 * f), (2 * f, 4 * f)], 1):
        tensors[f"encoder.conv{i}.weight"] = rng.normal(0, 0.05, (b, a, 4, 4))
        norm(f"encoder.norm{i}", b)
    for head in ["mean", "logvar"]:
        tensors[f"encoder.{head}.weight"] = rng.normal(0, 0.02, (z, 4 * f, 4, 4))
        tensors[f"encoder.{head}.bias"] = np.zeros(z)
    sizes = [(z, 4 * f), (4 * f, 2 * f), (2 * f, f), (f, 256 * c)]
    for i, (a, b) in enumerate(sizes, 1):
        tensors[f"decoder.conv{i}.weight"] = rng.normal(0, 0.05, (a, b, 4, 4))
        if i < 4:
            norm(f"decoder.norm{i}", b)
    header, data = {}, b""
    for name, tensor in tensors.items():
        bytes_ = tensor.astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": tensor.shape,
                        "data_offsets": [len(data), len(data) + len(bytes_)]}
        data += bytes_
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def make_bundle(folder: Path, name: str, sizes: tuple[int, int, int]) -> Path:
    bundle = folder / f"{name}.rose"
    random_weights(folder / f"{name}.safetensors", *sizes)
    rose = PROGRAMS / "rose"
    for words in [["import", folder / f"{name}.safetensors", "--out", bundle],
                  ["fit", bundle, "noise:100"],
                  ["calibrate", bundle, "noise:120", "--seed", "7"]]:
        subprocess.run([str(rose), *map(str, words)], check=True, capture_output=True)
    return bundle


class Rosed:
    """A rosed with one pull source and every frame's score, ready."""

    def __init__(self, folder: Path, bundle: Path):
        self.frames, self.alerts = f"ipc://{folder}/frames", f"ipc://{folder}/alerts"
        self.control = folder / "control.sock"
        (folder / "rosed.toml").write_text(
            f'[model]\nbundle = "{bundle}"\n'
            f'[[source]]\nname = "camera"\nendpoint = "pull+bind:{self.frames}"\nqueue = 32\n'
            f'[alerts]\nendpoint = "pub+bind:{self.alerts}"\npublish_scores = true\n'
            f'[control]\nsocket = "{self.control}"\n')
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(str(folder / "notify"))
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [str(PROGRAMS / "rosed"), "--config", str(folder / "rosed.toml")],
            env={**os.environ, "NOTIFY_SOCKET": str(folder / "notify")})
        notify.settimeout(60)
        while b"READY=1" not in notify.recv(65536):
            pass
        self.start_seconds = time.perf_counter() - start
        notify.close()
        (folder / "notify").unlink()

    def memory(self, key: str) -> float:
        """A figure of /proc/PID/status in MB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in text.splitlines() if line.startswith(key))
        return int(line.split()[1]) * 1024 / 1e6

    def source(self) -> dict:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.control))
            connection.sendall(b'{"command":"status"}\n')
            answer = b""
            while not answer.endswith(b"\n"):
                answer += connection.recv(65536)
        return json.loads(answer)["status"]["sources"][0]

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Latencies:
    """Collects the latencies of score events on a thread."""

    def __init__(self, context: zmq.Context, endpoint: str):
        self.values: list[float] = []
        self.socket = context.socket(zmq.SUB)
        self.socket.rcvhwm = 0
        self.socket.connect(endpoint)
        self.socket.subscribe(b"rose/v1/score/")
        self.ending = False
        self.thread = threading.Thread(target=self.collect)
        self.thread.start()

    def collect(self):
        while not self.ending:
            if self.socket.poll(50):
                self.values.append(json.loads(self.socket.recv_multipart()[1])["latency_ms"])

    def close(self):
        self.ending = True
        self.thread.join()
        self.socket.close(0)


def offer(push: zmq.Socket, message: list[bytes], rate: float, seconds: float):
    """Sends at a constant rate; what cannot be sent in time is sent late."""
    start = time.perf_counter()
    for number in range(int(rate * seconds)):
        wait = start + number / rate - time.perf_counter()
        if wait > 0:
            time.sleep(wait)
        push.send_multipart(message)


def load_curve(rosed: Rosed, shape: tuple[int, ...], rates: list[float]) -> list[dict]:
    context = zmq.Context()
    push = context.socket(zmq.PUSH)
    push.connect(rosed.frames)
    frame = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    message = [json.dumps({"dtype": "uint8", "shape": shape}).encode(), frame.tobytes()]
    latencies = Latencies(context, rosed.alerts)
    seconds = 2 if QUICK else 10
    offer(push, message, 50, 1)
    rows = []
    for rate in rates:
        time.sleep(1)
        latencies.values.clear()
        before, start = rosed.source(), time.perf_counter()
        offer(push, message, rate, seconds)
        while (after := rosed.source())["in_flight"]:
            time.sleep(0.02)
        elapsed = time.perf_counter() - start
        time.sleep(0.3)
        scored = after["scored"] - before["scored"]
        values = np.array(latencies.values)
        rows.append({
            "offered": rate, "received": (after["received"] - before["received"]) / elapsed,
            "scored": scored / elapsed,
            "dropped": sum(after["dropped"].values()) - sum(before["dropped"].values()),
            "p50_ms": float(np.percentile(values, 50)), "p99_ms": float(np.percentile(values, 99)),
        })
        print(rows[-1], file=sys.stderr)
    latencies.close()
    push.close(0)
    context.term()
    return rows


def main():
    with tempfile.TemporaryDirectory(prefix="rosed-benchmark-") as name:
        folder = Path(name)
        report = {}
        starts = []
        for _ in range(5):
            rosed = Rosed(folder, REPOSITORY / "Models/default.rose")
            starts.append(rosed.start_seconds)
            rosed.stop()
        report["start_seconds"] = sorted(starts)[2]
        rosed = Rosed(folder, make_bundle(folder, "cifar", (3, 64, 200)))
        report["cifar_start_seconds"] = rosed.start_seconds
        load_curve(rosed, (32, 32, 3), [60])
        report["cifar_resident_mb"] = rosed.memory("VmRSS")
        report["cifar_peak_mb"] = rosed.memory("VmHWM")
        rosed.stop()
        rosed = Rosed(folder, make_bundle(folder, "fashion", (1, 32, 100)))
        report["load"] = load_curve(
            rosed, (32, 32), [10, 50, 100, 200, 300, 400, 450, 500, 600, 800, 1000])
        rosed.stop()
        print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
