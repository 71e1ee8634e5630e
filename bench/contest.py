"""All contenders set the same letter in the same run, by turns."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from bench.chromium import chromium
from bench.contender import Contender, MissingError
from bench.letters import letters_of_round
from bench.ours import entreaty, entreaty_letter_by_letter
from bench.plain_weasyprint import plain_weasyprint
from bench.typst_compiler import typst
from bench.worker import Round, Worker, started

ROUNDS = 5
# The warm-up sets this part of a round's letters.
_WARM_UP = 10
_ARCHIVAL = "PDF/UA-1, A-3a"

OURS = Contender(name="entreaty", start=entreaty, letters=500, made=_ARCHIVAL)
SLOWLY = Contender(name="entreaty, letter by letter", start=entreaty_letter_by_letter, letters=6, made=_ARCHIVAL)
PLAIN = Contender(name="WeasyPrint, plain loop", start=plain_weasyprint, letters=6, made="PDF/A-3a")
TYPST = Contender(name="Typst, compiler reused", start=typst, letters=500, made=_ARCHIVAL)
CHROMIUM = Contender(name="Chromium, page reused", start=chromium, letters=20, made="tagged")
CONTENDERS = (OURS, SLOWLY, PLAIN, TYPST, CHROMIUM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one contender did.

    Attributes:
        version: Its version; empty where it is missing.
        rounds: What each round took; none where it is missing.
        install: The command that installs what is missing; empty where nothing is.
    """

    version: str = ""
    rounds: tuple[Round, ...] = ()
    install: str = ""

    def median(self, figure: str) -> float:
        """Return the median of one attribute of the rounds."""
        return median(getattr(one, figure) for one in self.rounds)


Results = Mapping[Contender, Result]


def contest(contenders: tuple[Contender, ...] = CONTENDERS, rounds: int = ROUNDS) -> Results:
    """Return what each contender took, after a warm-up that is not counted.

    The contenders take turns in every round, so that other work on the machine disturbs all of them alike.
    """
    results: dict[Contender, Result] = {}
    with ExitStack() as stack:
        workers: list[Worker] = []
        for contender in contenders:
            try:
                workers.append(stack.enter_context(started(contender)))
            except MissingError as error:
                results[contender] = Result(install=str(error))
        taken: dict[Contender, list[Round]] = {worker.contender: [] for worker in workers}
        for worker in workers:
            worker.set_round(letters_of_round(0, 1 + worker.contender.letters // _WARM_UP))
        for number in range(1, rounds + 1):
            for worker in workers:
                letters = letters_of_round(number, worker.contender.letters)
                taken[worker.contender].append(worker.set_round(letters))
        for worker in workers:
            results[worker.contender] = Result(version=worker.version, rounds=tuple(taken[worker.contender]))
    return {contender: results[contender] for contender in contenders}
