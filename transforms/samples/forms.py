"""The three forms of a sitting's papers, as blocks of text together with the truth of what they print.

A form is built once (``extract_sheet``, ``minutes_sheet``, ``decision_list_sheet``); its PDF and its truth come from the same sheet,
so that they can not drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from transforms.model import Choice, DocType, Outcome, Status
from transforms.samples import phrases
from transforms.samples.facts import Item, SessionFacts, State, Town
from transforms.samples.french import WEEKDAYS, date_in_french, date_in_words, that, time_in_digits, time_in_words
from transforms.samples.layout import Block, Kind, to_pdf
from transforms.samples.phrases import Printed, RollCall, called, full_name
from transforms.samples.styles import STYLES, Style


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document before it is drawn: its blocks, and its truth in the shape that ``registre parse`` prints."""

    stem: str
    blocks: tuple[Block, ...]
    truth: dict[str, Any]
    footer: str
    page_form: str = "Page {page} / {pages}"

    def pdf(self) -> bytes:
        return to_pdf(self.blocks, title=self.stem, footer=self.footer, page_form=self.page_form)


def style_of(session: SessionFacts) -> Style:
    return replace(STYLES[session.index % len(STYLES)], spellings=session.spellings)


# --- single extract ----------------------------------------------------------------------------------------------------------------


def extract_sheet(town: Town, session: SessionFacts, item: Item) -> Sheet:
    """One deliberation on its own, with the roll call at that item."""
    style = style_of(session)
    stem = f"{town.slug}-{session.date}-{item.act_number}"
    roll = phrases.roll_call(session.roll_at(item.position), style)
    receipt = _receipt(town, session, item)
    title = _typeset(item.subject.title, style)
    printed = phrases.decision(item, session, style)
    stated = _stated(session, roll, style)
    blocks = [
        *_blocks("line", "RÉPUBLIQUE FRANÇAISE", f"Commune de {town.name}"),
        Block("space"),
        *_blocks(
            "title", "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS", "DU CONSEIL MUNICIPAL", f"SÉANCE DU {date_in_french(session.date).upper()}"
        ),
        *(_blocks("heading", f"OBJET : {item.subject.theme}") if style.subject_line else ()),
        *(_blocks("small", *receipt) if style.receipt_on_top else ()),
        *_totals_blocks(stated, style),
        Block("space"),
        Block("justified", _opening(town, session, style)),
        *_roll_blocks(roll, style),
        Block("text", _secretary(session, style)),
        Block("heading", style.number.format(number=item.number)),
        Block("heading", title if style.subject_line else f"OBJET : {title}"),
        *_blocks("text", *_visas(item, session, style)),
        *_decision_blocks(printed),
        *(_blocks("text", *_articles(style)) if item.outcome in (Outcome.ADOPTED, Outcome.ELECTED) else ()),
        Block("text", "Fait et délibéré les jour, mois et an que dessus."),
        *_blocks("line", "Pour extrait conforme,", _signed(session, style)),
        Block("space"),
        *(() if style.receipt_on_top else _blocks("small", *receipt)),
        Block("small", f"Publié le {item.published_on:%d/%m/%Y}"),
    ]
    truth = _truth(stem, DocType.EXTRACT, town, session, style, stated, roll, [_deliberation(item, printed, title, style)])
    return Sheet(stem, tuple(blocks), truth, _footer(town))


def receipt_number(town: Town, session: SessionFacts, item: Item) -> str:
    """The préfecture's number of the act, e.g. ``099-219900123-20240123-DEL2024_001-DE``."""
    return f"{town.department}-{town.siren}-{session.date:%Y%m%d}-{item.act_number}-DE"


def _receipt(town: Town, session: SessionFacts, item: Item) -> tuple[str, ...]:
    day = f"{item.transmitted_on:%d/%m/%Y}"
    return (
        "Accusé de réception en préfecture",
        receipt_number(town, session, item),
        f"Date de télétransmission : {day}",
        f"Date de réception préfecture : {day}",
    )


