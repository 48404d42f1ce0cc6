"""Posts as they are written: whether one is that of 主要负责人 (Art. 4, items 1 to 3), is plainly not, or must be asked about."""

import re
from typing import Literal

from schemas.terms.organisations import fold_organisation
from schemas.terms.text import fold

Answer = Literal["yes", "no", "unclear"]

_HEADS = (
    r"法定代表人|法人代表|(主要)?负责人|董事长|董事局主席|总经理|总裁|首席执行官|行长|院长|所长|馆长|校长|局长|厅长|会长|理事长|主席|台长|社长"
    r"|团长|厂长|园长|店主|党?委?党?组?书记|执行合伙人|执行事务合伙人|首席合伙人|管理合伙人|创始人|区长|市长|ceo|president"
    r"|chair(man|woman|person)?(oftheboard)?|chiefexecutive(officer)?|managingdirector|generalmanager|directorgeneral"
)
_HEAD = re.compile(rf"^(现任?)?(党[委组]\w{{0,2}}|单位|企业|公司|集团|学会|协会|研究[院所]|本\w{{1,2}})?({_HEADS})$")
_CHIEF = re.compile(r"^主任(委员)?$")
_OF_A_BODY_OF_CHIEFS = re.compile(r"委员会|委$|中心|事务所|办公室|站$|基金会|管理|学会")
_DEPUTY = re.compile(r"副|助理|助手|vice|deputy|assistant")
_DEPARTMENT = re.compile(
    r"(人力资源|人事|人力|财务|技术|研发|科研|办公室|综合|行政|市场|销售|生产|质量|项目|车间|部门?|处|科室?|组织|业务|培训|会员|秘书)"
    r"\w{0,4}(经理|主任|主管|部长|处长|科长|组长|总监|专员|负责人)$|^(部门?|项目)?(经理|主管|部长|处长|科长|组长|专员|职员|干事)$|总监$|科长"
)
_ASK = re.compile(r"主持|代理?|执行|临时|轮值|联席|名誉|荣誉|原|前任|退休|acting")
_NO_POST = re.compile(r"党[委组]?成员|党员|^(教授|副教授|研究员|博士|院士|工程师|高级工程师|正高级工程师|委员|专家)$")
_SPLIT = re.compile(r"[、,;/&兼和及暨与()]")


def is_principal(position: str, organisation: str) -> Answer:
    """Whether a post is 主要负责人 of the organisation: its head is; a deputy or the head of a department is not.

    主持工作, 执行, 名誉 and the like are asked. Of several posts the head's is enough, unless a deputy's stands beside a
    mere secretary's (党委书记、副院长); titles and memberships say nothing.
    """
    written = fold(position)
    posts = [post for post in _SPLIT.split(written) if post and not _NO_POST.search(post)]
    if re.search(r"主持|代理|acting", written):
        return "unclear"
    answers = [(post, _post(post, fold_organisation(organisation))) for post in posts]
    heads = [post for post, answer in answers if answer == "yes"]
    said = {answer for _, answer in answers}
    if heads and "no" in said:
        return "yes" if any("书记" not in post for post in heads) else "unclear"
    return "yes" if heads else "no" if said == {"no"} else "unclear"


def _post(post: str, organisation: str) -> Answer:
    """One post; the organisation's own name before it (某某局局长) is left out of account."""
    bare = _without(organisation, post)
    if _HEAD.match(bare):
        return "yes"
    if _CHIEF.match(bare):
        return "yes" if _OF_A_BODY_OF_CHIEFS.search(organisation) else "unclear"
    if _ASK.search(bare):
        return "unclear"
    return "no" if _DEPUTY.search(bare) or _DEPARTMENT.search(bare) else "unclear"


def _without(organisation: str, post: str) -> str:
    """The post without a beginning that the organisation's name has, or two characters with which that name ends."""
    for length in range(len(post) - 2, 1, -1):
        if post[:length] in organisation and (length > 2 or organisation.endswith(post[:length])):
            return post[length:]
    return post
