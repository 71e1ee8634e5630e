"""Letterhead, logo and signature on paper: in their places, accessible, and made again when they change."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from PIL import Image, ImageDraw

from entreaty.batch.run import write_letters
from entreaty.content.campaign import load_campaign
from entreaty.content.files.images.svg import cleaned_svg
from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Picture
from tests.support.pdfs import elements
from tests.support.pixels import darkest
from tests.support.sample_campaigns import DAY, SENDER, write_campaign
from tests.support.sample_letters import ADDRESS, TEMPLATES, make_letter, make_short_letter
from tests.support.sample_letters import SENDER as SIGNATORY
from tests.support.validators import rule_violations

pytestmark = pytest.mark.no_cover

ENVELOPES = load_envelopes()
POINTS_PER_MM = 72 / 25.4
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 330 40"><rect width="330" height="40"/></svg>'


def _raster(kind: str, mode: str, size: tuple[int, int]) -> bytes:
    image = Image.new(mode, size, "#fff" if mode == "RGB" else None)
    ImageDraw.Draw(image).ellipse((5, 5, size[0] - 5, size[1] - 5), fill="#036")
    made = BytesIO()
    image.save(made, format=kind)
    return made.getvalue()


IMAGES = {
    "letterhead": cleaned_svg(SVG),
    "logo": _raster("JPEG", "RGB", (300, 200)),
    "signature_image": _raster("PNG", "RGBA", (600, 200)),
}


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    """Return a typesetter that knows all three images."""
    return Typesetter(LetterTemplates(TEMPLATES), IMAGES)


def _signed(*names: str):
    return replace(SIGNATORY, **{name: Picture(name=name, alt=f"The {name}") for name in names})


@pytest.mark.one_in(7, thorough=3)
@pytest.mark.parametrize("envelope", ENVELOPES.ids)
@pytest.mark.parametrize("head", ["letterhead", "logo"])
def test_letters_with_images_are_accessible_and_archival(typesetter, tmp_path, envelope, head):
    """For every envelope a letter with images passes both standards, and each image says what it shows."""
    letter = make_letter(address=ADDRESS[1:], sender=_signed(head, "signature_image"))
    path = tmp_path / "letter.pdf"
    path.write_bytes(typesetter.typeset(letter, ENVELOPES.by_id(envelope)).content)

    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []
    with pikepdf.open(path) as pdf:
        figures = [one for one in elements(pdf.Root.StructTreeRoot.K[0]) if one.S == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == [f"The {head}", "The signature_image"]


@pytest.mark.parametrize("name", ENVELOPES.ids)
def test_logo_lies_in_the_head_and_the_signature_above_the_name(typesetter, name):
    """The logo keeps to the head, beside the sender's block; the signature stands between closing and name."""
    envelope = ENVELOPES.by_id(name)
    letter = make_short_letter(address=ADDRESS[1:], sender=_signed("logo", "signature_image"))
    made = typesetter.typeset(letter, envelope)
    with pdfplumber.open(BytesIO(made.content)) as pdf:
        page = pdf.pages[0]
        logo, signature = (
            {edge: image[edge] / POINTS_PER_MM for edge in ("x0", "x1", "top", "bottom")} for image in page.images
        )
        lines = {line["text"]: line for line in page.extract_text_lines()}
        closing = lines["Yours faithfully,"]["bottom"] / POINTS_PER_MM
        names = [word["top"] / POINTS_PER_MM for word in page.extract_words() if word["text"] == "Keller"]
    head, sender = envelope.letterhead, envelope.sender

    assert head.x - 0.1 <= logo["x0"] < logo["x1"] <= head.right + 0.1
    assert head.y - 0.1 <= logo["top"] < logo["bottom"] <= head.bottom + 0.1
    assert logo["x1"] <= sender.x or logo["x0"] >= sender.right
    assert closing <= signature["top"] < signature["bottom"] <= names[-1]
    assert signature["bottom"] - signature["top"] <= 14.1


@pytest.mark.parametrize("name", ENVELOPES.ids)
def test_letterhead_lies_across_the_head_above_the_sender(typesetter, name):
    """The letterhead keeps to its place, and the sender's block begins below it."""
    envelope = ENVELOPES.by_id(name)
    made = typesetter.typeset(make_short_letter(address=ADDRESS[1:], sender=_signed("letterhead")), envelope)
    with pdfplumber.open(BytesIO(made.content)) as pdf:
        page = pdf.pages[0]
        drawn = max(page.rects, key=lambda rect: rect["width"])
        sender = min(word["top"] for word in page.extract_words() if word["text"] in {"Anna", "Keller"})
    head = envelope.letterhead

    assert head.x - 0.1 <= drawn["x0"] / POINTS_PER_MM
    assert drawn["x1"] / POINTS_PER_MM <= head.right + 0.1
    assert drawn["bottom"] / POINTS_PER_MM <= head.bottom + 0.1
    assert drawn["width"] / POINTS_PER_MM >= 110
    assert sender >= drawn["bottom"]


def _grey_of_16_bits(ink: int, paper: int) -> bytes:
    image = Image.new("I;16", (300, 100), paper)
    image.paste(ink, (20, 40, 280, 60))
    made = BytesIO()
    image.save(made, format="PNG")
    return made.getvalue()


@pytest.mark.one_in(9, thorough=3)
@pytest.mark.parametrize("name", ["signature_image", "logo", "letterhead"])
@pytest.mark.parametrize(("ink", "paper"), [(0x2000, 0xFFFF), (0x0101, 0xFFFF), (0x3000, 0xE000)])
def test_image_of_16_bits_prints_its_ink(tmp_path, name, ink, paper):
    """A stroke in 16-bit grey is as dark on paper as in the file, wherever the image stands."""
    sender = f"{SENDER}{name}: {{file: image.png, alt: A dark stroke}}\n"
    folder = write_campaign(tmp_path, sender=sender)
    (folder / "image.png").write_bytes(_grey_of_16_bits(ink, paper))
    order = Order(day=DAY, recipients=("mediator",), endings=("pdf",))
    campaign = load_campaign(folder, folder / "sender.yaml")

    list(write_letters(campaign, plan_letters(campaign, order), order, folder / "letters"))

    (made,) = (folder / "letters").rglob("*.pdf")
    with pdfplumber.open(made) as pdf:
        ((page, image),) = ((page.page_number - 1, image) for page in pdf.pages for image in page.images)
    place = (image["x0"], image["top"], image["x1"], image["bottom"])
    assert darkest(made.read_bytes(), page, place) < 80


def test_changed_image_makes_the_letters_again(tmp_path):
    """The same images leave letters alone; another image in the same file makes them again."""
    folder = write_campaign(tmp_path, sender=f"{SENDER}logo: {{file: logo.png, alt: A dove}}\n")
    order = Order(day=DAY, recipients=("mediator",), endings=("pdf",))

    def run(size: tuple[int, int]) -> str:
        (folder / "logo.png").write_bytes(_raster("PNG", "RGB", size))
        campaign = load_campaign(folder, folder / "sender.yaml")
        (outcome,) = write_letters(campaign, plan_letters(campaign, order), order, folder / "letters")
        return outcome.state

    assert [run((60, 40)), run((60, 40)), run((61, 40))] == ["written", "unchanged", "written"]
