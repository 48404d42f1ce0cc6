"""What is planted but cannot be seen by anybody is no deficiency to find."""

from samples.truth import seen

LOST = {"id": "ach0.0", "type": "award_certificate", "unreadable": True}
READ = {"id": "ach1.0", "type": "paper"}


def truth(*planted: tuple[str, str | None]) -> dict:
    items = [{"code": code, "subject": subject} for code, subject in planted]
    return seen({"deficiencies": items, "announced": ["EVD-01"], "optional": [], "documents": [LOST, READ]})


def test_what_hangs_on_an_item_that_is_left_out_is_announced() -> None:
    found = truth(("CAT-03", None), ("APP-07", "/application/conditions"))
    assert [one["code"] for one in found["deficiencies"]] == ["APP-07"]
    assert found["announced"] == ["CAT-03", "EVD-01"]


def test_what_only_an_unreadable_page_could_show_may_be_asked_or_not() -> None:
    found = truth(("EVD-03", "/application/achievements/0"), ("EVD-03", "/application/achievements/1"))
    assert [one["subject"] for one in found["deficiencies"]] == ["/application/achievements/1"]
    assert found["optional"] == [{"code": "EVD-03", "subject": "/application/achievements/0"}]


def test_all_else_stays() -> None:
    assert len(truth(("CAT-03", None), ("PLU-05", "/recommendation/plus_one"))["deficiencies"]) == 2
