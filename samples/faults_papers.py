"""Faults of the employer's review, of the applicant's own forms, and of the evidence."""

from copy import deepcopy
from random import Random

from samples.people import Person, han_name, person
from samples.plant import Plant, Suits, condition, employed, fault
from samples.story import Achievement, Proof, Story, add_days, after_working_days, next_workday

_PUB = "/employer_review/publicity"
_OPN = "/employer_review/opinion"
_PUBLICITY_RULES = {"PUB-01", "PUB-02", "PUB-04", "PUB-05", "PUB-06", "PUB-07", "PUB-08"}
_OPINION_RULES = {"PUB-06", "UNI-01", "UNI-03", "UNI-04", "UNI-05"}
_FORM_RULES = {"APP-01", "APP-05", "APP-06", "APP-07", "PLU-01", "REC-01"}
_EVIDENCE_RULES = {"EVD-01", "EVD-03", "EVD-04", "EVD-10"}


def has_kind(*kinds: str) -> Suits:
    """Some achievement is of one of these kinds."""
    return lambda story, _plant: any(one.kind in kinds for one in story.achievements)


@fault("PUB-01", "publicity")
def publicity_without_end(_rng: Random, story: Story, plant: Plant) -> None:
    story.publicity.end = None
    plant.item("PUB-01", _PUB)
    plant.asks("PUB-02", "PUB-03", "PUB-06", subject=_PUB)


@fault("PUB-02", "publicity")
def publicity_too_short(rng: Random, story: Story, plant: Plant) -> None:
    start = str(story.publicity.start)
    story.publicity.end = after_working_days(start, rng.randint(3, 4))
    plant.item("PUB-02", _PUB)


@fault("PUB-03", "publicity")
def publicity_short_without_its_first_day(_rng: Random, story: Story, plant: Plant) -> None:
    story.publicity.end = after_working_days(str(story.publicity.start), 5)
    plant.hint("PUB-03", _PUB)


@fault("PUB-04", "publicity unit")
def publicity_without_result(_rng: Random, story: Story, plant: Plant) -> None:
    story.publicity.result = None
    story.opinion.text = str(story.opinion.text).split("；")[0].split("。")[0] + "。同意推荐。"
    plant.may("UNI-06", subject=_OPN)
    plant.item("PUB-04", _PUB)


@fault("PUB-05", "publicity unit")
def objection_without_finding(_rng: Random, story: Story, plant: Plant) -> None:
    story.publicity.result = "公示期间收到1名职工对业绩排名的异议。"
    story.opinion.text = str(story.opinion.text).split("；")[0].split("。")[0] + "。同意推荐。"
    plant.may("UNI-06", subject=_OPN)
    plant.item("PUB-05", _PUB)


@fault("PUB-06", "unit publicity")
def opinion_before_publicity_ended(_rng: Random, story: Story, plant: Plant) -> None:
    story.opinion.signed_on = next_workday(add_days(str(story.publicity.start), 1))
    plant.item("PUB-06", _OPN, alt_subjects=[_PUB])


@fault("PUB-07", "publicity", employed)
def publicity_by_another_body(rng: Random, story: Story, plant: Plant) -> None:
    story.publicity.issuer = rng.choice([one for one in story.trade.employers if one != story.reviewer.name])
    plant.item("PUB-07", _PUB)


@fault("PUB-08", "publicity apply")
def publicity_of_others(rng: Random, story: Story, plant: Plant) -> None:
    story.publicity.names = [han_name(rng, "男"), han_name(rng, "女")]
    plant.item("PUB-08", _PUB)
    plant.may("XCH-01", "FIL-07")
    plant.asks("EVD-02", "FIL-07")


@fault("UNI-01", "unit")
def opinion_without_conclusion(_rng: Random, story: Story, plant: Plant) -> None:
    story.opinion.text, story.opinion.conclusion = str(story.opinion.text).split("同意推荐")[0].rsplit("。", 1)[0] + "。", "none"
    plant.item("UNI-01", _OPN)


