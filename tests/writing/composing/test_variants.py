"""Letters as the country writes that they are posted in, in dates, courtesies and words."""

from datetime import date

import pytest

from entreaty.writing.composing.body import Bodies
from entreaty.writing.composing.composer import Composer
from tests.support.sample_content import (
    compose,
    make_appeal,
    make_basis,
    make_recipient,
    make_report,
    make_sender,
    shown,
)

OPENING = [{"id": "a", "en": "Our organisation writes on {{ letter.date }}.", "en-US": "Our organization writes."}]


def _letter(country, appeal=None, recipient=None, variant=""):
    basis = make_basis(make_report(), sender=make_sender(country=country), variant=variant)
    return compose(appeal or make_appeal(), recipient or make_recipient(), "en", basis)


@pytest.mark.parametrize("country", ["US", "PR", "PH"])
def test_american_letters_have_an_american_date_and_courtesies(country):
    """From the United States, its territories and the Philippines: month first, a colon, and "Sincerely"."""
    letter = _letter(country)

    assert letter.date_line == "June 24, 2025"
    assert letter.salutation.endswith(":")
    assert letter.closing == "Sincerely,"
    assert (letter.language, letter.lang) == ("en", "en-US")


@pytest.mark.parametrize(("country", "lang"), [("GB", "en-GB"), ("IE", "en"), ("IN", "en")])
def test_letters_from_elsewhere_are_british(country, lang):
    """Day first, a comma, and "Yours"."""
    letter = _letter(country)

    assert letter.date_line == "24 June 2025"
    assert letter.salutation.endswith(",")
    assert letter.closing.startswith("Yours")
    assert letter.lang == lang


def test_appeal_decides_otherwise():
    """An appeal in British English is so from the United States as well."""
    letter = _letter("US", variant="en-GB")

    assert (letter.date_line, letter.lang) == ("24 June 2025", "en-GB")
    assert letter.salutation.endswith(",")


def test_passages_may_have_words_of_the_variant():
    """Where a passage has none, it has those of the language, with the date of the variant."""
    own = _letter("US", make_appeal(opening=OPENING))
    others = _letter("GB", make_appeal(opening=OPENING))
    dated = _letter("US", make_appeal(opening=[{"id": "a", "en": OPENING[0]["en"]}]))

    assert shown(own.paragraphs[0]) == "Our organization writes."
    assert shown(others.paragraphs[0]) == "Our organisation writes on 24 June 2025."
    assert shown(dated.paragraphs[0]) == "Our organisation writes on June 24, 2025."


def test_letters_of_two_variants_are_of_two_groups():
    """What is shared by a group never has the words of another country."""
    appeal, unsigned = make_appeal(), make_basis(make_report())
    composer = Composer(appeal, unsigned)
    american = make_recipient(id="a", state="US", address={"lines": ["1 Example Street"], "country": "US"})
    british = make_recipient(id="b", state="GB", address={"lines": ["1 Example Street"], "country": "GB"})
    bodies = Bodies(appeal, unsigned)
    keys = {bodies.key(composer.fitting(one, "en"), one, "en").usage.variant for one in (american, british)}

    assert keys == {"en-US", "en-GB"}
    assert compose(appeal, american, "en", unsigned).date == date(2025, 6, 24)


def test_german_demands_go_on_with_the_sentence_of_the_request():
    """After a colon, words that German writes small within a sentence begin small; nouns and other sentences do not."""
    words = {"opening": "Guten Tag.", "closing": "Ende.", "facts": "Tatsachen.", "law": "Recht."}
    parts = {part: [{"id": part, "de": text}] for part, text in words.items()}
    demands = [{"id": "x", "de": "Zu erwägen, was hilft."}, {"id": "y", "de": "Besuche zuzulassen."}]

    def demanded(request):
        appeal = make_appeal(**parts, request=[{"id": "r", "de": request}], demands=demands, subject={"de": "Besuche"})
        letter = compose(appeal, make_recipient(), "de", make_basis(make_report(), sender=make_sender(country="DE")))
        return [shown(demand.prose) for demand in letter.demands]

    assert demanded("Ich bitte Sie:") == ["zu erwägen, was hilft.", "Besuche zuzulassen."]
    assert demanded("Ich habe zwei Bitten.") == ["Zu erwägen, was hilft.", "Besuche zuzulassen."]


def test_french_passages_have_french_spaces():
    """A plain space or none becomes one at which no line ends; what an author has set stays."""
    words = "Ils disent : « oui » ; voilà! Et\u202f: non?"
    parts = {part: [{"id": part, "fr": "Texte."}] for part in ("facts", "law", "request", "demands", "closing")}
    appeal = make_appeal(opening=[{"id": "a", "fr": words}], **parts, subject={"fr": "Visites"})
    letter = compose(appeal, make_recipient(), "fr", make_basis(make_report()))

    assert shown(letter.paragraphs[0]) == (
        "Ils disent\u00a0: «\u00a0oui\u00a0»\u00a0; voilà\u00a0! Et\u202f: non\u00a0?"
    )
