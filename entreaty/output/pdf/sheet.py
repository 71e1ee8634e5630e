"""The first sheet of a letter: the envelope that it is folded for, and how small its blocks are set."""

from dataclasses import dataclass, replace
from typing import Self

from entreaty.content.shipped.envelopes import SMALLEST_LEADING, SMALLEST_TYPE, Envelope


@dataclass(frozen=True, slots=True)
class TypeSize:
    """How large letters are, such as 8 on 9 points.

    Attributes:
        size: Their size in points.
        leading: The distance of their lines in points.
    """

    size: float
    leading: float


SMALLER = (TypeSize(9, 10), TypeSize(SMALLEST_TYPE, SMALLEST_LEADING))
"""The sizes of an address that does not fit as the templates set it, the largest first."""


# Letters reach below a line that is hardly higher than they are, and leave room above it.
_RAISED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How the first sheet of a letter is laid out.

    Attributes:
        envelope: Where everything stands.
        address: How large the address is set; None leaves it to the templates.
        compact: Whether the sender's block and the return line are set in smaller letters.
        note: Whether a note says that the letter needs an envelope without a window.
    """

    envelope: Envelope
    address: TypeSize | None = None
    compact: bool = False
    note: bool = False

    def tighter(self) -> Self | None:
        """Return the sheet with less room taken by the sender's words; None where nothing more can be spared.

        They are set in smaller letters; then the return line is left out, since the block of the sender says the same.
        """
        if not self.compact:
            return replace(self, compact=True)
        if self.envelope.return_line:
            return replace(self, envelope=self.envelope.model_copy(update={"return_line": None}))
        return None

    def style(self) -> str:
        """Return the rules of CSS that set its blocks in their sizes, whatever the templates say."""
        rules = [".address { white-space: nowrap !important }"]
        if self.address:
            size = f"font-size: {self.address.size}pt !important; line-height: {self.address.leading}pt !important"
            rules.append(f".address {{ {size}; margin-top: {_RAISED}pt !important }}")
        if self.compact:
            rules += _COMPACT
        return " ".join(rules)


# The sender's block in the smallest letters of an address; the return line in letters that are still read.
_COMPACT = (
    ".sender { font-size: 8pt !important; line-height: 9pt !important }",
    ".sender .name { font-size: 10pt !important; line-height: 12pt !important; margin-bottom: 0.5mm !important }",
    ".return-line { font-size: 6pt !important }",
)
