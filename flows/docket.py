"""The docket: one case out of an output, as it stands now, for a person to decide on."""

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from flows.feeding import feed
from flows.home import Home, open_home
from flows.judging import concluded, made
from flows.kept import Kept, fetch, keep
from flows.line import Made, Matter
from flows.publish import LIST, RECORD, SUMMARY, folder, json_of, publish, publish_summary
from flows.refile import NotKeptError, refiled
from infra.ledger import Round
from infra.settings import Settings
from infra.store import S3_SCHEME, NotStoredError, Store, open_store
from infra.workers import Pool
from schemas.case import Case
from schemas.decision import Taken
from schemas.notice import Stamp
from schemas.profile import Profile
from schemas.record import CaseRecord
from schemas.summary import Summary, SummaryRow
from validators.conclude import Conclusion
from validators.profile import load_profile

NOT_KEPT = "本轮没有可供重新归类的底稿（由较早的程序处理，或读取结果已不在）；请重新运行 jujian run 后再试。"
QUARANTINED = "卷宗含密级标志，已隔离；须由负责人对 FIL-08 作出 drop 决定（写明理由、决定人）解除隔离后，才能继续。"


class CaseError(Exception):
    """Something that cannot be done with this case: a code, and what to do about it (Chinese)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class OpenError(Exception):
    """A question or a hint is undecided. `what` names them: codes, with subjects."""

    code = "undecided"

    def __init__(self, what: tuple[str, ...]) -> None:
        super().__init__(f"尚有 {len(what)} 项待决定，不能出具告知书：{'；'.join(what)}")
        self.what = what


class Docket(NamedTuple):
    """A case: one of its rounds, what was kept of it, what people have decided, and where all of it lies.

    `rules` is the id or path of the profile, by which children load it as well. `pool` is who assembles the case anew
    where a page is put elsewhere; without one it is done here.
    """

    home: Home
    out: Store
    settings: Settings
    rules: str
    profile: Profile
    key: str
    round: Round
    kept: Kept
    taken: tuple[Taken, ...]
    pool: Pool | None = None

    @property
    def case(self) -> Case:
        """The case as it was assembled. Raises `CaseError` where the dossier is in quarantine."""
        if self.kept.case is None:
            raise CaseError("quarantined", QUARANTINED)
        return self.kept.case

    @property
    def organ(self) -> str:
        """The id of the organisation whose case it is. Raises `CaseError` where the record is lost."""
        return self.record().organ.id

    def under(self, taken: tuple[Taken, ...]) -> "Docket":
        """The same with its pages where these decisions put them. Raises `CaseError`, `StoreError`, `WorkersError`."""
        try:
            kept = refiled(self.kept, taken, self.home.store, self.settings, self.rules, self.pool)
        except NotKeptError:
            raise CaseError("not_kept", NOT_KEPT) from None
        return self._replace(kept=kept)

    def matter(self, taken: tuple[Taken, ...], stamp: Stamp | None = None) -> Matter:
        """What was handed in, with these decisions."""
        return self.kept.matter.model_copy(update={"decisions": taken, "stamp": stamp})

    def made(self, taken: tuple[Taken, ...], stamp: Stamp | None = None) -> Made:
        """What the round comes to under these decisions."""
        return made(self.matter(taken, stamp), self.under(taken).case, self.profile)

    def concluded(self, taken: tuple[Taken, ...]) -> Conclusion:
        """The findings under these decisions."""
        return concluded(self.kept.matter, self.under(taken).case, self.profile, taken)

    def record(self) -> CaseRecord:
        """As it was published. Raises `CaseError`."""
        return CaseRecord.model_validate_json(self.published(RECORD))

    def published(self, name: str) -> bytes:
        """A file of the round as it lies in the output. Raises `CaseError`."""
        try:
            return self.out.get(f"{folder(self.key, self.round.number)}/{name}")
        except NotStoredError:
            raise CaseError("lost_output", "本轮的记录不在输出位置；请重新运行 jujian run。") from None

    def settled(self, made: Made) -> Round:
        """The round as the ledger has it with this."""
        outputs = {name: hashlib.sha256(content).hexdigest() for name, content in made.published.items()}
        row = self.row(made).model_dump(mode="json")
        return self.round.model_copy(update={"outputs": outputs, "row": row, "gist": made.gist})

    def reopened(self) -> "Docket":
        """The same, as it is kept now."""
        kept = fetch(self.home.store, self.round.case_id, self.round.number) or self.kept
        round = self.home.ledger.round(self.round.case_id, self.round.number) or self.round
        return self._replace(kept=kept, round=round, taken=self.home.ledger.decisions(round.case_id, round.number))

    def put(self, made: Made) -> None:
        """Publish it, its row of the summary included, and tell those who follow the feed."""
        keep(self.home, self.round.case_id, self.round.number, made)
        publish(self.out, self.key, self.round.number, made.published)
        _put_row(self.out, self.row(made))
        feed(self.home)

    def put_standing(self) -> None:
        """Let summary and feed say how the case stands: ended by a person, or as its round does."""
        _put_row(self.out, standing_row(self.round))
        feed(self.home)

    def row(self, made: Made) -> SummaryRow:
        """The row of the summary, with the new numbers."""
        numbers = {"status": made.status, "items": made.items, "referrals": made.referrals, "flags": made.flags}
        return SummaryRow.model_validate(self.round.row).model_copy(update=numbers)


@contextmanager
def opened_docket(
    key: str, out: str, settings: Settings, profile: str, number: int | None = None, pool: Pool | None = None
) -> Iterator[Docket]:
    """The case of this key in this round, by default the last.

    Raises `CaseError`, `ProfileError`, `StoreError` and `LedgerError`.
    """
    key = unicodedata.normalize("NFC", key)
    rules = load_profile(profile)
    if not out.startswith(S3_SCHEME) and open_store(out, settings).stat(SUMMARY) is None:
        raise CaseError("no_such_output", "输出位置没有处理结果；请核对 --out，或先运行 jujian run。")
    with open_home(out, settings) as home:
        case_id = home.ledger.case_of(key)
        round = (home.ledger.round(case_id, number) if number else home.ledger.last_round(case_id)) if case_id else None
        if round is None or round.row is None:
            raise CaseError("no_such_case", f"输出位置没有卷宗“{key}”；请核对卷宗名称和 --out，或先运行 jujian run。")
        kept = fetch(home.store, round.case_id, round.number)
        if kept is None:
            raise CaseError("not_kept", f"卷宗“{key}”本轮由较早的程序处理，没有可供重审的底稿；请重新运行 jujian run。")
        taken = home.ledger.decisions(round.case_id, round.number)
        law = kept.matter.law(rules)
        yield Docket(home, open_store(out, settings), settings, profile, law, key, round, kept, taken, pool)
        home.save()


def standing_row(round: Round) -> SummaryRow:
    """The row of a round that was made: with the ending of its case, where a person has ended it."""
    return SummaryRow.model_validate(round.standing)


def refuse_closed(docket: Docket) -> None:
    """Raises `CaseError` where a person has ended the case."""
    if docket.round.closed:
        raise CaseError("closed", "本卷宗已由主管办结（视为放弃或查实）；须先由主管撤销（jujian case reinstate），才能继续。")


def as_seen(docket: Docket) -> None:
    """Raises `CaseError` where the case was ended, or the round no longer comes to what was published and seen: other rules, or
    a newer program.
    """
    refuse_closed(docket)
    if docket.record().profile.sha256 != docket.profile.sha256:
        raise CaseError("other_rules", "规则集与处理本轮时不同；请用原规则集（--profile），或重新运行 jujian run 后再决定。")
    if json_of(docket.concluded(docket.taken).deficiencies) != docket.published(LIST):
        raise CaseError("other_findings", "现有程序对本轮得出的清单与已输出的不同；请重新运行 jujian run，核对后再决定。")


def _put_row(out: Store, row: SummaryRow) -> None:
    """Put the row in place of the dossier's old one."""
    summary = Summary.model_validate_json(out.get(SUMMARY))
    publish_summary(out, [row if each.key == row.key else each for each in summary.dossiers], summary.ignored)
