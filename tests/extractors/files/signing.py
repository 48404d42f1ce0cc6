"""PDFs signed on the spot, with keys and certificates made here. All persons and organisations are invented."""

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import algos, keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from extractors.files.sm2 import _G, _N, _P, _times, digest_of, key_of

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


SECRET = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
"""The key of the standard's example (GB/T 32918.5, annex A)."""
_POINT = bytes.fromhex(
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)


def sm2_certificate(name: str) -> x509.Certificate:
    """A certificate for that key; its own signature is none, and is not looked at."""
    certificate = signer(name).signing_cert.copy()
    algorithm = bytes.fromhex("301306072a8648ce3d020106082a811ccf5501822d")
    certificate["tbs_certificate"]["subject_public_key_info"] = keys.PublicKeyInfo.load(
        b"\x30\x59" + algorithm + b"\x03\x42\x00" + _POINT
    )
    return x509.Certificate.load(certificate.dump(force=True))


def by_sm2(message: bytes) -> bytes:
    """The key's signature, as DER."""
    point = key_of(_POINT)
    assert point is not None
    secret_number = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
    x, _, z = _times(secret_number, (*_G, 1))
    r = (digest_of(point, message) + x * pow(z * z, -1, _P) % _P) % _N
    s = pow(1 + SECRET, -1, _N) * (secret_number - r * SECRET) % _N
    return algos.DSASignature({"r": r, "s": s}).dump()


class Sm2Signer(signers.Signer):
    """Someone who signs with SM2, which pyhanko does not know."""

    def __init__(self, name: str) -> None:
        method = algos.SignedDigestAlgorithm({"algorithm": "1.2.156.10197.1.501"})
        super().__init__(signing_cert=sm2_certificate(name), signature_mechanism=method)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002
        return by_sm2(data)
