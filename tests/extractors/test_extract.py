"""Extracting: every type of document has its reader, and every document its text and tags."""

from extractors.extract import READERS, extract
from schemas.document import DOCUMENT_TYPES


def test_every_type_but_other_has_a_reader():
    assert set(READERS) == set(DOCUMENT_TYPES) - {"other"}


def test_any_document_gets_its_text_and_the_tags_of_its_pages(document, profile, sheet):
    page = sheet("机密★10年", "技术总结", "本人从事桥梁检测。")
    found = extract(document("other", page), [page], profile)
    assert found.text == "机密★10年\n技术总结\n本人从事桥梁检测。"
    assert found.tags == ("secret",)


def test_every_reader_gets_over_an_empty_page(document, profile, sheet):
    for type in DOCUMENT_TYPES:
        assert extract(document(type, sheet()), [sheet()], profile).type == type
