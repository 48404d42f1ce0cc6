"""An elliptic arc as a row of short straight lines (GB/T 33190 §9.1.3 and SVG write arcs alike: radii, turn, two flags, end)."""

from math import acos, ceil, cos, hypot, pi, radians, sin, sqrt

Point = tuple[float, float]
_STEP = pi / 24


def arc(start: Point, radii: Point, turn: float, large: bool, clockwise: bool, end: Point) -> list[Point]:
    """The points from behind `start` to `end`; `turn` in degrees. Radii that are too small are made large enough."""
    rx, ry, phi = abs(radii[0]), abs(radii[1]), radians(turn)
    if rx == 0 or ry == 0 or start == end:
        return [end]
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos(phi) * half_x + sin(phi) * half_y, -sin(phi) * half_x + cos(phi) * half_y
    reach = sqrt((x / rx) ** 2 + (y / ry) ** 2)
    rx, ry = (rx * reach, ry * reach) if reach > 1 else (rx, ry)
    off = sqrt(max(0.0, 1 / ((x / rx) ** 2 + (y / ry) ** 2) - 1)) * (-1 if large == clockwise else 1)
    cx, cy = off * rx * y / ry, -off * ry * x / rx
    first, last = _angle((x - cx) / rx, (y - cy) / ry), _angle((-x - cx) / rx, (-y - cy) / ry)
    swept = (last - first) % (2 * pi) if clockwise else -((first - last) % (2 * pi))
    steps = max(1, ceil(abs(swept) / _STEP))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    found = []
    for k in range(1, steps):
        u, v = cx + rx * cos(first + swept * k / steps), cy + ry * sin(first + swept * k / steps)
        found.append((cos(phi) * u - sin(phi) * v + middle[0], sin(phi) * u + cos(phi) * v + middle[1]))
    return [*found, end]


def _angle(x: float, y: float) -> float:
    angle = acos(min(1.0, max(-1.0, x / (hypot(x, y) or 1.0))))
    return angle if y >= 0 else -angle
