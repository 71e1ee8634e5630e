"""What of an appeal is translated, and how far each translation has come."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from entreaty.content.files.appeals import PARTS, Appeal, Passage
from entreaty.content.files.translations import TranslationRecord, TranslationState, original_fingerprint
from entreaty.content.locales import language_name, list_in_words
from entreaty.content.shipped.languages.file import Languages
from entreaty.problems import Concern, Location, Problem
from entreaty.storage.yaml.tree import Steps
from entreaty.writing.letter import Letter

SUBJECT = "subject"
# The sections of a language that are printed in letters.
_PRINTED = ("phrases", "dates", "citations", "pinpoints", "letter", "typography")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Words that are translated as one.

    Attributes:
        name: Its name in PO files and in `translations.yaml`: "title", "subject", or part and id as "opening/closure".
        words: The words by language.
        steps: The steps to the mapping that holds them in the appeal's file.
        passage: The passage; None for title and subject.
        original: The language that the others are translated from.
        appeal: The appeal.
    """

    name: str
    words: Mapping[str, str]
    steps: Steps
    passage: Passage | None
    original: str
    appeal: Appeal

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the original's words."""
        return original_fingerprint(self.words[self.original])

    @property
    def concern(self) -> Concern:
        """Return the part of letters that it is."""
        if self.passage:
            return Concern("passage", self.passage.id, self.appeal.id)
        return Concern("appeal", self.appeal.id)

    def place(self, language: str = "") -> Location:
        """Return where its words in the language stand, or where it begins."""
        return self.passage.place(language) if self.passage else self.appeal.place(self.name)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the translation of a unit has come.

    Attributes:
        state: Its state.
        by: Who has reviewed it; empty where nobody has.
        day: The day that it came there; None where nobody has written it down.
        changed: Whether the original has changed since; a translation may be stale without that.
    """

    state: TranslationState
    by: str = ""
    day: date | None = None
    changed: bool = False


def units_of(appeal: Appeal) -> tuple[Unit, ...]:
    """Return what is translated of an appeal: title and subject that have a language, and all passages with words.

    What is not written in the language of the original cannot be translated, and is left out; `check` tells it.
    """
    return tuple(unit for unit in _units(appeal) if unit.original in unit.words)


def _units(appeal: Appeal) -> Iterator[Unit]:
    original = appeal.original
    for name, text in (("title", appeal.title), (SUBJECT, appeal.subject)):
        yield Unit(name=name, words=text.root, steps=(name,), passage=None, original=original, appeal=appeal)
    for part in PARTS:
        for number, passage in enumerate(getattr(appeal.letter, part)):
            steps = ("letter", part, number)
            name = f"{part}/{passage.id}"
            yield Unit(name=name, words=passage.words, steps=steps, passage=passage, original=original, appeal=appeal)


def translations_of(appeal: Appeal) -> tuple[str, ...]:
    """Return the languages that are called translations, by the appeal or by `translations.yaml`."""
    named = dict.fromkeys((*appeal.translations, *appeal.records))
    return tuple(language for language in named if language != appeal.original)


def standing(unit: Unit, language: str) -> Standing | None:
    """Return how far the translation of a unit has come; None where there is none.

    A review that the appeal itself tells of (`reviewed: {by: …, on: …}`) counts for every unit without a record.
    """
    appeal = unit.appeal
    if language not in unit.words or language not in translations_of(appeal):
        return None
    if record := appeal.records.get(language, {}).get(unit.name):
        return Standing(_state(record, unit), record.by or "", record.day, changed=record.of != unit.fingerprint)
    known = appeal.translations.get(language)
    if known and known.reviewed:
        return Standing("reviewed", known.reviewed.by, known.reviewed.on)
    return Standing("translated")


def _state(record: TranslationRecord, unit: Unit) -> TranslationState:
    """Return the state today. A machine's words stay a machine's, whatever becomes of the original."""
    if record.state != "machine" and record.of != unit.fingerprint:
        return "stale"
    return record.state


def lacking(appeal: Appeal, language: str) -> tuple[str, ...]:
    """Return the names of the units that have no words in the language."""
    return tuple(unit.name for unit in units_of(appeal) if language not in unit.words)


def why_draft(appeal: Appeal, letter: Letter) -> str:
    """Return why a letter is a draft; empty where it is none."""
    if appeal.status == "draft":
        return f"the appeal '{appeal.id}' is a draft"
    names = machine_words(appeal, letter)
    return f"a machine has translated '{names[0]}' in it, and nobody has read that yet" if names else ""


def unseen_words(languages: Languages, codes: Iterable[str]) -> Iterator[Problem]:
    """Yield a warning for each language whose words in letters nobody has read whose language it is.

    Args:
        languages: The languages of the campaign.
        codes: The languages of letters, such as ("fr", "pt").
    """
    for code in codes:
        unseen = [section for section in _PRINTED if section not in languages[code].seen]
        if unseen:
            message = f"nobody whose language it is has read the {list_in_words(unseen, 'en')} of {language_name(code)}"
            hint = f"let somebody read them, and name them under 'seen:' in the campaign's languages/{code}.yaml"
            yield Problem(Location(languages.file(code)), message, hint, "warning")


def machine_words(appeal: Appeal, letter: Letter) -> tuple[str, ...]:
    """Return the names of the units in a letter that a machine has translated and nobody has read.

    Where the letter does not tell the id of a passage, which is withheld, every withheld passage may be meant.
    """
    if all(record.state != "machine" for record in appeal.records.get(letter.language, {}).values()):
        return ()
    there = set(letter.passages)
    hidden = bool(there - {passage.id for passage in appeal.letter.passages()})
    return tuple(
        unit.name
        for unit in units_of(appeal)
        if (found := standing(unit, letter.language))
        and found.state == "machine"
        and (
            unit.name == SUBJECT
            or (unit.passage and (unit.passage.id in there or (hidden and unit.passage.withhold_from)))
        )
    )
