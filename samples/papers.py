"""The papers of a dossier: which sheets are printed from a story, with which marks, and what each of them states."""

from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

from samples import seals
from samples.forms import look
from samples.story import Expert, PlusOne, Proof, Story

ORGAN = "北京市高级职称考核认定委员会"
RECOMMEND = ("roster", "stacked", "cards", "lines", "letter")
_SLOTS = ("name", "employer", "title", "specialty", "phone", "opinion", "sign")
WORDS: tuple[dict[str, str], ...] = tuple(
    dict(zip(_SLOTS, said.split("|"), strict=True))
    for said in (
        "举荐专家|工作单位及职务|专业技术职务|从事专业|联系方式|举荐意见|举荐专家（签字）",
        "推荐人|单位及职务|职　称|研究领域|手机号码|推荐理由|推荐人签名",
        "业内专家|所在单位、职务|职称名称|专业领域|联系电话|专家意见|专家本人签名",
    )
)
"""How the slots of an expert are called, by office."""

_PROOFS: dict[str, tuple[str, str, str]] = {
    "patent_certificate": ("works", "patent", "发明专利证书"),
    "other": ("works", "patent-application", "专利申请材料"),
    "software_copyright": ("works", "software", "软著登记证书"),
    "paper": ("works", "paper", "论文"),
    "project_approval": ("works", "approval", "项目任务书"),
    "project_acceptance": ("works", "acceptance", "项目验收意见"),
    "benefit_certificate": ("works", "benefit", "成果应用证明"),
    "media_report": ("works", "report", "媒体报道"),
    "award_certificate": ("certs", "award", "获奖证书"),
    "heritage_certificate": ("certs", "heritage", "非遗传承人证书"),
    "talent_programme": ("certs", "talent", "人才项目入选通知"),
    "social_insurance_record": ("certs", "social", "社保缴费证明"),
    "diploma": ("certs", "diploma", "毕业证书"),
    "overseas_qualification": ("certs", "overseas", "国际职业资格证书及译文"),
    "commitment_letter": ("unit", "commitment", "申报人承诺"),
    "employment_certificate": ("unit", "employment", "在职证明"),
    "residence_permit": ("rarer", "residence", "居住证"),
    "passport": ("rarer", "passport", "护照"),
    "degree_certificate": ("rarer", "degree", "学位证书"),
    "vocational_certificate": ("rarer", "skill", "职业技能等级证书"),
    "overseas_verification": ("rarer", "verified-table", "境外职业资格核验结果"),
    "retrieval_report": ("rarer", "search-report", "论文检索报告"),
    "association_letter": ("rarer", "letter-of-association", "协会推荐函"),
}
"""Of a type of proof: the file of its layouts, the layout where its data name none, what its file is called."""
_CALLED = {
    "work-residence": "工作居住证",
    "recognised": "国（境）外学历学位认证书",
    "skill-old": "职业资格证书",
    "verified-letter": "境外职业资格核验证明",
    "search-proof": "论文检索证明",
    "seat": "协会会员证明",
}
"""What a paper of a certain layout is called, where that is not the name of its type."""
_LISTED = {
    "recommendation_form": "北京市高级职称考核认定举荐表",
    "application_form": "高级职称考核认定申报表",
    "publicity_certificate": "单位内部公示情况说明",
    "employer_opinion": "单位推荐意见",
    "identity_card": "身份证复印件",
    "commitment_letter": "申报人承诺书",
    "social_insurance_record": "社会保险缴费证明",
}
"""What the applicant's own list calls a paper, where that is not its title."""

_NO_SEAL = {
    "paper", "book_or_standard", "media_report", "commitment_letter", "overseas_qualification", "employment_certificate",
    "residence_permit", "passport",
}  # fmt: skip


@dataclass
class Paper:
    """One document to be printed: what it is, what is on it, and which values of the record it states."""

    id: str
    type: str
    template: str
    title: str
    data: dict[str, Any]
    fields: dict[str, Any]
    alt: dict[str, list[Any]] = field(default_factory=dict)
    marks: dict[str, bytes] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)
    group: str = "基本材料"
    type_alt: list[str] = field(default_factory=list)


class Pen(Protocol):
    """What draws the marks on a paper, as PNG."""

    def seal(self, rng: Random, text: str, /) -> bytes:
        """The round seal of an organisation."""

    def signature(self, rng: Random, name: str, /) -> bytes:
        """A person's signature."""


def papers(rng: Random, story: Story, layout: str | None = None, pen: Pen = seals) -> list[Paper]:
    """Everything that is printed of the story, in a sensible order; what is absent is left out."""
    proofs = [(f"ach{i}.{j}", one) for i, a in enumerate(story.achievements) for j, one in enumerate(a.proofs)]
    said = [
        _recommendation(rng, story, layout or rng.choice(RECOMMEND), pen),
        _application(rng, story),
        _publicity(rng, story, pen),
        _opinion(rng, story, pen),
        _identity(rng, story),
        *_extras(rng, story, pen),
        *_contract(rng, story, pen),
        *(_proof(rng, story, id, one, pen) for id, one in proofs),
    ]
    kept = [one for one in said if one is not None and one.id not in story.absent]
    return [*kept, *([] if "list" in story.absent else [_contents(rng, story, kept)])]


