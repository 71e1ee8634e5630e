"""A row of a sheet of supporters as one of many senders, or what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from entreaty.content.files.import_mapping import DateOrder
from entreaty.content.files.sender import Sender, Supporter
from entreaty.content.locales import language_called
from entreaty.content.names import are_letters
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import romanised, tidy, tidy_line
from entreaty.importing.profiles.mailboxes import first_email, first_phone
from entreaty.importing.profiles.naming.names import without_courtesies
from entreaty.importing.profiles.nothing import is_nothing
from entreaty.importing.profiles.shapes import are_several_people, is_body, is_company, is_household
from entreaty.importing.tables.by_field import CellReading, listed
from entreaty.importing.tables.cells import said_by_cells
from entreaty.importing.tables.supporters.columns import SupporterColumns
from entreaty.importing.tables.supporters.consent import consent_in
from entreaty.importing.tables.supporters.faults import Fault, UnusableError
from entreaty.importing.tables.supporters.home import home_of
from entreaty.importing.tables.values import Values
from entreaty.problems import ContentError, Location
from entreaty.storage.characters import refused_character
from entreaty.storage.yaml.tree import YamlFile, YamlMapping

_NOTE_CAP = 1_000
_GROUP_CAP = 80
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_FILLED_IN = re.compile(r"\{\{|\}\}|\{%|<<|>>|\$\{")
_NAME_FILLED_IN = re.compile(r"[{}<>\[\]]")
_PATTERN = re.compile(r"[a-z0-9*?][a-z0-9*?-]{0,63}")
_BETWEEN = re.compile(r"[,;|\s]+")
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "oui", "o", "si"})
_NO = frozenset({"", "no", "n", "false", "0", "nein", "non"})
# Without these, somebody is a sender all the same.
_SPARED = ("role", "organisation", "email", "phone", "constituency")
_NAMES = frozenset({"name", "given name", "family name"})
_SIGNS = "write who signs, such as Ann Lee"
_ONE_EACH = "give each of them a row, with a consent of their own"


@dataclass(slots=True)
class RowReading:
    """How the rows of one sheet are read.

    Attributes:
        columns: What its columns hold.
        cells: How the cells of people's names and homes are read.
        order: Whether days or months stand first in its dates; None where they do not show it.
        today: Today.
        kept: What should be known of rows that are senders all the same.
    """

    columns: SupporterColumns
    cells: CellReading
    order: DateOrder | None
    today: date
    kept: list[Fault] = field(default_factory=list)

    def supporter(self, cells: Sequence[str], place: Location) -> Supporter | Fault:
        """Return the supporter of a row, or why there is none.

        Args:
            cells: The cells of the row.
            place: Where it stands.
        """
        try:
            self._require_usable(cells)
            consent = consent_in(self.columns.cell("consent", cells), self.order, self.today)
            values = self._values(cells)
            sender = self._sender(values, _note(self.columns.cell("personal note", cells)), place)
            return self._whole(sender, consent, values, cells)
        except UnusableError as error:
            return Fault(place, error.what, error.value, error.hint)

    def _require_usable(self, cells: Sequence[str]) -> None:
        """Refuse a row with a formula, or with a character that no letter may hold.

        Raises:
            UnusableError: It has one.
        """
        used = [cells[at] for at in self.columns.used if at < len(cells) and cells[at]]
        if any(text.lstrip().startswith("=") for text in used):
            raise UnusableError("a cell begins with '=', as formulas do", hint="write its value in its place")
        text = "\n".join(map(tidy, used))
        if wrong := refused_character(text):
            raise UnusableError(wrong[0], hint=wrong[1])

    def _values(self, cells: Sequence[str]) -> Values:
        """Return what the cells say of name and home.

        Raises:
            UnusableError: Letters are lost, or the name is none.
        """
        by_field = self.cells.by_field(cells)
        said = said_by_cells(by_field)
        if said.problem:
            raise UnusableError("letters are lost", hint="export the sheet again as 'CSV UTF-8'")
        if any(one.name in _NAMES for one in by_field) and not any(one.name in _NAMES for one in said.values):
            raise UnusableError("what stands as the name is none", hint=_SIGNS)
        return Values(said.values)

    def _sender(self, values: Values, note: str, place: Location) -> Sender:
        name, home = _name(values), home_of(values)
        fields = _filled(
            name=name,
            role=values.line("office"),
            organisation=values.line("organisation"),
            address=list(home.lines),
            postcode=home.postcode,
            email=first_email(values.several("email")).value or home.email,
            phone=first_phone(values.several("phone")).value or home.phone,
            constituency=values.line("constituency"),
            country=home.country,
            personal_note=note,
        )
        sender, wrong = _validated(fields, place)
        if spared := [key for key in wrong if key in _SPARED]:
            told = "left without '{}', which is not accepted as it stands"
            self.kept += [Fault(place, told.format(key), keeps=True) for key in spared]
            fields = {key: value for key, value in fields.items() if key not in spared}
            sender, wrong = _validated(fields, place)
        if sender is None:
            raise UnusableError("; ".join(wrong.values()))
        if note and _FILLED_IN.search(note):
            told = "the personal note has signs of a text to be filled in, which are printed as they stand"
            self.kept.append(Fault(place, told, keeps=True))
        if not home.lines:
            told = "no address is named, to which an office could answer"
            self.kept.append(Fault(place, told, hint="many offices answer none without", keeps=True))
        return sender

    def _whole(self, sender: Sender, consent: date, values: Values, cells: Sequence[str]) -> Supporter:
        place = sender.place()
        patterns = {name: _patterns(self.columns.cell(name, cells)) for name in ("only", "not")}
        for name, several in patterns.items():
            if strange := next((one for one in several if not _PATTERN.fullmatch(one)), ""):
                hint = "write ids of recipients, or how several begin, such as mp-*"
                raise UnusableError(f"no id of a recipient fits what '{name}' says", strange, hint)
        group = tidy_line(self.columns.cell("group", cells))
        if len(group) > _GROUP_CAP:
            raise UnusableError(f"the group has more than {_GROUP_CAP} characters", group)
        return Supporter(
            sender=sender,
            place=place,
            consent=consent,
            group="" if is_nothing(group) else group,
            languages=tuple(self._languages(values, place)),
            quote_consent=self._may_quote(cells, place),
            only=patterns["only"],
            never=patterns["not"],
        )

    def _languages(self, values: Values, place: Location) -> Iterator[str]:
        for word in dict.fromkeys(listed(values.line("language"))):
            if code := language_called(word):
                yield code
            else:
                self.kept.append(
                    Fault(place, "a language is not known", word, "write its code, such as de", keeps=True)
                )

    def _may_quote(self, cells: Sequence[str], place: Location) -> bool:
        said = romanised(self.columns.cell("quote consent", cells))
        if said not in _YES | _NO:
            told = "'quote_consent' is neither yes nor no, and counts as no"
            self.kept.append(Fault(place, told, said, "write yes or no", keeps=True))
        return said in _YES


def _name(values: Values) -> str:
    """Return the name as it stands under a letter: "Dr. Ann Lee".

    Raises:
        UnusableError: Nobody is named, or several people are.
    """
    parts = " ".join(filter(None, map(values.line, ("given name", "middle name", "family name"))))
    title = without_courtesies(values.line("title").split())
    name = values.line("name") or parts or values.line("organisation")
    if not name:
        raise UnusableError("nobody is named", hint=_SIGNS)
    if _NAME_FILLED_IN.search(name):
        raise UnusableError("the name is one to be filled in", hint=_SIGNS)
    if is_company(name) or is_body(name):
        return name
    first, comma, rest = name.partition(",")
    in_reverse = bool(comma) and not all(map(are_letters, rest.split(",")))
    if are_several_people(name) or is_household(name) or (in_reverse and " " in first.strip() and " " in rest.strip()):
        raise UnusableError("two names stand in one row", hint=_ONE_EACH)
    if in_reverse:
        raise UnusableError("the name has a comma", hint="write it as it stands under a letter, such as Ann Lee")
    return f"{title} {name}" if title and not name.startswith(title) else name


def _note(cell: str) -> str:
    r"""Return the personal note as plain text, with its paragraphs: "One.\n\nTwo.".

    Raises:
        UnusableError: It is too long.
    """
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    note = "\n\n".join(filter(None, map(tidy, _PARAGRAPHS.split(text))))
    if len(note) > _NOTE_CAP:
        hint = "shorten it together with whoever wrote it: nobody's words are cut"
        raise UnusableError(f"the personal note has more than {_NOTE_CAP:,} characters", hint=hint)
    return "" if is_nothing(note) else note


def _patterns(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, _BETWEEN.split(cell.casefold()))))


def _filled(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


def _validated(fields: Mapping[str, Any], place: Location) -> tuple[Sender | None, dict[str, str]]:
    """Return the sender that the fields make, or what the format does not accept of each."""
    root = YamlMapping(place.path, place.line)
    root |= fields
    root.lines = dict.fromkeys(fields, place.line)
    try:
        return Sender.model_validate(root), {}
    except ValueError:
        return None, _wrong(fields)


def _wrong(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return why the format does not accept a field, by field, each held against it on a line of its own."""
    keys = list(fields)
    root = YamlMapping(Path(), 0)
    root |= fields
    root.lines = {key: number for number, key in enumerate(keys, start=1)}
    try:
        validated(Sender, YamlFile(root.path, root))
    except ContentError as error:
        return {keys[max(one.location.line, 1) - 1]: one.message for one in error.problems}
    return {}
