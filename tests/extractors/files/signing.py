"""PDFs signed on the spot, with keys and certificates made here. All persons and organisations are invented."""

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

BOX = (350, 180, 470, 300)


@cache
def _authority() -> tuple[rsa.RSAPrivateKey, made.Name]:
    return rsa.generate_private_key(65537, 2048), made.Name([made.NameAttribute(NameOID.COMMON_NAME, "某某认证中心")])


@cache
def signer(name: str, self_issued: bool = False) -> signers.SimpleSigner:
    """Someone who can sign; `self_issued`: whose certificate vouches for itself."""
    key = rsa.generate_private_key(65537, 2048)
    subject = made.Name([made.NameAttribute(NameOID.COMMON_NAME, name)])
    authority, issuer = (key, subject) if self_issued else _authority()
    now = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        made.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key()).serial_number(7)
        .not_valid_before(now).not_valid_after(now + timedelta(days=3650))
        .add_extension(made.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
        .sign(authority, hashes.SHA256())
    )  # fmt: skip
    encoding, plain = serialization.Encoding.DER, serialization.NoEncryption()
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(encoding)),
        signing_key=keys.PrivateKeyInfo.load(key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)),
        cert_registry=SimpleCertificateStore(),
    )


def signed(
    pdf: bytes, who: signers.SimpleSigner, box: tuple[int, int, int, int] | None = BOX, page: int = 0, field: str = "S1"
) -> bytes:
    """The PDF signed, in a field that shows at `box` (points from the lower left) of the page, or nowhere."""
    spec = fields.SigFieldSpec(field, on_page=page, box=box)
    meta = signers.PdfSignatureMetadata(field_name=field)
    out = signers.PdfSigner(meta, who, new_field_spec=spec).sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf), strict=False))
    return bytes(out.getbuffer())


def written_later(pdf: bytes, content: str, page: int = 0) -> bytes:
    """The PDF with more content on a page, in an increment behind all that is there."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    stream = writer.add_object(generic.StreamObject(stream_data=content.encode()))
    writer.add_stream_to_page(page, stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
