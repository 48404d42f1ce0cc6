"""Papers as yet other offices make them: numbered letters, labels over their values, English beside the labels, certificates
with the body above the title.
"""

from schemas.document import Block


def said_of(found, kind, *names):
    """The values of some fields of every block of a kind."""
    return [tuple(block[name].value for name in names) for block in found.of_kind(kind)]


PERSON = ("name", "employer", "position", "title", "specialty", "phone", "signed_on")


def test_a_numbered_recommendation_begins_with_whom_it_is_about(form, sheet):
    found = form(
        sheet(
            "# 专家推荐书",
            "一、被推荐人　姓　名：某甲乙　　性　别：女　　出生年月：1979.08",
            "身份证号码（ID No.）：110108197908123519",
            "工作单位（Employer）：北京某某仪器有限公司",
            "申报级别：副高级　　申报专业：精密仪器",
            "二、推荐专家（一）",
            "姓　名（Name）：李丙",
            "工作单位及职务：某某测试研究院 首席研究员",
            "专业技术职务：研究员（正高级）",
            "从事专业：几何量计量　　手　机：13900000001",
            "推荐意见：其装置解决了行业难题，特举荐其申报副高级职称。",
            "推荐人（签字）：　　　　二〇二六年九月五日",
            "三、“+1”举荐（用人单位主要负责人）",
            "举荐单位：北京某某仪器有限公司",
            "负责人姓名：齐戊　　职务：总经理　　电话：010-60000001",
            "举荐意见：特此举荐。",
        )
    )
    assert said_of(found, "expert", *PERSON) == [
        ("李丙", "某某测试研究院", "首席研究员", "研究员（正高级）", "几何量计量", "13900000001", "2026-09-05")
    ]
    assert said_of(found, "applicant", "name", "gender", "birth_date", "id_number", "employer") == [
        ("某甲乙", "女", "1979-08", "110108197908123519", "北京某某仪器有限公司")
    ]
    assert said_of(found, "application", "level", "specialty") == [("副高级", "精密仪器")]
    assert said_of(found, "plus_one", "name", "position") == [("齐戊", "总经理")]


def test_two_rows_of_labels_each_over_its_values_are_one_person(form, sheet):
    def person(name, title, phone, day):
        return [
            ["姓名", "职称", "单位", "职务"],
            [name, title, "某某研究会", "副会长"],
            ["专业", "联系方式", "签名", "日期"],
            ["雕漆", phone, "", day],
            ["举荐理由：其雕漆技艺精湛，作品多次获国家级大奖，特举荐。", "<", "<", "<"],
        ]

    found = form(
        sheet(
            "# 举荐意见表",
            "被举荐人姓名：某甲乙",
            "专家一",
            person("李丙", "研究馆员", "13900000001", "2026/9/1"),
            "专家二",
            person("王丁", "教授", "13900000002", "2026/9/2"),
        )
    )
    assert said_of(found, "expert", *PERSON) == [
        ("李丙", "某某研究会", "副会长", "研究馆员", "雕漆", "13900000001", "2026-09-01"),
        ("王丁", "某某研究会", "副会长", "教授", "雕漆", "13900000002", "2026-09-02"),
    ]
    assert [opinion for (opinion,) in said_of(found, "expert", "opinion")] == [
        "其雕漆技艺精湛，作品多次获国家级大奖，特举荐。"
    ] * 2


def test_english_under_a_label_is_no_value(said):
    rows = [["姓　名\nName", "某甲乙"], ["资格名称\nQualification", "工程师"], ["授予时间\nDate of Conferment", "2010年12月"]]
    found = said("title_certificate", ("# 专业技术资格证书", rows, "> 签发单位：北京市某某局"))
    assert (found["holder"], found["title"], found["issued_on"]) == ("某甲乙", "工程师", "2010-12")


def test_a_number_ends_before_a_date_or_a_sentence_beside_it(said):
    diploma = ("# 毕业证书", "研究生 某甲乙 性别 男，准予毕业。", "证书编号：100031200402001234　　　二〇〇四年七月一日")
    assert said("diploma", diploma)["number"] == "100031200402001234"
    employed = (
        "# 在职证明",
        "兹证明某甲乙（身份证号：110105197004182246）自2005年3月起在我馆工作，现任馆长职务。",
        "> 某某美术馆",
    )
    assert said("employment_certificate", employed)["id_number"] == "110105197004182246"
    mistyped = ("# 在职证明", "姓名：某甲乙", "身份证号：11010519700418224")
    assert said("employment_certificate", mistyped)["id_number"] == "11010519700418224"


def test_a_letter_of_appointment_says_its_term_in_a_bracket(said):
    found = said(
        "employment_certificate",
        (
            "# 聘　书",
            "兹聘请 某甲乙 同志为本会专业委员会主任委员，聘期三年（2024年1月—2026年12月）。",
            "> 某某行业协会",
            "> 2024年1月5日",
        ),
    )
    assert (found["start"], found["end"]) == ("2024-01", "2026-12")


