"""The French phrases of the roll call and of the session's header, as data.

Every pattern is for *folded* text (``transforms.text.fold``: upper case, no accents, straight quotes, plain dashes). The comment beside
an entry names the form of document in which it was seen.
"""

from __future__ import annotations

from transforms.model import CouncilKind, Status

# Civilities, longest first; "Ms" and "MM" stand before a shared list ("Mmes et Ms Aubert - Roche").
CIVILITY = r"(?:MESSIEURS|MESDAMES|MESDEMOISELLES|MONSIEUR|MADAME|MADEMOISELLE|MELLES?|MLLES?|MMES?|MRS?|MM|MS|ME|M)"
MASCULINE = frozenset({"MESSIEURS", "MONSIEUR", "MR", "MRS", "MM", "MS", "M"})
FEMININE = frozenset({"MESDAMES", "MESDEMOISELLES", "MADAME", "MADEMOISELLE", "MELLE", "MELLES", "MLLE", "MLLES", "MME", "MMES"})
SHARED = frozenset({"MESSIEURS", "MESDAMES", "MESDEMOISELLES", "MM", "MS", "MMES", "MLLES", "MELLES", "MRS"})

# in place of a civility, for women and men: "Docteur LENOIR"
TITLES = frozenset({"MAITRE", "DOCTEUR", "PROFESSEUR", "DR", "PR", "GENERAL", "COLONEL"})

PARTICLES = frozenset({
    "DE", "DU", "DES", "D", "LE", "LA", "LES", "L", "EL", "AL", "BEN", "BENT", "BIN", "IBN", "VAN", "VON", "DER", "DEN", "DI", "DA",
    "DEL", "DELLA", "DOS", "DAS", "DO", "TER", "TEN", "OULD", "AIT", "SAN", "SAINT", "SAINTE", "ST", "STE",
})  # fmt: skip

# Words that open the sentence after a list ("… Mme LENOIR\nLes membres du conseil …").
SENTENCE_STARTS = frozenset({
    "LE", "LA", "LES", "L", "IL", "ELLE", "ILS", "UN", "UNE", "CE", "CET", "CETTE", "APRES", "AVANT", "EN", "SUR", "A", "DES", "DU",
    "EST", "SONT", "ONT", "ETAIT", "ETAIENT", "AVAIENT", "CONFORMEMENT", "NOMINATION", "LISTE",
})  # fmt: skip

# Words of offices: they follow a name ("M. ROUX, adjoint au maire") or head a list ("Adjoints : …"); never part of a name by themselves.
OFFICE_WORDS = frozenset({
    "MAIRE", "MAIRES", "MAIRE-ADJOINT", "MAIRE-ADJOINTE", "MAIRES-ADJOINTS", "ADJOINT", "ADJOINTE", "ADJOINTS", "ADJOINTES",
    "CONSEILLER", "CONSEILLERE", "CONSEILLERS", "CONSEILLERES", "MUNICIPAL", "MUNICIPALE", "MUNICIPAUX", "MUNICIPALES", "COMMUNAUTAIRE",
    "COMMUNAUTAIRES", "METROPOLITAIN", "METROPOLITAINE", "METROPOLITAINS", "DEPARTEMENTAL", "DEPARTEMENTALE", "DEPARTEMENTAUX",
    "REGIONAL", "REGIONALE", "REGIONAUX", "PRESIDENT", "PRESIDENTE", "PRESIDENTS", "VICE-PRESIDENT", "VICE-PRESIDENTE",
    "VICE-PRESIDENTS", "VICE-PRESIDENTES", "VICE", "DELEGUE", "DELEGUEE", "DELEGUES", "DELEGUEES", "TITULAIRE", "TITULAIRES",
    "SUPPLEANT", "SUPPLEANTE", "SUPPLEANTS", "SUPPLEANTES", "ELU", "ELUE", "ELUS", "ELUES", "MEMBRE", "MEMBRES", "DOYEN", "DOYENNE",
    "RAPPORTEUR", "RAPPORTEURE", "SECRETAIRE", "SECRETAIRES", "QUESTEUR", "BUREAU", "SENATEUR", "SENATRICE", "DEPUTE", "DEPUTEE",
    "DEPUTE-MAIRE", "HONORAIRE", "ADMINISTRATEUR", "ADMINISTRATRICE", "ADMINISTRATEURS", "ADMINISTRATRICES",
    "COMMUNE", "COMMUNES", "1ER", "1ERE", "2E", "2EME", "3EME", "4EME", "5EME", "6EME", "7EME", "8EME",
    "9EME", "10EME", "PREMIER", "PREMIERE", "DEUXIEME", "TROISIEME", "QUATRIEME", "CINQUIEME", "SIXIEME", "SEPTIEME", "HUITIEME",
})  # fmt: skip
OFFICE_LINKS = frozenset(
    {
        "AU",
        "AUX",
        "A",
        "DE",
        "DU",
        "DES",
        "LA",
        "LE",
        "LES",
        "ET",
        "EN",
        "D",
        "L",
        "CHARGE",
        "CHARGEE",
        "CHARGES",
    }
)

