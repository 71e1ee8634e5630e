"""The sender's images: only what is safe to show is read, and nothing of it but what is seen is kept.

Pillow is imported when the first image is read, because most senders have none. Besides, only `ink` uses it.
"""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from entreaty.confinement import ConfinedProcess, StoppedError
from entreaty.content.files.images.ink import LIGHTEST_INK, require_seen
from entreaty.content.files.images.svg import ImageError, cleaned_svg
from entreaty.content.files.sender import ImageFile, Sender, load_sender
from entreaty.problems import ContentError, Problem
from entreaty.storage.inside import NotAFileError, OutsideError, TooLargeError, read_inside

_OF_SENDER = ("letterhead", "logo", "signature_image")
_FILE_CAP = 2 * 1024 * 1024
# In pixels, so that an image has 16 megapixels at most.
_SIDE_CAP = 4_000
# Across the text of a page these are more than 350 dots to the inch, the most that paper shows.
_SIDE_SHOWN = 2_400
_JPEG_QUALITY = 92
# Where a PNG says how many bits a sample has: after its mark, length, name, width and height (PNG 1.2, 4.1.1).
_BIT_DEPTH = 24
# XML 1.0, 4.3.3: such a file begins with a byte order mark.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# In bytes: more white space stands before no tag.
_START = 4096
_FORMATS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_SMALLER = "save it smaller: 2000 pixels across are plenty on paper"
_DARKER = "save it with dark lines; the version for dark backgrounds cannot be seen on paper"
_ACCEPTED = "save it as PNG, JPEG or SVG"


def own_images(sender: Sender) -> Iterator[tuple[str, ImageFile]]:
    """Yield each image of the sender alone, after the name that templates show it by, such as "logo"."""
    yield from ((name, entry) for name in _OF_SENDER if (entry := getattr(sender, name)))


def _entries(sender: Sender) -> Iterator[tuple[str, ImageFile]]:
    """Yield each image that the sender's file names; those of signatories are called "signature-1" and so on."""
    yield from own_images(sender)
    for number, one in enumerate(sender.signatories, start=1):
        if one.signature_image:
            yield signature_of(number), one.signature_image


def signature_of(number: int) -> str:
    """Return the name by which templates show the signature of a signatory, counted from 1."""
    return f"signature-{number}"


def load_images(sender: Sender) -> Mapping[str, bytes]:
    """Return the sender's images by the names that templates show them by, without EXIF and other hidden data.

    Raises:
        ContentError: Everything that keeps one of them out of letters, each on the line that names the file.
    """
    images: dict[str, bytes] = {}
    problems: list[Problem] = []
    with closing(ConfinedProcess(_cleaned)) as process:
        for name, entry in _entries(sender):
            place = entry.place("file")
            try:
                process.ask([_read(place.path.parent, entry.file)])
                images[name] = process.answer()
            except ImageError as error:
                problems.append(Problem(place, f"the image '{entry.file}' {error.reason}", error.hint))
            except StoppedError as error:
                problems.append(Problem(place, f"to read the image '{entry.file}' {error.reason}", _SMALLER))
    if problems:
        raise ContentError(problems)
    return images


def image_files(sender: Sender) -> tuple[Path, ...]:
    """Return the files that the sender names as images."""
    return tuple(entry.place().path.parent / entry.file for _, entry in _entries(sender))


def images_of(sender_file: Path | None) -> tuple[Path, ...]:
    """Return the files that a sender's file names as images; none where that cannot be read."""
    try:
        return image_files(load_sender(sender_file)) if sender_file else ()
    except ContentError:
        return ()


def _read(folder: Path, name: str) -> bytes:
    """Return the content of a file that must lie in the folder, or below it."""
    outside = ImageError("does not lie in the folder of this file", "copy it beside this file, and write its name only")
    if Path(name).is_absolute():
        raise outside
    try:
        return read_inside(folder / name, folder, cap=_FILE_CAP)
    except OutsideError as error:
        raise outside from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ImageError("is missing", "write its name as it is, beginning in the folder of this file") from error
    except NotAFileError as error:
        raise ImageError("is not a file", _ACCEPTED) from error
    except TooLargeError as error:
        raise ImageError("is larger than 2 MB", _SMALLER) from error
    except OSError as error:
        raise ImageError("cannot be read", _ACCEPTED) from error


def _cleaned(content: bytes) -> bytes:
    kind = next((kind for begins, kind in _FORMATS.items() if content.startswith(begins)), None)
    if kind:
        return _cleaned_raster(content, kind)
    if _begins_as_xml(content):
        cleaned = cleaned_svg(content)
        require_seen(cleaned)
        return cleaned
    raise ImageError("is neither PNG, JPEG nor SVG", _ACCEPTED)


