"""举荐表: what is written and stamped on it — signatures, dates by hand, seals, an opinion in handwriting."""

from schemas.page import Mark
from tests.extractors.documents.rows import OPINION, expert_rows


def ink(box):
    return Mark(kind="ink", box=box)


def test_ink_in_the_slot_signs_and_ink_next_door_does_not(form, sheet, where):
    plain = sheet("专家举荐意见（一）", expert_rows("某丙"))
    _, y0, x1, y1 = where(plain, "举荐人签名")
    inside = ink((x1 + 0.01, y0 - 0.01, x1 + 0.12, y1))
    elsewhere = ink((0.12, 0.9, 0.3, 0.95))

    def signed(*marks):
        return form(sheet("专家举荐意见（一）", expert_rows("某丙"), marks=marks)).of_kind("expert")[0]["signed"].value

    assert (signed(inside), signed(elsewhere), signed()) == (True, False, False)


def test_a_handwritten_date_is_no_signature(form, sheet, where):
    date = where(sheet("专家举荐意见（一）", expert_rows("某丙")), "2025年3月1日")
    found = form(sheet("专家举荐意见（一）", expert_rows("某丙"), marks=[ink(date)]))
    assert found.of_kind("expert")[0]["signed"].value is False


def test_a_typed_name_is_no_signature_but_is_asked_about(form, sheet):
    rows = expert_rows("某丙")
    rows[3][1] = rows[3][1].replace("举荐人签名：", "举荐人签名：某丙")
    signed = form(sheet(rows)).of_kind("expert")[0]["signed"]
    assert (signed.value, signed.raw) == (False, "某丙")
    assert signed.confidence <= 0.6


def test_a_seal_belongs_to_its_block(form, sheet, where):
    rows = [["举荐单位", "北京某某协会"], ["举荐人", "某庚"], ["举荐意见", "同意举荐。\n签名：\n（盖章）"]]
    parts = ("专家举荐意见（一）", expert_rows("某丙"), "“+1”举荐意见", rows)
    x0, y0, _, y1 = where(sheet(*parts), "（盖章）")
    seal = Mark(kind="seal", box=(x0, y0 - 0.05, x0 + 0.12, y1 + 0.05), text="北京某某协会", confidence=0.9, colour="red")
    plus_one = form(sheet(*parts, marks=[seal])).of_kind("plus_one")[0]
    assert (plus_one["sealed"].value, plus_one["seal_text"].value) == (True, "北京某某协会")
    grey = form(sheet(*parts, colourless=True)).of_kind("plus_one")[0]
    assert (grey["sealed"].value, grey["sealed"].state) == (None, "unreadable")


def test_an_opinion_written_by_hand_is_read(form, sheet):
    page = sheet("专家举荐意见（一）", expert_rows("某丙"))
    lines = tuple(line.model_copy(update={"handwritten": True}) for line in page.page.lines)
    marks = tuple(ink(line.box) for line in lines if line.text == OPINION)
    hand = page.model_copy(update={"page": page.page.model_copy(update={"lines": lines, "marks": marks})})
    assert form(hand).of_kind("expert")[0]["opinion"].value == OPINION
