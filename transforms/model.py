"""The nouns of the domain: frozen records and closed vocabularies.

What is *printed* lives in the ``Printed…`` records. The reader never repairs them: a name keeps its misprint and a total its error.
What a person corrects afterwards is marked ``is_corrected``.
``None`` means "not printed", never zero. Nothing of ours is imported here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class DocType(StrEnum):
    """What kind of publication a document is."""

    EXTRACT = "extract"  # extrait du registre, usually one deliberation
    MINUTES = "minutes"  # procès-verbal or compte rendu
    DECISION_LIST = "decision_list"  # liste des délibérations examinées
    AGENDA = "agenda"  # convocation, ordre du jour
    OTHER = "other"


class CouncilKind(StrEnum):
    """The kind of body that deliberates."""

    COMMUNE = "commune"
    INTERCOMMUNAL = "intercommunal"  # communauté de communes, d'agglomération, urbaine, métropole
    DEPARTMENT = "department"
    REGION = "region"
    SYNDICATE = "syndicate"
    CCAS = "ccas"  # centre communal, or intercommunal, d'action sociale
    OTHER = "other"  # another public body: caisse des écoles, service d'incendie et de secours


class Status(StrEnum):
    """The state in which the opening roll call names a councillor."""

    PRESENT = "present"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"


class Event(StrEnum):
    """A printed movement during the sitting."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


class MandateEvent(StrEnum):
    """What is printed of a seat on the council."""

    JOINED = "joined"  # was installed
    LEFT = "left"  # resigned, died or was replaced


class Outcome(StrEnum):
    """How an item ended."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    NOTED = "noted"  # prend acte, information, débat sans vote
    POSTPONED = "postponed"  # ajourné, retiré
    ELECTED = "elected"
    UNKNOWN = "unknown"


class Choice(StrEnum):
    """What a voter did."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    NOT_VOTING = "not_voting"  # ne prend pas part au vote


class Certainty(StrEnum):
    """Whether a record may be used without a second look."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"


class Engine(StrEnum):
    """What read a page."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"
    TESSERACT = "tesseract"


class Landing(StrEnum):
    """What became of a document when it was landed; every document has exactly one."""

    READ = "read"
    NEEDS_OCR = "needs_ocr"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. ``start`` and ``end`` are character offsets into the page's text (lines joined by one newline)."""

    page: int  # from 1
    number: int  # from 1, within the page
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines as one engine read them."""

    number: int  # from 1
    engine: Engine
    lines: tuple[Line, ...]
    confidences: tuple[tuple[int, ...], ...] = ()  # for each line, of each of its words, 0 to 100; empty where nothing was recognised

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @classmethod
    def from_text(cls, number: int, text: str, engine: Engine = Engine.PDFIUM) -> Page:
        """The page whose text is ``text``: one line for each of its lines, empty ones kept.

        >>> [line.start for line in Page.from_text(1, "PRESENTS\\nM. ROUX").lines]
        [0, 9]
        """
        lines, start = [], 0
        for index, piece in enumerate(text.split("\n"), start=1):
            lines.append(Line(number, index, start, start + len(piece), piece))
            start += len(piece) + 1
        return cls(number, engine, tuple(lines))


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the ladder of extraction made of a document's bytes.

    ``reason`` is one clear sentence where ``landing`` is not ``read`` or a page could not be read, else ``None``.
    """

    landing: Landing
    pages: tuple[Page, ...] = ()
    page_count: int | None = None  # None where the file could not be opened
    reason: str | None = None
    pages_without_text: tuple[int, ...] = ()  # numbers of the pages that hold something but no usable text: scans, garbled, unloadable


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: lines of one page and the words there.

    A record that runs over a page break cites the part on its first page. The quote's words, white space folded, stand in the
    page's lines ``line_from`` to ``line_to`` joined by spaces.
    """

    page: int
    line_from: int
    line_to: int
    quote: str


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A person's name as printed, civility and function taken off but kept."""

    text: str
    civility: str | None = None  # "M.", "Mme", "Monsieur" … as printed
    function: str | None = None  # "Maire", "adjointe au Maire" … as printed


