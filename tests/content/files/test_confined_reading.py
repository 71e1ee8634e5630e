"""A process that can be stopped answers what the same work answers in the test's own process."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from entreaty.confinement import confined
from entreaty.content.files.enclosures import EnclosureError, _looked_at
from entreaty.content.files.images.loading import _cleaned
from entreaty.content.files.images.svg import ImageError
from tests.support.enclosed import accessible_pdf, changed_pdf, plain_pdf, with_entry
from tests.support.pngs import GREY, png


def _raster(kind: str, mode: str = "RGB", size: tuple[int, int] = (30, 20), colour: Any = 0, **more: Any) -> bytes:
    made = BytesIO()
    Image.new(mode, size, colour).save(made, format=kind, **more)
    return made.getvalue()


IMAGES = {
    "png": (_raster("PNG"), ""),
    "png with alpha": (_raster("PNG", "RGBA", colour=(0, 0, 0, 255)), ""),
    "png of grey": (_raster("PNG", "L"), ""),
    "png of one bit": (_raster("PNG", "1"), ""),
    "png of two bits": (png(2, GREY, [(0,), (1,), (3,)], transparent=(1,)), ""),
    "png of 16 bits": (png(16, GREY, [(0x2000,), (0xFFFF,)]), ""),
    "png of 16 bits, transparent": (png(16, GREY, [(0x2000,), (0xFFFF,)], transparent=(0xFFFF,)), ""),
    "jpeg": (_raster("JPEG"), ""),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0H2V1Z"/></svg>', ""),
    "svg with a mark": (
        b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0H2V1Z"/></svg>', "",
    ),
    "white": (_raster("PNG", colour="white"), "shows nothing on white paper"),
    "of a press": (_raster("JPEG", "CMYK"), "has the colours of a printing press (CMYK)"),
    "too wide": (_raster("PNG", "1", (4001, 1)), "has 4001 by 1 pixels"),
    "cut off": (_raster("PNG", size=(300, 300))[:-40], "is damaged or cut off"),
    "no image": (b"GIF89a", "is neither PNG, JPEG nor SVG"),
}  # fmt: skip


def _scripted(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    )


ENCLOSURES = {
    "plain": (plain_pdf(2), ""),
    "accessible": (accessible_pdf(), ""),
    "encrypted": (plain_pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted"),
    "restricted": (plain_pdf(encryption=pikepdf.Encryption(owner="a", allow=pikepdf.Permissions(extract=False))), ""),
    "a form": (with_entry("/AcroForm", pikepdf.Dictionary(XFA=pikepdf.Array())), ""),
    "with a script": (changed_pdf(plain_pdf(), _scripted), ""),
    "that opens something": (
        with_entry("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))), "",
    ),
    "with too many pages": (plain_pdf(101), "101 pages"),
    "cut off": (plain_pdf()[:300], "is damaged"),
}  # fmt: skip


def _answered(work: Any, content: bytes, error: type[Exception]) -> object:
    """Return what work answers, or the words and the hint of its refusal."""
    try:
        return work(content)
    except error as refused:
        return refused.reason, refused.hint  # type: ignore[attr-defined]


@pytest.mark.parametrize(("content", "reason"), IMAGES.values(), ids=IMAGES)
def test_images_are_read_alike_in_a_process_of_their_own(content, reason):
    """The pixels are the same bytes, and the refusals the same words."""
    here = _answered(_cleaned, content, ImageError)

    assert _answered(lambda held: confined(_cleaned, held), content, ImageError) == here
    assert (reason in here[0]) if reason else isinstance(here, bytes)


@pytest.mark.parametrize(("content", "reason"), ENCLOSURES.values(), ids=ENCLOSURES)
def test_enclosures_are_read_alike_in_a_process_of_their_own(content, reason):
    """The pages, whether it is accessible, and the refusals are the same."""
    here = _answered(_looked_at, content, EnclosureError)

    assert _answered(lambda held: confined(_looked_at, held), content, EnclosureError) == here
    assert not reason or reason in here[0]
