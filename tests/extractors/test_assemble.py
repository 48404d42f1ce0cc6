"""Assembling: what the documents say becomes one case; the forms speak, other papers vote, nothing is guessed."""

import pytest

from extractors.assemble import assemble
from schemas.document import Block, Document, PagePlacement
from schemas.field import Field
from schemas.files import Submission
from schemas.geometry import PageRef
from schemas.page import Mark


def said(value, confidence=0.9, **more):
    return Field(value=value, raw=str(value), state="read", confidence=confidence, **more)


BLANK = Field(state="blank")


def block(kind, **fields):
    return Block(kind=kind, fields={name: v if isinstance(v, Field) else said(v) for name, v in fields.items()})


def paper(id, type, *blocks, text="", tags=(), title="", pages=(), **fields):
    made = {name: v if isinstance(v, Field) else said(v) for name, v in fields.items()}
    return Document(id=id, type=type, pages=pages, blocks=blocks, fields=made, text=text, tags=tags, title=title)


@pytest.fixture
def case(profile):
    """The case of some documents."""

    def make(*documents, declared=None, sheets=()):
        submission = Submission(key="k", received_at="2025-05-01", submitted_on="2025-05-01", declared_path=declared, files=())
        placements = [PagePlacement(ref=sheet.ref, place="d1") for sheet in sheets]
        return assemble(submission, (), sheets, documents, placements, "c1", 1, profile)

    return make


def form(*blocks, id="d1"):
    return paper(id, "recommendation_form", *blocks)


def test_the_form_speaks_and_the_identity_card_votes(case):
    forms = [
        paper("d1", "application_form", block("applicant", name="某甲乙", birth_date="1980-02-13")),
        paper("d2", "recommendation_form", block("applicant", name="某甲乙", birth_date="1980-02-03")),
    ]
    card = paper("d3", "identity_card", name="某甲乙", birth_date="1980-02-03", id_number="110101198002030021")
    person = case(*forms, card).applicant
    assert person.birth_date.value == "1980-02-03"
    assert person.name.confidence > 0.9 > person.birth_date.confidence
    assert person.id_number.value == "110101198002030021"
    assert person.id_type.value == "居民身份证"


def test_a_form_that_differs_from_the_card_is_shown_as_it_was_filled_in(case):
    person = case(
        form(block("applicant", birth_date="1980-02-13")), paper("d2", "identity_card", birth_date="1980-02-03")
    ).applicant
    assert person.birth_date.value == "1980-02-13"


def test_of_two_forms_the_one_that_says_the_day_tells_when_somebody_was_born(case):
    month = form(block("applicant", birth_date="1980-02"))
    person = case(month, paper("d2", "application_form", block("applicant", birth_date="1980-02-03"))).applicant
    assert person.birth_date.value == "1980-02-03"


@pytest.mark.parametrize(("sure", "issuer"), [(0.3, "北京清源环境研究院"), (0.99, "北京青源环境研究院")])
def test_one_character_of_the_employers_name_that_the_reader_was_unsure_of_is_its_slip(case, sheet, sure, issuer):
    page = sheet("北京青源环境研究院", kind="scan")
    doubtful = page.page.lines[0].model_copy(update={"sure": (1.0, 1.0, sure, *[1.0] * 6)})
    page = page.model_copy(update={"page": page.page.model_copy(update={"lines": (doubtful,)})})
    told = block("publicity", issuer="北京青源环境研究院")
    notice = paper("d2", "publicity_certificate", told, pages=(page.ref,), issuer="北京青源环境研究院")
    made = case(form(block("applicant", employer="北京清源环境研究院")), notice, sheets=[page])
    assert made.employer_review.publicity.issuer.value == issuer
    assert made.documents[1]["issuer"].value == issuer


def test_an_empty_slot_stays_empty(case):
    person = case(form(block("applicant", name=BLANK)), paper("d2", "identity_card", name="某甲乙")).applicant
    assert (person.name.value, person.name.state) == (None, "blank")


@pytest.mark.parametrize(
    ("documents", "path"),
    [
        ([form(block("applicant", employer="自由职业"))], "freelance"),
        ([form(block("applicant", employer="北京某某桥梁公司"))], "employed"),
        ([form(block("applicant")), paper("d2", "labour_contract")], "employed"),
        ([paper("d1", "employer_opinion", block("opinion", text="同意推荐。", issuer="北京某某协会"))], "freelance"),
        ([form(block("applicant"))], None),
    ],
)
def test_the_path_is_read_from_the_materials(case, documents, path):
    assert case(*documents).applicant.path.value == path


