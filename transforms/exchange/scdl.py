"""Deliberations as SCDL: the *Socle commun des données locales*, schema "délibérations" 2.1.5 of OpenDataFrance (2023-08-28).

The schema describes deliberations that were adopted, under an identifier of the council's own, with an ACTES matter and the council's
SIRET. A deliberation that cannot comply is left out with the reason. Vote columns hold printed counts or nothing: an unanimity without
figures, or a count that only arithmetic gives, leaves them empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

import pandas as pd

from transforms.cells import records, rows_csv
from transforms.exchange.actes import LEVEL_1, MATTERS, Matter
from transforms.french_doubts import in_french
from transforms.text import fold

VERSION: Final = "2.1.5"
SOURCE: Final = "https://gitlab.com/opendatafrance/scdl/deliberations/raw/v2.1.5/schema.json"


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the schema."""

    name: str
    type: str = "string"  # string, date or integer
    is_required: bool = False
    pattern: str | None = None
    format: str | None = None


COLUMNS: Final = (
    Column("COLL_NOM", is_required=True),
    Column("COLL_SIRET", is_required=True, pattern=r"^\d{14}$"),
    Column("DELIB_ID", is_required=True),
    Column("DELIB_DATE", "date", is_required=True),
    Column("DELIB_MATIERE_CODE", is_required=True, pattern=r"^\d\.\d{1,2}$"),
    Column("DELIB_MATIERE_NOM", is_required=True),
    Column("DELIB_OBJET", is_required=True),
    Column("BUDGET_ANNEE", pattern=r"^[0-9]{4}(\/[0-9]{4})?$"),
    Column("BUDGET_NOM"),
    Column("PREF_ID"),
    Column("PREF_DATE", "date"),
    Column("VOTE_EFFECTIF", "integer"),
    Column("VOTE_REEL", "integer"),
    Column("VOTE_POUR", "integer"),
    Column("VOTE_CONTRE", "integer"),
    Column("VOTE_ABSTENTION", "integer"),
    Column("DELIB_URL", format="uri"),
)
HEADER: Final = tuple(column.name for column in COLUMNS)
VOTE_COLUMNS: Final = ("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")
NOT_BEFORE: Final = (("PREF_DATE", "DELIB_DATE"),)
NOT_LESS: Final = (("VOTE_EFFECTIF", "VOTE_REEL"), *(("VOTE_REEL", name) for name in VOTE_COLUMNS[2:]))
LEFT_OUT_HEADER: Final = (
    "council_id", "session_id", "deliberation_id", "date", "number", "title", "left_out", "reason", "sentence",
    "file_name", "page", "line_from", "quote",
)  # fmt: skip

