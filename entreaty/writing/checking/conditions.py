"""Check whom passages are for: conditions that nobody meets, and words for constituents in letters to others."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from entreaty.content.campaign import Campaign
from entreaty.content.districts.own import Answer, OwnRepresentatives
from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.conditions import BY_NAME, OF_SENDER, Condition, folded
from entreaty.content.files.recipients import Recipient
from entreaty.content.model import Suggestions
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Concern, Location, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.checking.wording.texts import own_words, unquoted
from entreaty.writing.conditions import NOT, Comparison, names_under, represents
from entreaty.writing.select import Alike, Verdict, select
from entreaty.writing.word_search import find_words

_NAMES = (*BY_NAME, "tags")
_OF_TIME = frozenset({"from", "until"})
_CALLED = {
    "political_parties": "is of the party",
    "committees": "is in the committee",
    "constituencies": "represents the constituency",
    "tags": "has the tag",
}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A recipient who stands for all that the conditions of an appeal cannot tell apart, with its verdicts.

    Attributes:
        recipient: The recipient.
        answer: Whether it represents the sender.
        verdicts: A verdict for each passage.
    """

    recipient: Recipient
    answer: Answer
    verdicts: tuple[Verdict, ...]


def condition_problems(
    campaign: Campaign, appeals: Iterable[Appeal], day: date, own: OwnRepresentatives | None = None
) -> Iterator[Problem]:
    """Yield a warning for each condition that nobody meets, and each passage that speaks of constituents to others.

    Args:
        campaign: The campaign.
        appeals: Those of its appeals that letters are written of.
        day: The date of the letters.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.
    """
    reached = [one for one in campaign.recipients if not one.out_of_reach(day)]
    authorities = Authorities(campaign.authorities, day)
    known = _KnownNames(reached)
    told = frozenset(one.location for one in campaign.problems)
    # Whoever cannot be used may be the one who meets a condition.
    all_are_usable = not any(_is_of_recipients(campaign, one) for one in campaign.problems)
    for appeal in appeals if reached else ():
        alike = Alike(appeal)
        kinds: dict[Hashable, tuple[Recipient, Answer]] = {}
        for one in reached:
            answer = represents(one, campaign.sender, own)
            kinds.setdefault((alike.key(one), answer.holds), (one, answer))
        judged = [
            _Judged(one, answer, select(appeal, one, authorities, campaign.sender, own=own))
            for one, answer in kinds.values()
        ]
        for number, passage in enumerate(appeal.letter.passages()):
            verdicts = [one.verdicts[number] for one in judged]
            for where, condition in (("for", passage.fits), ("not", passage.excludes)) if all_are_usable else ():
                yield from _new(known.unknown(appeal, passage, where, condition), told)
            if all_are_usable:
                yield from _new(_met_by_nobody(appeal, passage, verdicts), told)
            yield from _constituents_of_others(appeal, passage, judged, number)


def _is_of_recipients(campaign: Campaign, problem: Problem) -> bool:
    return problem.level == "error" and campaign.folder / "appeals" not in problem.location.path.parents


def _new(problems: Iterable[Problem], told: frozenset[Location]) -> Iterator[Problem]:
    """Yield those that are not the consequence of what is told about the same line."""
    return (one for one in problems if one.location not in told)


class _KnownNames:
    """The parties, committees, constituencies and tags of the recipients."""

    def __init__(self, recipients: Sequence[Recipient]) -> None:
        self._recipients = recipients
        self._known: dict[str, Mapping[str, str]] = {}
        self._suggestions: dict[str, Suggestions] = {}

    def unknown(self, appeal: Appeal, passage: Passage, where: str, condition: Condition) -> Iterator[Problem]:
        """Yield a warning for each name in a condition that no recipient has."""
        for key in _NAMES:
            for name in getattr(condition, key):
                if key not in self._known:
                    named = (names_under(key, one).items() for one in self._recipients)
                    self._known[key] = {compared: written for names in named for compared, written in names}
                    self._suggestions[key] = Suggestions(self._known[key], written=self._known[key])
                if (wanted := folded(name)) not in self._known[key]:
                    who = f"no recipient {_CALLED[key]} '{name}'"
                    message = f"{who}, which '{where}' of the passage '{passage.id}' names"
                    hint = self._suggestions[key].nearest(wanted)
                    yield _warning(condition.place(key), message, hint, appeal, passage)


