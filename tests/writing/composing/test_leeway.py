"""Which lines of an address belong together, and which one says what others say."""

import pytest

from entreaty.writing.composing.leeway import leeway_of
from tests.support.sample_content import make_recipient

JANE = {"given": "Jane", "family": "Roe"}


@pytest.mark.parametrize(
    ("country", "lines", "leeway"),
    [
        ("US", ("350 Sample Avenue", "Suite 200", "Washington, DC 20515"), "comma keep keep"),
        ("US", ("4th Floor", "350 Sample Avenue", "Albany, NY 12224"), "comma keep keep"),
        ("US", ("350 Sample Avenue", "Albany, NY", "12224"), "keep space keep"),
        ("GB", ("Flat 2", "1 Sample Road", "Sampleton", "SA1 1AA"), "comma keep keep keep"),
        ("DE", ("Musterweg 1", "3. OG", "10115", "Berlin"), "comma keep space keep"),
        ("DE", ("Musterweg 1", "Berlin", "10115"), "keep keep keep"),
        ("FR", ("2e étage", "1 rue Exemple", "75001", "Paris"), "comma keep space keep"),
        ("HU", ("Budapest", "Minta utca 1", "1055"), "keep keep keep"),
        ("BY", ("Sample 1", "223016", "Minsk"), "keep comma keep"),
        ("US", ("Suite 200", "Sample House", "Albany, NY 12224"), "keep keep keep"),
        ("CH", ("1202 Geneva",), "keep"),
    ],
)
def test_lines_that_belong_together_may_be_joined(country, lines, leeway):
    """A suite goes with its street; a postal code with its town where the post has both in one line, in its order."""
    recipient = make_recipient(address={"lines": lines, "country": country})
    window = ("The Director", "Example Committee", *lines, "COUNTRY")
    assert leeway_of(window, recipient, "en", "Dear Director,") == f"keep keep {leeway} keep"


@pytest.mark.parametrize(
    ("office", "organisation", "salutation", "leeway"),
    [
        ("Representative", "United States House of Representatives", "Dear Jane Roe:", "said"),
        ("Mayor", "City of Sampletown", "Dear Mayor Roe:", "said"),
        ("Minister of Foreign Affairs", "Ministry of Foreign Affairs", "Madam,", "said"),
        ("Deputy Minister", "Ministry of Foreign Affairs", "Dear Minister,", "keep"),
        ("Director", "Sample Trust", "Dear Ms Roe,", "keep"),
    ],
)
def test_an_office_that_others_say_may_be_left_out(office, organisation, salutation, leeway):
    """What the salutation or the organisation's line says in the same words need not stand a second time."""
    recipient = make_recipient(name=JANE, office=office, organisation=organisation)
    window = ("Jane Roe", office, organisation, *recipient.address.lines)
    assert leeway_of(window, recipient, "en", salutation) == f"keep {leeway} keep keep keep"


def test_an_office_without_a_name_stays():
    """Where nobody is named, the office is whom the letter is for."""
    recipient = make_recipient(office="Mayor", organisation="City of Sampletown")
    window = ("Mayor", "City of Sampletown", *recipient.address.lines)
    assert leeway_of(window, recipient, "en", "Dear Mayor,") == "keep keep keep keep"
