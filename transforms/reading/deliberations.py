"""The items put to the council: where each begins, its number, title and theme, and how it ended.

Documents head their items in many ways: "2024-06-12 BUDGET", "D2025-027 - Objet : …", "3. Vente d'un terrain", "4-2 ÉLECTION …",
"OBJET : …", or a line of its own before a paragraph that ends in a vote. The same titles often stand in the agenda before and in a list
after. So all lines that could be headings are collected by their style, and the style whose headings part the decisions from each other
is the document's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from rapidfuzz import fuzz

from transforms.model import Certainty, Choice, DocType, Outcome, PrintedDeliberation
from transforms.reading import lexicon_votes as lexicon
from transforms.reading.flow import Flow
from transforms.reading.phrases import Phrase
from transforms.reading.reflow import Reflowed, with_lines
from transforms.reading.votes import ACCOUNTS, Decision, Mark, names_before, read_decision, read_marks
from transforms.text import fold, squeeze, words

MAX_TITLE: Final = 700  # characters: the longest title seen has 560
MAX_STEPS: Final = 400_000  # from heading to heading; minutes of 80 pages have some 300 headings of one style, rows of tables included
LONGEST_THEME: Final = 3  # words
SHORTEST_TEXT: Final = 60  # characters under the heading of an information
MAX_TWINS: Final = 40  # places of one number; more are rows of tables
LIST_GAP: Final = 900  # characters between two entries of an agenda: the longest seen has four lines of particulars
MANY: Final = 3  # decided items of one document: more than an extract of the register holds
WIDEST: Final = 120  # characters of a printed line
MAX_AGENDA: Final = 60  # lines of an agenda
SHORTEST_ENTRY: Final = 6  # letters of an entry of the agenda
AGENDA: Final = "ORDREDUJOUR"
LONG_ENTRY: Final = 11  # letters from which an entry may be garbled
ALIKE: Final = 85.0  # percent of its letters that its title has too
FULL_LINE: Final = 0.7  # of the width of the text: a title this long was broken by the margin and goes on in the next line


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may head an item. ``value`` orders the headings of one style; ``title_at`` is where the title begins."""

    style: str
    value: tuple[int, ...]
    number: str | None
    start: int
    title_at: int
    is_open: bool = False  # the title stands on the lines that follow
    title_end: int | None = None  # where the heading itself says so
    is_listed: bool = False  # the agenda prints it too
    is_named: bool = False  # the word "délibération" stands before the number


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the body: heading, title and the span in which its decision stands."""

    number: str | None
    title: str | None
    start: int
    title_end: int
    end: int
    subject: str | None = None
    is_headed: bool = True  # has a printed number, or stands under a marked heading
    cells: tuple[tuple[Choice, int], ...] = ()  # the counts in the columns of a list
    doubt: str | None = None


# --- headings ----------------------------------------------------------------------------------------------------------------------

_JOIN = r"[ \t]?[-_/.][ \t]?"
_CORE = (
    rf"(?:(?P<year>(?:19|20)\d\d[-_/.][A-Z]{{1,4}}[-_/.]?\d{{1,4}}|"
    rf"(?:19|20)\d\d(?:{_JOIN}\d{{1,4}}(?:{_JOIN}\d{{1,4}})?|[ \t]\d\d[ \t]\d\d)[A-Z]{{0,2}}(?:[-_./]\d{{1,4}})?|"
    rf"20\d{{6}}(?:[ \t]\d{{1,2}}|[-_/]\d{{1,4}}|\d{{0,2}}))|"
    rf"(?P<reverse>\d{{1,4}}{_JOIN}(?:20)?\d\d(?:[-_/.]\d{{1,4}})?)|(?P<plain>\d{{1,8}}(?:[-_/.]\d{{1,4}}){{0,3}}[A-Z]?))(?![\d,])"
)
_ACT = re.compile(
    r"^[ \t•*\"'>]*(?:(?:\d{1,2}[ \t]?[-.)/][ \t]*)(?=N[ \t]?[°O]|DEL))?(?P<word>(?:PROJET[ \t]+DE[ \t]+)?DELIB(?:ERATION|"
    r"\.)?[ \t]*(?:MUNICIPALE[ \t]*)?[:.-]?[ \t]*)?"
    r"(?:(?:AFFAIRE|RAPPORT|QUESTION|DOSSIER|POINT|ACTE|D\.?C\.?[MC]\.?|DEL\.?)[ \t]+(?=N[ \t]?[°O]))?"
    r"(?P<no>(?:N[ \t]?[°O][ \t.]*|NUMERO[ \t]*)(?:DE[ \t]+(?:LA[ \t]+)?DELIBERATION[ \t]*|"
    r"DE[ \t]+L'ACTE[ \t]*|D'(?:ACTE|ORDRE)[ \t]*)?:?[ \t]*)?"
    rf"(?P<act>(?:(?P<prefix>[A-Z]{{1,6}})[ \t]?[-_.]?)?{_CORE})[ \t]*(?P<delimiter>[-:.)/|"
    rf"]{{0,2}})[ \t]*(?:\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}\.?[ \t]*(?:[-:][ \t]*|(?<=[ \t]))(?=[A-Z]))?"
    rf"(?:{lexicon.OBJECT}[ \t]*)?(?P<rest>.*)$",
    re.M,
)
_OF_DAY = re.compile(
    r",?[ \t]*(?:DU|EN[ \t]+DATE[ \t]+DU|SEANCE[ \t]+DU)[ \t]+(?:[A-Z]+[ \t]+)?\d{1,2}(?:ER)?[ \t/.-]+(?:\d{1,2}|[A-Z]+)[ \t/.-]+\d{4}"
    r"(?:[ \t]*$|[ \t]*[-:][ \t]*)"
)
_PORTING = re.compile(r"(?:PORTANT|RELATI(?:F|VE)\s+(?:A|AU|AUX)|CONCERNANT|AUTORISANT|APPROUVANT|FIXANT|SOLLICITANT)\b")
_WORD_ALONE = re.compile(
    r"^[ \t]*(?P<word>(?:POINT|QUESTION|AFFAIRE|RAPPORT|DOSSIER|SUJET)[ \t]*(?:N[ \t]?[°O])?|N[ \t]?[°O])[ \t]*(?P<n>\d{1,3})[ \t]*[:.-]?$",
    re.M,
)
_ITS_NUMBER = re.compile(r"N[ \t]?[°O][ \t]*:?[ \t]*[A-Z]{0,6}[ \t_-]?\d")
_CLOSING_ACT = re.compile(r"\([ \t]*(?P<act>[A-Z]{1,6}[ \t]?[-_]?[ \t]?20\d\d[-_/. ]\d{1,4}[A-Z]?)[ \t]*\)[ \t]*$", re.M)
_SERIAL = re.compile(
    r"^[ \t•*>-]*(?:DELIB(?:ERATION|\.)?[ \t]*)?(?:N[ \t]?[°O][ \t.]*)?"
    r"[\[(]?(?P<act>(?:[A-Z]{1,5}[ \t]?[-_./]?[ \t]?)?"
    r"\d{1,8}(?:[ \t]?[-_/.][ \t]?\d{1,8}|[-_]?[A-Z]{2,5}[-_]?\d{1,4}|[ \t]\d{2,4}(?=[ \t])){0,3})"
    r"(?![\w,%€])\]?[ \t]*(?P<delimiter>[-:.)/|]{0,2})[ \t]*(?P<rest>[^\W\d].*|)$",
    re.M,
)
_BEHIND = re.compile(
    r"[-:(,][ \t]*(?:(?:DELIB(?:ERATION|\.)?|DCM|DEL\.?)[ \t]*)?(?:N[ \t]?[°O][ \t.]*)?"
    r"(?P<act>(?:[A-Z]{1,5}[ \t]?[-_]?[ \t]?)?\d{2,8}(?:[-_/. ]\d{1,4}){0,2})[ \t]*\)?[ \t]*[.:]?$"
)
LONGEST_NUMBER: Final = 45  # characters of an act's number behind a title, with its words
LAST_MATTER, MOST_UNDER_MATTER = 9, 10  # of the nomenclature ACTES
SHORTEST_SERIES: Final = 3  # numbers
WIDEST_GAP: Final = 3  # from one number of a series to the next: some acts are printed elsewhere
_OF_A_YEAR = re.compile(r"[/-]20\d\d$")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d")  # a school year, not an act
_VOTE_LINE = re.compile(r"(?:(?:POUR|CONTRE|ABSTENTIONS?|VOTES?|VOTANTS?|PRESENTS?|EXPRIMES|RESULTATS?)\b[^A-Z:\d]*)++(?::|\d|$)")
# "1. Vente : M. le Maire expose …", "2. Tarifs Adopté à l'unanimité": the body or the verdict on the title's own line
_RUNS_IN = re.compile(
    r"[ \t]?:[ \t]{1,2}(?=(?:M\.|MR|MME|MONSIEUR|MADAME)[ \t]+(?:(?:LE|LA)[ \t]+(?:MAIRE|PRESIDENTE?)\b|"
    r"[A-Z'-]+,?[ \t]+(?:[A-Z'-]+,?[ \t]+){0,4}?"
    r"(?:EXPOSE|PRESENTE|INFORME|PROPOSE|INDIQUE|RAPPELLE|EXPLIQUE|PRECISE|FAIT|DONNE|DEMANDE)\b)|"
    r"(?:LE|LA)[ \t]+(?:MAIRE|PRESIDENTE?)[ \t]+[A-Z]+E\b|LE[ \t]+CONSEIL(?:[ \t]+[A-Z]+)?[ \t,]+[A-Z]|"
    r"(?:SUITE[ \t]+A|APRES|CONSIDERANT|VU[ \t]+L)\b)|"
    r"[ \t:.-]{1,4}(?=LE[ \t]+CONSEIL(?:[ \t]+MUNICIPAL)?,?[ \t]+(?:APPROUVE|ADOPTE|AUTORISE|DECIDE|PREND[ \t]+ACTE|A[ \t]+L'UNANIMITE)\b|"
    r"(?:ADOPTE|APPROUVE|VOTE|ACCEPTE)E?S?[ \t]+(?:A[ \t]+(?:L'UNANIMITE|LA[ \t]+MAJORITE)|PAR[ \t]+\d)|"
    r"(?:VOTE[ \t]*:[ \t]*)?A[ \t]+(?:L'UNANIMITE|LA[ \t]+MAJORITE)\b)"
)
_ONE_WORD = re.compile(r"[A-ZÉ][a-zà-ÿ]{5,}")  # "Subvention : Après en avoir délibéré, …"
_NUMBERED = re.compile(
    r"\W*(?:\d{1,3}[ \t]?°?[.)/-]|(?:POINT|QUESTION|AFFAIRE|RAPPORT|DELIBERATION|DELIB|DOSSIER)S?[ \t.]*(?:N[ \t]?[°O])?[ \t]*\d|"
    r"(?:[A-Z]{1,6}[ _-]?)?20\d\d[ \t]?[-_/.][ \t]?\d)"
)
_OF_BODY = re.compile(r"(?:SEANCE\b|SESSION\b|REUNION\b|EXTRAITS?\s|CONSEIL\s|COMMUNE\s|VILLE\s|MAIRIE\s|ARRONDISSEMENT\b|CANTON\b|DU\s\d)")
_REGISTER = re.compile(r"EXTRAITS?\s+D(?:U|ES)\s+(?:REGISTRES?|PROCES|DELIB)")
_NUMBER_IN_HEAD = re.compile(  # "COMMUNE DE VALMONT – DÉLIBÉRATION N° 2024-18"
    rf"[-–—:|,][ \t]*DELIB(?:ERATION|\.)?[ \t]*N[ \t]?[°O][ \t.:]*(?P<act>(?:[A-Z]{{1,6}}[ \t]?[-_.]?)?{_CORE})[ \t]*$", re.M
)
_LETTERHEAD = Phrase(
    r"\bREPUBLIQUE\s+FRAN|\bDEPARTEMENT\s+D|\b(?:SOUS-)?PREFECTURE\b|^ID\s*:|\bDATE\s+DE\s+(?:LA\s+)?CONVOCATION|"
    r"\bNOMBRE\s+DE\s+(?:MEMBRES|CONSEILLERS|ELUS|DELEGUES|PRESENTS|VOTANTS|POUVOIRS|PROCURATIONS|SUFFRAGES)\b|"
    r"^(?:CONSEILLERS|MEMBRES|ELUS|DELEGUES)\s+(?:[A-Z]+\s+)?EN\s+EXERCICE\b"
)
_PREPOSITION = re.compile(r"(?:SUITE\s+A|POUR\b|DANS\s|EN\s(?!\d{4})|A\s|AUX?\s|SUR\s|AFIN\s|LORS\s|SELON\s)")
_VISA = re.compile(r"VU\s+(?:L[AE]S?\s|L'|CODE\b)|CONSIDERANT\b")
_AGENDA_ENDS = re.compile(r"[\W\d]*(?:INFORMATIONS?\s+ET\s+)?(?:QUESTIONS?|AFFAIRES?|INFORMATIONS?)\s+DIVERSES?\b")
_ORDINAL = re.compile(
    r"^[ \t•*]*(?:-(?=\d{1,3}[ \t]?-)|\((?=\d{1,3}[ \t]?\)))?"
    r"(?:(?P<word>POINT|QUESTION|AFFAIRE|RAPPORT|DOSSIER|SUJET|OBJET|RESOLUTION|DECISION)S?[ \t]*(?:N[ \t]?[°O][ \t]*)?)?"
    r"(?P<n>\d{1,3})(?:(?P<sub>[.-]\d{1,2}|[.-]?[A-Z])(?=[ \t).:/°-]))?[ \t]*(?:(?<=[ \t])(?:DE|A)[ \t]+L'ORDRE[ \t]+DU[ \t]+JOUR[ \t]*)?"
    r"(?P<delimiter>°[ \t]?[)/-]|"
    r"[.)/:°-]{1,2}(?:[ \t]+[-:](?=[ \t]))?)?[ \t]*(?P<rest>\S.*)$",
    re.M,
)
_NTH = re.compile(  # "1er point : …", "2ème question – …"
    r"^[ \t•*]*(?P<n>\d{1,2})[ \t]?(?:ERE?|N?D?E|EME)[ \t]+"
    r"(?:POINT|QUESTION|AFFAIRE|SUJET|DELIBERATION)[ \t]*[:.-][ \t]*(?P<rest>\S.*)$",
    re.M,
)
_ORDINAL_WORD = re.compile(
    rf"^[ \t•*-]*(?P<n>(?:{'|'.join(lexicon.ORDINALS)})[A-Z]*)[ \t]+(?:POINT|QUESTION|AFFAIRE|SUJET|DELIBERATION)[ \t]*[:.-]"
    r"[ \t]*(?P<rest>\S.*)$",
    re.M,
)
_ROMAN = re.compile(
    r"^[ \t•*]*(?:-(?=[IVX]{1,5}[ \t]?-))?(?P<roman>[IVX]{1,5})[ \t]*(?P<delimiter>[.)/°:-]{1,2})[ \t]*(?P<rest>\S.*)$", re.M
)
_LETTER = re.compile(r"^[ \t•*]*(?P<letter>[A-LN-Z])[ \t]?(?P<delimiter>[.)/:]|-(?=[ \tA-Z]))[ \t]*(?P<rest>\S.*)$", re.M)
_OBJECT = re.compile(rf"^[ \t•*>]*(?:DELIBERATION[ \t]*[-:]?\s*)?{lexicon.OBJECT}[ \t]*(?P<rest>.*)$", re.M)
_DELIBERATION = re.compile(
    r"^[ \t•*>-]*(?:TITRE|DELIBERATION|AFFAIRE|POINT|QUESTION|THEME|DOSSIER)[ \t]*[:-][ \t]*(?P<rest>[A-Z].*)$", re.M
)
_DASHED = re.compile(r"^[ \t]*(?:[-•*➢►▪■●○−–→➔❖▶▷◆◇◊✓✔❑❒❏□⇒\ue000-\uf8ff]|O(?=[ \t]))[ \t]+(?P<rest>\S.*)$", re.M)
_NO_DASH = re.compile(
    r"(?:DECISIONS?\s+(?:N\s?[°O]|DU\s+\d|MUNICIPALE\s+N)|D[EU]\s|D'|A\s|AUX?\s|POUR\b|CONTRE\b|ABSTEN|VOTES?\s*:|ARTICLE\b|"
    r"[A-Z]+(?:ER|IR|RE)\s)"
)
_OPENER = re.compile(lexicon.OPENER)
_CLOSING = re.compile(lexicon.CLOSING, re.M)
_NO_ITEM = re.compile(lexicon.NO_ITEM)
_CLERK_LABEL = re.compile(r"\s*SECRETAIRES?\s+DE\s+(?:LA\s+)?SEANCE\s*")
_MAYORS = re.compile(lexicon.MAYORS_DECISIONS)
_BODY_LABEL = re.compile(lexicon.BODY_LABEL)
_HINT = Phrase(lexicon.HINT, re.M)
LONGEST_ENDING: Final = 6  # signs of the words with which a line cannot end
_GOES_ON = re.compile(
    r"(?:\b(?:A|AU|AUX|DE|DU|DES|LA|LE|LES|ET|OU|EN|POUR|PAR|SUR|AVEC|DANS|D'|L'|UN|UNE|SON|SA|SES|ENTRE|SANS|SOUS|QUE|QUI|N°)|"
    r"[,:/(«-]|[LD]')$"
)
_PLAIN_OPENER = re.compile(lexicon.PLAIN_OPENER)
_ABBREVIATED = re.compile(r"\b[A-Z]\.$")
_SENTENCE_LIKE = re.compile(
    r"(?:(?:LE|LA|LES|DES|UN|UNE|CES?|CETTE|SON|SA|SES|CHAQUE|TOUTE?S?)\s|L'|[A-Z]+\s+(?:EST|SONT|SERA|SERONT|A|ONT|DOIT|PEUT)\s)"
    r"[^\n]{20,}\b(?:EST|SONT|SERA|SERONT|PEUT|PEUVENT|DOIT|DOIVENT|ONT|AURA|AURONT|RESTE|GARDE|A\s+ETE|SOUHAITE|BENEFICIE|PERMET\w*|"
    r"PREVOIT|PRECISE)\b"
)
_MAY_BE_PERSON = re.compile(r"(?:M\.|Mmes?\b|MM\.|Monsieur\b|Madame\b)|[A-ZÉÈ][\w-]+ [A-ZÉÈ-]{3,}$")
_VOTE_LABEL = re.compile(
    r"(?:VOTES?\s+)?(?:POUR|CONTRE|ABSTENTIONS?)\s*:|VOTES?\s*:|(?:A\s+L')?UNANIMITE\s*\.?$|"
    r"(?:ADOPTE|APPROUVE|ACCEPTE|VOTE)E?S?\s+A\s+(?:L'UNANIMITE|LA\s+MAJORITE)"
)
_LETTERED = re.compile(r"\d[-_/.][A-Z]")  # "2024-D06"
_NEW_SENTENCE = re.compile(r"(?:L[ea]s?|L['’]|Il|Elle|Cette|Ce)\s*(?=[a-zà-ÿ])")
_CIVILITY_ENDS = re.compile(r"\b(?:M|MM|Mme|Mmes|Mr|Mlle)\.?$")
_PEOPLE = re.compile(r"[A-Z'-]+\s*,\s*(?:M\.|MMES?\b|MM\.)")  # the second line of a list of names
_DETERMINER = re.compile(r"(?:LE|LA|LES|UNE?|DES|DEUX|TROIS|PLUSIEURS|QUELQUES|CERTAINS?|AUCUNE?)\s|L'")
_ARTICLE = re.compile(r"(?:LE|LA|LES|UN|UNE|DES|EN\s+VUE)\s|L'")
_TALK = re.compile(
    r"\b(?:EST|SONT|ONT|ETAIT|ETAIENT|SERA|SERONT|PEUT|PEUVENT|DOIT|DOIVENT|JE|NOUS|VOUS|ILS?|ELLES?|ON|PROCEDE|INDIQUE|"
    r"DEMANDE\s+(?:SI|QUE|A))\b|\bJ'|\bQU'IL"
)
_DECIDED = re.compile(r"(?:DE\s|D')[A-Z]+(?:ER|IR|RE)\b|A\s+(?:L'UNANIMITE|LA\s+(?:MAJORITE|SUITE|DEMANDE|QUESTION))\b")  # not its title
_TO_DO = re.compile(  # what is proposed or decided, in a list
    r"(?:(?:ACCEPT|ADOPT|APPROUV|AUTORIS|CHARG|CONFI|DELEGU|DESIGN|DONN|ENGAG|FIX|INSCRI|MANDAT|PRECIS|SIGN|SOLLICIT|VALID|VERS|VOT)(?:ER|RE)|"
    r"PRENDRE|S'ENGAGER)\s+(?:LE|LA|LES|L'|UNE?|DES?|D'|AUX?|A|TOUS?|TOUTES?|MONSIEUR|MADAME|M\.|MME)\b"
)
_OF_SITTING = re.compile(  # "CONSEIL COMMUNAUTAIRE DU 11 DÉCEMBRE 2012", "Secrétaire de séance : Luc ROUX": the head of the minutes
    r"(?:(?:COMPTE[ -]RENDU|PROCES[ -]VERBAL)\s+(?:DE\s+LA\s+|DU\s+|DE\s+)?)?"
    r"(?:(?:SEANCE|REUNION)\s+(?:ORDINAIRE\s+|PUBLIQUE\s+)?(?:DU\s+)?)?"
    rf"(?:(?:LE\s+)?(?:CONSEIL|BUREAU|COMITE)\s+(?:{lexicon.ADJECTIVE}\s+)?)?(?:DE\s+[A-Z' -]{{2,40}}\s+)?[-–]?\s*"
    r"(?:SEANCE\s+)?(?:DU|LE)\s+(?:LUNDI|MARDI|MERCREDI|JEUDI|VENDREDI|SAMEDI|DIMANCHE)?\s*"
    r"\d{1,2}(?:\s?ER)?[ /.-]+(?:[A-Z]+|\d{1,2})[ /.-]+\d{4}"
    r"(?:\s+A\s+\d{1,2}\s?(?:H|HEURES)\s?\d{0,2})?\s*$|"
    r"(?:SECRETAIRE|PRESIDENTE?)\s+DE\s+(?:LA\s+)?SEANCE\s*:"
)
_POSTED = re.compile(r"(?:ENVOYE|RECU|AFFICHE|PUBLIE|TRANSMIS)E?S?\s+(?:EN\s+(?:SOUS[\s-]*)?PREF|LE\b)")  # what a stamp says
_TABLE_HEAD = re.compile(
    r"(?:(?:SECTIONS?|FONCTIONNEMENT|INVESTISSEMENT|DEPENSES?|RECETTES?|TOTA(?:L|UX)|PREVISIONS?|REALISATIONS?|RESULTATS?|CHAPITRES?|"
    r"ARTICLES?|COMPTES?|OPERATIONS?|NATURE|"
    r"MONTANTS?|OBJETS?|LIBELLES?|DESIGNATION|D'|DE|DES|EXPLOITATION|HT|TTC|BUDGET|BP|CA|N°|NOM|PRENOM|QUALITE|FONCTION|TAUX|BASES?|"
    r"PRODUITS?|TITULAIRES?|SUPPLEANTS?|\d[\d .,]*+)\s*+[/:-]?\s*+)++"
)
_BULLET = re.compile(r"[-•*➢►▪■●○−–\ue000-\uf8ff>]")
_MONEY = Phrase(r"€|\bEUROS?\b|\d\s?%|\bTTC\b|\bHT\b|\d\s?M[2²]\b")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10}


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _digits(text: str) -> tuple[int, ...]:
    return tuple(int(d) for d in re.findall(r"\d+", text))


def _starts_title(flow: Flow, at: int) -> bool:
    """Whether what stands at ``at`` may begin a title: a capital, a quotation mark, a bracket."""
    char = flow.text[at : at + 1]
    return bool(char) and (char.isupper() or char in "«\"“([’'")


def act_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "2024-06-12 BUDGET", "D2025-027 - Objet : …", "Délibération n° 2021-060", "134-16 : …", "n° 2014 / 131"."""
    for match in flow.heads(_ACT, start, end, flow.starts_with_figure):
        prefix, rest, title_at = match["prefix"], match["rest"].strip(), match.start("rest")
        named = bool(match["word"] or match["no"])
        if rest and (of_day := _OF_DAY.match(rest)):  # "Délibération n° 2024-12 du 3 mai 2024", the title behind or below
            title_at = flow.folded.find(rest, title_at) + of_day.end()
            rest = rest[of_day.end() :]
        if _YEARS.fullmatch(match["act"]) or prefix in lexicon.NOT_ACTS or (prefix and prefix.startswith(("DELIB", "DECIS", "ART"))):
            continue
        if rest and not _starts_title(flow, title_at) and not (match["word"] and _is_titled_in_words(flow, match, title_at)):
            continue
        if match["year"]:
            good = bool(rest) or named or bool(prefix)
        elif match["reverse"]:
            dashed = "-" in match["delimiter"] and _OF_A_YEAR.search(match["act"]) is not None  # "012/2024 – Vente d'un terrain"
            good = named or bool(prefix and rest) or ((":" in match["delimiter"] or dashed) and bool(rest))
        else:
            good = (
                bool(match["word"])
                or (bool(match["no"]) and bool(match["delimiter"]) and bool(rest))
                or (bool(prefix) and re.search(r"\d[-_/]\d", match["act"]) is not None)
            )
        if not good or (rest and _MONEY.search(rest[:40]) and not match["delimiter"]):
            continue
        number = re.sub(r"\s+", "", flow.text[match.start("act") : match.end("act")])
        yield Heading(
            "act", _digits(match["act"]), number, _line_start(flow, match.start()), title_at, is_open=not rest, is_named=bool(match["word"])
        )


