"""The lettering of a seal: the ring of characters unrolled into a strip, the straight line below the star read as it stands."""

import re
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.marks.block_text import Strip, read_block
from extractors.marks.blocks import upright
from extractors.marks.ring import Ring, around, sample
from extractors.pages.cleaning import redness
from extractors.pages.picture import Rgb

HEIGHT = 48
"""Pixels; what the recogniser takes."""

BAND = (0.6, 0.94)
"""Where the ring's lettering stands, as shares of the radius."""

_PURPOSE = re.compile(
    r"((?:专利|合同|财务|业务|人事|发票|登记|受理|职称|资格|学籍|学历|证书|证明|认证|考试|评审|审核|审批|行政|科研|教务|档案|技术|"
    r"检验|检测|鉴定|社保|缴费|查询|公示|推荐|申报|投标|报关){1,2})专用"
)
"""What the line below the star names; read-errors and the ends of the ring's lettering around it do not belong to it."""

CEILING = 0.93
"""Of seals read beyond doubt on made pages, so many were right to the last character."""

SPACE = 8
"""Pixels of white that are left between two characters of a strip."""

LINE = (0.22, 0.72)
"""Between which heights the straight line stands, downwards from the middle, as shares of the radius."""

ACROSS = (0.86, 0.3)
"""How wide and how high the band is that a line across the middle of an oval seal stands in, as shares of its half axes."""

NAME = 4
"""From so many characters on such a line is the organisation's name."""

DOUBTFUL = 0.75
"""What the lettering on an oval's ring is read with at most where its name may stand across its middle; and that at least."""

SURE = 0.97
"""Trust above which one reading is enough."""


class Lettering(NamedTuple):
    """What a seal says: the ring first, then the straight line; and how far that may be trusted (0 to 1)."""

    text: str | None
    confidence: float


def read_seal(rgb: Rgb, ring: Ring, grey: bool, strip: Strip) -> Lettering:
    """Reads the seal on the working picture. A cut seal, or one without legible characters, gives no text."""
    ink = seal_ink(rgb, ring, grey)
    if ring.shape == "square":
        return _kept(*read_block(ink, ring, strip))
    straight, straight_trust = _straight(ink, ring, strip)
    text, trust = _ring_text(rgb, ring, grey, ink, strip, bool(straight))
    if ring.shape == "oval" and trust < DOUBTFUL:
        name, sure = _middle(ink, ring, strip)
        if len(name) >= NAME and sure >= DOUBTFUL:
            text, straight, trust = name, "", sure
    if ring.cut:
        trust *= 0.5
    if len(text) < 2:
        return _kept(straight, straight_trust * 0.8)
    return _kept(text + straight, min(trust, straight_trust) if straight else trust)


def _ring_text(rgb: Rgb, ring: Ring, grey: bool, ink: NDArray[np.uint8], strip: Strip, lined: bool) -> tuple[str, float]:
    """The ring's text: read once where that is beyond doubt, else once more with the print taken off more widely.

    Where the seal is `lined`, the ends of its straight line reach into the ring's band and are taken out first.
    """
    first = _read(_unrolled(_without_line(ink, ring, lined), ring), strip)
    if first[1] > SURE:
        return first
    second = _read(_unrolled(_without_line(seal_ink(rgb, ring, grey, fringe=3), ring, lined), ring), strip)
    text, trust = max(first, second, key=lambda one: (one[1] * min(1.0, len(one[0]) / 6), len(one[0])))
    return text, trust * (1.0 if first[0] == second[0] else 0.8)


def _without_line(ink: NDArray[np.uint8], ring: Ring, lined: bool) -> NDArray[np.uint8]:
    if not lined:
        return ink
    cleared = ink.copy()
    x0, x1 = (max(0, round(ring.x + side * 0.5 * ring.a)) for side in (-1, 1))
    y0, y1 = (max(0, round(ring.y + share * ring.b)) for share in LINE)
    cleared[y0:y1, x0:x1] = 0
    return cleared


def _read(band: NDArray[np.uint8], strip: Strip) -> tuple[str, float]:
    """The text of an unrolled band; less sure where it holds more characters than were read."""
    text, trust = strip(_paper(band))
    letters = _clean(text)
    return letters, trust * min(1.0, (len(letters) + 0.3) / max(1, _slots(band)))


