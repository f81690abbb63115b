"""Which councillor a printed name means."""

import random

import pytest

from tests.making import change, item, landed, name, seat, seats, sitting
from transforms.identity import resolve
from transforms.identity.forms import form_of
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
        (("Jean ROUX", "Anne PETIT"), "M. ROUX", ("jean-roux", "given_name")),
        (("Jean ROUX", "Anne PETIT"), "Jean ROUX", ("jean-roux", "exact")),
        (("M. ROUX", "Mme PETIT"), "Jean ROUX", ("roux-m", "given_name")),
        (("M. ROUX", "Mme ROUX"), "Mme ROUX", ("roux-f", "exact")),
        (("M. Jean ROUX", "Mme Anne ROUX"), "Mme ROUX", ("anne-roux", "given_name")),
        (("Jean ROUX", "Anne ROUX"), "Mme ROUX", (None, "several_found")),
        (("M. ROUX", "Mme ROUX"), "ROUX", (None, "several_found")),
        (("M. Jean ROUX",), "Mme ROUX", (None, "none_found")),
        (("Bernard ROUX", "Anne PETIT"), "M. BERNARD", (None, "none_found")),
        (("Bernard ROUX", "Jean BERNARD"), "M. BERNARD", ("bernard-jean", "given_name")),
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
    assert link("M. ROUX", extract, minutes) == ("jean-roux", "given_name")
    assert link("M. ROUX", extract) == ("roux-m", "exact")
    another_day = sitting("2025-04-10", seats("Jean ROUX", "Anne PETIT"))
    assert link("M. ROUX", extract, another_day) == ("jean-roux", "given_name")
    another_term = sitting("2019-04-10", seats("Jean ROUX", "Anne PETIT"))
    assert link("M. ROUX", extract, another_term) == ("roux-m", "exact")


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


# --- one person, or two

WITNESSES = ("Lise BLANC", "Paul VERT", "Luc BRUN")  # a council of four with the one that a test is about


def councils(*names: str, day: int = 1, **facts: object) -> list[PrintedDocument]:
    """Sittings, a month each, that list one of the names beside three others."""
    return [
        sitting(f"2024-{month:02d}-{day:02d}", seats(who, *WITNESSES), members_in_office=4, **facts)
        for month, who in enumerate(names, start=1)
    ]


def keys(*sittings: PrintedDocument) -> list[str]:
    """The keys of the people beside the three."""
    found = {row.councillor_id for row in links(*sittings) if row.role is NameRole.ATTENDANCE and row.name not in WITNESSES}
    return sorted(key.removeprefix(f"{COUNCIL}/") if key else "nobody" for key in found)


def how(text: str, *sittings: PrintedDocument) -> set[str]:
    return {row.how.value for row in links(*sittings) if row.name == name(text).text}


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Jean-Noël LE GOFF", "LE GOFF Jean Noel", "Jean-Noël LEGOFF", "jean-noël Le Goff"), id="order, spaces, hyphens"),
        pytest.param(("Anne D'ARVIEU", "Anne d’Arvieu", "ANNE DARVIEU", "D ARVIEU Anne"), id="apostrophes"),
        pytest.param(("M. Jean ROUX", "M. ROUX", "Jean ROUX"), id="a bare surname"),
        pytest.param(("M. Jean ROUX", "M. J. ROUX", "M. Jean ROUX"), id="an initial"),
        pytest.param(("Jean-Paul ROUX", "J.-P. ROUX", "ROUX J.P."), id="two initials"),
        pytest.param(("M. Jean ROUSSEL", "M. Jean ROUSEL", "M. Jean ROUSSEL"), id="a misprint in the midst"),
        pytest.param(("M. Jean ROUSSEL", "M. Jean ROUSSEL", "M. Jean ROUSSEI"), id="a misreading in the last session"),
        pytest.param(("M. Jaen ROUSSEL", "M. Jean ROUSSEL", "M. Jaen ROUSSEL"), id="letters swapped"),
        pytest.param(("M. ROUSSEL", "M. ROUSEL", "M. ROUSSEL"), id="a misprint without given name"),
        pytest.param(("Mme Anne MARTIN", "Mme Anne DUPONT-MARTIN", "Mme Anne DUPONT-MARTIN"), id="a woman who marries"),
        pytest.param(("Mme Camille ROUX", "M. Camille ROUX", "Mme Camille ROUX"), id="one wrong civility"),
    ],
)
def test_forms_of_one_person_join(names):
    assert len(keys(*councils(*names))) == 1


