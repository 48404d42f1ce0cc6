"""人才项目入选: certificates, letters of selection, published lists of those selected (公示 is no final list)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from extractors.documents.evidence import DOCUMENT_NUMBER, Evidence, code, evidence, first
from extractors.documents.signoff import organisation
from extractors.writing.persons import addressed, column, person, said_of
from extractors.writing.strips import field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.text import fold

_ORDINARY = r"(?:(?:20\d\d|二[〇○零O0][〇○零O0一二三四五六七八九]{2})\s*年?(?:度)?|第[一二三四五六七八九十\d]+批(?:次)?|首批)"
_PROGRAMME = re.compile(
    rf"(?:入选(?!证|通|名|人)|确定为|列为|评为|批准为|成为|授予|发给|享受)\s*(?:为)?\s*(?:{_ORDINARY}\s*)*[\"“《]?([^\"”》。.;，,:：]{{3,40}}?"
    r"(?:工程|计划|人才|学者|新星|专家|津贴|项目|领军者|名师|大师|称号))[\"”》]?(?:人选|入选者|培养对象|人员|名单|并|$|[。.;，,、\s(（])"
)
_IN_TITLE = re.compile(
    rf"关于(?:公布|确定|印发|批准|公示|表彰|下达)?\s*(?:{_ORDINARY}\s*)*[\"“《]?([^\"”》]{{3,40}}?(?:工程|计划|人才|学者|新星|专家|津贴|项目))[\"”》]?"
    r"\s*(?:拟?(?:入选|人选|资助|支持(?!计划|工程)|推荐)|名单|人员|的)"
)
_ALLOWANCE = re.compile(r"(政府特殊津贴\s?第?\s?[〔\[(（]?\s?(?:19|20)\d\d\s?[〕\])）]?\s?第?\s?[\d\-—]{1,12}\s?号)")
_SELECTED = r"(?:于.{4,14})?(?:荣获|获得|入选|被(?:评|选|批准|确定|授予|列)|当选|为20\d\d)"


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The programme as ``title``, those selected as ``holder`` or ``holders``, ``issuer, number`` (文号), ``issued_on``,
    ``level``; a list for public notice has ``kind`` 公示.
    """
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    fields = {
        **_holders(held, found["holders"], profile.documents.get(document.type, {})),
        "title": first(found["title"], held.search(_IN_TITLE), held.search(_PROGRAMME)),
        "issuer": first(found["issuer"], held.sign_off.issuer, letterhead(held)),
        "number": _bracketed(first(code(found["serial"]), held.search_rows(DOCUMENT_NUMBER), held.search_rows(_ALLOWANCE))),
        "issued_on": first(held.sign_off.date, found["issued_on"]),
        "level": found["level"],
        "kind": _notice(held),
    }
    return held.filled(document, fields)


def _holders(held: Evidence, labelled: Field, given: Mapping[str, Any]) -> dict[str, Field]:
    """The column of names of a list; else the person of the sentence or of the label. What stands under a label of a person in
    a column of labels (those of `given`) are labels too.
    """
    labels = {word for words in given.get("labels", {}).values() for word in words} | set(given.get("stops", ()))
    below = column(held.strips, ("姓名", "入选人", "人选姓名", "人选", "入选人员"))
    listed = [(strip, name) for strip, name in below if name not in labels]
    if len(listed) > 1:
        parts = [field([strip.whole]) for strip, _ in listed]
        whole = parts[0].model_copy(
            update={
                "value": [name for _, name in listed],
                "raw": "、".join(name for _, name in listed),
                "confidence": min(part.confidence for part in parts),
                "places": tuple(place for part in parts for place in part.places),
            }
        )
        return {"holders": whole}
    one = first(person(labelled), said_of(held.prose, "兹证明|证明|授予|批准|同意", _SELECTED), addressed(held.strips))
    return {"holder": one}


def _bracketed(found: Field) -> Field:
    """A document number with the year in the brackets it is printed with («〔2022〕»), whatever bracket the reader saw."""
    if not isinstance(found.value, str):
        return found
    value = re.sub(r"[〔\[(（【]\s?((?:19|20)\d\d)\s?[〕\])）】]", r"〔\1〕", found.value)
    return found.model_copy(update={"value": value, "raw": found.raw or found.value})


def letterhead(held: Evidence) -> Field:
    """The body whose letterhead the document bears: «某某局文件»."""
    for strip in held.strips[:4]:
        match = re.match(r"\s*([\u3400-\u9fff]{4,30}?)\s*文件\s*$", strip.text)
        if match:
            return field([strip.span(match.start(1), match.end(1))])
        named = organisation(strip.whole)
        if named is not None and len(named.text) >= 6:
            return field([named])
    return NOT_FOUND


def _notice(held: Evidence) -> Field:
    text = fold(held.prose.raw)
    if re.search(r"拟入选|拟推荐|公示期|予以公示|现.{0,6}公示", text) and not re.search(r"现予公布|特发此证|特颁此证", text):
        return held.search(r"(公示)")
    return NOT_FOUND
