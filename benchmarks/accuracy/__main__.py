"""How right the reading is: `python -m benchmarks.accuracy [--count N] [--seed N] [--out DIR]`.

Dossiers of our own generator (fresh ones, unless DIR holds a run already) are read for real; the report goes to
DIR/report.html and DIR/report.json. A seed on which readers were mended says less: take another.
"""

import base64
import io
import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from benchmarks.accuracy.compare import Seen, seen, typed
from benchmarks.accuracy.report import LIMITS as SETTINGS
from benchmarks.accuracy.report import Picture, Reading, figures, page
from benchmarks.engine import LIMITS, pages
from benchmarks.fresh import processed
from extractors.files.render import render
from validators.profile import load_profile

WORST, WIDE = 12, 700
"""So many pages are shown, so many pixels wide."""


def main(arguments: Sequence[str]) -> None:
    """Makes, reads, compares, and says where the report is."""
    run, folder = processed(arguments, __doc__ or "", 40, Path("out/accuracy"))
    reading = compared(run.truths, run.out, f"{run.made}, {len(list(run.truths.glob('*.json')))} dossiers")
    (folder / "report.json").write_text(json.dumps(figures(reading), ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "report.html").write_text(page(reading, pictures(reading.values, run.dossiers)), encoding="utf-8")
    print(json.dumps(figures(reading)["right"]))
    print(f"{folder / 'report.html'}")


def compared(truths: Path, out: Path, made: str) -> Reading:
    """All values and documents of the dossiers that have a record."""
    values, documents = [], []
    for path in sorted(truths.glob("*.json")):
        record = out / path.stem / "round-1" / "case.json"
        if record.exists():
            truth, read = json.loads(path.read_text("utf-8")), json.loads(record.read_text("utf-8"))
            values += list(seen(truth, read))
            documents += list(typed(truth, read))
    profile = load_profile("beijing-2023-12")
    return Reading(values, documents, {name: float(profile.setting(name)) for name in SETTINGS}, made)


def pictures(values: Sequence[Seen], dossiers: Path) -> list[Picture]:
    """The pages with most mistakes on them."""
    wrong: defaultdict[tuple[str, str, int], list[Seen]] = defaultdict(list)
    for each in values:
        if not each.right and each.file and each.page:
            wrong[each.dossier, each.file, each.page].append(each)
    chosen = sorted(wrong, key=lambda key: -len(wrong[key]))[:WORST]
    return [picture for key in chosen if (picture := _picture(key, wrong[key], dossiers))]


def _picture(key: tuple[str, str, int], mistakes: Sequence[Seen], dossiers: Path) -> Picture | None:
    dossier, file, number = key
    place = next((each for each in dossiers.iterdir() if each.name.partition(".")[0] == dossier and each.suffix != ".json"), None)
    with tempfile.TemporaryDirectory() as scratch:
        found = pages(_folder(place, Path(scratch)), Path(scratch)) if place else iter(())
        source = next((each for each in found if each.ref.page == number and _is_of(file, each.ref.file)), None)
        if source is None or source.kind == "flow":
            return None
        image = Image.fromarray(render(source, LIMITS))
    image.thumbnail((WIDE, 2 * WIDE))
    content = io.BytesIO()
    image.save(content, "JPEG", quality=70)
    said = [f"{each.group} · {each.field}: {each.truth!s:.30} → {each.read!s:.30}" for each in mistakes]
    return Picture(
        f"{dossier} · {file} · {number}", said, f"data:image/jpeg;base64,{base64.b64encode(content.getvalue()).decode()}"
    )


def _folder(place: Path, scratch: Path) -> Path:
    """The dossier's folder; of an archive one that holds it."""
    if place.is_dir():
        return place
    around = scratch / "archive"
    around.mkdir()
    shutil.copy(place, around)
    return around


def _is_of(file: str, there: str) -> bool:
    return there.endswith(file.rpartition("!/")[2]) or file.endswith(there)


if __name__ == "__main__":
    main(sys.argv[1:])
