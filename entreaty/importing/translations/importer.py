"""Take translations from a PO file into an appeal: what says the same as the original, and nothing else."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.translations import (
    FILE,
    Records,
    TranslationRecord,
    in_lines,
    load_translations,
    translations_text,
)
from entreaty.content.locales import language_called, language_name
from entreaty.content.model import Suggestions, closest, shown
from entreaty.importing.recipients_file.file import contents_of, write_with_backup
from entreaty.importing.translations.appeal_file import AppealText, read_appeal_text
from entreaty.importing.translations.comparing import Compared, differences
from entreaty.importing.translations.po_file import PoFile, PoUnit, read_po
from entreaty.problems import ContentError, EntreatyError, Level, Location, Problem, counted, in_reading_order
from entreaty.storage.decoding import refusal
from entreaty.storage.files import write_whole
from entreaty.storage.inside import read_inside, real_place, removed
from entreaty.storage.yaml.file import SIZE_CAP
from entreaty.writing.translations import SUBJECT, Standing, Unit, standing, units_of

# The length of the code of a language in the name of a file.
_CODE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How the translations of a file were made.

    Attributes:
        day: The day of the import.
        reviewed_by: Who has compared them with the original; empty where nobody has.
        by_machine: Whether a machine has made them, and nobody has read them.
    """

    day: date
    reviewed_by: str = ""
    by_machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationImport:
    """What became of a PO file.

    Attributes:
        appeal: The appeal's id.
        language: The language.
        written: The units whose words were written.
        unchanged: The units whose words the appeal had already.
        unfinished: The units without a translation, or with one that is marked as fuzzy, or that waits for others.
        refused: The units that were refused.
        waiting: Why the subject was not written, so that no letters are written in the language yet; else empty.
        problems: Everything that is wrong, or should be looked at.
        files: The files that were written, copies of what was there before among them.
    """

    appeal: str
    language: str
    written: tuple[str, ...]
    unchanged: int
    unfinished: int
    refused: int
    waiting: str
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]


def import_translations(path: Path, campaign: Campaign, made: Made) -> TranslationImport:
    """Write what is right of a PO file into its appeal.

    Args:
        path: The PO file.
        campaign: The campaign.
        made: How the translations were made.

    Raises:
        ContentError: Nothing of the file can be used.
        EntreatyError: The appeal's file cannot be changed, or was changed meanwhile; nothing is written.
    """
    file = read_po(path)
    appeal = _appeal(path, file, campaign)
    language = _language(path, file, appeal)
    units = {unit.name: unit for unit in units_of(appeal)}
    named = _named(file.units, units)
    if named and not any(one.name in units for one in named):
        raise refusal(path, f"none of its units belongs to the appeal '{appeal.id}'", "is it the file of another one?")
    reading = _Reading(units, language, _people(campaign))
    problems = [
        *_named_otherwise(path, appeal, language),
        *reading.read(named),
    ]
    accepted, waiting = _held_back(appeal, units, language, reading.accepted)
    text = read_appeal_text(appeal.place().path, campaign.folder)
    changed = {
        name: words for name, words in accepted.items() if in_lines(units[name].words.get(language, "")) != words
    }
    after = text.with_words(changed, units, language)
    records = _records(appeal, units, language, _Taken(accepted, changed), made)
    return TranslationImport(
        appeal=appeal.id,
        language=language,
        written=tuple(changed),
        unchanged=len(accepted) - len(changed),
        unfinished=reading.unfinished + bool(waiting),
        refused=reading.refused,
        waiting=waiting,
        problems=in_reading_order(problems),
        files=tuple(_write(campaign.folder, appeal, _Change(text, after, records, language, tuple(changed)), made)),
    )


def _appeal(path: Path, file: PoFile, campaign: Campaign) -> Appeal:
    """Return the appeal that the file is for.

    Raises:
        ContentError: There is none, or it cannot be used.
    """
    known = {appeal.id: appeal for appeal in campaign.appeals}
    if appeal := known.get(file.appeal):
        return appeal
    folder = campaign.folder / "appeals" / file.appeal
    if broken := [one for one in campaign.problems if one.location.path.parent == folder and one.level == "error"]:
        raise ContentError(broken)
    named = (
        f"the campaign has no appeal '{shown(file.appeal)}'"
        if file.appeal
        else "the file does not say of which appeal it is"
    )
    hint = closest(file.appeal, tuple(known)) or "its head has the line 'X-Entreaty-Appeal: …' with the appeal's id"
    raise refusal(path, named, hint)