def test_the_declared_path_comes_first(case):
    assert case(form(block("applicant", employer="自由职业")), declared="employed").applicant.path.value == "employed"


@pytest.mark.parametrize("name", ["正高级工程师", "13800000000"])
def test_where_rows_were_read_across_one_another_nothing_counts_as_missing(case, name):
    mixed = form(
        block("expert", name=name, employer="首席专家", opinion="同意。"),
        block("expert", name="某丙", title=BLANK, opinion="同意。"),
    )
    assert {each.title.state for each in case(mixed).experts} == {"unreadable"}


def test_experts_of_several_papers_in_order_and_untouched_blocks_left_out(case):
    empty = block("expert", name=BLANK, opinion=BLANK, signed=said(False))
    one = form(block("expert", name="某丙", title="教授", opinion="同意。"), empty)
    two = form(
        block("expert", name="某丁", title="高级工程师", opinion="同意。"), block("expert", name=BLANK, title="编审"), id="d2"
    )
    experts = case(one, two).experts
    assert [(expert.name.value, expert.title_level.value, expert.document) for expert in experts] == [
        ("某丙", "full", "d1"),
        ("某丁", "deputy", "d2"),
        (None, "full", "d2"),
    ]


def test_a_person_listed_twice_is_two_experts(case):
    twice = [block("expert", name="某丙", opinion="同意。"), block("expert", name="某丙", opinion="同意举荐。")]
    assert len(case(form(*twice)).experts) == 2


def test_a_list_of_experts_and_their_opinions_on_other_pages_are_one_each(case):
    listed = [block("expert", name="某丙", title="教授"), block("expert", name="某丁", title="研究员")]
    pages = [block("expert", name="某丁", opinion="特此举荐。"), block("expert", name="某丙", opinion="同意举荐。")]
    experts = case(form(*listed, *pages)).experts
    assert [(e.name.value, e.title.value, e.opinion.value) for e in experts] == [
        ("某丙", "教授", "同意举荐。"),
        ("某丁", "研究员", "特此举荐。"),
    ]


def test_opinions_that_came_apart_from_their_list_go_with_it_in_order(case):
    listed = [block("expert", name=name, title="教授") for name in ("某丙", "某丁永", "某戊")]
    pages = [block("expert", opinion="同意举荐。"), block("expert", name="某丁", opinion="特此举荐。")]
    own = block("expert", name="某戊", opinion="予以举荐。")
    experts = case(form(*listed), paper("d2", "recommendation_form", *pages, own)).experts
    assert [(e.name.value, e.title.value, e.opinion.value) for e in experts] == [
        ("某丙", "教授", "同意举荐。"),
        ("某丁永", "教授", "特此举荐。"),
        ("某戊", "教授", "予以举荐。"),
    ]


def test_the_plus_one_is_the_fullest_block_and_none_where_all_are_empty(case):
    empty = block("plus_one", organisation=BLANK, name=BLANK, signed=said(False))
    full = block("plus_one", organisation="北京某某协会", name="某庚", position="会长")
    assert case(form(empty, full)).plus_one.organisation_type.value == "association"
    assert case(form(empty)).plus_one is None


def test_the_opinion_of_a_paper_of_its_own_before_a_corner_of_a_form(case):
    corner = paper("d1", "application_form", block("opinion", text="同意。", conclusion="agree"))
    own = paper("d2", "employer_opinion", block("opinion", text="不同意。", conclusion="disagree"), tags=("seal_slot",))
    review = case(corner, own).employer_review
    assert (review.opinion.conclusion.value, review.opinion.document, review.opinion.seal_slot) == ("disagree", "d2", True)
    assert case(paper("d1", "application_form", block("opinion", text=BLANK))).employer_review.opinion is None
    assert case(paper("d1", "employer_opinion", block("opinion", text=BLANK))).employer_review.opinion.text.state == "blank"


def test_publicity_is_taken_from_the_certificate_and_completed_from_the_opinion(case):
    certificate = paper(
        "d1", "publicity_certificate", block("publicity", issuer="北京某某公司", start="2025-03-03", end="2025-03-10")
    )
    opinion = paper(
        "d2",
        "employer_opinion",
        block("opinion", text="同意推荐。", issuer="北京某某公司"),
        block("publicity", start="2025-03-04", end="2025-03-11", result="无异议"),
    )
    publicity = case(opinion, certificate).employer_review.publicity
    assert (publicity.start.value, publicity.end.value, publicity.result.value) == ("2025-03-03", "2025-03-10", "无异议")