# "M. le Sous-préfet", "Mme la Trésorière": who comes from the State and has no name
OF_THE_STATE = frozenset({
    "TRESORIER", "TRESORIERE", "PREFET", "PREFETE", "SOUS-PREFET", "SOUS-PREFETE", "PERCEPTEUR", "RECEVEUR", "COMPTABLE",
})  # fmt: skip
# What somebody is charged with begins so: "adjointe chargée de la culture, du sport et de la jeunesse"
CHARGE_LINKS = frozenset({"A", "AU", "AUX", "DE", "DU", "DES", "D", "L", "LA", "LE", "LES"})
CHARGED = frozenset({"CHARGE", "CHARGEE", "CHARGES", "CHARGEES", "RESPONSABLE", "REFERENT", "REFERENTE"})

MONTHS = frozenset({
    "JANVIER", "FEVRIER", "MARS", "AVRIL", "MAI", "JUIN", "JUILLET", "AOUT", "SEPTEMBRE", "OCTOBRE", "NOVEMBRE", "DECEMBRE",
})  # fmt: skip

# Words that no person's name holds: headings, offices of the sitting, the language of decisions.
NOT_NAMES = OFFICE_WORDS | frozenset({
    "PRESENT", "PRESENTS", "PRESENTE", "PRESENTES", "ABSENT", "ABSENTS", "ABSENTE", "ABSENTES", "EXCUSE", "EXCUSES", "EXCUSEE",
    "EXCUSEES", "REPRESENTE", "REPRESENTES", "REPRESENTEE", "REPRESENTEES", "POUVOIR", "POUVOIRS", "PROCURATION", "PROCURATIONS",
    "MANDAT", "MANDATS", "QUORUM", "SEANCE", "CONSEIL", "ORDRE", "JOUR", "OBJET", "DELIBERATION", "DELIBERATIONS", "CONVOCATION",
    "DATE", "NOMBRE", "EXERCICE", "VOTANTS", "VOTANT", "VOTE", "VOTES", "POUR", "CONTRE", "ABSTENTION", "ABSTENTIONS", "UNANIMITE",
    "MAJORITE", "NEANT", "AUCUN", "AUCUNE", "VU", "CONSIDERANT", "ARTICLE", "MESSIEURS", "MESDAMES", "MONSIEUR", "MADAME", "MM", "MME",
    "MMES", "ETAIENT", "ETAIT", "SONT", "LISTE", "APPEL", "VILLE", "MAIRIE", "DEPARTEMENT", "ARRONDISSEMENT", "CANTON", "REPUBLIQUE",
    "FRANCAISE", "EXTRAIT", "REGISTRE", "PROCES-VERBAL", "PROCES", "COMPTE", "RENDU", "COMPTE-RENDU", "PAGE", "RAPPORT", "BUDGET", "TOTAL",
    "COMMUNAUTE", "AGGLOMERATION", "METROPOLE", "SYNDICAT", "PREFECTURE", "RECU", "ENVOYE", "PUBLIE", "AFFICHE", "QUESTION",
    "QUESTIONS", "POINT", "POINTS", "LESQUELS", "FORMANT", "ASSISTAIENT", "ASSISTE", "DIRECTEUR", "DIRECTRICE", "AFFAIRES", "FINANCES",
    "PERSONNEL", "TRAVAUX", "URBANISME", "CONVENTION", "SUBVENTION", "APPROBATION", "ADHESION", "MODIFICATION", "CREATION",
    "DESIGNATION", "ELECTION", "ATTRIBUTION", "DECISION", "DECISIONS", "INFORMATION", "INFORMATIONS", "INSTALLATION", "DEMANDE",
    "AUTORISATION", "TARIFS", "MARCHE", "MARCHES", "TAXE", "PROJET", "ANNEE", "CODE", "LOI", "SERVICE", "SERVICES", "SALLE", "FETES",
    "DONT", "VERIFICATION", "SOCIETE", "ASSOCIATION", "AVENANT", "CONTRAT", "CESSION", "VENTE", "ACQUISITION", "RENOUVELLEMENT",
    "ADMISSION", "FIXATION", "REMBOURSEMENT", "PARTICIPATION", "AFFECTATION", "RETRAIT", "TRANSFERT", "REVISION", "PROGRAMME",
    "COMMISSION", "COMMISSIONS", "COMITE", "COMITES",
    "GROUPEMENT", "DOTATION", "REGLEMENT", "MOTION", "COMPTES", "FONDS", "GARANTIE", "EMPRUNT", "TARIF", "INDEMNITES",
    "JANVIER", "FEVRIER", "MARS", "AVRIL", "JUIN", "JUILLET", "AOUT", "SEPTEMBRE", "OCTOBRE", "NOVEMBRE", "DECEMBRE",
})  # fmt: skip