@dataclass(frozen=True, slots=True)
class PrintedSession:
    """The facts of a sitting's header and closing. ``places`` maps a field's name to where it was read."""

    date: datetime.date | None = None
    start_time: str | None = None  # HH:MM
    convened_on: datetime.date | None = None
    president: PrintedName | None = None
    secretary: PrintedName | None = None
    members_in_office: int | None = None
    stated_present: int | None = None
    stated_represented: int | None = None
    stated_excused: int | None = None
    stated_absent: int | None = None
    stated_voters: int | None = None
    is_second_convocation: bool | None = None  # True where it is printed that an earlier meeting lacked its quorum
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    is_corrected: bool = False  # a person corrected a fact of it or of its council, or took away a row of the roll call or a movement


@dataclass(frozen=True, slots=True)
class PrintedAttendance:
    """One councillor of the opening roll call."""

    name: PrintedName
    status: Status
    place: Place
    proxy: PrintedName | None = None  # who votes for them
    certainty: Certainty = Certainty.CERTAIN
    doubt: str | None = None
    is_corrected: bool = False  # a person corrected or added the row


@dataclass(frozen=True, slots=True)
class PrintedChange:
    """An arrival or a departure during the sitting."""

    name: PrintedName
    event: Event
    place: Place
    proxy: PrintedName | None = None  # to whom the leaver gave a power
    time: str | None = None  # HH:MM
    item: str | None = None  # number of the item as printed ("arrivée au point n°5-a" gives "5-a")
    from_position: int | None = None  # position of the first deliberation for which it holds; None where the print leaves it open
    certainty: Certainty = Certainty.CERTAIN
    doubt: str | None = None
    is_corrected: bool = False  # a person corrected or added the row


@dataclass(frozen=True, slots=True)
class PrintedDeliberation:
    """An item put to the council, with its decision and its vote. Counts are printed counts, ``None`` where not printed."""

    position: int  # from 1, in printed order within the sitting
    title: str | None
    place: Place  # where the item's number and title stand
    number: str | None = None  # printed number, spaces removed
    subject: str | None = None  # printed theme ("OBJET : ENVIRONNEMENT")
    outcome: Outcome = Outcome.UNKNOWN
    unanimous: bool | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstain: int | None = None
    votes_not_voting: int | None = None
    named: Mapping[Choice, tuple[PrintedName, ...]] = field(default_factory=lambda: MappingProxyType({}))
    is_secret: bool | None = None  # True where a secret ballot is printed
    has_casting_vote: bool | None = None  # True where the president's deciding vote is printed
    is_without_chair: bool | None = None  # True where "le maire" or "la présidente", by office alone, is told to take no part
    vote_place: Place | None = None  # where outcome and counts stand
    certainty: Certainty = Certainty.CERTAIN
    doubt: str | None = None
    is_corrected: bool = False  # a person corrected a value of the row or a vote on it

    def named_votes(self) -> Iterator[tuple[int, Choice, PrintedName]]:
        """Each name printed beside the vote with its rank, from 1 through all choices in the order of ``Choice``."""
        pairs = ((choice, name) for choice in Choice for name in self.named.get(choice, ()))
        return ((rank, choice, name) for rank, (choice, name) in enumerate(pairs, start=1))


