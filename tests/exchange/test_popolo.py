"""Popolo: whole, valid, and nobody can take an inferred vote for a printed one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft3Validator
from referencing import Registry, Resource

from pipelines.exchange import export_popolo, popolo_frames
from pipelines.warehouse import open_snapshot
from tests.conftest import SHARED
from tests.exchange.conftest import COUNCIL, HOSTILE
from transforms.exchange.popolo import popolo, popolo_json

SCHEMAS = SHARED / "reference" / "popolo"
KINDS = {
    "organizations": "organization",
    "persons": "person",
    "memberships": "membership",
    "events": "event",
    "motions": "motion",
    "vote_events": "vote_event",
}


@pytest.fixture(scope="module")
def objects(snapshot: Path) -> dict[str, Any]:
    with open_snapshot(snapshot) as connection:
        return json.loads(popolo_json(popolo(popolo_frames(connection, COUNCIL))))


def every(value: Any, key: str) -> Iterator[Any]:
    """What stands under a key, however deep."""
    if isinstance(value, dict):
        yield from (found for name, found in value.items() if name == key)
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from every(item, key)


def vote_event(objects: dict[str, Any], number: str) -> dict[str, Any]:
    return next(event for event in objects["vote_events"] if event["identifier"] == number)


def test_every_object_is_valid_against_its_schema(objects: dict[str, Any]) -> None:
    if not SCHEMAS.is_dir():
        pytest.skip("the schemas of Popolo are not at hand")
    schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources((schema["id"], Resource.from_contents(schema)) for schema in schemas.values())
    for plural, kind in KINDS.items():
        validator = Draft3Validator(schemas[kind], registry=registry)
        assert objects[plural]
        assert [error.message for item in objects[plural] for error in validator.iter_errors(item)] == []
    vote = Draft3Validator(schemas["vote"], registry=registry)
    inferred = [vote_ for votes in every(objects["vote_events"], "inferred_votes") for vote_ in votes]
    assert inferred
    assert [error.message for vote_ in inferred for error in vote.iter_errors(vote_)] == []
    link = Draft3Validator(schemas["link"], registry=registry)
    assert [error.message for error in link.iter_errors({"note": "without address"})]


def test_what_is_quarantined_is_not_there(objects: dict[str, Any]) -> None:
    assert [event["start_date"] for event in objects["events"]] == ["2025-03-10", "2025-04-14"]
    assert [motion["identifier"] for motion in objects["motions"]] == ["2025-007", "2025-008", "2025-009", "2025-010", "2025-011"]
    assert "QUARANTAINE" not in json.dumps(objects)
    assert "2025-012" not in json.dumps(objects)


def test_every_reference_leads_to_an_object(objects: dict[str, Any]) -> None:
    ids = {plural: [item["id"] for item in objects[plural]] for plural in KINDS}
    assert all(len(set(found)) == len(found) for found in ids.values())
    references = {
        "organization_id": "organizations",
        "person_id": "persons",
        "voter_id": "persons",
        "cast_by_id": "persons",
        "proxy_holder_id": "persons",
        "legislative_session_id": "events",
        "motion_id": "motions",
    }
    for key, plural in references.items():
        assert list(every(objects, key))
        assert set(every(objects, key)) <= set(ids[plural]), key


def test_printed_votes_and_inferred_ones_stand_apart(objects: dict[str, Any]) -> None:
    told = vote_event(objects, "2025-007")
    assert [(vote["voter_id"].split("/")[1], vote["option"], vote["basis"]) for vote in told["votes"]] == [("eva-noir", "no", "stated")]
    assert {(vote["option"], vote["basis"]) for vote in told["inferred_votes"]} == {("yes", "inferred_remainder")}
    unanimous = vote_event(objects, "2025-008")
    assert unanimous["votes"] == []
    assert {vote["basis"] for vote in unanimous["inferred_votes"]} == {"inferred_unanimity"}
    by_proxy = next(vote for vote in unanimous["inferred_votes"] if vote["is_by_proxy"])
    assert (by_proxy["voter_id"], by_proxy["cast_by_id"]) == (f"{COUNCIL}/blanc-luc", f"{COUNCIL}/anne-roux")
    assert {vote["basis"] for votes in every(objects["vote_events"], "votes") for vote in votes} == {"stated"}
    assert {"votes", "inferred_votes"} <= set(objects["about"])


def test_counts_are_the_printed_ones(objects: dict[str, Any]) -> None:
    assert {count["option"]: count["value"] for count in vote_event(objects, "2025-007")["counts"]} == {"yes": 3, "no": 1, "abstain": 0}
    assert vote_event(objects, "2025-008")["counts"] == []
    secret = vote_event(objects, "2025-009")
    assert (secret["result"], secret["is_secret"], secret["votes"], secret["inferred_votes"]) == ("fail", True, [], [])


def test_an_item_without_a_vote_is_a_motion_without_a_result(objects: dict[str, Any]) -> None:
    motion = next(motion for motion in objects["motions"] if motion["identifier"] == "2025-010")
    assert "result" not in motion
    assert motion["outcome"] == "unknown"
    assert "2025-010" not in [event["identifier"] for event in objects["vote_events"]]


def test_a_doubt_is_told(objects: dict[str, Any]) -> None:
    motion = next(motion for motion in objects["motions"] if motion["identifier"] == "2025-011")
    assert (motion["certainty"], motion["doubt"]) == ("doubtful", "Deux titres se touchent.")


def test_a_roll_call_is_told_with_its_proxies(objects: dict[str, Any]) -> None:
    event = objects["events"][0]
    assert [person["name"] for person in event["attendees"]] == ["Anne ROUX", "Paul PETIT", "Eva NOIR"]
    (represented,) = [seat for seat in event["attendance"] if seat["state"] == "represented"]
    assert (represented["person_id"], represented["proxy_holder_id"]) == (f"{COUNCIL}/blanc-luc", f"{COUNCIL}/anne-roux")


def test_no_membership_is_given_dates_that_no_document_prints(objects: dict[str, Any]) -> None:
    assert not {"start_date", "end_date"} & {key for membership in objects["memberships"] for key in membership}
    assert {membership["first_named_on"] for membership in objects["memberships"]} == {"2025-03-10", "2025-04-14"}


def test_every_fact_leads_back_to_document_page_and_words(objects: dict[str, Any]) -> None:
    for plural in ("persons", "memberships", "events", "motions", "vote_events"):
        assert all(item["sources"] for item in objects[plural]), plural
    for sources in every(objects, "sources"):
        for source in sources if isinstance(sources, list) else []:
            assert urlsplit(source["url"]).scheme in ("ni", "https")
            assert re.fullmatch(r"doc-[0-9a-f]{16}", source["document_id"])
            assert source["page"] >= 1
            assert source["quote"] in source["note"]


def test_a_council_whose_name_no_document_prints_has_none(snapshot: Path) -> None:
    with open_snapshot(snapshot) as connection:
        frames = popolo_frames(connection, COUNCIL)
    frames.council["name"] = COUNCIL
    assert "name" not in popolo(frames)["organizations"][0]


def test_a_document_from_the_web_is_cited_by_its_address(snapshot: Path) -> None:
    with open_snapshot(snapshot) as connection:
        frames = popolo_frames(connection, COUNCIL)
    frames.document["url"] = "https://exemple.invalid/a.pdf"
    assert popolo(frames)["motions"][0]["sources"][0]["url"] == "https://exemple.invalid/a.pdf#page=1"


def test_text_from_documents_stays_text(objects: dict[str, Any]) -> None:
    assert HOSTILE in [motion["text"] for motion in objects["motions"]]


def test_the_same_snapshot_gives_the_same_bytes(snapshot: Path, tmp_path: Path) -> None:
    written = export_popolo(snapshot, tmp_path)
    assert [path.name for path in written.files] == [f"popolo_{COUNCIL}.json", "popolo_commune-val-voisin.json"]
    assert written.closing.startswith("6 motions and 3 vote events written")
    first = [path.read_bytes() for path in written.files]
    assert [path.read_bytes() for path in export_popolo(snapshot, tmp_path).files] == first
