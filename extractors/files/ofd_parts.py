"""The parts of an OFD (GB/T 33190): pages, templates, resources, annotations, attachments; every read counts real bytes.

`ofdkit` finds parts where producers put them wrong, and repairs their XML; it takes no document type and no entity. What the
elements say is read here.
"""

import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ofdkit.errors import OFDError, OFDFormatError
from ofdkit.package import Package

from extractors.files.glyphs import IDENTITY, Matrix
from extractors.files.refusal import damaged, locked, ours, too_much
from schemas.files import Limits

A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres
_WHAT = "OFD 文件"
_ENCRYPTED = ("Encryptions.xml", "EncryptEntries.xml")  # GM/T 0099
Rect = tuple[float, float, float, float]


class Parts(Package):  # type: ignore[misc]  # ofdkit is not followed by mypy
    """The open file. Every read counts against the budget of the whole."""

    def __init__(self, source: Path | BytesIO, limits: Limits) -> None:
        super().__init__(source)
        self.limits, self.left = limits, limits.file_bytes

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises `Refusal` where a budget is spent, `OFDError`."""
        data: bytes = super().read(name)
        self.left -= len(data)
        most = self.limits.xml_bytes if name.lower().endswith(".xml") else self.limits.file_bytes
        if self.left < 0 or len(data) > most:
            raise too_much("OFD 文件的内容", f" {most // 1_000_000} MB")
        return data

    def named(self, base: str | None, location: str | None) -> Element | None:
        """The part that `base` names so, parsed; None where there is none."""
        name = self.resolve(base, location)
        return None if name is None else self.part(name)

    def part(self, name: str) -> Element:
        """A part parsed. Raises as `read` does."""
        root: Element = self.read_xml(name)
        return root


class Body(NamedTuple):
    """One document of the file: where its root part is, and that part."""

    path: str
    root: Element


class Sheet(NamedTuple):
    """A page: its id, its part (None where that is missing), its box in millimetres."""

    id: str
    path: str | None
    root: Element | None
    box: Rect


@contextmanager
def parts(source: Path | BytesIO, limits: Limits) -> Iterator[Parts]:
    """The opened file; whatever is wrong with it inside the block is a `Refusal`."""
    try:
        with Parts(source, limits) as opened:
            if any(opened.find(name) for name in _ENCRYPTED):
                raise locked(_WHAT)
            yield opened
    except OFDFormatError as error:
        raise (locked(_WHAT) if isinstance(error.__cause__, RuntimeError) else damaged(_WHAT)) from None
    except OFDError:
        raise damaged(_WHAT) from None
    except (ValueError, KeyError, TypeError, OSError, zlib.error, RecursionError) as error:
        if ours(error):
            raise
        raise damaged(_WHAT) from None


def bodies(opened: Parts) -> list[Body]:
    """The documents of the file, of which most have one. Raises `Refusal` where none can be read."""
    entry = opened.find("OFD.xml")
    root = opened.part(entry) if entry else None
    found = [opened.resolve(entry, said(body, "DocRoot")) for body in children(root, "DocBody")]
    held = [Body(path, opened.part(path)) for path in found if path is not None]
    if not held:
        raise damaged(_WHAT)
    return held


def page_count(opened: Parts) -> int:
    """How many pages the documents name."""
    return sum(len(list(children(child(body.root, "Pages"), "Page"))) for body in bodies(opened))


def sheets(opened: Parts, body: Body) -> Iterator[Sheet]:
    """The pages of one document, in its order, one at a time."""
    usual = rect(said(child(child(body.root, "CommonData"), "PageArea"), "PhysicalBox")) or A4
    for page in children(child(body.root, "Pages"), "Page"):
        path = opened.resolve(body.path, page.get("BaseLoc"))
        root = opened.part(path) if path else None
        box = rect(said(child(root, "Area"), "PhysicalBox")) or usual
        yield Sheet((page.get("ID") or "").strip(), path, root, box)


def templates(opened: Parts, body: Body) -> dict[str, str]:
    """The parts of the document's template pages, by id."""
    found = {
        (node.get("ID") or "").strip(): opened.resolve(body.path, node.get("BaseLoc"))
        for node in children(child(body.root, "CommonData"), "TemplatePage")
    }
    return {key: path for key, path in found.items() if path is not None}


