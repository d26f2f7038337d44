"""Captures what real senders put on the wire, into senders.json beside this file.

Run it where they are installed: pip install pyzmq imagezmq vidgear opencv-python-headless simplejpeg
"""

import base64
import json
import pathlib
import threading
from importlib.metadata import version

import cv2
import imagezmq
import numpy
import simplejpeg
import zmq
from vidgear.gears import NetGear

CONTEXT = zmq.Context.instance()
CAPTURED = []

# Two rows, three columns, blue, green, red: every value differs.
COLOUR = numpy.arange(18, dtype=numpy.uint8).reshape(2, 3, 3) * 10
GREY = numpy.arange(6, dtype=numpy.uint8).reshape(2, 3) * 40
# Large and smooth enough for a JPEG to keep its colours: blue 200, green 100, red 50.
PLAIN = numpy.full((16, 16, 3), (200, 100, 50), dtype=numpy.uint8)


def capture(name, kind, port, count, send):
    """Receives `count` messages on a bound socket while `send` runs, answering where it must."""
    socket = CONTEXT.socket(kind)
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.RCVTIMEO, 10_000)
    if kind == zmq.SUB:
        socket.setsockopt(zmq.SUBSCRIBE, b"")
    socket.bind(f"tcp://127.0.0.1:{port}")
    thread = threading.Thread(target=send)
    thread.start()
    for index in range(count):
        parts = socket.recv_multipart()
        if kind in (zmq.REP, zmq.PAIR):
            socket.send(b"OK")
        CAPTURED.append(
            {
                "name": name if count == 1 else f"{name}-{index}",
                "parts": [base64.b64encode(part).decode() for part in parts],
            }
        )
    thread.join()
    socket.close()


def array_recipe(port, array, topic=None):
    """The serialisation example of pyzmq's documentation."""
    socket = CONTEXT.socket(zmq.PUSH)
    socket.connect(f"tcp://127.0.0.1:{port}")
    if topic is not None:
        socket.send(topic, zmq.SNDMORE)
    socket.send_json({"dtype": str(array.dtype), "shape": array.shape}, zmq.SNDMORE)
    socket.send(array, copy=True)
    socket.close()


def imagezmq_sender(port, *messages):
    with imagezmq.ImageSender(connect_to=f"tcp://127.0.0.1:{port}") as sender:
        for name, image in messages:
            if isinstance(image, bytes):
                sender.send_jpg(name, image)
            else:
                sender.send_image(name, image)


def netgear(port, pattern, frame, **options):
    options = {"request_timeout": 5, **options}
    sender = NetGear(address="127.0.0.1", port=str(port), protocol="tcp", pattern=pattern, **options)
    sender.send(frame, message={"camera": 1})
    sender.close()


_, jpeg = cv2.imencode(".jpg", PLAIN)
_, png = cv2.imencode(".png", PLAIN)

capture("pyzmq-grey", zmq.PULL, 5801, 1, lambda: array_recipe(5801, GREY))
capture("pyzmq-colour-topic", zmq.PULL, 5802, 1, lambda: array_recipe(5802, COLOUR, b"cam/1"))
capture(
    "pyzmq-u2-big-endian", zmq.PULL, 5803, 1,
    lambda: array_recipe(5803, (GREY.astype("u2") * 256).astype(">u2")),
)
capture("pyzmq-bool", zmq.PULL, 5804, 1, lambda: array_recipe(5804, GREY > 100))
capture("imagezmq-raw", zmq.REP, 5805, 1, lambda: imagezmq_sender(5805, ("rpi-1", COLOUR)))
capture("imagezmq-jpeg", zmq.REP, 5806, 1, lambda: imagezmq_sender(5806, ("rpi-1", jpeg.tobytes())))
capture("imagezmq-png", zmq.REP, 5807, 1, lambda: imagezmq_sender(5807, ("rpi-1", png.tobytes())))
capture(
    "imagezmq-msg", zmq.REP, 5808, 3,
    lambda: imagezmq_sender(
        5808, (float("nan"), GREY), ({"id": [1, None]}, GREY), ("caf\u00e9 \U0001f4f7", GREY)
    ),
)
# The frame, then the word that the stream is over.
raw_options = {"jpeg_compression": False}
capture("netgear-pair", zmq.PAIR, 5809, 2, lambda: netgear(5809, 0, COLOUR, **raw_options))
capture("netgear-req", zmq.REP, 5810, 2, lambda: netgear(5810, 1, COLOUR, **raw_options))
capture("netgear-jpeg", zmq.PAIR, 5811, 2, lambda: netgear(5811, 0, PLAIN))

target = pathlib.Path(__file__).with_name("senders.json")
target.write_text(
    json.dumps(
        {
            "versions": {
                package: version(package)
                for package in ("pyzmq", "imagezmq", "vidgear", "opencv-python-headless", "numpy")
            },
            "messages": CAPTURED,
        },
        indent=1,
    )
    + "\n"
)
