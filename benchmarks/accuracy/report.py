"""The accuracy report as one HTML page: tables, reliability plots, the pages that were read worst."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from benchmarks.accuracy.compare import Seen, Typed
from benchmarks.accuracy.tally import Class, Share, confusion, reliability, shares, wrong_and_sure

DIFFICULTIES = ("clean", "scan", "photo", "mixed")
SIDE = 240
"""Units of a reliability plot's side."""
SHOWN = 60
"""Rows of a list of single mistakes."""

STYLE = (
    "body{font:14px/1.5 sans-serif;margin:2em;max-width:70em}table{border-collapse:collapse;margin:1em 0}"
    "td,th{border:1px solid #bbb;padding:.2em .6em;text-align:right}td:first-child,th:first-child{text-align:left}"
    "svg{margin:.5em}figure{display:inline-block;margin:.5em;vertical-align:top}img{max-width:26em;border:1px solid #888}"
)


REFER = "confidence.refer"
LIMITS = (REFER, "confidence.contradict", "confidence.exact")
"""The settings that say how surely a value must have been read."""


class Picture(NamedTuple):
    """A page: its name, what went wrong on it, and the picture as a data URI."""

    name: str
    mistakes: Sequence[str]
    uri: str


class Reading(NamedTuple):
    """All that is reported: the values, the documents, the profile's limits of confidence by name, how it was made."""

    values: Sequence[Seen]
    documents: Sequence[Typed]
    limits: Mapping[str, float]
    made: str

    @property
    def limit(self) -> float:
        """From which a value decides."""
        return self.limits[REFER]


def page(reading: Reading, worst: Sequence[Picture]) -> str:
    """The report."""
    values = reading.values
    sure = wrong_and_sure(values, reading.limit)
    dossiers = len({each.dossier for each in values})
    parts = [
        f"<h1>Accuracy of the reading</h1><p>{escape(reading.made)}</p>",
        f"<p>{dossiers} dossiers, {len(values)} values. Wrong, at or above {reading.limit} and not asked about: "
        f"{len(sure)} ({per_thousand(len(sure), len(values))} in 1,000).</p>",
        "<h2>Values right, by group</h2>", _by(values, lambda each: each.group),
        "<h2>Values right, by field</h2>", _by(values, lambda each: f"{each.group} · {each.field}"),
        "<h2>Values right, by manner of handing in</h2>", _by(values, lambda each: each.manner or "-"),
        "<h2>Values right, by reader</h2>", _by(values, lambda each: each.method or "-"),
        "<h2>Documents taken for another type</h2>", _confusion(reading.documents),
        "<h2>Confidence and what came of it</h2>", *map(_plot, *zip(*reliability(values).items(), strict=True)),
        "<h2>Settings, and the error beyond them</h2>", _limits(reading),
        "<h2>Wrong and sure</h2>", _mistakes(sure),
        "<h2>The pages that were read worst</h2>", *map(_picture, worst),
    ]  # fmt: skip
    return f'<!doctype html><meta charset="utf-8"><title>Accuracy</title><style>{STYLE}</style>{"".join(parts)}'


def per_thousand(part: int, whole: int) -> str:
    """As a figure with its interval."""
    share = Share(part, whole)
    low, high = share.interval if whole else (0.0, 1.0)
    return f"{1000 * part / max(1, whole):.1f} [{1000 * low:.1f}, {1000 * high:.1f}]"


def shown(share: Share | None) -> str:
    """A share with its interval, in hundredths."""
    if share is None or not share.whole:
        return ""
    low, high = share.interval
    return f"{100 * share.part / share.whole:.1f} % of {share.whole} [{100 * low:.1f}, {100 * high:.1f}]"


