"""What a clerk is told of an electronic signature: what was found, and that nobody's identity was confirmed."""

from schemas.files import Signature, SignatureState

KINDS = {"seal": "电子印章", "signature": "电子签名"}
STATES: dict[SignatureState, str] = {
    "intact": "签署后未被改动",
    "altered": "签署后已被改动",
    "appended": "签署后另有添加",
    "unverifiable": "无法验证是否被改动",
}


def told(signature: Signature) -> str:
    """One line: the kind, whose it says it is and when, where, and its state."""
    said = "，".join(part for part in (signature.signer_masked, signature.signed_on) if part)
    where = f"第{signature.page}页" if signature.page else ""
    pages = f"（第{'、'.join(map(str, signature.changed))}页）" if signature.changed else ""
    return f"{where}{KINDS[signature.kind]}{f'（{said}）' if said else ''}：{STATES[signature.state]}{pages}，签署人身份未经核验"
