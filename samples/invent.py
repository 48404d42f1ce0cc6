"""Invents a complete and faultless dossier: who applies, who recommends, what was done and when."""

from dataclasses import dataclass
from random import Random

from samples import prose
from samples.achievements import achievements, talent
from samples.people import PINYIN, RARE_SURNAMES, Organisation, Person, han_name, landline, person, phone, uscc
from samples.story import (
    Card,
    Contract,
    Expert,
    Opinion,
    PlusOne,
    Proof,
    Publicity,
    Story,
    add_days,
    after_working_days,
    next_workday,
)
from samples.trades import Trade

_DISTRICTS = ("东城", "丰台", "石景山", "门头沟", "通州", "怀柔")
_SCHOOLS = ("京北理工大学", "华北师范学院", "东海大学", "中原综合大学")
_PLACES = ("办公楼一层公示栏", "单位内部办公系统", "职工之家宣传栏", "内部工作群及公告栏")


@dataclass(frozen=True)
class Wish:
    """What kind of dossier is wanted."""

    key: str
    trade: Trade
    condition: int
    path: str = "employed"
    submitted_on: str = "2026-06-15"
    level: str = "正高级"
    achievements: int = 3
    rare: bool = False


def invent(rng: Random, wish: Wish) -> Story:
    """A story in which every rule is kept."""
    applicant, trade = person(rng, rare=wish.rare and wish.condition != 2), wish.trade
    specialty = rng.choice(trade.specialties)
    employer = _employer(rng, trade) if wish.path == "employed" else None
    reviewer = employer or Organisation(
        trade.society, uscc(rng, "51"), f"北京市{rng.choice(_DISTRICTS)}区示范街{rng.randint(1, 80)}号", "会长"
    )
    notice = _publicity(rng, wish, reviewer.name, applicant.name, specialty)
    story = Story(
        key=wish.key,
        trade=trade,
        submitted_on=wish.submitted_on,
        path=wish.path,
        applicant=applicant,
        employer=employer,
        position=rng.choice(trade.positions) if employer else "无",
        current_title=rng.choice(trade.current),
        education=rng.choice(("大学本科", "硕士研究生", "博士研究生")),
        conditions=[wish.condition],
        level=wish.level,
        specialty=specialty,
        experts=_experts(rng, wish, applicant.name, specialty),
        plus_one=None,
        reviewer=reviewer,
        reviewer_type="employer" if employer else "association",
        publicity=notice,
        opinion=_opinion(rng, wish, reviewer.name, applicant.name, specialty, notice),
        achievements=achievements(rng, applicant.name, trade, reviewer.name, int(wish.submitted_on[:4]), wish.achievements),
        card=_card(rng, applicant),
        contract=_contract(rng, wish, employer, applicant.name) if employer else None,
    )
    if wish.condition == 1 and not any(one.kind == "talent" for one in story.achievements):
        story.achievements[0] = talent(rng, applicant.name, trade, reviewer.name, int(wish.submitted_on[:4]) - 1)
    _extras(rng, story)
    story.plus_one = _plus_one(rng, story)
    return story


def _employer(rng: Random, trade: Trade) -> Organisation:
    name = rng.choice(trade.employers)
    kind, head = ("91", "总经理") if name.endswith(("公司", "厂")) else ("12", "院长" if name.endswith(("院", "所")) else "主任")
    head = {"社": "社长", "团": "团长", "馆": "馆长"}.get(name[-1], head)
    return Organisation(name, uscc(rng, kind), f"北京市{rng.choice(_DISTRICTS)}区科兴路{rng.randint(1, 60)}号", head)


def _experts(rng: Random, wish: Wish, name: str, specialty: str) -> list[Expert]:
    """Three different persons of full rank, of different institutes where there are enough."""
    institutes = rng.sample(wish.trade.institutes, 3)
    names: list[str] = []
    while len(names) < 3:
        other = han_name(rng, rng.choice("男女"))
        if other not in (*names, name):
            names.append(other)
    return [
        Expert(
            name=names[index],
            title=rng.choice(wish.trade.full),
            level="full",
            employer=institutes[index],
            position=rng.choice(("教研室主任", "学术委员会主任", "首席专家", "所长助理", "重点实验室主任")),
            specialty=rng.choice(wish.trade.specialties),
            phone=phone(rng),
            opinion=prose.opinion(rng, name, wish.trade, specialty, wish.level, rng.choice((2, 2, 3))),
            signed_on=add_days(wish.submitted_on, -rng.randint(40, 62)),
        )
        for index in range(3)
    ]


def _publicity(rng: Random, wish: Wish, issuer: str, name: str, specialty: str) -> Publicity:
    """Seven working days or more, ended a week or more before the dossier was handed in."""
    start = next_workday(add_days(wish.submitted_on, -rng.randint(30, 36)))
    end = after_working_days(start, rng.randint(7, 9))
    names = [name, han_name(rng, "男")] if rng.random() < 0.3 else [name]
    issued = next_workday(add_days(end, 1))
    return Publicity(issuer, start, end, "无异议", names, wish.level, specialty, issued, rng.choice(_PLACES))


def _opinion(rng: Random, wish: Wish, issuer: str, name: str, specialty: str, notice: Publicity) -> Opinion:
    text = prose.review(rng, name) + prose.agreement(rng, name, wish.trade.series, specialty, wish.level)
    return Opinion(issuer, text, "agree", next_workday(add_days(notice.issued_on, 1)), True, issuer)


