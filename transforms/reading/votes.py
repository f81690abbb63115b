"""How an item ended: outcome, unanimity, printed counts, named voters.

The body of an item holds marks: "à l'unanimité", "à la majorité", "Vote :", "3 abstentions (M. ROUX, …)", "le conseil décide". Marks that
belong together make one vote ("à la majorité … Contre : 2 … Abstention : 1"). An item with several votes that differ has no counts of its
own. Counts are printed counts and never computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Final

from transforms.model import Choice, Outcome, PrintedName
from transforms.reading import lexicon_votes as lexicon
from transforms.reading.flow import Flow
from transforms.reading.lexicon import ALSO_SURNAMES, CIVILITY, FEMININE, NOT_NAMES, OFFICE_LINKS, OFFICE_WORDS, PARTICLES, SHARED, TITLES
from transforms.reading.names import is_upper, read_names
from transforms.reading.phrases import Phrase
from transforms.text import NUMBER, NUMBER_WORDS, fold, number
from transforms.text import words as words_of

MAX_VOTERS: Final = 400  # the largest councils of France seat about 200; above this a number before "voix" is money or a year
MOST_WORDS: Final = 3  # a civility, a given name and a surname, for a surname that is a word of the language too
NAMES_SPAN: Final = 4000  # characters of a printed list of voters: 70 names with civilities take about 2000
LOOK_BACK: Final = 260  # characters before a mark in which the sentence that it closes begins
AWAY: Final = 8000  # characters between "quitte la salle" and the return
ACCOUNTS_SPAN: Final = 3000  # characters between the heading "Compte administratif" and the mayor who leaves, its figures between them
SAME_VOTE: Final = 4000  # characters between "à la majorité :" and the "Contre : …" under the articles of the decision


class Kind(Enum):
    UNANIMITY = "unanimity"
    MAJORITY = "majority"
    EITHER = "either"  # a form nobody filled in: "à l'unanimité/majorité"
    LABEL = "label"  # "Vote :"
    BUT_FOR = "but_for"  # "à l'unanimité moins une voix"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of the print that says something about a vote. ``start`` and ``end`` are offsets into the flow."""

    kind: Kind
    start: int
    end: int
    choice: Choice | None = None
    count: int | None = None
    names: tuple[PrintedName, ...] = ()


