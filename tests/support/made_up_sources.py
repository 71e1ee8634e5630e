"""Sources of recipients for tests, one of each format; everybody in them is invented."""

from datetime import date
from pathlib import Path
from typing import Any

from entreaty.content.files.import_mapping import ImportMapping
from entreaty.importing.importer import Import, import_recipients
from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.reading import LeftOut, PartialProfile, Place, ReadOptions, RecipientSource
from entreaty.importing.sources.formats import read_source
from entreaty.importing.tables.table import Table
from entreaty.storage.tables.rows import TableRow

DAY = date(2025, 6, 24)

CSV = """\
ID;Vorname;Name;Titel;Anrede;Funktion;Organisation;Straße;PLZ;Ort;Land;E-Mail;Partei;Stand
m1;Anna;Keller;Dr.;Frau;Ministerin der Justiz;Haus;Weg 1;01067;Dresden;Deutschland;keller@example.org;Grün;2025-03-01
m2;Paul;von Muster;;Herr;Abgeordneter;Landtag;Gasse 2;99084;Erfurt;DE;;;01.04.2025
"""

VCARD = """\
BEGIN:VCARD
VERSION:3.0
N:Keller;Anna;Maria;Dr.;
FN:Dr. Anna Maria Keller
ORG:Ministerium der Justiz;Abteilung 2
TITLE:Ministerin der Justiz
ADR;TYPE=HOME:;;Privatweg 9;Dresden;;01067;Deutschland
ADR;TYPE=WORK:;Haus B;Weg 1;Dresden;;01067;Deutschland
EMAIL;TYPE=INTERNET:keller@exam
 ple.org
TEL;TYPE=WORK:+49 351 1
UID:urn:uuid:0c1f
REV:2025-03-01T10:00:00Z
CATEGORIES:minister,justice
NOTE:One line\\nand another
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen M=C3=BCller
ORG:Court
TITLE:Judge
ADR;WORK;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;Stra=C3=9Fe 1;=
K=C3=B6ln;;50667;Germany
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:individual
FN:Jean Dupont
GENDER:M
LANG;PREF=1:fr
ORG:Assemblée exemplaire
ROLE:Député
ADR;LABEL="1 rue Exemple\\n75001 Paris\\nFRANCE":;;1 rue Exemple;Paris;;75001;France
EMAIL:dupont@example.org
END:VCARD
"""

POPOLO = """\
{"persons": [
  {"id": "council/anna_example", "name": "Anna van der Example", "email": "anna@example.org", "gender": "female",
   "sources": [{"url": "https://example.org/council"}], "updated_at": "2025-03-01T00:00:00",
   "contact_details": [{"type": "address", "value": "Town Hall\\n1 Example Street\\nExampleton NSW 2640"}]},
  {"id": "council/bob_example", "name": "Bob Example", "email": "bob@example.org"},
  {"id": "council/carl_example", "name": "Carl Example", "email": "carl@example.org"}],
 "organizations": [
  {"id": "o/council", "name": "Example City Council", "classification": "legislature"},
  {"id": "o/party", "name": "Example Party", "classification": "party"},
  {"id": "o/parks", "name": "Parks Committee", "classification": "committee"}],
 "memberships": [
  {"person_id": "council/anna_example", "organization_id": "o/council", "role": "councillor",
   "on_behalf_of_id": "o/party"},
  {"person_id": "council/anna_example", "organization_id": "o/council", "role": "mayor"},
  {"person_id": "council/anna_example", "organization_id": "o/parks", "role": "chair"},
  {"person_id": "council/bob_example", "organization_id": "o/council", "role": "councillor", "end_date": "2024-09-14"},
  {"person_id": "council/nobody", "organization_id": "o/council", "role": "councillor"},
  {"person_id": "council/carl_example", "organization_id": "o/gone", "role": "councillor"},
  {"person_id": "council/carl_example", "organization_id": "o/party"}],
 "areas": []}
"""

PERSON = """\
id: ocd-person/90da0000-0000-0000-0000-000000000001
name: Anna Example
given_name: Anna
family_name: Example
gender: Female
email: anna@example.org
party:
- name: Example Party
roles:
- start_date: 2021-01-06
  type: upper
  jurisdiction: ocd-jurisdiction/country:us/state:vt/government
  district: Windsor
- start_date: 2015-01-06
  end_date: 2021-01-05
  type: lower
  jurisdiction: ocd-jurisdiction/country:us/state:vt/government
  district: Windsor-1
offices:
- classification: home
  address: 9 Private Lane, Exampleton, VT 05091
- classification: capitol
  address: State House 115 Example St., Exampleton, VT 05633
  voice: 802-555-0100
- classification: district-mail
  address: P.O. Box 311; East Exampleton, VT 05740
links:
- url: https://example.org/anna
other_identifiers:
- scheme: legacy_openstates
  identifier: VTL1
- scheme: legacy_openstates
  identifier: VTL2
"""

