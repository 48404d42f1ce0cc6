"""The ledger's tables. Keys of dossiers are personal data and stand in one column only; all else goes by case id."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, MetaData, String, Table, UniqueConstraint

metadata = MetaData()

dossiers = Table(
    "dossiers",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("enrolled_at", String, nullable=False),
)

rounds = Table(
    "rounds",
    metadata,
    Column("case_id", ForeignKey("dossiers.case_id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("received_at", String, nullable=False),  # the day; said once, so that re-runs give the same record
    Column("materials", JSON, nullable=False),  # what is held: [{path, sha256, size}]
    Column("fingerprint", String),  # of all that the outputs below were made from
    Column("outputs", JSON),  # name of the published file: its SHA-256
    Column("row", JSON),  # its line in summary.json
    Column("declared_path", String),  # what the submitting system said of the applicant's path
    Column("gist", JSON),  # what events say of it: the organisation, and the codes of what is to be supplied
    Column("correlation", String),  # of the run that made it
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("dossiers.case_id"), nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("pointer", String),
    Column("code", String),
    Column("subject", String),
    Column("decision", String, nullable=False),
    Column("value", JSON),
    Column("reason", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("about", String),  # digest of the material it is about: when that changes the decision lapses
    Column("machine", JSON),  # what the machine had said
    Column("salt", String),  # of the digest in the audit trail: with this row gone, that digest says nothing
)

notices = Table(
    "notices",
    metadata,
    Column("number", String, primary_key=True),
    Column("case_id", ForeignKey("dossiers.case_id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("deadline", String),
    Column("issued_at", String, nullable=False),
    UniqueConstraint("case_id", "round"),
)

tombstones = Table(  # of cases that were deleted: their rows in `dossiers` keep no key
    "tombstones",
    metadata,
    Column("case_id", ForeignKey("dossiers.case_id"), primary_key=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("salt", String, nullable=False),  # of the digests in the audit trail
)

acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("dossiers.case_id"), nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("at", String, nullable=False),
    Column("act", JSON, nullable=False),  # as schemas.acts has it
    Column("salt", String, nullable=False),  # of the digest in the audit trail, as of a decision
)

recommenders = Table(
    "recommenders",  # 退出名单
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organ", String, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("entry", JSON, nullable=False),  # as schemas.recommenders has it
    Column("salt", String, nullable=False),
)

evidence = Table(
    "evidence",  # pages of 业绩成果佐证材料: hashes, from which nothing can be read
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("dossiers.case_id"), nullable=False, index=True),
    Column("organ", String, nullable=False),
    Column("key", String, nullable=False, index=True),
    Column("picture", String),
    *(Column(f"words_{part}", String, nullable=False, index=True) for part in range(1, 5)),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("case_id", String, nullable=False, index=True),
    Column("event", String, nullable=False),
    Column("detail", JSON, nullable=False),  # numbers and hashes, nothing personal
    Column("digest", String, nullable=False),  # over the digest before and this entry
)

claims = Table(
    "claims",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("wanted", String, nullable=False),  # digest of the work that is to be done
    Column("taken", String),  # digest of the work that was taken last
    Column("fence", Integer, nullable=False),
    Column("beat", Integer, nullable=False),
    Column("code", String),  # why it failed last
    Column("told", String),  # the same as the clerk is told it: what to do about it
    Column("attempts", Integer, nullable=False),
)
