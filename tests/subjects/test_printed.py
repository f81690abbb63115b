"""Codes of the nomenclature as documents print them, and figures that only look like one."""

from dataclasses import replace

import pytest

from tests.making import item, landed, sitting
from transforms.model import LandedDocument, Page, SubjectBasis
from transforms.subjects import resolve_subjects
from transforms.subjects.printed import printed_code, printed_codes


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Nomenclature : 7.1 Décisions budgétaires", "7.1"),
        ("NOMENCLATURE ACTES : 5.2.1", "5.2"),
        ("Matière de l'acte : 7 .10 .1", "7.10"),
        ("Matières de l’acte : 4.1.1 - Créations d'emplois", "4.1"),
        ("Classification matière : 3-2", "3.2"),
        ("Code matière 8.8", "8.8"),
        ("Domaine : Finances (7.5)", "7.5"),
        ("5.2 Fonctionnement des assemblées", "5.2"),
        ("8.5 – Politique de la ville, habitat, logement", "8.5"),
        ("Domaine : Institutions et vie politique / Intercommunalité", "5.7"),
        ("Matière : Finances locales", "7"),
        ("Classification : 7.15", None),
        ("Rubrique 2.1.5.0 de la nomenclature", None),
        ("Nomenclature des installations classées : 2.1.5.0", None),
        ("Nomenclature budgétaire et comptable M57", None),
        ("Thème : 7.12.2024", None),
        ("7.1 Travaux de l'école", None),
        ("Domaine : la voirie", None),
        ("Matière : finances", None),
        ("La nomenclature 7.1 a changé", None),
        ("", None),
    ],
)
def test_a_line(line: str, code: str | None) -> None:
    assert printed_code(line) == code


def test_a_code_on_the_next_line() -> None:
    (found,) = printed_codes(Page.from_text(1, "Département\nNomenclature ACTES :\n\n7.5.2\nfin").lines)
    assert (found.code, found.place.line_from, found.place.line_to) == ("7.5", 2, 4)
    assert found.place.quote == "Nomenclature ACTES : 7.5.2"


def printing(text: str, *titles: str) -> LandedDocument:
    """A document with that text, whose only sitting has items of these titles."""
    document = landed("one", sitting(deliberations=[item(position, title=title) for position, title in enumerate(titles, start=1)]))
    return replace(document, extraction=replace(document.extraction, pages=(Page.from_text(1, text),)))


def test_a_printed_code_goes_before_the_title() -> None:
    (found,) = resolve_subjects([printing("VILLE-ESSAI\nNomenclature : 7.5", "Acquisition d'un terrain")])
    assert (found.code, found.basis, found.rule, found.evidence) == ("7.5", SubjectBasis.PRINTED, None, "Nomenclature : 7.5")
    assert (found.place.page, found.place.line_from) == (1, 2)


def test_two_printed_codes_are_ambiguous() -> None:
    (found,) = resolve_subjects([printing("Nomenclature : 7.5\nMatière de l'acte : 7.1", "Acquisition d'un terrain")])
    assert (found.code, found.basis) == (None, SubjectBasis.AMBIGUOUS)
    assert found.evidence == "Nomenclature : 7.5 / Matière de l'acte : 7.1"


def test_a_code_in_a_document_of_several_items_is_nobodys() -> None:
    found = list(resolve_subjects([printing("Nomenclature : 7.5", "Acquisition d'un terrain", "Informations diverses")]))
    assert [(one.position, one.code, one.basis) for one in found] == [
        (1, "3.1", SubjectBasis.TITLE),
        (2, None, SubjectBasis.NONE_FOUND),
    ]


def test_a_corrected_theme_goes_before_what_is_printed() -> None:
    document = landed("one", sitting(deliberations=[item(title="Fête", subject="8.9 Culture", is_corrected=True)]))
    document = replace(document, extraction=replace(document.extraction, pages=(Page.from_text(1, "Nomenclature : 7.5"),)))
    (found,) = resolve_subjects([document])
    assert (found.code, found.basis) == ("8.9", SubjectBasis.PRINTED)
