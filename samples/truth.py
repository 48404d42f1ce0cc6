"""What is true of a delivered dossier, in the shape that a scorer reads: fields, documents with their pages, expectations."""

import re
from typing import Any

from samples.packing import Delivery
from samples.papers import ORGAN, Paper
from samples.plant import Plant
from samples.story import Story, days

_EMPTY: tuple[Any, ...] = ("", None, [])
_HANGS_ON = {"CAT-03": "APP-07", "PLU-07": "CAT-03"}
"""A rule -> the deficiency under which there is nothing to apply it to."""
_OF_EVIDENCE = {"EVD-02", "EVD-03", "EVD-04", "EVD-08"}
"""What only the evidence itself can show."""


def truth(
    story: Story, papers: list[Paper], plant: Plant, delivery: Delivery, difficulty: str, archive: str | None = None
) -> dict[str, Any]:
    """The truth file of one dossier."""
    stated: set[str] = set()
    for paper in papers:
        if paper.id not in delivery.unreadable:
            stated |= paper.states
    asked = plant.undetermined_ok + _grey_doubts(delivery) + _pale_doubts(plant)
    fields = _applicant(story, stated) | _application(story, stated) | _recommendation(story, stated) | _review(story, stated)
    said = {
        "schema_version": "1",
        "dossier": story.key,
        "submitted_on": story.submitted_on,
        "path": story.path,
        "difficulty": difficulty,
        "layout": plant.layout,
        "fields": fields,
        "fields_alt": _alternatives(story, plant, delivery, fields, stated),
        "documents": [_document(paper, delivery) for paper in papers if paper.id in delivery.parts],
        "deficiencies": [_may_be_asked(one, asked) for one in plant.deficiencies],
        "hints": plant.hints,
        "undetermined_ok": asked,
        "optional": plant.optional,
        "announced": sorted(plant.announced),
        "files": [_file(file) for file in delivery.files],
        "blank_pages": [list(place) for place in delivery.blank],
        "duplicates": {file.path: file.more["duplicate_of"] for file in delivery.files if "duplicate_of" in file.more},
        "flow_files": [file.path for file in delivery.files if file.flow],
        "pages": delivery.pages,
        "notes": [],
    }
    return seen(said) | ({"archive": archive} if archive else {})


def seen(said: dict[str, Any]) -> dict[str, Any]:
    """The truth without the planted deficiencies that nobody can see: those that hang on what another one leaves out are
    announced, and whether a page that cannot be read agrees with what is claimed may be asked or not.
    """
    planted = {one["code"] for one in said["deficiencies"]}
    hanging = [one for one in said["deficiencies"] if _HANGS_ON.get(one["code"]) in planted]
    dark = [one for one in said["deficiencies"] if one["code"] in _OF_EVIDENCE and _is_lost(one["subject"], said["documents"])]
    return said | {
        "deficiencies": [one for one in said["deficiencies"] if one not in hanging and one not in dark],
        "announced": sorted({*said["announced"], *(one["code"] for one in hanging)}),
        "optional": [*said["optional"], *({"code": one["code"], "subject": one["subject"]} for one in dark)],
    }


def _is_lost(subject: str | None, documents: list[dict[str, Any]]) -> bool:
    """Whether all papers behind an achievement are beyond reading."""
    number = re.fullmatch(r"/application/achievements/(\d+)", subject or "")
    papers = [paper for paper in documents if number and paper["id"].startswith(f"ach{number[1]}.")]
    return bool(papers) and all(paper.get("unreadable") for paper in papers)


def _may_be_asked(deficiency: dict[str, Any], asked: list[dict[str, Any]]) -> dict[str, Any]:
    """A planted deficiency; asking for it is as right as finding it where the question itself is."""
    open_ = any(one["code"] == deficiency["code"] and one["subject"] in (None, deficiency["subject"]) for one in asked)
    return deficiency | ({"referral_ok": True} if open_ else {})


