"""DDL: time limits and rounds. No limit is asserted that the profile does not state; only people record 视为放弃 (Art. 7(2))."""

from schemas.deficiencies import Item
from schemas.terms.dates import as_day
from validators.context import Context
from validators.registry import check
from validators.rounds import same_matter
from validators.subjects import Subject
from validators.verdict import Verdict, failed, passed, skipped


@check("submitted_in_time", "dossier")
def submitted_in_time(c: Context, _: Subject) -> Verdict:
    """DDL-01. The window of the batch, as ISO days ``[first, last]``."""
    window = c.profile.setting("window")
    last = as_day(str(window[1])) if window else None
    if last is None:
        return skipped("no window is set")
    return failed("after the window") if c.submitted > last else passed("in time")


@check("review_in_time", "dossier")
def review_in_time(c: Context, s: Subject) -> Verdict:
    """DDL-02. Working days left of the review's time, which the regulation does not state."""
    days, received = c.profile.setting("sla.review_days"), as_day(s.value.received_at[:10])
    if days is None or received is None:
        return skipped("no time for the review is set")
    end = c.calendar.after(received, int(days))
    left = c.calendar.exclusive(c.today, end) if c.today <= end else 0
    near = left <= int(c.setting("sla.warn_days", 2))
    return (failed("time is short") if near else passed(f"{left} working days left")).saying(n=left)


@check("item_cured", "notice_item")
def item_cured(c: Context, s: Subject) -> Verdict:
    """DDL-03. As the item's own rule judges the same matter in this round."""
    item: Item = s.value
    if item.state == "dismissed":
        return skipped("dismissed")
    found = [check for check in c.given if same_matter(item, check.code, check.subject, check.evidence)]
    outcomes = {check.outcome for check in found}
    if "fail" in outcomes:
        open_ = [check for check in found if check.outcome == "fail"]
        first = next((check for check in open_ if check.code == item.code), open_[0])
        verdict = failed(f"not cured: {first.code}").with_related(first.subject)
    else:
        verdict = skipped("its own rule asks") if "undetermined" in outcomes else passed("cured")
    return verdict.saying(no=item.no, item=item.title)


@check("supplement_in_time", "dossier")
def supplement_in_time(c: Context, _: Subject) -> Verdict:
    """DDL-04. The last day, put off to the next working day where it is a day of rest (《民法典》第二百零三条)."""
    deadline = as_day(c.previous.deadline) if c.previous else None
    if deadline is None:
        return skipped("no notice with a deadline")
    return failed("overdue") if c.calendar.days_over(deadline, c.submitted) else passed("in time")


@check("nothing_asked_late", "dossier")
def nothing_asked_late(c: Context, _: Subject) -> Verdict:
    """DDL-05. What the round before could have seen is kept from the applicant: `validators.rounds` sorts it out."""
    return skipped("the first round") if c.previous is None else passed("sorted by round")


@check("procedures_done", "dossier")
def procedures_done(c: Context, _: Subject) -> Verdict:
    """DDL-06. The procedures that a profile lists, as ``{name, done}`` of the submitting system."""
    listed = c.profile.setting("procedures") or ()
    missing = [str(entry["name"]) for entry in listed if not entry.get("done")]
    if not listed:
        return skipped("no procedures are listed")
    return (failed("not done") if missing else passed()).saying(procedure="、".join(missing), deadline="规定时间")
