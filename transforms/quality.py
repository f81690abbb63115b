"""The rules on counts and names, as data, and what their verdicts read like.

A rule compares an *observed* figure (what is printed) with an *expected* one (what the rest of the print or the law implies) in one of the
``quality`` input tables. ``pipelines.checks`` turns the rules into Great Expectations suites; here stands everything that needs no engine:
the rules, the conventions under which printed totals are counted, and the sentences.

A verdict is ``undecidable`` where a figure is not printed or a name is linked to nobody: a document is never accused on a guess.
Articles are those of the code général des collectivités territoriales (CGCT); those on the commune's council hold for intercommunal bodies
by L.5211-1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd


class Severity(StrEnum):
    """What a broken rule does: an error quarantines its session or deliberation, a warning asks for a look, an info only informs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Scope(StrEnum):
    """What a rule speaks of. A session's rule read on one deliberation's own roll call speaks of that deliberation only."""

    SESSION = "session"
    DELIBERATION = "deliberation"


class Verdict(StrEnum):
    """What a rule says of one subject."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True)
class Expectation:
    """A Great Expectations type and its arguments, in plain data."""

    type: str
    kwargs: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Convention:
    """A way in which councils count a printed total: the sum of the columns ``adds``; a group that is not listed adds nothing."""

    adds: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Sentences:
    """French templates, one a verdict; the fields are columns of the rule's table, and ``count`` where rows that hold are told together."""

    broken: str
    holds: str
    undecidable: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over the rows of one quality input table.

    ``expected`` is a column, or ``None`` where the expectation is a constant, which ``expected_text`` then spells out. With ``conventions``
    the column ``expected`` is not in the table: it is the first of their sums that equals the observed total, else the first sum.
    ``applies_to`` names a column and its values: other rows are no subject of the rule. ``cites`` is the printed fact whose place is cited.
    """

    id: str
    title: str  # French, for reports
    meaning: str  # English, for Dagster
    severity: Severity
    scope: Scope
    table: str
    observed: str
    expectation: Expectation
    sentences: Sentences
    expected: str | None = None
    expected_text: str | None = None
    conventions: tuple[Convention, ...] = ()
    applies_to: tuple[str, tuple[object, ...]] | None = None
    cites: str | None = None
    holds_together: bool = False  # True: the rows of one roll call or vote that all hold make one finding
    law: str | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        """The columns without which there is no verdict."""
        return (self.observed,) if self.expected is None else (self.observed, self.expected)

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the input table that the rule reads."""
        templates = (self.sentences.broken, self.sentences.holds, self.sentences.undecidable)
        fields = {name for template in templates for _, name, _, _ in Formatter().parse(template) if name}
        computed = {"count"} | ({self.expected} if self.conventions else set())
        added = {column for convention in self.conventions for column in convention.adds}
        applied = {self.applies_to[0]} if self.applies_to else set()
        return frozenset((fields | set(self.figures) | added | applied) - computed)


@dataclass(frozen=True, slots=True)
class NamePattern:
    """Something that no single person's name looks like.

    ``regex`` is for the name without accents and with single spaces. It keeps to what pandas hands over to RE2, which is far faster than
    ``re``: no look-around, and no classes such as ``\\b`` or ``\\s``.
    """

    regex: str
    reason: str
    examples: tuple[str, ...]


def _words(*words: str) -> str:
    """Any of these words, upper or lower case."""
    return rf"(?:^|[^A-Za-z])(?i:{'|'.join(words)})(?:[^A-Za-z]|$)"


_SURNAME: Final = "[A-Z][A-Z'’-]{2,}"
_GIVEN: Final = "[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)*"

# Kept apart from the reader's own lexicon: a check that shared the reader's words would share its mistakes.
# "Maire" and "Le Maire" are surnames too: as a word they are an office only beside a surname in capitals, in lower case, or alone.
NAME_PATTERNS: Final = (
    NamePattern(
        _words(
            "presente?s", "absente?s?", "excusee?s?", "representee?s?", "votante?s?", "pouvoirs?", "procurations?", "mandataires?",
            "quorum", "seance", "exercice", "convocation", "deliberations?", "scrutin", "unanimite", "neant", "etaient", "etait", "ayant",
            "formant", "lesquels",
        ),
        "a heading or the language of the roll call",
        ("PRÉSENTS", "Absents excusés", "Anne ROUX ayant donné pouvoir"),
    ),
    NamePattern(
        _words(
            "adjointe?s?", "conseill(?:er|ere)s?", "municipa(?:l|le|ux|les)", "communautaires?", "secretaires?", "deleguee?s?",
            "suppleante?s?", "titulaires?", "presidente?s?",
        ),
        "an office",
        ("Paul PETIT adjoint", "Conseillère municipale", "SECRÉTAIRE"),
    ),
    NamePattern(
        "^(?i:(?:(?:le|la|les|du|au) )*maires?)$|(?:^|[^A-Za-z])maires?(?:[^A-Za-z]|$)|[A-Z]{2} Maires?(?:[^A-Za-z]|$)"
        "|(?i:maires?[ -]adjoint)",
        "the mayor's office",
        ("MAIRE", "Le Maire", "Anne ROUX maire", "Anne ROUX Maire"),
    ),
    NamePattern(
        _words("monsieur", "madame", "mademoiselle", "messieurs", "mesdames", "mesdemoiselles", "mmes?", "mm", "mlles?", "melles?", "mrs?")
        + "|^M[.]| M[.] ?[A-Z]{2}",
        "a civility",
        ("Mme ROUX", "Anne ROUX M. PETIT", "MADAME"),
    ),
    NamePattern("[,;:/&+•0-9]| (?i:et|puis) ", "a separator, a figure or « et »", ("ROUX, PETIT", "Anne ROUX et Paul PETIT", "ROUX 12")),
    NamePattern("^[^ ]+(?: [^ ]+){6,}$", "seven words or more: the longest name seen has six", ("Anne ROUX Paul PETIT Lise BLANC Marc",)),
    NamePattern(
        f"(?:^| ){_GIVEN}(?: {_SURNAME})+ {_GIVEN}(?: {_SURNAME})+$|^(?:{_SURNAME} )+{_GIVEN} (?:{_SURNAME} )+[A-Z][a-z]+",
        "two given names beside two surnames",
        ("Anne ROUX Paul PETIT", "ROUX Anne PETIT Paul"),
    ),
)  # fmt: skip
NO_NAME: Final = "|".join(f"(?:{pattern.regex})" for pattern in NAME_PATTERNS)

