"""Some mutated files opened and drawn in killable children; the long run through the whole program is ``make fuzz``."""

import hashlib
from pathlib import Path

import pytest

from infra.workers import Pool
from schemas.files import Delivered, Opened, PageSource
from tests.fuzz import batch
from tests.fuzz.mutate import Mutant, mutant, seeds
from tests.hostile.batch import is_named, named

SEED = 2026
SECONDS = 250
"""More than any takes where others work as well; the test as a whole may take no more."""
BY_OFFICE = ("form.doc", "form.odt", "note.rtf")
"""Need the office suite, whose start takes seconds: the long run has them."""


def opened(pool: Pool, name: str, data: bytes) -> Opened | None:
    """What became of it; none where its child was killed for its memory or by a library, for which the bench has a name."""
    sha256 = hashlib.sha256(data).hexdigest()
    local = pool.scratch / sha256
    local.write_bytes(data)
    delivered = Delivered(path=name, sha256=sha256, size=len(data))
    answer = pool.run("flows.showing:open_pages", delivered, local, pool.scratch, seconds=SECONDS)
    assert isinstance(answer, bytes) or answer.code in ("memory", "crashed"), (name, answer)
    return Opened.model_validate_json(answer) if isinstance(answer, bytes) else None


def drawn(pool: Pool, page: PageSource) -> bytes:
    answer = pool.run("flows.showing:draw", page, seconds=SECONDS)
    assert isinstance(answer, bytes), (page.ref.file, answer)
    return answer


def test_every_seed_is_read_whole_and_every_mutant_gets_a_record_and_pages_that_can_be_drawn_or_not() -> None:
    mutants = [one for one in (mutant(SEED, number) for number in range(48)) if one.seed not in BY_OFFICE]
    with Pool(2, memory=1_500_000_000) as pool:
        for name, data in seeds().items():
            if name not in BY_OFFICE:
                good = opened(pool, name, data)
                assert good
                assert {file.status for file in good.files} == {"read"}, name
                assert good.pages, name
        for one in mutants:
            broken = opened(pool, one.name, one.data)
            if broken is None:
                continue
            assert broken.files[0].path == one.name
            assert [file for file in broken.files if not is_named(file.model_dump())] == []
            assert {page.ref.file for page in broken.pages} <= {file.path for file in broken.files}
            for page in broken.pages[:2]:
                drawn(pool, page)
        scratch = pool.scratch
    assert len(mutants) >= 40
    assert not scratch.exists()
    assert list(named(str(scratch))) == []


def test_a_number_names_one_file_and_numbers_differ() -> None:
    first = [mutant(SEED, number) for number in range(200)]
    assert first[7] == mutant(SEED, 7)
    assert first[7] != mutant(SEED + 1, 7)
    assert sum(one.data == seeds()[one.seed] for one in first) < 10
    assert {one.seed for one in first} >= set(seeds()) - set(BY_OFFICE)


def test_what_has_no_named_outcome_hangs_or_fails_unforeseen_is_objected_to() -> None:
    fine = {"path": "1.pdf", "status": "unreadable", "error": {"code": "damaged", "message": "文件已损坏，请重新提交。"}}
    hung = {"path": "2.pdf", "status": "unreadable", "error": {"code": "timeout", "message": "打开文件超过时限。"}}
    nameless = {"path": "3.pdf", "status": "unreadable", "error": None}
    pages = [
        {"file": "4.zip!/a.png", "page": 1, "quality": "unreadable", "reason": "error"},
        {"file": "5.png", "page": 1, "quality": "unreadable", "reason": "damaged"},
    ]
    objections = [path for path, _ in batch._of_record({"files": [fine, hung, nameless], "pages": pages})]
    assert objections == ["2.pdf", "3.pdf", "4.zip!/a.png"]


@pytest.mark.slow
def test_a_batch_of_mutated_files_is_done_and_nothing_is_left_behind(tmp_path: Path) -> None:
    files: list[Mutant] = batch.mutants(SEED, range(60))
    verdict = batch.judged(files, tmp_path)
    assert verdict.objections == []
    assert verdict.outcomes.total() == len(files)
