"""Persons and numbers in lists: «田某；慕某某，高某», «完成人：甲、乙», a column of names in a table."""

import re
from collections.abc import Iterable, Sequence

from extractors.writing.prose import Prose
from extractors.writing.strips import Strip, field
from schemas.field import NOT_FOUND, Field
from schemas.terms.persons import looks_like_name

_SPLIT = re.compile(
    r"[、，,;；/|\n①-⑳]+|\s*\d{1,2}[.．](?=\s*[\u3400-\u9fff])|\s{2,}|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?:和|及)(?=[\u3400-\u9fff]{2,4}$)"
)
_LATIN_SPLIT = re.compile(r"\s*(?:[;；、，]|,(?!\s*(?:Jr|Sr|II|III)\b)|\band\b|&)\s*")
_TRIM = re.compile(
    r"^[\s\d.．、()（）【】\[\]*①-⑳:：]+|[\s\d*①-⑳†‡§#^，,;；。.()（）]+$|(?<=[a-z])\s+[a-z]$|等(?:人|\d+人)?$|(同志|先生|女士|教授)$"
)
_ADDRESS = re.compile(r"^(?:兹|特|现|经|本|我|该|您|你|其|将|由|因|为|对|向|按)|(?:您|你|我)$|证书|荣誉|证明|通知|获奖|奖状")
_ADDRESSEE = re.compile(
    r"\s*(?:尊敬的|兹?授予|致)?\s*[:：]?\s*(?P<name>[\u3400-\u9fff·](?:\s?[\u3400-\u9fff·]){1,11}?|[A-Za-z][A-Za-z. \-]{3,40}?)"
    r"\s*(?:同志|先生|女士|同学|老师|教授|博士|专家|作者)?\s*等?\s*[:：]\s*$"
)
_NOBODY = re.compile(r"^(?:各|贵|有关|相关|全体)|(?:部门|单位|公司|处室|院系)$")
"""To whom a paper of an office speaks, where that is no person: «各部门：»."""
_RANKED = re.compile(r"^\(?\d{1,2}[.、)）]?\s*")


def names_of(text: str) -> list[str]:
    """The names in a list as written, in order: numbering, affiliation marks and courtesy taken off.

    A spaced two-character name («张 三») is one; a word that cannot be a name is left out.
    """
    bare = re.sub(r"(?<=[\u3400-\u9fff])[\d*†‡①-⑳]+(?:[,，][\d*]+)*(?=\s|[,，;；、]|$)", " ", text)
    plain = re.sub(r"[(（][^()（）]*[)）]", "", bare).strip() or bare.strip()
    spaced = re.sub(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])(?![\u3400-\u9fff])", r"\1\2", plain)
    split = _SPLIT if re.search(r"[\u3400-\u9fff]", spaced) else _LATIN_SPLIT
    found = []
    for part in split.split(spaced):
        name = _trimmed(part)
        if name and (looks_like_name(name) or _is_latin(name)) and name not in found:
            found.append(name)
    return found


def people(found: Field) -> Field:
    """The field with its names as a list; not found where it holds no name."""
    if not found.present:
        return found
    names = names_of(str(found.value))
    return found.model_copy(update={"value": names}) if names else NOT_FOUND


def person(found: Field) -> Field:
    """The field with the first name it holds; not found where it holds none."""
    names = names_of(str(found.value)) if found.present else []
    return found.model_copy(update={"value": names[0]}) if names else (found if not found.present else NOT_FOUND)


def addressed(strips: Sequence[Strip], rows: int = 12) -> Field:
    """The person to whom a certificate or letter speaks, on a row of its own among the first: «某某同志：», «某某 教授：»."""
    for strip in strips[:rows]:
        match = _ADDRESSEE.match(strip.text)
        names = names_of(match["name"]) if match else []
        if match and len(names) == 1 and not _NOBODY.search(names[0]):
            return field([strip.span(match.start("name"), match.end("name"))], value=names[0])
    return NOT_FOUND


