"""What the rules make of titles: the strongest decides, contradiction is unknown, and each answer says on which words it rests."""

import re

import pytest

from transforms.model import SubjectBasis
from transforms.subjects import LABELS, subject_of
from transforms.subjects.rules import RULES, THEMES
from transforms.subjects.titles import MOST_WORDS, folded_title


def test_the_rules_are_in_order() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.code in LABELS
        assert rule.id.startswith(f"{rule.code}-")
        assert rule.reason
        assert re.search(rule.pattern, "") is None, "a pattern that fits no words would fit every title"
    assert set(THEMES.values()) <= set(LABELS)


@pytest.mark.parametrize(
    ("title", "code", "evidence"),
    [
        pytest.param("Budget annexe de l'eau – décision modificative n° 3", "7.1", "BUDGET ANNEXE", id="whole"),
        pytest.param("Demande de subvention pour l’école des Lilas", "7.5", "DEMANDE DE SUBVENTION", id="the act before its matter"),
        pytest.param("Attribution du marché d'éclairage public", "1.1", "ATTRIBUTION DU MARCHE", id="a market before what is bought"),
        pytest.param("Règlement du marché hebdomadaire", "6.4", "REGLEMENT DU MARCHE HEBDOMADAIRE", id="a market where things are sold"),
        pytest.param("Création d’emplois d’agents recenseurs", "4.4", "AGENTS RECENSEURS", id="the first of one family"),
        pytest.param("Vœu relatif à la ligne de train", "9.4", "VOEU", id="ligature"),
    ],
)
def test_the_strongest_rule_decides(title: str, code: str, evidence: str) -> None:
    found, basis, rule, words = subject_of(title)
    assert (found, basis, words) == (code, SubjectBasis.TITLE, evidence)
    assert str(rule).startswith(f"{code}-")


def test_two_families_with_equal_strength_are_ambiguous() -> None:
    code, basis, rule, evidence = subject_of("Délégation au maire pour la réalisation des emprunts")
    assert (code, basis, rule) == (None, SubjectBasis.AMBIGUOUS, None)
    assert evidence == "5.4 DELEGATION AU MAIRE / 7.3 EMPRUNTS"


@pytest.mark.parametrize("title", [None, "", "Informations diverses", "Cet agent remplace son collègue", "Rez-de-chaussée : peinture"])
def test_a_title_that_tells_nothing_has_no_subject(title: str | None) -> None:
    assert subject_of(title) == (None, SubjectBasis.NONE_FOUND, None, None)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        pytest.param("Création d’une zone de rencontre rue des Carrières-Blanches", "8.3", id="street"),
        pytest.param("Sapin de la place de l’École", None, id="place"),
        pytest.param("Convention avec l'association « Culture et Bibliothèques »", None, id="association"),
        pytest.param("Mise en place du RIFSEEP", "4.5", id="no place"),
        pytest.param("Aliénation du chemin rural du Marais", "3.2", id="no street"),
    ],
)
def test_a_name_tells_no_subject(title: str, code: str | None) -> None:
    assert subject_of(title)[0] == code


def test_who_takes_the_floor_is_not_the_subject() -> None:
    title = "Règlement du cimetière, Mme Odile ROUX donne la parole à M. NOIR, président de la commission du budget communal"
    assert subject_of(title)[0] == "9.1"


def test_the_text_of_the_act_is_not_its_title() -> None:
    assert len(folded_title("mot " * 200).split()) == MOST_WORDS
    assert subject_of("Aire de jeux " + "mot " * MOST_WORDS + "budget primitif")[0] is None


@pytest.mark.parametrize(
    ("title", "code"),
    [
        pytest.param("Acquisition de la parcelle M 14", "3.1", id="a section of the cadastre is no accounting plan"),
        pytest.param("Acquisition de la parcelle DM 12", "3.1", id="nor a budget decision"),
        pytest.param("Bassin d'apprentissage de la natation", None, id="apprenticeship"),
        pytest.param("Nomination d'un agent titulaire", None, id="a tenured agent is no delegate"),
        pytest.param("Création d'une aire de covoiturage avec la communauté de communes", "8.7", id="what is created is no community"),
        pytest.param("Statuts de la régie de l'eau", None, id="statutes of a service"),
        pytest.param("Élection du président de séance", "5.2", id="chair of one sitting"),
        pytest.param("Convention avec la commune des Baux", None, id="the name of a town"),
        pytest.param("Octroi de la protection fonctionnelle à un agent", "4.1", id="protection of the staff"),
        pytest.param("Octroi de la protection fonctionnelle à une élue", "5.6", id="protection of the elected"),
    ],
)
def test_words_of_two_meanings(title: str, code: str | None) -> None:
    assert subject_of(title)[0] == code


@pytest.mark.parametrize(
    ("title", "theme", "code", "basis"),
    [
        pytest.param("Restauration du lavoir", "CULTURE", "8.9", SubjectBasis.THEME, id="theme alone"),
        pytest.param("Restauration du lavoir", "Finances", "7", SubjectBasis.THEME, id="a family without level 2"),
        pytest.param("Acquisition de la parcelle ZB 4", "VOIRIE", "3.1", SubjectBasis.TITLE, id="the title before the theme"),
        pytest.param("Restauration du lavoir", "Divers", None, SubjectBasis.NONE_FOUND, id="a theme that is no subject"),
        pytest.param("Acquisition de la parcelle ZB 4", "7.5 Subventions", "7.5", SubjectBasis.PRINTED, id="a printed code before both"),
    ],
)
def test_a_printed_theme(title: str, theme: str, code: str | None, basis: SubjectBasis) -> None:
    assert subject_of(title, theme)[:2] == (code, basis)