COMMITTEE = """\
id: ocd-organization/e98d0000-0000-0000-0000-000000000002
classification: committee
name: Foreign Affairs
members:
- name: Anna Example
  role: chair
  person_id: ocd-person/90da0000-0000-0000-0000-000000000001
- name: Somebody Else
  role: member
  person_id: ocd-person/00000000-0000-0000-0000-000000000009
"""

LEGISLATORS = """\
- id:
    bioguide: E000001
    thomas: 01836
    fec:
    - H1XX00001
    - S1XX00002
  name:
    first: Nicole
    middle: (Nikki) Jai
    last: Example
    suffix: Jr.
    official_full: Nikki Example, Jr.
  bio:
    gender: F
  terms:
  - type: rep
    start: '2023-01-03'
    end: '2025-01-03'
    state: IL
    district: 13
    party: Democrat
  - type: sen
    start: '2025-01-03'
    end: '2031-01-03'
    state: IL
    class: 1
    party: Democrat
    url: https://example.org
    contact_form: https://example.org/contact
    address: 479A Example Senate Office Building Washington DC 20510
    office: 479a Example Senate Office Building
    phone: 202-555-0100
- id:
    bioguide: E000002
  name:
    first: Bob
    last: Sample
  bio:
    gender: M
  terms:
  - type: rep
    start: '2023-01-03'
    end: '2025-01-03'
    state: CT
    district: 2
    party: Republican
- id:
    bioguide: E000003
  name:
    first: Carla
    last: Specimen
  terms:
  - type: rep
    start: '2025-01-03'
    end: '2027-01-03'
    state: DC
    district: 0
    address: 1 Example House Office Building Washington DC 20515
    office: 1 Example House Office Building
"""

OFFICES = """\
- id:
    bioguide: E000001
  offices:
  - id: E000001-champaign
    address: 44 East Example Street
    suite: Suite 205
    city: Champaign
    state: IL
    zip: 06082
  - id: E000001-decatur
    address: 101 South Example Street
    city: Decatur
    state: IL
    zip: '62523'
- id:
    bioguide: X000009
  offices:
  - id: X000009-nowhere
    address: 1 Nowhere
    city: Nowhere
    state: IL
    zip: '60000'
"""

COMMITTEES = """\
- type: house
  name: House Committee on Foreign Affairs
  thomas_id: HSFA
  subcommittees:
  - name: Europe
    thomas_id: '14'
"""

MEMBERSHIP = """\
HSFA:
- name: Carla Specimen
  party: minority
  rank: 1
  title: Ranking Member
  bioguide: E000003
HSFA14:
- name: Carla Specimen
  bioguide: E000003
"""


