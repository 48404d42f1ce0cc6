"""OFD files made on the spot (GB/T 33190): pages of text, rules and pictures, annotations, attachments, signatures."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def text(x: float, y: float, words: str, size: float = 4.2, more: str = "", colour: str = "") -> str:
    """A text object whose first baseline is at (x, y) millimetres; a character is as wide as it is high, a Latin one half."""
    step = f'DeltaX="{" ".join(str(size / 2 if char.isascii() else size) for char in words[:-1])}"' if len(words) > 1 else ""
    fill = f'<ofd:FillColor Value="{colour}"/>' if colour else ""
    box = f"{x} {y - size} {size * len(words) + 2} {size * 1.4}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="2" Size="{size}" {more}>{fill}'
        f'<ofd:TextCode X="0" Y="{size}" {step}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A stroke."""
    box = f"{min(x0, x1)} {min(y0, y1)} {max(abs(x1 - x0), 0.1)} {max(abs(y1 - y0), 0.1)}"
    ends = f"M {x0 - min(x0, x1)} {y0 - min(y0, y1)} L {x1 - min(x0, x1)} {y1 - min(y0, y1)}"
    return path(box, ends, 'LineWidth="0.3"')


def path(box: str, data: str, more: str = "", inner: str = "") -> str:
    """A shape."""
    return (
        f'<ofd:PathObject ID="1" Boundary="{box}" {more}>{inner}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(x: float, y: float, widths: Sequence[float], heights: Sequence[float]) -> str:
    """A full grid."""
    xs = [x + sum(widths[:k]) for k in range(len(widths) + 1)]
    ys = [y + sum(heights[:k]) for k in range(len(heights) + 1)]
    return "".join(rule(xs[0], at, xs[-1], at) for at in ys) + "".join(rule(at, ys[0], at, ys[-1]) for at in xs)


def image(x: float, y: float, width: float, height: float, number: int = 101) -> str:
    """A picture object of the media file `number`: they are counted from 101."""
    return f'<ofd:ImageObject ID="1" Boundary="{x} {y} {width} {height}" CTM="{width} 0 0 {height} 0 0" ResourceID="{number}"/>'


def content(*objects: str, template: str = "") -> str:
    """The part of a page."""
    return (
        f'{HEAD}<ofd:Page {NAMESPACE}>{template}<ofd:Content><ofd:Layer ID="9" Type="Body">{"".join(objects)}</ofd:Layer>'
        f"</ofd:Content></ofd:Page>"
    )


def part(name: str, inner: str) -> str:
    """Any other part, by its root element."""
    return f"{HEAD}<ofd:{name} {NAMESPACE}>{inner}</ofd:{name}>"


def parts(
    pages: Sequence[str],
    media: Mapping[str, bytes] | None = None,
    more: Mapping[str, str | bytes] | None = None,
    root: str = "",
    document: str = "",
    common: str = "",
    box: str = "0 0 210 297",
) -> dict[str, bytes]:
    """The parts of an OFD by name. `pages` are lists of objects or whole parts (which begin with ``<?xml``)."""
    whole = [page if page.startswith("<?xml") else content(page) for page in pages]
    named = "".join(f'<ofd:Page ID="{k + 11}" BaseLoc="Pages/Page_{k}/Content.xml"/>' for k in range(len(whole)))
    held = "".join(
        f'<ofd:MultiMedia ID="{k + 101}" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia>'
        for k, name in enumerate(media or {})
    )
    made: dict[str, str | bytes] = {
        "OFD.xml": f'{HEAD}<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
        f"</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{root}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{HEAD}<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>200</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>{common}"
        f"</ofd:CommonData><ofd:Pages>{named}</ofd:Pages>{document}</ofd:Document>",
        "Doc_0/DocumentRes.xml": f'{HEAD}<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{held}</ofd:MultiMedias></ofd:Res>',
        **{f"Doc_0/Pages/Page_{k}/Content.xml": page for k, page in enumerate(whole)},
        **{f"Doc_0/Res/{name}": data for name, data in (media or {}).items()},
        **(more or {}),
    }  # fmt: skip
    return {name: data.encode() if isinstance(data, str) else data for name, data in made.items()}


def packed(made: Mapping[str, bytes]) -> bytes:
    """The parts as a file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return out.getvalue()


def ofd(pages: Sequence[str], media: Mapping[str, bytes] | None = None, **more: object) -> bytes:
    """A whole OFD; arguments as of `parts`."""
    return packed(parts(pages, media, **more))  # type: ignore[arg-type]


def der(tag: int, *content: bytes) -> bytes:
    """One element of DER."""
    body = b"".join(content)
    size = bytes([len(body)]) if len(body) < 128 else b"\x82" + struct.pack(">H", len(body))
    return bytes([tag]) + size + body
