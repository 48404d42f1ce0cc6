"""E-mails are opened like archives: the text, and every attachment under its name. All persons are invented."""

from email.message import EmailMessage

import pytest

from extractors.files.word import flow_page


def mail(body: str = "各位老师：材料见附件。", **attachments: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "zheng@example.com", "office@example.com", "申报材料"
    message.set_content(body)
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def words(opened):
    return [line.text for page in opened.pages if page.kind == "flow" for line in flow_page(page).lines]


def test_text_and_attachments_are_members(bench, make):
    message = mail(**{"证书.pdf": make.pdf([""]), "照片.jpg": make.png(make.printed(90, 90), "JPEG")})
    opened = bench.open("邮件.eml", message.as_bytes())
    assert bench.statuses(opened) == {
        "邮件.eml": "read", "邮件.eml!/正文.txt": "read", "邮件.eml!/证书.pdf": "read", "邮件.eml!/照片.jpg": "read"
    }  # fmt: skip
    assert words(opened) == ["各位老师：材料见附件。"]


def test_html_without_a_plain_text_is_read_without_its_markup(bench):
    message = EmailMessage()
    message["From"], message["Subject"] = "zheng@example.com", "x"
    message.set_content("<html><style>p{}</style><p>申请人：郑一鸣</p><p>单位：某研究院</p></html>", subtype="html")
    assert words(bench.open("a.eml", message.as_bytes())) == ["申请人：郑一鸣", "单位：某研究院"]


def test_the_plain_text_goes_before_the_same_in_html_and_pictures_in_it_are_kept(bench, make):
    message = mail("正文")
    message.add_alternative("<p>正文</p><img src='cid:a'>", subtype="html")
    html = message.get_payload()[1]
    html.add_related(make.png(make.printed(90, 90)), "image", "png", cid="a", filename="签名.png")
    opened = bench.open("a.eml", message.as_bytes())
    assert (words(opened), [file.path for file in opened.files]) == (["正文"], ["a.eml", "a.eml!/正文.txt", "a.eml!/签名.png"])


def test_a_forwarded_mail_is_opened_in_turn(bench):
    outer = mail("转发")
    outer.add_attachment(mail("原信", **{"说明.txt": "情况说明".encode()}))
    opened = bench.open("a.eml", outer.as_bytes())
    assert words(opened) == ["转发", "原信", "情况说明"]
    assert opened.files[-1].path.endswith(".eml!/说明.txt")


@pytest.mark.parametrize("written", ['filename="=?GB2312?B?1qTK6S50eHQ=?="', "filename*=GBK''%D6%A4%CA%E9.txt", None])
def test_names_of_attachments_in_every_way_they_are_written(bench, written):
    disposition = b'filename="' + "证书.txt".encode("gb18030") + b'"' if written is None else written.encode()
    data = (
        b"From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/plain; charset=gb2312\r\n\r\n" + "朱镕".encode("gb18030") + b"\r\n--b\r\n"
        b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; "
        + disposition
        + b"\r\n\r\ntext\r\n--b--\r\n"
    )
    opened = bench.open("a.eml", data)
    assert [file.path for file in opened.files] == ["a.eml", "a.eml!/正文.txt", "a.eml!/证书.txt"]
    assert words(opened)[0] == "朱镕"


def test_a_message_of_outlook_is_opened(bench, formats, make):
    data = formats.outlook("各位老师：材料见附件。", {"证书.pdf": make.pdf([""]), "说明.txt": "说明".encode()})
    opened = bench.open("邮件.msg", data)
    assert bench.statuses(opened) == {
        "邮件.msg": "read", "邮件.msg!/正文.txt": "read", "邮件.msg!/证书.pdf": "read", "邮件.msg!/说明.txt": "read"
    }  # fmt: skip
    assert words(opened) == ["各位老师：材料见附件。", "说明"]


def test_a_broken_message_of_outlook_is_damaged(bench, formats):
    data = formats.outlook("各位老师", {"a.txt": b"text"})
    assert bench.statuses(bench.open("a.msg", data[:1300])) == {"a.msg": "unreadable:damaged"}


def test_a_mail_that_says_nothing_is_empty(bench):
    assert bench.statuses(bench.open("a.eml", b"From: a@example.com\nSubject: x\nMIME-Version: 1.0\n\n")) == {
        "a.eml": "empty:empty"
    }
