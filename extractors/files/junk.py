"""Files that no one meant to hand in: what systems and programs leave behind beside the real ones."""

from pathlib import PurePosixPath

from extractors.files.refusal import Refusal

_SYSTEM = {"thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", ".ds_store", "desktop.ini", ".localized"}
_FOLDERS = {"__macosx", ".spotlight-v100", ".trashes", ".fseventsd", "$recycle.bin", ".git", ".svn"}


def junk(path: str) -> Refusal | None:
    """Why this name says that the file is nobody's material; None for every other name.

    The caller opens it nevertheless where its bytes are those of a document.
    """
    parts = [part.lower() for part in PurePosixPath(path).parts]
    name = parts[-1] if parts else ""
    if name.startswith(("~$", ".~lock.", ".~")):
        return Refusal("lock_file", "办公软件打开文件时生成的临时锁定文件，不属于申报材料，无需提交。")
    if name == "_dossier.json":
        return Refusal("system_file", "申报系统生成的数据文件，不属于申报材料，无需提交。")
    if name in _SYSTEM or name.startswith("._") or _FOLDERS & set(parts[:-1]):
        return Refusal("system_file", "操作系统自动生成的文件，不属于申报材料，无需提交。")
    return None
