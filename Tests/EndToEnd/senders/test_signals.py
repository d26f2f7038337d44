"""Signals at any time: OpenBLAS has threads that were there before main and block none of them."""

import os
import signal
import time
import unittest

from support import Rosed, blocked_signals

SOURCE = '[[source]]\nname = "camera"\nendpoint = "pull+bind:ipc://{folder}/frames"\n'
OURS = {signal.SIGHUP, signal.SIGINT, signal.SIGTERM}


class SignalTests(unittest.TestCase):
    def storm(self, number: int, process, seconds: float) -> int:
        """Sends a signal over and over until the time is over or the process has ended."""
        count = 0
        end = time.monotonic() + seconds
        while time.monotonic() < end and process.poll() is None:
            os.kill(process.pid, number)
            count += 1
            time.sleep(0.0005)
        return count

    def test_hangups_from_the_first_line_of_main_on_only_reload(self):
        # More than one thread, as OpenBLAS has it on any machine without this variable.
        for _ in range(5):
            rosed = Rosed(SOURCE, wait=False, environment={"OPENBLAS_NUM_THREADS": "2"})
            try:
                deadline = time.monotonic() + 60
                while blocked_signals(rosed.process.pid) != OURS:
                    self.assertLess(time.monotonic(), deadline, "main was not reached")
                self.assertGreater(self.storm(signal.SIGHUP, rosed.process, 1), 100)
                rosed.wait_until_ready()
                deadline = time.monotonic() + 60
                while not self.has_reloaded(status := rosed.status()):
                    self.assertLess(time.monotonic(), deadline, f"no reload: {status}")
                    time.sleep(0.01)
                self.assertTrue(status["last_reload"]["succeeded"], status["last_reload"])
            finally:
                code = rosed.stop()
            self.assertEqual(code, 0)

    @staticmethod
    def has_reloaded(status: dict) -> bool:
        """Whether a reload has begun, ended and taken effect."""
        return (status["factors"]["generation"] >= 2 and status["state"] != "reloading"
                and status.get("last_reload") is not None)

    def test_a_second_request_to_stop_does_not_cut_the_end_short(self):
        rosed = Rosed(SOURCE, environment={"OPENBLAS_NUM_THREADS": "2"})
        self.storm(signal.SIGTERM, rosed.process, 10)
        self.assertIn("stopping on SIGTERM", rosed.log())
        self.assertEqual(rosed.stop(), 0)


if __name__ == "__main__":
    unittest.main()
