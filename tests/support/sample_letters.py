"""Letters for tests: builders with defaults, filled with the words of a real appeal."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from entreaty.content.shipped.phrases import load_phrases
from entreaty.writing.letter import RECIPIENT_SLOTS, Demand, Inline, Letter, Note, NoteCall, Prose, Signatory, Span
from tests.support.checkout import ROOT

TEMPLATES = ROOT / "letter_templates"
_MARKS = re.compile(r"<(?P<link>https://[^>]+)>|_(?P<italic>[^_]+)_|\*(?P<strong>[^*]+)\*|\[(?P<call>\d+)\]")

SENDER = Signatory(
    name="Anna Keller",
    role="Teacher",
    address=("Lindenstraße 12", "10969 Berlin", "Germany"),
    email="anna.keller@example.org",
    phone="+49 30 0000000",
)
ADDRESS = (
    "The President",
    "International Committee of the Red Cross",
    "19 avenue de la Paix",
    "1202 Geneva",
    "SWITZERLAND",
)


def make_prose(text: str) -> Prose:
    """Return the text as spans: _italic_, *strong*, <https://link> and the note call [1]."""
    spans: list[Inline] = []
    end = 0
    for mark in _MARKS.finditer(text):
        if mark.start() > end:
            spans.append(Span(text=text[end : mark.start()]))
        end = mark.end()
        if mark["link"]:
            spans += [Span(text="<"), Span(text=mark["link"], href=mark["link"]), Span(text=">")]
        elif mark["call"]:
            spans.append(NoteCall(number=int(mark["call"])))
        else:
            spans.append(
                Span(text=mark["italic"] or mark["strong"], italic=bool(mark["italic"]), strong=bool(mark["strong"]))
            )
    if end < len(text):
        spans.append(Span(text=text[end:]))
    return tuple(spans)


def make_notes(texts: Iterable[str], fulls: dict[int, str] | None = None) -> tuple[Note, ...]:
    """Return the texts as notes counted from 1; `fulls` holds full forms that differ."""
    fulls = fulls or {}
    return tuple(
        Note(number=number, prose=make_prose(text), full=make_prose(fulls.get(number, text)), sources=())
        for number, text in enumerate(texts, start=1)
    )


def make_letter(**changes: Any) -> Letter:
    """Return the English letter to the ICRC of 24 June 2025, with the changes."""
    language = changes.get("language", "en")
    values: dict[str, Any] = {
        "appeal": "armenian-detainees",
        "recipient": "icrc-president",
        "language": language,
        "date": date(2025, 6, 24),
        "date_line": "24 June 2025",
        "sender": SENDER,
        "addressee": "The President of the ICRC",
        "address": ADDRESS,
        "subject": "Armenian prisoners in Azerbaijan after the closure of the ICRC delegation",
        "salutation": "Dear President,",
        "paragraphs": tuple(make_prose(text) for text in _PARAGRAPHS),
        "request": make_prose(_REQUEST),
        "demands": make_demands(_DEMANDS),
        "ending": tuple(make_prose(text) for text in _ENDING),
        "closing": "Yours faithfully,",
        "notes": make_notes(_NOTES, {2: _FULL_NOTE_2, 7: _FULL_NOTE_7}),
        "phrases": load_phrases(TEMPLATES / "phrases.yaml").for_language(language),
        "passages": ("office-closed", "visits"),
        "email": "",
        "contact_form": "",
        "slots": RECIPIENT_SLOTS,
    }
    named = (values | changes)["addressee"]
    return Letter(**({"addressee_in_full": named} | values | changes))


def make_short_letter(**changes: Any) -> Letter:
    """Return a letter of one paragraph, one demand and one note, with the changes."""
    values: dict[str, Any] = {
        "paragraphs": (make_prose("The delegation of the ICRC in Azerbaijan has closed.[1]"),),
        "request": make_prose("I ask you to:"),
        "demands": make_demands(["keep visiting every prisoner."]),
        "ending": (),
        "notes": make_notes(["PanARMENIAN.Net, 24 June 2025."]),
    }
    return make_letter(**(values | changes))


