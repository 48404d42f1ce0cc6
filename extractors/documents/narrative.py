"""Narratives: an applicant who presents himself in running text («本人某某，男，1988年9月出生，现任……») instead of a form."""

import re
from collections.abc import Mapping

from extractors.forms.applied import applied_for
from extractors.writing.offices import seat
from extractors.writing.prose import Prose
from extractors.writing.values import PHONE, normalised
from schemas.document import Block
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name
from schemas.terms.titles import series_named

_SELF = re.compile(
    r"(?=(?:本人|我叫|我是|申报人|兹有|现有|兹举荐|现举荐)\s*(?P<name>(?!担任|为|任|系|在|于|从|曾|现|已|作|以)[\u4e00-\u9fff·]{2,8}?)(?:同志)?\s*[,，]\s*(?P<gender>[男女])?)"
)
"""Matches overlap, since a heading may ask who one is (我是谁)."""
_DAY = r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"
_TOLD = {
    "gender": re.compile(r"[,，]\s*(?P<gender>[男女])(?:性)?\s*[,，]"),
    "birth_date": re.compile(rf"(?P<birth_date>(?<=生于)\s*{_DAY}|{_DAY}(?=\s*(?:出生|生)))"),
    "id_number": re.compile(r"(?:身份证|证件)(?:件)?号码?[:：为是]?\s*(?P<id_number>[1-9]\d{16}[\dXx])(?!\d)"),
    "phone": re.compile(rf"(?:电话|手机)(?:号码?)?[:：为是]?\s*(?P<phone>{PHONE})"),
    "employer_uscc": re.compile(r"信用代码[:：为是]?\s*(?P<employer_uscc>[0-9A-Z]{18})(?![0-9A-Z])"),
    "education": re.compile(r"[,，](?P<education>[\u4e00-\u9fff]{2,8})学历[,，;；。]"),
    "current_title": re.compile(r"(?:现|目前|已取得)?职称(?:为|是|[:：])\s*(?P<current_title>[\u4e00-\u9fff]{2,12})[,，;；。]"),
}
_POST = re.compile(
    r"(?:现任|现为|任职于|就职于|工作于)\s*(?P<seat>[^,，。;；(（)）]{3,50})(?:[(（][^()（）]{0,40}[)）](?P<post>[^,，。;；]{2,20}))?[,，;；。]"
)
_LEVEL = re.compile(r"申报[^。;；]{0,40}?(?P<level>[正副]高级)")


def narrated(applicant: Block, application: Block, text: Prose, profile: Profile) -> tuple[Block, Block]:
    """The two blocks of a form that no label tells, with what the applicant says of himself; both as they are where labels tell
    his name, number or employer, or where no sentence presents him.
    """
    own = _own(text)
    if own is None or any(applicant[name].present for name in ("name", "id_number", "employer")):
        return applicant, application
    said = {"name": text.field(own.start("name"), own.end("name"))} | _particulars(text) | _post(text)
    return _with(applicant, said), _with(application, _applied(text, profile))


def _own(text: Prose) -> re.Match[str] | None:
    """Where the applicant says his name, best of all with his sex behind it; nothing that holds another 本人 is one."""
    named = [match for match in _SELF.finditer(text.raw) if looks_like_name(match["name"]) and "本人" not in match["name"]]
    return next((match for match in named if match["gender"]), named[0] if named else None)


def _particulars(text: Prose) -> dict[str, Field]:
    found = {name: pattern.search(text.raw) for name, pattern in _TOLD.items()}
    return {name: normalised(name, text.spans(match.start(name), match.end(name))) for name, match in found.items() if match}


def _post(text: Prose) -> dict[str, Field]:
    """Employer and position: parted by what stands in brackets between them, else by where the employer's name ends."""
    match = _POST.search(text.raw)
    if match is None:
        return {}
    at = match.start("seat")
    if match["post"]:
        return {"employer": text.field(at, match.end("seat")), "position": text.field(match.start("post"), match.end("post"))}
    house, office = seat(match["seat"])
    position = text.field(at + match["seat"].rindex(office), match.end("seat")) if office else NOT_FOUND
    return {"employer": text.field(at, at + len(house)), "position": position}


def _applied(text: Prose, profile: Profile) -> dict[str, Field]:
    level, said = _LEVEL.search(text.text), applied_for(text)
    series = said["series"] if said["series"].present else _series(text, profile)
    named = text.field(level.start("level"), level.end("level")) if level else NOT_FOUND
    return {"level": named, "series": series, "specialty": _behind(series, said["specialty"])}


def _series(text: Prose, profile: Profile) -> Field:
    """The series whose whole name stands right behind 申报."""
    for match in re.finditer(r"申报(?P<rest>[\u4e00-\u9fff]{4,30})", text.text):
        ends = (
            n for n in range(len(match["rest"]), 3, -1) if series_named(match["rest"][:n], profile.titles) == match["rest"][:n]
        )
        end = next(ends, 0)
        if end:
            return text.field(match.start("rest"), match.start("rest") + end)
    return NOT_FOUND


def _behind(series: Field, specialty: Field) -> Field:
    """The specialty without the name of the series that stands before it (工程技术人员轨道信号专业)."""
    bare = str(specialty.value or "").removeprefix(str(series.value or ""))
    return specialty.model_copy(update={"value": bare}) if bare else specialty


def _with(block: Block, said: Mapping[str, Field]) -> Block:
    """The block with what is said where it has nothing."""
    told = {name: made for name, made in said.items() if made.present and not block[name].present}
    return block.model_copy(update={"fields": {**block.fields, **told}})