Row = Mapping[str, str]  # a line of the CSV file by column; what is empty is ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a deliberation, or its vote, is left out: a word to count by and a French sentence."""

    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left out of one deliberation: all of it (``deliberation``), or its vote columns (``vote``)."""

    deliberation: Mapping[str, Any]
    what: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class ScdlExport:
    """The file of one council and what is not in it."""

    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]

    def csv(self) -> str:
        return rows_csv(HEADER, ([row[name] for name in HEADER] for row in self.rows))

    def left_out_csv(self) -> str:
        facts = [(item, item.deliberation) for item in self.left_out]
        return rows_csv(
            LEFT_OUT_HEADER,
            (
                [*(fact[name] for name in LEFT_OUT_HEADER[:6]), item.what, item.reason.word, item.reason.sentence,
                 *(fact[name] for name in LEFT_OUT_HEADER[9:])]
                for item, fact in facts
            ),
        )  # fmt: skip


# ------------------------------------------------------------------------------------------------ from the warehouse to rows


def scdl_export(deliberations: pd.DataFrame, siret: str | None = None, *, inferred_matters: bool = False) -> ScdlExport:
    """The SCDL file of one council.

    ``deliberations`` has one row a deliberation, quarantined ones too, with the columns of ``pipelines.exchange.SCDL_QUERY``; ``siret``
    is the council's, which no receipt prints whole. A matter is one that a document prints, or with ``inferred_matters`` one that a rule
    finds in the title: who publishes the file then answers for it.
    """
    facts = records(deliberations)
    times_numbered = Counter(_key(fact["number"]) for fact in facts if fact["number"])
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    for fact in facts:
        reasons = list(_reasons_of_fact(fact, siret, times_numbered, inferred_matters))
        row, vote_reason = _row_of(fact, siret, inferred_matters)
        if not reasons:
            reasons = [Reason("not_valid", fault) for fault in faults(row)]
        if reasons:
            left_out += [LeftOut(fact, "deliberation", reason) for reason in reasons]
            continue
        rows.append(row)
        if vote_reason:
            left_out.append(LeftOut(fact, "vote", vote_reason))
    return ScdlExport(tuple(rows), tuple(left_out))


def _reasons_of_fact(fact: Mapping[str, Any], siret: str | None, times_numbered: Counter[str], inferred_matters: bool) -> Iterator[Reason]:
    """What keeps a deliberation out for what it is or for what no document prints."""
    if fact["quarantine_rules"]:
        yield Reason("quarantined", f"Mise à l’écart : un contrôle est en défaut ({fact['quarantine_rules']}).")
    if fact["certainty"] != "certain":
        yield Reason("doubtful", f"Lecture douteuse : {in_french(fact['doubt'] or 'voir le document')}")
    if sentence := _not_adopted(fact["outcome"], fact["receipt_number"]):
        yield Reason("not_adopted", sentence)
    if fact["council"] in (None, fact["council_id"]):
        yield Reason("no_name", "Aucun document n’imprime le nom de la collectivité.")
    if not fact["number"]:
        yield Reason("no_number", "Aucun numéro imprimé : DELIB_ID est l’identifiant de la collectivité.")
    elif times_numbered[_key(fact["number"])] > 1:
        count = times_numbered[_key(fact["number"])]
        yield Reason("number_not_unique", f"Le numéro {fact['number']} désigne {count} délibérations : il n’en identifie aucune.")
    if not fact["title"]:
        yield Reason("no_title", "Aucun objet imprimé.")
    if not _matter_of(fact, inferred_matters):
        yield Reason("no_matter", f"Aucune matière de la nomenclature ACTES : {_missing_matter(fact, inferred_matters)}.")
    if not siret:
        yield Reason("no_siret", _missing_siret(fact["siren"]))


def _matter_of(fact: Mapping[str, Any], inferred: bool) -> Matter | None:
    """The matter of level 2 that a document prints; with ``inferred`` also the one that a rule finds in the title or its heading."""
    known = ("printed", "title", "theme") if inferred else ("printed",)
    return MATTERS.get(fact["subject_code"] or "") if fact["subject_basis"] in known else None


def _missing_matter(fact: Mapping[str, Any], inferred: bool) -> str:
    if not inferred and _matter_of(fact, inferred=True):
        return f"aucune n’est imprimée ; l’objet laisse supposer {fact['subject_code']} (--inferred-matter l’inscrit)"
    if fact["subject"]:
        return f"le thème imprimé « {fact['subject']} » n’en est pas une"
    return "ni le document ni son objet n’en disent une" if inferred else "aucune n’est imprimée"


def _not_adopted(outcome: str, receipt: str | None) -> str | None:
    """Why an item is no adopted deliberation. One that takes note is one where the préfecture received it as an act."""
    if outcome in ("adopted", "elected") or (outcome == "noted" and receipt):
        return None
    told = {
        "rejected": "Rejetée",
        "postponed": "Ajournée ou retirée",
        "noted": "Prise d’acte ou information sans accusé de réception imprimé",
    }
    return f"{told.get(outcome, 'Issue inconnue')} : SCDL décrit les délibérations adoptées."


def _missing_siret(siren: str | None) -> str:
    if not siren:
        return "Aucun SIRET : les documents n’impriment ni SIRET ni SIREN ; le donner par --siret."
    likely = next(number for digit in range(10) if _has_key(number := f"{siren}0001{digit}"))
    return f"Aucun SIRET : les documents n’impriment que le SIREN {siren} ; le donner par --siret ({likely} s’il s’agit du premier siège)."


def _row_of(fact: Mapping[str, Any], siret: str | None, inferred_matters: bool) -> tuple[Row, Reason | None]:
    """The line of a deliberation, and why its vote columns are empty where they are.

    Three columns are always empty. BUDGET_ANNEE and BUDGET_NOM: which budget an act touches is nowhere printed as such. PREF_ID: a
    receipt prints the département, not whether its préfecture or one of its sous-préfectures received the act.
    """
    matter = _matter_of(fact, inferred_matters)
    vote, reason = _vote_of(fact)
    row = dict.fromkeys(HEADER, "") | {
        "COLL_NOM": fact["council"] or "",
        "COLL_SIRET": siret or "",
        "DELIB_ID": fact["number"] or "",
        "DELIB_DATE": _iso(fact["date"]),
        "DELIB_MATIERE_CODE": matter.code if matter else "",
        "DELIB_MATIERE_NOM": matter.name if matter else "",
        "DELIB_OBJET": fact["title"] or "",
        "PREF_DATE": _iso(fact["received_on"]),
        "DELIB_URL": fact["url"] or "",
    }
    return row | vote, reason


def _vote_of(fact: Mapping[str, Any]) -> tuple[dict[str, str], Reason | None]:
    """The five vote columns where all four figures are printed. VOTE_REEL is the sum that the schema defines it to be."""
    printed = {
        "VOTE_EFFECTIF": ("members_in_office", "l’effectif en exercice"),
        "VOTE_POUR": ("votes_for", "les votes pour"),
        "VOTE_CONTRE": ("votes_against", "les votes contre"),
        "VOTE_ABSTENTION": ("votes_abstain", "les abstentions"),
    }
    missing = [words for column, words in printed.values() if fact[column] is None]
    if missing:
        said = " (l’unanimité est imprimée ; les chiffres n’en sont pas déduits)" if fact["unanimous_printed"] else ""
        return {}, Reason("vote_not_printed", f"Colonnes VOTE_ vides : ne sont pas imprimés {', '.join(missing)}{said}.")
    cast = sum(int(fact[column]) for column in ("votes_for", "votes_against", "votes_abstain"))
    return {name: str(int(fact[column])) for name, (column, _) in printed.items()} | {"VOTE_REEL": str(cast)}, None


def _iso(value: date | None) -> str:
    return value.isoformat()[:10] if value else ""


def _key(number: str) -> str:
    return fold(number)


# ------------------------------------------------------------------------------------------------ what the schema asks


def faults(row: Row) -> list[str]:
    """Each way in which a line breaks the schema or one of its custom checks, as a French sentence; none where it is valid."""
    found = list(_faults_of_cells(row))
    return found or list(_faults_between_cells(row))


def _faults_of_cells(row: Row) -> Iterator[str]:
    for column in COLUMNS:
        value = row[column.name]
        if not value.strip():
            if column.is_required or value:
                yield f"{column.name} est vide."
            continue
        if column.pattern and not re.search(column.pattern, value, re.ASCII):
            yield f"{column.name} : « {value} » n’a pas la forme demandée."
        if column.type == "date" and not _is_date(value):
            yield f"{column.name} : « {value} » n’est pas une date AAAA-MM-JJ."
        if column.type == "integer" and not re.fullmatch(r"[0-9]+", value, re.ASCII):
            yield f"{column.name} : « {value} » n’est pas un entier positif ou nul."
        if column.format == "uri" and not _is_uri(value):
            yield f"{column.name} : « {value} » n’est pas une adresse."


def _faults_between_cells(row: Row) -> Iterator[str]:
    """The schema's custom checks, on cells that have their type."""
    if not is_siret(row["COLL_SIRET"]):
        yield f"COLL_SIRET : {row['COLL_SIRET']} n’a pas la bonne clé."
    years = row["BUDGET_ANNEE"].split("/")
    if len(years) == 2 and years[0] >= years[1]:
        yield f"BUDGET_ANNEE : {row['BUDGET_ANNEE']} ne va pas d’une année à une année suivante."
    for together in (("BUDGET_ANNEE", "BUDGET_NOM"), VOTE_COLUMNS):
        filled = [name for name in together if row[name]]
        if filled and len(filled) < len(together):
            yield f"{', '.join(together)} : toutes ou aucune ; seules sont remplies {', '.join(filled)}."
    for later, earlier in NOT_BEFORE:
        if row[later] and row[earlier] and row[later] < row[earlier]:
            yield f"{later} ({row[later]}) précède {earlier} ({row[earlier]})."
    for more, less in NOT_LESS:
        if row[more] and row[less] and int(row[more]) < int(row[less]):
            yield f"{more} ({row[more]}) est inférieur à {less} ({row[less]})."
    if all(row[name] for name in VOTE_COLUMNS[1:]) and int(row["VOTE_REEL"]) != sum(int(row[name]) for name in VOTE_COLUMNS[2:]):
        yield f"VOTE_REEL ({row['VOTE_REEL']}) n’est pas la somme des votes pour, contre et des abstentions."
    if sentence := _fault_of_matter(row["DELIB_MATIERE_CODE"], row["DELIB_MATIERE_NOM"]):
        yield sentence


