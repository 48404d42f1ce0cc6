"""Fields of knowledge by their words: whether what two people work on has anything in common at all (Art. 4, 业内)."""

from collections.abc import Iterable, Mapping

from schemas.terms.text import fold, is_han


def far_apart(theirs: Iterable[str], ours: Iterable[str], words: Mapping[str, Iterable[str]]) -> bool:
    """Whether two descriptions lie in different fields and share no word.

    `words` names each field by words of it (the profile's ``fields.words``). What belongs to no known field is not far.
    """
    mine, others = list(map(fold, theirs)), list(map(fold, ours))
    a, b = fields_of(mine, words), fields_of(others, words)
    return bool(a and b) and not a & b and not bigrams(mine) & bigrams(others)


def fields_of(texts: Iterable[str], words: Mapping[str, Iterable[str]]) -> set[str]:
    """The fields whose words occur in the texts."""
    said = "\n".join(texts)
    return {field for field, known in words.items() if any(word in said for word in known)}


_COMMON = frozenset(
    {
        "技术",
        "研究",
        "应用",
        "专业",
        "人员",
        "高级",
        "正高",
        "工程",
        "管理",
        "程师",
        "级工",
        "教授",
        "系统",
        "方法",
        "设计",
        "人才",
    }
)


def bigrams(texts: Iterable[str]) -> set[str]:
    """Pairs of neighbouring Han characters that say something of the subject."""
    pairs = {text[i : i + 2] for text in texts for i in range(len(text) - 1)}
    return {pair for pair in pairs if all(map(is_han, pair))} - _COMMON