@fault("UNI-03", "seal")
def opinion_without_seal(_rng: Random, story: Story, plant: Plant) -> None:
    story.opinion.sealed = False
    plant.item("UNI-03", _OPN)


@fault("UNI-04", "unit")
def opinion_without_date(_rng: Random, story: Story, plant: Plant) -> None:
    story.opinion.signed_on = None
    plant.item("UNI-04", _OPN)
    plant.asks("PUB-06", subject=_OPN)


@fault("UNI-05", "seal", employed)
def opinion_with_another_seal(rng: Random, story: Story, plant: Plant) -> None:
    story.opinion.seal_text = rng.choice([one for one in story.trade.employers if one != story.reviewer.name])
    plant.item("UNI-05", _OPN)


@fault("DOC-01", "form experts name title opinion signed dated plus hints")
def no_recommendation(_rng: Random, story: Story, plant: Plant) -> None:
    story.absent.add("rec")
    plant.item("DOC-01")
    plant.asks("PLU-01", "REC-01")
    plant.announced |= _FORM_RULES | {f"REC-{n:02d}" for n in range(2, 13)}
    plant.announced |= {"PLU-02", "PLU-03", "PLU-04", "PLU-05", "PLU-06", "PLU-07", "PLU-08", "PLU-09", "PLU-15"}


@fault("DOC-03", "unit seal", employed)
def no_employer_opinion(_rng: Random, story: Story, plant: Plant) -> None:
    story.absent.add("opn")
    plant.item("DOC-03")
    plant.announced |= _OPINION_RULES


@fault("DOC-04", "publicity unit", employed)
def no_publicity(_rng: Random, story: Story, plant: Plant) -> None:
    story.absent.add("pub")
    story.opinion.text = str(story.opinion.text).split("；")[0].split("。")[0] + "。同意推荐申报。"
    plant.may("UNI-06", subject=_OPN)
    plant.item("DOC-04", referral_ok=True)
    plant.asks("DOC-04")
    plant.announced |= _PUBLICITY_RULES


@fault("DOC-05", "employment", employed)
def no_proof_of_employment(_rng: Random, story: Story, plant: Plant) -> None:
    story.absent |= {"contract", "social"}
    plant.item("DOC-05", referral_ok=True)
    plant.asks("DOC-05")
    plant.announced.add("EMP-04")


@fault("EMP-04", "employment", employed)
def contract_has_run_out(rng: Random, story: Story, plant: Plant) -> None:
    assert story.contract is not None
    story.absent.add("social")
    story.contract.end = add_days(story.submitted_on, -rng.randint(70, 200))
    story.contract.start = story.contract.signed_on = add_days(story.contract.end, -1094)
    plant.item("EMP-04")


@fault("EMP-08", "publicity unit", lambda story, _plant: story.path == "freelance")
def freelancer_without_publicity(_rng: Random, story: Story, plant: Plant) -> None:
    story.absent.add("pub")
    story.opinion.text = str(story.opinion.text).split("；")[0].split("。")[0] + "。同意推荐申报。"
    plant.may("UNI-06", subject=_OPN)
    plant.item("EMP-08")
    plant.announced |= _PUBLICITY_RULES


@fault("APP-03", "identity")
def birth_differs(_rng: Random, story: Story, plant: Plant) -> None:
    true, who = story.applicant.birth, story.applicant
    story.card.person = deepcopy(who)
    month = int(true[5:7]) % 12 + 1
    who.birth = f"{true[:4]}-{month:02d}-{true[8:]}"
    plant.item("APP-03", "/applicant")
    plant.alt["/applicant/birth_date"] = [true, who.birth]


@fault("APP-05", "apply")
def no_level(_rng: Random, story: Story, plant: Plant) -> None:
    plant.alt["/application/level"] = [None, story.level]
    story.level = ""
    plant.item("APP-05", "/application/level")
    plant.asks("PUB-08", subject=_PUB)
    plant.asks("XCH-02")


@fault("APP-06", "apply")
def no_specialty(_rng: Random, story: Story, plant: Plant) -> None:
    plant.alt["/application/specialty"] = [None, story.specialty]
    story.specialty = ""
    plant.item("APP-06", "/application/specialty")
    plant.asks("REC-14", "XCH-02")


