"""Why a file was not read, and what the applicant is to send instead (Simplified Chinese, as a clerk would say it)."""

import errno
from typing import Literal

from schemas.files import FileError, FileStatus

Code = Literal["damaged", "password", "limit", "unsupported", "empty", "lock_file", "system_file", "timeout", "crashed"]

WHOLE = "一个完整的（不分卷的）ZIP 压缩包"

_STATUS: dict[Code, FileStatus] = {
    "damaged": "unreadable",
    "limit": "unreadable",
    "timeout": "unreadable",
    "crashed": "unreadable",
    "password": "encrypted",
    "unsupported": "unsupported",
    "empty": "empty",
    "lock_file": "ignored",
    "system_file": "ignored",
}


class Refusal(Exception):  # noqa: N818  (a refusal is an answer, not a fault of ours)
    """This file is not read. `code` for machines, `message` for the clerk; the file's name and content are in neither."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    @property
    def status(self) -> FileStatus:
        """The status that the file's record gets."""
        return _STATUS[self.code]

    @property
    def error(self) -> FileError:
        """The error that the file's record gets."""
        return FileError(code=self.code, message=self.message)


def ours(error: BaseException) -> bool:
    """Whether this machine failed (a full disk, no file handles), and not the file: parsers raise `OSError` for both."""
    return isinstance(error, OSError) and error.errno not in (None, errno.EINVAL)


def damaged(what: str = "文件") -> Refusal:
    """The bytes are not what they claim to be, or end too early."""
    return Refusal("damaged", f"{what}已损坏或内容不完整，无法打开，请确认能够正常打开后重新提交。")


def locked(what: str = "文件") -> Refusal:
    """A password is needed to open it."""
    return Refusal("password", f"{what}设有打开密码，无法读取，请取消密码后重新提交。")


def too_much(what: str, limit: str) -> Refusal:
    """A budget is exceeded: `what` is over `limit`."""
    return Refusal("limit", f"{what}超出{limit}的上限，无法处理，请拆分或压缩后重新提交。")


def unsupported(what: str, instead: str = "PDF 文件") -> Refusal:
    """A format that is not read; `instead` says what to send."""
    return Refusal("unsupported", f"暂不支持{what}，请另存或转换为{instead}后重新提交。")