@pytest.mark.parametrize(
    ("names", "people"),
    [
        pytest.param(("M. ROUX", "Mme ROUX"), 2, id="civilities"),
        pytest.param(("M. Jean ROUX", "M. Paul ROUX", "M. Jean ROUX"), 2, id="given names"),
        pytest.param(("J. ROUX", "P. ROUX", "J. ROUX"), 2, id="initials"),
        pytest.param(("M. Michel ROUX", "Mme Michèle ROUX"), 2, id="masculine and feminine"),
        pytest.param(("Michel ROUX", "Michèle ROUX", "Michel ROUX"), 2, id="masculine and feminine without civility"),
        pytest.param(("M. Jean ROUX", "M. Jean-Pierre ROUX"), 2, id="a son after his father"),
        pytest.param(("M. Marc ROUX", "M. Mars ROUX"), 2, id="another given name afterwards"),
        pytest.param(("M. Jean ROY", "M. Jean ROU"), 2, id="a short name"),
        pytest.param(("M. Camille ROUX", "Mme Camille ROUX"), 2, id="one full name, two civilities"),
        pytest.param(("Mme Anne MARTIN", "Mme Anne DUPONT"), 2, id="another surname altogether"),
        pytest.param(("M. ROUX", "M. ROUY", "M. ROUX"), 2, id="short surnames"),
    ],
)
def test_homonyms_stay_apart(names, people):
    assert len(keys(*councils(*names))) == people


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M. Jean ROUSSEL", "M. Jean ROUSEL"),
        ("M. Jean ROUX", "M. ROUX"),
        ("M. Jean ROUX", "J. ROUX"),
        ("Mme Anne MARTIN", "Mme Anne DUPONT-MARTIN"),
    ],
)
def test_two_forms_in_one_roll_call_are_two_people(one, other):
    both = sitting("2024-04-01", seats(one, other, *WITNESSES))
    ids = {
        row.name: row.councillor_id
        for row in links(*councils(one, other, one), both)
        if row.document_id == landed("document 3").document_id
    }
    assert ids[name(one).text] != ids[name(other).text]


def test_a_bare_surname_of_two_people_is_open_and_tells_both():
    two = sitting("2024-04-01", seats("M. Jean ROUX", "M. Paul ROUX", *WITNESSES))
    resolution = resolve([landed("two", two), landed("bare", *councils("M. ROUX"))])
    bare = next(row for row in resolution.names if row.name == "ROUX")
    assert (bare.councillor_id, bare.how.value, bare.certainty.value) == (None, "several_found", "doubtful")
    assert [one.councillor_id.split("/")[1] for one in resolution.candidates] == ["jean-roux", "paul-roux"]


def test_a_bare_surname_beside_one_of_two_namesakes_is_the_other():
    two = sitting("2024-04-01", seats("M. Jean ROUX", "M. Paul ROUX", *WITNESSES))
    one = sitting("2024-05-01", seats("M. ROUX", "M. Paul ROUX", *WITNESSES))
    assert link("M. ROUX", one, two) == ("jean-roux", "given_name")


def test_a_voter_with_a_namesake_whom_an_incomplete_roll_call_leaves_out_is_open():
    two = sitting("2024-04-01", seats("M. Jean ROUX", "M. Paul ROUX", *WITNESSES))
    votes = [item(named={"against": ("M. ROUX",)})]
    part = sitting("2024-05-01", seats("M. Jean ROUX", *WITNESSES), votes)
    assert link("M. ROUX", part, two, role="vote") == (None, "several_found")
    whole = sitting("2024-05-01", seats("M. Jean ROUX", *WITNESSES), votes, members_in_office=4)
    assert link("M. ROUX", whole, two, role="vote") == ("jean-roux", "given_name")


