"""Papers that only some dossiers have: permits, passports, degrees, vocational certificates, verifications, searches, letters.

They are added to a story where it would have them. Their layouts stand in layouts/rarer.typ.
"""

from datetime import date
from random import Random

from samples.invent import latin
from samples.people import REGIONS, han_name
from samples.story import Achievement, Proof, Story, add_days

_UNIVERSITIES = (
    ("曼彻克斯理工大学", "University of Manchex"),
    ("维多林大学", "Victorin University"),
    ("诺斯布里奇大学", "Northbridge University"),
)
_DEGREES = {"大学本科": "学士", "硕士研究生": "硕士", "博士研究生": "博士"}
_FIELDS = ("工学", "管理学", "文学", "理学", "艺术学")
_SKILLS = ("工艺品雕刻工", "漆器制作工", "民间工艺品艺人", "陶瓷装饰工", "古琴斫制工")
_SEARCHERS = ("华北科技信息检索中心", "京北理工大学图书馆查新站", "燕都文献情报服务中心")
_INDEXES = ("EI Compendex", "中国科学引文数据库（CSCD）", "中文核心期刊要目总览")
_PLACES = {
    "11": "北京",
    "12": "天津",
    "13": "河北",
    "14": "山西",
    "21": "辽宁",
    "32": "江苏",
    "37": "山东",
    "42": "湖北",
    "51": "四川",
}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def add(rng: Random, story: Story) -> None:
    """What this story may have besides, each paper now and then."""
    local = story.applicant.id_number.startswith("11")
    if not local and rng.random() < 0.4:
        story.extras["residence"] = residence_permit(rng, story)
    if story.conditions == [2]:
        if rng.random() < 0.5:
            story.extras["passport"] = passport(rng, story)
        if rng.random() < 0.6:
            story.extras["verification"] = verification(rng, story)
    if rng.random() < 0.3:
        story.extras["degree"] = degree(rng, story) if rng.random() < 0.7 else recognised_degree(rng, story)
    if rng.random() < (0.6 if story.conditions == [3] else 0.05):
        story.extras["skill"] = skill(rng, story)
    if rng.random() < (0.4 if story.conditions == [3] or story.employer is None else 0.04):
        story.extras["association"] = association_letter(rng, story)
    for one in story.achievements:
        if one.kind == "paper" and rng.random() < 0.45:
            one.proofs.append(search(rng, story, one))


def residence_permit(rng: Random, story: Story) -> Proof:
    """北京市工作居住证 of those who are employed, 北京市居住证 of all."""
    who, year = story.applicant, int(story.submitted_on[:4])
    since = f"{year - rng.randint(0, 1)}-{rng.randint(1, 2):02d}-{rng.randint(1, 28):02d}"
    until = add_days(f"{int(since[:4]) + 3}{since[4:]}", -1)
    card = {"gender": who.gender, "birth": who.birth, "ethnicity": who.ethnicity, "id_number": who.id_number}
    fields = {"holder": who.name, "valid_from": since, "valid_to": until}
    if story.employer and rng.random() < 0.6:
        fields["number"] = f"GZ{since[:4]}{rng.randint(100_000, 999_999)}"
        printed = {"layout": "work-residence", "employer": story.employer.name, "issuer": "北京市人力资源和社会保障局"}
        return Proof("residence_permit", {**fields, **card, **printed}, fields)
    fields["number"] = who.id_number
    district = rng.choice([place for code, place in REGIONS.items() if code.startswith("11")])
    printed = {
        "layout": "residence",
        "address": f"{district}学院路{rng.randint(2, 90)}号",
        "authority": f"北京市公安局{district[3:-1]}分局",
    }
    return Proof("residence_permit", {**fields, **card, **printed, "times": rng.randint(1, 3)}, fields)


