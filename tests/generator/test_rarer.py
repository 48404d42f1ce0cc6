"""Papers that only some dossiers have: their numbers check, their layouts print, and a story has them where it would."""

from random import Random

import pypdfium2
import pytest

from samples.forms import Press
from samples.invent import Wish, invent
from samples.papers import papers
from samples.plant import Plant, spoil
from samples.story import Story
from samples.trades import trade
from tests.generator import rarer
from tests.generator.undrawn import undrawn

RARE = {
    "residence_permit", "passport", "degree_certificate", "vocational_certificate", "overseas_verification", "retrieval_report",
    "association_letter",
}  # fmt: skip
MAKERS = (
    rarer.residence_permit, rarer.passport, rarer.degree, rarer.recognised_degree, rarer.skill, rarer.verification,
    rarer.association_letter,
)  # fmt: skip


class NoPen:
    def seal(self, _rng: Random, _text: str, /) -> bytes:
        return b""

    def signature(self, _rng: Random, _name: str, /) -> bytes:
        return b""


def story(seed: int = 1, condition: int = 2) -> Story:
    return invent(Random(seed), Wish("k", trade("robotics"), condition, achievements=5))


def test_a_machine_readable_zone_is_that_of_the_standard() -> None:
    """The example of ICAO 9303, part 4, but for the country and the optional data."""
    assert [rarer.check_digit(part) for part in ("L898902C3", "740812", "120415")] == ["6", "2", "9"]
    lines = rarer.machine_zone("EA1234567", "Zhang", "Chengjian", "1969-08-25", "男", "2035-10-21")
    assert [len(line) for line in lines] == [44, 44]
    assert lines[0].startswith("P<CHNZHANG<<CHENGJIAN<")


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_layout_prints_what_is_true_of_the_paper(make) -> None:
    seen = set()
    with Press() as press:
        for seed in range(30):
            one = story(seed)
            one.extras = {name: one.extras[name] for name in ("diploma", "overseas")}
            proof = make(Random(seed), one)
            if proof.data["layout"] in seen:
                continue
            seen.add(proof.data["layout"])
            one.extras["rare"] = proof
            sheet = next(sheet for sheet in papers(Random(seed), one, "lines", NoPen()) if sheet.id == "rare")
            with pypdfium2.PdfDocument(press.pdf(sheet.template, sheet.data, {})) as document:
                text = document[0].get_textpage().get_text_bounded().replace(" ", "")
                assert len(document) == 1
            assert str(proof.fields["holder"]) in text
            assert str(proof.fields.get("number", "")) in text
    assert len(seen) == (1 if make is rarer.recognised_degree else 2)


def test_a_search_report_is_evidence_of_its_paper() -> None:
    one = story()
    paper = next(each for each in one.achievements if each.kind == "paper")
    proof = rarer.search(Random(1), one, paper)
    assert proof.data["title"] == paper.title
    assert proof.fields["holder"] == one.name


def test_every_rare_type_occurs_and_none_in_every_dossier() -> None:
    held = [{paper["type"] for paper in undrawn(3, number).truth["documents"]} & RARE for number in range(60)]
    assert set().union(*held) == RARE
    assert sum(not types for types in held) > 10


def test_without_the_qualification_there_is_no_verification_of_it() -> None:
    one = story()
    one.extras["verification"] = rarer.verification(Random(1), one)
    assert spoil(Random(1), one, Plant("lines"), ["CAT-03"])
    assert {"overseas", "verification"} <= one.absent


def test_the_paper_of_another_person_is_nobodys_of_the_dossier() -> None:
    for seed in range(8):
        one, plant = story(seed), Plant("lines")
        assert spoil(Random(seed), one, plant, ["FIL-07"])
        other = one.extras["stranger"]
        assert not set(other.fields["holder"]) & set(one.name)
        assert other.data["holder"] == other.fields["holder"]
        assert one.extras["diploma"].fields["holder"] == one.name
        assert [hint["code"] for hint in plant.hints] == ["FIL-07"]
