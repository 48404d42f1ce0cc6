"""Names of archive members: what the archiver meant, and a form that is safe to show. They are never used as paths."""

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence

from extractors.files.hanzi import is_han

_UTF8_FLAG = 0x800
_POOR, _GOOD = 0.5, 0.8  # share of common characters: below the one it may be another encoding, from the other on it is that
_COMMON = {"gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "shift_jis": (0x88, 0x98)}  # first bytes of the common characters
_UNICODE_PATH = 0x7075  # Info-ZIP unicode path extra field


def zip_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The members' names: UTF-8 where flagged, else the Info-ZIP extra field, else by the encoding that fits all the others."""
    raws = [info.orig_filename.encode("cp437", "replace") for info in infos]
    told = [_told(info, raw) for info, raw in zip(infos, raws, strict=True)]
    encoding = encoding_of([raw for raw, name in zip(raws, told, strict=True) if name is None])
    return [tidy(raw.decode(encoding, "replace") if name is None else name) for raw, name in zip(raws, told, strict=True)]


def encoding_of(raws: Sequence[bytes]) -> str:
    """The encoding in which one archiver wrote all these names: strict UTF-8, else GB 18030, Big5 or Shift-JIS.

    A short name in GB 18030 may be valid UTF-8 by chance (证 is D6 A4), but then has no character as high as the Han ones.
    All of Big5 and Shift-JIS is valid GB 18030, but gives rare characters there and common ones in its own.
    """
    joined = b"\n".join(raws)
    if all(map(_is_utf8, raws)) and not _by_chance(joined):
        return "utf-8"
    fits = {encoding: _fit(joined, encoding) for encoding in _COMMON}
    best = max(fits, key=fits.__getitem__)
    return best if fits[best] == 1 or (fits["gb18030"] < _POOR and fits[best] >= _GOOD) else "gb18030"


def _fit(raw: bytes, encoding: str) -> float:
    """The share of common characters among those that are not ASCII, if read so; nothing where that cannot be."""
    try:
        foreign = [char for char in raw.decode(encoding) if char > "\x7f"]
    except UnicodeDecodeError:
        return 0.0
    low, high = _COMMON[encoding]
    least = 0xA1 if encoding == "gb18030" else 0  # a lower second byte is none of GB 2312
    codes = [code for code in (char.encode(encoding) for char in foreign) if not 0xA1 <= code[0] <= 0xA3]  # punctuation
    leads = [code[0] if code[-1] >= least else 0 for code in codes]
    kana = sum("\u3040" <= char <= "\u30ff" for char in foreign) if encoding == "shift_jis" else 0
    return (sum(low <= lead <= high for lead in leads) + kana) / len(leads) if leads else 0.0


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _by_chance(raw: bytes) -> bool:
    foreign = [char for char in raw.decode("utf-8") if char > "\x7f"]
    return all(char < "\u0800" for char in foreign) and any(map(is_han, raw.decode("gb18030", "replace")))


def _told(info: zipfile.ZipInfo, raw: bytes) -> str | None:
    return info.filename if info.flag_bits & _UTF8_FLAG else _from_extra(info.extra, raw)


def _from_extra(extra: bytes, raw: bytes) -> str | None:
    """The Info-ZIP unicode path, if its checksum says that it belongs to the raw name."""
    while len(extra) >= 4:
        tag, size = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if tag == _UNICODE_PATH and len(body) > 5 and body[0] == 1 and struct.unpack("<I", body[1:5])[0] == zlib.crc32(raw):
            try:
                return body[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def tidy(name: str) -> str:
    """A name to show: NFC, ``/`` between parts, without ``..``, drive, control characters or direction marks."""
    clean = "".join(ch for ch in unicodedata.normalize("NFC", name) if unicodedata.category(ch) not in ("Cc", "Cf", "Cs"))
    parts = re.sub(r"^[A-Za-z]:", "", clean.replace("\\", "/")).split("/")
    return "/".join(part.strip() for part in parts if part.strip() not in ("", ".", "..")) or "未命名"
