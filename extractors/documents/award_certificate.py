"""获奖证书, 表彰: the project, the award and its grade, the place among the winners, who gave it and when."""

import re
from collections.abc import Mapping, Sequence

from extractors.documents.award_rows import award_rows
from extractors.documents.diploma import english_name
from extractors.documents.evidence import Evidence, code, evidence, first
from extractors.documents.signatures import sealed
from extractors.documents.signoff import organisation
from extractors.writing.language import people as people_in_text
from extractors.writing.persons import addressed, names_of, people, said_of
from extractors.writing.strips import field
from schemas.document import Block, Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates
from schemas.terms.text import fold, is_han

_GRADE = r"(?:特|一|二|三|四|优秀|优胜|金|银|铜|最佳|入围|提名|鼓励)(?:等)?奖(?:章)?"
_LEVEL = re.compile(rf"({_GRADE})")
_PROJECT = re.compile(
    r"(?:完成|主持|参与|申报|研发|创作|撰写|报送|参赛|研究|设计|作品|项目|成果|论文|课题)\w{0,4}[的之]?\s*[\"《]((?<=\")[^\"]{2,80}(?=\")|(?<=《)[^》]{2,80}(?=》))[\"》]"
)
_NAMED_AWARD = rf"(?:[^\".;,]{{2,50}}?(?:奖章|奖|称号|先进个人|劳动模范|能手|标兵|工匠|模范)(?:{_GRADE})?|{_GRADE})"
_WHOM = r"(?:[\u3400-\u9fff·,\s]{2,24}?(?:等\d{0,3}[名位人]?)?(?:同志|先生|女士|教授)\s*[:]?\s*)?"
"""To whom an award is granted, where that stands before it: «授予某某同志 某某奖章»."""
_AWARDS = (
    re.compile(r"(?:荣获|获得|荣膺|获|授予|评为)[^\".;,]{0,24}\"([^\"]{2,40})\"\s*(?:荣誉)?(?:称号)?"),
    re.compile(rf"(?:荣获|获得(?!者)|荣膺|获(?!\s*奖|\s*得)|授予)\s*{_WHOM}[《]?({_NAMED_AWARD})"),
    re.compile(r"(?:评为|评选为|授予)\s*([^\".;,]{3,30}?)\s*(?:荣誉称号|称号)?\s*[.;,]"),
)
_CONTEST = re.compile(
    r"(?:在|于)\s*\"?([^\",，。;；:]{4,40}?(?:大赛|竞赛|比赛|评选|评比|展览|展演|大展))\"?\s*(?:活动)?中?[^,，。;；]{0,12}?(?:荣获|获得|获|被评)"
)
_PLACE = re.compile(
    r"(?:第\s*([一二三四五六七八九十\d]{1,3})\s*(?:完成人|名|位|获奖人|获奖者|作者)|(?:排名|排序|名次)\s*[:：]?\s*第?\s*([一二三四五六七八九十\d]{1,2}))"
)
_RANK_IN_NUMBER = re.compile(r"-R(\d{2})$", re.IGNORECASE)
_CN = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The certificate with ``holder`` or ``holders``, ``title`` (the project; where none is named, the award), ``award``,
    ``level``, ``rank`` (an integer), ``issuer``, ``number``, ``issued_on``. One that lists several awards has a block for each.
    """
    held = evidence(document, sheets)
    rows = [_ranked(row) for row in award_rows(held.sheets, profile.documents[document.type]["labels"])]
    found = held.labelled(profile, document.type)
    if rows:
        return _listing(document, held, found, rows)
    award = first(found["award"], *(held.search(pattern) for pattern in _AWARDS), _in_print(held))
    winners = first(people(found["holders"]), addressed(held.strips), _several(held), _in_sentence(held), english_name(held))
    fields = {
        **_as_holders(winners),
        "title": first(found["title"], _project(held), _contest(held, award), award),
        "award": award,
        "level": first(_grade(found["level"]), held.search(_LEVEL)),
        "rank": first(_rank(found["place"]), _rank(held.search(_PLACE, 0)), _rank_in_number(found["serial"])),
        "issuer": first(found["issuer"], held.sign_off.issuer, _above_title(held)),
        "number": code(found["serial"]),
        "issued_on": first(found["issued_on"], held.sign_off.date, _english_day(held)),
        "sealed": sealed(held.sheets),
    }
    return held.filled(document, fields)


def _ranked(row: Block) -> Block:
    """The row with its ``rank`` as an integer and its grade alone."""
    fields = {name: made for name, made in row.fields.items() if name != "place"}
    ranks = {"rank": rank} if (rank := _rank(row["place"])).present else {}
    levels = {"level": _grade(row["level"])} if row["level"].present else {}
    return row.model_copy(update={"fields": {**fields, **levels, **ranks}})


def _listing(document: Document, held: Evidence, found: Mapping[str, Field], rows: Sequence[Block]) -> Document:
    """A paper that lists awards: ``award`` blocks, all their winners as ``holders``, and what it says of all of them. Which row
    is meant is known when the applicant is (`extractors.assembly.awards`).
    """
    winners = [row["holders"] for row in rows if row["holders"].present]
    names = list(dict.fromkeys(name for field in winners for name in field.value))
    places = tuple(place for field in winners for place in field.places)
    trust = min((field.confidence for field in winners), default=0.0)
    all_of_them = {"value": names, "raw": None, "places": places, "confidence": trust}
    apart = {name for row in rows for name in row.fields}
    named = NOT_FOUND if "award" in apart else first(*(held.search(pattern) for pattern in _AWARDS))
    fields = {
        "holders": winners[0].model_copy(update=all_of_them) if winners else NOT_FOUND,
        "award": named,
        "issuer": first(found["issuer"], held.sign_off.issuer, _above_title(held)),
        "issued_on": NOT_FOUND if "issued_on" in apart else first(found["issued_on"], held.sign_off.date),
        "sealed": sealed(held.sheets),
    }
    return held.filled(document.model_copy(update={"blocks": (*document.blocks, *rows)}), fields)


def _as_holders(winners: Field) -> dict[str, Field]:
    if isinstance(winners.value, list) and len(winners.value) == 1:
        return {"holder": winners.model_copy(update={"value": winners.value[0]})}
    return {"holders" if isinstance(winners.value, list) else "holder": winners}


def _several(held: Evidence) -> Field:
    """The persons to whom the certificate speaks, where they are several: «某某、某某：» on a row of its own."""
    for strip in held.strips:
        names = names_of(strip.text.strip(" :：")) if strip.text.rstrip().endswith((":", "：")) else []
        if len(names) > 1:
            return field([strip.whole], value=names)
    return NOT_FOUND


def _in_sentence(held: Evidence) -> Field:
    """The person of «授予某某同志…», «某某同志荣获…»; at last the first person that the text names."""
    found = said_of(held.prose, "授予|表彰|评为|证明|鉴于|决定", r"(?:荣|获|被|在|为|于|完成|\"|《|“)")
    if found.present:
        return found
    named = people_in_text(held.prose.raw[:600])
    at = held.prose.raw.find(named[0]) if named else -1
    return held.prose.field(at, at + len(named[0]), trust=0.75) if at >= 0 else NOT_FOUND


def _project(held: Evidence) -> Field:
    """What was done: in quotes behind «完成的», else the only thing in quotes that is no award."""
    found = held.search(_PROJECT)
    if found.present:
        return found
    match = re.search(r"\"([^\"]{3,80})\"\s*(?:项目|成果|作品)?\s*(?:荣?获|被评)", held.prose.text)
    return held.prose.field(match.start(1), match.end(1)) if match else NOT_FOUND


def _contest(held: Evidence, award: Field) -> Field:
    """Where no more than a grade was won: the contest in which it was."""
    bare = re.fullmatch(_GRADE, str(award.value or ""))
    return held.search(_CONTEST) if bare else NOT_FOUND


def _in_print(held: Evidence) -> Field:
    """The award in large print: «某某科学技术奖 / 证书»."""
    for strip in held.strips[:6]:
        match = re.match(r"\s*([\u3400-\u9fffA-Za-z0-9“”\"]{3,30}?奖)(?:励)?\s*(?:证书)?\s*$", strip.text)
        if match and not re.match(r"[一二三特优金银铜]等?奖$", match[1]):
            return field([strip.span(match.start(1), match.end(1))])
    return NOT_FOUND


def _above_title(held: Evidence) -> Field:
    """The body that stands alone above the word 证书, as on certificates that a government or a society prints."""
    for strip in held.strips[:4]:
        if re.search(r"证\s*书|奖\s*状|奖\s*励|荣\s*誉", strip.text):
            break
        named = organisation(strip.whole)
        if named is not None and len(named.text) >= 6 and fold(named.text) == fold(strip.text):
            return field([named])
    return NOT_FOUND


def _english_day(held: Evidence) -> Field:
    """The last date of a certificate in another language, which closes with place and day («Kyoto, Japan, 14 June 2019»)."""
    for strip in reversed(held.strips):
        days = [] if any(map(is_han, strip.text)) else find_dates(strip.text)
        if days:
            start, end, iso = days[-1]
            return field([strip.span(start, end)], value=iso, trust=0.8)
    return NOT_FOUND


def _grade(found: Field) -> Field:
    match = _LEVEL.search(str(found.value)) if found.present else None
    return found.model_copy(update={"value": match[1]}) if match else found


def _rank(found: Field) -> Field:
    """The place as an integer: «第三名», «3», «第 2 完成人», «2/7»."""
    match = re.search(r"(\d{1,2})|(十?[一二三四五六七八九十])", str(found.value)) if found.present else None
    if not match:
        return NOT_FOUND
    number = int(match[1]) if match[1] else sum(_CN[char] for char in match[2])
    return found.model_copy(update={"value": number, "raw": found.raw or str(found.value)})


def _rank_in_number(serial: Field) -> Field:
    """The personal certificates of state awards end in the place: «2021-J-4-102-R01»."""
    match = _RANK_IN_NUMBER.search(str(serial.value or ""))
    if not match:
        return NOT_FOUND
    return serial.model_copy(update={"value": int(match[1]), "confidence": min(serial.confidence, 0.85)})
