"""Seals and signatures, drawn by us: a seal is ink on paper, a signature is a pen's path, never a font's outline."""

import io
from functools import lru_cache
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

_DEBIAN = Path("/usr/share/fonts")
_FONTS = {
    "kai": (("truetype/arphic/ukai.ttc", 0), ("opentype/noto/NotoSerifCJK-Regular.ttc", 2), ("truetype/wqy/wqy-zenhei.ttc", 0)),
    "song": (("opentype/noto/NotoSerifCJK-Bold.ttc", 2), ("truetype/arphic/uming.ttc", 0), ("truetype/wqy/wqy-zenhei.ttc", 0)),
}
"""Where the faces lie on Debian, the one that the kept samples were made with first."""

INKS = ((26, 26, 30), (24, 38, 92), (18, 30, 120), (52, 48, 52))
RED = (196, 32, 36)

Gray = NDArray[np.uint8]


@lru_cache(maxsize=64)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels, or the nearest that there is. Raises `FileNotFoundError` naming the packages."""
    for path, index in _FONTS[name]:
        if (_DEBIAN / path).exists():
            return ImageFont.truetype(_DEBIAN / path, size, index=index)
    raise FileNotFoundError("no Chinese font found: install fonts-noto-cjk, fonts-arphic-ukai and fonts-arphic-uming")


def seal(rng: Random, text: str, *, oval: bool = False, colour: tuple[int, int, int] = RED, pixels: int = 300) -> bytes:
    """A round seal with star and the name on the arc, or an oval one with the name in the middle; PNG with transparency."""
    size = pixels * 2
    ink = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(ink)
    if oval:
        _oval(draw, text, size)
    else:
        draw.ellipse((8, 8, size - 8, size - 8), outline=255, width=size // 38)
        draw.polygon(star(size / 2, size / 2, size * 0.155), fill=255)
        _arc(ink, text, size)
    return pressed(rng, ink, pixels, colour)


def pressed(rng: Random, ink: Image.Image, pixels: int, colour: tuple[int, int, int] = RED) -> bytes:
    """A drawn seal as a hand presses it: a little turned, unevenly inked; PNG with transparency."""
    ink = ink.rotate(rng.uniform(-14, 14), Image.Resampling.BICUBIC).resize((pixels, pixels), Image.Resampling.LANCZOS)
    return _tinted(_worn(rng, np.asarray(ink)), colour)


def signature(rng: Random, name: str, ink: tuple[int, int, int] | None = None) -> bytes:
    """A handwritten name: the paths of the strokes, bent, slanted and joined as a quick hand does; PNG with transparency."""
    slant, gap = rng.uniform(-0.3, 0.1), rng.uniform(0.62, 0.86)
    width = int(150 * gap * len(name)) + 150
    paper: Gray = np.zeros((220, width), np.uint8)
    last: tuple[int, int] | None = None
    for index, letter in enumerate(name):
        path = _skeleton(letter)
        points = _bent(rng, path, slant) * rng.uniform(0.8, 1.08) + (40 + index * 150 * gap, 38 + rng.uniform(-12, 12))
        last = _drawn(rng, paper, path, points, last)
    _flourish(rng, paper, last)
    return _tinted(_cropped(cv2.GaussianBlur(paper, (3, 3), 0.7)), ink or rng.choice(INKS))


def _oval(draw: ImageDraw.ImageDraw, text: str, size: int) -> None:
    draw.ellipse((8, size * 0.22, size - 8, size * 0.78), outline=255, width=size // 45)
    letters = font("song", min(size // 9, int(size * 0.8 / max(1, len(text)))))
    draw.text((size / 2, size / 2), text, fill=255, font=letters, anchor="mm")


def _arc(ink: Image.Image, text: str, size: int) -> None:
    """The letters along the upper arc, each upright to the centre."""
    spread = min(290.0, 24.0 * len(text))
    high = int(size * min(0.155, 1.9 / max(6, len(text))))
    letters = font("song", high)
    for index, letter in enumerate(text):
        angle = -spread / 2 + spread * (index + 0.5) / len(text)
        cell = Image.new("L", (size, size), 0)
        ImageDraw.Draw(cell).text((size / 2, size * 0.06), letter, fill=255, font=letters, anchor="mt")
        turned = cell.rotate(-angle, Image.Resampling.BICUBIC, center=(size / 2, size / 2))
        ink.paste(255, (0, 0, size, size), turned)


def star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The corners of a five-pointed star."""
    angles = [-np.pi / 2 + index * np.pi / 5 for index in range(10)]
    return [
        (x + radius * (1 if i % 2 == 0 else 0.382) * np.cos(a), y + radius * (1 if i % 2 == 0 else 0.382) * np.sin(a))
        for i, a in enumerate(angles)
    ]


