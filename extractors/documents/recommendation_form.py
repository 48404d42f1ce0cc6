"""举荐表: the applicant, the experts and the "+1", in whatever layout; a table of achievements and the employer's review where
they are printed there too.
"""

import re
from collections.abc import Sequence

from extractors.documents.achievements import achievements
from extractors.documents.adrift import adrift
from extractors.documents.applicant import applicant, application
from extractors.documents.application_form import reviews
from extractors.documents.experts import expert
from extractors.documents.letters import is_cover, is_letter, letter
from extractors.documents.loose import loose_text
from extractors.documents.narrative import narrated
from extractors.documents.plus_one import plus_one
from extractors.forms.remarks import rejoined
from extractors.forms.sections import OPEN, RECOMMENDERS, Section, group, sections
from extractors.writing.prose import Prose, of_strips, prose
from schemas.document import Block, Document
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name

SAID = 0.8
"""How far a letter is trusted in whom it is about, where no label says so."""
_PERSON = re.compile(
    r"(?:公司|集团|大学|学院|[院所校馆局社团厂会]|中心|[举推]荐|兹有|介绍)(?P<name>[\u4e00-\u9fff·]{2,4}?)(?:同志|先生|女士|博士)"
)
_JOINTLY = re.compile(r"联名|联合(?:举荐|推荐)|共同(?:举荐|推荐)|一致(?:认为|同意|举荐|推荐)")


def recommender(part: Section, profile: Profile) -> Block:
    """The block of one who recommends, by a form or by a letter."""
    if part.kind == "letter" or is_letter(part):
        return letter(part, profile)
    return expert(part, profile) if part.kind == "expert" else plus_one(part, profile)


def _with_letter_name(blocks: Sequence[Block], text: Prose) -> list[Block]:
    """The blocks, the applicant named as the letters name him («某某公司某甲同志») where no label does and all mean one."""
    own, others = blocks[0], blocks[1:]
    found = [match for match in _PERSON.finditer(text.raw) if looks_like_name(match["name"])]
    if own["name"].state != "not_found" or len({match["name"] for match in found}) != 1:
        return list(blocks)
    named = text.field(found[0].start("name"), found[0].end("name"), trust=SAID)
    return [own.model_copy(update={"fields": {**own.fields, "name": named}}), *others]


def _with_joint_opinion(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks, the one opinion that several experts sign together (联名举荐) given to each that has no slot for one."""
    experts = [block for block in blocks if block.kind == "expert"]
    given = [block["opinion"] for block in experts if block["opinion"].present]
    without = [block for block in experts if block["opinion"].state == "not_found"]
    if len(given) != 1 or len(given) + len(without) < len(experts) or not _JOINTLY.search(text):
        return list(blocks)
    return [
        block.model_copy(update={"fields": {**block.fields, "opinion": given[0]}}) if block in without else block
        for block in blocks
    ]


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with its blocks; `holder` is the person recommended."""
    parts = rejoined(sections(sheets, profile))
    kinds = group(parts)
    covers = [part for part in kinds.get("letter", []) if is_cover(part)]
    own = kinds.get("applicant", []) + kinds.get(OPEN, []) + covers
    said = of_strips(entry.strip for part in covers for entry in part.entries)
    blocks: list[Block] = [*narrated(applicant(own, profile, parts), application(own, profile), said, profile)]
    writers = [part for part in parts if part.kind in RECOMMENDERS and part not in covers]
    blocks += [recommender(part, profile) for part in writers if part.pairs or part.free()]
    blocks += achievements(sheets, (), profile)
    blocks = _with_joint_opinion(_with_letter_name(blocks, prose(sheets)), prose(sheets).text)
    more, tags = reviews(kinds, profile)
    every = (*blocks, *more)
    loose = (*loose_text(sheets, every), *adrift(sheets, every, profile))
    update = {"blocks": every, "loose": loose, "fields": {"holder": blocks[0]["name"]}}
    return document.model_copy(update=update | {"tags": (*document.tags, *tags)})