@dataclass(frozen=True, slots=True)
class PrintedReceipt:
    """The préfecture's acknowledgement, e.g. ``094-219400413-20240627-DEL20240627_16A-DE`` and the stamps beside it."""

    place: Place
    number: str | None = None  # whole, as printed
    department: str | None = None  # 3 characters
    siren: str | None = None  # 9 digits
    date: datetime.date | None = None
    act_number: str | None = None
    nature: str | None = None  # "DE" = délibération
    transmitted_on: datetime.date | None = None
    received_on: datetime.date | None = None
    published_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PrintedMandate:
    """Somebody who joined or left the council, as told in a sitting."""

    name: PrintedName
    event: MandateEvent
    place: Place


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """One sitting as one document prints it. ``part`` counts from 1 where a file holds several sittings, else ``None``."""

    doc_type: DocType
    council: str | None  # the body's place name as printed
    council_kind: CouncilKind | None
    session: PrintedSession
    attendance: tuple[PrintedAttendance, ...] = ()
    changes: tuple[PrintedChange, ...] = ()
    deliberations: tuple[PrintedDeliberation, ...] = ()
    receipts: tuple[PrintedReceipt, ...] = ()
    part: int | None = None
    council_place: Place | None = None
    mandates: tuple[PrintedMandate, ...] = ()


class CouncilLink(StrEnum):
    """How a sitting was linked to its council, or why it was not."""

    RECEIPT = "receipt"  # by the SIREN of the préfecture's receipt
    SOURCE = "source"  # by what the sources file says of the source that published the document
    NAME = "name"
    NONE_FOUND = "none_found"
    SEVERAL_FOUND = "several_found"


class NameLink(StrEnum):
    """How a printed name was linked to a councillor, or why it was not."""

    EXACT = "exact"  # the same name but for spelling that means nothing: accents, capitals, hyphens, order
    GIVEN_NAME = "given_name"  # without given name, or with a part of a double name, and one person only fits
    INITIAL = "initial"  # with initials, and one person only fits
    EDIT_DISTANCE = "edit_distance"  # a misprint or misreading of the one name that it can be
    ROSTER = "roster"  # the full name of one councillor of the roster that the user gave
    CORRECTION = "correction"  # a person said so
    NONE_FOUND = "none_found"
    SEVERAL_FOUND = "several_found"


class SubjectBasis(StrEnum):
    """How the subject of a deliberation is known, or why it is not."""

    PRINTED = "printed"  # a code or label of the ACTES nomenclature
    TITLE = "title"  # a rule on the title's words
    THEME = "theme"  # the printed heading under which the item stands
    AMBIGUOUS = "ambiguous"  # rules of several families match equally, or several codes are printed
    NONE_FOUND = "none_found"


class NameRole(StrEnum):
    """Where a printed name stands."""

    ATTENDANCE = "attendance"
    PROXY = "proxy"
    CHANGE = "change"
    CHANGE_PROXY = "change_proxy"
    VOTE = "vote"
    PRESIDENT = "president"
    SECRETARY = "secretary"
    MANDATE = "mandate"  # of somebody who joined or left the council


@dataclass(frozen=True, slots=True)
class LandedDocument:
    """A document and all that is read from it. ``names`` holds (source, file name) for each way it came, at least one."""

    document_id: str  # "doc-" and the first 16 hexadecimal digits of sha256
    sha256: str
    names: tuple[tuple[str, str], ...]
    byte_size: int
    extraction: Extraction
    sittings: tuple[PrintedDocument, ...] = ()  # empty where the document was not read
    reader_version: str | None = None  # None where the document was not read


