"""Who signs: what the file holds and refuses."""

import pytest

from entreaty.content.files.sender import Sender, load_sender
from entreaty.problems import ContentError, Problem
from tests.support.sample_campaigns import SENDER, edited, line_of


def _load(folder, text: str) -> Sender:
    path = folder / "sender.yaml"
    path.write_text(text, encoding="utf-8")
    return load_sender(path)


def _problems(folder, text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        _load(folder, text)
    return caught.value.problems


def test_sender_is_read_whole(tmp_path):
    """Every field of a sender is read."""
    sender = _load(tmp_path, SENDER)

    assert (sender.name, sender.country, sender.phone) == ("Anna Example", "DE", "+49 30 0000000")
    assert sender.address == ("4 Example Road", "10969 Berlin")
    assert sender.email == "anna@example.org"
    assert sender.role is not None
    assert sender.role.best("fr") == "Enseignante"
    assert sender.personal_note is not None
    assert sender.personal_note.languages() == ("en", "fr")


def test_images_are_named_with_what_they_show(tmp_path):
    """Letterhead or logo, and the signature, each name a file and say in words what it shows."""
    text = (
        f"{SENDER}letterhead: {{file: head.svg, alt: Our name}}\nsignature_image: {{file: me.png, alt: {{en: Me}}}}\n"
    )
    sender = _load(tmp_path, text)

    assert sender.letterhead is not None
    assert (sender.letterhead.file, sender.letterhead.alt.best("fr")) == ("head.svg", "Our name")
    assert sender.signature_image is not None
    assert sender.signature_image.file == "me.png"
    assert sender.logo is None


def test_only_one_image_stands_in_the_head(tmp_path):
    """A letterhead and a logo would cover each other."""
    text = f"{SENDER}letterhead: {{file: a.svg, alt: A}}\nlogo: {{file: b.svg, alt: B}}\n"

    (problem,) = _problems(tmp_path, text)

    assert problem.message == "there is a 'letterhead' and a 'logo'"
    assert problem.location.line == line_of(text, "logo:")


def test_name_and_country_are_enough(tmp_path):
    """A sender needs a name and the country that the letters are posted in."""
    sender = _load(tmp_path, "name: Anna Example\ncountry: DE\n")

    assert (sender.role, sender.organisation, sender.email, sender.constituency) == (None, None, None, None)
    assert sender.address == ()


def test_personal_note_may_have_paragraphs(tmp_path):
    """The personal note may hold several lines and paragraphs."""
    sender = _load(tmp_path, "name: Anna Example\ncountry: DE\npersonal_note: |\n  One.\n\n  Two.\n")

    assert sender.personal_note is not None
    assert sender.personal_note.best("en") == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: Anna Example", "name: ''", "'name' is empty"),
        ("name: Anna Example", "name:", "'name' is empty"),
        ("name: Anna Example", 'name: "Anna\\nExample"', "'name': it must be a single line"),
        (
            "name: Anna Example",
            "name: '=?utf-8?q?a=0D=0ABcc:_x=40y.example?='",
            "'name': '=?' cannot stand in the header",
        ),
        ("name: Anna Example", "name: 007", "'name' must be text, but 007 is read as something else"),
        ("role: {en: Teacher,", "role: {en: 9:30,", "'en' must be text, but 9:30 is read as something else"),
        ("organisation: Example Society", "organisation: []", "'organisation' must be text, or texts by language"),
        ("address: [4", "address: [1, 4", "entry 1 of 'address' must be text, but 1 is read as something else"),
        ("address: [4", "address: [a, b, c, d, e, f, g, 4", "'address' is too long: at most 8 entries"),
        ("email: anna@example.org", "email: anna", "'email': 'anna' is not an e-mail address"),
        ("phone: +49 30 0000000", "phone: 0300000000", "'phone' must be text, but 0300000000 is read as something"),
        ("country: DE", "country: NO", "'country' must be text, but NO is read as something else"),
        ("country: DE", "country: Germany", "'country': 'Germany' is not the code of a state"),
        ("constituency: Berlin", "constituancy: Berlin", "unknown key 'constituancy'"),
        ("constituency: Berlin", "letterhead: x.svg", "'letterhead' must hold 'key: value' lines of its own"),
        ("constituency: Berlin", "logo: {file: x.svg}", "'alt' is missing"),
        ("constituency: Berlin", "logo: {file: x.svg, alt: ''}", "'alt' is empty"),
        ("constituency: Berlin", "signature_image: {alt: Anna}", "'file' is missing"),
        ("constituency: Berlin", "logo: {file: x.svg, alt: X, size: 2}", "unknown key 'size'"),
    ],
)
def test_mistake_is_told_on_its_line(tmp_path, old, new, message):
    """A mistake in the sender is told on its line."""
    text = edited(SENDER, old, new)

    (problem,) = _problems(tmp_path, text)

    assert problem.message.startswith(message)
    assert problem.location.line == line_of(text, new)


def test_everything_that_is_missing_is_told(tmp_path):
    """All that a sender lacks is told at once."""
    assert [problem.message for problem in _problems(tmp_path, "phone: '1'\n")] == [
        "'name' is missing",
        "'country' is missing",
    ]