def make_french_letter(**changes: Any) -> Letter:
    """Return the French letter to the federal councillor, with the changes."""
    values: dict[str, Any] = {
        "recipient": "ch-foreign-minister",
        "language": "fr",
        "date_line": "24 juin 2025",
        "addressee": "Département fédéral des affaires étrangères",
        "address": (
            "Département fédéral des affaires étrangères",
            "Direction du droit international public",
            "Kochergasse 10",
            "3003 Berne",
            "SUISSE",
        ),
        "subject": "Le sort des prisonniers arméniens après la fermeture de la délégation du CICR en Azerbaïdjan",
        "salutation": "Madame, Monsieur,",
        "paragraphs": tuple(make_prose(text) for text in _FRENCH_PARAGRAPHS),
        "request": make_prose("C’est pourquoi je me permets de vous demander\u00a0:"),
        "demands": make_demands(_FRENCH_DEMANDS),
        "ending": tuple(make_prose(text) for text in _FRENCH_ENDING),
        "closing": "Veuillez agréer, Madame, Monsieur, l’expression de ma haute considération.",
        "notes": make_notes(_FRENCH_NOTES),
    }
    return make_letter(**(values | changes))


def make_demands(texts: Iterable[str]) -> tuple[Demand, ...]:
    """Return the texts as demands."""
    return tuple(Demand(id=f"demand-{number}", prose=make_prose(text)) for number, text in enumerate(texts, start=1))


def _texts(block: str) -> tuple[str, ...]:
    """Return the paragraphs of a block; ~ stands for a no-break space, ° for a narrow one."""
    spaced = block.replace("~", "\u00a0").replace("°", "\u202f")
    return tuple(paragraph.strip().replace("\n", " ") for paragraph in spaced.split("\n\n"))


