"""What things are called before the clerk: stages, states, roles' rights, fields of the record, verbs."""

from schemas import acts

STAGES = {
    "new": "新收", "review": "待核", "ready": "待告知", "noticed": "已告知·待补正", "overdue": "逾期", "complete": "齐全",
    "quarantined": "隔离", "closed": "已办结",
}  # fmt: skip
SEVERITIES = {"missing": "缺失", "nonconforming": "不规范", "hint": "疑点提示"}
ITEM_STATES = {"proposed": "待确认", "confirmed": "已确认", "dismissed": "不予列入"}
OUTCOMES = {"pass": ("✓", "符合"), "fail": ("✗", "不符合"), "undetermined": ("?", "待核"), "not_applicable": ("–", "不适用")}
QUALITIES = {"read": "清晰", "poor": "勉强可读", "unreadable": "无法辨认"}
FILE_STATES = {
    "read": "已读取", "unreadable": "无法读取", "encrypted": "加密", "empty": "空文件", "unsupported": "格式不支持",
    "ignored": "系统文件，未读",
}  # fmt: skip
PAGES = "/pages/*"
"""The field under which pages that people put elsewhere are counted."""
PLACES = {"blank": "空白页", "duplicate": "重复页", "unassigned": "未归入材料"}
STATES = {"read": "已读取", "blank": "栏目空白", "unreadable": "无法辨认", "not_found": "未见该栏目"}
LEVELS = {"full": "正高级", "deputy": "副高级", "mid": "中级", "junior": "初级", "unknown": "未能判定"}
CONCLUSIONS = {"agree": "同意", "disagree": "不同意", "none": "未明确"}
PATHS = {"employed": "单位职工", "freelance": "自由职业者"}
REVIEWERS = {"employer": "用人单位", "association": "行业协会", "society": "学会", "district_bureau": "区人社部门"}
CONDITIONS = {1: "第三条第（一）项", 2: "第三条第（二）项", 3: "第三条第（三）项", 4: "第三条第（四）项"}
ENDINGS = {"abandon": "视为放弃", "fraud": "查实弄虚作假"}
"""Acts that end a case."""
WAYS = acts.WAYS
YES_NO = {True: "有", False: "无", None: "无法判断"}

FIELDS = {
    "/applicant/name": "姓名", "/applicant/gender": "性别", "/applicant/birth_date": "出生日期",
    "/applicant/id_type": "证件类型", "/applicant/id_number": "证件号码", "/applicant/phone": "联系电话",
    "/applicant/employer": "工作单位", "/applicant/employer_uscc": "统一社会信用代码", "/applicant/position": "职务",
    "/applicant/current_title": "现职称", "/applicant/education": "学历", "/applicant/path": "申报渠道",
    "/application/conditions": "申报条件", "/application/level": "申报级别", "/application/series": "申报系列",
    "/application/specialty": "申报专业", "/application/title": "申报职称",
}  # fmt: skip
EXPERT = {
    "name": "姓名", "title": "职称", "title_level": "职称级别", "employer": "工作单位", "position": "职务",
    "specialty": "专业", "phone": "电话", "signed": "签名", "signed_on": "签署日期", "opinion": "举荐意见",
}  # fmt: skip
PLUS_ONE = {
    "organisation": "举荐单位", "organisation_type": "单位性质", "name": "举荐人", "position": "职务", "phone": "电话",
    "signed": "签名", "sealed": "盖章", "seal_text": "印文", "signed_on": "签署日期", "opinion": "举荐意见",
}  # fmt: skip
PUBLICITY = {
    "issuer": "出具单位", "start": "公示开始", "end": "公示结束", "result": "公示结果",
    "working_days_inclusive": "工作日数（含首日）",
}  # fmt: skip
OPINION = {
    "conclusion": "结论", "text": "推荐意见", "sealed": "盖章", "seal_text": "印文", "signed_on": "落款日期",
}  # fmt: skip
ACHIEVEMENT = {
    "no": "序号", "kind": "类别", "title": "名称", "level": "级别", "role": "本人作用", "date": "时间", "status": "状态",
}  # fmt: skip
DOCUMENT_FIELDS = {
    "holder": "持有人", "holders": "持有人", "title": "名称", "issuer": "出具单位", "number": "编号", "issued_on": "出具日期",
    "valid_from": "有效期自", "valid_to": "有效期至", "rank": "等次", "level": "级别", "employer": "用人单位",
    "employee": "劳动者", "start": "起", "end": "止", "kind": "种类", "name": "姓名", "gender": "性别", "ethnicity": "民族",
    "birth_date": "出生日期", "address": "住址", "id_number": "证件号码", "authority": "签发机关", "owners": "权利人",
    "filed_on": "申请日", "publication": "公告号", "uscc": "统一社会信用代码", "period": "期间", "months": "月数",
    "result": "公示结果", "verification_code": "验证码",
}  # fmt: skip

ACTS = {
    "enrolled": "建档", "received": "收到材料", "recorded": "读取并审核", "decided": "作出决定", "issued": "印发告知书",
    "id_shown": "查看完整证件号码", "downloaded": "下载文件", "opened": "打开卷宗", "uploaded": "上传材料",
    "exported": "导出更正数据", "told_late": "发现漏告知", "issued_by": "经工作台印发",
    "lapsed": "处理中断，重新处理", "overdue": "逾期未补正",
}  # fmt: skip
"""Events of the audit trail, but for those that the decisions and acts themselves tell of."""
