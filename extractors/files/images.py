"""Pictures: JPEG, PNG, TIFF (every page), BMP, WebP, GIF, HEIC, AVIF, JPEG 2000, as a viewer shows them: turned, on white."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, UnidentifiedImageError
from pillow_heif import register_heif_opener

from extractors.files.refusal import Refusal, damaged, ours, too_much

register_heif_opener(thumbnails=False)  # HEIC and HEIF, the photographs of telephones

_NARROW = 1_000  # pixels of the shorter side: print of a screenshot is lost below
_PAGED = {"TIFF"}  # the other formats with several frames are animations: the first is the picture

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError, struct.error
)  # fmt: skip


@contextmanager
def _opened(path: Path | BytesIO, pixels: int) -> Iterator[Image.Image]:
    """The picture, not yet decoded. Raises `Refusal`; a picture over `pixels` is never decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a bomb is found by its size below; other warnings are about metadata
            with Image.open(path) as image:
                _within(image, pixels)
                yield image
    except Image.DecompressionBombError:
        raise too_much("图片尺寸", f"{pixels // 1_000_000} 百万像素") from None
    except _BROKEN as error:
        if ours(error):
            raise
        raise damaged("图片") from None


def decoded(data: BytesIO, pixels: int) -> NDArray[np.uint8] | None:
    """A picture in memory as RGB on white; None where it is broken, larger than `pixels`, or of a kind not drawn here."""
    try:
        with _opened(data, pixels) as image:
            return np.array(_shown(image), dtype=np.uint8)
    except Refusal:
        return None


class Plain(NamedTuple):
    """A JPEG that can be handed on as it is: its size, and how PDF calls its colours."""

    width: int
    height: int
    space: str


def plain_jpeg(data: bytes, pixels: int) -> Plain | None:
    """What kind of JPEG this is; None where it is none, or one that must be looked at (four inks, turned, broken, too large)."""
    if not data.startswith(b"\xff\xd8"):
        return None
    try:
        with _opened(BytesIO(data), pixels) as image:
            space = {"RGB": "DeviceRGB", "L": "DeviceGray"}.get(image.mode)
            if image.format != "JPEG" or space is None or _orientation(image) != 1:
                return None
            image.load()
            return Plain(image.width, image.height, space)
    except Refusal:
        return None


def layers(data: BytesIO, pixels: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None] | None:
    """A picture in memory as RGB, and how far it covers what is under it (None: wholly). None as of `decoded`."""
    try:
        with _opened(data, pixels) as image:
            if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
                return np.array(_shown(image), dtype=np.uint8), None
            samples = np.array(image.convert("RGBA"), dtype=np.uint8)
            return np.ascontiguousarray(samples[:, :, :3]), np.ascontiguousarray(samples[:, :, 3])
    except Refusal:
        return None


def _within(image: Image.Image, pixels: int) -> None:
    if image.width * image.height > pixels:
        raise too_much("图片尺寸", f"{pixels // 1_000_000} 百万像素")


def count_pages(path: Path, pixels: int) -> int:
    """How many pages the picture has, each decoded once (a JPEG at an eighth) to be sure of it. Raises `Refusal`."""
    with _opened(path, pixels) as image:
        frames = getattr(image, "n_frames", 1) if image.format in _PAGED else 1
        image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
        for index in range(frames):
            image.seek(index)
            _within(image, pixels)
            image.load()
        return frames


def render(path: Path, index: int, longest_side: int, limit: int, pixels: int) -> NDArray[np.uint8]:
    """Page `index` (from 0) as RGB ``(height, width, 3)``, made smaller where its longest side exceeds `longest_side`.

    A strip (the long screenshot of a telephone) keeps a width that can be read, up to `limit` on its longest side.

    Raises `Refusal` where it is damaged or larger than `pixels`.
    """
    with _opened(path, pixels) as image:
        image.seek(index)
        _within(image, pixels)
        longest_side = min(limit, max(longest_side, round(_NARROW * max(image.size) / min(image.size))))
        image.draft("RGB", (longest_side, longest_side))
        shown = _shown(image)
        factor = longest_side / max(shown.size)
        if factor < 1:
            size = (max(1, round(shown.width * factor)), max(1, round(shown.height * factor)))
            shown = shown.resize(size, Image.Resampling.BOX if factor < 0.4 else Image.Resampling.BILINEAR)
        return np.array(shown, dtype=np.uint8)


def _shown(image: Image.Image) -> Image.Image:
    """The picture as a viewer shows it: eight bits a channel, on white, turned as its EXIF data says."""
    flat = _eight_bits(image)
    turn = _TURNS.get(_orientation(image))  # asked for after decoding: TIFF is turned by then, and says so no more
    return flat if turn is None else flat.transpose(turn)


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; broken EXIF data say nothing, and harm nothing."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except (ValueError, TypeError, SyntaxError, LookupError, OSError, ArithmeticError, struct.error):
        return 1


def _eight_bits(image: Image.Image) -> Image.Image:
    """RGB on white. Samples of more than eight bits are scaled down, by the range that their format has."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _squeezed(image)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        flat = image.convert("RGBA")
        white = Image.new("RGBA", flat.size, "white")
        white.alpha_composite(flat)
        return white.convert("RGB")
    return image.convert("RGB")


def _squeezed(image: Image.Image) -> Image.Image:
    samples = np.nan_to_num(np.asarray(image, dtype=np.float32))
    top = 65535.0 if image.mode.startswith("I;16") or samples.max(initial=0.0) > 255 else 255.0
    return Image.fromarray(np.clip(samples * (255.0 / top), 0, 255).astype(np.uint8)).convert("RGB")