def _met_by_nobody(appeal: Appeal, passage: Passage, verdicts: Sequence[Verdict]) -> Iterator[Problem]:
    """Yield a warning for each key that no recipient or sender meets, or for all of them together."""
    by_rule: dict[str, list[Comparison]] = {}
    for verdict in verdicts:
        for one in verdict.comparisons:
            by_rule.setdefault(one.rule, []).append(one)
    alone = False
    for rule, compared in by_rule.items():
        if rule in _OF_TIME or any(one.holds or one.depends for one in compared):
            continue
        alone = True
        if rule in _NAMES or _other_senders_have_theirs(appeal, passage, rule):
            # Each name that nobody has is told by itself, and what an appeal says to one kind of sender is meant so.
            continue
        yield _warning(_place(passage, rule), _nobody(passage, rule, compared[0]), "", appeal, passage)
    if not alone and verdicts and not any(map(_may_fit, verdicts)):
        message = f"no recipient meets all conditions of the passage '{passage.id}' together"
        hint = f"'entreaty why {appeal.id} RECIPIENT' shows how each compares"
        yield _warning(passage.place("for"), message, hint, appeal, passage)


def _other_senders_have_theirs(appeal: Appeal, passage: Passage, rule: str) -> bool:
    """Tell whether the part has a passage for senders who do not meet the rule, such as "sender.organisation".

    A letter of an association and one of a resident then begin each in its own way, and nothing is missing.
    """
    if rule.removeprefix(NOT) not in OF_SENDER:
        return False
    key, excludes = rule.rpartition(".")[2], rule.startswith(NOT)
    wanted = _of_sender(passage.excludes if excludes else passage.fits, key)
    for one in appeal.letter.passages():
        if one.part == passage.part and one is not passage:
            alike, opposite = (one.excludes, one.fits) if excludes else (one.fits, one.excludes)
            if _of_sender(opposite, key) == wanted or _of_sender(alike, key) not in {None, (), wanted}:
                return True
    return False


def _of_sender(condition: Condition, key: str) -> bool | tuple[str, ...] | None:
    return getattr(condition.sender, key, None)


def _nobody(passage: Passage, rule: str, compared: Comparison) -> str:
    if rule in OF_SENDER:
        return f"the sender does not meet '{rule}: {compared.wanted}' of the passage '{passage.id}' ({compared.found})"
    if rule.startswith(NOT) or rule == "withhold_from":
        return f"'{rule}' keeps the passage '{passage.id}' from everybody"
    return f"no recipient meets '{rule}: {compared.wanted}' of the passage '{passage.id}'"


def _place(passage: Passage, rule: str) -> Location:
    """Return where the rule stands, such as "not states" or "sender.countries"."""
    if rule == "withhold_from":
        return passage.place(rule)
    condition = passage.excludes if rule.startswith(NOT) else passage.fits
    return condition.place(rule.removeprefix(NOT).partition(".")[0])


def _may_fit(verdict: Verdict) -> bool:
    """Tell whether the passage is in a letter to the recipient at any time, or by any sender."""
    return all(one.holds or one.depends for one in verdict.comparisons if one.rule not in _OF_TIME)


def _constituents_of_others(
    appeal: Appeal, passage: Passage, judged: Sequence[_Judged], number: int
) -> Iterator[Problem]:
    """Yield a warning where a passage speaks to those whom a sender votes for, and goes to others."""
    if passage.fits.constituents:
        return
    said = [(language, words) for language in passage.words if (words := _words_for_constituents(passage, language))]
    others = [one for one in judged if said and not one.answer.holds]
    reader = next((one for one in others if _may_fit(one.verdicts[number])), None)
    if reader is None:
        return
    known = reader.answer.holds is False
    why = "who does not represent the sender" if known else "who is not known to represent the sender"
    for language, words in said:
        message = f"the passage '{passage.id}' says '{words}', and goes to '{reader.recipient.id}', {why}"
        hint = "give it 'for: {constituents: yes}', and the others a passage of their own"
        yield _warning(passage.place(language), message, hint, appeal, passage)


def _words_for_constituents(passage: Passage, language: str) -> str:
    """Return the first words in the passage that only a constituent says, as it has them; empty for none."""
    text = unquoted(own_words(passage, language))
    for words in load_guidance().constituents.get(language, ()):
        for start, end in find_words(text, words):
            return text[start:end]
    return ""


def _warning(place: Location, message: str, hint: str, appeal: Appeal, passage: Passage) -> Problem:
    return Problem(place, message, hint, "warning", Concern("passage", passage.id, appeal.id))
