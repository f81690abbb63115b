"""Where each item begins, its number and title; what is no item."""

from __future__ import annotations

import pytest

from tests.reading.pages import flow_of
from transforms.model import Certainty, Choice, DocType, Outcome, PrintedDeliberation
from transforms.reading.deliberations import read_deliberations

VOTED = "Madame le Maire expose le projet.\nLe conseil municipal, après en avoir délibéré, à l'unanimité, approuve."


def read(*pages: str, doc_type: DocType = DocType.MINUTES, after: str = "") -> tuple[PrintedDeliberation, ...]:
    """The items of the pages; ``after`` is the last phrase of the opening roll call."""
    flow = flow_of(*pages)
    return read_deliberations(flow, flow.text.index(after) + len(after) if after else 0, doc_type)


def heads(items: tuple[PrintedDeliberation, ...]) -> list[tuple[str | None, str | None]]:
    return [(item.number, item.title) for item in items]


@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        pytest.param("1. Vente d'un terrain", "2. Tarifs de la cantine", ["1", "2"], id="dot"),
        pytest.param("1) Vente d'un terrain", "2) Tarifs de la cantine", ["1", "2"], id="bracket"),
        pytest.param("1 – Vente d'un terrain", "2 – Tarifs de la cantine", ["1", "2"], id="dash"),
        pytest.param("1/ Vente d'un terrain", "2/ Tarifs de la cantine", ["1", "2"], id="slash"),
        pytest.param("1°) Vente d'un terrain", "2°) Tarifs de la cantine", ["1", "2"], id="degree"),
        pytest.param("Point n° 1 : Vente d'un terrain", "Point n° 2 : Tarifs de la cantine", ["1", "2"], id="point"),
        pytest.param("I. Vente d'un terrain", "II. Tarifs de la cantine", ["I", "II"], id="roman"),
        pytest.param("D2025-027- Objet : Vente d'un terrain", "D 2025-028 : Tarifs de la cantine", ["D2025-027", "D2025-028"], id="letter"),
        pytest.param("2024-06-11 VENTE D'UN TERRAIN", "2024-06-12 TARIFS DE LA CANTINE", ["2024-06-11", "2024-06-12"], id="year"),
        pytest.param("2021 03 01 VENTE D'UN TERRAIN", "2021 03 02 TARIFS DE LA CANTINE", ["20210301", "20210302"], id="spaces"),
        pytest.param("20240219 1-Vente d'un terrain", "20240219 2-Tarifs de la cantine", ["202402191", "202402192"], id="date"),
        pytest.param("134-16 : Vente d'un terrain", "135-16 : Tarifs de la cantine", ["134-16", "135-16"], id="year-last"),
        pytest.param(
            "DÉLIBÉRATION N° 2023-041 : VENTE D'UN TERRAIN",
            "DÉLIBÉRATION N° 2023-042 : TARIFS DE LA CANTINE",
            ["2023-041", "2023-042"],
            id="word",
        ),
        pytest.param(
            "Délibération n° 23/05/01\nVente d'un terrain",
            "Délibération n° 23/05/02\nTarifs de la cantine",
            ["23/05/01", "23/05/02"],
            id="title-below",
        ),
        pytest.param(
            "Délibération n° 2023-041 – Vente d'un terrain",
            "Délibération n°.2023-042 – Tarifs de la cantine",
            ["2023-041", "2023-042"],
            id="a speck taken for a full stop",
        ),
        pytest.param(
            "DEL_20220628_1 Vente d'un terrain",
            "DEL_20220628_2 Tarifs de la cantine",
            ["DEL_20220628_1", "DEL_20220628_2"],
            id="underscores",
        ),
        pytest.param(
            "1. D2024–14 - Vente d'un terrain", "2. D2024-15 - Tarifs de la cantine", ["D2024–14", "D2024-15"], id="act-in-the-agenda"
        ),
        pytest.param("Vente d'un terrain ( DE_2023_11)", "Tarifs de\nla cantine ( DE_2023_12)", ["DE_2023_11", "DE_2023_12"], id="closing"),
        pytest.param(
            "AFFAIRE N° 2022/031\nVente d'un terrain", "AFFAIRE N° 2022/032\nTarifs de la cantine", ["2022/031", "2022/032"], id="affair"
        ),
        pytest.param("POINT N° 1\nVente d'un terrain", "POINT N° 2\nTarifs de la cantine", ["1", "2"], id="point-alone"),
        pytest.param("N° 1\nVente d'un terrain", "N° 2\nTarifs de la cantine", ["1", "2"], id="number-alone"),
        pytest.param("Acte n° 2024-31 : Vente d'un terrain", "Acte n° 2024-32 : Tarifs de la cantine", ["2024-31", "2024-32"], id="act"),
        pytest.param(
            "DÉLIBÉRATION n° 2024-31 du 3 mai 2024\nObjet : Vente d'un terrain",
            "DÉLIBÉRATION n° 2024-32 du 3 mai 2024\nObjet : Tarifs de la cantine",
            ["2024-31", "2024-32"],
            id="number-of-the-day",
        ),
        pytest.param(
            "N° de la délibération : 2024-31\nObjet : Vente d'un terrain",
            "N° de la délibération : 2024-32\nObjet : Tarifs de la cantine",
            ["2024-31", "2024-32"],
            id="labelled-number",
        ),
        pytest.param(
            "D.2024.03.12 – Vente d'un terrain", "D.2024.03.13 – Tarifs de la cantine", ["D.2024.03.12", "D.2024.03.13"], id="dots"
        ),
        pytest.param("DCM N° 2024-12 : Vente d'un terrain", "DCM N° 2024-13 : Tarifs de la cantine", ["2024-12", "2024-13"], id="dcm"),
        pytest.param("012/2024 – Vente d'un terrain", "013/2024 – Tarifs de la cantine", ["012/2024", "013/2024"], id="year-last-and-dash"),
        pytest.param(
            "Délibération 2024-31 du 3 mai 2024 - Vente d'un terrain",
            "Délibération 2024-32 du 3 mai 2024 - Tarifs de la cantine",
            ["2024-31", "2024-32"],
            id="day-before-the-title",
        ),
        pytest.param("1 Vente d'un terrain", "2 Tarifs de la cantine", ["1", "2"], id="no-delimiter"),
        pytest.param("Vente d'un terrain :", "Tarifs de la cantine :", [None, None], id="colon"),
        pytest.param("• Vente d'un terrain", "• Tarifs de la cantine", [None, None], id="bullets"),
        pytest.param("Vente d'un terrain : M. le Maire expose", "Tarifs de la cantine : M. ROUX propose", [None, None], id="body-beside"),
        pytest.param(
            "VENTE D'UN TERRAIN\nDélibération n° 2024-12",
            "TARIFS DE LA CANTINE\nDélibération n° 2024-13",
            ["2024-12", "2024-13"],
            id="above",
        ),
        pytest.param(
            "Vente d'un terrain (délibération n° 2024-12)",
            "Tarifs de la cantine (délibération n° 2024-13)",
            ["2024-12", "2024-13"],
            id="number-behind",
        ),
        pytest.param(
            "OBJET : Vente d'un terrain - N° 2024-12",
            "OBJET : Tarifs de la cantine - N° 2024-13",
            ["2024-12", "2024-13"],
            id="object-and-number",
        ),
        pytest.param("2. DELIBERATION Vente d'un terrain", "3. DELIBERATION Tarifs de la cantine", ["2", "3"], id="word-behind-the-number"),
        pytest.param("Point n° 1 : vente d'un terrain", "Point n° 2 : tarifs de la cantine", ["1", "2"], id="small-letter-behind-the-word"),
        pytest.param("VENTE D'UN TERRAIN.", "TARIFS DE LA CANTINE.", [None, None], id="capitals-and-full-stop"),
        pytest.param("-I- Vente d'un terrain", "-II- Tarifs de la cantine", ["I", "II"], id="between-dashes"),
        pytest.param("-1- Vente d'un terrain", "-2- Tarifs de la cantine", ["1", "2"], id="number-between-dashes"),
        pytest.param(
            "2024-DCM-12 Vente d'un terrain", "2024-DCM-13 Tarifs de la cantine", ["2024-DCM-12", "2024-DCM-13"], id="letters-in-the-midst"
        ),
        pytest.param("1) – Vente d'un terrain", "2) – Tarifs de la cantine", ["1", "2"], id="bracket-and-dash"),
        pytest.param("1. Vente d'un terrain : M. le Maire expose", "2. Tarifs de la cantine : Mme ROUX propose", ["1", "2"], id="runs-in"),
        pytest.param(
            "1. Vente d'un terrain Adopté à l'unanimité",
            "2. Tarifs de la cantine – Approuvé à la majorité",
            ["1", "2"],
            id="verdict-beside",
        ),
        pytest.param("1°) Vente d'un terrain :", "2°) Tarifs de la cantine :", ["1", "2"], id="colon-before-the-body"),
        pytest.param("OBJET : Vente d'un terrain\nN° 31", "OBJET : Tarifs de la cantine\nN° 32", [None, None], id="number-below"),
        pytest.param("OBJET : Vente d'un terrain", "OBJET : Tarifs de la cantine", [None, None], id="object"),
        pytest.param("Vente d'un terrain", "Tarifs de la cantine", [None, None], id="no-number"),
        pytest.param("VENTE D'UN TERRAIN", "TARIFS DE LA CANTINE", [None, None], id="capitals"),
        pytest.param("* Vente d'un terrain", "* Tarifs de la cantine", [None, None], id="stars"),
        pytest.param("(1) Vente d'un terrain", "(2) Tarifs de la cantine", ["1", "2"], id="brackets"),
        pytest.param(
            "Point 1 de l'ordre du jour : vente d'un terrain",
            "Point 2 de l'ordre du jour : tarifs de la cantine",
            ["1", "2"],
            id="point-of-the-agenda",
        ),
        pytest.param("1er point : Vente d'un terrain", "2ème point : Tarifs de la cantine", ["1", "2"], id="first-point"),
        pytest.param(
            "4 – Délibération n° 30/2024 : Vente d'un terrain",
            "5 – Délibération n° 31/2024 : Tarifs de la cantine",
            ["30/2024", "31/2024"],
            id="named-act-in-the-agenda",
        ),
        pytest.param("Dél. n° 1 : Vente d'un terrain", "Dél. n° 2 : Tarifs de la cantine", ["1", "2"], id="abbreviated-word"),
        pytest.param(
            "2024-05-12 – 3.2 – Vente d'un terrain",
            "2024-05-13 – 7.1 – Tarifs de la cantine",
            ["2024-05-12", "2024-05-13"],
            id="subject-code",
        ),
        pytest.param("2024-05-12\nVente d'un terrain", "2024-05-13\nTarifs de la cantine", ["2024-05-12", "2024-05-13"], id="act-above"),
        pytest.param(
            "2024-05-12\nI – Vente d'un terrain",
            "2024-05-13\nII – Tarifs de la cantine",
            ["2024-05-12", "2024-05-13"],
            id="act-above-roman",
        ),
        pytest.param("Vente d'un terrain : 2024-12", "Tarifs de la cantine : 2024-13", ["2024-12", "2024-13"], id="act-behind-a-colon"),
        pytest.param("Vente d'un terrain (2024-12)", "Tarifs de la cantine (2024-13)", ["2024-12", "2024-13"], id="act-in-brackets"),
    ],
)
def test_headings(first: str, second: str, numbers: list[str | None]) -> None:
    items = read(f"{first}\n{VOTED}\n{second}\n{VOTED}")
    assert [item.number for item in items] == numbers
    assert [(item.title or "").lower() for item in items] == ["vente d'un terrain", "tarifs de la cantine"]
    assert [item.position for item in items] == [1, 2]


