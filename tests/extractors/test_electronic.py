"""Electronic signatures as evidence: what fills a slot, what only asks a person, what gives a hint."""

import pytest

from extractors.assembly.electronic import with_electronic
from schemas.document import Block, Document
from schemas.field import Field
from schemas.files import FileRecord, Signature
from schemas.geometry import PageRef, Place

SLOT = (0.5, 0.70, 0.8, 0.75)
PAGE = PageRef(file="a.pdf", page=1)
UNSEEN = Field(value=False, state="read", confidence=0.9, places=(Place(file="a.pdf", page=1),))
UNSIGNED = Field(value=False, state="read", confidence=0.9, places=(Place(file="a.pdf", page=1, box=SLOT),))


def signature(**more):
    said = {"kind": "seal", "state": "intact", "page": 1, "box": (0.55, 0.69, 0.75, 0.78), "signer_masked": "某某公司"}
    return Signature(**(said | more))


def letter(**fields):
    opinion = Block(kind="opinion", fields=fields, pages=(PAGE,))
    return Document(id="d1", type="employer_opinion", pages=(PAGE, PageRef(file="a.pdf", page=2)), blocks=(opinion,))


def weighed(document, *signatures):
    file = FileRecord(
        path="a.pdf", sha256="0" * 64, size=1, media_type="application/pdf", pages=2, status="read", signatures=signatures
    )
    (made,) = with_electronic([document], [file])
    return made


def test_an_intact_seal_seals_and_says_whose_it_is():
    block = weighed(letter(sealed=UNSEEN, seal_text=Field()), signature()).blocks[0]
    assert (block["sealed"].value, block["sealed"].method) == (True, "e-signature")
    assert block["sealed"].places == (Place(file="a.pdf", page=1, box=(0.55, 0.69, 0.75, 0.78)),)
    assert block["seal_text"].value == "某某公司"


@pytest.mark.parametrize("more", [{"state": "unverifiable"}, {"state": "appended", "changed": (2,)}, {"self_issued": True}])
def test_of_one_that_cannot_be_relied_on_a_person_is_asked(more):
    sealed = weighed(letter(sealed=UNSEEN, seal_text=Field()), signature(**more)).blocks[0]["sealed"]
    assert (sealed.value, sealed.state) == (None, "unreadable")


@pytest.mark.parametrize("more", [{"page": 2}, {"page": None, "box": None}, {"kind": "signature"}, {"state": "altered"}])
def test_elsewhere_or_a_persons_or_altered_it_seals_nothing(more):
    assert weighed(letter(sealed=UNSEEN), signature(**more)).blocks[0]["sealed"] == UNSEEN


def test_a_signature_counts_in_its_own_slot_only():
    inside = weighed(letter(signed=UNSIGNED), signature(kind="signature")).blocks[0]["signed"]
    beside = weighed(letter(signed=UNSIGNED), signature(kind="signature", box=(0.1, 0.2, 0.3, 0.25))).blocks[0]["signed"]
    assert (inside.value, beside.value) == (True, False)


def test_what_the_eye_saw_stays_as_it_was_seen():
    seen = UNSEEN.model_copy(update={"value": True, "method": "image"})
    assert weighed(letter(sealed=seen), signature()).blocks[0]["sealed"] == seen


def test_an_altered_one_leaves_hints_on_the_document_where_it_stands():
    assert weighed(letter(), signature(state="altered")).tags == ("esign_invalid", "edited")
    assert weighed(letter(), signature(state="altered", page=None, box=None)).tags == ("esign_invalid", "edited")
    assert weighed(letter(), signature(state="appended", changed=(2,))).tags == ("edited",)
    assert weighed(letter(), signature()).tags == ()