def _applicant(story: Story) -> dict[str, Any]:
    who, employer = story.applicant, story.employer
    return {
        "name": story.form_name,
        "gender": who.gender,
        "birth": who.birth,
        "id_number": who.id_number,
        "phone": story.form_phone,
        "employer": None if "form-employer" in story.absent else employer.name if employer else "自由职业",
        "uscc": employer.uscc if employer else "无",
        "position": story.position,
        "current_title": story.current_title,
        "education": story.education,
        "series": story.trade.series,
        "specialty": story.specialty,
        "level": story.level,
        "conditions": story.conditions,
    }


APPLICANT = {"name", "gender", "birth_date", "id_number", "phone", "employer", "position", "current_title", "education"}
APPLICATION = {"conditions", "level", "series", "specialty"}


def _stated(names: set[str], of: str) -> set[str]:
    return {f"/{of}/{name}" for name in names}


def _recommendation(rng: Random, story: Story, layout: str, pen: Pen) -> Paper:
    marks = {f"expert-{i}": pen.signature(rng, one.name) for i, one in enumerate(story.experts) if one.signed and one.name}
    plus = story.plus_one
    if plus is not None and plus.signed:
        marks["plus_one"] = pen.signature(rng, plus.name or "王")
    if plus is not None and plus.sealed:
        marks["plus_one_seal"] = pen.seal(rng, plus.organisation)
    return Paper(
        id="rec",
        type="recommendation_form",
        template="recommend",
        title="举荐表",
        data={
            "layout": layout,
            "look": look(rng),
            "words": rng.choice(WORDS),
            "applicant": _applicant(story),
            "experts": [_expert(one) for one in story.experts],
            "plus_one": _plus(plus),
        },
        fields={"holder": story.form_name} if story.form_name else {},
        marks=marks,
        states=_stated(APPLICANT, "applicant") | _stated(APPLICATION, "application") | {"experts", "plus_one"},
        group="举荐材料",
    )


def _expert(one: Expert) -> dict[str, Any]:
    return {
        key: getattr(one, key) for key in ("name", "title", "employer", "position", "specialty", "phone", "opinion", "signed_on")
    }


def _plus(one: PlusOne | None) -> dict[str, Any] | None:
    keys = ("organisation", "name", "position", "phone", "opinion", "signed_on")
    return {key: getattr(one, key) for key in keys} if one is not None else None


def _application(rng: Random, story: Story) -> Paper:
    layout = rng.choice(("grid", "sections"))
    rows = [
        {"no": i, **{key: getattr(one, key) for key in ("label", "title", "level", "role", "date", "status")}}
        for i, one in enumerate(story.achievements, 1)
    ]
    data = {"layout": layout, "look": look(rng), "applicant": _applicant(story), "achievements": rows, "opinion": None}
    data |= {"printed": story.submitted_on, "path": story.path}
    states = _stated(APPLICANT | ({"employer_uscc"} if story.employer else set()), "applicant")
    states |= _stated(APPLICATION, "application") | {"achievements"}
    return Paper(
        "app", "application_form", "apply", "申报表", data, {"holder": story.form_name} if story.form_name else {}, states=states
    )


def _publicity(rng: Random, story: Story, pen: Pen) -> Paper:
    said = story.publicity
    data = {
        "layout": rng.choice(("publicity-prose", "publicity-table")),
        "look": look(rng),
        "issuer": said.issuer,
        "start": said.start,
        "end": said.end,
        "result": _result(rng, said.result),
        "names": said.names,
        "level": said.level,
        "specialty": said.specialty,
        "issued_on": said.issued_on,
        "place": said.place,
    }
    fields = {"issuer": said.issuer, "start": said.start, "end": said.end, "issued_on": said.issued_on, "holders": said.names}
    marks = {"publicity_seal": pen.seal(rng, said.issuer)}
    return Paper(
        "pub", "publicity_certificate", "unit", "公示情况", data, fields, marks=marks, states={"publicity"}, group="单位材料"
    )


def _result(rng: Random, result: str | None) -> str | None:
    if result != "无异议":
        return result
    return rng.choice(("公示期间未收到异议。", "公示期内无异议。", "公示期满，未接到任何单位和个人提出异议。"))