def passport(rng: Random, story: Story) -> Proof:
    """护照 of the People's Republic, with its machine-readable zone: it shows the name in letters."""
    who, year = story.applicant, int(story.submitted_on[:4])
    given, family = latin(who.name).split(" ")
    issued = f"{year - rng.randint(1, 6)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    until = add_days(f"{int(issued[:4]) + 10}{issued[4:]}", -1)
    number = f"E{rng.choice('ABCDEFGHJK')}{rng.randint(0, 9_999_999):07d}"
    fields = {"holder": who.name, "number": number, "issued_on": issued, "valid_to": until}
    data = {
        **fields,
        "layout": rng.choice(("passport", "passport-columns")),
        "given": given.upper(),
        "family": family.upper(),
        "gender": who.gender,
        "birth": english_day(who.birth),
        "issued": english_day(issued),
        "until": english_day(until),
        "born_at": _PLACES[who.id_number[:2]],
        "zone": machine_zone(number, family, given, who.birth, who.gender, until),
    }
    alt: dict[str, list[object]] = {"holder": [who.name, f"{given} {family}", f"{family} {given}", f"{family}, {given}"]}
    return Proof("passport", data, fields, alt)


def english_day(iso: str) -> str:
    """``2021-03-05`` → 05 3月/MAR 2021, as passports have it."""
    day = date.fromisoformat(iso)
    return f"{day.day:02d} {day.month}月/{_MONTHS[day.month - 1]} {day.year}"


def machine_zone(number: str, family: str, given: str, birth: str, gender: str, until: str) -> list[str]:
    """Both lines of ICAO 9303 for a Chinese passport."""
    born, ends = birth[2:].replace("-", ""), until[2:].replace("-", "")
    sex, optional = "M" if gender == "男" else "F", "<" * 14
    parts = [f"{number:<9}".replace(" ", "<"), born, ends, optional]
    checked = [part + check_digit(part) for part in parts]
    whole = check_digit("".join(checked))
    first = f"P<CHN{family.upper()}<<{given.upper()}"
    return [f"{first:<44}".replace(" ", "<"), f"{checked[0]}CHN{checked[1]}{sex}{checked[2]}{checked[3]}{whole}"]


def check_digit(text: str) -> str:
    """Of ICAO 9303: weights 7, 3, 1; letters count from 10, the filler nothing."""
    values = [0 if sign == "<" else int(sign) if sign.isdigit() else ord(sign) - 55 for sign in text]
    return str(sum(value * (7, 3, 1)[at % 3] for at, value in enumerate(values)) % 10)


def degree(rng: Random, story: Story) -> Proof:
    """学位证书, of the school and the day of the diploma."""
    diploma, level = story.extras["diploma"].fields, _DEGREES[story.education]
    title = f"{rng.choice(_FIELDS)}{level}"
    grade = 2 + list(_DEGREES.values()).index(level)
    number = f"1{rng.randint(0, 9999):04d}{grade}{diploma['issued_on'][:4]}{rng.randint(0, 999_999):06d}"
    fields = {
        "holder": story.name,
        "issuer": diploma["issuer"],
        "number": number,
        "issued_on": diploma["issued_on"],
        "title": title,
    }
    data = {**fields, "layout": rng.choice(("degree", "degree-broad")), "kind": level, "gender": story.applicant.gender}
    data |= {"birth": story.applicant.birth, "specialty": story.specialty, "chair": han_name(rng, "男")}
    return Proof("degree_certificate", data, fields, {"title": _degrees(title)})


def recognised_degree(rng: Random, story: Story) -> Proof:
    """国（境）外学历学位认证书: of a degree from abroad."""
    school, english = rng.choice(_UNIVERSITIES)
    level = _DEGREES[story.education]
    year = int(story.extras["diploma"].fields["issued_on"][:4]) + 3
    title, issued = f"{rng.choice(_FIELDS)}{level}", f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    number, office = f"教留服认英〔{year}〕{rng.randint(1000, 39999):05d}号", "教育部留学服务中心"
    fields = {"holder": story.name, "issuer": office, "number": number, "issued_on": issued, "title": title}
    data = {**fields, "layout": "recognised", "school": school, "english": english, "gender": story.applicant.gender}
    data |= {"birth": story.applicant.birth, "since": f"{year - 2}-09", "until": f"{year}-01", "specialty": story.specialty}
    alt: dict[str, list[object]] = {"title": _degrees(title), "issuer": [office, school, f"{school}（{english}）"]}
    return Proof("degree_certificate", data, fields, alt)