def _visas(item: Item, session: SessionFacts, style: Style) -> tuple[str, ...]:
    rapporteur = f"{called(item.rapporteur, style)}, {phrases.office(item.rapporteur)}, expose ce qui suit :"
    return (
        rapporteur,
        "Vu le code général des collectivités territoriales, notamment son article L.2121-29,",
        _typeset(f"Considérant {that(item.subject.purpose)},", style),
    )


def _articles(style: Style) -> tuple[str, ...]:
    return (
        f"AUTORISE le maire à signer tout document utile à l{style.apostrophe}exécution de la présente délibération.",
        _typeset(
            "DIT que la présente délibération peut être contestée devant le tribunal administratif dans les deux mois de sa publication.",
            style,
        ),
    )


# --- minutes -----------------------------------------------------------------------------------------------------------------------


def minutes_sheet(town: Town, session: SessionFacts) -> Sheet:
    """The whole sitting: roll call at its opening, agenda, every item with its discussion and vote, movements where they happen."""
    style = style_of(session)
    stem = f"{town.slug}-{session.date}-proces-verbal"
    late = phrases.late_comers(session)
    roll = phrases.roll_call(session.roll, style, late)
    stated = _stated(session, roll, style)
    blocks = [
        *_blocks("line", f"Commune de {town.name}"),
        Block("title", "PROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL"),
        Block("title", f"du {date_in_french(session.date)}"),
        Block("justified", _opening(town, session, style)),
        *_totals_blocks(stated, style),
        *_roll_blocks(roll, style),
        Block("text", _secretary(session, style)),
        Block("text", f"Le quorum étant atteint, la séance est ouverte à {time_in_digits(session.start_time)}."),
        *_previous(session, style),
        Block("heading", "ORDRE DU JOUR"),
        *_blocks(
            "line",
            *(
                f"{item.number}{'.' if session.numbered_by_agenda else ' –'} {_typeset(item.subject.title, style)}"
                for item in session.items
            ),
        ),
        Block("space"),
    ]
    deliberations, changes = [], []
    for item in session.items:
        for movement in session.movements:
            if movement.position == item.position:
                blocks.append(Block("heading", phrases.movement_line(movement, style)))
                changes.append(
                    {
                        "name": full_name(movement.member, style),
                        "event": movement.event.value,
                        "proxy": full_name(movement.holder, style) if movement.holder else None,
                    }
                )
        title = _typeset(item.subject.title, style)
        printed = phrases.decision(item, session, style)
        blocks.append(Block("heading", style.item.format(number=item.number, title=title)))
        blocks += _blocks("justified", *_discussion(item, session, style))
        blocks += _decision_blocks(printed)
        deliberations.append(_deliberation(item, printed, title, style))
    blocks += _closing(session, style)
    truth = _truth(stem, DocType.MINUTES, town, session, style, stated, roll, deliberations, changes)
    return Sheet(stem, tuple(blocks), truth, _footer(town))


def _previous(session: SessionFacts, style: Style) -> list[Block]:
    """The previous minutes, where approving them is no item of its own: nothing is voted, so it is no deliberation."""
    if session.previous is None or any("procès-verbal" in item.subject.title for item in session.items):
        return []
    return [
        Block("text", _typeset(f"Le procès-verbal de la séance du {date_in_french(session.previous)} n'appelle aucune observation.", style))
    ]


def _discussion(item: Item, session: SessionFacts, style: Style) -> list[str]:
    """The rapporteur's paragraph; at every third item somebody asks and is answered."""
    said = [_typeset(f"{called(item.rapporteur, style)}, {phrases.office(item.rapporteur)}, expose {that(item.subject.purpose)}.", style)]
    present = [m for m, seat in session.seats_at(item).items() if seat.state is State.PRESENT and m is not item.rapporteur]
    if item.position % 3 == 0:
        asker = present[(item.position * 7 + session.index) % len(present)]
        question = "si le calendrier annoncé pourra être tenu. Il lui est répondu que la commission compétente en sera saisie"
        said.append(_typeset(f"{phrases.spoken(asker, style)} demande {question}.", style))
    return said


