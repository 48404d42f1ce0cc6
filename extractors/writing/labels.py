"""Labels: where a form prints the names of its fields, whatever the wording, spacing and line breaks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.writing.strips import Span, Strip, folded
from extractors.writing.values import GLUED, LEADER, SAYS
from schemas.terms.persons import looks_like_name
from schemas.terms.text import distance, fold

Vocabulary = Mapping[str, Sequence[str]]
"""Field name -> the wordings of its label. One wording under several names is a composite label (职务/职称)."""

STOP = ""
"""The name of a label that is known, and ends the value before it, but belongs to no field asked for."""

BRACKETED = frozenset({"signature", "seal", "signed_on"})
"""Labels that are printed in brackets behind something else: 某某公司（公章）."""

_SINCE = (
    r"(?:[ \n]*及[ \n]*(?:其)?(?:取[ \n]*得|评[ \n]*定|获[ \n]*得|任职|授予|聘任)?[ \n]*(?:时[ \n]*间|年[ \n]*月|日[ \n]*期))?"
)
_REMARK = r"(?:[ \n]*\((?=[^()\n]{2,14}\))[\u4e00-\u9fff/,.:、 +\-\d]*[\u4e00-\u9fff][\u4e00-\u9fff/,.:、 ]*\))?"
_HEAD = re.compile(
    r"[\s(\d.)]*([\u4e00-\u9fff \n]{2,12}(?:\([\u4e00-\u9fff/,、]{1,8}\)[\u4e00-\u9fff \n]{0,6})?)(\([^)]*\))?\s*(:|$)"
)
_GLOSS = (
    r"(?:[ \n/]*(?<![a-z])(?:full |professional |technical |academic |job |work |home |office |mobile |contact |date |place "
    r"|card |current |highest |present |credit )?"
    r"(?:name|sex|gender|title|rank|post|position|duty|employer|organi[sz]ation|institution|affiliation|unit|company|address"
    r"|tel|telephone|phone|mobile|number|no|id|field|specialty|speciality|major|education|degree|opinions?|comments?"
    r"|recommendations?|reasons?|signature|signed|date|seal|stamp|level|series|birth|of ?birth|qualifications?|conferment"
    r"|conferred|issued?|issuing|approval|approved|authority|certificate|certification|registration|membership|category|type|grade|class"
    r"|term|period|validity|valid until|expiry|school|university|department|committee|board|award|project|research|area|expert"
    r"|applicant|candidate|recommender|referee|member|role|status|applied|held|expertise|practice|profession|occupation|criteri(?:on|a)|head|eligibility|credit|code|graduation|nationality|uscc|sought|of|the|and|by)\b\.?){1,6}"
    r"(?=[ \n]*(?::|\n|$|\())"
)
"""What a bilingual form prints behind the Chinese label."""
COMPOSITE = frozenset({"name", "employer", "organisation", "position", "title", "specialty"})
"""Fields that forms ask for in one slot: 单位及职务, 职称、专业, 姓名/职务."""
_AND = r"[ \n]*(?:[,/·]|及|与|和)[ \n]*"
NUMBERED = frozenset({"opinion"})
"""Labels that bear the number of the person they belong to: 推荐理由（一）."""
_ORDINAL = r"[ \n]*(?:\([一二三四五六七八九十\d]\)|[一二三四五六七八九十\d](?=[ \n]*(?::|$))|\d(?= ))"
_PLUS = r"[\"'“”]?\+[ ]?1[\"'“”]?[ \n]*"
"""What a form prints before the labels of the one who recommends besides the experts: “+1”举荐单位."""
_EDGE = re.compile(r"[\s;,.:()*·|/\-+●■□☑☐√\d]")
_UNFORESEEN = re.compile(r"[\u4e00-\u9fff]{1,4}")
"""What may stand before a known wording and makes it another (所在|单位职务); before （盖章） it is who signed."""
_PROSE = re.compile(r"[:,.;!?]")
_WHICH = r"(?:第[一二三1-3]位?(?:举荐|推荐|业内|同行)*专家|(?:举荐|推荐)专家[一二三1-3])[\s:]+"
"""Which expert a row is about, before its first label (第一位举荐专家 姓名某甲)."""
_NUMBERING = re.compile(rf"[\s(]*(?:{_WHICH})?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})?[\s).,:]*")


@dataclass(frozen=True)
class Label:
    """One occurrence of a label: the fields it stands for, what is printed (colon and bracketed remark included), and
    whether it is `pure`: alone in its cell, or alone on its line.
    """

    names: tuple[str, ...]
    span: Span
    pure: bool

    @property
    def strip(self) -> Strip:
        """Where it stands."""
        return self.span.strip


class Lexicon:
    """The wordings of a vocabulary, folded, with the pattern that finds the longest of them."""

    def __init__(self, vocabulary: Vocabulary, stops: Iterable[str] = ()) -> None:
        self.names: dict[str, tuple[str, ...]] = {}
        for name, wordings in vocabulary.items():
            for wording in map(fold, wordings):
                self.names[wording] = tuple(dict.fromkeys((*self.names.get(wording, ()), name)))
        for wording in map(fold, stops):
            self.names.setdefault(wording, (STOP,))
        longest = sorted(self.names, key=len, reverse=True)
        self._slips = lru_cache(maxsize=8192)(self._one_slip_from)
        words = "|".join(map(self._printed, longest))
        single = [word for word in longest if len(self.names[word]) == 1 and self.names[word][0] in COMPOSITE]
        parts = "|".join(map(self._printed, single))
        several = rf"(?:{parts})(?:{_AND}(?:{parts}))+|" if parts else ""
        self.pattern = re.compile(
            rf"(?:现|目前|本人|{_PLUS})??(?P<word>{several}{words})(?:{_GLOSS})?{_SINCE}{_REMARK}"
            r"(?P<close>[ \n]*\))?(?P<colon>[ \n]*[:|])?"
        )

    def _printed(self, wording: str) -> str:
        """The pattern of a wording, spread and broken as forms print it, with its number where it may bear one."""
        numbered = NUMBERED & set(self.names[wording])
        return r"[ \n]*".join(map(re.escape, wording)) + (f"(?:{_ORDINAL})?" if numbered else "")

    def named(self, word: str) -> tuple[str, ...]:
        """The fields that a word found by `pattern` stands for."""
        bare = re.sub(r"\s", "", word)
        wordings = [bare, re.sub(rf"{_ORDINAL}$", "", bare)]
        known = next((self.names[wording] for wording in wordings if wording in self.names), None)
        return known or tuple(dict.fromkeys(name for part in re.split(_AND, bare) for name in self.names[part]))

    def like(self, text: str, bare: str) -> str | None:
        """The wording that a misread or unforeseen label stands for: without what it has in brackets (`bare`), or the only
        one of three characters or more that is one slip of the reader away, with its brackets or without. A changed
        end (举荐专家一, 推荐意见表) is no slip, nor is 举荐 the 举荐人, or 申报 the 申报人.
        """
        if bare in self.names:
            return bare
        if not text or text[-1] in "一二三四五六七八九十表书单":
            return None
        written = (text, bare) if len(bare) >= 3 else (text,)
        slips = {wording for one in written for wording in self._slips(one)}
        near = [wording for wording in self.names if wording in slips]
        persons = {"name", "applicant_name"}
        near = [one for one in near if len(text) > 2 or text not in one or not persons & set(self.names[one])]
        return near[0] if len({self.names[wording] for wording in near}) == 1 else None

    def _one_slip_from(self, text: str) -> tuple[str, ...]:
        """The wordings of three characters or more that are one character away. The same strips are looked at several times."""
        return tuple(wording for wording in self.names if len(wording) >= 3 and distance(wording, text, 1) == 1)


def lexicon(vocabulary: Vocabulary, stops: Iterable[str] = ()) -> Lexicon:
    """The lexicon of a vocabulary; the same one is built once."""
    return _lexicon(tuple((name, tuple(wordings)) for name, wordings in vocabulary.items()), tuple(stops))


@lru_cache(maxsize=64)
def _lexicon(vocabulary: tuple[tuple[str, tuple[str, ...]], ...], stops: tuple[str, ...]) -> Lexicon:
    return Lexicon(dict(vocabulary), stops)


SHORT = 12
"""Characters; a longer cell is no label with dust behind it."""

LONG = 6
"""Characters of a wording that is a label even close behind another label's value, where its line ends with it."""

