"""Campaigns for tests: a small valid folder of files, each of which a test may replace by a text of its own.

The treaties are real; everybody and everything else is an example.
"""

from datetime import date
from pathlib import Path

DAY = date(2025, 6, 24)
"""The date of the letters; every passage that depends on time is decided by it."""

AUTHORITIES = """\
references:
  - id: gc3
    type: treaty
    title: Geneva Convention relative to the Treatment of Prisoners of War
    title-short: GC III
    issued: 1949-08-12
    container-title-short: UNTS
    volume: 75
    page: 135
    custom:
      kind: treaty
      entry-into-force: 1950-10-21
      parties: all-states
      verified: mirror
      provisions:
        art. 122(6): {en: shall be supplied regularly}
        art. 126(2): {en: Visits may not be prohibited except for reasons of imperative military necessity}

  - id: ap1
    type: treaty
    title: Protocol Additional to the Geneva Conventions of 12 August 1949 (Protocol I)
    title-short: AP I
    issued: 1977-06-08
    container-title-short: UNTS
    volume: 1125
    page: 3
    custom:
      kind: treaty
      entry-into-force: 1978-12-07
      parties: {AM: {since: 1993-12-07, status: mirror}, CH: {since: 1982-08-17, status: mirror}}
      verified: mirror
      provisions:
        art. 75(6): {en: even after the end of the armed conflict}

  - id: visits-report
    type: report
    title: Report on visits
    author: [{literal: Example Organisation}]
    issued: 2025-06
    URL: https://example.org/visits
    custom: {kind: report, verified: third-party}
"""

PROFILES = """\
recipients:
  - id: mediator
    office: {en: President, fr: Présidence}
    organisation: {en: Example Committee, fr: Comité exemplaire}
    form_of_address: icrc-president
    language: [en, fr]
    audiences: [mediator]
    address:
      lines: [1 Example Avenue, 1202 Geneva]
      country: CH
    email: president@example.org
    verified: {on: 2025-06-01, status: official, source: "https://example.org/contact", courtesies: yes}

  - id: swiss-minister
    office: {en: Head of the Department, fr: Direction du Département}
    organisation: {en: Federal Department of Foreign Affairs, fr: Département fédéral des affaires étrangères}
    form_of_address: federal-department-head
    language: [fr, en]
    audiences: [third-state, depositary]
    state: CH
    address:
      lines: [2 Example Lane, 3003 Bern]
      country: CH
    contact_form: https://example.org/form
    verified: {on: 2025-06-01, status: third-party, source: "https://example.org/contact", courtesies: yes}

  - id: azerbaijani-minister
    office: {en: Minister of Foreign Affairs, fr: Ministre des Affaires étrangères}
    organisation: {en: Ministry of Foreign Affairs, fr: Ministère des Affaires étrangères}
    form_of_address: foreign-minister
    language: en
    audiences: [detaining-power]
    state: AZ
    address:
      lines: [3 Example Street, Baku AZ1009]
      country: AZ
    verified: {on: 2025-06-01, status: mirror, source: "https://example.org/contact", courtesies: yes}
"""
"""The recipients without the head that declares their audiences, so that more can follow."""

HEAD = """\
audiences: {mediator: M, un-body: U, third-state: T, legislature: L, depositary: D, detaining-power: P, council: C}"""
RECIPIENTS = f"{PROFILES}\n{HEAD}\n"

APPEAL = """\
title: Visits to prisoners
subject: {en: Visits to prisoners of war, fr: Visites aux prisonniers de guerre}
status: open
review_by: 2026-12-31
citation_style: oscola
letter:
  opening:
    - id: concern
      en: I write to you at the {{ recipient.organisation }} about the prisoners of war.
      fr: Je vous écris au sujet des prisonniers de guerre.

  facts:
    - id: visits-take-place
      until: 2025-09-03
      en: Visits have taken place.[@visits-report, p. 2]
      fr: Des visites ont eu lieu.[@visits-report, p. 2]
    - id: visits-have-ended
      from: 2025-09-03
      en: Visits have ended.[@visits-report]
      fr: Les visites ont cessé.[@visits-report]

  law:
    - id: right-to-visit
      duty_bearer: AZ
      en: Prisoners of war have a right to be visited.[@gc3, art. 126(2)]
      fr: Les prisonniers de guerre ont le droit d’être visités.[@gc3, art. 126(2)]
    - id: protocol
      for:
        bound_by: [ap1]
        states: [CH]
      continues: true
      en: Your own state is bound by Protocol I.[see @ap1, art. 75(6); @gc3, art. 122(6)]
      fr: Votre propre État est lié par le Protocole I.[@ap1, art. 75(6); @gc3, art. 122(6)]

  request:
    - id: request
      en: I ask you to
      fr: Je vous prie de

  demands:
    - id: keep-visiting
      for: {audiences: [mediator], recipients: [mediator]}
      en: keep visiting every prisoner of war;
      fr: continuer de visiter chaque prisonnier de guerre ;
    - id: speak
      for: {audiences: [third-state]}
      en: speak for the visits;
      fr: parler en faveur des visites ;
    - id: admit
      for: {audiences: [detaining-power]}
      en: admit the visits.
      fr: autoriser les visites.

  closing:
    - id: thanks
      en: Thank you for your attention.
      fr: Je vous remercie de votre attention.
"""

SENDER = """\
name: Anna Example
role: {en: Teacher, fr: Enseignante}
organisation: Example Society
address: [4 Example Road, 10969 Berlin]
email: anna@example.org
phone: +49 30 0000000
constituency: Berlin
country: DE
personal_note: {en: My grandfather was a prisoner of war., fr: Mon grand-père était prisonnier de guerre.}
"""

FILES = {
    "authorities": Path("appeals", "authorities.yaml"),
    "recipients": Path("recipients.yaml"),
    "appeal": Path("appeals", "visits", "appeal.yaml"),
    "sender": Path("sender.yaml"),
}
"""Where each file lies in the campaign's folder."""

_VALID = {"authorities": AUTHORITIES, "recipients": RECIPIENTS, "appeal": APPEAL}


def write_campaign(folder: Path, **texts: str | bytes) -> Path:
    """Write a campaign whose letters bear `DAY`, with other texts for some of its files, and return its folder.

    Args:
        folder: Where; made if it is missing.
        texts: Texts for "authorities", "recipients", "appeal" and "sender"; without the last, letters carry blanks.
    """
    for name, text in {**_VALID, **texts}.items():
        path = folder / FILES[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def edited(text: str, old: str, new: str) -> str:
    """Return the text with the one place that reads `old` changed, which must be there once."""
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def line_of(text: str | bytes, words: str | bytes) -> int:
    """Return the line, counted from 1, of the first place that holds the words."""
    content = text.encode() if isinstance(text, str) else text
    wanted = words.encode() if isinstance(words, str) else words
    return content[: content.index(wanted)].count(b"\n") + 1