def test_the_agenda_and_the_closing_list_are_no_items() -> None:
    listed = "1. Vente d'un terrain\n2. Tarifs de la cantine\n3. Achat d'un tracteur"
    body = "\n".join(f"{head}\n{VOTED}" for head in listed.split("\n"))
    assert heads(read(f"Ordre du jour\n{listed}\n________\n{body}\nDELIBERATIONS\n{listed}")) == [
        ("1", "Vente d'un terrain"),
        ("2", "Tarifs de la cantine"),
        ("3", "Achat d'un tracteur"),
    ]


def test_an_inner_list_is_no_series_of_items() -> None:
    items = read(
        f"1. Reprise des voiries\nIl est proposé de reprendre :\n1. Voirie principale : 578 m²\n2. Espaces verts : 190 m²\n{VOTED}\n"
        f"2. Tarifs de la cantine\n{VOTED}"
    )
    assert heads(items) == [("1", "Reprise des voiries"), ("2", "Tarifs de la cantine")]


def test_the_agenda_tells_how_far_a_title_goes() -> None:
    title = "1. Panneaux peints de l'église\n− Accord à donner pour le prêt\n− Demande d'une subvention"
    items = read(f"Ordre du jour\n{title}\n2. Tarifs\n______\n{title}\nLe prêt a été demandé par un musée.\n{VOTED}\n2. Tarifs\n{VOTED}")
    assert items[0].title == "Panneaux peints de l'église − Accord à donner pour le prêt − Demande d'une subvention"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        pytest.param(
            "1. Éclairage public : autorisation à donner à\nMadame le Maire pour signer",
            "Éclairage public : autorisation à donner à Madame le Maire pour signer",
            id="link",
        ),
        pytest.param("1. Convention (commune déléguée\nde Valmont)", "Convention (commune déléguée de Valmont)", id="open-bracket"),
        pytest.param("1. TRAVAUX DE RÉHABILITATION DES\nRÉSEAUX", "TRAVAUX DE RÉHABILITATION DES RÉSEAUX", id="capitals"),
        pytest.param("1. Participation aux frais de\nfonctionnement", "Participation aux frais de fonctionnement", id="lower-case"),
        pytest.param("1. Finances\nBudget primitif", "Finances Budget primitif", id="theme-and-title"),
        pytest.param("1. Vente d'un terrain.", "Vente d'un terrain", id="full-stop"),
    ],
)
def test_titles_over_several_lines(lines: str, title: str) -> None:
    assert read(f"{lines}\n{VOTED}\n2. Tarifs\n{VOTED}")[0].title == title