def _by(values: Sequence[Seen], key: Callable[[Seen], str]) -> str:
    whole, parts = shares(values, key), shares(values, lambda each: (key(each), each.difficulty))
    rows = [[row, shown(whole[row]), *(shown(parts.get((row, each))) for each in DIFFICULTIES)] for row in sorted(whole)]
    total, split = shares(values, lambda _: "all"), shares(values, lambda each: each.difficulty)
    rows.insert(0, ["all", shown(total.get("all")), *(shown(split.get(each)) for each in DIFFICULTIES)])
    return _table(["", "all", *DIFFICULTIES], rows)


def _limits(reading: Reading) -> str:
    """For each limit the error that it expects of a value just at it, and that of all values beyond it."""
    rows = []
    for name, limit in reading.limits.items():
        beyond = [each for each in reading.values if each.confidence is not None and each.confidence >= limit]
        wrong = sum(not each.right for each in beyond)
        rows.append([name, f"{limit}", f"{100 * (1 - limit):.1f} %", f"{per_thousand(wrong, len(beyond))} of {len(beyond)}"])
    return _table(["setting", "from", "expected error at it", "wrong beyond it, in 1,000"], rows)


def _confusion(documents: Sequence[Typed]) -> str:
    rows = [[truth, read, str(count)] for truth, read, count in confusion(documents)]
    return _table(["is", "taken for", "times"], rows) if rows else f"<p>None of {len(documents)}.</p>"


def _mistakes(values: Sequence[Seen]) -> str:
    rows = [
        [each.dossier, each.difficulty, f"{each.group} · {each.field}", _cut(each.truth), _cut(each.read), f"{each.confidence}"]
        for each in values[:SHOWN]
    ]
    return _table(["dossier", "difficulty", "field", "is", "read as", "confidence"], rows)


def _cut(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _plot(name: tuple[str, str], classes: Sequence[Class]) -> str:
    """Confidence to the right, the share that is right upwards; the bars are intervals, the line is what should be."""
    parts = [f'<line x1="0" y1="{SIDE}" x2="{SIDE}" y2="0" stroke="#999"/>']
    for each in classes:
        x, (low, high) = each.mean * SIDE, each.right.interval
        y = SIDE * (1 - each.right.part / each.right.whole)
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{SIDE * (1 - low):.1f}" y2="{SIDE * (1 - high):.1f}" stroke="#b07d2b"/>'
        )
        said = f"{each.mean:.3f}: {shown(each.right)}"
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#22394f"><title>{escape(said)}</title></circle>')
    counted = sum(each.right.whole for each in classes)
    label = escape(f"{name[0]}, {name[1]} ({counted})")
    frame = f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#bbb"/>'
    return f'<figure><svg width="{SIDE}" height="{SIDE}">{frame}{"".join(parts)}</svg><figcaption>{label}</figcaption></figure>'


def _picture(picture: Picture) -> str:
    said = "<br>".join(map(escape, picture.mistakes))
    return f'<figure><img src="{picture.uri}" alt=""><figcaption>{escape(picture.name)}<br>{said}</figcaption></figure>'


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = "".join(f"<th>{escape(each)}</th>" for each in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{cells}</tr>{body}</table>"


def figures(reading: Reading) -> Mapping[str, object]:
    """The same figures for a program."""
    values = reading.values
    return {
        "made": reading.made,
        "dossiers": len({each.dossier for each in values}),
        "right": {name: _figure(share) for name, share in sorted(shares(values, lambda each: each.difficulty).items())},
        "groups": {name: _figure(share) for name, share in sorted(shares(values, lambda each: each.group).items())},
        "manners": {name or "-": _figure(share) for name, share in sorted(shares(values, lambda each: each.manner).items())},
        "wrong_and_sure": _figure(Share(len(wrong_and_sure(values, reading.limit)), len(values))),
        "limits": reading.limits,
        "confusion": confusion(reading.documents),
    }


def _figure(share: Share) -> dict[str, object]:
    return {"part": share.part, "whole": share.whole, "interval": [round(side, 4) for side in share.interval]}