# How closed vocabularies read in a sentence.
_STATES: Final = {
    "present": "présent",
    "represented": "représenté",
    "excused": "excusé",
    "absent": "absent",
    "arrived": "arrivé en cours de séance",
    "departed": "parti en cours de séance",
    "withdrawn": "en retrait du vote",
}
_OUTCOMES: Final = {"adopted": "adopté", "rejected": "rejeté"}
_CORRECTION_STATES: Final = {
    "applied": "elle est appliquée",
    "other_value": "la lecture donne une autre valeur",
    "already_so": "la lecture donne déjà la valeur corrigée",
    "no_document": "aucun document ne porte ce nom",
    "several_documents": "plusieurs documents portent ce nom",
    "no_part": "le document n’a pas cette séance, ou en a plusieurs",
    "no_row": "rien n’y correspond dans la lecture",
    "several_rows": "plusieurs lignes y correspondent",
}
_ROLES: Final = {
    "attendance": "appel",
    "proxy": "porteur d’un pouvoir",
    "change": "arrivée ou départ",
    "change_proxy": "porteur d’un pouvoir",
    "vote": "vote",
    "president": "présidence",
    "secretary": "secrétariat",
}
_COUNCIL_LINKS: Final = {
    "receipt": "l’accusé de la préfecture fait foi",
    "source": "la configuration de la source fait foi",
    "name": "l’imprimé fait foi",
}
_REPLACEMENTS: Final = {
    "newer_counts": "toutes sont conservées, la plus récente compte",
    "both_count": "toutes sont conservées, une plus ancienne compte aussi, car elle rend compte d’une autre séance",
}
_SCDL_FIELDS: Final = {
    "date": "date",
    "number": "numéro",
    "title": "titre",
    "outcome": "issue",
    "members_in_office": "membres en exercice",
    "votes_for": "voix pour",
    "votes_against": "voix contre",
    "votes_abstain": "abstentions",
    "received_on": "réception en préfecture",
}
_SCDL_VALUES: Final = {"adopted": "adoptée", "rejected": "rejetée", "postponed": "ajournée"}
_LINKS: Final = {"none_found": "n’est relié à aucun conseiller", "several_found": "peut désigner plusieurs conseillers"}
LABELS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "giver_state": _STATES,
        "holder_state": _STATES,
        "voter_state": _STATES,
        "printed_outcome": _OUTCOMES,
        "lawful_outcome": _OUTCOMES,
        "correction_state": _CORRECTION_STATES,
        "name_role": _ROLES,
        "link": _LINKS,
        "council_link": _COUNCIL_LINKS,
        "replacement": _REPLACEMENTS,
        "scdl_field": _SCDL_FIELDS,
        "in_file": _SCDL_VALUES,
        "accepted": _SCDL_VALUES,
    }
)
NOT_PRINTED: Final = "non imprimé"


def _equal(observed: str, expected: str) -> Expectation:
    kwargs = {"column_A": observed, "column_B": expected, "ignore_row_if": "either_value_is_missing"}
    return Expectation("expect_column_pair_values_to_be_equal", kwargs)


def _at_least(larger: str, smaller: str) -> Expectation:
    kwargs = {"column_A": larger, "column_B": smaller, "or_equal": True, "ignore_row_if": "either_value_is_missing"}
    return Expectation("expect_column_pair_values_a_to_be_greater_than_b", kwargs)


def _at_most(column: str, limit: int) -> Expectation:
    return Expectation("expect_column_values_to_be_between", {"column": column, "max_value": limit})


def _at_least_of(column: str, limit: int) -> Expectation:
    return Expectation("expect_column_values_to_be_between", {"column": column, "min_value": limit})


def _between(column: str, least: int, most: int) -> Expectation:
    return Expectation("expect_column_values_to_be_between", {"column": column, "min_value": least, "max_value": most})


def _in_set(column: str, *values: str) -> Expectation:
    return Expectation("expect_column_values_to_be_in_set", {"column": column, "value_set": values})


