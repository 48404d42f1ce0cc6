"""SM2 signatures over the recommended curve (GB/T 32918.2, GB/T 32918.5), verified: what the libraries here do not know."""

import hashlib
from typing import NamedTuple

from extractors.files.tlv import nodes

_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_A = _P - 3
_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
_USER = b"1234567812345678"  # the identity that GM/T 0009 has everyone use who names no other

_Point = tuple[int, int, int]
"""Jacobian coordinates; the last is 0 for the point at infinity."""


class Key(NamedTuple):
    """A public key: a point of the curve."""

    x: int
    y: int


def key_of(raw: bytes) -> Key | None:
    """From its uncompressed form, ``04 x y``; None where that is no point of the curve."""
    if len(raw) != 65 or raw[0] != 4:
        return None
    x, y = int.from_bytes(raw[1:33], "big"), int.from_bytes(raw[33:], "big")
    on_it = max(x, y) < _P and (y * y - (x * x * x + _A * x + _B)) % _P == 0
    return Key(x, y) if on_it else None


def numbers_of(signature: bytes) -> tuple[int, int]:
    """The two numbers of a signature, as DER or plainly one behind the other; zeros where it is neither."""
    if len(signature) == 64:
        return int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    outer = next(nodes(signature), None)
    held = outer.inner() if outer is not None else []
    return (int.from_bytes(held[0].content, "big"), int.from_bytes(held[1].content, "big")) if len(held) == 2 else (0, 0)


def verifies(key: Key, message: bytes, signature: bytes) -> bool:
    """Whether this is the key's signature of the message."""
    r, s = numbers_of(signature)
    if not (0 < r < _N and 0 < s < _N) or (t := (r + s) % _N) == 0:
        return False
    x, _, z = _add(_times(s, (*_G, 1)), _times(t, (key.x, key.y, 1)))
    return z != 0 and (digest_of(key, message) + x * pow(z * z, -1, _P) % _P) % _N == r


def digest_of(key: Key, message: bytes) -> int:
    """SM3 over the message, with the signer's identity, the curve and the key before it."""
    numbers = (_A, _B, *_G, *key)
    identity = (len(_USER) * 8).to_bytes(2, "big") + _USER + b"".join(number.to_bytes(32, "big") for number in numbers)
    return int.from_bytes(hashlib.new("sm3", hashlib.new("sm3", identity).digest() + message).digest(), "big")


def _times(factor: int, point: _Point) -> _Point:
    result: _Point = (1, 1, 0)
    for bit in bin(factor)[2:]:
        result = _double(result)
        if bit == "1":
            result = _add(result, point)
    return result


def _double(point: _Point) -> _Point:
    x, y, z = point
    if z == 0 or y == 0:
        return (1, 1, 0)
    square = y * y % _P
    s = 4 * x * square % _P
    m = (3 * x * x + _A * pow(z, 4, _P)) % _P
    new_x = (m * m - 2 * s) % _P
    return new_x, (m * (s - new_x) - 8 * square * square) % _P, 2 * y * z % _P


def _add(one: _Point, other: _Point) -> _Point:
    (x1, y1, z1), (x2, y2, z2) = one, other
    if z1 == 0 or z2 == 0:
        return other if z1 == 0 else one
    u1, u2 = x1 * z2 * z2 % _P, x2 * z1 * z1 % _P
    s1, s2 = y1 * pow(z2, 3, _P) % _P, y2 * pow(z1, 3, _P) % _P
    if u1 == u2:
        return _double(one) if s1 == s2 else (1, 1, 0)
    h, r = (u2 - u1) % _P, (s2 - s1) % _P
    x = (r * r - pow(h, 3, _P) - 2 * u1 * h * h) % _P
    return x, (r * (u1 * h * h - x) - s1 * pow(h, 3, _P)) % _P, h * z1 * z2 % _P