class Vote:
    """Marks that belong to one and the same vote, and what they say together (kept at hand: a strange text may have thousands)."""

    __slots__ = ("choices", "counts", "dissents", "end", "kinds", "marks", "start")

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.marks: list[Mark] = []
        self.kinds: set[Kind] = set()
        self.choices: set[Choice] = set()
        self.counts: dict[Choice, int] = {}  # the first that is printed of each choice
        self.dissents = False
        self.start = self.end = -1
        self.add(marks)

    def add(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            self.start = self.start if self.marks else mark.start
            self.end = max(self.end, mark.end)
            self.marks.append(mark)
            self.kinds.add(mark.kind)
            if mark.choice is not None:
                self.choices.add(mark.choice)
                self.dissents |= mark.choice in (Choice.AGAINST, Choice.ABSTAIN) and mark.count != 0
                if mark.count is not None:
                    self.counts.setdefault(mark.choice, mark.count)

    def has(self, kind: Kind) -> bool:
        return kind in self.kinds

    def count(self, choice: Choice) -> int | None:
        return self.counts.get(choice)

    def said(self, choice: Choice) -> bool:
        return choice in self.choices

    def speaks(self) -> bool:
        return self.kinds != {Kind.LABEL}

    @property
    def unanimous(self) -> bool | None:
        """As printed: the word, or else opponents, abstentions and majority, or else two printed noughts."""
        if self.has(Kind.EITHER):
            return None
        if self.has(Kind.BUT_FOR):
            return False
        if self.has(Kind.UNANIMITY):
            return True
        against, abstain = self.count(Choice.AGAINST), self.count(Choice.ABSTAIN)
        if self.has(Kind.MAJORITY) or self.dissents:
            return False
        return True if against == 0 and abstain == 0 else None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the print says of one item. ``start`` and ``end`` bound its words, both ``None`` where there are none."""

    outcome: Outcome = Outcome.UNKNOWN
    unanimous: bool | None = None
    counts: Mapping[Choice, int] = field(default_factory=lambda: MappingProxyType({}))
    named: Mapping[Choice, tuple[PrintedName, ...]] = field(default_factory=lambda: MappingProxyType({}))
    is_secret: bool | None = None
    has_casting_vote: bool | None = None
    is_without_chair: bool | None = None
    start: int | None = None
    end: int | None = None
    doubt: str | None = None


_UNANIMITY = Phrase(
    f"(?=[ACLUV'])(?:(?P<either>{lexicon.EITHER})|(?P<unanimity>{lexicon.UNANIMITY})|"
    f"(?P<majority>{lexicon.MAJORITY})|(?P<label>(?<!PART AU )(?<!PAS AU )(?<!PATION AU )(?<!REFUS DE )\\bVOTES?\\s*:))"
)
_CHOICE = Phrase(r"\b(?:" + "|".join(f"(?P<{choice.value}>{pattern})" for choice, pattern in lexicon.LABELS) + ")")
_BEFORE = re.compile(
    rf"(?<![\d.,/°+-])(?<!\d\s)(?<!\+\s)\b({NUMBER})(?:\s*\(\s*\d{{1,3}}\s*\))?\s+(?:VOIX|VOTES?|SUFFRAGES?|MEMBRES?|CONSEILLERE?S?|ELUE?S?|PERSONNES?|"
    rf"BULLETINS?)?\s*(?:VOTENT\s*)?(?:\"\s?)?$"
)
_OF_A_SUM = re.compile(
    r"[ \u00a0\u202f]\d{3}(?!\d)|[.,]\d|\s*(?:%|€)|\s+(?:POUR\s*CENT|EUROS?|ANS|ANNEES?|MOIS|JOURS|SEMAINES|HEURES|M2|M²|HECTARES?|KM)\b"
)
_AFTER = re.compile(
    rf"\"?\s*+(?:\(S\)|\bAU\s+VOTE)?\s*+(?:\(\s*(?P<bracketed>\d{{1,3}})\s*(?:VOIX\s*)?\)"
    r"(?=\s*:|[ \t]*(?:$|[\n;,./-]|(?:POUR|CONTRE|ABST|NPPV)))|"
    rf"(?P<delim>[:=→⇒►]|\.{{2,}}+|…|_{{2,}}+)?[\s.…_=:]*+(?P<n>\b\d{{1,3}}\b|\b{NUMBER_WORDS}\b|"
    rf"{lexicon.NONE_PRINTED}(?=\s|$|[.,;)-]))"
    r"(?!\s?(?:€|%|EUROS?\b|H\b|M2|M²|HT\b|TTC\b|°|\+\s?\d)|[.,/-]\d|\d))"
)
_NEXT_ITEM = re.compile(r"[.)°]\s*[A-Z]")  # "Contre :\n2. Vente d'un terrain": the number belongs to the line below
_QUOTE = re.compile(r"\"")  # « 2 voix "contre" (Mme ROUX) »
_TO_NAMES = re.compile(r"\s*+(?:VOIX\b\s*+)?(?:,?\s?CELLES?\s+D(?:E\b|')|[,:;→⇒►]|-(?=\s)|DE\s*:|DE\b(?=\s+M)|DONT\b|\.(?=\s*M))?\s*")
_LOOSE = re.compile(r"\s*+(?:VOIX\b\s*+)?[,.;]?\s*+")  # no more than a comma between a count and a name
_GOES_WITH = re.compile(r"\b(?:POUVOIRS?|PROCURATIONS?|MANDA(?:T|NT))\b|\bX\s?\d")  # "3 abstentions, M. ROUX et ses deux pouvoirs"
_ENDS_NAMES = re.compile(
    r"\s+(?:ET|QUI|CAR|POUR(?!\s+(?:REPRESENTER|SIEGER|REMPLIR|ETRE))|PAR|AVEC|SUR|LE\s+CONSEIL|LE\s+(?:BUREAU|COMITE)|L'ASSEMBLEE|"
    r"EN\s+RAISON|AU\s+MOTIF|FAUTE|COMPTE\s+TENU|AFIN|[A-Z]+ANT(?<!REPRESENTANT)(?<!SUPPLEANT)(?<!ETANT)(?<!AYANT)|"
    r"(?:DECID|APPROUV|ADOPT|ACCEPT|VALID|VOT)E(?:NT)?)\b"
)
_SUBJECT = re.compile(  # "par 12 voix pour et 1 contre, Mme ROUX, adjointe, est autorisée à signer"
    r"(?:\s*+,(?!\s*(?:LE|L'|LES)\b)[^,.;:()]{3,60})?\s*+,?\s*+(?:EST|SONT|ETAIT|ETAIENT|SERA|SERONT|ETANT|AYANT|ONT|A\s+ETE|PRESENTE|PROPOSE|"
    r"PRECISE|INDIQUE|REMERCIE|RAPPELLE|EXPLIQUE|EXPOSE)\b"
)
_CHOSEN = re.compile(  # "Sont désignés par 12 voix pour, 3 abstentions : M. ROUX, Mme LENOIR et M. PETIT": whom they chose
    r"(?:(?:^|[.;:\n])\s*(?:EST|SONT|A\s+ETE|ONT\s+ETE)\s+(?:DONC\s+|AINSI\s+|DECLAREE?S?\s+)?(?:ELU|DESIGN|NOMM|PROCLAM)E?E?S?\b|"
    r"\b(?:DESIGN|NOMM|PROCLAM)E(?:NT)?\b(?=[\s,]+(?:A|PAR|AVEC)\b)|\bELI(?:T|SENT)\b(?=[\s,]+(?:A|PAR|AVEC)\b))[^.;\n]*$"
)
_BRACKET = re.compile(r"\s*+(?:VOIX\b\s*+|VOTES?\b\s*+)?[:,]?\s*+\(")
_CIVIL = re.compile(rf"\b{CIVILITY}\b\s?\.?\s?(?=[^\W\d_])")
_SMALL_WORD = re.compile(r"[^\S\n]++(?!et\b)[a-zà-ÿ]")
_RUN_TOKEN = re.compile(
    r"(?P<word>[^\W\d_](?:[^\W\d_]|['’´`\-‐‑.](?=[^\W\d_]))*\.?)|(?P<separator>[,;/&]|[-–—](?=\s)|•|\uf0b7)|(?P<newline>\n)|"
    r"(?P<space>[^\S\n]+)"
)
_PERSON = rf"{CIVILITY}\b\s?\.?\s?(?:[A-Z][A-Z'-]*\.?\s?){{1,3}}?(?=\s*(?:[,;)]|ET\b|$))"
_ASIDE = re.compile(  # "M. ROUX et son pouvoir, M. PETIT", "M. ROUX, porteur du pouvoir de Mme PIC", "Mme PIC représentée par M. ROUX"
    r"\s*(?:\((?:\+?\s?\d+(?:\s+VOIX)?|[^()\n]{0,60}\b(?:POUVOIR|PROCURATION|MANDAT)\b[^()\n]{0,60})\)|X\s?\d\b|"
    r"(?:PAR|AYANT\s+DONNE|AVEC)\s+(?:UNE?\s+|LE\s+|SON\s+)?(?:POUVOIR|PROCURATION|DELEGATION)\b(?=\s*(?:[,;)]|ET\b|$))|"
    r",?\s?(?:(?:\+|ET|AVEC|AYANT|PORTEU(?:R|SE)\s+D[EU']|DETENT(?:EUR|RICE)\s+D[EU']|PAR)\s?"
    r"(?:SON|SA|SES|LE|LA|LES|UNE?|DEUX|SES\s+DEUX|D'UNE?)?\s?"
    rf"(?:POUVOIRS?|PROCURATIONS?|MANDATS?)\b(?:\s+(?:DE|A|DONNE\s+A)\s+{_PERSON})?|REPRESENT(?:ANT|EE?\s+PAR)\s+{_PERSON})|"
    rf"ET\s+(?:SON|SA|SES)\s+MANDANTE?S?\s?:?(?=\s+{CIVILITY}\b))"
)
_POWER_IN_BRACKETS = re.compile(
    r"\([^()\n]{0,60}\b(?:POUVOIR|PROCURATION|MANDAT)\b[^()\n]{0,60}\)$"
)  # "M. ROUX (pouvoir de Mme PIC) vote contre"
_REMARK = re.compile(  # "(présidente du club)"
    r"\s*\((?![^()\n]*\b(?:CONTRE|ABST|POUR|VOT|PART\b|M\.|MM|MME|MONSIEUR|MADAME))[^()\n\d]{3,60}\)"
)
_OF_ANOTHER = re.compile(rf"(?:DE|D'|DES)\s+(?={CIVILITY}\b)")  # "Arrivée de M. ROUX et de Mme LENOIR"
_ANOTHER_CHOICE = re.compile(
    r"[ \t,]*(?:S'(?:ETANT|ETAIENT|EST|ABSTEN|ABSTIEN|OPPOS)|SE\s+SONT|SE\s+PRONON|VOT(?:E|ENT|ANT)\b|N(?:E\s|')|"
    r"(?:ONT|A|AYANT)\s+VOTE\b)"
)
_PROCEDURE_AHEAD = re.compile(
    r"[\s,]*(?:DE\s+|D')(?:NE\s+PAS\s+)?(?:PROCEDER|RECOURIR|VOTER|PRENDRE\s+PART)[^.;]{0,80}?(?:MAIN\s+LEVEE|SCRUTIN|BULLETIN)"
)
_PROCEDURE_BEHIND = re.compile(
    r"(?:D'ACCORD|DECID\w+|ACCEPT\w+|SOUHAIT\w+|PROPOSE|DEMANDE)[^.]{0,160}?(?:MAIN\s+LEVEE|MODE\s+DE\s+(?:VOTE|SCRUTIN)|(?:SCRUTIN|"
    r"VOTE|BULLETIN)\s+SECRET)"
    r"|(?:INSCRI\w+|AJOUT\w*|RAJOUT\w*)\s[^.]{0,80}ORDRE\s+DU\s+JOUR|HUIS\s+CLOS"
)
_OPINION_AHEAD = re.compile(
    r"[\s,]*(?:(?:RENDUE?S?|EMISE?S?|DONNEE?S?)\s+PAR|DES?\s+(?:LA\s+|MEMBRES\s+DE\s+LA\s+)?COMMISSION|DU\s+COMITE\s+(?:TECHNIQUE|SOCIAL))"
)
_STAY_OUT = re.compile(lexicon.STAY_OUT)
_BUT_FOR = re.compile(lexicon.BUT_FOR)
_NEGATED = re.compile(lexicon.NEGATED)
_OPINION_BEHIND = re.compile(lexicon.NOT_THE_VOTE_BEFORE)
_OTHERS_VOTE = Phrase(lexicon.OTHERS_VOTE)
_DECIDES_IT = re.compile(r"\b(?:ADOPT|APPROUV|ACCEPT|VALID|DECID)(?:E|EE|ES|EES|ENT)\b|\n\s*(?:VOTES?|POUR|CONTRE|ABSTENTIONS?)\b")
_ARE_CHOSEN = re.compile(  # "Sont élus membres de la commission, à l'unanimité : …"
    r"\b(?:EST|SONT|A\s+ETE|ONT\s+ETE)\s+(?:DONC\s+|AINSI\s+)?(?:ELU|DESIGN|NOMM|PROCLAM)E?E?S?\b"
)
_COUNCIL_BEHIND = re.compile(lexicon.BACK_TO_COUNCIL)
_AND_DECIDES = re.compile(r"\bET\s+(?:DECID|APPROUV|ADOPT|ACCEPT|VOT|VALID)(?:E|ENT)\b[^.;]{0,40}$")
_OWN_OPINION = re.compile(
    rf"(?:{lexicon.COUNCIL}|\bDELIBERE\b)[\s,]+(?:[A-Z']+[\s,]+){{0,3}}?(?:DONN|EM[EI]|REND|FORMUL)[A-Z]*\s+(?:UN\s+)?$"
)
_VERDICT_LINE = re.compile(
    r"\W*(?:(?:ADOPTE|APPROUVE|VOTE|ACCEPTE|VALIDE|POUR|AVIS\s+FAVORABLE|DELIBERATION\s+ADOPTEE)(?:E?S?)\s*:?\s*)*(?:A\s*)?"
)
_HAD = re.compile(r"\bAVAI(?:T|ENT)\s+(?:DEJA\s+|ALORS\s+)?(?:ETE\s+)?[A-Z]+\s*,?\s*(?:A\s*)?$")
_OTHER_COUNCIL = re.compile(rf"{lexicon.OTHER_COUNCIL}[^.;]{{0,100}}?\b(?:A|AVAIT)\s+(?:EGALEMENT\s+|DEJA\s+)?[A-Z]+E\b")
_MUNICIPAL = re.compile(r"\bCONSEIL\s+MUNICIPAL\b")
_NOT_MUNICIPAL = re.compile(lexicon.OTHER_COUNCIL)
HEAD_LENGTH: Final = 1000  # characters in which a document names its council
_BY_ITS_ACT = re.compile(r"\bPAR\s+(?:[A-Z']+\s+){0,2}?DELIBERATIONS?\b[^.;]*\bD(?:U|ES)\s+\d[^.;]*$")
_SPEECH = re.compile(lexicon.PART_SPEECH)
_DELIBERATED = Phrase(lexicon.DELIBERATED)
_SENTENCE = re.compile(r"[.;](?=\s)|\n\s*\n")
_FULL_STOP = Phrase(r"(?<!\bM)(?<!\bMM)(?<!\bMR)(?<!\bMME)[.;](?=\s)|\n\s*\n")
_LISTED = re.compile(r"\s*[,;)]")
_CLAUSE = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\bMR)(?<!\bMME)[.;:•!?)](?=\s)|\n\s*\n")
_GROUP = re.compile(  # "Le groupe Agir (M. ROUX, Mme LENOIR) vote contre"
    r"\b(?:GROUPE|ELUE?S|MEMBRES|CONSEILLERE?S)\b[^().]{0,80}\((?P<members>[^()]+)\)\s*$"
)
_OF_GROUP = re.compile(  # "Abstentions : groupe Agir (M. ROUX)"
    r"(?:LE\s+|LES\s+ELUS\s+DU\s+)?(?:GROUPE|LISTE)\b[^().\n]{0,80}\((?P<members>[^()]+)\)"
)
_OBJECT_OF = re.compile(r"\b(?:A|PAR|DE|AVEC|POUR)\s+$")
_CHAIR = re.compile(r"\b(?:LE|LA)\s+(?:MAIRE|PRESIDENTE?)\b")
_RETURNS = Phrase(lexicon.ARRIVAL_VERB + r"|\bRETOUR\s+DE\b")
_LEAVES = Phrase(lexicon.LEAVES_THE_ROOM)
_WITHDRAWS = Phrase(lexicon.WITHDRAWS)
_CHAIR_STAYS_OUT = Phrase(lexicon.CHAIR_STAYS_OUT)
_FOR_THE_VOTE = re.compile(lexicon.FOR_THE_VOTE)
ACCOUNTS = Phrase(lexicon.ACCOUNTS)
_CHAIRS = re.compile(r"\b(?:MAIRE|PRESID(?:ENTE?|ENCE|E))\b")
_BARELY = re.compile(r"(?:SE\s+RETIR(?:E|ENT)|S'EST\s+RETIREE?|SE\s+SONT\s+RETIREE?S)[ \t]*(?:[.;)\]]|$)")
_FOR_GOOD = re.compile(r"[ \t,]*(?:A\s+\d{1,2}\s?(?:H|:)|\(\s*\d{1,2}\s?(?:H|:))|[^.\n]{0,60}\b(?:POUVOIR|PROCURATION)\b")
_RESIGNS = re.compile(r"\bDEMISSION[^.;]*$")
_WITHOUT = Phrase(rf"\bHORS\s+(?:DE\s+)?(?:LA\s+)?PRESENCE\s+DE\s+(?={CIVILITY}\b)")  # the chair of the accounts
_SECRET = Phrase(lexicon.SECRET)
_CASTING = Phrase(lexicon.CASTING)
_CASTING_RULE = re.compile(lexicon.CASTING_RULE)
_BY_VOICES = Phrase(
    rf"(?=[UAVPM])(?:(?:UNANIMITE|MAJORITE)\b[^.;\n()]{{0,50}}?(?:\(|,|:|\bPAR|\bSOIT)|\b(?:ADOPT|APPROUV|ACCEPT|VOT)(?:E|EE|ES|EES)\s+PAR)\s*"
    rf"(?P<n>{NUMBER})\s+(?:VOIX|VOTES?|VOTANTS)\b(?!\s+(?:POUR|CONTRE))"
    rf"|\bPAR\s+(?P<voices>{NUMBER})\s+VOIX(?=\s*(?:,|ET\b|-)\s*{NUMBER}\s+(?:ABSTENTION|CONTRE|VOIX\s+CONTRE))"
)
_LETTERS = Phrase(  # "P 12 C 1 A 2", "Oui : 12 - Non : 1"
    r"(?<!\d[ \t])\b(?:P|OUI)[ \t]*[:=]?[ \t]*(?P<for>\d{1,3})[ \t]*[-,;/|]?[ \t]*(?:C|NON)[ \t]*[:=]?[ \t]*(?P<against>\d{1,3})\b"
    r"(?:[ \t]*[-,;/|]?[ \t]*A(?:BST(?:ENTIONS?)?)?\b\.?[ \t]*[:=]?[ \t]*(?P<abstain>\d{1,3})\b)?"
)
_YES_AND_NO = re.compile(r"(?<![\d.,])\b(?P<yes>\d{1,3})[ \t]+OUI\b[ \t]*(?:[-,;/|]|ET)[ \t]*(?P<no>\d{1,3})[ \t]+NON\b")  # "10 oui, 3 non"
_AGAINST_EACH_OTHER = Phrase(
    rf"(?:\b(?:PAR|A|MAJORITE\s+DE)\s+(?P<first>{NUMBER})\s+VOIX\s+CONTRE\s+(?P<second>{NUMBER})\b|"
    rf"(?:\(|\bSOIT\b|:)[ \t]?(?P<more>{NUMBER})[ \t]+VOIX[ \t]+CONTRE[ \t]+(?P<less>{NUMBER})\b(?=[ \t]*(?:[),;]|\.(?!\d)|$)))"
    r"(?!\s+(?:POUR|VOIX\s+POUR|ABST))",
    re.M,
)
_LOST = re.compile(r"\b(?:REJET|REPOUSS|REFUS)\w*|PAS\s+(?:ETE\s+)?ADOPTE")
_HEADS = (
    (Choice.FOR, r"(?:VOTES?\s+|VOIX\s+)?POUR"),
    (Choice.AGAINST, r"(?:VOTES?\s+|VOIX\s+)?CONTRE"),
    (Choice.ABSTAIN, r"ABSTENTIONS?"),
    (Choice.NOT_VOTING, r"N\s?PPV|NE\s+PREND\w*\s+PAS\s+PART(?:\s+AU\s+VOTE)?"),
    (
        None,
        r"(?:NOMBRE\s+DE\s+)?(?:(?:MEMBRES|CONSEILLERS)\s+)?(?:EN\s+EXERCICE|PRESENTS?|ABSENTS?|REPRESENTES?|EXCUSES?|VOTANTS?)|"
        r"(?:NOMBRE\s+DE\s+)?(?:POUVOIRS?|PROCURATIONS?|(?:SUFFRAGES\s+)?EXPRIMES?)|BLANCS?|NULS?",
    ),
)
_HEAD = re.compile("|".join(f"(?:{pattern})" for _, pattern in _HEADS))
_HEADED_TABLE = Phrase(
    rf"\b(?P<heads>(?:{_HEAD.pattern})(?:\s*[:|]?\s+(?:{_HEAD.pattern})){{2,7}})\s*[:|]?\s+(?P<numbers>\d{{1,3}}(?:[\s|]+\d{{1,3}}\b){{1,9}})"
    r"(?:\s+(?:NPPV|N\s?PPV|NE\s+PREND\w*\s+PAS\s+PART(?:\s+AU\s+VOTE)?)\s*:?\s*(?P<not_voting>\d{1,3}))?"
)


# --- names beside a vote -----------------------------------------------------------------------------------------------------------


def name_run(flow: Flow, at: int, end: int, *, bracketed: bool = False) -> tuple[list[PrintedName], int]:
    """The people named from ``at`` on and the offset where their list stops: at prose, at the next label, at a line that begins anew.

    "Contre : 1, Monsieur ROUX car il …" names one; what follows the name is not read.
    """
    text, folded = flow.text, flow.folded
    stop = position = at
    previous = ""  # the last word of the name in hand
    waiting = True  # a separator or a civility stands open: the next line goes on
    broken = False  # a line ended although nothing stood open
    since_civil = 0  # words from the civility of the name in hand on, which counts as one; 0 where it has none
    asides: list[tuple[int, int]] = []
    while position < end:
        if civil := _CIVIL.match(folded, position, end):
            if broken and not _line_is_name(text, position, end):
                break
            position = civil.end()
            previous, waiting, broken, since_civil = "", True, False, 1
            continue
        if waiting and (of := _OF_ANOTHER.match(folded, position, end)):
            asides.append(of.span())
            position = of.end()
            continue
        if previous and (aside := _ASIDE.match(folded, position, end) or _remark(flow, position, end)):
            asides.append(aside.span())
            position = aside.end()
            continue
        token = _RUN_TOKEN.match(text, position, end)
        if token is None:
            break
        position = token.end()
        if token.lastgroup == "space":
            continue
        if token.lastgroup == "newline":
            broken = broken or not (waiting or bracketed)
            continue
        word, plain = token.group(), folded[token.start() : token.end()].rstrip(".")
        if token.lastgroup == "separator" or plain == "ET":
            previous, waiting, broken, since_civil = "", True, False, 0
            continue
        is_office = plain in OFFICE_WORDS or (word[0].islower() and (plain in OFFICE_LINKS or plain.split("'")[0] in PARTICLES))
        since_civil = since_civil and since_civil + 1
        is_behind = 0 < since_civil <= MOST_WORDS or (previous != "" and is_upper(word) and not is_upper(previous))
        is_surname = plain in ALSO_SURNAMES and (since_civil == 2 or (is_behind and not _SMALL_WORD.match(text, token.end(), end)))
        is_other = word[0].islower() or word in ("A", "À") or plain in NOT_NAMES or plain in lexicon.NOT_VOTERS
        if is_other and not is_office and not is_surname:
            break
        if broken and not (previous and not is_upper(previous) and (is_upper(word) or _LISTED.match(text, position, end))):
            break
        previous, waiting, broken = word, False, False
        if word[0].isupper() or plain in OFFICE_WORDS:
            stop = token.end()
        if word[-1] == "." and len(word) > 3 and not bracketed:
            break  # the sentence ends with the name
    printed = text[at:stop]
    for begin, after in reversed(asides):
        printed = printed[: begin - at] + printed[after - at :]
    return _of_one_kind([name for name in read_names(printed) if _plausible(name)]), stop


def _remark(flow: Flow, at: int, end: int) -> re.Match[str] | None:
    """A bracket in small letters that says what somebody is, and how nobody votes: "Mme ROUX (présidente du club) ne vote pas"."""
    remark = _REMARK.match(flow.folded, at, end)
    return remark if remark and flow.text[flow.text.index("(", at) + 1].islower() else None


def _line_is_name(text: str, at: int, end: int) -> bool:
    """Whether the rest of the line holds nothing but one more name of the list."""
    line = text[at : (text.find("\n", at) if text.find("\n", at) >= 0 else end)].strip()
    return len(line) < 45 and not any(w[0].islower() and fold(w) not in PARTICLES for w in re.findall(r"[^\W\d_]+", line)[1:])


def _plausible(name: PrintedName) -> bool:
    """A single word without civility is a name only in capitals ("ROUX"); "Unanimité" is none."""
    parts = name.text.split()
    return bool(name.civility) or len(parts) > 1 or is_upper(name.text)


def _of_one_kind(names: list[PrintedName]) -> list[PrintedName]:
    """Without the office that follows a name: "M. ROUX, Administrateur du Crédit Agricole" is one person."""
    if not names or not any(is_upper(word) for word in names[0].text.split()):
        return names
    return [name for name in names if name.civility or any(is_upper(word) for word in name.text.split())]


def _names_after(flow: Flow, at: int, end: int, count: int | None = None) -> tuple[tuple[PrintedName, ...], int]:
    """People printed after a count or a label: "(M. ROUX, …)", ", Monsieur ROUX", ": M. ROUX et Mme LENOIR".

    Behind no more than a comma they are the voters only where they are as many as were counted and no other sentence begins with them.
    """
    text, limit = flow.text, min(end, at + NAMES_SPAN)
    if count == 0:
        return (), at  # "Abstention : 0 M. ROUX, adjoint, est chargé de …"
    if closing := _QUOTE.match(flow.folded, at, limit):
        at = closing.end()
    if bracket := _BRACKET.match(flow.folded, at, limit):
        close = _closing_bracket(text, bracket.end(), limit)
        if _STAY_OUT.search(flow.folded, bracket.end(), close):
            return (), at  # "9 pour (M. ROUX ne vote pas)"
        names, _ = name_run(flow, bracket.end(), close, bracketed=True)
        if not names:
            names = _civil_names(flow, bracket.end(), close)
        return tuple(names), close + 1 if names else at
    link = _TO_NAMES.match(flow.folded, at, limit)
    start = link.end() if link else at
    joined = link is not None and link.group().strip() != ""
    if joined and (group := _OF_GROUP.match(flow.folded, start, limit)):
        names, _ = name_run(flow, group.start("members"), group.end("members"), bracketed=True)
        return tuple(names), group.end() if names else at
    civil = _CIVIL.match(flow.folded, start, limit)
    if civil and link is not None and "." in link.group() and _SPEECH.match(flow.folded, start, limit):
        return (), at  # "Pour : 9. M. ROUX précise que …"
    if not civil and not (joined and re.match(r"[^\W\d_]", text[start : start + 1]) and text[start].isupper()):
        return (), at
    if ("\n" in text[at:start] and not joined) or (not civil and "\n" in text[at:start]):
        return (), at
    names, stop = name_run(flow, start, limit)
    if text[stop - 1] != "." and _ANOTHER_CHOICE.match(flow.folded, stop):
        return (), at  # "12 voix pour, M. ROUX s'étant prononcé contre"
    if not civil and re.match(r"\s*(?:l['’]|(?:le|la|les|de|des|du|un|une|que|à|au|aux)\b)", text[stop : stop + 12]):
        return (), at  # "2 abstentions, ACCORDE la garantie": a verb in capitals
    if count is not None and names and (link is None or _LOOSE.fullmatch(link.group())):
        beyond = len(names) != count and not _GOES_WITH.search(flow.folded, start, min(end, stop + 40))
        if beyond or _SUBJECT.match(flow.folded, stop) or (_goes_on(text, stop) and not _ENDS_NAMES.match(flow.folded, stop)):
            return (), at
    if count is not None and names and _CHOSEN.search(flow.folded, max(0, at - LOOK_BACK), at):
        return (), at
    return (tuple(names), stop) if names else ((), at)


def _goes_on(text: str, at: int) -> bool:
    """Whether a word in small letters follows at once: "M. ROUX représentant de la commune"."""
    following = text[at : at + 40].lstrip(" \t\n")
    return following[:1].islower() and len(following) < len(text[at : at + 40])


def _closing_bracket(text: str, at: int, limit: int) -> int:
    """The offset of the bracket that closes what is open at ``at``: "(M. ROUX (2 voix), M. PETIT)" holds another pair."""
    depth = 1
    for bracket in re.finditer(r"[()]", text[at:limit]):
        depth += 1 if bracket.group() == "(" else -1
        if not depth:
            return at + bracket.start()
    first = text.find(")", at, limit)
    return first if first >= 0 else limit


def names_before(flow: Flow, start: int, at: int) -> tuple[tuple[PrintedName, ...], int, int]:
    """The subject of a verb at ``at``, with its own start and end: "M. ROUX et Mme LENOIR ne prennent pas part au vote".

    Of several people in the sentence, those nearest before the verb; nobody where they are named by office alone ("Madame le maire").
    """
    begin = max(start, at - LOOK_BACK)
    if group := _GROUP.search(flow.folded, begin, at):
        members, _ = name_run(flow, group.start("members"), group.end("members"), bracketed=True)
        if members:
            return tuple(members), group.start(), group.end()
    for boundary in _CLAUSE.finditer(flow.folded, begin, at):
        if boundary.group() == ")" and (
            _POWER_IN_BRACKETS.search(flow.folded, begin, boundary.end())
            or _remark(flow, max(begin, flow.folded.rfind("(", begin, boundary.start())), boundary.end())
        ):
            continue
        begin = boundary.end()
    nearest: list[PrintedName] = []
    position, found, end = begin, at, at
    while civil := _CIVIL.search(flow.folded, position, at):
        names, stop = name_run(flow, civil.start(), at)
        position = max(stop, civil.end())
        is_object = _OBJECT_OF.search(flow.folded, max(begin, civil.start() - 6), civil.start())
        if is_object and (nearest or _CHAIR.search(flow.folded, begin, civil.start())):
            continue  # "M. ROUX cède la parole à Mme LENOIR et quitte la salle", "Le maire demande à M. ROUX de … et sort"
        nearest, found, end = names, civil.start(), stop
    if nearest:
        return tuple(nearest), found, end
    names, stop = name_run(flow, _skip_space(flow.text, begin), at)
    if names and all(" " in name.text and any(is_upper(word) and len(word) > 2 for word in name.text.split()) for name in names):
        return tuple(names), _skip_space(flow.text, begin), stop  # "ROUX Anne et PETIT Paul, membres du bureau, ne prennent pas part …"
    return (), at, at


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _civil_names(flow: Flow, start: int, end: int) -> list[PrintedName]:
    """Every person with a civility in a stretch of prose: "(groupe de l'union et Mme ROUX)"."""
    found: list[PrintedName] = []
    position = start
    while civil := _CIVIL.search(flow.folded, position, end):
        names, stop = name_run(flow, civil.start(), end, bracketed=True)
        found += names
        position = max(stop, civil.end())
    return found


# --- marks -------------------------------------------------------------------------------------------------------------------------


def read_marks(flow: Flow, start: int, end: int) -> list[Mark]:
    """The marks of a stretch of text, in printed order."""
    marks = [*_word_marks(flow, start, end), *_count_marks(flow, start, end)]
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


def _word_marks(flow: Flow, start: int, end: int) -> Iterator[Mark]:
    folded = flow.folded
    for match in _UNANIMITY.finditer(folded, start, end):
        kind = Kind(match.lastgroup or "label")
        if kind in (Kind.UNANIMITY, Kind.MAJORITY) and not _is_the_vote(
            flow, max(start, match.start() - LOOK_BACK), match.start(), match.end()
        ):
            continue
        but_for = _BUT_FOR.match(folded, match.end(), end) if kind is Kind.UNANIMITY else None
        yield Mark(Kind.BUT_FOR, match.start(), but_for.end()) if but_for else Mark(kind, match.start(), match.end())


def _is_the_vote(flow: Flow, begin: int, start: int, end: int) -> bool:
    """Whether "à l'unanimité" is the council's vote on the item, not a commission's opinion, a rule, or a vote on how to vote."""
    folded = flow.folded
    ahead = folded[end : end + 140]
    if _PROCEDURE_AHEAD.match(ahead) or _OPINION_AHEAD.match(ahead):
        return False
    behind = folded[begin:start]
    if _PROCEDURE_BEHIND.search(behind):
        return False
    line = folded[folded.rfind("\n", 0, start) + 1 : start]
    if _VERDICT_LINE.fullmatch(line) and (line.strip() or flow.text[start:end].isupper()):
        return True  # "ADOPTE A L'UNANIMITE", a line of its own, closes the item
    sentences = [m.end() for m in _SENTENCE.finditer(behind)]
    sentence = behind[sentences[-1] :] if sentences else behind
    other = _others_vote(sentence) if _OTHERS_VOTE.search(folded, begin, start) else None
    if other is not None and not _COUNCIL_BEHIND.search(sentence, other):
        return False
    opinion = None
    for opinion in _OPINION_BEHIND.finditer(sentence):  # noqa: B007 - the last one counts
        pass
    if _HAD.search(sentence) or _is_of_another_council(flow, sentence, start - len(sentence)):
        return False  # "le conseil avait adopté à l'unanimité": another sitting's vote
    if opinion is None or _COUNCIL_BEHIND.search(sentence, opinion.end()) or _ARE_CHOSEN.search(sentence, 0, opinion.start()):
        return True
    # "le conseil suit l'avis de la commission et vote à l'unanimité": the sentence is the council's
    if _COUNCIL.search(sentence, 0, opinion.start()) and _AND_DECIDES.search(sentence, opinion.end()):
        return True
    # "le conseil municipal émet un avis favorable à l'unanimité": the opinion is the council's own
    return opinion.group().startswith("AVIS") and _OWN_OPINION.search(sentence, 0, opinion.start()) is not None


def _is_of_another_council(flow: Flow, clause: str, at: int) -> bool:
    """Whether a clause, which begins at ``at``, of a municipal council's minutes tells what a council of another kind did."""
    if _OTHER_COUNCIL.search(clause) is None or _NOT_MUNICIPAL.search(flow.folded, 0, min(at, HEAD_LENGTH)) is not None:
        return False
    return _MUNICIPAL.search(flow.folded, 0, min(at, HEAD_LENGTH)) is not None


def _others_vote(sentence: str) -> int | None:
    """Where the words end that say that another body voted, the last of them; ``None`` where none do."""
    return max((match.end() for match in _OTHERS_VOTE.pattern.finditer(sentence)), default=None)


def _is_of_others(flow: Flow, start: int, at: int) -> bool:
    """Whether the count at ``at`` is told of another body in the same sentence: "la commission a émis un avis favorable (5 pour)"."""
    behind = flow.folded[max(start, at - LOOK_BACK) : at]
    sentence = behind[max((m.end() for m in _SENTENCE.finditer(behind)), default=0) :]
    other = _others_vote(sentence)
    return other is not None and not _COUNCIL_BEHIND.search(sentence, other) and not _DECIDES_IT.search(sentence, other)


@dataclass(slots=True)
class _Candidate:
    choice: Choice
    start: int
    end: int
    label: str
    before: int | None
    before_start: int
    after: int | None
    after_end: int
    delimited: bool
    names: tuple[PrintedName, ...] = ()
    names_end: int = 0

    @property
    def count(self) -> int | None:
        return self.before if self.before is not None else self.after


def _count(text: str) -> int | None:
    if re.fullmatch(lexicon.NONE_PRINTED, text):
        return 0
    value = number(text)
    return value if value is not None and value <= MAX_VOTERS else None


def _count_marks(flow: Flow, start: int, end: int) -> Iterator[Mark]:
    """Counts and named voters beside "pour", "contre", "abstention" and their kin."""
    folded = flow.folded
    against = folded.find("CONTRE", start, end) >= 0
    voices = folded.find("VOIX", start, end) >= 0
    for whole in _BY_VOICES.finditer(folded, start, end):
        group = "n" if whole["n"] else "voices"
        yield Mark(Kind.COUNT, whole.start(group), whole.end(group), Choice.FOR, _count(whole[group]))
    used = start  # the number before a label may already belong to the label before it
    for letters in _LETTERS.finditer(folded, start, end):
        for side in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN):
            if letters[side.value]:
                yield Mark(Kind.COUNT, letters.start(), letters.end(), side, int(letters[side.value]))
        used = letters.end()
    for sides in _YES_AND_NO.finditer(folded, used, end) if folded.find(" OUI", used, end) >= 0 else ():
        yield Mark(Kind.COUNT, sides.start(), sides.end(), Choice.FOR, int(sides["yes"]))
        yield Mark(Kind.COUNT, sides.start(), sides.end(), Choice.AGAINST, int(sides["no"]))
        used = sides.end()
    for table in _HEADED_TABLE.finditer(folded, start, end) if against else ():
        heads, numbers = _HEAD.findall(table["heads"]), re.findall(r"\d+", table["numbers"])
        if len(numbers) < len(heads):
            used = table.end()  # which of them is missing is not known
            continue
        for head, printed in zip(heads, numbers, strict=False):
            if (choice := _choice_of(head)) is not None:
                yield Mark(Kind.COUNT, table.start(), table.end(), choice, int(printed))
        if table["not_voting"]:
            yield Mark(Kind.COUNT, table.start(), table.end(), Choice.NOT_VOTING, int(table["not_voting"]))
        used = table.end()
    for pair in _AGAINST_EACH_OTHER.finditer(folded, used, end) if against and voices else ():
        counts = [_count(pair["first"] or pair["more"]), _count(pair["second"] or pair["less"])]
        sentence = _SENTENCE.search(folded, pair.end(), end)
        lost = (
            _LOST.search(folded, max(start, pair.start() - 120), pair.start())
            or _LOST.search(folded, pair.end(), min(pair.end() + 80, sentence.start() if sentence else end))
        ) is not None
        for choice, each in zip((Choice.FOR, Choice.AGAINST), reversed(counts) if lost else counts, strict=True):
            yield Mark(Kind.COUNT, pair.start(), pair.end(), choice, each)
        used = pair.end()
    others = _OTHERS_VOTE.search(folded, start, end) is not None
    found: list[_Candidate] = []
    for match in _CHOICE.finditer(folded, used, end):
        if match.start() < used:
            continue
        choice = Choice(match.lastgroup or "")
        window = folded[max(used, match.start() - 45) : match.start()]
        before = _BEFORE.search(window)
        after = _AFTER.match(folded, match.end(), min(end, match.end() + 60))
        if after and _OF_A_SUM.match(folded, after.end()):
            after = None  # "pour 38 500 euros", "pour 3 ans"
        if (
            after
            and _NEXT_ITEM.match(folded, after.end(), end)
            and ("\n" in after.group() or not (after["delim"] or folded[after.end()] == ")"))
        ):
            after = None
        candidate = _Candidate(
            choice=choice,
            start=match.start(),
            end=match.end(),
            label=match.group(),
            before=_count(before.group(1)) if before else None,
            before_start=match.start() - len(window) + before.start(1) if before else match.start(),
            after=_count(after["n"] or after["bracketed"]) if after else None,
            after_end=after.end() if after else match.end(),
            delimited=bool(after and (after["delim"] or after["bracketed"])),
        )
        if _settle(flow, candidate, found, start, end):
            found.append(candidate)
            used = max(candidate.names_end, candidate.after_end if candidate.after is not None else 0, candidate.end)
    for candidate in found:
        if _is_weak(flow, candidate) and not any(_beside(candidate, other) for other in found):
            continue
        count = candidate.count
        if count is None and not candidate.names:
            continue
        if others and _is_of_others(flow, start, candidate.before_start if candidate.before is not None else candidate.start):
            continue
        last = max(
            candidate.end, candidate.after_end if candidate.before is None and candidate.after is not None else 0, candidate.names_end
        )
        yield Mark(
            Kind.COUNT,
            candidate.before_start if candidate.before is not None else candidate.start,
            last,
            candidate.choice,
            count,
            candidate.names,
        )