def _closing(session: SessionFacts, style: Style) -> list[Block]:
    blocks = []
    if style.shows_delegated:
        blocks.append(Block("heading", "Décisions prises par délégation du conseil municipal"))
        year = session.date.year
        blocks += _blocks(
            "line",
            f"- DM{year}-{session.index + 11} : renouvellement du contrat d{style.apostrophe}entretien des chaudières",
            f"- DM{year}-{session.index + 12} : location de la salle des fêtes pour une bourse aux livres",
        )
    end = time_in_digits(session.end_time)
    blocks += [
        Block("space"),
        Block("text", f"L{style.apostrophe}ordre du jour étant épuisé, la séance est levée à {end}."),
        *_blocks("line", _signed(session, style)),
        *_blocks("line", f"Secrétaire de séance, {full_name(session.secretary, style)}"),
    ]
    return blocks


# --- decision list -----------------------------------------------------------------------------------------------------------------


def decision_list_sheet(town: Town, session: SessionFacts) -> Sheet:
    """The list posted within a week (CGCT L.2121-25): number, object and decision in one table."""
    style = style_of(session)
    stem = f"{town.slug}-{session.date}-liste-des-deliberations"
    rows, deliberations = [("N°", "OBJET", "DÉCISION")], []
    for item in session.items:
        title, printed = _typeset(item.subject.title, style), phrases.listed_decision(item, style)
        rows.append((item.number, title, printed.lines[0]))
        deliberations.append(_deliberation(item, printed, title, style))
    blocks = (
        *_blocks("line", f"Commune de {town.name}"),
        Block("title", "LISTE DES DÉLIBÉRATIONS EXAMINÉES PAR LE CONSEIL MUNICIPAL"),
        Block("title", f"Séance du {date_in_french(session.date)}"),
        Block("table", rows=tuple(rows), widths=(58, 258, 154)),
        Block("space"),
        Block("small", f"Liste affichée et mise en ligne le {session.items[0].transmitted_on:%d/%m/%Y}"),
    )
    truth = {
        "file": f"{stem}.pdf",
        "doc_type": DocType.DECISION_LIST.value,
        "council": town.name,
        "session": {**_NO_SESSION_FACTS, "date": session.date.isoformat()},
        "attendance": [],
        "changes": [],
        "deliberations": deliberations,
    }
    return Sheet(stem, blocks, truth, _footer(town))


# --- parts that the forms share ----------------------------------------------------------------------------------------------------

_NO_SESSION_FACTS = dict.fromkeys(
    (
        "date", "start_time", "convened_on", "president", "secretary", "members_in_office", "stated_present", "stated_represented",
        "stated_excused", "stated_absent", "stated_voters",
    )
)  # fmt: skip


def _blocks(kind: Kind, *texts: str) -> list[Block]:
    return [Block(kind, text) for text in texts]


def _typeset(text: str, style: Style) -> str:
    return text.replace("'", style.apostrophe)


def _footer(town: Town) -> str:
    return f"{town.name} – commune fictive, document d'exemple"


def _opening(town: Town, session: SessionFacts, style: Style) -> str:
    """The sentence that gives date, time, convocation and president."""
    president = session.president
    chair = f"{called(president, style)}, {phrases.office(president)}"
    convened = date_in_french(session.convened_on)
    match style.opening:
        case "words":
            when = f"{_upper_first(date_in_words(session.date))} à {time_in_words(session.start_time)}"
            met = f"le conseil municipal de la commune de {town.name}, légalement convoqué le {convened}, s'est réuni à l'hôtel de ville"
            text = f"{when}, {met}, en séance publique, sous la présidence de {chair}."
        case "digits":
            when = f"Le {WEEKDAYS[session.date.weekday()]} {date_in_french(session.date)} à {time_in_digits(session.start_time)}"
            met = f"le conseil municipal de {town.name}, dûment convoqué par lettre du {convened}, s'est assemblé salle des mariages"
            text = f"{when}, {met}, sous la présidence de {chair}."
        case "short":
            when = f"{_upper_first(date_in_words(session.date))}, à {time_in_digits(session.start_time, ' heures ')}"
            met = f"se sont réunis les membres du conseil municipal de {town.name}"
            text = f"{when}, {met}, sous la présidence de {chair}. Date de la convocation : {convened}."
    return _typeset(text, style)