def _total(id: str, group: str, word: str, *conventions: Convention, law: str | None) -> Rule:
    """One of C1–C4: a printed total against the names listed under that heading."""
    observed, expected = f"stated_{group}", f"accepted_{group}"
    return Rule(
        id=id,
        title=f"Le total imprimé des {word} est celui des noms listés",
        meaning=f"The printed total of the {group} equals the names listed",
        severity=Severity.ERROR,
        scope=Scope.SESSION,
        table="session_counts",
        observed=observed,
        expected=expected,
        expectation=_equal(observed, expected),
        conventions=conventions,
        cites=observed,
        law=law,
        sentences=Sentences(
            broken=f"Le total imprimé des {word} est {{{observed}}}, mais la liste donne {{{expected}}}.",
            holds=f"Le total imprimé des {word} ({{{observed}}}) est celui de la liste.",
            undecidable=f"Le total imprimé des {word} ({{{observed}}}) et leur liste ({{{expected}}}) ne peuvent pas être comparés.",
        ),
    )


_VOTED: Final = ("is_put_to_vote", (True,))
_QUORATE: Final = ("needs_quorum", (True,))

RULES: Final[tuple[Rule, ...]] = (
    _total(
        "C1", "present", "présents",
        Convention(("listed_present",), "the names under the heading"),
        law="L.2121-15",
    ),
    _total(
        "C2", "represented", "représentés",
        Convention(("listed_represented",), "the names of those who gave a power, whatever heading they stand under"),
        law="L.2121-15",
    ),
    _total(
        "C3", "excused", "excusés",
        Convention(("listed_excused",), "excused, without a power"),
        Convention(("listed_excused", "listed_represented"), "« excusés » counts those who gave a power too"),
        law=None,
    ),
    _total(
        "C4", "absent", "absents",
        Convention(("listed_absent",), "absent without excuse"),
        Convention(("listed_absent", "listed_excused"), "« absents » makes no difference between excused and not"),
        Convention(("listed_absent", "listed_excused", "listed_represented"), "« absents » counts everybody who is not in the room"),
        law=None,
    ),
    Rule(
        id="C5a",
        title="Les noms listés ne dépassent pas les membres en exercice",
        meaning="The names listed never exceed the members in office",
        severity=Severity.ERROR,
        scope=Scope.SESSION,
        table="session_counts",
        observed="listed_names",
        expected="members_in_office",
        expectation=_at_least("members_in_office", "listed_names"),
        cites="members_in_office",
        law="L.2121-2",
        sentences=Sentences(
            broken="L’appel nomme {listed_names} personnes pour {members_in_office} membres en exercice.",
            holds="L’appel nomme {listed_names} personnes pour {members_in_office} membres en exercice.",
            undecidable="Noms listés : {listed_names} ; membres en exercice : {members_in_office}.",
        ),
    ),
    Rule(
        id="C5b",
        title="Où chaque groupe est imprimé, les noms listés sont autant que les membres en exercice",
        meaning="Where every group of the roll call is printed, the names listed equal the members in office",
        severity=Severity.ERROR,
        scope=Scope.SESSION,
        table="session_counts",
        observed="names_of_all_groups",
        expected="members_in_office",
        expectation=_equal("names_of_all_groups", "members_in_office"),
        cites="members_in_office",
        law="L.2121-2",
        sentences=Sentences(
            broken="Tous les groupes de l’appel sont imprimés : {names_of_all_groups} noms pour {members_in_office} membres en exercice.",
            holds="Tous les groupes de l’appel sont imprimés : ils donnent les {members_in_office} membres en exercice.",
            undecidable="L’appel n’imprime pas chaque groupe, ou pas le nombre de membres en exercice ({members_in_office}).",
        ),
    ),
    Rule(
        id="C5c",
        title="L’état de chaque membre en exercice est connu",
        meaning="No member in office is left out of the roll call; those who are count as unknown, never as absent",
        severity=Severity.INFO,
        scope=Scope.SESSION,
        table="session_counts",
        observed="listed_names",
        expected="members_in_office",
        expectation=_at_least("listed_names", "members_in_office"),
        cites="members_in_office",
        sentences=Sentences(
            broken="L’appel nomme {listed_names} des {members_in_office} membres en exercice ; l’état des autres est inconnu.",
            holds="L’appel ne laisse aucun des {members_in_office} membres en exercice de côté.",
            undecidable="Noms listés : {listed_names} ; membres en exercice : {members_in_office}.",
        ),
    ),
    Rule(
        id="C5d",
        title="À chaque délibération, les états font ensemble les membres en exercice",
        meaning="At each deliberation the states of the seats sum to the members in office; unknown fills the rest",
        severity=Severity.ERROR,
        scope=Scope.DELIBERATION,
        table="seat_conservation",
        observed="seats_named",
        expected="members_in_office",
        expectation=_at_least("members_in_office", "seats_named"),
        cites="members_in_office",
        law="L.2121-2",
        sentences=Sentences(
            broken="À ce point, {seats_named} conseillers ont un état pour {members_in_office} membres en exercice.",
            holds="Les états font les {members_in_office} membres en exercice : {seats_named} nommés, {seats_unnamed} inconnus.",
            undecidable="Le nombre de membres en exercice n’est pas imprimé : {seats_named} conseillers ont un état.",
        ),
    ),
    Rule(
        id="C6",
        title="Les votants sont les présents et les représentés",
        meaning="The voters are those present and represented",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="session_counts",
        observed="voters",
        expected="listed_voters",
        expectation=_equal("voters", "listed_voters"),
        cites="stated_voters",
        law="L.2121-20",
        sentences=Sentences(
            broken="Le total imprimé des votants est {voters}, mais les présents et représentés sont {listed_voters}.",
            holds="Les votants ({voters}) sont les présents et les représentés.",
            undecidable="Votants : {voters} ; présents et représentés : {listed_voters}.",
        ),
    ),
    Rule(
        id="C7",
        title="Les voix ne dépassent pas les présents et représentés",
        meaning="For, against, abstentions and not voting never exceed those present and represented at that deliberation",
        severity=Severity.ERROR,
        scope=Scope.DELIBERATION,
        table="deliberation_counts",
        observed="votes_counted",
        expected="voters_possible",
        expectation=_at_least("voters_possible", "votes_counted"),
        applies_to=_VOTED,
        law="L.2121-20",
        sentences=Sentences(
            broken="Le vote compte {votes_counted} voix pour {voters_possible} présents et représentés au plus.",
            holds="Le vote compte {votes_counted} voix pour {voters_possible} présents et représentés.",
            undecidable="Les voix comptées ({votes_counted}) et les présents et représentés à ce point ne peuvent pas être comparés.",
        ),
    ),
    Rule(
        id="C8",
        title="L’unanimité n’est pas imprimée à côté d’opposants ou d’abstentions",
        meaning="Unanimity is not printed beside votes against or abstentions",
        severity=Severity.WARNING,
        scope=Scope.DELIBERATION,
        table="deliberation_counts",
        observed="dissent_beside_unanimity",
        expected_text="0",
        expectation=_at_most("dissent_beside_unanimity", 0),
        applies_to=_VOTED,
        law="L.2121-20",
        sentences=Sentences(
            broken="L’unanimité est imprimée à côté de votes contre ou d’abstentions ({dissent_beside_unanimity}).",
            holds="Aucun vote contre ni abstention ne contredit une mention d’unanimité.",
            undecidable="Le document ne dit pas si le vote est unanime.",
        ),
    ),
    Rule(
        id="C9",
        title="Le résultat suit les voix",
        meaning="The outcome follows the votes cast; the president's vote decides a tie unless the ballot is secret",
        severity=Severity.ERROR,
        scope=Scope.DELIBERATION,
        table="deliberation_counts",
        observed="printed_outcome",
        expected="lawful_outcome",
        expectation=_equal("printed_outcome", "lawful_outcome"),
        applies_to=("outcome", ("adopted", "rejected", "unknown")),
        law="L.2121-20",
        sentences=Sentences(
            broken="Résultat : {printed_outcome} ; les voix (pour : {votes_for}, contre : {votes_against}) donnent : {lawful_outcome}.",
            holds="Le résultat ({printed_outcome}) suit les voix.",
            undecidable="Résultat : {printed_outcome} ; les voix (pour : {votes_for}, contre : {votes_against}) ne le vérifient pas.",
        ),
    ),
    Rule(
        id="C10a",
        title="Le quorum est atteint à l’ouverture de la séance",
        meaning="More than half of the members in office are present at the opening; not asked of a second convocation",
        severity=Severity.ERROR,
        scope=Scope.SESSION,
        table="session_counts",
        observed="seats_at_opening",
        expected="quorum",
        expectation=_at_least("seats_at_opening", "quorum"),
        applies_to=_QUORATE,
        cites="stated_present",
        law="L.2121-17",
        sentences=Sentences(
            broken="À l’ouverture, {seats_at_opening} présents : le quorum est de {quorum} pour {members_in_office} membres en exercice.",
            holds="À l’ouverture, le quorum ({quorum}) est atteint : {seats_at_opening} présents.",
            undecidable="Les présents à l’ouverture ou les membres en exercice ({members_in_office}) ne sont pas établis.",
        ),
    ),
    Rule(
        id="C10b",
        title="Le quorum est atteint à chaque délibération",
        meaning="More than half of the members in office are present at each deliberation; not asked after a second convocation",
        severity=Severity.WARNING,
        scope=Scope.DELIBERATION,
        table="deliberation_counts",
        observed="seats_taken",
        expected="quorum",
        expectation=_at_least("seats_taken", "quorum"),
        applies_to=_QUORATE,
        law="L.2121-17",
        sentences=Sentences(
            broken="À ce point, {seats_taken} présents : le quorum est de {quorum}.",
            holds="À ce point, le quorum ({quorum}) est atteint : {seats_taken} présents.",
            undecidable="Les présents à ce point ou le quorum ({quorum}) ne sont pas établis.",
        ),
    ),
    Rule(
        id="C11",
        title="Les membres en exercice ne dépassent pas l’effectif légal",
        meaning="The members in office are no more than the law allows for the population",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="council_size",
        observed="members_in_office",
        expected="legal_size",
        expectation=_at_least("legal_size", "members_in_office"),
        cites="members_in_office",
        law="L.2121-2",
        sentences=Sentences(
            broken="{members_in_office} membres en exercice ; pour {population} habitants, la loi en prévoit {legal_size}.",
            holds="{members_in_office} membres en exercice ; la loi en prévoit {legal_size} pour {population} habitants.",
            undecidable="La population de la commune ou le nombre de membres en exercice ({members_in_office}) n’est pas connu.",
        ),
    ),
    Rule(
        id="N1",
        title="Un conseiller n’est que dans un état",
        meaning="A councillor stands in one state only in a roll call",
        severity=Severity.ERROR,
        scope=Scope.SESSION,
        table="attendance_names",
        observed="states_of_councillor",
        expected_text="1",
        expectation=_at_most("states_of_councillor", 1),
        holds_together=True,
        law="L.2121-15",
        sentences=Sentences(
            broken="« {name} » figure dans l’appel sous {states_of_councillor} états différents.",
            holds="Chacun des noms de l’appel ({count}) y figure dans un seul état.",
            undecidable="« {name} » n’est relié à aucun conseiller : son état ne peut pas être vérifié.",
        ),
    ),
    Rule(
        id="N2a",
        title="Le porteur d’un pouvoir est présent",
        meaning="A proxy's holder is present, or arrives during the sitting",
        severity=Severity.ERROR,
        scope=Scope.SESSION,
        table="proxies",
        observed="holder_state",
        expected_text="present",
        expectation=_in_set("holder_state", "present", "arrived"),
        holds_together=True,
        law="L.2121-20",
        sentences=Sentences(
            broken="« {giver} » donne pouvoir à « {holder} », qui n’est pas présent ({holder_state}).",
            holds="Les porteurs des pouvoirs ({count}) sont présents.",
            # A name that the roll call does not hold may be a misprint of one that it does: no accusation.
            undecidable="« {giver} » donne pouvoir à « {holder} », dont l’état dans l’appel n’est pas établi.",
        ),
    ),
    Rule(
        id="N2b",
        title="Un conseiller ne porte pas plus de pouvoirs que la loi ne permet",
        meaning="A councillor holds one proxy only, two while the laws on the epidemic of 2020 held",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="proxies",
        observed="proxies_held",
        expected="proxies_allowed",
        expectation=_at_least("proxies_allowed", "proxies_held"),
        holds_together=True,
        law="L.2121-20",
        sentences=Sentences(
            broken="« {holder} » porte {proxies_held} pouvoirs pour {proxies_allowed} permis, dont celui de « {giver} ».",
            holds="Aucun porteur n’a plus de pouvoirs que la loi ne permet (pouvoirs : {count}).",
            undecidable="Le porteur « {holder} » n’est relié à aucun conseiller : ses pouvoirs ne peuvent pas être comptés.",
        ),
    ),
    Rule(
        id="N3",
        title="Qui donne pouvoir n’est pas présent",
        meaning="A proxy's giver is not present",
        severity=Severity.ERROR,
        scope=Scope.SESSION,
        table="proxies",
        observed="giver_state",
        expected_text="represented",
        expectation=Expectation("expect_column_values_to_not_be_in_set", {"column": "giver_state", "value_set": ("present",)}),
        holds_together=True,
        law="L.2121-20",
        sentences=Sentences(
            broken="« {giver} » donne pouvoir à « {holder} » mais figure parmi les présents.",
            holds="Aucun de ceux qui donnent pouvoir ({count}) ne figure parmi les présents.",
            undecidable="L’état de « {giver} », qui donne pouvoir à « {holder} », n’est pas établi.",
        ),
    ),
    Rule(
        id="N4a",
        title="Qui est nommé dans un vote est présent ou représenté",
        meaning="Named voters are present or represented at that deliberation",
        severity=Severity.ERROR,
        scope=Scope.DELIBERATION,
        table="named_votes",
        observed="voter_state",
        expected_text="present, represented",
        expectation=_in_set("voter_state", "present", "represented", "withdrawn"),
        holds_together=True,
        law="L.2121-20",
        sentences=Sentences(
            broken="« {voter} » est nommé dans le vote, mais n’est ni présent ni représenté ({voter_state}).",
            holds="Ceux que le vote nomme ({count}) sont présents ou représentés.",
            undecidable="L’état de « {voter} », nommé dans le vote, n’est pas établi.",
        ),
    ),
    Rule(
        id="N4b",
        title="Qui est nommé dans un vote l’est une fois",
        meaning="Named voters are named once in a vote",
        severity=Severity.ERROR,
        scope=Scope.DELIBERATION,
        table="named_votes",
        observed="mentions",
        expected_text="1",
        expectation=_at_most("mentions", 1),
        holds_together=True,
        law="L.2121-21",
        sentences=Sentences(
            broken="« {voter} » est nommé {mentions} fois dans le même vote.",
            holds="Ceux que le vote nomme ({count}) le sont une fois.",
            undecidable="« {voter} », nommé dans le vote, n’est relié à aucun conseiller.",
        ),
    ),
    Rule(
        id="N5",
        title="Chaque nom imprimé est relié à un conseiller",
        meaning="Every printed name is linked to one councillor",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="printed_names",
        observed="possible_councillors",
        expected_text="1",
        expectation=_between("possible_councillors", 1, 1),
        holds_together=True,
        law="L.2121-15",
        sentences=Sentences(
            broken="« {name} » ({name_role}) {link}.",
            holds="Les noms imprimés hors de l’appel ({count}) sont chacun reliés à un conseiller.",
            undecidable="« {name} » ({name_role}) n’est pas sûrement un conseiller.",
        ),
    ),
    Rule(
        id="N6",
        title="Un nom est celui d’une seule personne",
        meaning="No heading, office or civility stands as a name; no two names run together",
        severity=Severity.ERROR,
        scope=Scope.SESSION,
        table="attendance_names",
        observed="plain_name",
        expected_text="un nom de personne",
        expectation=Expectation("expect_column_values_to_not_match_regex", {"column": "plain_name", "regex": NO_NAME}),
        holds_together=True,
        law="L.2121-15",
        sentences=Sentences(
            broken="« {name} » n’est pas le nom d’une seule personne : intitulé, fonction, civilité ou deux noms accolés.",
            holds="Chacun des noms de l’appel ({count}) est celui d’une seule personne.",
            undecidable="Une ligne de l’appel est sans nom.",
        ),
    ),
    Rule(
        id="N7",
        title="Nul ne donne pouvoir pour plus de trois séances de suite",
        meaning="Nobody gives a proxy for more than three sessions running, but in a case of illness",
        severity=Severity.INFO,
        scope=Scope.SESSION,
        table="proxy_runs",
        observed="sessions_running",
        expected_text="3",
        expectation=_at_most("sessions_running", 3),
        holds_together=True,
        law="L.2121-20",
        sentences=Sentences(
            broken="« {giver} » donne pouvoir {sessions_running} séances de suite ; sauf maladie, un pouvoir vaut pour trois au plus.",
            holds="Aucun pouvoir ({count}) n’est donné pour plus de trois séances de suite.",
            undecidable="« {giver} » donne souvent pouvoir, mais il manque une séance entre celles qui sont connues.",
        ),
    ),
    Rule(
        id="D1a",
        title="Le jour de la semaine imprimé est celui de la date",
        meaning="The printed day of the week is that of the session's date",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="session_dates",
        observed="printed_weekday",
        expected="weekday",
        expectation=_equal("printed_weekday", "weekday"),
        law="L.2121-25",
        sentences=Sentences(
            broken="Séance du « {quote} », mais le {session_date} est un {weekday}.",
            holds="La séance du {session_date} est bien un {weekday}.",
            undecidable="Le jour de la semaine n’est pas imprimé devant la date ({session_date}).",
        ),
    ),
    Rule(
        id="D1b",
        title="La convocation précède la séance d’un à soixante jours",
        meaning="The convocation comes one to sixty days before the session",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="session_dates",
        observed="days_of_notice",
        expected_text="1 à 60",
        expectation=_between("days_of_notice", 1, 60),
        cites="convened_on",
        law="L.2121-10 à L.2121-12",
        sentences=Sentences(
            broken="Séance du {session_date}, convocation du {convened_on} : {days_of_notice} jours avant.",
            holds="La convocation du {convened_on} précède la séance de {days_of_notice} jours.",
            undecidable="La date de la convocation n’est pas imprimée.",
        ),
    ),
    Rule(
        id="D2a",
        title="La date de la séance est celle du nom du fichier",
        meaning="The session's date is the one in the name of the file",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="session_dates",
        observed="session_date",
        expected="file_date",
        expectation=_equal("session_date", "file_date"),
        law=None,
        sentences=Sentences(
            broken="Le texte donne la séance du {session_date}, le nom du fichier le {file_date}.",
            holds="Le nom du fichier donne la même date que le texte ({session_date}).",
            undecidable="Le nom du fichier ne donne pas une seule date sûre.",
        ),
    ),
    Rule(
        id="D2b",
        title="La date de la séance est celle de l’accusé de réception",
        meaning="The session's date is the one in the number of the préfecture's receipt",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="receipts",
        observed="receipt_date",
        expected="session_date",
        expectation=_equal("receipt_date", "session_date"),
        holds_together=True,
        law="L.2131-1",
        sentences=Sentences(
            broken="L’accusé de réception {number} est daté du {receipt_date}, la séance du {session_date}.",
            holds="Les accusés de réception ({count}) portent la date de la séance.",
            undecidable="Le numéro de l’accusé de réception ne porte pas de date lisible.",
        ),
    ),
    Rule(
        id="D3",
        title="Rien n’est transmis ni publié avant la séance",
        meaning="Nothing is transmitted, received or published before the session",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="receipts",
        observed="first_stamp",
        expected="session_date",
        expectation=_at_least("first_stamp", "session_date"),
        holds_together=True,
        law="L.2131-1",
        sentences=Sentences(
            broken="L’acte {number} est transmis, reçu ou publié le {first_stamp}, avant la séance du {session_date}.",
            holds="Les actes ({count}) sont transmis et publiés après la séance.",
            undecidable="Les dates de transmission et de publication ne sont pas imprimées.",
        ),
    ),
    Rule(
        id="D4",
        title="Les documents d’une délibération s’accordent",
        meaning="Where several documents print one deliberation they agree on its outcome and counts",
        severity=Severity.WARNING,
        scope=Scope.DELIBERATION,
        table="repeated_prints",
        observed="contradictions",
        expected_text="0",
        expectation=_at_most("contradictions", 0),
        holds_together=True,
        law="L.2121-23",
        sentences=Sentences(
            broken="Deux documents se contredisent ({contradiction}) : « {lead_quote} » et « {quote} ».",
            holds="Les documents qui impriment cette délibération s’accordent ({count} comparés).",
            undecidable="Deux documents impriment cette délibération sans rien qui se compare.",
        ),
    ),
    Rule(
        id="D5",
        title="Le document est de la collectivité dont sa source publie les actes",
        meaning="The print names the council whose documents the source publishes, as the sources file says",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="source_councils",
        observed="council_agreement",
        expected_text="same",
        expectation=_in_set("council_agreement", "same"),
        sentences=Sentences(
            broken="Le document nomme « {printed_council} », sa source publie « {source_council} » : {council_link}.",
            holds="Le document nomme « {printed_council} », dont sa source publie les actes.",
            undecidable="Le document ne nomme pas sa collectivité ; sa source publie « {source_council} ».",
        ),
    ),
    Rule(
        id="D6",
        title="Un document publié n’est pas remplacé",
        meaning="A document is not replaced at its web address; where it is, every version is kept and the newer counts",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="replaced_documents",
        observed="versions",
        expected_text="1",
        expectation=_at_most("versions", 1),
        sentences=Sentences(
            broken="Le document publié à {name} a été remplacé (versions : {versions}, la dernière du {retrieved_on}) : {replacement}.",
            holds="Le document publié à {name} n’a pas été remplacé.",
            undecidable="Le nombre de versions du document publié à {name} n’est pas connu.",
        ),
    ),
    Rule(
        id="S1",
        title="Chaque délibération du fichier SCDL est connue des documents",
        meaning="Each deliberation that the council's own SCDL file lists is known from its documents",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="scdl_lines",
        observed="deliberations_found",
        expected_text="1",
        expectation=_at_least_of("deliberations_found", 1),
        sentences=Sentences(
            broken="{scdl_file}, ligne {scdl_line} : la délibération {scdl_number} n’est dans aucun document de la séance du {scdl_date}.",
            holds="{scdl_file}, ligne {scdl_line} : la délibération {scdl_number} du {scdl_date} est dans les documents.",
            undecidable="{scdl_file}, ligne {scdl_line} : aucun document de la séance du {scdl_date} n’est connu.",
        ),
    ),
    Rule(
        id="S2",
        title="Le fichier SCDL contient chaque délibération des documents",
        meaning="The council's own SCDL file lists each deliberation that its documents print between the file's first and last day",
        severity=Severity.WARNING,
        scope=Scope.DELIBERATION,
        table="scdl_deliberations",
        observed="lines_found",
        expected_text="1",
        expectation=_at_least_of("lines_found", 1),
        sentences=Sentences(
            broken="« {title} » ({session_date}) n’est à aucune ligne de {scdl_file}, qui va du {scdl_from} au {scdl_to}.",
            holds="« {title} » ({session_date}) est dans {scdl_file}.",
            undecidable="On ignore si « {title} » ({session_date}) est dans {scdl_file}.",
        ),
    ),
    Rule(
        id="S3",
        title="Le fichier SCDL et les documents disent la même chose",
        meaning="The council's own SCDL file and its documents agree on date, number, title, outcome, members, votes and receipt",
        severity=Severity.WARNING,
        scope=Scope.DELIBERATION,
        table="scdl_values",
        observed="in_file",
        expected="accepted",
        expectation=_equal("in_file", "accepted"),
        holds_together=True,
        sentences=Sentences(
            broken="{scdl_file}, ligne {scdl_line} : {scdl_field}, « {in_file} » dans le fichier, « {accepted} » dans le document.",
            holds="{scdl_file}, ligne {scdl_line} : le fichier et le document s’accordent (données comparées : {count}).",
            undecidable="{scdl_file}, ligne {scdl_line} : {scdl_field} ne peut pas être comparé.",
        ),
    ),
    Rule(
        id="K1a",
        title="Les numéros des délibérations se suivent",
        meaning="The numbers of deliberations follow one another without a gap",
        severity=Severity.INFO,
        scope=Scope.DELIBERATION,
        table="numbering",
        observed="numbers_missing",
        expected_text="0",
        expectation=_at_most("numbers_missing", 0),
        law="R.2121-9",
        sentences=Sentences(
            broken="Entre {number_before} et {number}, numéros sans délibération connue : {numbers_missing}.",
            holds="Le numéro {number} suit {number_before}.",
            undecidable="Le numéro {number} n’en suit aucun autre qui soit connu.",
        ),
    ),
    Rule(
        id="K1b",
        title="Le conseil se réunit chaque trimestre",
        meaning="There is a session in every quarter",
        severity=Severity.INFO,
        scope=Scope.SESSION,
        table="session_gaps",
        observed="quarters_without",
        expected_text="0",
        expectation=_at_most("quarters_without", 0),
        law="L.2121-7",
        sentences=Sentences(
            broken="Entre le {session_before} et le {session_date}, trimestres sans séance connue : {quarters_without}.",
            holds="Aucun trimestre n’est sans séance entre le {session_before} et le {session_date}.",
            undecidable="Aucune séance n’est connue avant celle du {session_date}.",
        ),
    ),
    Rule(
        id="K2",
        title="Chaque correction s’applique encore à ce qui est lu",
        meaning="Every correction still fits what is read: a stale one changes nothing",
        severity=Severity.WARNING,
        scope=Scope.SESSION,
        table="corrections",
        observed="correction_state",
        expected_text="applied",
        expectation=_in_set("correction_state", "applied"),
        sentences=Sentences(
            broken="La correction de {field} dans {target} ({file}, ligne {line}) n’a rien changé : {correction_state}.",
            holds="La correction de {field} dans {target} ({file}, ligne {line}) est appliquée.",
            undecidable="La correction de {field} dans {target} ({file}, ligne {line}) n’a pas été essayée.",
        ),
    ),
)  # fmt: skip

