"""Addresses as sources write them, in one cell or in several, with whatever else stands in them: taken apart, or told.

Nothing is made up: lines are those of the source, in its order; what is no part of the address is taken out and said.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from entreaty.content.files.recipients import ADDRESS_LINES
from entreaty.content.model import shown
from entreaty.content.shipped.postal import postal_code_of
from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.importing.profile_fields import AddressFields, ProfileFields
from entreaty.importing.profiles.nothing import is_nothing
from entreaty.importing.profiles.places.contacts import WithoutContacts, without_contacts
from entreaty.importing.profiles.places.countries import (
    country_called,
    country_in_address,
    folded,
    has_own_post,
    is_part_of,
    is_region,
    is_unsure,
    load_countries,
    may_be_region,
    may_be_town,
    named_country,
)
from entreaty.importing.profiles.places.postal import (
    address_lines,
    has_code_first,
    mended_code,
    us_states,
)

_SEPARATORS = re.compile(r"\s*[\n;|•]\s*")
# Sources of the Congress write its addresses without commas.
_WASHINGTON = re.compile(r",?\s+Washington,?\s+D\.?C\.?,?\s+(\d{5}(?:-\d{4})?)$")
_HOUSE_NUMBER = re.compile(
    r"(?:n[o°º]\.?\s*)?\d{1,5}\s?[a-z]?(?:\s?[-/]\s?\d{0,4}\s?[a-z]?)?(?:\s+-\s.*)?$", re.IGNORECASE
)
_ISTHMUS = re.compile(
    r"(?:^|,\s*|\s+)(?:C\.\s?A\.|(?:Am[eé]rica Central|Centro\s?am[eé]rica|Central America)\.?)$", re.IGNORECASE
)
_REGION_AND_CODE = re.compile(r"[A-Z]\.?[A-Z]{1,2}\.?\s+\S{3,}(?:\s\S{3,4})?|[A-Z]\.?[A-Z]{1,2}\.?")
_COUNTRIES_WITH_REGIONS = frozenset({"US", "CA", "AU", "PR"})
_NO_ADDRESS = "'{}' alone is no postal address"
_REGION_CODE = 2
# With points it is Central America, unless a postal code says Canada.
_CANADA = "CA"
# No address is longer, and expressions take long over what is.
_LONGEST = 2_000
# So many words at the end of a line may be the name of its country.
_WORDS_OF_A_NAME = 6
_WORDS_OF_A_TOWN = 2
# A line with the holder's name holds no more words than these beside it: "The Honorable", "Herrn Dr. med.".
_TITLES_CAP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAddress:
    """What a row has of an address.

    Attributes:
        cells: The cells of whole addresses, or of their lines.
        streets: The cells of streets, buildings and post-office boxes, where it has parts.
        parts: The "postal code", "city" and "region".
        country: What the row names as the country.
        assumed: The country of all that name none, which decides how an address is read; it is not taken over.
        holder: The holder's name, which may stand in the address again.
        repeated: The office and the organisation, in every language that the row has, which may do so too.
        as_it_is: Whether the cells are its lines and need not be read, because our own program has written them.
    """

    cells: Sequence[str] = ()
    streets: Sequence[str] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    assumed: str = ""
    holder: str = ""
    repeated: Sequence[str] = ()
    as_it_is: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAddress:
    """An address that was read.

    Attributes:
        fields: Its lines and its country.
        phone: A telephone number that stood in it.
        email: An address for e-mail that stood in it.
        notes: What was taken out, and what could not be read.
        problem: Why the row cannot come in; empty where it can.
    """

    fields: AddressFields = field(default_factory=AddressFields)
    phone: str = ""
    email: str = ""
    notes: tuple[str, ...] = ()
    problem: str = ""

    def notes_beside(self, fields: ProfileFields) -> tuple[str, ...]:
        """Return the notes, and what stood in the address of which the row has another, which goes before."""
        number = fields.get("phone", "")
        others = [self.phone] if self.phone and _digits(self.phone) != _digits(number) else []
        others += [self.email] if self.email.casefold() not in fields.get("email", "").casefold() else []
        return (*self.notes, *(f"left out of the address: {shown(one)}" for one in others))


def _digits(number: str) -> str:
    """Return the end of a telephone number, which is the same with the code of the country and without: "3515550"."""
    return re.sub(r"\D", "", number)[-7:]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines with the country that they name, and the words by which they do."""

    lines: tuple[str, ...]
    country: str = ""
    words: str = ""


def read_address(written: WrittenAddress) -> ReadAddress:
    """Read an address of whatever shape."""
    if (moved := _with_country_of_region(written)) is not written:
        found, region = _read(moved), shown(written.parts["region"])
        return replace(found, notes=(*found.notes, f"'{region}' in 'region' is a country, and counts as one"))
    return _read(written)


