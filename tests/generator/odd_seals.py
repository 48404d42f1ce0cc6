"""Seals that are not round: square ones and oval ones; and seals of which hardly any ink is left."""

import io
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from samples import seals

ODD = 0.06
"""How often an organisation has a seal of another shape."""


class OddPen:
    """Draws as `samples.seals` does, but for a seal now and then. What it chooses comes of chances of its own."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def seal(self, rng: Random, text: str, /) -> bytes:
        """The organisation's seal: a round one mostly."""
        usual = seals.seal(rng, text)
        if self._rng.random() > ODD:
            return usual
        return self._rng.choice((square, oval))(self._rng, text)

    def signature(self, rng: Random, name: str, /) -> bytes:
        """A person's signature."""
        return seals.signature(rng, name)


def square(rng: Random, text: str, pixels: int = 300) -> bytes:
    """方章: the name in columns from the right, within a frame."""
    size = 2 * pixels
    ink = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(ink)
    edge, inner = size * 0.115, size * 0.155
    draw.rectangle((edge, edge, size - edge, size - edge), outline=255, width=size // 36)
    rows = next(n for n in range(2, 9) if n * n >= len(text))
    columns = -(-len(text) // rows)
    high, wide = (size - 2 * inner) / rows, (size - 2 * inner) / columns
    letters = seals.font("song", int(min(high, wide) * 0.96))
    for index, letter in enumerate(text):
        column, row = divmod(index, rows)
        at = (size - inner - (column + 0.5) * wide, inner + (row + 0.5) * high)
        draw.text(at, letter, fill=255, font=letters, anchor="mm")
    return seals.pressed(rng, ink, pixels)


def oval(rng: Random, text: str, pixels: int = 300) -> bytes:
    """椭圆章: the name along the upper half of the oval, a star below it."""
    size = 2 * pixels
    ink = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(ink)
    draw.ellipse((8, size * 0.16, size - 8, size * 0.84), outline=255, width=size // 42)
    draw.polygon(seals.star(size / 2, size * 0.58, size * 0.07), fill=255)
    angles = np.radians(np.linspace(-200, 20, 400))
    x, y = size * (0.5 + 0.405 * np.cos(angles)), size * (0.5 + 0.25 * np.sin(angles))
    length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    step = length[-1] / len(text)
    letters = seals.font("song", int(min(size * 0.11, step * 0.92)))
    for index, letter in enumerate(text):
        at = int(np.searchsorted(length, (index + 0.5) * step))
        outwards = np.degrees(np.arctan2(0.25 * np.cos(angles[at]), -0.405 * np.sin(angles[at])))
        cell = Image.new("L", (size, size), 0)
        ImageDraw.Draw(cell).text((x[at], y[at]), letter, fill=255, font=letters, anchor="mm")
        ink.paste(255, (0, 0, size, size), cell.rotate(-outwards, Image.Resampling.BICUBIC, center=(x[at], y[at])))
    return seals.pressed(rng, ink, pixels)


def faded(mark: bytes, left: float) -> bytes:
    """The same with so much of its ink `left`, a share."""
    image = Image.open(io.BytesIO(mark))
    image.putalpha(image.getchannel("A").point(lambda alpha: int(alpha * left)))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
