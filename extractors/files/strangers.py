"""What is not read, and what to send instead: formats told by their name where their bytes say nothing, and mere pointers."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple

PROGRAM = "该文件是应用程序，不会被打开，也不作为材料；如为自解压压缩包，请改用 ZIP 压缩包，或直接提交其中的文件。"
HEARD_OR_SEEN = "{what}不能作为书面材料读取，请改为提交能够说明相同内容的 PDF 或图片文件。"
_POINTER = "该文件只是{what}，本身不含材料内容，请提交其所指向的原文件。"
_UNFINISHED = "该文件未下载完成，内容不完整，请下载完成并确认能够正常打开后重新提交。"
_PDF, _WORD = "PDF 文件", "DOCX 或 PDF 文件"

IWORK = ("iWork 文件（Pages、Numbers、Keynote）", "PDF 文件（在原软件中选择“导出为 PDF”）")
IWORK_PARTS = {"Index/Document.iwa", "Index.zip", "index.apxl", "index.apxl.gz", "index.xml.gz", "buildVersionHistory.plist"}


class Stranger(NamedTuple):
    """What a format is called, and what to send instead."""

    what: str
    instead: str = _PDF


_BY_NAME = {
    **dict.fromkeys(("caj", "kdh", "nh", "teb"), Stranger("CAJ 文献", "PDF 文件（在 CAJ 阅读器中另存或打印为 PDF）")),
    **dict.fromkeys(("ceb", "cebx"), Stranger("CEB 版式文件")),
    **dict.fromkeys(("gd", "gw", "gwd", "sep", "s2", "s72", "s92"), Stranger("该版式公文文件", "PDF 或 OFD 文件")),
    **dict.fromkeys(("wps", "wpt"), Stranger("该版本的 WPS 文字文件", _WORD)),
    **dict.fromkeys(("et", "ett"), Stranger("该版本的 WPS 表格文件", "XLSX 或 PDF 文件")),
    **dict.fromkeys(("dps", "dpt"), Stranger("该版本的 WPS 演示文件")),
    **dict.fromkeys(("pages", "numbers", "key"), Stranger(*IWORK)),
    **dict.fromkeys(("vsd", "vsdx"), Stranger("Visio 图")),
    **dict.fromkeys(("one", "pub", "mpp", "xmind", "mmap"), Stranger("该办公软件格式")),
    **dict.fromkeys(("dwg", "dxf", "dwt"), Stranger("CAD 图纸")),
    **dict.fromkeys(("psd", "ai", "cdr", "indd"), Stranger("设计软件的源文件", "PDF 或 JPG、PNG 图片")),
    **dict.fromkeys(("iso", "dmg", "img", "vhd"), Stranger("磁盘映像", "ZIP 压缩包，或直接提交其中的 PDF、Word、图片文件")),
    **dict.fromkeys(("mp4", "mov", "avi", "wmv", "mkv", "rmvb", "flv"), Stranger("视频文件", "PDF 或图片文件")),
    **dict.fromkeys(("mp3", "wav", "m4a", "amr", "silk", "wma"), Stranger("音频文件", "PDF 或图片文件")),
}
_UNDONE = {"crdownload", "part", "partial", "download", "downloading", "td", "xltd", "!qb", "opdownload", "tmp"}
_POINTERS = (
    (re.compile(rb"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46"), "快捷方式"),
    (re.compile(rb"(\xef\xbb\xbf)?\s*\[(InternetShortcut|Desktop Entry)\]", re.I), "网址或程序的快捷方式"),
    (re.compile(rb"bplist00.{0,200}NSURL", re.S), "云盘中文件的占位文件（文件尚未下载到本机）"),
    (re.compile(rb"bplist00.{0,60}URL", re.S), "网址的快捷方式"),
    (re.compile(rb"\s*<\?xml.{0,400}<plist.{0,200}<key>URL</key>", re.S), "网址的快捷方式"),
    (re.compile(rb"\s*\{.{0,300}(docs|drive)\.google\.com", re.S), "云端文档的链接"),
    (re.compile(rb"\s*\{.{0,300}\"(url|doc_id)\".{0,300}\"(doc_id|resource_id|email)\"", re.S), "云端文档的链接"),
)  # fmt: skip


def pointer(head: bytes) -> str:
    """What to say of a file that only points to another; empty where it does not."""
    found = next((what for pattern, what in _POINTERS if pattern.match(head)), "")
    return _POINTER.format(what=found) if found else ""


def unfinished(name: str) -> str:
    """What to say of unknown bytes whose name says that a download goes on; empty for other names."""
    return _UNFINISHED if _extension(name) in _UNDONE else ""


def by_name(name: str) -> Stranger | None:
    """The format that the name means, where the bytes do not say."""
    return _BY_NAME.get(_extension(name))


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")