APART = 3.0
"""Heights of a line between two words of one row from which on they are two labels, if they can be."""

_FOLIO = re.compile(r"\s*\(?\d{1,3}\)?[ ]*(?:\n|$)")
"""The page number to which the dots of a table of contents lead."""
_BETWEEN = re.compile(r"(?<=^[\u4e00-\u9fff])[☑☐☒□■](?=[\u4e00-\u9fff]$)")
"""A box that the reader saw in the room between the two characters of a label (名☑称)."""
_SPECKS = re.compile(r"(?<=[\w)])[.,·'`_]+(?=\s*$)")


def labels(strip: Strip, known: Lexicon) -> list[Label]:
    """The labels in a strip, from left to right."""
    text = folded(strip.text)
    if not text.strip():
        return []
    text = LEADER.sub(lambda dots: dots[0] if _FOLIO.match(text, dots.end()) else " " * len(dots[0]), text)
    if strip.cell and len(text.strip()) <= SHORT:
        text = _SPECKS.sub(lambda specks: " " * len(specks[0]), text)
        text = _BETWEEN.sub(" ", text)
    found: list[Label] = []
    at = 0
    while match := known.pattern.search(text, at):
        match = _on_one_side(strip, text, match, known)
        names = known.named(match["word"])
        bounds = _line_bounds(strip, text, match)
        at = match.start() + 1
        headed = bool(found) and found[-1].span.start >= bounds[0] and not text[found[-1].span.end : match.start()].strip()
        if _is_label(text, match, names, bounds, bool(found), headed, known):
            at = max(at, match.end())
            start = match.start() - 1 if match["close"] and text[: match.start()].endswith("(") else match.start()
            if found and not BRACKETED & set(names) and _UNFORESEEN.fullmatch(text[bounds[0] : start]):
                start = bounds[0]
            pure = not text[bounds[0] : match.start()].strip(" .,:()0123456789*") and not text[match.end() : bounds[1]].strip()
            found.append(Label(names, Span(strip, start, match.end()), pure))
    more = [*_misread(strip, text, known, found), *_chained(strip, text, known)]
    apart = [one for one in more if not any(one.span.start < old.span.end and old.span.start < one.span.end for old in found)]
    return sorted([*found, *apart], key=lambda label: label.span.start)