TABLES: Final = tuple(dict.fromkeys(rule.table for rule in RULES))
FACTS: Final = "cited_facts"  # the places of printed totals, which the session's rules cite
SUBJECT: Final = ("subject", "document_id", "part", "session_id", "deliberation_id")
PLACE: Final = ("page", "line_from", "line_to", "quote")
FINDING: Final = (
    "finding_id", "rule", "severity", "verdict", "council_id", "document_id", "session_id", "deliberation_id",
    "observed", "expected", "sentence", *PLACE,
)  # fmt: skip


def rules_of(table: str) -> tuple[Rule, ...]:
    """The rules over one input table, in their order."""
    return tuple(rule for rule in RULES if rule.table == table)


def columns_of(table: str) -> frozenset[str]:
    """The columns that an input table must have."""
    if table == FACTS:
        return frozenset({"document_id", "part", "field", *PLACE})
    return frozenset({*SUBJECT, *PLACE}).union(*(rule.columns for rule in rules_of(table)))


def with_accepted_totals(frame: pd.DataFrame, rules: Iterable[Rule]) -> pd.DataFrame:
    """The frame with the expected column of every rule that has conventions."""
    accepted = {rule.expected: _accepted_total(frame, rule) for rule in rules if rule.expected and rule.conventions}
    return frame.assign(**accepted)