def _begins_as_xml(content: bytes) -> bool:
    """Tell whether a file begins with a tag, in UTF-8 or any encoding like it, or in UTF-16."""
    start = content[:_START]
    if start.startswith(_UTF_16):
        start = start.decode("utf-16", errors="ignore").encode(errors="ignore")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _cleaned_raster(content: bytes, kind: str) -> bytes:
    """Return the pixels alone, upright, as a new file of the same kind."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - most senders have no image

    with _only_whole_images():
        image = Image.open(BytesIO(content), formats=(kind,))
        if max(image.size) > _SIDE_CAP:
            width, height = image.size
            raise ImageError(f"has {width} by {height} pixels; at most {_SIDE_CAP} a side are accepted", _SMALLER)
        if image.mode == "CMYK":
            raise ImageError("has the colours of a printing press (CMYK)", "save it in RGB")
        shown: Any = ImageOps.exif_transpose(image)
        if kind == "PNG":
            shown = _eight_bits(shown, content)
        shown = shown.convert(_mode(shown))
    shown.thumbnail((_SIDE_SHOWN, _SIDE_SHOWN))
    _require_ink(shown)
    shown.info.clear()
    made = BytesIO()
    shown.save(made, format=kind, **({"quality": _JPEG_QUALITY} if kind == "JPEG" else {}))
    return made.getvalue()


def _eight_bits(image: Any, content: bytes) -> Any:
    """Return a PNG in which grey and colours go from 0 to 255.

    Pillow cuts 16 bits of grey off at 255, so that all ink but the blackest would be white; and where it spreads 2 or 4
    bits over 0 to 255, or takes the first 8 bits of 16, it leaves the grey or the colour that is transparent (PNG 1.2,
    4.2.1.1) as the file has it.

    Args:
        image: The image as Pillow has opened it.
        content: The file.
    """
    transparent, depth = image.info.get("transparency"), content[_BIT_DEPTH]
    if image.mode == "RGB" and depth == 16 and transparent is not None:  # noqa: PLR2004 - bits
        return _without_colour(image, content, transparent)
    if image.mode == "L" and depth in {2, 4} and transparent is not None:
        image.info["transparency"] = transparent * 255 // (2**depth - 1)
    if not image.mode.startswith("I"):
        return image
    samples = image.convert("I")
    grey = samples.point([(sample * 255 + 32767) // 65535 for sample in range(65536)], "L")
    if transparent is not None:
        grey = grey.convert("LA")
        grey.putalpha(samples.point([255 * (sample != transparent) for sample in range(65536)], "L"))
    return grey


def _without_colour(image: Any, content: bytes, transparent: tuple[int, int, int]) -> Any:
    """Return an image of 16 bits a sample, of which 8 were read, with one of its colours transparent."""
    from PIL import Image, ImageChops, ImageOps  # noqa: PLC0415 - as above

    rest = Image.open(BytesIO(content), formats=("PNG",))
    # The samples as if their last bytes came first: of each, Pillow then reads the one that it has left out.
    rest.tile = [tile._replace(args="RGB;16L") for tile in rest.tile]
    halves = (image, 8), (ImageOps.exif_transpose(rest), 0)
    others = Image.new("L", image.size, 0)
    for half, shift in halves:
        for band, sample in zip(half.split(), transparent, strict=True):
            table = [255 * (value != sample >> shift & 255) for value in range(256)]
            others = ImageChops.lighter(others, band.point(table))
    image.putalpha(others)
    return image


def _require_ink(image: Any) -> None:
    """Refuse an image of which white paper shows nothing, such as a logo in white for dark pages.

    Raises:
        ImageError: It has no pixel that is darker than the lightest ink.
    """
    from PIL import Image  # noqa: PLC0415 - as above

    paper: Any = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    if min(darkest for darkest, _ in paper.getextrema()) > LIGHTEST_INK:
        raise ImageError("shows nothing on white paper: each of its pixels is white or transparent", _DARKER)


def _mode(image: Any) -> str:
    if image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in {"1", "L"} else "RGB"


@contextmanager
def _only_whole_images() -> Iterator[None]:
    """Let Pillow refuse what is cut off, damaged or a decompression bomb; WeasyPrint tells it to be lenient."""
    from PIL import Image, ImageFile  # noqa: PLC0415 - as above

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            # Others are about what letters do not show, such as an animation that is damaged.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageError(f"has far too many pixels; at most {_SIDE_CAP} a side are accepted", _SMALLER) from error
    except (ImageError, MemoryError):
        raise
    except Exception as error:
        # Pillow raises whatever a damaged image leads to.
        raise ImageError("is damaged or cut off", "save it again") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
