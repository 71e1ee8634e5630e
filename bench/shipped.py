"""Measure the shipped letters, most of them groups of one: set plainly, and by the shared way, in turns.

python -m bench.shipped [--rounds 5]
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from statistics import median

from bench.crowd import ROOT
from entreaty.batch.run import look_of
from entreaty.content.campaign import load_campaign
from entreaty.output.documents import Look
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter

_ORDER = Order(day=date(2026, 11, 27))


def _plainly(typesetter: Typesetter, letter: Letter, look: Look) -> None:
    typesetter.typeset_alone(letter, look.envelope)


def _shared(typesetter: Typesetter, letter: Letter, look: Look) -> None:
    typesetter.typeset_shared(letter, look.envelope)


WAYS: dict[str, Callable[[Typesetter, Letter, Look], None]] = {"plainly": _plainly, "by the shared way": _shared}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the CPU time of a letter by each way: the median of the rounds, and the least."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args(arguments).rounds
    campaign = load_campaign(ROOT, None)
    letters, look = plan_letters(campaign, _ORDER).letters, look_of(campaign, _ORDER)
    taken: dict[str, list[float]] = {way: [] for way in WAYS}
    for number in range(rounds + 1):
        for way, typeset in WAYS.items():
            # A new one for each round: a group that was set before would cost nothing.
            typesetter = Typesetter(LetterTemplates(look.templates))
            begun = time.process_time()
            for letter in letters:
                typeset(typesetter, letter, look)
            if number:  # the first round also reads the hyphenation patterns
                taken[way].append((time.process_time() - begun) / len(letters) * 1000)
    for way, found in taken.items():
        sys.stdout.write(f"{len(letters)} letters {way:<18} {median(found):6.1f} ms, at least {min(found):.1f} ms\n")


if __name__ == "__main__":
    main()