def _slots(band: NDArray[np.uint8]) -> int:
    """How many characters stand in the band, by the pitch of the inked stretches."""
    inked = (band[5:-5] > 90).mean(axis=0) > 0.05
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inked.astype(np.int8), [0]])))
    middles = np.array([(a + b) / 2 for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > HEIGHT / 5])
    if len(middles) < 3:
        return len(middles)
    pitch = float(np.median(np.diff(middles)))
    return int(round((middles[-1] - middles[0]) / max(pitch, HEIGHT / 2)) + 1)


def seal_ink(rgb: Rgb, ring: Ring, grey: bool, fringe: int = 0) -> NDArray[np.uint8]:
    """The seal's own ink as brightness (255 is ink), on the whole picture's grid.

    Red ink is sharpest in the green channel (JPEG keeps colour at half the size only). What is dark in the red channel too,
    or darker than a grey seal's own ring, is print over the seal: it is cut out, with a `fringe` of pixels if asked for,
    and the strokes of the seal are continued across the gap.
    """
    x0, y0, x1, y1 = _bounds(ring, rgb.shape)
    patch = rgb[y0:y1, x0:x1]
    level = cv2.cvtColor(patch, cv2.COLOR_RGB2GRAY) if grey else patch[..., 1]
    paper, own = float(np.percentile(level, 85)), own_level(level, ring, x0, y0)
    print_ = level < own - 30 if grey else patch[..., 0] < 0.76 * float(np.percentile(patch[..., 0], 85))
    holes = cv2.dilate(print_.astype(np.uint8), np.ones((fringe, fringe), np.uint8)) if fringe else print_.astype(np.uint8)
    strength = np.clip((paper - 10.0 - level) / max(25.0, paper - 10.0 - own) * 255, 0, 255).astype(np.uint8)
    strength = np.asarray(cv2.inpaint(strength, holes, 3, cv2.INPAINT_TELEA), np.uint8)
    if not grey:
        strength[(cv2.dilate(redness(patch), np.ones((5, 5), np.uint8)) < 14) & (holes == 0)] = 0
    ink = np.zeros(rgb.shape[:2], np.uint8)
    ink[y0:y1, x0:x1] = strength
    return ink


def own_level(level: NDArray[np.uint8], ring: Ring, x0: int = 0, y0: int = 0) -> float:
    """How dark the ring itself is: the median along it of the darkest pixel across it; `level` begins at ``(x0, y0)``."""
    outlines = [around(ring, factor) - (x0, y0) for factor in (0.98, 1.0, 1.02)]
    samples = [sample(level, np.asarray(points, np.float32)) for points in outlines]
    values = np.min([np.where(on, values, 255) for values, on in samples], axis=0)
    return float(np.median(values))


