"""How far a field may be judged: what is there, what is surely not there, and what nobody could read.

Only an empty slot, or no slot on pages that were well read, makes something missing. A value decides against the applicant
only where it was read surely: the profile's ``confidence.refer`` is the least chance, that the value is right, at which it
is used; what lies below is referred, so that its expected error is at most one minus that number.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from schemas.document import LOOKS_LIKE, LooseKind
from schemas.field import Field
from schemas.geometry import PageRef
from schemas.terms.organisations import core
from schemas.terms.persons import looks_alike
from schemas.terms.text import distance
from validators.context import Context
from validators.facts.bodies import relation
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure

REFER = 0.75
CONTRADICT = 0.85
EXACT = 0.98
MARK = 0.55
"""Defaults of ``confidence.refer`` (a value decides), ``.contradict`` (two differ), ``.exact`` (a single character counts) and
``.mark`` (a signature or seal is proposed as missing)."""

MISREAD, HALF = 3, 0.5
"""More characters of a name than these are not misread by a reader who is at least half sure of it."""

ALONE = "rapidocr"
"""The method of a field that no second reader read alike."""
BY_EYE = (ALONE, f"{ALONE}+tesseract")
"""The methods of fields that were read off a picture."""

_NO_WORDS = re.compile(
    r"[\W_]*(无|同上|略|空|空白|暂无)?[\W_]*|[举推]荐(?:人|专家|意见|理由)?[:：]?"
    r"|[\s\S]{0,150}(如下|下列)(?:[举推]荐)?(?:意见|理由|说明)?[:：]?\s*"
)
"""Nothing, a scrap of the label, or only the sentence that should lead to something (现提出如下举荐意见：)."""

_RECOMMENDS = re.compile(r"[举推]荐|同志|业绩|申报")
"""What sentences of an opinion have in them, if not the applicant's name."""


def sure(c: Context, *spots: Spot) -> bool:
    """Whether all of these values are there and read surely enough to decide by."""
    limit = c.setting("confidence.refer", REFER)
    return all(spot.field.present and spot.field.confidence >= limit for spot in spots)


def contradicts(c: Context, *spots: Spot) -> bool:
    """Whether values that differ were read so surely that the difference is the writer's and not the reader's."""
    limit = c.setting("confidence.contradict", CONTRADICT)
    return all(spot.field.present and spot.field.confidence >= limit for spot in spots)


def another_body(c: Context, spot: Spot, meant: Iterable[str]) -> bool:
    """Whether surely none of those meant is named: the name was read surely enough, or, on a page that was read well, is so far
    from theirs that the few characters that a reader doubts cannot have made it another.
    """
    names = tuple(meant)
    if relation(spot.text, names) != "different":
        return False
    far = all(distance(core(spot.text), core(name), MISREAD) > MISREAD for name in names)
    plain = far and spot.field.present and spot.field.confidence >= HALF and c.well_read(spot.document)
    return contradicts(c, spot) or plain


def misread(c: Context, name: str, field: Field) -> bool:
    """Whether a name that was read here and the applicant's may be one: they differ by a look-alike character (仝, 全), and a
    reader read one of them.
    """
    return looks_alike(name, c.own_name.text) and any(one.method in BY_EYE for one in (field, c.own_name.field))


def marks_enough(c: Context, spot: Spot) -> bool:
    """Whether a mark was looked at well enough to say what it shows: that it is there, or that it is not."""
    return spot.field.confidence >= c.setting("confidence.mark", MARK)


def exact(c: Context, *spots: Spot) -> bool:
    """Whether the reading cannot be at fault, so that even what hardly ever happens is what was written."""
    limit = c.setting("confidence.exact", EXACT)
    return all(spot.field.present and spot.field.confidence >= limit for spot in spots)


def unread(c: Context, spot: Spot) -> Verdict:
    """It is there, or may be, but could not be read."""
    return unsure("unread", c.blocking(spot)).about(spot)


