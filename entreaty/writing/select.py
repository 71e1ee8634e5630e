"""Select the passages and the language of a letter, with the rule that decided about each."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.writing.basis import Authorities


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One rule of a passage, compared with the recipient or the date.

    Attributes:
        rule: The rule's key in the file, such as "audiences".
        wanted: The value that it wants, such as "mediator, un-body".
        found: The value of the recipient or the date, such as "legislature".
        holds: Whether the rule lets the passage in.
    """

    rule: str
    wanted: str
    found: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one passage is in the letter, and why.

    Attributes:
        passage: The passage.
        comparisons: Its rules; empty for a passage that is in every letter.
    """

    passage: Passage
    comparisons: tuple[Comparison, ...]

    @property
    def fits(self) -> bool:
        """Tell whether the passage is in the letter: every rule holds."""
        return all(comparison.holds for comparison in self.comparisons)

    @property
    def deciding(self) -> tuple[Comparison, ...]:
        """Return the rules that decided: those that keep the passage out, or all of them if it is in."""
        failing = tuple(comparison for comparison in self.comparisons if not comparison.holds)
        return failing or self.comparisons


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """The language of a letter, and why.

    Attributes:
        language: The language.
        reason: The reason, such as "it was asked for".
        wanted: The recipient's languages, in order of preference.
        written: The languages that the appeal is written in.
    """

    language: str
    reason: str
    wanted: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fitting:
    """The passages of a letter, one value for all recipients whom the same passages fit.

    Attributes:
        passages: The passages, in the order of the letter.
        asks: Whether there is a demand among them.
    """

    passages: tuple[Passage, ...]
    asks: bool


class Selector:
    """Selects the passages of one appeal, once for all recipients between whom its conditions make no difference."""

    def __init__(self, appeal: Appeal, authorities: Authorities) -> None:
        self._appeal, self._authorities = appeal, authorities
        self._naming: dict[str, tuple[int, ...]] = {}
        for place, passage in enumerate(appeal.letter.passages()):
            for name in passage.fits.recipients_named:
                self._naming[name] = (*self._naming.get(name, ()), place)
        self._known: dict[Hashable, Fitting] = {}

    def alike(self, recipient: Recipient) -> Hashable:
        """Return a value that is the same for all recipients between whom the conditions make no difference."""
        # Everything that `_comparisons` reads of a recipient, with the passages that name the recipient.
        return recipient.audiences, recipient.state, self._naming.get(recipient.id, ())

    def fitting(self, recipient: Recipient) -> Fitting:
        """Return the passages that fit the recipient."""
        read = self.alike(recipient)
        if read not in self._known:
            verdicts = select(self._appeal, recipient, self._authorities)
            passages = tuple(verdict.passage for verdict in verdicts if verdict.fits)
            self._known[read] = Fitting(passages=passages, asks=any(passage.part == "demands" for passage in passages))
        return self._known[read]


def select(appeal: Appeal, recipient: Recipient, authorities: Authorities) -> tuple[Verdict, ...]:
    """Return a verdict for every passage of the appeal, in order.

    Args:
        appeal: The appeal.
        recipient: Who receives the letter.
        authorities: The treaties that `bound_by` names, and the date that the letter bears.
    """
    return tuple(
        Verdict(passage=passage, comparisons=tuple(_comparisons(passage, recipient, authorities)))
        for passage in appeal.letter.passages()
    )


def choose_language(appeal: Appeal, recipient: Recipient, wanted: str = "") -> LanguageChoice:
    """Return the recipient's first language that the appeal is written in, else English, else the appeal's first.

    Args:
        appeal: The appeal.
        recipient: Who receives the letter.
        wanted: The language that the user asked for, which is chosen even where the appeal lacks it; "" for none.
    """
    written = appeal.languages()
    known = next((language for language in recipient.language if language in written), "")
    if wanted:
        language, reason = wanted, "it was asked for"
    elif known:
        language, reason = known, "the recipient's first language that the appeal has"
    elif "en" in written or not written:
        language, reason = "en", "the appeal has none of the recipient's languages"
    else:
        language, reason = written[0], "the appeal has neither the recipient's languages nor English"
    return LanguageChoice(language=language, reason=reason, wanted=recipient.language, written=written)


def _comparisons(passage: Passage, recipient: Recipient, authorities: Authorities) -> Iterator[Comparison]:
    """Yield each rule of the passage, in the order of the README, compared with the recipient and the date."""
    fits, state, audiences = passage.fits, recipient.state or "no state", _listed(recipient.audiences)
    day = authorities.day
    if passage.since:
        yield _compared("from", str(passage.since), str(day), holds=passage.since <= day)
    if passage.until:
        yield _compared("until", str(passage.until), str(day), holds=day < passage.until)
    if fits.audiences:
        belongs = bool(set(fits.audiences) & set(recipient.audiences))
        yield _compared("audiences", _listed(fits.audiences), audiences, holds=belongs)
    if fits.states:
        yield _compared("states", _listed(fits.states), state, holds=recipient.state in fits.states)
    if fits.recipients:
        yield _compared(
            "recipients", _listed(fits.recipients), recipient.id, holds=recipient.id in fits.recipients_named
        )
    if fits.bound_by:
        binding = [key for key in fits.bound_by if recipient.state and authorities.binds(key, recipient.state)]
        found = f"{state}, bound by {_listed(binding) or 'none of them'} on {day}" if recipient.state else state
        yield _compared("bound_by", _listed(fits.bound_by), found, holds=len(binding) == len(fits.bound_by))
    if passage.withhold_from:
        readers = [audience for audience in recipient.audiences if audience in passage.withhold_from]
        yield _compared("withhold_from", _listed(passage.withhold_from), audiences, holds=not readers)


def _compared(rule: str, wanted: str, found: str, *, holds: bool) -> Comparison:
    return Comparison(rule=rule, wanted=wanted, found=found, holds=holds)


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(words)
