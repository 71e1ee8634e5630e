"""The sender's images: what is read, what is stripped, and every refusal on its line."""

import os
import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from entreaty.content.files.images.loading import load_images
from entreaty.content.files.sender import load_sender
from entreaty.problems import ContentError, Problem
from tests.support.pngs import GREY, GREY_ALPHA, MARK, RGB, RGBA, chunk, png
from tests.support.sample_campaigns import SENDER, line_of

pytestmark = pytest.mark.no_cover

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0L1 1V0"/></svg>'


def _image(kind: str, mode: str = "RGB", size: tuple[int, int] = (30, 20), **more) -> bytes:
    made = BytesIO()
    image = Image.new(mode, size)
    if mode == "RGBA":
        image.putpixel((1, 1), (0, 0, 0, 255))
    image.save(made, format=kind, **more)
    return made.getvalue()


def _load(folder: Path, file: str = "head.png"):
    text = f"{SENDER}letterhead:\n  alt: Our name\n  file: {file}\n"
    path = folder / "sender.yaml"
    path.write_text(text, encoding="utf-8")
    return load_images(load_sender(path))


def _problem(folder: Path, file: str = "head.png") -> Problem:
    with pytest.raises(ContentError) as refused:
        _load(folder, file)
    (problem,) = refused.value.problems
    assert problem.location.path == folder / "sender.yaml"
    assert problem.location.line == line_of((folder / "sender.yaml").read_text(encoding="utf-8"), "  file:")
    assert problem.hint
    return problem


def _opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    ("kind", "mode", "shown"),
    [
        ("PNG", "RGB", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "L", "L"),
        ("PNG", "1", "L"),
        ("PNG", "P", "RGB"),
        ("JPEG", "RGB", "RGB"),
        ("JPEG", "L", "L"),
    ],
)
def test_raster_images_are_read(tmp_path, kind, mode, shown):
    """PNG and JPEG are accepted by what they hold, whatever their name ends in."""
    (tmp_path / "head.png").write_bytes(_image(kind, mode))

    image = _opened(_load(tmp_path)["letterhead"])

    assert (image.format, image.mode, image.size) == (kind, shown, (30, 20))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_svg_in_utf_16_is_read(tmp_path, encoding):
    """Whichever byte comes first, a drawing in UTF-16 with its byte order mark is accepted."""
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    text = '<?xml version="1.0" encoding="UTF-16"?>\n' + SVG.decode()
    (tmp_path / "head.svg").write_bytes(mark + text.encode(encoding))

    assert _load(tmp_path, "head.svg")["letterhead"].startswith(b"<svg xmlns=")


def test_svg_that_shows_nothing_is_refused(tmp_path):
    """A drawing is drawn once, and refused on the line that names its file where white paper shows nothing."""
    (tmp_path / "head.svg").write_bytes(SVG.replace(b"<path", b'<path fill="snow"'))

    problem = _problem(tmp_path, "head.svg")

    assert problem.message == "the image 'head.svg' holds no shape that white paper would show"
    assert problem.hint.startswith("draw it with dark shapes inside of its viewBox")


def test_svg_is_read(tmp_path):
    """SVG is accepted, with or without a byte order mark."""
    (tmp_path / "head.svg").write_bytes(b"\xef\xbb\xbf" + SVG)

    assert _load(tmp_path, "head.svg")["letterhead"].startswith(b"<svg xmlns=")


def test_sender_without_images_has_none(tmp_path):
    """No image is needed."""
    (tmp_path / "sender.yaml").write_text(SENDER, encoding="utf-8")

    assert load_images(load_sender(tmp_path / "sender.yaml")) == {}


