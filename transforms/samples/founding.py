"""The founding document's facts as data, and the document of the same form made of them.

A public act: deliberation 16A of the council of Ivry-sur-Seine, 27 June 2024. Names, counts, votes, receipt and stamps are the act's; the
recitals are put in our own words.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from transforms.model import DocType, Outcome, Status
from transforms.samples.forms import Sheet
from transforms.samples.layout import Block, Kind

STEM = "ivry-2024-06-27-16A"
COUNCIL = "Ivry-sur-Seine"
RECEIPT = "094-219400413-20240627-DEL20240627_16A-DE"
TRANSMITTED_ON = RECEIVED_ON = PUBLISHED_ON = date(2024, 7, 4)
SUBJECT = "ENVIRONNEMENT"
TITLE = ("Coopération avec la Ville de Paris", "Convention-cadre")  # of item 16 and of its part A
TOTALS = {"members_in_office": 49, "stated_present": 32, "stated_represented": 9, "stated_excused": 5, "stated_absent": 3}

MAYOR = "M. BOUYSSOU"
DEPUTIES = (
    "M. RHOUMA", "Mme BERNARD", "Mme OUDART", "Mme KIROUANE", "Mme FREIH BENGABOU", "M. GASSAMA", "M. PECQUEUX", "M. QUINET", "M. SPIRO",
    "Mme LERUCH", "M. OURABAH-BERTOUT", "M. BUCH", "Mme CHOUAF", "M. PRIEUR", "M. MARCHAND",
)  # fmt: skip
COUNCILLORS = (
    "Mme RAER", "Mme DORRA", "Mme GILIS", "Mme OUABBAS", "Mme BLONDET", "Mme LALANDE", "Mme BOUFALA", "Mme BOULKROUN",
    "Mme HALLAF-ISAMBERT", "Mme MEDEVILLE", "M. BOUILLAUD", "M. MASTOURI", "M. MRAIDI", "M. FAVIER", "M. FOURDRIGNIER", "M. MALHEIRO",
)  # fmt: skip
REPRESENTED = (  # who, office, by whom
    ("Mme PETER", "Conseillère municipale", "M. MARCHAND"),
    ("Mme PIERON", "Adjointe au Maire", "M. SPIRO"),
    ("M. SEBKHI", "Conseiller municipal", "M. MRAIDI"),
    ("Mme MISSLIN", "Adjointe au Maire", "M. PECQUEUX"),
    ("Mme MEDDAS", "Conseillère municipale", "Mme CHOUAF"),
    ("M. HARDOUIN", "Conseiller municipal", "Mme BOULKROUN"),
    ("M. KHALED", "Conseiller municipal", "M. PRIEUR"),
    ("M. GUESMI", "Conseiller municipal", "M. MASTOURI"),
    ("M. BADI", "Conseiller municipal", "Mme BERNARD"),
)
EXCUSED = ("M. MOKRANI", "Mme DIARRA", "M. BAMBA", "M. DANSOKO", "Mme MACALOU")
ABSENT = ("Mme LE FRANC", "M. AUBRY", "Mme KAAOUT")


def founding_sheet() -> Sheet:
    """The act on three pages: head and totals, roll call, deliberation and stamps."""
    return Sheet(STEM, (*_head(), Block("page"), *_roll_call(), Block("page"), *_deliberation()), _truth(), footer="", page_form="")


def _lines(kind: Kind, *texts: str) -> list[Block]:
    return [Block(kind, text) for text in texts]


def _item() -> list[Block]:
    return _lines("line", f"16) {TITLE[0]}", f"A/ {TITLE[1]}")


def _head() -> list[Block]:
    totals = {
        "Nombre de membres composant le Conseil": TOTALS["members_in_office"],
        "Nombre de Conseillers en exercice": TOTALS["members_in_office"],
        "Présents": TOTALS["stated_present"],
        "Absents représentés": TOTALS["stated_represented"],
        "Absents excusés": TOTALS["stated_excused"],
        "Absents non excusés": TOTALS["stated_absent"],
    }
    return [
        Block("title", "Conseil municipal"),
        *_lines("heading", "EXTRAIT DU REGISTRE", "DES DELIBERATIONS", "SEANCE DU 27 JUIN 2024", f"OBJET : {SUBJECT}"),
        *_item(),
        Block("heading", "IVRY"),
        Block("text", "s/SEINE"),
        *_lines("small", "Mairie Esplanade Georges Marrane", "94205 Ivry-sur-Seine Cedex Département du Val-de-Marne"),
        Block("space"),
        *_lines("small", "Accusé de réception en préfecture", RECEIPT),
        *_lines("small", f"Date de télétransmission : {TRANSMITTED_ON:%d/%m/%Y}", f"Date de réception préfecture : {RECEIVED_ON:%d/%m/%Y}"),
        Block("heading", "ETAT DE PRESENCE POINT 16"),
        *(Block("dotted", f"{label}{'.' * (70 - len(label))}{count}") for label, count in totals.items()),
        Block("space"),
        Block(
            "justified",
            "L'AN DEUX MILLE VINGT-QUATRE, LE VINGT SEPT JUIN à DIX-NEUF HEURES TRENTE, le Conseil Municipal de la Ville "
            "d'Ivry-sur-Seine s'est réuni en assemblée sous la présidence de Monsieur Philippe BOUYSSOU, Maire, à la suite de la "
            "convocation qui lui a été adressée le conformément à la procédure prévue par l'article L.2121-17 du code général des "
            "collectivités territoriales.",
        ),
    ]


def _councillor(name: str) -> str:
    return f"{name}, {'Conseillère municipale' if name.startswith('Mme') else 'Conseiller municipal'}"


def _represented(name: str, office: str, holder: str) -> str:
    return f"{name}, {office}, représenté{'e' if name.startswith('Mme') else ''} par {holder}"


def _closed(texts: list[str]) -> list[str]:
    """One a line with commas, the last with a full stop."""
    return [f"{text}," for text in texts[:-1]] + [f"{texts[-1]}."]


def _roll_call() -> list[Block]:
    return [
        *_lines("heading", "ETAT DE PRESENCE POINT 16", "PRESENTS"),
        Block("text", f"{MAYOR}, Maire"),
        Block("justified", f"{', '.join(DEPUTIES)}, adjoints au Maire"),
        Block("justified", f"{', '.join(COUNCILLORS)}, conseillers municipaux."),
        Block("heading", "ABSENTS REPRESENTES"),
        *_lines("line", *_closed([_represented(*row) for row in REPRESENTED])),
        Block("heading", "ABSENTS EXCUSES"),
        *_lines("line", *_closed([_councillor(name) for name in EXCUSED])),
        Block("heading", "ABSENTS NON EXCUSES"),
        *_lines("line", *_closed([_councillor(name) for name in ABSENT])),
        Block(
            "heading",
            "Lesquels forment la majorité des membres en exercice et peuvent valablement délibérer en exécution de l'article L.2121-17 "
            "du code général des collectivités territoriales.",
        ),
    ]


def _deliberation() -> list[Block]:
    return [
        Block("heading", SUBJECT),
        *_item(),
        Block("heading", "LE CONSEIL,"),
        *_lines(
            "justified",
            "vu le code général des collectivités territoriales, notamment son article L.2121-29,",
            "vu le protocole de coopération signé en 2006 par les deux villes et la convention qui lui a succédé en 2019,",
            "considérant que le bilan des deux premières phases invite à prolonger cette coopération,",
            "considérant que de nouveaux domaines y entrent, dont la culture, les sols et l'accès aux soins,",
            "vu la convention de coopération ci-annexée,",
        ),
        Block("heading", "DELIBERE"),
        *_lines("line", "Adopté à la majorité", "par 32 voix pour, 9 abstentions"),
        Block("space"),
        *_lines(
            "justified",
            "ARTICLE 1 : APPROUVE la convention de coopération à conclure avec la ville de Paris.",
            "ARTICLE 2 : AUTORISE le Maire à la signer, ainsi que ses éventuels avenants.",
            "ARTICLE 3 : AUTORISE le Maire à signer tout acte y afférent.",
        ),
        Block("space"),
        *_lines("line", "TRANSMIS EN PREFECTURE", "LE - 4 JUIL 2024", "RECU EN PREFECTURE", "LE - 4 JUIL 2024"),
        *_lines("line", "PUBLIE PAR VOIE D'AFFICHAGE", "LE - 4 JUIL 2024"),
    ]


def _bare(name: str) -> str:
    return name.split(" ", 1)[1]


def _truth() -> dict[str, Any]:
    rows: list[tuple[str, Status, str | None]] = [(name, Status.PRESENT, None) for name in (MAYOR, *DEPUTIES, *COUNCILLORS)]
    rows += [(name, Status.REPRESENTED, _bare(holder)) for name, _, holder in REPRESENTED]
    rows += [(name, Status.EXCUSED, None) for name in EXCUSED] + [(name, Status.ABSENT, None) for name in ABSENT]
    return {
        "file": f"{STEM}.pdf",
        "doc_type": DocType.EXTRACT.value,
        "council": COUNCIL,
        "session": {
            "date": "2024-06-27",
            "start_time": "19:30",
            "convened_on": None,
            "president": "Philippe BOUYSSOU",
            "secretary": None,
            **TOTALS,
            "stated_voters": None,
        },
        "attendance": [{"name": _bare(name), "status": status.value, "proxy": proxy} for name, status, proxy in rows],
        "changes": [],
        "deliberations": [
            {
                "number": "16A",
                "title": " - ".join(TITLE),
                "outcome": Outcome.ADOPTED.value,
                "unanimous": False,
                "for": 32,
                "against": None,
                "abstain": 9,
                "not_voting": None,
                "named": {"for": [], "against": [], "abstain": [], "not_voting": []},
            }
        ],
    }