def _degrees(title: str) -> list[object]:
    """How a degree may be called."""
    return [title, f"{title}学位", title[-2:], f"{title[-2:]}学位"]


def skill(rng: Random, story: Story) -> Proof:
    """职业技能等级证书, or the older 职业资格证书."""
    year = int(story.submitted_on[:4]) - rng.randint(2, 9)
    layout = rng.choice(("skill", "skill-old"))
    level, issuer = (
        (rng.choice(("一级/高级技师", "二级/技师")), f"{story.trade.society}技能评价中心")
        if layout == "skill"
        else (rng.choice(("一级", "二级")), "北京市职业技能鉴定管理中心")
    )
    fields = {
        "holder": story.name,
        "title": rng.choice(_SKILLS),
        "level": level,
        "issuer": issuer,
        "number": f"{year % 100:02d}01{rng.randint(10**11, 10**12 - 1)}",
        "issued_on": f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
    }
    data = {**fields, "layout": layout, "id_number": story.applicant.id_number, "gender": story.applicant.gender}
    data |= {"birth": story.applicant.birth, "theory": str(rng.randint(72, 96)), "craft": str(rng.randint(75, 97))}
    return Proof("vocational_certificate", data, fields)


def verification(rng: Random, story: Story) -> Proof:
    """境外职业资格核验结果, of the qualification that the dossier rests on."""
    one = story.extras["overseas"]
    fields = {name: one.fields[name] for name in ("holder", "title", "issuer")}
    fields |= {"number": f"HY{rng.randint(10**9, 10**10 - 1)}", "issued_on": add_days(story.submitted_on, -rng.randint(10, 50))}
    office = "北京市境外职业资格查询核验服务平台"
    data = {**fields, "layout": rng.choice(("verified-table", "verified-letter")), "office": office, "sealer": office}
    data |= {
        "member": one.fields["number"],
        "body": one.data["body"],
        "latin": one.data["latin"],
        "until": one.fields["valid_to"],
    }
    return Proof("overseas_verification", data, fields, {name: one.alt[name] for name in ("holder", "title", "issuer")})


def search(rng: Random, story: Story, paper: Achievement) -> Proof:
    """论文收录检索报告, or 检索证明, of a paper."""
    printed, day = paper.proofs[0].data, add_days(story.submitted_on, -rng.randint(20, 70))
    fields = {
        "holder": story.name,
        "issuer": rng.choice(_SEARCHERS),
        "number": f"JS{day[:4]}{rng.randint(1000, 99_999):05d}",
        "issued_on": day,
    }
    layout = rng.choice(("search-report", "search-proof"))
    data = {**fields, "layout": layout, "title": paper.title, "authors": printed["holders"], "journal": printed["journal"]}
    data |= {
        "year": printed["issued_on"][:4],
        "issue": printed["issue"],
        "pages": printed["pages"],
        "index": rng.choice(_INDEXES),
    }
    data |= {"cited": rng.randint(0, 40), "by": han_name(rng, "女"), "entry": f"{rng.randint(10**12, 10**13 - 1)}"}
    return Proof("retrieval_report", data, fields)


def association_letter(rng: Random, story: Story) -> Proof:
    """协会推荐函, or a letter that one has a seat in the association."""
    layout = rng.choice(("letter-of-association", "seat"))
    days = rng.randint(30, 60) if layout == "letter-of-association" else rng.randint(400, 1500)
    fields = {"holder": story.name, "issuer": story.trade.society, "issued_on": add_days(story.submitted_on, -days)}
    seat = rng.choice(("常务理事", "理事", "专业委员会委员"))
    data = {**fields, "layout": layout, "seat": seat, "specialty": story.specialty, "level": story.level}
    return Proof("association_letter", data, fields)
