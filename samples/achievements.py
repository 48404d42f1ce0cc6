"""Achievements with what shows them: a claim as the form says it, and the documents that bear it out."""

from collections.abc import Callable
from random import Random

from samples.people import han_name, isbn, patent_number
from samples.story import Achievement, Proof, add_days
from samples.trades import Trade

_RANKS = "一二三四五"
_JOURNALS = ("《京畿工程学报》", "《北方科学与技术》", "《城市专业研究》", "《现代行业论坛》", "《华北学术月刊》")
_PRESSES = ("京畿人民出版社", "北方文化出版社", "燕都科学技术出版社")
_PAPERS = ("《京畿日报》", "《首善文化报》", "《京城行业周刊》")
_PROGRAMMES = ("北京市青年英才攀登计划", "北京市卓越专业人才引领工程", "北京市战略产业领军人才支持计划")

Maker = Callable[[Random, str, Trade, str, int], Achievement]


def achievements(rng: Random, name: str, trade: Trade, employer: str, year: int, count: int = 3) -> list[Achievement]:
    """So many achievements of different kinds, none later than the year before `year`."""
    kinds = rng.sample(trade.kinds, min(count, len(trade.kinds)))
    return [MAKERS[kind](rng, name, trade, employer, year - 1 - index) for index, kind in enumerate(kinds)]


def team(rng: Random, name: str, rank: int = 1, size: int = 4) -> list[str]:
    """The names of those who did it, the applicant at her rank."""
    others = [han_name(rng, rng.choice("男女")) for _ in range(size - 1)]
    return [*others[: rank - 1], name, *others[rank - 1 :]]


def _topic(rng: Random, trade: Trade) -> str:
    """A topic without the brackets of a work's title, so that it can stand inside other titles."""
    return rng.choice(trade.topics).replace("《", "").replace("》", "")


def _day(rng: Random, year: int) -> str:
    return f"{year}-{rng.randint(2, 11):02d}-{rng.randint(1, 28):02d}"


