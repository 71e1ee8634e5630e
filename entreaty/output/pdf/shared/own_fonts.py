"""The font that own words are set in: which glyphs a letter needs besides those of its group, and the PDF's objects."""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from entreaty.output.pdf.character_map import character_map
from entreaty.output.pdf.file import FontObjects, Stream
from entreaty.output.pdf.shared.blanks import OwnSettingError
from entreaty.output.pdf.shared.faces import Face

# Fonts get glyphs by the block, neighbours together: few letters then need a font that no other letter needs, and what
# a letter's font holds depends on that letter and its group alone, not on the letters that are made beside it.
_BLOCK = 32
_ALWAYS = string.ascii_letters + string.digits + string.punctuation + " "


@dataclass(frozen=True, slots=True)
class Needs:
    """What a letter's own words need besides the glyphs of its group.

    Attributes:
        blocks: Blocks of glyphs.
        meanings: Glyphs that stand for other characters than they would by themselves, such as ligatures.
    """

    blocks: frozenset[int] = frozenset()
    meanings: frozenset[tuple[int, str]] = frozenset()


class OwnFont:
    """A font of the group's file that own words are set in."""

    def __init__(self, face: Face, shared: Any, objects: FontObjects) -> None:
        """Take what the group has of the font.

        Args:
            face: The whole font.
            shared: WeasyPrint's font, with the glyphs of the group.
            objects: Its objects.
        """
        self._face = face
        self._objects = objects
        self._widths = dict(shared.widths)
        self._meanings = {glyph: face.character(glyph) for glyph in face.glyphs_of(_ALWAYS)} | shared.to_unicode

    @property
    def numbers(self) -> frozenset[int]:
        """Return the numbers of the objects that depend on what a letter needs."""
        return frozenset([self._objects.part, self._objects.characters, self._objects.file])

    def needs(self, glyphs: Iterable[tuple[int, str]]) -> Needs:
        """Return what glyphs need, each given with the characters that it stands for.

        Raises:
            OwnSettingError: A glyph stands for one thing here and for another there; a file can say only one.
        """
        blocks: set[int] = set()
        meanings: dict[int, str] = {}
        for glyph, characters in glyphs:
            known = self._meanings.get(glyph)
            if known is None:
                blocks.add(glyph // _BLOCK)
                if characters != self._face.character(glyph):
                    known = meanings.setdefault(glyph, characters)
            if known is not None and known != characters:
                raise OwnSettingError("a glyph that stands for several things")
        return Needs(frozenset(blocks), frozenset(meanings.items()))

    def objects(self, needs: Needs) -> Mapping[int, bytes | Stream]:
        """Return the objects of the font with what a letter needs, by their numbers."""
        blocks = (glyph for block in needs.blocks for glyph in range(block * _BLOCK, (block + 1) * _BLOCK))
        added = {glyph: character for glyph in blocks if (character := self._face.character(glyph))}
        meanings = added | dict(needs.meanings) | self._meanings
        file = self._face.subset(frozenset(meanings))
        widths = {glyph: self._widths.get(glyph, self._face.width(glyph)) for glyph in sorted(meanings)}
        listed = b" ".join(b"%d [%d]" % pair for pair in widths.items())
        mapped = {b"%04x" % glyph: text.encode("utf-16-be").hex().encode() for glyph, text in meanings.items() if text}
        return {
            self._objects.file: Stream(b"/Length1 %d" % len(file), file),
            self._objects.characters: Stream(b"", character_map(mapped)),
            self._objects.part: self._objects.entries + b"/W [" + listed + b"]>>",
        }