def test_a_seal_is_told_by_the_names_of_the_dossier(case):
    opinion = block("opinion", text="同意推荐。", issuer="北京瑞丰桥梁技术有限公司", seal_text=said("术有限公司北京瑞车桥梁技"))
    found = case(paper("d1", "employer_opinion", opinion, issuer="北京瑞丰桥梁技术有限公司")).employer_review.opinion.seal_text
    assert (found.value, found.raw) == ("北京瑞丰桥梁技术有限公司", "术有限公司北京瑞车桥梁技")
    assert found.confidence < 1.0
    other = block("opinion", text="同意推荐。", seal_text=said("天津海河文化传媒集团"))
    kept = case(paper("d1", "employer_opinion", other, issuer="北京瑞丰桥梁技术有限公司")).employer_review.opinion.seal_text
    assert kept.value == "天津海河文化传媒集团"


@pytest.mark.parametrize(
    ("day", "method", "sure"),
    [("2025-05-02", "rapidocr", False), ("2025-05-01", "rapidocr", True), ("2065-08-15", "pdf-text", True)],
)
def test_a_day_of_issue_after_the_day_of_receipt_was_misread_where_a_reader_read_it(case, day, method, sure):
    made = case(paper("d1", "award_certificate", issued_on=said(day, method=method)))
    assert (made.documents[0]["issued_on"].confidence >= 0.75) is sure


def test_what_was_read_off_a_seal_does_not_vouch_for_itself(case):
    misread = said("北京瑞车桥梁技术有限公司", method="image")
    form_ = form(block("applicant", employer="北京瑞丰桥梁技术有限公司"))
    opinion = block("opinion", text="同意推荐。", seal_text=misread)
    found = case(form_, paper("d2", "employer_opinion", opinion), paper("d3", "publicity_certificate", issuer=misread))
    assert found.employer_review.opinion.seal_text.value == "北京瑞丰桥梁技术有限公司"


def test_an_oval_seal_on_an_opinion_is_for_a_person_to_look_at(case, sheet):
    page = sheet(
        "单位推荐意见", marks=[Mark(kind="seal", box=(0.6, 0.1, 0.8, 0.2), text="合同专用章", shape="oval", confidence=0.9)]
    )
    papers = [paper("d1", type, pages=(PageRef(file="a.pdf", page=1),)) for type in ("employer_opinion", "labour_contract")]
    assert [seal.oddity for seal in case(*papers, sheets=[page]).seals] == ["印章不是圆形公章", ""]


def half(left, text="", y=0.5, colour="red"):
    box = (0.0, y, 0.08, y + 0.14) if left else (0.92, y, 1.0, y + 0.14)
    return Mark(kind="seal", box=box, text=text, text_confidence=0.4, colour=colour, shape="round", cut=True, confidence=0.9)


@pytest.mark.parametrize(
    ("first", "second", "seen"),
    [
        (half(False, "北方工艺"), half(True, "术研究院"), [("北方工艺术研究院", 1, "")]),
        (half(True, "术研究院"), half(False, "北方工艺美术"), [("北方工艺美术研究院", 1, "")]),
        (half(False, "北方工艺"), half(True), [(None, 1, "骑缝章印文无法与单位名称比对")]),
        (half(False, "北方工艺"), half(False, "工艺"), [(None, 1, "骑缝章印文无法与单位名称比对")]),
        (half(False, "南海渔业"), half(True, "械制造厂"), [("南海渔业械制造厂", 1, "骑缝章印文无法与单位名称比对")]),
        (half(False, "北方工艺"), half(True, "术研究院", y=0.7), [("北方工艺", 0, "印文残缺"), ("术研究院", 0, "印文残缺")]),
    ],
)
def test_halves_at_one_height_of_pages_that_follow_are_one_seal_across_pages(case, sheet, first, second, seen):
    pages = [sheet("单位推荐意见", page=number, marks=[mark]) for number, mark in enumerate((first, second), 1)]
    issued = paper("d1", "employer_opinion", pages=tuple(page.ref for page in pages), issuer="北方工艺美术研究院")
    assert [(seal.text, len(seal.across), seal.oddity) for seal in case(issued, sheets=pages).seals] == seen


def test_a_persons_name_seal_beside_the_organisations_is_nothing_odd(case, sheet):
    name = Mark(kind="seal", box=(0.6, 0.1, 0.7, 0.17), text="苏映禾印", shape="square", confidence=0.9)
    office = Mark(kind="seal", box=(0.6, 0.3, 0.7, 0.37), text="漆艺研究院人事处", shape="square", confidence=0.9)
    page = sheet("单位推荐意见", marks=[name, office])
    found = case(paper("d1", "employer_opinion", pages=(page.ref,)), sheets=[page]).seals
    assert [seal.oddity for seal in found] == ["", "印章不是圆形公章"]


