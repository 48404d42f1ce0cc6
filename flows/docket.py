"""The docket: one case out of an output, as it stands now, for a person to decide on."""

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from flows.home import Home, open_home
from flows.judging import made
from flows.kept import Kept, fetch, keep
from flows.line import Made
from flows.publish import LIST, RECORD, SUMMARY, folder, publish, publish_summary
from infra.ledger import Round
from infra.settings import Settings
from infra.store import NotStoredError, Store, open_store
from schemas.decision import Taken
from schemas.notice import Stamp
from schemas.profile import Profile
from schemas.record import CaseRecord
from schemas.summary import Summary, SummaryRow
from validators.profile import load_profile


class CaseError(Exception):
    """Something that cannot be done with this case: a code, and what to do about it (Chinese)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Docket(NamedTuple):
    """A case: its last round, what was kept of it, what people have decided, and where all of it lies."""

    home: Home
    out: Store
    profile: Profile
    key: str
    round: Round
    kept: Kept
    taken: tuple[Taken, ...]

    def made(self, taken: tuple[Taken, ...], stamp: Stamp | None = None) -> Made:
        """What the round comes to under these decisions."""
        matter = self.kept.matter.model_copy(update={"decisions": taken})
        return made(matter, self.kept.case, self.profile, stamp)

    def settled(self, made: Made) -> Round:
        """The round as the ledger has it with this."""
        outputs = {name: hashlib.sha256(content).hexdigest() for name, content in made.published.items()}
        return self.round.model_copy(update={"outputs": outputs, "row": self.row(made).model_dump(mode="json")})

    def put(self, made: Made) -> None:
        """Publish it, its row of the summary included."""
        keep(self.home.store, self.round.case_id, self.round.number, made)
        publish(self.out, self.key, self.round.number, made.published)
        _put_row(self.out, self.row(made))

    def row(self, made: Made) -> SummaryRow:
        """The row of the summary, with the new numbers."""
        numbers = {"status": made.status, "items": made.items, "referrals": made.referrals, "flags": made.flags}
        return SummaryRow.model_validate(self.round.row).model_copy(update=numbers)


@contextmanager
def opened_docket(key: str, out: str, settings: Settings, profile: str) -> Iterator[Docket]:
    """The case of this key. Raises `CaseError`, `ProfileError`, `StoreError` and `LedgerError`."""
    key = unicodedata.normalize("NFC", key)
    rules = load_profile(profile)
    if not out.startswith("s3://") and open_store(out, settings).stat(SUMMARY) is None:
        raise CaseError("no_such_output", "输出位置没有处理结果；请核对 --out，或先运行 jujian run。")
    with open_home(out, settings) as home:
        case_id = home.ledger.case_of(key)
        round = home.ledger.last_round(case_id) if case_id else None
        if round is None or round.row is None:
            raise CaseError("no_such_case", f"输出位置没有卷宗“{key}”；请核对卷宗名称和 --out，或先运行 jujian run。")
        kept = fetch(home.store, round.case_id, round.number)
        if kept is None:
            raise CaseError("not_kept", f"卷宗“{key}”已隔离（含密级标志）或尚未处理完毕，不能作出决定。")
        yield Docket(home, open_store(out, settings), rules, key, round, kept, home.ledger.decisions(round.case_id))
        home.save()


def as_seen(docket: Docket) -> None:
    """Raises `CaseError` where the round no longer comes to what was published and seen: other rules, or a newer program."""
    here = f"{folder(docket.key, docket.round.number)}/"
    try:
        record = CaseRecord.model_validate_json(docket.out.get(here + RECORD))
        seen = docket.out.get(here + LIST)
    except NotStoredError:
        raise CaseError("lost_output", "本轮的记录不在输出位置；请重新运行 jujian run。") from None
    if record.profile.sha256 != docket.profile.sha256:
        raise CaseError("other_rules", "规则集与处理本轮时不同；请用原规则集（--profile），或重新运行 jujian run 后再决定。")
    if docket.made(docket.taken).published[LIST] != seen:
        raise CaseError("other_findings", "现有程序对本轮得出的清单与已输出的不同；请重新运行 jujian run，核对后再决定。")


def _put_row(out: Store, row: SummaryRow) -> None:
    """Put the row in place of the dossier's old one."""
    summary = Summary.model_validate_json(out.get(SUMMARY))
    publish_summary(out, [row if each.key == row.key else each for each in summary.dossiers], summary.ignored)
