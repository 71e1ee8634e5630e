"""Numbers as a sheet shows them: number formats as far as they keep zeros, prefixes and signs of codes."""

import re

# What a number format consists of: quoted words, a sign after a backslash, colours and languages in brackets, digits.
_FORMAT_PARTS = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|([_*].)|([0#?])|(.)', re.DOTALL)
_FORMAT_CAP = 255
# Signs that a format shows as they are (ECMA-376, 18.8.31).
_SHOWN_SIGNS = frozenset(" $-+/():!^&'~{}<>=")
_DIGITS_CAP = 15
# A format with fewer zeros than these pads nothing.
_ZEROS = 2


def shown_number(value: float, shown_as: str) -> str:
    """Return a number as it stands in the cell: whole where it is, with the zeros and signs of its format."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    digits = str(abs(int(value)))
    pattern = _section(shown_as, int(value)) if "0" in shown_as and len(digits) <= _DIGITS_CAP else ()
    places = sum(kind == "digit" for kind, _ in pattern)
    if value < 0 or sum(sign == "0" for _, sign in pattern) < _ZEROS:
        return str(int(value))
    digits, shown = digits.rjust(places), ""
    for kind, sign in reversed(pattern):
        if kind == "sign":
            shown = sign + shown
            continue
        places -= 1
        taken, digits = (digits[-1:], digits[:-1]) if places else (digits, "")
        shown = (taken.strip() or ("0" if sign == "0" else "")) + shown
    return shown.strip()


def _section(shown_as: str, value: int) -> tuple[tuple[str, str], ...]:
    """Return the digits and signs of the section of a format that holds for a number; none where it is no plain code.

    A plain code has digits and signs only: `00000`, `"D-"00000`, `00000-0000`, `[<=99999]00000;00000-0000`.
    """
    if len(shown_as) > _FORMAT_CAP:
        return ()
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', shown_as)
    chosen = next(iter(sections), "")
    limit = re.search(r"\[(<=?)(\d{1,15})\]", chosen)
    if limit and value > int(limit[2]) - (limit[1] == "<") and len(sections) > 1:
        chosen = sections[1]
    found = []
    for quoted, escaped, bracket, _, digit, other in _FORMAT_PARTS.findall(chosen):
        if digit:
            found.append(("digit", digit))
        elif quoted or escaped or (other and other in _SHOWN_SIGNS):
            found.append(("sign", quoted or escaped or other))
        elif bracket.startswith("[$") and (money := bracket[2:-1].partition("-")[0]):
            found.append(("sign", money))
        elif other:
            # Decimals, thousands, per cent, dates: the number itself says more.
            return ()
    return tuple(found)
