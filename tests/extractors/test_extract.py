"""Extracting: every type of document has its reader, and every document its text and tags."""

from extractors.extract import READERS, extract
from schemas.document import DOCUMENT_TYPES
from schemas.geometry import Place
from schemas.page import Mark


def test_every_type_but_other_has_a_reader():
    assert set(READERS) == set(DOCUMENT_TYPES) - {"other"}


def test_any_document_gets_its_text_and_the_tags_of_its_pages(document, profile, sheet):
    page = sheet("机密★10年", "技术总结", "本人从事桥梁检测。")
    found = extract(document("other", page), [page], profile)
    assert found.text == "机密★10年\n技术总结\n本人从事桥梁检测。"
    assert found.tags == ("secret",)


def test_codes_stand_with_the_document_on_whose_part_of_the_page_they_are(document, profile, sheet):
    marks = [Mark(kind="code", box=(x, 0.8, x + 0.1, 0.87), text=text) for x, text in ((0.1, "左"), (0.7, "右"))]
    page = sheet("职称证书", marks=[*marks, Mark(kind="seal", box=(0.7, 0.5, 0.9, 0.6), text="某某局")])
    half = document("title_certificate", page).model_copy(update={"region": (0.5, 0.0, 1.0, 1.0)})
    assert [code.text for code in extract(document("title_certificate", page), [page], profile).codes] == ["左", "右"]
    (code,) = extract(half, [page], profile).codes
    assert (code.text, code.place) == ("右", Place(file="a.pdf", page=1, box=(0.7, 0.8, 0.8, 0.87)))


def test_every_reader_gets_over_an_empty_page(document, profile, sheet):
    for type in DOCUMENT_TYPES:
        assert extract(document(type, sheet()), [sheet()], profile).type == type
