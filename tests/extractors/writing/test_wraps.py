"""Values set in the middle of a column without rules go on below its middle."""

from extractors.writing.labels import lexicon
from extractors.writing.wraps import unwrapped
from schemas.geometry import PageRef
from schemas.page import Line, Page, Sheet

KNOWN = lexicon({"birth_date": ["出生日期"], "employer": ["工作单位"], "position": ["职务"]})


def line(text: str, x: float, y: float) -> Line:
    width = 0.0186
    chars = tuple((x + k * width, y, x + (k + 1) * width, y + 0.013) for k in range(len(text)))
    return Line(text=text, box=(x, y, x + len(text) * width, y + 0.013), chars=chars)


def texts(*lines: Line) -> list[str]:
    page = Page(key="k", kind="scan", reader="r", width=1240, height=1754, lines=lines)
    return [each.text for each in unwrapped(Sheet(ref=PageRef(file="a.pdf", page=1), page=page), KNOWN).page.lines]


def test_the_rest_of_a_value_that_shares_a_line_with_its_label_is_joined_to_it() -> None:
    born = line("出生日期：一九八〇年十二月二十", 0.547, 0.136)
    middle = 0.547 + 0.0186 * (5 + 10 / 2)
    assert texts(born, line("八日", middle - 0.0186, 0.16)) == ["出生日期：一九八〇年十二月二十八日", ""]


def test_a_date_or_a_label_under_a_value_is_no_part_of_it() -> None:
    employer = line("工作单位：北京松涛精密仪器有限责任公司", 0.1, 0.136)
    middle = 0.1 + 0.0186 * (5 + 14 / 2)
    for other in ("2024年5月6日", "职务："):
        below = line(other, middle - 0.0093 * len(other), 0.16)
        assert texts(employer, below) == [employer.text, other]


def test_a_line_that_is_not_under_the_middle_stays_by_itself() -> None:
    employer = line("工作单位：北京松涛精密仪器有限责任公司", 0.1, 0.136)
    assert texts(employer, line("第二行", 0.1, 0.16)) == [employer.text, "第二行"]


def test_a_label_without_a_colon_that_goes_on_below_is_whole() -> None:
    label, value = line("所在单位（全", 0.11, 0.27), line("某某医院", 0.3, 0.27)
    known = lexicon({"employer": ["所在单位全称"], "title": ["现任专业技术职务"]})
    page = Page(key="k", kind="text", reader="r", width=1240, height=1754, lines=(label, value, line("称）", 0.11, 0.288)))
    found = unwrapped(Sheet(ref=PageRef(file="a.pdf", page=1), page=page), known)
    assert [each.text for each in found.page.lines] == ["所在单位（全称）", "某某医院", ""]


def test_a_word_below_a_label_that_is_one_by_itself_stays() -> None:
    known = lexicon({"specialty": ["专业", "专业方向"]})
    lines = (line("专业", 0.11, 0.27), line("外科", 0.3, 0.27), line("方向", 0.11, 0.288))
    page = Page(key="k", kind="text", reader="r", width=1240, height=1754, lines=lines)
    found = unwrapped(Sheet(ref=PageRef(file="a.pdf", page=1), page=page), known)
    assert [each.text for each in found.page.lines] == ["专业", "外科", "方向"]
