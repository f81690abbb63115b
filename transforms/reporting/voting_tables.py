"""The tables of the voting report: what each shows, for the page, for paper and for the workbook; and the report as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from transforms.reporting import phrases
from transforms.reporting.language import Wording, french
from transforms.reporting.listing import Field, Listing, Reader, Shape, plain
from transforms.reporting.phrases import BALLOTS, CHOICES, OUTCOMES, VOTE_BASES
from transforms.reporting.records import Row
from transforms.reporting.tables import Column, Kind, Table, Value
from transforms.reporting.voting import DELIBERATION_COLUMNS, VotingReport

STANDINGS = {**BALLOTS, "quarantined": french("mise à l’écart")}
UNKNOWN_SUBJECT = {"unknown": french("matière inconnue")}
SCOPE = {"all": french("tous les scrutins ouverts"), "contested": french("scrutins disputés")}
REASONS = {
    "too_few_votes": french("moins de {votes} votes"),
    "too_few_members": french("moins de {members} membres"),
    "one_side_named": french("un seul camp nommé"),
    "no_vote_cast": french("aucun vote pour ou contre connu"),
    "no_common_vote": french("aucun vote commun connu"),
    "no_vote_known": french("aucun vote connu"),
    "all_votes_unknown": french("présence inconnue à chaque vote"),
    "no_vote_possible": french("aucun vote possible"),
}


def _share(name: str, heading: str) -> Field:
    return Field(f"{name}_share", heading, Shape.RATE, name, f"{name}_known", weight=1.5)


_OUTCOMES = (
    Field("deliberations", french("Délibérations retenues")),
    Field("adopted", french("Adoptées")),
    Field("rejected", french("Rejetées")),
    Field("elected", french("Élections")),
    Field("noted", french("Prises d’acte")),
    Field("postponed", french("Ajournées")),
    Field("outcome_unknown", french("Issue inconnue")),
)
_SHARES = (
    _share("contested", french("Disputées")),
    _share("unanimous_printed", french("Unanimité imprimée")),
    _share("unanimous_strict", french("Unanimité stricte")),
)
_KNOWN = (
    Field("stated_votes", french("Votes nominatifs imprimés")),
    Field("inferred_votes", french("Votes déduits")),
)


def _beside(on_page: bool) -> tuple[Field, ...]:
    return (
        Field("secret_ballots", french("Scrutins secrets"), on_page=on_page),
        Field("margin_known", french("Écart connu"), on_page=on_page),
        Field("pivotal_known", french("Pouvoirs connus"), on_page=on_page),
        Field("pivotal_proxies", french("Pouvoirs décisifs"), on_page=on_page),
    )


YEARS = Listing(
    "years",
    french("Par année"),
    french("Issues des délibérations retenues, et parts sur celles dont la réponse est connue."),
    (
        Field("year", french("Année"), Shape.TEXT),
        Field("sessions", french("Séances")),
        Field("sessions_set_aside", french("Séances à l’écart")),
        Field("deliberations_set_aside", french("Délibérations à l’écart")),
        *_OUTCOMES,
        *_SHARES,
        *_beside(on_page=True),
        *_KNOWN,
    ),
)
SESSIONS = Listing(
    "sessions",
    french("Par séance"),
    french("Séances retenues. Une séance sans délibération connue y figure avec zéro délibération et sans aucune part."),
    (
        Field("date", french("Séance"), Shape.DAY, weight=2),
        *_OUTCOMES,
        *_SHARES,
        *_beside(on_page=False),
        Field("deliberations_quarantined", french("Délibérations à l’écart")),
        *_KNOWN,
        Field("session_id", french("Identifiant"), Shape.TEXT, on_page=False),
    ),
    search=french("Chercher une séance :"),
)
SUBJECTS = Listing(
    "subjects",
    french("Par matière"),
    french("Matières de la nomenclature ACTES, telles qu’imprimées ou d’après le titre. Inconnue : aucune règle ne sait la dire."),
    (
        Field("subject_code", french("Matière"), Shape.CODE, note="subject_label", words=UNKNOWN_SUBJECT, weight=4),
        *_OUTCOMES,
        *_SHARES,
        *_beside(on_page=False),
        *(Field(one.key, one.heading, on_page=False) for one in _KNOWN),
    ),
    search=french("Chercher une matière :"),
)
_ITEM = (
    Field("date", french("Séance"), Shape.DAY, weight=2),
    Field("number", french("Numéro"), Shape.TEXT, weight=1.6),
    Field("title", french("Délibération"), Shape.QUOTE, weight=5),
)
_VOTES = (
    Field("votes_for", french("Pour")),
    Field("votes_against", french("Contre")),
    Field("votes_abstain", french("Abstentions")),
)
CLOSEST = Listing(
    "closest",
    french("Votes les plus serrés"),
    french("Délibérations disputées dont l’écart est connu, de la plus serrée à la moins serrée. Voix telles qu’imprimées."),
    (
        *_ITEM,
        Field("outcome", french("Issue"), Shape.CODE, words=OUTCOMES, weight=1.5),
        *_VOTES,
        Field("margin", french("Écart"), Shape.SIGNED),
        Field("members_represented", french("Membres représentés")),
        Field("has_pivotal_proxies", french("Pouvoirs décisifs"), Shape.ANSWER),
        Field("has_casting_vote", french("Voix prépondérante imprimée"), Shape.ANSWER),
        Field("deliberation_id", french("Identifiant"), Shape.TEXT, on_page=False),
    ),
    link="deliberation_id",
)
UNANIMITY = Listing(
    "unanimity",
    french("Unanimités imprimées qui n’en sont pas au sens strict"),
    french("Le document écrit « à l’unanimité » à côté de voix contre ou d’abstentions, en nombre ou par des noms."),
    (
        *_ITEM,
        *_VOTES,
        Field("stated_against", french("Nommés contre")),
        Field("stated_abstain", french("Nommés en abstention")),
        Field("deliberation_id", french("Identifiant"), Shape.TEXT, on_page=False),
    ),
    link="deliberation_id",
)
COUNCILLORS = Listing(
    "councillors",
    french("Membre par membre"),
    french("L’ordre est alphabétique : ce tableau n’est pas un classement."),
    (
        Field("councillor", french("Membre"), Shape.TEXT, weight=3),
        Field("scope", french("Scrutins"), Shape.CODE, words=SCOPE, on_page=False),
        Field("votes_possible", french("Votes possibles")),
        Field(
            "participation_stated", french("Participation, noms imprimés"), Shape.RATE, "votes_stated", "votes_possible",
            "no_participation_reason", weight=1.6,
        ),
        Field(
            "participation_with_inferred", french("Participation, déduits compris"), Shape.RATE, "votes_with_inferred", "votes_possible",
            "no_participation_reason", weight=1.6,
        ),
        Field(
            "dissent_rate_stated", french("Dissidence, noms imprimés"), Shape.RATE, "dissents_stated", "votes_cast_stated",
            "no_dissent_reason_stated", weight=1.6,
        ),
        Field(
            "dissent_rate_with_inferred", french("Dissidence, déduits compris"), Shape.RATE, "dissents_with_inferred",
            "votes_cast_with_inferred", "no_dissent_reason_with_inferred", weight=1.6,
        ),
        Field("abstentions", french("Abstentions"), weight=1.3),
        Field("votes_one_sided_stated", french("Un seul camp nommé, imprimés")),
        Field("votes_one_sided_with_inferred", french("Un seul camp nommé, déduits compris")),
        Field("votes_absent", french("Absent")),
        Field("votes_withdrawn", french("Ne prend pas part")),
        Field("votes_unknown", french("Présence inconnue")),
        Field("deliberations_secret", french("Secrets")),
        Field("deliberations_elections", french("Élections")),
        Field("deliberations_without_vote", french("Sans vote")),
        Field("deliberations_outcome_unknown", french("Issue inconnue")),
        Field("deliberations_contest_unknown", french("Dispute inconnue")),
        Field("deliberations_quarantined", french("À l’écart")),
        Field("deliberations_out_of_membership", french("Hors mandat")),
        Field("deliberations", french("Délibérations du mandat"), on_page=False),
        Field("councillor_id", french("Identifiant"), Shape.TEXT, on_page=False),
    ),
    search=french("Chercher un membre :"),
)  # fmt: skip
AGREEMENT = Listing(
    "agreement",
    french("Accords"),
    french("Une ligne par paire de membres."),
    (
        Field("councillor", french("Membre"), Shape.TEXT),
        Field("other", french("Autre membre"), Shape.TEXT),
        Field("scope", french("Scrutins"), Shape.CODE, words=SCOPE),
        Field(
            "agreement_stated", french("Accord, noms imprimés"), Shape.RATE, "votes_same_stated", "votes_compared_stated",
            "no_agreement_reason_stated",
        ),
        Field(
            "agreement_with_inferred", french("Accord, déduits compris"), Shape.RATE, "votes_same_with_inferred",
            "votes_compared_with_inferred", "no_agreement_reason_with_inferred",
        ),
        Field("votes_one_sided_stated", french("Un seul camp nommé, imprimés")),
        Field("votes_one_sided_with_inferred", french("Un seul camp nommé, déduits compris")),
        Field("votes_quarantined", french("À l’écart")),
        Field("councillor_id", french("Identifiant"), Shape.TEXT),
        Field("other_id", french("Identifiant de l’autre"), Shape.TEXT),
    ),
)  # fmt: skip


def _mean(index: str, basis: str, heading: str) -> Field:
    return Field(
        f"{index}_index_{basis}", heading, Shape.MEAN, denominator=f"{index}_votes_{basis}", reason=f"no_index_reason_{basis}", weight=1.6
    )


GROUPS = Listing(
    "groups",
    french("Cohésion des groupes"),
    french("Moyennes sur les scrutins ouverts où assez de membres du groupe ont un vote connu et où chaque camp est nommé."),
    (
        Field("group_name", french("Groupe"), Shape.TEXT, weight=3),
        Field("scope", french("Scrutins"), Shape.CODE, words=SCOPE, weight=2),
        Field("members", french("Membres")),
        Field("open_votes", french("Scrutins ouverts")),
        _mean("rice", "stated", french("Rice, noms imprimés")),
        _mean("rice", "with_inferred", french("Rice, déduits compris")),
        _mean("agreement", "stated", french("Accord, noms imprimés")),
        _mean("agreement", "with_inferred", french("Accord, déduits compris")),
        Field("votes_one_sided_stated", french("Un seul camp nommé, imprimés")),
        Field("votes_one_sided_with_inferred", french("Un seul camp nommé, déduits compris")),
        Field("open_votes_quarantined", french("À l’écart")),
    ),
)
BASES = Listing(
    "bases",
    french("Ce qui est imprimé et ce qui s’en déduit"),
    french("Votes connus d’un membre, dans les délibérations retenues."),
    (
        Field("basis", french("D’où le vote est connu"), Shape.CODE, words=VOTE_BASES, weight=3),
        Field("choice", french("Choix"), Shape.CODE, words=CHOICES, weight=3),
        Field("votes", french("Votes")),
        Field("deliberations", french("Délibérations")),
    ),
)
BALLOTS_TABLE = Listing(
    "ballots",
    french("Ce que chaque délibération permet de dire"),
    french(
        "Seuls les scrutins ouverts comptent dans la dissidence, l’accord et la cohésion. « Chaque camp nommé » : au moins un nom de "
        "chaque camp qui a voté."
    ),
    (
        Field("ballot", french("Scrutin"), Shape.CODE, words=STANDINGS, weight=3),
        Field("deliberations", french("Délibérations")),
        Field("with_stated", french("Avec un nom imprimé")),
        Field("sides_stated", french("Chaque camp nommé, imprimés")),
        Field("with_inferred", french("Avec un vote connu")),
        Field("sides_with_inferred", french("Chaque camp nommé, déduits compris")),
        Field("nobody_named", french("Sans aucun vote connu")),
    ),
)
_PLACE = (
    Field("file_name", french("Document"), Shape.PLACE, weight=4),
    Field("quote", french("Texte imprimé"), Shape.QUOTE, weight=5),
)
SET_ASIDE_TABLE = Listing(
    "set_aside",
    french("Séances et délibérations mises à l’écart"),
    french("Le contrôle bloquant qui a échoué, et l’endroit où il a échoué. Sans délibération nommée, toute la séance est à l’écart."),
    (
        Field("date", french("Séance"), Shape.DAY, weight=2),
        Field("deliberation_id", french("Délibération"), Shape.TEXT, on_page=False),
        Field("rule", french("Contrôle"), Shape.TEXT),
        Field("sentence", french("Raison"), Shape.WORDS, weight=4),
        *_PLACE,
        Field("session_id", french("Identifiant"), Shape.TEXT, on_page=False),
    ),
)
DELIBERATIONS = Listing(
    "deliberations",
    french("Sources"),
    french(
        "Chaque délibération, celles à l’écart comprises, avec l’endroit où son vote est imprimé ; là où aucun vote ne l’est, l’endroit de "
        "la délibération."
    ),
    (
        *_ITEM,
        Field("outcome", french("Issue"), Shape.CODE, words=OUTCOMES, weight=1.5),
        Field("ballot", french("Scrutin"), Shape.CODE, words=STANDINGS, weight=1.7),
        Field(
            "votes_for",
            french("Voix imprimées"),
            Shape.LISTED,
            parts=(
                Field("votes_for", french("pour")),
                Field("votes_against", french("contre")),
                Field("votes_abstain", french("abstentions")),
                Field("votes_not_voting", french("ne prennent pas part")),
            ),
            weight=2.5,
        ),
        Field("subject_code", french("Matière"), Shape.CODE, words=UNKNOWN_SUBJECT, on_page=False),
        Field("unanimous_printed", french("Unanimité imprimée"), Shape.ANSWER, on_page=False),
        Field("unanimous_strict", french("Unanimité stricte"), Shape.ANSWER, on_page=False),
        *_PLACE,
        Field("is_place_of_vote", french("Endroit du vote"), Shape.ANSWER, on_page=False),
        Field("deliberation_id", french("Identifiant"), Shape.TEXT, on_page=False),
    ),
    search=french("Chercher dans les sources :"),
    anchor="deliberation_id",
    is_sortable=False,
)
SHEETS = (
    YEARS, SESSIONS, SUBJECTS, CLOSEST, UNANIMITY, COUNCILLORS, AGREEMENT, GROUPS, BASES, BALLOTS_TABLE, SET_ASIDE_TABLE, DELIBERATIONS,
)  # fmt: skip
# A sheet's name holds 31 characters.
SHEET_NAMES = {
    "years": french("Années"),
    "sessions": french("Séances"),
    "subjects": french("Matières"),
    "closest": french("Votes serrés"),
    "unanimity": french("Unanimités"),
    "councillors": french("Membres"),
    "agreement": french("Accords"),
    "groups": french("Groupes"),
    "bases": french("Votes connus"),
    "ballots": french("Scrutins"),
    "set_aside": french("À l’écart"),
    "deliberations": french("Sources"),
}
QUERY_TITLES = {"summary": french("Synthèse")} | {listing.name: listing.heading for listing in SHEETS}


def reader(report: VotingReport, wording: Wording, is_paper: bool = False) -> Reader:
    """Says the report's values in a language."""
    most = report.options.paper_quote_length if is_paper else report.options.quote_length
    return Reader(wording, REASONS, places(report), most)


