"""What scanners, copiers and phones do to a page. Takes and gives colour images as arrays (height, width, RGB)."""

import io
from random import Random

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Page = NDArray[np.uint8]


def pages(pdf: bytes, dpi: int = 150) -> list[Page]:
    """The pages of a PDF as images."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB")).copy() for page in document]


def scan(page: Page, rng: Random, *, grey: bool = False) -> Page:
    """A flatbed scan: a little skew, paper that is not white, dust, soft focus; grey where the scanner was set so."""
    noise = _noise(rng)
    high, wide = page.shape[:2]
    turned = _turned(page, rng.uniform(-1.1, 1.1))
    paper = np.array([rng.uniform(0.94, 1.0), rng.uniform(0.94, 1.0), rng.uniform(0.92, 0.99)], np.float32)
    said = cv2.GaussianBlur(turned, (3, 3), rng.uniform(0.35, 0.75)).astype(np.float32) * paper
    said += noise.normal(0, 3.0, (high, wide, 1)).astype(np.float32)
    said = np.clip(said, 0, 255).astype(np.uint8)
    for _ in range(rng.randint(2, 14)):
        cv2.circle(said, (rng.randrange(wide), rng.randrange(high)), 1, (120, 120, 120), -1)
    return _grey(said) if grey else said


def fax(page: Page, rng: Random) -> Page:
    """A copy of a copy in black and white."""
    worn = cv2.GaussianBlur(_turned(_grey(page), rng.uniform(-0.7, 0.7)), (3, 3), 0.8)
    grain = _noise(rng).normal(0, 9, worn.shape[:2])
    return np.repeat(np.where(worn[..., :1] + grain[..., None] > 165, 255, 0).astype(np.uint8), 3, 2)


def photo(page: Page, rng: Random, longest: int = 1900) -> Page:
    """A phone's picture: the sheet on a desk, seen at an angle, in uneven light."""
    high, wide = page.shape[:2]
    margin = int(0.05 * wide)
    big_high, big_wide = high + 2 * margin, wide + 2 * margin
    target = np.array(
        [[margin + rng.uniform(-0.5, 0.7) * margin, margin + rng.uniform(-0.5, 0.7) * margin] for _ in range(4)], np.float32
    )
    corners = target * np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) + [
        [0, 0],
        [big_wide, 0],
        [big_wide, big_high],
        [0, big_high],
    ]
    matrix = cv2.getPerspectiveTransform(
        np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32), corners.astype(np.float32)
    )
    desk = _desk(rng, big_high, big_wide)
    sheet = cv2.warpPerspective(page, matrix, (big_wide, big_high), flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, (big_wide, big_high))[..., None] / 255.0
    lit = (sheet * mask + desk * (1 - mask)) * _light(rng, big_high, big_wide)
    said = np.clip(lit + _noise(rng).normal(0, 4, lit.shape[:2])[..., None], 0, 255).astype(np.uint8)
    said = cv2.GaussianBlur(said, (3, 3), rng.uniform(0.4, 0.9))
    scale = longest / max(said.shape[:2])
    return np.asarray(cv2.resize(said, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def unreadable(page: Page) -> Page:
    """Out of focus beyond reading."""
    return np.asarray(cv2.GaussianBlur(page, (0, 0), 11), np.uint8)


def turned_quarter(page: Page, quarters: int) -> Page:
    """The page laid on its side or head."""
    return np.ascontiguousarray(np.rot90(page, quarters))


def jpeg(page: Page, quality: int = 55) -> bytes:
    """As JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(page).save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def png(page: Page, colours: int = 64) -> bytes:
    """As PNG with few colours, as a screenshot would be."""
    buffer = io.BytesIO()
    Image.fromarray(page).quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def tiff(sheets: list[Page]) -> bytes:
    """As one TIFF of several pages, black and white, as fax machines and copiers write it."""
    buffer = io.BytesIO()
    images = [Image.fromarray(sheet).convert("1", dither=Image.Dither.NONE) for sheet in sheets]
    images[0].save(buffer, "TIFF", compression="group4", save_all=True, append_images=images[1:], dpi=(150, 150))
    return buffer.getvalue()


def _noise(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(32))


def _grey(page: Page) -> Page:
    return np.repeat(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)[..., None], 3, 2)


def _turned(page: Page, degrees: float) -> Page:
    high, wide = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, matrix, (wide, high), borderValue=(250, 250, 250)), np.uint8)


def _desk(rng: Random, high: int, wide: int) -> NDArray[np.float32]:
    """A wooden or grey table top."""
    base = np.array(rng.choice(((112, 84, 60), (96, 98, 102), (150, 132, 108), (70, 74, 84))), np.float32)
    grain = cv2.resize(_noise(rng).normal(0, 10, (high // 4, max(2, wide // 60))).astype(np.float32), (wide, high))
    return np.asarray(base + grain[..., None], np.float32)


def _light(rng: Random, high: int, wide: int) -> NDArray[np.float32]:
    """Light from one side, and the colour of the lamp."""
    x, y = np.meshgrid(np.linspace(-1, 1, wide), np.linspace(-1, 1, high))
    angle = rng.uniform(0, 2 * np.pi)
    fall = 1.0 - rng.uniform(0.08, 0.22) * (x * np.cos(angle) + y * np.sin(angle) + 1) / 2
    tint = np.array([1.0, rng.uniform(0.95, 1.0), rng.uniform(0.86, 0.98)])
    return np.asarray(fall[..., None] * tint, np.float32)
