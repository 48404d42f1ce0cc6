"""Pictures are shown as a viewer shows them: turned by EXIF, flattened on white, eight bits, one page a TIFF frame."""

import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from extractors.files.render import render
from schemas.files import Limits

LIMITS = Limits()


def corner(size=(60, 40), mode="RGB", background="white", ink="black"):
    """A picture whose top left quarter is inked."""
    picture = Image.new(mode, size, background)
    picture.paste(ink, (0, 0, size[0] // 2, size[1] // 2))
    return picture


def shown(bench, name, data, index=0):
    return render(bench.pages(name, data)[index], LIMITS)


def inked(picture):
    """Which quarter is dark: (top, left)."""
    height, width = picture.shape[:2]
    quarters = {
        (top, left): picture[
            (0 if top else height // 2) : (height // 2 if top else height),
            (0 if left else width // 2) : (width // 2 if left else width),
        ].mean()
        for top in (True, False)
        for left in (True, False)
    }
    return min(quarters, key=quarters.__getitem__)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF"])
def test_formats(bench, make, format):
    picture = shown(bench, f"a.{format}", make.png(corner(), format))
    assert (picture.shape, picture.dtype, inked(picture)) == ((40, 60, 3), np.uint8, (True, True))


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [(1, (True, True)), (3, (False, False)), (6, (True, False)), (8, (False, True)), (2, (True, False))],
)
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_exif_is_applied(bench, make, orientation, expected, mode):
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = shown(bench, "a.jpg", make.png(corner().convert(mode), "JPEG", exif=exif))
    assert inked(picture) == expected
    assert picture.shape[:2] == ((60, 40) if orientation in (6, 8) else (40, 60))


def test_a_tiff_is_turned_once(bench, make):
    data = make.png(corner(), "TIFF", tiffinfo={274: 6})
    assert (inked(shown(bench, "a.tif", data)), shown(bench, "a.tif", data).shape[:2]) == ((True, False), (60, 40))


def test_broken_exif_data_harm_nothing(bench, make):
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x0b\0\xff\xff\xff\x7f\x06\0\0\0"
    assert inked(shown(bench, "a.jpg", make.png(corner(), "JPEG", exif=exif))) == (True, True)


def test_every_frame_of_a_tiff_is_a_page(bench, make):
    data = make.png(corner(), "TIFF", save_all=True, append_images=[corner(background="black", ink="white")])
    assert inked(shown(bench, "a.tif", data, 0)) == (True, True)
    assert shown(bench, "a.tif", data, 1)[:10, :10].min() == 255
    assert len(bench.pages("a.tif", data)) == 2


def test_an_animation_is_one_picture(bench, make):
    data = make.png(corner(), "GIF", save_all=True, append_images=[corner(background="black", ink="white")])
    assert len(bench.pages("a.gif", data)) == 1


def test_transparent_is_white(bench, make):
    assert inked(shown(bench, "a.png", make.png(corner(mode="RGBA", background=(0, 0, 0, 0), ink=(0, 0, 0, 255))))) == (
        True,
        True,
    )


def test_a_palette_with_a_transparent_colour_is_white_there(bench, make):
    picture = corner(background=(1, 2, 3), ink="black").quantize(4)
    clear = picture.getpixel((59, 39))
    assert shown(bench, "a.png", make.png(picture, transparency=clear))[-1, -1].tolist() == [255, 255, 255]


def test_cmyk(bench, make):
    picture = shown(bench, "a.jpg", make.png(corner().convert("CMYK"), "JPEG"))
    assert (inked(picture), picture[-1, -1].min() > 200) == ((True, True), True)


def test_one_bit_and_sixteen_bits(bench, make):
    assert inked(shown(bench, "a.png", make.png(corner().convert("1")))) == (True, True)
    deep = np.full((40, 60), 60_000, dtype=np.uint16)
    deep[:20, :30] = 500
    picture = shown(bench, "a.png", make.png(Image.fromarray(deep)))
    assert (inked(picture), int(picture[-1, -1, 0])) == ((True, True), 233)


def test_large_pictures_are_made_smaller_and_small_ones_left_alone(bench, make):
    assert shown(bench, "a.jpg", make.png(corner((5000, 3000)), "JPEG")).shape == (1440, 2400, 3)
    assert shown(bench, "a.png", make.png(corner((300, 200)))).shape == (200, 300, 3)


def test_a_strip_keeps_a_width_that_can_be_read(bench, make):
    assert shown(bench, "a.png", make.png(corner((1000, 8000)))).shape == (4000, 500, 3)
    assert shown(bench, "a.png", make.png(corner((1500, 4500)))).shape == (3000, 1000, 3)


def test_too_many_pixels_are_refused_before_decoding(bench, make):
    opened = bench.open("a.png", make.png(corner((600, 400))), Limits(image_pixels=100_000))
    assert bench.statuses(opened) == {"a.png": "unreadable:limit"}


def test_a_picture_that_claims_to_be_immense_is_refused(bench, make):
    data = bytearray(make.png(corner()))
    data[16:24] = (100_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    assert bench.statuses(bench.open("a.png", bytes(data))) == {"a.png": "unreadable:limit"}


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "BMP"])
def test_a_picture_that_ends_too_early_is_damaged(bench, make, format):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8))
    data = make.png(noise, format)
    assert bench.statuses(bench.open("a", data[: len(data) // 2])) == {"a": "unreadable:damaged"}


def test_a_header_alone_is_damaged(bench):
    out = BytesIO()
    corner().save(out, "JPEG")
    assert bench.statuses(bench.open("a.jpg", out.getvalue()[:20])) == {"a.jpg": "unreadable:damaged"}


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("HEIF", {"quality": 90}), ("AVIF", {"quality": 90}), ("JPEG2000", {}), ("WEBP", {"lossless": True}), ("BMP", {}),
        ("GIF", {}), ("TIFF", {"compression": "jpeg"}), ("TIFF", {"compression": "tiff_lzw"}),
    ],
)  # fmt: skip
def test_every_format_of_cameras_and_scanners_is_drawn(bench, make, kind, options):
    picture = shown(bench, f"a.{kind}", make.png(corner((64, 48)), kind, **options))
    assert (picture.shape, inked(picture)) == ((48, 64, 3), (True, True))


def test_a_fax_of_one_bit_is_drawn(bench, make):
    data = make.png(corner((64, 48)).convert("1"), "TIFF", compression="group4")
    assert inked(shown(bench, "a.tif", data)) == (True, True)


def test_colours_for_print_are_shown_as_on_a_screen(bench, make):
    picture = shown(bench, "a.jpg", make.png(corner((64, 48)).convert("CMYK"), "JPEG", quality=95))
    assert inked(picture) == (True, True)
    assert picture[-1, -1].min() > 240


def test_the_turn_of_a_heic_is_the_formats_own_and_not_that_of_its_exif_data(bench, make):
    """ISO/IEC 23008-12: the ``irot`` box turns the picture, and what EXIF says of it is not to be applied once more."""
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = shown(bench, "a.heic", make.png(corner((64, 48)), "HEIF", quality=95, exif=exif))
    assert (picture.shape, inked(picture)) == ((48, 64, 3), (True, True))