class Resources(NamedTuple):
    """What pages refer to by id: the parts of pictures, composite drawings, and colours of drawing parameters."""

    media: dict[str, str]
    units: dict[str, Element]
    params: dict[str, Element]

    def over(self, others: "Resources") -> "Resources":
        """These, and `others` where these do not say."""
        return Resources(others.media | self.media, others.units | self.units, others.params | self.params)


NO_RESOURCES = Resources({}, {}, {})


def resources(opened: Parts, base: str, holder: Element | None, *names: str) -> Resources:
    """Those of the parts that `holder` names in elements of these names; a part that is broken or missing gives nothing."""
    found = NO_RESOURCES
    for node in holder if holder is not None else ():
        path = opened.resolve(base, node.text) if local(node) in names else None
        if path is None:
            continue
        try:
            root = opened.part(path)
        except OFDError:
            continue
        folder = (root.get("BaseLoc") or "").strip().rstrip("/")
        found = _resources(opened, path, root, folder).over(found)
    return found


def _resources(opened: Parts, path: str, root: Element, folder: str) -> Resources:
    media = {}
    for node in children(child(root, "MultiMedias"), "MultiMedia"):
        file = said(node, "MediaFile") or ""
        place = opened.resolve(path, f"{folder}/{file}" if folder else file) or opened.resolve(path, file)
        if place is not None:
            media[(node.get("ID") or "").strip()] = place
    units = children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit")
    params = children(child(root, "DrawParams"), "DrawParam")
    return Resources(media, {(n.get("ID") or "").strip(): n for n in units}, {(n.get("ID") or "").strip(): n for n in params})


def annotations(opened: Parts, body: Body) -> dict[str, list[str]]:
    """The parts that hold the annotations of each page, by the page's id."""
    location = said(body.root, "Annotations")
    root = opened.named(body.path, location)
    base = opened.resolve(body.path, location)
    found: dict[str, list[str]] = {}
    for page in children(root, "Page"):
        path = opened.resolve(base, said(page, "FileLoc"))
        if path is not None:
            found.setdefault((page.get("PageID") or "").strip(), []).append(path)
    return found


class Attached(NamedTuple):
    """A file within the OFD: the name to show, and its part (None where that is missing)."""

    name: str
    path: str | None


def attachments(opened: Parts) -> list[Attached]:
    """The files that the documents carry."""
    found = []
    for body in bodies(opened):
        location = said(body.root, "Attachments")
        base = opened.resolve(body.path, location)
        for node in children(opened.named(body.path, location), "Attachment"):
            path = opened.resolve(base, said(node, "FileLoc"))
            name = (node.get("Name") or "").strip()
            ending = (node.get("Format") or "").strip().lower()
            whole = name if not ending or name.lower().endswith(f".{ending}") else f"{name}.{ending}"
            found.append(Attached(whole or (path or "").rpartition("/")[2], path))
    return found


def local(node: Element) -> str:
    """The tag without its namespace; producers use several, or none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def children(node: Element | None, name: str) -> Iterator[Element]:
    """The children of this local name."""
    return (inner for inner in node if local(inner) == name) if node is not None else iter(())


def child(node: Element | None, name: str) -> Element | None:
    """The first of them."""
    return next(children(node, name), None)


def said(node: Element | None, name: str) -> str | None:
    """The text of the first child of this name."""
    found = child(node, name)
    return found.text.strip() if found is not None and found.text and found.text.strip() else None


def floats(value: str | None, most: int = 1_000) -> list[float]:
    """The numbers of an attribute; what is none counts as nothing at all."""
    try:
        found = [float(part) for part in (value or "").replace(",", " ").split()[:most]]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []


def rect(value: str | None) -> Rect | None:
    """``x y width height``; None where that cannot be a rectangle."""
    found = floats(value)
    return (found[0], found[1], found[2], found[3]) if len(found) >= 4 and found[2] > 0 and found[3] > 0 else None


def matrix(node: Element) -> Matrix:
    """Object space to that of what holds it: the object's own matrix, then the move to its boundary's corner."""
    own, at = floats(node.get("CTM")), floats(node.get("Boundary"))
    a, b, c, d, e, f = own[:6] if len(own) >= 6 else IDENTITY
    x, y = at[:2] if len(at) >= 2 else (0.0, 0.0)
    return (a, b, c, d, e + x, f + y)