def row(title, what="", number=""):
    given = {"title": title, "kind": what, "number": number}
    return Block(kind="achievement", fields={name: said(value) for name, value in given.items() if value})


def test_achievements_find_their_evidence_by_what_it_says(case):
    rows = [
        row("城市高架健康监测研究", "科研项目"),
        row("一种桥梁裂缝识别方法", "专利", "ZL202110000001.2"),
        row("京剧", "传承人认定"),
        row("未附材料的论文一篇", "论文"),
    ]
    papers = [
        paper("d1", "application_form", *rows),
        paper("d2", "project_approval", title="城市高架健康监测研究", text="项目名称：城市高架健康监测研究"),
        paper("d3", "project_acceptance", text="城市高架健康监\n测研究 通过验收"),
        paper("d4", "patent_certificate", text="专利号：ZL 2021 1 0000001.2"),
        paper("d5", "heritage_certificate", title="京剧", text="非物质文化遗产代表性项目“京剧”传承人"),
        paper("d6", "award_certificate", title="新编京剧某某", text="新编京剧某某 一等奖"),
    ]
    found = case(*papers).application.achievements
    assert [achievement.documents for achievement in found] == [("d2", "d3"), ("d4",), ("d5",), ()]


def test_evidence_that_says_it_a_little_differently_is_still_evidence(case):
    papers = [
        paper("d1", "application_form", row("桥梁裂缝识别方法研究与应用", "论文")),
        paper("d2", "paper", title="桥梁裂缝的识别方法研究", text="桥梁裂缝的识别方法研究"),
    ]
    achievement = case(*papers).application.achievements[0]
    assert achievement.documents == ("d2",)
    assert achievement.match_confidence < 0.95


def test_what_a_title_has_in_quotes_names_its_evidence(case):
    papers = [
        paper("d1", "application_form", row("雕漆《万壑松风》获“百花杯”金奖", "获奖"), row("雕漆《秋山》获“百花杯”银奖", "获奖")),
        paper("d2", "award_certificate", title="万壑松风", text="作品《万壑松风》在第十届“百花杯”评选中荣获金奖"),
    ]
    assert [achievement.documents for achievement in case(*papers).application.achievements] == [("d2",), ()]


def test_a_qualification_listed_as_an_achievement_has_its_certificate_for_evidence(case):
    papers = [
        paper("d1", "application_form", row("Institute of Engineers Senior Fellow", "境外职业资格"), row("接口芯片研发")),
        paper(
            "d2", "overseas_qualification", title="高级会士", text="Institute of Engineers elevated to Senior Fellow 接口芯片研发"
        ),
    ]
    assert [achievement.documents for achievement in case(*papers).application.achievements] == [("d2",), ()]


def test_a_qualification_listed_by_its_very_name_has_its_certificate_though_no_kind_is_told(case):
    papers = [
        paper("d1", "application_form", row("IEEE 高级会员")),
        paper("d2", "overseas_qualification", title="IEEE高级会员", text="IEEE高级会员 会员号 12345678"),
    ]
    assert [achievement.documents for achievement in case(*papers).application.achievements] == [("d2",)]


def item(no, title):
    return block("list_item", no=no, title=title)


def test_the_list_of_materials_is_answered_by_type_and_title(case):
    papers = [
        paper(
            "d1", "material_list", item("1", "劳动（聘用）合同"), item("2", "论文（桥梁裂缝识别）"), item("3", "近五年年度考核表")
        ),
        paper("d2", "labour_contract"),
        paper("d3", "paper", text="桥梁裂缝识别 某甲乙"),
        paper("d4", "paper", text="高架健康监测 某甲乙"),
    ]
    assert [entry.documents for entry in case(*papers).toc] == [("d2",), ("d3",), ()]


def test_what_a_bracket_says_of_copies_and_makers_is_no_title(case):
    rows = [item("1", "举荐表（专家三人及协会会长）"), item("2", "居民身份证（正反面）"), item("3", "居民身份证（国徽面）")]
    papers = [paper("d1", "material_list", *rows), paper("d2", "recommendation_form"), paper("d3", "identity_card")]
    assert [entry.documents for entry in case(*papers).toc] == [("d2",), ("d3",), ()]
    papers = [paper("d1", "material_list", item("1", "论文（三页岩储层改造）")), paper("d2", "paper", text="另一题目 某甲乙")]
    assert [entry.documents for entry in case(*papers).toc] == [()]


