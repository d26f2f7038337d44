"""Reloads under load: a thousand signals in a second, and factors that must be refused.

Factors that are cut short, flipped or empty are in the systemd suite (test_07), signals from the
first line of main on in the senders suite (test_signals).
"""

import hashlib
import json
import shutil
import signal
import struct
import tempfile
import time
import unittest
from pathlib import Path

import numpy as np

from station import FaultCase, measured, wait_until
from support import BUNDLE, fashion_mnist, grey


class Tensors:
    """A safetensors file, read and written by hand: 8 bytes of length, JSON, data."""

    def __init__(self, path: Path):
        data = path.read_bytes()
        length, = struct.unpack("<Q", data[:8])
        self.header = json.loads(data[8:8 + length])
        self.metadata = self.header.pop("__metadata__")
        self.arrays = {}
        for name, entry in self.header.items():
            begin, end = entry["data_offsets"]
            kind = {"F32": np.float32, "F64": np.float64}[entry["dtype"]]
            self.arrays[name] = np.frombuffer(
                data[8 + length + begin:8 + length + end], kind).reshape(entry["shape"]).copy()

    def bytes(self) -> bytes:
        header, data = {"__metadata__": self.metadata}, b""
        for name, array in self.arrays.items():
            header[name] = {"dtype": {"float32": "F32", "float64": "F64"}[str(array.dtype)],
                            "shape": list(array.shape),
                            "data_offsets": [len(data), len(data) + array.nbytes]}
            data += array.tobytes()
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        return struct.pack("<Q", len(text)) + text + data


