"""Where the parts of a service on one machine are: written down in its folder for `jujian status` and for the command line."""

import json
import shlex
from collections.abc import MutableMapping
from pathlib import Path
from typing import NamedTuple

from infra.ledger import FILE
from infra.local_prefect import LocalPrefect
from infra.local_s3 import BUCKET, LocalS3
from infra.private import make_folder
from infra.settings import Settings
from infra.store import S3_SCHEME, join_url

SERVICE = "service.json"
ENVIRONMENT = "service.env"


class Places(NamedTuple):
    """Where things are: the folder, inbox and output (addresses), the two ports on this machine, the address of a ledger
    that all can reach where the output's own cannot be, and the port of the service's own S3 server if it has one.
    """

    folder: Path
    inbox: str
    out: str
    port: int
    prefect_port: int
    ledger: str | None = None
    s3_port: int | None = None

    @property
    def prefect(self) -> LocalPrefect:
        return LocalPrefect(self.folder / "prefect", self.prefect_port)

    @property
    def s3(self) -> LocalS3 | None:
        return LocalS3(self.folder / "s3", self.s3_port) if self.s3_port else None

    def lead(self, environment: MutableMapping[str, str]) -> None:
        """Have what is started with this environment find ledger and store."""
        if self.s3:
            self.s3.lead(environment)
        if self.ledger:
            environment["JUJIAN_LEDGER"] = self.ledger


def places_of(folder: Path, store: str | None, s3_port: int | None, ports: tuple[int, int], settings: Settings) -> Places:
    """Those of a service in this folder, with its data there or in a store. `ports` are the desk's and Prefect's."""
    base = f"{S3_SCHEME}{BUCKET}" if s3_port else store or str(folder)
    ledger = f"sqlite:///{folder / FILE}" if base != str(folder) and not settings.ledger else None
    return Places(folder, join_url(base, "inbox"), join_url(base, "out"), *ports, ledger, s3_port)


def write_down(places: Places) -> None:
    """For `jujian status`, and as variables for a shell: no secret is in it."""
    said = {**places._asdict(), "folder": str(places.folder)}
    (places.folder / SERVICE).write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    variables: dict[str, str] = {}
    places.lead(variables)
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in variables.items()]
    (places.folder / ENVIRONMENT).write_text("".join(lines), encoding="utf-8")


def known_places(folder: Path) -> Places | None:
    """Where the service of this folder was started last."""
    try:
        said = json.loads((folder / SERVICE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Places(**{**said, "folder": folder})


def prepare(places: Places) -> None:
    """Make the folders and secrets that are not there. Raises `StoreError`."""
    places.prefect.prepare()
    if places.s3:
        places.s3.prepare()
    elif not places.out.startswith(S3_SCHEME):
        make_folder(Path(places.inbox))
        make_folder(Path(places.out))