# Words of this language that people are called too: "M. PAGE", "Karine Janvier", "Mme MAIRE"
ALSO_SURNAMES = frozenset({
    "AOUT", "APPEL", "AVRIL", "BUREAU", "CANTON", "CONSEIL", "DOYEN", "FEVRIER", "JANVIER", "JOUR", "JUILLET", "JUIN", "LOI", "MAIRE",
    "MARCHE", "MARS", "PAGE", "POINT", "PREMIER", "QUESTEUR", "SALLE", "VILLE", "VU",
})  # fmt: skip
# … and the particles that are whole surnames: "Mme DO", "M. VAN", "M. EL"
PARTICLES_ALONE = frozenset({"VAN", "DO", "BIN", "BEN", "EL", "AL", "SAN", "DA", "DI", "DEN", "TEN", "SAINT", "AIT"})

_GIVEN = (
    r"(?:(?:QUI\s+)?(?:(?:A|ONT|AVAIT|AVAIENT|AYANT|AYANTS)\s+)?"
    r"(?:DONNE(?:E?S?|NT|R)?|DONNANT|REMIS|REMET|TRANSMIS|TRANSMET|CONFIE|ETABLI|LAISSE)\s+(?:UN\s+|SON\s+|LEUR\s+|SA\s+|LE\s+)?)"
)
_POWER = r"(?:POUR?VOIRS?|PROCURATIONS?|MANDATS?|DELEGATIONS?|PROC\.|POUV\.)"
_AWAY = r"(?:(?:ABSENTE?S?|EXCUSEE?S?|EXC\.?)\s*,?\s*(?:ET\s+)?){0,2}(?:AVEC\s+)?"  # "M. ROUX excusé avec procuration à Mme PETIT"
# After a name: who votes for it ("… représentée par M. ROUX", "… a donné procuration à Mme LENOIR", "… (pouvoir à M. ROUX)").
LINK_TO = (
    rf"(?:(?:(?:A|AYANT|AVAIT)\s+)?DELEGUE\s+(?:SON|LEUR)\s+(?:DROIT\s+DE\s+)?VOTE\s+A\b|"
    rf"{_AWAY}{_GIVEN}{_POWER}(?:\s+DE\s+VOTE(?:R)?)?(?:\s+ECRITE?)?\s*:?\s*(?:A|AU)\b|{_AWAY}{_POWER}\s+(?:DE\s+VOTE\s+)?(?:ECRITE?\s+)?(?:DONNEE?S?\s+|REMISE?\s+|TRANSMISE?\s+)?(?:A|AU)\b|"
    rf"{_POWER}\s*:|(?:EST\s+|ETANT\s+|ETAIT\s+)?(?:REPRESENTEE?S?|SUPPLEEE?S?|REMPLACEE?S?)\s+PAR\b(?:\s+S(?:ON|A)\s+SUPPLEANTE?\s*,?)?|MANDATAIRE\s*:?|EN\s+FAVEUR\s+DE\b)"
)
# … by an alternate, who sits: "M. ROUX remplacé par Mme LENOIR", "M. ROUX suppléé par son suppléant M. PETIT".
BY_ALTERNATE = r"(?:(?:EST\s+|ETANT\s+|ETAIT\s+)?(?:SUPPLEEE?S?|REMPLACEE?S?)\s+PAR\b)"
# The same without its "à", before a capital: "M. ROUX a donné pouvoir Mme LENOIR".
LINK_TO_BARE = rf"(?:{_GIVEN}?{_POWER}(?=\s+[A-Z]))"
IN_BRACKETS_BARE = rf"\s*+\+?\s*+{_POWER}\s+(?=[A-Z])"  # "M. ROUX (pouvoir Anne PETIT)"
# After several names, for as many holders in the same order: "… qui ont donné respectivement pouvoir à MM. ROUX et PETIT".
LINK_EACH = (
    rf"(?:(?:(?:ABSENTE?S\s+)?(?:ET\s+)?EXCUSEE?S\s*,?\s*)?(?:(?:QUI\s+)?(?:(?:ONT|AVAIENT|AYANTS?)\s+)?(?:RESPECTIVEMENT\s+(?:DONNE|REMIS|DONNANT)|(?:DONNE|REMIS|DONNANT)\s+RESPECTIVEMENT)\s+(?:LEUR\s+)?"
    rf"{_POWER}(?:\s+DE\s+VOTE)?\s*:?\s*(?:A|AUX?)\b|(?:QUI\s+)?(?:(?:ONT|AVAIENT|AYANTS?)\s+)?(?:DONNE|REMIS|DONNANT)\s+(?:LEUR\s+)?{_POWER}\s+RESPECTIVEMENT\s+(?:A|AUX?)\b))"
)
# After a name: for whom it votes ("Mme BLANC (procuration de M. ROUX)").
LINK_FROM = (
    r"(?:(?:AYANT\s+(?:RECU\s+)?|A\s+RECU\s+|AVEC\s+|PORTEUR\s+(?:DU\s+|D'UN\s+)?|MUNIE?\s+(?:DU\s+|D'UN\s+)?|A\s+)?(?:LE\s+)?"
    rf"{_POWER}\s+(?:DE\b|POUR\b|D')|REPRESENTANT\b)"
)
# After a name: in whose place it sits ("Mme PIC, suppléante de M. ROUX", "M. VIAL en remplacement de Mme BLANC"); that person is not there.
STANDS_IN = (
    r"(?:SUPPLEANTE?\s+(?:DE\s|DU\s|D')|REMPLACANTE?\s+(?:DE\s|DU\s|D')?|EN\s+(?:REMPLACEMENT|L'ABSENCE|SUPPLEANCE)\s+(?:DE\s|DU\s|D')|"
    r"AYANT\s+LA\s+SUPPLEANCE\s+(?:DE\s|DU\s|D'))"
)
# "M. ROUX à Mme LENOIR", "M. ROUX par Mme LENOIR": only under a heading that speaks of proxies.
LINK_SHORT = r"(?:(?:A|PAR|POUR)(?=[\s(])|[-=]>|→)"

