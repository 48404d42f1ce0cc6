"""Chinese numerals of items and articles: 一 to 十."""

SIGNS = "〇一二三四五六七八九十"


def numeral(number: int) -> str:
    """2 is 二. Raises `IndexError` beyond ten."""
    return SIGNS[number]