def test_sections_with_items_that_count_anew() -> None:
    text = (
        f"I – FINANCES\n1 – Virement\n{VOTED}\n2 – Emprunt\n{VOTED}\nII – URBANISME\n1 – Voie nouvelle\n{VOTED}\n2 – Lotissement\n{VOTED}"
    )
    assert heads(read(text)) == [("1", "Virement"), ("2", "Emprunt"), ("1", "Voie nouvelle"), ("2", "Lotissement")]


def test_items_that_count_anew_under_titles_in_capitals() -> None:
    items = read(f"FINANCES\n1) Budget\n{VOTED}\n2) Taux\n{VOTED}\nTRAVAUX\n1) Voirie\n{VOTED}\n2) Toiture\n{VOTED}")
    assert heads(items) == [("1", "Budget"), ("2", "Taux"), ("1", "Voirie"), ("2", "Toiture")]


def test_dashes_head_items_whose_bodies_begin_with_any_sentence() -> None:
    told = "Les devis ont été reçus au mois de mars et étudiés par les services.\nAdopté à l'unanimité."
    items = read(f"- Vente d'un terrain\n{told}\n- Tarifs de la cantine\n{told}\n- Achat d'un tracteur\n{told}")
    assert [item.title for item in items] == ["Vente d'un terrain", "Tarifs de la cantine", "Achat d'un tracteur"]


def test_a_word_alone_may_be_a_title_before_the_body() -> None:
    decided = "Après en avoir délibéré, le conseil municipal, à l'unanimité, accepte."
    items = read(f"Subvention : {decided}\n\nVente d'un terrain : {decided}\n\nUrbanisme : {decided}")
    assert [item.title for item in items] == ["Subvention", "Vente d'un terrain", "Urbanisme"]


def test_named_deliberations_are_the_items_under_rubrics_with_numbers() -> None:
    told = "Rapport présenté par le maire.\nLe nombre d'habitants a été publié le mois dernier et chacun en a reçu copie."
    items = read(
        f"7 – FINANCES\n7.1 / Emprunts\nDélibération n° 2024-12 : EMPRUNT\n{VOTED}\n9 – DIVERS DOMAINES\n9.1 / Autres\n"
        f"Délibération n° 2024-13 : TARIFS\n{VOTED}\n9.2 / Autres\nDélibération n° 2024-14 : RECENSEMENT\n{told}"
    )
    assert [(item.number, item.title) for item in items] == [("2024-12", "EMPRUNT"), ("2024-13", "TARIFS"), ("2024-14", "RECENSEMENT")]


def test_an_acts_number_above_one_title_alone_is_its_own_where_it_is_no_date() -> None:
    rest = f"I – Compte rendu des décisions du maire\n- Bail d'un local\n\n{{}}\nII – Vente d'un terrain\n{VOTED}"
    assert [item.number for item in read(rest.format("2024-05-012"))] == ["2024-05-012"]
    assert [item.number for item in read(rest.format("2024-05-12"))] == ["II"]


def test_a_vote_in_the_head_of_an_extract_is_one_on_its_item() -> None:
    head = (
        "EXTRAIT DU REGISTRE\nDÉLIBÉRATION : DEL 20-86 RESTAURATION DU LAVOIR\n\nDÉLIBÉRATION APPROUVÉE : Pour 86\nContre 0 Abstentions 5\n"
    )
    text = f"{head}Conseillers présents : Luc ROUX, Anne PETIT"
    (item,) = read(text, doc_type=DocType.EXTRACT, after="Anne PETIT")
    assert (item.title, item.votes_for, item.votes_against, item.votes_abstain) == ("RESTAURATION DU LAVOIR", 86, 0, 5)


def test_the_approval_of_the_minutes_may_stand_between_items_without_numbers() -> None:
    title = "Approbation du compte-rendu de la réunion du Conseil municipal du 23 novembre 2020"
    items = read(f"Vente d'un terrain\n{VOTED}\n\n{title}\n\nLe compte-rendu est approuvé à l'unanimité.\n\nTarifs de la cantine\n{VOTED}")
    assert [item.title for item in items] == ["Vente d'un terrain", title, "Tarifs de la cantine"]


def test_the_votes_of_the_next_election_are_not_this_ones() -> None:
    items = read(
        "1. Élection du maire\nNombre de bulletins : 15\nA obtenu : M. Luc ROUX : 14 voix. "
        "M. Luc ROUX ayant obtenu la majorité est élu maire.\n"
        "2. Élection des adjoints\nA obtenu : la liste de Mme LENOIR : 15 voix. Sont élus : Mme LENOIR et M. PETIT."
    )
    assert [(item.outcome, item.votes_for) for item in items] == [(Outcome.ELECTED, 14), (Outcome.ELECTED, None)]


def test_the_name_of_the_sitting_heads_no_item() -> None:
    items = read(f"CONSEIL COMMUNAUTAIRE DU 11 DÉCEMBRE 2012\nVente d'un terrain\n{VOTED}\nTarifs de la cantine\n{VOTED}")
    assert [item.title for item in items] == ["Vente d'un terrain", "Tarifs de la cantine"]


def test_the_secretary_beside_a_label_heads_no_item() -> None:
    items = read(f"Secrétaire de séance : Luc ROUX\nVente d'un terrain\n{VOTED}\nTarifs de la cantine\n{VOTED}")
    assert [item.title for item in items] == ["Vente d'un terrain", "Tarifs de la cantine"]


def test_the_minutes_are_approved_before_the_mayor_reports_on_decisions() -> None:
    items = read(
        "Le procès-verbal de la précédente séance est approuvé à l'unanimité.\n\n"
        "I – Compte rendu des décisions du maire\n- Bail d'un local\n\n"
        f"II – Vente d'un terrain\n{VOTED}\nIII – Tarifs de la cantine\n{VOTED}"
    )
    assert [item.title for item in items][:2] == ["procès-verbal de la précédente séance", "Vente d'un terrain"]


def test_dashes_within_numbered_items_are_no_items_of_their_own() -> None:
    listed = "- Achat du matériel\nMadame le Maire précise le prix.\n- Pose du matériel\nMadame le Maire précise le délai."
    items = read(f"1. Vente d'un terrain\n{VOTED}\n2. Travaux\n{listed}\n{VOTED}\n3. Tarifs\n{VOTED}")
    assert [item.number for item in items] == ["1", "2", "3"]


@pytest.mark.parametrize("label", ["Plan de financement :", "Le plan est le suivant :", "Exposé des motifs :", "Résultat du vote :"])
def test_a_label_within_a_body_is_no_title(label: str) -> None:
    items = read(f"Vente d'un terrain :\n{VOTED}\n{label}\n{VOTED}\nTarifs de la cantine :\n{VOTED}")
    assert [item.title for item in items] == ["Vente d'un terrain", "Tarifs de la cantine"]


