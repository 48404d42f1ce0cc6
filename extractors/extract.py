"""Extract: a document's pages become fields and blocks, each type by the module that knows its forms."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from schemas.document import Document
from schemas.page import Sheet
from schemas.profile import Profile

Read = Callable[[Document, Sequence[Sheet], Profile], Document]

MODULES: dict[str, str] = {
    "recommendation_form": "recommendation_form",
    "application_form": "application_form",
    "employer_opinion": "employer_opinion",
    "publicity_certificate": "publicity_certificate",
    "commitment_letter": "commitment_letter",
    "material_list": "material_list",
    "identity_card": "identity_card",
    "residence_permit": "identity_card",
    "passport": "identity_card",
    "diploma": "diploma",
    "degree_certificate": "diploma",
    "title_certificate": "title_certificate",
    "vocational_certificate": "title_certificate",
    "overseas_qualification": "overseas_qualification",
    "overseas_verification": "overseas_qualification",
    "labour_contract": "labour_contract",
    "social_insurance_record": "social_insurance_record",
    "employment_certificate": "employment_certificate",
    "award_certificate": "award_certificate",
    "patent_certificate": "patent_certificate",
    "software_copyright": "software_copyright",
    "paper": "paper",
    "retrieval_report": "paper",
    "book_or_standard": "book_or_standard",
    "project_approval": "project",
    "project_acceptance": "project",
    "benefit_certificate": "benefit_certificate",
    "talent_programme": "talent_programme",
    "heritage_certificate": "heritage_certificate",
    "association_letter": "association_letter",
    "media_report": "media_report",
}
"""Document type -> the module in `extractors.documents` whose ``read(document, sheets, profile)`` fills it."""


def extract(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with fields, blocks, tags and text. `sheets` are its own pages, in order."""
    plain = document.model_copy(update={"text": "\n".join(sheet.page.text for sheet in sheets)})
    read = reader(document.type)
    return read(plain, sheets, profile) if read else plain


def reader(type: str) -> Read | None:
    """The function that reads this type; None for one that has no fields (``other``)."""
    module = MODULES.get(type)
    if module is None or find_spec(f"extractors.documents.{module}") is None:
        return None
    read: Read = import_module(f"extractors.documents.{module}").read
    return read
