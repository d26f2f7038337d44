"""Streams that change and fall silent, and a part of the picture, on the default bundle."""

import json
import time
import unittest

import numpy as np
import zmq

from support import Rosed, Subscriber, conserved, fashion_mnist

DRIFT = '\n[drift]\nenabled = true\ninterval = "1ms"\nfalse_alarm_interval = "1h"\n'


class DriftTests(unittest.TestCase):
    def setUp(self):
        self.context = zmq.Context()
        self.addCleanup(self.context.term)

    def start(self, more: str = "") -> tuple[Rosed, Subscriber, zmq.Socket]:
        rosed = Rosed('[[source]]\nname = "camera"\nqueue = 4096\n'
                      'endpoint = "pull+bind:ipc://{folder}/frames"\n' + more, extra=DRIFT)
        events = Subscriber(rosed.alerts)
        sender = self.context.socket(zmq.PUSH)
        sender.connect(f"ipc://{rosed.folder}/frames")
        events.wait("heartbeat")
        self.addCleanup(lambda: (sender.close(0), events.close(), rosed.stop()))
        return rosed, events, sender

    def send(self, sender: zmq.Socket, frames):
        for frame in frames:
            header = {"dtype": "uint8", "shape": list(frame.shape)}
            sender.send_multipart([json.dumps(header).encode(), frame.tobytes()])
            # No two within the interval, so that each is looked at.
            time.sleep(0.002)

    def test_frames_that_change_are_a_drift_and_unchanged_ones_are_none(self):
        rosed, events, sender = self.start()
        frames = fashion_mnist(800)
        self.send(sender, frames[:400])
        rosed.settled("camera", 400)
        self.assertEqual(events.of("drift"), [])
        self.assertFalse(rosed.source("camera")["drift_active"])
        # Upside down: found after 14 frames offline.
        self.send(sender, [np.ascontiguousarray(frame[::-1]) for frame in frames[400:600]])
        drift = events.wait("drift", state="start")[0]
        # Counted by frames sent: of those that arrive together on a busy machine one is looked at.
        self.assertTrue(400 < drift["frame"]["seq"] <= 600, drift)
        self.assertLessEqual(drift["frames"], drift["frame"]["seq"] + 1)
        self.assertGreaterEqual(drift["statistic"], drift["threshold"])
        self.assertTrue(rosed.source("camera")["drift_active"])
        self.assertIn("yes since", rosed.rose("status").stdout)
        self.assertIn("no longer looks like its calibration", rosed.log())
        self.assertIn("1 drift cleared", rosed.rose("reset-drift", "camera").stderr)
        end = events.wait("drift", state="end")[0]
        self.assertEqual((end["reason"], end["since_ts"]), ("reset", drift["since_ts"]))
        self.assertFalse(rosed.source("camera")["drift_active"])
        self.assertEqual(events.faults, [])
        self.assertTrue(conserved(rosed.source("camera")))

    def test_a_source_that_falls_silent_is_told_of_and_its_alert_ends(self):
        rosed, events, sender = self.start('timeout = "1s"\n')
        self.send(sender, np.full((1, 28, 28), 250, np.uint8))
        end = events.wait("alert", state="end")[0]
        self.assertEqual(end["reason"], "silent")
        lost = [event for event in events.wait("source", state="lost")
                if "last_received_ts" in event]
        self.assertEqual(lost[-1]["timeout_s"], 1)
        self.send(sender, np.full((1, 28, 28), 250, np.uint8))
        events.wait("source", state="found")
        self.assertEqual(events.faults, [])

    def test_a_region_is_scored_as_if_it_were_the_frame(self):
        rosed, events, sender = self.start('region = "30,12,28,28"\n')
        frames = fashion_mnist(20)
        large = np.random.default_rng(0).integers(0, 256, (20, 50, 70), dtype=np.uint8)
        large[:, 12:40, 30:58] = frames
        self.send(sender, large)
        inside = events.wait("score", 20)
        self.assertEqual(inside[0]["frame"]["shape"], [50, 70, 1])
        other, other_events, other_sender = self.start()
        self.send(other_sender, frames)
        whole = other_events.wait("score", 20)
        self.assertEqual([event["score"] for event in inside], [event["score"] for event in whole])
        self.send(sender, frames[:1])
        source = rosed.settled("camera", 21)
        self.assertEqual(source["invalid"], {"region_outside": 1})
        self.assertEqual(events.faults + other_events.faults, [])


if __name__ == "__main__":
    unittest.main()
