"""Names and addresses on the paper: the window, the running head and the sender."""

import pytest

from entreaty.writing.composing.address import address_block, addressee, addressee_in_full, signatory
from entreaty.writing.letter import Picture, Signatory
from tests.support.sample_content import make_recipient, make_sender


def test_window_holds_office_organisation_address_and_country():
    """The lines are the office, the organisation, the source's lines as they are, and the country in capitals."""
    assert address_block(make_recipient(), "en", make_sender(country="GB")) == (
        "President",
        "Example Committee",
        "1 Example Avenue",
        "1202 Geneva",
        "SWITZERLAND",
    )


def test_window_begins_with_the_name_where_it_is_known():
    """The holder's title, given and family name stand above the office, which is in the letter's language."""
    recipient = make_recipient(name={"title": "Dr", "given": "Ana", "family": "Doe"})

    assert address_block(recipient, "en", make_sender(country="GB"))[:3] == (
        "Dr Ana Doe",
        "President",
        "Example Committee",
    )


def test_window_says_nothing_twice():
    """An office that is called like its organisation, or a name like the office, stands there once."""
    recipient = make_recipient(name={"family": "Committee"}, office="Committee", organisation="Committee")

    assert address_block(recipient, "en", make_sender(country="CH")) == ("Committee", "1 Example Avenue", "1202 Geneva")


def test_country_is_left_out_at_home():
    """A letter posted in the recipient's own country has no country line."""
    assert address_block(make_recipient(), "en", make_sender(country="CH"))[-1] == "1202 Geneva"


@pytest.mark.parametrize(
    ("posted_in", "to", "line"),
    [
        ("DE", "CH", "SCHWEIZ"),
        ("FR", "CH", "SUISSE"),
        ("CH", "FR", "FRANKREICH"),
        ("AM", "CH", "ՇՎԵՅՑԱՐԻԱ"),
        ("GE", "CH", "შვეიცარია"),
        ("TR", "CH", "İSVİÇRE"),
        ("TR", "BE", "BELÇİKA"),
        ("AZ", "CH", "İSVEÇRƏ"),
        ("AZ", "KG", "QIRĞIZISTAN"),
        ("GR", "CH", "ΕΛΒΕΤΙΑ"),
        ("JP", "CH", "SWITZERLAND"),
    ],
)
def test_country_is_written_for_the_post_of_the_senders_country(posted_in, to, line):
    """The country is in a language of the country of posting, in its capitals, else in the letter’s language."""
    recipient = make_recipient(address={"lines": ["1 Example Street"], "country": to})

    assert address_block(recipient, "en", make_sender(country=posted_in))[-1] == line


@pytest.mark.parametrize(("language", "line"), [("en", "SWITZERLAND"), ("fr", "SUISSE")])
def test_country_of_a_letter_without_sender(language, line):
    """Where it is not known who posts the letter, the country is in the letter's language."""
    assert address_block(make_recipient(), language, None)[-1] == line


@pytest.mark.parametrize(
    ("profile", "line"),
    [
        ({}, "Présidence, Comité exemplaire"),
        ({"name": {"given": "Ana", "family": "Doe"}}, "Ana Doe, Comité exemplaire"),
        ({"office": "Committee", "organisation": "Committee"}, "Committee"),
    ],
)
def test_addressee_in_one_line(profile, line):
    """The running head names the holder, or the office, and the organisation."""
    assert addressee(make_recipient(**profile), "fr") == line


def test_running_head_drops_an_organisation_that_has_no_room_there():
    """Beside date and page number there is room for a line; a longer one names the office only."""
    department = "Eidgenössisches Departement für auswärtige Angelegenheiten"
    recipient = make_recipient(office={"de": "Leitung des Departements"}, organisation={"de": department})

    assert addressee(recipient, "de") == "Leitung des Departements"


@pytest.mark.parametrize(
    ("office", "organisation", "line"),
    [
        (
            "Minister of Foreign Affairs",
            "Ministry of Foreign Affairs of the Republic of Azerbaijan",
            "Minister of Foreign Affairs, Ministry of Foreign Affairs of the Republic of Azerbaijan",
        ),
        (
            "Präsidentschaft",
            "Kommission der Vereinigten Staaten für internationale Religionsfreiheit (USCIRF)",
            "Präsidentschaft, Kommission der Vereinigten Staaten für internationale Religionsfreiheit (USCIRF)",
        ),
        ("Chair", "x " * 150 + "Committee", "Chair, " + "x " * 150 + "Committee"),
        ("Example Committee", "Example Committee", "Example Committee"),
    ],
)
def test_addressee_in_full_has_the_organisation_however_long(office, organisation, line):
    """The line of the text says whose minister it is; an office that is called like its organisation stands once."""
    assert addressee_in_full(make_recipient(office=office, organisation=organisation), "en") == line


