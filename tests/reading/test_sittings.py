"""Several sittings, or several extracts of one sitting, in one file."""

from __future__ import annotations

from tests.reading.pages import pages_of
from transforms.reading import read


def extract_page(number: int, present: str = "M. Luc ROUX, Mme Anne PETIT, M. Jean VIAL", day: str = "3 mai 2023") -> str:
    return f"""EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
DU CONSEIL MUNICIPAL DE VALMONT
Séance du {day}
Étaient présents : {present}
Absents : Mme Eve BLANC
N° 2023-0{number}
OBJET : Achat de la parcelle numéro {number}
Le conseil municipal, après en avoir délibéré, à l'unanimité,
APPROUVE l'achat de la parcelle numéro {number}.
Pour extrait conforme"""


def minutes_page(day: str, title: str) -> str:
    return (
        f"""PROCÈS-VERBAL
Conseil municipal du {day}
Commune de Valmont
Étaient présents : M. Luc ROUX, Mme Anne PETIT, M. Jean VIAL
Absents : Mme Eve BLANC
1. {title}
Après en avoir délibéré, le conseil municipal adopte à l'unanimité cette proposition.
"""
        + "Le débat se poursuit sur des sujets qui ne demandent aucun vote et dont il est donné acte.\n" * 30
    )


def test_extracts_of_one_sitting_are_one_document_with_all_its_items() -> None:
    (document,) = read(pages_of(extract_page(31), extract_page(34), extract_page(35)))
    assert document.part is None
    assert [(item.position, item.number) for item in document.deliberations] == [(1, "2023-031"), (2, "2023-034"), (3, "2023-035")]
    assert len(document.attendance) == 4
    assert [item.place.page for item in document.deliberations] == [1, 2, 3]


def test_an_extract_with_a_roll_call_of_its_own_leaves_a_doubt() -> None:
    (document,) = read(pages_of(extract_page(31), extract_page(34, present="M. Luc ROUX, M. Jean VIAL")))
    assert [item.certainty.value for item in document.deliberations] == ["certain", "doubtful"]


def test_minutes_of_several_sittings_are_parts() -> None:
    documents = read(pages_of(minutes_page("3 mai 2023", "Achat d'un tracteur"), minutes_page("7 juin 2023", "Vente d'un pré")))
    assert [(d.part, str(d.session.date), [item.title for item in d.deliberations]) for d in documents] == [
        (1, "2023-05-03", ["Achat d'un tracteur"]),
        (2, "2023-06-07", ["Vente d'un pré"]),
    ]


def test_a_page_header_with_a_date_opens_nothing() -> None:
    first = minutes_page("3 mai 2023", "Achat d'un tracteur")
    (document,) = read(
        pages_of(first, "Séance du 3 mai 2023\n2. Vente d'un pré\nLe conseil approuve à l'unanimité.\n" + "Suite du débat.\n" * 20)
    )
    assert document.part is None
