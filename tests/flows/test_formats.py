"""Every format of file that clerks receive goes through the whole line, in one run. All persons are invented."""

import json
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import libarchive
import pytest
from docx.shared import Cm
from PIL import Image, ImageDraw, ImageFont

from extractors.files import images
from tests.extractors.files import conftest as papers
from tests.extractors.files import formats, ofd_writer
from tests.extractors.files.signing import signed, signer
from tests.flows.conftest import FORM, call, form

COVER = "为获得最佳体验，请使用 Acrobat 打开此 PDF 包。"
SEEDS = Path(__file__).parents[1] / "fuzz" / "seeds"
FONTS = sorted(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc"))


def seven_zip(folder: Path, **members: bytes) -> bytes:
    with libarchive.file_writer(str(folder / "made.7z"), "7zip") as out:
        for name, data in members.items():
            out.add_file_from_memory(name, len(data), data)
    return (folder / "made.7z").read_bytes()


def mail(**attachments: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "lin@example.com", "office@example.com", "申报材料"
    message.set_content("各位老师：材料见附件。")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def workbook(rows: list[list[str | float]]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in formats.excel_parts(rows).items():
            archive.writestr(name, data)
    return out.getvalue()


def photograph(kind: str = "HEIF") -> bytes:
    picture = Image.new("RGB", (900, 600), "white")
    font = ImageFont.truetype(str(FONTS[0]), 48)
    for row, words in enumerate(("学位证书", "林知远，男，1982年4月15日生", "授予工学硕士学位")):
        ImageDraw.Draw(picture).text((120, 120 + 110 * row), words, font=font, fill="black")
    out = BytesIO()
    assert images.count_pages  # HEIC can be written once the reader of pictures is loaded
    picture.save(out, kind, quality=90)
    return out.getvalue()


def with_scan() -> bytes:
    """The form with a certificate pasted behind it, as a picture as wide as the page."""
    document = docx.Document(BytesIO(form("林知远")))
    document.add_paragraph("附件：")
    document.add_picture(BytesIO(photograph("JPEG")), width=Cm(15))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def opinion() -> bytes:
    """An employer's opinion with a place for the seal, and none to be seen in it."""
    rows = (
        "关于推荐林知远同志的意见",
        "林知远同志系我单位在职职工，与我单位签有劳动合同。经初审，材料属实。",
        "经2026年1月5日至2026年1月12日公示，无异议。同意推荐其申报副高级职称。",
    )
    words = [papers.text(90, 700 - 30 * k, row) for k, row in enumerate(rows)]
    return papers.pdf(
        ["".join([*words, papers.text(330, 560, "北京云岫测绘有限公司（公章）"), papers.text(330, 530, "2026年1月14日")])]
    )


def fixed_layout() -> bytes:
    """A form as OFD: a table of labels and values."""
    rows = (*FORM["林知远"], ("联系电话", "13800138000"))
    words = [ofd_writer.text(60, 30, "北京市高级职称考核认定举荐表", 6)]
    for row, (label, value) in enumerate(rows):
        words += [ofd_writer.text(32, 57 + 10 * row, label), ofd_writer.text(72, 57 + 10 * row, value)]
    return ofd_writer.ofd([ofd_writer.table(30, 50, [40, 100], [10] * len(rows)) + "".join(words)])


def reworded(pdf: bytes) -> bytes:
    """The file with two characters changed: 副高级 is 正高级 now."""
    return pdf.replace("副高".encode("utf-16-be").hex().encode(), "正高".encode("utf-16-be").hex().encode(), 1)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The record of each dossier, by key."""
    folder = tmp_path_factory.mktemp("formats")
    rows: list[list[str | float]] = [["序号", "材料名称"], [1, "举荐表"], [2, "学位证书"]]
    dossiers = {
        "信": {"来信.eml": mail(**{"举荐表.docx": form("林知远"), "材料目录.xlsx": workbook(rows)})},
        "包": {"材料.7z": seven_zip(folder, **{"内层.rar": formats.rar({"举荐表.docx": form("周以宁")})})},
        "版": {
            "举荐表.ofd": fixed_layout(),
            "学位证书.ofd": ofd_writer.ofd([ofd_writer.image(15, 40, 180, 120)], {"a.jpg": photograph("JPEG")}),
        },
        "贴": {"材料.docx": with_scan()},
        "无章": {"推荐意见.pdf": opinion()},
        "有章": {"推荐意见.pdf": signed(opinion(), signer("北京云岫测绘有限公司"), (340, 500, 460, 620))},
        "改章": {"推荐意见.pdf": reworded(signed(opinion(), signer("北京云岫测绘有限公司"), (340, 500, 460, 620)))},
        "附": {"申报材料.pdf": formats.holding(papers.pdf([papers.text(90, 700, COVER)]), {"举荐表.docx": form("周以宁")})},
        "旧": {"邮件.msg": formats.outlook("见附件", {"举荐表.docx": form("林知远")}), "材料目录.xls": formats.old_excel(rows)},
        "老": {"举荐表.wps": (SEEDS / "form.doc").read_bytes(), "说明.rtf": rb"{\rtf1\ansi\ansicpg936 \u26448?\u26009?\par}"},
        "图": {
            "学位.heic": photograph(),
            "锁.rar": formats.rar({"a.txt": b"text"}, locked=True),
            "图纸.dwg": b"AC1027" + bytes(300),
        },
    }
    for key, files in dossiers.items():
        (folder / "source" / key).mkdir(parents=True)
        for name, data in files.items():
            (folder / "source" / key / name).write_bytes(data)
    process = call(folder, "run", folder / "source", "--out", folder / "out", "--received-on", "2026-03-05")
    assert process.returncode == 0, process.stdout + process.stderr
    return {key: json.loads((folder / "out" / key / "round-1" / "case.json").read_text()) for key in dossiers}


def statuses(record: Any) -> dict[str, str]:
    return {file["path"]: file["status"] + (f":{file['error']['code']}" if file["error"] else "") for file in record["files"]}


def types(record: Any) -> dict[str, str]:
    """The type of the document that begins in each file."""
    return {document["parts"][0]["file"]: document["type"] for document in record["documents"]}


def test_a_mail_and_the_workbook_in_it(records: dict[str, Any]) -> None:
    record = records["信"]
    assert statuses(record) == {
        "来信.eml": "read", "来信.eml!/正文.txt": "read", "来信.eml!/举荐表.docx": "read", "来信.eml!/材料目录.xlsx": "read"
    }  # fmt: skip
    assert record["applicant"]["name"] == "林知远"
    assert types(record)["来信.eml!/举荐表.docx"] == "recommendation_form"


def test_an_archive_in_an_archive(records: dict[str, Any]) -> None:
    record = records["包"]
    assert set(statuses(record).values()) == {"read"}
    assert (record["applicant"]["name"], record["application"]["level"]) == ("周以宁", "正高级")


def test_a_form_and_a_scan_in_fixed_layout(records: dict[str, Any]) -> None:
    record = records["版"]
    assert statuses(record) == {"举荐表.ofd": "read", "学位证书.ofd": "read"}
    assert types(record) == {"举荐表.ofd": "recommendation_form", "学位证书.ofd": "degree_certificate"}
    assert (record["applicant"]["name"], record["applicant"]["employer"]) == ("林知远", "北京云岫测绘有限公司")
    (place,) = record["provenance"]["/applicant/name"][:1]
    assert (place["file"], place["page"], place["method"]) == ("举荐表.ofd", 1, "pdf-text")


def test_a_certificate_pasted_into_a_form_is_a_document_of_its_own(records: dict[str, Any]) -> None:
    record = records["贴"]
    assert [(document["type"], document["parts"][0]["pages"]) for document in record["documents"]] == [
        ("recommendation_form", [1]),
        ("degree_certificate", [2]),
    ]
    assert record["documents"][1]["fields"]["holder"] == "林知远"
    assert record["applicant"]["employer"] == "北京云岫测绘有限公司"


def outcomes(record: Any) -> dict[str, str]:
    return {check["code"]: check["outcome"] for check in record["checks"] if check["code"] in ("UNI-03", "EVD-12", "FLG-01")}


def test_an_electronic_seal_seals_an_altered_one_does_not_and_leaves_a_hint(records: dict[str, Any]) -> None:
    opinions = {key: records[key]["employer_review"]["opinion"]["sealed"] for key in ("无章", "有章", "改章")}
    assert opinions == {"无章": False, "有章": True, "改章": False}
    assert outcomes(records["无章"]) == {"UNI-03": "fail", "EVD-12": "pass", "FLG-01": "pass"}
    assert outcomes(records["有章"]) == {"UNI-03": "pass", "EVD-12": "pass", "FLG-01": "pass"}
    assert outcomes(records["改章"]) == {"UNI-03": "fail", "EVD-12": "fail", "FLG-01": "fail"}
    (one,) = records["有章"]["files"][0]["signatures"]
    assert (one["kind"], one["state"], one["page"], one["covers_whole_document"]) == ("seal", "intact", 1, True)
    assert records["改章"]["files"][0]["signatures"][0]["state"] == "altered"
    (place,) = records["有章"]["provenance"]["/employer_review/opinion/sealed"]
    assert (place["method"], place["page"]) == ("e-signature", 1)


def test_a_portfolio_whose_cover_is_no_page(records: dict[str, Any]) -> None:
    record = records["附"]
    assert statuses(record) == {"申报材料.pdf": "read", "申报材料.pdf!/举荐表.docx": "read"}
    assert [page["file"] for page in record["pages"]] == ["申报材料.pdf!/举荐表.docx"]
    assert record["applicant"]["name"] == "周以宁"


def test_mail_and_workbook_of_old_office_programs(records: dict[str, Any]) -> None:
    record = records["旧"]
    assert statuses(record)["材料目录.xls"] == "read"
    assert (record["applicant"]["name"], record["applicant"]["employer"]) == ("林知远", "北京云岫测绘有限公司")


def test_what_the_office_suite_has_to_open_is_read_like_any_word_file(records: dict[str, Any]) -> None:
    record = records["老"]
    assert statuses(record) == {"举荐表.wps": "read", "说明.rtf": "read"}
    assert types(record)["举荐表.wps"] == "recommendation_form"
    assert (record["applicant"]["name"], record["application"]["level"]) == ("林知远", "副高级")


def test_a_photograph_of_a_telephone_and_what_cannot_be_read(records: dict[str, Any]) -> None:
    record = records["图"]
    assert statuses(record) == {"学位.heic": "read", "锁.rar": "encrypted:password", "图纸.dwg": "unsupported:unsupported"}
    assert types(record) == {"学位.heic": "degree_certificate"}
    assert all("请" in file["error"]["message"] for file in record["files"] if file["error"])


def test_the_three_sums_balance(records: dict[str, Any]) -> None:
    for record in records.values():
        balance = record["balance"]
        assert balance["files"]["in"] == balance["files"]["accounted"] == len(record["files"])
        assert balance["pages"]["in"] == sum(balance["pages"][name] for name in ("assigned", "blank", "duplicate", "unassigned"))