def _on_one_side(strip: Strip, text: str, match: re.Match[str], known: Lexicon) -> re.Match[str]:
    """The label without what stands far to its right on the row, where either is a label by itself: 专家 over one column and
    专业技术职务 over the next are no 专家专业技术职务.
    """
    page = strip.sheet.page
    boxes = [page.lines[index].box for index in strip.lines]
    for offset, left, right in zip(strip.offsets[1:], boxes, boxes[1:], strict=False):
        gap, height = (right[0] - left[2]) * page.width, (left[3] - left[1]) * page.height
        if page.kind == "flow" or not match.start() < offset < match.end() or gap < APART * height:
            continue
        first, rest = known.pattern.fullmatch(text, match.start(), offset - 1), known.pattern.fullmatch(text, offset, match.end())
        if first and rest:
            return first
    return match


def _chained(strip: Strip, text: str, known: Lexicon) -> Iterator[Label]:
    """The labels of lines that are nothing but labels and values in turn, without any colon: 姓名 某甲 性别 男, and, where the
    reader lost the space between them, 专家姓名某甲职称教授.
    """
    for offset, index in zip(strip.offsets, strip.lines, strict=True):
        line = text[offset : offset + len(strip.sheet.page.lines[index].text)]
        for match in _chain(line, known):
            yield Label(known.named(match["word"]), Span(strip, offset + match.start(), offset + match.end()), False)


