"""An invented case with its list, small enough to read, for the tests of the notice."""

from schemas.case import Applicant, Application, Case, EmployerReview, Expert, Publicity
from schemas.check import Evidence
from schemas.deficiencies import Announced, DeficiencyList, Flag, Item, Referral
from schemas.document import Document
from schemas.field import Field
from schemas.files import FileRecord
from schemas.geometry import PageRef
from schemas.profile import Profile

AWKWARD = '阿依努尔·买买提 #1 *粗* _下_ $x$ <b>&amp; @e `c` \\n "q" [a](b) ~~'
SCAN = "合订/申报材料 #1_*&<最终>.pdf"


def read(value: object) -> Field:
    """A field that was read."""
    return Field(value=value, raw=str(value), state="read")


def profile(**changes: object) -> Profile:
    """A small profile: an organ, a regulation, a sentence of its own."""
    said: dict[str, object] = {
        "id": "example-2024",
        "version": "1",
        "sha256": "0" * 64,
        "regulation": "示人社发〔2024〕1号",
        "regulation_title": "示例市高级职称考核认定办法",
        "effective": "2024-01-01",
        "article": "三",
        "organ": {
            "id": "o1",
            "name": "示例市职称评审服务中心",
            "address": "示例市一号楼",
            "phone": "000-0000000",
            "contact": "钱某",
        },
        "settings": {},
        "rules": (),
        "series": (),
        "titles": {},
        "catalogues": (),
        "wording": {"notice": {"consequence": "逾期未补正的，视为放弃。", "abbreviations": {"U40": "《职称评审管理暂行规定》"}}},
    }
    return Profile.model_validate(said | changes)


def case(name: str = AWKWARD) -> Case:
    """An applicant, two files, a form on pages 2 and 3 of the scan, a publicity certificate on page 5."""
    pages = {"recommendation_form": (2, 3), "publicity_certificate": (5,)}
    documents = tuple(
        Document(id=f"d{index}", type=kind, pages=tuple(PageRef(file=SCAN, page=page) for page in numbers))
        for index, (kind, numbers) in enumerate(pages.items())
    )
    return Case(
        case_id="c1",
        dossier_key="k",
        round=1,
        received_at="2026-11-23",
        submitted_on="2026-11-23",
        declared_path="employed",
        applicant=Applicant(name=read(name), id_number=read("11010519491231002X"), phone=read("13800138000")),
        application=Application(conditions=read([1, 3]), level=read("正高级"), series=read("工程技术人员")),
        experts=(Expert(name=read("周某"), document="d0"),),
        plus_one=None,
        employer_review=EmployerReview(publicity=Publicity(document="d1")),
        documents=documents,
        files=(
            record(SCAN, 9),
            record("材料.zip", 0, media="application/zip"),
            record("材料.zip!/证书/锁.pdf", 0, status="encrypted"),
            record("Thumbs.db", 0, status="ignored"),
        ),
        pages=(),
    )


def record(path: str, pages: int, status: str = "read", media: str = "application/pdf") -> FileRecord:
    """A file of the dossier."""
    return FileRecord.model_validate(
        {"path": path, "sha256": "0" * 64, "size": 1, "media_type": media, "pages": pages, "status": status}
    )


def item(no: int, **changes: object) -> Item:
    """An item of the list: the second page of the form, unless told otherwise."""
    said: dict[str, object] = {
        "no": no,
        "code": "REC-01",
        "subject": None,
        "severity": "missing",
        "title": "举荐专家不足3名",
        "message": "举荐专家仅2名",
        "remedy": "举荐专家仅2名,请补充至3名具有正高级职称的业内专家举荐。",
        "basis": ("本办法第四条(3名)",),
        "where": (Evidence(file=SCAN, page=3), Evidence(file=SCAN, page=2)),
    }
    return Item.model_validate(said | changes)


def deficiencies(*items: Item) -> DeficiencyList:
    """A list with these items, an announcement for item 1, and a referral and a flag that must stay out of the notice."""
    return DeficiencyList(
        case_id="c1",
        dossier_key="k",
        round=1,
        status="deficient",
        items=items,
        announced=(
            Announced(no=1, code="REC-03", text="每名举荐专家应填写正高级职称。"),
            Announced(no=1, code="REC-04", text="每名举荐专家应填写正高级职称。"),
            Announced(no=2, code="UNI-01", text="推荐意见应有明确结论。"),
        ),
        referrals=(Referral(code="REC-09", subject=None, question="此处是否为签名？", where=()),),
        flags=(Flag(code="FLG-01", subject=None, message="疑似编辑痕迹", where=(), promotable=False),),
    )
