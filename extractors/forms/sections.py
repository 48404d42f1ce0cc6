"""Sections: a form cut into its blocks — the applicant, each expert, the "+1", the employer's review — by its headings,
by labels that come again, and by the kinds of labels a block has. Where the blocks stand on the paper does not matter.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.forms.ordinals import ordinal
from extractors.forms.overleaf import numbers_labelled
from extractors.writing.labels import Lexicon, lexicon
from extractors.writing.layout import straight
from extractors.writing.pairs import Pair
from extractors.writing.reading import Entry, Reading, read_sheets
from extractors.writing.strips import Span
from schemas.geometry import PageRef
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name
from schemas.terms.text import fold

Spot = tuple[int, int]
"""A place in the order of reading: the position of a strip, and an offset in it."""

OPEN = "open"
"""The kind of a section that no heading names."""

APPLICANT = "applicant_"
"""Before the name of a field that a label asks of the applicant, whoever's block it stands in."""

_NUMBERING = re.compile(
    r"^(?:\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})\)?[,.:、]|\([一二三四五六七八九十\d]{1,2}\)|[a-h](?=[\u4e00-\u9fff]))(?=\D)"
)
_ORDINAL = re.compile(r"[\s(（]*[一二三四五六七八九十\d]{1,2}[\s)）]*")
_ENGLISH = re.compile(r"(?<=[\u4e00-\u9fff\d])[ ]*/?[ ]*[a-z][a-z ]{2,}[ \d]*$")
"""The same heading in English, behind it."""
_HOW_MANY = re.compile(r"[(（][^()（）]*[3三][名位人][^()（）]*[)）]\s*$")
"""A remark behind the heading of the experts: （须为正高级职称，3名）."""
_CONTENTS = re.compile(r"一、.*二、|1[.、].*2[.、]")
"""A row that tells of several parts (共三部分：一、…二、…) heads none."""
_SENTENCE = re.compile(r"[,;!?](?=.)|\.")
_APPLICANT = frozenset(
    {"id_number", "gender", "birth_date", "conditions", "level", "series", "current_title", "education", "apply_specialty"}
)
_OF_APPLICANT = _APPLICANT | {"applicant_name", "applicant_employer"}
_CLOSES = frozenset({"opinion", "signature", "seal"})
RECOMMENDERS = ("expert", "plus_one", "letter")
_MAY_HEAD = frozenset({"name", "applicant_name", "opinion"})
_OF_RECOMMENDER = frozenset({"organisation", "employer", "position", "title", "phone"})
_NAMES_WHO = frozenset({"name", "organisation", "employer", "title", "position"})
_OPINION_OF = re.compile(
    r"(?:举荐|推荐|业内|同行)*(?:(?P<expert>专家|举荐人|推荐人)[一二三四五六七八九十\d]?(?:实名)?(?:举荐|推荐)?|[\u4e00-\u9fff]*(?:单位|机构|部门|协会|学会|负责人)(?:实名)?举荐)(?:意见|理由)?"
)
"""Whose recommendation a heading asks for; 单位推荐意见 is the employer's opinion, and nobody's recommendation."""
_PRESENTS = frozenset({"title", "employer", "position", "specialty"})
_BODY = re.compile(r"(?:单位|机构|部门)(?:全称|名称)")
_PRINCIPAL = re.compile(r"负责人|法定代表人")
_SIGNERS = frozenset(
    map(fold, ("举荐人", "推荐人", "举荐专家", "推荐专家", "举荐负责人", "推荐负责人", "申报人", "申请人", "举荐人(实名)"))
)