def _none(value: Any) -> Any:
    return None if value in _EMPTY else value


def _applicant(story: Story, stated: set[str]) -> dict[str, Any]:
    who, employer = story.applicant, story.employer
    said = {
        "name": story.form_name or who.name, "gender": who.gender, "birth_date": who.birth, "id_number": who.id_number,
        "phone": story.form_phone, "employer": employer.name if employer else "自由职业",
        "employer_uscc": employer.uscc if employer else None, "position": story.position,
        "current_title": story.current_title, "education": story.education,
    }  # fmt: skip
    fields = {f"/applicant/{key}": _none(value) if f"/applicant/{key}" in stated else None for key, value in said.items()}
    return fields | {"/applicant/path": story.path}


def _application(story: Story, stated: set[str]) -> dict[str, Any]:
    said = {"conditions": story.conditions, "level": story.level, "series": story.trade.series, "specialty": story.specialty}
    fields: dict[str, Any] = {}
    for key, value in said.items():
        pointer = f"/application/{key}"
        fields[pointer] = (value if key == "conditions" else _none(value)) if pointer in stated else None
    if "achievements" in stated:
        for index, one in enumerate(story.achievements):
            for key in ("title", "level", "role", "date", "status"):
                fields[f"/application/achievements/{index}/{key}"] = getattr(one, key)
    return fields