@dataclass(frozen=True, slots=True)
class SourceCouncil:
    """The council whose documents a source publishes, as its user says."""

    name: str
    kind: CouncilKind
    siren: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class ResolvedCouncil:
    """The council of one printed sitting; ``council_id`` is ``None`` where none or several are possible."""

    document_id: str
    part: int  # from 1, also where the file holds a single sitting
    council_id: str | None
    name: str | None  # as this sitting prints it
    kind: CouncilKind | None
    siren: str | None
    department: str | None
    how: CouncilLink
    source_council: str | None = None  # name of the council whose documents the source publishes, where the user says so
    agrees_with_source: bool | None = None  # whether the print says the same; ``None`` where one of them says nothing


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """The councillor behind one printed name; ``councillor_id`` is ``None`` where none or several are possible."""

    document_id: str
    part: int
    role: NameRole
    position: int  # of the printed row that holds the name; of the deliberation for a vote; 1 for president and secretary
    sub_position: int | None  # rank of the named vote within its deliberation
    name: str
    councillor_id: str | None
    how: NameLink
    certainty: Certainty
    form_id: str | None = None  # the id that the form would have alone; ``None`` where it has no word or its council is not known
    score: float | None = None  # of the link, 0 to 1: share of the letters that agree


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A councillor whom an unlinked name may mean."""

    document_id: str
    part: int
    role: NameRole
    position: int
    sub_position: int | None
    councillor_id: str
    score: float  # 0 to 1: share of the letters that agree


class Doubt(StrEnum):
    """Why two councillors may be one."""

    MISPRINT = "misprint"  # names a few letters apart, too little speaks for one person
    PART_OF_NAME = "part_of_name"  # one name is a part of the other: a double name, or two people
    CHANGED_SURNAME = "changed_surname"  # one given name, one stops where the other begins
    TWO_CIVILITIES = "two_civilities"  # one full name, printed with both civilities
    OTHER_TERM = "other_term"  # a bare or initialled name in one term, a full one that it fits in another


@dataclass(frozen=True, slots=True)
class PossiblySame:
    """Two councillors of a council who may be one person, and are kept apart."""

    council_id: str
    councillor_id: str
    other_id: str  # the later one in alphabetical order
    score: float
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Election:
    """A general renewal of the councils of a kind, which bounds their terms."""

    kind: CouncilKind
    held_on: datetime.date


@dataclass(frozen=True, slots=True)
class ResolvedSubject:
    """What one printed deliberation is about by the ACTES nomenclature; ``code`` is ``None`` where that is not known.

    ``rule`` is the id of the rule on titles; ``evidence`` holds the words that the code rests on or that contradict one another.
    """

    document_id: str
    part: int
    position: int  # of the printed deliberation
    code: str | None  # level 2 ("7.5"), or level 1 where a document prints or heads no more
    basis: SubjectBasis
    rule: str | None
    evidence: str | None
    place: Place  # of the printed code, else of the item


@dataclass(frozen=True, slots=True)
class RosterMember:
    """One row of the user's roster: somebody in office since a day (the 16 columns of the répertoire national des élus)."""

    council: str  # the commune's name
    department: str | None  # its code as in the file: "94", "2A", "971"
    name: PrintedName  # given name and surname, the surname in capitals
    starts_on: datetime.date
    function: str | None
    function_starts_on: datetime.date | None
    file: str
    line: int  # from 1, the heading included


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One row of the user's groups: whose list or group somebody belongs to."""

    council: str
    name: PrintedName
    group: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Population:
    """One row of the user's populations."""

    council: str
    population: int
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Roster:
    """What the user's files say of councils, their members, groups and populations."""

    members: tuple[RosterMember, ...] = ()
    groups: tuple[GroupMember, ...] = ()
    populations: tuple[Population, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedMember:
    """The councillor whom a row of the roster means; without council where no document is of it."""

    member: RosterMember
    council_id: str | None
    councillor_id: str | None


@dataclass(frozen=True, slots=True)
class ResolvedGroup:
    """The councillor whom a row of the groups means; ``None`` where none or several are possible."""

    member: GroupMember
    council_id: str | None
    councillor_id: str | None


@dataclass(frozen=True, slots=True)
class ResolvedPopulation:
    """The council whose population a row tells; ``None`` where none or several are possible."""

    population: Population
    council_id: str | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What identity makes of all documents together."""

    councils: tuple[ResolvedCouncil, ...] = ()
    names: tuple[ResolvedName, ...] = ()
    candidates: tuple[NameCandidate, ...] = ()
    possibly_same: tuple[PossiblySame, ...] = ()
    members: tuple[ResolvedMember, ...] = ()
    groups: tuple[ResolvedGroup, ...] = ()
    populations: tuple[ResolvedPopulation, ...] = ()
