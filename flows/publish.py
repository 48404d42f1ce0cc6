"""Publish: what was made of a round goes out, each file whole or not at all, the record last."""

from collections.abc import Iterable, Mapping

from infra.store import NotStoredError, Store
from schemas.base import Value
from schemas.summary import Summary, SummaryRow

RECORD = "case.json"
LIST = "deficiencies.json"
NOTICE = ("notice.docx", "notice.pdf")
SUMMARY = "summary.json"


def folder(key: str, round: int) -> str:
    """Where the files of a round lie in the output."""
    return f"{key}/round-{round}"


def json_of(value: Value) -> bytes:
    """As it is published: UTF-8, readable, ending in a newline."""
    return value.model_dump_json(by_alias=True, indent=2).encode() + b"\n"


def publish(out: Store, key: str, round: int, files: Mapping[str, bytes]) -> None:
    """Write the files of a round in place of what was there; a notice that is no longer due goes."""
    here = folder(key, round)
    for name in NOTICE:
        if name not in files:
            out.delete(f"{here}/{name}")
    for name in sorted(files, key=lambda name: (name == RECORD, name)):
        out.put(f"{here}/{name}", files[name])


def publish_rows(out: Store, done: Iterable[SummaryRow], rows: Iterable[SummaryRow]) -> Summary:
    """Write summary.json anew: what has been `done` as the ledger has it, the other known rows, and in their place `rows`."""
    try:
        known = Summary.model_validate_json(out.get(SUMMARY))
    except NotStoredError:
        known = Summary(dossiers=())
    by_key = {row.key: row for row in known.dossiers}
    for row in done:  # the ledger does not know how long it took
        before = by_key.get(row.key, row)
        by_key[row.key] = before if before == row.model_copy(update={"seconds": before.seconds}) else row
    by_key |= {row.key: row for row in rows}
    return publish_summary(out, by_key.values(), known.ignored)


def publish_summary(out: Store, rows: Iterable[SummaryRow], ignored: Iterable[str]) -> Summary:
    """Write summary.json, rows in order of key."""
    summary = Summary(dossiers=tuple(sorted(rows, key=lambda row: row.key)), ignored=tuple(ignored))
    out.put(SUMMARY, json_of(summary))
    return summary