def _upper_first(text: str) -> str:
    return text[0].upper() + text[1:]


def _secretary(session: SessionFacts, style: Style) -> str:
    return f"Secrétaire de séance : {called(session.secretary, style)}"


def _signed(session: SessionFacts, style: Style) -> str:
    return f"{'La présidente' if session.president.is_woman else 'Le président'} de séance, {full_name(session.president, style)}"


def _roll_blocks(roll: RollCall, style: Style) -> list[Block]:
    blocks = []
    for heading, lines in roll.groups:
        joined = style.roll in ("commas", "spaced_dashes") and len(lines) == 1
        blocks += [Block("justified", f"{heading} {lines[0]}")] if joined else [Block("heading", heading), *_blocks("line", *lines)]
    return [*blocks, Block("space")]


def _stated(session: SessionFacts, roll: RollCall, style: Style) -> dict[str, int | None]:
    """The totals that the paper prints; one too many present where that error is planted."""
    stated: dict[str, int | None] = dict.fromkeys(
        ("members_in_office", "stated_present", "stated_represented", "stated_excused", "stated_absent", "stated_voters")
    )
    if style.totals == "none":
        return stated
    present, represented = roll.count(Status.PRESENT), roll.count(Status.REPRESENTED)
    stated |= {
        "members_in_office": len(session.roll),
        "stated_present": present + (session.planted == "C1"),
        "stated_represented": represented,
    }
    if style.totals_voters:
        return stated | {"stated_voters": present + represented}
    return stated | {"stated_excused": roll.count(Status.EXCUSED), "stated_absent": roll.count(Status.ABSENT)}


_TOTALS = {
    "members_in_office": "Nombre de conseillers en exercice",
    "stated_present": "Présents",
    "stated_represented": "Absents représentés",
    "stated_excused": "Absents excusés",
    "stated_absent": "Absents non excusés",
    "stated_voters": "Votants",
}


def _totals_blocks(stated: dict[str, int | None], style: Style) -> list[Block]:
    printed = {_TOTALS[name]: value for name, value in stated.items() if value is not None}
    if style.totals == "dotted":
        return [Block("dotted", f"{label}{'.' * (70 - len(label))}{value}") for label, value in printed.items()]
    return [Block("line", f"{label} : {value}") for label, value in printed.items()]


def _decision_blocks(printed: Printed) -> list[Block]:
    """The last line as a paragraph, the ones before it one below the other."""
    return [*_blocks("line", *printed.lines[:-1]), Block("text", printed.lines[-1])]


def _deliberation(item: Item, printed: Printed, title: str, style: Style) -> dict[str, Any]:
    """What the paper prints of an item, in the shape of a truth file."""
    return {
        "number": item.number,
        "title": title,
        "outcome": printed.outcome.value,
        "unanimous": printed.unanimous,
        **{choice.value: printed.votes.get(choice) for choice in Choice},
        "named": {choice.value: [phrases.short_name(m, style) for m in printed.named.get(choice, ())] for choice in Choice},
    }


def _truth(
    stem: str,
    doc_type: DocType,
    town: Town,
    session: SessionFacts,
    style: Style,
    stated: dict[str, int | None],
    roll: RollCall,
    deliberations: list[dict[str, Any]],
    changes: list[dict[str, str | None]] | None = None,
) -> dict[str, Any]:
    return {
        "file": f"{stem}.pdf",
        "doc_type": doc_type.value,
        "council": town.name,
        "session": {
            **_NO_SESSION_FACTS,
            "date": session.date.isoformat(),
            "start_time": session.start_time,
            "convened_on": session.convened_on.isoformat(),
            "president": full_name(session.president, style),
            "secretary": full_name(session.secretary, style),
            **stated,
        },
        "attendance": list(roll.attendance),
        "changes": changes or [],
        "deliberations": deliberations,
    }
