"""The page in a real browser, with a real rosed behind it."""

import socket
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from chromium import Chromium  # noqa: E402
from web import NOISE, NORMAL, Camera, Site  # noqa: E402

# The pixels of a canvas: of a copy, for the browser warns of a page that reads its own again and again.
PIXELS = """
  const pixels = (canvas) => {
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext("2d", {willReadFrequently: true});
    context.drawImage(canvas, 0, 0);
    return context.getImageData(0, 0, copy.width, copy.height).data;
  };
"""

# The colours of the pixels of a canvas that are not empty, counted.
INK = "(() => {" + PIXELS + """
  const data = pixels(document.querySelectorAll("canvas")[%d]);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 200) seen.add((data[i] >> 5) * 64 + (data[i + 1] >> 5) * 8 + (data[i + 2] >> 5));
  }
  return seen.size;
})()"""

# How much of the first chart has the colour of scores.
SCORE_INK = "(() => {" + PIXELS + """
  const sample = document.createElement("canvas");
  [sample.width, sample.height] = [1, 1];
  const context = sample.getContext("2d");
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--score").trim();
  context.fillRect(0, 0, 1, 1);
  const wanted = pixels(sample);
  const data = pixels(document.querySelector("canvas"));
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 200 && [0, 1, 2].every((k) => Math.abs(data[i + k] - wanted[k]) < 24)) count++;
  }
  return count;
})()"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PageTests(unittest.TestCase):
    def setUp(self):
        port = free_port()
        self.address = f"http://127.0.0.1:{port}/"
        self.site = Site(f"127.0.0.1:{port}")
        self.addCleanup(self.site.stop)
        self.browser = Chromium()
        self.addCleanup(self.browser.close)

    def text(self, selector: str) -> str:
        return self.browser.value(f"document.querySelector({selector!r}).textContent")

    def test_it_shows_sources_scores_flagged_frames_and_reloads_as_they_come(self):
        self.site.send(NORMAL)
        self.browser.open(self.address)
        self.browser.wait('document.querySelectorAll("#sources article").length === 2')
        self.assertEqual(self.browser.value(
            '[...document.querySelectorAll("#sources h2")].map(e => e.textContent)'), ["hall", "yard"])
        self.assertEqual(self.text("#state"), "running")
        self.assertEqual(self.text("#link"), "live")
        self.assertIn("1 of 2", self.text("#tiles"))
        self.assertIn(f"received{len(NORMAL)}", self.text("#sources article"))
        self.assertIn("no frames", self.text("#sources article:nth-child(2)"))
        self.assertFalse(self.browser.value('document.getElementById("flagged-none").hidden'))
        # Score line, grid, threshold; bars of calibration and of the last minutes.
        self.browser.wait(f"({INK % 0}) > 3")
        self.browser.wait(f"({INK % 1}) > 3")

        self.site.send(NOISE[:2])
        self.browser.wait('document.querySelectorAll("#flagged .frame").length >= 1')
        self.browser.wait('document.querySelector("#flagged img").naturalWidth === 32')
        self.assertGreaterEqual(
            self.browser.value('document.querySelectorAll("#flagged .frame:first-child .layer").length'), 4)
        self.browser.wait('document.querySelector("#sources article").classList.contains("alert")')
        self.browser.wait('document.title.startsWith("(1)")')

        self.site.rosed.rose("reload", "--wait")
        self.browser.wait('document.querySelectorAll("#reloads li").length === 1')
        self.assertIn("generation 2", self.text("#reloads"))
        self.assertEqual(self.browser.faults, [])

    def test_the_score_of_a_lone_frame_is_a_dot_in_the_chart(self):
        self.browser.open(self.address)
        self.browser.wait('document.querySelectorAll("#sources article").length === 2')
        empty = self.browser.value(SCORE_INK)
        self.site.send(NORMAL[:1])
        self.browser.wait(f"({SCORE_INK}) > {empty}")
        self.assertEqual(self.browser.faults, [])

    def test_what_a_sender_calls_itself_stays_text(self):
        name = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
        camera = Camera(self.site.frames, sender=name)
        camera.send(NOISE[0])
        camera.close()
        self.browser.open(self.address)
        self.browser.wait('document.querySelectorAll("#flagged .frame").length === 1')
        self.assertIn(name, self.text("#flagged .title"))
        self.assertEqual(self.browser.value('document.querySelectorAll("#flagged .title *").length'), 0)
        self.assertEqual(self.browser.faults, [])

    def test_it_fits_a_phone_and_draws_in_dark(self):
        self.site.send(NORMAL[:16])
        self.site.send(NOISE[:1])
        self.browser.resize(390, 844, mobile=True)
        self.browser.prefer("dark")
        self.browser.open(self.address)
        self.browser.wait('document.querySelectorAll("#flagged .frame").length === 1')
        self.assertLessEqual(self.browser.value("document.documentElement.scrollWidth"), 390)
        red, green, blue = self.browser.value(
            'getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)')
        self.assertLess(red + green + blue, 150)
        self.assertEqual(self.browser.faults, [])

    def test_it_says_when_rosed_is_gone_and_goes_on_when_it_is_back(self):
        self.browser.open(self.address)
        self.browser.wait('document.getElementById("link")?.textContent === "live"')
        port = int(self.address.rsplit(":", 1)[1].strip("/"))
        self.site.stop()
        self.browser.wait('document.getElementById("link")?.textContent?.includes("trying again")')
        self.site = Site(f"127.0.0.1:{port}")
        self.addCleanup(self.site.stop)
        self.browser.wait('document.getElementById("link")?.textContent === "live"', timeout=60)


if __name__ == "__main__":
    unittest.main()
