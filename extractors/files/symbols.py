"""Ticks and boxes that live in symbol fonts: the character that a reader would see, ☑ or ☐, for the code in the file."""

TICKED, UNTICKED = "☑", "☐"

# Codes as in the fonts' own tables. Crossed boxes count as ticked: that is how Word draws a checked box.
_WINGDINGS = {0x6F: UNTICKED, 0x71: UNTICKED, 0x72: UNTICKED, 0xA8: UNTICKED, 0xFD: TICKED, 0xFE: TICKED, 0xFC: "✓", 0xFB: "✗",
              0x6C: "●", 0x6E: "■", 0x78: TICKED, 0xA1: "○"}  # fmt: skip
_WINGDINGS_2 = {0x2A: UNTICKED, 0x30: UNTICKED, 0x35: UNTICKED, 0xA3: UNTICKED, 0x51: TICKED, 0x52: TICKED, 0x53: TICKED,
                0x54: TICKED, 0x4F: "✗", 0x50: "✓"}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: UNTICKED, 0x72: "✗"}
_SYMBOL = {0xB7: "·", 0x7F: UNTICKED}
_FONTS = {"wingdings": _WINGDINGS, "wingdings2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}


def symbol(font: str, char: str) -> str:
    """What `char` shows in `font` (any spelling, subset prefix allowed); `char` itself where the font is an ordinary one."""
    table = _FONTS.get(_family(font))
    return char if table is None else table.get(ord(char[0]) & 0xFF, char) if char else char


def _family(font: str) -> str:
    """``ABCDEF+Wingdings-2`` and ``Wingdings 2`` → ``wingdings2``; the style after the name is dropped."""
    name = "".join(ch for ch in font.rpartition("+")[2].lower() if ch.isalnum())
    return name.removesuffix("regular").removesuffix("mt")
