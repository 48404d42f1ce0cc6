"""Help in place: what a rule means, and the text of the regulation it rests on."""

from fastapi import APIRouter, HTTPException, Request, Response

from desk.web.law import articles_of, regulation
from desk.web.paper import page
from desk.web.seats import Reader

router = APIRouter()


@router.get("/help")
def overview(request: Request, seat: Reader) -> Response:
    """All rules, and the regulation."""
    profile = seat.room.profile
    return page(request, "help.html", profile=profile, law=regulation(profile))


@router.get("/help/{code}")
def rule(request: Request, code: str, seat: Reader) -> Response:
    """One rule: on its own, or for htmx below the panel where it was asked for."""
    profile = seat.room.profile
    try:
        found = profile.rule(code)
    except KeyError:
        raise HTTPException(404, "没有这条规则。") from None
    template = "rule.html" if request.headers.get("hx-request") else "rule_page.html"
    return page(request, template, rule=found, law=articles_of(found.basis, regulation(profile)))