def _choice_of(head: str) -> Choice | None:
    """The choice that a column of a table of votes counts; ``None`` for those present, voting and their kin."""
    return next(choice for choice, pattern in _HEADS if re.fullmatch(pattern, head))


def _beside(candidate: _Candidate, other: _Candidate) -> bool:
    """Whether two counts of different choices stand together: "3 pour, 3 contre"."""
    return other.choice is not candidate.choice and (0 <= candidate.start - other.end < 60 or 0 <= other.start - candidate.end < 60)


def _is_weak(flow: Flow, candidate: _Candidate) -> bool:
    """ "14 pour", "contre 2": "pour" and "contre" are common words, a vote only beside another count or where the phrase ends with them."""
    if candidate.label not in ("POUR", "CONTRE") or candidate.delimited or candidate.names:
        return False
    if candidate.before is not None and "BULLETIN" in flow.folded[candidate.before_start : candidate.start]:
        return False
    return candidate.before is None or _ENDS_PHRASE.match(flow.folded, candidate.end) is None


# "contre 2 la semaine dernière", but "10 pour 0 contre 1 abstention"
_GOES_ON = re.compile(
    r"(?:[ \t]|\n(?!\s*\n))\s*+(?:(?:LE|LA|LES|L'|UNE?|DES?|CETTE|CE|CES)\b(?!\s+(?:ABST|CONTRE))|"
    r"\d{1,4}\b(?!\s+(?:VOIX\s+|VOTES?\s+)?(?:POUR|CONTRE|ABST|NPPV|NE\s+PREN|REFUS)))"
)
_ENDS_PHRASE = re.compile(r"[ \t]*(?:[).,;:(\n]|$|ET\b)")
_NEXT_LABEL = re.compile(r"[\s,;/-]*(?:ET\s+)?(?:POUR|CONTRE|ABST(?:ENTIONS?)?\.?|NPPV)\s*:?\s*\d")
# "M. ROUX demande si la commission a voté contre": who asks is not who voted
_OTHER_VOTER = re.compile(r"\b(?:SI|POURQUOI|QUAND|QUE)\s+(?:LA|LE|LES|L'|CETTE|CE|CES|CERTAINS|D'AUTRES|MONSIEUR|MADAME|M\.|MME)")
_ASKED = re.compile(r"\b(?:SI|POURQUOI)\s+$")  # "demande pourquoi M. ROUX s'était abstenu"
_FOR_SOMEONE = re.compile(rf"[ \t]+(?={CIVILITY}\b)")
_COLON = re.compile(r"\s*(?:AU\s+VOTE\s*)?:")
_VERBAL = re.compile(r"(?:NE\s|ABSENT|ETANT\s|[A-Z]+\s+(?:DE\s+)?NE\s+PAS\b|N'|S'|SE\s|VOT|ONT\s|A\s+VOTE|AYANT|DEPORTE)")