def places(report: VotingReport) -> Mapping[str, int]:
    """The minimum sizes, by the names of their places in sentences."""
    return {name.removeprefix("minimum_"): int(number) for name, number in report.minimums.items()}


def voting_tables(report: VotingReport, wording: Wording) -> tuple[Table, ...]:
    """The tables of the report as sheets, in the order in which they are read."""
    say, reads = wording.say, reader(report, wording)
    sheets = [reads.sheet(listing, _named(report, listing.name)) for listing in SHEETS]
    named = [Table(say(SHEET_NAMES[one.name]), sheet.columns, sheet.rows) for one, sheet in zip(SHEETS, sheets, strict=True)]
    lost: list[tuple[Value, ...]] = [(row["file_name"], phrases.set_aside(wording, row["reason"])) for row in report.documents_set_aside]
    terms = [(say(one.term), say(one.text, **places(report))) for one in report.definitions]
    law = [(say("CGCT, art. {article}", article=one.article), say(one.text)) for one in report.legal_notes]
    queries = [(say(QUERY_TITLES[name]), query) for name, query in report.queries.items()]
    return (
        _summary(report, wording),
        *named,
        _words(say("Documents non exploités"), say("Document"), say("Raison"), lost),
        _words(say("Définitions"), say("Terme"), say("Sens"), [*terms, *law]),
        _words(say("Requêtes"), say("Tableau"), "SQL", queries),
    )


