"""Generated cases, and what may happen to their files without a word of them changing."""

import hashlib
import random

from schemas.case import Case, PageState
from schemas.document import PagePlacement
from schemas.files import FileRecord
from schemas.geometry import PageRef
from tests.generator.undrawn import undrawn

SEED = 51
MANY = 10**6


def case_of(number, faults=True):
    """A case of the tests' own seed."""
    return undrawn(SEED, number, faults).case


def renamed(case, chance):
    """Every file under another name, as if the clerk had sorted them; the bytes are the same."""
    paths = [file.path for file in case.files]
    new = {path: f"新的文件夹{chance.randint(1, 3)}/{index:03d}.{path.rsplit('.', 1)[-1]}" for index, path in enumerate(paths)}

    def walk(value):
        if isinstance(value, dict):
            return {key: new.get(each, each) if key in ("file", "path") and isinstance(each, str) else walk(each)
                    for key, each in value.items()}  # fmt: skip
        return [walk(each) for each in value] if isinstance(value, list | tuple) else value

    return Case.model_validate(walk(case.model_dump()))


def shuffled(case, chance):
    """The files, their pages and the documents on them in another order."""
    orders = {name: list(getattr(case, name)) for name in ("files", "pages", "documents", "seals")}
    for order in orders.values():
        chance.shuffle(order)
    return case.model_copy(update={name: tuple(order) for name, order in orders.items()})


def joined(case, name="其他/补充的说明.pdf"):
    """With a file more, of which nothing is known but that it can be read."""
    ref = PageRef(file=name, page=1)
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    file = FileRecord(path=name, sha256=sha256, size=1, media_type="application/pdf", pages=1, status="read")
    placement = PagePlacement(ref=ref, place="duplicate")
    page = PageState(ref=ref, quality="read", quality_reason="", placement=placement, reader="truth")
    return case.model_copy(update={"files": (*case.files, file), "pages": (*case.pages, page)})


def altered(case, path):
    """The same with other bytes in one file."""
    files = [f.model_copy(update={"sha256": f.sha256[::-1]}) if f.path == path else f for f in case.files]
    return case.model_copy(update={"files": tuple(files)})


def chance_of(number):
    return random.Random(f"chance {number}")
