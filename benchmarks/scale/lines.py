"""Curves as SVG, drawn here: one panel below the other, each with its axes and the names of its curves."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDE, HIGH, LEFT, TOP = 680, 240, 64, 40
TONES = ("#22394f", "#b07d2b", "#7a9a86")
SOFT = "#55524b"
STEPS = 4


class Curve(NamedTuple):
    """Its name, and its points in order."""

    name: str
    points: Sequence[tuple[float, float]]


class Panel(NamedTuple):
    """What is shown, and the curves that share its axes, which begin at zero."""

    title: str
    curves: Sequence[Curve]


def drawn(panels: Sequence[Panel]) -> str:
    """The whole picture."""
    high = (HIGH + TOP + 60) * len(panels)
    box = f'viewBox="0 0 {WIDE + LEFT + 20} {high}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="12">'
    tops = [at * (HIGH + TOP + 60) + TOP for at in range(len(panels))]
    parts = [f'<g transform="translate({LEFT},{top})">{_panel(each)}</g>' for top, each in zip(tops, panels, strict=True)]
    return "\n".join([head, '<rect width="100%" height="100%" fill="#ffffff"/>', *parts, "</svg>", ""])


def _panel(panel: Panel) -> str:
    most_x = _round_up(max(x for curve in panel.curves for x, _ in curve.points))
    most_y = _round_up(max(y for curve in panel.curves for _, y in curve.points))
    parts = [_text(0, -22, panel.title, "start")]
    for step in range(STEPS + 1):
        y, x = HIGH - HIGH * step / STEPS, WIDE * step / STEPS
        parts.append(f'<line x1="0" x2="{WIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e3e0d8"/>')
        parts.append(_text(-6, y + 4, f"{most_y * step / STEPS:g}", "end"))
        parts.append(_text(x, HIGH + 18, f"{most_x * step / STEPS:g}", "middle"))
    for number, curve in enumerate(panel.curves):
        tone = TONES[number % len(TONES)]
        points = " ".join(f"{x / most_x * WIDE:.1f},{HIGH - y / most_y * HIGH:.1f}" for x, y in curve.points)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{tone}" stroke-width="2"/>')
        parts.append(f'<rect x="{number * 220}" y="-12" width="14" height="4" fill="{tone}"/>')
        parts.append(_text(number * 220 + 20, -6, curve.name, "start"))
    return "".join(parts)


def _round_up(value: float) -> float:
    """The next number that is good to read on an axis of four steps."""
    size = 1.0
    while size * 10 < value:
        size *= 10
    return next(size * step for step in (1, 2, 4, 6, 8, 10) if size * step >= value)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{SOFT}">{escape(text)}</text>'