# Behind a name, up to the next comma: when somebody comes, leaves or is away.
REMARK = (
    r"(?:QUITT|ARRIV|PARTIE?\b|RENTR|SORT|REJOI|JUSQU|A\s+PARTIR|A\s+COMPTER|DEPART\b|EN\s+RETARD|RETARDEE?|"
    r"ABSENTE?\s+(?:POUR|DE|A|LORS|JUSQU)|SAUF\b|EN\s+DATE\s+DU\s+\d|(?:NON[\s-]+)?EXCUSEE?(?=\s*(?:[,;.\n]|$))|ABSENTE?(?=\s*(?:[,;.\n]|$)))"
)
# Figures that stand beside a list in the margin and are read into its midst: "En exercice : 29", "Présents\n24".
MARGIN = (
    r"(?:(?:NOMBRE\s+(?:TOTAL\s+)?DE\s+)?(?:CONSEILLERS|MEMBRES|DELEGUES|ELUS)(?:\s+(?:MUNICIPAUX|COMMUNAUTAIRES))?\s*:?\s*)?"
    r"(?:(?:EN\s+)?EXERCICE|PRESENTE?S?|VOTANTS?|ABSENTE?S?|POUVOIRS?|PROCURATIONS?|REPRESENTEE?S?|EXCUSEE?S?|QUORUM|ELUS)\s*:?\s*\d{1,3}[^\S\n]*+(?=\n|[A-Z])"
)
# Lines that name a political group, a body or a part of the territory inside the list: "Arrondissement de Valmont (12) :", "CC Val Doré :".
GROUP_LINE = (
    r"(?:(?:GROUPE|LISTE|MAJORITE|OPPOSITION|MINORITE|NON[\s-]INSCRITS?|SANS\s+ETIQUETTE)\b[^\n,]{0,80}(?=\n)"
    r"|(?:ARRONDISSEMENT|CANTON|SECTEUR|COLLEGE|C\.?[CA]\.?|COMMUNAUTE|METROPOLE|SYNDICAT)\b[^\n:,;]{0,60}:|(?:DEPARTEMENT|REGION)\s+D[^\n:,;]{0,60}:)"
)
# The same within a line: "… - M. ROUX Pour la majorité : Mme PETIT - …", "Pour la commune de VALMONT : Luc VIAL …".
FOR_GROUP = r"POUR\s+(?:LA\s+|LE\s+|L')(?:MAJORITE|OPPOSITION|MINORITE|GROUPE|LISTE|COMMUNE|VILLE)\b(?:[^\n:,;()]|\n(?!\n)){0,40}:"
# A political group in the midst of a line: "… - Anne ROUX – Groupe Ensemble : Luc VIAL".
GROUP_LABEL = r"(?:GROUPE|NON[\s-]INSCRITS?)\b[^\n:,;()]{0,40}:"
# A label before people with civilities: "Pour la majorité : Mme ROUX, …", "Adjoints : M. PETIT, …".
_LABEL = (
    rf"(?!{CIVILITY}\b)(?![^\n:]*(?:SECRETA(?:IRE|RIAT)|PRESEN|PRESID|ABSENT|EXCUSE|REPRESENT|PROCURATION|POUVOIR|INVIT|ASSIST|PARTICIP|ARRIV|PUBLIC|CONSULTATIVE|AUXILIAIRE|SCRUTATEUR|ASSESSEUR|REDACTEUR|\bSANS\s+VOIX|\bPAR\b))"
    r"[A-Z][^\n:,;()]{2,60}:\s*"
)
LABEL_LINE = rf"{_LABEL}(?={CIVILITY}\b[.\s])"
LABEL = rf"{_LABEL}(?=[A-Z])"
# Over a table of givers and holders, one pair a line: "Mandants Mandataires", "Absents/excusés Pouvoir à"
PAIRS = (
    r"(?:(?:NOMS?\s+(?:DES?|DU)\s+)?MANDANTE?S?\s*(?:[|/,:-]\s*)?(?:NOMS?\s+(?:DES?|DU)\s+)?MANDATAIRES?(?=\s*(?::|\n))"
    r"|(?:(?:MEMBRES|DELEGUES|CONSEILLERS|ELUS)\s+)?(?:ABSENTS?(?:\s*(?:[/-]|ET)\s*EXCUSES?)?|EXCUSES?)(?:\s*\|)?\s+(?:DONNE\s+)?(?:POUVOIR|PROCURATION)S?\s+A(?=\s*\n))"
)
# In a line that ends with a colon these make it a heading whatever else it says ("Délégués titulaires présents :"), in this order.
STEMS: tuple[tuple[Status, str], ...] = (
    (Status.ABSENT, r"\bPAS\s+(?:DONNE|REMIS|ETABLI)\b|\bSANS\s+(?:POUVOIR|PROCURATION|MANDAT)"),
    # "Étaient représentées les communes de : Orsec : M. ROUX": by people who are there; "Suppléants ayant pouvoir de leur titulaire :"
    (Status.PRESENT, r"\bREPRESENTEES\s+LES\s+COMMUNES|\bCOMMUNES\s+REPRESENTEES\b"),
    (
        Status.PRESENT,
        r"\bSUPPLEANTE?S?\s+(?:AYANT|AVEC|DISPOSANT\s+(?:D'UN|DU)|PORTEURS?\s+(?:D'UN|DU))\s+(?:LE\s+|UN\s+)?(?:POUVOIR|PROCURATION|MANDAT)S?\s+D",
    ),
    (Status.REPRESENTED, r"(?<!SANS )POUVOIRS?\b|(?<!SANS )PROCURATIONS?\b|(?<!SANS )\bMANDATS?\b|\bREPRESENTEE?S?\b"),
    (Status.EXCUSED, r"\bEXCUSEE?S?\b"),
    (Status.ABSENT, r"\bABSENTE?S?\b"),
    (Status.PRESENT, r"\bPRESENTE?S?\b"),
)
# Before "présents" these tell of others than members: "Agents présents : 3", "Étaient également présents : …".
OTHERS = (
    r"\b(?:EGALEMENT|INVITEE?S?|PERSONNELS?|AUTRES\s+PERSONNES?|AGENTS?|TECHNICIENS?|SERVICES|PUBLIC|PRESSE|EXPERTS?|"
    r"AUDITEURS|AUDITOIRE|SPECTATEURS|JOURNALISTES)"
)
# In brackets behind a name among those present: who works there or listens is no member.
STAFF = (
    r"(?:D\.?G\.?[SA]\.?\b|SECRETAIRE\s+(?:DE\s+MAIRIE|GENERALE?)|DIRECT(?:EUR|RICE)\s+(?:GENERALE?|DES\s+SERVICES)|"
    r"AGENTE?\b|JOURNALISTE|TRESORI)"
)
# … unless it is a sentence.
NO_HEADING = (
    r"\bEGALEMENT\b|\bINVITE|VOIX\s+CONSULTATIVE|SANS\s+VOIX|\b(?:NON|PAS)\s+REPRESENTEE?S\s+LES\s+COMMUNES|COMMUNES\s+(?:NON\s+REPRESENTEES|ABSENTES|EXCUSEES)|"
    r"SECRETA(?:IRE|RIAT)|UNANIM|DESIGN|\bELI|\bELU|DECID|\bVOT|PROPOS|NOMM|APPROUV|ADOPT|NOMBRE|RAPPORT|\bDONNE\s+(?:LECTURE|ACTE)|QUORUM|PRESENTE\s|"
    r"PRESENTATION"
)

