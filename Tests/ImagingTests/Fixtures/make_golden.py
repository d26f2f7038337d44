#!/usr/bin/env python3
"""Makes golden.safetensors: what Pillow makes of small images, and encoded images with their values.

Needs the packages pillow, numpy and safetensors:  python3 make_golden.py
"""
import io
import pathlib
import struct
import zlib

import numpy
import PIL
from PIL import Image
from safetensors.numpy import save_file

random = numpy.random.RandomState(20260101)
tensors = {}


def values(*shape):
    return random.randint(0, 256, shape).astype(numpy.uint8)


def smooth(height, width):
    """An image that JPEG keeps well: three slopes and a disc."""
    y, x = numpy.mgrid[0:height, 0:width]
    disc = ((y - height / 2) ** 2 + (x - width / 2) ** 2 < (height / 4) ** 2) * 60
    planes = [x * 180 // width + disc, y * 180 // height + disc, (x + y) * 180 // (width + height)]
    return numpy.stack(planes, axis=2).astype(numpy.uint8)


# Resizing: name, height and width from, height and width to, channels.
for name, h, w, to_h, to_w, c in [
    ("enlarge", 28, 28, 32, 32, 1),
    ("shrink", 45, 61, 32, 32, 3),
    ("shrink_far", 90, 200, 7, 5, 1),
    ("mixed", 20, 40, 40, 20, 3),
    ("one", 1, 1, 4, 3, 3),
    ("to_one", 9, 13, 1, 1, 1),
    ("width_only", 16, 33, 16, 10, 1),
    ("height_only", 33, 16, 50, 16, 1),
]:
    source = values(h, w, c)
    image = Image.fromarray(source if c == 3 else source[:, :, 0])
    target = numpy.asarray(image.resize((to_w, to_h), Image.BILINEAR)).reshape(to_h, to_w, c)
    tensors[f"resize.{name}.input"] = source
    tensors[f"resize.{name}.output"] = target

# Grey: all corners of the cube, and values at random.
corners = numpy.array([[r, g, b] for r in (0, 255) for g in (0, 255) for b in (0, 255)])
colours = numpy.concatenate([corners.astype(numpy.uint8), values(248, 3)]).reshape(16, 16, 3)
tensors["grey.input"] = colours
tensors["grey.output"] = numpy.asarray(Image.fromarray(colours).convert("L")).reshape(16, 16, 1)


def png(rows, width, height, depth, colour, chunks=()):
    """A PNG file from packed rows; the oracle is the array the rows were packed from."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    body = b"".join(chunk(kind, data) for kind, data in chunks)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


def store(name, file, decoded):
    tensors[f"{name}.file"] = numpy.frombuffer(file, numpy.uint8)
    tensors[f"{name}.output"] = numpy.ascontiguousarray(decoded, dtype=numpy.uint8)


H, W = 5, 9
for depth in (1, 2, 4):
    levels = random.randint(0, 1 << depth, (H, W))
    rows = []
    for row in levels:
        bits = "".join(format(value, f"0{depth}b") for value in row)
        bits += "0" * (-len(bits) % 8)
        rows.append(bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)))
    scaled = levels * 255 // ((1 << depth) - 1)
    store(f"png.grey{depth}", png(rows, W, H, depth, 0), scaled[:, :, None])
for name, colour, channels in [("grey", 0, 1), ("rgb", 2, 3), ("greyalpha", 4, 2), ("rgba", 6, 4)]:
    shown = 1 if channels < 3 else 3
    eight = values(H, W, channels)
    store(f"png.{name}8", png([r.tobytes() for r in eight], W, H, 8, colour), eight[:, :, :shown])
    wide = random.randint(0, 1 << 16, (H, W, channels)).astype(">u2")
    store(
        f"png.{name}16", png([r.tobytes() for r in wide], W, H, 16, colour), (wide >> 8)[:, :, :shown]
    )
palette = values(7, 3)
index = random.randint(0, 7, (H, W)).astype(numpy.uint8)
chunks = [(b"PLTE", palette.tobytes()), (b"tRNS", bytes([0, 128, 255]))]
store("png.palette", png([r.tobytes() for r in index], W, H, 8, 3, chunks), palette[index])

source = smooth(24, 33)
for name, mode, options in [
    ("rgb", "RGB", {"quality": 90, "subsampling": 0}),
    ("subsampled", "RGB", {"quality": 75, "subsampling": 2}),
    ("progressive", "RGB", {"quality": 80, "progressive": True}),
    ("grey", "L", {"quality": 90}),
]:
    buffer = io.BytesIO()
    Image.fromarray(source).convert(mode).save(buffer, "JPEG", **options)
    decoded = numpy.asarray(Image.open(io.BytesIO(buffer.getvalue())))
    store(f"jpeg.{name}", buffer.getvalue(), decoded.reshape(24, 33, -1))
buffer = io.BytesIO()
Image.fromarray(source).convert("CMYK").save(buffer, "JPEG")
tensors["cmyk.file"] = numpy.frombuffer(buffer.getvalue(), numpy.uint8)

save_file(
    tensors, pathlib.Path(__file__).with_name("golden.safetensors"), {"pillow": PIL.__version__}
)