def _read(written: WrittenAddress) -> ReadAddress:
    named = named_country(written.country)
    if named.problem:
        return ReadAddress(problem=named.problem)
    if written.as_it_is:
        return ReadAddress(fields={"lines": [*written.cells], "country": named.code})
    if any(len(text) > _LONGEST for text in (*written.cells, *written.streets)):
        note = f"left without 'address': it is longer than {_LONGEST:,} characters"
        return ReadAddress(fields={"country": named.code}, notes=(note,))
    contacts = without_contacts(_pieces(written.cells)) if written.cells else WithoutContacts(())
    said = _without_country(_without_isthmus(contacts.lines, named.code), named.code, written.parts.get("city", ""))
    if not (named.code or said.country) and (words := _unsure_end(contacts.lines)):
        told = f"'{shown(words)}' at the end of the address may be the country, or a place of that name elsewhere"
        return ReadAddress(problem=f"{told}: name its country in a column")
    if said.country and named.code and said.country != named.code and not is_part_of(said.country, named.code):
        told = f"the address names '{shown(said.words)}', but 'country' says {named.code}: correct one of them"
        return ReadAddress(problem=told)
    code = said.country if has_own_post(said.country, named.code) else named.code or said.country
    shape = code or written.assumed
    parted = bool(written.streets or any(written.parts.values()))
    lines = said.lines if parted else _in_lines(said.lines, shape, written.repeated)
    own = _without_repeated(lines, written, keep=not parted)
    postal_code, told_of_code = mended_code(written.parts.get("postal code", ""), shape)
    whole = address_lines([*own, *written.streets], {**written.parts, "postal code": postal_code}, shape)
    alone = _alone(whole, written, shape)
    notes = [_NO_ADDRESS.format(shown(", ".join(whole)))] if alone else _told(lines, own, whole, shape)
    notes += [told_of_code] if told_of_code and not alone else []
    if contacts.others:
        notes.append(f"left out of the address: {shown(', '.join(contacts.others))}")
    return ReadAddress(
        fields={"lines": [] if alone else [*_fitting(whole)], "country": code},
        phone=contacts.phone,
        email=contacts.email,
        notes=tuple(notes),
    )


def _with_country_of_region(written: WrittenAddress) -> WrittenAddress:
    """Return the address with its region as its country, where that is one and no country is named: "Germany"."""
    region = written.parts.get("region", "")
    if written.country or written.as_it_is or not region or may_be_region(region):
        return written
    # Luxembourg is a province of Belgium, and Panamá one of Panama.
    if (code := country_in_address(region)) is None or may_be_town(region, code):
        return written
    return replace(written, country=region, parts={**written.parts, "region": ""})


def _pieces(cells: Iterable[str]) -> list[str]:
    return [
        words
        for cell in cells
        for piece in _SEPARATORS.split(cell)
        if not is_nothing(words := tidy_line(piece).strip(" ,"))
    ]


def _told(lines: Sequence[str], own: Sequence[str], whole: Sequence[str], country: str) -> list[str]:
    """Return what somebody should know of an address that was read."""
    notes = []
    if gone := [line for line in lines if line not in own]:
        notes.append(f"left out of the address, because it stands above it anyway: {shown(', '.join(gone))}")
    code = postal_code_of(country)
    if len(whole) == 1 and ("," in whole[0] or (code and code.search(whole[0]))) and not _is_town(whole[0], country):
        notes.append(f"the address stands in one line: '{shown(whole[0])}'")
    if len(whole) > ADDRESS_LINES:
        notes.append(f"the address has {len(whole)} lines; the first ones are joined to make {ADDRESS_LINES}")
    return notes


def _is_town(line: str, country: str) -> bool:
    """Tell whether a line is no more than code and town: large houses have codes of their own ("11011 Berlin")."""
    code = postal_code_of(country)
    rest = line.replace(found[0], "") if code and (found := code.search(line)) else ","
    return not re.search(r"[\d,]", rest) and len(rest.split()) <= _WORDS_OF_A_TOWN


def _fitting(lines: Sequence[str]) -> tuple[str, ...]:
    """Return no more lines than an address may have, the first ones joined."""
    if len(lines) <= ADDRESS_LINES:
        return tuple(lines)
    first = len(lines) - ADDRESS_LINES + 1
    return (", ".join(lines[:first]), *lines[first:])


def _without_isthmus(lines: Sequence[str], named: str) -> Sequence[str]:
    """Return the lines without "C.A." behind a country of Central America, or where the row names one."""
    if not lines:
        return lines
    *above, last = lines
    rest = _ISTHMUS.sub("", last).strip(" ,")
    if rest == last:
        return lines
    left = [*above, *([rest] if rest else [])]
    before = left[-1].rpartition(",")[2] if left else ""
    isthmus = load_countries().isthmus
    return left if named in isthmus or country_in_address(before) in isthmus else lines


