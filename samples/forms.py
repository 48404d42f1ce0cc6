"""The press: turns the data of a paper into a PDF with typst. Layouts stand in layouts/, marks are put beside them."""

import json
import shutil
import tempfile
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any

import typst

LAYOUTS = Path(__file__).with_name("layouts")
_FACES = ("ming", "kai", "zen", "song", "sans")


class Press:
    """Prints papers. Use it as a context: it works in a scratch folder of its own."""

    def __init__(self) -> None:
        self._fonts = typst.Fonts(include_system_fonts=True)

    def __enter__(self) -> "Press":
        self._folder = Path(tempfile.mkdtemp(prefix="samples-"))
        for layout in LAYOUTS.glob("*.typ"):
            shutil.copy(layout, self._folder)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        shutil.rmtree(self._folder)

    def pdf(self, template: str, data: dict[str, Any], marks: dict[str, bytes]) -> bytes:
        """The pages of one paper. `marks` are PNG by the name of their slot."""
        names = {}
        for number, (slot, image) in enumerate(sorted(marks.items())):
            names[slot] = f"mark-{number}.png"
            (self._folder / names[slot]).write_bytes(image)
        said = json.dumps({**data, "marks": names}, ensure_ascii=False)
        source = self._folder / f"{template}.typ"
        compiler = typst.Compiler(input=str(source), root=str(self._folder), font_paths=self._fonts, sys_inputs={"data": said})
        pdf = compiler.compile(format="pdf", timestamp=0)
        assert isinstance(pdf, bytes)
        return pdf


def look(rng: Random) -> dict[str, Any]:
    """How one office sets its papers: faces, size, rules, ticks and the way it writes dates."""
    return {
        "body": rng.choice(("ming", "song", "sans", "zen")),
        "head": rng.choice(("zen", "sans", "song")),
        "fill": rng.choice(_FACES),
        "size": rng.choice((11, 11.5, 12, 12.5)),
        "rule": rng.choice((0.5, 0.7, 1.0)),
        "ink": rng.choice(("#2d3748", "#1a4971", "#5a3e2b", "#222222")),
        "tick": rng.choice(("box", "block", "round", "bracket")),
        "dates": rng.choice(("cn", "cn", "dot", "slash", "upper")),
        "seal_x": rng.choice((9.6, 10.2, 8.8)),
    }
