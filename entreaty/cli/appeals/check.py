"""`check`: everything that is wrong, at once."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import as_json, exit_if_errors, show_findings, show_fitting
from entreaty.cli.options import cache_folder, day_option, sender_option

if TYPE_CHECKING:
    from entreaty.content.campaign import Campaign
    from entreaty.planning.plan import Plan
    from entreaty.problems import Problem


@click.command()
@day_option("Check the letters of this date")
@sender_option("Check with this sender; by default sender.yaml, if there is one.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--json", "for_programs", is_flag=True, help="Print the problems as JSON, for other programs.")
@click.pass_obj
def check(campaign: Path, day: date, sender: Path | None, strict: bool, for_programs: bool) -> None:
    """Say what is wrong, and write no letters.

    Every problem is shown at once as FILE:LINE with a hint. Errors stop the
    letters they touch, warnings do not.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.content.places import sender_file
    from entreaty.planning.plan import checked_plan
    from entreaty.problems import ContentError, as_errors, in_reading_order
    from entreaty.writing.checking.wording.check import unread_languages

    try:
        loaded = load_campaign(campaign, sender_file(campaign, sender))
        plan = checked_plan(loaded, day, strict=strict, cache=cache_folder())
        problems = in_reading_order((*plan.problems, *_of_addresses(loaded, plan, day, strict=strict)))
        if unread := unread_languages(loaded.appeals):
            click.echo(f"not read for short names, powers and third persons: {', '.join(unread)}", err=True)
    except ContentError as error:
        problems = as_errors(error.problems) if strict else error.problems
    if for_programs:
        click.echo(as_json([problem.as_json() for problem in problems]))
    else:
        show_findings(problems)
    exit_if_errors(problems)


def _of_addresses(campaign: "Campaign", plan: "Plan", day: date, *, strict: bool) -> "tuple[Problem, ...]":
    """Say which addresses will be made to fit their envelopes, and return what is wrong with those that do not fit."""
    from entreaty.batch.run import look_of
    from entreaty.output.address_rules import warnings_of
    from entreaty.output.fitting import fitting_of
    from entreaty.planning.findings import at_its_source
    from entreaty.planning.order import Order
    from entreaty.problems import ContentError, as_errors

    try:
        look = look_of(campaign, Order(day=day))
    except ContentError as error:
        return error.problems
    fitting = fitting_of(plan.letters, look)
    if not plan.errors:
        show_fitting(fitting)
    recipients = {one.id: one for one in campaign.recipients}
    warnings = warnings_of(fitting.rules, campaign.folder / "recipients.yaml", look.envelope)
    found = (*warnings, *(at_its_source(problem, recipients) for problem in fitting.too_long))
    return as_errors(found) if strict else found