def _accepted_total(frame: pd.DataFrame, rule: Rule) -> pd.Series:
    """The first convention's sum that equals the observed total, else the first convention's: null where that group is not listed."""
    sums = [frame[list(convention.adds)].astype("Int64").sum(axis="columns", min_count=1) for convention in rule.conventions]
    total = sums[0]
    for other in reversed(sums):
        total = total.mask(other.eq(frame[rule.observed]).fillna(False).astype(bool), other)
    return total


def findings_of(rule: Rule, frame: pd.DataFrame, broken: Iterable[int]) -> pd.DataFrame:
    """The findings of a rule, columns :data:`FINDING`.

    One finding a row; where ``rule.holds_together`` the rows of a roll call or vote that all hold make one.

    ``frame`` is the rule's input table with accepted totals; ``broken`` are the labels of the rows in its index that break the rule.
    """
    import pandas as pd

    is_broken = frame.index.isin(list(broken))
    if rule.applies_to:
        column, values = rule.applies_to
        applies = frame[column].isin(values).to_numpy(dtype=bool)
        frame, is_broken = frame[applies], is_broken[applies]
    is_undecidable = frame[list(rule.figures)].isna().any(axis="columns").to_numpy(dtype=bool) & ~is_broken
    holds = frame[~is_broken & ~is_undecidable]
    if rule.holds_together:
        holds = _together(holds, frame[is_broken | is_undecidable])
    parts = (
        (Verdict.BROKEN, frame[is_broken], rule.sentences.broken),
        (Verdict.UNDECIDABLE, frame[is_undecidable], rule.sentences.undecidable),
        (Verdict.HOLDS, holds, rule.sentences.holds),
    )
    return pd.concat([_told(rule, *part) for part in parts if not part[1].empty] or [_told(rule, *parts[0])], ignore_index=True)


