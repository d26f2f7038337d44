"""Everything at once for SOAK seconds: memory, descriptors and threads must not grow."""

import json
import os
import random
import signal
import threading
import time
import unittest

import zmq

import trend
from station import FaultCase, descriptors, measured, resident, source, threads, wait_until
from support import Subscriber, fashion_mnist, noise

SECONDS = float(os.environ.get("SOAK", 60))

# The first third fills caches: the store's pages, the allocator's arenas, ZeroMQ's queues.
WARM_UP = 1 / 3

# What the trend may add to memory in the rest of the time, in MB: it wanders by some. A leak of a
# kilobyte a frame would add 10 MB a minute.
GROWTH = 8.0

# How many more descriptors and threads there may be at the end, when all have gone, than at the
# beginning, when they had come and gone once: what one visit in hundreds left behind.
LEFT_BEHIND = 3


class TrendTests(unittest.TestCase):
    """That the soak can fail."""

    def setUp(self):
        self.random = random.Random(5)

    def series(self, leak: float) -> list[tuple[float, float]]:
        """A minute of memory that jumps at first, then wanders by 1 MB and grows by `leak` MB."""
        return [(second, 80 + min(second, 15) + leak * second / 60 + self.random.gauss(0, 1))
                for second in range(60)]

    def test_the_slope_of_a_line_is_found_under_noise(self):
        points = [(x, 3 * x + 7 + self.random.gauss(0, 0.1)) for x in range(100)]
        self.assertAlmostEqual(trend.slope(points), 3, delta=0.01)
        self.assertEqual(trend.slope([(0, 1), (2, 1)]), 0)

    def test_a_leak_of_a_kilobyte_a_frame_is_beyond_the_bound(self):
        leak = 300 * 60 / 1024
        self.assertGreater(trend.growth(self.series(leak), WARM_UP), GROWTH)

    def test_a_warm_up_without_a_leak_is_within_the_bound(self):
        self.assertLess(abs(trend.growth(self.series(0), WARM_UP)), GROWTH / 4)


class SoakTests(FaultCase):
    def background(self, work):
        """Repeats some work on a thread until the soak is over."""
        def repeat():
            while not self.over.is_set():
                try:
                    work()
                except Exception as error:  # told at the end, with the rest
                    self.failures.append(repr(error))
                    return
        thread = threading.Thread(target=repeat)
        thread.start()
        self.workers.append(thread)

    def malformed(self):
        with zmq.Context() as context, context.socket(zmq.PUSH) as push:
            push.linger = 1000
            push.connect(self.rosed.frames)
            for _ in range(50):
                push.send_multipart([self.random.randbytes(self.random.randrange(200))
                                     for _ in range(self.random.randint(1, 5))])
                self.over.wait(0.01)

    def requests(self):
        frame = fashion_mnist(1)[0]
        with zmq.Context() as context, context.socket(zmq.REQ) as request:
            request.linger, request.rcvtimeo = 0, 20_000
            request.connect(f"ipc://{self.rosed.folder}/requests")
            for _ in range(20):
                header = {"msg": "gate", "dtype": "uint8", "shape": frame.shape}
                request.send_multipart([json.dumps(header).encode(), frame.tobytes()])
                assert request.recv() == b"OK"
                self.over.wait(0.05)

    def large(self):
        with zmq.Context() as context, context.socket(zmq.PUSH) as push:
            push.linger = 1000
            push.connect(self.rosed.frames)
            for frame in noise(3, self.random.randrange(99)):
                image = frame.repeat(20, 0).repeat(20, 1)
                push.send_multipart([
                    json.dumps({"dtype": "uint8", "shape": image.shape}).encode(), image.tobytes()])
                self.over.wait(0.2)

    def visitor(self):
        """A subscriber that comes, stays for a moment and goes."""
        guest = Subscriber(self.rosed.alerts)
        try:
            guest.wait("heartbeat", timeout=20)
            assert guest.faults == [], guest.faults
        finally:
            guest.close()

    def reload(self):
        self.rosed.signal(signal.SIGHUP)
        self.over.wait(1)
        answer = self.rosed.rose("reload", "--wait")
        assert answer.returncode == 0, answer.stderr
        self.rosed.rose("events", "--limit", "20")
        self.over.wait(1)

    def come_and_go(self, seconds: float) -> list[tuple[float, float]]:
        """Lets all work for so long; returns the memory over the time in MB."""
        self.over, self.workers = threading.Event(), []
        for work in (self.malformed, self.requests, self.large, self.visitor, self.visitor,
                     self.reload):
            self.background(work)
        began, series = time.monotonic(), []
        while (elapsed := time.monotonic() - began) < seconds and not self.failures:
            series.append((elapsed, resident(self.rosed.pid)))
            time.sleep(0.25)
        self.over.set()
        for thread in self.workers:
            thread.join()
        self.assertEqual(self.failures, [])
        return series

    def held(self) -> dict[str, int]:
        return {"descriptors": descriptors(self.rosed.pid), "threads": threads(self.rosed.pid)}

    def within(self, before: dict[str, int]) -> bool:
        """Whether all that has gone since has given back what it held."""
        return all(value <= before[key] + LEFT_BEHIND for key, value in self.held().items())

    def test_nothing_grows_while_everything_goes_on(self):
        self.random, self.failures = random.Random(7), []
        self.rosed = self.station(
            source() + source("gate", endpoint="rep+bind:ipc://{folder}/requests"),
            # Full soon, so that the quota is at work too.
            store='[store]\npath = "{folder}/state/events.sqlite"\nquota = "4MiB"\n',
            # What is freed goes back to the system: what the allocator would keep for later, some
            # 30 MB more or less, is not what leaks.
            environment={"MALLOC_MMAP_THRESHOLD_": "131072"})
        self.addCleanup(lambda: [thread.join() for thread in self.workers])
        self.addCleanup(lambda: self.over.set())
        stays = self.subscriber(self.rosed, "rose/v1/alert/")
        camera = self.camera(self.rosed, rate=60)
        self.come_and_go(3)
        # Connections take a moment to be found closed.
        time.sleep(2)
        before = self.held()
        series = self.come_and_go(SECONDS)
        wait_until(lambda: self.within(before), timeout=30,
                   what=f"{self.held()} down to what there was before the soak, {before},")
        camera.close()
        counters = self.rosed.status()
        self.check(self.rosed, stays)
        self.assertGreater(counters["sources"][0]["alerts"], SECONDS)
        self.assertGreater(sum(counters["sources"][0]["invalid"].values()), SECONDS)
        self.assertGreater(counters["factors"]["generation"], SECONDS / 20)
        grown = trend.growth(series, WARM_UP)
        values = [value for _, value in series[len(series) // 3:]]
        measured(f"soak of {SECONDS:.0f} s", f"resident {min(values):.1f} to {max(values):.1f} MB "
                 f"after warm-up, trend {grown:+.2f} MB over the last two thirds; before and after: "
                 f"{before} {self.held()}")
        self.assertLess(grown, GROWTH, "MB")


if __name__ == "__main__":
    unittest.main()