@fault("APP-09", "phone")
def no_phone(_rng: Random, story: Story, plant: Plant) -> None:
    story.form_phone = None
    plant.item("APP-09", "/applicant/phone")


@fault("APP-01", "form-name")
def no_name(_rng: Random, story: Story, plant: Plant) -> None:
    story.form_name = None
    plant.alt["/applicant/name"] = [story.name, None]
    plant.item("APP-01", "/applicant/name")
    plant.asks("APP-03", "XCH-01", "REC-12", "REC-07")


@fault("APP-07", "apply plus")
def no_condition_and_no_plus_one(_rng: Random, story: Story, plant: Plant) -> None:
    story.conditions, story.plus_one = [], None
    plant.item("APP-07", "/application/conditions")
    plant.item("PLU-01", "/recommendation/plus_one")
    plant.asks("CAT-01", "CAT-03", "CAT-07", "CAT-08", "CAT-09", "PLU-02")
    plant.announced |= {"PLU-02", "PLU-03", "PLU-04", "PLU-05", "PLU-06", "PLU-07", "PLU-08", "PLU-09", "PLU-15"}


@fault("EMP-01", "form-employer", employed)
def no_employer(_rng: Random, story: Story, plant: Plant) -> None:
    story.absent.add("form-employer")
    plant.alt["/applicant/employer"] = [story.reviewer.name, None]
    plant.item("EMP-01", "/applicant/employer")
    plant.asks("PLU-06", subject="/recommendation/plus_one")
    plant.asks("PUB-07", "UNI-05")


@fault("CAT-03", "evidence", condition(2))
def no_qualification(_rng: Random, story: Story, plant: Plant) -> None:
    story.absent |= {"overseas", "verification"}
    plant.item("CAT-03")
    plant.asks("PLU-07", "PLU-02", subject="/recommendation/plus_one")
    plant.announced.add("CAT-04")


@fault("CAT-04", "evidence", condition(2))
def qualification_not_listed(_rng: Random, story: Story, plant: Plant) -> None:
    one = story.extras["overseas"]
    story.absent.add("verification")
    body, issuer = one.data["body"], one.data["issuer"]
    one.fields["title"] = one.data["title"] = f"{issuer}普通会员"
    one.data["english"] = f"Member of the {body}"
    one.alt["title"] = [one.fields["title"], one.data["english"]]
    plant.item("CAT-04", referral_ok=True)
    plant.asks("CAT-04")


@fault("DOC-02", "evidence claim", lambda story, _plant: bool(story.conditions))
def no_evidence(_rng: Random, story: Story, plant: Plant) -> None:
    for index, one in enumerate(story.achievements):
        one.proofs = []
        story.absent.add("association")
        plant.may("EVD-01", "EVD-10", subject=f"/application/achievements/{index}")
    plant.item("DOC-02")
    plant.item({1: "CAT-01", 2: "CAT-07", 3: "CAT-08", 4: "CAT-09"}[story.conditions[0]])
    plant.announced |= _EVIDENCE_RULES


@fault("EVD-01", "evidence claim")
def one_achievement_unproved(_rng: Random, story: Story, plant: Plant) -> None:
    index = len(story.achievements) - 1
    story.achievements[index].proofs = []
    plant.item("EVD-01", f"/application/achievements/{index}")
    plant.may("EVD-10", subject=f"/application/achievements/{index}")
    plant.announced |= _EVIDENCE_RULES - {"EVD-01"}


@fault("FIL-07", "stranger")
def paper_of_another_person(rng: Random, story: Story, plant: Plant) -> None:
    """Somebody else's diploma or title certificate, who bears no likeness to anybody of the dossier in name."""
    other, kind = _stranger(rng, story), rng.choice(("diploma", "title"))
    known = story.extras.get(kind) or story.extras["diploma"]
    one = deepcopy(known)
    one.fields["holder"] = one.data["holder"] = other.name
    changed = {"number": f"{rng.randint(10**13, 10**14 - 1)}", "issuer": one.fields["issuer"]}
    one.fields |= changed
    one.data |= changed | {"gender": other.gender, "birth": other.birth, "id_number": other.id_number}
    story.extras["stranger"] = one
    plant.hint("FIL-07", None)
    plant.may("XCH-01")


