"""Mutations that know the format: members of packages, elements of XML, objects of PDF, chunks of PNG, checked headers of 7z.

What a blind mutation breaks is mostly noticed by a checksum or a length; these keep checksums and lengths right, so that the
nonsense arrives where it is meant to be understood.
"""

import gzip
import io
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from tests.fuzz.blind import BYTES, TEXT, renumbered
from tests.hostile.seeds import tarred, unzipped, zipped

Members = dict[str, bytes]
_TAG = re.compile(rb"<[^<>]+>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_OBJECT = re.compile(rb"(\d+) (\d+) obj\b(.*?)\bendobj", re.DOTALL)
_REFERENCE = re.compile(rb"(\d+) 0 R")
_NAME = re.compile(rb"/[A-Za-z0-9]+")
_DEEP = 3_000


def xml(data: bytes, random: Random) -> bytes:
    """An element is gone, doubled, never ended, deep in itself, of another's name, or has another's attribute."""
    tags, attributes = list(_TAG.finditer(data)), list(_ATTRIBUTE.finditer(data))
    way = random.randrange(7)
    if way < 3 and attributes:
        one = random.choice(attributes)
        value = random.choice(attributes)[2] if way else renumbered(one[2] or b"0", random)
        return data[: one.start(2)] + value + data[one.end(2) :]
    if not tags:
        return renumbered(data, random)
    one, other = sorted((random.choice(tags), random.choice(tags)), key=lambda tag: tag.start())
    if way == 3:
        return data[: one.start()] + data[one.end() :]
    if way == 4:  # everything between two tags, once more, or once less
        held = data[one.start() : other.end()]
        return data[: other.end()] + held * random.choice((1, 30)) + data[other.end() :]
    if way == 5:
        return data[: one.start()] + data[other.start() :]
    return data[: one.start()] + one[0] * random.choice((2, _DEEP)) + data[one.end() :]


def package(data: bytes, random: Random, inner: Callable[[str, bytes, Random], bytes]) -> bytes:
    """A zip whose members are broken by `inner`, gone, empty, doubled under another name, or change places; packed as ever."""
    members = unzipped(data)
    return zipped(_members(members, random, inner), random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def tar(data: bytes, random: Random, inner: Callable[[str, bytes, Random], bytes]) -> bytes:
    """The same of a tar, which may be compressed with gzip."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        members = {info.name: held.read() for info in archive if (held := archive.extractfile(info))}
    made = tarred(_members(members, random, inner))
    return gzip.compress(made, 1, mtime=0) if data.startswith(b"\x1f\x8b") else made


def _members(members: Members, random: Random, inner: Callable[[str, bytes, Random], bytes]) -> Members:
    names = sorted(members)
    one, other = random.choice(names), random.choice(names)
    way = random.randrange(12)
    if way == 0:
        return {name: held for name, held in members.items() if name != one}
    if way == 1:
        return members | {one: b""}
    if way == 2:
        return members | {one: members[other], other: members[one]}
    if way == 3:
        return members | {f"{one}.{other}".replace("/", "_"): members[one], one.upper(): members[other]}
    return members | {one: inner(one, members[one], random) if members[one] else b"\0"}


def unpacked_gzip(data: bytes, random: Random) -> bytes:
    """What is packed, broken, and packed again."""
    return gzip.compress(random.choice(BYTES)(gzip.decompress(data), random), 1, mtime=0)


def pdf(data: bytes, random: Random) -> bytes:
    """Objects change places, refer to others or to themselves, lose or double a part; half of the time the table is right."""
    objects = {int(found[1]): found[3] for found in _OBJECT.finditer(data) if len(found[1]) < 5}
    if not objects:
        return random.choice(TEXT)(data, random)
    numbers = sorted(objects)
    one, other = random.choice(numbers), random.choice(numbers)
    body = objects[one]
    way = random.randrange(8)
    if way == 0:
        objects[one], objects[other] = objects[other], objects[one]
    elif way == 1:
        del objects[one]
    elif way in (2, 3):
        objects[one] = _replaced(body, _REFERENCE, b"%d 0 R" % random.choice((one, other, 0, 99_999)), random)
    elif way == 4:
        objects[one] = _replaced(body, _NAME, random.choice(_NAME.findall(data)), random)
    elif way == 5:
        objects[one] = b" " + random.choice((b"[", b"<<", b"<< /A ", b"(")) * _DEEP + body
    elif way == 6:
        objects[one] = random.choice(BYTES)(body, random) if body else b"null"
    else:
        objects[one] = renumbered(body, random)
    return _table(data, objects) if random.random() < 0.5 else _in_place(data, objects)


def _replaced(body: bytes, pattern: re.Pattern[bytes], by: bytes, random: Random) -> bytes:
    found = list(pattern.finditer(body))
    if not found:
        return renumbered(body, random)
    one = random.choice(found)
    return body[: one.start()] + by + body[one.end() :]


def _in_place(data: bytes, objects: dict[int, bytes]) -> bytes:
    """The file as it was, around the objects as they are: what says where they begin is wrong now."""
    return _OBJECT.sub(lambda found: b"%s 0 obj%sendobj" % (found[1], objects.get(int(found[1]), b" null ")), data)


def _table(data: bytes, objects: dict[int, bytes]) -> bytes:
    """The objects anew, with a table that is right and the old trailer's root."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj%s\nendobj\n" % (number, body))
    start, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n" % size)
    out.write(b"".join(b"%010d 00000 %s \n" % (places.get(n, 0), b"n" if n in places else b"f") for n in range(size)))
    roots = re.findall(rb"/Root (\d+) 0 R", data) or [b"1"]
    out.write(b"trailer\n<< /Size %d /Root %s 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, roots[-1], start))
    return out.getvalue()


def png(data: bytes, random: Random) -> bytes:
    """A chunk is broken within, gone, doubled or another's; its sum is right, and what is packed in it was packed again."""
    chunks, place = [], 8
    while place + 8 <= len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        chunks.append((data[place + 4 : place + 8], data[place + 8 : place + 8 + size]))
        place += size + 12
    index = random.randrange(len(chunks))
    name, body = chunks[index]
    way = random.randrange(5)
    if way == 0:
        chunks.pop(index)
    elif way == 1:
        chunks.insert(random.randrange(len(chunks)), chunks[index])
    elif name == b"IDAT" and way > 2:
        chunks[index] = name, zlib.compress(random.choice(BYTES)(zlib.decompress(body), random))
    elif body:
        chunks[index] = name, random.choice(BYTES)(body, random)
    return data[:8] + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def seven_zip(data: bytes, random: Random) -> bytes:
    """The list of members, or what says where it stands, is broken; its sums are right."""
    offset, size = struct.unpack("<QQ", data[12:28])
    listed = random.choice(BYTES)(data[32 + offset : 32 + offset + size] or b"\0", random)
    offset = random.choice((offset, offset, offset, offset, 0, 2**63 - 1))
    start = struct.pack("<QQI", offset, random.choice((len(listed), len(listed), 2**62)), zlib.crc32(listed))
    return data[:8] + struct.pack("<I", zlib.crc32(start)) + start + data[32:][: struct.unpack("<Q", data[12:20])[0]] + listed
