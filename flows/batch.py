"""The same batch as a flow run of Prefect: a task per dossier on threads, retries, and a table of what came out.

Prefect hears case ids, rule codes, counts and, in the name of the run, the correlation id, nothing else: names, keys and
paths of dossiers are personal data. So the batch itself is not a parameter of the flow, and rows come back in memory and
are not persisted. The id is no tag: for every new tag Prefect starts a thread that never ends.
"""

from collections import Counter
from typing import Any

import httpx
from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.exceptions import PrefectHTTPStatusError
from prefect.futures import PrefectFuture
from prefect.runtime import task_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.dossier import OutsideError
from flows.publish import LIST, folder
from flows.run import Batch, ServerError
from schemas.deficiencies import DeficiencyList
from schemas.summary import Summary, SummaryRow

RETRIES = 2
RETRY_SECONDS = 10


def run_under_prefect(batch: Batch, retry_seconds: float = RETRY_SECONDS) -> Summary:
    """Every dossier as a task of one flow run on the server that ``PREFECT_API_URL`` names. Raises `ServerError`."""

    def goes_on(*_: object) -> bool:
        return not batch.office.shop.pool.closed

    @task(
        name="dossier",
        task_run_name=lambda: named(batch, task_run.parameters["case_id"]),
        retries=RETRIES,
        retry_delay_seconds=retry_seconds,
        retry_condition_fn=goes_on,
        persist_result=False,
    )
    def dossier(case_id: str) -> SummaryRow | None:
        return batch.attempt(case_id)

    @flow(
        name="jujian-batch",
        task_runner=ThreadPoolTaskRunner(max_workers=batch.office.shop.settings.workers + 1),  # type: ignore[arg-type]
        validate_parameters=False,
        persist_result=False,
    )
    def jujian_batch(dossiers: int) -> list[SummaryRow | None]:
        waiting = {case_id: dossier.submit(case_id) for case_id in batch.tickets}
        rows = [_row(batch, case_id, future) for case_id, future in waiting.items()]
        create_table_artifact(
            table=[_shown(batch, row) for row in rows if row], key="jujian-batch", description=f"{dossiers} dossiers"
        )
        return rows

    try:
        rows = jujian_batch(len(batch.tickets))
    except (httpx.HTTPError, PrefectHTTPStatusError, RuntimeError) as error:
        reason = f"Prefect 服务不可用（{type(error).__name__}）；请检查 PREFECT_API_URL，或取消设置后直接运行。"
        raise ServerError(reason) from None
    return batch.finish(rows)


def named(batch: Batch, case_id: str) -> str:
    """What the run of a dossier is called: case id and correlation id."""
    return f"{case_id} {batch.tickets[case_id].correlation}"


def _row(batch: Batch, case_id: str, future: PrefectFuture[SummaryRow | None]) -> SummaryRow | None:
    """The dossier's row; where its surroundings failed at the last retry as well, the row that says so."""
    try:
        row = future.result()
    except OutsideError as error:
        row = batch.give_up(case_id, error.code)
    batch.watcher.dossier()
    return row


def _shown(batch: Batch, row: SummaryRow) -> dict[str, Any]:
    """A line of the artifact."""
    codes: Counter[str] = Counter()
    if row.round:
        found = DeficiencyList.model_validate_json(batch.office.out.get(f"{folder(row.key, row.round)}/{LIST}"))
        codes.update(item.code for item in found.items)
    return {
        "case_id": row.case_id,
        "status": row.status,
        "pages": row.pages,
        "items": row.items,
        "referrals": row.referrals,
        "codes": " ".join(sorted(codes)),
        "error": row.error.code if row.error else "",
        "seconds": row.seconds,
    }
