"""The notice as PDF, set by typst. What is set is passed as JSON, never as typst source: a name may hold any character."""

from functools import cache
from pathlib import Path

import typst

from schemas.notice import Notice
from validators.notices.sheet import sheet

_SOURCE = Path(__file__).with_name("notice.typ")


def render(notice: Notice) -> bytes:
    """The PDF, A4. The same notice gives the same bytes on one machine (the fonts are the machine's)."""
    data = sheet(notice).model_dump_json()
    return bytes(typst.compile(_SOURCE.read_bytes(), font_paths=_fonts(), format="pdf", sys_inputs={"sheet": data}, timestamp=0))


@cache
def _fonts() -> typst.Fonts:
    """The machine's: looked for once a process."""
    return typst.Fonts()