def test_the_secretary_is_an_item_where_a_line_of_its_own_heads_it() -> None:
    items = read(
        f"Désignation du secrétaire de séance\nM. Luc ROUX est désigné secrétaire de séance.\n\n1. Tarifs\n{VOTED}\n2. Budget\n{VOTED}"
    )
    assert [(i.number, i.title, i.outcome) for i in items] == [
        (None, "Désignation du secrétaire de séance", Outcome.ELECTED),
        ("1", "Tarifs", Outcome.ADOPTED),
        ("2", "Budget", Outcome.ADOPTED),
    ]
    assert len(read(f"M. Luc ROUX est désigné secrétaire de séance.\n\n1. Tarifs\n{VOTED}\n2. Budget\n{VOTED}")) == 2


def test_what_will_be_voted_at_the_next_sitting_is_an_item() -> None:
    secretary = "Désignation du secrétaire de séance\nM. Luc ROUX est désigné secrétaire de séance."
    items = read(f"{secretary}\n\nPoint n° 1 : approbation du procès-verbal\nIl sera adopté lors de la prochaine réunion.")
    assert [(i.number, i.outcome) for i in items] == [(None, Outcome.ELECTED), ("1", Outcome.POSTPONED)]


def test_the_line_over_the_approval_of_the_minutes_is_its_title() -> None:
    line = "Approbation des comptes rendus du 3 et du 10 mai 2024."
    items = read(f"{line}\nMonsieur le Maire déclare que les comptes rendus sont approuvés à l'unanimité.\nTarifs de la cantine\n{VOTED}")
    assert items[0].title == "Approbation des comptes rendus du 3 et du 10 mai 2024"


def test_a_new_sentence_does_not_run_on_from_a_full_line() -> None:
    title = "Approbation du procès-verbal de la séance du 9 octobre 2023 et de celle du 17"
    body = "Le second, qui manque encore, sera soumis à la prochaine séance de notre conseil municipal."
    items = read(f"1. {title}\n{body}\n2. Tarifs\n{VOTED}")
    assert [(i.title, i.outcome) for i in items] == [(title, Outcome.POSTPONED), ("Tarifs", Outcome.ADOPTED)]


def test_a_title_ends_before_the_votes() -> None:
    items = read("Budget de la commune :\nPOUR :\n9 (M. ROUX, M. PETIT)\nCONTRE : 4\nBudget de l'eau :\nPOUR : 12\nCONTRE : 0")
    assert [(i.title, i.votes_for, i.votes_against) for i in items] == [("Budget de la commune", 9, 4), ("Budget de l'eau", 12, 0)]


def test_the_mayors_decisions_with_numbers_of_the_year_are_no_items() -> None:
    taken = "N° 2024-D05 : Contrat de maintenance\nN° 2024-D06 : Location d'un logement\nLe conseil municipal prend acte."
    items = read(f"2024-11 - Compte rendu des décisions du maire\n{taken}\n2024-12 - Tarifs\n{VOTED}\n2024-13 - Budget\n{VOTED}")
    assert [(i.number, i.outcome) for i in items] == [
        ("2024-11", Outcome.NOTED),
        ("2024-12", Outcome.ADOPTED),
        ("2024-13", Outcome.ADOPTED),
    ]


def test_a_lone_line_that_may_be_a_title_is_doubtful() -> None:
    assert read(f"Vente d'un terrain\n{VOTED}")[0].certainty is Certainty.DOUBTFUL
    assert read(f"VENTE D'UN TERRAIN\n{VOTED}")[0].certainty is Certainty.CERTAIN
    assert {item.certainty for item in read(f"Vente d'un terrain\n{VOTED}\nTarifs de la cantine\n{VOTED}")} == {Certainty.CERTAIN}


def test_a_person_at_the_start_of_a_line_is_no_title() -> None:
    items = read(f"Secrétaire de séance : M.\nLuc ROUX MARTIN\n\n{VOTED}\n\nTarifs de la cantine\n{VOTED}")
    assert [item.title for item in items] == ["Tarifs de la cantine"]


def test_adoption_of_the_minutes_may_be_a_title() -> None:
    items = read(f"Adoption du procès-verbal de la séance du 3 mai 2024\n{VOTED}\nTarifs de la cantine\n{VOTED}")
    assert [item.title for item in items] == ["Adoption du procès-verbal de la séance du 3 mai 2024", "Tarifs de la cantine"]


def test_a_subtitle_under_a_title_in_capitals_is_no_item() -> None:
    figures = "Le budget se présente ainsi :\nRecettes : 312.50\nLa section d'exploitation\nEn ce qui concerne les dépenses."
    items = read(f"BUDGET DE L'EAU 2024\n{figures}\n{VOTED}")
    assert [item.title for item in items] == ["BUDGET DE L'EAU 2024"]


def test_a_number_at_the_end_of_one_title_is_part_of_it() -> None:
    items = read(f"OBJET : Avenant à la délibération n° 2024-12\n{VOTED}\nOBJET : Tarifs de la cantine\n{VOTED}")
    assert heads(items) == [(None, "Avenant à la délibération n° 2024-12"), (None, "Tarifs de la cantine")]


def test_letters_that_do_not_begin_with_a_head_nothing() -> None:
    items = read(
        "Création d'un emploi\nLe maire propose un contrat et une aide de chaque\nE. P.C.I. de cette année.\nAdopté à l'unanimité."
    )
    assert [item.number for item in items] == [None]


def test_a_numbered_item_with_a_long_text_of_its_own_is_no_section() -> None:
    talk = "Il rappelle le projet de la commune et les travaux menés.\n" * 20
    numbered = "".join(f"{n}. Budget\n{VOTED}\n" for n in range(1, 6))
    items = read(f"{numbered}6. Aménagement de la place\n{talk}\nA. Voirie\n{VOTED}\nB. Toiture\n{VOTED}\nC. Chauffage\n{VOTED}")
    assert [item.number for item in items] == ["1", "2", "3", "4", "5", "6", "A", "B", "C"]


def test_an_item_that_only_holds_items_is_a_section() -> None:
    text = (
        f"1. Vente d'un terrain\n{VOTED}\n2. ÉLECTION DU PREMIER ADJOINT\nLe maire rappelle la loi.\n2-1 NOMBRE D'ADJOINTS\n{VOTED}\n"
        f"2-2 ÉLECTION D'UN ADJOINT\n{VOTED}\n3. QUESTIONS DIVERSES\na) Réfection du toit\n{VOTED}\nb) Achat d'un banc\n{VOTED}"
    )
    assert [number for number, _ in heads(read(text))] == ["1", "2-1", "2-2", "a", "b"]


def test_a_title_set_apart_may_head_rates() -> None:
    rates = "Les taux sont maintenus : foncier bâti 41,12 %, foncier non bâti 33,07 %. Accord\nunanime du conseil."
    assert heads(read(f"Vente d'un terrain\n{VOTED}\n\nTaux des taxes locales\n{rates}\n\nAchat d'un banc\n{VOTED}"))[1] == (
        None,
        "Taux des taxes locales",
    )


