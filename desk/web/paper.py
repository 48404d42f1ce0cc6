"""Pages from templates: everything in them is escaped, and each knows who is signed in."""

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desk.web import views, words
from schemas.document import DOCUMENT_NAMES
from schemas.terms.numbers import mask_id, mask_phone

HERE = Path(__file__).parent
_STATIC = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:10] for path in (HERE / "static").iterdir()}

_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_templates.globals |= {"words": words, "views": views, "document_names": DOCUMENT_NAMES, "versions": _STATIC}
_templates.filters |= {"mask_id": mask_id, "mask_phone": mask_phone, "unfilled": lambda text: re.sub(r"\{\w+\}", "××", text)}


def page(request: Request, template: str, **values: Any) -> Response:
    """The template with these values, the person at the desk and today's date."""
    seat = getattr(request.state, "seat", None)
    text = _templates.get_template(template).render(seat=seat, today=date.today(), path=request.url.path, **values)
    return HTMLResponse(text)
