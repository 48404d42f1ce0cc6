"""Han characters, and how common they are: text that is rightly decoded consists mostly of common ones."""


def is_han(char: str) -> bool:
    """Whether this is a Han character of the basic blocks."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "〇"


def common_share(text: str) -> float:
    """The share of its Han characters that are among the common ones of either script; 1 where there are none."""
    han = [char for char in text if is_han(char)]
    return sum(map(_common, han)) / len(han) if han else 1.0


def _common(char: str) -> bool:
    """Level 1 of GB 2312 (3,755 characters, rows 16 to 55) or of Big5 (5,401 characters, rows A4 to C6)."""
    return _first_byte(char, "gb2312", 0xB0, 0xD7) or _first_byte(char, "big5", 0xA4, 0xC6)


def _first_byte(char: str, encoding: str, low: int, high: int) -> bool:
    try:
        return low <= char.encode(encoding)[0] <= high
    except UnicodeEncodeError:
        return False
