"""Measure the shipped letters, nearly all of them groups of one: as a run sets them, and by each way, in turns.

python -m bench.shipped [--rounds 5]
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from statistics import median

from bench.crowd import ROOT
from entreaty.batch.run import look_of
from entreaty.content.campaign import load_campaign
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import RECIPIENT_SLOTS, Letter

_ORDER = Order(day=date(2026, 11, 27))


_WAYS: dict[str, Callable[[Letter], Letter]] = {
    "as a run does": lambda letter: letter,
    "each by itself": lambda letter: replace(letter, slots=()),
    "each by its group": lambda letter: replace(letter, slots=RECIPIENT_SLOTS),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the CPU time of a letter by each way: the median of the rounds, and the least."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args(arguments).rounds
    campaign = load_campaign(ROOT, None)
    letters, look = plan_letters(campaign, _ORDER).letters, look_of(campaign, _ORDER)
    taken: dict[str, list[float]] = {way: [] for way in _WAYS}
    for number in range(rounds + 1):
        for way, slotted in _WAYS.items():
            # A new one for each round: a group that was set before would cost nothing.
            typesetter = Typesetter(LetterTemplates(look.templates))
            begun = time.process_time()
            for letter in letters:
                typesetter.typeset(slotted(letter), look.envelope)
            if number:  # the first round also imports
                taken[way].append((time.process_time() - begun) / len(letters) * 1000)
    for way, found in taken.items():
        sys.stdout.write(f"{len(letters)} letters {way:<18} {median(found):6.1f} ms, at least {min(found):.1f} ms\n")


if __name__ == "__main__":
    main()