def _fault_of_matter(code: str, name: str) -> str | None:
    if code not in MATTERS:
        return f"DELIB_MATIERE_CODE : {code} n’est pas un code de niveau 2 de la nomenclature ACTES."
    first, slash, second = name.partition("/")
    if not slash or first != first.strip() or second != second.strip() or not second:
        return f"DELIB_MATIERE_NOM : « {name} » n’est pas de la forme « matière/sous-matière »."
    if fold(first) != fold(LEVEL_1[code[0]]):
        return f"DELIB_MATIERE_NOM : « {first} » n’est pas la matière de niveau 1 du code {code}."
    return None


def is_siret(number: str) -> bool:
    """Whether 14 digits hold the keys of SIREN and SIRET (Luhn's, over 9 and 14 digits).

    >>> is_siret("21860194600013"), is_siret("21860194600014"), is_siret("218601946")
    (True, False, False)
    """
    return bool(re.fullmatch(r"[0-9]{14}", number, re.ASCII)) and _has_key(number) and _has_key(number[:9])


def _has_key(digits: str) -> bool:
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits))]
    return sum(figure // 10 + figure % 10 for figure in doubled) % 10 == 0


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_uri(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s<>\"{}|\\^`]", value)


def counted(exports: Sequence[ScdlExport]) -> str:
    """One line for the end of an export: what was written, what was left out and why."""
    written = sum(len(export.rows) for export in exports)
    items = [item for export in exports for item in export.left_out]
    whole = {item.deliberation["deliberation_id"] for item in items if item.what == "deliberation"}
    words = Counter(item.reason.word for item in items if item.what == "deliberation")
    told = ", ".join(f"{word} {count}" for word, count in words.most_common())
    without_vote = sum(item.what == "vote" for item in items)
    return (
        f"{written} of {written + len(whole)} deliberations written, {without_vote} of them without their vote; "
        f"{len(whole)} left out{f' ({told}; one may have several reasons)' if told else ''}."
    )
