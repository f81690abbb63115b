"""Lists of people, in the forms that councils print."""

from __future__ import annotations

import pytest

from transforms.reading.names import parse_names, read_name, read_names
from transforms.text import fold


def listed(text: str, *, proxies: bool = False) -> list[str]:
    """The entries of a list as "civility name → holder", for short expectations."""
    entries, _ = parse_names(text, fold(text), 0, len(text), proxies=proxies)
    arrows = {"to": " → ", "from": " ← ", None: ""}
    return [entry.name.text + arrows[entry.link] + (entry.other.text if entry.other else "") for entry in entries]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("M. PIC, Mme MAIRE, M. PAGE et Mme Janvier", ["PIC", "MAIRE", "PAGE", "Janvier"], id="behind civilities"),
        pytest.param("Mmes et Ms Roux – Mars – Pic – Bureau – Vial", ["Roux", "Mars", "Pic", "Bureau", "Vial"], id="bare surnames"),
        pytest.param("Luc PIC, Karine AVRIL, Anne DOYEN", ["Luc PIC", "Karine AVRIL", "Anne DOYEN"], id="behind a given name"),
        pytest.param(
            "Luc Pic, Karine Maire, Zoé Salle, Anne Vial", ["Luc Pic", "Karine Maire", "Zoé Salle", "Anne Vial"], id="all in small letters"
        ),
        pytest.param("M. Pic Luc, Mme Roux Juin, M. Vial Jean", ["Pic Luc", "Roux Juin", "Vial Jean"], id="surname first"),
        pytest.param("Mme Eve LE PAGE, M. Luc LE BUREAU", ["Eve LE PAGE", "Luc LE BUREAU"], id="behind a particle"),
        pytest.param("Mme DO, M. VAN, Mme Thi VU\nVu le code", ["DO", "VAN", "Thi VU"], id="particles and short names"),
        pytest.param("M. PREMIER Luc, Mme POINT Eve", ["PREMIER Luc", "POINT Eve"], id="surname and given name"),
        pytest.param("M. Luc PIC, Maire, Mme Eve VIAL", ["Luc PIC", "Eve VIAL"], id="an office"),
        pytest.param("Madame Anne MAIRE, maire", ["Anne MAIRE"], id="an office behind a surname like it"),
        pytest.param("M. PIC Maire, M. VIAL Doyen d'âge", ["PIC", "VIAL"], id="an office behind a surname"),
        pytest.param("M. le Maire, M. PIC", ["PIC"], id="an office behind an article"),
        pytest.param("M. PIC, Mme VIAL\nConseil municipal du 3 mars", ["PIC", "VIAL"], id="a heading behind the list"),
        pytest.param("M. PIC, Mme VIAL Page 3", ["PIC", "VIAL"], id="the page behind the list"),
    ],
)
def test_surnames_that_are_words_of_the_language(text: str, names: list[str]) -> None:
    assert listed(text) == names


def test_a_list_that_goes_on_behind_what_is_no_name_leaves_a_doubt() -> None:
    text = "Roux – Pic – Contre – Vial – Blanc"
    entries, _ = parse_names(text, fold(text), 0, len(text))
    assert [(entry.name.text, entry.doubt) for entry in entries] == [("Roux", None), ("Pic", "the list may go on behind this name")]


