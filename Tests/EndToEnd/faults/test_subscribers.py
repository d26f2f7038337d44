"""Subscribers that are slow, stuck or come and go: another one receives everything meanwhile."""

import json
import os
import signal
import subprocess
import sys
import time

import zmq

from station import ALERTS, FaultCase, measured, wait_until

# A subscriber in a process of its own: prints the epoch and number of each event.
READER = """
import json, sys, time, zmq
socket = zmq.Context().socket(zmq.SUB)
socket.rcvhwm = 10
socket.rcvbuf = 4096
socket.subscribe(sys.argv[2])
socket.connect(sys.argv[1])
while True:
    event = json.loads(socket.recv_multipart()[1])
    print(event["epoch"], event["seq"], flush=True)
    time.sleep(float(sys.argv[3]))
"""


class Reader:
    """Runs READER and collects what it prints."""

    def __init__(self, address: str, pause: float = 0):
        self.process = subprocess.Popen([sys.executable, "-c", READER, address, ALERTS, str(pause)],
                                        stdout=subprocess.PIPE)
        os.set_blocking(self.process.stdout.fileno(), False)
        self._text = b""

    def numbers(self) -> list[tuple[int, int]]:
        while part := self.process.stdout.read():
            self._text += part
        lines = self._text.decode().split("\n")[:-1]
        return [tuple(map(int, line.split())) for line in lines]

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


# As little room for each subscriber as there can be: a stuck one then misses events soon.
SMALL = "send_high_water = 100"


class SubscriberTests(FaultCase):
    def reader(self, station, pause: float = 0) -> Reader:
        reader = Reader(station.alerts, pause)
        self.addCleanup(reader.close)
        return reader

    def run_beside(self, station, reader: Reader, count: int, during=lambda: None):
        """Sends frames that make an event each; returns what another subscriber received of them."""
        events = self.subscriber(station)
        camera = self.camera(station, rate=20)
        wait_until(lambda: len(reader.numbers()) > 2, what="the first events")
        during()
        camera.close()
        camera = self.camera(station, rate=150, count=count, first=100_000)
        camera.finish()
        station.settled("camera", count)
        alerts = self.all_alerts(station, events)
        self.check(station, events)
        self.assertGreater(len(alerts), count * 0.9)
        return [(event["epoch"], event["seq"]) for event in alerts]

    def assert_fetched(self, station, received: list, all_events: list):
        """What a subscriber missed is at the replay endpoint and in `rose events`, without a gap."""
        self.assertEqual(received, sorted(set(received)))
        missed = sorted(set(all_events) - set(received))
        self.assertGreater(len(missed), 0, "nothing was missed: the scenario did not take place")
        epoch, first = missed[0]
        replayed = station.replay(ALERTS, epoch, first)
        numbers = [event["seq"] for event in replayed]
        self.assertEqual(numbers, list(range(first, all_events[-1][1] + 1)))
        self.assertLessEqual(set(missed), {(event["epoch"], event["seq"]) for event in replayed})
        lines = station.rose("events", "--all", "--json").stdout.splitlines()
        printed = [(event["epoch"], event["seq"]) for event in map(json.loads, lines)]
        self.assertEqual(printed[-len(all_events):], all_events)
        measured("stuck subscriber", f"missed {len(missed)} of {len(all_events)} events; all of them "
                 "are at the replay endpoint and in rose events")

    def test_a_stuck_subscriber_holds_nobody_up_and_fetches_what_it_missed(self):
        station = self.station(alerts=SMALL, publish_scores=False)
        reader = self.reader(station)
        everything = self.run_beside(
            station, reader, 1500, lambda: reader.process.send_signal(signal.SIGSTOP))
        reader.process.send_signal(signal.SIGCONT)
        time.sleep(1)
        self.assert_fetched(station, reader.numbers(), everything)

    def test_a_slow_subscriber_holds_nobody_up_and_fetches_what_it_missed(self):
        station = self.station(alerts=SMALL, publish_scores=False)
        reader = self.reader(station, pause=0.05)
        everything = self.run_beside(station, reader, 1000)
        self.assert_fetched(station, reader.numbers(), everything)

    def test_subscribers_that_come_and_go_cost_the_others_nothing(self):
        station = self.station(publish_scores=False)
        events = self.subscriber(station)
        self.camera(station, rate=60)
        began = time.monotonic()
        with zmq.Context() as context:
            for number in range(400):
                with context.socket(zmq.SUB) as guest:
                    guest.linger = 0
                    guest.subscribe(ALERTS if number % 2 else "")
                    guest.connect(station.alerts)
                    if number % 8 == 0:
                        guest.poll(50)
        measured("churning subscribers", f"400 in {time.monotonic() - began:.1f} s")
        count = len(events.of("alert"))
        self.assertGreater(count, 0)
        events.wait("alert", count + 20)
        self.check(station, events)
        # Their connections are gone, too.
        wait_until(lambda: self.connections(station) <= 5, what="the end of their connections")

    @staticmethod
    def connections(station) -> int:
        """Connections to the events endpoint, by the kernel's list of unix sockets."""
        path = station.alerts.removeprefix("ipc://")
        with open("/proc/net/unix") as file:
            # State 03: connected.
            return sum(line.split()[-1] == path and line.split()[5] == "03" for line in file)
