"""The user's own knowledge of a council, as CSV: who sits in it (the RNE's columns), in which groups, and its population.

What a file holds is told by its heading. The rows are the user's word: they are checked for form only.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from transforms.model import GroupMember, Population, PrintedName, Roster, RosterMember
from transforms.text import words

# Répertoire national des élus, conseillers municipaux.
MEMBER_COLUMNS: Final = (
    "Code du département", "Libellé du département", "Code de la collectivité à statut particulier",
    "Libellé de la collectivité à statut particulier", "Code de la commune", "Libellé de la commune", "Nom de l'élu", "Prénom de l'élu",
    "Code sexe", "Date de naissance", "Code de la catégorie socio-professionnelle", "Libellé de la catégorie socio-professionnelle",
    "Date de début du mandat", "Libellé de la fonction", "Date de début de la fonction", "Code nationalité",
)  # fmt: skip
GROUP_COLUMNS: Final = ("council", "name", "group", "from", "to")
POPULATION_COLUMNS: Final = ("council", "population")

_CIVILITIES: Final = {"M": "M.", "F": "Mme"}
_CIVILITY: Final = re.compile(r"(M\.|Mme|Mlle|Monsieur|Madame|Mademoiselle) +(.+)")


class RosterError(ValueError):
    """What is wrong with rows of a roster file: one sentence each, with file and line."""


def read_roster(text: str, file: str) -> Roster:
    """What one file says, fields parted by semicolons or commas.

    :raises RosterError: with a sentence for each faulty row
    """
    heading = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if heading.count(";") >= heading.count(",") else ",", strict=True)
    found: list[Any] = []
    faults = []
    try:
        columns = [cell.strip() for cell in next(rows, [])]
        kind, make = _kind(columns, file)
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            try:
                if len(cells) != len(columns):
                    raise ValueError(f"it has {len(cells)} values for {len(columns)} columns")
                row = {_plain(column): cell.strip() for column, cell in zip(columns, cells, strict=True)}
                found.append(make(row, file, rows.line_num))
            except ValueError as error:
                faults.append(f"{file}, line {rows.line_num}: {error}.")
    except csv.Error as error:
        faults.append(f"{file}, line {rows.line_num}: it is no CSV: {error}.")
    if faults:
        raise RosterError(" ".join(faults))
    return Roster(**{kind: tuple(found)})


Row = Mapping[str, str]


def _kind(columns: list[str], file: str) -> tuple[str, Callable[[Row, str, int], Any]]:
    kinds: Mapping[str, tuple[tuple[str, ...], Callable[[Row, str, int], Any]]] = {
        "members": (MEMBER_COLUMNS, _member),
        "groups": (GROUP_COLUMNS, _group),
        "populations": (POPULATION_COLUMNS, _population),
    }
    given = sorted(map(_plain, columns))
    for kind, (wanted, make) in kinds.items():
        if given == sorted(map(_plain, wanted)):
            return kind, make
    raise RosterError(
        f"{file}, line 1: the columns must be the 16 of the répertoire national des élus, or {', '.join(GROUP_COLUMNS)}, "
        f"or {', '.join(POPULATION_COLUMNS)}."
    )


def _plain(column: str) -> str:
    return " ".join(words(column))


def _member(row: Row, file: str, line: int) -> RosterMember:
    def cell(column: str) -> str:
        return row[_plain(column)]

    for column in ("Libellé de la commune", "Nom de l'élu", "Prénom de l'élu", "Date de début du mandat"):
        if not cell(column):
            raise ValueError(f"it has no « {column} »")
    sex = cell("Code sexe")
    if sex not in ("", *_CIVILITIES):
        raise ValueError(f"« Code sexe » is M or F, not « {sex} »")
    name = PrintedName(f"{cell('Prénom de l’élu')} {cell('Nom de l’élu').upper()}", _CIVILITIES.get(sex))
    department, function = cell("Code du département") or None, cell("Libellé de la fonction") or None
    starts_on = _date(cell("Date de début du mandat"), "Date de début du mandat")
    function_from = cell("Date de début de la fonction")
    function_starts_on = _date(function_from, "Date de début de la fonction") if function_from else None
    return RosterMember(cell("Libellé de la commune"), department, name, starts_on, function, function_starts_on, file, line)


def _group(row: Row, file: str, line: int) -> GroupMember:
    for column in ("council", "name", "group"):
        if not row[_plain(column)]:
            raise ValueError(f"it has no {column}")
    match = _CIVILITY.fullmatch(row["NAME"])
    name = PrintedName(match[2], match[1]) if match else PrintedName(row["NAME"])
    starts_on, ends_on = (_date(row[column.upper()], column) if row[column.upper()] else None for column in ("from", "to"))
    return GroupMember(row["COUNCIL"], name, row["GROUP"], starts_on, ends_on, file, line)


def _population(row: Row, file: str, line: int) -> Population:
    number = row["POPULATION"].replace(" ", "").replace("\u202f", "").replace("\u00a0", "")
    if not row["COUNCIL"]:
        raise ValueError("it has no council")
    if not re.fullmatch("[0-9]{1,8}", number):
        raise ValueError(f"population is a whole number, not « {row['POPULATION']} »")
    return Population(row["COUNCIL"], int(number), file, line)


def _date(text: str, column: str) -> datetime.date:
    """A day as 15/03/2020 or 2020-03-15."""
    match = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text)
    try:
        return datetime.date.fromisoformat("-".join(reversed(match.groups())) if match else text)
    except ValueError as error:
        raise ValueError(f"« {column} » is a day such as 15/03/2020 or 2020-03-15, not « {text} »") from error
