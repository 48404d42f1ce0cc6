"""A list of awards (表彰决定, 获奖名单): one paper, a table with an award a row, of which the applicant's is only one."""

from collections.abc import Mapping, Sequence

from extractors.writing.labels import lexicon
from extractors.writing.persons import people
from extractors.writing.records import Record, records
from extractors.writing.values import normalised
from schemas.document import Block
from schemas.field import Field
from schemas.page import Sheet

LEAST = 2
"""From so many rows on a table lists awards."""
NAMES = {"title": "title", "award": "award", "level": "level", "place": "place", "serial": "number", "issued_on": "issued_on"}
"""The column of the profile -> the field of the row."""
_BESIDE = (
    "序号",
    "单位",
    "工作单位",
    "完成单位",
    "主要完成单位",
    "所在单位",
    "获奖单位",
    "推荐单位",
    "备注",
    "性别",
    "职务",
    "专业",
    "申报单位",
)


def award_rows(sheets: Sequence[Sheet], labels: Mapping[str, Sequence[str]]) -> list[Block]:
    """The rows as ``award`` blocks, none where no table lists several: by the works that won, else by the persons."""
    columns = {**{name: labels[name] for name in (*NAMES, "holders")}, "no": ("序号",)}
    works = records(sheets, lexicon(columns, _BESIDE), least=3)
    if len(works) >= LEAST:
        return [_block(row) for row in works]
    by_name = {**columns, "work": columns["title"], "title": columns["holders"]}
    del by_name["holders"]
    persons = records(sheets, lexicon(by_name, _BESIDE), least=3)
    persons = [row for row in persons if {"award", "level", "work"} & row.keys()]
    return [_block(_renamed(row)) for row in persons] if len(persons) >= LEAST else []


def _renamed(row: Record) -> Record:
    """The row of a person with the columns as those of a work are called."""
    given = {name: spans for name, spans in row.items() if name not in ("title", "work")}
    return {**given, "holders": row["title"], **({"title": row["work"]} if "work" in row else {})}


def _block(row: Record) -> Block:
    fields: dict[str, Field] = {field: normalised(name, row[name]) for name, field in NAMES.items() if name in row}
    if "holders" in row:
        fields["holders"] = people(normalised("holders", row["holders"]))
    return Block(kind="award", fields=fields)
