"""What a clerk reads beside what she has dropped: a small text file for each dossier, kept up to date.

It is written for Notepad: UTF-8 with its mark, lines that end in CR LF. It is never taken for material.
"""

import codecs
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.inbox import CANCEL, MOST_BYTES, MOST_FILES, READY, STATUS, Judged
from infra.claims import Standing
from infra.settings import Settings
from infra.store import S3_SCHEME, StoreError, open_store

log = logging.getLogger("jujian.inbox")

HEAD = "举荐材料处理状态（本文件由系统自动更新，不作为申报材料，请勿修改）"
MOST_GIGABYTES = MOST_BYTES // 1_000_000_000
NAMED = 20
"""So many missing files are named one by one."""


def fate(judged: Judged, standing: Standing | None, row: Mapping[str, Any] | None, quiet: float) -> str:
    """The state of a dossier, and what there is to do. `row` is its line of the summary, `quiet` the quiet period in seconds."""
    begun = standing is not None and standing.state in ("running", "done")
    if judged.state == "cancelled":
        return _cancelled(standing)
    if judged.state == "whole" or (standing and standing.state == "running"):
        return _worked_on(standing, row)
    state = {
        "empty": "已收到，等待上传完成：其中尚无申报材料。",
        "unreadable": "无法处理：卷宗无法读取。请检查该文件夹的访问权限。",
        "oversized": f"无法处理：文件超过 {MOST_FILES} 个，或总量超过 {MOST_GIGABYTES} GB，疑为误放。请只保留申报材料。",
        "lacking": f"已收到，等待上传完成：{READY} 所列的下列文件尚未到齐，或大小不符。请补传，或改正、删除 {READY}。",
        "arriving": f"已收到{'更改' if begun else ''}，等待上传完成：{quiet:.0f} 秒内无变动即开始处理。",
    }[judged.state]
    named = [f"　{path}" for path in judged.lacking[:NAMED]]
    more = [f"　……共 {len(judged.lacking)} 个"] if len(judged.lacking) > NAMED else []
    return "\n".join([state, *named, *more])


def text_of(said: str, namesake: str | None) -> str:
    """The whole of the file."""
    other = f"注意：另有同名卷宗“{namesake}”，两者分别处理；如为同一份，请合并后只保留一处。" if namesake else None
    return "\n".join(filter(None, (HEAD, f"状态：{said}", other)))


def _cancelled(standing: Standing | None) -> str:
    if standing and standing.state == "running":
        return f"处理中，已不能撤回。处理完毕后如需作废，请联系工作台负责人；否则请删除 {CANCEL}。"
    if standing and standing.state == "done":
        return f"已处理完毕，不能在此撤回；如系误放，请联系工作台负责人，否则请删除 {CANCEL}。"
    return f"已撤回，不予处理。删除 {CANCEL} 后重新排队。"


def _worked_on(standing: Standing | None, row: Mapping[str, Any] | None) -> str:
    if standing is None or standing.state in ("waiting", "withdrawn"):
        again = f"（上次未能完成，将自动重试：{standing.told or '处理中断。'}）" if standing and standing.attempts else ""
        return f"排队等待处理。{again}"
    if standing.state == "running":
        return "处理中。"
    if standing.state == "failed":
        return f"无法处理：{standing.told or '请联系技术人员查看运行日志。'}"
    if row is None:
        return "完成。"
    if row["status"] == "quarantined":
        return "完成：卷宗含密级标志，已隔离，请联系负责人。"
    hints = f"，{row['flags']} 条疑点提示" if row["flags"] else ""
    return f"完成：{row['items']} 项待补正，{row['referrals']} 个问题待核定{hints}。"


class Board:
    """The status files of an inbox. One that cannot be written is left for another time: it holds nothing up."""

    def __init__(self, inbox: str, settings: Settings) -> None:
        self._store = open_store(inbox, settings)
        self._local = None if inbox.startswith(S3_SCHEME) else Path(inbox)
        self._shown: dict[str, str] = {}
        self._refused = False

    def show(self, texts: Mapping[str, str], there: set[str]) -> None:
        """Have a file for each of these dossiers (by key); `there` are the names of the files that lie beside them now."""
        self._shown = {key: text for key, text in self._shown.items() if _name(key) in there}
        for key, text in texts.items():
            if self._shown.get(key) != text and self._write(_name(key), text):
                self._shown[key] = text
        for name in there - {_name(key) for key in texts}:
            if name.endswith(f".{STATUS}"):
                self._remove(name)

    def _write(self, name: str, text: str) -> bool:
        content = codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode() + b"\r\n"
        try:
            self._store.put(name, content)
            if self._local:
                (self._local / name).chmod(0o644)  # the clerk who dropped the dossier is somebody else than the service
        except (StoreError, OSError) as error:
            if not self._refused:
                log.warning("status files cannot be written in the inbox (%s)", type(error).__name__)
            self._refused = True
            return False
        self._refused = False
        return True

    def _remove(self, name: str) -> None:
        """The file of a dossier that is no longer there, if we wrote it."""
        try:
            if self._store.get(name).startswith(codecs.BOM_UTF8 + HEAD.encode()):
                self._store.delete(name)
        except (StoreError, OSError) as error:
            log.warning("a status file cannot be removed (%s)", type(error).__name__)


def _name(key: str) -> str:
    return f"{key}.{STATUS}"
