"""A council as Popolo JSON: organizations, persons, memberships, events, motions and vote events.

Keys that Popolo does not have stand beside its own under the warehouse's names. ``votes`` holds the votes whose voter's name is printed
and nothing else: those that follow from an unanimity or from a remainder are under ``inferred_votes``, which a reader who knows only
Popolo passes over. Both say their ``basis``. A membership has no dates, since no document prints when it begins or ends.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from transforms.cells import records

OPTIONS: Final = {"for": "yes", "against": "no", "abstain": "abstain", "not_voting": "not voting"}
RESULTS: Final = {"adopted": "pass", "rejected": "fail"}  # of the other outcomes Popolo knows nothing: no result, see "outcome"
PREFIXES: Final = {"m": "M.", "f": "Mme"}
ABOUT: Final = {
    "format": "Popolo, http://www.popoloproject.com/specs/",
    "votes": "Votes whose voter's name is printed (basis: stated).",
    "inferred_votes": "Votes that no document prints by name: inferred_unanimity or inferred_remainder. Never to be shown as printed.",
    "counts": "Printed counts; what is not printed is not there, never 0.",
    "sources": "Document, page, lines and printed words. A document without an address is named by its SHA-256 (RFC 6920).",
    "left_out": "Sessions and deliberations that a broken rule quarantines.",
}

Object = dict[str, Any]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PopoloFrames:
    """What the snapshot holds of one council, without what is quarantined. The queries stand in ``pipelines.exchange``."""

    council: pd.DataFrame  # one row
    councillor: pd.DataFrame  # those named in the sessions below
    councillor_name: pd.DataFrame
    session: pd.DataFrame
    attendance: pd.DataFrame  # one row a session and councillor: the opening roll call
    deliberation: pd.DataFrame
    vote_count: pd.DataFrame
    vote: pd.DataFrame
    document: pd.DataFrame  # file name, SHA-256 and, where there is one, address


def popolo(frames: PopoloFrames) -> Object:
    """The objects of one council, each list in the order of its frame."""
    documents = {row["document_id"]: row for row in records(frames.document)}
    (council,) = records(frames.council)
    attendance, deliberations = records(frames.attendance), records(frames.deliberation)
    counts, votes = _grouped(frames.vote_count, "deliberation_id"), _grouped(frames.vote, "deliberation_id")
    names = _grouped(frames.councillor_name, "councillor_id")
    seats, roll_calls = _grouped_rows(attendance, "councillor_id"), _grouped_rows(attendance, "session_id")
    people = records(frames.councillor)
    return {
        "about": ABOUT,
        "organizations": [_organization(council)],
        "persons": [_person(row, names[row["councillor_id"]], seats[row["councillor_id"]], documents) for row in people],
        "memberships": [_membership(row, seats[row["councillor_id"]], documents) for row in people],
        "events": [_event(row, council["name"], roll_calls[row["session_id"]], documents) for row in records(frames.session)],
        "motions": [_motion(row, documents) for row in deliberations],
        "vote_events": [
            event
            for row in deliberations
            if (event := _vote_event(row, counts[row["deliberation_id"]], votes[row["deliberation_id"]], documents))
        ],
    }


def popolo_json(objects: Object) -> str:
    """The objects as text, one a line, the same for the same objects."""
    lists = {key: [value] if isinstance(value, dict) else value for key, value in objects.items()}
    lines = {key: ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) for key, items in lists.items()}
    parts = [f'"{key}": {text}' if isinstance(objects[key], dict) else f'"{key}": [\n{text}\n]' for key, text in lines.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _organization(council: Row) -> Object:
    return _known(
        {
            "id": council["council_id"],
            "name": council["name"] if council["name"] != council["council_id"] else None,  # no document prints a name
            "classification": council["kind"],
            "identifiers": [{"scheme": "SIREN", "identifier": council["siren"]}] if council["siren"] else None,
        }
    )


def _person(councillor: Row, names: Iterable[Row], seats: list[Row], documents: Mapping[str, Row]) -> Object:
    others = [
        {"name": name["name"], "note": f"{name['how']}, {name['certainty']}, printed {name['mention_count']} times"}
        for name in names
        if name["name"] != councillor["name"]
    ]
    return _known(
        {
            "id": councillor["councillor_id"],
            "name": councillor["name"],
            "family_name": councillor["surname"],
            "honorific_prefix": PREFIXES.get(councillor["civility"] or ""),
            "other_names": others or None,
            "sources": _sources(seats[:1], documents) or None,
        }
    )


def _membership(councillor: Row, seats: list[Row], documents: Mapping[str, Row]) -> Object:
    days = sorted(seat["date"] for seat in seats)
    return _known(
        {
            "id": f"{councillor['councillor_id']}/membership",
            "person_id": councillor["councillor_id"],
            "organization_id": councillor["council_id"],
            "first_named_on": _iso(days[0]) if days else None,
            "last_named_on": _iso(days[-1]) if days else None,
            "sources": _sources(seats[:1], documents) or None,
        }
    )


def _event(session: Row, council: str, roll_call: list[Row], documents: Mapping[str, Row]) -> Object:
    return _known(
        {
            "id": session["session_id"],
            "name": f"{council}, {_iso(session['date'])}",
            "classification": "session",
            "organization_id": session["council_id"],
            "start_date": _iso(session["date"]),  # the hour is printed without its time zone, and Popolo takes none without
            "start_time": session["start_time"],
            "members_in_office": session["members_in_office"],
            "attendees": [{"id": seat["councillor_id"], "name": seat["name"]} for seat in roll_call if seat["state"] == "present"],
            "attendance": [
                _known(
                    {
                        "person_id": seat["councillor_id"],
                        "state": seat["state"],
                        "proxy_holder_id": seat["proxy_holder_id"],
                        "certainty": seat["certainty"],
                        "sources": _sources([seat], documents),
                    }
                )
                for seat in roll_call
            ],
            "sources": _sources(roll_call[:1], documents) or None,
        }
    )


def _motion(deliberation: Row, documents: Mapping[str, Row]) -> Object:
    return _known(
        {
            "id": deliberation["deliberation_id"],
            "organization_id": deliberation["council_id"],
            "legislative_session_id": deliberation["session_id"],
            "identifier": deliberation["number"],
            "text": deliberation["title"],
            "classification": deliberation["subject"],
            "result": RESULTS.get(deliberation["outcome"]),
            "outcome": deliberation["outcome"],
            "certainty": deliberation["certainty"],
            "doubt": deliberation["doubt"],
            "sources": _sources([deliberation], documents),
        }
    )


def _vote_event(deliberation: Row, counts: list[Row], votes: list[Row], documents: Mapping[str, Row]) -> Object | None:
    """The vote on a deliberation; ``None`` where nothing of one is printed."""
    if not counts and not votes and deliberation["unanimous_printed"] is None:
        return None
    place = {name: deliberation[f"vote_{name}"] for name in ("document_id", "page", "line_from", "line_to", "quote")}
    return _known(
        {
            "id": f"{deliberation['deliberation_id']}/vote",
            "organization_id": deliberation["council_id"],
            "legislative_session_id": deliberation["session_id"],
            "motion_id": deliberation["deliberation_id"],
            "identifier": deliberation["number"],
            "result": RESULTS.get(deliberation["outcome"]),
            "unanimous_printed": deliberation["unanimous_printed"],
            "is_secret": deliberation["is_secret"],
            "counts": [{"option": OPTIONS[count["choice"]], "value": int(count["votes"])} for count in counts],
            "votes": [_vote(vote) for vote in votes if vote["basis"] == "stated"],
            "inferred_votes": [_vote(vote) for vote in votes if vote["basis"] != "stated"],
            "sources": _sources([place], documents) or None,
        }
    )


def _vote(vote: Row) -> Object:
    """One vote within its event; who cast it is said where that was the proxy's holder."""
    return _known(
        {
            "voter_id": vote["councillor_id"],
            "option": OPTIONS[vote["choice"]],
            "basis": vote["basis"],
            "is_by_proxy": vote["is_by_proxy"],
            "cast_by_id": vote["cast_by_id"] if vote["is_by_proxy"] else None,
        }
    )


