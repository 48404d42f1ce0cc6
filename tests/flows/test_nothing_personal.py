"""From the run to the issued notice, nothing that a dossier says of anybody is found in a log or in what Prefect keeps."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from . import conftest, issuing

Jujian = Callable[..., subprocess.CompletedProcess[str]]

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = "s1-complete"
PERSONAL = {
    "name",
    "id_number",
    "phone",
    "employer",
    "employer_uscc",
    "organisation",
    "birth_date",
    "reviewer",
    "issuer",
    "holder",
}
"""The fields whose values say who somebody is."""


@pytest.fixture
def word_dossiers(tmp_path: Path) -> Path:
    """Dossiers of word-processor files: one that can be taken to its notice, those of this room, and the forms of a sample."""
    source = conftest.lay(tmp_path / "source")
    (source / issuing.KEY).mkdir()
    issuing.form().save(str(source / issuing.KEY / "举荐表.docx"))
    (source / SAMPLE).mkdir()
    for path in (SAMPLES / "dossiers" / SAMPLE).glob("*.docx"):
        shutil.copy(path, source / SAMPLE)
    return source


def values(said: Any, name: str = "") -> Iterator[str]:
    """What stands, at whatever depth, under a field that says who somebody is."""
    if isinstance(said, dict):
        for key, inner in said.items():
            yield from values(inner, key.rsplit("/", 1)[-1])
    elif isinstance(said, list):
        for inner in said:
            yield from values(inner, name)
    elif isinstance(said, str) and name in PERSONAL:
        yield said


def personal(source: Path, out: Path) -> set[str]:
    """Every name, number, dossier key and file name: as the sample's truth and the records have them."""
    truth = json.loads((SAMPLES / "truth" / f"{SAMPLE}.json").read_text())
    found = set(values(truth["fields"]))
    for path in out.glob("*/round-*/case.json"):
        record = json.loads(path.read_text())
        found |= set(values(record | {"states": {}})) | {record["dossier_key"]}
        for file in record["files"]:
            name = file["path"].rsplit("/", 1)[-1]
            found |= {name, Path(name).stem}
    return found | {path.name for path in source.iterdir()}


def spellings(words: set[str]) -> dict[bytes, str]:
    """Each as UTF-8, and as JSON may write it."""
    return {form: word for word in words for form in (word.encode(), json.dumps(word).strip('"').encode())}


@pytest.mark.prefect
def test_logs_database_and_artifacts_hold_nothing_of_a_dossier(
    word_dossiers: Path, tmp_path: Path, jujian: Jujian, prefect_server: tuple[str, Path]
) -> None:
    url, folder = prefect_server
    out = tmp_path / "out"
    server = {"PREFECT_API_URL": url, "PREFECT_LOGGING_LEVEL": "DEBUG"}
    ran = jujian("run", word_dossiers, "--out", out, "--received-on", "2026-03-05", **server)
    assert ran.returncode == 3, ran.stderr
    first, *others = issuing.answers(out)
    words = ("--code", first["code"], "--decision", first["decision"], "--reason", "核对原件", "--by", "王审核")
    subject = ("--subject", first["subject"]) if first["subject"] else ()
    decided = jujian("decide", issuing.KEY, "--out", out, *words, *subject, **server)
    assert decided.returncode == 0, decided.stderr
    file = issuing.written(tmp_path, *others)
    issue = ("notice", "issue", issuing.KEY, "--out", out, "--decisions", file, "--deadline", "2030-04-01")
    issued = jujian(*issue, **server)
    assert issued.returncode == 0, issued.stderr
    words_of_people = personal(word_dossiers, out)
    again = jujian("run", word_dossiers, "--out", tmp_path / "again", JUJIAN_FILE_SECONDS="0.001", **server)
    assert "given up" in again.stderr
    assert {
        issuing.KEY,
        "110108198402050027",
        "顾长风",
        "窦水若",
        "13719031420",
        "邹薇",
        "13800138000",
        SAMPLE,
    } <= words_of_people
    assert len(words_of_people) > 40
    kept = {path: path.read_bytes() for path in (*folder.rglob("*"), *(tmp_path / "prefect-home").rglob("*")) if path.is_file()}
    assert any(path.name.startswith("prefect.db") and data for path, data in kept.items())
    logs = {name: each.stderr.encode() for name, each in {"run": ran, "decide": decided, "issue": issued, "again": again}.items()}
    told = {os.fspath(place): data for place, data in (kept | logs).items()}
    assert [
        (place, word) for place, data in told.items() for form, word in spellings(words_of_people).items() if form in data
    ] == []
