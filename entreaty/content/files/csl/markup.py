"""Markup in the texts of a source: the tags of CSL-JSON, and the Markdown that pandoc writes into CSL-YAML.

Texts are kept with the tags of CSL: `<i>`, `<b>`, `<sup>`, `<sub>` and `<span class="nocase">`, within which capitals
stay as they are. Small capitals change nothing that we print, and are taken off.
"""

import re

_SPAN = re.compile(r"<span(?!\sclass=\"nocase\">)(?:\s[^<>]*)?>(.*?)</span>", re.DOTALL)
_NO_CASE = re.compile(r"<span class=\"nocase\">(.*?)</span>", re.DOTALL)
_SMALL_CAPITALS = re.compile(r"<sc>(.*?)</sc>", re.DOTALL)
_TAGS = re.compile(r"<(i|b|sup|sub)>(.*?)</\1>", re.DOTALL)
# Escapes come first: what is escaped is no markup.
_MARKDOWN = re.compile(
    r"""\\(?P<escaped>[^\w\s])
    |\*\*(?P<strong>[^\s*](?:[^*]*[^\s*])?)\*\*
    |\*(?P<italic>[^\s*](?:[^*]*[^\s*])?)\*
    |\^(?P<above>[^\s^~]+)\^
    |~(?P<below>[^\s^~]+)~
    |\[(?P<nocase>[^\[\]]+)\]\{[.]nocase\}
    |\[(?P<span>[^\[\]]+)\]\{[.][\w .-]+\}
    |(?P<dashes>(?<=[\w\s])-{2,3}(?=[\w\s]))
    |(?P<dots>[.]{3})
    |(?P<apostrophe>(?<=\w)'(?=\w))""",
    re.VERBOSE,
)
# pandoc writes these in the letters of typewriters.
_WRITTEN_OTHERWISE = {"dots": "…", "apostrophe": "’"}
_TAG_OF = {"strong": "b", "italic": "i", "above": "sup", "below": "sub"}
# Letters stay on the line: few typefaces have them all.
_ABOVE = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_BELOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def with_tags(text: str, *, is_markdown: bool) -> str:
    """Return the text with the tags of CSL alone, such as "CO<sub>2</sub>" for pandoc's "CO~2~".

    Args:
        text: The text of a field.
        is_markdown: Whether it may hold Markdown, as in CSL-YAML; in CSL-JSON, an asterisk is an asterisk.
    """
    text = _SMALL_CAPITALS.sub(r"\1", _SPAN.sub(r"\1", text))
    return _MARKDOWN.sub(_tagged, text) if is_markdown else text


def as_unicode(text: str, kind: str) -> str:
    """Return the text above or below the line where Unicode has every character so, else as it is.

    Args:
        text: The text, such as "2".
        kind: "sup" or "sub".
    """
    table = _ABOVE if kind == "sup" else _BELOW
    return text.translate(table) if all(ord(one) in table for one in text) else text


def without_nocase(text: str) -> str:
    """Return the text without "nocase" spans, once capitals have been given to the rest."""
    return _NO_CASE.sub(r"\1", text)


def without_tags(text: str) -> str:
    """Return the words of a text without its tags: "CO₂" for "CO<sub>2</sub>"."""
    previous, text = "", without_nocase(text)
    while text != previous:
        previous = text
        text = _TAGS.sub(lambda found: as_unicode(found[2], found[1]) if found[1] in {"sup", "sub"} else found[2], text)
    return text


def _tagged(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    inside = found[kind]
    if kind == "dashes":
        return "–" if inside == "--" else "—"
    if kind in _WRITTEN_OTHERWISE:
        return _WRITTEN_OTHERWISE[kind]
    if kind in {"escaped", "span"}:
        return inside
    if kind == "nocase":
        return f'<span class="nocase">{_MARKDOWN.sub(_tagged, inside)}</span>'
    tag = _TAG_OF[kind]
    return f"<{tag}>{_MARKDOWN.sub(_tagged, inside)}</{tag}>"
