"""SM2: the example of the standard, a signature of another library, and what is none."""

import pytest

from extractors.files.sm2 import Key, key_of, verifies

KEY = Key(
    0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020,
    0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13,
)
"""GB/T 32918.5, annex A."""
SIGNATURE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
OPENSSL_KEY = (
    "045c8dec5022964bf6a212f816a1821b7ec205e8ccb982964c2bd1f8cff32ae1"
    "7e299529ebb97afa598204e6bdb700daeea7565e071496df66c1489b0e03c8bd"
    "50"
)
OPENSSL_SIGNATURE = (
    "3046022100b5973b1b9f610bc865441a5e7a6ca6ac543182badecb09322aa038"
    "76b7a7be510221009d25ad9958cd58df2d17f5b1567ce6bbe221edfab9e5c7bd"
    "62c3da604c2f0e1f"
)


def test_the_example_of_the_standard():
    assert verifies(KEY, b"message digest", SIGNATURE)


def test_one_that_openssl_made():
    key = key_of(bytes.fromhex(OPENSSL_KEY))
    assert key is not None
    assert verifies(key, b"message digest", bytes.fromhex(OPENSSL_SIGNATURE))
    assert not verifies(KEY, b"message digest", bytes.fromhex(OPENSSL_SIGNATURE))


@pytest.mark.parametrize(
    ("message", "signature"),
    [
        (b"message digesT", SIGNATURE),
        (b"message digest", SIGNATURE[:63] + b"\0"),
        (b"message digest", bytes(64)),
        (b"message digest", b"\xff" * 64),
        (b"message digest", b""),
        (b"message digest", b"\x30\x06\x02\x01\x01\x02\x01"),
    ],
)
def test_anything_else_is_none(message, signature):
    assert not verifies(KEY, message, signature)


@pytest.mark.parametrize("raw", [b"", b"\x04" + bytes(64), b"\x02" + bytes(64), b"\x04" + b"\xff" * 64])
def test_what_is_no_point_of_the_curve_is_no_key(raw):
    assert key_of(raw) is None