BUNDESTAG = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE DOCUMENT SYSTEM "MDB_STAMMDATEN.DTD">
<!--Erstellt am: 27.05.2025 22:01:50-->
<DOCUMENT>
  <VERSION>1</VERSION>
  <MDB>
    <ID>99000001</ID>
    <NAMEN>
      <NAME>
        <NACHNAME>Alt</NACHNAME>
        <VORNAME>Anna</VORNAME>
        <ADEL/><PRAEFIX/>
        <ANREDE_TITEL/><AKAD_TITEL/>
        <HISTORIE_VON>01.01.2000</HISTORIE_VON><HISTORIE_BIS>01.01.2010</HISTORIE_BIS>
      </NAME>
      <NAME>
        <NACHNAME>Beispiel</NACHNAME>
        <VORNAME>Anna</VORNAME>
        <ADEL>Freifrau</ADEL><PRAEFIX>von</PRAEFIX>
        <ANREDE_TITEL>Dr.</ANREDE_TITEL><AKAD_TITEL>Prof. Dr.</AKAD_TITEL>
        <HISTORIE_VON>01.01.2010</HISTORIE_VON><HISTORIE_BIS/>
      </NAME>
    </NAMEN>
    <BIOGRAFISCHE_ANGABEN>
      <GEBURTSDATUM>20.10.1970</GEBURTSDATUM>
      <STERBEDATUM/>
      <GESCHLECHT>weiblich</GESCHLECHT>
      <RELIGION>keine</RELIGION>
      <PARTEI_KURZ>Grün</PARTEI_KURZ>
    </BIOGRAFISCHE_ANGABEN>
    <WAHLPERIODEN>
      <WAHLPERIODE>
        <WP>20</WP>
        <MDBWP_VON>26.10.2021</MDBWP_VON><MDBWP_BIS>25.03.2025</MDBWP_BIS>
        <WKR_NAME>Beispielstadt II</WKR_NAME><WKR_LAND>SN</WKR_LAND><LISTE/>
      </WAHLPERIODE>
      <WAHLPERIODE>
        <WP>21</WP>
        <MDBWP_VON>25.03.2025</MDBWP_VON><MDBWP_BIS/>
        <WKR_NAME>Beispielstadt I</WKR_NAME><WKR_LAND>SN</WKR_LAND><LISTE/>
        <INSTITUTIONEN>
          <INSTITUTION><INSART_LANG>Fraktion/Gruppe</INSART_LANG><INS_LANG>Beispielfraktion</INS_LANG>
            <MDBINS_BIS/><FKT_LANG/><FKTINS_BIS/></INSTITUTION>
          <INSTITUTION><INSART_LANG>Ausschuss</INSART_LANG><INS_LANG>Beispielausschuss</INS_LANG>
            <MDBINS_BIS/><FKT_LANG>Ordentliches Mitglied</FKT_LANG><FKTINS_BIS/></INSTITUTION>
          <INSTITUTION><INSART_LANG>Ausschuss</INSART_LANG><INS_LANG>Früherer Ausschuss</INS_LANG>
            <MDBINS_BIS>01.04.2025</MDBINS_BIS><FKT_LANG>Ordentliches Mitglied</FKT_LANG><FKTINS_BIS/></INSTITUTION>
          <INSTITUTION><INSART_LANG>Deutscher Bundestag</INSART_LANG><INS_LANG>Schriftführer</INS_LANG>
            <MDBINS_BIS/><FKT_LANG/><FKTINS_BIS/></INSTITUTION>
        </INSTITUTIONEN>
      </WAHLPERIODE>
    </WAHLPERIODEN>
  </MDB>
  <MDB>
    <ID>99000002</ID>
    <NAMEN>
      <NAME>
        <NACHNAME>Muster</NACHNAME>
        <VORNAME>Paul</VORNAME>
        <ADEL/><PRAEFIX/>
        <ANREDE_TITEL/><AKAD_TITEL/>
        <HISTORIE_VON>01.01.2000</HISTORIE_VON><HISTORIE_BIS/>
      </NAME>
    </NAMEN>
    <BIOGRAFISCHE_ANGABEN>
      <GEBURTSDATUM>01.02.1960</GEBURTSDATUM>
      <STERBEDATUM/>
      <GESCHLECHT>männlich</GESCHLECHT>
      <RELIGION>keine</RELIGION>
      <PARTEI_KURZ>SPD</PARTEI_KURZ>
    </BIOGRAFISCHE_ANGABEN>
    <WAHLPERIODEN>
      <WAHLPERIODE>
        <WP>19</WP>
        <MDBWP_VON>24.10.2017</MDBWP_VON><MDBWP_BIS>26.10.2021</MDBWP_BIS>
        <WKR_NAME/><WKR_LAND/><LISTE>BWG</LISTE>
      </WAHLPERIODE>
      <WAHLPERIODE>
        <WP>18</WP>
        <MDBWP_VON>22.10.2013</MDBWP_VON><MDBWP_BIS>24.10.2017</MDBWP_BIS>
        <WKR_NAME/><WKR_LAND/><LISTE>BWG</LISTE>
      </WAHLPERIODE>
    </WAHLPERIODEN>
  </MDB>
  <MDB>
    <ID>99000003</ID>
    <NAMEN>
      <NAME>
        <NACHNAME>Probe</NACHNAME>
        <VORNAME>Eva</VORNAME>
        <ADEL/><PRAEFIX/>
        <ANREDE_TITEL/><AKAD_TITEL/>
        <HISTORIE_VON>01.01.2000</HISTORIE_VON><HISTORIE_BIS/>
      </NAME>
    </NAMEN>
    <BIOGRAFISCHE_ANGABEN>
      <GEBURTSDATUM>01.02.1950</GEBURTSDATUM>
      <STERBEDATUM>01.04.2025</STERBEDATUM>
      <GESCHLECHT>weiblich</GESCHLECHT>
      <RELIGION>keine</RELIGION>
      <PARTEI_KURZ>CDU</PARTEI_KURZ>
    </BIOGRAFISCHE_ANGABEN>
    <WAHLPERIODEN>
      <WAHLPERIODE>
        <WP>21</WP>
        <MDBWP_VON>25.03.2025</MDBWP_VON><MDBWP_BIS/>
        <WKR_NAME/><WKR_LAND/><LISTE>NW</LISTE>
      </WAHLPERIODE>
    </WAHLPERIODEN>
  </MDB>
