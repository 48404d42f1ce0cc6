"""What stands on an OFD page, drawn: text character by character, shapes, pictures. Fonts within the file are not used."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from extractors.files.arcs import arc
from extractors.files.drawn import Canvas, Drawing, numbers
from extractors.files.glyphs import Matrix, apply, bounds_under, multiply
from extractors.files.ofd_parts import Resources, child, children, floats, local, matrix, rect
from extractors.files.refusal import Refusal, damaged, too_much

_MOST = 200_000  # things drawn on a page
_MOST_DEEP = 32
_LARGE = 0.05  # of the page: a smaller picture is an ornament
_THIN = 0.353  # millimetres: the standard's breadth of a stroke
_STEP = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Take = Callable[[str], str]
"""Takes in the picture of a resource's part; gives the name under which it can be drawn. Raises `Refusal`."""


class Pen:
    """Draws the objects of a page, of its templates and annotations, on one canvas. `base` leads from millimetres to points."""

    def __init__(self, drawing: Drawing, canvas: Canvas, base: Matrix, take: Take) -> None:
        self.drawing, self.canvas, self.base, self.take = drawing, canvas, base, take
        self.count = 0

    def content(self, root: Element | None, held: Resources) -> None:
        """The layers of a page or of a template."""
        for layer in children(child(root, "Content"), "Layer"):
            self.objects(layer, self.base, held, 0)

    def objects(self, holder: Iterable[Element], to_page: Matrix, held: Resources, depth: int) -> None:
        """What an element holds, in its order; `to_page` leads from its space to points."""
        for node in holder:
            name = local(node)
            if (node.get("Visible") or "true").strip().lower() == "false":
                continue
            if name in ("TextObject", "PathObject", "ImageObject"):
                self.count += 1
                self._one(name, node, multiply(matrix(node), to_page), to_page, held)
            elif depth < _MOST_DEEP and name in ("PageBlock", "Layer"):
                self.objects(node, to_page, held, depth + 1)
            elif depth < _MOST_DEEP and name == "CompositeObject":
                unit = held.units.get((node.get("ResourceID") or "").strip())
                self.objects(_content(unit), multiply(matrix(node), to_page), held, depth + 1)
            if self.count > _MOST:
                raise too_much("OFD 页面的内容", f" {_MOST // 10_000} 万项")

    def _one(self, name: str, node: Element, own: Matrix, outer: Matrix, held: Resources) -> None:
        if name == "ImageObject":
            self._image(node, own, outer, held)
            return
        param = held.params.get((node.get("DrawParam") or "").strip())
        fill, stroke = _colour(node, param, "FillColor"), _colour(node, param, "StrokeColor")
        if name == "TextObject":
            self.canvas.content.append(f"{fill} rg")
            self._text(node, own)
        else:
            self._path(node, own, fill, stroke, param)

    def _text(self, node: Element, own: Matrix) -> None:
        size, wide = _float(node.get("Size"), 3.5), _float(node.get("HScale"), 1.0)
        x = y = 0.0
        for code in children(node, "TextCode"):
            x, y = _float(code.get("X"), x), _float(code.get("Y"), y)
            for char, at_x, at_y in _placed(code, x, y, size * wide):
                self.count += 1
                if self.count > _MOST:
                    return
                if not char.isspace():
                    self.drawing.text(self.canvas, char, multiply((size * wide, 0.0, 0.0, -size, at_x, at_y), own))

    def _image(self, node: Element, own: Matrix, outer: Matrix, held: Resources) -> None:
        """Raises `Refusal` where a large picture is not to be had: the page must not look as if nothing stood there."""
        box = rect(node.get("Boundary"))
        if not node.get("CTM"):
            if box is None:
                return
            own = multiply((box[2], 0.0, 0.0, box[3], box[0], box[1]), outer)
        place = held.media.get((node.get("ResourceID") or "").strip())
        try:
            if place is None:
                raise damaged("OFD 文件内的图片")
            name = self.take(place)
        except Refusal:
            x0, y0, x1, y1 = bounds_under(own, 0.0, 0.0, 1.0, 1.0)
            if (x1 - x0) * (y1 - y0) > _LARGE * self.canvas.width * self.canvas.height:
                raise
            return
        self.drawing.image(self.canvas, name, multiply((1.0, 0.0, 0.0, -1.0, 0.0, 1.0), own))

    def _path(self, node: Element, own: Matrix, fill: str, stroke: str, param: Element | None) -> None:
        filled = (node.get("Fill") or "false").strip().lower() == "true"
        stroked = (node.get("Stroke") or "true").strip().lower() == "true"
        data = child(node, "AbbreviatedData")
        steps = _outline(data.text if data is not None else None, own)
        if not steps or not (filled or stroked):
            return
        width = _float(node.get("LineWidth") or (param.get("LineWidth") if param is not None else None), _THIN)
        breadth = width * abs(own[0] * own[3] - own[1] * own[2]) ** 0.5
        rule = "*" if (node.get("Rule") or "").strip() == "Even-Odd" else ""
        how = ("B" if stroked else "f") + rule if filled else "S"
        self.canvas.content.append(f"q {fill} rg {stroke} RG {numbers(max(breadth, 0.1))} w {' '.join(steps)} {how} Q")


