"""Forms as Word files: merged cells, content controls, Wingdings ticks and signatures as pictures, as offices send them."""

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from samples.papers import Paper

_FIXED = datetime(2026, 1, 1)
_CONDITIONS = (
    "第三条第（一）项 高层次人才项目入选者或重大贡献者",
    "第三条第（二）项 取得急需紧缺境外职业资格者",
    "第三条第（三）项 特殊技艺人才",
    "第三条第（四）项 其他特别优秀者",
)


def docx(paper: Paper) -> bytes:
    """The paper as a Word file. Raises `KeyError` for a type that has no Word form here."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2.2)
    _FORMS[paper.type](document, paper)
    return _packed(document)


def chinese(iso: str | None) -> str:
    """``2026-05-03`` → 2026年5月3日; the empty slot where there is no date."""
    if not iso:
        return "    年  月  日"
    parts = [int(part) for part in iso.split("-")]
    return f"{parts[0]}年{parts[1]}月" + (f"{parts[2]}日" if len(parts) > 2 else "")


def _recommendation(document: Any, paper: Paper) -> None:
    data, words = paper.data, paper.data["words"]
    document.add_heading("北京市高级职称考核认定举荐表", 1)
    _applicant(document, data["applicant"])
    for index, expert in enumerate(data["experts"]):
        document.add_paragraph(f"{words['name']}{index + 1}")
        table = _grid(document, 4)
        _pairs(table, (("姓名", expert["name"]), (words["title"].replace("　", ""), expert["title"])))
        _pairs(table, (("工作单位", expert["employer"]), ("职务", expert["position"])))
        _pairs(table, ((words["specialty"], expert["specialty"]), (words["phone"], expert["phone"])))
        cell = _wide(table, words["opinion"], expert["opinion"])
        _signed(cell, f"{words['sign']}：", paper.marks.get(f"expert-{index}"), expert["signed_on"])
    plus = data["plus_one"]
    if plus is not None:
        document.add_paragraph("“+1”举荐")
        table = _grid(document, 4)
        _wide(table, "举荐单位", plus["organisation"])
        _pairs(table, (("举荐人姓名", plus["name"]), ("职务", plus["position"])))
        _wide(table, "联系电话", plus["phone"])
        cell = _wide(table, "举荐意见", plus["opinion"])
        _signed(cell, "举荐人签名：", paper.marks.get("plus_one"), plus["signed_on"])
        if "plus_one_seal" in paper.marks:
            cell.add_paragraph("（单位盖章）").add_run().add_picture(io.BytesIO(paper.marks["plus_one_seal"]), width=Cm(3.6))


def _application(document: Any, paper: Paper) -> None:
    document.add_heading("高级职称考核认定申报表", 1)
    _applicant(document, paper.data["applicant"], uscc=True)
    document.add_paragraph("业绩成果")
    heads = ("序号", "名称", "类别", "等级", "本人角色", "时间", "状态")
    table = _grid(document, len(heads))
    for cell, head in zip(table.add_row().cells, heads, strict=True):
        cell.text = head
    for one in paper.data["achievements"]:
        said = (str(one["no"]), one["title"], one["label"], one["level"], one["role"], chinese(one["date"]), one["status"])
        for cell, text in zip(table.add_row().cells, said, strict=True):
            cell.text = text


def _contents(document: Any, paper: Paper) -> None:
    document.add_heading("申报材料清单", 1)
    document.add_paragraph(f"申报人：{paper.data['name']}")
    table = _grid(document, 3)
    for cell, head in zip(table.add_row().cells, ("序号", "材料名称", "份数"), strict=True):
        cell.text = head
    for index, entry in enumerate(paper.data["entries"], 1):
        for cell, text in zip(table.add_row().cells, (str(index), entry, "1"), strict=True):
            cell.text = text


def _applicant(document: Any, who: dict[str, Any], *, uscc: bool = False) -> None:
    table = _grid(document, 4)
    _pairs(table, (("姓名", who["name"]), ("性别", who["gender"])))
    _pairs(table, (("出生日期", chinese(who["birth"])), ("身份证号码", who["id_number"])))
    _pairs(table, (("工作单位", who["employer"]), ("职务", who["position"])))
    _pairs(table, (("现职称", who["current_title"]), ("学历", who["education"])))
    _pairs(table, (("申报系列", who["series"]), ("申报专业", who["specialty"])))
    if uscc:
        _wide(table, "统一社会信用代码", who["uscc"])
    _wide(table, "联系电话", who["phone"])
    level = _wide(table, "申报级别", "").paragraphs[0]
    for one in ("正高级", "副高级"):
        _tick(level, who["level"] == one)
        level.add_run(one + "  ")
    cell = _wide(table, "申报条件", "")
    for index, words in enumerate(_CONDITIONS, 1):
        paragraph = cell.paragraphs[0] if index == 1 else cell.add_paragraph()
        _tick(paragraph, index in who["conditions"])
        paragraph.add_run(" " + words)


def _grid(document: Any, columns: int) -> Any:
    table = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    return table


def _pairs(table: Any, pairs: tuple[tuple[str, str | None], ...]) -> None:
    cells = table.add_row().cells
    for index, (label, value) in enumerate(pairs):
        cells[2 * index].text = label
        _control(cells[2 * index + 1], value or "")


def _wide(table: Any, label: str, value: str | None) -> Any:
    """A row of a label and one merged cell, which is given back."""
    cells = table.add_row().cells
    cells[0].text = label
    cell = cells[1].merge(cells[-1])
    cell.text = value or ""
    return cell


def _control(cell: Any, value: str) -> None:
    """The value inside a content control, as fillable forms have it."""
    paragraph = cell.paragraphs[0]
    if not value:
        return
    run = paragraph.add_run(value)._r
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(OxmlElement("w:sdtPr"))
    control.append(content)
    paragraph._p.replace(run, control)
    content.append(run)


def _tick(paragraph: Any, on: bool) -> None:
    """A box of Wingdings 2, ticked or not."""
    symbol = OxmlElement("w:sym")
    symbol.set(qn("w:font"), "Wingdings 2")
    symbol.set(qn("w:char"), "F052" if on else "F0A3")
    paragraph.add_run()._r.append(symbol)


def _signed(cell: Any, label: str, image: bytes | None, signed_on: str | None) -> None:
    paragraph = cell.add_paragraph(label)
    if image is not None:
        paragraph.add_run().add_picture(io.BytesIO(image), height=Cm(0.9))
    paragraph.add_run("　　" + chinese(signed_on))


def _packed(document: Any) -> bytes:
    """With fixed dates, so that the samples can be made again byte by byte."""
    about = document.core_properties
    about.created = about.modified = _FIXED
    about.author = about.comments = ""
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIXED.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


_FORMS = {"recommendation_form": _recommendation, "application_form": _application, "material_list": _contents}
WORD_TYPES = frozenset(_FORMS)
