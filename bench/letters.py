"""The letter that every contender sets: one of the shipped campaign, to members of parliament whom we made up."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from entreaty.content.campaign import Campaign, load_campaign
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.writing.letter import RECIPIENT_SLOTS, Letter

ROOT = Path(__file__).parent.parent
RECIPIENT = "icrc-president"
"""Whose letter it is: two pages, five demands and ten notes."""
FIRST_DAY = date(2026, 3, 2)
_GIVEN = (
    *("Zoë", "François", "Jürgen", "Łukasz", "Åsa", "Tomáš", "Inés", "Győző", "Živa", "Mário", "Søren", "Aoife"),
    *("Anne-Sophie", "Ștefan", "Jānis", "Ülle", "Rūta", "Nikola", "Eleni", "Giulia", "Ana María", "Jo", "Maximilian"),
)
_FAMILY = (
    *("Müller", "Lefèvre", "Sørensen", "Wiśniewska", "Nováková", "Núñez Ortega", "Kővári", "Žagar", "Gonçalves"),
    *("Ó Briain", "Ionescu", "Bērziņš", "Tamm", "Petrauskienė", "Đurić", "Papadopoulou", "D’Amico", "van der Meer"),
    *("Ek", "Schröder-Lindqvist", "Le Goff", "Çelik", "Strauß", "Öberg", "Dvořák", "Íñiguez", "Kowalczyk", "Bo", "Ray"),
)
_STREETS = (
    *("rue de l’Église", "Große Gasse", "Náměstí Míru", "Calle de Alcalá", "Väike tänav", "ulica Świętokrzyska"),
    *("Kossuth tér", "Praça do Comércio", "Strandvägen", "via Niccolò Tommaseo", "Church Road"),
)
_TOWNS = (
    *(("75007 Paris", "FRANCE"), ("80331 München", "ALLEMAGNE"), ("110 00 Praha 1", "TCHÉQUIE")),
    *(("28014 Madrid", "ESPAGNE"), ("15165 Tallinn", "ESTONIE"), ("00-902 Łódź", "POLOGNE")),
    *(("1055 Győr", "HONGRIE"), ("1249-068 Évora", "PORTUGAL"), ("211 20 Malmö", "SUÈDE"), ("00186 Forlì", "ITALIE")),
)


def letters_of_round(number: int, count: int) -> list[Letter]:
    """Return letters of one group.

    Args:
        number: The round. Each has a day and recipients of its own, so that nothing set in another one is of use.
        count: How many letters, at most 10,000.
    """
    letter = _shipped_letter(FIRST_DAY + timedelta(days=number))
    return [_addressed(letter, number * 10_000 + position) for position in range(count)]


def _addressed(letter: Letter, number: int) -> Letter:
    """Return the letter to the recipient of that number; whole rounds of numbers have no two alike."""
    given, family = _GIVEN[number % len(_GIVEN)], _FAMILY[number % len(_FAMILY)]
    town, country = _TOWNS[number % len(_TOWNS)]
    street = f"{_STREETS[number % len(_STREETS)]} {1 + number // 7 % 400}"
    return replace(
        letter,
        slots=RECIPIENT_SLOTS,
        recipient=f"member-{number}",
        addressee=f"{given} {family}, Member of Parliament",
        addressee_in_full=f"{given} {family}, Member of Parliament",
        address=(f"{given} {family}", "Member of Parliament", street, town, country),
        salutation=f"Dear {'Mr' if number % 2 else 'Ms'} {family},",
    )


@cache
def _shipped_letter(day: date) -> Letter:
    (letter,) = plan_letters(_campaign(), Order(day=day, recipients=(RECIPIENT,))).letters
    return letter


@cache
def _campaign() -> Campaign:
    return load_campaign(ROOT, ROOT / "sender.example.yaml")