def _sources(places: Iterable[Row], documents: Mapping[str, Row]) -> list[Object]:
    """Where things are printed, as Popolo's links; a place that is not known has none."""
    return [_source(place, documents[place["document_id"]]) for place in places if place["document_id"] is not None and place["page"]]


def _source(place: Row, document: Row) -> Object:
    page, first, last = int(place["page"]), place["line_from"], place["line_to"]
    lines = f"line {first}" if first == last else f"lines {first}-{last}"
    return {
        "url": f"{document['url']}#page={page}" if document["url"] else named_information(document["sha256"]),
        "note": f"{document['file_name']}, page {page}, {lines}: {place['quote']}",
        "document_id": place["document_id"],
        "page": page,
        "line_from": int(first),
        "line_to": int(last),
        "quote": place["quote"],
    }


def named_information(sha256: str) -> str:
    """The URI that names bytes by their SHA-256 (RFC 6920), whoever holds them.

    >>> named_information("7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")
    'ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk'
    """
    return f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip('=')}"


def _grouped(frame: pd.DataFrame, key: str) -> defaultdict[str, list[Row]]:
    return _grouped_rows(records(frame), key)


def _grouped_rows(rows: Iterable[Row], key: str) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _known(facts: Object) -> Object:
    """The facts without those that nothing is known of."""
    return {name: _plain(value) for name, value in facts.items() if value is not None}


def _plain(value: Any) -> Any:
    """numpy's numbers and flags as Python's own, which JSON knows."""
    return value.item() if hasattr(value, "item") else value


def _iso(day: Any) -> str:
    return str(day.isoformat()[:10])
