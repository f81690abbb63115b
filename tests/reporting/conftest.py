"""A small council whose figures can be counted on one's fingers."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from transforms.reporting.attendance import COLUMNS, AttendanceFrames

COUNCIL = "commune-val-fictif"
DATES = [date(2023, 12, 11), date(2024, 2, 5), date(2024, 4, 8), date(2024, 6, 3)]
NAMES = {"a": "Anne ABADIE", "b": "Bruno <script>alert(1)</script>", "c": '=HYPERLINK("http://exemple.invalid")', "d": "Denis ÉTIENNE"}

# Sessions 1, 2 and 4 count, 3 is quarantined. Denis is only named from session 3 on: session 4 is his only one that counts.
STATES = {
    "a": ["present", "represented", "present", "present"],
    "b": ["unknown", "excused", "absent", "present"],
    "c": ["unknown", "unknown", "present", "unknown"],
    "d": [None, None, "present", "absent"],
}


def session_id(index: int) -> str:
    return f"{COUNCIL}:{DATES[index]}"


def councillor_id(key: str) -> str:
    return f"{COUNCIL}/{key}"


def table(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS[name])).convert_dtypes()


def by_councillor(key: str) -> dict[str, object]:
    counted = [state for index, state in enumerate(STATES[key]) if index != 2 and state is not None]
    counts = {state: counted.count(state) for state in ("present", "represented", "excused", "absent", "unknown")}
    known = len(counted) - counts["unknown"]
    return {
        "councillor_id": councillor_id(key),
        "sessions_held": len(counted),
        **{f"sessions_{state}": number for state, number in counts.items()},
        "sessions_known": known,
        "no_rate_reason": None if known else "all_sessions_unknown",
        "sessions_quarantined": 1,
        "sessions_out_of_membership": STATES[key].count(None),
        "proxies_given": counts["represented"],
        "proxies_held": 1 if key == "b" else 0,
    }


@pytest.fixture
def frames() -> AttendanceFrames:
    """Four sessions and four councillors, two of whose names are hostile; the third session is quarantined by C1."""
    place = {"document_id": "doc-1", "page": 1, "line_from": 4, "line_to": 5, "quote": "Présents : Mme ABADIE & M. <script>"}
    return AttendanceFrames(
        council=table("council", [{"council_id": COUNCIL, "name": "Val-Fictif", "kind": "commune"}]),
        session=table(
            "session",
            [
                {"session_id": session_id(index), "date": day, "members_in_office": 4, "roll_call_document_id": "doc-1"}
                for index, day in enumerate(DATES)
            ],
        ),
        councillor=table(
            "councillor",
            [{"councillor_id": councillor_id(key), "name": name, "civility": "f" if key == "a" else None} for key, name in NAMES.items()],
        ),
        session_state=table(
            "session_state",
            [
                {
                    "session_id": session_id(index),
                    "councillor_id": councillor_id(key),
                    "state": state,
                }
                for key, states in STATES.items()
                for index, state in enumerate(states)
                if state is not None
            ],
        ),
        proxy=table(
            "proxy", [{"session_id": session_id(1), "giver_id": councillor_id("a"), "holder_id": councillor_id("b"), "holder": "M. B."}]
        ),
        change=table(
            "change",
            [  # two documents print Anne's departure; the third session is set aside
                {"session_id": session_id(index), "councillor_id": councillor_id("a"), "event": event}
                for index, event in ((0, "departure"), (0, "departure"), (2, "arrival"), (3, "arrival"))
            ],
        ),
        session_attendance=table(
            "session_attendance",
            [
                {"session_id": session_id(index), "councillor_id": councillor_id("a"), "state": STATES["a"][index], **place}
                for index in range(4)
            ],
        ),
        document=table(
            "document",
            [
                {"document_id": "doc-1", "file_name": "séance & annexes.pdf", "doc_type": "minutes"},
                {"document_id": "doc-2", "file_name": "scan.pdf", "doc_type": "extract", "set_aside_reason": "no_date"},
            ],
        ),
        quarantine=table("quarantine", [{"session_id": session_id(2)}]),
        term=table("term", [{"term_id": f"{COUNCIL}:2020", "starts_on": date(2020, 6, 28), "ends_on": date(2024, 4, 30)}]),
        membership=table(  # after the term nothing is known of anybody's role
            "membership",
            [
                {"councillor_id": councillor_id(key), "term_id": f"{COUNCIL}:2020", "role": role, "group_name": group}
                for key, role, group in (("a", "mayor", "Groupe =1+1"), ("b", "deputy", None), ("c", "deputy", "Élan"))
            ],
        ),
        finding=table(
            "finding",
            [
                {
                    "rule": "C1",
                    "severity": "error",
                    "sentence": "Le total imprimé des présents n’est pas le nombre de noms.",
                    "session_id": session_id(2),
                    "observed": "4",
                    "expected": "3",
                    **place,
                },
                *(
                    {"rule": "C6", "severity": "warning", "sentence": "Votants ≠ présents + représentés.", "session_id": session_id(index)}
                    for index in (0, 1, 2)
                ),
            ],
        ),
        attendance_by_councillor=table("attendance_by_councillor", [by_councillor(key) for key in NAMES]),
        attendance_by_session=table(
            "attendance_by_session",
            [
                {
                    "session_id": session_id(index),
                    **{
                        f"members_{state}": sum(states[index] == state for states in STATES.values())
                        for state in ("present", "represented", "excused", "absent", "unknown")
                    },
                    **({"members_unknown": None} if index == 1 else {}),
                    "quorum": 3,
                    "quorum_margin": -1,
                }
                for index in (0, 1, 3)
            ],
        ),
    )
