"""What must hold when a batch is over, whoever was killed meanwhile."""

import hashlib
import json
import re
from collections import Counter
from typing import Any

from infra.claims import Claims
from infra.feed import read
from infra.ledger import Ledger
from infra.store import Store
from tests.faults.dossiers import Small

KNOWN = (
    r"summary\.json",
    r"[^/]+/round-1/(case\.json|deficiencies\.json|notice\.docx|notice\.pdf)",
    r"\.jujian/originals/[0-9a-f]{64}",
    r"\.jujian/readings/[^/]+@[^/]+",
    r"\.jujian/cases/[0-9a-f]{32}/(dropped\.json|round-1(\.grounds)?\.json\.gz)",
    r"\.jujian/feed/[0-9]{12}\.json",
    r"\.jujian/reports/[0-9-]{10}\.(json|html)",
)


def each_is_as_undisturbed(out: Store, undisturbed: dict[str, bytes]) -> None:
    """The files of every round, byte by byte, and no others."""
    found = {each.key: out.get(each.key) for each in out.list() if "/round-" in each.key and not each.key.startswith(".")}
    assert found.keys() == undisturbed.keys()
    assert [key for key in sorted(found) if found[key] != undisturbed[key]] == []


def each_was_done_once(ledger: Ledger, dossiers: list[Small]) -> None:
    """One round, recorded once, under a claim that is settled; the audit trail is one chain."""
    cases = {dossier.key: ledger.case_of(dossier.key) for dossier in dossiers}
    assert None not in cases.values()
    standing = Claims(ledger.engine).standing()
    assert {key: standing[str(case_id)].state for key, case_id in cases.items()} == dict.fromkeys(cases, "done")
    for key, case_id in cases.items():
        last = ledger.last_round(str(case_id))
        assert last, key
        assert last.number == 1, key
        assert [each.event for each in ledger.trail_of(str(case_id))].count("recorded") == 1, key
    assert ledger.audit_is_whole()


def each_was_told_once(home: Store, out: Store, ledger: Ledger, dossiers: list[Small]) -> None:
    """The feed has no gap, and one event of each kind for each dossier, which names the published record."""
    events: list[dict[str, Any]] = [json.loads(slot.body) for slot in read(home, 0, 10_000)]
    assert len(list(home.list("feed/"))) == len(events)
    assert [each["sequence"] for each in events] == [f"{number:012d}" for number in range(1, len(events) + 1)]
    assert len({each["id"] for each in events}) == len(events)
    found = Counter((each["subject"], each["type"]) for each in events)
    cases = {str(ledger.case_of(dossier.key)): dossier.key for dossier in dossiers}
    assert found == Counter((case_id, kind) for case_id in cases for kind in ("round.opened", "case.published"))
    for each in events:
        record = out.get(f"{cases[each['subject']]}/round-1/case.json")
        assert each["data"]["record"] == hashlib.sha256(record).hexdigest()


def nothing_else_is_stored(inbox: Store, out: Store, dossiers: list[Small]) -> None:
    """No temporary object: what lies there is what was dropped, what was made, and what is kept."""
    dropped = {path for dossier in dossiers for path, _ in dossier.objects()}
    assert {each.key for each in inbox.list() if not each.key.endswith(".状态.txt")} == dropped
    assert [each.key for each in out.list() if not any(re.fullmatch(known, each.key) for known in KNOWN)] == []
    rows = json.loads(out.get("summary.json"))["dossiers"]
    assert [row["key"] for row in rows] == sorted(dossier.key for dossier in dossiers)
