"""Certificates for tests of TLS, made on the spot and good for a day."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


def certificates(folder: Path) -> None:
    """``ca.pem``, and ``server.pem`` with ``server-key.pem`` made out to 127.0.0.1 and localhost."""
    now = datetime.now(UTC)
    made: list[tuple[x509.Certificate, ec.EllipticCurvePrivateKey]] = []
    for name in ("ca", "server"):
        key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = made[0] if made else None
        draft = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer[0].subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("localhost")]), critical=False
            )
        )
        made.append((draft.sign(issuer[1] if issuer else key, hashes.SHA256()), key))
        (folder / f"{name}.pem").write_bytes(made[-1][0].public_bytes(Encoding.PEM))
    file = folder / "server-key.pem"
    file.touch(0o600)
    file.write_bytes(made[1][1].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