@dataclass(frozen=True, eq=False)
class Section:
    """One block of a form. `heading` is the span that names it; `entries` are its strips, heading included."""

    kind: str
    heading: Span | None
    entries: tuple[Entry, ...]
    reading: Reading

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Its labels with their values, in order."""
        return tuple(pair for entry in self.entries for pair in entry.pairs)

    @property
    def names(self) -> frozenset[str]:
        """The fields it has labels for."""
        return frozenset(name for pair in self.pairs for name in pair.label.names if name)

    @property
    def pages(self) -> tuple[PageRef, ...]:
        """The pages it stands on, in order."""
        return tuple(dict.fromkeys(entry.strip.sheet.ref for entry in self.entries))

    def of(self, *names: str) -> tuple[Pair, ...]:
        """The pairs of these fields."""
        return tuple(pair for pair in self.pairs if set(names) & set(pair.label.names))

    def place_of(self, pair: Pair) -> Spot:
        """Where a label of this section stands in the order of reading."""
        return next((entry.position, pair.label.span.start) for entry in self.entries if pair in entry.pairs)

    def free(self, after: Spot = (-1, 0), before: Spot = (10**9, 0)) -> list[Span]:
        """What no label claims between two spots of the reading order, the heading left out."""
        named = id(self.heading.strip) if self.heading else 0
        held = [entry for entry in self.entries if after[0] <= entry.position <= before[0] and id(entry.strip) != named]
        return [span for entry in held for span in self.reading.free(entry) if after < (entry.position, span.start) < before]

    def reach(self, pair: Pair) -> list[Span]:
        """The pair's value with all that follows it unclaimed, up to the next label: a text of several rows or pages."""
        spots = sorted((entry.position, other.label.span.start) for entry in self.entries for other in entry.pairs)
        start = self.place_of(pair)
        end = next((spot for spot in spots if spot > start), (10**9, 0))
        return [*pair.value, *self.free(start, end)]

    def since(self, pair: Pair) -> "Section":
        """The section from the strip of a label on."""
        start = self.place_of(pair)[0]
        return Section(self.kind, self.heading, tuple(e for e in self.entries if e.position >= start), self.reading)

    def around(self, pair: Pair) -> list[Span]:
        """What `reach` finds and, before it, the lines above a label that stands halfway down its slot on an unruled page."""
        box, spot = pair.label.span.box, self.place_of(pair)
        if pair.label.strip.cell or box is None:
            return self.reach(pair)
        earlier = [place for other in self.pairs if (place := self.place_of(other)) < spot]
        above = self.free(max(earlier, default=(-1, 0)), spot)
        beside = [span for span in above if span.box and span.box[0] > box[2] - 0.01 and span.strip.sheet is pair.sheet]
        return [*beside, *self.reach(pair)]


def form_lexicon(profile: Profile, *groups: str) -> Lexicon:
    """The labels of the profile's forms; `groups` names further lists (``achievement``) to know as labels as well.

    What a label says of the recommender (举荐人职务) is the plain field; what it says of the applicant (被举荐人单位) is a
    field of its own, ``applicant_employer``.
    """
    forms = profile.forms
    vocabulary = {name: list(words) for name, words in forms["labels"].items()}
    vocabulary["name"] += forms["recommenders"]
    vocabulary["applicant_name"] += forms["applicants"]
    people = (*forms["recommenders"], *forms["applicants"], *forms["signers"])
    vocabulary["signature"] += [who + word for who in people for word in forms["signed"]]
    for name, words in forms["prefixed"].items():
        vocabulary[name] = vocabulary.get(name, []) + [who + word for who in forms["recommenders"] for word in words]
        own = APPLICANT + name
        vocabulary[own] = vocabulary.get(own, []) + [who + word for who in forms["applicants"] for word in words]
    stops = [*forms.get("stops", ()), *(word for group in groups for words in forms[group].values() for word in words)]
    return lexicon(vocabulary, tuple(stops))


def sections(sheets: Iterable[Sheet], profile: Profile, known: Lexicon | None = None) -> tuple[Section, ...]:
    """The blocks of a form, in order. One that no heading names is told by its labels, or stays `OPEN`."""
    known = known or form_lexicon(profile)
    legible = (sheet for sheet in sheets if sheet.page.quality != "unreadable")
    raw = read_sheets((straight(sheet, known) for sheet in numbers_labelled(legible)), known)
    headings = [(entry["kind"], _pattern(entry["pattern"], profile)) for entry in profile.forms["headings"]]
    kinds = [
        _beside_rows(entry, raw.entries) or (None if _in_row_of_labels(entry, raw.entries) else heading(entry, headings))
        for entry in raw.entries
    ]
    reading = Reading(tuple(_silenced(entry, kind) for entry, kind in zip(raw.entries, kinds, strict=True)))
    cut: list[tuple[str, Span | None, list[Entry]]] = [(OPEN, None, [])]
    for entry, named in zip(reading.entries, kinds, strict=True):
        if named and (named != OPEN or cut[-1][0] == "letter"):
            cut.append((named, entry.strip.whole, []))
        elif _begins_again(entry, cut):
            cut.append((OPEN, None, []))
        cut[-1][2].append(entry)
    made = [_told(Section(kind, title, tuple(entries), reading)) for kind, title, entries in cut if entries]
    return tuple(section for section in made if section.kind != "expert" or section.pairs or section.free())