def patent(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """发明专利, granted three years after filing."""
    title, granted = f"一种用于{_topic(rng, trade)}的{rng.choice(('装置', '方法', '系统'))}", _day(rng, year)
    number, holders = patent_number(rng, year - 3), team(rng, name, size=rng.randint(2, 4))
    fields = {"holders": holders, "title": title, "issuer": "国家知识产权局", "number": number, "issued_on": granted}
    data = {
        **fields,
        "filed_on": _day(rng, year - 3),
        "owner": employer,
        "kind": "发明专利",
        "certificate": f"第{rng.randint(4_000_000, 6_999_999)}号",
    }
    data["publication"] = f"CN {rng.randint(110_000_000, 118_999_999)} B"
    proof = Proof("patent_certificate", data, fields)
    return Achievement("patent", "专利", title, "发明专利", "第一发明人", granted[:7], "已授权", [proof])


def software(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """计算机软件著作权."""
    title, day = f"{_topic(rng, trade)}分析软件V{rng.randint(1, 4)}.{rng.randint(0, 9)}", _day(rng, year)
    fields = {"holders": [name, employer], "title": title, "number": f"{year}SR{rng.randint(0, 1_999_999):07d}", "issued_on": day}
    data = {**fields, "certificate": f"软著登字第{rng.randint(5_000_000, 9_999_999)}号", "first": _day(rng, year - 1)}
    alt: dict[str, list[object]] = {"issued_on": [day, data["first"]], "holders": [[name, employer], [name], [employer]]}
    return Achievement(
        "software",
        "软件著作权",
        title,
        "软件著作权",
        "第一完成人",
        day[:7],
        "已登记",
        [Proof("software_copyright", data, fields, alt)],
    )


def project(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """A project of the city, approved, led and accepted."""
    title, accepted = f"{_topic(rng, trade)}关键技术研究与应用", _day(rng, year)
    start, holders = f"{year - 3}-01-01", team(rng, name, size=5)
    issuer, number = "北京市科学技术委员会", f"Z{year - 3}{rng.randint(1000, 9999)}{rng.randint(100, 999)}"
    approved = {"holders": holders, "title": title, "issuer": issuer, "number": number, "issued_on": add_days(start, -20)}
    approval = Proof(
        "project_approval",
        {**approved, "start": start, "end": f"{year}-06-30", "owner": employer, "money": rng.randint(80, 900)},
        {**approved, "start": start, "end": f"{year}-06-30"},
    )
    said = {"holders": holders, "title": title, "issuer": issuer, "number": number, "issued_on": accepted}
    acceptance = Proof("project_acceptance", {**said, "owner": employer, "experts": team(rng, han_name(rng, "男"), size=5)}, said)
    return Achievement("project", "科研项目", title, "省部级", "项目负责人", accepted[:7], "已验收", [approval, acceptance])


def paper(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """An article in an invented journal."""
    title = f"{_topic(rng, trade)}中{rng.choice(trade.craft)}的作用机制"
    journal, month = rng.choice(_JOURNALS), rng.randint(1, 12)
    issued, holders = f"{year}-{month:02d}", team(rng, name, size=rng.randint(2, 4))
    fields = {"holders": holders, "title": title, "issued_on": issued}
    first = rng.randint(8, 140)
    data = {
        **fields,
        "journal": journal,
        "volume": year - 1984,
        "issue": month,
        "pages": f"{first}-{first + 7}",
        "owner": employer,
    }
    data |= {
        "topic": _topic(rng, trade),
        "craft": list(trade.craft),
        "doi": f"10.{rng.randint(12000, 19999)}/j.bj.{year}.{month:02d}.{first:03d}",
    }
    level = rng.choice(("中文核心期刊", "CSCD收录", "EI收录"))
    return Achievement("paper", "论文", title, level, "第一作者", issued, "已发表", [Proof("paper", data, fields)])


def award(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """A prize of the trade's society, with the applicant's rank in the team."""
    title, day, rank = _topic(rng, trade), _day(rng, year), rng.randint(1, 3)
    grade, issuer = rng.choice(("一等奖", "二等奖", "三等奖")), trade.society
    prize = f"{issuer.removesuffix('行业协会').removesuffix('协会')}优秀成果{grade}"
    number = f"BJ-{year}-{rng.randint(2, 4)}-{rng.randint(10, 99)}-R{rank:02d}"
    fields = {"holder": name, "title": title, "issuer": issuer, "number": number, "rank": rank, "level": grade, "issued_on": day}
    data = {**fields, "prize": prize, "owner": employer}
    alt: dict[str, list[object]] = {"title": [title, prize], "level": [grade, prize]}
    role = f"第{_RANKS[rank - 1]}完成人"
    return Achievement("award", "获奖", title, prize, role, day[:7], "已获奖", [Proof("award_certificate", data, fields, alt)])


def benefit(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """A user's certificate of application."""
    title, day = f"{_topic(rng, trade)}成果应用", _day(rng, year)
    user = rng.choice([one for one in trade.employers if one != employer])
    fields = {"title": title, "issuer": user, "issued_on": day}
    data = {
        **fields,
        "name": name,
        "start": f"{year - 2}年{rng.randint(1, 12)}月",
        "money": rng.randint(120, 4800),
        "count": rng.randint(3, 40),
    }
    return Achievement(
        "benefit", "成果应用", title, "企业级", "技术负责人", day[:7], "已应用", [Proof("benefit_certificate", data, fields)]
    )


def heritage(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """非物质文化遗产代表性传承人, of the city."""
    title, day = (
        f"{rng.choice(trade.craft)}制作技艺" if trade.key == "lacquer" else f"{rng.choice(trade.craft)}技艺",
        _day(rng, year),
    )
    issuer, number = "北京市文化和旅游局", f"BJ-{rng.randint(1, 6):02d}-{rng.randint(100, 999)}"
    fields = {"holder": name, "title": title, "issuer": issuer, "number": number, "issued_on": day, "level": "市级"}
    return Achievement(
        "heritage",
        "传承人认定",
        title,
        "市级",
        "代表性传承人",
        day[:7],
        "已认定",
        [Proof("heritage_certificate", {**fields, "owner": employer}, fields)],
    )


def book(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """A book of one's own, shown by its imprint."""
    title, month = f"《{_topic(rng, trade)}研究》", rng.randint(1, 12)
    fields = {
        "holder": name,
        "title": title,
        "issuer": rng.choice(_PRESSES),
        "number": isbn(rng),
        "issued_on": f"{year}-{month:02d}",
    }
    data = {**fields, "words": rng.randint(180, 620), "owner": employer, "price": rng.randint(48, 168)}
    alt: dict[str, list[object]] = {
        "title": [title, title.strip("《》")],
        "number": [fields["number"], f"ISBN {fields['number']}"],
    }
    return Achievement(
        "book",
        "著作",
        title,
        "专著",
        "独著",
        f"{year}-{month:02d}",
        "已出版",
        [Proof("book_or_standard", {**data, "kind": "book"}, fields, alt)],
    )


def standard(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """A standard of the city, the applicant the first drafter."""
    title, day, holders = f"{_topic(rng, trade)}技术规程", _day(rng, year), team(rng, name, size=5)
    number = f"DB11/T {rng.randint(1200, 2500)}—{year}"
    fields = {"holders": holders, "title": title, "issuer": "北京市市场监督管理局", "number": number, "issued_on": day}
    data = {**fields, "effective": add_days(day, 90), "owner": employer, "kind": "standard"}
    alt: dict[str, list[object]] = {"number": [number, number.replace("—", "-")]}
    return Achievement(
        "standard", "标准", title, "地方标准", "主要起草人", day[:7], "已发布", [Proof("book_or_standard", data, fields, alt)]
    )


def media(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """A newspaper's report of the applicant."""
    title, day = f"{name}与“{_topic(rng, trade)}”", _day(rng, year)
    fields = {"holder": name, "title": title, "issuer": rng.choice(_PAPERS), "issued_on": day}
    data = {
        **fields,
        "craft": list(trade.craft),
        "reporter": han_name(rng, "女"),
        "sheet": f"第{rng.randint(2, 12):02d}版",
        "owner": employer,
    }
    alt: dict[str, list[object]] = {"issuer": [fields["issuer"], fields["issuer"].strip("《》")]}
    return Achievement(
        "media", "媒体报道", title, "市级媒体", "报道对象", day[:7], "已刊发", [Proof("media_report", data, fields, alt)]
    )


def talent(rng: Random, name: str, trade: Trade, employer: str, year: int) -> Achievement:
    """A talent programme of the city."""
    title, day = rng.choice(_PROGRAMMES), _day(rng, year)
    number = f"京人社专技发〔{year}〕{rng.randint(20, 190)}号"
    fields = {"holder": name, "title": title, "issuer": "北京市人力资源和社会保障局", "number": number, "issued_on": day}
    data = {**fields, "owner": employer, "others": [[han_name(rng, "男"), one] for one in trade.employers if one != employer]}
    return Achievement(
        "talent", "人才项目", title, "市级", "入选者", day[:7], "已入选", [Proof("talent_programme", data, fields)]
    )


MAKERS: dict[str, Maker] = {
    "patent": patent, "software": software, "project": project, "paper": paper, "award": award, "benefit": benefit,
    "heritage": heritage, "book": book, "standard": standard, "media": media, "talent": talent,
}  # fmt: skip
