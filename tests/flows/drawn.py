"""Drawn pages as one dossier: read by the engine, understood, judged."""

import json
from collections.abc import Sequence
from typing import Any

from extractors.pages.reader import Reader
from extractors.pages.scan import read_picture
from flows.line import Matter, conclude, understand
from schemas.files import FileRecord, Submission
from schemas.geometry import PageRef
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.record import EngineRecord
from tests.extractors.drawing import Paper

Case = dict[str, Any]


def judged(papers: Sequence[Paper], reader: Reader, profile: Profile) -> Case:
    """The record of a dossier of these pages, one file."""
    refs = [PageRef(file="a.pdf", page=number) for number in range(1, len(papers) + 1)]
    pages = [read_picture(paper.rgb, f"k#{number}", reader) for number, paper in enumerate(papers, 1)]
    sheets = [Sheet(ref=ref, page=page) for ref, page in zip(refs, pages, strict=True)]
    files = (FileRecord(path="a.pdf", sha256="0" * 64, size=1, media_type="application/pdf", pages=len(papers), status="read"),)
    matter = Matter(
        case_id="c",
        round=1,
        submission=Submission(key="k", received_at="2026-03-01", submitted_on="2026-03-01", files=()),
        engine=EngineRecord(version="test", models={}),
    )
    made = conclude(matter, files, sheets, understand(sheets, profile), (), profile)
    return json.loads(made.published["case.json"])  # type: ignore[no-any-return]


def outcome(case: Case, code: str, subject: str | None = None) -> str:
    """The outcome of the one check of that code, or of that subject's."""
    (check,) = [one for one in case["checks"] if one["code"] == code and subject in (None, one["subject"])]
    return str(check["outcome"])
