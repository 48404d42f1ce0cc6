"""Electronic signatures, really made: intact, altered, appended to, by methods that are not known; and never more than that."""

import hashlib
import zipfile
from base64 import b64encode
from io import BytesIO

import pytest

from tests.extractors.files import ofd_writer as w
from tests.extractors.files.ofd_writer import der
from tests.extractors.files.signing import BOX, Sm2Signer, by_sm2, signed, signer, sm2_certificate, written_later

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


def test_sm2_is_known_as_well(bench, letter):
    data = signed(letter, Sm2Signer(COMPANY))
    (one,) = of(bench, data)
    assert (one.state, one.kind, one.signer_masked) == ("intact", "seal", COMPANY)
    word, other = ("推荐".encode("utf-16-be").hex().encode(), "举荐".encode("utf-16-be").hex().encode())
    assert [one.state for one in of(bench, data.replace(word, other, 1))] == ["altered"]


def test_files_without_signatures_have_none(bench, letter):
    assert of(bench, letter) == ()


def signed_value(description, edition):
    """SES_Signature: of GM/T 0031 (edition 1), where the certificate is part of what is signed, or of GB/T 38540 (4)."""
    certificate = der(0x04, sm2_certificate(COMPANY).dump())
    version, seal = der(0x02, bytes([edition])), der(0x30, der(0x30, der(0x16, b"ES")))
    said = [der(0x03, b"\0" + hashlib.new("sm3", description).digest()), der(0x16, b"/Doc_0/Signs/Sign_0/Signature.xml")]
    method = der(0x06, bytes.fromhex("2a811ccf55018375"))
    if edition == 1:
        to_sign = der(0x30, version, seal, der(0x03, b"\0" + bytes(8)), *said, certificate, method)
        return der(0x30, to_sign, der(0x03, b"\0" + by_sm2(to_sign)))
    to_sign = der(0x30, version, seal, der(0x18, b"20260305093000Z"), *said)
    return der(0x30, to_sign, certificate, method, der(0x03, b"\0" + by_sm2(to_sign)))


def office_document(change=None, covers=None, method="1.2.156.10197.1.401", edition=None):
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
    description = w.part("Signature", info + "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue>").encode()
    made |= {
        "Doc_0/Signs/Signatures.xml": w.part("Signatures", listed).encode(),
        "Doc_0/Signs/Sign_0/Signature.xml": description,
        **({"Doc_0/Signs/Sign_0/SignedValue.dat": signed_value(description, edition)} if edition else {}),
    }
    return w.packed(made | (change or {}))


def test_the_seal_of_an_ofd_whose_parts_all_fit(bench):
    (one,) = of(bench, office_document(), "a.ofd")
    assert (one.kind, one.state, one.covers_whole_document, one.signed_on) == ("seal", "unverifiable", True, "2026-03-05")
    assert (one.page, one.box) == (2, (0.5, 0.66667, 0.6, 0.76667))


@pytest.mark.parametrize("edition", [1, 4])
def test_the_seal_of_an_ofd_is_verified_with_sm2(bench, edition):
    (one,) = of(bench, office_document(edition=edition), "a.ofd")
    assert (one.state, one.kind, one.signer_masked) == ("intact", "seal", COMPANY)
    later = {"Doc_0/Signs/Sign_0/Signature.xml": w.part("Signature", "<ofd:SignedInfo/>").encode()}
    assert [one.state for one in of(bench, office_document(later, edition=edition), "a.ofd")] == ["unverifiable"]


def test_a_description_that_was_changed_after_the_seal(bench):
    made = office_document(edition=4)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["Doc_0/Signs/Sign_0/Signature.xml"] = parts["Doc_0/Signs/Sign_0/Signature.xml"].replace(b"20260305", b"20260306")
    assert [one.state for one in of(bench, w.packed(parts), "a.ofd")] == ["altered"]


def test_a_part_that_was_changed_or_taken_away(bench):
    change = {"Doc_0/Pages/Page_0/Content.xml": w.content(w.text(30, 40, "推荐意见书改")).encode()}
    assert [one.state for one in of(bench, office_document(change), "a.ofd")] == ["altered"]
    assert [one.state for one in of(bench, office_document(method="ROT13"), "a.ofd")] == ["unverifiable"]


def test_a_page_that_was_added_after_the_seal(bench):
    covers = ["Doc_0/Document.xml", "Doc_0/DocumentRes.xml", "Doc_0/Pages/Page_0/Content.xml"]
    (one,) = of(bench, office_document(covers=covers), "a.ofd")
    assert (one.state, one.changed, one.covers_whole_document) == ("appended", (2,), False)
