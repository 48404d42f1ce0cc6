"""Automatic numbers of a Word file (1. · 一、 · （二）): a reader sees them, but they stand in no text."""

from collections.abc import Mapping
from typing import NamedTuple

from extractors.files.package import Element, Package, attribute, child, local
from extractors.files.symbols import symbol

_DIGITS = "〇一二三四五六七八九"


class _Level(NamedTuple):
    """How one level of a list is numbered; `text` holds ``%1`` for the number of the first level, and so on."""

    style: str
    text: str
    start: int


class Numbering:
    """Counts through the numbered paragraphs of a file, in their order."""

    def __init__(self, pack: Package, main: str) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.kinds: dict[str, str] = {}
        self.styles: dict[str, Element] = {}
        self.counts: dict[str, dict[int, int]] = {}
        parts = {kind: target for kind, target in pack.related(main).values() if target in pack.names}
        if "numbering" in parts:
            self._read(pack.xml(parts["numbering"]))
            if "styles" in parts:
                self.styles = _numbered_styles(pack.xml(parts["styles"]))

    def _read(self, root: Element) -> None:
        for node in root:
            name, key = local(node), attribute(node, "abstractNumId") or attribute(node, "numId") or ""
            if name == "abstractNum":
                self.levels[key] = {_integer(attribute(level, "ilvl")): _level(level) for level in node if local(level) == "lvl"}
            elif name == "num" and (abstract := child(node, "abstractNumId")) is not None:
                self.kinds[attribute(node, "numId") or ""] = attribute(abstract, "val") or ""

    def label(self, paragraph: Element) -> str:
        """The number that stands before this paragraph; "" where there is none. To be asked of every paragraph, in order."""
        properties = child(paragraph, "pPr", "numPr")
        if properties is None:
            style = child(paragraph, "pPr", "pStyle")
            properties = self.styles.get(attribute(style, "val") or "") if style is not None else None
        if properties is None:
            return ""
        kind = self.kinds.get(_value(child(properties, "numId")), "")
        depth = _integer(_value(child(properties, "ilvl")))
        level = self.levels.get(kind, {}).get(depth)
        return "" if level is None else self._next(kind, depth, level)

    def _next(self, kind: str, depth: int, level: _Level) -> str:
        counts = self.counts.setdefault(kind, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return _written(level, counts, self.levels[kind])


def _written(level: _Level, counts: Mapping[int, int], levels: Mapping[int, _Level]) -> str:
    text = level.text
    if level.style == "bullet":
        return text if text in "☐☑□■" else ""
    for depth in range(9):
        if f"%{depth + 1}" in text:
            own = levels.get(depth, level)
            text = text.replace(f"%{depth + 1}", number(counts.get(depth, own.start), own.style))
    return text


def number(value: int, style: str) -> str:
    """A number in one of Word's styles; Arabic for those that are not told apart here."""
    if style in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting"):
        return chinese(value)
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (value - 1) % 26)
        return letter if style == "upperLetter" else letter.lower()
    if style == "decimalEnclosedCircle" and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    return "" if style == "none" else str(value)


def chinese(value: int) -> str:
    """1 to 99 as a count in Chinese (十二, 二十); larger ones in Arabic figures."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def _level(node: Element) -> _Level:
    fonts = child(node, "rPr", "rFonts")
    font = (attribute(fonts, "ascii") or "") if fonts is not None else ""
    text = "".join(symbol(font, char) for char in _value(child(node, "lvlText")))
    return _Level(_value(child(node, "numFmt")) or "decimal", text, _integer(_value(child(node, "start")), 1))


def _numbered_styles(root: Element) -> dict[str, Element]:
    styles = {}
    for node in root:
        if local(node) == "style" and (properties := child(node, "pPr", "numPr")) is not None:
            styles[attribute(node, "styleId") or ""] = properties
    return styles


def _value(node: Element | None) -> str:
    return "" if node is None else attribute(node, "val") or ""


def _integer(text: str | None, default: int = 0) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default
