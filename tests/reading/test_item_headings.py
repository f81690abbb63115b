"""Forms of headings that the usual ones do not hold: numbers of which one part counts on, bullets, labels; and what looks alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reading.pages import flow_of
from transforms.model import DocType, Outcome, PrintedDeliberation
from transforms.reading.deliberations import read_deliberations

ITEMS = (
    (
        "Vente d'un terrain",
        "La parcelle n'est plus utile à la commune depuis que l'école a été reconstruite.",
        "Le conseil municipal, à l'unanimité, décide de la vendre.",
    ),
    (
        "Tarifs de la cantine",
        "Les familles en seront prévenues par un courrier avant la fin de l'année scolaire.",
        "Le conseil adopte ces tarifs par 9 voix pour et 2 contre.",
    ),
    (
        "Rapport sur le service de l'eau",
        "Le syndicat a transmis son rapport à tous les élus avec la convocation à la séance.",
        "Le conseil municipal prend acte de ce rapport.",
    ),
    (
        "Règlement du cimetière",
        "Plusieurs élus souhaitent revoir ce texte avec les services de l'État avant l'été.",
        "Ce point est reporté à la prochaine séance.",
    ),
    (
        "Travaux de voirie",
        "Deux entreprises ont remis leur devis pour la rue haute et le chemin de la source.",
        "Accord à l'unanimité.",
    ),
)
TITLES = [title for title, _, _ in ITEMS]
OUTCOMES = [Outcome.ADOPTED, Outcome.ADOPTED, Outcome.NOTED, Outcome.POSTPONED, Outcome.ADOPTED]


def read(text: str) -> tuple[PrintedDeliberation, ...]:
    return read_deliberations(flow_of(text), 0, DocType.MINUTES)


def minutes(heading: Callable[[int, str], str], gap: str = "\n\n") -> tuple[PrintedDeliberation, ...]:
    """The five items under headings of one form, with or without empty lines."""
    items = [f"{heading(n, title)}{gap}{told}\n{vote}" for n, (title, told, vote) in enumerate(ITEMS, start=1)]
    return read(gap.join(("Le quorum est atteint et la séance est ouverte.", *items, "La séance est levée à 22 heures.")))


@pytest.mark.parametrize("gap", [pytest.param("\n\n", id="apart"), pytest.param("\n", id="tight")])
@pytest.mark.parametrize(
    ("form", "first"),
    [
        pytest.param("24.05.0{n} – {title}", "24.05.01", id="short year"),
        pytest.param("24-05-0{n} {title}", "24-05-01", id="short year with dashes"),
        pytest.param("14052024-0{n} : {title}", "14052024-01", id="date run together"),
        pytest.param("14/05/2024-0{n} : {title}", "14/05/2024-01", id="date"),
        pytest.param("2{n}/2024 {title}", "21/2024", id="year last, no sign"),
        pytest.param("20242{n} – {title}", "202421", id="year and number run together"),
        pytest.param("D20242{n} – {title}", "D202421", id="letter, year and number run together"),
        pytest.param("DEL 2024 02{n} {title}", "DEL2024021", id="parted by blanks"),
        pytest.param("2024-2{n}\n{title}", "2024-21", id="alone above the title"),
        pytest.param("2{n}/2024\n{title}", "21/2024", id="year last, alone above the title"),
        pytest.param("{title}\nDélibération n° 2024-2{n}", "2024-21", id="below the title"),
        pytest.param("{title}\nN° 2024-2{n}", "2024-21", id="below the title without its word"),
        pytest.param("{title} : 2024-2{n}", "2024-21", id="behind a colon"),
        pytest.param("{title} – Délibération n° 2024-2{n}", "2024-21", id="behind a dash"),
        pytest.param("{title} (délibération n° 2024-2{n})", "2024-21", id="in brackets"),
        pytest.param("{title} - DE_2024_02{n}", "DE_2024_021", id="with letters behind a dash"),
        pytest.param("Objet n° {n} : {title}", "1", id="object"),
        pytest.param("2024-2{n} 7.1 {title}", "2024-21", id="with the code of the matter"),
        pytest.param("2024DEL02{n} {title}", "2024DEL021", id="letters in its midst"),
        pytest.param("CM/2024/05/0{n} – {title}", "CM/2024/05/01", id="letters and slashes"),
        pytest.param("(2024-2{n}) {title}", "2024-21", id="number in brackets"),
        pytest.param("[2{n}] {title}", "21", id="number in square brackets"),
        pytest.param("Résolution n° {n} : {title}", "1", id="resolution"),
        pytest.param("{n} {title}", "1", id="bare figure"),
        pytest.param("{n}.\n{title}", "1.", id="figure alone above the title"),
    ],
)
def test_numbers_of_which_one_part_counts_on_head_items(form: str, first: str, gap: str) -> None:
    items = minutes(lambda n, title: form.format(n=n, title=title), gap)
    assert [item.title for item in items] == TITLES
    assert [item.outcome for item in items] == OUTCOMES
    assert (items[0].number or "").rstrip(".") == first.rstrip(".")
    assert len({item.number for item in items}) == len(ITEMS)


@pytest.mark.parametrize("gap", [pytest.param("\n\n", id="apart"), pytest.param("\n", id="tight")])
@pytest.mark.parametrize(
    "form",
    [
        pytest.param("✓ {title}", id="tick"),
        pytest.param("❑ {title}", id="box"),
        pytest.param("▶ {title}", id="triangle"),
        pytest.param("o {title}", id="o for a hollow bullet"),
        pytest.param("- {title} :", id="dash and colon"),
        pytest.param("{title} :", id="colon"),
        pytest.param("{title}.", id="full stop"),
        pytest.param("Titre : {title}", id="title"),
        pytest.param("Affaire : {title}", id="matter"),
        pytest.param("Question : {title}", id="question"),
        pytest.param("{title}\n________________", id="underlined"),
        pytest.param("Délibération : {title}", id="deliberation"),
        pytest.param("DÉLIBÉRATION – {title}", id="deliberation and dash"),
    ],
)
def test_bullets_and_labels_head_items_where_they_part_the_decisions(form: str, gap: str) -> None:
    items = minutes(lambda n, title: form.format(n=n, title=title), gap)
    assert [item.title for item in items] == TITLES
    assert [item.outcome for item in items] == OUTCOMES


@pytest.mark.parametrize(
    "marks", [pytest.param(("A", "B", "C", "D", "E"), id="letters"), pytest.param(("I", "II", "III", "IV", "V"), id="romans")]
)
def test_letters_and_romans_before_a_colon_head_items(marks: tuple[str, ...]) -> None:
    items = minutes(lambda n, title: f"{marks[n - 1]} : {title}")
    assert [(item.number, item.title) for item in items] == list(zip(marks, TITLES, strict=True))


def test_dashes_under_sections_in_capitals_head_items() -> None:
    sections = {1: "AFFAIRES GÉNÉRALES\n\n", 4: "URBANISME\n\n"}
    items = minutes(lambda n, title: f"{sections.get(n, '')}- {title}")
    assert [item.title for item in items] == TITLES


def test_a_title_before_a_colon_ends_there_although_the_body_opens_with_a_noun() -> None:
    items = minutes(lambda n, title: f"{n}. {title} :", "\n")
    assert [item.title for item in items] == TITLES


def test_a_vote_without_its_full_stop_ends_the_item_before_a_bare_title() -> None:
    items = read(
        "Vente d'un terrain\nMonsieur le Maire présente l'offre.\nAdopté à l'unanimité\n"
        "Rapport sur le service de l'eau\nLe rapport du syndicat a été transmis à tous les élus.\nLe conseil municipal en prend acte.\n"
        "Tarifs de la cantine\nMonsieur le Maire présente les tarifs.\nAdopté à l'unanimité\n"
    )
    assert [item.title for item in items] == ["Vente d'un terrain", "Rapport sur le service de l'eau", "Tarifs de la cantine"]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("24.05.01 Terrassement\n24.05.02 Maçonnerie\n24.05.03 Charpente", id="lots"),
        pytest.param("1 Terrassement du terrain\n2 Maçonnerie du mur\n3 Charpente du toit", id="a table's rows"),
        pytest.param("Lot principal :\nLe devis de la société Valmont est retenu.", id="a label"),
        pytest.param("✓ Maçonnerie du mur\n✓ Charpente du toit", id="ticks"),
    ],
)
def test_lists_within_an_item_head_none(told: str) -> None:
    items = read(
        f"1. Travaux de l'école\nMonsieur le Maire présente les lots.\n{told}\nLe conseil municipal, à l'unanimité, approuve.\n"
        "2. Tarifs de la cantine\nMonsieur le Maire présente les tarifs.\nLe conseil municipal, à l'unanimité, approuve.\n"
    )
    assert [item.title for item in items] == ["Travaux de l'école", "Tarifs de la cantine"]


def test_an_information_between_two_items_keeps_its_number() -> None:
    voted = "Adopté à l'unanimité."
    items = read(
        f"Délibération n° 2024-21 : Vente d'un terrain\nLa parcelle n'est plus utile à la commune depuis longtemps.\n{voted}\n"
        "Délibération n° 2024-22 : Chantier de la rue haute\nLe chantier avance bien et la rue sera rouverte avant l'été prochain.\n"
        "Les riverains en seront prévenus.\n"
        f"Délibération n° 2024-23 : Tarifs de la cantine\nLes familles en seront prévenues par courrier avant l'été.\n{voted}\n"
    )
    assert [(item.number, item.outcome) for item in items] == [
        ("2024-21", Outcome.ADOPTED),
        ("2024-22", Outcome.NOTED),
        ("2024-23", Outcome.ADOPTED),
    ]


@pytest.mark.parametrize("mark", [pytest.param("- ", id="dashes"), pytest.param("", id="bare titles")])
def test_the_mayors_decisions_are_no_part_of_the_item_before_them(mark: str) -> None:
    items = read(
        f"{mark}Vente d'un terrain\nLa parcelle n'est plus utile à la commune depuis que l'école est refaite.\nAdopté à l'unanimité.\n\n"
        f"{mark}Décisions prises par le Maire en vertu de ses délégations\n- Décision n° 2024-07 : entretien de la chaudière\n"
        "- Décision n° 2024-08 : location du logement communal\nLe conseil municipal prend acte de ces décisions.\n\n"
        f"{mark}Tarifs de la cantine\nLes familles en seront prévenues par un courrier avant la fin de l'année.\nAdopté à l'unanimité.\n\n"
        f"{mark}Budget primitif\nLe budget s'équilibre ainsi :\nfonctionnement 482 300 €\nLe conseil municipal adopte le budget.\n"
    )
    outcomes = {item.title: item.outcome for item in items}
    assert outcomes["Vente d'un terrain"] is Outcome.ADOPTED
    assert outcomes["Budget primitif"] is Outcome.ADOPTED
    assert not any("2024-0" in (item.title or "") for item in items)


def test_a_title_of_two_lines_behind_a_dash_heads_an_item() -> None:
    titles = [
        "- Convention de mise à disposition du service d'instruction des autorisations d'urbanisme\nde la communauté de communes",
        "- Tarifs de la cantine",
        "- Travaux de voirie",
    ]
    told = "La commission s'est réunie et propose de suivre l'avis de la communauté de communes sur ce dossier."
    items = read("\n\n".join(f"{title}\n{told}\nAdopté à l'unanimité." for title in titles))
    assert [(item.title or "")[-22:] for item in items] == ["communauté de communes", "Tarifs de la cantine", "Travaux de voirie"]


def test_an_item_without_a_number_that_may_hold_another_is_doubtful() -> None:
    items = read(
        "Vente d'un terrain\nMonsieur le Maire présente l'offre.\nLe conseil municipal approuve cette vente.\n"
        "Régie de recettes du camping\n- Vu la délibération du 9 novembre 2001,\nLe conseil municipal, à l'unanimité, supprime la régie.\n"
        "Tarifs de la cantine\nMonsieur le Maire présente les tarifs.\nAdopté à l'unanimité.\n"
    )
    doubts = {item.title: item.doubt for item in items}
    assert "Régie de recettes du camping" in doubts or doubts["Vente d'un terrain"]
    assert doubts["Tarifs de la cantine"] is None


def test_an_item_taken_off_the_agenda_is_found_under_a_bare_title() -> None:
    items = read(
        "Vente d'un terrain\nMonsieur le Maire présente l'offre.\nAdopté à l'unanimité.\n"
        "Règlement de la salle\nLa commission n'ayant pas achevé son travail, Madame le Maire retire ce point de l'ordre du jour.\n"
        "Tarifs de la cantine\nMonsieur le Maire présente les tarifs.\nAdopté à l'unanimité.\n"
    )
    assert [(item.title, item.outcome) for item in items][1] == ("Règlement de la salle", Outcome.POSTPONED)


def test_ordinals_in_words_head_items() -> None:
    ordinals = ("Premier", "Deuxième", "Troisième", "Quatrième", "Cinquième")
    assert [item.title for item in minutes(lambda n, title: f"{ordinals[n - 1]} point : {title}")] == TITLES


@pytest.mark.parametrize("link", ["portant", "relative à", "autorisant"])
def test_what_an_act_is_about_may_follow_its_number_without_a_sign(link: str) -> None:
    items = minutes(lambda n, title: f"Délibération n° 2024-2{n} {link} {title[0].lower()}{title[1:]}")
    assert [(item.number, item.outcome) for item in items] == [(f"2024-2{n}", outcome) for n, outcome in enumerate(OUTCOMES, start=1)]


def test_a_recital_that_breaks_before_an_earlier_act_heads_nothing() -> None:
    items = read(
        "1. Vente d'un terrain\nVu le code général des collectivités territoriales et la\n"
        "délibération n° 2023-12 portant création d'un lotissement,\nLe conseil municipal, à l'unanimité, approuve.\n"
        "2. Tarifs de la cantine\nMonsieur le Maire présente les tarifs.\nLe conseil municipal, à l'unanimité, approuve.\n"
    )
    assert [item.number for item in items] == ["1", "2"]


def test_the_title_stands_below_a_theme_in_capitals() -> None:
    items = minutes(lambda n, title: f"Délibération n° 2024-2{n}\nFINANCES\n{title}")
    assert [(item.title, item.subject) for item in items] == [(title, "FINANCES") for title in TITLES]


def test_acts_that_word_no_known_decision_are_there_and_doubtful() -> None:
    told = (
        "La chambre régionale a examiné la gestion de la communauté. Son rapport a été lu en séance et plusieurs élus ont pris la parole."
    )
    (item,) = read(
        f"Le quorum est atteint.\n\n2024-062 – DÉBAT SUR LE RAPPORT DE LA CHAMBRE RÉGIONALE\n\n{told}\n\nLes échanges ont été nourris.\n"
    )
    assert (item.number, item.title) == ("2024-062", "DÉBAT SUR LE RAPPORT DE LA CHAMBRE RÉGIONALE")
    assert item.doubt


def test_minutes_handed_out_are_no_item_and_those_approved_in_one_phrase_are() -> None:
    items = read(
        "Distribution du procès-verbal de la communauté de communes\n\n"
        "Approbation à l'unanimité du compte-rendu de la réunion du 28 mars 2024.\n\n"
        "1. Vente d'un terrain\nMonsieur le Maire présente l'offre.\nAdopté à l'unanimité.\n"
        "2. Tarifs de la cantine\nMonsieur le Maire présente les tarifs.\nAdopté à l'unanimité.\n"
    )
    assert [(item.number, item.outcome) for item in items] == [(None, Outcome.ADOPTED), ("1", Outcome.ADOPTED), ("2", Outcome.ADOPTED)]
    assert "28 mars 2024" in (items[0].title or "")


def test_a_title_with_the_word_deliberation_may_run_into_its_body() -> None:
    items = read(
        "Subvention : Après en avoir délibéré, le conseil municipal décide d'attribuer 1 500 € à l'association.\n\n"
        "Délibération portant sur le temps de travail d'un agent : Après en avoir délibéré, le conseil le fixe, à l'unanimité.\n"
    )
    assert [item.title for item in items] == ["Subvention", "Délibération portant sur le temps de travail d'un agent"]


def test_the_beginning_of_the_sitting_is_no_item() -> None:
    items = read(
        "DÉBUT DE LA RÉUNION À 18 H 30\n\nLe compte rendu de la séance du 28 mars 2024 est approuvé à l'unanimité.\n\n"
        "VENTE D'UN TERRAIN\nMonsieur le Maire présente l'offre.\nAdopté à l'unanimité.\n\n"
        "TARIFS DE LA CANTINE\nMonsieur le Maire présente les tarifs.\nAdopté à l'unanimité.\n"
    )
    assert not any("DÉBUT" in (item.title or "") for item in items)
    assert [item.outcome for item in items] == [Outcome.ADOPTED] * 3


CODED = (
    "7.1 – Décision modificative\nMonsieur le Maire la présente.\nLe conseil approuve à l'unanimité.\n"
    "1.1 – Marché de travaux\nMonsieur le Maire présente les offres.\nLe conseil, par 3 voix pour et 1 contre, attribue le marché.\n"
    "4.1 – Création d'un poste\nMonsieur le Maire propose de le créer.\nLe conseil refuse à l'unanimité.\n"
    "7.5 – Subvention\nLe conseil décide de reporter ce point.\n"
)


def test_codes_of_the_nomenclature_head_items_in_any_order_and_number_none() -> None:
    items = read(CODED)
    assert [(item.number, item.title, item.outcome) for item in items] == [
        (None, "Décision modificative", Outcome.ADOPTED),
        (None, "Marché de travaux", Outcome.ADOPTED),
        (None, "Création d'un poste", Outcome.REJECTED),
        (None, "Subvention", Outcome.POSTPONED),
    ]


def test_what_rises_is_a_number() -> None:
    items = read(CODED.replace("1.1 –", "1.2 –").replace("7.1 –", "1.1 –"))
    assert [item.number for item in items] == ["1.1", "1.2", "4.1", "7.5"]