def filled(c: Context, spot: Spot, slotless: bool = True) -> Verdict:
    """Whether something is written. `slotless`: whether the absence of the slot itself is the same as an empty one."""
    if spot.field.present and not _NO_WORDS.fullmatch(spot.text):
        return passed("written").about(spot)
    match spot.field.state:
        case "unreadable":
            return unread(c, spot)
        case "not_found" if not slotless:
            return skipped("no slot") if c.well_read(spot.document) else _unfound(c, spot)
        case "not_found" if not c.well_read(spot.document):
            return _unfound(c, spot)
    return _adrift(c, spot) or _here(failed("empty"), c, spot)


def adrift(c: Context, *kinds: LooseKind) -> tuple[PageRef, ...]:
    """The pages of forms on which something of these kinds stands in no field."""
    passages = [passage for form in c.case.of_type("recommendation_form") for passage in form.loose if passage.kind in kinds]
    return tuple(dict.fromkeys(PageRef(file=one.place.file, page=one.place.page) for one in passages if one.place.page))


def _adrift(c: Context, spot: Spot) -> Verdict | None:
    """A question, where the form shows what no field of it holds, and what looks like the value that a recommender lacks here: on
    a form that we understand there is no such thing.
    """
    document, pointer = c.case.document(spot.document or ""), spot.pointer or ""
    kind = LOOKS_LIKE.get(pointer.rpartition("/")[2]) if pointer.startswith("/recommendation/") else None
    if document is None or kind is None:
        return None
    places = tuple(passage.place for passage in document.loose if passage.kind == kind)
    if not places:
        return None
    return unsure("what no field holds").about(replace(spot, field=spot.field.model_copy(update={"places": places})))


def given(c: Context, spot: Spot, opinion: Spot) -> Verdict:
    """Whether a recommender's field is filled in. Where it is empty, and the form has sentences that no field holds while this
    recommender's opinion seems to be blank, all of the block may stand where it was not looked for: a person looks.
    """
    verdict = filled(c, spot)
    document = c.case.document(spot.document or "")
    if verdict.outcome != "fail" or document is None or opinion.field.present:
        return verdict
    loose = [line.place for line in document.loose if line.kind == "sentence" and _is_opinion(c, line.text)]
    if not loose:
        return verdict
    return unsure("sentences that no field holds").about(
        replace(spot, field=spot.field.model_copy(update={"places": tuple(loose)}))
    )


def _is_opinion(c: Context, text: str) -> bool:
    return _RECOMMENDS.search(text) is not None or (c.own_name.field.present and c.own_name.text in text)


def marked(c: Context, spot: Spot) -> Verdict:
    """Whether a signature or seal is there: True, False, or what the page cannot tell."""
    if spot.field.value is True:
        return passed("seen").about(spot) if marks_enough(c, spot) else unread(c, spot)
    if spot.field.value is False or spot.field.state == "blank":
        return _here(failed("not seen"), c, spot) if marks_enough(c, spot) else unread(c, spot)
    return _here(unsure("cannot be seen", c.blocking(spot)), c, spot)


def any_filled(c: Context, spots: tuple[Spot, ...], slotless: bool = True) -> Verdict:
    """Whether one of several slots for the same thing is written in: the best outcome of all.

    It rests on every slot that has that outcome, so that it is the same whichever form comes first. Where no form has such a
    slot, a person looks whether it is asked for in other words.
    """
    if slotless and all(spot.field.state == "not_found" for spot in spots):
        return _here(unsure("no slot for it was found"), c, spots[0])
    verdicts = [filled(c, spot, slotless) for spot in spots]
    order = ("pass", "undetermined", "fail", "not_applicable")
    best = min(verdicts, key=lambda verdict: order.index(verdict.outcome))
    alike = [verdict for verdict in verdicts if verdict.outcome == best.outcome]
    return replace(best, evidence=tuple(dict.fromkeys(place for verdict in alike for place in verdict.evidence)))


def _unfound(c: Context, spot: Spot) -> Verdict:
    return _here(unsure("not found on a page read poorly", c.blocking(spot)), c, spot)


def _here(verdict: Verdict, c: Context, spot: Spot) -> Verdict:
    """With the slot's place, else with the pages on which it was looked for."""
    return (
        verdict.about(spot) if spot.field.places else verdict.about(spot).on(*c.pages_of(spot.document)[:1], pointer=spot.pointer)
    )
