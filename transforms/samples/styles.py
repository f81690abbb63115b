"""How each sitting's papers are worded and laid out: twelve ways, all of which occur in real ones.

The style is data: ``phrases`` and ``forms`` read it. Only wording differs between styles, never a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from transforms.model import Status
from transforms.samples.facts import Councillor


@dataclass(frozen=True, slots=True)
class Style:
    """One secretariat's habits."""

    opening: Literal["words", "digits", "short"] = "words"
    long_civility: bool = False  # Monsieur, Madame
    surname_first: bool = False
    accented_capitals: bool = True
    apostrophe: str = "'"
    roll: Literal["commas", "spaced_dashes", "lines", "dashes", "by_office"] = "commas"
    proxy: Literal["represented_by", "gives_power", "gave_procuration", "power_in_brackets", "to"] = "gives_power"
    headings: tuple[str, str, str, str] = ("Présents :", "Absents représentés :", "Absents excusés :", "Absents :")
    totals: Literal["dotted", "colon", "none"] = "none"
    totals_voters: bool = False
    number: str = "Délibération n° {number}"  # on an extract
    subject_line: bool = False  # an extract's head gives the theme as its "OBJET", and the title stands alone under the number
    receipt_on_top: bool = False
    item: str = "{number} – {title}"  # in minutes
    vote: Literal["digits", "words", "lines", "adopted", "majority"] = "digits"
    unanimity: str = "Le conseil municipal, après en avoir délibéré, à l'unanimité,"
    named: Literal["short", "full"] = "short"
    movement: str = "{event} de {name} à {time}."
    leaver_proxy: str = "{event} de {name} à {time}, qui donne pouvoir à {holder}."
    decisions: Literal["sentences", "counts", "words"] = "sentences"  # the decision list's last column
    shows_delegated: bool = False  # minutes end with the list of decisions taken by delegation
    spellings: Mapping[Councillor, tuple[str, str]] = field(default_factory=dict)  # given name and surname as these papers print them

    def spelled(self, member: Councillor) -> tuple[str, str]:
        """Given name and surname as printed, the surname as in running text."""
        return self.spellings.get(member, (member.given, member.surname))

    def heading(self, status: Status) -> str:
        return self.headings[tuple(Status).index(status)]


STYLES = (
    Style(
        roll="by_office",
        proxy="represented_by",
        headings=("PRÉSENTS", "ABSENTS REPRÉSENTÉS", "ABSENTS EXCUSÉS", "ABSENTS NON EXCUSÉS"),
        totals="dotted",
        unanimity="Le conseil municipal, après en avoir délibéré, à l'unanimité,",
    ),
    Style(
        opening="digits",
        long_civility=True,
        apostrophe="’",
        proxy="gives_power",
        headings=("Étaient présents :", "Absents ayant donné pouvoir :", "Excusés :", "Absents :"),
        totals="none",
        number="N° {number}",
        vote="words",
        unanimity="Après en avoir délibéré, le conseil municipal, à l’unanimité des membres présents et représentés,",
        named="full",
        receipt_on_top=True,
        decisions="words",
    ),
    Style(
        opening="short",
        roll="lines",
        proxy="represented_by",
        accented_capitals=False,
        headings=("PRESENTS :", "REPRESENTES :", "EXCUSES :", "ABSENTS :"),
        totals="colon",
        totals_voters=True,
        subject_line=True,
        vote="adopted",
        unanimity="Adopté à l'unanimité",
        decisions="counts",
    ),
    Style(
        proxy="gave_procuration",
        roll="dashes",
        headings=("Membres présents :", "Ont donné procuration :", "Membres excusés :", "Membres absents :"),
        totals="none",
        number="DÉLIBÉRATION N° {number}",
        vote="digits",
        unanimity="Ouï cet exposé et après en avoir délibéré, le conseil municipal, à l'unanimité,",
    ),
    Style(
        opening="short",
        long_civility=True,
        proxy="to",
        headings=("Présents :", "Pouvoirs :", "Absents excusés :", "Absents :"),
        item="{number} - Objet : {title}",
        vote="lines",
        unanimity="Vote : pour à l'unanimité",
        named="full",
        movement="{event} de {name} à {time}",
        leaver_proxy="{event} de {name} à {time} (pouvoir à {holder})",
        decisions="words",
    ),
    Style(
        roll="dashes",
        proxy="gives_power",
        headings=("ÉTAIENT PRÉSENTS :", "ABSENTS REPRÉSENTÉS :", "ABSENTS EXCUSÉS :", "ABSENTS :"),
        totals="colon",
        totals_voters=True,
        item="Délibération n° {number} : {title}",
        vote="digits",
        decisions="counts",
        shows_delegated=True,
    ),
    Style(
        opening="digits",
        proxy="represented_by",
        roll="spaced_dashes",
        headings=("Présents :", "Représentés :", "Excusés :", "Absents :"),
        totals="colon",
        vote="majority",
        unanimity="Après en avoir délibéré, à l'unanimité, le conseil municipal",
    ),
    Style(
        opening="short",
        long_civility=True,
        apostrophe="’",
        roll="commas",
        proxy="power_in_brackets",
        headings=("Présents :", "Absents ayant donné pouvoir :", "Absents excusés :", "Absents :"),
        item="{number}. {title}",
        vote="words",
        unanimity="Le conseil municipal, après en avoir délibéré, à l’unanimité :",
        decisions="words",
    ),
    Style(
        roll="lines",
        proxy="gives_power",
        headings=("Présents :", "Pouvoirs :", "Excusés :", "Absents :"),
        totals="dotted",
        vote="adopted",
        unanimity="ADOPTÉ À L'UNANIMITÉ",
        item="{number} – {title}",
        decisions="counts",
    ),
    Style(
        opening="digits",
        long_civility=True,
        roll="by_office",
        proxy="represented_by",
        headings=("Étaient présents :", "Absents représentés :", "Absents excusés :", "Absents :"),
        item="Délibération n° {number} – {title}",
        vote="lines",
        unanimity="Vote : pour à l'unanimité",
        named="short",
    ),
    Style(
        opening="words",
        surname_first=True,
        accented_capitals=False,
        roll="commas",
        proxy="gave_procuration",
        headings=("ETAIENT PRESENTS :", "ABSENTS AYANT DONNE PROCURATION :", "EXCUSES :", "ABSENTS :"),
        totals="colon",
        item="{number} – {title}",
        vote="digits",
        unanimity="Après en avoir délibéré, le conseil municipal, à l'unanimité des membres présents et représentés,",
        decisions="words",
    ),
    Style(
        opening="short",
        roll="dashes",
        proxy="to",
        apostrophe="’",
        headings=("Présents :", "Pouvoirs :", "Excusés :", "Absents :"),
        item="{number}. {title}",
        vote="digits",
        unanimity="Le conseil municipal, après en avoir délibéré, à l’unanimité :",
        decisions="counts",
        shows_delegated=True,
    ),
)