_TOGETHER: Final = ["document_id", "part", "session_id", "deliberation_id"]


def _together(holds: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """One row a roll call or vote of which no row is broken or undecidable: its first row, with the ``count`` of its rows."""
    group = holds.groupby(_TOGETHER, dropna=False, sort=False)
    first = holds.assign(count=group["subject"].transform("size"))[~holds.duplicated(_TOGETHER)]
    if others.empty:
        return first
    spoiled = others[_TOGETHER].drop_duplicates().assign(spoiled=True)
    kept = first.merge(spoiled, how="left", on=_TOGETHER, validate="one_to_one")
    return kept[kept["spoiled"].isna()].drop(columns="spoiled")


def _told(rule: Rule, verdict: Verdict, rows: pd.DataFrame, sentence: str) -> pd.DataFrame:
    """Finding rows of one rule and verdict."""
    import pandas as pd

    together = rule.holds_together and verdict is Verdict.HOLDS
    told = {
        "finding_id": rule.id + "|" + rows["subject"],
        "rule": rule.id,
        "severity": rule.severity.value,
        "verdict": verdict.value,
        "council_id": _council(rows),
        "document_id": rows["document_id"],
        "session_id": rows["session_id"],
        "deliberation_id": rows["deliberation_id"],
        "observed": _text(rows["count" if together else rule.observed]),
        "expected": _text(rows[rule.expected]) if rule.expected else rule.expected_text,
        "sentence": _filled(sentence, rows),
        **{column: rows[column] for column in PLACE},
    }
    return pd.DataFrame(told, index=rows.index, columns=[*FINDING])


def _council(rows: pd.DataFrame) -> pd.Series:
    """The council that each row is about: the one that it names, else that of its session, whose id begins with it."""
    of_session = rows["session_id"].astype("string").str.split(":", n=1).str[0]
    return rows["council_id"].astype("string").fillna(of_session) if "council_id" in rows else of_session


def _text(values: pd.Series) -> pd.Series:
    """Values as text, whole numbers without a decimal point; null stays null."""
    import pandas as pd

    if pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype):
        values = values.astype("Int64")
    return values.astype("string")


def _filled(template: str, rows: pd.DataFrame) -> pd.Series:
    """The template filled in for every row at once."""
    import pandas as pd

    sentence = pd.Series("", index=rows.index, dtype="string")
    for literal, name, _, _ in Formatter().parse(template):
        sentence = sentence + literal
        if name:
            words = _text(rows[name]).fillna(NOT_PRINTED)
            sentence = sentence + (words.replace(dict(LABELS[name])) if name in LABELS else words)
    return sentence