def test_a_row_in_words_that_tell_no_type_may_mean_a_document_that_no_row_names(case):
    papers = [paper("d1", "material_list", item("1", "劳动合同"), item("2", "本人情况一份")), paper("d2", "labour_contract")]
    assert [entry.doubtful for entry in case(*papers).toc] == [False, False]
    papers.append(paper("d3", "application_form"))
    assert [entry.doubtful for entry in case(*papers).toc] == [False, True]


def test_a_shortened_title_and_a_title_by_its_rank_are_known_in_the_list(case):
    papers = [
        paper(
            "d1", "material_list", item("1", "奖励证书（测头补偿）"), item("2", "工程师证书"), item("3", "奖励证书（光栅标定）")
        ),
        paper("d2", "award_certificate", title="高精度三坐标测头动态补偿技术"),
        paper("d3", "title_certificate"),
    ]
    assert [entry.documents for entry in case(*papers).toc] == [("d2",), ("d3",), ()]


def test_an_office_in_a_society_is_not_the_contract_of_employment(case):
    papers = [paper("d1", "material_list", item("1", "劳动合同"), item("2", "学会理事聘书")), paper("d2", "labour_contract")]
    assert [entry.documents for entry in case(*papers).toc] == [("d2",), ()]
    papers.append(paper("d3", "employment_certificate", text="聘书 兹聘请某甲乙为北京某某学会理事"))
    assert [entry.documents for entry in case(*papers).toc] == [("d2",), ("d3",)]


def test_one_document_that_two_rows_name_in_other_words_answers_the_one_it_calls_itself(case):
    rows = [item("1", "项目验收意见"), item("2", "成果鉴定证书")]
    papers = [paper("d1", "material_list", *rows), paper("d2", "project_acceptance", text="项目验收意见 某某项目")]
    assert [(entry.documents, entry.doubtful) for entry in case(*papers).toc] == [(("d2",), False), ((), False)]
    papers.append(paper("d3", "project_acceptance", text="成果鉴定证书 某某成果"))
    assert [entry.documents for entry in case(*papers).toc] == [("d2", "d3"), ("d2", "d3")]


def test_one_document_that_two_rows_name_and_that_calls_itself_neither_is_asked_about(case):
    rows = [item("1", "项目验收意见"), item("2", "成果鉴定证书")]
    papers = [paper("d1", "material_list", *rows), paper("d2", "project_acceptance", text="专家组意见 某某项目")]
    assert [entry.doubtful for entry in case(*papers).toc] == [True, True]


def test_pages_say_how_they_were_read_and_where_they_went(case, sheet):
    state = case(paper("d1", "other"), sheets=[sheet("机密★10年", "某某", quality="poor")]).pages[0]
    assert (state.quality, state.placement.place, state.tags) == ("poor", "d1", ("secret",))


def award(title, level, *holders):
    return block("award", title=title, level=level, holders=list(holders))


AWARDS = (
    award("金漆修复技术", "一等奖", "沈既白"),
    award("髹饰数字档案", "二等奖", "闻人笛", "某甲乙"),
    award("莲池挂屏", "三等奖", "某甲乙"),
)


def test_of_a_list_of_awards_the_applicants_rows_decide_and_all_of_them_are_evidence(case):
    papers = (form(block("applicant", name="某甲乙"), row("莲池挂屏", "获奖"), row("髹饰数字档案", "获奖")),)
    found = case(*papers, paper("d2", "award_certificate", *AWARDS, holders=["沈既白", "闻人笛", "某甲乙"]))
    (decision,) = found.of_type("award_certificate")
    assert [one["title"].value for one in decision.of_kind("award")] == ["髹饰数字档案", "莲池挂屏"]
    assert (decision["title"].value, decision["level"].value, decision["holders"].value) == (
        "髹饰数字档案",
        "二等奖",
        ["闻人笛", "某甲乙"],
    )
    assert [each.documents for each in found.application.achievements] == [("d2",), ("d2",)]


def test_a_row_of_a_list_without_the_applicants_name_is_told_by_the_title_of_an_achievement(case):
    rows = (award("金漆修复技术", "一等奖", "沈既白"), block("award", title="莲池挂屏", level="三等奖"))
    found = case(form(block("applicant", name="某甲乙"), row("《莲池》挂屏", "获奖")), paper("d2", "award_certificate", *rows))
    assert found.documents[1]["level"].value == "三等奖"
    strangers = case(form(block("applicant", name="某丙丁"), row("别的作品", "获奖")), paper("d2", "award_certificate", *AWARDS))
    assert len(strangers.documents[1].of_kind("award")) == 3
    assert not strangers.documents[1]["title"].present
