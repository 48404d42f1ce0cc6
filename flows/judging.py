"""Judging a case as it was assembled, and what is published of it: the same at the first run, after a decision, at issue."""

from typing import Any

from flows.kept import Kept, LateFindings, pack
from flows.line import Made, Matter
from flows.publish import LIST, NOTICE, RECORD, json_of
from flows.record import Judged, case_record
from schemas.case import Case
from schemas.decision import Taken
from schemas.deficiencies import DeficiencyList
from schemas.event import Gist
from schemas.notice import Stamp
from schemas.profile import Profile
from validators.conclude import Conclusion, conclude
from validators.corrections import corrections_in_force
from validators.decisions import in_force, records
from validators.notice import compose
from validators.notices import docx_file as notice_docx
from validators.notices import pdf_file as notice_pdf
from validators.placements import placement_records, placements_in_force


def made(matter: Matter, case: Case, profile: Profile) -> Made:
    """What is published of a round; with a stamp, as it is when its notice is issued."""
    stamp, profile = matter.stamp, matter.law(profile)
    found = conclude(case, profile, matter.decisions, matter.previous, matter.known, matter.exited, matter.shared)
    told = stamped(found.deficiencies, stamp) if stamp else found.deficiencies
    placed = placements_in_force(matter.decisions, case.files)
    decided = records((*corrections_in_force(case, matter.decisions), *in_force(matter.decisions, found.machine, found.case)))
    shown = (*placement_records(placed, case), *decided)
    judged = Judged(matter.submission, found.case, found.checks, told, matter.previous, shown)
    record = case_record(judged, profile, matter.engine)
    quarantined = record.status == "quarantined"
    late = LateFindings(case_id=case.case_id, round=case.round, findings=found.late)
    return Made(
        published={RECORD: json_of(record), LIST: json_of(told), **_notice(found.case, told, profile, stamp)},
        kept=pack(Kept(matter=matter, placed=placed, case=case) if not quarantined else Kept(matter=matter, case=None)),
        late=json_of(late) if found.late and not quarantined else None,
        status=record.status,
        files=len(record.files),
        pages=len(record.pages),
        items=len(told.items),
        referrals=len(told.referrals),
        flags=len(told.flags),
        gist=Gist(organ=record.organ.id, codes=_codes(told)),
        evidence=() if quarantined else tuple(page.trace for page in case.pages if page.trace),
    )


def stamped(found: DeficiencyList, stamp: Stamp) -> DeficiencyList:
    """The list as it is issued: what nobody dismissed is confirmed by the issue itself."""
    items = [each if each.state != "proposed" else each.model_copy(update={"state": "confirmed"}) for each in found.items]
    words = {"notice_number": stamp.number, "deadline": stamp.deadline, "issued_at": stamp.issued_at}
    return found.model_copy(update={"items": tuple(items), "status": "noticed", **words})


def concluded(matter: Matter, case: Case, profile: Profile, taken: tuple[Taken, ...]) -> Conclusion:
    """What stands under these decisions."""
    return conclude(case, matter.law(profile), taken, matter.previous, matter.known, matter.exited, matter.shared)


def _codes(told: DeficiencyList) -> tuple[str, ...]:
    return tuple(sorted({item.code for item in told.items if item.state != "dismissed"}))


def _notice(case: Case, found: DeficiencyList, profile: Profile, stamp: Stamp | None) -> dict[str, bytes]:
    """The notice, a draft without a stamp, where something is to be supplied and the dossier is not in quarantine."""
    if found.status == "quarantined" or all(item.state == "dismissed" for item in found.items):
        return {}
    words: dict[str, Any] = {}
    if stamp:
        words = {"number": stamp.number, "deadline": stamp.deadline, "issued_on": stamp.issued_at[:10]}
    notice = compose(case, found, profile, **words)
    return dict(zip(NOTICE, (notice_docx.render(notice), notice_pdf.render(notice)), strict=True))