</DOCUMENT>
"""

MEPS = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<meps>
  <mep><fullName>Anna PRZYKŁAD</fullName><country>Poland</country><politicalGroup>Example Group</politicalGroup>
    <id>900001</id><nationalPoliticalGroup>Independent</nationalPoliticalGroup></mep>
  <mep><fullName>María EJEMPLO PRUEBA</fullName><country>Spain</country><politicalGroup>Example Group</politicalGroup>
    <id>900002</id><nationalPoliticalGroup>Independent</nationalPoliticalGroup></mep>
  <mep><fullName>Jean EXEMPLE</fullName><id>900003</id><country><countryCode>FR</countryCode></country>
    <politicalGroup><bodyCode>EX</bodyCode></politicalGroup>
    <mandate-start>02/07/2019</mandate-start><mandate-end>31/01/2020</mandate-end></mep>
  <mep><fullName>Eva NOBODY</fullName><id>900004</id><country>Nowhere</country>
    <mandate-start>02/07/2019</mandate-start><mandate-end>ONGOING</mandate-end></mep>
</meps>
"""


def wanted(**changes: Any) -> ReadOptions:
    """Return what is wanted of a source on the day of the tests, with the changes."""
    return ReadOptions(**{"day": DAY, **changes})


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a source and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder: Path, name: str, content: str | bytes, **changes: Any) -> RecipientSource:
    """Write a source and read it."""
    return read_source([write(folder, name, content)], "", wanted(**changes))


def records(reading: RecipientSource) -> list[PartialProfile]:
    """Return the rows that say something of a recipient."""
    return [row for row in reading.rows if isinstance(row, PartialProfile)]


def reasons(reading: RecipientSource) -> list[tuple[int, str]]:
    """Return the number of each row that was left out or is held back, and why."""
    found = [(row.place.row, row.reason if isinstance(row, LeftOut) else row.held) for row in reading.rows]
    return [(number, why) for number, why in found if why]


def bring(
    campaign: Path, paths: list[Path], *, dry_run: bool = False, into: str = "recipients.yaml", **more: Any
) -> Import:
    """Import sources into a campaign, as the command does."""
    settings = ImportSettings(**{"day": DAY, "source": paths[0].stem, **more})
    campaign.mkdir(exist_ok=True)
    return import_recipients(
        read_source(paths, "", wanted(day=settings.day)), settings, campaign, campaign / into, dry_run=dry_run
    )


_SAID = {
    "office": "Mayor",
    "organisation": "City of Example",
    "address": {"lines": ["1 Way"], "country": "CH"},
    "verified": {"source": "a page"},
}


def completed(
    said: Any = None, *, status: str = "unverified", credit: str = "", settings: Any = None, **record: Any
) -> Any:
    """Return what becomes of a row that says so."""
    place = Place(Path("list.csv"), 7)
    row = PartialProfile(
        **{"place": place, "fields": _SAID if said is None else {**_SAID, **said}, "audience": "legislature", **record}
    )
    reading = RecipientSource(kind="csv", rows=(row,), status=status, credit=credit)
    (found,) = complete(reading, ImportSettings(**{"day": DAY, **(settings or {})}))
    return found


def mapping_of(**values: Any) -> dict[str, Any]:
    """Return settings with a mapping file that holds the values."""
    return {"mapping": ImportMapping.model_validate(values)}


HEADING = ("Name", "Organisation", "Office", "Country")


def rows_of_table(*texts: tuple[str, ...], heading: tuple[str, ...] = HEADING, **changes: Any) -> Any:
    """Return the rows of a table with that heading, and the table."""
    rows = [TableRow(number=number, cells=cells) for number, cells in enumerate((heading, *texts), start=1)]
    table = Table(Path("x"), wanted(**changes))
    return list(table.rows(rows)), table


def said_by(heading: tuple[str, ...], *texts: str) -> Any:
    """Return the record of the one row below the heading."""
    (record,), _ = rows_of_table(texts, heading=heading)
    return record