def test_the_full_stop_of_a_sentence_is_no_part_of_a_short_surname() -> None:
    assert listed("M. ROUX, pouvoir à M. LY.\nSecrétaire", proxies=True) == ["ROUX → LY"]
    assert listed("Ph. ROUX, J. PIC") == ["Ph. ROUX", "J. PIC"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("M. ROUX, Mme LENOIR, M. PETIT.", ["ROUX", "LENOIR", "PETIT"], id="commas and civilities"),
        pytest.param("Anne ROUX,Paul PETIT ,Luc LENOIR", ["Anne ROUX", "Paul PETIT", "Luc LENOIR"], id="commas without spaces"),
        pytest.param(
            "Mmes et Ms Aubert – Roche - Vial -\nCombe –Faure", ["Aubert", "Roche", "Vial", "Combe", "Faure"], id="dashes, shared civility"
        ),
        pytest.param("Anne ROUX–Paul PETIT", ["Anne ROUX", "Paul PETIT"], id="en dash without spaces"),
        pytest.param("ROUX Anne ; PETIT Paul ; LE BRAS Luc", ["ROUX Anne", "PETIT Paul", "LE BRAS Luc"], id="surname first"),
        pytest.param("M. ROUX / Mme LENOIR / M. PETIT", ["ROUX", "LENOIR", "PETIT"], id="slashes"),
        pytest.param("\nAnne ROUX\nPaul DE LA COMBE\nLuc PETIT\n", ["Anne ROUX", "Paul DE LA COMBE", "Luc PETIT"], id="one a line"),
        pytest.param("\n• Anne ROUX\n• Paul PETIT", ["Anne ROUX", "Paul PETIT"], id="bullets"),
        pytest.param(
            "Anne ROUX, Paul\nPETIT, Luc LENOIR, Zoé BLANC",
            ["Anne ROUX", "Paul PETIT", "Luc LENOIR", "Zoé BLANC"],
            id="wrapped inside a name",
        ),
        pytest.param("Anne ROUX-\nLENOIR, Paul PETIT", ["Anne ROUX-LENOIR", "Paul PETIT"], id="hyphen at a line end"),
        pytest.param(
            "Anne ROUX Paul PETIT - Luc LENOIR", ["Anne ROUX", "Paul PETIT", "Luc LENOIR"], id="separator missing, given name first"
        ),
        pytest.param("ROUX Anne PETIT Paul ; LENOIR Luc", ["ROUX Anne", "PETIT Paul", "LENOIR Luc"], id="separator missing, surname first"),
        pytest.param("Mme ROUX et M. PETIT", ["ROUX", "PETIT"], id="et"),
        pytest.param(
            "M. d'ARGENS, M. Ali BEN SALEM, Mme Inès DE LA MARE", ["d'ARGENS", "Ali BEN SALEM", "Inès DE LA MARE"], id="particles"
        ),
        pytest.param("M. Vial P-Y, M. Vial S., Mme Roche", ["Vial P-Y", "Vial S.", "Roche"], id="initials behind the surname"),
        pytest.param(
            "M. Luc ROUX, M. Y ves PETIT, Mme Eve BLANC", ["Luc ROUX", "Yves PETIT", "Eve BLANC"], id="a capital parted by kerning"
        ),
        pytest.param("J.-P. ROUX, N. PETIT, A.\nBLANC", ["J.-P. ROUX", "N. PETIT", "A. BLANC"], id="initials before the surname"),
        pytest.param("M. le Maire, M. Paul ROUX, Madame la Présidente", ["Paul ROUX"], id="an office is no name"),
        pytest.param("MM. ROUX, PETIT, Mmes LENOIR, BLANC", ["ROUX", "PETIT", "LENOIR", "BLANC"], id="shared civilities"),
        pytest.param(
            "Messieurs Luc ROUX, Mesdames Anne PETIT, Eve BLANC", ["Luc ROUX", "Anne PETIT", "Eve BLANC"], id="long shared civilities"
        ),
        pytest.param(
            "Valmont : M. Roux Paul ; Mme Petit Eve\nOrsec : M. Blanc Luc", ["Roux Paul", "Petit Eve", "Blanc Luc"], id="communes as labels"
        ),
        pytest.param("M. ROUX\nN° 2024-011", ["ROUX"], id="a number is no initial"),
        pytest.param(
            "M. ROUX Luc (Orsec), M. MAIRE DU PRÉ Jean (Valmont), Mme MAIRE Eve",
            ["ROUX Luc", "MAIRE DU PRÉ Jean", "MAIRE Eve"],
            id="an office as a surname",
        ),
        pytest.param(
            "M. Luc ROUX, Ma-\ndame Eve BLANC, M. Paul PETIT", ["Luc ROUX", "Eve BLANC", "Paul PETIT"], id="a civility in two lines"
        ),
        pytest.param("MM. :\n• Luc PIC\n• Paul ROUX", ["Luc PIC", "Paul ROUX"], id="bullets behind a shared civility"),
        pytest.param(
            "M. PIC Luc - M. ROUX Jean\nNomination du secrétaire : Mme VIAL", ["PIC Luc", "ROUX Jean"], id="a title behind the list"
        ),
        pytest.param(
            "Luc Pic – Paul Roux\nMme Eve BRUN, adjointe, est là, présente", ["Luc Pic", "Paul Roux"], id="commas in the next sentence"
        ),
        pytest.param("M. PIC\nMme Eve BRUN, conseillère, a été désignée secrétaire", ["PIC"], id="somebody with an office who is chosen"),
        pytest.param("M.Pic et M.Roux", ["Pic", "Roux"], id="no blank behind the civility"),
        pytest.param("\nSociété d'économie mixte ORSEC\nDésignation des représentants", [], id="the title below an empty heading"),
    ],
)
def test_lists_in_all_their_forms(text: str, names: list[str]) -> None:
    assert listed(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Mme ROUX, représentée par M. PETIT", ["ROUX → PETIT"], id="représentée par"),
        pytest.param(
            "Mme ROUX, conseillère municipale, représentée par M. PETIT, M. BLANC", ["ROUX → PETIT", "BLANC"], id="behind the office"
        ),
        pytest.param(
            "M. ROUX a donné procuration à Mme PETIT\nMme BLANC qui a donné pouvoir à M. VIAL",
            ["ROUX → PETIT", "BLANC → VIAL"],
            id="a donné",
        ),
        pytest.param("M. ROUX –Mme BLANC, procuration à M. PETIT", ["ROUX", "BLANC → PETIT"], id="behind a comma"),
        pytest.param(
            "Anne ROUX (procuration à Luc PETIT) – Eve BLANC\n(pouvoir à M. VIAL)",
            ["Anne ROUX → Luc PETIT", "Eve BLANC → VIAL"],
            id="in brackets",
        ),
        pytest.param(
            "Mme ROUX Anne (Procuration de M. PETIT Luc), M. VIAL Jean", ["ROUX Anne ← PETIT Luc", "VIAL Jean"], id="from the holder's side"
        ),
        pytest.param(
            "M. ROUX donnant pouvoir à Mme PETIT Mme BLANC donnant pouvoir à M. VIAL",
            ["ROUX → PETIT", "BLANC → VIAL"],
            id="without a separator",
        ),
    ],
)
def test_proxies_in_any_list(text: str, names: list[str]) -> None:
    assert listed(text) == names