def _bounds(ring: Ring, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = ring.rect
    return max(0, int(x0)), max(0, int(y0)), min(shape[1], int(x1) + 1), min(shape[0], int(y1) + 1)


def _paper(ink: NDArray[np.uint8]) -> Rgb:
    """Dark on white, as the recogniser expects it."""
    return np.asarray(cv2.cvtColor(cv2.bitwise_not(ink), cv2.COLOR_GRAY2RGB), np.uint8)


def _unrolled(ink: NDArray[np.uint8], ring: Ring) -> NDArray[np.uint8]:
    """A strip `HEIGHT` pixels high; its top is the ring's outside."""
    (inner, outer), radius = BAND, (ring.a + ring.b) / 2
    length = max(HEIGHT, round(2 * np.pi * radius * (inner + outer) / 2 * HEIGHT / (radius * (outer - inner))))
    turns = np.linspace(0, 2 * np.pi, length, endpoint=False, dtype=np.float32) + np.float32(np.pi / 2)
    shares = np.linspace(outer, inner, HEIGHT, dtype=np.float32)[:, None]
    lean = np.radians(ring.angle)
    u, v = ring.a * shares * np.cos(turns - lean), ring.b * shares * np.sin(turns - lean)
    xs = (ring.x + u * np.cos(lean) - v * np.sin(lean)).astype(np.float32)
    ys = (ring.y + u * np.sin(lean) + v * np.cos(lean)).astype(np.float32)
    strip = cv2.remap(ink, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    return _trimmed(strip)


def _trimmed(strip: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The strip begun and ended at its widest gap, which lies at the foot of the seal, however it was turned."""
    inked = (strip[4:-8] > 90).mean(axis=0) > 0.06
    inked = cv2.morphologyEx(inked.astype(np.uint8)[None], cv2.MORPH_OPEN, np.ones((1, 3), np.uint8))[0] > 0
    if not inked.any():
        return strip
    length = len(inked)
    marks = np.flatnonzero(np.concatenate([inked, inked]))
    gaps = np.diff(marks)
    widest = int(gaps.argmax())
    start, end = int(marks[widest + 1]), int(marks[widest]) + length
    start, end = start % length, end % length + (length if end % length <= start % length else 0)
    return _tightened(strip[:, np.arange(start - 12, end + 12) % length])


def _tightened(band: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Without most of the white between the characters: the recogniser was taught on print, which stands closer."""
    inked = (band[5:-5] > 90).mean(axis=0) > 0.04
    since = np.arange(len(inked)) - np.maximum.accumulate(np.where(inked, np.arange(len(inked)), -1))
    return band[:, since <= SPACE]


def _straight(ink: NDArray[np.uint8], ring: Ring, strip: Strip) -> tuple[str, float]:
    """What the line below the star says the seal is for (合同专用章, 财务专用章 …); nothing where it says no such thing.

    Print that runs through the seal at that height is not its lettering, so only this wording counts.
    """
    band = _across(ink, ring) if ring.shape == "oval" else _crop(ink, ring, *LINE)
    if band.size == 0 or band.shape[0] < 8 or (band > 90).mean() < 0.05:
        return "", 0.0
    rows = (band > 90).mean(axis=1)
    lit = np.flatnonzero(rows > 0.04)
    if not len(lit):
        return "", 0.0
    text, trust = strip(_paper(band[max(0, lit[0] - 3) : lit[-1] + 4]))
    found = _PURPOSE.search("".join(char for char in text if "\u4e00" <= char <= "\u9fff"))
    return (found[1] + "专用章", trust) if found else ("", 0.0)


def _middle(ink: NDArray[np.uint8], ring: Ring, strip: Strip) -> tuple[str, float]:
    """What stands straight across the middle of an oval seal; nothing where its line is none of Han characters."""
    band = _across(ink, ring)
    if min(band.shape) < 8 or (band > 90).mean() < 0.05:
        return "", 0.0
    text, trust = strip(_paper(band))
    return ("", 0.0) if any(char.isalnum() and not "\u3400" <= char <= "\u9fff" for char in text) else (_clean(text), trust)


def _across(ink: NDArray[np.uint8], ring: Ring) -> NDArray[np.uint8]:
    """The band across the middle of an oval seal, level, without what is empty above and below."""
    wide, high, lean = ring.a, ring.b, (ring.angle + 90) % 180 - 90
    if wide < high:
        wide, high, lean = high, wide, lean - 90 if lean > 0 else lean + 90
    frame = ring._replace(a=ACROSS[0] * wide, b=ACROSS[1] * high, angle=lean, shape="square")
    band = upright(ink, frame)
    lit = np.flatnonzero((band > 90).mean(axis=1) > 0.04)
    return band[max(0, lit[0] - 3) : lit[-1] + 4] if len(lit) else band[:0]


def _crop(ink: NDArray[np.uint8], ring: Ring, top: float, bottom: float) -> NDArray[np.uint8]:
    """The part of the seal between two heights (shares of the half height, downwards positive)."""
    wide = 0.56
    y0, y1 = round(ring.y + top * ring.b), round(ring.y + bottom * ring.b)
    x0, x1 = round(ring.x - wide * ring.a), round(ring.x + wide * ring.a)
    return ink[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]


def _clean(text: str) -> str:
    """Without what a ring's lettering does not hold: spaces, stray signs; the number at the foot stays out as well."""
    letters = "".join(char for char in text if char.isalnum() or char in "()（）·")
    return letters.strip("0123456789()（）·") if any("\u4e00" <= char <= "\u9fff" for char in letters) else letters


def _kept(text: str, trust: float) -> Lettering:
    return Lettering(text, round(CEILING * trust, 3)) if len(text) >= 2 else Lettering(None, 0.0)
