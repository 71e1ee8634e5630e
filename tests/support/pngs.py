"""Small PNG images of any depth and colour, written by hand (PNG 1.2)."""

import struct
import zlib

MARK = b"\x89PNG\r\n\x1a\n"
"""What every PNG begins with."""
GREY, RGB, GREY_ALPHA, RGBA = 0, 2, 4, 6
# Where each pass of an interlaced PNG begins, and how far its pixels are apart (PNG 1.2, 2.6); the only pass of others.
_PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a piece of a PNG, such as its head, "IHDR"."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(
    depth: int,
    colour: int,
    pixels: list[tuple[int, ...]],
    *,
    transparent: tuple[int, ...] = (),
    interlaced: bool = False,
) -> bytes:
    """Return a PNG of 8 by 8 pixels, of which the first are given and the others are like the last one."""
    square = pixels + pixels[-1:] * (64 - len(pixels))
    rows = b""
    for left, top, across, down in _PASSES if interlaced else [(0, 0, 1, 1)]:
        for y in range(top, 8, down):
            bits = "".join(f"{sample:0{depth}b}" for x in range(left, 8, across) for sample in square[8 * y + x])
            rows += bytes(1) + int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    clear = chunk(b"tRNS", struct.pack(f">{len(transparent)}H", *transparent)) if transparent else b""
    head = struct.pack(">IIBBBBB", 8, 8, depth, colour, 0, 0, interlaced)
    return MARK + chunk(b"IHDR", head) + clear + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
