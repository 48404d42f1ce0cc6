"""The report of a night as a page that a browser shows without a server: counts, and plots drawn here."""

from collections.abc import Iterable
from html import escape

from flows.plots import by_day, named
from schemas.night import NightReport, Share

STYLE = (
    "body{font:16px/1.6 system-ui,'Noto Sans CJK SC',sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse}td{padding:.1rem 1rem .1rem 0}td+td{text-align:right}svg{width:100%}"
)


def page(report: NightReport) -> str:
    """The whole page."""
    most = max(report.deficiencies.values(), default=1)
    parts = (
        f"<h1>夜间报告　{report.day}</h1>",
        _table(_counts(report)),
        "<h2>收件（按日）</h2>",
        by_day(list(report.by_day), [("收件", list(report.by_day.values()))]) if report.by_day else "<p>尚无收件。</p>",
        "<h2>最常见的缺项（规则编号，卷宗数）</h2>",
        named([(code, count / most, str(count)) for code, count in report.deficiencies.items()])
        if report.deficiencies
        else "<p>没有缺项。</p>",
        "<h2>逾期未补正的告知</h2>",
        _table((each.case_id, f"第 {each.round} 轮，截止 {each.deadline}") for each in report.overdue)
        if report.overdue
        else "<p>没有逾期。</p>",
        "<h2>存储核验</h2>",
        _table((("原件", _share(report.originals)), ("处理结果", _share(report.outputs)))),
        *(f"<p>与原件摘要不符：{escape(sha256)}</p>" for sha256 in report.originals.damaged),
        *(f"<p>处理结果丢失或被改动：{escape(case_id)}</p>" for case_id in report.outputs.damaged),
    )
    title = f"夜间报告 {report.day}"
    head = f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return "\n".join((head, *map(str, parts), "</html>", ""))


def _counts(report: NightReport) -> Iterable[tuple[str, str]]:
    yield from (
        ("收件", f"{report.received} 份"),
        ("已处理", f"{report.done} 份"),
        ("需补正", f"{report.deficient} 份"),
        ("等待处理", f"{report.waiting} 份"),
        ("今夜重试", f"{report.tried_again} 份"),
    )
    yield from ((f"无法处理（{code}）", f"{count} 份") for code, count in report.failed.items())
    yield ("页数", f"{report.pages} 页")
    yield ("用时", f"{report.seconds:.0f} 秒")


def _share(share: Share) -> str:
    return f"{share.looked_at} / {share.of}，不符 {len(share.damaged)}"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = (f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows)
    return f"<table>{''.join(cells)}</table>"
