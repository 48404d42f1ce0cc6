"""How far words under a seal may be trusted: `python -m benchmarks.accuracy.calibrate FOLDER… [--write] [--origin WORDS]`.

FOLDER is one that `make accuracy` made and read; never that by which the reading is examined. Every value that the engine read
under a seal goes into a class by its least sure character (`extractors.writing.trust`), and of each class is counted how many
are right. With --write the table that comes with the program is replaced.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.accuracy.compare import seen
from extractors.writing.trust import Class, Table, least_sure, under_seal
from flows.kept import ungrounded
from flows.publish import RECORD, folder
from flows.readings import FOLDER, Reading, unpack
from schemas.geometry import Box, overlap
from schemas.page import Page

TABLE = Path(__file__).parents[2] / "extractors/writing/trust.json"
LEAST = (0.0, 0.6, 0.9, 0.99)
"""Where the classes begin: few, so that each holds enough."""
EYE = "rapidocr"
Pages = Mapping[tuple[str, int], Page]
Piece = tuple[float, bool]
"""The least sure character of a value under a seal, and whether the value is right."""


def main(arguments: Sequence[str]) -> None:
    """Counts, says what it found, and writes it where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--origin", default="")
    given = parser.parse_args(arguments)
    dossiers = [list(of_dossier) for each in given.folders for of_dossier in _dossiers(each)]
    made = table([piece for each in dossiers for piece in each], len(dossiers), given.origin)
    for each in made.classes:
        print(f"from {each.least}: {each.right} of {each.pieces} right, {each.chance:.3f}")
    if given.write:
        TABLE.write_text(json.dumps(made.model_dump(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def table(found: Sequence[Piece], dossiers: int, origin: str) -> Table:
    """The table of these values: a class that was righter than the one above it is made one with it."""
    bounds = [*LEAST, 1.001]
    groups = [[right for sure, right in found if low <= sure < high] for low, high in pairwise(bounds)]
    pools: list[Class] = []
    for least, group in zip(LEAST, groups, strict=True):
        one = Class(least=least, right=sum(group), pieces=len(group))
        while pools and pools[-1].chance > one.chance:
            last = pools.pop()
            one = Class(least=last.least, right=last.right + one.right, pieces=last.pieces + one.pieces)
        pools.append(one)
    return Table(made=f"{dossiers} dossiers, {len(found)} values under seals", origin=origin, classes=tuple(pools))


def pieces(truth: Mapping[str, Any], record: Mapping[str, Any], pages: Pages) -> Iterator[Piece]:
    """The values of a record that the engine read under a seal. `pages` by file and number."""
    for each in seen(truth, record):
        page = pages.get((each.file, each.page or 0))
        if each.method.startswith(EYE) and each.confidence is not None and page and each.box:
            box = page.working((each.box[0], each.box[1], each.box[2], each.box[3]))
            score = least_sure(_characters(page, box)) if under_seal(page, box) else None
            if score is not None:
                yield score, each.right


def _characters(page: Page, box: Box) -> Iterator[tuple[str, float]]:
    """The characters that stand in a box, each with how sure the engine is of it."""
    for line in page.lines:
        level = box[1] < (line.box[1] + line.box[3]) / 2 < box[3] and overlap(line.box, box) > 0
        if level and len(line.chars) == len(line.sure) == len(line.text):
            for char, sure, own in zip(line.text, line.sure, line.chars, strict=True):
                if box[0] <= (own[0] + own[2]) / 2 <= box[2]:
                    yield char, sure


def _dossiers(place: Path) -> Iterator[Iterable[Piece]]:
    """The dossiers of a folder, but for those in quarantine; of a page read more than once the latest reading."""
    store = place / "out/.jujian"
    grounds = {grounds.parent.name: grounds for grounds in store.glob("cases/*/round-1.grounds.json.gz")}
    for path in sorted((place / "truth").glob("*.json")):
        published = place / "out" / folder(path.stem, 1) / RECORD
        record = json.loads(published.read_text("utf-8")) if published.exists() else {}
        if record.get("case_id") in grounds:
            kept = ungrounded(grounds[record["case_id"]].read_bytes())
            read = [(ref, sorted((store / FOLDER).glob(f"{key}@*"))) for ref, key in kept.pages]
            pages = {(ref.file, ref.page): unpack(Reading(ref, found[-1].read_bytes())).page for ref, found in read if found}
            yield pieces(json.loads(path.read_text("utf-8")), record, pages)


if __name__ == "__main__":
    main(sys.argv[1:])