def _opinion(rng: Random, story: Story, pen: Pen) -> Paper:
    said = story.opinion
    data = {
        "layout": rng.choice(("opinion-letter", "opinion-table")),
        "look": look(rng),
        "organ": ORGAN,
        "name": story.name,
        "level": story.level,
        "specialty": story.specialty,
        "issuer": said.issuer,
        "text": said.text,
        "signed_on": said.signed_on,
        "slot": said.slot,
    }
    marks = {"employer_seal": pen.seal(rng, said.seal_text)} if said.sealed else {}
    fields = {"issuer": said.issuer, "issued_on": said.signed_on}
    return Paper("opn", "employer_opinion", "unit", "推荐意见", data, fields, marks=marks, states={"opinion"}, group="单位材料")


def _identity(rng: Random, story: Story) -> Paper:
    card, who = story.card, story.card.person
    fields = {
        "name": who.name,
        "gender": who.gender,
        "ethnicity": who.ethnicity,
        "birth_date": who.birth,
        "address": who.address,
        "id_number": who.id_number,
        "authority": who.authority,
        "valid_from": card.valid_from,
        "valid_to": card.valid_to,
    }
    data = {**fields, "layout": "identity", "look": look(rng), "order": rng.choice(("face", "emblem"))}
    alt = {"ethnicity": [who.ethnicity, who.ethnicity.removesuffix("族")]}
    states = _stated({"name", "gender", "birth_date", "id_number"}, "applicant")
    return Paper("id", "identity_card", "certs", "身份证", data, fields, alt, states=states)


def _extras(rng: Random, story: Story, pen: Pen) -> list[Paper]:
    said = [_proof(rng, story, name, one, pen, "基本材料") for name, one in story.extras.items()]
    for one in said:
        if one.type == "commitment_letter":
            one.marks = {"applicant": pen.signature(rng, story.name)}
        if one.type == "title_certificate":
            one.states = {"/applicant/current_title"} if one.id == "title" else set()
    return said


def _contract(rng: Random, story: Story, pen: Pen) -> list[Paper]:
    said = story.contract
    if said is None or story.employer is None:
        return []
    fields = {"employer": said.employer, "employee": said.employee, "start": said.start, "issued_on": said.signed_on}
    fields |= {"end": said.end} if said.end else {}
    data = {
        **fields,
        "end": said.end,
        "signed_on": said.signed_on,
        "layout": "contract",
        "look": look(rng),
        "position": story.position,
        "id_number": story.applicant.id_number,
        "public": story.employer.uscc.startswith("12"),
    }
    marks = {"contract_seal": pen.seal(rng, said.employer)} if said.sealed else {}
    marks |= {"contract_employee": pen.signature(rng, said.employee)} if said.signed else {}
    alt: dict[str, list[Any]] = {} if said.end else {"end": [None, "无固定期限"]}
    return [Paper("contract", "labour_contract", "unit", "劳动（聘用）合同", data, fields, alt, marks)]


def _proof(rng: Random, story: Story, id: str, one: Proof, pen: Pen, group: str = "业绩材料") -> Paper:
    data = {**one.data, "look": look(rng), "flipped": rng.random() < 0.6}
    if one.type == "title_certificate":
        template, layout, title = "certs", rng.choice(("title-paper", "title-electronic")), "职称证书"
    elif one.type == "book_or_standard":
        template, layout, title = "works", one.data["kind"], "著作版权页" if one.data["kind"] == "book" else "地方标准"
    else:
        template, layout, title = _PROOFS[one.type]
    title = _CALLED.get(data.get("layout", ""), title)
    marks = {} if one.type in _NO_SEAL else {"issuer_seal": pen.seal(rng, _sealer(one))}
    if one.type in ("patent_certificate", "project_acceptance", "overseas_qualification"):
        marks["registrar"] = pen.signature(rng, one.data.get("experts", ["申平"])[0])
    states = {"/applicant/name"} if one.fields.get("holder") == story.name else set()
    paper = Paper(id, one.type, template, title, {"layout": layout} | data, one.fields, one.alt, marks, states, group)
    if one.type == "other":
        paper.type_alt = ["patent_certificate", "other"]
    if data.get("layout") == "recognised":
        paper.type_alt = ["degree_certificate", "overseas_verification", "diploma"]
    return paper


def _sealer(one: Proof) -> str:
    """Whose seal stands on a certificate."""
    if "sealer" in one.data:
        return str(one.data["sealer"])
    if one.type == "social_insurance_record":
        return "北京市社会保险网上服务专用章"
    if one.type == "software_copyright":
        return "计算机软件著作权登记专用章"
    return str(one.fields["issuer"])


def _contents(rng: Random, story: Story, kept: list[Paper]) -> Paper:
    layout = rng.choice(("contents-table", "contents-list"))
    entries = [_LISTED.get(one.type, one.title) for one in kept] + story.toc_extra
    data = {"layout": layout, "look": look(rng), "name": story.name, "entries": entries}
    return Paper(
        "list", "material_list", "unit", "申报材料清单", data, {"holder": story.name}, states={"/applicant/name"}, group=""
    )
