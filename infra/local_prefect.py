"""A local Prefect server: its password, and how it is started.

It listens on the loopback only. Whoever may speak to it can have the worker run what they please, so it wants a password
that only the owner of its folder can read: neither others on this machine nor a page in somebody's browser know it.
"""

import base64
import secrets
import sys
from pathlib import Path
from typing import NamedTuple

from infra.private import make_folder
from infra.store_directory import DirectoryStore

NAME = "password"
SIZE = 32
"""How many random bytes the password has."""


class LocalPrefect(NamedTuple):
    """A server with everything it keeps in a folder of its own."""

    folder: Path
    port: int

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api(self) -> str:
        return f"{self.page}/api"

    @property
    def password(self) -> Path:
        """The file of its password, private to its owner."""
        return self.folder / "keys" / NAME

    def prepare(self) -> None:
        """Make its folder, and the password if it is not there yet. Raises `StoreError`."""
        make_folder(self.folder)
        DirectoryStore(self.password.parent).put_if_absent(NAME, secrets.token_hex(SIZE).encode())

    def command(self) -> list[str]:
        """What starts it."""
        return [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.port)]

    def own_variables(self) -> dict[str, str]:
        """What the server itself is told: it answers its own page, on this machine, and who knows the password."""
        pages = f"{self.page},http://localhost:{self.port}"
        return self.variables() | {
            "PREFECT_SERVER_API_AUTH_STRING": self.password.read_text(),
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": pages,
        }

    def variables(self) -> dict[str, str]:
        """What those that work with it are told."""
        home = {"PREFECT_HOME": str(self.folder), "PREFECT_API_URL": self.api}
        return home | {"PREFECT_API_AUTH_STRING": self.password.read_text()}

    def headers(self) -> dict[str, str]:
        """Those of a request to it."""
        return headers(self.password.read_text())


def headers(password: str) -> dict[str, str]:
    """What a request brings to a Prefect server with this password (or ``name:password``)."""
    return {"Authorization": f"Basic {base64.b64encode(password.encode()).decode()}"}