def _is_titled_in_words(flow: Flow, match: re.Match[str], title_at: int) -> bool:
    """ "Délibération n° 2024-12 portant vente d'un terrain" on a line that nothing runs on to, as a recital may."""
    start = _line_start(flow, match.start())
    above = flow.text[: max(start - 1, 0)].rpartition("\n")[2].strip() if start else ""
    return flow.text[start].isupper() and above[-1:] in ("", ".", ";", ":", "!", "»") and _PORTING.match(flow.folded, title_at) is not None


def word_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "POINT N° 3", "RAPPORT 3", "N° 3" alone on a line, the title below."""
    for match in flow.heads(_WORD_ALONE, start, end, flow.starts_with_figure):
        label = flow.text[match.start("n") : match.end("n")]
        shape = re.sub(r"[^A-Z]", "", match["word"])
        yield Heading(f"word{shape}", (int(match["n"]),), label, _line_start(flow, match.start()), match.end(), is_open=True)


def serial_headings(body: _Body) -> Iterator[list[Heading]]:
    """Numbers of any form of which one part counts and the others stay: "24.05.01 …, 24.05.02 …", "14052024-1 …", "12/2024 …".

    Each number once, before its title or alone above it.
    """
    flow, found = body.flow, list[Heading]()
    for match in flow.heads(_SERIAL, body.start, body.end, flow.starts_with_figure):
        rest, title_at = match["rest"].strip(), match.start("rest")
        if rest and not _starts_title(flow, title_at):
            continue
        if not rest and match["act"].isdigit() and not match["delimiter"]:
            continue  # a page's number
        number = re.sub(r"\s+", "", flow.text[match.start("act") : match.end("act")])
        at = _line_start(flow, match.start())
        found.append(Heading("serial", _digits(match["act"]), number, at, title_at, is_open=not rest))
    yield from _series(body, found)


def _heads_title(body: _Body, heading: Heading) -> bool:
    """Whether a title stands behind a number or below it, and no paragraph runs on from above."""
    index = body.flow.line_index(heading.start)
    if not _ends_paragraph(body, index - 1):
        return False
    if heading.is_open:
        return _may_be_title(*_next_printed(body.flow, index))
    end = heading.title_end or _flow_end(body.flow, heading.title_at)
    title = " ".join(body.flow.text[heading.title_at : end].split()).strip(" -–:.(")
    return bool(title) and _may_be_title(title, fold(title))


def behind_headings(body: _Body) -> Iterator[list[Heading]]:
    """ "Vente d'un terrain : 2024-12", "… – Délibération n° 2024-12", "… (DE_2024_012)": the same behind the titles."""
    flow, found = body.flow, list[Heading]()
    for start in flow.starts_with_figure:
        index = flow.line_index(start)
        text = flow.lines[index].text
        if not (body.start <= start < body.end) or text[-1] not in "0123456789):.":
            continue
        match = _BEHIND.search(flow.folded, max(start, start + len(text) - LONGEST_NUMBER), start + len(text))
        if match is None:
            continue
        first = index
        while first and index - first < 3 and flow.starts[first - 1] >= body.start and _runs_on(flow, first - 1):
            first -= 1
        at = _line_start(flow, flow.starts[first])
        if _starts_title(flow, at):
            number = re.sub(r"\s+", "", flow.text[match.start("act") : match.end("act")])
            found.append(Heading("behind", _digits(match["act"]), number, at, at, title_end=match.start()))
    yield from _series(body, found)


def _series(body: _Body, headings: Sequence[Heading]) -> Iterator[list[Heading]]:
    """The runs of headings whose numbers differ in one part alone, which counts on."""
    groups: dict[tuple[str, int, tuple[int, ...], tuple[int, ...]], list[Heading]] = {}
    for heading in headings:
        letters, value = re.sub(r"\d+", "", heading.number or ""), heading.value
        for part in range(len(value)):
            groups.setdefault((letters, part, value[:part], value[part + 1 :]), []).append(heading)
    for (_, part, _, _), group in groups.items():
        if len({heading.value for heading in group}) < SHORTEST_SERIES:
            continue
        run: list[Heading] = []
        for heading in _unique_acts(body, [heading for heading in group if _heads_title(body, heading)]):
            if not run or 0 < heading.value[part] - run[-1].value[part] <= WIDEST_GAP:
                run.append(heading)
        if len(run) >= SHORTEST_SERIES:
            yield _sure(body, run)


def closing_act_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "Budget primitif - Service de l'eau ( DE_2023_13)": the act's number in brackets closes the title."""
    for match in _CLOSING_ACT.finditer(flow.folded, start, end):
        line = first = flow.line_index(match.start("act"))
        while first and line - first < 3 and flow.starts[first - 1] >= start and _runs_on(flow, first - 1):
            first -= 1
        at = _line_start(flow, flow.starts[first])
        if _starts_title(flow, at):
            number = re.sub(r"\s+", "", flow.text[match.start("act") : match.end("act")])
            title_end = match.start()
            while flow.text[title_end - 1] == " ":
                title_end -= 1
            yield Heading("closing", _digits(match["act"]), number, at, at, title_end=title_end)


