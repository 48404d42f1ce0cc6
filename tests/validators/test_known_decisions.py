"""Decisions on generated cases: they stay through re-runs, other orders, names and more files, and lapse with their material."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.decision import Decision
from validators.conclude import conclude
from validators.corrections import corrections_in_force, take_corrections, value_at
from validators.decisions import ON_HINTS, ON_ITEMS, about_check, in_force, may, records, take

from .known_cases import MANY, altered, case_of, chance_of, joined, renamed, shuffled

AT = "2026-11-30T09:00:00+08:00"


def for_any(holds):
    settings(max_examples=12, deadline=None)(given(number=st.integers(0, MANY))(holds))()


class Decided:
    """A case on which everything that can be decided was decided, by chance one way or the other."""

    def __init__(self, number, profile):
        self.case, self.profile = case_of(number), profile.on("2026-06-01")
        chance = chance_of(number)
        machine = conclude(self.case, self.profile, (), None, ()).machine
        wishes = []
        for check in machine:
            verbs = [verb for verb in ("pass", "fail", *ON_ITEMS, *ON_HINTS) if may(verb, check, 1)]
            if verbs:
                verb = chance.choice(verbs)
                wishes.append(Decision(code=check.code, subject=check.subject, decision=verb, reason="核对原件", by="王审核"))
        self.acts = take(wishes, machine, self.case, AT)
        self.list = self.of(self.case).deficiencies

    def of(self, case):
        return conclude(case, self.profile, self.acts, None, ())

    def standing(self, case):
        """The decisions that have not lapsed, as what they are about and what was said."""
        return sorted((a.code, a.decision, a.about) for a in in_force(self.acts, self.of(case).machine, case))


def states(found):
    """What became of each thing, whatever it is counted as."""
    items = sorted((item.code, item.state, item.decided_by or "") for item in found.items)
    return items, sorted((flag.code, flag.state) for flag in found.flags), sorted(one.code for one in found.referrals)


def test_what_was_decided_stays_decided_whatever_happens_to_other_files_and_to_names(profile):
    def holds(number):
        made, chance = Decided(number, profile), chance_of(number)
        assert made.of(made.case).deficiencies == made.list
        for other in (
            shuffled(made.case, chance), renamed(made.case, chance), joined(made.case), joined(shuffled(made.case, chance)),
        ):  # fmt: skip
            assert made.standing(other) == made.standing(made.case)
            assert states(made.of(other).deficiencies) == states(made.list)

    for_any(holds)


def test_a_decision_lapses_with_the_material_it_is_about_and_no_other_does(profile):
    def holds(number):
        made = Decided(number, profile)
        about = {about_check(check, made.case): {place.file for place in check.evidence} for check in made.of(made.case).machine}
        for file in made.case.files[:6]:
            changed = altered(made.case, file.path)
            lapsed = [act for act in made.standing(made.case) if file.path in about[act[2]]]
            assert made.standing(changed) == [act for act in made.standing(made.case) if act not in lapsed]

    for_any(holds)


def test_both_values_are_kept_the_machines_and_the_persons(profile):
    def holds(number):
        made = Decided(number, profile)
        said = {(check.code, check.subject, check.related): check.outcome for check in made.of(made.case).machine}
        for act, record in zip(made.acts, records(made.acts), strict=True):
            assert (record.machine, record.human, record.by, record.at) == (act.machine, act.decision, "王审核", AT)
            assert act.machine in {
                outcome for (code, subject, _), outcome in said.items() if (code, subject) == (act.code, act.subject)
            }

    for_any(holds)


POINTERS = (
    "/applicant/phone", "/application/specialty", "/recommendation/experts/0/title", "/recommendation/plus_one/position",
    "/employer_review/publicity/end", "/employer_review/opinion/signed_on",
)  # fmt: skip


def test_a_correction_stays_until_the_page_that_was_read_changes():
    def holds(number):
        case, chance = case_of(number), chance_of(number)
        wishes = [Decision(pointer=p, decision="correct", value="2026-05-20", by="王审核") for p in POINTERS]
        wishes = [w for w in wishes if _there(case, w)]
        acts = take_corrections(wishes, case, AT)
        for other in (case, shuffled(case, chance), renamed(case, chance), joined(case)):
            assert len(corrections_in_force(other, acts)) == len(acts)
        for file in case.files:
            gone = {act.pointer for act in acts} - {a.pointer for a in corrections_in_force(altered(case, file.path), acts)}
            assert gone == {act.pointer for act in acts if file.path in _read_from(case, act.pointer)}

    for_any(holds)


def _there(case, wish):
    return value_at(case, wish.pointer) is not None


def _read_from(case, pointer):
    return {place.file for place in value_at(case, pointer).places}