# Headings of the groups of the roll call, tried in this order at each place.
_BE = r"(?:(?:ETAIENT|ETAIENTS|ETAI\(EN\)T|ETAIT|SONT|EST)\s+)?"
_WHO = (
    r"(?:(?:LES\s+)?(?:CONSEILL(?:ERS?|ERES?)(?:\s+(?:MUNICIPAUX|COMMUNAUTAIRES|METROPOLITAINS|DEPARTEMENTAUX))?|"
    r"MEMBRES|ELUS|DELEGUES|TITULAIRES)\s+)?"
)
_AGREE = r"(?:\([ES]/[ES]+\)|\(?E?\)?\(?S\)?|[·•./-]E[·•./-]?S|[·•]S|\(E\)|E?S?)"  # "présent(e)s", "(s/es)", "présent·e·s"
_ABSENT = rf"(?:ABSENT{_AGREE}|EXCUSE{_AGREE})"
_WITH = r"(?:AYANTS?|QUI\s+ONT|ONT|AVAIENT|DONNANT|AVEC|ET\s+AYANT)"
_WITHOUT = (
    r"(?:SANS|N'AYANTS?\s+PAS|N'AVAI(?:EN)?T\s+PAS|N'ONT\s+PAS|N'A\s+PAS)\s+(?:DONNE\s+|REMIS\s+|ETABLI\s+)?(?:DE\s+|LEUR\s+|SON\s+|UN\s+)?"
    r"(?:POUVOIRS?|PROCURATIONS?|MANDATS?)"
)
_COLON_AHEAD = r"(?=\s*(?:\(\s*\d+\s*\)\s*)?:)"
HEADINGS: tuple[tuple[Status, str], ...] = (
    # "Membre absent excusé sans procuration", "Absents n'ayant pas donné pouvoir"
    (Status.EXCUSED, rf"{_BE}{_WHO}(?:ABSENT{_AGREE}\s*,?\s*)?EXCUSE{_AGREE}\s+(?:ET\s+)?{_WITHOUT}"),
    (Status.ABSENT, rf"{_BE}{_WHO}ABSENT{_AGREE}\s+(?:ET\s+)?{_WITHOUT}"),
    (Status.EXCUSED, rf"{_BE}{_WHO}(?:ABSENT{_AGREE}\s*(?:ET\s+)?)?EXCUSE{_AGREE}\s+(?:ET\s+)?NON\s+REPRESENTE{_AGREE}"),
    # under "Membres absents :" two groups of their own: "Non excusés : …", "N'ayant pas donné pouvoir : …"
    (Status.ABSENT, rf"NON[\s-]+EXCUSE{_AGREE}{_COLON_AHEAD}"),
    (Status.EXCUSED, rf"ABSENCES?\s+(?:EXCUSEE|JUSTIFIEE)S?{_COLON_AHEAD}"),
    (Status.ABSENT, rf"ABSENCES?(?:\s+(?:NON[\s-]+(?:JUSTIFIEE|EXCUSEE)|INJUSTIFIEE)S?)?{_COLON_AHEAD}"),
    (Status.ABSENT, rf"{_WITHOUT}{_COLON_AHEAD}"),
    # tables of two columns: "Mandant | Mandataire", "Noms des mandants – Noms des mandataires"
    (Status.REPRESENTED, rf"{PAIRS}"),
    # extracts: "Absents ayant donné pouvoir :", "Excusés représentés", "Absents ayant voté par procuration en application de l'article …"
    (
        Status.REPRESENTED,
        rf"{_BE}{_WHO}{_ABSENT}?(?:\s*(?:,|/|ET|-|OU)?\s*{_ABSENT})?\s*(?:ET\s+)?"
        rf"(?:{_WITH}\s+)?(?:(?:DONNE|DONNANT|VOTE\s+PAR|REMIS|AVEC)\s+)?(?:UN\s+|LEUR\s+)?(?:POUR?VOIR(?:S|\s?\(S\))?|PROCURATION(?:S|\s?\(S\))?|MANDATS?|DELEGATIONS?\s+DE\s+VOTE|DELEGUE\s+LEUR\s+(?:DROIT\s+DE\s+)?VOTE)"
        r"(?:\s+(?:DONNE|REMIS|ETABLI)E?S)?(?:\s+DE\s+VOTE)?(?:\s+EN\s+APPLICATION[^:]{0,120})?(?:\s+A(?=\s*:))?(?=\s*(?:\(\s*\d+\s*\)\s*)?(?:[:;]|\n|-\s|M\.?\s|MM|MME|MONSIEUR|MADAME|[A-Z][A-Z'-]+\s[A-Z][A-Z'-]+\s?\())",
    ),
    # "PROCURATIONS Anne ROUX à Paul PETIT, …" without a colon, "Pouvoir de Mme ROUX à M. PETIT" on a line of its own
    (
        Status.REPRESENTED,
        rf"(?:POUVOIRS?|PROCURATIONS?)(?!\s+DE\s+{CIVILITY}\b)(?=(?:\s+[A-Z][A-Z'-]+){{2,4}}\s+A\s+[A-Z][A-Z'-]+\s)",
    ),
    (
        Status.REPRESENTED,
        rf"(?:POUVOIR|PROCURATION)S?\s+(?:DE|DONNEE?\s+PAR)(?=\s+{CIVILITY}\b[.\s][^\n:;,]{{2,60}}\s(?:A|EN\s+FAVEUR\s+DE)\s+{CIVILITY}\b)",
    ),
    (
        Status.REPRESENTED,
        # … and "Étaient excusés et étaient représentés par leurs suppléants :"
        rf"{_BE}{_WHO}(?:{_ABSENT}\s*(?:,|/|ET|-|OU)?\s*)?(?:{_ABSENT}\s*(?:,|/|ET|-|OU)?\s*)?(?:ETANT\s+|MAIS\s+|ETAIENT\s+)?REPRESENTE{_AGREE}"
        r"(?:\s+PAR\s+(?:LEURS?|SON|SA|UNE?|DES)\s+SUPPLEANTE?S?|\s+PAR\s+(?:UN\s+)?(?:POUVOIR|PROCURATION)S?|(?!\s+PAR))(?=\s*(?:\(\s*\d+\s*\)\s*)?(?:[:;]|\n|-\s|M\.?\s|MM|MME|MONSIEUR|MADAME))",
    ),
    # "Délégations de vote :", "Ont délégué leur vote :", "Ont donné pouvoir de voter en leur nom :", "Absents excusés (avec pouvoir) :"
    (
        Status.REPRESENTED,
        rf"(?:DELEGATIONS?\s+DE\s+VOTE|(?:ONT|AVAIENT|AYANT)\s+DELEGUE\s+LEUR\s+(?:DROIT\s+DE\s+)?VOTE|(?:ONT|AVAIENT|AYANT)\s+DONNE\s+{_POWER}\s+DE\s+VOTER[^:\n]{{0,30}}|"
        rf"{_BE}{_WHO}{_ABSENT}(?:\s*(?:,|/|ET)?\s*{_ABSENT})?\s*\((?:AVEC|AYANT\s+DONNE)\s+{_POWER}\)){_COLON_AHEAD}",
    ),
    # "Personnes ayant donné procuration :"
    (Status.REPRESENTED, rf"PERSONNES?\s+{_WITH}\s+(?:DONNE|REMIS|VOTE\s+PAR)\s+(?:UN\s+|LEUR\s+)?{_POWER}(?=\s*(?:[:;]|\n))"),
    (Status.ABSENT, rf"{_BE}{_WHO}ABSENT{_AGREE}\s*,?\s*(?:NON[\s-]+EXCUSE{_AGREE}|SANS\s+EXCUSE|NON\s+REPRESENTE{_AGREE})"),
    # "Absents ou excusés": the print makes no difference
    (Status.ABSENT, rf"{_BE}{_WHO}(?:ABSENT{_AGREE}\s+OU\s+EXCUSE{_AGREE}|EXCUSE{_AGREE}\s+OU\s+ABSENT{_AGREE})"),
    (Status.EXCUSED, rf"{_BE}{_WHO}(?:ABSENT{_AGREE}\s*(?:/|ET|,|-|OU)?\s*)?EXCUSE{_AGREE}(?:\s*(?:/|ET)\s*ABSENT{_AGREE})?(?!\w)"),
    (Status.ABSENT, rf"(?:LISTE\s+DES\s+)?{_BE}{_WHO}ABSENT{_AGREE}(?!\w)"),
    # "Ont présenté leurs excuses :", "Liste des absents :"
    (Status.EXCUSED, rf"(?:ONT|AVAIENT)\s+PRESENTE\s+LEURS\s+EXCUSES{_COLON_AHEAD}"),
    # "S'étaient fait excuser :", "Se sont excusés :"
    (Status.EXCUSED, rf"(?:S'ETAI(?:EN)?T|S'EST|SE\s+SONT|(?:ETAIENT\s+)?S'ETANT)\s+(?:FAITE?S?\s+)?EXCUSE(?:R|{_AGREE})(?!\w)"),
    (Status.ABSENT, rf"A\s+L'EXCEPTION\s+DE|(?:SAUF|HORMIS|EXCEPTEE?S?)(?=\s*:?\s+{CIVILITY}\b[.\s])"),
    (Status.PRESENT, r"EN\s+PRESENCE\s+DE(?=\s*:)|EN\s+PRESENTIEL(?=\s*:)"),
    # "Ont siégé :", "Ont répondu à l'appel nominal :", "Étaient présents et ont pris part au vote :"
    (
        Status.PRESENT,
        rf"(?:ONT\s+(?:SIEGE|REPONDU\s+(?:PRESENT{_AGREE}\s+)?A\s+L'APPEL(?:\s+NOMINAL)?)|{_BE}{_WHO}PRESENT{_AGREE}\s+ET\s+(?:ONT|AYANT)\s+PRIS\s+PART\s+AUX?\s+VOTES?)"
        rf"{_COLON_AHEAD}",
    ),
    (Status.ABSENT, r"EN\s+L'ABSENCE\s+DE(?=\s*:)"),
    # alternates who sit for a member: "Suppléants remplaçant un titulaire : …", perhaps with "Membres suppléants" again below
    (
        Status.PRESENT,
        rf"{_BE}{_WHO}SUPPLEANT{_AGREE}\s+(?:(?:EN\s+)?REMPLACA[NM]T{_AGREE}|QUI\s+REMPLACENT)\s+(?:(?:UN|UNE|DES|LE|LA|LES|LEURS?)\s+)?(?:MEMBRES?\s+|DELEGUES?\s+|CONSEILLERS?\s+)?"
        rf"(?:TITULAIRE|MEMBRE|DELEGUE|CONSEILLER){_AGREE}(?:\s*\n\s*{_WHO}SUPPLEANT{_AGREE})?(?=\s*:)",
    ),
    (
        Status.PRESENT,
        r"(?:(?:PARTICIPAIENT|ONT\s+PARTICIPE|ASSISTAIENT|ONT\s+ASSISTE)\s+A\s+(?:CETTE|LA)\s+(?:REUNION|SEANCE)|PARTICIPANTE?S)(?=\s*:)",
    ),
    (
        Status.PRESENT,
        rf"(?:LISTE\s+DES\s+)?{_BE}{_WHO}(?:ETAIENT\s+)?PRESENT{_AGREE}(?:\s*(?:ET|/|OU)\s*REPRESENTE{_AGREE})?(?:\s+(?:TITULAIRES|A\s+L'OUVERTURE|EN\s+SEANCE|A\s+LA\s+SEANCE|SUPPLEANTS|"
        rf"(?:AYANT|AVEC|A)\s+(?:VOIX\s+DELIBERATIVE|DROIT\s+DE\s+VOTE))(?:\s*/\s*SUPPLEANTS)?)?(?!\w)",
    ),
)