_PARAGRAPHS = _texts(
    """
I write to you as the head of an institution to which the Geneva Conventions entrust prisoners by name, and out of
concern for the Armenians whom Azerbaijan still holds.

On 24 June 2025 the Union for the Protection of the Rights of Refugees from Nagorno-Karabakh warned that the closure
of your office in Azerbaijan could severely damage the protection of Armenian prisoners of war and hinder oversight of
their conditions.[1] According to the State Commission on Prisoners of War, Hostages and Missing Persons, the work of
the ICRC in the country ceased as of 17 June; your spokesperson in Azerbaijan, Ilaha Huseynova, has nevertheless said
that delegates met the prisoners on 19 June, spoke with them in private, delivered parcels and helped them to exchange
news with their families.[2] The ICRC was the only organisation with direct and personal access to them. The office of
the UN Refugee Agency had already closed on 6 May, after an official notice.[3]

The law has not changed with the closure of an office. Article 126 of the Third Geneva Convention gives delegates of
the ICRC the right to visit all places where prisoners of war may be and to interview them without witnesses; such
visits “may not be prohibited except for reasons of imperative military necessity, and then only as an exceptional and
temporary measure”.[4] Civilians who are detained “shall have the right to be visited by delegates … of the
International Committee of the Red Cross”.[5] And for prisoners of war the rule stands that they “shall be released
and repatriated without delay after the cessation of active hostilities”.[6] A power may hold a prisoner of war until
a sentence has been served;[7] it is not obliged to.

On 7 December 2021 the International Court of Justice ordered Azerbaijan to “protect from violence and bodily harm all
persons captured in relation to the 2020 Conflict who remain in detention, and ensure their security and equality
before the law”.[8] At a hearing of the U.S. Commission on International Religious Freedom on 5 June 2025, witnesses
spoke of beatings and of insults to the prisoners’ origin and religion.[9] Where there is reasonable ground to believe
that such acts have been committed, a prompt and impartial investigation is owed.[10]
"""
)
_REQUEST = "For these reasons I respectfully ask the International Committee of the Red Cross:"
_DEMANDS = _texts(
    """
to continue to mediate between the Armenian prisoners and the authorities of Azerbaijan, so that humanitarian law is
observed;

to keep up regular visits to every place of detention, from Geneva if there can be no office in Baku;

to give particular attention to visible injuries, and to have a doctor take part in each visit;

to follow the treatment of those Armenians whom their families and advocates regard as held for political reasons, so
that their basic rights are secured.
"""
)
_ENDING = _texts(
    """
I know that your findings go to the authorities alone, and I do not ask you to publish them. I ask that the visits go
on, and that the families be told when they have taken place.

I should be grateful to learn what you are able to do.
"""
)
_NOTES = _texts(
    """
‘Closure of ICRC office in Azerbaijan raises POW abuse concerns’ (_PanARMENIAN.Net_, 24 June 2025).

ibid, citing Ilaha Huseynova; a copy is kept at
<https://www.example.org/en/documents/2025/closure-of-icrc-office-in-azerbaijan-raises-pow-abuse-concerns?from=rss&lang=en>.

‘Closure of ICRC office’ (n 1).

Geneva Convention relative to the Treatment of Prisoners of War (adopted 12 August 1949, entered into force 21 October
1950) 75 UNTS 135 (GC III) art 126(1), (2) and (4).

Geneva Convention relative to the Protection of Civilian Persons in Time of War (adopted 12 August 1949) 75 UNTS 287
(GC IV) art 76(6).

GC III (n 4) art 118(1).

ibid art 119(5).

_Application of the International Convention on the Elimination of All Forms of Racial Discrimination (Armenia v
Azerbaijan)_ (Provisional Measures, Order of 7 December 2021) [98(1)(a)].

‘Closure of ICRC office’ (n 1), reporting the hearing.

Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment (adopted 10 December 1984,
entered into force 26 June 1987) 1465 UNTS 85 art 12.
"""
)
_FULL_NOTE_2, _FULL_NOTE_7 = _texts(
    """
‘Closure of ICRC office in Azerbaijan raises POW abuse concerns’ (_PanARMENIAN.Net_, 24 June 2025), citing Ilaha
Huseynova.

Geneva Convention relative to the Treatment of Prisoners of War (adopted 12 August 1949, entered into force 21 October
1950) 75 UNTS 135, art 119(5).
"""
)
_FRENCH_PARAGRAPHS = _texts(
    """
Le 24~juin 2025, l’Union pour la protection des droits des réfugiés du Haut-Karabakh s’est dite gravement préoccupée
par la fermeture du bureau du Comité international de la Croix-Rouge (CICR) en Azerbaïdjan°: elle y voit un obstacle à
la protection des prisonniers de guerre arméniens et à tout contrôle de leurs conditions de détention.[1] Le CICR
était la seule organisation à les rencontrer directement et en personne.

L’article~126 de la troisième Convention de Genève n’a pas cessé de s’appliquer avec la fermeture d’un bureau. Les
délégués du CICR sont autorisés à se rendre dans tous les lieux où se trouvent des prisonniers de guerre et à
s’entretenir sans témoin avec eux°; ces visites ne sauraient être interdites qu’en raison d’impérieuses nécessités
militaires, à titre exceptionnel et temporaire.[2]

Dans son ordonnance du 7~décembre 2021, la Cour internationale de Justice a prescrit à l’Azerbaïdjan de protéger
contre les violences et les sévices toutes les personnes capturées en relation avec le conflit de 2020 qui sont
toujours en détention.[3]
"""
)
_FRENCH_DEMANDS = _texts(
    """
de rappeler aux Hautes Parties contractantes, en votre qualité de dépositaire et dans la mesure où elle le permet, les
visites que prévoit l’article~126°;

d’offrir vos bons offices pour que les visites reprennent, fût-ce depuis Genève.
"""
)
_FRENCH_ENDING = _texts(
    """
Je vous serais reconnaissante de bien vouloir me faire connaître la suite que vous pourrez donner à cette lettre.
"""
)
_FRENCH_NOTES = _texts(
    """
«°Closure of ICRC office in Azerbaijan raises POW abuse concerns°», _PanARMENIAN.Net_, 24~juin 2025.

Convention de Genève relative au traitement des prisonniers de guerre, 12~août 1949, _Recueil des traités des Nations
Unies_, vol.~75, p.~135, art.~126.

_Application de la convention internationale sur l’élimination de toutes les formes de discrimination raciale (Arménie
c. Azerbaïdjan)_, mesures conservatoires, ordonnance du 7~décembre 2021, par.~98.
"""
)