def test_a_full_line_does_not_take_the_decision_below_into_the_title() -> None:
    title = "Approbation du procès-verbal de la séance du 20 septembre de l'an dernier"
    decision = "Avis favorable unanime à la demande de M. Luc PETIT pour le lot n° 1."
    assert read(f"Point 1 – {title}\n{decision}\nPoint 2 – Tarifs\n{VOTED}")[0].title == title


def test_rubrics_without_a_decision_are_no_items() -> None:
    text = (
        f"1. Vente d'un terrain\n{VOTED}\n2. Tarifs\n{VOTED}\n3. Décisions prises par le maire\n"
        f"Contrat signé.\n4. Questions diverses\nNéant."
    )
    assert [number for number, _ in heads(read(text))] == ["1", "2"]


def test_the_mayors_own_decisions_are_no_items() -> None:
    text = (
        f"DM 2024-01 : Virement de crédits\nDM 2024-02 : Contrat d'entretien\n2024-11 : Vente d'un terrain\n"
        f"{VOTED}\n2024-12 : Tarifs\n{VOTED}"
    )
    assert [number for number, _ in heads(read(text))] == ["2024-11", "2024-12"]


def test_a_numbered_item_without_a_decision_is_noted_with_a_doubt() -> None:
    body = "Monsieur le Maire donne lecture de la charte de l'élu local, que chacun a reçue avec la convocation à la présente séance."
    item = read(f"1. Vente\n{VOTED}\n2. Lecture de la charte\n{body}\n3. Tarifs\n{VOTED}")[1]
    assert (item.outcome, item.unanimous, item.certainty) == (Outcome.NOTED, None, Certainty.DOUBTFUL)


def test_titles_without_numbers_need_a_decision() -> None:
    text = (
        f"Acceptation de recettes\n{VOTED}\nFête communale\nLa fête aura lieu le dernier dimanche du mois de juin sur la place.\n"
        f"Achat d'un banc\n{VOTED}"
    )
    assert [title for _, title in heads(read(text))] == ["Acceptation de recettes", "Achat d'un banc"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "Le compte-rendu de la séance du 6 juillet 2020 est adopté à l'unanimité.",
            "compte-rendu de la séance du 6 juillet 2020",
            id="vote",
        ),
        pytest.param("Le procès-verbal de la séance du 6 mars 2025 est approuvé.", None, id="no-vote"),
        pytest.param(
            "Le Conseil Municipal a approuvé, à l'unanimité, le compte-rendu de la séance précédente.",
            "compte-rendu de la séance précédente",
            id="vote-before-the-minutes",
        ),
        pytest.param(
            "APPROBATION DU PROCES-VERBAL DE LA SEANCE DU 3 AVRIL 2021\nVote à l'unanimité.",
            "APPROBATION DU PROCES-VERBAL DE LA SEANCE DU 3 AVRIL 2021",
            id="vote-below-the-title",
        ),
        pytest.param(
            "Le compte rendu de la réunion du 3 avril est adopté à l'unanimité.", "compte rendu de la réunion du 3 avril", id="no-year"
        ),
        pytest.param(
            "Chacun a reçu le compte rendu du 6 mars 2025. Le conseil garde-t-il le vote à main levée ?\nVote : pour à l'unanimité",
            None,
            id="how-to-vote",
        ),
    ],
)
def test_the_approval_of_the_minutes_is_an_item_where_a_vote_on_it_is_printed(text: str, title: str | None) -> None:
    items = read(f"Présents : les élus\n{text}\n1. Vente d'un terrain\n{VOTED}\n2. Tarifs\n{VOTED}", after="Présents : les élus")
    assert [item.title for item in items if item.number is None] == ([title] if title else [])


def test_all_counts_beside_the_approval_of_the_minutes_are_its_own() -> None:
    items = read("Le procès-verbal est adopté par 12 voix pour et 2 abstentions (Mmes Anne ROUX, Zoé LENOIR).\n")
    assert [(i.votes_for, i.votes_abstain) for i in items] == [(12, 2)]
    assert [name.text for name in items[0].named[Choice.ABSTAIN]] == ["Anne ROUX", "Zoé LENOIR"]


def test_the_last_item_ends_with_the_sitting() -> None:
    items = read(f"1. Vente\n{VOTED}\n2. Tarifs\nMadame le Maire expose les tarifs.\nLa séance est levée.\nAdopté à l'unanimité")
    assert items[-1].unanimous is None


# --- extracts ------------------------------------------------------------------------------------------------------------------------

HEADER = "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nSéance du 5 avril 2014\nPrésents :\nAnne ROUX, Paul PETIT\nAbsents :"


@pytest.mark.parametrize(
    ("text", "number", "title", "subject"),
    [
        pytest.param(
            f"n° 2014 / 131\n{HEADER}\nNombre d'adjoints dans le cadre du\nrenouvellement du conseil\n"
            f"Paul PETIT rapporte :\nLe Conseil adopte.",
            "2014/131",
            "Nombre d'adjoints dans le cadre du renouvellement du conseil",
            None,
            id="number-before-title-after",
        ),
        pytest.param(
            f"{HEADER}\nDélibération n° 2021-060\nApprobation du plan local\nVu le code de l'urbanisme,\nLe conseil approuve le plan.",
            "2021-060",
            "Approbation du plan local",
            None,
            id="title-below-the-number",
        ),
        pytest.param(
            f"N° 2016.02.16 - Subvention à l'association du Lac\n{HEADER}\nLe conseil, à l'unanimité, approuve.",
            "2016.02.16",
            "Subvention à l'association du Lac",
            None,
            id="title-beside-the-number",
        ),
        pytest.param(
            f"{HEADER}\n134-16 : Taxe foncière – exonération\nLe Maire expose. Le conseil décide à l'unanimité d'exonérer.",
            "134-16",
            "Taxe foncière – exonération",
            None,
            id="year-last",
        ),
        pytest.param(
            f"{HEADER}\nN° 2022/37\nOBJET : Convention avec la fourrière\nVu le code.\nLe conseil approuve la convention.",
            "2022/37",
            "Convention avec la fourrière",
            None,
            id="object",
        ),
        pytest.param(
            "OBJET : ENVIRONNEMENT\n16) Coopération avec la Ville\nA/ Convention-cadre\nLE CONSEIL,\nDELIBERE\nAdopté à la majorité",
            "16A",
            "Coopération avec la Ville - Convention-cadre",
            "ENVIRONNEMENT",
            id="theme-and-part",
        ),
        pytest.param(
            f"OBJET : PATRIMOINE\nNombre de conseillers en exercice : 15\n{HEADER}\nDélibération n° 2024-025\n"
            f"Restauration du lavoir\nVu le code.\nLe conseil approuve le projet.",
            "2024-025",
            "Restauration du lavoir",
            "PATRIMOINE",
            id="theme-in-the-head",
        ),
        pytest.param(
            f"OBJET : Restauration du lavoir\nNombre de conseillers en exercice : 15\n{HEADER}\nDélibération n° 2024-025\n"
            f"Restauration du lavoir\nVu le code.\nLe conseil approuve le projet.",
            "2024-025",
            "Restauration du lavoir",
            None,
            id="object-in-the-head-and-again",
        ),
        pytest.param(
            f"N° de l'acte : 2024-025\n{HEADER}\nSujet : Restauration du lavoir\nVu le code.\nLe conseil approuve le projet.",
            "2024-025",
            "Restauration du lavoir",
            None,
            id="number-of-the-act-and-subject",
        ),
        pytest.param(
            f"Délibération n° 2024-025\n{HEADER}\nIntitulé : Restauration du lavoir\nVu le code.\nLe conseil approuve le projet.",
            "2024-025",
            "Restauration du lavoir",
            None,
            id="heading",
        ),
        pytest.param(
            f"DEL-2024-025\nRestauration du lavoir\n{HEADER}\nMonsieur le Maire expose le projet.\nLe conseil approuve le projet.",
            "DEL-2024-025",
            "Restauration du lavoir",
            None,
            id="title-under-the-number-in-the-head",
        ),
        pytest.param(
            f"{HEADER}\nRestauration du lavoir\nN°25/2024\nMonsieur le Maire expose le projet.\nLe conseil approuve le projet.",
            "25/2024",
            "Restauration du lavoir",
            None,
            id="title-above-the-number",
        ),
        pytest.param(
            f"N° 2024.05.25\nObjet :\nRESTAURATION DU LAVOIR\nEXTRAIT DU REGISTRE DES DELIBERATIONS\n{HEADER}\nLe conseil approuve.",
            "2024.05.25",
            "RESTAURATION DU LAVOIR",
            None,
            id="the-register-is-no-title",
        ),
        pytest.param(
            f"COMMUNE DE VALMONT – DELIBERATION N° 2024-25\n{HEADER}\nObjet : Restauration du lavoir\nLe conseil approuve le projet.",
            "2024-25",
            "Restauration du lavoir",
            None,
            id="number-behind-the-commune",
        ),
    ],
)
def test_extracts(text: str, number: str, title: str, subject: str | None) -> None:
    (item,) = read(text, doc_type=DocType.EXTRACT, after="Absents :" if "Absents :" in text else "")
    assert (item.number, item.title, item.subject) == (number, title, subject)
    assert item.outcome is Outcome.ADOPTED


