"""The voting report as it reads: sections of paragraphs, tables and charts, in one language, for the page and for paper alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from transforms.reporting import french as french_figures
from transforms.reporting import phrases
from transforms.reporting.charts_voting import ALT_AGREEMENT, ALT_OUTCOMES, VARIABLES, agreement_chart, outcomes_chart, step
from transforms.reporting.drawing import SCREEN_FONT, on_page
from transforms.reporting.language import Wording
from transforms.reporting.listing import DASH, NUMBERS, Listing, Shape, Shown
from transforms.reporting.records import Row
from transforms.reporting.render import rendered
from transforms.reporting.voting import AgreementMatrix, VotingReport
from transforms.reporting.voting_tables import (
    BALLOTS_TABLE,
    BASES,
    CLOSEST,
    COUNCILLORS,
    DELIBERATIONS,
    GROUPS,
    QUERY_TITLES,
    SCOPE,
    SESSIONS,
    SET_ASIDE_TABLE,
    SUBJECTS,
    UNANIMITY,
    YEARS,
    places,
    reader,
)

MOST_SMALL = 36  # councillors of a matrix whose names can be read at half the width of a sheet
SMALL_SQUARE, LARGE_SQUARE = 112, 140  # mm; two small ones stand side by side


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands large, with what it is and what it was made from."""

    label: str
    value: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short texts."""

    items: tuple[str, ...]
    kind: str = "points"


@dataclass(frozen=True, slots=True)
class Head:
    text: str
    is_number: bool
    weight: float
    is_rate: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    heading: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Shown, ...], ...]
    anchors: tuple[str, ...]  # one a row, or none
    is_sortable: bool
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Drawing:
    svg: str
    alt: str
    caption: str
    paper_height: int  # mm
    kind: str = "drawing"


@dataclass(frozen=True, slots=True)
class Pair:
    """A cell of the matrix: the share in its step, or blank with the reason."""

    text: str
    note: str
    step: int | None


@dataclass(frozen=True, slots=True)
class Square:
    """A matrix of pairs, the same names across and down."""

    caption: str
    names: tuple[str, ...]
    rows: tuple[tuple[Pair | None, ...], ...]  # None on the diagonal
    kind: str = "square"


Part = Paragraph | Points | PageTable | Drawing | Square


@dataclass(frozen=True, slots=True)
class Section:
    anchor: str
    heading: str
    parts: tuple[Part, ...]
    search: str | None = None
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class VotingPage:
    lang: str
    title: str
    kicker: str
    council: str
    period: str
    asked: str | None
    contents: str
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    definitions_heading: str
    definitions: tuple[tuple[str, str], ...]
    law_heading: str
    law_lead: str
    law: tuple[tuple[str, str], ...]
    queries_heading: str
    queries_lead: str
    queries: tuple[tuple[str, str], ...]
    sources: Section
    reason_label: str
    closing: str


def voting_html(report: VotingReport, said: Wording) -> str:
    """The report as one page that needs no other file and no network."""
    return rendered("voting.html", said, page=voting_page(report, said))


def voting_index_html(reports: Sequence[tuple[VotingReport, str]], said: Wording) -> str:
    """The page that leads to each council's report (model and link)."""
    ordered = sorted(reports, key=lambda pair: (french_figures.alphabetical(pair[0].council), pair[0].council_id))
    rows = [(_period(report, said), report, link) for report, link in ordered]
    return rendered("voting_index.html", reports=rows, words=said, say=said.say)


