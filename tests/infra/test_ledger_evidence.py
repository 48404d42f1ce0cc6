"""Which earlier cases of an organisation hold the same page."""

from pathlib import Path

import pytest

from infra.ledger import Ledger, open_ledger
from infra.ledger_evidence import Evidence
from schemas.traces import PageTrace, Shared

PAGE = PageTrace(key="k1", picture="0123456789abcdef", words="00ff00ff00ff00ff")


@pytest.fixture
def ledger(tmp_path: Path):
    opened = open_ledger(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def cases(ledger: Ledger) -> tuple[str, str, str]:
    """Three cases in the order in which they were enrolled."""
    return ledger.enrol("甲"), ledger.enrol("乙"), ledger.enrol("丙")


def test_only_cases_that_were_enrolled_earlier_count(ledger: Ledger, cases: tuple[str, str, str]) -> None:
    kept = Evidence(ledger.engine)
    for case in reversed(cases):
        kept.replace(case, "organ", [PAGE])
    found = [[one.cases for one in kept.shared(case, "organ", [PAGE])] for case in cases]
    assert found == [[], [(cases[0],)], [tuple(sorted(cases[:2]))]]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"picture": "ffffffffffffffff", "words": "ffffffffffffffff"}, True),
        ({"key": "k2"}, True),
        ({"key": "k2", "picture": "0123456789abcdec", "words": "00ff00ff00ff01fc"}, True),
        ({"key": "k2", "words": "00ff00ff00ff000f"}, False),
        ({"key": "k2", "words": "01fe01ff01ff01ff"}, False),
        ({"key": "k2", "picture": "f123456789abcd1f"}, False),
        ({"key": "k2", "picture": None}, False),
    ],
    ids=["one file", "packed otherwise", "scanned twice", "other words", "other words throughout", "another look", "no look"],
)
def test_a_page_is_the_same_by_its_bytes_or_by_words_and_look(ledger: Ledger, cases: tuple[str, str, str], other, same) -> None:
    kept = Evidence(ledger.engine)
    kept.replace(cases[0], "organ", [PAGE])
    page = PAGE.model_copy(update=other)
    assert kept.shared(cases[1], "organ", [page]) == ((Shared(key=page.key, cases=(cases[0],)),) if same else ())


def test_another_organisations_cases_do_not_count(ledger: Ledger, cases: tuple[str, str, str]) -> None:
    kept = Evidence(ledger.engine)
    kept.replace(cases[0], "elsewhere", [PAGE])
    assert kept.shared(cases[1], "organ", [PAGE]) == ()


def test_what_is_kept_anew_takes_the_place_of_what_was(ledger: Ledger, cases: tuple[str, str, str]) -> None:
    kept = Evidence(ledger.engine)
    other = PageTrace(key="k9", picture=None, words="f0f0f0f0f0f0f0f0")
    kept.replace(cases[0], "organ", [PAGE, PAGE])
    assert kept.kept(cases[0]) == (PAGE,)
    kept.replace(cases[0], "organ", [other])
    assert kept.kept(cases[0]) == (other,)
    kept.replace(cases[0], "organ", [])
    assert kept.kept(cases[0]) == ()