def _words(name: str, one: str, other: str, rows: Iterable[tuple[Value, ...]]) -> Table:
    return Table(name, (Column(one, Kind.TEXT), Column(other, Kind.LONG_TEXT)), tuple(rows))


def _named(report: VotingReport, table: str) -> tuple[Row, ...]:
    return report.tables[table]


def summary_lines(report: VotingReport, wording: Wording) -> Iterable[tuple[str, int | None, int | None, float | None]]:
    """Each figure of the summary: what it is, the number, of how many, and the share; ``None`` where nothing is known."""
    say, summary = wording.say, report.summary
    yield say("Séances connues"), summary["sessions"], None, None
    yield say("Séances mises à l’écart"), summary["sessions_set_aside"], summary["sessions"], None
    yield say("Délibérations mises à l’écart"), summary["deliberations_set_aside"], None, None
    for one in _OUTCOMES:
        yield say(one.heading), summary[one.key], None, None
    for one in _SHARES:
        yield say(one.heading), summary[one.numerator or ""], summary[one.denominator or ""], summary[one.key]
    for one in (*_beside(on_page=True), *_KNOWN):
        yield say(one.heading), summary[one.key], None, None


def _summary(report: VotingReport, wording: Wording) -> Table:
    say = wording.say
    first, last = report.period or (None, None)
    facts: list[tuple[Value, ...]] = [
        (say("Conseil"), report.council, None, None, None, None),
        (say("Période demandée"), phrases.span(wording, report.span), None, None, None, None),
        (say("Première séance"), None, None, None, None, first),
        (say("Dernière séance"), None, None, None, None, last),
    ]
    figures: list[tuple[Value, ...]] = [(label, None, *numbers, None) for label, *numbers in summary_lines(report, wording)]
    minimums: list[tuple[Value, ...]] = [
        (say("Seuil : votes"), None, places(report)["votes"], None, None, None),
        (say("Seuil : membres d’un groupe"), None, places(report)["members"], None, None, None),
        (say("Seuil : membres d’un groupe dont le vote est connu"), None, places(report)["voters"], None, None, None),
    ]
    columns = (
        Column(say("Donnée"), Kind.TEXT),
        Column(say("Texte"), Kind.LONG_TEXT),
        Column(say("Nombre"), Kind.WHOLE),
        Column(say("Sur"), Kind.WHOLE),
        Column(say("Part"), Kind.SHARE),
        Column(say("Date"), Kind.DAY),
    )
    return Table(say("Synthèse"), columns, (*facts, *figures, *minimums))