def _language(path: Path, file: PoFile, appeal: Appeal) -> str:
    language = language_called(file.language)
    if language is None:
        what = f"'{shown(file.language)}' is not a language that letters can be written in"
        raise refusal(
            path, what if file.language else "the file does not say its language", "its head has 'Language: fr'"
        )
    if language == appeal.original:
        raise refusal(path, f"{language_name(language)} is the language of the original", "change that in appeal.yaml")
    return language


def _named_otherwise(path: Path, appeal: Appeal, language: str) -> Iterator[Problem]:
    """Yield a warning if the file's name, such as "visits.fr.po", ends with another language than its head has."""
    ending = "" if path.stem == appeal.id else re.split(r"[._-]", path.stem.removesuffix(".po"))[-1]
    named = language_called(ending) if len(ending) == _CODE else None
    if named and named != language:
        message = f"its head says that it is {language_name(language)}, its name that it is {language_name(named)}"
        yield Problem(Location(path), message, "correct the line 'Language: …', or rename the file", "warning")


def _named(found: Sequence[PoUnit], units: Mapping[str, Unit]) -> tuple[PoUnit, ...]:
    """Return the units of a file, each with a name: XLIFF files lose it, but mostly only one unit has these words."""
    originals = {name: in_lines(unit.words[unit.original]) for name, unit in units.items()}
    times = Counter(originals.values())
    names = {words: name for name, words in originals.items() if times[words] == 1}
    return tuple(replace(one, name=one.name or names.get(one.original, "")) for one in found)


def _people(campaign: Campaign) -> frozenset[str]:
    """Return the names of recipients and authors: whole, such as "Ann Keller", and family names alone."""
    people = [(one.name.given or "", one.name.family) for one in campaign.recipients if one.name]
    authors = [author for source in campaign.authorities.values() for author in source.author]
    people += [(author.given or "", author.family) for author in authors if author.family]
    return frozenset(name for given, family in people for name in (family, f"{given} {family}".strip()))


class _Reading:
    """Takes the units of a PO file one by one."""

    def __init__(self, units: Mapping[str, Unit], language: str, people: frozenset[str]) -> None:
        self._units, self._language, self._people = units, language, people
        self._lines: dict[str, int] = {}
        self._suggestions = Suggestions(units)
        self.accepted: dict[str, str] = {}
        self.unfinished = self.refused = 0

    def read(self, units: Sequence[PoUnit]) -> Iterator[Problem]:
        """Yield what is wrong with the units, and keep those that are right."""
        for one in units:
            found = tuple(self._read(one))
            yield from found
            if any(problem.level == "error" for problem in found):
                self.refused += 1
            elif one.fuzzy or not one.translation:
                self.unfinished += 1
            else:
                self.accepted[one.name] = one.translation

    def _read(self, one: PoUnit) -> Iterator[Problem]:
        def refused(message: str, hint: str = "") -> Problem:
            return Problem(one.place, message, hint)

        name, unit = shown(one.name), self._units.get(one.name)
        if unit is None:
            hint = self._suggestions.nearest(one.name) if one.name else "'msgctxt' names it: part and id of the passage"
            yield refused(f"the appeal has no passage '{name}'" if one.name else "the unit has no name", hint)
        elif one.name in self._lines:
            yield refused(
                f"'{name}' stands here again", f"the first one is on line {self._lines[one.name]}; that one counts"
            )
        elif one.plural:
            yield refused(f"'{name}' has forms for several numbers", "a passage has one text: write 'msgstr' once")
        elif one.original != in_lines(unit.words[unit.original]):
            hint = f"export it again: 'translate export {self._language} {unit.appeal.id}'"
            yield refused(f"the original of '{name}' is another one by now", hint)
        elif one.translation and not one.fuzzy:
            yield from self._compared(one, unit)
        self._lines.setdefault(one.name, one.place.line)

    def _compared(self, one: PoUnit, unit: Unit) -> Iterator[Problem]:
        """Yield what a translation says otherwise than its original; what the appeal has already was looked at."""
        if in_lines(unit.words.get(self._language, "")) == one.translation:
            return
        known = (unit.original, self._language)
        texts = Compared(
            original=one.original,
            translation=one.translation,
            source=unit.original,
            language=self._language,
            before=in_lines(unit.words.get(self._language, "")),
            others={language: in_lines(words) for language, words in unit.words.items() if language not in known},
            people=self._people,
            marked_up=unit.passage is not None,
        )
        for found in differences(texts):
            level: Level = "error" if found.sure else "warning"
            yield Problem(one.place, f"'{unit.name}': {found.message}", found.hint, level)