# Where a list of the roll call ends although no new heading follows.
LIST_END = (
    r"(?:(?:(?:MEMBRES|DELEGUES|ELUS|PERSONNES|SUPPLEANTS)\s+(?:PRESENTE?S\s+)?)?\(?(?:(?:A|AVEC|AYANT)\s+VOIX\s+CONSULTATIVE\b|SANS\s+VOIX\s+DELIBERATIVE)|(?:AUXILIAIRE|SCRUTATEUR|ASSESSEUR|REDACTEUR|D\.?G\.?[SA]\.?)S?\b[^\n:,;]{0,25}:|FORMANT\b|DEMISSIONNAIRES?\s*:|INVITEE?S?\b|AUTRES?\s+(?:PARTICIPANT|PERSONNE|PRESENT)|AUDITEURS?\b|(?:PUBLIC|PRESSE|ADMINISTRATION|PERSONNEL)\s*:|EGALEMENT\s+PRESENT|PARTICIPAI?E?NT\b|LESQUELS\b|LESQUELLES\b|SECRETA(?:IRES?|RIAT)\b|PRESIDENTE?\s+DE\s+(?:LA\s+)?SEANCE|QUORUM\b|LE\s+QUORUM|ORDRE\s+DU\s+JOUR|DATE\s+(?:DE\s+(?:LA\s+)?)?(?:CONVOCATION|D'AFFICHAGE)|"
    r"ASSISTAI?E?(?:NT|T|S)?\b|NOMBRE\s+DE|OBJET\s*:|DELIBERATION\b|VU\s+L|L'AN\s+DEUX|SOIT\s+\d|LE\s+CONSEIL|LA\s+SEANCE|RAPPORTEUR|EXPOSE\b|"
    r"IL\s+(?:EST|A\s+ETE)\s+PROCEDE|EFFECTIF|EN\s+EXERCICE|VOTANTS?\s*:|CONVOCATION\b|SEANCE\s+ENREGISTREE|ETAIT\s+EGALEMENT|ETAIENT\s+EGALEMENT|COMMUNES?\s+(?:ABSENTE|EXCUSEE|NON\s+REPRESENTEE)S?\b|N'ONT\s+PAS\s+PARTICIPE|SUPPLEANCES?\s*:|(?:EST|SONT|ETAI(?:EN)?T)\s+ARRIVEE?S?\b)"
)

