"""From the dropped files to the list, end to end: `python -m benchmarks.whole [--count N] [--seed N] [--out DIR]`.

Dossiers of our own generator with planted deficiencies (fresh ones, unless DIR holds a run already) are opened, read and judged
for real; the table says with Wilson's 95 % intervals what was found, asked, missed or demanded without cause, in all and by
how the dossiers were made (clean, scanned, photographed, mixed). A seed on which anything was mended says less: take another.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.fresh import processed
from benchmarks.judging import shown, table
from flows.home import open_home
from flows.kept import fetch
from infra.settings import load_settings
from infra.store import Store
from schemas.check import Check
from schemas.deficiencies import DeficiencyList
from tests.generator.judged import Judged, Said, judged

DIFFICULTIES = ("clean", "scan", "photo", "mixed")


def main(arguments: Sequence[str]) -> None:
    """Makes, runs, compares, prints."""
    run, _ = processed(arguments, __doc__ or "", 200, Path("out/whole"))
    report(run.truths, run.out)


def report(truths: Path, out: Path) -> None:
    """Prints what is not right, dossier by dossier, and the tables."""
    found: dict[str, list[Judged]] = {name: [] for name in DIFFICULTIES}
    with open_home(str(out), load_settings(os.environ)) as home:
        for row in json.loads((out / "summary.json").read_text("utf-8"))["dossiers"]:
            truth = json.loads((truths / f"{row['key']}.json").read_text("utf-8"))
            result = _judged(row, truth, out, home.store)
            found[truth["difficulty"]].append(result)
            if not result.right:
                wrong = {name: part for name in ("missed", "false_demands", "undue_referrals") if (part := getattr(result, name))}
                print(f"{row['key']} ({truth['difficulty']}): {wrong}")
    every = [one for results in found.values() for one in results]
    for name, results in {"all": every, **found}.items():
        if results:
            print(f"\n{name}: {len(results)} dossiers\n{table(results)}\n{_per_dossier(results)}")


def _judged(row: dict[str, Any], truth: dict[str, Any], out: Path, store: Store) -> Judged:
    """A published case against its truth. Raises `LookupError` where the dossier has no record."""
    kept = fetch(store, row["case_id"], row["round"])
    if kept is None or kept.case is None:
        raise LookupError(f"nothing is kept of case {row['case_id']}: {row['error'] or row['status']}")
    published = out / row["key"] / f"round-{row['round']}"
    checks = json.loads((published / "case.json").read_text("utf-8"))["checks"]
    told = DeficiencyList.model_validate_json((published / "deficiencies.json").read_bytes())
    return judged(kept.case, [Check.model_validate(check) for check in checks], told, truth)


def _lost(one: Judged) -> list[Said]:
    """What was planted and is neither in the list nor asked of the clerk, though the truth would have it told."""
    asked = {code for code, _ in one.undue_referrals}
    return [said for said in one.missed if said[0] not in asked]


def _per_dossier(results: Sequence[Judged]) -> str:
    planted, lost = sum(one.planted for one in results), sum(len(_lost(one)) for one in results)
    false, undue = (sum(len(getattr(one, name)) for one in results) for name in ("false_demands", "undue_referrals"))
    caught = f"caught, as an item or a question: {planted - lost} / {planted} {shown(planted - lost, planted)}\n"
    return (
        caught
        + f"false demands {false} ({false / len(results):.3f} a dossier), undue referrals {undue} ({undue / len(results):.2f})"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
