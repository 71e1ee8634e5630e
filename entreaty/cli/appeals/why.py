"""`why`: which passages a recipient gets, and by which rule."""

import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.options import cache_folder, day_option, language_option, sender_option
from entreaty.cli.terminal import styled
from entreaty.problems import counted

if TYPE_CHECKING:
    from entreaty.planning.explain import Explanation
    from entreaty.writing.conditions import Comparison
    from entreaty.writing.select import Verdict

_WIDTH = 79
_INDENT = 7
_ID_WIDTH = 27
# How what was compared is said, by the rule's key.
_FOUND = {
    "from": "letter of {}",
    "until": "letter of {}",
    "audiences": "recipient is {}",
    "states": "recipient acts for {}",
    "recipients": "recipient is {}",
    "countries": "the address is in {}",
    "languages": "the letter is in {}",
    "forms": "recipient's form of address is {}",
    "political_parties": "recipient's party is {}",
    "committees": "recipient's committees are {}",
    "constituencies": "recipient's constituency is {}",
    "tags": "recipient's tags are {}",
    "positions": "recipient's position is {}",
    "bound_by": "recipient acts for {}",
    "constituents": "recipient {}",
    "sender.organisation": "sender {}",
    "sender.several": "sender {}",
    "sender.countries": "sender's country is {}",
    "withhold_from": "recipient is {}",
}


@click.command()
@click.argument("appeal")
@click.argument("recipient")
@day_option("The date of the letter")
@language_option("The language of the letter; by default the recipient's.")
@sender_option("Who signs; by default sender.yaml, if there is one.")
@click.pass_obj
def why(campaign: Path, appeal: str, recipient: str, day: date, language: str, sender: Path | None) -> None:
    """Say why a letter has the passages that it has.

    It is the letter of APPEAL to RECIPIENT. Every passage is in or out, with the
    rules that decided and the values that were compared: of a passage that is
    in, all its rules; of one that is out, those that keep it out.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.content.places import sender_file
    from entreaty.planning.explain import explain
    from entreaty.planning.order import OrderError

    try:
        loaded = load_campaign(campaign, sender_file(campaign, sender))
        explanation = explain(loaded, appeal, recipient, day, language, cache=cache_folder())
    except OrderError as error:
        raise click.UsageError(str(error)) from error
    for line in explained(explanation):
        click.echo(line)


def explained(explanation: "Explanation") -> Iterator[str]:
    """Yield the lines that say why the recipient gets what it gets, with colours for terminals."""
    head = f"{explanation.appeal.id} to {explanation.recipient.id}, dated {explanation.day}"
    yield styled(head, bold=True)
    yield ""
    yield from _language(explanation)
    by_part: dict[str, list[Verdict]] = {}
    for verdict in explanation.verdicts:
        by_part.setdefault(verdict.passage.part, []).append(verdict)
    for part, verdicts in by_part.items():
        yield ""
        inside = sum(verdict.fits for verdict in verdicts)
        yield f"{styled(part.capitalize(), bold=True)}  {inside} of {len(verdicts)} in"
        for verdict in verdicts:
            yield from _passage(verdict)
    yield ""
    yield from _conclusion(explanation)


def _language(explanation: "Explanation") -> Iterator[str]:
    choice = explanation.language
    text = (
        f"{choice.language}: {choice.reason} (recipient: {', '.join(choice.wanted)}; "
        f"appeal: {', '.join(choice.written) or 'none'})"
    )
    yield from _wrapped(styled("Language", bold=True) + "  ", 10, text)


def _passage(verdict: "Verdict") -> Iterator[str]:
    """Yield the passage with its rules beside it, one below the other."""
    mark = styled("in ", fg="green", bold=True) if verdict.fits else styled("out", fg="red")
    name = verdict.passage.id
    start = f"  {mark}  {name if verdict.fits else styled(name, dim=True)}"
    column = _INDENT + _ID_WIDTH
    if len(name) < _ID_WIDTH:
        start += " " * (_ID_WIDTH - len(name))
    else:
        yield start
        start = " " * column
    if not verdict.comparisons:
        yield f"{start}always"
    for comparison in verdict.deciding:
        yield from _wrapped(start, column, _sentence(comparison), emphasised=comparison.rule)
        start = " " * column


def _sentence(comparison: "Comparison") -> str:
    found = comparison.found
    if not comparison.depends:
        found = _FOUND[comparison.rule.removeprefix("not ")].format(found)
    return f"{comparison.rule} {comparison.wanted}; {found}"


def _conclusion(explanation: "Explanation") -> Iterator[str]:
    inside = [verdict for verdict in explanation.verdicts if verdict.fits]
    if explanation.obstacle:
        yield from _wrapped(styled("No letter: ", fg="yellow"), 11, explanation.obstacle)
        return
    demands = sum(verdict.passage.part == "demands" for verdict in inside)
    yield f"A letter of {counted(len(inside), 'passage')} with {counted(demands, 'demand')}"


def _wrapped(start: str, column: int, text: str, *, emphasised: str = "") -> Iterator[str]:
    """Yield the text in a column that begins after the start; its first word may be emphasised."""
    lines = textwrap.wrap(text, _WIDTH - column, break_on_hyphens=False)
    first = lines[0]
    if emphasised:
        first = styled(emphasised, fg="cyan") + first.removeprefix(emphasised)
    yield start + first
    for line in lines[1:]:
        yield " " * column + line