def _stranger(rng: Random, story: Story) -> Person:
    """A person whose name has no letter of the applicant's and is nobody's of the dossier."""
    named = {one.name for one in story.experts} | {story.plus_one.name if story.plus_one else None}
    while True:
        other = person(rng)
        if not set(other.name) & set(story.name) and other.name not in named:
            return other


def _pick(story: Story, *kinds: str) -> tuple[int, Achievement]:
    return next((i, one) for i, one in enumerate(story.achievements) if one.kind in kinds)


@fault("EVD-03", "claim", has_kind("award", "patent", "paper"))
def claim_differs(_rng: Random, story: Story, plant: Plant) -> None:
    index, one = _pick(story, "award", "patent", "paper")
    if one.kind == "award":
        rank = one.proofs[0].fields["rank"] % 3 + 1
        one.role = f"第{'一二三'[rank - 1]}完成人"
    else:
        one.date = f"{int(one.date[:4]) - 1}{one.date[4:]}"
    plant.item("EVD-03", f"/application/achievements/{index}")


@fault("EVD-04", "claim", has_kind("patent"))
def patent_not_granted(_rng: Random, story: Story, plant: Plant) -> None:
    index, one = _pick(story, "patent")
    granted = one.proofs[0]
    fields = {key: granted.fields[key] for key in ("holders", "title", "issuer", "number")}
    fields["number"] = fields["number"].removeprefix("ZL ")
    one.proofs = [Proof("other", granted.data, fields, {"number": [fields["number"], granted.fields["number"]]})]
    subject = f"/application/achievements/{index}"
    plant.item("EVD-04", subject)
    plant.may("EVD-01", "EVD-03", subject=subject)


@fault("EVD-10", "claim", has_kind("project"))
def project_without_acceptance(_rng: Random, story: Story, plant: Plant) -> None:
    index, one = _pick(story, "project")
    one.proofs = one.proofs[:1]
    subject = f"/application/achievements/{index}"
    plant.item("EVD-10", subject, referral_ok=True)
    plant.may("EVD-03", subject=subject)
    plant.announced.add("EVD-03")


@fault("EVD-08", "claim", has_kind("award"))
def award_without_date(_rng: Random, story: Story, plant: Plant) -> None:
    index, one = _pick(story, "award")
    proof = one.proofs[0]
    proof.data["issued_on"] = None
    proof.fields.pop("issued_on")
    subject = f"/application/achievements/{index}"
    plant.hint("EVD-08", subject)
    plant.may("EVD-03", subject=subject)


@fault("XCH-01", "diploma")
def diploma_of_another_name(rng: Random, story: Story, plant: Plant) -> None:
    one, name = story.extras["diploma"], story.name
    other = name[:-1] + rng.choice([letter for letter in "霖澍琰" if letter not in name])
    one.fields["holder"] = one.data["holder"] = other
    plant.item("XCH-01", None)
    plant.may("FIL-07")


@fault("XCH-02", "apply publicity", lambda story, _plant: len(story.trade.specialties) > 1)
def specialty_differs(rng: Random, story: Story, plant: Plant) -> None:
    story.publicity.specialty = rng.choice([one for one in story.trade.specialties if one != story.specialty])
    one, other = story.specialty, story.publicity.specialty
    shared = any(one[at : at + 2] in other for at in range(len(one) - 1))
    plant.item("XCH-02", None, alt=["PUB-08"], **({"referral_ok": True} if shared else {}))
    plant.may("PUB-08", subject=_PUB)
    plant.alt["/application/specialty"] = [story.specialty, story.publicity.specialty]


@fault("FIL-09", "contents")
def listed_but_not_there(rng: Random, story: Story, plant: Plant) -> None:
    story.toc_extra.append(rng.choice(("成果鉴定证书", "学会理事聘书", "继续教育学时证明")))
    plant.item("FIL-09")