def test_a_bare_a_is_a_proxy_only_under_a_heading_that_speaks_of_proxies() -> None:
    text = "Anne ROUX à Luc PETIT. Eve BLANC, à Jean \nVIAL."
    assert listed(text, proxies=True)[:3] == ["Anne ROUX → Luc PETIT", "Eve BLANC → Jean VIAL"]
    assert "Anne ROUX → Luc PETIT" not in listed(text)


def test_a_little_word_that_fell_out_leaves_a_doubt() -> None:
    text = "M. ROUX à Mme PETIT\nMme BLANC M. VIAL"
    entries, _ = parse_names(text, fold(text), 0, len(text), proxies=True)
    assert [(e.name.text, e.other and e.other.text, bool(e.doubt)) for e in entries] == [("ROUX", "PETIT", False), ("BLANC", "VIAL", True)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\nPersonnel Municipal - Instances Paritaires\nMonsieur le Maire rapporte", id="a title behind an empty heading"),
        pytest.param("\nDétermination du nombre d'adjoints", id="a title in lower case"),
        pytest.param(" Néant \n", id="none"),
        pytest.param(" 23\n", id="a total"),
        pytest.param("Le quorum est atteint", id="a sentence"),
    ],
)
def test_what_is_no_list_gives_nobody(text: str) -> None:
    assert [name for name in listed(text) if name != "Néant"] == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        pytest.param("M. ROUX, Mme PETIT formant la majorité des membres", "formant", id="formant la majorité"),
        pytest.param("M. ROUX, Mme PETIT\nSecrétaire de séance : M. BLANC", "Secrétaire", id="secretary"),
        pytest.param("M. ROUX, Mme PETIT\nMadame BLANC a été nommée secrétaire", "Madame BLANC", id="a sentence that begins with a name"),
        pytest.param("M. Paul ROUX\nLes membres présents forment la majorité", "Les membres", id="a sentence behind a line end"),
    ],
)
def test_the_list_ends_where_the_words_stop_being_names(text: str, rest: str) -> None:
    entries, stop = parse_names(text, fold(text), 0, len(text))
    assert "BLANC" not in [entry.name.text for entry in entries]
    assert text[stop:].lstrip(" \n,").startswith(rest)