# Kinds of body, tried in this order; the place name follows.
COUNCIL_KINDS: tuple[tuple[CouncilKind, str], ...] = (
    (CouncilKind.CCAS, r"CENTRE\s+(?:INTER)?COMMUNAL\s+D'ACTION\s+SOCIALE|C\.?C\.?A\.?S\.?"),
    (
        CouncilKind.INTERCOMMUNAL,
        r"COMMUNAUTE\s+(?:DE\s+COMMUNES|D'AGGLOMERATION|URBAINE)|CONSEIL\s+(?:COMMUNAUTAIRE|DE\s+COMMUNAUTE|METROPOLITAIN)|METROPOLE|"
        r"CONSEILLERS\s+COMMUNAUTAIRES|ETABLISSEMENT\s+PUBLIC\s+TERRITORIAL",
    ),
    (
        CouncilKind.DEPARTMENT,
        r"CONSEIL\s+(?:DEPARTEMENTAL|GENERAL)|COLLECTIVITE\s+EUROPEENNE\s+D|DEPARTEMENT\s+D[^\n]{2,40}\n(?:[^\n]*\n){0,2}[^\n]{0,40}COMMISSION\s+PERMANENTE",
    ),
    (
        CouncilKind.REGION,
        r"CONSEIL\s+REGIONAL|(?:ASSEMBLEE|COLLECTIVITE(?:\s+TERRITORIALE)?)\s+DE\s+(?:CORSE|MARTINIQUE|GUYANE)\b",
    ),
    (CouncilKind.SYNDICATE, r"SYNDICAT\s+(?:MIXTE|INTERCOMMUNAL|DEPARTEMENTAL)|COMITE\s+SYNDICAL"),
    (CouncilKind.COMMUNE, r"CONSEIL\s+MUNICIPAL|COMMUNE\s+D|VILLE\s+D|MAIRIE\s+D"),
)