def test_addressee_in_full_names_the_holder():
    """Where the holder is known, the name stands before the organisation, as in the running head."""
    recipient = make_recipient(name={"given": "Ana", "family": "Doe"})

    assert addressee_in_full(recipient, "fr") == "Ana Doe, Comité exemplaire"


def test_signatory_is_the_sender_in_the_letters_language():
    """Everything that the sender gives stands under the letter, in its language."""
    sender = make_sender(
        role={"en": "Teacher", "fr": "Enseignante"},
        organisation="Example Society",
        address=["4 Example Road", "10969 Berlin"],
        email="anna@example.org",
        phone="+49 30 0000000",
    )

    assert signatory(sender, "fr") == Signatory(
        name="Anna Example",
        role="Enseignante",
        organisation="Example Society",
        address=("4 Example Road", "10969 Berlin"),
        email="anna@example.org",
        phone="+49 30 0000000",
    )


def test_signatory_shows_the_senders_images():
    """An image is named as it is fetched, and described in the letter's language."""
    sender = make_sender(
        logo={"file": "dove.png", "alt": {"en": "A dove", "fr": "Une colombe"}},
        signature_image={"file": "signed.png", "alt": "Signature of Anna Example"},
    )

    assert signatory(sender, "fr") == Signatory(
        name="Anna Example",
        logo=Picture(name="logo", alt="Une colombe"),
        signature_image=Picture(name="signature_image", alt="Signature of Anna Example"),
    )


def test_signatory_leaves_empty_what_is_not_given():
    """What the sender leaves out is empty, and without a sender there are blanks."""
    assert signatory(make_sender(), "en") == Signatory(name="Anna Example")
    assert signatory(None, "en") is None


def test_running_head_leaves_out_an_organisation_that_does_not_fit():
    """Where office and organisation are longer than the line of the running head, the office stands alone."""
    long = "Committee on the Very Long Names of Offices and of the Organisations that They Belong to"

    assert addressee(make_recipient(), "en") == "President, Example Committee"
    assert addressee(make_recipient(organisation=long), "en") == "President"


def test_lines_of_the_form_of_address_name_the_addressee():
    """Where the form of address has lines for the envelope, they stand in place of the profile's."""
    recipient = make_recipient(name={"given": "Ana", "family": "Doe"})
    envelope = ("Her Excellency", "Ana Doe", "President of the Example Committee", "Ana Doe")

    assert address_block(recipient, "en", make_sender(country="GB"), envelope) == (
        "Her Excellency",
        "Ana Doe",
        "President of the Example Committee",
        "1 Example Avenue",
        "1202 Geneva",
        "SWITZERLAND",
    )


def test_lines_of_the_source_are_verbatim():
    """Street and town stand as the source prints them, whatever their script, order and capitals."""
    lines = ["ул. Примерная, д. 1", "г. Ереван 0010", "c/o Example"]
    recipient = make_recipient(address={"lines": lines, "country": "AM"})

    assert address_block(recipient, "en", make_sender(country="AM"))[2:] == tuple(lines)


@pytest.mark.parametrize(
    ("posted_in", "language", "line"),
    [
        ("CH", "fr", "ALLEMAGNE"),
        ("CH", "de", "DEUTSCHLAND"),
        ("CH", "en", "DEUTSCHLAND"),
        ("CH", "it", "GERMANIA"),
        ("BE", "fr", "ALLEMAGNE"),
        ("BE", "nl", "DUITSLAND"),
        ("BE", "en", "DUITSLAND"),
        ("CA", "fr", "ALLEMAGNE"),
        ("CA", "en", "GERMANY"),
        ("CA", "hy", "GERMANY"),
        ("AM", "en", "ԳԵՐՄԱՆԻԱ"),
        ("GE", "ru", "გერმანია"),
        ("AZ", "en", "ALMANİYA"),
        ("TR", "en", "ALMANYA"),
        ("FI", "ru", "SAKSA"),
        ("JP", "fr", "ALLEMAGNE"),
    ],
)
def test_country_is_in_the_letters_language_where_the_post_reads_it(posted_in, language, line):
    """Of several official languages the letter's is taken; where none is ours, English or French."""
    recipient = make_recipient(address={"lines": ["1 Example Street"], "country": "DE"})

    assert address_block(recipient, language, make_sender(country=posted_in))[-1] == line


@pytest.mark.parametrize("country", ["AM", "AZ", "GE", "TR", "CH", "BE", "CA", "US", "DE"])
def test_domestic_mail_has_no_country(country):
    """Posted and delivered in one country, the last line is the source's."""
    recipient = make_recipient(address={"lines": ["1 Example Street", "1000 Town"], "country": country})

    assert address_block(recipient, "en", make_sender(country=country))[-1] == "1000 Town"


def test_sender_without_an_address():
    """Supporters need not say where they live."""
    assert signatory(make_sender(), "en") == Signatory(name="Anna Example")
    assert make_sender().address == ()