def _runs_on(flow: Flow, index: int) -> bool:
    """Whether the title on the next line may have begun on line ``index``: no empty line, no end of a sentence, no figures."""
    text = flow.lines[index].text
    return bool(text) and text[-1] not in ".;:!?)" and not text[-1].isdigit() and not _OPENER.match(_folded_line(flow, index))


def ordinal_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "1. …", "2 – …", "3) …", "4-1 …", "5.a) …", "Point n° 6 : …"."""
    for match in flow.heads(_ORDINAL, start, end, flow.starts_with_figure):
        named = match["word"] and match["delimiter"]  # "Point n° 1 : approbation …"
        if not (match["delimiter"] or match["word"] or match["sub"]) or not (named or _starts_title(flow, match.start("rest"))):
            continue
        sub = (match["sub"] or "").lstrip(".-")
        value = (int(match["n"]), *((int(sub),) if sub.isdigit() else (ord(sub) - 64,) if sub else ()))
        label = flow.text[match.start("n") : match.end("sub") if match["sub"] else match.end("n")]
        shape = "point" if match["word"] else re.sub(r"[ \t]", "", match["delimiter"] or "-")
        yield Heading(f"ordinal{shape}", value, label, _line_start(flow, match.start()), match.start("rest"))


def code_headings(ordinals: Sequence[Heading]) -> list[Heading]:
    """ "7.1 – Décision modificative", "1.1 – Marché": codes of the nomenclature ACTES head the items, in any order, and number nothing."""
    codes = [h for h in ordinals if len(h.value) == 2 and h.value[0] <= LAST_MATTER and 0 < h.value[1] <= MOST_UNDER_MATTER]
    values = [h.value for h in codes]
    return [] if values == sorted(set(values)) else [replace(h, number=None) for h in codes]


def nth_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "1er point : …", "2ème question – …"."""
    for match in flow.heads(_NTH, start, end, flow.starts_with_figure):
        if _starts_title(flow, match.start("rest")) or flow.text[match.start("rest")].islower():
            yield Heading("nth", (int(match["n"]),), match["n"], _line_start(flow, match.start()), match.start("rest"))


def ordinal_word_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "Premier point : …", "Deuxième question – …"."""
    for match in flow.heads(_ORDINAL_WORD, start, end):
        if _starts_title(flow, match.start("rest")):
            value = 1 + next(index for index, word in enumerate(lexicon.ORDINALS) if match["n"].startswith(word))
            yield Heading("nth", (value,), None, _line_start(flow, match.start()), match.start("rest"))


def roman_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "I. …", "IV – …"."""
    for match in flow.heads(_ROMAN, start, end):
        label = flow.text[match.start("roman") : match.end("roman")]
        if label.isupper() and _starts_title(flow, match.start("rest")):
            yield Heading("roman", (_roman(label),), label, _line_start(flow, match.start()), match.start("rest"))


def letter_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "A/ …", "b) …", "c- …"."""
    for match in flow.heads(_LETTER, start, end):
        if _starts_title(flow, match.start("rest")):
            label = flow.text[match.start("letter") : match.end("letter")]
            shape = ("upper" if label.isupper() else "lower") + match["delimiter"]
            yield Heading(f"letter{shape}", (ord(match["letter"]) - 64,), label, _line_start(flow, match.start()), match.start("rest"))


def object_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "OBJET : …", "DELIBERATION OBJET : …": items without numbers."""
    for index, match in enumerate(flow.heads(_OBJECT, start, end)):
        yield Heading(
            "object",
            (index + 1,),
            None,
            _line_start(flow, match.start()),
            match.start("rest"),
            is_open=not re.search(r"[A-Z]{3}", match["rest"]),
        )


def deliberation_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "Délibération : Vente d'un terrain"; before a sentence the word heads the decision."""
    for index, match in enumerate(flow.heads(_DELIBERATION, start, end)):
        at = match.start("rest")
        if _starts_title(flow, at) and _may_be_title(_without_colon(flow.text[at : match.end()]), _without_colon(match["rest"])):
            yield Heading("deliberation", (index + 1,), None, _line_start(flow, match.start()), at)


def dash_headings(flow: Flow, start: int, end: int) -> Iterator[Heading]:
    """ "- Approbation du compte de gestion" over a body of its own; most bullets are none."""
    for index, match in enumerate(flow.heads(_DASHED, start, end)):
        whole = flow.text[match.start("rest") : match.end("rest")].strip()
        rest, folded = _without_colon(whole), _without_colon(match["rest"])
        is_label = rest != whole and _BODY_LABEL.match(folded) is not None
        if 0 < len(rest) < 130 and not is_label and not _NO_DASH.match(match["rest"]) and _may_be_title(rest, folded):
            at = match.start("rest")
            title_end = at + len(rest) if rest != whole else None
            yield Heading("dash", (index + 1,), None, _line_start(flow, match.start()), at, title_end=title_end)


def labelled_headings(body: _Body) -> Iterator[Heading]:
    """ "Travaux de voirie :", "Tarifs de la cantine." over a paragraph; most such lines head a part of a body."""
    flow, count = body.flow, 0
    for index in range(flow.line_index(body.start) + (1 if body.start else 0), len(flow.lines) - 1):
        text = flow.lines[index].text.strip()
        if text[-1:] not in (":", ".") or not text[0].isupper() or len(text) > FULL_LINE * body.width or flow.starts[index] >= body.end:
            continue
        if not _ends_paragraph(body, index - 1):
            continue
        title, folded = text[:-1].rstrip(" :"), _folded_line(flow, index)[:-1].rstrip(" :")
        if not title or not _may_be_title(title, folded) or _BODY_LABEL.match(folded) or _ARTICLE.match(folded):
            continue
        if _opens_below(body, index) or _tells_below(body, index):
            count += 1
            at = _line_start(flow, flow.starts[index])
            yield Heading("labelled", (count,), None, at, at, title_end=at + len(title))


def _without_colon(text: str) -> str:
    """The text without the colon or stars at its end."""
    return text.strip().rstrip(" :*")


def number_headings(body: _Body) -> Iterator[Heading]:
    """ "1 Vente d'un terrain": rows of tables look alike, so a body must open below and nothing run on from above."""
    for match in body.flow.heads(_COUNTED, body.start, body.end, body.flow.starts_with_figure):
        index = body.flow.line_index(match.start("n"))
        rest = body.flow.text[match.start("rest") : match.end("rest")].strip()
        if _may_be_title(rest, match["rest"].strip()) and _ends_paragraph(body, index - 1) and _opens_below(body, index):
            at = _line_start(body.flow, match.start())
            yield Heading("number", (int(match["n"]),), match["n"], at, match.start("rest"))


def run_in_headings(body: _Body) -> Iterator[Heading]:
    """ "Travaux de voirie : M. ROUX présente les devis …": the body begins behind the title's colon."""
    flow, count = body.flow, 0
    for at in flow.starts_with_colon[bisect_left(flow.starts_with_colon, body.start) : bisect_left(flow.starts_with_colon, body.end)]:
        index = flow.line_index(at)
        for match in _RUNS_IN.finditer(flow.folded, at, at + len(flow.lines[index].text)):
            if ":" not in match.group():
                continue
            title, folded = flow.text[at : match.start()].strip(), flow.folded[at : match.start()].strip()
            may_be = _may_be_title(title, folded) or _ONE_WORD.fullmatch(title) is not None
            if may_be and not _BODY_LABEL.match(folded) and _ends_paragraph(body, index - 1):
                count += 1
                yield Heading("run-in", (count,), None, _line_start(flow, at), _line_start(flow, at), title_end=match.start())


def _opens_below(body: _Body, index: int) -> bool:
    """Whether the next printed line opens a body or holds the verdict."""
    if _MAYORS.match(_folded_line(body.flow, index)):
        return True  # a list of them follows
    following, folded = _next_printed(body.flow, _last_of_title(body, index))
    return bool(following) and not _BULLET.match(following) and (_OPENER.match(folded) or _HINT.search(folded)) is not None


def _tells_below(body: _Body, index: int) -> bool:
    """Whether the next printed line is prose: a new sentence, no other bullet."""
    following, _ = _next_printed(body.flow, _last_of_title(body, index))
    return _is_prose(body, following)


def _last_of_title(body: _Body, index: int) -> int:
    """The last line of a title that the margin broke: the next begins in small letters."""
    flow, last = body.flow, index
    while last + 1 < len(flow.lines) and last - index < 3 and flow.lines[last + 1].text[:1].islower():
        if len(flow.lines[last].text) < FULL_LINE * body.width:
            break
        last += 1
    return last


def _line_start(flow: Flow, at: int) -> int:
    """The first printed character of the line on which ``at`` stands."""
    while at < len(flow.text) and flow.text[at].isspace():
        at += 1
    return at


# --- which headings are the items ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Body:
    """What all readers of one document share."""

    flow: Flow
    start: int
    end: int
    hints: tuple[int, ...]  # offsets where something is decided
    width: int  # characters of a full line

    @classmethod
    def of(cls, flow: Flow, start: int, end: int) -> _Body:
        hints = tuple(match.start() for match in _HINT.finditer(flow.folded, start, end))
        lengths = sorted(len(line.text.rstrip()) for line in flow.lines if len(line.text) > 40)
        return cls(flow, start, end, hints, min(lengths[int(0.85 * (len(lengths) - 1))], WIDEST) if lengths else 80)

    def decides(self, start: int, end: int) -> bool:
        at = bisect_left(self.hints, start)
        return at < len(self.hints) and self.hints[at] < end


