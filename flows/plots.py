"""Plots as SVG, drawn here: bars by day, and bars with their names. Every number is also written beside its bar."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

WIDE, HIGH = 640, 180
INK, SECOND, SOFT = "#22394f", "#b07d2b", "#55524b"


def by_day(days: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Markup:
    """Columns side by side for each day (ISO), one colour a series."""
    most = max((value for _, values in series for value in values), default=0) or 1
    step = WIDE / max(1, len(days))
    bar = min(16.0, step / (len(series) + 0.6))
    parts = [f'<line x1="0" x2="{WIDE}" y1="{HIGH}" y2="{HIGH}" stroke="#8d897e"/>']
    for at, day in enumerate(days):
        for number, (name, values) in enumerate(series):
            height = values[at] / most * (HIGH - 24)
            x, y = at * step + number * bar + 2, HIGH - height
            title = f"<title>{escape(f'{day} {name} {values[at]}')}</title>"
            parts.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{bar - 1:.1f}" height="{height:.1f}" fill="{_tone(number)}">{title}</rect>'
            )
            if values[at] and step > 18:
                parts.append(_text(x + bar / 2, y - 4, str(values[at]), "middle"))
        if at % max(1, len(days) // 8) == 0:
            parts.append(_text(at * step + 2, HIGH + 16, day[5:], "start"))
    return _svg(parts, HIGH + 24, "；".join(f"{name}合计 {sum(values)}" for name, values in series))


def named(rows: Sequence[tuple[str, float, str]]) -> Markup:
    """A bar a row: its name, its share of the whole width (0 to 1), and what is written behind it."""
    parts = []
    for at, (name, share, written) in enumerate(rows):
        y = at * 24
        parts.append(_text(250, y + 15, name if len(name) < 20 else f"{name[:19]}…", "end"))
        parts.append(f'<rect x="258" y="{y + 4}" width="{share * 300:.1f}" height="14" fill="{INK}"/>')
        parts.append(_text(264 + share * 300, y + 15, written, "start"))
    return _svg(parts, 24 * len(rows) + 4, "；".join(f"{name} {written}" for name, _, written in rows))


def _tone(number: int) -> str:
    return (INK, SECOND)[number % 2]


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12" fill="{SOFT}">{escape(text)}</text>'


def _svg(parts: Sequence[str], high: float, told: str) -> Markup:
    head = f'<svg class="plot" viewBox="0 0 {WIDE} {high:.0f}" role="img" aria-label="{escape(told)}">'
    return Markup("".join([head, *parts, "</svg>"]))  # all text in it is escaped above
