"""Headings of nine languages, as people of each write them."""

import pytest

from entreaty.importing.tables.columns import columns_of

FIELDS = (
    "given name", "family name", "title", "office", "organisation", "street", "postal code", "city", "country",
    "email", "phone", "gender", "salutation", "ended",
)  # fmt: skip

HEADINGS = {
    "en": (
        "First name;Last name;Title;Office;Organisation;Street;Postcode;"
        "Town;Country;E-mail;Phone;Gender;Salutation;End date"
    ),
    "de": (
        "Vorname;Nachname;Titel;Amt;Organisation;Straße;PLZ;"
        "Ort;Land;E-Mail;Telefon;Geschlecht;Briefanrede;Ausgeschieden am"
    ),
    "fr": (
        "Prénom;Nom;Titre;Fonction;Organisation;Rue;Code postal;"
        "Ville;Pays;Courriel;Téléphone;Sexe;Formule d'appel;Fin de mandat"
    ),
    "it": (
        "Nome;Cognome;Titolo;Carica;Organizzazione;Via;CAP;"
        "Città;Paese;E-mail;Telefono;Sesso;Formula di saluto;Fine mandato"
    ),
    "es": (
        "Nombre;Apellidos;Título;Cargo;Organización;Calle;Código postal;"
        "Ciudad;País;Correo electrónico;Teléfono;Sexo;Saludo;Fecha de fin"
    ),
    "pt": (
        "Nome;Apelido;Título;Cargo;Organização;Rua;Código postal;"
        "Cidade;País;E-mail;Telefone;Sexo;Saudação;Data de fim"
    ),
    "nl": (
        "Voornaam;Achternaam;Titel;Functie;Organisatie;Straat;Postcode;"
        "Plaats;Land;E-mailadres;Telefoon;Geslacht;Aanhef;Einddatum"
    ),
    "pl": (
        "Imię;Nazwisko;Tytuł;Stanowisko;Organizacja;Ulica;Kod pocztowy;"
        "Miejscowość;Kraj;Adres e-mail;Telefon;Płeć;Powitanie;Koniec kadencji"
    ),
    "ru": (
        "Имя;Фамилия;Звание;Должность;Организация;Улица;Почтовый индекс;"
        "Город;Страна;Электронная почта;Телефон;Пол;Приветствие;Дата окончания"
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_of_nine_languages_are_recognised(language):
    """Each heading is the field that it names, in its place."""
    headings = HEADINGS[language].split(";")
    found = columns_of(headings, {}).fields
    assert [str(found.get(place)) for place in range(len(headings))] == list(FIELDS)