def _on_another_line(folded: str, candidate: _Candidate) -> bool:
    """Whether the number before stands on an earlier line and the one after on the label's own: "Votants 15 / Abstentions 0"."""
    return "\n" in folded[candidate.before_start : candidate.start] and "\n" not in folded[candidate.end : candidate.after_end]


def _settle(flow: Flow, candidate: _Candidate, found: list[_Candidate], start: int, end: int) -> bool:
    """Decides which number belongs to the label and reads the names; False where the word is no label of a vote."""
    folded = flow.folded
    previous = found[-1] if found else None
    label_first = previous is not None and previous.before is None and previous.after is not None and candidate.start - previous.end < 60
    if candidate.before is not None and candidate.after is not None and _on_another_line(folded, candidate):
        candidate.before = None
    elif candidate.before is not None and candidate.after is not None:
        if candidate.delimited or label_first:
            candidate.before = None
        else:
            candidate.after = None
    elif candidate.after is not None and not candidate.delimited and candidate.label in ("POUR", "CONTRE") and not label_first:
        line_start = folded.rfind("\n", 0, candidate.start) + 1
        if folded[line_start : candidate.start].strip(" -•*") and not _NEXT_LABEL.match(folded, candidate.after_end):
            candidate.after = None
    if (
        candidate.label == "POUR"
        and candidate.after is not None
        and re.search(r"D'ACCORD\s*$", folded[max(start, candidate.start - 12) : candidate.start])
    ):
        return False
    if candidate.label.endswith("POUR") and candidate.before is not None and _FOR_SOMEONE.match(folded, candidate.end):
        return True  # "14 voix pour M. ROUX": whom they chose, not who voted
    verbal = _VERBAL.match(candidate.label) is not None
    after = candidate.after_end if candidate.after is not None else candidate.end
    if candidate.label == "POUR" and candidate.after is None and candidate.before is None:
        colon = re.match(r"\s*:\s*", folded[candidate.end : candidate.end + 6])
        if not colon or not (_CIVIL.match(folded, candidate.end + colon.end()) or _has_given_names(flow, candidate.end + colon.end(), end)):
            return False
    if (
        candidate.label == "CONTRE"
        and candidate.after is None
        and candidate.before is None
        and not re.match(r"\s*:", folded[candidate.end : candidate.end + 3])
    ):
        return False
    if candidate.label in ("POUR", "CONTRE") and candidate.before is not None and candidate.after is None:
        if _GOES_ON.match(folded, candidate.end) and (
            candidate.label == "CONTRE"
            or not re.search(r"\bPAR\s*$", folded[max(start, candidate.before_start - 6) : candidate.before_start])
        ):
            return False  # "contre 2 la semaine dernière", "Ingénierie 61 pour la mise en accessibilité"
    if verbal:
        # "Ont voté contre : …" and "1 ne prenant pas part au vote (…)" name nobody before
        if _COLON.match(folded, candidate.end) or (candidate.before is not None and _BRACKET.match(folded, candidate.end)):
            candidate.names, candidate.names_end = _names_after(flow, after, end, candidate.count)
        else:
            names, begin, stop = names_before(flow, start, candidate.start)
            if not _OTHER_VOTER.search(folded, stop, candidate.start) and not _ASKED.search(folded, max(start, begin - 12), begin):
                candidate.names, candidate.start = names, begin
        if not candidate.names:
            candidate.names, candidate.names_end = _names_after(flow, after, end, candidate.count)
    else:
        candidate.names, candidate.names_end = _names_after(flow, after, end, candidate.count)
        if candidate.before is None and candidate.after is None and not candidate.names:
            return False
    if not candidate.names and candidate.count and candidate.before is None:
        candidate.names, candidate.names_end = _names_below(flow, after, end, candidate.count)
        if not candidate.names and candidate.delimited:
            candidate.names, candidate.names_end = _names_beside(flow, after, end, candidate.count)
    return candidate.before is not None or candidate.after is not None or bool(candidate.names)