def test_the_accounts_of_every_budget_are_voted_on_without_the_mayor() -> None:
    items = read(
        "1. Compte administratif du budget principal\nMonsieur le Maire quitte la salle.\nLe conseil approuve à l'unanimité.\n"
        "2. Compte administratif du budget de l'eau\nLe conseil approuve à l'unanimité.\n"
        "3. Vente d'un terrain\nLe conseil approuve à l'unanimité.\n4. Compte administratif du port\nLe conseil approuve à l'unanimité."
    )
    assert [item.is_without_chair for item in items] == [True, True, None, None]


def test_the_sitting_under_a_number_is_no_title() -> None:
    text = f"N° 2024-025\nSéance publique du jeudi 3 mai 2024\n{HEADER}\nMonsieur le Maire expose le projet.\nLe conseil approuve."
    assert read(text, doc_type=DocType.EXTRACT, after="Absents :") == ()


def test_counts_before_the_roll_call_of_an_extract() -> None:
    text = f"Votants : 14 Pour : 12 Contre : 1 Abstention : 1\n{HEADER}\nOBJET : Fourrière\nLe conseil approuve."
    (item,) = read(text, doc_type=DocType.EXTRACT, after="Absents :")
    assert (item.votes_for, item.votes_against, item.votes_abstain, item.unanimous) == (12, 1, 1, False)


# --- lists of decisions ----------------------------------------------------------------------------------------------------------------


def test_a_chronological_table() -> None:
    text = (
        "RÉPERTOIRE DES DÉLIBÉRATIONS\nDATE Numéro OBJET Approuvée/\nRejetée\n"
        "23/01/2024 2024_01 Aménagement de la rue Haute : autorisation à\ndonner au maire\n"
        "Approuvée\n23/01/2024 2024_02 Rapport sur l'eau Prend acte\n20/02/2024 2024_03 \n"
        "Tarif de la cantine pour l'année\n2024-2025 Ajournée au\nprochain CM\n"
        "20/02/2024 2024_04 Vente du presbytère Rejetée"
    )
    items = read(text, doc_type=DocType.DECISION_LIST)
    assert [(i.number, i.title, i.outcome) for i in items] == [
        ("2024_01", "Aménagement de la rue Haute : autorisation à donner au maire", Outcome.ADOPTED),
        ("2024_02", "Rapport sur l'eau", Outcome.NOTED),
        ("2024_03", "Tarif de la cantine pour l'année 2024-2025", Outcome.POSTPONED),
        ("2024_04", "Vente du presbytère", Outcome.REJECTED),
    ]


def test_a_list_with_votes() -> None:
    text = "Délibération n°1 : Compte de gestion : approuvée à l'unanimité\nDélibération n°2 : Budget : approuvée (POUR : 18 – CONTRE : 3)"
    items = read(text, doc_type=DocType.DECISION_LIST)
    assert [(i.title, i.outcome, i.unanimous, i.votes_for, i.votes_against) for i in items] == [
        ("Compte de gestion", Outcome.ADOPTED, True, None, None),
        ("Budget", Outcome.ADOPTED, False, 18, 3),
    ]


