"""A random dossier without a picture: the same inventions and the same faults, handed in as files that nobody draws.

For the judging alone, which needs what is on the papers and not how they look. A dossier takes a few milliseconds.
"""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from samples.packing import Delivery, File, Packer
from samples.papers import Paper
from samples.truth import truth
from schemas.case import Case
from tests.generator.known import known
from tests.generator.random_dossiers import DIFFICULTIES, hand_in, invented


class Known(NamedTuple):
    """A dossier as a perfect reader has it, and its truth."""

    case: Case
    truth: dict[str, Any]


def undrawn(seed: int, number: int, faults: bool = True) -> Known:
    """The same seed and number give the same dossier (not that of `random_dossiers`, whose drawing takes its own chances).

    Without `faults` the same applicant's dossier as it should have been, handed in as other files.
    """
    rng = Random(f"{seed}-{number}")
    story, plant, sheets = invented(rng, f"S{seed}-{number:04d}", _NoPen(), faults)
    packer = _Undrawn(rng)
    difficulty = DIFFICULTIES[number % 4]
    hand_in(rng, packer, sheets, plant, difficulty)
    said = truth(story, sheets, plant, packer.delivery, difficulty)
    return Known(known(story, sheets, packer.delivery, said), said)


class _NoPen:
    """Draws nothing; that a mark is there is all that is wanted."""

    def seal(self, _rng: Random, _text: str, /) -> bytes:
        return b""

    def signature(self, _rng: Random, _name: str, /) -> bytes:
        return b""


class _Undrawn(Packer):
    """Says which paper lies on which page of which file; every paper has one page."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.delivery = rng, Delivery()

    def pdf(self, paper: Paper, path: str) -> None:
        self._add(path, b"", [(paper, 1)])

    def word(self, paper: Paper, path: str) -> None:
        self.delivery.files.append(File(path, b"", pages=1, flow=True))
        self.delivery.parts[paper.id] = [(path, [1])]

    def scan(
        self,
        papers: Sequence[Paper],
        path: str,
        *,
        grey: bool = False,
        turned: bool = False,  # noqa: ARG002, how a sheet lies is of no account here
        blanks: bool = False,
    ) -> None:
        said: list[tuple[Paper, int]] = []
        for paper in papers:
            said += [(paper, 1), *([(paper, 0)] if blanks and self.rng.random() < 0.5 else [])]
        self.delivery.grey |= {paper.id for paper in papers} if grey else set()
        self._add(path, b"", said)

    def photos(self, paper: Paper, stem: str) -> None:
        self.picture(paper, f"{stem}.jpg", b"")

    def blurred(self, paper: Paper, path: str) -> None:
        self.delivery.unreadable.add(paper.id)
        self._add(path, b"", [(paper, 1)])