def test_hidden_data_is_stripped_and_the_image_turned_upright(tmp_path):
    """EXIF, comments and profiles do not travel with letters; the orientation that EXIF asks for is applied."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Anna's kitchen", 6
    content = _image("JPEG", exif=exif, comment=b"Anna's camera", icc_profile=b"Anna's profile" * 20)
    assert content.count(b"Anna's") > 2
    (tmp_path / "head.png").write_bytes(content)

    cleaned = _load(tmp_path)["letterhead"]

    assert b"Anna" not in cleaned
    assert _opened(cleaned).size == (20, 30)


def test_png_texts_are_stripped(tmp_path):
    """Text chunks of PNG files do not travel with letters."""
    plain = _image("PNG")
    (tmp_path / "head.png").write_bytes(plain[:33] + chunk(b"tEXt", b"Author\0Anna") + plain[33:])

    assert b"Anna" not in _load(tmp_path)["letterhead"]


def test_larger_images_than_paper_shows_are_made_smaller(tmp_path):
    """An image of 4000 pixels is accepted and shown with 2400."""
    (tmp_path / "head.png").write_bytes(_image("PNG", "L", (4000, 1000)))

    assert _opened(_load(tmp_path)["letterhead"]).size == (2400, 600)


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("kind", "pixels", "transparent", "shown"),
    [
        ((16, GREY), [(0x2000,), (0xFFFF,)], (), [32, 255]),
        ((16, GREY), [(0x0101,), (0,), (0xFFFF,)], (), [1, 0, 255]),
        ((16, GREY), [(0x4000,), (0xE000,)], (), [64, 223]),
        ((16, GREY), [(0x2000,), (0xFFFF,)], (0xFFFF,), [(32, 32, 32, 255), (255, 255, 255, 0)]),
        ((16, GREY), [(0x2000,), (0x2001,), (0xFFFF,)], (0x2001,), [(32,) * 3 + (255,), (32,) * 3 + (0,), (255,) * 4]),
        ((16, GREY), [(0,), (0xFFFF,)], (0x0001,), [(0, 0, 0, 255), (255, 255, 255, 255)]),
        ((16, GREY_ALPHA), [(0x2000, 0xFFFF), (0, 0)], (), [(32, 32, 32, 255), (0, 0, 0, 0)]),
        ((16, RGB), [(0x2000, 0, 0xFFFF), (0xFFFF,) * 3], (), [(32, 0, 255), (255, 255, 255)]),
        ((16, RGB), [(0x2000, 0, 0xFFFF), (0xFFFF,) * 3], (0xFFFF,) * 3, [(32, 0, 255, 255), (255, 255, 255, 0)]),
        (
            (16, RGB),
            [(0x1234, 0x5678, 0x9ABC), (0x1234, 0x5678, 0x9ABD), (0x1235, 0x5678, 0x9ABC)],
            (0x1234, 0x5678, 0x9ABC),
            [(18, 86, 154, 0), (18, 86, 154, 255), (18, 86, 154, 255)],
        ),
        ((16, RGBA), [(0x2000, 0, 0, 0xFFFF), (0, 0, 0, 0)], (), [(32, 0, 0, 255), (0, 0, 0, 0)]),
        ((8, GREY), [(32,), (255,)], (255,), [(32, 32, 32, 255), (255, 255, 255, 0)]),
        ((4, GREY), [(2,), (15,)], (), [34, 255]),
        ((4, GREY), [(2,), (7,)], (7,), [(34, 34, 34, 255), (119, 119, 119, 0)]),
        ((2, GREY), [(1,), (3,)], (3,), [(85, 85, 85, 255), (255, 255, 255, 0)]),
        ((1, GREY), [(0,), (1,)], (1,), [(0, 0, 0, 255), (255, 255, 255, 0)]),
    ],
)
def test_png_of_every_depth_keeps_its_ink(tmp_path, kind, pixels, transparent, shown):
    """Each grey and colour is as dark as the file says, whatever its depth; what the file calls transparent is."""
    for interlaced in (False, True):
        content = png(*kind, pixels, transparent=transparent, interlaced=interlaced)
        (tmp_path / "head.png").write_bytes(content)

        image = _opened(_load(tmp_path)["letterhead"])

        assert [image.getpixel((x, 0)) for x in range(len(shown))] == shown
        assert image.getpixel((7, 7)) == shown[-1]


def test_grey_of_16_bits_is_turned_upright(tmp_path):
    """The orientation that EXIF asks for holds for 16-bit grey, too."""
    exif = Image.Exif()
    exif[0x0112] = 6
    made = BytesIO()
    Image.new("I;16", (30, 20), 0x2000).save(made, format="PNG", exif=exif)
    (tmp_path / "head.png").write_bytes(made.getvalue())

    assert _opened(_load(tmp_path)["letterhead"]).size == (20, 30)


@pytest.mark.parametrize(
    "content",
    [
        png(16, GREY, [(0xFFFF,)]),
        png(16, GREY, [(0xFD00,), (0xFFFF,)]),
        png(16, GREY, [(0,)], transparent=(0,)),
        png(8, RGB, [(250, 255, 250)]),
        png(8, RGBA, [(255, 255, 255, 255), (0, 0, 0, 0)]),
        png(8, GREY_ALPHA, [(0, 4), (255, 0)]),
        png(1, GREY, [(1,)]),
    ],
)
def test_an_image_without_ink_is_told_by_name(tmp_path, content):
    """An image of which paper would show nothing is refused, for it would print blank."""
    (tmp_path / "head.png").write_bytes(content)

    problem = _problem(tmp_path)

    assert problem.message == (
        "the image 'head.png' shows nothing on white paper: each of its pixels is white or transparent"
    )
    assert problem.hint.startswith("save it with dark lines")


@pytest.mark.parametrize(
    "content",
    [
        png(8, GREY, [(240,), (255,)]),
        png(8, RGB, [(255, 255, 0), (255, 255, 255)]),
        png(8, RGBA, [(0, 0, 0, 30), (0, 0, 0, 0)]),
        png(16, GREY, [(0xE000,)]),
    ],
)
def test_light_ink_is_ink(tmp_path, content):
    """Light grey, yellow and thin strokes are seen on paper, and accepted."""
    (tmp_path / "head.png").write_bytes(content)

    assert _load(tmp_path)["letterhead"]


def _png_header(width: int, height: int) -> bytes:
    """Return a PNG that says it is that large, and has no pixels."""
    return MARK + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (_png_header(4001, 10) + _image("PNG")[33:], "has 4001 by 10 pixels; at most 4000 a side are accepted"),
        (_png_header(10_000, 10_000) + _image("PNG")[33:], "has far too many pixels"),
        (_png_header(30_000, 30_000) + _image("PNG")[33:], "has far too many pixels"),
        (_image("JPEG", size=(400, 400))[:-40], "is damaged or cut off"),
        (_image("PNG")[:50], "is damaged or cut off"),
        (b"\x89PNG\r\n\x1a\nnothing", "is damaged or cut off"),
        (b"\xff\xd8\xff", "is damaged or cut off"),
        (_image("JPEG", "CMYK"), "has the colours of a printing press (CMYK)"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "is neither PNG, JPEG nor SVG"),
        (b"\xc5\xd0\xd3\xc6", "is neither PNG, JPEG nor SVG"),
        (b"%PDF-1.7\n", "is neither PNG, JPEG nor SVG"),
        (_image("GIF"), "is neither PNG, JPEG nor SVG"),
        (_image("TIFF"), "is neither PNG, JPEG nor SVG"),
        (b"", "is neither PNG, JPEG nor SVG"),
        (b"\x89PNG" + bytes(2 * 1024 * 1024), "is larger than 2 MB"),
        (SVG.replace(b"<path", b"<script"), "holds 'script', which is not accepted"),
    ],
)
def test_refused_content(tmp_path, content, message):
    """Bombs, damaged files, other formats and unsafe SVG are refused on the line that names the file."""
    (tmp_path / "head.png").write_bytes(content)

    assert _problem(tmp_path).message.startswith(f"the image 'head.png' {message}")


def test_leniency_of_other_libraries_does_not_count(tmp_path):
    """A cut-off image is refused although WeasyPrint tells Pillow to accept such, and that stays as it was."""
    (tmp_path / "head.png").write_bytes(_image("JPEG", size=(400, 400))[:-40])
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        assert "is damaged" in _problem(tmp_path).message
        assert ImageFile.LOAD_TRUNCATED_IMAGES is True
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def test_file_may_not_leave_the_folder(tmp_path):
    """Paths upwards, absolute paths, and links that lead out are refused before anything is read."""
    inside = tmp_path / "mine"
    (inside / "images").mkdir(parents=True)
    (tmp_path / "head.png").write_bytes(_image("PNG"))
    (inside / "link.png").symlink_to(tmp_path / "head.png")
    (inside / "out").symlink_to(tmp_path)
    (inside / "images" / "head.png").write_bytes(_image("PNG"))
    (inside / "near.png").symlink_to(inside / "images" / "head.png")

    for name in ("../head.png", "images/../../head.png", str(tmp_path / "head.png"), "link.png", "out/head.png"):
        assert _problem(inside, name).message == f"the image '{name}' does not lie in the folder of this file"
    assert _load(inside, "images/head.png")
    assert _load(inside, "near.png")


def test_what_is_no_file_is_refused(tmp_path):
    """A missing file, a folder, a pipe and links that lead in circles are refused."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")

    assert _problem(tmp_path, "none.png").message == "the image 'none.png' is missing"
    assert _problem(tmp_path, "folder").message == "the image 'folder' is not a file"
    assert _problem(tmp_path, "pipe").message == "the image 'pipe' is not a file"
    assert "the image 'circle'" in _problem(tmp_path, "circle").message


def test_every_bad_image_is_told(tmp_path):
    """All images that cannot be used are told at once."""
    (tmp_path / "sender.yaml").write_text(
        f"{SENDER}logo: {{file: a.png, alt: A}}\nsignature_image: {{file: b.png, alt: B}}\n", encoding="utf-8"
    )
    with pytest.raises(ContentError) as refused:
        load_images(load_sender(tmp_path / "sender.yaml"))

    assert [problem.message for problem in refused.value.problems] == [
        "the image 'a.png' is missing",
        "the image 'b.png' is missing",
    ]