LIST = "LISTE DES DÉLIBÉRATIONS\nN° OBJET DÉCISION\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "1 Vente d'un terrain Unanimité\n2 Tarifs de la cantine pour l'année\n2025\nRejetée",
            [("Vente d'un terrain", Outcome.ADOPTED), ("Tarifs de la cantine pour l'année 2025", Outcome.REJECTED)],
            id="bare-numbers",
        ),
        pytest.param(
            "2024-01 Maintien d'une délégation après retrait Adoptée à la majorité\n2024-02 Vente Ajournée",
            [("Maintien d'une délégation après retrait", Outcome.ADOPTED), ("Vente", Outcome.POSTPONED)],
            id="verdict-word-in-a-title",
        ),
        pytest.param(
            "2024-01 Élection d'un délégué au syndicat Mme Anne LE ROUX est élue\n2024-02 Vente Approuvée",
            [("Élection d'un délégué au syndicat", Outcome.ELECTED), ("Vente", Outcome.ADOPTED)],
            id="who-is-elected",
        ),
        pytest.param(
            "2024-01 : Report de la subvention\nADOPTÉ\n2024-02 : Retrait de la commune du syndicat\nREJETÉ",
            [("Report de la subvention", Outcome.ADOPTED), ("Retrait de la commune du syndicat", Outcome.REJECTED)],
            id="a-title-that-begins-like-a-verdict",
        ),
        pytest.param(
            "1. Vente\nVotants : 15 Pour : 12 Contre : 3\n2. Tarifs\nVote : 12 pour, 13 contre\nURBANISME",
            [("Vente", Outcome.ADOPTED), ("Tarifs", Outcome.REJECTED)],
            id="counts-below-the-title",
        ),
        pytest.param(
            "2024-01 03/05/2024 Vente Favorable\n2024-02 03/05/2024 Tarifs Défavorable",
            [("Vente", Outcome.ADOPTED), ("Tarifs", Outcome.REJECTED)],
            id="a-date-in-each-row",
        ),
        pytest.param(
            "N° OBJET POUR CONTRE ABSTENTION\n2024-01 Vente 15 0 0\n2024-02 Tarifs 2 12 1\nAffichée le 6 mai 2024",
            [("Vente", Outcome.ADOPTED), ("Tarifs", Outcome.REJECTED)],
            id="columns-without-a-verdict",
        ),
        pytest.param(
            "12/2024 Vente d'un terrain Adopté\n13/2024 Tarifs Rejeté",
            [("Vente d'un terrain", Outcome.ADOPTED), ("Tarifs", Outcome.REJECTED)],
            id="year-last",
        ),
        pytest.param(
            "2024-12 Adoptée à l'unanimité Vente d'un terrain\n2024-13 Rejetée Tarifs",
            [("Vente d'un terrain", Outcome.ADOPTED), ("Tarifs", Outcome.REJECTED)],
            id="verdict-first",
        ),
        pytest.param(
            "N° 2024-12\nObjet : Vente d'un terrain\nDécision : Adoptée\nN° 2024-13\nObjet : Tarifs\nDécision : Rejetée",
            [("Vente d'un terrain", Outcome.ADOPTED), ("Tarifs", Outcome.REJECTED)],
            id="labelled-lines",
        ),
        pytest.param(
            "2024-12 Adjoint au maire : M. Luc ROUX élu\n2024-13 Tarifs Adoptés",
            [("Adjoint au maire", Outcome.ELECTED), ("Tarifs", Outcome.ADOPTED)],
            id="elected-without-a-verb",
        ),
        pytest.param(
            "N° 31 Vente d'un terrain Unanimité\nN° 32 Tarifs de la cantine Majorité",
            [("Vente d'un terrain", Outcome.ADOPTED), ("Tarifs de la cantine", Outcome.ADOPTED)],
            id="numbers-with-a-label",
        ),
        pytest.param(
            "24.05.01 Vente d'un terrain Adopté\n24.05.02 Tarifs de la cantine Rejeté",
            [("Vente d'un terrain", Outcome.ADOPTED), ("Tarifs de la cantine", Outcome.REJECTED)],
            id="year-month-number",
        ),
        pytest.param(
            "2024-12 Vente d'un terrain Adoptée\n2024-13 Tarifs de la cantine Point reporté",
            [("Vente d'un terrain", Outcome.ADOPTED), ("Tarifs de la cantine", Outcome.POSTPONED)],
            id="point-in-the-cell",
        ),
        pytest.param(
            "- Vente d'un terrain (unanimité)\n- Tarifs de la cantine (majorité)",
            [("Vente d'un terrain", Outcome.ADOPTED), ("Tarifs de la cantine", Outcome.ADOPTED)],
            id="verdict-in-brackets",
        ),
    ],
)
def test_rows_with_a_verdict_column(rows: str, expected: list[tuple[str, Outcome]]) -> None:
    assert [(i.title, i.outcome) for i in read(LIST + rows, doc_type=DocType.DECISION_LIST)] == expected


def test_rows_without_numbers_are_doubtful() -> None:
    items = read(LIST + "Vente d'un terrain Adoptée à l'unanimité\nTarifs de la cantine Rejetée", doc_type=DocType.DECISION_LIST)
    assert [(i.title, i.outcome, i.certainty) for i in items] == [
        ("Vente d'un terrain", Outcome.ADOPTED, Certainty.DOUBTFUL),
        ("Tarifs de la cantine", Outcome.REJECTED, Certainty.DOUBTFUL),
    ]


def test_a_bare_majority_in_a_cell_is_not_unanimous() -> None:
    items = read(f"{LIST}1 Vente d'un terrain Unanimité\n2 Tarifs de la cantine Majorité", doc_type=DocType.DECISION_LIST)
    assert [i.unanimous for i in items] == [True, False]


def test_a_title_that_runs_into_the_opening_formula_is_doubtful() -> None:
    text = "Objet :\nVente d'un terrain le Conseil Municipal, dûment convoqué, s'est réuni\nLe conseil approuve la vente."
    (item,) = read(text, doc_type=DocType.EXTRACT)
    assert item.certainty is Certainty.DOUBTFUL


def test_a_list_with_a_column_for_each_choice() -> None:
    text = "N° Intitulé P C A NPPV Résultat\nD2023-25 Prix des lots 14 3 0 Approuvée\nD2023-26 Prime au personnel 16 0 0 1 Rejetée"
    items = read(text, doc_type=DocType.DECISION_LIST)
    assert [(i.title, i.votes_for, i.votes_against, i.votes_abstain, i.votes_not_voting, i.unanimous, i.outcome) for i in items] == [
        ("Prix des lots", 14, 3, 0, None, False, Outcome.ADOPTED),
        ("Prime au personnel", 16, 0, 0, 1, True, Outcome.REJECTED),
    ]


def test_a_list_with_the_votes_on_lines_of_their_own() -> None:
    text = (
        "LISTE DES DÉLIBÉRATIONS\n2025-03-01\nCompte administratif\nM. Luc ROUX, maire, ne prend pas part au vote\nPOUR 22 CONTRE 8\n"
        "ADOPTÉ À LA MAJORITÉ\n2025-03-02\nBilan des cessions\nLE CONSEIL PREND ACTE"
    )
    first, second = read(text, doc_type=DocType.DECISION_LIST)
    assert (first.title, first.votes_for, first.votes_against, first.outcome) == ("Compte administratif", 22, 8, Outcome.ADOPTED)
    assert (second.title, second.outcome) == ("Bilan des cessions", Outcome.NOTED)


def test_a_list_that_prints_no_results_keeps_its_rows() -> None:
    items = read("Liste des délibérations\n1 - Référentiel\n2 - Droit de chasse\n3 - Bail rural", doc_type=DocType.DECISION_LIST)
    assert [(i.number, i.outcome) for i in items] == [("1", Outcome.UNKNOWN), ("2", Outcome.UNKNOWN), ("3", Outcome.UNKNOWN)]


def test_bare_numbers_without_verdicts_are_no_rows() -> None:
    assert read("LISTE DES DÉLIBÉRATIONS\n1 Place de la Mairie\n2 Tarifs", doc_type=DocType.DECISION_LIST) == ()


def test_a_list_of_bullets_without_decisions_leaves_the_outcome_unknown() -> None:
    items = read(
        "Liste des délibérations\n• Approbation du procès-verbal du 4 avril\n• Subventions aux associations", doc_type=DocType.DECISION_LIST
    )
    assert [(i.title, i.outcome) for i in items] == [
        ("Approbation du procès-verbal du 4 avril", Outcome.UNKNOWN),
        ("Subventions aux associations", Outcome.UNKNOWN),
    ]


def test_an_agenda_has_no_items() -> None:
    assert read("Ordre du jour\n1. Vente d'un terrain\n2. Tarifs", doc_type=DocType.AGENDA) == ()