def test_civility_and_office_are_kept_beside_the_name() -> None:
    entries, _ = parse_names(text := "Monsieur Paul ROUX, 1er adjoint, Mme Anne PETIT, maire de Valmont", fold(text), 0, len(text))
    assert [(e.name.civility, e.name.text, e.name.function) for e in entries] == [
        ("Monsieur", "Paul ROUX", "1er adjoint"),
        ("Mme", "Anne PETIT", "maire de Valmont"),
    ]


def test_short_helpers() -> None:
    assert read_name("Monsieur le Maire, Paul ROUX").text == "Paul ROUX"  # type: ignore[union-attr]
    assert read_name("de la séance") is None
    assert [name.text for name in read_names("Mmes ROUX et PETIT, M. BLANC")] == ["ROUX", "PETIT", "BLANC"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "Anne ROUX - Paul PETIT – BRUN -\nLuc LENOIR - Zoé BLANC",
            ["Anne ROUX", "Paul PETIT – BRUN", "Luc LENOIR", "Zoé BLANC"],
            id="named",
        ),
        pytest.param("ROUX - PETIT - BRUN - LENOIR", ["ROUX", "PETIT", "BRUN", "LENOIR"], id="surnames alone"),
        pytest.param("Anne ROUX, Paul PETIT, BRUN, Luc LENOIR", ["Anne ROUX", "Paul PETIT", "BRUN", "Luc LENOIR"], id="commas"),
        pytest.param("Anne ROUX - Paul PETIT - M. BRUN - Luc LENOIR", ["Anne ROUX", "Paul PETIT", "BRUN", "Luc LENOIR"], id="civility"),
    ],
)
def test_a_surname_alone_between_dashes_belongs_to_the_name_before_it(text: str, names: list[str]) -> None:
    assert listed(text) == names


def test_a_name_with_a_spaced_dash_is_doubtful_as_giver_and_as_holder() -> None:
    text = "Anne ROUX - BRUN donne procuration à Luc LENOIR\nPaul PETIT donne procuration à Zoé BLANC - FAURE\n" + "".join(
        f"{name} donne procuration à Luc LENOIR\n" for name in ("Marc VIAL", "Eve COMBE", "Guy AUBERT", "Léa GARNIER")
    )
    entries, _ = parse_names(text, fold(text), 0, len(text), proxies=True)
    assert listed(text, proxies=True)[:3] == ["Anne ROUX - BRUN → Luc LENOIR", "Paul PETIT → Zoé BLANC - FAURE", "Marc VIAL → Luc LENOIR"]
    assert [entry.doubt is not None for entry in entries] == [True, True, False, False, False, False]
