"""The table of trust: counted by class, never falling, out of the values that stand under a seal."""

from itertools import pairwise

from benchmarks.accuracy.calibrate import pieces, table
from schemas.page import Line, Mark, Page

TRUTH = {
    "dossier": "k",
    "difficulty": "scan",
    "fields": {"/employer_review/issuer": "某某研究院", "/applicant/employer": "某某研究院"},
    "fields_alt": {},
    "documents": [],
}


def test_a_class_counts_what_was_right_and_one_that_does_better_than_the_next_is_joined_to_it() -> None:
    found = [(0.3, True)] * 6 + [(0.3, False)] * 4 + [(0.7, True)] * 5 + [(0.7, False)] * 5 + [(0.99, True)] * 100
    made = table(found, 9, "a test")
    first = made.classes[0]
    assert (first.least, first.right, first.pieces) == (0.0, 11, 20)
    assert made.chance(0.5) == made.chance(0.7) == 12 / 22
    assert all(one.chance < other.chance for one, other in pairwise(made.classes))
    assert made.made == "9 dossiers, 120 values under seals"


def test_only_values_under_a_seal_count_and_by_their_own_characters() -> None:
    def line(text: str, y: float, sure: tuple[float, ...]) -> Line:
        chars = tuple((0.1 + 0.1 * n, y, 0.2 + 0.1 * n, y + 0.05) for n in range(len(text)))
        return Line(text=text, box=(0.1, y, 0.1 + 0.1 * len(text), y + 0.05), confidence=0.97, chars=chars, sure=sure)

    seal = Mark(kind="seal", box=(0.3, 0.55, 0.7, 0.75), colour="red", confidence=1.0)
    page = Page.model_validate(
        {"key": "p", "kind": "scan", "reader": "r", "width": 1000, "height": 1000, "marks": (seal,),
         "lines": (line("某某研究所", 0.2, (1, 1, 1, 1, 0.3)), line("章某某研究所", 0.6, (0.1, 1, 1, 1, 1, 0.4)))}
    )  # fmt: skip

    def said(box: tuple[float, ...]) -> list[dict[str, object]]:
        return [{"file": "a.pdf", "page": 1, "box": box, "confidence": 0.97, "method": "rapidocr"}]

    record = {
        "employer_review": {"issuer": "某某研究所"},
        "applicant": {"employer": "某某研究所"},
        "documents": [],
        "provenance": {
            "/employer_review/issuer": said((0.2, 0.6, 0.7, 0.65)),
            "/applicant/employer": said((0.1, 0.2, 0.6, 0.25)),
        },
        "checks": [],
    }
    assert list(pieces(TRUTH, record, {("a.pdf", 1): page})) == [(0.4, False)]
