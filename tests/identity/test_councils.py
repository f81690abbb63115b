"""Which council a sitting belongs to."""

from dataclasses import replace

import pytest

from tests.making import landed, sitting
from transforms.identity import resolve
from transforms.identity.councils import council_slug
from transforms.model import CouncilKind, PrintedDocument, SourceCouncil

SIREN, OTHER_SIREN = "219400413", "213105554"  # both pass the check digit
BAD_SIREN = "219400414"


def council_of(first: PrintedDocument, *others: PrintedDocument) -> tuple[str | None, str]:
    resolution = resolve([landed("first", first), *(landed(f"other {index}", other) for index, other in enumerate(others))])
    council = next(council for council in resolution.councils if council.document_id == landed("first").document_id)
    return council.council_id, council.how.value


@pytest.mark.parametrize(
    ("first", "others", "expected"),
    [
        pytest.param(sitting(), [], ("commune-ville-essai", "name"), id="kind and name"),
        pytest.param(sitting(council="VILLE ESSAI"), [], ("commune-ville-essai", "name"), id="capitals and hyphens make no difference"),
        pytest.param(sitting(kind=None), [], ("council-ville-essai", "name"), id="a kind that nobody prints"),
        pytest.param(sitting(kind=None), [sitting()], ("commune-ville-essai", "name"), id="the kind comes from another document"),
        pytest.param(sitting(kind=None), [sitting(), sitting(kind="ccas")], (None, "several_found"), id="two bodies of one name"),
        pytest.param(sitting(council=None), [sitting()], (None, "none_found"), id="no name and no receipt"),
        pytest.param(sitting(council=" — "), [], (None, "none_found"), id="a name without words"),
        pytest.param(sitting(council=None, siren=SIREN), [sitting(siren=SIREN)], ("commune-ville-essai", "receipt"), id="found by receipt"),
        pytest.param(sitting(council=None, siren=SIREN), [], (f"council-{SIREN}", "receipt"), id="a receipt alone"),
        pytest.param(
            sitting(council="Ville", siren=SIREN),
            [sitting(siren=SIREN)] * 2,
            ("commune-ville-essai", "receipt"),
            id="the receipt before the name",
        ),
        pytest.param(
            sitting(council="Ville"),
            [sitting(council="Ville", siren=SIREN), sitting(siren=SIREN), sitting(siren=SIREN)],
            ("commune-ville-essai", "name"),
            id="a short name follows the one SIREN that others print with it",
        ),
        pytest.param(
            sitting(siren=SIREN),
            [sitting(siren=OTHER_SIREN)],
            (f"commune-ville-essai-{SIREN}", "receipt"),
            id="two towns of one name stay two",
        ),
        pytest.param(
            sitting(), [sitting(siren=SIREN), sitting(siren=OTHER_SIREN)], (None, "several_found"), id="which of two towns is open"
        ),
        pytest.param(
            sitting(council=None, siren=BAD_SIREN), [sitting(siren=BAD_SIREN)], (None, "none_found"), id="a misread SIREN links nothing"
        ),
    ],
)
def test_a_sitting_is_linked_to_a_council_or_says_why_not(first, others, expected):
    assert council_of(first, *others) == expected


def test_a_receipt_that_contradicts_another_links_nothing():
    torn = sitting(council=None, receipts=(*sitting(siren=SIREN).receipts, *sitting(siren=OTHER_SIREN).receipts))
    assert council_of(torn, sitting(siren=SIREN)) == (None, "none_found")


def test_ligatures_and_apostrophes_end_in_plain_slugs():
    assert council_slug("Œuilly-d’Aval") == "oeuilly-d-aval"


TOWN = SourceCouncil("Ville-Essai", CouncilKind.COMMUNE)
TOWN_WITH_SIREN = SourceCouncil("Ville-Essai", CouncilKind.COMMUNE, SIREN)


@pytest.mark.parametrize(
    ("first", "others", "source", "council_id", "how", "agrees"),
    [
        pytest.param(sitting(council=None, kind=None), [], TOWN, "commune-ville-essai", "source", None, id="the print says nothing"),
        pytest.param(sitting(), [], TOWN, "commune-ville-essai", "source", True, id="the print says the same"),
        pytest.param(sitting(council="VILIE ESSAI"), [], TOWN, "commune-ville-essai", "source", False, id="the name is misread"),
        pytest.param(sitting(kind=None), [], TOWN, "commune-ville-essai", "source", True, id="the print says no kind"),
        pytest.param(sitting(kind="ccas"), [], TOWN, "ccas-ville-essai", "name", False, id="the town's CCAS on the town's page"),
        pytest.param(sitting(siren=OTHER_SIREN), [], TOWN_WITH_SIREN, "commune-ville-essai", "receipt", False, id="the receipt goes first"),
        pytest.param(sitting(siren=SIREN), [], TOWN_WITH_SIREN, "commune-ville-essai", "receipt", True, id="the receipt agrees"),
        pytest.param(
            sitting(council=None),
            [sitting(siren=SIREN), sitting(siren=OTHER_SIREN)],
            TOWN_WITH_SIREN,
            f"commune-ville-essai-{SIREN}",
            "source",
            None,
            id="the SIREN of the source tells two towns of one name apart",
        ),
        pytest.param(
            sitting(council=None),
            [sitting(siren=SIREN), sitting(siren=OTHER_SIREN)],
            TOWN,
            None,
            "several_found",
            None,
            id="a name does not",
        ),
    ],
)
def test_the_sources_council_stands_between_receipt_and_name(first, others, source, council_id, how, agrees) -> None:
    document = replace(landed("first", first), names=(("ville", "a.pdf"),))
    documents = [document, *(landed(f"other {n}", other) for n, other in enumerate(others))]
    resolution = resolve(documents, source_councils={"ville": source})
    found = next(one for one in resolution.councils if one.document_id == document.document_id)
    assert (found.council_id, found.how.value, found.agrees_with_source) == (council_id, how, agrees)
    assert (found.name, found.source_council) == (first.council, source.name)
    assert all(one.source_council is None for one in resolution.councils if one is not found)


def test_a_document_from_sources_of_two_councils_is_left_to_its_print() -> None:
    document = replace(landed("first", sitting(council="Autre")), names=(("a", "1.pdf"), ("b", "1.pdf")))
    councils = {"a": TOWN, "b": SourceCouncil("Bourg", CouncilKind.COMMUNE)}
    (found,) = resolve([document], source_councils=councils).councils
    assert (found.council_id, found.how.value, found.source_council) == ("commune-autre", "name", None)
