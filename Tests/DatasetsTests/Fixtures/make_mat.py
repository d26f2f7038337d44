#!/usr/bin/env python3
"""Makes images.mat and images-compressed.mat: the variable X as SVHN has it, and labels y.

Needs the packages numpy and scipy:  python3 make_mat.py
"""
import pathlib

import numpy
import scipy.io

FRAMES, ROWS, COLUMNS, CHANNELS = 3, 4, 5, 3

# Each value is its place in a list of frames, each row after row, the channels of a pixel together.
frames = numpy.arange(FRAMES * ROWS * COLUMNS * CHANNELS, dtype=numpy.uint8)
frames = frames.reshape(FRAMES, ROWS, COLUMNS, CHANNELS)
images = frames.transpose(1, 2, 3, 0)
labels = numpy.array([[1], [10], [3]], dtype=numpy.uint8)

# Where scipy writes the platform and the time.
text = b"MATLAB 5.0 MAT-file by scipy.io.savemat"

folder = pathlib.Path(__file__).parent
for name, variables, is_compressed in [
    ("images.mat", {"y": labels, "X": images}, False),
    ("images-compressed.mat", {"X": images, "y": labels}, True),
]:
    path = folder / name
    scipy.io.savemat(path, variables, do_compression=is_compressed)
    data = path.read_bytes()
    path.write_bytes(text.ljust(116) + data[116:])
