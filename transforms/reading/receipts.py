"""The préfecture's receipt and the stamps beside it: number, and when the act was sent, received and published.

The number holds department, SIREN, date, the town's own number of the act and its nature: ``034-213400001-20240627-DEL20240627_16-DE``.
The dates stand beside it or, as stamps, at the foot of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from transforms.model import PrintedReceipt
from transforms.reading import lexicon_votes as lexicon
from transforms.reading.dates import find_dates
from transforms.reading.flow import Flow
from transforms.reading.phrases import Phrase
from transforms.text import calendar_date

BESIDE: Final = 500  # characters between a receipt's number and the dates that belong to it
AFTER_LABEL: Final = 60  # characters between "Reçu en préfecture" and its date

_NUMBER = Phrase(
    r"(?<![\d-])(?P<department>0\d\d|9[0-8]\d|02[AB]|2[AB]\d)\s?-\s?(?P<siren>\d{9})\s?-\s?(?P<date>\d{8})\s?-\s?"
    r"(?P<act>[A-Z0-9][A-Z0-9_./]*(?:-[A-Z0-9_./]+){0,4}?)\s?-\s?(?P<nature>DE|AR|AI|AU|CC|BF|PV|RE)(?![A-Z0-9])"
)
_LABEL = Phrase(r"\b" + "(?:" + "|".join(f"(?P<{field}>{pattern})" for field, pattern in lexicon.RECEIPT_DATES) + ")")
_BETWEEN = re.compile(r"(?:[\s:.,_-]|\bLE\b|\bDU\b|\bEN\s+DATE\b|\bSOUS\b)*")
_LINE_HEAD = re.compile(r"(?:^|\n)[\s•*-]*(?:ET\s+)?$")


@dataclass(frozen=True, slots=True)
class _Stamp:
    field: str
    date: date
    start: int
    end: int


def read_receipts(flow: Flow) -> tuple[PrintedReceipt, ...]:
    """Every receipt once, in printed order. Stamps without a number make one receipt without a number."""
    stamps = list(_stamps(flow))
    matches: dict[str, re.Match[str]] = {}
    for match in _NUMBER.finditer(flow.folded):
        matches.setdefault(re.sub(r"\s", "", match.group()), match)
    if not matches:
        first = min(stamps, key=lambda s: s.start, default=None)
        official = [s for s in stamps if s.field != "published_on"]
        if first is None or not official:
            return ()
        near = [s for s in stamps if abs(s.start - official[0].start) <= BESIDE]
        return (_dated(PrintedReceipt(flow.place(near[0].start, near[-1].end)), near),)
    receipts = []
    for number, match in matches.items():
        receipt = PrintedReceipt(
            place=flow.place(match.start(), match.end()),
            number=number,
            department=match["department"],
            siren=match["siren"],
            date=calendar_date(int(match["date"][:4]), int(match["date"][4:6]), int(match["date"][6:])),
            act_number=flow.text[match.start("act") : match.end("act")],
            nature=match["nature"],
        )
        beside = [
            s for s in stamps if min(abs(s.start - match.end()), abs(match.start() - s.end)) <= BESIDE and not _another(flow, match, s)
        ]
        receipts.append(_dated(receipt, beside if len(matches) > 1 else [*beside, *stamps]))
    return tuple(receipts)


def _another(flow: Flow, match: re.Match[str], stamp: _Stamp) -> bool:
    """Whether another receipt's number stands between a number and a stamp."""
    begin, end = sorted((match.end(), stamp.start)) if stamp.start > match.start() else (stamp.end, match.start())
    return _NUMBER.search(flow.folded, begin, end) is not None


def _dated(receipt: PrintedReceipt, stamps: list[_Stamp]) -> PrintedReceipt:
    """The receipt with the first date of each kind."""
    dates: dict[str, date] = {}
    for stamp in stamps:
        dates.setdefault(stamp.field, stamp.date)
    return replace(receipt, **dates) if dates else receipt  # type: ignore[arg-type]


def _stamps(flow: Flow) -> Iterator[_Stamp]:
    """The dates under a label; "Envoi : / Réception : / 25/04/2014 25/04/2014" prints the labels first."""
    folded = flow.folded
    labels = [m for m in _LABEL.finditer(folded) if _is_label(folded, m)]
    pending: list[re.Match[str]] = []
    for index, label in enumerate(labels):
        limit = min(labels[index + 1].start() if index + 1 < len(labels) else len(folded), label.end() + AFTER_LABEL)
        found = []
        at = label.end()
        for one in find_dates(folded, label.end(), limit):
            if not _BETWEEN.fullmatch(folded, at, one.start):
                break
            found.append(one)
            at = one.end
        waiting = [*pending, label]
        if len(found) >= len(waiting):
            for owner, one in zip(waiting, found[-len(waiting) :] if len(waiting) > 1 else found, strict=False):
                if one.date is not None:
                    yield _Stamp(owner.lastgroup or "", one.date, owner.start(), one.end)
            pending = []
        elif found and found[0].date is not None:
            yield _Stamp(label.lastgroup or "", found[0].date, label.start(), found[0].end)
            pending = []
        else:
            adjoining = index + 1 < len(labels) and _BETWEEN.fullmatch(folded, label.end(), labels[index + 1].start())
            pending = waiting if adjoining else []


def _is_label(folded: str, match: re.Match[str]) -> bool:
    """ "publié" and "affichage" are common words: a label only at the head of a line or beside the préfecture's own."""
    if match.lastgroup != "published_on":
        return True
    before = folded[max(0, match.start() - 60) : match.start()]
    return _LINE_HEAD.search(before) is not None or re.search(r"PREFECTURE|ETAT", before) is not None
