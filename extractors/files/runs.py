"""What stands in a Word paragraph, in order: text as a reader sees it, pictures, text boxes; python-docx loses half of it."""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.files.package import Element, attribute, child, local, switched_on
from extractors.files.symbols import TICKED, UNTICKED, symbol

EMU = 12_700.0  # English metric units to a point

_SKIPPED = {
    "del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt", "commentReference",
    "footnoteReference", "endnoteReference", "annotationRef", "proofErr", "bookmarkStart", "bookmarkEnd",
}  # fmt: skip
_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


class Picture(NamedTuple):
    """A picture set into the text: the relationship that leads to its bytes, and its size in points. Ink has no bytes."""

    relation: str | None
    width: float
    height: float
    ink: bool = False


class TextBox(NamedTuple):
    """A box of text anchored in the paragraph: the element whose children are its blocks."""

    content: Element


Piece = str | Picture | TextBox


def pieces(node: Element, font: str = "") -> Iterator[Piece]:
    """The pieces of a paragraph (or of any part of one). Deleted text and placeholders are left out, insertions are in."""
    for inner in node:
        name = local(inner)
        if name in _SKIPPED or not name:
            continue
        yield from _piece(inner, name, font)


def _piece(node: Element, name: str, font: str) -> Iterator[Piece]:
    if name == "t":
        yield "".join(symbol(font, char) for char in node.text or "") if font else node.text or ""
    elif name in _TEXT:
        yield _TEXT[name]
    elif name == "sym":
        yield _symbol(node)
    elif name == "fldChar":
        yield _form_field(node)
    elif name == "sdt":
        yield from content_control(node)
    elif name == "r":
        if not switched_on(child(node, "rPr", "vanish")):
            yield from pieces(node, _symbol_font(node))
    elif name in ("drawing", "pict", "object"):
        yield from _drawn(node)
    elif name == "AlternateContent":
        yield from _alternative(node)
    else:
        yield from pieces(node, font)


def _symbol(node: Element) -> str:
    try:
        char = chr(int(attribute(node, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
    return symbol(attribute(node, "font") or "", char)


def _symbol_font(run: Element) -> str:
    """The run's font, where it is one that shows other things than letters."""
    fonts = child(run, "rPr", "rFonts")
    font = (attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "") if fonts is not None else ""
    return font if font.lower().startswith(("wingdings", "webdings")) else ""


def _form_field(node: Element) -> str:
    """A legacy form field's state: a check box as ☑ or ☐, a drop-down as its chosen entry; others show their own text."""
    box = child(node, "ffData", "checkBox")
    if box is not None:
        state = child(box, "checked")
        return TICKED if switched_on(state if state is not None else child(box, "default")) else UNTICKED
    choices = child(node, "ffData", "ddList")
    if choices is None:
        return ""
    entries = [attribute(entry, "val") or "" for entry in choices if local(entry) == "listEntry"]
    chosen = child(choices, "result")
    index = int(attribute(chosen, "val") or 0) if chosen is not None else 0
    return entries[index] if index < len(entries) else ""


def content_control(node: Element) -> Iterator[Piece]:
    """A content control in a line: its content, a check box as ☑ or ☐, nothing where it still shows its placeholder."""
    ticked = checkbox(node)
    if ticked is not None:
        yield TICKED if ticked else UNTICKED
    elif (content := child(node, "sdtContent")) is not None and not placeholder(node):
        yield from pieces(content)


def checkbox(control: Element) -> bool | None:
    """Whether a check box control is ticked; None for any other control."""
    box = child(control, "sdtPr", "checkbox")
    return None if box is None else (state := child(box, "checked")) is not None and switched_on(state)


def placeholder(control: Element) -> bool:
    """Whether a content control shows only what invites to fill it in."""
    return switched_on(child(control, "sdtPr", "showingPlcHdr"))


def _alternative(node: Element) -> Iterator[Piece]:
    """The first alternative that shows something: they are the same thing told twice, and must not be read twice."""
    for choice in node:
        found = list(pieces(choice))
        if any(not isinstance(piece, str) or piece.strip() for piece in found):
            yield from found
            return


def _drawn(node: Element) -> Iterator[Piece]:
    """Pictures and text boxes of a drawing, in DrawingML or VML, however deeply grouped."""
    width, height = _extent(node)
    for inner in node.iter():
        name = local(inner)
        if name == "txbxContent" and not _nested(inner, node):
            yield TextBox(inner)
        elif name in ("blip", "imagedata") and not _nested(inner, node):
            relation = attribute(inner, "embed") or attribute(inner, "id")
            if relation:
                yield Picture(relation, width, height)
        elif name == "contentPart":
            yield Picture(None, width, height, ink=True)


def _nested(inner: Element, outer: Element) -> bool:
    """Whether it lies in a text box of the drawing (whose blocks are read later), or in an alternative's fallback."""
    for above in inner.iterancestors():
        if above is outer:
            return False
        if local(above) in ("txbxContent", "Fallback"):
            return True
    return False


def _extent(node: Element) -> tuple[float, float]:
    """The drawing's size in points; a stamp's size where it does not say."""
    for inner in node.iter():
        if local(inner) == "extent":
            return _number(attribute(inner, "cx")) / EMU, _number(attribute(inner, "cy")) / EMU
        style = inner.get("style") if local(inner) in ("shape", "rect", "group", "image") else None
        if style:
            sizes = dict(part.split(":", 1) for part in style.split(";") if ":" in part)
            return _points(sizes.get("width")), _points(sizes.get("height"))
    return 100.0, 40.0


def _number(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0


def _points(value: str | None) -> float:
    text = (value or "").strip().lower()
    for unit, points in (("pt", 1.0), ("in", 72.0), ("cm", 28.35), ("mm", 2.835), ("px", 0.75)):
        if text.endswith(unit):
            return _number(text.removesuffix(unit)) * points
    return _number(text)
