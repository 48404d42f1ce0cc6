"""What a document's QR codes say stands beside its fields: as text, with its place, and with numbers of persons hidden."""

from desk.web.papers import _fields, documents
from schemas.files import FileRecord
from schemas.record import CaseRecord, CodeRecord, DocumentRecord, PageRecord, PartRecord


def test_a_code_is_shown_as_text_with_its_place_and_without_the_number_of_a_person() -> None:
    file = FileRecord(path="a.pdf", sha256="0" * 64, size=1, media_type="application/pdf", pages=1, status="read")
    code = CodeRecord(text="https://zs.example.cn/v?id=11010119900307721X&c=1", file="a.pdf", page=1, box=(0.7, 0.8, 0.8, 0.9))
    paper = DocumentRecord(
        id="d1", type="title_certificate", title="", confidence=1.0, parts=(PartRecord(file="a.pdf", pages=(1,)),), fields={},
        codes=(code,),
    )  # fmt: skip
    page = PageRecord(file="a.pdf", page=1, quality="read", place="d1", reason="")
    record = CaseRecord.model_construct(documents=(paper,), files=(file,), pages=(page,), provenance={}, decisions=(), repairs={})
    ((label, text, where),) = documents(record)[0].fields
    assert (label, text) == ("二维码", "https://zs.example.cn/v?id=110101********721X&c=1")
    assert where[0].box == "700 800 800 900"


def test_a_repaired_number_says_what_had_been_read_and_hides_both() -> None:
    paper = DocumentRecord(
        id="d1", type="identity_card", title="", confidence=1.0, parts=(), fields={"id_number": "11010119900307721X"}
    )
    page = PageRecord(file="a.pdf", page=1, quality="read", place="d1", reason="")
    record = CaseRecord.model_construct(
        documents=(paper,), files=(), pages=(page,), provenance={}, decisions=(),
        repairs={"/documents/0/fields/id_number": "1101O119900307721X"},
    )  # fmt: skip
    ((_, text, _),) = _fields(0, paper, record)
    assert text == "110101********721X（按校验位更正一字，原读作1101O1********721X）"