def _recommendation(story: Story, stated: set[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "experts" not in stated:
        return fields
    for index, one in enumerate(story.experts):
        for key in ("name", "title", "employer", "position", "specialty", "phone", "opinion", "signed_on"):
            fields[f"/recommendation/experts/{index}/{key}"] = _none(getattr(one, key))
        fields[f"/recommendation/experts/{index}/title_level"] = one.level
        fields[f"/recommendation/experts/{index}/signed"] = one.signed and bool(one.name)
    plus = story.plus_one
    if plus is None:
        return fields | {"/recommendation/plus_one": None}
    for key in ("organisation", "name", "position", "phone", "opinion", "signed_on", "signed", "sealed"):
        value = getattr(plus, key)
        fields[f"/recommendation/plus_one/{key}"] = value if isinstance(value, bool) else _none(value)
    if plus.sealed:
        fields["/recommendation/plus_one/seal_text"] = plus.organisation
    return fields


def _review(story: Story, stated: set[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    base, notice, opinion = "/employer_review", story.publicity, story.opinion
    if "publicity" in stated:
        fields |= {f"{base}/publicity/{key}": getattr(notice, key) for key in ("issuer", "start", "end", "result")}
        counted = days(notice)
        if counted is not None:
            fields |= {
                f"{base}/publicity/working_days_inclusive": counted[0],
                f"{base}/publicity/working_days_exclusive": counted[1],
            }
    else:
        fields[f"{base}/publicity"] = None
    if "opinion" in stated:
        fields |= {f"{base}/opinion/{key}": getattr(opinion, key) for key in ("conclusion", "text", "signed_on", "sealed")}
        if opinion.sealed:
            fields[f"{base}/opinion/seal_text"] = opinion.seal_text
    else:
        fields[f"{base}/opinion"] = None
    return fields


def _alternatives(
    story: Story, plant: Plant, delivery: Delivery, fields: dict[str, Any], stated: set[str]
) -> dict[str, list[Any]]:
    """Other values that are as good: what a layout leaves open, what a grey copy cannot show, what two papers say differently."""
    alt: dict[str, list[Any]] = dict(plant.alt)
    if fields.get("/employer_review/opinion/text"):
        alt["/employer_review/opinion/text"] = [story.opinion.text, f"{ORGAN}：{story.opinion.text}"]
    if story.employer is None:
        alt["/applicant/employer"] = ["自由职业", "无", None]
        alt["/applicant/position"] = ["无", None]
    if story.current_title == "无":
        alt["/applicant/current_title"] = ["无", None]
    for index, one in enumerate(story.experts if "experts" in stated else []):
        base = f"/recommendation/experts/{index}"
        if plant.layout == "roster" and one.employer:
            alt[f"{base}/employer"] = [one.employer, f"{one.employer}{one.position}"]
        if plant.layout == "letter":
            alt[f"{base}/opinion"] = [one.opinion, _letter(story, index)]
    plus = story.plus_one
    if plant.layout == "letter" and plus is not None:
        alt["/recommendation/plus_one/opinion"] = [plus.opinion, _plus_letter(story)]
    for pointer, paper in (("/recommendation/plus_one", "rec"), ("/employer_review/opinion", "opn")):
        if paper in delivery.grey and fields.get(f"{pointer}/sealed"):
            alt[f"{pointer}/sealed"] = [True, None]
            alt[f"{pointer}/seal_text"] = [fields.get(f"{pointer}/seal_text"), None]
        elif paper in delivery.grey and fields.get(f"{pointer}/sealed") is False:
            alt[f"{pointer}/sealed"] = [False, None]
        elif paper in plant.pale and fields.get(f"{pointer}/sealed"):
            alt[f"{pointer}/seal_text"] = [fields.get(f"{pointer}/seal_text"), None]
    return alt


def _letter(story: Story, index: int) -> str:
    """The whole body of an expert's letter, which may be taken for the opinion."""
    one = story.experts[index]
    head = f"本人{one.name}，现任{one.employer}{one.position}，职称为{one.title}，从事{one.specialty}专业，联系电话{one.phone}。"
    return f"{head}现就{story.form_name or ''}同志申报高级职称提出如下举荐意见：{one.opinion}"


def _plus_letter(story: Story) -> str:
    plus = story.plus_one
    assert plus is not None
    head = (
        f"本人{plus.name}，现任{plus.organisation}{plus.position}，联系电话{plus.phone}。依据考核认定办法第四条，实名举荐如下："
    )
    return f"{head}{plus.opinion or ''}"


def _document(paper: Paper, delivery: Delivery) -> dict[str, Any]:
    parts = [{"file": file, "pages": pages} for file, pages in delivery.parts[paper.id]]
    fields = {key: value for key, value in paper.fields.items() if value not in _EMPTY}
    said: dict[str, Any] = {
        "id": paper.id,
        "type": paper.type,
        "parts": parts,
        "fields": {} if paper.id in delivery.unreadable else fields,
    }
    if len(parts) == 1:
        said |= parts[0]
    if paper.alt:
        said["fields_alt"] = paper.alt
    if paper.type_alt:
        said["type_alt"] = paper.type_alt
    if paper.id in delivery.grey:
        said["grey"] = True
    if paper.id in delivery.unreadable:
        said["unreadable"] = True
    manners = {file.path: file.more["manner"] for file in delivery.files if "manner" in file.more}
    if parts[0]["file"] in manners:
        said["manner"] = manners[parts[0]["file"]]
    return said


def _file(file: Any) -> dict[str, Any]:
    return {"path": file.path, "status": file.status, **file.more}


def _grey_doubts(delivery: Delivery) -> list[dict[str, Any]]:
    """On a grey copy nobody sees whether a seal is red."""
    if not delivery.grey:
        return []
    codes = ["PUB-09", "PLU-10", "EVD-08", "EMP-05", "FLG-03"]
    codes += ["REC-09", "PLU-08", "REC-17"] if "rec" in delivery.grey else []
    codes += ["UNI-03", "UNI-04", "UNI-05"] if "opn" in delivery.grey else []  # an unseen seal may lie on the day
    return [{"code": code, "subject": None} for code in codes]


def _pale_doubts(plant: Plant) -> list[dict[str, Any]]:
    """Of a pale seal nobody may be able to say whose it is."""
    return [{"code": "UNI-05", "subject": None}] if "opn" in plant.pale else []
