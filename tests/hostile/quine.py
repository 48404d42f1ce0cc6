"""A zip that holds nothing but itself: whoever unpacks it gets the same bytes, for ever.

A Deflate stream is a program of two instructions: print what follows here, and repeat what was printed last. The program
below prints the archive's head, then itself, then the archive's end. Its sum of control, which stands in both, is found
by solving the 32 linear equations that CRC-32 is.
"""

import struct
import zlib
from functools import reduce

NAME = b"self.zip"


def quine() -> bytes:
    """The archive."""
    return _made(_fixed_sum())


def _made(crc: int) -> bytes:
    head, tail = _head(crc), _tail(crc)
    again, end = _repeat(len(head) + 10, 2), _repeat(85, 1, final=True)
    say_head, say_more = _say(len(head)), _say(len(head) + 10)
    twice, say = _repeat(26, 1), _say(26)
    last = end + tail
    assert (len(again), len(twice), len(last)) == (11, 8, 85)
    rest = twice + _nothing(1) + _nothing(2) + _say(85)
    step = again + _say(5) + _say(11) + say
    program = [
        say_head, head, say_more, say_head, head, say_more, again, _say(11), again, _say(5), _say(11), say, step, twice,
        say, (twice + say) * 2, twice, say, rest, rest, last, last,
    ]  # fmt: skip
    return head + b"".join(program)


def _say(count: int) -> bytes:
    """The next `count` bytes are printed as they stand."""
    return struct.pack("<BHH", 0, count, count ^ 0xFFFF)


def _nothing(blocks: int) -> bytes:
    """Empty blocks, and one more that ends on a whole byte."""
    return _whole("010" + "0000000" if blocks == 1 else ("010" + "0000000") * 2)


def _repeat(count: int, matches: int, final: bool = False) -> bytes:
    """The last `count` bytes once more, in so many matches."""
    bits = "010" + "".join(_match(count // matches, count) for _ in range(matches)) + "0000000"
    return _whole(bits, final)


def _whole(bits: str, final: bool = False) -> bytes:
    """The bits and an empty stored block, by which they end on a whole byte."""
    bits += "100" if final else "000"
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8)) + b"\0\0\xff\xff"


def _match(length: int, distance: int) -> str:
    """RFC 1951, 3.2.5 and 3.2.6: the codes of the fixed tables, first bit first; the extra bits come lowest first."""
    code, extra, base = next((k, e, b) for k, e, b in reversed(_LENGTHS) if b <= length)
    said = format(code - 256, "07b") + _lowest_first(length - base, extra)
    code, extra, base = next((k, e, b) for k, e, b in reversed(_DISTANCES) if b <= distance)
    return said + format(code, "05b") + _lowest_first(distance - base, extra)


def _lowest_first(value: int, bits: int) -> str:
    return format(value, f"0{bits}b")[::-1] if bits else ""


_LENGTHS = [(269, 2, 19), (270, 2, 23), (271, 2, 27), (272, 2, 31), (273, 3, 35), (274, 3, 43), (277, 4, 67), (278, 4, 83)]
_DISTANCES = [(8, 3, 17), (9, 3, 25), (10, 4, 33), (11, 4, 49), (12, 5, 65)]
_PACKED, _SIZE = 362, 476


def _entry(crc: int) -> bytes:
    return struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, crc, _PACKED, _SIZE, len(NAME), 0)


def _head(crc: int) -> bytes:
    return b"PK\x03\x04" + _entry(crc) + NAME


def _tail(crc: int) -> bytes:
    directory = b"PK\x01\x02\x14\0" + _entry(crc) + struct.pack("<HHHII", 0, 0, 0, 0, 0) + NAME
    start = len(_head(0)) + _PACKED
    return directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), start, 0)


def _fixed_sum() -> int:
    """The value that, written where the sum stands, is the sum."""
    nothing = zlib.crc32(_made(0))
    rows = []
    columns = [zlib.crc32(_made(1 << bit)) ^ nothing ^ (1 << bit) for bit in range(32)]
    for bit in range(32):
        row = reduce(lambda held, at: held | (columns[at] >> bit & 1) << at, range(32), 0)
        rows.append(row | (nothing >> bit & 1) << 32)
    return _solved(rows)


def _solved(rows: list[int]) -> int:
    """The unknown bits of equations over bits; bit 32 of each row is its right side."""
    for bit in range(32):
        place = next(k for k in range(bit, 32) if rows[k] >> bit & 1)
        rows[bit], rows[place] = rows[place], rows[bit]
        rows = [row ^ rows[bit] if k != bit and row >> bit & 1 else row for k, row in enumerate(rows)]
    return sum((row >> 32 & 1) << bit for bit, row in enumerate(rows))
