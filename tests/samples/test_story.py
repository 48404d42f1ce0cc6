"""An invented dossier is whole: its numbers check, its dates are in order, and each fault says what it spoils."""

from random import Random

import pytest

from samples import faults_papers, faults_people
from samples.invent import Wish, invent
from samples.people import isbn, patent_number, person, uscc
from samples.plant import FAULTS, Plant, spoil
from samples.story import Story, add_days, days
from samples.trades import TRADES, trade
from schemas.terms import numbers, titles

SEEDS = range(12)
MODULES = (faults_papers, faults_people)


def story(seed: int, condition: int = 1, path: str = "employed", key: str = "robotics") -> Story:
    return invent(Random(seed), Wish("k", trade(key), condition, path, achievements=4))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_has_its_right_check_digit(seed: int) -> None:
    rng = Random(seed)
    one = person(rng)
    assert numbers.id_number_ok(one.id_number)
    assert numbers.birth_date_of(one.id_number) == one.birth
    assert numbers.gender_of(one.id_number) == one.gender
    assert numbers.uscc_ok(uscc(rng))
    assert numbers.patent_ok(patent_number(rng, 2021))
    assert numbers.isbn_ok(isbn(rng))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_unspoilt_story_keeps_the_rules_of_dates_and_persons(seed: int) -> None:
    one = story(seed)
    counted = days(one.publicity)
    assert counted is not None
    assert counted[1] >= 5
    assert str(one.publicity.end) < str(one.opinion.signed_on) < one.submitted_on
    assert len({expert.name for expert in one.experts}) == 3
    assert all(str(expert.signed_on) < one.submitted_on for expert in one.experts)
    assert all(achievement.proofs for achievement in one.achievements)


@pytest.mark.parametrize("condition", [1, 2, 3, 4])
def test_the_plus_one_is_whom_article_4_names(condition: int) -> None:
    one = story(3, condition)
    assert one.plus_one is not None
    wanted = {
        1: one.reviewer.name,
        2: one.extras["overseas"].fields["issuer"] if condition == 2 else "",
        3: one.trade.society,
        4: "人力资源和社会保障局",
    }
    assert wanted[condition] in one.plus_one.organisation


@pytest.mark.parametrize("one", TRADES, ids=lambda one: one.key)
def test_the_titles_of_a_trade_are_of_the_rank_they_stand_for(one: object) -> None:
    from samples.trades import Trade
    from validators.profile import load_profile

    assert isinstance(one, Trade)
    known = load_profile("beijing-2023-12").titles
    assert [title for title in one.full if titles.level_of(title, known) != "full"] == []
    assert [title for title in one.deputy if titles.level_of(title, known) != "deputy"] == []


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_fault_can_be_planted_and_says_what_to_expect(code: str) -> None:
    for condition, path in ((1, "employed"), (2, "employed"), (3, "freelance"), (4, "employed")):
        for seed in range(6):
            one, plant = story(seed, condition, path, "lacquer" if condition == 3 else "robotics"), Plant("stacked")
            before = repr(one)
            if spoil(Random(seed), one, plant, [code]):
                assert repr(one) != before
                assert code in {said["code"] for said in plant.deficiencies + plant.hints}
                return
    pytest.fail(f"no story suits {code}")


def test_two_faults_never_touch_the_same_thing() -> None:
    done = spoil(Random(1), story(1), Plant("stacked"), sorted(FAULTS))
    groups = [group for code in done for group in FAULTS[code].groups]
    assert len(groups) == len(set(groups))
    assert len(done) > 8


def test_days_are_added_over_the_end_of_a_month() -> None:
    assert add_days("2026-02-27", 3) == "2026-03-02"
