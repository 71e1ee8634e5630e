"""`districts`: bring in tables of postal codes and places, and look up who represents whom."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import exit_if_errors, show_lines, show_problems
from entreaty.cli.options import FILE, Day, cache_folder, day_option, today
from entreaty.cli.terminal import plain_stderr
from entreaty.problems import counted
from entreaty.storage.garbage import nothing_thrown_away

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from entreaty.content.districts.entry import DistrictsImport
    from entreaty.content.districts.lookup import Found, Lookup
    from entreaty.content.districts.representatives import Representatives

# So many profiles are told one by one that match no district.
_TOLD = 20


@click.group()
def districts() -> None:
    """Say who represents whom, by tables on this computer."""


@districts.command("import")
@click.argument("file", type=FILE)
@click.option("--country", required=True, metavar="CODE", help="The country whose postal codes they are, such as GB.")
@click.option("--kind", metavar="NAME", help="What is elected there, such as uk-commons, where headings do not say it.")
@click.option("--from", "since", type=Day(), metavar="DATE", help="The first day on which the table holds.")
@click.pass_obj
@nothing_thrown_away()
def import_(campaign: Path, file: Path, country: str, kind: str | None, since: date | None) -> None:
    """Bring in a table of postal codes or places.

    FILE is text with headings, such as .csv, and lies in the campaign's folder.
    Known are the ONS Postcode Directory, the relationship files of the Census
    Bureau and the Bundestag's list of municipalities; of other tables, columns
    with usual headings. The entry goes into districts.yaml. Rows that cannot
    be used, districts without a profile and profiles without a district are
    told.
    """
    from entreaty.content.districts.entry import import_districts

    _require_known(country, kind)
    asked = {"country": country, "kind": kind, "from": since}
    done = import_districts(file, asked, campaign, cache_folder(), _tell_of_reading)
    show_problems(done.problems)
    show_lines(_told(done))
    day = max(today(), since or today())
    with _lookup(campaign) as lookup:
        representatives = _representatives(campaign, lookup, day)
        show_problems(representatives.problems[:_TOLD])
        show_lines(_matched(representatives))
    click.echo(f"{done.path}  unchanged" if done.state == "unchanged" else done.path)
    exit_if_errors(done.problems)


@districts.command()
@click.argument("code")
@click.option("--country", default="", metavar="CODE", help="The country, where several have tables.")
@day_option("As of this date")
@click.pass_obj
def find(campaign: Path, code: str, country: str, day: date) -> None:
    """Say which districts a postal code or a place lies in.

    CODE is a postal code in any spelling, or the name of a place. Each
    district is told with the row that says so, and with the profiles that
    represent it. What lies in several districts of one kind is a question
    that only those who live there can answer.
    """
    _require_known(country, None)
    with _lookup(campaign) as lookup:
        countries = (country,) if country else lookup.countries(day)
        answers = {one: found for one in countries if (found := lookup.of(one, code, day))}
        if not answers:
            show_problems(lookup.why_unknown(countries, code, day))
            raise click.exceptions.Exit(1)
        representatives = _representatives(campaign, lookup, day)
        for one, found in answers.items():
            click.echo(f"{one} {lookup.written(one, code)} on {day}")
            show_lines(_answer(found, representatives))
            for kind in lookup.kinds(one, day):
                if kind not in found:
                    click.echo(f"{kind}: no row has it")


def _lookup(campaign: Path) -> "AbstractContextManager[Lookup]":
    from entreaty.content.districts.lookup import opened_lookup

    return opened_lookup(campaign, cache_folder(), _tell_of_reading)


def _tell_of_reading(path: Path) -> None:
    """Say that a table is read, to somebody who waits for it: two million codes take a while."""
    if plain_stderr().isatty():
        click.echo(f"{path} is read once for look-ups …", err=True)


def _require_known(country: str, kind: str | None) -> None:
    from entreaty.content.locales import states
    from entreaty.content.model import no_such, why_no_id

    if country and country not in states():
        raise click.UsageError(no_such("country", country, states()))
    if kind is not None and (why := why_no_id(kind)):
        raise click.UsageError(f"--kind: {why[0]}; {why[1]}")


def _representatives(campaign: Path, lookup: "Lookup", day: date) -> "Representatives":
    """Match the campaign's profiles with its districts; what is wrong with the profiles, `check` tells."""
    from entreaty.content.districts.representatives import Representatives
    from entreaty.content.files.recipients import load_recipients
    from entreaty.problems import ContentError

    path = campaign / "recipients.yaml"
    try:
        profiles = load_recipients(path).entries if path.exists() else ()
    except ContentError as error:
        show_problems(error.problems)
        profiles = ()
    return Representatives(profiles, lookup.districts(day), day)


def _answer(found: "Mapping[str, tuple[Found, ...]]", representatives: "Representatives") -> "Iterator[str]":
    """Yield the districts of each kind, with the rows that say so and who represents them."""
    for kind, several in found.items():
        if len(several) > 1:
            yield f"{kind}: it lies in {len(several)} districts; only those who live there know in which"
        for one in several:
            row = f"{one.place}, '{one.written}'" if one.written else f"{one.place}"
            yield f"{'  ' if len(several) > 1 else f'{kind}: '}{one.district}  {row}"
            profiles = representatives.of(one.district)
            for profile in profiles:
                yield f"    {profile.id}  {profile.whom('en')}"
            if not profiles:
                yield "    no profile represents it"


def _told(done: "DistrictsImport") -> "Iterator[str]":
    """Yield what became of the rows of a table."""
    account, table = done.account, done.table
    columns = ", ".join(f"'{heading}' is the {role}" for heading, role in table.columns.items())
    since = f", from {table.since}" if table.since else ""
    yield f"{table.file}: read as {table.kind} of {table.country}{since}: {columns}"
    if done.note:
        yield f"  {done.note}"
    left = [
        (account.no_code, "without a code or place"),
        (account.no_district, "without a district"),
        (account.no_land, "of water alone"),
        (account.wrong, "that cannot be used"),
    ]
    each = "".join(f", {number:,} {what}" for number, what in left if number)
    districts = counted(account.districts, "district")
    yield f"{account.rows:,} rows: {account.reaching:,} tell of {districts}{each}"
    if account.mended:
        counts = "counts" if account.mended == 1 else "count"
        yield f"{counted(account.mended, 'code')} had lost zeros, and {counts} with them"


def _matched(representatives: "Representatives") -> "Iterator[str]":
    """Yield how profiles and districts match, and what does not, both ways."""
    for one in representatives.unrepresented():
        yield str(one)
    if (more := len(representatives.problems) - _TOLD) > 0:
        yield f"{counted(more, 'further profile')} without a district"