def _card(rng: Random, applicant: Person) -> Card:
    year = rng.randint(2015, 2021)
    day = f"{rng.randint(1, 12):02d}.{rng.randint(1, 28):02d}".replace(".", "-")
    return Card(applicant, f"{year}-{day}", f"{year + 20}-{day}")


def _contract(rng: Random, wish: Wish, employer: Organisation, name: str) -> Contract:
    year = int(wish.submitted_on[:4])
    start = f"{year - rng.randint(2, 6)}-{rng.choice(('01', '03', '07', '09'))}-01"
    end = None if rng.random() < 0.4 else f"{year + rng.randint(1, 3)}-12-31"
    return Contract(employer.name, name, start, end, start)


def _plus_one(rng: Random, story: Story) -> PlusOne:
    """Whom Article 4 names for the item of Article 3."""
    condition = story.conditions[0]
    if condition == 1:
        organisation, position = story.reviewer.name, story.reviewer.head
    elif condition == 2:
        organisation, position = story.extras["overseas"].fields["issuer"], rng.choice(("主席", "会长"))
    elif condition == 3:
        organisation, position = story.trade.society, "会长"
    else:
        organisation, position = f"北京市{rng.choice(_DISTRICTS)}区人力资源和社会保障局", rng.choice(("局长", "副局长"))
    return PlusOne(
        organisation=organisation,
        name=han_name(rng, rng.choice("男女")),
        position=position,
        phone=landline(rng),
        opinion=prose.principal(condition, story.name, story.specialty, story.level),
        signed_on=add_days(story.submitted_on, -rng.randint(36, 39)),
    )


def _extras(rng: Random, story: Story) -> None:
    """Papers that are no achievements: diploma, current title, social insurance, commitment, overseas qualification."""
    year = int(story.applicant.birth[:4]) + 24
    school, name = rng.choice(_SCHOOLS), story.name
    diploma = {
        "holder": name,
        "issuer": school,
        "issued_on": f"{year}-07-01",
        "number": f"1{rng.randint(0, 9999):04d}{year}05{rng.randint(0, 999_999):06d}",
    }
    printed = {"specialty": story.specialty, "level": story.education, "entered": f"{year - 4}-09"}
    printed |= {"gender": story.applicant.gender, "birth": story.applicant.birth}
    story.extras["diploma"] = Proof("diploma", {**diploma, **printed}, diploma)
    if story.current_title != "无":
        story.extras["title"] = _title(rng, story, year + 9)
    if story.employer:
        story.extras["social"] = _social(rng, story, story.employer)
    signed = add_days(story.submitted_on, -rng.randint(3, 6))
    story.extras["commitment"] = Proof("commitment_letter", {"issued_on": signed}, {"issued_on": signed})
    if story.conditions == [2]:
        story.extras["overseas"] = _overseas(rng, story)


def _title(rng: Random, story: Story, year: int) -> Proof:
    year = min(year, int(story.submitted_on[:4]) - 4)
    committee = f"北京市{story.trade.series}高级专业技术资格评审委员会"
    issuer, day = "北京市人力资源和社会保障局", f"{year}-{rng.randint(6, 12):02d}-{rng.randint(1, 28):02d}"
    fields = {
        "holder": story.name,
        "title": story.current_title,
        "issuer": issuer,
        "number": f"BJZC{year}{rng.randint(10_000, 99_999)}",
        "issued_on": day,
    }
    data = {
        **fields,
        "committee": committee,
        "id_number": story.applicant.id_number,
        "specialty": story.specialty,
        "series": story.trade.series,
    }
    return Proof("title_certificate", data, fields, {"issuer": [issuer, committee]})


def _social(rng: Random, story: Story, employer: Organisation) -> Proof:
    printed = add_days(story.submitted_on, -rng.randint(8, 20))
    end = add_days(f"{printed[:7]}-01", -1)[:7]
    start = f"{int(end[:4]) - rng.randint(1, 3)}-{rng.randint(1, 12):02d}"
    fields = {"holder": story.name, "employer": employer.name, "start": start, "end": end, "issued_on": printed}
    return Proof(
        "social_insurance_record", {**fields, "id_number": story.applicant.id_number, "base": rng.randint(9, 30) * 1000}, fields
    )


def _overseas(rng: Random, story: Story) -> Proof:
    title, english, issuer, body = rng.choice(story.trade.overseas)
    year = int(story.submitted_on[:4])
    day = f"{year - rng.randint(2, 5)}-{rng.randint(1, 12):02d}-01"
    fields = {
        "holder": story.name,
        "title": title,
        "issuer": issuer,
        "number": str(rng.randint(20_000_000, 99_999_999)),
        "issued_on": day,
        "valid_to": f"{year + 2}-12-31",
    }
    data = {**fields, "english": english, "body": body, "latin": latin(story.name), "translator": han_name(rng, "女")}
    alt: dict[str, list[object]] = {
        "holder": [story.name, data["latin"]],
        "title": [title, english, title.replace("（", "(").replace("）", ")")],
        "issuer": [issuer, body],
    }
    return Proof("overseas_qualification", data, fields, alt)


def latin(name: str) -> str:
    """The name in pinyin, given name first, as foreign bodies print it."""
    compound = 2 if name[:2] in RARE_SURNAMES else 1
    family, given = ("".join(PINYIN[letter] for letter in part) for part in (name[:compound], name[compound:]))
    return f"{given.capitalize()} {family.capitalize()}"
