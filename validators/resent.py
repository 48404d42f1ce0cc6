"""Sent again: whether a file that could not be read came again, legible, in the round after the notice that asked for it.

Under its own name it takes the old one's place when it is received. Under another name it is known by what is left of the name
when folder, extension and words such as 重扫, 解密 or 副本 are taken off; whether some other new file is meant, a person says.
So does one where the name is such as any file may bear (附件, 扫描件, 1, IMG_0001) and the folder is another.
"""

import re
from collections.abc import Collection
from typing import Literal, NamedTuple

from schemas.case import Case
from schemas.files import FileRecord
from schemas.terms.text import fold


class Again(NamedTuple):
    """``yes`` with the file that it came as, ``perhaps`` with all that it may have come as, or ``no``."""

    how: Literal["yes", "perhaps", "no"]
    files: tuple[str, ...] = ()


_MARKS = (
    "重扫|重拍|重新扫描|重新提交|重新上传|重新|重传|再次提交|补正|补交|补充提交|更正|修正|修改|修复|新版|新|清晰版?|完整版?|无密码|无口令"
    "|已?解密|去密|加密|副本|终版|最终版?"
)
_MARK = re.compile(rf"[\s_\-.+]*[(\[【]?(?:{_MARKS})[)\]】]?$|^[(\[【]?(?:{_MARKS})[)\]】]?[\s_\-.+]*")
_ANYTHING = re.compile(
    r"(?:(?:附件|扫描件?|影印件|复印件|图片|图像|照片|相片|截图|截屏|文件|文档|材料|资料|页|第|新?建|未命名|微信|wechat|mmexport|img|image|pic|"
    r"photo|picture|dsc[nf]?|pxl|vid|scan|scanned|screenshot|file|doc|document|page|attachment|untitled|new|copy)|[\W\d_]|"
    r"(?<![a-z])[a-z](?![a-z])|[一二三四五六七八九十])+"
)
"""Names that say nothing of what is in the file: such words, numbers, signs and single letters alone."""
SHORTEST = 2
"""Characters that must be left of a name for it to name anything."""


def sent_again(path: str, case: Case, fresh: Collection[str]) -> Again:
    """`fresh` are the paths of the files that are new or changed since the notice; where there are none nothing came again."""
    new = [file.path for file in case.files if file.path in fresh and _reads(file, case)]
    if path in fresh or not new:
        return Again("no")
    named = tuple(other for other in new if stem(other) == stem(path) and (_tells(path) or _folder(other) == _folder(path)))
    return Again("yes", named) if named else Again("perhaps", tuple(new))


def stem(path: str) -> str:
    """What a file is called, whatever its folder and kind and however often it was sent. Numbers are part of it."""
    name = fold(re.split(r"/|!/", path)[-1])
    name = re.sub(r"\.\w{1,5}$", "", name)
    while (bare := _MARK.sub("", name)) != name and len(bare) >= SHORTEST:
        name = bare
    return name


def _tells(path: str) -> bool:
    """Whether the name is one that two files would hardly bear by chance."""
    return not _ANYTHING.fullmatch(stem(path))


def _folder(path: str) -> str:
    return fold(path[: len(path) - len(re.split(r"/|!/", path)[-1])])


def _reads(file: FileRecord, case: Case) -> bool:
    """Whether the file was opened and has a page on which something can be read."""
    if file.status != "read":
        return False
    pages = [page for page in case.pages if page.ref.file == file.path]
    return any(page.quality != "unreadable" and page.placement.place != "blank" for page in pages)