def _chain(body: _Body, headings: Sequence[Heading], breaks: Sequence[int] = ()) -> list[Heading]:
    """The rising run of headings that parts the most decisions; after the section headings at ``breaks`` a count may begin anew.

    Inner lists ("1. … 2. …" within an item), the agenda and the closing list hold the same shapes; they part no decisions.
    """
    if not headings:
        return []
    twins = _twins(body, headings)
    reach = max(10, min(200, MAX_STEPS // len(headings)))  # headings before one that it may follow
    best: list[float] = []
    back: list[int] = []
    for index, heading in enumerate(headings):
        follows = headings[index + 1].start if index + 1 < len(headings) else body.end
        listed = follows - heading.start < LIST_GAP and _is_listed(body, heading, follows)
        weight = (-1.0 if listed else 0.0) + (0.5 if _opens_body(body, heading) else 0.0) + (0.8 if index in twins and not listed else 0.0)
        if _MONEY.search(_folded_line(body.flow, body.flow.line_index(heading.title_at))):
            weight -= 0.8  # "5. Espaces verts : 190 m²" is a row of a list
        first = heading.value[0]
        score, origin = weight + (0.6 if first == 1 else -0.3 * min(first - 1, 5)), -1
        for earlier in range(index - 1, max(-1, index - reach), -1):
            step = _step(headings[earlier].value, heading.value)
            if step is None:
                at = bisect_left(breaks, headings[earlier].start)
                if first != 1 or len(heading.value) > 1 or at >= len(breaks) or breaks[at] >= heading.start:
                    continue
                step = 0.3
            gain = 2.0 if body.decides(headings[earlier].title_at, heading.start) else -0.3
            if best[earlier] + weight + step + gain > score:
                score, origin = best[earlier] + weight + step + gain, earlier
        best.append(score)
        back.append(origin)
    closing = [score + (2.0 if body.decides(h.title_at, body.end) else -0.3) for score, h in zip(best, headings, strict=True)]
    at = max(range(len(headings)), key=closing.__getitem__)
    chain: list[Heading] = []
    while at >= 0:
        chain.append(headings[at])
        at = back[at]
    return chain[::-1]


def _is_listed(body: _Body, heading: Heading, follows: int) -> bool:
    """An entry of the agenda or of a closing list: nothing decided, no line that begins a body."""
    if body.decides(heading.title_at, follows):
        return False
    lines = range(body.flow.line_index(heading.title_at) + 1, body.flow.line_index(max(follows - 1, 0)) + 1)
    return not any(_OPENER.match(_folded_line(body.flow, line)) for line in lines)


def _twins(body: _Body, headings: Sequence[Heading]) -> set[int]:
    """The indexes of headings whose number and first words stand elsewhere too: once in the agenda, once over the item."""
    lines = [frozenset(words(body.flow.lines[body.flow.line_index(h.title_at)].text)) for h in headings]
    places: dict[tuple[int, ...], list[int]] = {}
    for index, heading in enumerate(headings):
        places.setdefault(heading.value, []).append(index)
    return {
        index
        for group in places.values()
        if len(group) < MAX_TWINS
        for index in group
        if any(
            other != index and len(lines[index] & lines[other]) >= 0.6 * min(len(lines[index]), len(lines[other])) > 1 for other in group
        )
    }


def _step(before: tuple[int, ...], after: tuple[int, ...]) -> float | None:
    """How naturally one number follows another; ``None`` where it cannot."""
    if after <= before:
        return None
    if len(after) > len(before) and after[: len(before)] == before:
        return 0.6 if after[len(before)] == 1 else 0.2
    gap = after[0] - before[0]
    if gap == 0:
        return 0.6 if after[-1] - before[-1] == 1 else 0.2
    return 0.6 if gap == 1 else -0.4 * min(gap - 1, 5)


def _opens_body(body: _Body, heading: Heading) -> bool:
    """Whether the title is followed by a line that begins a body."""
    line = body.flow.line_index(heading.title_at) + (0 if heading.is_open else 1)
    return any(_OPENER.match(_folded_line(body.flow, index)) for index in range(line, min(line + 3, len(body.flow.lines))))


def _opens_plainly(body: _Body, heading: Heading) -> bool:
    """Whether the very next line begins "Monsieur le Maire …", "Le conseil …", "Vu …"."""
    return (
        _PLAIN_OPENER.match(_folded_line(body.flow, min(body.flow.line_index(heading.title_at) + 1, len(body.flow.lines) - 1))) is not None
    )


def _folded_line(flow: Flow, index: int) -> str:
    return flow.folded_lines[index].strip(" |‘'")


def _unique_acts(body: _Body, headings: Sequence[Heading]) -> list[Heading]:
    """Each act number once: where its item is decided, else where most is printed under it (not in the agenda or the closing list)."""
    best: dict[tuple[int, ...], tuple[bool, int, Heading]] = {}
    for index, heading in enumerate(headings):
        end = headings[index + 1].start if index + 1 < len(headings) else body.end
        rank = (body.decides(heading.title_at, end), end - heading.start, heading)
        known = best.get(heading.value)
        if known is None or rank[:2] > known[:2]:
            best[heading.value] = rank
    kept = sorted((rank[2] for rank in best.values()), key=lambda h: h.start)
    decided = [h for h in kept if best[h.value][0]]
    return [
        h
        for h, end in zip(kept, _ends(kept, body.end), strict=True)
        if best[h.value][0] or end - h.start >= LIST_GAP or not _is_listed(body, h, end) or _is_between(body, h, end, decided)
    ]


def _is_between(body: _Body, heading: Heading, end: int, decided: Sequence[Heading]) -> bool:
    """Whether an undecided heading over a text of its own stands between two items, in the order of their numbers: an information."""
    at = bisect_left(decided, heading.start, key=lambda h: h.start)
    in_order = 0 < at < len(decided) and decided[at - 1].value < heading.value < decided[at].value
    return in_order and end - _flow_end(body.flow, heading.title_at) > SHORTEST_TEXT


def _ends(headings: Sequence[Heading], end: int) -> list[int]:
    """Where the part of each heading ends: at the next heading, the last one at ``end``."""
    return [*(h.start for h in headings[1:]), end][: len(headings)]


def _decided(body: _Body, chain: Sequence[Heading]) -> int:
    ends = _ends(chain, body.end)
    return sum(body.decides(h.title_at, end) for h, end in zip(chain, ends, strict=True))


def _quality(body: _Body, chain: Sequence[Heading]) -> float:
    decided = _decided(body, chain)
    named = decided > 1 and all(heading.is_named for heading in chain)  # "Délibération n° 12 : …" heads an item, whatever came of it
    return decided - (0.0 if named else 0.4) * (len(chain) - decided)


def _by_style(headings: Iterable[Heading]) -> dict[str, list[Heading]]:
    styles: dict[str, list[Heading]] = {}
    for heading in headings:
        styles.setdefault(heading.style, []).append(heading)
    return styles


def choose_headings(body: _Body) -> list[Heading]:
    """The headings of the document's own style, in printed order; empty where no style parts the decisions."""
    flow, start, end = body.flow, body.start, body.end
    romans = list(roman_headings(flow, start, end))
    ordinals = list(ordinal_headings(flow, start, end))
    letters = list(letter_headings(flow, start, end))
    breaks = sorted([*(h.start for h in romans), *_section_lines(body, ordinals)])
    closing = _unique_acts(body, list(closing_act_headings(flow, start, end)))
    acts = [_titled_above(body, heading) for heading in act_headings(flow, start, end)]
    lettered = [heading for heading in acts if _LETTERED.search(heading.number or "")]  # the mayor's own decisions, or the council's
    acts = [heading for heading in acts if heading not in lettered]
    chains = [_unique_acts(body, acts), _unique_acts(body, lettered), closing, _objects(body), _chain(body, romans)]
    chains += [_chain(body, group, breaks) for group in _by_style(ordinals).values()]
    if len(_by_style(ordinals)) > 1:
        chains.append(_chain(body, ordinals, breaks))
    chains.append(_sure(body, code_headings(ordinals)))
    chains += [_chain(body, group) for group in _by_style(word_headings(flow, start, end)).values()]
    chains.append(_chain(body, list(nth_headings(flow, start, end)) or list(ordinal_word_headings(flow, start, end))))
    chains[0] = _titles_above(body, chains[0])
    sections = sorted([*breaks, *(h.start for h in ordinals)])
    chains += [
        chain for group in _by_style(letters).values() if (chain := _chain(body, group, sections)) and chain[0].value == (1,)
    ]  # "E. P.C.I." at the start of a line begins no series
    dashes = list(dash_headings(flow, start, end))
    best = max(chains, key=lambda chain: _quality(body, chain))
    bare = bare_headings(body)
    if bare and (_decided(body, best) == 0 or _quality(body, bare) > 1.5 * _quality(body, best) + 1.5):
        whole = bare
    else:
        inner = [h for h in (*ordinals, *letters, *dashes) if h.title_end is None]  # a bullet before a colon heads a list within an item
        whole = _with_children(body, best, sorted(inner, key=lambda h: h.start)) if _decided(body, best) else []
    is_numbered = whole is not bare and _decided(body, whole) >= max(MANY, 0.8 * len(whole))
    if not is_numbered:
        series = [_titles_above(body, chain) for chain in (*serial_headings(body), *behind_headings(body))]
        longest = max(series, key=lambda chain: _quality(body, chain), default=[])
        if longest and _quality(body, longest) >= _quality(body, whole) + (0.0 if whole is bare else 1.0):
            return longest
    rare = _rare_chains(body, dashes, is_numbered=is_numbered)
    other = max((_sure(body, chain) for chain in rare), key=lambda chain: _quality(body, chain))
    is_finer = len(other) >= SHORTEST_SERIES and {h.start for h in whole} <= {h.start for h in other}
    return other if _quality(body, other) > (1.0 if is_finer else 1.5) * _quality(body, whole) + 1.5 else whole


def _rare_chains(body: _Body, dashes: Sequence[Heading], *, is_numbered: bool) -> Iterator[list[Heading]]:
    """The headings of forms that more often head nothing: only where they part far more decisions than the usual ones."""
    flow = body.flow
    numbers = _chain(body, list(number_headings(body)))
    opening = [h for h in dashes if _opens_below(body, flow.line_index(h.start))]
    telling = [h for h in dashes if _tells_below(body, flow.line_index(h.start))]
    yield numbers if numbers and numbers[0].value == (1,) else []
    yield list(run_in_headings(body))
    yield opening
    yield telling
    if not is_numbered:
        yield [h for h in dashes if h in opening or h in telling]
        yield list(labelled_headings(body))
        yield list(deliberation_headings(flow, body.start, body.end))


def _sure(body: _Body, headings: list[Heading]) -> list[Heading]:
    """The headings if there are several and nearly all part decisions; else none, since most lines of their kind head nothing."""
    return headings if len(headings) > 1 and _decided(body, headings) >= 0.75 * len(headings) else []


def _section_lines(body: _Body, ordinals: Sequence[Heading]) -> Iterator[int]:
    """Where a line in capitals stands right above an item 1: "FINANCES / 1) Budget / … / TRAVAUX / 1) Voirie"."""
    for heading in ordinals:
        if heading.value == (1,) and (above := _printed_above(body.flow, body.flow.line_index(heading.start))) is not None:
            text, folded = body.flow.lines[above].text.strip(), _folded_line(body.flow, above)
            if (
                _is_capital(text)
                and len(text) < 60
                and not any(p.match(folded) for p in (_OPENER, _VOTE_LINE, _TABLE_HEAD, _LETTERHEAD.pattern))
            ):
                yield body.flow.starts[above]


def _printed_above(flow: Flow, index: int) -> int | None:
    """The index of the line above with text on it, within two lines."""
    return next((line for line in range(index - 1, max(index - 3, -1), -1) if flow.lines[line].text.strip()), None)


def _objects(body: _Body) -> list[Heading]:
    """The headings "Objet : …" with a title behind or below them; a form prints the bare word in the margin of every page."""
    found: list[Heading] = []
    for heading in object_headings(body.flow, body.start, body.end):
        below, folded = _next_printed(body.flow, body.flow.line_index(heading.start))
        if not heading.is_open or (below and _may_be_title(below, folded)):
            found.append(heading)
    return found


def _titled_above(body: _Body, heading: Heading) -> Heading:
    """ "VENTE D'UN TERRAIN / Délibération n° 2024-12 / Monsieur le Maire expose …": the title stands above the number."""
    flow, index = body.flow, body.flow.line_index(heading.start)
    above = _printed_above(flow, index)
    if not heading.is_open or above is None or flow.starts[above] < body.start or not _OPENER.match(_next_printed(flow, index)[1]):
        return heading
    first = above
    while (
        first
        and flow.starts[first - 1] >= body.start
        and _title_goes_on(body, first - 1, first - 1, flow.lines[first].text.strip(), _folded_line(flow, first))
        and above - first < 3
    ):
        first -= 1
    text, folded = flow.lines[first].text.strip(), _folded_line(flow, first)
    is_first = first > 0 and flow.starts[first - 1] < body.start  # right behind the roll call
    if flow.starts[first] < body.start or not _may_be_title(text, folded) or not (is_first or _ends_paragraph(body, first - 1)):
        return heading
    at = _line_start(flow, flow.starts[first])
    return replace(heading, start=at, title_at=at, is_open=False, title_end=flow.starts[above] + len(flow.lines[above].text))


def _titles_above(body: _Body, chain: list[Heading]) -> list[Heading]:
    """The headings with the lines above as their titles, where all numbers stand alone below what may be one: "VENTE … / N° 2024-12"."""
    flow = body.flow
    lines = [flow.line_index(heading.start) for heading in chain if heading.is_open]
    known = sum(heading.title_end is not None for heading in chain)
    if len(lines) + known < max(len(chain), 2) or not lines or not all(line and _heads_alone(body, line - 1) for line in lines):
        return chain
    below = [line + 1 for line in lines if line + 1 < len(flow.lines) and flow.lines[line + 1].text]
    if 2 * sum(_heads_alone(body, line) for line in below) > len(lines):
        return chain
    moved: list[Heading] = []
    for heading in chain:
        line = flow.line_index(heading.start)
        if not heading.is_open:
            moved.append(heading)
            continue
        end = flow.starts[line - 1] + len(flow.lines[line - 1].text)
        moved.append(replace(heading, start=flow.starts[line - 1], title_at=flow.starts[line - 1], is_open=False, title_end=end))
    return moved


def _heads_alone(body: _Body, index: int) -> bool:
    """Whether a line of its own may be a title."""
    return _may_be_title(body.flow.lines[index].text.strip(), _folded_line(body.flow, index)) and _ends_paragraph(body, index - 1)


def _with_children(body: _Body, chain: list[Heading], others: Sequence[Heading]) -> list[Heading]:
    """Items within items: "4. … 4-1 … 4-2 …", "11. QUESTIONS DIVERSES a) … b) …". A parent with nothing decided of its own is a section."""
    kept: list[Heading] = []
    taken = {h.start for h in chain}
    for parent, end in zip(chain, _ends(chain, body.end), strict=True):
        inside = [h for h in others if parent.title_at < h.start < end and h.start not in taken]
        children = _children(replace(body, start=parent.title_at, end=end), parent, inside) if inside else []
        if not children or body.decides(parent.title_at, children[0].start) or children[0].start - parent.title_at > LIST_GAP:
            kept.append(parent)
        kept += children
    return [h for h, following in zip_longest(kept, kept[1:]) if following is None or not _is_section(body, h, following)]


def _children(part: _Body, parent: Heading, inside: Sequence[Heading]) -> list[Heading]:
    """The headings of the items within the item ``parent``, whose span is ``part``; empty where its lists are only lists."""
    best: list[Heading] = []
    for style, group in _by_style(inside).items():
        if style.startswith("ordinal"):
            group = [h for h in group if len(h.value) == 2 and h.value[0] == parent.value[0] and parent.style.startswith("ordinal")]
        run = [h for h in group if _opens_plainly(part, h)] if style == "dash" else _chain(part, group)
        if len(run) < 2 or (style != "dash" and run[0].value[-1] != 1):
            continue
        directly = run[0].start - parent.title_at < 320 and not part.decides(parent.title_at, run[0].start)
        needed = max(2, 0.75 * len(run)) if style == "dash" else 1 if directly else 2
        if _decided(part, run) >= needed and len(run) > len(best):
            best = run
    return best


def _is_section(body: _Body, heading: Heading, following: Heading) -> bool:
    """ "4. …" right before "4-1 …" with nothing decided in between."""
    below = len(following.value) > len(heading.value) and following.value[: len(heading.value)] == heading.value
    return below and following.style.startswith("ordinal") and not body.decides(heading.title_at, following.start)


# --- items without numbers -----------------------------------------------------------------------------------------------------------


def bare_headings(body: _Body) -> list[Heading]:
    """Lines that stand alone before a paragraph, each with a decision before the next: "Acceptation de recettes / Le conseil …"."""
    flow = body.flow
    first = flow.line_index(body.start) + (1 if body.start else 0)
    agenda = _Agenda.of(body, first)
    found: list[Heading] = []
    index = first
    while index < len(flow.lines) and flow.starts[index] < body.end:
        last = None if index in agenda.lines else _bare_title(body, index)
        is_listed = index in agenda.listed
        if last is None and not is_listed:
            index += 1
            continue
        at = _line_start(flow, flow.starts[index])
        heading = Heading("bare", (len(found) + 1,), None, at, at, is_listed=is_listed)
        if not found or not _is_within(body, found[-1], heading):
            found.append(heading)
        index = (last or index) + 1
    found = [h for before, h in zip([None, *found], found, strict=False) if before is None or not _is_part_of(body, before, h)]
    ends = _ends(found, body.end)
    return [
        h
        for h, end in zip(found, ends, strict=True)
        if body.decides(flow.starts[flow.line_index(h.start)] + 1, _item_end(body, h.start, end))
    ]


def _is_part_of(body: _Body, before: Heading, heading: Heading) -> bool:
    """ "BUDGET DE L'EAU / La section d'exploitation": a subtitle with an article under a title in capitals that has no decision yet."""
    above, line = (body.flow.lines[body.flow.line_index(h.start)].text for h in (before, heading))
    return (
        _is_capital(above)
        and not _is_capital(line)
        and _ARTICLE.match(fold(line)) is not None
        and not body.decides(before.start, heading.start)
    )


def _is_within(body: _Body, item: Heading, heading: Heading) -> bool:
    """Whether a line that looks like a title belongs to the item before it, which is not decided yet.

    An item of the agenda that is not decided goes on to its decision; and a line right before the decision closes what is told before:
    "… devra être publié par / Affichage en mairie / Publication dans la presse / Vote : à l'unanimité".
    """
    if body.decides(_flow_end(body.flow, item.start), heading.start):
        return False
    if item.is_listed and not heading.is_listed:
        return True
    flow = body.flow
    after = flow.line_index(heading.start)
    told = any(len(flow.lines[index].text) > FULL_LINE * body.width for index in range(flow.line_index(item.start) + 1, after))
    following, folded = _next_printed(flow, after)
    before = flow.lines[after - 1].text
    runs_on = bool(before) and before[-1] not in ".!?»" and not _is_capital(flow.lines[after].text)
    return told and runs_on and bool(following) and _HINT.pattern.match(folded) is not None


def _flow_end(flow: Flow, at: int) -> int:
    """Where the line ends on which ``at`` stands."""
    index = flow.line_index(at)
    return flow.starts[index] + len(flow.lines[index].text)


@dataclass(frozen=True, slots=True)
class _Agenda:
    """The lines of the agenda, and those elsewhere that print the beginning of an entry; none where fewer than two of the body's do."""

    lines: range = range(0)
    listed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, body: _Body, first: int) -> _Agenda:
        flow = body.flow
        head = next((index for index, line in enumerate(flow.lines) if len(line.text) >= LONG_ENTRY and _heads_agenda(flow, index)), None)
        if head is None:
            return cls()
        entries: list[str] = []
        end = head + 1
        while end < min(head + MAX_AGENDA, len(flow.lines)) and not _OPENER.match(_folded_line(flow, end)):
            letters = _letters(_folded_line(flow, end))
            if any(_is_same(letters, entry) for entry in entries):
                break
            if len(letters) >= SHORTEST_ENTRY and not flow.lines[end].text.strip(" •-–—*")[:1].islower():
                entries.append(letters)
            end += 1
            if _AGENDA_ENDS.match(_folded_line(flow, end - 1)):
                break
        outside = [*range(first, head), *range(max(end, first), len(flow.lines))]
        listed = frozenset(index for index in outside if entries and _prints_one_of(flow, index, entries))
        return cls(range(head, end), listed) if sum(index >= end for index in listed) >= 2 else cls()


def _heads_agenda(flow: Flow, index: int) -> bool:
    return _is_same(_letters(_folded_line(flow, index)), AGENDA)


def _prints_one_of(flow: Flow, index: int, entries: Sequence[str]) -> bool:
    """Whether a line prints the beginning of an entry."""
    folded = _folded_line(flow, index)
    letters = _letters(folded) if flow.lines[index].text[:1].isupper() and not _OPENER.match(folded) else ""
    return len(letters) >= SHORTEST_ENTRY and any(_is_same(letters, entry) for entry in entries)


def _letters(folded: str) -> str:
    return "".join(filter(str.isalnum, folded))


def _is_same(one: str, other: str) -> bool:
    """Whether two lines begin with nearly the same letters, as recognised twice from a picture; short ones with the very same."""
    length = min(len(one), len(other))
    if length < LONG_ENTRY:
        return one == other
    if max(len(one), len(other)) > 2 * length:
        return False
    return any(fuzz.ratio(one[:end], other[:end]) >= ALIKE for end in (length, None))


def _bare_title(body: _Body, index: int) -> int | None:
    """The index of the last line of the title that begins on line ``index``, ``None`` where none does."""
    flow = body.flow
    text, folded = flow.lines[index].text.strip(), _folded_line(flow, index)
    if text.endswith(":") and not _is_capital(text):
        return index if _is_labelled(body, index, text[:-1].rstrip(), folded[:-1].rstrip()) else None
    if not (_ends_paragraph(body, index - 1) or _stands_out(body, index)) or not _may_be_title(text, folded):
        return None
    if _CLERK_LABEL.fullmatch(folded):
        return None
    last = index
    while last + 1 < len(flow.lines) and last - index < 4:
        following, folded_next = flow.lines[last + 1].text.strip(), _folded_line(flow, last + 1)
        if not following or (
            _OPENER.match(folded_next)
            and not _waits(_folded_line(flow, last), folded_next)
            and not _goes_on_in_capitals(flow.lines[last].text, following, folded_next)
        ):
            break
        if not _title_goes_on(body, index, last, following, folded_next):
            after = _folded_line(flow, last + 2) if last + 2 < len(flow.lines) else ""
            if not (_may_be_title(following, folded_next) and len(following) < 0.85 * body.width and _OPENER.match(after)):
                break
        last += 1
    following, after = _next_printed(flow, last)
    whole = " ".join(flow.lines[i].text.strip() for i in range(index, last + 1))
    if _ARTICLE.match(fold(whole)) and len(whole) > FULL_LINE * body.width and not _is_capital(whole):
        return None  # "Les communes disposent d'un délai …" is a sentence
    folded = fold(whole)
    if _LETTERHEAD.search(folded) or (_MONEY.search(folded) and not _is_capital(whole)):
        return None  # the rows of a table
    if _OPENER.match(after) or (_APPROVAL.match(folded) and _MINUTES.search(folded) and _HINT.search(after)):
        return last
    if _MAYORS.match(folded):
        return last
    if not following or after[:1].isdigit():
        return None
    if _MONEY.search(after) and following[-1] != "." and not _is_set_apart(body, index, following):
        return None
    if _is_capital(whole):
        return None if _is_capital(following) else last
    return last if _is_isolated(body, index, whole, following) else None


def _is_labelled(body: _Body, index: int, title: str, folded: str) -> bool:
    """Whether a line that ended with a colon is a title: "Travaux de voirie : / Monsieur le Maire présente …"."""
    if not _may_be_title(title, folded) or _BODY_LABEL.match(folded) or _ARTICLE.match(folded) or len(title) > body.width:
        return False
    return _ends_paragraph(body, index - 1) and _OPENER.match(_next_printed(body.flow, index)[1]) is not None


_RULE = re.compile(r"[_=*~.–—-]{3,}")


def _next_printed(flow: Flow, index: int) -> tuple[str, str]:
    """The next line with text on it, within two lines and a rule, as printed and folded; empty where there is none."""
    line, last = index + 1, index + 2
    while line <= min(last, len(flow.lines) - 1):
        text = flow.lines[line].text.strip()
        is_rule = _RULE.fullmatch(text) is not None
        if text and not is_rule and not (text[0] == "(" and text[-1] == ")"):  # a remark below the title
            return text, _folded_line(flow, line)
        last += is_rule
        line += 1
    return "", ""


def _is_set_apart(body: _Body, index: int, following: str) -> bool:
    """Whether a line stands between an empty line and a paragraph of full lines."""
    return index > 0 and not body.flow.lines[index - 1].text and following[0].isupper() and len(following) > FULL_LINE * body.width


def _is_isolated(body: _Body, index: int, title: str, following: str) -> bool:
    """A short line without a full stop between a finished paragraph and a new one."""
    before = body.flow.lines[index - 1].text.strip() if index else ""
    finished = not before or before[-1] in ".!?»" or _HINT.search(fold(before)) is not None or index == body.flow.line_index(body.start) + 1
    sentence = following[0].isupper() and (following[-1] in ".:" or len(following) >= 0.5 * body.width)
    return finished and sentence and len(title) < 0.75 * body.width and not _MAY_BE_PERSON.match(title) and ":" not in title


def _may_be_title(text: str, folded: str) -> bool:
    if len(text) < 6 or not (text[0].isupper() or text[0] in '«"“') or " " not in text or "|" in text:
        return False
    if _BULLET.match(text) or (text[-1] in ".;," and not _ABBREVIATED.search(folded) and not (text[-1] == "." and _is_capital(text))):
        return False
    if sum(map(str.isalpha, text)) < 0.6 * len(text.replace(" ", "")):
        return False
    if _OPENER.match(folded) or _VOTE_LINE.match(folded) or _NUMBERED.match(folded) or _CLOSING.match(folded):
        return False
    if not _is_capital(text) and (text[-1] == ":" or _TALK.search(folded) or _HINT.search(folded)):
        return False
    return not (
        _LETTERHEAD.search(folded)
        or _MONEY.search(folded)
        or (_MINUTES.match(folded) and _MINUTES_FINITE.search(folded))
        or _SENTENCE_LIKE.match(folded)
        or _TABLE_HEAD.fullmatch(folded)
        or _DECIDED.match(folded)
        or _TO_DO.match(folded)
        or _PEOPLE.match(folded)
        or _POSTED.match(folded)
        or ((folded[-1].isdigit() or ":" in folded) and _OF_SITTING.match(folded))
    )


def _ends_paragraph(body: _Body, index: int) -> bool:
    """Whether nothing runs on from line ``index`` into the next."""
    if index < 0:
        return True
    text = body.flow.lines[index].text.strip()
    if _CIVILITY_ENDS.search(text, len(text) - LONGEST_ENDING):
        return False  # "Secrétaire de séance : M. / Luc ROUX"
    return not text or text[-1] in '.:;!?)€%…_»"' or text[-1].isdigit() or len(text) < FULL_LINE * body.width or _is_capital(text)


def _stands_out(body: _Body, index: int) -> bool:
    """A short line right before "Le conseil municipal …" is a title although the line before it lacks its full stop."""
    if len(body.flow.lines[index].text.strip()) > FULL_LINE * body.width or _hangs(_folded_line(body.flow, index - 1)):
        return False
    return index + 1 < len(body.flow.lines) and _PLAIN_OPENER.match(_folded_line(body.flow, index + 1)) is not None


@lru_cache(maxsize=1024)  # the lines around each are looked at again and again
def _is_capital(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= 4 and sum(map(str.isupper, text)) >= 0.8 * letters


# --- titles ------------------------------------------------------------------------------------------------------------------------


def _title_end(body: _Body, heading: Heading, limit: int, listed: Sequence[str]) -> int:
    """Where the title ends: as long as its entry in the agenda or the closing list, or else where the print begins a body."""
    if heading.title_end is not None:
        return heading.title_end
    flow = body.flow
    first = flow.line_index(heading.title_at)
    if heading.is_open:
        first += 1
        while first + 1 < len(flow.lines) and not flow.lines[first].text.strip():
            first += 1
    if first >= len(flow.lines) or flow.starts[first] >= limit:
        return heading.title_at
    for entry in listed:
        if (end := _as_listed(flow, heading.title_at, min(limit, heading.title_at + MAX_TITLE), entry)) is not None:
            return end
    last = first
    while last + 1 < len(flow.lines) and flow.starts[last + 1] < limit and flow.starts[last + 1] - heading.title_at < MAX_TITLE:
        following, folded = flow.lines[last + 1].text.strip(), _folded_line(flow, last + 1)
        if not following:
            break
        if not _title_goes_on(body, first, last, following, folded) and not _second_line(body, heading, first, last, following, folded):
            break
        last += 1
    end = min(flow.starts[last] + len(flow.lines[last].text), limit)
    runs_in = _RUNS_IN.search(flow.folded, flow.starts[first] if heading.is_open else heading.title_at + 8, end)
    return runs_in.start() if runs_in else end


def _second_line(body: _Body, heading: Heading, first: int, last: int, following: str, folded: str) -> bool:
    """A title without a number on its line may stand in two short lines before the body opens."""
    short = len(body.flow.lines[first].text.strip()) < 0.5 * body.width
    if not (heading.style == "bare" or heading.is_open or short) or last - first > 2:
        return False
    if (
        _OPENER.match(folded)
        or _LETTERHEAD.search(folded)
        or _REGISTER.match(folded)
        or _ITS_NUMBER.match(folded)
        or _BULLET.match(following)
        or following[-1] in ".;,:"
        or len(following) > FULL_LINE * body.width
        or not following[0].isupper()
    ):
        return False
    return _OPENER.match(_next_printed(body.flow, last + 1)[1]) is not None


def _title_goes_on(body: _Body, first: int, last: int, following: str, folded: str) -> bool:
    flow = body.flow
    text, plain = flow.lines[last].text.strip(), _folded_line(flow, last)
    whole = " ".join(flow.lines[i].text for i in range(first, last + 1))
    if _VOTE_LABEL.match(folded) or _REGISTER.match(folded):
        return False
    opens = _OPENER.match(folded) or (_DETERMINER.match(folded) and _is_prose(body, following))
    if plain.endswith(":") and ((opens and not _is_capital(following)) or _BULLET.match(following)):
        return False  # "Subventions : / Monsieur le Maire présente …"
    if whole.count("(") > whole.count(")") or whole.count("«") > whole.count("»") or _waits(plain, folded):
        return True
    if _goes_on_in_capitals(text, following, folded):
        return True
    if not text or _BULLET.match(following) or _OPENER.match(folded) or _NUMBERED.match(folded):
        return False
    if text[-1] in ".;!?":
        return False
    if _is_capital(whole):
        return _is_capital(following) or following[0].islower()
    if following[0].islower():
        return True
    if _NEW_SENTENCE.match(following):
        return False
    if _HINT.search(folded) or _SENTENCE_LIKE.match(folded):
        return False
    return text[-1] != ":" and len(text) >= FULL_LINE * body.width and not _is_capital(following)


def _is_prose(body: _Body, text: str) -> bool:
    """Whether a line is a sentence's first."""
    is_told = len(text) > 0.4 * body.width or (text[-1:] in (".", ":") and _DETERMINER.match(fold(text)) is not None)
    return text[:1].isupper() and is_told and not _BULLET.match(text)


def _waits(folded: str, following: str) -> bool:
    """Whether a title cannot end with a line, "… de la": unless a speck after it is taken for a dash, or its end is covered by a stamp."""
    if _VISA.match(following) or (folded.endswith("-") and _PLAIN_OPENER.match(following)):
        return False
    return _hangs(folded)


def _hangs(folded: str) -> bool:
    """Whether a line ends in a word or a sign that something follows."""
    return _GOES_ON.search(folded, len(folded) - LONGEST_ENDING) is not None


def _goes_on_in_capitals(text: str, following: str, folded: str) -> bool:
    """ "AVIS DE PUBLICITÉ / SUITE À LA DEMANDE …": what would open a paragraph goes on with a title in capitals."""
    return _PREPOSITION.match(folded) is not None and text[-1:] not in (".", ";") and _is_capital(text) and _is_capital(following)


def _as_listed(flow: Flow, start: int, limit: int, entry: str) -> int | None:
    """The end of the words at ``start`` that an entry of the agenda prints too, where it prints nearly the same."""
    wanted = words(entry)
    if len(wanted) < 3:
        return None
    matched, missed, end = 0, 0, start
    for token in re.finditer(r"[A-Z0-9]+", flow.folded[start:limit]):
        if matched + missed >= len(wanted):
            break
        ahead = wanted[matched + missed : matched + missed + 3]
        if token.group() in ahead:
            missed += ahead.index(token.group())
            matched, end = matched + 1, start + token.end()
        else:
            missed += 1
            if missed > 2 + 0.2 * len(wanted):
                return None
    if matched < 0.8 * len(wanted):
        return None
    line_end = flow.text.find("\n", end)
    line_end = line_end if line_end >= 0 else len(flow.text)
    return min(line_end if line_end - end < 30 else end, limit)


def _clean_title(text: str) -> str | None:
    title = squeeze(text).strip(" .;:,_|-–—•")
    if title.endswith("("):
        title = title.rstrip(" (")
    title = re.sub(r"^(?:DELIBERATION\s*[:–-]?|(?:DÉLIBÉRATION|Délibération)\s*[:–-])\s+(?=[A-ZÀ-Ý])", "", title)
    title = re.sub(r"^(?:Objet|OBJET)(?:\s+de\s+la\s+délibération)?\s*[:-]\s*", "", title).strip(" .;:,_|-–—•")
    return title or None


def _item_end(body: _Body, start: int, end: int) -> int:
    """An item ends where "Questions diverses", the end of the sitting or a closing list begins."""
    line_end = body.flow.folded.find("\n", start)
    for closing in _CLOSING.finditer(body.flow.folded, line_end + 1, end) if line_end >= 0 else ():
        is_last = "SEANCE" in closing.group() or "EPUISE" in closing.group()
        if is_last or body.decides(start, closing.start()) or not body.decides(closing.start(), end):
            return closing.start()
    return end  # a line "Divers" before the item's only decision heads a part of a table


_INNER_ACT = re.compile(
    rf"[ \t]*(?P<word>DELIB(?:ERATION|\.)?[ \t]*)?(?:N[ \t]?[°O][ \t]*)?"
    rf"(?P<act>(?:[A-Z]{{1,6}}[ \t]?[-_]?[ \t]?)?{_CORE})[ \t]*(?P<delimiter>[-:.)/|"
    rf"]{{0,2}})[ \t]*(?:{lexicon.OBJECT}[ \t]*)?"
)


def _with_act_number(flow: Flow, heading: Heading) -> Heading:
    """ "3. D2024-17 - Subventions": the act's number is the item's; the place on the agenda is not."""
    inner = _INNER_ACT.match(flow.folded, heading.title_at)
    if (
        not heading.style.startswith("ordinal")
        or inner is None
        or not (inner["year"] or inner["word"] or inner["act"][0].isalpha())
        or not _starts_title(flow, inner.end())
    ):
        return heading
    if not (inner["year"] or inner["word"]) and not re.search(r"\d[-_/]\d", inner["act"]):
        return heading
    number = re.sub(r"\s+", "", flow.text[inner.start("act") : inner.end("act")])
    return replace(heading, number=number, title_at=inner.end())


def _below_theme(body: _Body, heading: Heading, title_end: int, end: int) -> int | None:
    """Where the title ends that stands below a theme in capitals, "N° 2024-12 / FINANCES / Budget primitif"; else ``None``."""
    flow, index = body.flow, body.flow.line_index(max(title_end - 1, 0))
    theme = flow.text[heading.title_at : title_end].strip()
    if not _is_capital(theme) or len(words(theme)) > LONGEST_THEME or "\n" in theme or index + 1 >= len(flow.lines):
        return None
    following, folded = flow.lines[index + 1].text.strip(), _folded_line(flow, index + 1)
    if not following or _is_capital(following) or flow.starts[index + 1] >= end or not _may_be_title(following, folded):
        return None
    below = replace(heading, title_at=flow.starts[index + 1], is_open=False)
    return _title_end(body, below, end, ())


def _items(body: _Body, headings: Sequence[Heading], listed: dict[tuple[int, ...], list[str]]) -> Iterator[Item]:
    ends = _ends(headings, body.end)
    for heading, end in zip(headings, ends, strict=True):
        heading = _with_act_number(body.flow, heading)
        end = _item_end(body, heading.start, end)
        title_end = _title_end(body, heading, end, listed.get(heading.value, ()))
        title = _clean_title(body.flow.text[heading.title_at : title_end])
        if heading.is_open and (below := _below_theme(body, heading, title_end, end)) is not None:
            subject, title_end = title, below
            title = _clean_title(body.flow.text[_flow_end(body.flow, heading.title_at) : title_end])
            title = (title or "").removeprefix(subject or "").strip()
            yield Item(heading.number, title, heading.start, title_end, end, subject)
            continue
        yield Item(heading.number, title, heading.start, title_end, end, is_headed=heading.style not in ("bare", "labelled"))


def _listed_titles(body: _Body, chosen: Sequence[Heading]) -> dict[tuple[int, ...], list[str]]:
    """The titles that the agenda and the closing list print, by number."""
    taken = {h.start for h in chosen}
    styles = {h.style for h in chosen}
    entries = [*ordinal_headings(body.flow, 0, len(body.flow.text)), *act_headings(body.flow, 0, len(body.flow.text))]
    entries = sorted((h for h in entries if h.style in styles), key=lambda h: h.start)
    listed: dict[tuple[int, ...], list[str]] = {}
    for heading, following in zip_longest(entries, entries[1:]):
        end = following.start if following else min(len(body.flow.text), heading.start + 320)
        if heading.start in taken or end - heading.start > MAX_TITLE or body.decides(heading.start, end):
            continue
        text = body.flow.text[heading.title_at : end]
        if following is None or following.start in taken:
            text = text.split("\n")[0] if following is None else re.split(r"\n\s*_{3,}|\n\s*[IVX]{1,4}\s*[.)-]", text)[0]
        listed.setdefault(heading.value, []).append(re.split(r"\n\s*_{3,}", text)[0])
    return listed


# --- the approval of the minutes ---------------------------------------------------------------------------------------------------------

_MINUTES = re.compile(lexicon.MINUTES)
_MINUTES_VERB = re.compile(lexicon.MINUTES_VERB)
_APPROVAL = re.compile(r"\W*(?:APPROBATION|ADOPTION|VALIDATION)\b[^:]{10,110}$")
_MINUTES_FINITE = re.compile(lexicon.MINUTES_FINITE)


def _minutes_item(flow: Flow, start: int, end: int) -> Item | None:
    """The approval of the previous minutes before the first item, where a vote on it is printed."""
    mentions = list(_MINUTES.finditer(flow.folded, start, end))
    if not mentions:
        return None
    marks = read_marks(flow, _sentence_of(flow, start, mentions[0].start()), end)
    for mark in marks:
        begin, stop = max(start, mark.start - 260), min(end, mark.end + 160)
        near = [m for m in mentions if begin <= m.start() < stop]
        headed = any(m.end() <= mark.start and _APPROVAL.match(_folded_line(flow, flow.line_index(m.start()))) for m in near)
        if not near or not (headed or _MINUTES_VERB.search(flow.folded, max(start, mark.start - 120), stop)):
            continue
        if re.search(r"ORDRE\s+DU\s+JOUR", flow.folded[near[-1].end() : mark.start]):
            continue
        fullest = max((m for m in mentions if m.start() < stop), key=lambda m: len(m.group()))
        title = _titled(flow, [m for m in mentions if m.start() < stop]) or _clean_title(
            re.sub(r"(?:\s+(?:le|la|les|de|du|des))+$", "", flow.text[fullest.start() : fullest.end()], flags=re.IGNORECASE)
        )
        at = min(near[0].start(), mark.start)
        return Item(None, title, at, at, min(end, max(near[-1].end(), _last_beside(marks, mark)) + 1))
    return None


def _sentence_of(flow: Flow, start: int, at: int) -> int:
    """Where the sentence begins in which the minutes are named: "Le conseil a approuvé, à l'unanimité, le compte rendu …"."""
    return max((m.end() for m in _SENTENCE_ENDS.finditer(flow.folded, max(start, at - 160), at)), default=max(start, at - 160))


_SENTENCE_ENDS = re.compile(r"[.;:](?=\s)|\n\s*\n")
_SECRETARY = re.compile(lexicon.SECRETARY_TITLE)
_SECRETARY_LINE = re.compile(
    rf"^[ \t•*>-]*(?P<title>{lexicon.SECRETARY_TITLE}(?:\s+DE\s+(?:LA\s+)?SEANCE)?)[ \t]*[.:]?[ \t]*\n"
    rf"(?=[^\n]*(?:\n[^\n]*)?{lexicon.IS_SECRETARY})",
    re.M,
)


def _secretary_item(flow: Flow, start: int, end: int) -> Item | None:
    """The choice of the secretary before the first item, where a line of its own heads it: "Désignation du secrétaire"."""
    found = _SECRETARY_LINE.search(flow.folded, start, end)
    if found is None:
        return None
    stop = flow.folded.find("\n\n", found.end(), end)
    stop = min(stop if stop >= 0 else end, found.end() + 400)
    return Item(None, _clean_title(flow.text[found.start("title") : found.end("title")]), found.start("title"), found.end("title"), stop)


def _titled(flow: Flow, mentions: Sequence[re.Match[str]]) -> str | None:
    """The line that heads the approval of the minutes, where one does: "Approbation des comptes rendus du 3 et du 10 mai."."""
    for mention in mentions:
        index = flow.line_index(mention.start())
        folded = _folded_line(flow, index)
        if _APPROVAL.match(folded) and not _MINUTES_FINITE.search(folded) and not _TALK.search(folded):
            return _clean_title(re.sub(r"^\W+", "", flow.lines[index].text))
    return None


def _last_beside(marks: Sequence[Mark], first: Mark) -> int:
    """Where the last of the marks that stand side by side with ``first`` ends: "12 pour et 3 abstentions (Mme ROUX, …)"."""
    end = first.end
    for mark in marks:
        if end < mark.start < end + 40:
            end = max(end, mark.end)
    return end


# --- extracts --------------------------------------------------------------------------------------------------------------------------


def _extract_items(body: _Body) -> list[Item]:
    """An extract of the register: usually one deliberation, whose number and object may stand before the roll call."""
    flow = body.flow
    whole = _Body.of(flow, 0, body.end)  # a vote in the head counts too
    acts = _unique_acts(whole, list(act_headings(flow, 0, body.end)))
    objects = list(object_headings(flow, 0, body.end))
    if len({h.value for h in acts if whole.decides(h.title_at, body.end)}) > 1 and _decided(whole, acts) > 1:
        return list(_items(whole, acts, {}))
    number = acts[0] if acts else None
    subject = None
    heading: Heading | None = None
    if objects:
        heading = objects[0]
        numbered = _numbered_object(whole, heading) or _themed_item(whole, body.start, heading, number)
        if numbered:
            return [numbered]
    elif number is not None and not (number.is_open and number.start < body.start):
        heading = _titled_above(body, number)
    if heading is None:
        heading = _first_title(body)
        if isinstance(flow, Reflowed) and not (heading and _is_capital(flow.lines[flow.line_index(heading.start)].text)):
            return _extract_items(replace(body, flow=flow.source))  # nothing is labelled: the first words after the roll call, with a doubt
    if heading is None and number is not None and _may_head_extract(*_next_printed(flow, flow.line_index(number.start))):
        heading = number  # "DEL-2024-018 / Subvention au comité des fêtes" in the head, and nothing behind the roll call
    if heading is None:
        return []
    if number is None and (behind := _NUMBER_IN_HEAD.search(flow.folded, 0, heading.title_at)):
        number = replace(heading, number=re.sub(r"\s+", "", flow.text[behind.start("act") : behind.end("act")]), start=heading.start)
    end = _title_end(whole, heading, body.end, ())
    title = _clean_title(flow.text[heading.title_at : end])
    start = min(heading.start, number.start) if number and abs(heading.start - number.start) < 400 else heading.start
    return [Item(number.number if number else None, title, start, end, body.end, subject)]


def _may_head_extract(text: str, folded: str) -> bool:
    return _may_be_title(text, folded) and _OF_BODY.match(folded) is None


def _numbered_object(body: _Body, heading: Heading) -> Item | None:
    """ "OBJET : ENVIRONNEMENT / 16) Coopération … / A/ Convention-cadre": theme, number, title and part of it."""
    flow = body.flow
    if isinstance(flow, Reflowed):
        return None
    line = flow.line_index(heading.title_at)
    theme = flow.text[heading.title_at : flow.starts[line] + len(flow.lines[line].text)].strip()
    end = flow.starts[min(line + 6, len(flow.lines) - 1)]
    ordinal = next(ordinal_headings(flow, heading.title_at, end), None)
    if ordinal is None or flow.line_index(ordinal.start) > line + 2:
        return None
    letter = next(letter_headings(flow, ordinal.title_at, end), None)
    if letter is not None and flow.line_index(letter.start) > flow.line_index(ordinal.start) + 2:
        letter = None
    title_end = _title_end(body, ordinal, letter.start if letter else len(flow.text), ())
    title = _clean_title(flow.text[ordinal.title_at : title_end])
    number = ordinal.number or ""
    if letter:
        title_end = _title_end(body, letter, len(flow.text), ())
        title = f"{title} - {_clean_title(flow.text[letter.title_at : title_end])}"
        number += (letter.number or "").upper()
    return Item(number, title, ordinal.start, title_end, body.end, _clean_title(theme))


def _themed_item(body: _Body, opened: int, theme: Heading, number: Heading | None) -> Item | None:
    """ "OBJET : CULTURE" in the head and, after the roll call, which ends at ``opened``, "Délibération n° 12 / Restauration du lavoir"."""
    if number is None or theme.is_open or not theme.start < opened <= number.start:
        return None
    title_end = _title_end(body, number, body.end, ())
    title = _clean_title(body.flow.text[number.title_at : title_end])
    subject = _clean_title(body.flow.text[theme.title_at : _title_end(body, theme, opened, ())])
    if title is None or not _may_be_title(title, fold(title)) or subject is None:
        return None
    return None if _same_words(title, subject) else Item(number.number, title, number.start, title_end, body.end, subject)


def _same_words(title: str, other: str) -> bool:
    """Whether most words of the shorter stand in the longer: then both print the same title."""
    mine, theirs = set(words(title)), set(words(other))
    return len(mine & theirs) > 0.5 * min(len(mine), len(theirs))


def _first_title(body: _Body) -> Heading | None:
    """The first lines after the roll call, before the body opens: the title of an extract that labels nothing."""
    flow = body.flow
    index = flow.line_index(body.start) + (1 if body.start else 0)
    for line in range(index, min(index + 12, len(flow.lines))):
        text, folded = flow.lines[line].text.strip(), _folded_line(flow, line)
        if _may_be_title(text, folded) and not re.match(r"(?:ABSENTS?|PRESENTS?|EXCUSES?|SECRETAIRE|LESQUELS|FORMANT)\b", folded):
            at = _line_start(flow, flow.starts[line])
            return Heading("bare", (1,), None, at, at)
    return None


# --- lists of decisions ----------------------------------------------------------------------------------------------------------------

_VOTE_WORDS = re.compile(
    r"\b(?:UNANIMITE|MAJORITE|POUR|CONTRE|ABSTENTIONS?|VOIX|DES?|MEMBRES|PRESENTS|REPRESENTES|SUFFRAGES|EXPRIMES|VOTANTS|PROCHAINE?|"
    r"CONSEIL|"
    r"MUNICIPAL|SEANCE|NPPV)\b|[LD]'"
)
_VERDICT = re.compile(r"\b(?:" + "|".join(f"(?P<{outcome.value}>{pattern})" for outcome, pattern in lexicon.VERDICTS) + r")\b")
_LEADING_VERDICT = re.compile(  # "2024-12 Adoptée à l'unanimité Vente d'un terrain": the verdict's column stands first
    r"(?:(?:ADOPTE|APPROUVE|ACCEPTE|VALIDE|REJETE|REFUSE|AJOURNE|REPORTE|RETIRE)E?S?"
    r"(?:\s+(?:A\s+L'UNANIMITE|A\s+LA\s+MAJORITE|DE\s+L'ORDRE\s+DU\s+JOUR|"
    r"PAR\s+\d{1,3}\s+(?:VOIX\s+)?(?:POUR|CONTRE)(?:\s*(?:,|ET)\s*\d{1,3}\s+(?:VOIX\s+)?(?:POUR|CONTRE|ABSTENTIONS?))*))?|"
    r"PRE(?:ND|NENT)\s+ACTE|PRIS(?:E\s+D')?\s*ACTE|DONT\s+ACTE|UNANIMITE|MAJORITE)[ \t|:-]+(?=[A-Z]{3})"
)
_TALLY = re.compile(  # "13 pour 0 contre 0 abstention", "Vote : 11 voix pour, 2 contre" behind the object of a row
    r"(?:\bVOTES?[ \t]*:[ \t]*)?\b\d{1,3}[ \t]+(?:VOIX[ \t]+)?POUR\b[ \t]*[,;/|-]?[ \t]*(?:ET[ \t]+)?"
    r"(?=\d{1,3}[ \t]+(?:VOIX[ \t]+)?(?:CONTRE|ABST)|$|\n|[.)])"
)
_ROW = re.compile(
    rf"^[ \t|•*]*(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}[ \t|"
    rf"]+)?(?:N[ \t]?[°O][ \t]*)?(?P<act>(?:[A-Z]{{1,6}}[ \t]?[-_]?)?(?:(?P<spaced>20\d\d[ \t_]{{1,3}}\d{{2,4}}(?=[ \t|]+[A-Z]))|"
    rf"{_CORE}))"
    r"[ \t]*(?P<delimiter>[-:.)/|]{0,2})[ \t]*(?P<rest>.*)$",
    re.M,
)
_THREE_PARTS = re.compile(r"\d{2}[.-]\d{2}[.-]\d{2,3}")  # "23.05.01": year, month, number
_NUMBERED_ROW = re.compile(r"^[ \t|•*]*N[ \t]?[°O][ \t]*(?P<n>\d{1,4})[ \t]*[-:.)|]?[ \t]+(?P<rest>\S.*)$", re.M)
_VOTE_WORD_ENDS = re.compile(
    r"(?:\n(?:Décision|DÉCISION|DECISION|Résultat|RÉSULTAT|Vote|VOTE)\s*:?|\s(?:Décision|Résultat|Vote|VOTE)\s*:)\s*$"
)
_OF_CELL = re.compile(
    r"\b(?:POINT|DOSSIER|SUJET|QUESTION|DELIBERATION)\s+(?:EST\s+|A\s+ETE\s+)?$"
)  # "Point reporté" in the column of results
_COLUMNS = re.compile(r"\bP(?:OUR)?[\s|]+C(?:ONTRE)?[\s|]+A(?:BST(?:ENTIONS?|\.)?)?(?:[\s|]+(?P<not_voting>N\.?P\.?P\.?V\b))?(?=[\s|.])")
_CELLS = re.compile(r"(?<![\s|])(?:[\s|]+\d{1,3}){3,4}[ \t|]*$", re.M)
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ \t|:-]+(?=\S)")
_NOUN_OF = re.compile(r"(?:RETRAIT|REPORT|REJET|REFUS|ACCORD|INFORMATION|AJOURNEMENT|UNANIMITE)\s+(?:D|SUR|A\s|AU|ENTRE|POUR|AVEC|RELATI)")
_COUNTED = re.compile(r"^[ \t|]*(?P<n>\d{1,3})(?:[ \t]*\|)?[ \t]+(?P<rest>\S.*)$", re.M)
_IS = re.compile(r"\b(?:EST|SONT|A\s+ETE|ONT\s+ETE)\s+$")
_COUNCIL_BEFORE = re.compile(r"\b(?:LE\s+CONSEIL|L'ASSEMBLEE)(?:\s+[A-Z]+)?\s+(?:EN\s+)?$")
_OPENS_CELL = re.compile(r"\n[ \t(|-]*$")  # counts stand on a line of their own
_BULLETED = re.compile(r"^[ \t]*[-•*➢►▪■●○−–\ue000-\uf8ff>][ \t]*(?P<rest>\S.*)$", re.M)


def _list_items(body: _Body) -> list[Item]:
    """The rows of a list of decisions: date, number, object, decision."""
    flow = body.flow
    rows = _of_one_shape([*_rows(flow, body.end)])
    ordinals = list(ordinal_headings(flow, body.start, body.end))
    ordinals = max([_chain(body, ordinals), *map(_counting, _by_style(ordinals).values())], key=len)
    bullets = [
        Heading("bullet", (i + 1,), None, _line_start(flow, m.start()), m.start("rest"))
        for i, m in enumerate(_BULLETED.finditer(flow.folded, body.start, body.end))
        if _starts_title(flow, m.start("rest"))
    ]
    chosen = max([rows, ordinals, list(act_headings(flow, 0, body.end)), bullets if len(rows) + len(ordinals) < 2 else []], key=len)
    if len(counted := _counted_rows(body) or _numbered_rows(body) or _serial_rows(body)) > len(chosen) or (chosen is bullets and counted):
        chosen = counted
    if not chosen:
        return [replace(_row_item(body, h, end), doubt="no number parts the rows of the list") for h, end in _rows_without_numbers(body)]
    ends = _ends(chosen, body.end)
    columns = _vote_columns(flow, chosen[0].start) if chosen else ()
    items = [_with_cells(flow, _row_item(body, heading, end), heading, columns) for heading, end in zip(chosen, ends, strict=True)]
    return [
        replace(item, doubt="the next number is missing: two rows may run together") if _is_followed_by_gap(heading, following) else item
        for item, heading, following in zip_longest(items, chosen, chosen[1:])
    ]


def _is_followed_by_gap(heading: Heading, following: Heading | None) -> bool:
    return following is not None and heading.style == following.style == "counted" and following.value[0] > heading.value[0] + 1


def _vote_columns(flow: Flow, end: int) -> tuple[Choice, ...]:
    """The choices that the head of the list gives a column each: "N° Intitulé P C A NPPV Résultat"."""
    head = _COLUMNS.search(flow.folded, 0, end)
    return () if head is None else (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, *((Choice.NOT_VOTING,) if head["not_voting"] else ()))


def _with_cells(flow: Flow, item: Item, heading: Heading, columns: Sequence[Choice]) -> Item:
    """The row with the counts that stand between its object and its verdict; only the last column may be empty."""
    found = _CELLS.search(flow.folded, heading.title_at, max(item.title_end, heading.title_at)) if columns else None
    if found is None:
        return item
    numbers = [int(digits) for digits in re.findall(r"\d+", found.group())]
    if len(numbers) not in (len(columns), max(3, len(columns) - 1)):
        return item
    title = _clean_title(flow.text[heading.title_at : found.start()])
    return replace(item, title=title, title_end=found.start(), cells=tuple(zip(columns, numbers, strict=False)))


def _counting(headings: Sequence[Heading]) -> list[Heading]:
    """The headings that count 1, 2, 3 …; a list without results prints nothing else that would tell its rows."""
    rows: list[Heading] = []
    for heading in headings:
        if heading.value == (len(rows) + 1,):
            rows.append(heading)
    return rows


def _counted_rows(body: _Body) -> list[Heading]:
    """ "1 Vente d'un terrain Unanimité / 2 Tarifs …": bare numbers that count from 1, each before a verdict of its own; else none.

    A number that was lost in the picture costs its own row and puts a doubt on the one before.
    """
    flow, chain = body.flow, list[Heading]()
    for match in _COUNTED.finditer(flow.folded, body.start, body.end):
        step = int(match["n"]) - (chain[-1].value[0] if chain else 0)
        if (step == 1 or (step == 2 and chain)) and _starts_title(flow, match.start("rest")):
            chain.append(Heading("counted", (int(match["n"]),), match["n"], _line_start(flow, match.start()), match.start("rest")))
    settled = sum(_is_settled(flow, h.title_at, end) for h, end in zip(chain, _ends(chain, body.end), strict=True))
    return chain if len(chain) > 1 and settled >= 0.8 * len(chain) else []


def _numbered_rows(body: _Body) -> list[Heading]:
    """ "N° 21 Vente d'un terrain Unanimité": rising numbers, each before a verdict of its own; else none."""
    rows: list[Heading] = []
    for match in _NUMBERED_ROW.finditer(body.flow.folded, body.start, body.end):
        if _starts_title(body.flow, match.start("rest")) and (not rows or 0 < int(match["n"]) - rows[-1].value[0] < 4):
            rows.append(Heading("numbered", (int(match["n"]),), match["n"], _line_start(body.flow, match.start()), match.start("rest")))
    pairs = zip(rows, _ends(rows, body.end), strict=True)
    settled = sum(_is_settled(body.flow, h.title_at, end) for h, end in pairs)
    return rows if len(rows) > 1 and settled >= 0.8 * len(rows) else []


def _serial_rows(body: _Body) -> list[Heading]:
    """ "021 Vente d'un terrain Unanimité", "DEL2024021 …": numbers of which one part counts, each before a verdict; else none."""
    groups: dict[tuple[str, int, tuple[int, ...], tuple[int, ...]], list[Heading]] = {}
    for match in body.flow.heads(_SERIAL, body.start, body.end, body.flow.starts_with_figure):
        if not match["rest"] or not _starts_title(body.flow, match.start("rest")):
            continue
        number, value = re.sub(r"\s+", "", body.flow.text[match.start("act") : match.end("act")]), _digits(match["act"])
        heading = Heading("serial", value, number, _line_start(body.flow, match.start()), match.start("rest"))
        for part in range(len(value)):
            run = groups.setdefault((re.sub(r"\d+", "", number), part, value[:part], value[part + 1 :]), [])
            if not run or 0 < value[part] - run[-1].value[part] <= WIDEST_GAP:
                run.append(heading)
    rows = max(groups.values(), key=len, default=[])
    settled = sum(_is_settled(body.flow, h.title_at, end) for h, end in zip(rows, _ends(rows, body.end), strict=True))
    return rows if len(rows) >= SHORTEST_SERIES and settled >= 0.8 * len(rows) else []


def _is_settled(flow: Flow, start: int, end: int) -> bool:
    """Whether a row holds its verdict or counts."""
    return _VERDICT.search(flow.folded, start, end) is not None or _TALLY.search(flow.folded, start, end) is not None


def _rows_without_numbers(body: _Body) -> list[tuple[Heading, int]]:
    """ "Vente d'un terrain Adoptée à l'unanimité", a line each or the verdict below, with the end of each; else none.

    Most lines of the list must be such.
    """
    flow, rows, others = body.flow, list[tuple[Heading, int]](), 0
    above: int | None = None  # where the title begins whose verdict may stand on the next line
    for index in range(flow.line_index(body.start), len(flow.lines)):
        text, end = flow.lines[index].text.strip(), flow.starts[index] + len(flow.lines[index].text)
        at = _line_start(flow, flow.starts[index])
        if not text:
            continue
        if above is not None and _is_verdict_line(flow, at, end):
            rows.append((Heading("line", (len(rows) + 1,), None, above, above), end))
            others, above = others - 1, None
            continue
        verdict = next(
            (m for m in _VERDICT.finditer(flow.folded, at + SHORTEST_ENTRY, end) if _only_verdict(flow.folded[m.end() : end])), None
        ) or _TALLY.search(flow.folded, at + SHORTEST_ENTRY, end)
        starts = flow.text[verdict.start()] if verdict else ""
        if verdict and text[0].isupper() and len(words(flow.text[at : verdict.start()])) > 1 and (starts.isupper() or starts.isdigit()):
            rows.append((Heading("line", (len(rows) + 1,), None, at, at), end))
            above = None
        else:
            others += bool(rows or above is not None)
            above = at if text[0].isupper() and len(words(text)) > 1 else above
    return rows if len(rows) > max(1, others) else []


def _is_verdict_line(flow: Flow, at: int, end: int) -> bool:
    """Whether a line holds a verdict or counts and nothing else."""
    verdict = _VERDICT.match(flow.folded, at, end) or _TALLY.match(flow.folded, at, end) or _VOTE_LINE.match(flow.folded, at, end)
    return verdict is not None and not _NOUN_OF.match(flow.folded, at, end) and _only_verdict(flow.folded[verdict.end() : end])


def _rows(flow: Flow, end: int) -> Iterator[Heading]:
    for match in _ROW.finditer(flow.folded, 0, end):
        if _YEARS.fullmatch(match["act"]):
            continue
        if (
            match["year"]
            or match["spaced"]
            or (
                match["reverse"]
                and (match["delimiter"] or _OF_A_YEAR.search(match["act"]) or _THREE_PARTS.fullmatch(match["act"]))
                and not match["rest"][:1].isdigit()
            )
        ):
            number = re.sub(r"\s+", "", flow.text[match.start("act") : match.end("act")])
            yield Heading("row", _digits(match["act"]), number, _line_start(flow, match.start()), match.start("rest"))


def _of_one_shape(rows: list[Heading]) -> list[Heading]:
    """The rows whose number is written like most: a year that broke into its own line is no row."""
    shapes = Counter(re.sub(r"\d", "9", row.number or "") for row in rows)
    usual = {shape for shape, count in shapes.items() if count >= 0.2 * len(rows)}
    return [row for row in rows if re.sub(r"\d", "9", row.number or "") in usual]


def _row_item(body: _Body, heading: Heading, end: int) -> Item:
    """Object and decision of one row; the decision is what stands last."""
    flow = body.flow
    end = min(end, heading.title_at + 1500)
    if day := _DAY.match(flow.folded, heading.title_at, end):
        heading = replace(heading, title_at=day.end())
    leading = _LEADING_VERDICT.match(flow.folded, heading.title_at, end)
    if leading and _starts_title(flow, leading.end()):
        title = _clean_title(flow.text[leading.end() : _title_end(body, replace(heading, title_at=leading.end()), end, ())])
        return Item(heading.number, title, heading.start, heading.title_at, end)
    centred = _VERDICT.match(flow.folded, heading.title_at, end)
    if centred and not _NOUN_OF.match(flow.folded, heading.title_at) and _only_verdict(flow.folded[centred.end() : end]):
        title = _line_above(flow, heading)
        return Item(heading.number, title, heading.start, heading.title_at, end)
    found = list(_VERDICT.finditer(flow.folded, min(heading.title_at + 4, end), end))
    cells = [m for m in found if flow.text[m.start()].isupper() and not m.group().startswith("POUR")]
    closing = [m for m in found if _only_verdict(flow.folded[m.end() : min(end, m.end() + 60)])]
    # "Maintien d'une délégation après retrait Adoptée": a cell begins with a capital, a title's word within it does not
    verdict = next((m for m in closing if m in cells), closing[0] if closing else None)
    if verdict is None:  # the last row: a signature may follow it
        verdict = cells[0] if cells else None
    title_end = _verdict_start(flow, heading.title_at, verdict.start()) if verdict else end
    marks = [m for m in read_marks(flow, heading.title_at, end) if m.start > heading.title_at + 4]
    if marks:
        line = flow.starts[flow.line_index(marks[0].start)]
        first = line if line > heading.title_at and _VOTE_LINE.match(flow.folded, line) else marks[0].start
        if first == line or _OPENS_CELL.search(flow.folded, heading.title_at, first):
            title_end = min(title_end, first)
    tally = _TALLY.search(flow.folded, min(heading.title_at + 4, end), end)
    if tally:
        title_end = min(title_end, tally.start())
    if verdict is None:
        title_end = title_end if tally else min(title_end, _title_end(body, heading, end, ()))
        end = max(m.end for m in marks) if marks else title_end
    title = _VOTE_WORD_ENDS.sub("", flow.text[heading.title_at : title_end])
    return Item(heading.number, _clean_title(title), heading.start, title_end, end)


def _line_above(flow: Flow, heading: Heading) -> str | None:
    """The object of a row whose number and decision stand at half its height: the line above, unless that ends a row itself."""
    line = flow.line_index(heading.start) - 1
    folded = _folded_line(flow, line) if line >= 0 else ""
    if not folded or not _starts_title(flow, flow.starts[line]) or _ROW.match(folded) or _VERDICT.search(folded):
        return None
    return _clean_title(flow.lines[line].text)


def _verdict_start(flow: Flow, title_at: int, at: int) -> int:
    """Where the words of the verdict at ``at`` begin: "Mme Anne LENOIR est élue" begins with the person."""
    if council := _COUNCIL_BEFORE.search(flow.folded, title_at, at):
        return council.start()
    if (cell := _OF_CELL.search(flow.folded, title_at + 4, at)) and flow.text[cell.start()].isupper():
        return cell.start()
    if not _IS.search(flow.folded, title_at, at) and not flow.folded.startswith("ELU", at):
        return at
    names, start, _ = names_before(flow, title_at, at)
    return start if names and start > title_at else at


def _only_verdict(tail: str) -> bool:
    """Whether what follows the verdict of a row speaks of the vote alone: then the row's object is over."""
    return sum(char.isalpha() for char in _VOTE_WORDS.sub("", tail)) < 30


def _row_decision(flow: Flow, item: Item) -> Decision:
    """ "Approuvée", "Adoptée à l'unanimité", "Prend acte", "Ajournée au prochain CM", "Pour : 24 – Contre : 3"."""
    decision = read_decision(flow, item.title_end, item.end)
    verdict = _VERDICT.match(flow.folded, item.title_end, item.end) or _VERDICT.search(flow.folded, item.title_end, item.end)
    if item.cells and not decision.counts:
        decision = _counted(decision, dict(item.cells), is_decided=verdict is not None)
    if verdict is not None and verdict.group() == "MAJORITE" and decision.unanimous is None:
        decision = replace(decision, unanimous=False)
    if verdict is None or decision.outcome not in (Outcome.UNKNOWN, Outcome.ADOPTED):
        return decision
    outcome = Outcome(verdict.lastgroup or "unknown")
    end = max(verdict.end(), decision.end or 0)
    return replace(decision, outcome=outcome, start=verdict.start(), end=end)


def _counted(decision: Decision, counts: dict[Choice, int], *, is_decided: bool) -> Decision:
    """The decision with the counts of a row's columns, which also tell the outcome where no verdict is printed."""
    votes_for, against = counts[Choice.FOR], counts[Choice.AGAINST]
    unanimous = decision.unanimous if decision.unanimous is not None else not against and not counts.get(Choice.ABSTAIN)
    outcome = decision.outcome
    if not is_decided and outcome is Outcome.UNKNOWN and votes_for != against:
        outcome = Outcome.ADOPTED if votes_for > against else Outcome.REJECTED
    return replace(decision, counts=counts, unanimous=unanimous, outcome=outcome)


# --- the whole ---------------------------------------------------------------------------------------------------------------------------


def read_deliberations(flow: Flow, body_start: int, doc_type: DocType) -> tuple[PrintedDeliberation, ...]:
    """The items of a document in printed order. ``body_start`` is the offset after the opening roll call, 0 where there is none.

    An agenda has none: nothing was decided yet.
    """
    flow = with_lines(flow)
    body = _Body.of(flow, body_start, len(flow.text))
    if doc_type is DocType.AGENDA or not flow.text.strip():
        return ()
    if doc_type is DocType.DECISION_LIST:
        items = _list_items(body)
        return tuple(_printed(flow, index, item, _row_decision(flow, item)) for index, item in enumerate(items, start=1))
    if doc_type is DocType.EXTRACT and not _is_long(body):
        items = _extract_items(body)
        decisions = [read_decision(flow, 0 if len(items) == 1 else item.title_end, item.end, item.title) for item in items]
        return tuple(
            _printed(flow, index, item, decision) for index, (item, decision) in enumerate(zip(items, decisions, strict=True), start=1)
        )
    return _minutes(body, is_minutes=doc_type is DocType.MINUTES)


def _is_long(body: _Body) -> bool:
    """Whether what was taken for an extract holds the numbered items of a whole sitting."""
    if any(not heading.is_open for heading in object_headings(body.flow, 0, body.end)):
        return False
    chosen = choose_headings(body)
    return len(chosen) >= MANY and chosen[0].style not in ("bare", "object") and _decided(body, chosen) >= 0.7 * len(chosen)


def _minutes(body: _Body, *, is_minutes: bool) -> tuple[PrintedDeliberation, ...]:
    flow = body.flow
    headings = choose_headings(body) or (_undecided_acts(body) if is_minutes else [])
    items = _numbered_above(flow, _numbered_at_the_end(list(_items(body, headings, _listed_titles(body, headings)))))
    items = [item for item in items if item.is_headed or not _NO_ITEM.search(" ".join(words(item.title or "")))]
    first = items[0].start if items else body.end
    if not any(_is_on_minutes(" ".join(words(item.title or ""))) for item in items[:3]):
        if approval := _minutes_item(flow, body.start, first):
            items.insert(0, approval)
    if not any(_SECRETARY.search(fold(item.title or "")) for item in items[:3]):
        if secretary := _secretary_item(flow, body.start, items[0].start if items else body.end):
            items.insert(0, secretary)
    printed: list[PrintedDeliberation] = []
    for item in items:
        decision = read_decision(flow, item.title_end, item.end, item.title)
        if decision.outcome is Outcome.UNKNOWN and not _is_item(item):
            continue
        if not item.is_headed and _may_hold_another(body, item):
            decision = replace(decision, doubt=decision.doubt or "another item may begin within this one")
        if _is_lone(item, items):
            decision = replace(decision, doubt=decision.doubt or "the only line that may be a title")
        printed.append(_printed(flow, len(printed) + 1, item, decision))
    return tuple(_without_the_chair(printed))


def _without_the_chair(items: Iterable[PrintedDeliberation]) -> Iterator[PrintedDeliberation]:
    """The items, with the accounts of every budget voted on without the mayor where that is printed at the first of them alone."""
    is_out = False
    for item in items:
        is_of_accounts = ACCOUNTS.search(fold(item.title or "")) is not None
        told = bool(item.is_without_chair) or bool(item.named.get(Choice.NOT_VOTING))
        yield replace(item, is_without_chair=True) if is_out and is_of_accounts and not told else item
        is_out = is_of_accounts and (is_out or told)


def _undecided_acts(body: _Body) -> list[Heading]:
    """The acts of minutes that word no decision the reader knows: there, with the outcome in doubt, rather than not at all."""
    longest: dict[tuple[int, ...], tuple[int, Heading]] = {}
    acts = [h for h in act_headings(body.flow, body.start, body.end) if not h.is_open and _is_act(h)]
    for heading, end in zip(acts, _ends(acts, body.end), strict=True):
        length = end - _flow_end(body.flow, heading.title_at)
        if length > 2 * SHORTEST_TEXT and length > longest.get(heading.value, (0, heading))[0]:
            longest[heading.value] = length, heading
    return sorted((heading for _, heading in longest.values()), key=lambda h: h.start)


def _is_act(heading: Heading) -> bool:
    """Whether a number can be nothing but an act's: the word stands before it, or it holds a year and what counts."""
    return heading.is_named or re.match(r"[A-Z_-]*20\d\d[-_/]\d", heading.number or "") is not None


def _may_hold_another(body: _Body, item: Item) -> bool:
    """Whether a line that may be a title stands between two decisions of an item without a number."""
    flow = body.flow
    hints = body.hints[bisect_left(body.hints, item.title_end) : bisect_left(body.hints, item.end)]
    if len(hints) < 2:
        return False
    for index in range(flow.line_index(hints[0]) + 1, flow.line_index(hints[-1])):
        text, before, after = (flow.lines[at].text.strip() for at in (index, index - 1, index + 1))
        title = text.rstrip(" :")
        is_apart = not before or before[-1] == "." or _HINT.search(_folded_line(flow, index - 1)) is not None
        if is_apart and 0 < len(text) < FULL_LINE * body.width and not after[:1].islower():
            if _may_be_title(title, fold(title)) and not _BODY_LABEL.match(fold(title)):
                return True
    return False


def _is_on_minutes(title: str) -> bool:
    """Whether an item is the approval of the minutes, not the mayor's "Compte rendu des décisions"."""
    return _MINUTES.search(title) is not None and _NO_ITEM.search(title) is None


def _is_lone(item: Item, items: Sequence[Item]) -> bool:
    """Whether one line without a number, in small letters, is all that heads anything: it may have been another line's end."""
    title = item.title or ""
    known = _MINUTES.search(fold(title)) or _SECRETARY.search(fold(title))
    return not item.is_headed and not known and not _is_capital(title) and sum(not other.is_headed for other in items) == 1


def _numbered_at_the_end(items: list[Item]) -> list[Item]:
    """ "Vente d'un terrain (délibération n° 2024-12)": where all items print a number behind their title, it is theirs."""
    found = [_NUMBER_BEHIND.search(item.title or "") for item in items]
    some = sum(match is not None for match in found)
    if some < 2 or any(item.number is not None for item in items) or some < 0.6 * len(items):
        return items
    return [
        replace(
            item,
            number=re.sub(r"\s+", "", match["act"] or match["year"] or match["bare"]),
            title=_clean_title(match.string[: match.start()]),
        )
        if match is not None
        else item
        for item, match in zip(items, found, strict=True)
    ]


def _numbered_above(flow: Flow, items: list[Item]) -> list[Item]:
    """ "2024-05-012 / II – Vente d'un terrain": where an act's number stands alone above the titles, it is theirs."""
    above = [_printed_above(flow, flow.line_index(item.start)) for item in items]
    found = [_ACT_ALONE.fullmatch(_folded_line(flow, line)) if line is not None else None for line in above]
    some = sum(match is not None for match in found)
    sure = some and all(_SURELY_ACT.search(match.group()) for match in found if match)
    if not (sure or (some > 1 and some >= 0.6 * len(items))) or len({match["act"] for match in found if match}) < some:
        return items
    return [
        replace(item, number=re.sub(r"\s+", "", match["act"]), start=flow.starts[line]) if match is not None and line is not None else item
        for item, match, line in zip(items, found, above, strict=True)
    ]


def _is_item(item: Item) -> bool:
    """Whether a heading under which nothing is decided is an item all the same: it is numbered and no rubric."""
    return item.number is not None and not _NO_ITEM.search(" ".join(words(item.title or "")))


_NUMBER_BEHIND = re.compile(
    r"\s?[-–—(,]?\s?(?:(?:[Dd]élib(?:ération|\.)?|DELIBERATION|DÉLIBÉRATION|DCM|D[Ee]l\.?)\s?(?:[Nn]\s?[°º]\s?)?"
    r"(?P<act>[A-Z]{0,6}[-_ ]?\d[\d/._-]*)|[Nn]\s?[°º]\s?(?P<year>20\d\d[-/_.]\d{1,4})|"
    r"(?<=[-–—(:,])\s?(?P<bare>20\d\d[-/_.](?!20\d\d)\d{2,4}(?:[-/_.]\d{1,4})?))\s?\)?$"
)
_ACT_ALONE = re.compile(
    r"(?:DELIB(?:ERATION|\.)?[ \t]*)?(?:N[ \t]?[°O][ \t.]*)?"
    r"(?P<act>(?:[A-Z]{1,6}[ \t]?[-_.]?[ \t]?)?(?:19|20)\d\d[-_/.]\d{1,4}(?:[-_/.]\d{1,4})?[A-Z]?)[ \t]*[:.]?"
)
_SURELY_ACT = re.compile(r"^(?:DELIB|N[ \t]?[°O])|[-_/.]\d{1,2}[-_/.]\d{3,4}[A-Z]?$")  # no date is written like "2024-05-012"
_OPENING_FORMULA = re.compile(
    r"\b(?:SECRETAIRE|PRESIDENTE?)\s+DE\s+(?:LA\s+)?SEANCE\s*:|\bS'EST\s+REUNI|\b(?:DUMENT|LEGALEMENT|REGULIEREMENT)\s+CONVOQUE|\bSOUS\s+LA\s+PRESIDENCE\b"
)


def _printed(flow: Flow, position: int, item: Item, decision: Decision) -> PrintedDeliberation:
    outcome, doubt = decision.outcome, item.doubt or decision.doubt
    if item.title is not None and _OPENING_FORMULA.search(fold(item.title)):
        doubt = doubt or "the title runs into the opening formula: columns side by side"
    begins = fold(item.title or "")
    if isinstance(flow, Reflowed) and (item.number is None or _ARTICLE.match(begins) or _OPENER.match(begins)):
        doubt = doubt or "the text lost its line breaks: the title may be longer or shorter"
    if outcome is Outcome.UNKNOWN and item.number is not None and item.end - item.title_end > 80:
        outcome, doubt = Outcome.NOTED, "no decision is printed: read as an information"
    return PrintedDeliberation(
        position=position,
        title=item.title,
        place=flow.place(item.start, max(item.title_end, item.start + 1)),
        number=item.number,
        subject=item.subject,
        outcome=outcome,
        unanimous=decision.unanimous,
        votes_for=decision.counts.get(Choice.FOR),
        votes_against=decision.counts.get(Choice.AGAINST),
        votes_abstain=decision.counts.get(Choice.ABSTAIN),
        votes_not_voting=decision.counts.get(Choice.NOT_VOTING),
        named=decision.named,
        is_secret=decision.is_secret,
        has_casting_vote=decision.has_casting_vote,
        is_without_chair=decision.is_without_chair,
        vote_place=flow.place(decision.start, decision.end) if decision.start is not None and decision.end is not None else None,
        certainty=Certainty.DOUBTFUL if doubt else Certainty.CERTAIN,
        doubt=doubt,
    )
