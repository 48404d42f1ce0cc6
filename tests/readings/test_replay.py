"""Whole dossiers as they were once read for real, understood and judged anew: value by value, document by document, rule by rule.

Whatever is changed between the reading and the list shows here at once, in seconds, on what scans and photographs really say.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.accuracy.compare import misplaced, seen, typed
from extractors.pages.reader import Reader
from flows import steps
from flows.kept import unpacked
from flows.line import Made, Understood
from schemas.check import Check
from schemas.deficiencies import DeficiencyList
from tests.generator.judged import judged
from tests.readings.recording import AGAIN, Recording, keys, load, recordings

RULES = "beijing-2023-12"
SAMPLES = Path(__file__).parents[2] / "samples" / "dossiers"
RECORDED = 18

NOT_ON_THE_PAGE = "false_flags: EVD-02 /application/achievements/"
"""The truth names people whom the acceptance, as it is printed, does not; that is said, and rightly."""

KNOWN: dict[str, set[str]] = {
    "s1-complete": {"project_acceptance holders: ['窦水若', '云邦', '曹碧琪',", f"{NOT_ON_THE_PAGE}2"},
    "s2-scans": {"project_acceptance holders: ['尤如', '姜福明', '许知安',", f"{NOT_ON_THE_PAGE}1"},
    "s5-old-archive": {"project_acceptance holders: ['杨行', '水婉兰', '水慈淑',", f"{NOT_ON_THE_PAGE}2"},
    # A form whose second page begins in the middle of an expert is taken for two.
    "S7300-0000": {"recommendation_form on other pages"},
    # Under the seal.
    "S7300-0001": {"talent_programme issued_on: 2023-06-06"},
    # The lettering of a seal on a photograph.
    "S7300-0002": {"plus_one seal_text: 北京市石景山区人力资源和社会保障局"},
    # The last character of the opinion, and a date that was not seen: it is asked about.
    "S7300-0005": {
        "plus_one opinion: 章如群业绩特别优秀，在管理会计方面为本市", "plus_one signed_on: 2024-06-24",
        "undue_referrals: PLU-15 /recommendation/plus_one",
    },
    # A box that is not ticked.
    "S7300-0006": {"application conditions: [4]", "false_flags: APP-08 /application"},
    # The row beneath it.
    "S7300-0007": {"experts employer: 北京永宁医养服务中心"},
    # A row of the table of achievements; one character; a label that was cut in two.
    "S7300-0009": {
        "application title: 跨境租赁准则转换中凭证影像自动勾稽的作用", "application level: CSCD收录",
        "application role: 第一作者", "application date: 2021-10", "application status: 已发表",
        "talent_programme issuer: 北京市人力资源和社会保障局", "project_acceptance issuer: 北京市科学技术委员会",
    },
    # "N" before the year.
    "S7300-0010": {"publicity_certificate issued_on: 2024-08-07"},
}  # fmt: skip
"""What is not right today, and why. What is put right may go from here; what comes is a step back."""


class Told(NamedTuple):
    """How many values and documents were compared, and what is not as the truth says."""

    values: int
    documents: int
    mistakes: frozenset[str]


def told(recording: Recording) -> Told:
    """By the very steps of the line that follow the reading."""
    readings = recording.readings()
    understood = Understood.model_validate_json(steps.understand(readings, RULES))
    concluded = steps.conclude(recording.matter, recording.files, readings, understood, recording.answers, RULES)
    made = Made.model_validate_json(concluded)
    record = json.loads(made.published["case.json"])
    values, documents = list(seen(recording.truth, record)), list(typed(recording.truth, record))
    wrong = [f"{each.group} {each.field}: {str(each.truth)[:20]}" for each in values if not each.right]
    mixed = [f"{each.truth} taken for {each.read}" for each in documents if each.truth != each.read]
    apart = [f"{type} on other pages" for type in misplaced(recording.truth, record)]
    return Told(len(values), len(documents), frozenset([*wrong, *mixed, *apart, *misjudged(made, record, recording)]))


def misjudged(made: Made, record: dict, recording: Recording) -> Iterator[str]:
    """What was missed, demanded or asked without cause, or shown without being there."""
    assert made.kept is not None
    case = unpacked(made.kept).case
    assert case is not None
    checks = [Check.model_validate(check) for check in record["checks"]]
    listed = DeficiencyList.model_validate_json(made.published["deficiencies.json"])
    found = judged(case, checks, listed, recording.truth)
    for kind in ("missed", "false_demands", "undue_referrals", "missed_hints", "false_flags"):
        yield from (f"{kind}: {code} {subject or ''}".strip() for code, subject in getattr(found, kind))
    yield from (f"not announced: {code}" for code in found.not_announced)


@pytest.mark.parametrize("key", keys())
def test_a_dossier_is_understood_and_judged_as_its_truth_says(key: str) -> None:
    found = told(load(key))
    assert found.values >= 60
    assert found.documents >= 9
    assert sorted(found.mistakes - KNOWN.get(key, set())) == []


def test_all_of_them_are_of_this_reader_and_of_these_samples() -> None:
    every = list(recordings())
    assert len(every) == RECORDED
    assert {recording.truth["difficulty"] for recording in every} == {"clean", "scan", "photo", "mixed"}
    assert {recording.reader for recording in every} == {Reader().version}, AGAIN
    there = {hashlib.sha256(path.read_bytes()).hexdigest() for path in SAMPLES.rglob("*") if path.is_file()}
    samples = [recording for recording in every if recording.key.startswith("s")]
    held = {file.sha256 for recording in samples for file in recording.matter.submission.files}
    assert len(samples) == 6
    assert held <= there, AGAIN
