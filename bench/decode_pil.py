"""PIL's side of bench/decode.mjs: decode, RGB, resize to 64 x 64, with a number of processes.

Usage: decode_pil.py PROCESSES < list of image files, one a line. Prints images per second.
"""

import sys
import time
from multiprocessing import Pool

from PIL import Image


def read(path):
    with Image.open(path) as image:
        return image.convert("RGB").resize((64, 64)).tobytes()


def main():
    paths = sys.stdin.read().splitlines()
    with Pool(int(sys.argv[1])) as pool:
        pool.map(read, paths[:64])
        started = time.perf_counter()
        pool.map(read, paths, chunksize=32)
        print(len(paths) / (time.perf_counter() - started))


if __name__ == "__main__":
    main()