def stamp(pen: Pen, name: str, box: tuple[float, float, float, float], clip: tuple[float, float, float, float] | None) -> None:
    """The picture of an electronic seal over what stands there, as ink does; `clip` is the part of it that is to be seen."""
    x, y, width, height = box
    drawn = multiply((width, 0.0, 0.0, -height, x, y + height), pen.base)
    if clip is not None:
        corners = [apply(pen.base, x + cx, y + cy) for cx, cy in ((clip[0], clip[1]), (clip[0] + clip[2], clip[1] + clip[3]))]
        (left, top), (right, bottom) = corners
        pen.canvas.content.append(f"q {numbers(left, bottom, right - left, top - bottom)} re W n")
    pen.drawing.image(pen.canvas, name, drawn, through=True)
    if clip is not None:
        pen.canvas.content.append("Q")


def _content(unit: Element | None) -> Iterable[Element]:
    found = child(unit, "Content")
    return found if found is not None else ()


def _placed(code: Element, x: float, y: float, em: float) -> Iterator[tuple[str, float, float]]:
    """The characters of a run with their places; one without a step behind it is followed after its own width."""
    text = [char for char in code.text or "" if unicodedata.category(char) != "Cc"]
    steps_x, steps_y = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
    for number, char in enumerate(text):
        yield char, x, y
        wide = em if unicodedata.east_asian_width(char) in "WF" else em / 2
        x += steps_x[number] if number < len(steps_x) else 0.0 if number < len(steps_y) else wide
        y += steps_y[number] if number < len(steps_y) else 0.0


def _steps(value: str | None, most: int) -> list[float]:
    """The list of steps, in which ``g 3 2.5`` stands for three of 2.5; no longer than it can be used."""
    found: list[float] = []
    words = (value or "").split()
    at = 0
    while at < len(words) and len(found) < most:
        repeated = words[at] == "g" and at + 2 < len(words)
        step = floats(words[at + 2] if repeated else words[at])
        count = floats(words[at + 1]) if repeated else [1.0]
        found += step[:1] * int(max(0.0, min(count[0] if count else 0.0, most - len(found))))
        at += 3 if repeated else 1
    return found


class _Outline(NamedTuple):
    """A path while it is made: the operators, and the point reached, in the space of the object."""

    steps: list[str]
    points: list[tuple[float, float]]


def _outline(data: str | None, own: Matrix) -> list[str]:
    """A shape as operators of a content stream."""
    words = _STEP.findall(data or "")
    made = _Outline([], [(0.0, 0.0)])
    at = 0
    while at < len(words) and len(made.steps) < _MOST:
        count = _ARGUMENTS.get(words[at])
        if count is None:
            at += 1
            continue
        values = floats(" ".join(words[at + 1 : at + 1 + count]))
        if len(values) == count:
            _step(words[at], values, own, made)
        at += 1 + count
    return made.steps


def _step(kind: str, values: list[float], own: Matrix, made: _Outline) -> None:
    points = [(values[k], values[k + 1]) for k in range(0, len(values) - 1, 2)]
    if kind == "C":
        made.steps.append("h")
        return
    if kind == "A":
        for point in arc(
            made.points[-1], (values[0], values[1]), values[2], values[3] != 0, values[4] != 0, (values[5], values[6])
        ):
            _step("L", list(point), own, made)
        return
    if kind == "Q":
        (x0, y0), (x1, y1), (x2, y2) = made.points[-1], points[0], points[1]
        points = [((x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3), ((x2 + 2 * x1) / 3, (y2 + 2 * y1) / 3), (x2, y2)]
    made.points.append(points[-1])
    operator = {"S": "m", "M": "m", "L": "l", "Q": "c", "B": "c"}[kind]
    made.steps.append(f"{numbers(*(value for x, y in points for value in apply(own, x, y)))} {operator}")


def _colour(node: Element, param: Element | None, name: str) -> str:
    """Red, green and blue as fractions; black where nothing (or a pattern) is said."""
    found = child(node, name)
    if found is None:
        found = child(param, name)
    values = floats(found.get("Value")) if found is not None else []
    if len(values) == 1:
        values *= 3
    if len(values) == 4:
        values = [255 * (1 - min(1.0, part / 255 + values[3] / 255)) for part in values[:3]]
    return numbers(*(min(1.0, max(0.0, value / 255)) for value in values[:3])) if len(values) >= 3 else "0 0 0"


def _float(value: str | None, default: float) -> float:
    found = floats(value)
    return found[0] if found else default