def voting_page(report: VotingReport, said: Wording, font: str = SCREEN_FONT, is_paper: bool = False) -> VotingPage:
    """What the pages say, every figure written out. On paper charts keep their colours, and pairs of members stand in the chart alone."""
    say = said.say
    builder = _Builder(report, said, font, is_paper)
    return VotingPage(
        lang=said.language,
        title=say("Votes du conseil – {council}", council=report.council),
        kicker=say("Rapport de vote · {assembly}", assembly=phrases.assembly(said, report.kind)),
        council=report.council,
        period=_period(report, said),
        asked=None
        if report.span.is_open
        else say(
            "Période demandée : {span}. Rien de ce qui suit ne compte une séance d’un autre jour.", span=phrases.span(said, report.span)
        ),
        contents=say("Sommaire"),
        figures=builder.figures(),
        sections=tuple(builder.sections()),
        definitions_heading=say("Définitions"),
        definitions=tuple((say(one.term), say(one.text, **places(report))) for one in report.definitions),
        law_heading=say("Repères juridiques"),
        law_lead=say("Code général des collectivités territoriales (CGCT)."),
        law=tuple((say("Art. {article}", article=one.article), say(one.text)) for one in report.legal_notes),
        queries_heading=say("Refaire le calcul"),
        queries_lead=say("Chaque chiffre vient de la base publiée. Ces requêtes le recomptent, tableau par tableau."),
        queries=tuple((say(QUERY_TITLES[name]), query) for name, query in report.queries.items()),
        sources=builder.sources(),
        reason_label=say("Pas de taux"),
        closing=say(
            "Établi par registre d’après les documents publiés par la collectivité. Une erreur de lecture reste possible : en cas de "
            "doute, le document cité fait foi."
        ),
    )


def _period(report: VotingReport, said: Wording) -> str:
    if report.period is None:
        return said.say("Aucune séance connue")
    first, last = report.period
    if first == last:
        return said.say("Séance du {day}", day=said.long_date(first))
    return said.say("Séances du {first} au {last}", first=said.long_date(first), last=said.long_date(last))


