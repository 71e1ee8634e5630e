"""Select the passages and the language of a letter, with the rule that decided about each."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from entreaty.content.districts.own import OwnRepresentatives
from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.locales import base_language
from entreaty.writing.basis import Authorities, Signer
from entreaty.writing.conditions import (
    Circumstances,
    Comparison,
    comparisons,
    exclusions,
    field_reader,
    other_readers,
    represents,
)


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

    @property
    def depends(self) -> bool:
        """Tell whether the sender decides, of whom too little is known."""
        rules = self.comparisons
        return any(one.depends for one in rules) and all(one.holds or one.depends for one in rules)


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


class Alike:
    """Tells recipients apart between whom the conditions of an appeal make a difference.

    Attributes:
        asks_who_represents: Whether it makes a difference who represents the sender.
    """

    def __init__(self, appeal: Appeal) -> None:
        """Take the appeal."""
        conditions = [one for passage in appeal.letter.passages() for one in (passage.fits, passage.excludes)]
        keys = {key for one in conditions for key in one.keys}
        if any(passage.withhold_from for passage in appeal.letter.passages()):
            keys.add("audiences")
        self._appeal = appeal
        self._named = frozenset(name for one in conditions for name in one.recipients)
        self._fields, self._others = field_reader(keys), other_readers(keys, appeal.id)
        self._asks_language = "languages" in keys
        # Few appeals do, and each recipient of many thousands is asked.
        self._reads_more = self._asks_language or bool(self._others)
        self.asks_who_represents = "constituents" in keys

    def key(self, recipient: Recipient, language: str = "") -> Hashable:
        """Return what the conditions read of the recipient, and of the letter's language."""
        read = self._fields(recipient)
        if recipient.id in self._named:
            read = (read, recipient.id)
        return self._with_more(read, recipient, language) if self._reads_more else read

    def _with_more(self, read: Hashable, recipient: Recipient, language: str) -> Hashable:
        chosen = (language or choose_language(self._appeal, recipient).language) if self._asks_language else ""
        return (read, chosen, *[other(recipient) for other in self._others])


class Selector:
    """Selects the passages of one appeal, once for all recipients between whom its conditions make no difference."""

    def __init__(
        self,
        appeal: Appeal,
        authorities: Authorities,
        sender: Sender | None = None,
        own: OwnRepresentatives | None = None,
    ) -> None:
        self._appeal, self._authorities, self._sender, self._own = appeal, authorities, sender, own
        self._alike = Alike(appeal)
        self._known: dict[Hashable, Fitting] = {}
        self._of_passages: dict[tuple[str, ...], Fitting] = {}

    def fitting(self, recipient: Recipient, language: str = "", signer: Signer | None = None) -> Fitting:
        """Return the passages that fit a letter.

        Args:
            recipient: Who receives it.
            language: Its language; empty is the recipient's own.
            signer: Which of many supporters of one kind sends it; None where there is one sender.
        """
        read = self._alike.key(recipient, language)
        sender, own = (signer.sender, signer.own) if signer else (self._sender, self._own)
        if signer and self._alike.asks_who_represents:
            answer = represents(recipient, sender, own)
            read = (read, answer.holds, answer.asks)
        found = self._known.get(read)
        if found is None:
            verdicts = select(self._appeal, recipient, self._authorities, sender, language, own=own)
            passages = tuple(verdict.passage for verdict in verdicts if verdict.fits)
            found = Fitting(passages=passages, asks=any(passage.part == "demands" for passage in passages))
            # Members for hundreds of constituencies get few letters that differ.
            found = self._of_passages.setdefault(tuple(passage.id for passage in passages), found)
            self._known[read] = found
        return found


def select(
    appeal: Appeal,
    recipient: Recipient,
    authorities: Authorities,
    sender: Sender | None = None,
    language: str = "",
    *,
    own: OwnRepresentatives | None = None,
) -> tuple[Verdict, ...]:
    """Return a verdict for every passage of the appeal, in order.

    Args:
        appeal: The appeal.
        recipient: Who receives the letter.
        authorities: The treaties that `bound_by` names, and the date that the letter bears.
        sender: Who signs; None where nobody is known.
        language: The language of the letter; empty is the recipient's own.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.
    """
    chosen = language or choose_language(appeal, recipient).language
    at = Circumstances(authorities=authorities, appeal=appeal.id, language=chosen, sender=sender, own=own)
    return tuple(
        Verdict(passage=passage, comparisons=tuple(compared(passage, recipient, at)))
        for passage in appeal.letter.passages()
    )


def choose_language(
    appeal: Appeal, recipient: Recipient, wanted: str = "", spoken: Sequence[str] = ()
) -> LanguageChoice:
    """Return the recipient's first language that the appeal is written in, else English, else the appeal's first.

    Args:
        appeal: The appeal.
        recipient: Who receives the letter.
        wanted: The language that the user asked for, which is chosen even where the appeal lacks it; "" for none. A
            variant is that of its language, unless the appeal is written in it.
        spoken: The languages that the sender writes in, the best first; the letter is in one of them if the appeal is.
    """
    written = appeal.languages()
    own = [code for one in spoken for code in (one, base_language(one)) if code in written]
    if own and not wanted:
        common = [code for one in recipient.language for code in (one, base_language(one)) if code in own]
        reason = "the recipient's first language that the sender writes in" if common else "the sender's first language"
        return LanguageChoice(language=(*common, *own)[0], reason=reason, wanted=recipient.language, written=written)
    wishes = (code for one in recipient.language for code in (one, base_language(one)))
    known = next((language for language in wishes if language in written), "")
    if wanted:
        language, reason = wanted if wanted in written else base_language(wanted), "it was asked for"
    elif known:
        language, reason = known, "the recipient's first language that the appeal has"
    elif "en" in written or not written:
        language, reason = "en", "the appeal has none of the recipient's languages"
    else:
        language, reason = written[0], "the appeal has neither the recipient's languages nor English"
    return LanguageChoice(language=language, reason=reason, wanted=recipient.language, written=written)


def compared(passage: Passage, recipient: Recipient, at: Circumstances) -> Iterator[Comparison]:
    """Yield each rule of the passage, compared with the recipient, the sender and the date."""
    day = at.authorities.day
    if passage.since:
        yield Comparison(rule="from", wanted=str(passage.since), found=str(day), holds=passage.since <= day)
    if passage.until:
        yield Comparison(rule="until", wanted=str(passage.until), found=str(day), holds=day < passage.until)
    yield from comparisons(passage.fits, recipient, at)
    yield from exclusions(passage.excludes, recipient, at)
    if passage.withhold_from:
        kept_from, audiences = ", ".join(passage.withhold_from), ", ".join(recipient.audiences) or "none"
        holds = not set(recipient.audiences) & set(passage.withhold_from)
        yield Comparison(rule="withhold_from", wanted=kept_from, found=audiences, holds=holds)
