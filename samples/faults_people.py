"""Faults of those who recommend: experts and the "+1"."""

from random import Random

from samples import prose
from samples.people import han_name
from samples.plant import Plant, UnsuitableError, condition, employed, fault
from samples.story import Expert, Proof, Story

_PLUS = "/recommendation/plus_one"
EXPERT_RULES = {f"REC-{number:02d}" for number in range(2, 13)}
PLUS_RULES = {"PLU-02", "PLU-03", "PLU-04", "PLU-05", "PLU-06", "PLU-07", "PLU-08", "PLU-09", "PLU-15"}


def _one(rng: Random, story: Story, plant: Plant) -> tuple[Expert, str]:
    """An expert who has no fault yet, and the pointer to her."""
    free = [index for index in range(len(story.experts)) if index not in plant.used]
    if not free:
        raise UnsuitableError
    index = rng.choice(free)
    plant.used.add(index)
    return story.experts[index], f"/recommendation/experts/{index}"


@fault("REC-01", "experts")
def two_experts(_rng: Random, story: Story, plant: Plant) -> None:
    if plant.used:
        raise UnsuitableError
    story.experts.pop()
    plant.item("REC-01")
    plant.announced |= EXPERT_RULES


@fault("REC-02", "name", lambda _story, plant: plant.layout != "letter")
def expert_without_name(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    expert.name = ""
    plant.item("REC-02", subject)
    plant.may("REC-01")
    plant.may("REC-09", subject=subject)


@fault("REC-03", "title", lambda _story, plant: plant.layout != "letter")
def expert_without_title(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    expert.title, expert.level = "", "unknown"
    plant.item("REC-03", subject)
    plant.asks("REC-04", "REC-05", subject=subject)


@fault("REC-04", "title")
def deputy_expert(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    expert.title, expert.level = rng.choice(story.trade.deputy), "deputy"
    plant.item("REC-04", subject)


@fault("REC-05", "title")
def expert_of_unclear_title(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    expert.title, expert.level = rng.choice(("高工", "博士生导师", "首席科学家", "资深专家")), "unknown"
    plant.item("REC-05", subject, referral_ok=True)
    plant.asks("REC-04", "REC-05", subject=subject)


@fault("REC-06", "experts")
def same_expert_twice(_rng: Random, story: Story, plant: Plant) -> None:
    if plant.used or len(story.experts) < 3:
        raise UnsuitableError
    plant.used |= {0, 2}
    first, last = story.experts[0], story.experts[2]
    last.name, last.employer, last.phone, last.title, last.level = (
        first.name,
        first.employer,
        first.phone,
        first.title,
        first.level,
    )
    plant.item("REC-06", "/recommendation/experts/2", alt_subjects=["/recommendation/experts/0"])
    plant.may("REC-01")
    plant.may("REC-17", subject="/recommendation/experts/2")


@fault("REC-07", "experts", employed)
def applicant_as_expert(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    assert story.employer is not None
    expert.name, expert.employer, expert.position, expert.phone = (
        story.name,
        story.employer.name,
        story.position,
        story.applicant.phone,
    )
    expert.opinion = "本人长期从事本专业工作，业绩符合申报条件，对所提交成果的真实性负责，愿意接受考核认定。"
    plant.item("REC-07", subject)
    plant.may("REC-01")
    plant.may("REC-12", "REC-15", "REC-17", subject=subject)


@fault("REC-08", "opinion")
def expert_without_opinion(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    expert.opinion = ""
    plant.item("REC-08", subject)


@fault("REC-09", "signed")
def expert_has_not_signed(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    expert.signed = False
    plant.item("REC-09", subject)
    plant.may("REC-17", subject=subject)


@fault("REC-10", "dated")
def expert_has_not_dated(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    expert.signed_on = None
    plant.item("REC-10", subject)


@fault("REC-11", "name", lambda _story, plant: plant.layout != "letter")
def expert_without_employer(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    expert.employer = ""
    if plant.layout == "roster":
        expert.position = ""
    plant.item("REC-11", subject)


@fault("REC-12", "opinion")
def opinion_of_somebody_else(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    other = han_name(rng, story.applicant.gender)
    expert.opinion = prose.opinion(rng, other, story.trade, story.specialty, story.level, 2)
    expert.named = other
    plant.item("REC-12", subject)


@fault("REC-15", "hints", employed)
def expert_of_the_same_house(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    assert story.employer is not None
    expert.employer = story.employer.name
    plant.hint("REC-15", subject)


@fault("REC-16", "opinion")
def two_opinions_alike(_rng: Random, story: Story, plant: Plant) -> None:
    if plant.used or len(story.experts) < 2:
        raise UnsuitableError
    plant.used |= {0, 1}
    story.experts[1].opinion = story.experts[0].opinion
    plant.hint("REC-16", "/recommendation/experts/1", alt_subjects=["/recommendation/experts/0"])


@fault("PLU-01", "plus")
def no_plus_one(_rng: Random, story: Story, plant: Plant) -> None:
    story.plus_one = None
    plant.item("PLU-01", _PLUS)
    plant.announced |= PLUS_RULES


@fault("PLU-02", "plus", condition(3))
def plus_one_of_the_wrong_kind(rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    story.plus_one.organisation, story.plus_one.position = rng.choice(story.trade.employers), "总经理"
    open_ = story.plus_one.organisation.endswith(("站", "中心", "院", "所"))  # perhaps an authority's own
    plant.item("PLU-02", _PLUS, **({"referral_ok": True} if open_ else {}))
    plant.may("PLU-06", "PLU-07", "PLU-11", "PLU-12", "PLU-05", subject=_PLUS)


@fault("PLU-03", "plus", lambda _story, plant: plant.layout != "letter")
def plus_one_without_name(_rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    story.plus_one.name, story.plus_one.signed = None, False
    plant.item("PLU-03", _PLUS)
    plant.item("PLU-08", _PLUS)


@fault("PLU-04", "plus", lambda _story, plant: plant.layout != "letter")
def plus_one_without_position(_rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    story.plus_one.position = None
    plant.item("PLU-04", _PLUS)
    plant.asks("PLU-05", "PLU-02", subject=_PLUS)


@fault("PLU-05", "plus", condition(1, 2, 3))
def deputy_head(_rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    story.plus_one.position = f"副{story.plus_one.position}"
    plant.item("PLU-05", _PLUS)
    plant.asks("PLU-02", subject=_PLUS)


@fault("PLU-06", "plus", lambda story, plant: employed(story, plant) and story.conditions == [1])
def head_of_another_house(rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    story.plus_one.organisation = rng.choice([one for one in story.trade.employers if one != story.reviewer.name])
    plant.item("PLU-06", _PLUS)
    plant.may("PLU-02", subject=_PLUS)
    plant.asks("PLU-05", subject=_PLUS)  # the post is that of a house of another kind


@fault("PLU-07", "plus", condition(2))
def another_certifying_body(rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    bodies = ("英国皇家化学会", "特许公认会计师公会", "电气电子工程师学会")
    story.plus_one.organisation = rng.choice([one for one in bodies if one != story.plus_one.organisation])
    plant.item("PLU-07", _PLUS)
    plant.may("PLU-02", subject=_PLUS)


@fault("PLU-08", "plus")
def plus_one_has_not_signed(_rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    story.plus_one.signed = False
    plant.item("PLU-08", _PLUS)


@fault("PLU-09", "plus")
def plus_one_without_opinion(_rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    story.plus_one.opinion = None
    plant.item("PLU-09", _PLUS)


@fault("PLU-11", "plus", condition(3))
def national_association(_rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    story.plus_one.organisation = story.plus_one.organisation.replace("北京", "中国", 1)
    plant.hint("PLU-11", _PLUS)
    plant.asks("PLU-02", subject=_PLUS)


@fault("PLU-14", "plus", lambda _story, plant: plant.layout != "letter")
def plus_one_is_an_expert(_rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    if 0 in plant.used:
        raise UnsuitableError
    plant.used.add(0)
    first = story.experts[0]
    first.name, first.employer, first.position = (
        str(story.plus_one.name),
        story.plus_one.organisation,
        str(story.plus_one.position),
    )
    plant.hint("PLU-14", _PLUS)
    plant.may("REC-15", "REC-17", subject="/recommendation/experts/0")


@fault("PLU-15", "plus")
def plus_one_has_not_dated(_rng: Random, story: Story, plant: Plant) -> None:
    assert story.plus_one is not None
    story.plus_one.signed_on = None
    plant.item("PLU-15", _PLUS)


@fault("REC-20", "title")
def expert_certificate_differs(rng: Random, story: Story, plant: Plant) -> None:
    expert, subject = _one(rng, story, plant)
    title, year = rng.choice(story.trade.deputy), int(story.submitted_on[:4]) - rng.randint(4, 9)
    fields = {
        "holder": expert.name,
        "title": title,
        "issuer": "北京市人力资源和社会保障局",
        "number": f"BJZC{year}{rng.randint(10_000, 99_999)}",
        "issued_on": f"{year}-11-20",
    }
    data = {
        **fields,
        "committee": f"北京市{story.trade.series}高级专业技术资格评审委员会",
        "id_number": "—",
        "specialty": expert.specialty,
        "series": story.trade.series,
    }
    story.extras["expert_title"] = Proof("title_certificate", data, fields, {"issuer": [fields["issuer"], data["committee"]]})
    plant.item("REC-20", subject)
    plant.may("FIL-07", "REC-04", subject=subject)
