"""材料目录: the applicant's own list of what is handed in, item by item."""

import re
from collections.abc import Sequence

from extractors.writing.labels import lexicon
from extractors.writing.pairs import read as read_labels
from extractors.writing.records import records
from extractors.writing.strips import Span, Strip, field, strips
from extractors.writing.values import normalised
from schemas.document import Block, Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile

_ITEM = re.compile(r"^[\s(（【\[]*(?P<no>\d{1,3}|[一二三四五六七八九十]{1,3})\s*[.、,，)）】\]:：．\s]\s*(?=[^\d\s])")
_COPIES = re.compile(
    r"[\s.…·．_\-—]*(?:[\s(（]*(?:共)?\s*[\d一二三四五六两]+\s*(?:份|页|本|册|张|件)[)）]?|[\d一二]+\s*份)\s*$|[\s.…·．_]{2,}\d*\s*$"
)
_PAGES = re.compile(r"\s*[(（]\s*(?:第|P\.?)?\s*\d[\d\s\-—–~～、,，至]*页?\s*[)）]\s*$", re.IGNORECASE)
"""On which pages it stands, behind an item."""
_SUM = re.compile(r"^\s*(?:以上)?(?:共|合)计?\s*\d+\s*(?:项|份|件)")


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with a ``list_item`` block for each row (``no``, ``title``), and its ``holder``."""
    forms = profile.forms["material_list"]
    columns = {name: words for name, words in forms.items() if name != "stops"}
    known = lexicon(columns, tuple(forms["stops"]))
    rows = [{name: normalised(name, spans) for name, spans in row.items()} for row in records(sheets, known)]
    items = rows or _without_headings([item for sheet in sheets for item in _listed(strips(sheet))])
    blocks = tuple(Block(kind="list_item", fields=_tidy(item)) for item in items if item["title"].present)
    labels = profile.forms["labels"]
    holder = read_labels(sheets, {"name": [*labels["applicant_name"], "姓名"]})["name"]
    return document.model_copy(update={"blocks": blocks, "fields": {"holder": holder}})


def _listed(held: Sequence[Strip]) -> list[dict[str, Field]]:
    """A numbered list of free lines; a line without a number goes on with the item before it."""
    items: list[tuple[Span, list[Span]]] = []
    for strip in held:
        match = _ITEM.match(strip.text)
        if match and not _SUM.match(strip.text):
            items.append((strip.span(match.start("no"), match.end("no")), [strip.span(match.end(), len(strip.text))]))
        elif items and strip.text.strip() and not _SUM.match(strip.text) and _open(items[-1][1]):
            items[-1][1].append(strip.whole)
    return [{"no": field([number]), "title": field(title)} for number, title in items]


def _without_headings(items: Sequence[dict[str, Field]]) -> list[dict[str, Field]]:
    """The items without the headings among them: «二、业绩材料», with numbered items of another kind of figures right below."""
    numbers = [str(item["no"].value) for item in items]
    return [
        item
        for item, no, after in zip(items, numbers, [*numbers, ""][1:], strict=True)
        if no.isdecimal() or not after.isdecimal()
    ]


def _open(spans: Sequence[Span]) -> bool:
    """Whether an item's text is still to be finished: a bracket was opened and not closed."""
    text = "".join(span.text for span in spans)
    return text.count("(") + text.count("（") > text.count(")") + text.count("）")


def _tidy(item: dict[str, Field]) -> dict[str, Field]:
    title = item["title"]
    return {
        "no": item.get("no", NOT_FOUND),
        "title": title.model_copy(update={"value": _COPIES.sub("", _PAGES.sub("", str(title.value))).strip()}),
    }
