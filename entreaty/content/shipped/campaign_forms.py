"""A campaign's own forms of address, merged into the shipped ones: office by office, language, part and gender."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import Field, model_validator

from entreaty.content.locales import known_languages
from entreaty.content.model import FileEntry, Id, Language, OneLine, closest, mistake, shown
from entreaty.content.shipped.forms_of_address import (
    PARTS,
    AddresseeLines,
    FormOfAddress,
    FormsOfAddress,
    Gendered,
    Lines,
    Power,
    Variant,
    Wording,
    load_forms_of_address,
    load_powers,
)
from entreaty.content.validation import validated
from entreaty.problems import ContentError, Problem
from entreaty.storage.inside import read_inside
from entreaty.storage.yaml.file import SIZE_CAP, read_yaml
from entreaty.storage.yaml.tree import YamlMapping

FILE = "forms_of_address.yaml"
"""What the file is called, beside `recipients.yaml`."""

NAMES = (
    "name", "surname", "called", "title", "patronymic", "name_dative", "household", "household_called", "office",
    "office_dative", "organisation", "organisation_genitive", "of_country", "constituency", "de_constituency",
)  # fmt: skip
"""What forms may name in braces."""

_OWN = "the campaign"
_NAMED = re.compile(r"\{(?:name|surname|called|name_dative|household)\}")
_BRACES = re.compile(r"\{([^{}]*)\}")
_KEY = re.compile(r"(?P<indent> +)(?P<key>[a-z0-9][a-z0-9-]*):(?:\s|$)")
_OF_AN_OFFICE = frozenset({"powers", "recognise"})
Layer = TypeVar("Layer", FormOfAddress, Variant)


class OwnCells(FileEntry, Generic[Wording]):
    """The cells of one part that a campaign gives: for a woman, a man, whoever is neither, and for all others."""

    neutral: Wording | None = None
    feminine: Wording | None = None
    masculine: Wording | None = None
    nonbinary: Wording | None = None

    def given(self) -> dict[str, Wording]:
        """Return the cells that are there, by gender."""
        cells = {name: getattr(self, name) for name in OwnCells.model_fields}
        return {name: words for name, words in cells.items() if words is not None}


class OwnForm(FileEntry):
    """What a campaign changes in a form of address, or all of a form that the program has not.

    Attributes:
        salutation: The opening words.
        envelope: The lines that name the addressee.
        closing: The closing.
        source: Where each part was seen, or "memory".
        variants: What others write; they come after those of the program.
    """

    salutation: OwnCells[OneLine] | None = None
    envelope: OwnCells[Lines] | None = None
    closing: OneLine | None = None
    source: Mapping[str, OneLine] = Field(default_factory=dict)
    variants: tuple[Variant, ...] = ()


class OwnOffice(FileEntry):
    """An office as a campaign describes it.

    Attributes:
        powers: What it can do about a request.
        recognise: Words by which imports know the office.
        forms: Its forms of address, which stand under their languages.
    """

    powers: tuple[Power, ...] = ()
    recognise: tuple[OneLine, ...] = ()
    forms: dict[Language, OwnForm]

    @model_validator(mode="before")
    @classmethod
    def _gather_forms(cls, data: Any) -> Any:
        """Gather the forms, which stand under their languages beside the other keys."""
        if not isinstance(data, Mapping):
            return data
        for key in data.keys() - _OF_AN_OFFICE - set(known_languages()):
            if meant := closest(str(key), _OF_AN_OFFICE):
                raise mistake(f"unknown key '{shown(str(key))}'", hint=meant, key=str(key))
        own = {key: data[key] for key in _OF_AN_OFFICE & data.keys()}
        return {**own, "forms": {key: value for key, value in data.items() if key not in _OF_AN_OFFICE}}


class OwnFormsFile(FileEntry):
    """The file `forms_of_address.yaml` of a campaign."""

    sources: Mapping[str, OneLine] = Field(default_factory=dict)
    offices: dict[Id, OwnOffice]


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of address that a campaign can use.

    Attributes:
        by_office: The forms by office and language.
        powers: What each office can do about a request.
        recognise: The words by which imports know the offices of the campaign's own file.
        problems: What is wrong with that file; the cells that it concerns are left out.
        refused: The errors of that file by each of its offices that cannot be used for them.
    """

    by_office: FormsOfAddress = field(default_factory=load_forms_of_address)
    powers: Mapping[str, tuple[Power, ...]] = field(default_factory=load_powers)
    recognise: tuple[tuple[str, tuple[str, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the errors among the problems."""
        return _errors(self.problems)


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.level == "error")


def load_forms(campaign: Path) -> Forms:
    """Load the shipped forms of address, with those of the campaign's own file in their place.

    Args:
        campaign: The campaign's folder, whose languages are in use: forms may be written in its own.
    """
    path = campaign / FILE
    if not path.exists():
        return Forms()
    try:
        offices = validated(OwnFormsFile, read_yaml(path, root=campaign)).offices
    except ContentError as error:
        known = load_forms_of_address()
        lost = dict.fromkeys((one for one in _named_in(path, campaign) if one not in known), error.problems)
        return Forms({**known, **{one: {} for one in lost}}, problems=error.problems, refused=lost)
    problems: list[Problem] = []
    refused: dict[str, tuple[Problem, ...]] = {}
    merged: dict[str, Mapping[str, FormOfAddress]] = dict(load_forms_of_address())
    for name, office in offices.items():
        forms = dict(merged.get(name, {}))
        for language, own in office.forms.items():
            wrong = [*_wrong_words(own), *_missing(name, language, own, known=language in forms)]
            problems += wrong
            if errors := _errors(wrong):
                refused[name] = (*refused.get(name, ()), *errors)
            else:
                forms[language] = _merged(forms[language], own) if language in forms else _new(own)
        merged[name] = forms
    powers = dict(load_powers())
    powers |= {name: one.powers for name, one in offices.items() if one.powers or name not in powers}
    recognise = tuple((name, one.recognise) for name, one in offices.items() if one.recognise)
    return Forms(merged, powers, recognise, tuple(problems), refused)


def _named_in(path: Path, campaign: Path) -> list[str]:
    """Return the offices of a file that cannot be used; where it is no YAML, the keys of its first indentation."""
    with suppress(ContentError):
        offices = read_yaml(path, root=campaign).root.get("offices")
        return list(offices) if isinstance(offices, YamlMapping) else []
    try:
        text = read_inside(path, campaign, cap=SIZE_CAP).decode("utf-8", errors="replace")
    except OSError:
        return []
    keys = [found for line in text.splitlines() if (found := _KEY.match(line))]
    least = min((found["indent"] for found in keys), default="")
    return [found["key"] for found in keys if found["indent"] == least]


def _missing(name: str, language: str, own: OwnForm, *, known: bool) -> Iterator[Problem]:
    """Yield a problem for what a form needs that nobody else has."""
    if known:
        return
    lacking = []
    if own.salutation is None or own.salutation.neutral is None:
        lacking.append("'salutation: {neutral: …}'")
    if own.closing is None:
        lacking.append("'closing'")
    shipped = load_forms_of_address()
    if lacking:
        message = f"the form of address '{name}' lacks {' and '.join(lacking)} in '{language}'"
        near = closest(name, tuple(shipped)) if name not in shipped else ""
        yield Problem(own.place(), message, near or "add it: the program has no such form of its own in this language")


def _wrong_words(own: OwnForm) -> Iterator[Problem]:
    """Yield a problem for each name in braces that no profile has, and for brackets that do not close."""
    layers: tuple[OwnForm | Variant, ...] = (own, *own.variants)
    for variant in own.variants:
        if not variant.states and not variant.domestic:
            message = "the variant holds for everybody: it says neither 'states' nor 'domestic'"
            hint = "add 'states: […]', or write its words above 'variants'"
            yield Problem(variant.place(), message, hint)
    for layer in layers:
        yield from _naming_nobody(layer)
        for part in ("salutation", "envelope"):
            cells = getattr(layer, part)
            for gender in ("neutral", "feminine", "masculine", "nonbinary") if cells else ():
                lines = getattr(cells, gender) or ()
                for line in (lines,) if isinstance(lines, str) else lines:
                    yield from _wrong_line(line, cells, gender, NAMES)
        if layer.closing:
            yield from _wrong_line(layer.closing, layer, "closing", ("salutation",))


def _naming_nobody(layer: OwnForm | Variant) -> Iterator[Problem]:
    """Yield a warning for envelopes without the name of those whom the salutation greets by it."""
    greeting, envelope = layer.salutation, layer.envelope
    if greeting is None or envelope is None:
        return
    said = [words for cell in OwnCells.model_fields if (words := getattr(greeting, cell))]
    if not any(_NAMED.search(words) for words in said):
        return
    for cell in OwnCells.model_fields:
        lines = getattr(envelope, cell) if cell in envelope.model_fields_set else None
        if lines and not _NAMED.search(" ".join(lines)):
            message = "the envelope leaves out the person whom the salutation names"
            yield Problem(envelope.place(cell), message, "add a line '[{name}]'", "warning")


def _wrong_line(line: str, entry: FileEntry, key: str, known: tuple[str, ...]) -> Iterator[Problem]:
    for name in _BRACES.findall(line):
        if name not in known:
            hint = closest(name, known) or f"use one of: {', '.join(known)}"
            yield Problem(entry.place(key), f"'{{{name}}}' stands for nothing in a form of address", hint)
    bare = re.sub(r"\[[^\[\]]*\]", "", _BRACES.sub("", line))
    if left := re.search(r"[\[\]{}]", bare):
        hint = "a name stands in {…}, and what may fall away in […]"
        yield Problem(entry.place(key), f"'{left[0]}' has no counterpart in '{line}'", hint)


def _merged(form: FormOfAddress, own: OwnForm) -> FormOfAddress:
    """Return the form with the campaign's cells in place of its own, in its variants too."""
    variants = (*(_with_cells(one, own) for one in form.variants), *own.variants)
    return _with_cells(form, own).model_copy(update={"variants": variants})


def _with_cells(layer: Layer, own: OwnForm) -> Layer:
    """Return the form, or a variant of it, with the cells of those parts that it has."""
    changed: dict[str, Any] = {}
    source = dict(layer.source)
    for part in ("salutation", "envelope"):
        cells, given = getattr(layer, part), getattr(own, part)
        if cells is None or given is None:
            continue
        changed[part] = cells.model_copy(update=given.given())
        source |= _sources(part, given.given(), own)
    if layer.closing is not None and own.closing is not None:
        changed["closing"], source["closing"] = own.closing, own.source.get("closing", _OWN)
    return layer.model_copy(update={**changed, "source": source})


def _sources(part: str, given: Mapping[str, Any], own: OwnForm) -> dict[str, str]:
    named = own.source.get(part, _OWN)
    found = {part: named} if given.keys() - {"neutral"} or len(given) == 1 else {}
    return found | ({"neutral": own.source.get("neutral", named)} if "neutral" in given else {})


def _new(own: OwnForm) -> FormOfAddress:
    """Return a form that the program has not; its neutral salutation and its closing are there."""
    source = {part: own.source.get(part, _OWN) for part in PARTS}
    source["neutral"] = own.source.get("neutral", source["salutation"])
    envelope = AddresseeLines().model_copy(update=own.envelope.given()) if own.envelope else AddresseeLines()
    salutation = Gendered[OneLine].model_construct(None, **(own.salutation.given() if own.salutation else {}))
    return FormOfAddress.model_construct(
        salutation=salutation,
        envelope=envelope,
        closing=own.closing or "",
        source=source,
        variants=own.variants,
    )