def _without_country(lines: Sequence[str], named: str, city: str) -> _Lines:
    """Return the lines without the country, which the program writes itself in the language of the post.

    Args:
        lines: The lines.
        named: What the row names as the country.
        city: The town, where a column of its own has it.
    """
    if not lines:
        return _Lines(())
    american = any(_REGION_AND_CODE.fullmatch(line) for line in lines)
    for place in range(len(lines) - 1, -1, -1):
        last = place == len(lines) - 1
        found = _whole_line(lines[place], lines, named, last=last) if len(lines) > 1 else ""
        # Above other lines, the name may be that of a town: "Jamaica", "NY 11432".
        if found and (last or not (american or (named and named != found))):
            others = (*lines[:place], *lines[place + 1 :])
            stays = _is_domestic(found, named) or _is_the_town(lines[place], found, (*others, city))
            return _Lines(tuple(lines) if stays else others, found, lines[place])
    for place in range(len(lines) - 1, -1, -1):
        rest, words, found = _at_the_end(lines[place], lines, named)
        others = (*lines[:place], rest, *lines[place + 1 :])
        if found and (_is_domestic(found, named) or _is_the_town(words, found, (*others, city))):
            return _Lines(tuple(lines), found, words)
        if found and rest:
            return _Lines(others, found, words)
    return _Lines(tuple(lines))


def _is_domestic(found: str, named: str) -> bool:
    """Tell whether the name is that of a territory which the post of the named country serves as its own."""
    return is_part_of(found, named) and not has_own_post(found, named)


def _is_the_town(words: str, found: str, others: Sequence[str]) -> bool:
    """Tell whether the name of a country is that of the town, which no other line has: "Luxembourg"."""
    return may_be_town(words, found) and not any(folded(words) in folded(other) for other in others)


def _whole_line(line: str, lines: Sequence[str], named: str, *, last: bool = True) -> str:
    """Return the country that a line is the name of; empty where it is none, or where something speaks against it.

    Codes count only in the last line.
    """
    found = country_in_address(line) or (_by_code(line, lines, named) if last else "")
    if not found or (may_be_region(line) and _is_elsewhere(line, found, lines, named)):
        return ""
    return found


def _by_code(line: str, lines: Sequence[str], named: str) -> str:
    """Return the country of a code, which may be a region's too, where the row or the postal code bears it out."""
    code = line.strip(" ,()").replace(".", "")
    if not re.fullmatch("[A-Z]{2,3}", code) or not (found := country_called(code)):
        return ""
    with_points = "." in line.strip(" .,") and code != _CANADA
    if named or len(code) > _REGION_CODE or with_points:
        return found if named in {"", found} else ""
    pattern = postal_code_of(found)
    if pattern is None:
        is_regions = code in us_states() or any(is_region(code, country) for country in load_countries().regions)
        return "" if is_regions else found
    # "19801 Main Street, Wilmington, DE" begins with a number that could be a German code.
    text = "\n".join(one for one in lines if one != line)
    codes = [one for one in pattern.finditer(text) if one.start()]
    if has_code_first(found):
        codes = [one for one in codes if re.match(r"\s+[^\W\d]", text[one.end() :])]
    return found if codes else ""


def _is_elsewhere(name: str, found: str, lines: Sequence[str], named: str) -> bool:
    """Tell whether row or postal code say that the name is that of a region or a town of another state."""
    if named:
        return named != found and not has_own_post(found, named)
    american, own = postal_code_of("US"), postal_code_of(found)
    has_own = bool(own and any(own.search(line) for line in lines))
    if is_unsure(name):
        return not has_own
    return bool(american and any(american.search(line) for line in lines)) and not has_own


def _unsure_end(lines: Sequence[str]) -> str:
    """Return the name at the end of an address that may be the country's; empty where its postal code says no."""
    last = lines[-1].rpartition(",")[2].strip() if lines else ""
    american = postal_code_of("US")
    is_american = bool(american and any(american.search(line) for line in lines))
    return last if is_unsure(last) and not is_american else ""


def _at_the_end(line: str, lines: Sequence[str], named: str) -> tuple[str, str, str]:
    """Return a line without the country at its end, the words that name it, and its code."""
    rest, comma, last = line.rpartition(",")
    if comma and (found := _whole_line(last.strip(), [*lines, rest], named)):
        return rest.strip(" ,"), last.strip(), found
    words = line.split()
    for count in range(min(len(words) - 1, _WORDS_OF_A_NAME), 0, -1):
        before, name = words[:-count], " ".join(words[-count:])
        # A name without a sign before it counts only behind a number, or where the row says the same.
        if not (any(sign.isdigit() for sign in before[-1]) or before[-1].endswith((",", "-", "–"))):
            continue
        code = country_in_address(name)
        if code and not may_be_region(name) and not may_be_town(name, code):
            return " ".join(before).strip(" ,-–"), name, code
    return line, "", ""


