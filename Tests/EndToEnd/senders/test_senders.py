"""Real senders drive rosed: imagezmq, vidgear's NetGear and plain pyzmq."""

import contextlib
import json
import socket
import tempfile
import time
import unittest
from pathlib import Path

import cv2
import imagezmq
import numpy as np
import zmq

from support import BUNDLE, Rosed, Subscriber, conserved, fashion_mnist, grey, noise, rose

# Alone in its micro-batch a frame scores the same to the last bit, here and in `rose score`.
ONE_BY_ONE = "\n[workers]\nmax_batch = 1\n"


def source(endpoint: str, queue: int = 256, name: str = "camera") -> str:
    return f'[[source]]\nname = "{name}"\nendpoint = "{endpoint}"\nqueue = {queue}\n'


def offline_scores(frames: list[np.ndarray], suffix: str = ".png") -> list[dict]:
    """What `rose score` makes of the same frames, written as images."""
    with tempfile.TemporaryDirectory(prefix="rosed-test-") as folder:
        for index, frame in enumerate(frames):
            path = Path(folder) / f"{index:05d}{suffix}"
            if isinstance(frame, bytes):
                path.write_bytes(frame)
            else:
                assert cv2.imwrite(str(path), frame)
        lines = rose("score", str(BUNDLE), folder, "--json", "--batch", "1").stdout.splitlines()
    return [json.loads(line) for line in lines]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class SenderTests(unittest.TestCase):
    @contextlib.contextmanager
    def daemon(self, endpoint: str, extra: str = ONE_BY_ONE, queue: int = 256, alerts: str = ""):
        rosed = Rosed(source(endpoint, queue), alerts=alerts, extra=extra)
        events = Subscriber(rosed.alerts)
        try:
            # The subscription has arrived once the first heartbeat has.
            events.wait("heartbeat")
            yield rosed, events
            self.assertEqual(events.faults, [])
            self.assertTrue(conserved(rosed.source("camera")), rosed.source("camera"))
        finally:
            events.close()
            status = rosed.stop()
        self.assertEqual(status, 0)

    def assert_same_scores(self, events: list[dict], offline: list[dict]):
        self.assertEqual(len(events), len(offline))
        for event, line in zip(events, offline):
            self.assertEqual(event["score"], line["score"])
            self.assertEqual(event["layer_scores"], line["layer_scores"])
            self.assertEqual(event["p_value"], line["p_value"])
            self.assertEqual(event["anomalous"], line["anomalous"])

    # imagezmq, request and reply

    def test_imagezmq_request_raw_images_score_as_offline(self):
        frames = [*fashion_mnist(20), *noise(5)]
        with self.daemon("rep+bind:ipc://{folder}/frames") as (rosed, events):
            sender = imagezmq.ImageSender(connect_to=f"ipc://{rosed.folder}/frames")
            for frame in frames:
                self.assertEqual(sender.send_image("rpi-1", frame), b"OK")
            scores = events.wait("score", len(frames))
            sender.close()
        self.assertEqual({event["sender"] for event in scores}, {"rpi-1"})
        self.assertEqual({tuple(event["frame"]["shape"]) for event in scores}, {(28, 28, 1)})
        self.assert_same_scores(scores, offline_scores(frames))

    def test_imagezmq_request_jpeg_images_score_as_offline(self):
        frames = [cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
                  for frame in [*fashion_mnist(10), *noise(3)]]
        with self.daemon("rep+bind:ipc://{folder}/frames") as (rosed, events):
            sender = imagezmq.ImageSender(connect_to=f"ipc://{rosed.folder}/frames")
            for frame in frames:
                buffer = np.frombuffer(frame, np.uint8)
                self.assertEqual(sender.send_jpg("rpi-1", buffer), b"OK")
            scores = events.wait("score", len(frames))
            sender.close()
        self.assert_same_scores(scores, offline_scores(frames, ".jpg"))

    def test_colour_frames_from_opencv_are_read_as_blue_green_red(self):
        generator = np.random.default_rng(3)
        frames = [generator.integers(0, 256, (48, 64, 3), dtype=np.uint8) for _ in range(4)]
        with self.daemon("rep+bind:ipc://{folder}/frames") as (rosed, events):
            sender = imagezmq.ImageSender(connect_to=f"ipc://{rosed.folder}/frames")
            for frame in frames:
                self.assertEqual(sender.send_image("rpi-1", frame), b"OK")
            scores = events.wait("score", len(frames))
            sender.close()
        # cv2.imwrite takes blue, green, red too: the file holds the true colours.
        self.assert_same_scores(scores, offline_scores(frames))

    def test_a_truncated_jpeg_is_answered_with_its_reason(self):
        image = cv2.imencode(".jpg", fashion_mnist(1)[0])[1].tobytes()
        with self.daemon("rep+bind:ipc://{folder}/frames") as (rosed, events):
            sender = imagezmq.ImageSender(connect_to=f"ipc://{rosed.folder}/frames")
            answer = sender.send_jpg("rpi-1", np.frombuffer(image[: len(image) // 2], np.uint8))
            self.assertEqual(answer, b"ERR jpeg_invalid")
            self.assertEqual(sender.send_jpg("rpi-1", np.frombuffer(image, np.uint8)), b"OK")
            counters = rosed.settled("camera", 2)
            sender.close()
        self.assertEqual((counters["scored"], counters["invalid"]), (1, {"jpeg_invalid": 1}))

    # imagezmq, publish and subscribe

    def publish_until_scored(self, send, frame, events):
        """A subscriber that joins late misses the first frames: repeat one until it is scored.

        Under a name of its own: more of them are under way then.
        """
        deadline = time.monotonic() + 60
        while not events.of("score", sender="warm-up"):
            self.assertLess(time.monotonic(), deadline, "no frame was scored")
            send("warm-up", frame)
            time.sleep(0.02)

    def test_imagezmq_published_raw_images_score_as_offline(self):
        frames = [*fashion_mnist(12), *noise(3)]
        with self.daemon("sub+connect:ipc://{folder}/frames") as (rosed, events):
            sender = imagezmq.ImageSender(connect_to=f"ipc://{rosed.folder}/frames", REQ_REP=False)
            self.publish_until_scored(sender.send_image, frames[0], events)
            for frame in frames:
                sender.send_image("rpi-2", frame)
            scores = events.wait("score", len(frames), sender="rpi-2")
            sender.close()
        self.assert_same_scores(scores, offline_scores(frames))

    def test_imagezmq_published_jpeg_images_score_as_offline(self):
        frames = [cv2.imencode(".jpg", frame)[1].tobytes() for frame in fashion_mnist(8)]
        buffers = [np.frombuffer(frame, np.uint8) for frame in frames]
        with self.daemon("sub+connect:ipc://{folder}/frames") as (rosed, events):
            sender = imagezmq.ImageSender(connect_to=f"ipc://{rosed.folder}/frames", REQ_REP=False)
            self.publish_until_scored(sender.send_jpg, buffers[0], events)
            for buffer in buffers:
                sender.send_jpg("rpi-2", buffer)
            scores = events.wait("score", len(frames), sender="rpi-2")
            sender.close()
        self.assert_same_scores(scores, offline_scores(frames, ".jpg"))

    # vidgear

    def drive_netgear(self, kind: str, pattern: int):
        from vidgear.gears import NetGear

        port = free_port()
        frames = [cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR) for frame in fashion_mnist(6)]
        with self.daemon(f"{kind}+bind:tcp://127.0.0.1:{port}") as (rosed, events):
            sender = NetGear(address="127.0.0.1", port=str(port), pattern=pattern,
                             jpeg_compression=False)
            for frame in frames:
                sender.send(frame)
            scores = events.wait("score", len(frames))
            sender.close()
        self.assert_same_scores(scores, offline_scores(frames))

    def test_netgear_pairs_score_as_offline(self):
        self.drive_netgear("pair", 0)

    def test_netgear_requests_score_as_offline(self):
        self.drive_netgear("rep", 1)

    def test_netgear_compresses_to_jpeg_unless_told_otherwise(self):
        from vidgear.gears import NetGear

        port = free_port()
        with self.daemon(f"pair+bind:tcp://127.0.0.1:{port}") as (rosed, events):
            sender = NetGear(address="127.0.0.1", port=str(port), pattern=0)
            for frame in fashion_mnist(3):
                sender.send(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))
            scores = events.wait("score", 3)
            counters = rosed.settled("camera", 3)
            sender.close()
        self.assertEqual(counters["invalid"], {})
        self.assertEqual({tuple(event["frame"]["shape"]) for event in scores}, {(28, 28, 3)})

    # plain pyzmq

    def test_the_array_recipe_of_pyzmq_pushes_frames_with_their_numbers(self):
        frames = [*fashion_mnist(30, start=100)]
        with self.daemon("pull+bind:ipc://{folder}/frames") as (rosed, events):
            with zmq.Context() as context, context.socket(zmq.PUSH) as push:
                push.connect(f"ipc://{rosed.folder}/frames")
                for index, frame in enumerate(frames):
                    header = {"dtype": str(frame.dtype), "shape": frame.shape, "seq": index + 7,
                              "ts": 1_700_000_000_000_000_000 + index, "source": "gate"}
                    push.send_json(header, zmq.SNDMORE)
                    push.send(frame)
                scores = events.wait("score", len(frames))
        self.assertEqual([event["frame"]["seq"] for event in scores], list(range(7, 37)))
        self.assertEqual(scores[0]["frame"]["ts"], 1_700_000_000_000_000_000)
        self.assertEqual(scores[0]["sender"], "gate")
        self.assert_same_scores(scores, offline_scores(frames))

    def test_an_episode_of_anomalous_frames_starts_and_ends_one_alert(self):
        frames = [*fashion_mnist(5), *grey(5), *fashion_mnist(5)]
        anomalous = [line["anomalous"] for line in offline_scores(frames)]
        self.assertEqual(anomalous, [False] * 5 + [True] * 5 + [False] * 5)
        # However slow the machine: no update is due between start and end.
        with self.daemon("rep+bind:ipc://{folder}/frames",
                         alerts='update_interval = "1h"') as (rosed, events):
            sender = imagezmq.ImageSender(connect_to=f"ipc://{rosed.folder}/frames")
            for frame in frames:
                sender.send_image("rpi-1", frame)
            events.wait("score", len(frames))
            alerts = events.wait("alert", 2)
            sender.close()
        self.assertEqual([alert["state"] for alert in alerts], ["start", "end"])
        self.assertEqual(len({alert["id"] for alert in alerts}), 1)
        self.assertGreater(alerts[0]["score"], alerts[0]["threshold"])
        self.assertLessEqual(alerts[1]["score"], alerts[1]["threshold"])

    def test_frames_sent_faster_than_they_are_scored_are_dropped_and_counted(self):
        frame = fashion_mnist(1)[0]
        header = json.dumps({"dtype": "uint8", "shape": frame.shape}).encode()
        with self.daemon("pull+bind:ipc://{folder}/frames", queue=4) as (rosed, events):
            with zmq.Context() as context, context.socket(zmq.PUSH) as push:
                push.sndhwm = 0
                push.connect(f"ipc://{rosed.folder}/frames")
                for _ in range(3000):
                    push.send_multipart([header, frame.tobytes()])
                counters = rosed.settled("camera", 3000)
        self.assertEqual(counters["received"], 3000)
        self.assertGreater(sum(counters["dropped"].values()), 0)
        self.assertTrue(conserved(counters), counters)

    def test_ten_thousand_random_messages_are_counted_and_crash_nothing(self):
        generator = np.random.default_rng(11)
        frame = fashion_mnist(1)[0]
        good = json.dumps({"dtype": "uint8", "shape": frame.shape}).encode()
        broken = [
            json.dumps({"dtype": "uint8", "shape": [28, 27]}).encode(),
            json.dumps({"dtype": "float64", "shape": [28, 28]}).encode(),
            json.dumps({"dtype": "uint8", "shape": [1, 1, 1, 28, 28]}).encode(),
            json.dumps({"dtype": "uint8", "shape": [2**31, 2**33]}).encode(),
            b"{" * 5000, b"", b"null", b"[1]", b'{"msg": NaN}',
        ]
        with self.daemon("pull+bind:ipc://{folder}/frames") as (rosed, events):
            with zmq.Context() as context, context.socket(zmq.PUSH) as push:
                push.sndhwm = 0
                push.connect(f"ipc://{rosed.folder}/frames")
                for index in range(10_000):
                    if index % 3 == 0:
                        parts = [broken[index // 3 % len(broken)], frame.tobytes()]
                    else:
                        parts = [generator.bytes(int(generator.integers(0, 200)))
                                 for _ in range(int(generator.integers(1, 5)))]
                    push.send_multipart(parts)
                push.send_multipart([good, frame.tobytes()])
                counters = rosed.settled("camera", 10_001, timeout=60)
        self.assertEqual(counters["received"], 10_001)
        self.assertEqual(sum(counters["invalid"].values()), 10_000)
        for reason in ("payload_size_mismatch", "dtype_unsupported", "too_many_dimensions",
                       "header_not_json"):
            self.assertGreater(counters["invalid"].get(reason, 0), 0, counters["invalid"])
        self.assertTrue(conserved(counters), counters)


if __name__ == "__main__":
    unittest.main()