def _chain(line: str, known: Lexicon) -> list[re.Match[str]]:
    numbering = _NUMBERING.match(line)
    begin = numbering.end() if numbering else 0
    first = known.pattern.match(line, begin) if not _PROSE.search(line, begin) else None
    chain = [first] if first else []
    at = first.end() if first else len(line)
    while match := known.pattern.search(line, at):
        value, after = line[chain[-1].end() : match.start()], line[match.end() :]
        spaced = value[-1:].isspace() and after[:1].isspace()
        said = any(name in SAYS and SAYS[name](value.strip()) for name in known.named(chain[-1]["word"]))
        parts = bool(value.strip() and after.strip()) and (spaced or said) and len(match["word"]) >= 2
        chain += [match] if parts else []
        at = match.end() if parts else match.start() + 1
    return chain if len(chain) >= 2 else []


def _line_bounds(strip: Strip, text: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the printed line begins in which the label begins, and ends in which it ends; the cell as a whole if it has
    nothing else.
    """
    if strip.cell and not (text[: match.start()] + text[match.end() :]).strip():
        return 0, len(text)
    starts = [*strip.offsets, len(text) + 1]
    begin = max(offset for offset in starts if offset <= match.start())
    end = min(offset for offset in starts if offset > match.end() - 1) - 1
    return begin, end


def _is_label(
    text: str, match: re.Match[str], names: tuple[str, ...], bounds: tuple[int, int], later: bool, headed: bool, known: Lexicon
) -> bool:
    """`later`: another label stands before it in the strip; `headed`: right before it, on a line of labels alone."""
    before, after = text[bounds[0] : match.start()], text[match.end() : bounds[1]]
    leading = _NUMBERING.fullmatch(before) is not None
    clear = leading or (bool(before) and _EDGE.match(before[-1]) is not None)
    if not clear and not _is_even(match["word"]):
        return False
    if match["close"] and before.rstrip().endswith("(") and BRACKETED & set(names):
        return True
    if fold(after).startswith("证书"):
        return False
    if match["colon"]:
        return clear or later or len(before) > 8 or not re.fullmatch(r"[\u4e00-\u9fff]+", before)
    if not clear:
        return False
    if not after.strip():
        run_on = later and before.endswith(" ") and len(re.sub(r"\s", "", match["word"])) >= LONG
        return leading or headed or run_on or before.endswith("  ")
    if after[0].isspace():
        return leading and len(re.sub(r"\s", "", match["word"])) >= 2
    named = fold(match["word"]).endswith("姓名") and looks_like_name(after.strip()) and not known.pattern.match(after.strip())
    return leading and (named or any(name in GLUED and GLUED[name](after.strip()) for name in names))


def _is_even(word: str) -> bool:
    """Whether a label is set without spaces or with one after every character; 项目 级别 in a line are rather two words."""
    gaps = {bool(re.search(r"\s", gap)) for gap in re.split(r"\S", word)[1:-1]}
    return len(gaps) < 2


def _misread(strip: Strip, text: str, known: Lexicon, found: Sequence[Label]) -> Iterator[Label]:
    """A label that the reader got wrong by one character: the whole cell, or the words before a colon on a line that has no
    label that is known.
    """
    for offset, index in zip(strip.offsets, strip.lines, strict=True):
        line = text[offset : offset + len(strip.sheet.page.lines[index].text)]
        if any(label.span.start < offset + len(line) and offset < label.span.end for label in found):
            continue
        whole = not found and strip.cell is not None and len(strip.lines) <= 2
        head = _HEAD.match(text if whole else line)
        wording = known.like(re.sub(r"\s", "", head[1]), re.sub(r"\s|\(.*?\)", "", head[1])) if head else None
        if head and wording and (whole or head[3] == ":"):
            start = 0 if whole else offset
            alone = not (text if whole else line)[head.end() :].strip()
            yield Label(known.names[wording], Span(strip, start + head.start(1), start + head.end()), alone)
        if whole:
            return