class ReloadingTests(FaultCase):
    def test_a_thousand_hangups_in_a_second_reload_one_after_the_other(self):
        station = self.station()
        events = self.subscriber(station)
        text = station.configuration.read_text()
        camera = self.camera(station, rate=60)
        events.wait("score", 20)
        station.notify.lines.clear()
        began = time.monotonic()
        for number in range(1000):
            if number % 50 == 0 or number == 999:
                # Whole at any moment, as an administrator's tool writes it.
                new = station.configuration.with_suffix(".new")
                new.write_text(text + f"[detector]\nfalse_alarm_rate = {0.01 + number / 1e5}\n")
                new.rename(station.configuration)
            station.signal(signal.SIGHUP)
            time.sleep(max(0, began + (number + 1) / 1000 - time.monotonic()))
        seconds = time.monotonic() - began
        # The last one counts: what it found is in use.
        wait_until(lambda: abs(station.status()["false_alarm_rate"] - 0.01999) < 1e-9,
                   what="the configuration as it was at the last signal")
        wait_until(lambda: station.status()["state"] == "running", what="the end of the last reload")
        sent = camera.close()
        counters = station.settled("camera", sent)
        self.assertEqual(counters["received"] + counters["lost"], sent)
        self.assertEqual((counters["scored"], counters["dropped"]), (counters["received"], {}))
        turns = [line for line in station.notify.lines if line in ("RELOADING=1", "READY=1")]
        self.assertEqual(turns, ["RELOADING=1", "READY=1"] * (len(turns) // 2))
        generation = station.status()["factors"]["generation"]
        self.assertEqual(generation, 1 + len(turns) // 2)
        self.assertTrue(station.status()["last_reload"]["succeeded"])
        generations = [event["factors"]["generation"] for event in events.of("score")]
        self.assertEqual(generations, sorted(generations))
        self.assertGreater(len(set(generations)), 2, "no reload took place under the frames")
        measured("1,000 SIGHUPs", f"sent in {seconds:.2f} s: {generation - 1} reloads, {sent} frames "
                 "scored, none lost or dropped")
        self.check(station, events)


class RefusedTests(FaultCase):
    """Each damage has a chain of digests that closes, so that it is found for what it is."""

    def setUp(self):
        self.bundle = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="rosed-test-"))) / "bundle.rose"
        shutil.copytree(BUNDLE, self.bundle)
        self.good = (self.bundle / "calibration.json").read_text()
        self.factors = self.bundle / json.loads(self.good)["factors"]["file"]
        self.rosed = self.station(bundle=self.bundle, extra="[workers]\nmax_batch = 1\n")
        self.events = self.subscriber(self.rosed)
        self.frames = [*fashion_mnist(3), *grey(2)]

    def scores(self) -> list[tuple]:
        """What the same frames score now."""
        count = len(self.events.of("score"))
        self.camera(self.rosed, frames=self.frames, count=len(self.frames)).finish()
        events = self.events.wait("score", count + len(self.frames))[count:]
        return [(event["score"], event["layer_scores"], event["p_value"], event["factors"])
                for event in events]

    def put(self, tensors: Tensors):
        """Writes factors and makes the calibration name them."""
        data = tensors.bytes()
        digest = hashlib.sha256(data).hexdigest()
        path = self.bundle / f"fisher-{digest[:12]}.safetensors"
        path.write_bytes(data)
        calibration = json.loads(self.good)
        calibration["factors"] = {"file": path.name, "sha256": digest}
        self.calibrate(calibration)
        return path.name

    def calibrate(self, calibration: dict):
        (self.bundle / "calibration.json").write_text(json.dumps(calibration))

    def assert_refused(self, *words: str):
        """A reload fails with these words, and nothing has changed."""
        result = self.rosed.rose("reload", "--wait", check=False)
        self.assertNotEqual(result.returncode, 0, "the reload was not refused")
        message = self.rosed.status()["last_reload"]["message"]
        for word in words:
            self.assertIn(word, message)
        self.assertEqual(self.rosed.status()["factors"]["generation"], 1)
        self.assertEqual(self.scores(), self.before)

    def test_factors_that_cannot_be_used_are_refused_for_what_they_are(self):
        self.before = self.scores()
        name = next(key for key in Tensors(self.factors).arrays if key.endswith("eigenvalues"))
        vectors = next(key for key in Tensors(self.factors).arrays
                       if key.endswith("gradient_eigenvectors"))

        def damaged(change) -> str:
            tensors = Tensors(self.factors)
            change(tensors)
            return self.put(tensors)

        def set_array(key, array):
            return lambda tensors: tensors.arrays.__setitem__(key, array(tensors.arrays[key]))

        def poke(value):
            def change(array):
                array.flat[array.size // 2] = value
                return array
            return change

        damages = {
            "NaN": (set_array(name, poke(np.nan)), "{file}", name, "is nan, expected a finite"),
            "infinity": (set_array(vectors, poke(np.inf)), "{file}", vectors, "is inf, expected"),
            "wrong shape": (set_array(name, lambda array: array[:, :-1].copy()), "{file}", name,
                            "has shape [16, 15], expected [16, 16]"),
            "missing": (lambda tensors: tensors.arrays.pop(vectors), "{file}", vectors, "missing"),
            "other weights": (lambda tensors: tensors.metadata.__setitem__(
                "weights_sha256", "0" * 64), "{file}", "fitted for the weights " + "0" * 64),
            # Of the right shape and without a flaw of its own: only the canary frames can tell.
            "transposed": (set_array(name, lambda array: array.T.copy()), "canary frame", "scored"),
        }
        for what, (change, *words) in damages.items():
            with self.subTest(what):
                file = damaged(change)
                self.assert_refused(*(word.replace("{file}", file) for word in words))
        self.check(self.rosed, self.events)

    def test_calibrations_that_cannot_be_used_are_refused_for_what_they_are(self):
        self.before = self.scores()
        good = json.loads(self.good)
        damages = {
            "cut off": (self.good[:len(self.good) // 2], "calibration.json"),
            "no JSON": ("NaN", "calibration.json"),
            "other version": ({**good, "format_version": 1}, "format version 1, expected 2"),
            "threshold": ({**good, "threshold": -5}, "threshold"),
            "scores": ({**good, "scores": good["scores"][::-1]}, "scores"),
            "layers": ({**good, "layers": good["layers"][:-1]}, "expected an image of 32×32×1 and 4"),
            "digest": ({**good, "factors": {**good["factors"], "sha256": "f" * 64}}, "f" * 64),
            "no such factors": ({**good, "factors": {**good["factors"], "file":
                                                     "fisher-000000000000.safetensors"}},
                                "fisher-000000000000.safetensors"),
            # All of them: a frame below the mean in every layer scores 0 either way.
            "canary": ({**good, "canary": [{**frame, "layer_scores": [
                score * 1.01 for score in frame["layer_scores"]]}
                for frame in good["canary"]]}, "canary"),
            "dispersion": ({**good, "canary": [{**frame, "log_dispersion": 9}
                for frame in good["canary"]]}, "canary"),
            "combination": ({**good, "combination": {**good["combination"],
                "rose": good["combination"]["rose"][::-1]}}, "combination.rose"),
        }
        for what, (calibration, word) in damages.items():
            with self.subTest(what):
                if isinstance(calibration, str):
                    (self.bundle / "calibration.json").write_text(calibration)
                else:
                    self.calibrate(calibration)
                self.assert_refused(word)
        (self.bundle / "calibration.json").write_text(self.good)
        self.rosed.rose("reload", "--wait")
        self.assertEqual(self.rosed.status()["factors"]["generation"], 2)
        self.check(self.rosed, self.events)


if __name__ == "__main__":
    unittest.main()
