"""Ticks: which of the printed options was chosen, in all the ways a box is ticked (☑ √ ■ (√) [x], a mark, a ring of ink)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.writing.strips import Span, folded
from schemas.geometry import Box, overlap
from schemas.page import Mark

_EMPTY = re.compile(r"[(\[][ \n]*[)\]]")
_FILLED = re.compile(r"[(\[][ \n]*[√✓✔☑vVxX×][ \n]*[)\]]")
_ON, _OFF = "√", "□"
DOUBTED, AGAINST, UNSEEN = 0.8, 0.6, 0.55
"""How far a choice may be trusted where picture and reader differ on some box, where the reader read every box empty, and where
the box that must be the ticked one was not seen. If the picture shows all the others empty, it is little in doubt. Where
the picture shows a tick and misses the box of another option, that one may be ticked so heavily that it is no box any more.
"""


INTO, AWAY = 1.8, 1.8
"""Heights of an option's line that its box may reach into the line (whose characters' places the engine did not always tell)
and that it may stand before it.
"""


class Token(NamedTuple):
    """A box (`key` is None; `on` says whether it is ticked) or an option, with its place on its page."""

    key: str | None
    on: bool
    box: Box
    span: Span


@dataclass(frozen=True)
class Options:
    """The options of one question, key -> pattern of its wordings (folded), and the signs of a ticked and an empty box."""

    patterns: Mapping[str, re.Pattern[str]]
    on: str
    off: str


@dataclass(frozen=True)
class Choice:
    """What was chosen, where, which options are printed, how far that may be trusted, and whether boxes are printed."""

    chosen: tuple[str, ...]
    spans: tuple[Span, ...]
    printed: tuple[str, ...]
    trust: float = 1.0
    boxed: bool = False


def choose(spans: Sequence[Span], options: Options) -> Choice:
    """The choice that these spans show. Nothing chosen and several options printed is an unanswered question.

    Where the reader read a ticked box, what the picture says of the boxes it read does not count, but costs trust.
    """
    tokens = _one_each(_tokens(spans, options))
    printed = tuple(dict.fromkeys(token.key for token in tokens if token.key))
    states = _states(tokens)
    marked = {i: state for i, token in enumerate(tokens) if token.key and (state := _marked(token)) is not None}
    read = any(states.values())
    ticked = [
        i for i, token in enumerate(tokens) if token.key and (states.get(i) or (marked.get(i) and not (read and i in states)))
    ]
    bare = [i for i, token in enumerate(tokens) if token.key and i not in states and i not in marked]
    if ticked:
        doubted = any(states[i] != marked[i] for i in states if i in marked)
        against = doubted and not read and all(i in states for i in ticked)
        trust = AGAINST if against else DOUBTED if doubted else 1.0
        return _choice(
            tokens, ticked, printed, min(trust, UNSEEN) if bare and not read and len(marked) > 1 else trust, boxed=True
        )
    if len(printed) == 1 and len(bare) >= 1:
        return _choice(tokens, bare[:1], printed, 1.0)
    if len(bare) == 1 and len(printed) > 1 and len(states) + len(marked) >= len(printed) - 1:
        return _choice(tokens, bare, printed, DOUBTED if len(marked) == len(printed) - 1 else UNSEEN, boxed=True)
    return Choice((), tuple(spans), printed)


def _choice(
    tokens: Sequence[Token], chosen: Sequence[int], printed: tuple[str, ...], trust: float, boxed: bool = False
) -> Choice:
    keys = dict.fromkeys(tokens[i].key or "" for i in chosen)
    return Choice(tuple(keys), tuple(tokens[i].span for i in chosen), printed, trust, boxed)


def _tokens(spans: Sequence[Span], options: Options) -> list[Token]:
    """Boxes and options in the order of reading; what stands inside brackets behind an option explains it only, and a
    bracket may close a line or more below.
    """
    found: list[Token] = []
    depth = 0
    for span in spans:
        raw = span.strip.text[span.start : span.end]
        text = _signs(folded(raw), raw, options)
        hits: list[tuple[int, int, str | None]] = [(m.start(), m.end(), None) for m in re.finditer(rf"[{_ON}{_OFF}]", text)]
        for option, pattern in options.patterns.items():
            hits += [(m.start(), m.end(), option) for m in pattern.finditer(text) if _depth(text[: m.start()], depth) == 0]
        last = -1
        for start, end, key in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if key is None or start >= last:
                part = span.strip.span(span.start + start, span.start + end)
                found.append(Token(key, text[start] == _ON, part.box or span.strip.box, part))
                last = end
        depth = _depth(text, depth)
    return found


def _one_each(tokens: Sequence[Token]) -> list[Token]:
    """The item's number and the item's name are one option: the second naming of a key without a box between is dropped."""
    found: list[Token] = []
    for token in tokens:
        previous = next((other for other in reversed(found)), None)
        if token.key and previous and previous.key == token.key:
            continue
        found.append(token)
    return found


def _signs(text: str, raw: str, options: Options) -> str:
    """The text, same length, with every ticked box as √ and every empty one as □."""
    made = list(text)
    for i, char in enumerate(raw):
        if char in options.on:
            made[i] = _ON
        elif (
            char in options.off
            and not _in_a_number(raw, i)
            and (not "\u4e00" <= char <= "\u9fff" or _before_option(text, i, options))
        ):
            made[i] = _OFF
    plain = "".join(made)
    for pattern, sign in ((_FILLED, _ON), (_EMPTY, _OFF)):
        plain = pattern.sub(lambda m, sign=sign: sign + " " * (len(m.group()) - 1), plain)  # type: ignore[misc]
    return plain


_FIGURE = re.compile(r"[一二三四五六七八九十〇○零]")


def _in_a_number(text: str, at: int) -> bool:
    """Whether a ring is the nought of a year (二〇〇九年)."""
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return (
        text[at] in "〇○"
        and bool(_FIGURE.search(beside))
        and bool(re.search(r"[一二三四五六七八九]", text[max(0, at - 3) : at + 4]))
    )


def _before_option(text: str, at: int, options: Options) -> bool:
    """Whether the character, read as 口, stands where a box would: right before an option."""
    return any(pattern.match(text, at + 1) for pattern in options.patterns.values())


def _depth(text: str, depth: int) -> int:
    """Whether a bracket is open behind the text (1), `depth` before it. A new box ends one whose other half was lost."""
    for char in text:
        depth = 0 if char in _ON + _OFF else depth + 1 if char == "(" else max(0, depth - 1) if char == ")" else depth
    return min(depth, 1)


def _states(tokens: Sequence[Token]) -> dict[int, bool]:
    """Option -> whether its own box is ticked: the box before it, or behind it where the line begins with an option."""
    behind = bool(tokens) and tokens[0].key is not None and tokens[-1].key is None
    step = 1 if behind else -1
    states = {}
    for i, token in enumerate(tokens):
        other = tokens[i + step] if 0 <= i + step < len(tokens) else None
        if token.key and other and other.key is None:
            states[i] = other.on
    return states


def _marked(token: Token) -> bool | None:
    """What a mark of the page says of the option: a tick box to its left on its row, or a ring of ink around it."""
    page = token.span.strip.sheet.page
    x0, y0, _, y1 = token.box
    height = (y1 - y0) * page.height
    near: list[tuple[float, Mark]] = []
    for mark in page.marks:
        gap = (x0 - mark.box[2]) * page.width
        if mark.kind == "tick" and -INTO * height < gap < AWAY * height and _share(mark.box, token.box) > 0.4:
            near.append((abs(gap), mark))
    if near:
        return min(near, key=lambda item: item[0])[1].text == "1"
    ringed = any(
        mark.kind == "ink" and overlap(token.box, mark.box) > 0.6 and overlap(mark.box, token.box) > 0.25 for mark in page.marks
    )
    return True if ringed else None


def _share(box: Box, other: Box) -> float:
    """How much of the lower of the two heights they share."""
    return (min(box[3], other[3]) - max(box[1], other[1])) / max(1e-6, min(box[3] - box[1], other[3] - other[1]))