def owners(found: Field) -> Field:
    """The field with persons or organisations as a list, whatever they are (著作权人, 专利权人)."""
    if not found.present:
        return found
    parts = [_trimmed(part) for part in re.split(r"[;；、，,\n]+", str(found.value))]
    return found.model_copy(update={"value": [part for part in parts if len(part) >= 2]})


def said_of(prose: Prose, before: str, after: str) -> Field:
    """The person of whom a sentence says `after` (a pattern: «荣获», «自…起在我单位工作»), with or without a courtesy, a bracket
    or the sex between. The name begins a row, or stands behind a stop, a space or one of the words `before` (a pattern).
    """
    pattern = re.compile(
        r"\s*(?P<name>[\u3400-\u9fff·]{2,15}?|[\u3400-\u9fff] [\u3400-\u9fff]|[A-Za-z][A-Za-z.\- ]{3,40}?)\s*"
        rf"(?:同志|先生|女士|教授|博士|老师|研究员|同学)?\s*(?:[(（][^)）]{{0,40}}[)）])?\s*[,，]?\s*(?:性别)?\s*[男女]?\s*[,，]?\s*(?={after})"
    )
    starts = {
        *prose.starts,
        *(match.end() for match in re.finditer(rf"[\s,.:;，。：；]|(?:{before})(?![函信书表证通])", prose.text)),
    }
    for at in sorted(starts):
        match = pattern.match(prose.text, at)
        row = next((s for s in prose.starts if match and match.start("name") < s < match.end("name")), None)
        match = (row and pattern.match(prose.text, row)) or match
        name = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", match["name"]) if match else ""
        if match and looks_like_name(name) and not _TRIM.search(name) and not _ADDRESS.search(name):
            shown = prose.raw[match.start("name") : match.end("name")]
            return prose.field(match.start("name"), match.end("name"), value=name if name != match["name"] else shown)
    return NOT_FOUND


def column(strips: Sequence[Strip], heads: Iterable[str]) -> list[tuple[Strip, str]]:
    """The names below a column's head («姓名») in a ruled table or in rows of free text, each with its strip."""
    words = tuple(heads)
    for number, strip in enumerate(strips):
        if re.sub(r"\s", "", strip.text) in words and strip.cell:
            return _cells_below(strips, strip)
        if not strip.cell and (spot := _head_in(strip, words)) is not None:
            found = _rows_below(strips[number + 1 :], spot)
            if found:
                return found
    return []


def _trimmed(part: str) -> str:
    name, before = part.strip(), ""
    while name != before:
        before = name
        name = _TRIM.sub("", name).strip()
    return name


def _is_latin(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z.'\-]*(?:\s+[A-Z][A-Za-z.'\-]*){1,3}", name))


def _cells_below(strips: Sequence[Strip], head: Strip) -> list[tuple[Strip, str]]:
    assert head.cell is not None
    table = [strip for strip in strips if strip.cell and strip.table == head.table and strip.sheet is head.sheet]
    below = [s for s in table if s.cell and s.cell.col == head.cell.col and s.cell.row > head.cell.row]
    return [(strip, name) for strip in below for name in names_of(strip.text)[:1]]


def _head_in(strip: Strip, words: Sequence[str]) -> tuple[float, float] | None:
    """Where, from left to right, the head stands among others in a row of heads."""
    lines = [strip.sheet.page.lines[index] for index in strip.lines]
    head = next((line for line in lines if re.sub(r"\s", "", line.text) in words), None)
    return (head.box[0] - 0.03, head.box[2] + 0.03) if head and len(lines) >= 2 else None


def _rows_below(strips: Sequence[Strip], spot: tuple[float, float]) -> list[tuple[Strip, str]]:
    found: list[tuple[Strip, str]] = []
    misses = 0
    for strip in strips:
        lines = [strip.sheet.page.lines[index] for index in strip.lines]
        here = [line for line in lines if line.box[0] < spot[1] and line.box[2] > spot[0]]
        names = names_of(_RANKED.sub("", here[0].text)) if here else []
        misses = 0 if names else misses + 1
        found += [(strip, name) for name in names[:1]]
        if misses > 1:
            break
    return found
