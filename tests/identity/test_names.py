"""Which councillor a printed name means."""

import random

import pytest

from tests.making import change, item, landed, name, seat, seats, sitting
from transforms.identity import resolve
from transforms.identity.names import form_of
from transforms.model import NameRole, PrintedDocument, PrintedName, ResolvedName

COUNCIL = "commune-ville-essai"


def links(*sittings: PrintedDocument) -> list[ResolvedName]:
    return list(resolve([landed(f"document {index}", document) for index, document in enumerate(sittings)]).names)


def link(text: str, *sittings: PrintedDocument, role: str = "attendance") -> tuple[str | None, str]:
    """Where the first mention of a name in that role leads, in the first of the sittings."""
    first = landed("document 0").document_id
    found = next(row for row in links(*sittings) if (row.document_id, row.role, row.name) == (first, NameRole(role), name(text).text))
    return (found.councillor_id.removeprefix(f"{COUNCIL}/") if found.councillor_id else None), found.how.value


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Jean ROUX", "jean-roux"),
        ("ROUX Jean", "jean-roux"),
        ("Jean-Noël LE GOFF", "goff-jean-le-noel"),
        ("M. ROUX", "roux-m"),
        ("Mme ROUX", "roux-f"),
        ("ROUX", "roux"),
        ("Mme LE GOFF", "goff-le-f"),
        ("M. ROUX-PETIT", "petit-roux-m"),
        ("M. Jean ROUX", "jean-roux"),
        ("M. D'ARGENS Jean", "argens-d-jean"),
        ("M. Jean d'ARGENS", "argens-d-jean"),
        ("M. D'ARGENS", "argens-d-m"),
    ],
)
def test_a_roll_call_name_has_a_key(text, key):
    assert link(text, sitting(attendance=[seat(text)])) == (key, "exact")


def test_one_surname_with_two_civilities_stays_two_people_over_all_sessions():
    march = sitting("2025-03-10", [seat("M. ROUX"), seat("Mme PETIT")])
    april = sitting("2025-04-10", [seat("Mme ROUX"), seat("Mme PETIT")])
    assert {row.councillor_id for row in links(march, april)} == {f"{COUNCIL}/{key}" for key in ("roux-m", "roux-f", "petit-f")}


def test_a_couple_with_one_full_name_stays_two_people():
    couple = sitting(attendance=[seat("M. Camille ROUX"), seat("Mme Camille ROUX")])
    assert link("M. Camille ROUX", couple) == ("camille-roux-m", "exact")
    without_civility = sitting("2025-04-10", [seat("Camille ROUX")])
    assert link("Camille ROUX", without_civility, couple) == (None, "several_found")


@pytest.mark.parametrize(
    ("roll_call", "voter", "expected"),
    [
        (("Jean ROUX", "Anne PETIT"), "M. ROUX", ("jean-roux", "within_session")),
        (("Jean ROUX", "Anne PETIT"), "Jean ROUX", ("jean-roux", "exact")),
        (("M. ROUX", "Mme PETIT"), "Jean ROUX", ("roux-m", "within_session")),
        (("M. ROUX", "Mme ROUX"), "Mme ROUX", ("roux-f", "exact")),
        (("M. Jean ROUX", "Mme Anne ROUX"), "Mme ROUX", ("anne-roux", "within_session")),
        (("Jean ROUX", "Anne ROUX"), "Mme ROUX", (None, "several_found")),
        (("M. ROUX", "Mme ROUX"), "ROUX", (None, "several_found")),
        (("M. Jean ROUX",), "Mme ROUX", (None, "none_found")),
        (("Bernard ROUX", "Anne PETIT"), "M. BERNARD", (None, "none_found")),
        (("Bernard ROUX", "Jean BERNARD"), "M. BERNARD", ("bernard-jean", "within_session")),
        (("Jean ROUX",), "M. LENOIR", (None, "none_found")),
        (("Jean ROUX",), "…", (None, "none_found")),
    ],
)
def test_a_voter_is_the_one_name_of_the_roll_call_that_agrees(roll_call, voter, expected):
    document = sitting(attendance=seats(*roll_call), deliberations=[item(named={"against": (voter,)})])
    assert link(voter, document, role="vote") == expected


def test_another_document_of_the_session_gives_the_long_form():
    extract = sitting(attendance=seats("M. ROUX", "Mme PETIT"), doc_type="extract")
    minutes = sitting(attendance=seats("Jean ROUX", "Anne PETIT"))
    assert link("M. ROUX", extract, minutes) == ("jean-roux", "within_session")
    assert link("M. ROUX", extract) == ("roux-m", "exact")
    another_day = sitting("2025-04-10", seats("Jean ROUX", "Anne PETIT"))
    assert link("M. ROUX", extract, another_day) == ("roux-m", "exact")


