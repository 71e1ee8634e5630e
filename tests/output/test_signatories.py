"""Several signatories: side by side on paper, one after another in text and e-mail, checked like the sender."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from entreaty.content.campaign import load_campaign
from entreaty.content.files.sender import load_sender
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.problems import ContentError
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Picture, Signatory
from tests.support.made_letters import html_part, made, plain_part, planned, printed_lines
from tests.support.pdfs import ENVELOPES, elements, pictures, texts
from tests.support.sample_campaigns import APPEAL, SENDER, edited, line_of, write_campaign
from tests.support.sample_letters import TEMPLATES, make_short_letter
from tests.support.validators import rule_violations

POINTS_PER_MM = 72 / 25.4
ENVELOPE = ENVELOPES.by_id("din-5008-b")
PEOPLE = ("Ann Lee", "Bob Roth", "Cem Öz", "Dana Weiß", "Eva Kurz", "Finn Moor")
TWO = """\
signatories:
  - {name: Anna Example, role: {en: Chair, fr: Présidente}}
  - {name: Bob Roth, role: {en: Treasurer, fr: Trésorier}, organisation: Another Society}
"""


def _image() -> bytes:
    made = BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 120, 255)).save(made, format="PNG")
    return made.getvalue()


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    """Return a typesetter that has a signature for each of six."""
    return Typesetter(LetterTemplates(TEMPLATES), {f"signature-{number}": _image() for number in range(1, 7)})


def _signed(count: int, images: tuple[int, ...] = ()):
    """Return a letter of so many signatories, with images for those of these numbers."""
    people = [
        Signatory(
            name=name,
            role="Member",
            signature_image=Picture(name=f"signature-{n}", alt=f"Signature of {name}") if n in images else None,
        )
        for n, name in enumerate(PEOPLE[:count], start=1)
    ]
    return make_short_letter(signatories=tuple(people))


def _places(content: bytes) -> list[tuple[str, float, float]]:
    """Return each signatory's first name with its left edge and top in millimetres, in the order of the page."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        words = [word for page in pdf.pages for word in page.extract_words()]
    firsts = [name.split()[0] for name in PEOPLE]
    return [
        (word["text"], round(word["x0"] / POINTS_PER_MM), round(word["top"] / POINTS_PER_MM, 1))
        for word in words
        if word["text"] in firsts
    ]


@pytest.mark.one_in(5, thorough=2)
@pytest.mark.parametrize(
    ("count", "rows", "columns"),
    [
        (1, [["Ann"]], [25]),
        (2, [["Ann", "Bob"]], [25, 108]),
        (3, [["Ann", "Bob", "Cem"]], [25, 81, 136]),
        (4, [["Ann", "Bob"], ["Cem", "Dana"]], [25, 108]),
        (5, [["Ann", "Bob", "Cem"], ["Dana", "Eva"]], [25, 81, 136]),
        (6, [["Ann", "Bob", "Cem"], ["Dana", "Eva", "Finn"]], [25, 81, 136]),
    ],
)
@pytest.mark.parametrize("images", [(), (2,), (1, 2, 3, 4, 5, 6)], ids=["by hand", "one image", "images"])
def test_signatories_stand_in_rows_of_two_or_three(typesetter, count, rows, columns, images):
    """Names of a row stand on one line, whoever has an image of a signature, and in the same columns."""
    places = _places(typesetter.typeset(_signed(count, images), ENVELOPE).content)

    tops = sorted({top for _, _, top in places})
    assert [[name for name, _, there in places if there == top] for top in tops] == rows
    assert sorted({left for _, left, _ in places}) == columns[: max(map(len, rows))]
    assert len(tops) < 2 or tops[1] - tops[0] >= 25


def test_signature_stands_above_its_name(typesetter):
    """Each image lies between the closing and the name that it belongs to, in the column of that name."""
    content = typesetter.typeset(_signed(6, (1, 2, 3, 4, 5, 6)), ENVELOPE).content
    names = _places(content)
    with pdfplumber.open(BytesIO(content)) as pdf:
        found = [
            (round(one["x0"] / POINTS_PER_MM), one["top"] / POINTS_PER_MM, one["bottom"] / POINTS_PER_MM)
            for one in pdf.pages[0].images
        ]

    assert len(found) == 6
    for (_, left, top), (at, begins, ends) in zip(names, found, strict=True):
        assert at == left
        assert top - 20 < begins < ends < top
        assert ends - begins <= 14.1


def test_letter_with_six_signatories_is_accessible_and_archival(typesetter, tmp_path):
    """The letter passes both standards, and each signature says whose it is."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(typesetter.typeset(_signed(6, (1, 4)), ENVELOPE).content)

    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []
    with pikepdf.open(path) as pdf:
        figures = [one for one in elements(pdf.Root.StructTreeRoot.K[0]) if one.S == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Signature of Ann Lee", "Signature of Dana Weiß"]


def test_letters_with_signatories_are_set_alike_either_way(typesetter):
    """A group's page has its signatories, and looks as if each letter were set by itself."""
    letter = _signed(5, (1, 2))
    shared, alone = typesetter.typeset(letter, ENVELOPE), typesetter.typeset(replace(letter, slots=()), ENVELOPE)

    assert shared.typesetting == "shared"
    assert texts(shared.content) == texts(alone.content)
    assert [one.tobytes() for one in pictures(shared.content)] == [one.tobytes() for one in pictures(alone.content)]


