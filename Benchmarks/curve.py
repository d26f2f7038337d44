#!/usr/bin/env python3
"""curve.py ROSED ROSE BUNDLE: frames a second that rosed takes in over tcp, with and without CURVE.

Raw 1080p frames of three channels (6.2 MB) from one sender on this machine; needs pyzmq. Sender and
receiver share the cores, as in any measurement over loopback: between two machines each has its own.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import zmq

FRAMES = {False: 400, True: 150}
ROWS, COLUMNS, CHANNELS = 1080, 1920, 3


def status(path: Path) -> dict:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(30)
        connection.connect(str(path))
        connection.sendall(b'{"command":"status"}\n')
        return json.loads(connection.makefile().readline())["status"]["sources"][0]


def key(folder: Path, name: str) -> bytes:
    return (folder / name).read_text().splitlines()[1].encode()


def rate(rosed: str, bundle: str, folder: Path, secured: bool) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    control = folder / "control.sock"
    (folder / "rosed.toml").write_text(
        f'[model]\nbundle = "{bundle}"\n[[source]]\nname = "camera"\n'
        f'endpoint = "pull+bind:tcp://127.0.0.1:{port}"\n'
        f'[alerts]\nendpoint = "pub+bind:ipc://{folder}/alerts"\n[control]\nsocket = "{control}"\n'
        + (f'[curve]\nsecret = "{folder}/own.secret"\nallow = "{folder}"\n' if secured else ""))
    daemon = subprocess.Popen([rosed, "--config", str(folder / "rosed.toml")],
                              stderr=subprocess.DEVNULL)
    context = zmq.Context()
    try:
        push = context.socket(zmq.PUSH)
        push.linger, push.sndhwm = 0, 4
        if secured:
            push.curve_publickey, push.curve_secretkey = (
                key(folder, "client.public"), key(folder, "client.secret"))
            push.curve_serverkey = key(folder, "own.public")
        push.connect(f"tcp://127.0.0.1:{port}")
        header = json.dumps({"dtype": "uint8", "shape": [ROWS, COLUMNS, CHANNELS]}).encode()
        frame = os.urandom(ROWS * COLUMNS * CHANNELS)

        def send(count: int) -> float:
            before = status(control)["received"] if control.exists() else 0
            start = time.monotonic()
            for _ in range(count):
                push.send_multipart([header, frame], copy=False)
            while status(control)["received"] < before + count:
                time.sleep(0.005)
            return time.monotonic() - start
        send(20)
        return FRAMES[secured] / send(FRAMES[secured])
    finally:
        context.destroy(0)
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(30)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    rosed, rose, bundle = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="rosed-curve-") as name:
        folder = Path(name)
        for owner in ("own", "client"):
            subprocess.run([rose, "keygen", "--out", str(folder), "--name", owner], check=True,
                           capture_output=True)
        for secured in (False, True, False, True):
            print(f"tcp{' + CURVE' if secured else '':8} "
                  f"{rate(rosed, bundle, folder, secured):6.1f} frames/s", flush=True)


if __name__ == "__main__":
    main()