def _held_back(
    appeal: Appeal, units: Mapping[str, Unit], language: str, accepted: Mapping[str, str]
) -> tuple[dict[str, str], str]:
    """Return what is to be written, and why the subject is not.

    It comes last, because letters are written in the language from then on.
    """
    kept = dict(accepted)
    passages = [passage for passage in appeal.letter.passages() if passage.words and language not in passage.words]
    lacking = [f"{passage.part}/{passage.id}" for passage in passages if f"{passage.part}/{passage.id}" not in accepted]
    if SUBJECT not in kept or language in units[SUBJECT].words or not lacking:
        return kept, ""
    del kept[SUBJECT]
    left = f"{counted(len(lacking), 'passage')} to go, such as '{lacking[0]}'"
    return kept, f"the subject is written with the last passage, and letters from then on; {left}"


@dataclass(frozen=True, slots=True)
class _Taken:
    """The words that were accepted, by unit, and those of them that the appeal does not have."""

    accepted: Mapping[str, str]
    changed: Mapping[str, str]


def _records(appeal: Appeal, units: Mapping[str, Unit], language: str, taken: _Taken, made: Made) -> Records:
    """Return the records as they will be: of what was accepted, and of what the appeal says is reviewed."""
    before = {name: record for name, record in appeal.records.get(language, {}).items() if name in units}
    after = dict(before)
    for name, unit in units.items():
        found = standing(unit, language)
        doubtful = found is None or found.state in {"stale", "machine"}
        # A machine that says what was there already has not undone what a person has done.
        confirmed = name in taken.accepted and not made.by_machine and (bool(made.reviewed_by) or doubtful)
        if name in taken.changed or confirmed:
            after[name] = _record(unit, made)
        elif name not in before and found and (name in taken.accepted or found.by):
            after[name] = _as_it_is(unit, found, made)
    return {**appeal.records, language: after} if after else appeal.records


def _record(unit: Unit, made: Made) -> TranslationRecord:
    state = "machine" if made.by_machine else "reviewed" if made.reviewed_by else "translated"
    return TranslationRecord(of=unit.fingerprint, state=state, by=made.reviewed_by or None, day=made.day)


def _as_it_is(unit: Unit, found: Standing, made: Made) -> TranslationRecord:
    state = "reviewed" if found.by else "translated"
    return TranslationRecord(of=unit.fingerprint, state=state, by=found.by or None, day=found.day or made.day)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be written.

    Attributes:
        before: The appeal's file as it was read.
        after: Its new text.
        records: The new records.
        language: The language of the import.
        changed: The units whose words are others now.
    """

    before: AppealText
    after: str
    records: Records
    language: str
    changed: tuple[str, ...]


def _write(campaign: Path, appeal: Appeal, change: _Change, made: Made) -> Iterator[Path]:
    """Write both files of the appeal where they change, and yield what was written.

    Whatever stops this in between, no words count as reviewed that are others than those which were: the records say
    first that the words are in doubt. Where the appeal cannot be written, the records are put back.
    """
    path = change.before.path.with_name(FILE)
    if load_translations(path, campaign) != appeal.records:
        raise EntreatyError(f"{path}: the file was changed meanwhile; nothing is written, so try again")
    if change.changed:
        state = "machine" if made.by_machine else "stale"
        own = change.records[change.language]
        doubted = {name: own[name].model_copy(update={"state": state}) for name in change.changed}
        before = _content(path, campaign)
        try:
            _write_records(path, {**change.records, change.language: {**own, **doubted}}, campaign)
            backup = write_with_backup(change.before.path, change.after, change.before.fingerprint, made.day, campaign)
        except BaseException:
            _put_back(path, before, change.before, campaign)
            raise
        if backup:
            yield backup
        yield change.before.path
    if change.changed or change.records != appeal.records:
        _write_records(path, change.records, campaign)
        yield path


def _content(path: Path, campaign: Path) -> bytes | None:
    """Return the content of the records' file; None where there is none."""
    try:
        return read_inside(path, campaign, cap=SIZE_CAP)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refusal(path, f"the file cannot be read: {error.strerror}") from error


def _put_back(path: Path, before: bytes | None, appeal: AppealText, campaign: Path) -> None:
    """Have the records say again what they said, unless the appeal has its new words already.

    Where not even that can be written, the records stay in doubt, which is told by `check`.
    """
    with suppress(OSError, EntreatyError):
        if contents_of(appeal.path, campaign) != appeal.fingerprint:
            return
        if before is None:
            removed(path, campaign)
        else:
            write_whole(real_place(path, campaign), before, root=campaign, keep_mode=True)


def _write_records(path: Path, records: Records, campaign: Path) -> None:
    write_whole(real_place(path, campaign), translations_text(records).encode(), root=campaign, keep_mode=True)
