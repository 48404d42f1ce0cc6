"""Files of other formats, made byte by byte: compound files (Outlook, old Excel), workbooks, RAR. All persons are invented."""

import ctypes
import struct
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as c

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = Mapping[str, "bytes | Tree"]


class _Sectors:
    """Sectors of one size, and for each the number of the next one of its stream."""

    def __init__(self, size: int) -> None:
        self.size, self.data, self.chain = size, b"", [0][:0]

    def lay(self, data: bytes) -> int:
        """Puts a stream behind what is there; gives its first sector."""
        first, count = len(self.chain), max(1, -(-len(data) // self.size))
        self.data += data.ljust(count * self.size, b"\0")
        self.chain += [*range(first + 1, first + count), END]
        return first

    def table(self) -> bytes:
        """The chain as it is stored, in whole sectors of 512 bytes."""
        packed = struct.pack(f"<{len(self.chain)}I", *self.chain)
        return packed.ljust(-(-len(packed) // 512) * 512, b"\xff")


def compound(tree: Tree) -> bytes:
    """An OLE compound file ([MS-CFB]); what is shorter than 4,096 bytes lies in the mini stream."""
    entries: list[list[object]] = []  # name, kind, first child, next sibling, content
    _enter("Root Entry", tree, entries)
    large, small = _Sectors(512), _Sectors(64)
    places = []
    for *_, data in entries:
        held = data if isinstance(data, bytes) else b""
        places.append((0 if not held else small.lay(held) if len(held) < 4096 else large.lay(held), len(held)))
    places[0] = (large.lay(small.data), len(small.data)) if small.data else (END, 0)
    rows = b"".join(_directory_row(*entry[:4], *place) for entry, place in zip(entries, places, strict=True))  # type: ignore[arg-type]
    directory = large.lay(rows.ljust(-(-len(rows) // 512) * 512, b"\0"))
    mini_table = large.lay(small.table()) if small.chain else END
    count = -(-(len(large.chain) + 1) // 127)
    tables = [len(large.chain) + k for k in range(count)]
    large.chain += [FAT] * count
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<9I", 0, count, directory, 0, 4096, mini_table, len(small.table()) // 512, END, 0)
    return head + struct.pack("<109I", *tables, *[FREE] * (109 - count)) + large.data + large.table()


def _directory_row(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    row = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child)
    return row + b"\0" * 36 + struct.pack("<IQ", start, size)


def _enter(name: str, content: "bytes | Tree", entries: list[list[object]]) -> int:
    """Its row, and those of all that lies in it; siblings hang on one another to the right."""
    row: list[object] = [name, 2 if isinstance(content, bytes) else 1, FREE, FREE, content]
    number = len(entries)
    row[1] = row[1] if entries else 5
    entries.append(row)
    if not isinstance(content, bytes):
        before = None
        for key in sorted(content, key=lambda key: (len(key), key.upper())):
            child = _enter(key, content[key], entries)
            if before is None:
                row[2] = child
            else:
                entries[before][3] = child
            before = child
    return number


def outlook(body: str, attachments: Mapping[str, bytes]) -> bytes:
    """A message of Outlook ([MS-OXMSG])."""
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": b"\0" * 16 + struct.pack("<II", 0, len(attachments)) + b"\0" * 8
        + _property(0x1000, 0x1F, len(body) * 2 + 2) + _property(0x340D, 0x03, 0x40000),
        "__substg1.0_1000001F": body.encode("utf-16-le"),
        "__nameid_version1.0": {"__substg1.0_00020102": b"\0" * 16},
    }  # fmt: skip
    for number, (name, data) in enumerate(attachments.items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": b"\0" * 8 + _property(0x3705, 0x03, 1) + _property(0x3707, 0x1F, len(name) * 2 + 2)
            + _property(0x3701, 0x102, len(data)),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": data,
        }  # fmt: skip
    return compound(tree)


def _property(tag: int, kind: int, value: int) -> bytes:
    return struct.pack("<HHIQ", kind, tag, 6, value)


def old_excel(rows: Sequence[Sequence[str | float]]) -> bytes:
    """A workbook of Excel 97 ([MS-XLS]) with one sheet."""
    cells = b""
    for row, values in enumerate(rows):
        for col, value in enumerate(values):
            if isinstance(value, str):
                body = struct.pack("<HHHHB", row, col, 0, len(value), 1) + value.encode("utf-16-le")
                cells += _record(0x204, body)
            else:
                cells += _record(0x203, struct.pack("<HHHd", row, col, 0, value))
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 6))
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + cells + _record(0x0A, b"")
    name = _record(0x85, struct.pack("<IBBBB", 0, 0, 0, 3, 1) + "业绩表".encode("utf-16-le"))
    start = len(begin) + len(name) + 4
    name = _record(0x85, struct.pack("<IBBBB", start, 0, 0, 3, 1) + "业绩表".encode("utf-16-le"))
    return compound({"Workbook": (begin + name + _record(0x0A, b"") + sheet).ljust(4096, b"\0")})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def excel_parts(rows: Sequence[Sequence[str | float]], merged: str = "", hidden: bool = False) -> dict[str, bytes]:
    """The parts of a workbook (OOXML) whose first sheet holds these rows; a second one is hidden or empty."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{"".join(map(_row, range(len(rows)), rows))}</sheetData>{merged}</worksheet>'
    other = f'<worksheet xmlns="{space}"><sheetData>{_row(0, ["内部用"]) if hidden else ""}</sheetData></worksheet>'
    state = ' state="hidden"' if hidden else ""
    return {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{relation}/officeDocument" '
                       'Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{relation}"><sheets><sheet name="业绩" sheetId="1" r:id="r1"/>'
                           f'<sheet name="其他" sheetId="2" r:id="r2"{state}/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
                                      f'<Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
                                      f'<Relationship Id="r2" Type="{relation}/worksheet" Target="worksheets/sheet2.xml"/>'
                                      "</Relationships>".encode(),
        "xl/worksheets/sheet1.xml": sheet.encode(),
        "xl/worksheets/sheet2.xml": other.encode(),
    }  # fmt: skip


def _row(number: int, values: Sequence[str | float]) -> str:
    cells = ""
    for col, value in enumerate(values):
        place = f"{chr(65 + col)}{number + 1}"
        if isinstance(value, str):
            cells += f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
        else:
            cells += f'<c r="{place}"><v>{value}</v></c>'
    return f'<row r="{number + 1}">{cells}</row>'


def rar(members: Mapping[str, bytes], locked: bool = False) -> bytes:
    """A RAR 5 archive whose members are only stored."""
    out = BytesIO()
    out.write(b"Rar!\x1a\x07\x01\x00" + _block(b"\x01\x00\x00"))
    for name, data in members.items():
        raw = name.encode()
        extra = b""
        if locked:  # a record of encryption: version, flags, 2^15 rounds, salt, vector
            record = b"\x01\x00\x00\x0f" + b"\x11" * 32
            extra = _number(len(record)) + record
        head = b"\x02" + _number(0x02 | (0x01 if extra else 0)) + (_number(len(extra)) if extra else b"") + _number(len(data))
        head += _number(0x04) + _number(len(data)) + _number(0x20) + struct.pack("<I", zlib.crc32(data)) + _number(0) + _number(1)
        out.write(_block(head + _number(len(raw)) + raw + extra) + data)
    out.write(_block(b"\x05\x00\x00"))
    return out.getvalue()


def _block(head: bytes) -> bytes:
    sized = _number(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _number(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def holding(data: bytes, files: Mapping[str, bytes] | None = None, pinned: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF with files attached to it (`files`), and pinned to its first page."""
    document = pdfium.PdfDocument(data)
    for name, content in (files or {}).items():
        document.new_attachment(name).set_data(content)
    if pinned:
        page = document[0]
        for name, content in pinned.items():
            note = c.FPDFPage_CreateAnnot(page.raw, c.FPDF_ANNOT_FILEATTACHMENT)
            wide = ctypes.cast(ctypes.create_string_buffer(name.encode("utf-16-le") + b"\0\0"), ctypes.POINTER(ctypes.c_ushort))
            raw = c.FPDFAnnot_AddFileAttachment(note, wide)
            assert c.FPDFAttachment_SetFile(raw, document.raw, content, len(content))
            c.FPDFPage_CloseAnnot(note)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
