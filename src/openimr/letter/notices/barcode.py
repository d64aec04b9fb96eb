"""Code 128 (ISO/IEC 15417): printable ASCII as bars, runs of digits packed two to a symbol."""

from __future__ import annotations

PATTERNS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
).split()
"""Widths of bars and spaces, in modules, of the symbols 0 to 106."""
START_B, START_C, TO_C, TO_B, STOP = 104, 105, 99, 100, 106
QUIET = 10
"""Modules of white that the standard asks on each side."""


def encode(text: str) -> tuple[int, ...]:
    """Widths in modules, bar first, of `text`. Raises ValueError for empty text or what is not printable ASCII."""
    if not text or any(not " " <= one <= "~" for one in text):
        raise ValueError(f"Code 128 holds printable ASCII only, and at least one character: {text!r}")
    symbols = _symbols(text)
    check = (symbols[0] + sum(n * symbol for n, symbol in enumerate(symbols[1:], 1))) % 103
    return tuple(int(width) for symbol in (*symbols, check, STOP) for width in PATTERNS[symbol])


def _symbols(text: str) -> list[int]:
    symbols: list[int] = []
    packed = False
    at = 0
    while at < len(text):
        pairs = _digits(text, at) // 2
        pack = pairs >= (1 if packed else 2)
        if not symbols:
            symbols.append(START_C if pack else START_B)
        elif pack is not packed:
            symbols.append(TO_C if pack else TO_B)
        packed = pack
        if pack:
            symbols.extend(int(text[at + 2 * n : at + 2 * n + 2]) for n in range(pairs))
            at += 2 * pairs
        else:
            symbols.append(ord(text[at]) - ord(" "))
            at += 1
    return symbols


def _digits(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end] in "0123456789":
        end += 1
    return end - at


def draw_svg(text: str, *, height: int = 60) -> str:
    """The bars as an SVG picture of one unit a module, with the quiet zones. Raises ValueError as `encode` does."""
    widths = encode(text)
    whole = sum(widths) + 2 * QUIET
    bars = []
    at = QUIET
    for n, width in enumerate(widths):
        if n % 2 == 0:
            bars.append(f'<rect x="{at}" y="0" width="{width}" height="{height}"/>')
        at += width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {height}" shape-rendering="crispEdges">'
        f'<rect width="{whole}" height="{height}" fill="#fff"/><g fill="#000">{"".join(bars)}</g></svg>'
    )