def test_an_empty_document_has_no_items() -> None:
    assert read("") == ()


def test_places_cite_heading_and_vote() -> None:
    item = read("Première page\n1. Vente\nMadame le Maire expose.", f"Adopté à la majorité\n2. Tarifs\n{VOTED}")[0]
    assert (item.place.page, item.place.line_from, item.place.quote) == (1, 2, "1. Vente")
    assert item.vote_place is not None
    assert (item.vote_place.page, item.vote_place.line_from, item.vote_place.quote) == (2, 1, "Adopté à la majorité")


def test_what_was_taken_for_an_extract_but_holds_a_sitting_is_read_as_one() -> None:
    text = "\n".join(f"{n}. {title}\n{VOTED}" for n, title in enumerate(["Vente", "Tarifs", "Emprunt", "Travaux", "Personnel"], start=1))
    assert [item.number for item in read(text, doc_type=DocType.EXTRACT)] == ["1", "2", "3", "4", "5"]


def test_a_form_that_prints_object_in_the_margin_of_every_page_heads_no_items() -> None:
    text = f"VENTE D'UN TERRAIN\n{VOTED}\nObjet :\n{VOTED}\nTARIFS DE LA CANTINE\n{VOTED}\nObjet : ,\n{VOTED}"
    assert [item.title for item in read(text)] == ["VENTE D'UN TERRAIN", "TARIFS DE LA CANTINE"]


def test_the_number_of_a_row_may_stand_at_half_its_height() -> None:
    text = "Numéro OBJET Décision\nDébat sur le plan de la\n2026_001 Actée\n– communauté\n2026_002 Adhésion au syndicat Approuvée"
    first, second = read(text, doc_type=DocType.DECISION_LIST)
    assert (first.number, first.title, first.outcome) == ("2026_001", "Débat sur le plan de la", Outcome.NOTED)
    assert (second.number, second.title, second.outcome) == ("2026_002", "Adhésion au syndicat", Outcome.ADOPTED)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("De charger le Maire des démarches", id="infinitive"),
        pytest.param("Recettes du service : 1 200 €\net dépenses", id="money"),
        pytest.param("RÉPUBLIQVE FRANCAISE\nDÉPARTEMENT DU GARD", id="letterhead"),
    ],
)
def test_lines_that_head_nothing(line: str) -> None:
    assert read(f"{line}\n{VOTED}") == ()


AGENDA = (
    "Ordre du jour\nTarifs de la cantine\nAdhésion à l'association de préfiguration d'un parc\nnaturel de l'Ardre\nVoirie communale\n"
    "Questions diverses\n"
)


def test_an_item_of_the_agenda_goes_on_to_its_decision_whatever_looks_like_a_title_within() -> None:
    items = read(
        AGENDA + "Tarifs de la cantine\nMonsieur le Maire propose de garder les tarifs de cette année.\nVote : à l'unanimité\n"
        "Adhésion à l'association de préfiguration d'un parc\nnaturel de l'Ardre\nVu l'étude du bureau mandaté par le syndicat de la\n"
        "Vallée-Haute et Ardre\nConsidérant que le territoire est rural et reconnu,\n"
        "Le conseil municipal approuve les statuts.\nVote : à l'unanimité\n"
        "Voirie communale\nMonsieur le Maire expose le devis des travaux.\nDélégué titulaire : Mme Anne ROUX\n\n"
        "Monsieur le Maire propose de valider sa proposition\nVote : à l'unanimité"
    )
    assert [item.title for item in items] == [
        "Tarifs de la cantine",
        "Adhésion à l'association de préfiguration d'un parc naturel de l'Ardre",
        "Voirie communale",
    ]


def test_an_agenda_is_known_though_its_heading_and_titles_were_garbled_in_the_picture() -> None:
    garbled = AGENDA.replace("Ordre du jour", "Otdre du jour").replace("Adhésion à l'association", "Adhésion à Passociation")
    items = read(
        garbled + "Tarifs de la cantine\nLe maire propose de garder les tarifs.\nVote : à l'unanimité\n"
        "Adhésion à l'associatlon de préfiguration d'un parc\nnaturel de l'Ardre\nLa charte sera élaborée par les acteurs du territoire.\n"
        "Vote : à l'unanimité"
    )
    assert [item.title for item in items][1] == "Adhésion à l'associatlon de préfiguration d'un parc naturel de l'Ardre"


def test_the_last_line_of_a_list_right_before_the_vote_is_no_title() -> None:
    items = read(
        "Tarifs de la cantine\nLe maire propose de garder les tarifs.\nVote : à l'unanimité\n\n"
        "AVIS DE PUBLICITÉ\nSUITE À LA DEMANDE D'UNE SOCIÉTÉ\n\nDans le cadre de ce projet un avis devra être publié par les moyens :\n"
        "Affichage en mairie\nPublication dans la presse locale\n\nVote : à l'unanimité"
    )
    assert [item.title for item in items] == ["Tarifs de la cantine", "AVIS DE PUBLICITÉ SUITE À LA DEMANDE D'UNE SOCIÉTÉ"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Accepter le contrat proposé par la société", id="what is proposed"),
        pytest.param("Affiché le 12 mars 2024 en mairie", id="a stamp"),
        pytest.param("LENOIR, M. PETIT, Mme ROUX", id="names"),
    ],
)
def test_a_line_that_is_no_title_does_not_end_the_item_before_it(line: str) -> None:
    items = read(
        f"Révision du contrat\n\nMonsieur le Maire expose la demande.\n\n{line}\n\n"
        "Monsieur le Maire met aux voix.\nVote : à l'unanimité\n\n"
        "Budget primitif M 14 - 2022\n\nMonsieur le Maire présente le budget.\nVote : à l'unanimité"
    )
    assert [item.title for item in items] == ["Révision du contrat", "Budget primitif M 14 - 2022"]


def test_a_number_lost_in_a_list_costs_its_row_and_makes_the_one_before_doubtful() -> None:
    rows = ("1 Vente d'un terrain\nApprouvée", "Tarifs de la cantine\nRejetée", "3 Bail du presbytère\nApprouvée", "4 Budget\nApprouvée")
    items = read("LISTE DES DÉLIBÉRATIONS\nN°\nOBJET\nDÉCISION\n" + "\n".join(rows), doc_type=DocType.DECISION_LIST)
    assert [item.number for item in items] == ["1", "3", "4"]
    assert [item.certainty for item in items] == [Certainty.DOUBTFUL, Certainty.CERTAIN, Certainty.CERTAIN]


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        pytest.param("Nomination du secrétaire -", "Monsieur le Maire propose un candidat.", id="a speck taken for a dash"),
        pytest.param("Tarifs de la cantine avant le vote du", "Vu l'article L. 2121-29 du code,", id="an end that a stamp covers"),
    ],
)
def test_a_title_ends_before_the_body_although_its_last_line_seems_to_go_on(title: str, opening: str) -> None:
    (item,) = read(f"{title}\n{opening}\nLe conseil municipal en délibère.\nVote : à l'unanimité")
    assert item.title == title.strip(" -")
