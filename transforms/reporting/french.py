"""What reads the same in a report of any language: how French names are filed, signs, runs of pages, days of a column."""

from __future__ import annotations

from datetime import date

from transforms.text import fold, words

DASH = "–"


def day_and_month(day: date) -> str:
    """The date in a narrow column under its year.

    >>> day_and_month(date(2024, 6, 27))
    '27/06'
    """
    return f"{day:%d/%m}"


def signed(number: int) -> str:
    """A difference with its sign.

    >>> signed(5), signed(-1), signed(0)
    ('+5', '−1', '0')
    """
    return f"{number:+d}".replace("-", "−") if number else "0"


def alphabetical(name: str) -> tuple[str, ...]:
    """The key under which a printed name is filed: surname first, accents and case apart.

    Documents print surnames in capitals more often than not; where nothing is in capitals, the words after the given name are it.

    >>> alphabetical("Élodie LE GOFF"), alphabetical("DURAND Zoé"), alphabetical("Zoé Durand"), alphabetical("ROUX")
    (('LE', 'GOFF', 'ELODIE'), ('DURAND', 'ZOE'), ('DURAND', 'ZOE'), ('ROUX',))
    """
    pieces = name.split()
    capitals = [piece for piece in pieces if len(piece) > 1 and piece == piece.upper()]
    others = [piece for piece in pieces if piece not in capitals]
    surname, given = (capitals, others) if capitals else (pieces[1:], pieces[:1])
    key = words(" ".join(surname)) + words(" ".join(given))
    return key or (fold(name),)


def ranges(numbers: tuple[int, ...]) -> str:
    """Page numbers, runs drawn together.

    >>> ranges((1, 2, 3, 7))
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}{DASH}{run[-1]}" for run in runs)