def test_a_longer_name_of_the_same_roll_call_is_somebody_else():
    extract = sitting(attendance=seats("M. ROUX", "M. Jean ROUX"), doc_type="extract")
    minutes = sitting(attendance=seats("M. Jean ROUX"))
    assert link("M. ROUX", extract, minutes) == ("roux-m", "exact")


def test_a_short_form_of_two_people_of_the_session_is_linked_to_neither():
    extract = sitting(attendance=seats("M. ROUX"), doc_type="extract")
    minutes = sitting(attendance=seats("Jean ROUX", "Paul ROUX"))
    assert link("M. ROUX", extract, minutes) == (None, "several_found")


def test_a_name_outside_the_roll_call_is_known_from_another_session_or_not_at_all():
    silent = sitting(deliberations=[item(named={"against": ("Jean ROUX", "Anne PETIT")})])
    other = sitting("2025-04-10", seats("Jean ROUX"))
    assert link("Jean ROUX", silent, other, role="vote") == ("jean-roux", "exact")
    assert link("Anne PETIT", silent, other, role="vote") == (None, "none_found")


def test_a_roll_call_of_another_council_gives_no_names():
    silent = sitting(deliberations=[item(named={"against": ("Jean ROUX",)})])
    assert link("Jean ROUX", silent, sitting(attendance=seats("Jean ROUX"), council="Autreville"), role="vote") == (None, "none_found")


def test_a_sitting_without_council_links_nobody():
    assert link("Jean ROUX", sitting(attendance=seats("Jean ROUX"), council=None)) == (None, "none_found")


def test_every_role_is_resolved_once_at_its_place():
    document = sitting(
        attendance=[seat("Jean ROUX"), seat("Anne PETIT", "represented", "M. ROUX"), seat("Luc NOIR")],
        changes=[change("M. NOIR", "departure", 2, "M. ROUX")],
        deliberations=[item(1), item(2, named={"abstain": ("M. NOIR",), "against": ("M. ROUX",)})],
        president="M. Jean ROUX",
        secretary="Luc NOIR",
    )
    found = [(row.role.value, row.position, row.sub_position, row.name, row.councillor_id.split("/")[1]) for row in links(document)]
    assert found == [
        ("attendance", 1, None, "Jean ROUX", "jean-roux"),
        ("attendance", 2, None, "Anne PETIT", "anne-petit"),
        ("attendance", 3, None, "Luc NOIR", "luc-noir"),
        ("change", 1, None, "NOIR", "luc-noir"),
        ("change_proxy", 1, None, "ROUX", "jean-roux"),
        ("president", 1, None, "Jean ROUX", "jean-roux"),
        ("proxy", 2, None, "ROUX", "jean-roux"),
        ("secretary", 1, None, "Luc NOIR", "luc-noir"),
        ("vote", 2, 1, "ROUX", "jean-roux"),
        ("vote", 2, 2, "NOIR", "luc-noir"),
    ]


def test_the_order_of_arrival_changes_nothing():
    documents = [
        landed("a", sitting(attendance=seats("M. ROUX", "Mme PETIT"), doc_type="extract", siren="219400413")),
        landed("b", sitting(attendance=seats("Jean ROUX", "Anne PETIT"), council="VILLE ESSAI")),
        landed("c", sitting("2025-04-10", seats("ROUX", "Anne PETIT"), council="Ville", siren="219400413", president="M. ROUX")),
        landed("d", sitting("2025-04-10", seats("Jean ROUX", "Paul ROUX", "Camille NOIR"), kind=None)),
        landed("e", sitting("2025-05-10", seats("Mme Camille NOIR", "M. Camille NOIR")), sitting("2025-06-10", seats("M. NOIR"))),
    ]
    expected = resolve(documents)
    for seed in range(10):
        random.Random(seed).shuffle(documents)
        assert resolve(documents) == expected


def test_spelling_that_makes_no_difference_makes_no_difference():
    assert form_of(name("Mme Éloïse D’ARC")).base == form_of(name("Mme ELOISE d'Arc")).base == "arc-d-eloise"


@pytest.mark.parametrize("civility", ["Mmes et Ms", "MM.", "Mmes et MM."])
def test_a_civility_shared_by_men_and_women_tells_no_gender(civility):
    assert form_of(PrintedName("Roux", civility)).gender is None
    assert (form_of(PrintedName("Roux", "M.")).gender, form_of(PrintedName("Roux", "Mmes")).gender) == ("m", "f")
