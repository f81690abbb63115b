"""The nouns of the domain: frozen records and closed vocabularies.

What is *printed* lives in the ``Printed…`` records. They are never repaired: a name keeps its misprint and a total its error.
``None`` means "not printed", never zero. Nothing of ours is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
    CCAS = "ccas"  # centre communal d'action sociale


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

    ``reason`` is one clear sentence where ``landing`` is not ``read``, else ``None``.
    """

    landing: Landing
    pages: tuple[Page, ...] = ()
    page_count: int | None = None  # None where the file could not be opened
    reason: str | None = None


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

    date: date | None = None
    start_time: str | None = None  # HH:MM
    convened_on: date | None = None
    president: PrintedName | None = None
    secretary: PrintedName | None = None
    members_in_office: int | None = None
    stated_present: int | None = None
    stated_represented: int | None = None
    stated_excused: int | None = None
    stated_absent: int | None = None
    stated_voters: int | None = None
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class PrintedAttendance:
    """One councillor of the opening roll call."""

    name: PrintedName
    status: Status
    place: Place
    proxy: PrintedName | None = None  # who votes for them
    certainty: Certainty = Certainty.CERTAIN
    doubt: str | None = None


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
    vote_place: Place | None = None  # where outcome and counts stand
    certainty: Certainty = Certainty.CERTAIN
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedReceipt:
    """The préfecture's acknowledgement, e.g. ``094-219400413-20240627-DEL20240627_16A-DE`` and the stamps beside it."""

    place: Place
    number: str | None = None  # whole, as printed
    department: str | None = None  # 3 characters
    siren: str | None = None  # 9 digits
    date: date | None = None
    act_number: str | None = None
    nature: str | None = None  # "DE" = délibération
    transmitted_on: date | None = None
    received_on: date | None = None
    published_on: date | None = None


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