def test_a_misprint_that_two_people_may_be_is_open():
    people = sitting("2024-01-01", seats("M. ROUSSEL", "M. ROUSSET", *WITNESSES))
    again = sitting("2024-03-01", seats("M. ROUSSEL", "M. ROUSSET", *WITNESSES))
    vote = sitting("2024-02-01", seats("M. ROUSSEL", "M. ROUSSET", *WITNESSES), [item(named={"against": ("M. ROUSSEN",)})])
    assert link("M. ROUSSEN", vote, people, again, role="vote") == (None, "several_found")


def test_a_misprinted_voter_is_the_one_name_near_enough():
    document = sitting(attendance=seats("M. Jean ROUSSEL", *WITNESSES), deliberations=[item(named={"against": ("M. ROUSEL",)})])
    assert link("M. ROUSEL", document, role="vote") == ("jean-roussel", "edit_distance")


def test_two_names_run_together_join_neither_person():
    names = ("Jean ROUX", "Anne NOIR")
    apart = [sitting(f"2024-{month:02d}-01", seats(*names, *WITNESSES)) for month in (1, 3)]
    together = sitting("2024-02-01", seats("Jean ROUX Anne NOIR", *WITNESSES))
    assert keys(*apart, together) == ["anne-jean-noir-roux", "anne-noir", "jean-roux"]


def test_a_bare_surname_is_the_person_of_that_name_rather_than_one_half_of_a_double_name():
    both = sitting("2024-01-01", seats("Jean ROUX-NOIR", "NOIR", *WITNESSES))
    alone = sitting("2024-02-01", seats("NOIR", *WITNESSES))
    assert link("NOIR", alone, both) == ("noir", "exact")


def test_a_surname_of_two_words_is_no_given_name_and_surname():
    silent = sitting("2024-02-01", deliberations=[item(named={"against": ("PETIT ROUX",)})], doc_type="decision_list")
    assert link("PETIT ROUX", silent, *councils("Mme Anne PETIT-ROUX"), role="vote") == ("anne-petit-roux", "given_name")


def test_what_is_kept_apart_but_may_be_one_is_told():
    resolution = resolve([landed(str(index), one) for index, one in enumerate(councils("Mme Anne MARTIN", "Mme Anne DUPONT"))])
    (pair,) = resolution.possibly_same
    assert (pair.councillor_id.split("/")[1], pair.other_id.split("/")[1], pair.doubt.value) == (
        "anne-dupont",
        "anne-martin",
        "changed_surname",
    )


def test_a_short_name_of_one_term_may_be_a_full_name_of_another():
    before, after = sitting("2019-05-02", seats("M. ROUX", "M. Luc BRUN")), sitting("2021-05-02", seats("M. Jean ROUX", "Mme Zoé PIC"))
    resolution = resolve([landed(str(index), one) for index, one in enumerate((before, after))])
    found = {(pair.councillor_id.split("/")[1], pair.other_id.split("/")[1], pair.doubt.value) for pair in resolution.possibly_same}
    assert found == {("jean-roux", "roux-m", "other_term")}


def test_an_id_that_changes_leaves_its_old_form():
    before = links(*councils("M. ROUX"))[0]
    after = next(row for row in links(*councils("M. ROUX", "M. Jean ROUX")) if row.name == "ROUX")
    assert before.councillor_id == after.form_id == f"{COUNCIL}/roux-m"
    assert after.councillor_id == f"{COUNCIL}/jean-roux"


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("M. Jean ROUSSEL", {"exact"}),
        ("M. ROUSSEL", {"given_name"}),
        ("M. J. ROUSSEL", {"initial"}),
        ("M. Jean ROUSEL", {"edit_distance"}),
    ],
)
def test_each_link_says_how(text, ways):
    assert how(text, *councils("M. Jean ROUSSEL", "M. ROUSSEL", "M. J. ROUSSEL", "M. Jean ROUSEL", "M. Jean ROUSSEL")) == ways