def deliberations_frame(report: VotingReport) -> pd.DataFrame:
    """Every deliberation with its vote and where it is printed, in the order of the sources."""
    return pd.DataFrame(report.tables["deliberations"], columns=list(DELIBERATION_COLUMNS)).convert_dtypes()


def voting_json(report: VotingReport, wording: Wording) -> str:
    """The report as JSON: keys and codes as in the warehouse, dates as ISO text, ``null`` for what is not known."""
    return json.dumps(voting_tree(report, wording), ensure_ascii=False, indent=1) + "\n"


def voting_tree(report: VotingReport, wording: Wording) -> dict[str, Any]:
    """The report as mappings, lists, text, numbers and ``None``; each table bears the name of its query."""
    first, last = report.period or (None, None)
    return {
        "report": "voting",
        "language": wording.language,
        "council": {"council_id": report.council_id, "name": report.council, "kind": report.kind},
        "period": {
            "from": plain(report.span.first),
            "to": plain(report.span.last),
            "first_session": plain(first),
            "last_session": plain(last),
        },
        "minimum_sizes": dict(report.minimums),
        **{name: [{key: plain(value) for key, value in row.items()} for row in rows] for name, rows in report.tables.items()},
        "agreement_orders": [
            {"scope": one.scope, "basis": one.basis, "order": list(one.order), "hidden": list(one.hidden)} for one in report.matrices
        ],
        "documents_set_aside": [dict(row) for row in report.documents_set_aside],
        "definitions": [{"term": wording.say(one.term), "text": wording.say(one.text, **places(report))} for one in report.definitions],
        "legal_notes": [{"article": one.article, "text": wording.say(one.text)} for one in report.legal_notes],
        "queries": dict(report.queries),
    }