_BESIDE = re.compile(r"[ \t]+(?=[A-Z])")


def _has_given_names(flow: Flow, at: int, end: int) -> bool:
    """Whether the line goes on with people alone, each with given name and surname: "Pour : Luc ROUX, Anne PETIT"."""
    line = flow.folded.find("\n", at, end)
    names, stop = name_run(flow, at, line if line >= 0 else end)
    words = [name.text.split() for name in names]
    return bool(words) and stop == (line if line >= 0 else end) and all(is_upper(w[-1]) and not is_upper(w[0]) for w in words)


def _names_below(flow: Flow, at: int, end: int, count: int) -> tuple[tuple[PrintedName, ...], int]:
    """ "Contre : 2 / Mme Anne ROUX / M. Luc PETIT": as many people as were counted, a line each."""
    below = re.match(r"[ \t:]*\n\s*", flow.folded[at : at + 20])
    if below is None or not _CIVIL.match(flow.folded, at + below.end(), end):
        return (), at
    names, stop = name_run(flow, at + below.end(), min(end, at + NAMES_SPAN))
    speaks = _SUBJECT.match(flow.folded, stop) or (_goes_on(flow.text, stop) and not _ENDS_NAMES.match(flow.folded, stop))
    return (tuple(names), stop) if len(names) == count and not speaks else ((), at)


def _names_beside(flow: Flow, at: int, end: int, count: int) -> tuple[tuple[PrintedName, ...], int]:
    """ "Contre : 1 Jean MERLE": as many people as were counted, with given name and surname on the rest of the line."""
    beside = _BESIDE.match(flow.folded, at, end)
    line = flow.folded.find("\n", at, end)
    names, stop = name_run(flow, beside.end(), line if line >= 0 else end) if beside else ([], at)
    named = len(names) == count and all(" " in name.text and is_upper(name.text.split()[-1]) for name in names)
    return (tuple(names), stop) if named and not any(is_upper(name.text) for name in names) else ((), at)


# --- votes -------------------------------------------------------------------------------------------------------------------------


def group_votes(flow: Flow, marks: Iterable[Mark]) -> list[Vote]:
    """Marks → votes. A count after the debate that follows a vote belongs to nobody; one that repeats a vote changes nothing."""
    votes: list[Vote] = []
    current: Vote | None = None
    for mark in marks:
        if mark.choice is Choice.NOT_VOTING and mark.count is None:
            if current is None:
                continue
        if current is None or _begins_anew(flow, current, mark):
            if current is not None and mark.kind is Kind.COUNT and _in_debate(flow, current, mark):
                continue
            current = Vote([mark])
            votes.append(current)
        elif mark.kind is Kind.COUNT and _in_debate(flow, current, mark):
            continue
        else:
            current.add([mark])
    spoken = [vote for vote in votes if vote.speaks()]
    kept: list[Vote] = []
    for vote in spoken:
        if kept and _repeats(flow, kept[-1], vote):
            kept[-1].add(vote.marks)
        else:
            kept.append(vote)
    return kept


def _begins_anew(flow: Flow, vote: Vote, mark: Mark) -> bool:
    gap = mark.start - vote.end
    if gap > SAME_VOTE:
        return True
    match mark.kind:
        case Kind.LABEL:
            return vote.speaks() and not (vote.has(Kind.MAJORITY) and not vote.counts)
        case Kind.UNANIMITY | Kind.MAJORITY | Kind.EITHER | Kind.BUT_FOR:
            if mark.kind is Kind.UNANIMITY and vote.count(Choice.AGAINST) and _SENTENCE.search(flow.folded, vote.end, mark.start):
                return True  # opponents, and after a full stop unanimity: the vote on an amendment was another
            return gap > 600 or any(vote.has(kind) for kind in (Kind.UNANIMITY, Kind.MAJORITY, Kind.EITHER, Kind.BUT_FOR))
        case _:
            assert mark.choice is not None
            said = vote.said(mark.choice) and not (vote.count(mark.choice) is None and not mark.names)
            return (said and mark.choice is not Choice.NOT_VOTING) or _deliberates_between(flow, vote, mark)


def _deliberates_between(flow: Flow, vote: Vote, mark: Mark) -> bool:
    return bool(vote.counts) and _DELIBERATED.search(flow.folded, vote.end, mark.start) is not None


def _in_debate(flow: Flow, vote: Vote, mark: Mark) -> bool:
    """Whether speeches stand between a finished vote and a count: "Pour l'association, M. ROUX demande … Contre : M. ROUX"."""
    if not vote.speaks() or (vote.has(Kind.LABEL) and mark.start - vote.end < 600):
        return False
    return _SPEECH.search(flow.folded, vote.end, mark.start) is not None


def _repeats(flow: Flow, first: Vote, second: Vote) -> bool:
    """The same vote in other words: "adopté à la majorité … Pour : 24, contre : 3" and again below."""
    if _DELIBERATED.search(flow.folded, first.end, second.start):
        return False
    shared = set(first.counts) & set(second.counts)
    same = all(first.counts[c] == second.counts[c] for c in shared)
    agree = first.unanimous is None or second.unanimous is None or first.unanimous == second.unanimous
    return same and agree and second.start - first.end < 700 and (bool(shared) or not first.counts or not second.counts)


# --- the decision ------------------------------------------------------------------------------------------------------------------

