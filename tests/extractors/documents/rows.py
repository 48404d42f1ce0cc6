"""The rows of an expert's block, as most 举荐表 have them, and what was found of a block."""

OPINION = "该同志长期从事桥梁检测研究，成果突出，同意举荐其申报正高级职称。"


def expert_rows(name, title="教授", unit="某某大学", opinion=OPINION, date="2025年3月1日"):
    return [
        ["姓名", name, "职称", title],
        ["工作单位", unit, "职务", "系主任"],
        ["从事专业", "桥梁工程", "联系电话", "13900000001"],
        ["举荐意见", f"{opinion}\n\n举荐人签名：\n{date}", "<", "<"],
    ]


def block(found, kind, number=0):
    """The values of one block, and the states of the fields without value."""
    fields = found.of_kind(kind)[number].fields.items()
    return {name: field.value if field.state == "read" else field.state for name, field in fields if name != "signature"}
