"""OFD, the fixed-layout format of Chinese offices (GB/T 33190): drawn as a PDF, which is then read and shown as any other.

Text runs become the text layer, character by character where they stand; rules, pictures, annotations and the pictures of
electronic seals are drawn with them. What a person would see in a viewer is so what the readers see.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from ofdkit.errors import OFDError

from extractors.files import images
from extractors.files.budget import Budget
from extractors.files.drawn import Canvas, Drawing, Picture, picture
from extractors.files.glyphs import Matrix, multiply
from extractors.files.members import Member, stored
from extractors.files.names import tidy
from extractors.files.ofd_drawing import Pen, stamp
from extractors.files.ofd_parts import (
    Body,
    Parts,
    Rect,
    Resources,
    Sheet,
    annotations,
    attachments,
    bodies,
    child,
    children,
    page_count,
    parts,
    rect,
    resources,
    sheets,
    templates,
)
from extractors.files.ofd_seals import Stamp, stamps
from extractors.files.refusal import Refusal, damaged, too_much, unsupported
from schemas.files import Limits

_POINTS = 72 / 25.4  # to a millimetre
_ANNOTATED = ("Stamp", "Watermark", "Path", "Highlight")  # what is part of the page and no help to a viewer's user


def to_pdf(local: Path, sha256: str, scratch: Path, limits: Limits) -> Path:
    """The file as PDF, at ``scratch/<sha256>.drawn.pdf``; drawn once. Raises `Refusal`."""
    place = scratch / f"{sha256}.drawn.pdf"
    if place.exists():
        return place
    with parts(local, limits) as opened:
        pages = page_count(opened)
        if pages == 0:
            raise damaged("OFD 文件")
        if pages > limits.pages_per_file:
            raise too_much("文件页数", f" {limits.pages_per_file} 页")
        with _laid_down(place) as file:
            drawing = Drawing(file)
            easel = _Easel(opened, drawing, limits)
            for body in bodies(opened):
                easel.document(body)
            drawing.finish()
    return place


@contextmanager
def _laid_down(place: Path) -> Iterator[IO[bytes]]:
    """A file that is there when it is whole, and else not at all."""
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".drawn-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def attached_files(local: Path, limits: Limits, budget: Budget, scratch: Path) -> Iterator[Member]:
    """The files that the OFD carries. Raises `Refusal`."""
    packed = local.stat().st_size
    with parts(local, limits) as opened:
        found = attachments(opened)
        budget.enter(len(found))
        for each in found:
            if each.path is None:
                yield Member(tidy(each.name), 0, refusal=damaged("OFD 文件内的该附件"))
                continue
            source = BytesIO(opened.read(each.path))
            yield stored(tidy(each.name), 0, lambda source=source: source, packed, budget, scratch)  # type: ignore[misc]


class _Document(NamedTuple):
    """What all pages of one document draw on."""

    resources: Resources
    templates: dict[str, str]
    annotations: dict[str, list[str]]
    stamps: dict[str, list[Stamp]]


class _Easel:
    """Draws the pages of an open file one after the other; pictures are taken in once, under a name that begins with `prefix`."""

    def __init__(self, opened: Parts, drawing: Drawing, limits: Limits, prefix: str = "") -> None:
        self.opened, self.drawing, self.limits, self.prefix = opened, drawing, limits, prefix

    def document(self, body: Body) -> None:
        """All its pages. A page whose part is missing or broken is the file's fault, and never an empty page."""
        held = self.held(body)
        for sheet in sheets(self.opened, body):
            left, top, width, height = sheet.box
            canvas = Canvas(width * _POINTS, height * _POINTS)
            self.page(sheet, held, canvas, (_POINTS, 0.0, 0.0, -_POINTS, -left * _POINTS, (top + height) * _POINTS))
            self.drawing.close(canvas)

    def into(self, canvas: Canvas, base: Matrix, box: Rect) -> None:
        """The first page of the file, on part of another page: `base` leads from its millimetres to points, `box` is the part."""
        body = bodies(self.opened)[0]
        sheet = next(sheets(self.opened, body), None)
        if sheet is None:
            raise damaged("OFD 文件")
        left, top, width, height = sheet.box
        wide, high = box[2] / width, box[3] / height
        fitted = (wide, 0.0, 0.0, high, box[0] - left * wide, box[1] - top * high)
        self.page(sheet, self.held(body)._replace(stamps={}), canvas, multiply(fitted, base))

    def held(self, body: Body) -> _Document:
        """What the pages of this document draw on."""
        common = resources(self.opened, body.path, child(body.root, "CommonData"), "PublicRes", "DocumentRes")
        return _Document(common, templates(self.opened, body), annotations(self.opened, body), stamps(self.opened, body))

    def page(self, sheet: Sheet, held: _Document, canvas: Canvas, base: Matrix) -> None:
        """One page: the templates beneath, what stands on it, the templates above, annotations, seals."""
        if sheet.root is None or sheet.path is None:
            raise damaged("OFD 文件")
        pen = Pen(self.drawing, canvas, base, self.taken)
        own = resources(self.opened, sheet.path, sheet.root, "PageRes").over(held.resources)
        used = [(node.get("ZOrder") or "Background", held.templates.get((node.get("TemplateID") or "").strip()))
                for node in children(sheet.root, "Template")]  # fmt: skip
        for order, path in used:
            if path and order != "Foreground":
                pen.content(self.opened.part(path), own)
        pen.content(sheet.root, own)
        for order, path in used:
            if path and order == "Foreground":
                pen.content(self.opened.part(path), own)
        self.annotated(pen, held.annotations.get(sheet.id, []), own)
        for each in held.stamps.get(sheet.id, []):
            self.stamped(pen, each)

    def annotated(self, pen: Pen, paths: list[str], held: Resources) -> None:
        """The annotations that show on paper."""
        for path in paths:
            for node in children(self.opened.part(path), "Annot"):
                look = child(node, "Appearance")
                box = rect(look.get("Boundary")) if look is not None else None
                seen = (node.get("Visible") or "true").strip().lower() != "false"
                if look is not None and seen and (node.get("Type") or "").strip() in _ANNOTATED:
                    shift = (1.0, 0.0, 0.0, 1.0, box[0], box[1]) if box else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
                    pen.objects(look, multiply(shift, pen.base), held, 0)

    def stamped(self, pen: Pen, found: Stamp) -> None:
        """An electronic seal; one whose picture cannot be drawn is not seen, though it is there. It may be an OFD of its own."""
        name = f"{self.prefix}stamp {found.name}"
        try:
            if found.picture.startswith(b"PK"):
                with parts(BytesIO(found.picture), self.limits) as inner:
                    _Easel(inner, self.drawing, self.limits, f"{name}/").into(pen.canvas, pen.base, found.box)
                return
            if not self.drawing.holds(name):
                self.drawing.hold(name, _decoded(found.picture, self.limits.image_pixels))
            stamp(pen, name, found.box, found.clip)
        except Refusal:
            return

    def taken(self, path: str) -> str:
        """Takes a picture in. Raises `Refusal` where it cannot be drawn."""
        name = f"{self.prefix}{path}"
        if not self.drawing.holds(name):
            try:
                data = self.opened.read(path)
            except OFDError:
                raise damaged("OFD 文件内的图片") from None
            self.drawing.hold(name, _decoded(data, self.limits.image_pixels))
        return name


def _decoded(data: bytes, pixels: int) -> Picture:
    """A picture as it can be drawn: a plain JPEG as it is, all else as samples. Raises `Refusal`."""
    if (size := images.plain_jpeg(data, pixels)) is not None:
        return Picture(size.width, size.height, data, size.space, jpeg=True)
    layers = images.layers(BytesIO(data), pixels)
    if layers is None:
        raise unsupported("OFD 文件内的图片格式")
    return picture(*layers)