def test_sender_who_signs_is_named_once_in_text_and_email(tmp_path):
    """Signatories follow each other, and the sender's address comes last, without the name again."""
    letter = made(write_campaign(tmp_path, sender=SENDER + TWO), "mediator")

    expected = [
        *("Yours sincerely,", "", "Anna Example", "Chair", ""),
        *("Bob Roth", "Treasurer", "Another Society", ""),
        *("4 Example Road", "10969 Berlin", "anna@example.org", "+49 30 0000000", "", "Notes"),
    ]
    for text in (letter.contents["txt"].decode(), plain_part(letter)):
        lines = text.splitlines()
        assert lines[lines.index("Yours sincerely,") :][: len(expected)] == expected
    html = html_part(letter)
    assert html.count("Anna Example") == 1
    assert html.index("Bob Roth") < html.index("4 Example Road")
    assert '<p style="margin: 0 0 24px">4 Example Road<br>10969 Berlin' in "".join(html.splitlines())
    printed = printed_lines(letter)
    assert "Anna Example Bob Roth" in printed
    assert "Chair Treasurer" in printed


def test_sender_who_does_not_sign_is_named_after_the_signatories(tmp_path):
    """An association sends the letter, and two of its members sign it."""
    sender = edited(SENDER, "name: Anna Example", "name: Example Residents") + TWO
    letter = made(write_campaign(tmp_path, sender=sender), "swiss-minister", ("txt",))

    lines = letter.contents["txt"].decode().splitlines()
    place = lines.index("Trésorier")
    assert lines[place - 4 : place + 7] == [
        *("Anna Example", "Présidente", "", "Bob Roth", "Trésorier", "Another Society", ""),
        *("Example Residents", "Enseignante", "Example Society", "4 Example Road"),
    ]


def test_changed_image_of_a_signatory_is_another_letter(tmp_path):
    """The images of signatories are checked, shown and counted like the sender's own."""
    entry = "  - {name: Bob Roth, role: {en: Treasurer, fr: Trésorier}, organisation: Another Society}"
    sender = SENDER + edited(TWO, entry, entry.replace("}, org", "}, signature_image: {file: bob.png, alt: Bob}, org"))
    folder = write_campaign(tmp_path, sender=sender)
    (folder / "bob.png").write_bytes(_image())
    campaign = load_campaign(folder, folder / "sender.yaml")

    assert list(campaign.images) == ["signature-2"]
    (letter,) = (one for one in planned(folder).letters if one.recipient == "mediator")
    assert [one.signature_image for one in letter.signatories] == [None, Picture(name="signature-2", alt="Bob")]
    (folder / "bob.png").write_bytes(b"GIF89a")
    with pytest.raises(ContentError) as caught:
        load_campaign(folder, folder / "sender.yaml")
    assert f"sender.yaml:{line_of(sender, 'bob.png')}: the image 'bob.png' is neither PNG, JPEG nor SVG" in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("signatories: []\n", ":10: 'signatories' lists nothing"),
        (
            "signatories:\n" + "".join(f"  - name: P{n}\n" for n in range(7)),
            ":10: 'signatories' is too long: at most 6",
        ),
        ("signatories:\n  - role: Chair\n", ":11: 'name' is missing"),
        ("signatories:\n  - name: A\n    rol: Chair\n", ":12: unknown key 'rol'\n  hint: did you mean 'role'?"),
        ("signatories:\n  - name: A\n    email: a@example.org\n", ":12: unknown key 'email'"),
        ("signatories:\n  - A\n", ":11: entry 1 of 'signatories' must hold 'key: value' lines of its own"),
        ("signatories:\n  - name: A\n  - name: A\n", ":10: 'A' signs twice\n  hint: name each person once"),
        (
            "signature_image: {file: a.png, alt: A}\nsignatories:\n  - name: A\n",
            ":10: with 'signatories', the sender has no 'signature_image'\n  hint: put it into the entry of",
        ),
    ],
)
def test_mistakes_in_signatories_are_named_with_their_line(tmp_path, text, message):
    """Too many, none, an unknown key, a missing name, and a signature of nobody are told."""
    (tmp_path / "sender.yaml").write_text(SENDER + text, encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_sender(tmp_path / "sender.yaml")
    assert message in str(caught.value)


def test_passages_can_say_we_where_several_sign(tmp_path):
    """`several` chooses between the words of one and those of several."""
    one, many = "I write to you at the {{ recipient.organisation }} about", "We write to you about"
    appeal = edited(
        APPEAL,
        f"    - id: concern\n      en: {one} the prisoners of war.\n",
        f"    - id: we\n      for: {{sender: {{several: yes}}}}\n      en: {many} them.\n      fr: Nous.\n"
        f"    - id: concern\n      not: {{sender: {{several: yes}}}}\n      en: {one} the prisoners of war.\n",
    )
    alone = made(write_campaign(tmp_path / "one", appeal=appeal, sender=SENDER), "mediator", ("txt",))
    together = made(write_campaign(tmp_path / "two", appeal=appeal, sender=SENDER + TWO), "mediator", ("txt",))

    assert "I write to you at" in alone.contents["txt"].decode()
    assert "We write to you about them." in together.contents["txt"].decode()
    assert "I write to you at" not in together.contents["txt"].decode()


def test_withheld_name_of_a_signatory_stops_the_letter(tmp_path):
    """Withheld words are found among those who sign, too."""
    withheld = "citation_style: oscola\nwithhold: [{words: Bob Roth, from: [detaining-power]}]"
    appeal = edited(APPEAL, "citation_style: oscola", withheld)
    plan = planned(write_campaign(tmp_path, appeal=appeal, sender=SENDER + TWO))

    (failed,) = plan.failed
    assert "the list of signatories of the letter to 'azerbaijani-minister' says 'Bob Roth'" in failed.reason