_OF_WHOM = re.compile(
    r"\s+(?:DES|DE\s+SES)\s+(?:SUFFRAGES|VOIX|VOTANTS|VOTES|MEMBRES|PRESENTS|CONSEILLERS)(?:\s+(?:EXPRIMES|PRESENTS|VOTANTS|ET|OU|"
    r"REPRESENTES))*\)?"
)
_COUNCIL = re.compile(rf"{lexicon.COUNCIL}\b")
_ANCHOR = Phrase(rf"{lexicon.DELIBERATED}|{lexicon.COUNCIL}\b")
_VERB = Phrase(rf"\b{lexicon.VERBS}\b")
_POSTPONED = Phrase(lexicon.POSTPONED)
_REJECTED = Phrase(lexicon.REJECTED, re.M)
_REFUSES = Phrase(lexicon.REFUSAL_VERB)
_NOTED = re.compile(lexicon.NOTED)
_PROPOSES_TO_NOTE = Phrase(lexicon.PROPOSES_TO_NOTE)
_PROPOSES_TO_POSTPONE = re.compile(lexicon.PROPOSES_TO_POSTPONE)
_TOLD = re.compile(lexicon.TOLD)
_COUNCIL_ABSTAINS = re.compile(rf"\b{lexicon.COUNCIL},?\s+(?:S'ABSTIEN(?:T|NENT)|S'EST\s+ABSTENU)\b")
_ELECTION_TITLE = re.compile(lexicon.ELECTION_TITLE)
_GAP = r"(?<![…_.])(?<![…_.]\s)(?:…|_{3,}+|\.{3,}+)[…_.\s]*+"  # where a result is to be filled in
_BLANK = Phrase(
    rf"(?:POUR|CONTRE|ABSTENTIONS?)\s*:\s*{_GAP}|DELIBERE\s*+,?\s*+(?:A|PAR)\s+(?:L'|LA\s+)?{_GAP}|{_GAP}(?:VOIX|VOTES?\s+(?:POUR|CONTRE)|POUR\b|CONTRE\b|ABSTENTION)"
)
_REFUSED: Final = "the council votes for a refusal: adopted as a resolution, refused as a request"
_POSTPONES: Final = "a postponement was proposed before the vote"
AT_ONCE: Final = 40  # characters between a proposal and the council's answer
_UNFAVOURABLE = re.compile(r"\bAVIS\s+(?:UNANIMEMENT\s+)?DEFAVORABLE")
_AMENDMENT = re.compile(r"\b(?:SOUS-)?AMENDEMENTS?\b")
_SECRETARY = re.compile(lexicon.SECRETARY_TITLE)
_CLERK = Phrase(
    rf"\bSECRETAIRES?\b(?=\s+DE\s+(?:LA\s+)?SEANCE\b|\s+(?:PAR|AVEC)\s|\s*:?\s*{CIVILITY}\b|"
    r"\s*,?\s*A\s+(?:L'UNANIMITE|LA\s+MAJORITE|MAIN\s+LEVEE)|\s*(?:[.,;(:]|$))",
    re.MULTILINE,
)
_OF_SITTING = re.compile(r"\s+DE\s+(?:LA\s+)?SEANCE\b")
_CHOOSES = re.compile(r"\b(?:DESIGN|NOMM|NOMINATION|ELUE?\b|ELIT|ELIRE|ELECTION|CHOISI|PROPOS)")
_IS_CHOSEN = re.compile(
    rf"[.\s]*+{CIVILITY}\b\.?(?:[^.;]|(?<=\bM)\.){{3,200}}?\b(?:EST|A\s+ETE)\s+(?:DONC\s+)?(?:ELU|DESIGNE|NOMME)E?\b(?!\s+(?:DELEGUE|REPRESENTANT|MEMBRE))"
)
_HALF_NAME = re.compile(r"\b(?:MM?|M(?:me|r|lle)s?|MME|Monsieur|Madame)\b\.?[^\S\n]+[A-ZÀ-Þ][\w’'-]+\Z")  # "nomme Mme Anne / ROUX"
_NEW_LINE = re.compile(r"\n\s*(?=[A-ZÀ-Þ])(?!(?:MM?|M(?:me|r|lle)s?|MME|Monsieur|Madame)\b)")
_IS_SECRETARY = re.compile(lexicon.IS_SECRETARY)
_ELECTED = Phrase(lexicon.ELECTED)
_CHAIR_CHOSEN = Phrase(lexicon.CHAIR_CHOSEN)
_OFFICE_TITLE = re.compile(lexicon.OFFICE_TITLE)
_APPOINTS = Phrase(lexicon.APPOINTS)
_NOT_ELECTED_BEFORE = re.compile(lexicon.NOT_ELECTED_BEFORE)
_APPOINTED = Phrase(lexicon.APPOINTED)
_SINGLE_WORD = Phrase(lexicon.SINGLE_WORD, re.M)
_BALLOT = re.compile(lexicon.BALLOT)
_STRONG_VERB = re.compile(
    r"\b(?:DECID(?:E|ENT)|APPROUV(?:E|ENT)|ADOPT(?:E|ENT)|AUTORIS(?:E|ENT)|ACCEPT(?:E|ENT)|VALID(?:E|ENT)|FIX(?:E|ENT)|VOT(?:E|"
    r"ENT)(?=\s+(?:LE|LA|LES|L'|POUR)))\b"
)
_ARTICLE_VERB = re.compile(
    rf"^[ \t•*➢►✓>-]*(?P<verb>{_STRONG_VERB.pattern})(?=[ \t]+(?:LE|LA|LES|L'|UN|UNE|D'|DE|DES|SON|SA|CE|CETTE|M\.|MONSIEUR)\b)", re.M
)
# Verbs that decide only with the right object, or at the head of a line of the decision.
_MILD_VERB = re.compile(r"DEMAND|PROPOS|DI(?:T|SENT)\b|PRECIS|CONSTAT|SOUTIEN|SOLLICIT|MANDAT")
_REQUESTS = re.compile(r"SOLLICIT|MANDAT|SOUTIEN")  # … as the council's own verb: "le conseil sollicite une subvention"
_PROCLAIMED = Phrase(r"\b(?:A\s+ETE|EST)\s+(?:ELUE?|PROCLAMEE?)\b(?!\s+SECRETAIRE)")
_CANDIDATE = re.compile(
    rf"^[ \t•*-]{{0,3}}(?:(?:RESULTATS?(?:\s+DU\s+VOTE)?|A\s+OBTENU|ONT\s+OBTENU|VOTES?)[ \t]*:[ \t]*)?"
    rf"(?P<name>[^\n:\d]{{4,60}})(?:[:.…_]{{1,80}}|-(?=\s))[ \t]?"
    rf"(?P<votes>{NUMBER})(?:[ \t]?\([^()\n]{{1,30}}\))?[ \t]VOIX\b",
    re.M,
)
_GIVES = re.compile(r"(?:DONN(?:E|ENT)|EMET(?:TENT)?|VOT(?:E|ENT)|PREN(?:D|NENT))$")
_GIVEN = re.compile(
    r"\s+(?:[A-Z']+\s+){0,3}?(?:AVIS\b|ACCORD\b|POUVOIR|DELEGATION|AUTORISATION|MANDAT|QUITUS|VOEU|DECISION|EN\s+CHARGE|"
    r"LE\b|LA\b|LES\b|L'|CES\b|POUR\b|UNE?\b|A\s+L'UNANIMITE)"
)
_ARTICLE = re.compile(r"(?:\b(?:LE|LA|LES|UN|UNE|DU|DES|CE|CET|CETTE|AU|SON|SA|DE|EN|ET)\s+|[LD]')$")
_NEVER_A_NOUN = re.compile(r"PREN|REJET(?:TE|TENT)|APPROUV|ADOPT|ACCEPT|AUTORIS|VALID|REFUS(?:E|ENT)|RATIFI|ENTERIN")
_HAS = re.compile(r"\b(?:A|ONT)\s+$")
_AUXILIARY = re.compile(r"\b(?:A|ONT|EST|SONT)\s+$")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The council's decision in words: where it begins and the first verb of it."""

    start: int
    verb: str
    verb_start: int
    verb_end: int
    is_decisive: bool


def decision_sentences(flow: Flow, start: int, end: int) -> Iterator[_Sentence]:
    """ "Le conseil municipal, après en avoir délibéré, … approuve": the first verb of each sentence whose subject is the council."""
    position = start
    verbs = (verb for verb in _VERB.finditer(flow.folded, start, end) if _is_finite(flow, verb))
    verb: re.Match[str] | None = None
    while anchor := _ANCHOR.search(flow.folded, position, end):
        position = anchor.end()
        while verb is None or verb.start() < anchor.end():
            verb = next(verbs, None)
            if verb is None:
                return
        if verb.end() > anchor.end() + 3000:
            continue
        between = flow.folded[anchor.end() : verb.start()]
        deliberated = "DELIBER" in anchor.group() or _DELIBERATED.search(flow.folded, anchor.end(), verb.start()) is not None
        if _is_earlier(flow, start, anchor.start(), verb) or _is_of_another_council(
            flow, flow.folded[anchor.start() : verb.end()], anchor.start()
        ):
            continue
        if _council_is_object(flow.folded, start, anchor) or (
            not deliberated
            and not _only_clauses(between)
            and re.search(r"[A-Z0-9]", between)
            and (len(between) > 60 or _SENTENCE.search(between))
        ):
            continue
        is_decisive = _is_decisive(flow, verb) or (len(between) < 60 and _REQUESTS.match(verb.group()) is not None)
        yield _Sentence(anchor.start(), re.sub(r"\s+", " ", verb.group()), verb.start(), verb.end(), is_decisive)
        position = verb.end()


def _is_earlier(flow: Flow, start: int, at: int, verb: re.Match[str]) -> bool:
    """ "Par délibération du 3 mars 2023, le conseil municipal a approuvé …": what an earlier sitting decided."""
    if _HAS.search(flow.folded, verb.start() - 5, verb.start()) is None:
        return False
    return _BY_ITS_ACT.search(flow.folded, max(start, at - LOOK_BACK), at) is not None


def _articles(flow: Flow, start: int, end: int) -> Iterator[_Sentence]:
    """ "APPROUVE la convention", "AUTORISE le maire à …": articles in capitals under recitals that do not name the council again."""
    for article in _ARTICLE_VERB.finditer(flow.folded, start, end):
        verb = article["verb"]
        if flow.text[article.start("verb") : article.end("verb")].isupper() and flow.text[article.end("verb") - 1] != "É":
            yield _Sentence(article.start("verb"), verb, article.start("verb"), article.end("verb"), is_decisive=True)


def _is_finite(flow: Flow, verb: re.Match[str]) -> bool:
    """Folded, "arrêté" and "arrête" are one: a noun or a participle is no verb unless "a" or "est" stands before it."""
    behind = flow.folded[max(0, verb.start() - 8) : verb.start()]
    if _ARTICLE.search(behind) and not _NEVER_A_NOUN.match(verb.group()):
        return False
    return flow.text[verb.end() - 1] not in "éÉ" or _AUXILIARY.search(behind) is not None


def _is_decisive(flow: Flow, verb: re.Match[str]) -> bool:
    """Whether the verb alone tells that the item was adopted: "approuve", "donne un avis favorable", "- Demande …" as an article."""
    if _GIVES.match(verb.group()):
        return _GIVEN.match(flow.folded, verb.end()) is not None
    if _MILD_VERB.match(verb.group()):
        line = flow.text.rfind("\n", 0, verb.start()) + 1
        return not any(char.isalnum() for char in flow.text[line : verb.start()])
    return True


def _only_clauses(between: str) -> bool:
    """ "Le conseil, vu …, considérant …, décide": recitals may stand between the council and what it does."""
    return (
        re.match(
            r"[^A-Z0-9]*(?:\(?VU|CONSIDERANT|SUR|OUI|ENTENDU|APRES|A\s+L'UNANIMITE|A\s+LA\s+MAJORITE|A\s+\d|PAR\s+\d|AINSI|COMPTE|"
            r"DANS|AU\s+REGARD|AYANT|SUITE|UNANIM|STATUANT)",
            between,
        )
        is not None
    )


def _council_is_object(folded: str, start: int, anchor: re.Match[str]) -> bool:
    """ "propose au / invite le conseil municipal": then the verb that follows is not the council's."""
    behind = folded[max(start, anchor.start() - 30) : anchor.start()].rstrip()
    return (
        re.search(
            r"(?:\b(?:PAR|QUE|DONT|INVITE|INFORME|SOLLICITE|REMERCIE|CONSULTE|DEVANT|POUR|ET|DANS|SI|DE|A|AVEC|CHAQUE|TOUS|DEMANDE|"
            r"LAQUELLE|LEQUEL|OU)|QU'|\()$",
            behind,
        )
        is not None
    )


