"""Mutations of bytes that know nothing of what the bytes mean, and of text that know a number or a line when they see one."""

import re
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[bytes, Random], bytes]

_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 2**63 - 1, 2**64 - 1)
_WRITTEN = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"99999999999999999999",
    b"1e308",
    b"NaN",
    b"",
)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")


def flipped(data: bytes, random: Random) -> bytes:
    """A few bits the other way round."""
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 16, 100))):
        made[random.randrange(len(made))] ^= 1 << random.randrange(8)
    return bytes(made)


def overwritten(data: bytes, random: Random) -> bytes:
    """A stretch of noise, of nothing, or of ones."""
    start, end = stretch(data, random)
    length = end - start
    return data[:start] + random.choice((random.randbytes(length), bytes(length), b"\xff" * length)) + data[end:]


def cut(data: bytes, random: Random) -> bytes:
    """Only the beginning, or only the end."""
    place = random.randrange(len(data))
    return data[:place] if random.random() < 0.7 else data[place:]


def missing(data: bytes, random: Random) -> bytes:
    start, end = stretch(data, random)
    return data[:start] + data[end:]


def doubled(data: bytes, random: Random) -> bytes:
    """A stretch comes twice, or far more often."""
    start, end = stretch(data, random)
    return data[:end] + data[start:end] * random.choice((1, 1, 2, 40)) + data[end:]


def moved(data: bytes, random: Random) -> bytes:
    start, end = stretch(data, random)
    rest = data[:start] + data[end:]
    place = random.randrange(len(rest) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def maximised(data: bytes, random: Random) -> bytes:
    """Some field of one, two, four or eight bytes holds an extreme number."""
    size = random.choice((1, 2, 2, 4, 4, 4, 8))
    if len(data) < size:
        return data
    extreme = random.choice([value for value in _EXTREMES if value < 1 << 8 * size])
    # numbers that steer stand at the beginning more often than elsewhere
    place = random.randrange(min(len(data) - size + 1, random.choice((64, 512, len(data)))))
    return data[:place] + extreme.to_bytes(size, random.choice(("little", "big"))) + data[place + size :]


def renumbered(data: bytes, random: Random) -> bytes:
    """Some number written in digits is another one, or an extreme one."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return maximised(data, random)
    one = random.choice(found)
    other = random.choice((random.choice(_WRITTEN), random.choice(_WRITTEN), random.choice(found)[0]))
    return data[: one.start()] + other + data[one.end() :]


def shuffled(data: bytes, random: Random) -> bytes:
    """Two lines change places."""
    lines = data.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def spliced(data: bytes, other: bytes, random: Random) -> bytes:
    """The beginning of the one and the end of the other, or a stretch of the other within the one."""
    if random.random() < 0.5:
        return data[: random.randrange(len(data))] + other[random.randrange(len(other)) :]
    start, end = stretch(other, random)
    place = random.randrange(len(data))
    return data[:place] + other[start:end] + data[place:]


BYTES: Sequence[Mutation] = (flipped, overwritten, cut, missing, doubled, moved, maximised, maximised, maximised)
TEXT: Sequence[Mutation] = (flipped, cut, missing, doubled, moved, renumbered, renumbered, renumbered, shuffled)


def stretch(data: bytes, random: Random) -> tuple[int, int]:
    """Where some piece of it begins and ends: short ones more often than long ones."""
    length = min(len(data), random.choice((1, 2, 4, 16, 64, 512, 4_096)))
    start = random.randrange(len(data) - length + 1)
    return start, start + length