def _pattern(written: str, profile: Profile) -> re.Pattern[str]:
    for name, words in profile.forms["heading_words"].items():
        written = written.replace(f"<{name}>", words)
    return re.compile(written)


def whole(sheets: Iterable[Sheet], profile: Profile) -> Section:
    """The document as one section, for papers that have a single subject."""
    reading = read_sheets((sheet for sheet in sheets if sheet.page.quality != "unreadable"), form_lexicon(profile))
    return Section("whole", None, reading.entries, reading)


def heading(entry: Entry, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    """The kind of block that a strip announces: a short line, or a cell, that is no sentence, has no value inside it, and is
    no label of a slot (举荐专家 | 某丙).
    """
    written = _HOW_MANY.sub("", _before_labels(entry))
    text = _ENGLISH.sub("", _NUMBERING.sub("", fold(written).lstrip(" .:*").rstrip(":*")))
    if not 2 <= len(text) <= 26 or _SENTENCE.search(_listed(written)) or _CONTENTS.search(written) or _is_slot(entry):
        return None
    whole = next((kind for kind, pattern in patterns if pattern.fullmatch(text.rstrip(":"))), None)
    if whole or any(pair.value and pair.value[0].strip is entry.strip and not _is_ordinal(pair.value[0]) for pair in entry.pairs):
        return whole
    bare = text.rstrip(":").strip('"“”')
    return next((kind for kind, pattern in patterns if pattern.search(text.rstrip(":")) or pattern.search(bare)), None)


def _before_labels(entry: Entry) -> str:
    """What a row says before it names the applicant, where white parts the two (二、专家举荐一览    被举荐人：某甲); else all."""
    text, first = entry.strip.text, entry.pairs[0].label if entry.pairs else None
    start = first.span.start if first and first.strip is entry.strip and "applicant_name" in first.names else 0
    return text[:start].rstrip() if start and text[start - 1].isspace() else text


def _beside_rows(entry: Entry, entries: Sequence[Entry]) -> str | None:
    """The kind of block whose rows a cell stands beside (举荐专家意见 set from top to bottom), told by whose opinion it asks
    for: the row that it begins with, or the one cell beside it, asks who that is.
    """
    cell, asked = entry.strip.cell, _OPINION_OF.fullmatch(fold(entry.strip.text))
    if not asked or cell is None:
        return None
    same = [other for other in entries if other.strip.sheet is entry.strip.sheet and other.strip.table == entry.strip.table]
    right = next(
        (o for o in same if o.strip.cell and (o.strip.cell.row, o.strip.cell.col) == (cell.row, cell.col + cell.col_span)), None
    )
    labels = [pair.label for pair in right.pairs if not is_signer(pair)] if right else []
    names = {name for label in labels for name in label.names}
    row = cell.row_span > 1 and bool(labels) and labels[0].span.start == 0 and bool(names & _NAMES_WHO)
    all_in_one = "name" in names and len(names & _NAMES_WHO) > 1
    return ("expert" if asked["expert"] else "plus_one") if row or all_in_one else None


def _listed(text: str) -> str:
    """The text folded without the stops of a mere list (初审、公示和推荐意见), and without its number."""
    return _NUMBERING.sub("", fold(text).lstrip(" .:*")) if "、" not in text[2:] else fold(text.replace("、", "")).strip(" .:*")


def _is_slot(entry: Entry) -> bool:
    """Whether words that may head a block are the label of a slot: someone is named there, an opinion stands beside them, or
    they are one cell of a row. The cell beside several rows, or across the table, is a heading.
    """
    cell, text = entry.strip.cell, fold(entry.strip.text)
    for pair in entry.pairs:
        if _MAY_HEAD & set(pair.label.names) and fold(pair.label.span.text) == text:
            beside = cell is not None and cell.row_span == 1 and pair.slot[2] < 1.0
            written = cell is not None and "opinion" in pair.label.names and bool(pair.value)
            return _names_someone(pair) or written or beside or text.endswith(":")
    return False


def _in_row_of_labels(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether it is the name label in a row of labels that each stand above their value, and of which no other asks for a name
    (举荐单位 · 举荐人): no heading then.
    """
    own = entry.pairs[0] if len(entry.pairs) == 1 else None
    if own is None or "name" not in own.label.names or fold(own.label.span.text) != fold(entry.strip.text):
        return False
    if entry.strip.cell and entry.strip.cell.row_span > 1:
        return False
    others = [one.pairs[0] for one in entries if one is not entry and one.pairs and one.pairs[0].label.span.start == 0]
    asked = {name for other in others if _level(own, other) for name in other.label.names}
    return bool(asked & _OF_RECOMMENDER) and "name" not in asked


def _level(pair: Pair, other: Pair) -> bool:
    """Whether two labels stand on one row."""
    one, two = pair.label.span.box, other.label.span.box
    if one is None or two is None or pair.sheet is not other.sheet:
        return False
    return min(one[3], two[3]) - max(one[1], two[1]) > 0.5 * (one[3] - one[1])


def _is_ordinal(span: Span) -> bool:
    return _ORDINAL.fullmatch(span.text) is not None


def _silenced(entry: Entry, kind: str | None) -> Entry:
    """A heading is no label as well, except one whose slot holds what it announces (单位推荐意见, 申报人 beside its cell)."""
    holds = any(_names_someone(pair) or _names_one_beside(pair) for pair in entry.pairs)
    own = kind in (None, "opinion", "publicity", "preliminary_review") or holds
    return entry if own else Entry(entry.position, entry.strip, ())


def _names_someone(pair: Pair) -> bool:
    """Whether a label alone in its cell has a name in the cell beside it."""
    named = {"name", "applicant_name"} & set(pair.label.names) and pair.label.pure and len(pair.value) == 1
    label, beside = pair.label.strip.cell, pair.value[0].strip.cell if pair.value else None
    level = label and beside and label.row_span == 1 and (label.row, label.col) != (beside.row, beside.col)
    return bool(named and level) and looks_like_name(pair.value[0].text)


def _names_one_beside(pair: Pair) -> bool:
    """Whether a label alone in its cell («+1»举荐单位) has one line, the name of the body, in the cell beside it."""
    label, beside = pair.label.strip.cell, pair.value[0].strip.cell if len(pair.value) == 1 else None
    asks = "organisation" in pair.label.names and pair.label.pure
    return bool(asks and label and beside and label.row == beside.row and label.col < beside.col and beside.row_span == 1)


def _begins_again(entry: Entry, cut: Sequence[tuple[str, Span | None, Sequence[Entry]]]) -> bool:
    """Whether the entry's labels start a new person after the blocks `cut` so far: a second name, a recommender's name after the
    applicant's data, an organisation that recommends after an opinion (举荐单位, 单位名称), the applicant after one who
    recommended; or an opinion that stands apart from the person who gives it.
    """
    kind, _, before = cut[-1]
    held = [pair for other in before for pair in other.pairs]
    seen = {name for pair in held for name in pair.label.names}
    beside = {name for pair in entry.pairs for name in pair.label.names}
    for pair in entry.pairs:
        names = set(pair.label.names)
        signs = "opinion" in seen and is_signer(pair) and not beside & _PRESENTS and not _after_a_signature(pair, held)
        unheaded = kind in (OPEN, "applicant", "experts")
        named = "name" in seen or (unheaded and "applicant_name" in seen)
        named |= kind == "achievements"  # which ask nobody's name
        if "name" in names and not signs and (named or (seen & _OF_APPLICANT and before_recommender(kind, pair))):
            return True
        apart = kind in (OPEN, "applicant", "experts", "expert") and _stands_apart(pair, held, cut[:-1])
        if "opinion" in names and held and apart:
            return True
        if "organisation" in names and {"opinion", "name"} <= seen:
            return True
        signed_expert = "signature" in seen and seen & {"title", "specialty"} and "organisation" not in seen
        if "organisation" in names and "name" in seen and signed_expert and kind != "plus_one":
            return True
        if "employer" in names and {"opinion", "name", "employer"} <= seen and _names_a_body(pair):
            return True
        recommends = kind in RECOMMENDERS or (kind == OPEN and {"opinion", "name"} <= seen)
        if names & (_APPLICANT | {"applicant_name"}) and seen & _CLOSES and recommends and not is_signer(pair):
            return True
    return False


def _after_a_signature(pair: Pair, held: Sequence[Pair]) -> bool:
    """Whether a name stands in another table than the opinion and the signature before it (a row a person): that has signed."""
    own = pair.label.strip
    closed = {other.label.strip.table for other in held if "opinion" in other.label.names} & {
        other.label.strip.table for other in held if "signature" in other.label.names
    }
    return own.cell is not None and bool(closed) and own.table not in closed


def _names_a_body(pair: Pair) -> bool:
    """Whether a label asks for a body rather than for where somebody works (单位名称, not 工作单位)."""
    return _BODY.fullmatch(fold(pair.label.span.text).rstrip(":")) is not None


def _stands_apart(pair: Pair, held: Sequence[Pair], earlier: Sequence[tuple[str, Span | None, Sequence[Entry]]]) -> bool:
    """Whether an opinion is not of the block that has begun: it is numbered, the second one, or in another table than the
    person's name. A name in no table tells nothing: of one table only some cells may have been found. Overleaf it is of the
    block if an `earlier` person has an opinion in one block: the form puts them together, and the page broke.
    """
    if ordinal(pair.label.span.text) or any("opinion" in other.label.names for other in held):
        return True
    named = [other.label.strip for other in held if {"name", "applicant_name"} & set(other.label.names)]
    own = pair.label.strip
    if not named or own.cell is None:
        return False
    if own.sheet is not held[0].sheet:
        blocks = ({name for e in entries for p in e.pairs for name in p.label.names} for _, _, entries in earlier)
        return not any({"name", "opinion"} <= names for names in blocks)
    tables = [strip.table for strip in named if strip.cell]
    return bool(tables) and own.table not in tables


def before_recommender(kind: str, pair: Pair) -> bool:
    """Whether a label names a recommender (专家姓名) where no heading has begun one."""
    return kind in (OPEN, "applicant", "experts") and re.search("专家|举荐|推荐", pair.label.span.text) is not None


def is_signer(pair: Pair) -> bool:
    """Whether the label may stand before a signature as well as before a name (举荐人：)."""
    return re.sub(r"[\s:]|\(.*?\)", "", fold(pair.label.span.text)) in _SIGNERS


def _told(section: Section) -> Section:
    names = section.names
    kind = section.kind
    if kind == "letter" and len(names & _APPLICANT) >= 2 and not names & _CLOSES:
        kind = OPEN  # whom a 推荐书 is about, before those who recommend
    if kind == "letter" and {"organisation", "name"} <= names and not names & {"title", "specialty"}:
        kind = "plus_one"  # a form of the body's, though it is called 举荐意见书
    if kind not in (OPEN, "experts"):
        return Section(kind, section.heading, section.entries, section.reading)
    if ("organisation" in names and not {"title", "specialty"} <= names) or _of_principal(section):
        kind = "plus_one"
    elif len(names & _APPLICANT) >= 2:
        kind = "applicant"
    elif "name" in names and names & {"title", "opinion", "specialty"}:
        kind = "expert"
    return Section(kind, section.heading, section.entries, section.reading)


def _of_principal(section: Section) -> bool:
    """Whether a recommender whom no heading names is the principal of a body: his name is asked for as that of one
    (负责人姓名), or the body comes first and no title or specialty is asked for.
    """
    if not {"name", "opinion"} <= section.names or section.names & {"title", "specialty", *_APPLICANT}:
        return False
    first = section.pairs[0]
    return any(_PRINCIPAL.search(pair.label.span.text) for pair in section.of("name")) or (
        "employer" in first.label.names and _names_a_body(first)
    )


def group(found: Iterable[Section]) -> dict[str, list[Section]]:
    """The sections by kind."""
    grouped: dict[str, list[Section]] = {}
    for section in found:
        grouped.setdefault(section.kind, []).append(section)
    return grouped
