"""What people did beside deciding, in a line each: for the terminal and for the browser."""

from collections.abc import Iterable, Mapping

from schemas.acts import Abandonment, Act, Check, FraudFinding, Recorded, Reinstatement, Service, closings


def in_words(each: Recorded, names: Mapping[str, str] | None = None) -> str:
    """What was done. `names` says what documents are called, by their ids."""
    act: Act = each.act
    match act:
        case Check():
            return "复核"
        case Service():
            who = act.received_by and f"签收人 {act.received_by}"
            return "　".join(filter(None, (f"送达：{act.on} {act.how}", who, act.note)))
        case Abandonment():
            return f"视为放弃：{act.grounds}"
        case FraudFinding():
            documents = "、".join((names or {}).get(id, id) for id in act.documents)
            return f"查实：{documents}；{act.verified_on} 由{act.found_by}查实；{act.grounds}"
        case Reinstatement():
            return f"撤销：{act.reason}"


def taken_back(acts: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """The acts that ended the case and were taken back since."""
    acts = tuple(acts)
    standing = closings(acts)
    return tuple(each for each in acts if isinstance(each.act, Abandonment | FraudFinding) and each not in standing)