@dataclass(frozen=True)
class _Builder:
    """The parts of a report's page."""

    report: VotingReport
    said: Wording
    font: str
    is_paper: bool

    def figures(self) -> tuple[Figure, ...]:
        """What stands large at the head of the report; nothing where nothing is counted."""
        summary, said = self.report.summary, self.said

        def share(name: str, label: str) -> Figure:
            value, known = summary[f"{name}_share"], summary[f"{name}_known"]
            if value is None:
                return Figure(label, DASH, said.say("rien de connu"))
            return Figure(label, said.percent(value), f"{said.whole(summary[name])} / {said.whole(known)}")

        aside = Figure(said.say("mises à l’écart après contrôle"), said.whole(summary["deliberations_set_aside"]))
        if not summary["deliberations"]:  # nothing is counted: a nought would read as a finding
            return (aside,) if summary["deliberations_set_aside"] else ()
        return (
            Figure(said.say("délibérations retenues"), said.whole(summary["deliberations"])),
            aside,
            share("contested", said.say("de délibérations disputées")),
            share("unanimous_printed", said.say("d’unanimités imprimées")),
            share("unanimous_strict", said.say("d’unanimités strictes")),
            Figure(said.say("votes imprimés avec un nom"), said.whole(summary["stated_votes"])),
            Figure(said.say("votes déduits, sans nom imprimé"), said.whole(summary["inferred_votes"])),
        )

    def sections(self) -> Iterable[Section]:
        say = self.said.say
        yield Section("noms", say("Ce que les documents disent des votants"), tuple(self._voters()))
        yield Section("ecart", say("Ce qui n’entre pas dans les calculs"), tuple(self._set_aside()))
        if not self.report.tables["deliberations"]:
            return
        yield Section("temps", say("Au fil du temps"), tuple(self._over_time()), say("Chercher une séance :"), is_wide=True)
        yield Section("matieres", say("Par matière"), (self._table(SUBJECTS),), say("Chercher une matière :"), is_wide=True)
        yield Section("serres", say("Votes les plus serrés"), tuple(self._closest()), is_wide=True)
        yield Section("unanimite", say("Unanimité"), tuple(self._unanimity()))
        yield Section("membres", say("Membre par membre"), tuple(self._councillors()), say("Chercher un membre :"), is_wide=True)
        yield Section("accords", say("Qui vote comme qui"), tuple(self._agreement()))
        yield Section("groupes", say("Cohésion des groupes"), tuple(self._groups()), is_wide=True)

    def sources(self) -> Section:
        """On paper a table a session: one of thousands of rows would take much memory to set."""
        say, rows = self.said.say, self.report.tables["deliberations"]
        parts: tuple[Part, ...] = (self._table(DELIBERATIONS),)
        if self.is_paper and rows:
            undated = replace(DELIBERATIONS, fields=DELIBERATIONS.fields[1:], caption="")
            sessions = groupby(rows, key=lambda row: (row["date"], row["session_id"]))
            tables = (self._table(undated, list(group), self.said.long_date(day)) for (day, _), group in sessions)
            parts = (Paragraph(say(DELIBERATIONS.caption)), *tables)
        return Section("sources", say("Sources"), parts, say("Chercher dans les sources :"), is_wide=True)

    def _table(self, listing: Listing, rows: Sequence[Row] | None = None, heading: str | None = None, more: str = "") -> PageTable:
        say = self.said.say
        listed = self.report.tables[listing.name] if rows is None else rows
        anchors = self._anchors() if listing.link or listing.anchor else {}
        shown = reader(self.report, self.said, self.is_paper).rows(listing, listed)
        if listing.link:
            shown = tuple((replace(row[0], link=anchors[str(row[0].link)]), *row[1:]) for row in shown)
        return PageTable(
            heading=heading or say(listing.heading),
            caption=" ".join(filter(None, (say(listing.caption) if listing.caption else "", more))),
            heads=tuple(
                Head(say(one.heading), one.shape in NUMBERS, one.weight, one.shape in (Shape.RATE, Shape.MEAN))
                for one in listing.page_fields
            ),
            rows=shown,
            anchors=tuple(anchors[row[listing.anchor]] for row in listed) if listing.anchor else (),
            is_sortable=listing.is_sortable,
        )

    def _anchors(self) -> Mapping[str, str]:
        """Where each deliberation stands among the sources."""
        return {row["deliberation_id"]: f"d{number}" for number, row in enumerate(self.report.tables["deliberations"], start=1)}

    def _voters(self) -> Iterable[Part]:
        report, say = self.report, self.said.say
        summary = report.summary
        if not summary["deliberations"]:
            yield Paragraph(say("Aucune délibération n’est retenue : ce rapport ne contient aucun chiffre sur les votes."))
        elif not report.knows_votes:
            yield Paragraph(
                say(
                    "Les documents n’impriment le nom d’aucun votant, et aucun vote ne s’en déduit avec certitude. Ce rapport donne donc "
                    "les issues et les nombres de voix imprimés ; il ne dit rien du vote de chacun."
                )
            )
        elif not report.names_voters:
            yield Paragraph(
                say(
                    "Les documents n’impriment le nom d’aucun votant. Tous les votes connus se déduisent de l’unanimité stricte : par "
                    "construction, ils ne montrent aucun désaccord, et l’accord de deux membres y est toujours entier."
                )
            )
        else:
            yield Paragraph(
                say(
                    "{stated} sont imprimés avec un nom ; {inferred} s’en déduisent ou suivent de l’unanimité stricte. Chaque chiffre par "
                    "membre est donné deux fois : sur les seuls noms imprimés, puis déduits compris.",
                    stated=self.said.count(summary["stated_votes"], "vote", "votes"),
                    inferred=self.said.count(summary["inferred_votes"], "vote", "votes"),
                )
            )
        if report.tables["bases"]:
            yield self._table(BASES)

    def _set_aside(self) -> Iterable[Part]:
        report, said = self.report, self.said
        say = said.say
        if not report.tables["deliberations"]:
            if report.span.is_open:
                yield Paragraph(say("Aucune délibération de ce conseil n’a pu être établie d’après les documents disponibles."))
            else:
                yield Paragraph(say("Aucune délibération de ce conseil dans cette période n’est connue des documents disponibles."))
        else:
            yield Paragraph(
                say(
                    "Un chiffre douteux n’est ni corrigé ni deviné : ce qui est à l’écart reste consultable, mais ne compte nulle part. "
                    "Les scrutins secrets, les élections, ce qui se passe de vote et les issues inconnues comptent parmi les "
                    "délibérations, jamais dans les taux par membre."
                )
            )
            yield self._table(BALLOTS_TABLE)
        if report.tables["set_aside"]:
            yield self._table(SET_ASIDE_TABLE)
        elif report.tables["deliberations"]:
            yield Paragraph(say("Aucune séance ni délibération n’est mise à l’écart : aucun contrôle bloquant n’a échoué."))
        if report.documents_set_aside:
            yield Paragraph(
                said.count(len(report.documents_set_aside), "document n’est pas exploité :", "documents ne sont pas exploités :")
            )
            yield Points(tuple(f"{row['file_name']} – {phrases.set_aside(said, row['reason'])}" for row in report.documents_set_aside))

    def _drawing(self, svg: str, alt: str, caption: str, paper_height: int) -> Drawing:
        return Drawing(svg if self.is_paper else on_page(svg, VARIABLES), self.said.say(alt), caption, paper_height)

    def _over_time(self) -> Iterable[Part]:
        say, tables = self.said.say, self.report.tables
        if self.report.summary["deliberations"]:
            chart = outcomes_chart(tables["sessions"], tables["years"], self.said, self.font)
            caption = say("En haut, délibérations par issue ; en bas, part disputée ; « ? » : rien n’en est connu.")
            yield self._drawing(chart, ALT_OUTCOMES, " ".join(filter(None, (caption, self._not_drawn()))), paper_height=95)
        yield self._table(YEARS)
        yield self._table(SESSIONS)

    def _not_drawn(self) -> str:
        """How many sessions the chart leaves out because they are set aside."""
        aside = int(self.report.summary["sessions_set_aside"] or 0)
        if not aside:
            return ""
        sessions = self.said.count(aside, "séance mise à l’écart", "séances mises à l’écart")
        return self.said.say("Hors du dessin : {sessions}.", sessions=sessions)

    def _closest(self) -> Iterable[Part]:
        if not self.report.tables["closest"]:
            yield Paragraph(self.said.say("Aucune délibération disputée dont l’écart soit connu."))
            return
        yield self._table(CLOSEST)
        said, summary = self.said, self.report.summary
        yield Paragraph(
            said.say(
                "L’écart est connu de {known} sur {all}.",
                known=said.count(summary["margin_known"], "délibération", "délibérations"),
                all=said.whole(summary["deliberations"]),
            )
        )
        if summary["pivotal_proxies"] is None:
            yield Paragraph(said.say("Les membres représentés ne sont connus d’aucune : on ignore si des pouvoirs auraient pu décider."))
            return
        yield Paragraph(
            said.say(
                "Des pouvoirs auraient pu décider de {pivotal}, sur {known} dont l’écart et les membres représentés sont connus.",
                pivotal=said.whole(summary["pivotal_proxies"]),
                known=said.count(summary["pivotal_known"], "délibération", "délibérations"),
            )
        )

    def _unanimity(self) -> Iterable[Part]:
        said, summary = self.said, self.report.summary

        def told(name: str) -> str:
            value, known = summary[f"{name}_share"], summary[f"{name}_known"]
            if value is None:
                return said.say("inconnue")
            return f"{said.percent(value)} ({said.whole(summary[name])} / {said.whole(known)})"

        yield Paragraph(said.say("Unanimité imprimée : {share}.", share=told("unanimous_printed")))
        yield Paragraph(said.say("Unanimité stricte : {share}.", share=told("unanimous_strict")))
        if self.report.tables["unanimity"]:
            yield self._table(UNANIMITY)
        else:
            yield Paragraph(said.say("Aucune unanimité imprimée ne contredit les voix ou les noms imprimés à côté d’elle."))

    def _councillors(self) -> Iterable[Part]:
        report, say = self.report, self.said.say
        if not report.knows_votes:
            yield Paragraph(say("Aucun vote n’est connu de quelqu’un : il n’y a pas de chiffre par membre."))
            return
        lead = say("Un taux demande au moins {votes} votes.", **places(report))
        for scope, words in SCOPE.items():
            rows = [row for row in report.tables["councillors"] if row["scope"] == scope]
            if rows:
                yield self._table(COUNCILLORS, rows, _capital(say(words)), lead)

    def _agreement(self) -> Iterable[Part]:
        report, said = self.report, self.said
        say = said.say
        if not report.tables["agreement"]:
            yield Paragraph(say("Aucune paire de membres n’a de votes connus dans les mêmes scrutins : il n’y a pas d’accord à mesurer."))
            return
        yield Paragraph(
            say(
                "Il faut au moins {votes} votes communs ; en dessous, la case reste sans couleur ni chiffre, jamais zéro. L’ordre "
                "rapproche ceux qui votent de même.",
                **places(report),
            )
        )
        without: list[Paragraph] = []
        for matrix in report.matrices:
            if not matrix.pairs:
                continue
            title = self._matrix_title(matrix)
            reasons = say(" ; ").join(
                reader(report, said).reason(code) + say(" : ") + said.count(number, "paire", "paires")
                for code, number in sorted(matrix.hidden_reasons.items())
            )
            if not matrix.order:
                without.append(Paragraph(say("{title} : aucune paire n’a de taux ({reasons}).", title=title, reasons=reasons)))
                continue
            caption = title + (say(". Sans taux – {reasons}", reasons=reasons) if reasons else "") + "."
            if matrix.hidden:
                hidden = ", ".join(sorted((report.names[one] for one in matrix.hidden), key=french_figures.alphabetical))
                caption = f"{caption} " + say("Sans aucun taux, et donc pas dans le tableau : {names}.", names=hidden)
            chart = agreement_chart(matrix, report.names, said, self.font)
            height = SMALL_SQUARE if len(matrix.order) <= MOST_SMALL else LARGE_SQUARE
            yield self._drawing(chart, ALT_AGREEMENT, caption, height)
            if not self.is_paper:
                yield self._square(matrix, title)
        yield from without
        if self.is_paper and any(matrix.order for matrix in report.matrices):
            yield Paragraph(say("Les nombres de chaque paire sont dans la page et dans le classeur."))

    def _matrix_title(self, matrix: AgreementMatrix) -> str:
        basis = self.said.say("noms imprimés") if matrix.basis == "stated" else self.said.say("votes déduits compris")
        return f"{_capital(self.said.say(SCOPE[matrix.scope]))}, {basis}"

    def _square(self, matrix: AgreementMatrix, title: str) -> Square:
        reads = reader(self.report, self.said)

        def pair(one: str, other: str) -> Pair | None:
            if one == other:
                return None
            same, compared, reason = matrix.pair(one, other)
            if reason:
                return Pair("", reads.reason(reason), None)
            share = same / compared
            # two digits, and only what is whole reads 0 or 100
            rounded = round(share * 100) if share in (0, 1) else min(max(round(share * 100), 1), 99)
            return Pair(str(rounded), f"{self.said.whole(same)}/{self.said.whole(compared)}", step(share))

        return Square(
            caption=self.said.say("{title} : accord en %, puis votes semblables / votes comparés.", title=title),
            names=tuple(self.report.names[one] for one in matrix.order),
            rows=tuple(tuple(pair(one, other) for other in matrix.order) for one in matrix.order),
        )

    def _groups(self) -> Iterable[Part]:
        say = self.said.say
        if not self.report.tables["groups"]:
            yield Paragraph(
                say(
                    "Aucun groupe n’est connu : les documents n’en impriment pas l’appartenance. Un fichier des groupes, déposé dans le "
                    "dossier roster/, permet de mesurer leur cohésion."
                )
            )
            return
        yield self._table(GROUPS, more=say("Il faut au moins {members} membres et {votes} votes.", **places(self.report)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
