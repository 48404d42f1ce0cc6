"""Pages drawn for tests: print, ruled tables, seals, strokes of a pen; sheets photographed askew. All persons are invented."""

import subprocess
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFont

Rgb = NDArray[np.uint8]
Point = tuple[float, float]

INK, RED, BLUE = (25, 25, 25), (214, 38, 40), (35, 55, 150)


@cache
def font(size: int, name: str = "Noto Sans CJK SC") -> ImageFont.FreeTypeFont:
    found = subprocess.run(["fc-match", "-f", "%{file}", name], capture_output=True, text=True, check=True).stdout
    return ImageFont.truetype(found, size)


class Paper:
    """A white sheet, A4 at 150 dpi unless said otherwise; all in pixels."""

    def __init__(self, width: int = 1240, height: int = 1754, colour: tuple[int, int, int] = (255, 255, 255)) -> None:
        self.image = Image.new("RGB", (width, height), colour)
        self.draw = ImageDraw.Draw(self.image)

    @property
    def rgb(self) -> Rgb:
        return np.array(self.image)

    def write(
        self, x: float, y: float, text: str, size: int = 26, colour: tuple[int, int, int] = INK, face: str = "Noto Sans CJK SC"
    ) -> None:
        self.draw.text((x, y), text, font=font(size, face), fill=colour)

    def table(self, xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]], width: int = 3) -> None:
        """A full grid; text stands in the middle of each row, a little behind the left rule."""
        for y in ys:
            self.draw.line([(xs[0], y), (xs[-1], y)], fill=INK, width=width)
        for x in xs:
            self.draw.line([(x, ys[0]), (x, ys[-1])], fill=INK, width=width)
        for row, line in enumerate(texts):
            for column, text in enumerate(line):
                self.write(xs[column] + 14, (ys[row] + ys[row + 1]) / 2 - 19, text)

    def frame(self, x0: float, y0: float, x1: float, y1: float, colour: tuple[int, int, int] = INK, width: int = 3) -> None:
        self.draw.rectangle([x0, y0, x1, y1], outline=colour, width=width)

    def seal(
        self,
        x: float,
        y: float,
        radius: float,
        text: str,
        below: str = "",
        colour: tuple[int, int, int] = RED,
        squeeze: float = 1.0,
    ) -> None:
        """A round seal (oval with `squeeze` below 1): ring, star, lettering from the lower left over the top."""
        stamp = Image.new("L", (round(2.4 * radius),) * 2, 0)
        pen, centre = ImageDraw.Draw(stamp), 1.2 * radius
        pen.ellipse(
            [centre - radius, centre - radius, centre + radius, centre + radius], outline=255, width=max(3, round(radius * 0.05))
        )
        points = [(centre + r * np.sin(t), centre - r * np.cos(t)) for t, r in _star(0.3 * radius)]
        pen.polygon(points, fill=255)
        for turn, letter in zip(np.linspace(-130, 130, len(text)), text, strict=True):
            glyph = _glyph(letter, round(radius * 0.26)).rotate(-turn, resample=Image.Resampling.BICUBIC)
            at = (centre + 0.77 * radius * np.sin(np.radians(turn)), centre - 0.77 * radius * np.cos(np.radians(turn)))
            stamp.paste(255, (round(at[0] - glyph.width / 2), round(at[1] - glyph.height / 2)), glyph)
        size = round(radius * 0.2)
        pen.text((centre - len(below) * size / 2, centre + 0.42 * radius), below, font=font(size), fill=255)
        stamp = stamp.resize((stamp.width, round(stamp.height * squeeze)))
        self._stamp(x, y, stamp, colour)

    def block_seal(
        self,
        x: float,
        y: float,
        side: float,
        columns: Sequence[str],
        turn: float = 0.0,
        colour: tuple[int, int, int] = RED,
    ) -> None:
        """A seal in a frame around (x, y): characters in a grid, given column by column from the left."""
        rows = max(map(len, columns))
        wide, high = side * len(columns) / max(rows, len(columns)), side * rows / max(rows, len(columns))
        rim = max(3, round(0.035 * side))
        stamp = Image.new("L", (round(wide + 4 * rim), round(high + 4 * rim)), 0)
        pen = ImageDraw.Draw(stamp)
        pen.rectangle([0, 0, stamp.width - 1, stamp.height - 1], outline=255, width=rim)
        cell = side / max(rows, len(columns))
        for column, letters in enumerate(columns):
            for row, letter in enumerate(letters):
                at = (2 * rim + (column + 0.5) * cell, 2 * rim + (row + 0.5) * cell)
                pen.text(at, letter, font=font(round(0.86 * cell), "Noto Serif CJK SC"), fill=255, anchor="mm")
        stamp = stamp.rotate(turn, resample=Image.Resampling.BICUBIC, expand=True)
        self._stamp(x, y, stamp, colour)

    def oval_seal(self, x: float, y: float, wide: float, text: str, middle: str, turn: float = 0.0) -> None:
        """An oval seal `wide` pixels wide, three quarters as high: characters upright to the rim, and a line in its middle."""
        stamp = Image.new("L", (round(1.1 * wide),) * 2, 0)
        pen, centre, a, b = ImageDraw.Draw(stamp), 0.55 * wide, wide / 2, 0.375 * wide
        pen.ellipse([centre - a, centre - b, centre + a, centre + b], outline=255, width=max(3, round(0.02 * wide)))
        for turn_, letter in zip(np.radians(np.linspace(-125, 125, len(text))), text, strict=True):
            at = (centre + 0.79 * a * np.sin(turn_), centre - 0.74 * b * np.cos(turn_))
            lean = np.degrees(np.arctan2(np.sin(turn_) / a, np.cos(turn_) / b))
            glyph = _glyph(letter, round(0.1 * wide)).rotate(-lean, resample=Image.Resampling.BICUBIC)
            stamp.paste(255, (round(at[0] - glyph.width / 2), round(at[1] - glyph.height / 2)), glyph)
        pen.text((centre, centre + 0.02 * wide), middle, font=font(round(0.085 * wide)), fill=255, anchor="mm")
        stamp = stamp.rotate(turn, resample=Image.Resampling.BICUBIC)
        self._stamp(x, y, stamp, RED)

    def _stamp(self, x: float, y: float, stamp: Image.Image, colour: tuple[int, int, int]) -> None:
        """Ink on paper: print under it stays as dark as it was."""
        at = (round(x - stamp.width / 2), round(y - stamp.height / 2))
        inked = Image.new("RGB", self.image.size, (255, 255, 255))
        inked.paste(Image.new("RGB", stamp.size, colour), at, stamp)
        self.image.paste(ImageChops.darker(self.image, inked))

    def scrawl(self, x: float, y: float, size: float, colour: tuple[int, int, int] = INK, seed: int = 1) -> None:
        """A signature: some long, joined, curving strokes of changing width, about three times as wide as high."""
        random = np.random.default_rng(seed)
        for stroke in range(3):
            knots = np.cumsum(random.uniform(-1, 1, (7, 2)) * (0.55, 0.5), axis=0) * size + (x + stroke * size, y)
            curve = _smooth(np.clip(knots, (x - size / 2, y - size / 2), (x + 3 * size, y + size / 2)))
            for number, (a, b) in enumerate(pairwise(curve)):
                thick = max(2, round(size * (0.06 + 0.03 * np.sin(number / 9))))
                self.draw.line([tuple(a), tuple(b)], fill=colour, width=thick)

    def code(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code with its quiet zone."""
        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(add_quiet_zones=True)
        drawn = Image.fromarray(np.array(made)).resize((round(side),) * 2, Image.Resampling.NEAREST)
        self.image.paste(drawn.convert("RGB"), (round(x), round(y)))

    def box(self, x: float, y: float, side: float, ticked: bool = False) -> None:
        self.draw.rectangle([x, y, x + side, y + side], outline=INK, width=2)
        if ticked:
            self.draw.line(
                [(x + 0.2 * side, y + 0.5 * side), (x + 0.45 * side, y + 0.8 * side), (x + 0.95 * side, y)], fill=INK, width=4
            )


def _star(radius: float) -> list[tuple[float, float]]:
    return [(k * np.pi / 5, radius if k % 2 == 0 else radius * 0.38) for k in range(10)]


def _glyph(letter: str, size: int) -> Image.Image:
    picture = Image.new("L", (round(size * 1.5),) * 2, 0)
    ImageDraw.Draw(picture).text((picture.width / 2, picture.height / 2), letter, font=font(size), fill=255, anchor="mm")
    return picture


def _smooth(knots: NDArray[np.float64]) -> NDArray[np.float64]:
    """A Catmull-Rom curve through the knots."""
    padded = np.concatenate([knots[:1], knots, knots[-1:]])
    t = np.linspace(0, 1, 16)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.concatenate(pieces)


def turned(rgb: Rgb, degrees: float) -> tuple[Rgb, NDArray[np.float64]]:
    """The sheet laid askew in the scanner, and the matrix that took its pixels there."""
    height, width = rgb.shape[:2]
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
    return cv2.warpPerspective(rgb, matrix, (width, height), borderValue=(255, 255, 255)), matrix


def photographed(rgb: Rgb) -> tuple[Rgb, NDArray[np.float64]]:
    """The sheet on a dark table, taken from a corner in uneven light, and the matrix that took its pixels there."""
    height, width = rgb.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = np.array([[0.10, 0.06], [0.90, 0.09], [0.96, 0.95], [0.05, 0.91]], np.float32) * (width, height)
    matrix = cv2.getPerspectiveTransform(corners, there.astype(np.float32))
    picture = cv2.warpPerspective(rgb, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=(92, 70, 52))
    light = np.linspace(1.0, 0.6, width)[None, :, None] * np.linspace(1.0, 0.85, height)[:, None, None]
    return (picture * light).astype(np.uint8), matrix


def moved(matrix: NDArray[np.float64], box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The box around a box that the matrix has moved; pixels."""
    x0, y0, x1, y1 = box
    points = cv2.perspectiveTransform(np.array([[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]], np.float64), matrix)[0]
    return (*points.min(axis=0).tolist(), *points.max(axis=0).tolist())  # type: ignore[return-value]


def rescanned(rgb: Rgb, seed: int = 3) -> Rgb:
    """The same sheet scanned another day: moved by some pixels, darker, with noise and specks of dust."""
    random = np.random.default_rng(seed)
    shifted = np.roll(rgb, (9, -7), axis=(0, 1)).astype(np.float32)
    noisy = shifted * 0.94 + random.normal(0, 5, rgb.shape)
    for x, y in random.integers(20, min(rgb.shape[:2]) - 20, (25, 2)):
        noisy[y : y + 2, x : x + 2] = 60
    return np.clip(noisy, 0, 255).astype(np.uint8)


def curled(rgb: Rgb, rise: float) -> Rgb:
    """The sheet bent over, so that its rows rise by so many pixels towards the middle."""
    height, width = rgb.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    bent = cv2.remap(rgb, x, y + np.float32(rise) * (0.5 - np.sin(np.pi * x / width)), cv2.INTER_LINEAR, borderValue=(92, 70, 52))
    shade = 1 - 0.25 * np.cos(np.pi * np.arange(width) / width) ** 2
    return (bent * shade[None, :, None]).astype(np.uint8)