def _worn(rng: Random, ink: Gray) -> Gray:
    """Uneven ink: a slow wave of pressure, and small bare spots."""
    noise = np.random.default_rng(rng.getrandbits(32))
    high, wide = ink.shape
    slow = cv2.resize(noise.random((6, 6)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    bare = cv2.GaussianBlur(noise.random((high, wide)).astype(np.float32), (5, 5), 0) < 0.36
    strength = np.clip(0.62 + 0.38 * slow, 0.45, 1.0) * np.where(bare, 0.35, 1.0)
    return np.asarray(ink * strength * rng.uniform(0.85, 1.0), np.uint8)


def _tinted(alpha: Gray, colour: tuple[int, int, int]) -> bytes:
    rgba = np.zeros((*alpha.shape, 4), np.uint8)
    rgba[..., :3], rgba[..., 3] = colour, alpha // 16 * 16
    buffer = io.BytesIO()
    Image.fromarray(rgba, "RGBA").save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@lru_cache(maxsize=512)
def _skeleton(letter: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The strokes of a letter as paths of points in a 150-pixel square, thinned from its shape."""
    cell = Image.new("L", (150, 150), 0)
    ImageDraw.Draw(cell).text((75, 75), letter, fill=255, font=font("kai", 132), anchor="mm")
    thin = _thinned(np.asarray(cell) > 100)
    left = {(int(x), int(y)) for y, x in zip(*np.nonzero(thin), strict=True)}
    paths = []
    while left:
        paths.append(_walk(left))
    return tuple(tuple(path) for path in paths if len(path) > 4)


def _walk(left: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Takes one path out of the pixels that are left, beginning at an end where there is one."""

    def near(point: tuple[int, int]) -> list[tuple[int, int]]:
        x, y = point
        return [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i or j) and (x + i, y + j) in left]

    start = min(left, key=lambda point: (len(near(point)) != 1, point[1] + point[0] / 2))
    path = [start]
    left.discard(start)
    while True:
        ahead = near(path[-1])
        if not ahead:
            return path
        before = path[max(0, len(path) - 6)]
        goal = (2 * path[-1][0] - before[0], 2 * path[-1][1] - before[1])
        point = min(ahead, key=lambda p: ((p[0] - goal[0]) ** 2 + (p[1] - goal[1]) ** 2, p))
        path.append(point)
        left.discard(point)


def _thinned(shape: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Zhang and Suen's thinning."""
    image = np.pad(shape, 1).astype(np.uint8)
    while True:
        removed = 0
        for first in (True, False):
            p = [
                np.roll(image, shift, (0, 1)) for shift in ((1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1))
            ]
            total = sum(x.astype(int) for x in p)
            turns = sum(((p[i] == 0) & (p[(i + 1) % 8] == 1)).astype(int) for i in range(8))
            sides = (
                (p[0] * p[2] * p[4] == 0) & (p[2] * p[4] * p[6] == 0)
                if first
                else (p[0] * p[2] * p[6] == 0) & (p[0] * p[4] * p[6] == 0)
            )
            gone = (image == 1) & (total >= 2) & (total <= 6) & (turns == 1) & sides
            image[gone] = 0
            removed += int(gone.sum())
        if not removed:
            return image[1:-1, 1:-1].astype(bool)


def _bent(rng: Random, paths: tuple[tuple[tuple[int, int], ...], ...], slant: float) -> NDArray[np.float64]:
    """All points of a letter under a slow wave and a slant."""
    points = np.array([point for path in paths for point in path], float).reshape(-1, 2)
    a, b = rng.uniform(4, 9), rng.uniform(4, 9)
    f, g = rng.uniform(0, 6), rng.uniform(0, 6)
    x = points[:, 0] + a * np.sin(points[:, 1] / 27 + f) + slant * (75 - points[:, 1])
    y = points[:, 1] + b * np.sin(points[:, 0] / 31 + g)
    return np.stack([x, y], 1)


def _drawn(
    rng: Random,
    paper: Gray,
    paths: tuple[tuple[tuple[int, int], ...], ...],
    points: NDArray[np.float64],
    last: tuple[int, int] | None,
) -> tuple[int, int] | None:
    """Draws the strokes with a changing pressure, joining some to the one before; gives where the pen was lifted."""
    at = 0
    for path in paths:
        here = points[at : at + len(path)].astype(int)
        at += len(path)
        if last is not None and rng.random() < 0.6 and np.hypot(*(here[0] - last)) < 75:
            bend = (here[0] + last) / 2 + (rng.uniform(-8, 8), rng.uniform(4, 12))
            cv2.polylines(paper, [np.array([last, bend, here[0]], np.int32)], False, 235, 2, cv2.LINE_AA)
        press = rng.uniform(2.6, 4.6)
        for index in range(len(here) - 1):
            thick = max(2, round(press * (1.15 - 0.55 * index / len(here))))
            cv2.line(paper, tuple(map(int, here[index])), tuple(map(int, here[index + 1])), 255, thick, cv2.LINE_AA)
        last = (int(here[-1][0]), int(here[-1][1]))
    return last


def _flourish(rng: Random, paper: Gray, last: tuple[int, int] | None) -> None:
    if last is None or rng.random() < 0.35:
        return
    x, y = last
    bend = [(x + step * 9, y + int(14 * np.sin(step / 2.2)) - step) for step in range(rng.randint(5, 12))]
    cv2.polylines(paper, [np.array(bend, np.int32)], False, 220, 2, cv2.LINE_AA)


def _cropped(paper: Gray) -> Gray:
    rows, columns = np.nonzero(paper.max(1))[0], np.nonzero(paper.max(0))[0]
    return paper[max(0, rows[0] - 3) : rows[-1] + 4, max(0, columns[0] - 3) : columns[-1] + 4]
