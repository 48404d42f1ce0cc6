"""Names of archive members: what the archiver meant, and a form that is safe to show. They are never used as paths."""

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence

from extractors.files.hanzi import is_han

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075  # Info-ZIP unicode path extra field


def zip_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The members' names: UTF-8 where flagged, else the Info-ZIP extra field, else by the encoding that fits all the others."""
    raws = [info.orig_filename.encode("cp437", "replace") for info in infos]
    told = [_told(info, raw) for info, raw in zip(infos, raws, strict=True)]
    encoding = encoding_of([raw for raw, name in zip(raws, told, strict=True) if name is None])
    return [tidy(raw.decode(encoding, "replace") if name is None else name) for raw, name in zip(raws, told, strict=True)]


def encoding_of(raws: Sequence[bytes]) -> str:
    """The encoding in which one archiver wrote all these names: strict UTF-8, else GB 18030.

    A short name in GB 18030 may be valid UTF-8 by chance (证 is D6 A4), but then has no character as high as the Han ones.
    Big5 cannot be told: all of it is valid GB 18030.
    """
    return "utf-8" if all(map(_is_utf8, raws)) and not _by_chance(b"".join(raws)) else "gb18030"


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