def test_the_body_above_the_title_gave_the_award(said):
    rows = ("北京市人民政府", "# 奖 励 证 书", "奖项类别：科学技术进步奖", "获 奖 者：某甲乙（第2完成人）", "> 二〇二三年十一月")
    found = said("award_certificate", rows)
    assert (found["issuer"], found["holder"], found["rank"]) == ("北京市人民政府", "某甲乙", 2)


def test_a_tradition_named_without_quotes(said):
    text = "被命名为第五批国家级非物质文化遗产代表性项目雕漆技艺代表性传承人。"
    assert said("heritage_certificate", ("# 证　书", "某甲乙：", text, "> 文化和旅游部"))["title"] == "雕漆技艺"


def test_a_paper_behind_the_word_source_is_the_medium(said):
    found = said(
        "media_report",
        ("来源：首都文化报 | 2024年5月18日 | 第6版", "# 刀锋上的匠心", "本报记者 秦月", "从艺三十年，某甲乙用到了极致。"),
    )
    assert found["issuer"] == "首都文化报"


def test_a_column_that_counts_the_rows_is_their_number(read_as):
    head = ["编号", "成果类型", "成果名称", "等级/收录", "本人排名", "完成年月"]
    rows = [
        ["1", "奖励", "测头动态补偿技术", "省部级二等奖", "2/10", "2023-11"],
        ["2", "论文", "测头误差补偿", "EI", "第一作者", "2021年3月"],
    ]
    document = read_as("application_form", ("# 申报表", "主要业绩成果", [head, *rows]))
    assert said_of(document, "achievement", "no", "level", "number") == [("1", "省部级二等奖", None), ("2", "EI", None)]
    numbered = read_as("application_form", ("# 申报表", [head, *([f"ZL20211000000{row[0]}", *row[1:]] for row in rows)]))
    assert [isinstance(block, Block) and block["number"].present for block in numbered.of_kind("achievement")] == [True, True]


def test_one_table_with_a_column_that_heads_its_people(form, sheet):
    def person(number, name, phone):
        return [
            [f"举荐专家（{number}）", "姓名", name, "职称", "教授"],
            ["", "工作单位", "某某大学", "职务", "系主任"],
            ["", "从事专业", "集成电路", "联系电话", phone],
            ["", "举荐意见", "同意举荐。", "<", "<"],
            ["", "签字", "", "日期", "2026年9月1日"],
        ]

    body = [
        ["“+1”举荐", "单位名称", "某某行业协会", "负责人", "郭己"],
        ["", "职务", "秘书长", "联系电话", "010-60000001"],
        ["", "举荐意见", "属实，同意举荐。", "<", "<"],
    ]
    found = form(sheet([*person(1, "李丙", "13900000001"), *person(2, "王丁", "13900000002"), *body]))
    assert said_of(found, "expert", "name", "position", "phone", "signed_on") == [
        ("李丙", "系主任", "13900000001", "2026-09-01"),
        ("王丁", "系主任", "13900000002", "2026-09-01"),
    ]
    assert said_of(found, "plus_one", "organisation", "position", "phone") == [("某某行业协会", "秘书长", "010-60000001")]


def test_rows_of_labels_over_values_are_of_one_applicant(read_as):
    rows = [
        ["姓名", "性别", "出生年月", "身份证号"],
        ["某甲乙", "男", "1985.02", "110101198502148317"],
        ["手机号码", "最高学历", "现职称", "民族"],
        ["13900000001", "硕士", "讲师", "汉族"],
    ]
    document = read_as("application_form", ("# 申报书", rows))
    assert said_of(document, "applicant", "name", "phone", "education", "current_title") == [
        ("某甲乙", "13900000001", "硕士", "讲师")
    ]


def test_a_letter_a_form_and_a_body_in_one_binding(form, sheet):
    found = form(
        sheet(
            "# 关于举荐某甲乙同志申报高级职称的函",
            "本人周丙，系北方音乐学院作曲系主任、教授，从事作曲研究，联系电话13900000001。",
            "某甲乙同志创作多年，本人特举荐其申报副高级职称。",
            "举荐人（签名）：",
            "2026年9月3日",
        ),
        sheet("# 举荐意见书", "举荐人：孟丁 | 职称：一级作曲", "举荐意见：同意举荐。", "签名： | 日期：2026.9.5", page=2),
        sheet(
            "# “+1”举荐意见",
            "推荐机构：某某音乐家协会　　机构性质：行业协会",
            "主要负责人：何戊　　职务：主席",
            "意见：予以举荐。",
            page=3,
        ),
    )
    assert [name for (name,) in said_of(found, "expert", "name")] == ["周丙", "孟丁"]
    assert said_of(found, "plus_one", "organisation", "position") == [("某某音乐家协会", "主席")]


def test_a_notice_of_a_result_is_addressed_to_its_holder(said):
    text = "经高级专业技术资格评审委员会2013年11月20日评审通过，你具备高级工程师任职资格。"
    assert said("title_certificate", ("# 任职资格评审通过通知", "某甲乙同志：", text))["holder"] == "某甲乙"
