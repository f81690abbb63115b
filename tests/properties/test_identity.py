"""Whatever names a council prints and in whatever order its documents arrive: the same people, and never two of one roll call in one."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.warehouse import content_hash
from tests.making import item, landed, name, seat, sitting
from tests.sql.conftest import build
from transforms.identity import resolve
from transforms.identity.forms import form_of
from transforms.model import LandedDocument, NameRole

GIVEN = ("Jean", "J.", "Jeanne", "Jean-Paul", "J.-P.", "Paul", "Marie", "")
SURNAMES = ("ROUX", "ROUS", "ROUSSEL", "ROUSEL", "LE GOFF", "LEGOFF", "D'ARVIEU", "MARTIN", "DUPONT-MARTIN", "DUPONT", "Martin")
CIVILITIES = ("M. ", "Mme ", "")

forms = st.builds(
    lambda civility, given, surname, turned: civility + " ".join(reversed((given, surname)) if turned else (given, surname)).strip(),
    st.sampled_from(CIVILITIES),
    st.sampled_from(GIVEN),
    st.sampled_from(SURNAMES),
    st.booleans(),
)
dates = st.sampled_from(["2019-05-06", "2024-01-09", "2024-03-05", "2024-06-04", "2025-01-14"])
sittings = st.builds(
    lambda date, doc_type, roll_call, votes, seats: sitting(
        date,
        [seat(who) for who in roll_call],
        [item(1, "1", named={"against": tuple(votes)})] if votes else [item(1, "1")],
        doc_type=doc_type,
        members_in_office=seats,
    ),
    dates,
    st.sampled_from(["minutes", "extract"]),
    st.lists(forms, max_size=6, unique=True),
    st.lists(forms, max_size=2, unique=True),
    st.sampled_from([None, 3, 5]),
)
documents = st.lists(sittings, min_size=1, max_size=7).map(lambda found: [landed(str(index), one) for index, one in enumerate(found)])


@given(documents, st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_the_order_of_arrival_changes_no_link(found, random):
    expected = resolve(found)
    shuffled = found.copy()
    random.shuffle(shuffled)
    assert resolve(shuffled) == expected


@given(documents, st.randoms(use_true_random=False))
@settings(max_examples=8)
def test_the_order_of_arrival_changes_no_row_of_the_warehouse(found, random):
    def hashes(of: list[LandedDocument]) -> dict[str, str]:
        built = build(of, marts=True)
        found_hashes = content_hash(built.connection, "core", "marts")
        built.connection.close()
        return found_hashes

    shuffled = found.copy()
    random.shuffle(shuffled)
    assert hashes(shuffled) == hashes(found)


@given(documents)
@settings(max_examples=300)
def test_two_names_of_one_roll_call_are_never_one_person(found):
    people: defaultdict[tuple[str, int, str], set[str]] = defaultdict(set)
    seats = {(one.document_id, part): document.attendance for one in found for part, document in enumerate(one.sittings, start=1)}
    for row in resolve(found).names:
        if row.role is NameRole.ATTENDANCE and row.councillor_id:
            form = form_of(seats[row.document_id, row.part][row.position - 1].name)
            people[row.document_id, row.part, row.councillor_id].add(form.letters)
    assert [key for key, letters in people.items() if len(letters) > 1] == []


@given(st.lists(forms, min_size=2, max_size=6))
def test_a_certain_link_never_joins_two_civilities(names):
    labels = [str(index) for index in range(len(names))]
    found = resolve([landed(label, sitting(f"2024-0{label}-02".replace("00", "09"), [seat(names[int(label)])])) for label in labels]).names
    printed = {landed(label).document_id: form_of(name(names[int(label)])) for label in labels}
    genders: defaultdict[str | None, set[str | None]] = defaultdict(set)
    for row in found:
        if row.certainty.value == "certain":
            genders[row.councillor_id].add(printed[row.document_id].gender)
    assert [key for key, told in genders.items() if key and {"m", "f"} <= told] == []
