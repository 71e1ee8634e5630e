"""Where a supporter lives: the lines of an address, its country, and a postal code that the country can have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from entreaty.content.districts.codes import whole_code
from entreaty.content.shipped.postal import code_layout, normal_code, postal_code_of, why_no_code
from entreaty.importing.profiles.places.addresses import WrittenAddress, read_address
from entreaty.importing.profiles.places.countries import named_country
from entreaty.importing.tables.supporters.faults import UnusableError
from entreaty.importing.tables.values import Values, written_address

# Countries whose codes have letters, by which they are told apart.
_WITH_LETTERS = ("GB", "CA", "NL", "IE", "MT", "AR", "GI", "JE", "GG", "IM")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where somebody lives.

    Attributes:
        lines: The lines of the address, the postal code among them.
        country: The country.
        postcode: The postal code as the country writes it; empty where the row has none.
        email: An address for e-mail that stood among the lines.
        phone: A telephone number that did.
    """

    lines: Sequence[str] = ()
    country: str = ""
    postcode: str = ""
    email: str = ""
    phone: str = ""


def home_of(values: Values) -> Home:
    """Return where the supporter of a row lives.

    Raises:
        UnusableError: Country, code and address contradict each other, or no country is named.
    """
    written = written_address(values, "", as_it_is=False)
    country = named_country(written.country).code or _country_among(written)
    if not country:
        what = "the country cannot be told" if written.country else "no country is named"
        raise UnusableError(what, written.country, "write its code into the column 'country', such as GB")
    code = written.parts["postal code"]
    postcode = whole_code(code, country)
    if code and not postcode and code_layout(country) is not None:
        raise UnusableError(f"the postcode is none of {country}", code, _meant(code, country))
    address = read_address(_with_town(written, postcode))
    if address.problem:
        raise UnusableError("the address and the country contradict each other", hint="correct one of them")
    lines = address.fields.get("lines", [])
    return Home(
        lines=lines,
        country=country,
        postcode=postcode or _code_among(lines, country),
        email=address.email,
        phone=address.phone,
    )


def _country_among(written: WrittenAddress) -> str:
    """Return the country that the lines of the address name; empty where they name none."""
    if written.country:
        return ""
    return read_address(WrittenAddress(cells=written.cells, streets=written.streets)).fields.get("country", "")


def _with_town(written: WrittenAddress, postcode: str) -> WrittenAddress:
    """Return the address with the last of its lines as the town, where the code has a column and the town has none.

    A code that stands among the lines already is not written again.
    """
    if not postcode:
        return written
    bare = _NO_LETTER.sub("", postcode)
    if any(bare in _NO_LETTER.sub("", line).upper() for line in (*written.cells, written.parts["city"])):
        return replace(written, parts={**written.parts, "postal code": ""})
    parts = {**written.parts, "postal code": postcode}
    *above, last = written.cells or [""]
    if above and not parts["city"] and not written.streets and not any(map(str.isdigit, last)):
        return replace(written, cells=above, parts={**parts, "city": last})
    return replace(written, parts=parts)


def _code_among(lines: Sequence[str], country: str) -> str:
    pattern = postal_code_of(country)
    found = [one[0] for line in lines for one in pattern.finditer(line)] if pattern else []
    return normal_code(found[-1], country) if found else ""


def _meant(code: str, country: str) -> str:
    """Return what would be right in place of a code that the country cannot have."""
    of_letters = any(map(str.isalpha, code))
    others = [one for one in _WITH_LETTERS if of_letters and one != country and normal_code(code, one)]
    right = why_no_code(code, country).rpartition(", ")[2]
    return f"it is one as {others[0]} has them; correct 'country'" if others else f"they are {right}"
