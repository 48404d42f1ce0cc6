"""The register: what the queue finds, in which order, and what has changed since it was last true."""

import pytest

from infra.ledger import Ledger
from infra.register import Entry, Register, Search

TODAY = "2026-03-10"


@pytest.fixture
def register(ledger: Ledger) -> Register:
    register = Register(ledger.engine)
    register.put(
        [
            entry("a", stage="review", received_on="2026-03-02", name="林知远", clerk="王审核"),
            entry("b", stage="noticed", deadline="2026-03-07", last_day="2026-03-09", name="周以宁", employer="北京ABC公司"),
            entry("c", stage="noticed", deadline="2026-03-08", last_day="2026-03-10", name="沈100%清"),
            entry("d", stage="review", organ="another", name="林知远"),
        ],
        4,
    )
    return register


def entry(case_id: str, **values: str) -> Entry:
    return Entry.model_validate({"case_id": case_id, "organ": "organ", "key": f"卷宗{case_id}", "stage": "new", **values})


def found(register: Register, **search: str) -> list[str]:
    return [each.case_id for each in register.find(Search(organ="organ", **search), TODAY)[0]]  # type: ignore[arg-type]


def test_the_most_urgent_comes_first_and_another_organisation_never(register: Register) -> None:
    assert found(register) == ["b", "c", "a"]
    assert register.get("d", "organ") is None
    assert [each.case_id for each in register.all("another")] == ["d"]


def test_what_was_ended_comes_last_however_late_it_was(register: Register) -> None:
    register.put([entry("e", stage="closed", deadline="2000-01-01", last_day="2000-01-01")], 9)
    assert found(register) == ["b", "c", "a", "e"]
    assert found(register, stage="closed") == ["e"]


def test_what_the_overview_counts_says_the_same_as_the_entries(register: Register) -> None:
    counted = [each._asdict() for each in register.counted("organ")]
    assert counted == [{name: getattr(each, name) for name in counted[0]} for each in register.all("organ")]


def test_what_is_past_its_day_is_counted_apart(register: Register) -> None:
    assert register.counts(Search(organ="organ"), TODAY) == {"overdue": 1, "noticed": 1, "review": 1}
    assert (found(register, stage="overdue"), found(register, stage="noticed")) == (["b"], ["c"])


def test_words_are_found_anywhere_whatever_their_case_and_mean_themselves(register: Register) -> None:
    assert found(register, words="知远") == ["a"]
    assert found(register, words="abc") == ["b"]
    assert found(register, words="卷宗 以宁") == ["b"]
    assert found(register, words="100%") == ["c"]
    assert found(register, words="1%0") == []
    assert found(register, clerk="王审核") == ["a"]


def test_a_row_is_replaced_and_only_what_changed_is_asked_for_again(ledger: Ledger, register: Register) -> None:
    assert register.changed() == ({}, 4)
    for key in "klmnop":
        ledger.note(ledger.enrol(key), "looked_at", {})
    changed, seq = register.changed()
    assert (sorted(changed.values()), seq) == (["m", "n", "o", "p"], 12)
    register.put([entry("a", stage="complete")], seq)
    assert register.changed() == ({}, seq)
    assert found(register, stage="complete") == ["a"]
