"""Reading a page: from where its bytes lie to its lines, tables and marks.

Three ways lead to a `Page`: a word-processor file says itself what stands in it, a PDF may have a sound text layer, and all
else is looked at as a picture. Each has a module of its own; this one chooses.
"""

from extractors.files.pdf import text_page
from extractors.files.render import render
from extractors.pages.flow import read_flow
from extractors.pages.layer import GLANCE, complete
from extractors.pages.reader import Reader
from extractors.pages.scan import read_picture
from schemas.files import Limits, PageSource
from schemas.page import Page


def read_page(source: PageSource, reader: Reader, limits: Limits = Limits()) -> Page:  # noqa: B008  (a frozen value)
    """The page as it was read. Raises `extractors.files.refusal.Refusal` where it is damaged."""
    if source.kind == "flow":
        return read_flow(source, reader, limits)
    layer = text_page(source) if source.kind == "pdf" else None
    if layer is None:
        return read_picture(render(source, limits), source.key, reader)
    glance = limits if layer.marks else limits.model_copy(update={"longest_side": GLANCE})
    return complete(layer, render(source, glance), reader)
