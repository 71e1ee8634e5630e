"""`languages`: which languages letters can be written in, and who has read their words."""

from pathlib import Path

import click


@click.command()
@click.pass_obj
def languages(campaign: Path) -> None:
    """List the languages that letters can be written in.

    Of each: whether lists, pages and preview speak it, too, and what of its
    words somebody has read whose language it is. What nobody has read is from
    memory. Languages that the campaign adds or changes are marked with '*'.
    """
    from entreaty.content.locales import language_name, misnamed_languages
    from entreaty.content.shipped.languages.file import languages_of
    from entreaty.content.shipped.languages.standing import standings
    from entreaty.problems import ContentError

    if wrong := misnamed_languages(campaign):
        raise ContentError(wrong)
    click.echo(f"{'CODE':7}{'LANGUAGE':27}{'PAGES':10}READ BY SOMEBODY WHO SPEAKS IT")
    for one in standings(languages_of(campaign)):
        code = f"{one.code}{'*' if one.own else ''}"
        pages = f"{one.pages}/{one.all_pages}" if one.pages else "-"
        click.echo(f"{code:7}{language_name(one.code):27}{pages:10}{one.seen}")
