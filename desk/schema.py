"""`jujian schema`: the JSON Schemas of the published files, generated from the types and kept in the tree."""

import json
from pathlib import Path

import schemas
from schemas.base import Value
from schemas.deficiencies import DeficiencyList
from schemas.event import Event
from schemas.record import CaseRecord
from schemas.redacted import RedactedRecord
from schemas.summary import Summary

PUBLISHED: dict[str, type[Value]] = {
    "case": CaseRecord,
    "redacted": RedactedRecord,
    "deficiencies": DeficiencyList,
    "summary": Summary,
    "event": Event,
}
FOLDER = Path(schemas.__file__).parent / "json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(noun: type[Value]) -> str:
    """One schema as text, the same each time."""
    schema = {"$schema": DIALECT, **noun.model_json_schema(by_alias=True, mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def printed() -> str:
    """All of them in one object, by the name of the published file."""
    return json.dumps({name: json.loads(schema_of(noun)) for name, noun in PUBLISHED.items()}, ensure_ascii=False, indent=2)


def write_all(folder: Path = FOLDER) -> list[Path]:
    """Write ``<name>.schema.json`` for each, and say where."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, noun in PUBLISHED.items():
        path = folder / f"{name}.schema.json"
        path.write_text(schema_of(noun), encoding="utf-8")
        paths.append(path)
    return paths
