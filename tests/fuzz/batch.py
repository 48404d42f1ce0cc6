"""Broken files through the real program, a hundred a dossier, and what there is to object to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from tests.fuzz.mutate import Mutant, mutant
from tests.hostile.batch import GOOD, HONEST, MEMORY, Run, balances, done, is_named, lay_good

DOSSIER = 100
"""Files in one dossier."""

SECONDS_A_FILE = 5.0
"""What a file may take, all in all and on the average; a conversion by the office suite takes one or two."""

NOT_JUDGED = ("timeout", "error")
"""Why a page was not read, where it ought to have been: it hung beyond its budget, or our own code did not expect it."""


class Verdict(NamedTuple):
    """Objections, each with the file it is about (or without one, of the batch), and how many files ended how, by seed."""

    objections: list[tuple[str, str]]
    outcomes: Counter[tuple[str, str]]
    seconds: float


def mutants(seed: int, numbers: Iterable[int]) -> list[Mutant]:
    return [mutant(seed, number) for number in numbers]


def judged(files: Sequence[Mutant], folder: Path) -> Verdict:
    """All of them handed in between two good dossiers, in `folder`, which is empty, and what became of them."""
    source = folder / "source"
    lay_good(source)
    waiting, laid = iter(files), {}
    while dossier := list(islice(waiting, DOSSIER)):
        key = f"fuzz-{dossier[0].name[:5]}"
        (source / key).mkdir()
        for file in dossier:
            (source / key / file.name).write_bytes(file.data)
        laid[key] = dossier
    run = done(folder, {key: len(dossier) for key, dossier in laid.items()})
    return _verdict(run, laid)


def _verdict(run: Run, laid: dict[str, list[Mutant]]) -> Verdict:
    objections = [("", what) for what in _of_batch(run)]
    outcomes: Counter[tuple[str, str]] = Counter()
    for key, dossier in laid.items():
        if run.errors().get(key, "absent") is not None:
            objections.append(("", f"{key} was not done: {run.errors().get(key)}"))
            continue
        record = run.record(key)
        objections += [("", f"the sums of {key} do not balance")] if not balances(record) else []
        objections += [(_top(place), what) for place, what in _of_record(record)]
        outcomes.update(_outcomes(record, dossier))
    return Verdict(objections, outcomes, run.seconds)


def _of_batch(run: Run) -> Iterable[str]:
    count = sum(run.files.values())
    if run.code != 0:
        yield f"the program ended with {run.code}"
    if "Traceback" in run.complained or "(error" in run.complained:  # a fault that our code did not foresee
        yield run.complained
    if run.left:
        yield f"left behind: {run.left}"
    if run.alive:
        yield f"still running: {run.alive}"
    if run.largest > MEMORY + HONEST:
        yield f"{run.largest} bytes of memory"
    if run.seconds > 60 + count * SECONDS_A_FILE:
        yield f"{run.seconds:.0f} seconds for {count} files"
    for key, name in GOOD.items():
        if run.errors().get(key, "absent") is not None or run.record(key)["applicant"]["name"] != name:
            yield f"the good dossier {key} came out wrong"


def _of_record(record: Any) -> Iterable[tuple[str, str]]:
    """Path and what is wrong with its outcome."""
    for file in record["files"]:
        if not is_named(file):
            yield file["path"], f"has no outcome with a name: {file['status']}, {file['error']}"
        elif file["error"] and file["error"]["code"] == "timeout":
            yield file["path"], "hung while it was opened"
    for page in record["pages"]:
        if page["quality"] == "unreadable" and _why(page) in NOT_JUDGED:
            yield page["file"], f"page {page['page']}: {_why(page)}"


def _outcomes(record: Any, dossier: Sequence[Mutant]) -> Iterable[tuple[str, str]]:
    """Seed and outcome of each file as it was handed in; a page that could not be read counts, where the file could."""
    spoilt = {_top(page["file"]): _why(page) for page in record["pages"] if page["quality"] == "unreadable"}
    files = {file["path"]: file for file in record["files"]}
    for one in dossier:
        error = files[one.name]["error"] if one.name in files else {"code": "absent"}
        yield one.seed, error["code"] if error else f"page {spoilt[one.name]}" if one.name in spoilt else "read"


def _why(page: Any) -> str:
    """The code of why a page could not be read, or that it was read and cannot be made out."""
    code = str(page["reason"]).split(";")[0]
    return code if code.isascii() else "not legible"


def _top(path: str) -> str:
    """The file that was handed in, of one that lay in it."""
    return PurePath(path.partition("!/")[0]).name
