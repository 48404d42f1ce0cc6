"""Electronic signatures, really made: intact, altered, appended to, by methods that are not known; and never more than that."""

import hashlib
from base64 import b64encode

import pytest

from tests.extractors.files import ofd_writer as w
from tests.extractors.files.signing import BOX, signed, signer, written_later

COMPANY = "北京云岫测绘有限公司"


@pytest.fixture(scope="module")
def letter(make):
    first = make.text(90, 700, "推荐意见：同意推荐其申报高级职称") + make.text(90, 200, COMPANY)
    return make.pdf([first, make.text(90, 700, "第二页的文字若干")])


@pytest.fixture(scope="module")
def sealed(letter):
    return signed(letter, signer(COMPANY))


def of(bench, data, name="a.pdf"):
    file = bench.open(name, data).files[0]
    assert file.status == "read"
    return file.signatures


def test_an_intact_seal_says_whose_and_where_and_that_it_covers_all(bench, sealed):
    (one,) = of(bench, sealed)
    assert (one.kind, one.state, one.covers_whole_document, one.self_issued) == ("seal", "intact", True, False)
    assert (one.signer_masked, one.page, len(one.signed_on)) == (COMPANY, 1, 10)
    assert one.box == pytest.approx((BOX[0] / 595, 1 - BOX[3] / 842, BOX[2] / 595, 1 - BOX[1] / 842), abs=1e-4)


def test_a_person_is_masked_and_a_certificate_that_vouches_for_itself_is_told(bench, letter):
    (one,) = of(bench, signed(letter, signer("041@林知远@110101", self_issued=True), box=None))
    assert (one.kind, one.state, one.signer_masked) == ("signature", "intact", "林**")
    assert (one.self_issued, one.page, one.box) == (True, None, None)


def test_one_changed_byte_and_it_is_altered(bench, sealed):
    word = "推荐".encode("utf-16-be").hex().encode()
    (one,) = of(bench, sealed.replace(word, "举荐".encode("utf-16-be").hex().encode(), 1))
    assert one.state == "altered"


def test_what_is_written_later_is_appended_and_its_page_is_named(bench, make, sealed):
    (one,) = of(bench, written_later(sealed, make.text(90, 500, "补写的一行"), page=1))
    assert (one.state, one.changed, one.covers_whole_document) == ("appended", (2,), False)


def test_a_second_signature_changes_nothing_of_the_first(bench, sealed):
    first, second = of(bench, signed(sealed, signer("林知远"), (100, 100, 200, 130), field="S2"))
    assert (first.state, first.covers_whole_document) == ("intact", False)
    assert (second.state, second.kind, second.covers_whole_document) == ("intact", "signature", True)


def test_an_unknown_method_and_what_is_no_signature_at_all_cannot_be_verified(bench, sealed):
    start = sealed.index(b"/Contents <") + len(b"/Contents <")
    garbage = sealed[:start] + b"00" * 400 + sealed[start + 800 :]
    assert [one.state for one in of(bench, garbage)] == ["unverifiable"]
    other = sealed.replace(b"0609608648016503040201", b"0609608648016503040277")  # SHA-256, and a method that nobody has
    assert other != sealed
    assert [one.state for one in of(bench, other)] == ["unverifiable"]


def test_files_without_signatures_have_none(bench, letter):
    assert of(bench, letter) == ()


def office_document(change=None, covers=None, method="1.2.156.10197.1.401"):
    """An OFD with an electronic seal over all its parts (or those of `covers`); `change` replaces a part afterwards."""
    root = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"
    made = w.parts([w.text(30, 40, "推荐意见书"), w.text(30, 40, "第二页")], root=root)
    names = [name for name in made if name != "OFD.xml"] if covers is None else covers
    references = "".join(
        f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>{b64encode(hashlib.new("sm3", made[name]).digest()).decode()}'
        f"</ofd:CheckValue></ofd:Reference>"
        for name in names
    )
    info = (
        f"<ofd:SignedInfo><ofd:SignatureDateTime>20260305093000Z</ofd:SignatureDateTime>"
        f'<ofd:References CheckMethod="{method}">{references}</ofd:References>'
        f'<ofd:StampAnnot ID="1" PageRef="12" Boundary="105 198 21 29.7"/></ofd:SignedInfo>'
    )
    listed = '<ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>'
    made |= {
        "Doc_0/Signs/Signatures.xml": w.part("Signatures", listed).encode(),
        "Doc_0/Signs/Sign_0/Signature.xml": w.part("Signature", info).encode(),
    }
    return w.packed(made | (change or {}))


def test_the_seal_of_an_ofd_whose_parts_all_fit(bench):
    (one,) = of(bench, office_document(), "a.ofd")
    assert (one.kind, one.state, one.covers_whole_document, one.signed_on) == ("seal", "unverifiable", True, "2026-03-05")
    assert (one.page, one.box) == (2, (0.5, 0.66667, 0.6, 0.76667))


def test_a_part_that_was_changed_or_taken_away(bench):
    change = {"Doc_0/Pages/Page_0/Content.xml": w.content(w.text(30, 40, "推荐意见书改")).encode()}
    assert [one.state for one in of(bench, office_document(change), "a.ofd")] == ["altered"]
    assert [one.state for one in of(bench, office_document(method="ROT13"), "a.ofd")] == ["unverifiable"]


def test_a_page_that_was_added_after_the_seal(bench):
    covers = ["Doc_0/Document.xml", "Doc_0/DocumentRes.xml", "Doc_0/Pages/Page_0/Content.xml"]
    (one,) = of(bench, office_document(covers=covers), "a.ofd")
    assert (one.state, one.changed, one.covers_whole_document) == ("appended", (2,), False)