def _in_lines(lines: Sequence[str], country: str, repeated: Sequence[str]) -> tuple[str, ...]:
    """Return an address that stands in one line as the lines that it has."""
    if len(lines) != 1:
        return tuple(lines)
    line, above = _WASHINGTON.sub(r", Washington, DC \1", lines[0]), list[str]()
    for words in filter(None, repeated):
        # An organisation may have commas of its own.
        if line.startswith(f"{words},"):
            above.append(words)
            line = line[len(words) + 1 :].strip()
    pieces = _joined([piece.strip() for piece in line.split(",") if piece.strip()], country)
    return (*above, *(part for piece in pieces for part in _before_the_code(piece, country)))


def _joined(pieces: Sequence[str], country: str) -> list[str]:
    """Return what stands between commas, with what belongs together: house numbers, and states with their towns."""
    code = postal_code_of(country)
    found: list[str] = []
    for place, piece in enumerate(pieces):
        later = any(code.search(other) for other in pieces[place + 1 :]) if code else place < len(pieces) - 1
        is_number = bool(_HOUSE_NUMBER.match(piece)) and not (code and code.fullmatch(piece) and not later)
        # "New York, NY 10001": the first of two states is a town.
        is_state = country in _COUNTRIES_WITH_REGIONS and _is_state(piece, country)
        is_state = is_state and not any(_is_state(other, country) for other in pieces[place + 1 : place + 2])
        after_number = len(found) == 1 and bool(_HOUSE_NUMBER.fullmatch(found[0]))
        if found and (after_number or (is_number and place == 1) or is_state):
            found[-1] = f"{found[-1]}, {piece}"
        elif found and code and code.fullmatch(piece) and country in _COUNTRIES_WITH_REGIONS:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def _is_state(piece: str, country: str) -> bool:
    """Tell whether a piece is a state, with or without a postal code behind it: "IL 62701", "New Mexico 87501"."""
    code = postal_code_of(country)
    return bool(_REGION_AND_CODE.fullmatch(piece)) or _is_part(code.sub("", piece).strip() if code else piece, country)


def _before_the_code(piece: str, country: str) -> tuple[str, ...]:
    """Return street and town where only the postal code stands between: "Inselgasse 1", "3003 Bern"."""
    code = postal_code_of(country)
    if code is None or not has_code_first(country):
        return (piece,)
    found = [one for one in code.finditer(piece) if one.start() and re.match(r"\s+[^\W\d]", piece[one.end() :])]
    if not found or not any(sign.isdigit() for sign in piece[: found[-1].start()]):
        return (piece,)
    return piece[: found[-1].start()].strip(" ,-–"), piece[found[-1].start() :]


def _without_repeated(lines: Sequence[str], written: WrittenAddress, *, keep: bool) -> tuple[str, ...]:
    """Return the lines without those at the top that say again who it is; `keep` leaves the last one in any case."""
    known = [romanised(words) for words in written.repeated if words]
    name = frozenset(romanised(written.holder).split())
    place = 0
    while place < len(lines) - keep and _repeats(romanised(lines[place]), name, known):
        place += 1
    return tuple(lines[place:])


def _repeats(line: str, name: frozenset[str], known: Sequence[str]) -> bool:
    """Tell whether a line is the holder's name, with or without titles, or the office, whoever it is of."""
    if line in known:
        return True
    if any(sign.isdigit() for sign in line):
        return False
    words = set(line.split())
    is_name = len(name) > 1 and name <= words and len(words - name) <= _TITLES_CAP
    return is_name or any(line.startswith(f"{one} of ") for one in known)


def _alone(whole: Sequence[str], written: WrittenAddress, country: str) -> bool:
    """Tell whether the address is only a code, a part of a country, or a street without a town."""
    if not whole:
        return False
    if len(whole) == 1 and written.streets and not written.cells and not written.parts.get("city"):
        return _lacks_town(whole[0], country)
    if not written.cells and any(written.parts.values()):
        return not (any(written.streets) or written.parts.get("city"))
    code = postal_code_of(country)
    if len(whole) != 1:
        return False
    is_code = bool(code and code.fullmatch(whole[0])) or not any(sign.isalpha() for sign in whole[0])
    return is_code or _is_part(whole[0], country)


def _lacks_town(street: str, country: str) -> bool:
    """Tell whether a street holds no town: no comma, and no postal code. Monaco and Singapore are their own."""
    code = postal_code_of(country)
    has_code = bool(code and code.search(street))
    return not ("," in street or has_code or not country or country in load_countries().towns_too)


def _is_part(line: str, country: str) -> bool:
    american = country == "US" and (line.upper() in us_states() or line.title() in us_states().values())
    return american or is_region(line, country)