def read_decision(flow: Flow, start: int, end: int, title: str | None = None) -> Decision:
    """How the item whose body is ``flow.text[start:end]`` ended."""
    marks = read_marks(flow, start, end)
    if "PRESIDEN" not in fold(title or "") and _CHAIR_CHOSEN.search(flow.folded, start, end):
        marks = [mark for mark in marks if not _chooses_the_chair(flow, start, end, mark)]
    of_the_clerk = list(_choices_of_the_clerk(flow, start, end, fold(title or "")))
    marks = [mark for mark in marks if not _is_within(of_the_clerk, mark.start)]
    votes = _on_the_item(flow, start, group_votes(flow, marks))
    sentences = [sentence for sentence in decision_sentences(flow, start, end) if not _is_within(of_the_clerk, sentence.verb_start)]
    sentences = sentences or list(_articles(flow, start, end))
    singles = list(_SINGLE_WORD.finditer(flow.folded, start, end))
    outcome, doubt, words = _outcome(flow, start, end, fold(title or ""), votes, sentences, singles, of_the_clerk)
    counted = [vote for vote in votes if vote.counts]
    flags = {vote.unanimous for vote in votes} - {None}
    unanimous = None if not flags else all(flags)
    counts: Mapping[Choice, int] = counted[0].counts if len(counted) == 1 else {}
    if len(votes) > 1 and (len(flags) > 1 or len(counted) > 1):
        doubt = doubt or "several votes are printed under this item"
    if any(vote.has(Kind.EITHER) for vote in votes):
        doubt = doubt or "unanimity and majority are both printed"
    if any(vote.has(Kind.BUT_FOR) for vote in votes):
        doubt = doubt or "unanimity is printed, and a vote against it"
    if outcome in (Outcome.ADOPTED, Outcome.REJECTED) and not flags and not counted and _BLANK.search(flow.folded, start, end):
        doubt = doubt or "the result of the vote is left blank"
    if outcome is Outcome.ELECTED and Choice.FOR in counts and _elects_several(flow, start, end):
        counts = {choice: count for choice, count in counts.items() if choice is Choice.NOT_VOTING}  # those of the first of them
    if outcome is Outcome.REJECTED and counts.get(Choice.FOR, 0) > counts.get(Choice.AGAINST, 0):
        doubt = doubt or _REFUSED  # "rejette la demande par 13 voix": for the refusal
    if outcome is Outcome.ELECTED and not set(counts) - {Choice.NOT_VOTING}:
        counts = {**counts, **_ballot(flow, start, end)}
    last = votes[-1].end if votes else end
    dissents = [vote for vote in votes if any(mark.names for mark in vote.marks)]
    kept = votes if len(dissents) < 3 else []  # of three votes and more, nobody's choice is the choice on the item
    until = (max(last, words[1] if words else 0) if (votes or words) else end) if kept or not votes else start
    outside = [mark for mark in marks if mark.choice is Choice.NOT_VOTING and mark.end <= until]
    named = _named(flow, start, until, [*(mark for vote in kept for mark in vote.marks), *outside])
    if len(dissents) > 1 and _contradicts_itself(named):
        named = MappingProxyType({})
    place = _span(flow, start, votes, words)
    return Decision(
        outcome=outcome,
        unanimous=unanimous,
        counts=MappingProxyType(dict(counts)),
        named=named,
        is_secret=True if _SECRET.search(flow.folded, start, end) else None,
        has_casting_vote=True if _has_casting_vote(flow, start, end, counts) else None,
        is_without_chair=True if _CHAIR_STAYS_OUT.search(flow.folded, start, end) else None,
        start=place[0] if place else None,
        end=place[1] if place else None,
        doubt=doubt,
    )


def _choices_of_the_clerk(flow: Flow, start: int, end: int, title: str) -> Iterator[tuple[int, int]]:
    """The sentences that tell who keeps the minutes: "M. ROUX est élu secrétaire de séance à l'unanimité" is no vote on an item.

    Unless the item is about that; where it is about another election, a secretary of no sitting may be one of those elected.
    """
    if _SECRETARY.search(title):
        return
    elects = _ELECTION_TITLE.search(title) is not None
    for clerk in _CLERK.finditer(flow.folded, start, end):
        if elects and not _OF_SITTING.match(flow.folded, clerk.end()):
            continue
        near = max(start, clerk.start() - LOOK_BACK), min(end, clerk.end() + LOOK_BACK)
        begin = max((stop.end() for stop in _FULL_STOP.finditer(flow.folded, near[0], clerk.start())), default=near[0])
        lines = _NEW_LINE.finditer(flow.text, begin, clerk.start())
        begin = max((line.end() for line in lines if not _HALF_NAME.search(flow.text, begin, line.start())), default=begin)
        stops = (_FULL_STOP.search(flow.folded, clerk.end(), near[1]), _NEW_LINE.search(flow.text, clerk.end(), near[1]))
        until = min((stop.start() for stop in stops if stop), default=near[1])
        if _CHOOSES.search(flow.folded, begin, until):
            chosen = _IS_CHOSEN.match(flow.folded, until, end)  # "… à l'élection d'un secrétaire. M. ROUX, …, est élu."
            yield begin, chosen.end() if chosen else until


def _is_within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(begin <= at < end for begin, end in spans)


def _contradicts_itself(named: Mapping[Choice, tuple[PrintedName, ...]]) -> bool:
    """Whether somebody is named under two choices: the votes were on different things, so that neither is the choice on the item."""
    people = [name.text for names in named.values() for name in names]
    return len(people) > len(set(people))


def _chooses_the_chair(flow: Flow, start: int, end: int, mark: Mark) -> bool:
    """Whether a mark is of the vote on who chairs while the accounts are voted on: "M. PETIT est élu président de séance à l'unanimité"."""
    if mark.kind is Kind.COUNT:
        return False
    begin = max((m.end() for m in _FULL_STOP.finditer(flow.folded, max(start, mark.start - LOOK_BACK), mark.start)), default=start)
    stop = _FULL_STOP.search(flow.folded, mark.end, min(end, mark.end + LOOK_BACK))
    until = stop.start() if stop else mark.end
    return _CHAIR_CHOSEN.search(flow.folded, begin, until) is not None and not _STRONG_VERB.search(flow.folded, begin, until)


def _on_the_item(flow: Flow, start: int, votes: list[Vote]) -> list[Vote]:
    """Without the votes on amendments, where the last vote is the one on the item as a whole."""
    kept = [vote for vote in votes if not _of_an_amendment(flow, start, vote.start, vote.start)]
    return kept if kept and kept[-1] is votes[-1] else votes


def _of_an_amendment(flow: Flow, start: int, begin: int, end: int) -> bool:
    """Whether the sentence that runs up to a vote or verdict speaks of an amendment: "L'amendement n° 1 est rejeté : 5 pour, 20 contre"."""
    behind = flow.folded[max(start, begin - LOOK_BACK) : end]
    boundary = max((m.end() for m in _FULL_STOP.finditer(behind)), default=0)
    return _AMENDMENT.search(behind, boundary) is not None


def _span(flow: Flow, start: int, votes: list[Vote], words: tuple[int, int] | None) -> tuple[int, int] | None:
    """The offsets of the words that a reader would point at: the last vote with the sentence it closes, or else the decision's verb."""
    if not votes:
        return words
    vote = votes[-1]
    begin = vote.start
    line = flow.folded.rfind("\n", 0, begin) + 1
    behind = flow.folded[max(start, begin - 160) : begin]
    anchors = list(_ANCHOR.finditer(behind))
    if anchors and not _SENTENCE.search(behind, anchors[0].end()):
        begin = max(start, begin - 160) + anchors[0].start()
    else:
        sentence = [m.end() for m in _SENTENCE.finditer(flow.folded, max(start, begin - 160), begin)]
        begin = max(start, line, *sentence) if begin - line < 160 else begin
    tail = _OF_WHOM.match(flow.folded, vote.end)
    return begin, tail.end() if tail else vote.end


def _outcome(
    flow: Flow,
    start: int,
    end: int,
    title: str,
    votes: list[Vote],
    sentences: list[_Sentence],
    singles: list[re.Match[str]],
    of_the_clerk: Sequence[tuple[int, int]],
) -> tuple[Outcome, str | None, tuple[int, int] | None]:
    folded = flow.folded
    zone = min([v.start for v in votes] + [s.start for s in sentences] + [s.start() for s in singles], default=end)
    words = _words(sentences, singles)
    if postponed := _POSTPONED.search(folded, max(start, zone - 200) if (votes or sentences) else start, end):
        if not votes or _same_passage(votes, postponed):
            return Outcome.POSTPONED, None, postponed.span()
    for rejected in _REJECTED.finditer(folded, start, end):
        if not votes or not _of_an_amendment(flow, start, rejected.start(), rejected.end()):
            return Outcome.REJECTED, None, rejected.span()
    if elected := _election(flow, start, end, title, sentences, of_the_clerk):
        return Outcome.ELECTED, None, elected
    refusal = next((s for s in reversed(sentences) if _REFUSES.pattern.match(folded, s.verb_start, end) or _is_negated(folded, s)), None)
    if refusal is None and sentences:
        tail = _REFUSES.search(folded, sentences[-1].start, min(end, sentences[-1].verb_end + 400))
        refusal = sentences[-1] if tail and not _STRONG_VERB.search(folded, sentences[-1].start, tail.start()) else None
    if refusal:
        flat = re.match(r"REJET", refusal.verb) is not None
        lost = votes and (settled := _by_counts(votes[-1])) is not None and settled[0] is Outcome.REJECTED
        if votes and votes[-1].unanimous is not None and not flat and not lost:
            return Outcome.ADOPTED, _REFUSED, words
        return Outcome.REJECTED, None, words
    if _SECRETARY.search(title) and votes and votes[-1].unanimous is not False:
        return Outcome.ELECTED, None, words
    if _SECRETARY.search(title) and not votes and (named := _IS_SECRETARY.search(folded, start, end)):
        return Outcome.ELECTED, None, named.span()
    if votes and (verdict := _by_counts(votes[-1])):
        return verdict[0], verdict[1], words
    if _is_noted(flow, start, end, votes, sentences):
        noted = _NOTED.search(folded, start, end)
        return Outcome.NOTED, None, noted.span() if noted else words
    if votes or singles:
        doubt = _REFUSED if votes and _UNFAVOURABLE.search(folded, max(start, votes[-1].start - 60), votes[-1].end) else None
        if votes and not singles and not any(s.is_decisive for s in sentences):
            doubt = doubt or _what_is_voted(folded, start, votes[-1], title)
        elif _accepts_to_postpone(folded, start, sentences):
            doubt = doubt or _POSTPONES
        return Outcome.ADOPTED, doubt, words
    if sentences and any(s.is_decisive for s in sentences):
        return Outcome.ADOPTED, _POSTPONES if _accepts_to_postpone(folded, start, sentences) else None, words
    if noted := _NOTED.search(folded, start, end):
        return Outcome.NOTED, None, noted.span()
    return Outcome.UNKNOWN, None, None


def _what_is_voted(folded: str, start: int, vote: Vote, title: str) -> str | None:
    """Why a vote alone, without a word on what was decided, may not have adopted the item."""
    if _TOLD.search(title) or _TOLD.search(folded, max(start, vote.start - LOOK_BACK), vote.start):
        return "what the council is told is put to the vote"
    if _PROPOSES_TO_POSTPONE.search(folded, max(start, vote.start - LOOK_BACK), vote.start):
        return _POSTPONES
    if _COUNCIL_ABSTAINS.search(folded, max(start, vote.start - 60), vote.end):
        return "the council as a whole abstains"
    return None


