"""What experts, principals and employers write: sentences put together anew for every dossier."""

from random import Random

from samples.trades import Trade

_OPENINGS = (
    "本人从事{specialty}方面工作多年，与{name}在项目评审和学术交流中多有接触，对其专业情况比较了解。",
    "我与{name}相识已有{years}年，一直关注其在{field}方面的工作。",
    "应{name}本人请求，我认真审阅了其提交的业绩材料，并与其进行了当面交流。",
    "作为同行，我曾两次参加{name}主持工作的现场评议，下述意见均有事实依据。",
)
_BODIES = (
    "{name}长期围绕“{topic}”开展工作，抓住了{craft}这一要害，提出的做法简便可靠，已在{count}家单位推开。",
    "其最突出的贡献在{craft}上：过去靠经验判断的环节，经其整理后有了可以量化的依据，返工率降至原来的{part}成。",
    "在“{topic}”中，{name}承担了最难的部分，前后历时{months}个月，最终结果经第三方核验，数据真实。",
    "就{craft}而言，{name}的做法与国内通行方法不同，成本约为后者的{part}成，稳定性反而更好。",
    "{name}带过{count}名青年同行，其中多人已能独立承担任务，这一点在业内有目共睹。",
)
_CLOSINGS = (
    "我认为其专业水平和实际贡献已达到{level}职称的要求，愿意实名举荐，并对所述内容负责。",
    "综合其业绩和行业影响，同意举荐{name}申报{level}职称。",
    "鉴于上述情况，特向考核认定委员会举荐，请予审议。",
    "对照考核认定条件，{name}符合{level}职称的申报要求，本人予以举荐。",
)
_PLUS_ONE = {
    1: "{name}系我单位在职专业技术人员，在{field}方面贡献突出，业绩核实无误，本人作为单位主要负责人实名举荐其申报{level}职称。",
    2: "经核对会员档案，{name}取得的资格真实有效。其专业工作体现了本机构倡导的标准，本人代表本机构实名举荐其申报{level}职称。",
    3: "{name}在{field}方面身怀绝技，其技艺在本市行业内公认，对传承与创新作出了突出贡献，本人代表协会实名举荐其申报{level}职称。",
    4: "{name}业绩特别优秀，在{field}方面为本市发展作出积极贡献，经研究，本人实名举荐其申报{level}职称。",
}
_REVIEWS = (
    "经审查，{name}同志遵纪守法，爱岗敬业，履职情况良好；其所提交的申报材料与原件相符，内容属实。",
    "本单位已对{name}同志的履职情况和申报材料进行初审，未发现与事实不符之处。",
    "{name}同志任职以来认真履行岗位职责，专业能力强；申报材料经初审真实、完整。",
)
_AGREE = (
    "内部公示期间未收到异议。同意推荐申报{series}{level}职称。",
    "公示无异议，同意推荐其参加{level}职称考核认定。",
    "经公示，无异议。本单位同意推荐{name}同志申报{specialty}专业{level}职称。",
)


def opinion(rng: Random, name: str, trade: Trade, specialty: str, level: str, sentences: int = 2) -> str:
    """An expert's opinion of the applicant."""
    bodies = rng.sample(_BODIES, min(sentences, len(_BODIES)))
    topics, crafts = rng.sample(trade.topics, len(trade.topics)), rng.sample(trade.craft, len(trade.craft))
    said = [rng.choice(_OPENINGS), *bodies, rng.choice(_CLOSINGS)]
    return "".join(
        sentence.format(
            name=name,
            field=specialty,
            specialty=specialty,
            level=level,
            topic=topics[index % len(topics)],
            craft=crafts[index % len(crafts)],
            years=rng.randint(4, 22),
            count=rng.randint(3, 28),
            part=rng.choice("三四五六"),
            months=rng.randint(8, 40),
        )
        for index, sentence in enumerate(said)
    )


def principal(condition: int, name: str, specialty: str, level: str) -> str:
    """What the "+1" writes under this item of Article 3."""
    return _PLUS_ONE[condition].format(name=name, field=specialty, level=level)


def review(rng: Random, name: str) -> str:
    """初审: that duties and materials were looked at."""
    return rng.choice(_REVIEWS).format(name=name)


def agreement(rng: Random, name: str, series: str, specialty: str, level: str) -> str:
    """That the publicity raised no objection, and the recommendation."""
    return rng.choice(_AGREE).format(name=name, series=series, specialty=specialty, level=level)
