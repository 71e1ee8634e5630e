"""Decide which passages a letter has, and in which language, and say by which rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.writing.basis import Authorities


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One rule of a passage, held against the recipient or the date.

    Attributes:
        rule: The rule's key in the file, such as "audiences".
        wanted: What it asks for.
        found: What it was compared with.
        holds: Whether it lets the passage in.
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
        comparisons: Its rules; none for a passage that is always in.
    """

    passage: Passage
    comparisons: tuple[Comparison, ...]

    @property
    def fits(self) -> bool:
        """Tell whether it is in: every rule holds."""
        return all(comparison.holds for comparison in self.comparisons)

    @property
    def deciding(self) -> tuple[Comparison, ...]:
        """Return the rules that decided: those that keep it out, or all where any of them could have done so."""
        failing = tuple(comparison for comparison in self.comparisons if not comparison.holds)
        return failing or self.comparisons


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """The language of a letter, and why.

    Attributes:
        language: The language.
        reason: The rule that chose it.
        wanted: The languages that were asked for, in order of preference.
        written: The languages that the appeal is written in.
    """

    language: str
    reason: str
    wanted: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fitting:
    """The passages that fit some recipients.

    Attributes:
        passages: The passages in the order of the letter.
        asks: Whether a demand is among them.
    """

    passages: tuple[Passage, ...]
    asks: bool


class Selector:
    """Selects the passages of one appeal, once for all recipients whom its conditions cannot tell apart."""

    def __init__(self, appeal: Appeal, authorities: Authorities) -> None:
        """Take the arguments of `select` that letters of a run share."""
        self._appeal, self._authorities = appeal, authorities
        self._named = {name for passage in appeal.letter.passages() for name in passage.fits.recipients}
        self._known: dict[tuple[tuple[str, ...], str | None, str], Fitting] = {}

    def fitting(self, recipient: Recipient) -> Fitting:
        """Return the passages that fit; the same value for recipients of whom the same is true."""
        # All that `_comparisons` asks of a recipient.
        seen = (recipient.audiences, recipient.state, recipient.id if recipient.id in self._named else "")
        if seen not in self._known:
            verdicts = select(self._appeal, recipient, self._authorities)
            passages = tuple(verdict.passage for verdict in verdicts if verdict.fits)
            self._known[seen] = Fitting(passages=passages, asks=any(passage.part == "demands" for passage in passages))
        return self._known[seen]


def select(appeal: Appeal, recipient: Recipient, authorities: Authorities) -> tuple[Verdict, ...]:
    """Return a verdict for every passage of the appeal, in order.

    Args:
        appeal: What can be said.
        recipient: To whom.
        authorities: The treaties that `bound_by` names, and the date that the letter bears.
    """
    return tuple(
        Verdict(passage=passage, comparisons=tuple(_comparisons(passage, recipient, authorities)))
        for passage in appeal.letter.passages()
    )


def choose_language(appeal: Appeal, recipient: Recipient, wanted: str = "") -> LanguageChoice:
    """Return the recipient's first language that the appeal is written in, else English, else the appeal's first.

    Args:
        appeal: What is written.
        recipient: Who reads it.
        wanted: The language that was asked for; it wins even where the appeal lacks it, so that the lack is seen.
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
    """Yield each rule of the passage in the order of the README, held against the recipient and the date."""
    fits, state, audiences = passage.fits, recipient.state or "no state", _listed(recipient.audiences)
    day = authorities.day
    if passage.since:
        yield _compared("from", passage.since, day, holds=passage.since <= day)
    if passage.until:
        yield _compared("until", passage.until, day, holds=day < passage.until)
    if fits.audiences:
        belongs = bool(set(fits.audiences) & set(recipient.audiences))
        yield _compared("audiences", _listed(fits.audiences), audiences, holds=belongs)
    if fits.states:
        yield _compared("states", _listed(fits.states), state, holds=recipient.state in fits.states)
    if fits.recipients:
        yield _compared("recipients", _listed(fits.recipients), recipient.id, holds=recipient.id in fits.recipients)
    if fits.bound_by:
        binding = [one for one in fits.bound_by if recipient.state and authorities.binds(one, recipient.state)]
        found = f"{state}, bound by {_listed(binding) or 'none of them'} on {day}" if recipient.state else state
        yield _compared("bound_by", _listed(fits.bound_by), found, holds=len(binding) == len(fits.bound_by))
    if passage.withhold_from:
        readers = [one for one in recipient.audiences if one in passage.withhold_from]
        yield _compared("withhold_from", _listed(passage.withhold_from), audiences, holds=not readers)


def _compared(rule: str, wanted: object, found: object, *, holds: bool) -> Comparison:
    return Comparison(rule=rule, wanted=str(wanted), found=str(found), holds=holds)


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(words)
