"""The pool of Prefect's process workers: what waits there to be done, and one of the workers."""

import asyncio
import logging
import os
from contextlib import suppress

import httpx
from prefect import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists, PrefectHTTPStatusError
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType
from prefect.utilities.processutils import setup_signal_handlers_worker
from prefect.workers.process import ProcessWorker

from flows.nights import CRON, PLACES, TIMEZONE, jujian_inbox, jujian_nightly
from flows.run import Order, ServerError

POOL = "jujian"


def register() -> None:
    """Have the pool and its deployments on the server, as ``infra/service/prefect.yaml`` says them. Raises `ServerError`.

    No deployment limits how often it runs at once: a night whose machine died would hold up all that follow.
    """
    try:
        _register()
    except (httpx.HTTPError, PrefectHTTPStatusError, RuntimeError) as error:
        raise ServerError(f"Prefect 服务不可用（{type(error).__name__}）；请检查 PREFECT_API_URL。") from None


def _register() -> None:
    with get_client(sync_client=True) as client, suppress(ObjectAlreadyExists):
        template = ProcessWorker.get_default_base_job_template()
        client.create_work_pool(WorkPoolCreate(name=POOL, type=ProcessWorker.type, base_job_template=template))
    night = Cron(CRON, timezone=TIMEZONE)
    for flow, name, schedule in ((jujian_nightly, "nightly", night), (jujian_inbox, "batch", None)):
        # By module: by path the whole folder would be copied for every run, and Prefect would learn the path.
        deployment = RunnerDeployment.from_flow(
            flow, name, schedule=schedule, work_pool_name=POOL, entrypoint_type=EntrypointType.MODULE_PATH
        )
        deployment.apply()


def work(order: Order) -> None:
    """Be a worker of the pool until told to stop. Its runs learn from the environment what they are about."""
    os.environ.update(dict(zip(PLACES, (order.source, order.out, order.profile), strict=True)))
    logging.getLogger("asyncio").addFilter(_is_trouble)
    setup_signal_handlers_worker(os.getpid(), POOL, _silent)
    with suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(ProcessWorker(work_pool_name=POOL).start(printer=_silent))


def _is_trouble(record: logging.LogRecord) -> bool:
    """Not that a connection to a run that was just ending is given up: Python 3.11 says so with a traceback."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


def _silent(*_: object, **__: object) -> None:
    """What a worker says of itself stands on Prefect's page."""