def _accepts_to_postpone(folded: str, start: int, sentences: list[_Sentence]) -> bool:
    """ "Madame le Maire propose de reporter ce point. Le conseil accepte": the proposal stands right before the council's word."""
    for sentence in sentences:
        if re.match(r"ACCEPT|APPROUV|VALID|DONN", sentence.verb):
            proposed = _PROPOSES_TO_POSTPONE.search(folded, max(start, sentence.start - 120), sentence.start)
            if proposed and _FULL_STOP.search(folded, proposed.end(), sentence.start) and sentence.start - proposed.end() < AT_ONCE:
                return True
    return False


def _is_negated(folded: str, sentence: _Sentence) -> bool:
    negated = _NEGATED.search(folded, max(sentence.start, sentence.verb_start - 4), sentence.verb_end + 20)
    return negated is not None and negated.start() <= sentence.verb_start < negated.end()


def _words(sentences: list[_Sentence], singles: list[re.Match[str]]) -> tuple[int, int] | None:
    if sentences:
        full = [s for s in sentences if s.is_decisive] or sentences
        return full[-1].start, full[-1].verb_end
    return singles[-1].span() if singles else None


def _same_passage(votes: list[Vote], match: re.Match[str]) -> bool:
    return any(abs(match.start() - vote.end) < 200 or abs(vote.start - match.end()) < 200 for vote in votes)


def _by_counts(vote: Vote) -> tuple[Outcome, str | None] | None:
    """Counts that settle it: more against than for, or opponents alone."""
    votes_for, against = vote.count(Choice.FOR), vote.count(Choice.AGAINST)
    if votes_for is not None and against is not None and against > votes_for:
        return Outcome.REJECTED, None
    if votes_for is None and against is not None and against > 7 and not vote.has(Kind.MAJORITY) and not vote.has(Kind.UNANIMITY):
        return Outcome.REJECTED, "only votes against and abstentions are printed"
    return None


def _is_noted(flow: Flow, start: int, end: int, votes: list[Vote], sentences: list[_Sentence]) -> bool:
    folded = flow.folded
    if any(s.verb.startswith("PREN") and _NOTED.match(folded, s.verb_start, end) for s in sentences):
        strong = [s for s in sentences if not s.verb.startswith("PREN") and s.is_decisive]
        first = next(s for s in sentences if s.verb.startswith("PREN"))
        return not strong and not _STRONG_VERB.search(folded, first.verb_end, min(end, first.verb_end + 1500))
    if votes and not [s for s in sentences if s.is_decisive]:
        proposed = None
        for proposed in _PROPOSES_TO_NOTE.finditer(folded, start, votes[-1].start):  # noqa: B007 - the last one counts
            pass
        return proposed is not None and votes[-1].start - proposed.end() < 500
    return False


def _election(
    flow: Flow, start: int, end: int, title: str, sentences: list[_Sentence], of_the_clerk: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """Someone was chosen: "est élu", "sont élus :", "a obtenu : 27 voix", or "désigne" as the council's own verb."""
    folded = flow.folded
    about = _ELECTION_TITLE.search(title) is not None

    def chair(at: int) -> bool:
        return "PRESIDEN" not in title and _CHAIR_CHOSEN.pattern.search(folded, at, min(end, at + 90)) is not None

    for sentence in sentences:
        if re.match(r"ELI(?:T|SENT)|PROCLAM|DESIGN|NOMM", sentence.verb) and not chair(sentence.verb_start):
            return sentence.start, sentence.verb_end
    if _OFFICE_TITLE.search(title) and (appoints := _APPOINTS.search(folded, start, end)):
        return appoints.span()
    for match in _ELECTED.finditer(folded, start, end):
        if _NOT_ELECTED_BEFORE.search(folded[max(start, match.start() - 40) : match.start()]) or chair(match.start()):
            continue
        if _is_within(of_the_clerk, match.start()):
            continue
        if about or _names_someone(flow, start, match, end):
            return match.span()
    if about and (appointed := _APPOINTED.search(folded, start, end)) and _names_someone(flow, start, appointed, end):
        if not [s for s in sentences if s.is_decisive]:
            return appointed.span()
    return None


def _names_someone(flow: Flow, start: int, match: re.Match[str], end: int) -> bool:
    """A person stands beside the verb: "M. ROUX est élu", "Sont élus : - Anne LENOIR"."""
    ahead = flow.folded[match.end() : match.end() + 60]
    behind = flow.text[max(start, match.start() - 60) : match.start()]
    return (
        re.match(r"[^.\n]{0,40}:", ahead) is not None
        or (match.group().endswith("A ELU") and _CIVIL.search(ahead) is not None)
        or re.search(r"[A-ZÉÈ][A-ZÉÈ'-]{2,}[,\s]*$", behind) is not None
        or _CIVIL.search(fold(behind)) is not None
    )


def _ballot(flow: Flow, start: int, end: int) -> Mapping[Choice, int]:
    """The votes of a single elected candidate, those of the last round; several who are elected, or lists, leave no one count."""
    if (winner := _votes_of_the_winner(flow, start, end)) is not None:
        return {Choice.FOR: winner}
    found = []
    if _elects_several(flow, start, end):
        return {}
    for match in re.finditer(r"\b(?:A|ONT|AYANT)\s+(?:OBTENU|RECUEILLI)\b(?P<majority>\s+LA\s+MAJORITE\b)?", flow.folded[start:end]):
        zone = flow.folded[start + match.end() : min(end, start + match.end() + 400)]
        if match["majority"]:
            zone = re.split(r"[.;\n]", zone, maxsplit=1)[0]  # the next number may be another candidate's
        for ballot in _BALLOT.finditer(zone):
            behind = flow.folded[max(start, start + match.start() - 60) : start + match.start()]
            found.append((ballot.group(1), re.search(r"\bLISTE\b", behind + zone[: ballot.start()]) is not None))
    if len(found) == 1 and not found[0][1] and (count := _count(found[0][0])) is not None:
        return {Choice.FOR: count}
    return {}


def _elects_several(flow: Flow, start: int, end: int) -> bool:
    """Whether several are elected one after the other: the votes of each are not those of the item."""
    return sum(bool(names_before(flow, start, one.start())[0]) for one in _PROCLAIMED.finditer(flow.folded, start, end)) > 1


def _votes_of_the_winner(flow: Flow, start: int, end: int) -> int | None:
    """ "ROUX Luc : 9 (neuf) voix / … / M. ROUX Luc, ayant obtenu la majorité absolue, est proclamé maire": 9, where one person is."""
    proclaimed = list(_PROCLAIMED.finditer(flow.folded, start, end))
    if len(proclaimed) != 1:
        return None
    names, _, _ = names_before(flow, start, proclaimed[0].start())
    if len(names) != 1:
        return None
    winner = set(words_of(names[0].text))
    rounds = [
        row["votes"] for row in _CANDIDATE.finditer(flow.folded, start, proclaimed[0].start()) if winner <= set(words_of(row["name"]))
    ]
    return _count(rounds[-1]) if rounds else None


def _named(flow: Flow, start: int, end: int, marks: Iterable[Mark]) -> Mapping[Choice, tuple[PrintedName, ...]]:
    """Everyone named beside the votes of the item, once for each choice; who leaves the room before the vote takes no part in it."""
    named: dict[Choice, list[PrintedName]] = {}
    for mark in marks:
        if mark.choice is not None:
            named.setdefault(mark.choice, []).extend(mark.names)
    for match in _WITHOUT.finditer(flow.folded, start, end):
        named.setdefault(Choice.NOT_VOTING, []).extend(name_run(flow, match.end(), end)[0])
    for match in _LEAVES.finditer(flow.folded, start, end):
        if _RETURNS.search(flow.folded, match.end(), min(len(flow.folded), match.end() + AWAY)):
            continue  # who comes back is told as a movement
        if _RESIGNS.search(flow.folded, max(start, match.start() - LOOK_BACK), match.start()):
            continue  # "annonce sa démission et quitte la salle": no member any more
        named.setdefault(Choice.NOT_VOTING, []).extend(names_before(flow, start, match.start())[0])
    for match in _WITHDRAWS.finditer(flow.folded, start, end):
        if withdraws_for_the_vote(flow, match.start(), match.end()):
            names, _, _ = names_before(flow, start, match.start())
            named.setdefault(Choice.NOT_VOTING, []).extend(name for name in names if not comes_back(flow, match.end(), name))
    return MappingProxyType({choice: _once(names) for choice, names in named.items() if names})


def comes_back(flow: Flow, start: int, name: PrintedName) -> bool:
    """Whether a return of the same person is printed: who only leaves the room for a vote is named beside that vote."""
    for match in _RETURNS.finditer(flow.folded, start, min(len(flow.text), start + AWAY)):
        around = flow.text[max(start, match.start() - 60) : match.end() + 60]
        if set(words_of(name.text)) <= set(words_of(around)):
            return True
    return False


def withdraws_for_the_vote(flow: Flow, start: int, end: int) -> bool:
    """Whether who leaves at ``start`` … ``end`` only stays out of one vote: as interested in it, or as the mayor whose accounts they are.

    "M. ROUX, conseiller intéressé, se retire", "Mme LENOIR, maire, quitte la séance et cède la présidence à M. PETIT"; also who "se retire"
    and nothing else is said, as whoever goes for good is told with the hour or the sitting.
    """
    begin = max(0, start - LOOK_BACK)
    if "DEFINITIV" in flow.folded[start : end + 20] or _FOR_GOOD.match(flow.folded, end) or _RESIGNS.search(flow.folded, begin, start):
        return False
    begin = max((stop.end() for stop in _FULL_STOP.finditer(flow.folded, begin, start)), default=begin)
    stop = _FULL_STOP.search(flow.folded, end, min(len(flow.folded), end + LOOK_BACK))
    near = min(len(flow.folded), end + LOOK_BACK)
    if _FOR_THE_VOTE.search(flow.folded, begin, stop.end() if stop else near) or _BARELY.match(flow.folded, start):
        return True
    if ACCOUNTS.search(flow.folded, max(0, start - LOOK_BACK), near):
        return True
    is_the_chair = _CHAIRS.search(flow.folded, max(begin, start - 60), near) is not None
    return is_the_chair and ACCOUNTS.search(flow.folded, max(0, start - ACCOUNTS_SPAN), start) is not None


def _once(names: Iterable[PrintedName]) -> tuple[PrintedName, ...]:
    """Each name once; "M. ROUX" and "Mme ROUX" are two people."""
    seen: list[tuple[str, bool | None, PrintedName]] = []
    for name in names:
        text, is_woman = fold(name.text), _is_woman(name)
        if not any(text == other and (None in (is_woman, told) or is_woman == told) for other, told, _ in seen):
            seen.append((text, is_woman, name))
    return tuple(name for _, _, name in seen)


def _is_woman(name: PrintedName) -> bool | None:
    """What a civility that is one person's own tells."""
    plain = fold(name.civility or "").strip(" .")
    return None if not plain or plain in SHARED | TITLES else plain in FEMININE


def _has_casting_vote(flow: Flow, start: int, end: int, counts: Mapping[Choice, int]) -> bool:
    for match in _CASTING.finditer(flow.folded, start, end):
        around = flow.folded[max(start, match.start() - 120) : min(end, match.end() + 60)]
        tie = Choice.FOR in counts and counts.get(Choice.FOR) == counts.get(Choice.AGAINST)
        if tie or not _CASTING_RULE.search(around):
            return True
    return False
