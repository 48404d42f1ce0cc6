"""Small dossiers in any number: two forms as Word files and the papers of one achievement as PDF with text, all invented."""

import json
from pathlib import Path
from random import Random

from samples.forms import Press
from samples.papers import Paper
from samples.word import docx
from tests.generator.random_dossiers import invented

FORMS = ("recommendation_form", "application_form")
FIRST = "ach0."
"""What the papers of the first achievement are named after."""


def small_dossiers(count: int, seed: int, folder: Path) -> None:
    """Makes what is not there yet: dossier by dossier the same for the same seed, with people, numbers and papers of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    with Press() as press:
        for number in range(count):
            place = folder / f"S{seed}-{number:05d}"
            if not place.exists():
                _make(Random(f"small-{seed}-{number}"), place, press)


def _make(rng: Random, place: Path, press: Press) -> None:
    story, _, sheets = invented(rng, place.name, _NoPen())
    making = place.with_name(f".{place.name}")
    making.mkdir()
    for paper in sheets:
        if paper.type in FORMS:
            (making / f"{paper.title}.docx").write_bytes(docx(_unmarked(paper)))
        elif paper.id.startswith(FIRST):
            (making / f"{paper.title}.pdf").write_bytes(press.pdf(paper.template, paper.data, {}))
    (making / "_dossier.json").write_text(json.dumps({"submitted_on": story.submitted_on, "path": story.path}))
    making.rename(place)


def _unmarked(paper: Paper) -> Paper:
    paper.marks.clear()
    return paper


class _NoPen:
    """Draws nothing: neither seals nor signatures are wanted."""

    def seal(self, _rng: Random, _text: str, /) -> bytes:
        return b""

    def signature(self, _rng: Random, _name: str, /) -> bytes:
        return b""
