"""A badge as a picture with the signed text inside (Open Badges 3.0, baking into SVG)."""

from __future__ import annotations

from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

_LETTERS, _LINES = 24, 4


def baked(token: str, title: str, holder: str, issuer: str) -> bytes:
    """Return an SVG that shows the badge and carries it: whoever verifies reads it from there."""
    lines = wrap(title, _LETTERS)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1] + "…"]
    words = "".join(
        f'<text x="160" y="{128 + 26 * number}" font-size="20">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320" role="img"'
        ' xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
        f" aria-label={quoteattr(f'{title}, {holder}')}>\n"
        f"<openbadges:credential verify={quoteattr(token)}/>\n"
        '<circle cx="160" cy="160" r="154" fill="#fff" stroke="#06c" stroke-width="10"/>\n'
        '<g font-family="Titillium Web, sans-serif" text-anchor="middle" fill="#17324d">'
        '<text x="160" y="80" font-size="34" fill="#06c">✓</text>'
        f"{words}"
        f'<text x="160" y="244" font-size="15">{escape(holder[:40])}</text>'
        f'<text x="160" y="266" font-size="12">{escape(issuer[:40])}</text>'
        "</g>\n</svg>\n"
    ).encode()
