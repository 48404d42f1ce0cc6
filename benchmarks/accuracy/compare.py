"""One dossier's record against its truth: every value that the truth states, beside what was read and how surely."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from benchmarks.accuracy.values import same
from schemas.terms.text import fold

Json = Mapping[str, Any]


class Seen(NamedTuple):
    """One value: its field, the kind of document it stands in, both values, and what the reader said of its own.

    `confidence` is ``None`` where nothing was read, `asked` whether a person is asked about it; `file`, `page` and `box` say
    where it stands, `manner` in which hard way that file was handed in (`tests.generator.manners`), if in any.
    """

    dossier: str
    difficulty: str
    group: str
    field: str
    truth: Any
    read: Any
    right: bool
    confidence: float | None
    method: str
    asked: bool
    file: str
    page: int | None
    box: tuple[float, ...] | None
    manner: str


class Typed(NamedTuple):
    """One document: its true type, and that of the document of the record which holds most of its pages (none: ``-``)."""

    difficulty: str
    truth: str
    read: str


def seen(truth: Json, record: Json) -> Iterator[Seen]:
    """Every value of the truth with its like in the record."""
    asked = _asked(record)
    for pointer, value in truth["fields"].items():
        here = _counterpart(pointer, truth, record)
        manner = _manner(truth, pointer)
        yield _seen(_group(pointer), pointer, here, value, truth["fields_alt"].get(pointer), truth, record, asked, manner)
    places = {number: document for number, document in _documents(truth, record).items() if document is not None}
    for number, index in places.items():
        document = truth["documents"][number]
        for name, value in document.get("fields", {}).items():
            alternatives = document.get("fields_alt", {}).get(name)
            here = f"/documents/{index}/fields/{name}"
            manner = document.get("manner", "")
            yield _seen(document["type"], f"/{name}", here, value, alternatives, truth, record, asked, manner)


def typed(truth: Json, record: Json) -> Iterator[Typed]:
    """The documents of the truth as they were classified."""
    for number, index in _documents(truth, record).items():
        document = truth["documents"][number]
        read = record["documents"][index]["type"] if index is not None else "-"
        allowed = [document["type"], *document.get("type_alt", ())]
        yield Typed(truth["difficulty"], document["type"], document["type"] if read in allowed else read)


def misplaced(truth: Json, record: Json) -> Iterator[str]:
    """The types of the documents of the truth that lie on other pages in the record."""
    twice = _twice(truth)
    for number, index in _documents(truth, record).items():
        document = truth["documents"][number]
        if index is None or _pages(document["parts"], twice) != _pages(record["documents"][index]["parts"], twice):
            yield document["type"]


def _seen(
    group: str,
    name: str,
    here: str | None,
    value: Any,
    alternatives: Any,
    truth: Json,
    record: Json,
    asked: set[str],
    manner: str,
) -> Seen:
    read = at(record, here) if here else None
    if read is None and here and here.endswith("/holder"):  # a paper that names several has its own among them
        several = at(record, f"{here}s") or []
        read, here = next((each for each in several if same(name, value, each)), None), f"{here}s"
    said = record["provenance"].get(here, []) if here else []
    first = said[0] if said else {}
    return Seen(
        dossier=truth["dossier"],
        difficulty=truth["difficulty"],
        group=group,
        field=name.rsplit("/", 1)[-1],
        truth=value,
        read=read,
        right=any(same(name, each, read) for each in (alternatives or [value])),
        confidence=first.get("confidence") if read is not None else None,
        method=first.get("method") or "",
        asked=here in asked,
        file=first.get("file") or "",
        page=first.get("page"),
        box=tuple(first["box"]) if first.get("box") else None,
        manner=manner,
    )


_STATED_ON = {
    "/applicant/": ("recommendation_form", "application_form"),
    "/application/": ("application_form",),
    "/recommendation/": ("recommendation_form",),
    "/employer_review/publicity": ("publicity_certificate",),
    "/employer_review/opinion": ("employer_opinion",),
}
"""Which papers state what lies under a pointer."""


def _manner(truth: Json, pointer: str) -> str:
    """In which hard way a paper that states the value was handed in: the first of those that were."""
    types = next((types for start, types in _STATED_ON.items() if pointer.startswith(start)), ())
    return next((one["manner"] for one in truth["documents"] if one["type"] in types and one.get("manner")), "")


def at(record: Any, pointer: str) -> Any:
    """The value at a JSON Pointer; ``None`` where there is none."""
    for part in pointer.strip("/").split("/"):
        if isinstance(record, list):
            record = record[int(part)] if part.isdigit() and int(part) < len(record) else None
        else:
            record = record.get(part) if isinstance(record, dict) else None
    return record


def _asked(record: Json) -> set[str]:
    """The pointers that open questions point at."""
    open_ = [check for check in record["checks"] if check["outcome"] == "undetermined"]
    return {place["pointer"] for check in open_ for place in check["evidence"] if place.get("pointer")}


def _group(pointer: str) -> str:
    parts = pointer.strip("/").split("/")
    return parts[1] if parts[0] == "recommendation" else parts[0]


_ITEM = re.compile(r"/(recommendation/experts|application/achievements)/(\d+)/(.+)")


def _counterpart(pointer: str, truth: Json, record: Json) -> str | None:
    """The pointer of the same value in the record, whose experts and achievements may stand in another order."""
    match = _ITEM.fullmatch(pointer)
    if not match:
        return pointer
    names = {"recommendation/experts": ("name", "opinion", "employer"), "application/achievements": ("title",)}[match[1]]
    theirs = _items(truth["fields"], f"/{match[1]}/")
    ours = at(record, match[1]) or []
    index = _paired([[theirs[n].get(name) for name in names] for n in sorted(theirs)],
                    [[each.get(name) for name in names] for each in ours]).get(int(match[2]))  # fmt: skip
    return None if index is None else f"/{match[1]}/{index}/{match[3]}"


def _items(fields: Json, prefix: str) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for pointer, value in fields.items():
        if pointer.startswith(prefix):
            number, _, name = pointer[len(prefix) :].partition("/")
            found.setdefault(int(number), {})[name] = value
    return found


def _paired(theirs: Sequence[Sequence[Any]], ours: Sequence[Sequence[Any]]) -> dict[int, int]:
    """Which of theirs is which of ours: the likest first, in the order given among equals."""
    likeness = sorted(
        ((-sum(map(_like, a, b)), abs(i - j), i, j) for i, a in enumerate(theirs) for j, b in enumerate(ours)),
        key=lambda x: x[:3],
    )
    found: dict[int, int] = {}
    for _, _, i, j in likeness:
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _like(one: Any, other: Any) -> float:
    a, b = fold(str(one or "")), fold(str(other or ""))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def _documents(truth: Json, record: Json) -> dict[int, int | None]:
    """For each document of the truth the one of the record that holds most of its pages, of two on one page that of its type.

    A file that was handed in twice may stand for the other.
    """
    twice = _twice(truth)
    held = [(_pages(document["parts"], twice), document["type"]) for document in record["documents"]]
    found: dict[int, int | None] = {}
    for number, document in enumerate(truth["documents"]):
        if document.get("exempt"):
            continue
        own = _pages(document["parts"], twice)
        shared = [(len(own & pages), kind == document["type"]) for pages, kind in held]
        best = max(range(len(held)), key=shared.__getitem__, default=None)
        found[number] = best if best is not None and shared[best][0] else None
    return found


def _twice(truth: Json) -> dict[str, str]:
    """The files that were handed in twice, each with the one it is a copy of."""
    return {_name(copy): _name(original) for copy, original in truth.get("duplicates", {}).items()}


def _pages(parts: Sequence[Json], twice: Mapping[str, str]) -> set[tuple[str, int]]:
    """The pages by the name of the file inside its archive; those of a word-processor file are one."""
    named = ((_name(part["file"]), part) for part in parts)
    return {(twice.get(name, name), _page(name, page)) for name, part in named for page in part["pages"]}


def _name(file: str) -> str:
    return file.rpartition("!/")[2]


def _page(file: str, page: int) -> int:
    return 0 if re.search(r"\.(docx?|wps|rtf|odt|xlsx?|ofd)$", file, re.I) else page
