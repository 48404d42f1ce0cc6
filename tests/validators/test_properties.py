"""What holds whatever is wrong with a dossier: nothing raises, the sums balance, order does not matter."""

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.field import Field
from validators.deficiencies import list_deficiencies
from validators.judge import expected, judge

JUNK = (
    None, ..., Field(state="unreadable"), Field(value="2026-13-45", state="read", confidence=0.4), "2025-02", "（）", "长期",
    Field(value="副教授", state="read", confidence=0.3), "é́", "1" * 40, True, False,
)  # fmt: skip


def for_any(holds):
    """Calls it with many seeds (the fixtures stay outside: they are too large to be printed with each example)."""
    settings(max_examples=150, deadline=None)(given(seed=st.integers(0, 10**9))(holds))()


def spoiled(case, seed):
    """A copy with any few slots filled with anything, documents dropped, files and pages unread."""
    draft, chance = case.copy(), random.Random(seed)
    groups = [draft.applicant, draft.plus_one, draft.publicity, draft.opinion, *draft.experts, *draft.achievements]
    for _ in range(chance.randint(0, 6)):
        group = chance.choice(groups)
        group[chance.choice([name for name in group if name not in ("document", "seal_slot", "documents", "path")])] = (
            chance.choice(JUNK)
        )
    draft.drop(*chance.sample(list(draft.documents), chance.randint(0, 4)))
    for id in chance.sample(list(draft.documents), chance.randint(0, 4)):
        draft.qualities[id] = chance.choice(["poor", "unreadable"])
        draft.documents[id][chance.choice([name for name in draft.documents[id] if name != "type"])] = chance.choice(JUNK)
    if chance.random() < 0.5:
        draft.files["附件.pdf"] = {"status": chance.choice(["unreadable", "encrypted", "empty", "unsupported"])}
    draft.application["conditions"] = chance.choice([[1], [2], [3], [4], [1, 4], None, Field(state="unreadable")])
    draft.path = draft.applicant["path"] = chance.choice(["employed", "freelance"])
    return draft


def test_rules_times_subjects_are_the_outcomes_and_nothing_raises(case, profile):
    def holds(seed):
        draft = spoiled(case, seed)
        held = draft.case()
        outcomes = judge(held, profile, draft.submitted)
        found = list_deficiencies(held, outcomes, profile)
        told = {code for item in found.items for code in (item.code, *item.also)} | {flag.code for flag in found.flags}
        assert len(outcomes) == expected(held, profile)
        assert {check.code for check in outcomes if check.outcome == "fail"} == told
        assert len(found.referrals) == sum(check.outcome == "undetermined" for check in outcomes)
        assert all(check.question for check in outcomes if check.outcome == "undetermined")
        assert not any("{" in text for check in outcomes for text in (check.message, check.remedy, check.question))

    for_any(holds)


def test_the_order_of_the_documents_does_not_matter(case, profile):
    def holds(seed):
        draft = spoiled(case, seed)
        shuffled = draft.copy()
        order = list(shuffled.documents)
        random.Random(seed).shuffle(order)
        shuffled.documents = {id: shuffled.documents[id] for id in order}
        one, other = (
            Counter((c.code, c.outcome) for c in judge(made.case(), profile, made.submitted)) for made in (draft, shuffled)
        )
        assert one == other

    for_any(holds)
