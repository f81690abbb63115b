"""The French phrases of items, decisions, votes and movements, as data.

Every pattern is for *folded* text (``transforms.text.fold``). The comment beside an entry names the form of print in which it occurs.
"""

from __future__ import annotations

from typing import Final

from transforms.model import Choice, Outcome
from transforms.reading.lexicon import CIVILITY
from transforms.text import NUMBER, NUMBER_WORDS

# --- who decides -------------------------------------------------------------------------------------------------------------------

ADJECTIVE: Final = (
    r"(?:MUNICIPAL|COMMUNAUTAIRE|METROPOLITAIN|DEPARTEMENTAL|REGIONAL|SYNDICAL|GENERAL|D'ADMINISTRATION|DE\s+(?:LA\s+)?COMMUNAUTE)"
)
COUNCIL: Final = (
    rf"(?:LE\s+CONSEIL(?:\s+{ADJECTIVE})?|LE\s+(?:BUREAU|COMITE)(?:\s+(?:COMMUNAUTAIRE|SYNDICAL))?|"
    rf"L'ASSEMBLEE(?:\s+(?:DELIBERANTE|MUNICIPALE|COMMUNALE))?|LES\s+(?:MEMBRES|ELUS|CONSEILLERS)(?:\s+(?:MUNICIPAUX|COMMUNAUTAIRES|"
    rf"PRESENTS))?"
    rf"(?:\s+DU\s+(?:CONSEIL|BUREAU|COMITE)(?:\s+{ADJECTIVE})?)?|"
    rf"L'ENSEMBLE\s+D(?:U\s+(?:CONSEIL|BUREAU|COMITE)(?:\s+{ADJECTIVE})?|ES\s+(?:MEMBRES|ELUS|CONSEILLERS)(?:\s+(?:MUNICIPAUX|PRESENTS))?))"
)
DELIBERATED: Final = (
    r"(?:APRES\s+(?:[A-Z']+,?\s+){0,6}(?:DELIBERE|DELIBERATION|DISCUSSION|ECHANGES?|DEBAT|DEBATTU|EXAMEN)\b|OUI\s+CET\s+EXPOSE|"
    r"(?m:^[ \t]*DELIBERE[ \t]*:?[ \t]*$))"
)

# What a council does, third person: the first of these after the council's name says how the item ended.
VERBS: Final = (
    r"(?:DECID(?:E|ENT|ANT)|APPROUV(?:E|ENT|ANT)|ADOPT(?:E|ENT|ANT)|AUTORIS(?:E|ENT)|ACCEPT(?:E|ENT)|VALID(?:E|ENT)|FIX(?:E|ENT)|"
    r"DONN(?:E|ENT)|"
    r"EMET(?:TENT)?|PREN(?:D|NENT)\s+(?:BONNE\s+)?(?:ACTE|NOTE|CONNAISSANCE)|PREN(?:D|NENT)|ELI(?:T|SENT)|DESIGN(?:E|ENT)|PROCLAM(?:E|"
    r"ENT)|NOMM(?:E|ENT)|"
    r"CHARG(?:E|ENT)|SOLLICIT(?:E|ENT)|VOT(?:E|ENT)|RETIEN(?:T|NENT)|CONFIRM(?:E|ENT)|ENTERIN(?:E|ENT)|RATIFI(?:E|ENT)|"
    r"DECLAR(?:E|ENT)|REFUS(?:E|ENT)|REJET(?:TE|TENT)|DESAPPROUV(?:E|ENT)|SE\s+PRONONC(?:E|ENT)|ARRET(?:E|ENT)|ATTRIBU(?:E|ENT)|"
    r"ACCORD(?:E|ENT)|"
    r"INSTITU(?:E|ENT)|INSTAUR(?:E|ENT)|CREE(?:NT)?|MODIFI(?:E|ENT)|SOUTIEN(?:T|NENT)|S'ENGAG(?:E|ENT)|AFFECT(?:E|ENT)|CONSTAT(?:E|ENT)|"
    r"RECONDUI(?:T|SENT)|RENOUVELL(?:E|ENT)|MANDAT(?:E|ENT)|HABILIT(?:E|ENT)|CONSEN(?:T|TENT)|AGRE(?:E|ENT)|ADHER(?:E|ENT)|ABROG(?:E|ENT)|"
    r"RAPPORT(?:E|ENT)|"
    r"AJOURN(?:E|ENT)|REPORT(?:E|ENT)|SURSOI(?:T|ENT)|OPT(?:E|ENT)(?=\s+POUR)|CHOISI(?:T|SSENT)|S'OPPOS(?:E|ENT)|INSCRI(?:T|VENT)|TRANSFER(?:E|ENT)|DEMAND(?:E|ENT)|PROPOS(?:E|"
    r"ENT)|DI(?:T|SENT)|PRECIS(?:E|ENT))"
)

# --- unanimity and majority --------------------------------------------------------------------------------------------------------

UNANIMITY: Final = (
    r"\b(?:L'|L\s|A\s)?'?UNANIMITE\b|\bUNANIMEMENT\b|\b(?:ACCORD|AVIS\s+FAVORABLE|VOTE|"
    r"CONSEIL(?:\s+MUNICIPAL)?,?)\s+UNANIME\b(?!\s+CONTRAIRE)"
)
# "à l'unanimité moins une voix": the word is printed, and a dissent.
BUT_FOR: Final = rf"[\s,]*MOINS\s+(?:{NUMBER})\s+(?:VOIX|CONTRE|OPPOSITIONS?|VOTES?)\b"
MAJORITY: Final = (
    r"\bA\s+LA\s+(?:GRANDE\s+)?MAJORITE\b(?!\s+(?:ABSOLUE(?!\s*\()|RELATIVE|QUALIFIEE|DES\s+DEUX\s+TIERS|DES\s+2/3|"
    r"SIMPLE\s+DES\s+SUFFRAGES\s+EXPRIMES\s+PARMI))|\bVOTES?\s*:\s*MAJORITE\b(?!\s+(?:ABSOLUE|RELATIVE|QUALIFIEE))"
)
# An unfilled form: "à l'unanimité/majorité".
EITHER: Final = r"(?:\bL')?UNANIMITE\s*(?:/|OU)\s*(?:A\s+LA\s+)?MAJORITE"
# Not the council's own vote on the item: an opinion of a commission, a rule of law, an earlier sitting, a vote on how to vote.
NOT_THE_VOTE_BEFORE: Final = (
    r"(?:COMMISSIONS?|COMITES?\s+(?:TECHNIQUES?|SOCIA\w+|CONSULTATI\w+|DE\s+PILOTAGE)|\bCTP?\b|\bCST\b|\bCHSCT\b|AVIS\s+FAVORABLES?|"
    r"PEUT\s+DECIDER|PEUVENT\s+DECIDER|"
    r"\bC\.?A\.?O\b\.?|\bJURYS?\b|CONSEILS?\s+D'ECOLE|PARENTS\s+D'ELEVES|\bHABITANTS\b|"
    r"(?:PAR|VU\s+LA)\s+DELIBERATION|SYNDICAT\s+\w+\s+A\s+DECIDE|COMMISSAIRE)"
)
BACK_TO_COUNCIL: Final = r"(?:LE\s+CONSEIL|L'ASSEMBLEE|DELIBERE|LE\s+BUREAU|MEMBRES\s+(?:DU\s+CONSEIL|PRESENTS)|VOTES?\s*:)"

# Another body that votes: "la commission s'est prononcée par 5 voix pour", "les parents d'élèves ont voté : 35 pour".
OTHERS_VOTE: Final = (
    r"\b(?:VU|CONSIDERANT)\s+L'AVIS\b[^.;:\n]{0,40}?\b(?:COMMISSIONS?|COMITES?|CST|CTP?|BUREAU)\b[^.;:\n]{0,60}?\bPAR\s|"
    r"(?:COMMISSIONS?|COMITES?\s+(?:TECHNIQUES?|SOCIA\w+|CONSULTATI\w+|DE\s+PILOTAGE)|\bCST\b|\bC\.?A\.?O\b\.?|\bJURYS?\b|"
    r"CONSEILS?\s+D'ECOLE|PARENTS\s+D'ELEVES|\bHABITANTS\b)[^.;:\n]{0,90}?\b(?:A\s+(?:EMIS|DONNE|RENDU|VOTE|RETENU)|ONT\s+(?:EMIS|DONNE|VOTE)|S'EST\s+PRONONCEE?|"
    r"SE\s+SONT\s+PRONONCEE?S|DONNE(?:NT)?\b|EMET(?:TENT)?\b)"
)

# What a council of another kind did, told to a municipal one: "le conseil communautaire a approuvé ce projet le 4 avril".
OTHER_COUNCIL: Final = (
    r"(?:CONSEIL\s+(?:COMMUNAUTAIRE|METROPOLITAIN|DEPARTEMENTAL|REGIONAL|D'AGGLOMERATION|DE\s+(?:LA\s+)?COMMUNAUTE)|"
    r"COMITE\s+(?:SYNDICAL|DU\s+SYNDICAT))\b"
)

# --- counts ------------------------------------------------------------------------------------------------------------------------

NONE_PRINTED: Final = r"(?:NEANT|AUCUNE?|ZERO|/)"  # "Contre : /", "Abstention : néant" are a printed nought
_NOT_VOTING: Final = (
    r"(?:NE\s+(?:PREN(?:D|NENT|ANT)|PRIT)\s+(?:PAS\s+)?PART\s+(?:NI\s+[^.]{0,30}NI\s+)?(?:AU|AUX|A\s+LA|A\s+CE|A\s+L')\s*(?:PRESENTE?\s+)?"
    r"(?:VOTES?|TE\b|DELIBERATION|SCRUTIN|DEBATS?(?:\s+(?:ET|NI)\s+AU\s+VOTE)?)"
    r"|NE\s+(?:PARTICIP(?:E|ENT|ANT)|VOT(?:E|ENT|ANT))\s+PAS(?!\s+(?:AUX?|A\s+LA)\s+(?:DEBATS?|REUNION|DISCUSSION)(?!\s+(?:ET|NI)\s+AU\s+VOTE))"
    r"(?:\s+(?:AU|A\s+CE)\s+VOTE)?"
    r"|(?:NE\s+(?:PARTICIP|PRENN?)(?:E|ENT|ANT|D)|N'(?:A|ONT|AYANT)\s+(?:PARTICIPE|PRIS))\s+(?:PART\s+)?NI\s+[^.]{0,30}?NI\s+AU\s+VOTE"
    r"|N'(?:A|ONT|AYANT|AVAIT|AVAIENT|AYANTS)\s+PAS\s+(?:PRIS\s+PART|PARTICIPE)\s+(?:AU(?:X)?\s+(?:PRESENT\s+)?(?:VOTES?|SCRUTIN|"
    r"DELIBERATION)|A\s+(?:LA\s+(?:PRESENTE\s+)?DELIBERATION|CE\s+(?:VOTE|SCRUTIN)|CELUI-CI|CELLE-CI))"
    r"|N'EST\s+PAS\s+PRISE?\s+EN\s+COMPTE|NPPV|N\.P\.P\.V\.?|NON[\s-]+PARTICIPATIONS?(?:\s+AU\s+VOTE)?|NON[\s-]+VOTANTS?"
    r"|(?:DECLAR|INDIQU|SOUHAIT|PREFER|DECID|ANNONC)E(?:NT)?\s+(?:DE\s+)?NE\s+PAS\s+(?:PRENDRE\s+PART|PARTICIPER)\s+(?:AU|A\s+CE)\s+VOTE"
    r"|ABSENTE?S?\s+(?:LORS|AU\s+MOMENT|PENDANT|DURANT)\s+(?:DU|LE|DE\s+CE)\s+VOTE|ETANT\s+SORTIE?S?\b"
    r"|N'(?:A|ONT|AYANT)\s+PAS\s+VOTE(?=\s*(?:[.,;)\n]|$))"
    r"|NE\s+(?:SOUHAIT|DESIR)E(?:NT)?\s+PAS\s+(?:PRENDRE\s+PART|PARTICIPER)\s+(?:AU|A\s+CE)\s+VOTE"
    r"|REFUS\s+DE\s+VOTE|SE\s+DEPORT(?:E|ENT)\b|DEPORTEE?S?)"
)
_ABSTAIN: Final = (
    r"(?:ABST?ENTIONS?(?:\s?\(S\))?|ABST\.?(?=\s*[:=]|\s*\d)|(?<=\d\s)ABST\b\.?|(?:S'(?:EST|ETANT|ETAIT)|SE\s+SONT|S'ETAIENT)\s+ABSTENU(?:E?S?)|S'ABSTIEN(?:T|NENT)(?!\s+DE\s+(?:TOUTE?|FAIRE|REPONDRE|COMMENTER)\b)|S'ABSTENANT|"
    r"S'ABSTENIR)"
)
_AGAINST: Final = (
    r"(?:(?<!SON )(?<!LEUR )(?:VOIX|VOTES?|SUFFRAGES?)\s+(?:DEFAVORABLES?|CONTRE)|(?:ONT|A|AYANT)\s+VOTE\s+CONTRE|"
    r"(?<!SON )(?<!LEUR )VOT(?:E|ENT|ANT)\s+CONTRE|"
    r"(?:S'(?:EST|ETANT|ETAIENT)|SE\s+SONT)\s+PRONONCEE?S?\s+CONTRE|SE\s+PRONONC(?:E|ENT|ANT)\s+CONTRE|CONTRE(?:\(S\))?|"
    r"(?:S'(?:EST|ETANT)\s+OPPOSEE?|SE\s+SONT\s+OPPOSEE?S|S'OPPOS(?:E|ENT))(?=\s*:)|OPPOSITIONS?|OPPOSANTS?|DEFAVORABLES?(?=\s*:\s*\d)|(?<=\d\s)DEFAVORABLES?\b)"
)
_FOR: Final = r"(?:(?:VOIX|VOTES?|SUFFRAGES?)\s+(?:FAVORABLES?|POUR)|(?:ONT|A|AYANT)\s+VOTE\s+POUR|POUR|FAVORABLES?(?=\s*:\s*\d))"
LABELS: Final = ((Choice.NOT_VOTING, _NOT_VOTING), (Choice.ABSTAIN, _ABSTAIN), (Choice.AGAINST, _AGAINST), (Choice.FOR, _FOR))
# Words that end a list of voters although they begin with a capital.
NOT_VOTERS: Final = frozenset({
    "ADOPTE", "ADOPTEE", "ADOPTES", "APPROUVE", "APPROUVEE", "DECIDE", "AUTORISE", "VOIX", "RESULTAT", "RESULTATS", "ARRIVEE", "DEPART",
    "FAIT", "SUFFRAGES", "NE", "IL", "ELLE", "ILS", "ELLES", "CE", "CETTE", "PAR", "APRES", "DELIBERE", "DIT", "CHARGE", "ACCEPTE",
    "DONNE", "PREND", "SE", "S'ABSTIENT", "NPPV", "ABSTENTION(S)", "REJETE", "AINSI", "LADITE", "RETOUR", "AUX", "SUR", "UN", "UNE",
    "DONT", "SOIT", "NON", "OUI", "DANS", "EN", "ETANT",
})  # fmt: skip
LEAVES_THE_ROOM: Final = (
    r"(?:(?:SORT(?:ENT|ANT)?|(?:EST|SONT)\s+SORTIE?S?)(?:\s+MOMENTANEMENT)?\s+DE\s+(?:LA\s+(?:SALLE|PIECE)|L'ASSEMBLEE)|"
    r"QUITT(?:E|ENT|ANT)(?:\s+MOMENTANEMENT)?\s+(?:LA\s+(?:SALLE|PIECE)|L'ASSEMBLEE)"
    r"(?!(?:\s+(?:DU\s+CONSEIL|DES\s+(?:DELIBERATIONS|SEANCES)))?,?\s+A\s+\d)|"
    r"S(?:E\s+RETIR(?:E|ENT)|E\s+RETIRANT|'(?:EST|ETANT)\s+RETIREE?|E\s+SONT\s+RETIREE?S)\s+"
    r"(?:(?:AU\s+MOMENT|LORS|AVANT|LE\s+TEMPS|DURANT|PENDANT|POUR)\s+(?:DU?\s+|LE\s+|CE\s+)*(?:VOTE|SCRUTIN)))"
)
# … or the sitting, which is for this vote alone where the sentence says why, or where the accounts of the mayor are voted on.
WITHDRAWS: Final = (
    r"\b(?:SE\s+RETIR(?:E|ENT|ANT)|S'(?:EST|ETANT)\s+RETIREE?|SE\s+SONT\s+RETIREE?S|S'ABSENT(?:E|ENT)|SORT(?:ENT)?(?=\s*[.,;]|\s+ET\b)|"
    r"(?:QUITT(?:E|ENT|ANT)|AYANT\s+QUITTE)\s+(?:MOMENTANEMENT\s+)?(?:LA\s+(?:SEANCE|REUNION|SALLE)|L'ASSEMBLEE|LE\s+CONSEIL))\b"
)
FOR_THE_VOTE: Final = (
    r"\b(?:INTERESSEE?S?|CONCERNEE?S?|CONFLITS?\s+D'INTERETS?|2131[\s-]*11|PARTIES?\s+PRENANTES?|LE\s+TEMPS\s+DU\s+(?:VOTE|SCRUTIN)|"
    r"(?:POUR|LORS|PENDANT|DURANT|AVANT|AU\s+MOMENT)\s+(?:LE|DU|CE)\s+(?:VOTE|SCRUTIN)|NE\s+(?:PREN(?:D|NENT)|PARTICIP(?:E|ENT))\s+(?:PAS|NI))\b"
)
ACCOUNTS: Final = r"\bCOMPTES?\s+(?:ADMINISTRATIFS?|FINANCIERS?\s+UNIQUES?)\b|\bCFU\b"
# The same of "le maire", whom no name tells apart: "Madame le Maire quitte la salle", "hors de la présence du Président".
CHAIR_STAYS_OUT: Final = (
    r"\b(?:LE|LA)\s+(?:MAIRE|PRESIDENTE?)\b(?:\s*,[^.;,]{2,60},)?\s+(?:(?:ALORS|DONC|ENSUITE|AYANT|SORT(?:I|IE)?|NE)\s+)?"
    rf"(?:{LEAVES_THE_ROOM}|{WITHDRAWS}|(?:A\s+)?QUITTEE?\s+(?:LA\s+(?:SEANCE|SALLE|REUNION)|L'ASSEMBLEE)|"
    r"(?:PREN(?:D|ANT)\s+PAS\s+PART|PARTICIP(?:E|ANT)\s+PAS|VOT(?:E|ANT)\s+PAS)\b|N'(?:A|AYANT)\s+PAS\s+(?:PRIS\s+PART|PARTICIPE|VOTE)\b)|"
    r"\bHORS\s+(?:DE\s+)?(?:LA\s+)?PRESENCE\s+(?:DU|DE\s+(?:MONSIEUR\s+|MADAME\s+|M\.?\s+|MME\s+)?(?:LE|LA))\s+(?:MAIRE|PRESIDENTE?)\b"
)
STAY_OUT: Final = r"\b(?:NE\s+(?:VOTE(?:NT)?\s+PAS|PREN(?:D|NENT|ANT)\s+PAS\s+PART)|N'(?:A|ONT|AYANT)\s+PAS\s+(?:VOTE|PRIS\s+PART))\b"
BALLOT: Final = rf"\b({NUMBER})(?:\s*\(\s*(?:\d{{1,3}}|{NUMBER_WORDS})\s*\))?\s+(?:VOIX|SUFFRAGES?)\b(?!\s+EXPRIME)"

# --- outcomes ----------------------------------------------------------------------------------------------------------------------

_ITEM: Final = r"(?:POINT|DELIBERATION|SUJET|QUESTION|DOSSIER|VOTE|DECISION|AFFAIRE|RAPPORT|PROJET|ITEM|DEMANDE)"
POSTPONED: Final = (
    rf"\b{_ITEM}\s+(?:[A-Z'°\d]+\s+){{0,4}}?(?:EST|A\s+ETE|SERA|ETANT|AYANT\s+ETE|RESTE)?\s*(?:DONC\s+|AINSI\s+)?(?:AJOURNEE?|RETIREE?|"
    rf"REPORTEE?|DIFFEREE?|SUSPENDUE?|"
    rf"REMISE?(?=\s+(?:A\s+(?:UNE\s+(?:AUTRE|DATE|SEANCE|PROCHAINE|REUNION)|LA\s+(?:PROCHAINE|SEANCE)|PLUS\s+TARD)|AU\s+PROCHAIN|ULTERIEUR)))\b(?!\s+(?:EN\s+(?:COMPTE|ETAT|CAUSE|PLACE)|SUR\s+LE\s+BUDGET))"
    rf"|\b(?:AJOURNEE?S?|REPORTEE?S?|RETIREE?S?|DIFFEREE?S?|RENVOYEE?S?)\s+(?:A\s+(?:UNE|LA|UN)\s+(?:PROCHAINE?|ULTERIEURE?|AUTRE|"
    rf"SEANCE|DATE)|AU\s+PROCHAIN|ULTERIEUREMENT|DE\s+L'ORDRE\s+DU\s+JOUR)"
    rf"|\b(?:DECIDE|SOUHAITE|PREFERE)(?:NT)?[^.;\n]{{0,60}}?(?:D'AJOURNER|(?:DE\s+)?(?:REPORTER|DIFFERER|SURSEOIR|RENVOYER|RETIRER\s+(?:CE|LE|CETTE)\s+{_ITEM}|"
    rf"REMETTRE\s+(?:A|CE)))"
    rf"|\bAVANT\s+DE\s+(?:PRENDRE\s+UNE\s+DECISION|SE\s+PRONONCER|STATUER)|\bSURSIS\s+A\s+STATUER|\bRETRAIT\s+DE\s+L'ORDRE\s+DU\s+JOUR|"
    rf"(?m:^\s*(?:AJOURNEE?S?|REPORTEE?S?|RETIREE?S?)\s*\.?\s*$)|"
    rf"\b(?:AJOURNE|REPORTE|SURSOIT)\s+(?:SA|LE|LA|CE|CETTE)\b|\bSURSOI(?:T|ENT)\s+A\s+(?:STATUER|DELIBERER|LA\s+DECISION)\b|\bSER(?:A|ONT)\s+(?:DONC\s+)?(?:VALIDEE?S?|APPROUVEE?S?|ADOPTEE?S?|SOUMISE?S?|(?:RE)?EXAMINEE?S?|(?:RE)?VUE?S?|ETUDIEE?S?|VOTEE?S?)\s+"
    rf"(?:LORS\s+D(?:E\s+LA|U|'UNE?)|A\s+(?:LA|UNE)|AU)\s+PROCHAINE?\s+(?:SEANCE|REUNION|CONSEIL)|\bRETIRE(?:NT)?\s+(?:CE|CETTE|LE|LA)\s+{_ITEM}\b"
)
REJECTED: Final = (
    rf"\b(?:{_ITEM}|PROPOSITION|MOTION|AMENDEMENT|VOEU)\s+(?:[A-Z']+\s+){{0,3}}?(?:EST|A\s+ETE|SONT)\s+(?:DONC\s+|"
    rf"AINSI\s+)?(?:REJETEE?S?|REPOUSSEE?S?|REFUSEE?S?)"
    rf"|\b(?:{_ITEM}|PROPOSITION|MOTION|AMENDEMENT|VOEU)\b[^.;\n]{{0,50}}?\bN'(?:EST|A)\s+PAS\s+(?:ETE\s+)?(?:ADOPTEE?|APPROUVEE?|"
    rf"ACCEPTEE?|VALIDEE?)\b"
    r"|\b(?:REJETEE?S?|REFUSEE?S?)\s+(?:A\s+L'(?=UNANIM)|A\s+LA\s+(?=MAJ)|PAR\s)|"
    r"\bLE\s+CONSEIL(?:\s+\w+)?,?\s+(?:A\s+L'UNANIMITE,?\s+|A\s+LA\s+MAJORITE,?\s+)?"
    r"(?:N'EST\s+PAS\s+(?:FAVORABLE|D'ACCORD)|NE\s+SOUHAITE\s+PAS\s+(?:DONNER\s+(?:UNE\s+)?SUITE|ACCEPTER|"
    r"ADHERER|ACQUERIR|PARTICIPER))\b|"
    r"^\s*REFUS\s+(?:A\s+L'UNANIMITE|DU\s+CONSEIL)\b|"
    r"^\s*(?:REJETEE?S?|REFUSEE?S?|NON[ -](?:ADOPTEE?S?|APPROUVEE?S?))\s*\.?\s*$"
)
REFUSAL_VERB: Final = (
    r"(?:REFUS(?:E|ENT)\b|REJET(?:TE|TENT)\b|DESAPPROUV(?:E|ENT)\b|S'OPPOS(?:E|ENT)\b|(?:DONN(?:E|ENT)|EMET(?:TENT)?|FORMUL(?:E|"
    r"ENT))\s+(?:[A-Z']+,?\s+){0,5}?AVIS\s+(?:TRES\s+)?DEFAVORABLE|"
    r"SE\s+PRONONC(?:E|ENT)\s+(?:DONC\s+)?(?:CONTRE|DEFAVORABLEMENT|EN\s+DEFAVEUR)|DECID(?:E|ENT)\s+(?:DE\s+REFUSER|DE\s+REJETER|"
    r"DE\s+NE\s+PAS\s+DONNER\s+SUITE))"
)
# … or does not do: "n'accepte pas", "ne donne pas suite à".
NEGATED: Final = (
    r"\bN(?:E\s+|')(?:(?:ACCEPT|APPROUV|VALID|AUTORIS|ADOPT|VOT|SOUTIEN)(?:E|T|ENT|NENT)\s+PAS\b|"
    r"DONNE(?:NT)?\s+PAS\s+(?:SUITE|(?:SON|LEUR)\s+ACCORD))"
)
NOTED: Final = (
    r"\b(?:PREN(?:D|NENT|ANT)\s+(?:BONNE\s+)?(?:ACTE|NOTE|CONNAISSANCE)|(?:CONSEIL(?:\s+MUNICIPAL)?|ASSEMBLEE)\s+A\s+PRIS\s+CONNAISSANCE|DONN(?:E|ENT)\s+ACTE|(?:DONT|IL\s+EST\s+PRIS|(?:CONSEIL(?:\s+MUNICIPAL)?|ASSEMBLEE)\s+(?:EN\s+)?A\s+PRIS)\s+ACTE|"
    r"ACTE\s+EST\s+(?:PRIS|DONNE)|PREND\s+ACT\b)"
    r"|\b(?:NE\s+DONNE\s+(?:PAS\s+)?LIEU\s+A|N'APPELLE\s+PAS\s+DE|NE\s+FAIT\s+PAS\s+L'OBJET\s+D'UNE?)\s+(?:UNE?\s+)?(?:VOTE|DELIBERATION)\b"
    r"|\bCONSEIL(?:\s+MUNICIPAL|\s+COMMUNAUTAIRE)?\s+(?:EST|A\s+ETE)\s+INFORME\s+D(?:E|U|ES)\b"
    r"|(?m:^[ \t(•*-]*(?:PAS\s+DE|(?:INFORMATION\s+)?SANS)\s+VOTE"
    r"(?:\s+(?:POUR|SUR)\s+CE\s+(?:POINT|SUJET)\b[^\n]{0,40}|[ \t]*[.)]?[ \t]*)$)"
)
PROPOSES_TO_NOTE: Final = r"(?:PROPOSE|DEMANDE|INVITE)\w*[^.;:\n]{0,80}?\b(?:DE|A|D')\s*PRENDRE\s+(?:BONNE\s+)?(?:ACTE|NOTE|CONNAISSANCE)"
PROPOSES_TO_POSTPONE: Final = (
    rf"\b(?:PROPOSE|DEMANDE|SUGGERE|SOUHAITE)\w*[^.;:\n]{{0,80}}?\b(?:(?:DE|D')\s*)?(?:REPORTER|AJOURNER|DIFFERER|RETIRER|RENVOYER)\s+"
    rf"(?:L'EXAMEN\s+(?:DE\s+|DU\s+)?)?(?:CE|CETTE|LE|LA|CES?\s+DERNIERE?)\s*(?:{_ITEM})"
)
TOLD: Final = r"\bPORT(?:EE?S?|ER|E|ANT)\s+A\s+(?:LA\s+)?CONNAISSANCE\b"
ELECTION_TITLE: Final = (
    r"\b(?:ELECTIONS?|DESIGNATIONS?|NOMINATIONS?|REPRESENTANTS?|DELEGUEE?S?|REMPLACEMENT|COMPOSITION|COMMISSIONS?|SECRETAIRE)\b"
)
# The title names an office, and the council "décide de désigner" somebody to it.
OFFICE_TITLE: Final = (
    r"\b(?:DELEGUEE?S?\b(?!\s+A\s+LA)|REPRESENTANTE?S?|ADJOINTE?S?\s+(?:AU\s+MAIRE)?|VICE-PRESIDENTE?S?|"
    r"MEMBRES?\s+(?:DE\s+LA|DU|DES|AU)\s+(?:COMMISSION|CONSEIL|COMITE|C\.?C\.?A\.?S))"
)
APPOINTS: Final = rf"\bDECID(?:E|ENT)\s+(?:[A-Z',]+\s+){{0,3}}?(?:DE|D')\s*(?:DESIGNER|NOMMER|ELIRE)\s+(?=(?:{CIVILITY})\b)"
SECRETARY_TITLE: Final = (
    r"\b(?:SECRETARIAT\s+DE\s+(?:LA\s+)?SEANCE|(?:NOMINATION|DESIGNATION|ELECTION|CHOIX)\s+(?:(?:DU|D'UNE?|DE\s+LA|DES?)\s+)?"
    r"(?:(?:OU\s+)?(?:DE\s+LA\s+|D'UNE\s+))?SECRETAIRES?)\b"
)
IS_SECRETARY: Final = r"\b(?:EST|SONT|A\s+ETE|ONT\s+ETE|SERA)\s+(?:DONC\s+|AINSI\s+)?(?:ELU|DESIGNE|NOMME)E?S?\b"
ELECTED: Final = (
    r"\b(?:(?:EST|SONT|A\s+ETE|ONT\s+ETE|AYANT\s+ETE)\s+(?:DONC\s+|AINSI\s+|DECLAREE?S?\s+|PROCLAMEE?S?\s+)?(?:ELUE?S?|PROCLAMEE?S?)\b"
    r"(?!\s*,?\s*(?:(?:EN\s+QUALITE\s+DE\s+)?SECRETAIRE|AU\s|PARMI|A\s+LA\s+(?:MAJORITE(?=\s+(?:ABSOLUE|RELATIVE|SIMPLE|DES))|PROPORTION|REPRES)|SELON|PAR\s+L|LORS|DANS\s+LES|POUR\s+(?:SIX|UNE\s+DUREE|TROIS)|"
    r"SUR\s|DE\s+CHAQUE|EN\s+(?:SON|LEUR)\s+SEIN|SUIVANT))"
    r"|(?:CONSEIL|ASSEMBLEE|COMITE|BUREAU)(?:\s+[A-Z]+)?,?\s+A\s+(?:DONC\s+)?ELU\b"
    r"|(?:A|ONT|AYANT)\s+OBTENU\b(?=[^.]{0,250}?\b(?:VOIX|SUFFRAGES?|MAJORITE)\b)|ELI(?:T|SENT)\b)"
)
# Who chairs while the mayor's accounts are voted on: chosen within the item, and not what it is about.
CHAIR_CHOSEN: Final = (
    r"\b(?:ELU|ELUE|ELIT|DESIGN\w{1,3}|NOMM\w{1,3})\s(?=[^;\n]{0,90}PRESID)(?:[^.;\n]|(?<=\bM)\.){0,60}?\b(?:PRESIDENTE?\s+(?:DE\s+(?:LA\s+)?(?:SEANCE|SESSION)|D'UN\s+JOUR|POUR)|"
    r"POUR\s+PRESIDER\s+(?:LA\s+)?(?:SEANCE|REUNION|CE|LE\s+VOTE))"
)
NOT_ELECTED_BEFORE: Final = r"(?:QUI|LE\s+PLUS\s+AGE|CELUI-CI|S'IL|SI|PLUS\s+AGEE?|ELLES?|IL\s+EST\s+PRECISE\s+QUE)\s*$"
APPOINTED: Final = (
    r"\b(?:EST|SONT|A\s+ETE|ONT\s+ETE)\s+(?:DONC\s+|AINSI\s+)?(?:DESIGNEE?S?|NOMMEE?S?)\b(?!\s*(?:PAR(?!\s+(?:\d|[A-Z]+\s+VOIX))|AU|ASSESSEUR|SCRUTATEUR|"
    r"SECRETAIRE|DANS|EN\s+(?:SON|LEUR)\s+SEIN|PARMI|A\s+LA))"
)
# A decision printed as a single word or phrase ("Adopté.", "Accord du conseil", "Le Conseil adopte.", table cells).
VERDICTS: Final[tuple[tuple[Outcome, str], ...]] = (
    (Outcome.POSTPONED, r"AJOURNEE?S?|REPORTEE?S?|RETIREE?S?|RETRAIT|AJOURNEMENT|REPORT"),
    (Outcome.REJECTED, r"REJETEE?S?|REFUSEE?S?|DEFAVORABLE|REJET|NON\s+ADOPTEE?S?|REFUS"),
    (Outcome.NOTED, (
        r"PREN(?:D|NENT)\s+ACTE|ACTEE?S?|PRISE?\s+D'ACTE|DONNE\s+ACTE|DONT\s+ACTE|PRIS\s+ACTE|INFORMATION|PREND\s+CONNAISSANCE|"
        r"SANS\s+VOTE|PAS\s+DE\s+VOTE"
    )),
    (Outcome.ADOPTED, (
        r"APPROUVEE?S?|ADOPTEE?S?|ACCEPTEE?S?|VALIDEE?S?|VOTEES?|ACCORDEE?S?|AUTORISEE?S?|FAVORABLE|ACCORD|OUI|(?:A\s+L')?UNANIMITE|"
        r"(?:A\s+LA\s+)?MAJORITE|POUR\s*:\s*\d+"
    )),
    (Outcome.ELECTED, r"ELUE?S?|DESIGNEE?S?"),
)  # fmt: skip
SINGLE_WORD: Final = (
    r"(?:^[ \t•*➢►-]*|(?<=[A-Z][.!?]\s))(?:LE\s+CONSEIL(?:\s+\w+)?\s+|(?:DELIBERATION|PROPOSITION|MOTION|DEMANDE|VOEU|"
    r"(?:DECISION|AVIS|REPONSE|POSITION)(?:\s+DU\s+CONSEIL(?:\s+\w+)?|\s+DE\s+L'ASSEMBLEE)?(?=\s*:)|RESULTATS?(?:\s+DU\s+VOTE)?(?=\s*:)|"
    r"AUCUNE?\s+(?:OPPOSITION|OBJECTION|REMARQUE|"
    r"OBSERVATION))[ \t]*[.:,-]?[ \t]*)?"
    r"(?:ADOPTE(?:E|S|ES)?|APPROUVE(?:E|S|ES)?|(?:ACCORD|APPROBATION|AVIS\s+FAVORABLE)(?:\s+(?:DU\s+CONSEIL(?:\s+\w+)?|DE\s+L'ASSEMBLEE))?|"
    r"ACCEPTE(?:E|S|"
    r"ES)?|VOTE(?:E|S|ES)|VALIDE(?:E|S|ES)?)[ \t]*[.!]?[ \t]*$"
    r"|\b(?:DELIBERATION|PROPOSITION|MOTION|PROJET|CONVENTION|DEMANDE|VOEU|POINT|QUESTION|(?:RAPPORT|BUDGET|DOSSIER|REGLEMENT)(?=\s+EST))\s+"
    r"(?:EST|A\s+ETE|SONT)\s+"
    r"(?:DONC\s+|AINSI\s+|MISE?\s+AUX\s+VOIX\s+ET\s+)?(?:ADOPTEE?S?|APPROUVEE?S?|ACCEPTEE?S?|VALIDEE?S?|VOTEE?S?)\b"
    r"(?!\s+(?:PAR\s+(?:LE|LA|LES|UN)\b|LE\s+\d))"
    r"|^[ \t•*➢►-]*IL\s+(?:EST|A\s+ETE)\s+DECIDE\b|"
    r"\b(?:DEVIS|OFFRES?|PROPOSITIONS?)(?<!\bSI LE DEVIS)(?<!\bSI CE DEVIS)(?<!\bQUE LE DEVIS)(?<!\bSI L'OFFRE)(?<!\bQUE L'OFFRE)"
    r"\s+(?:[A-Z'&-]+\s+){0,8}?(?:EST|SONT)\s+(?:DONC\s+)?(?:RETENU|ACCEPTE|VALIDE|APPROUVE)E?S?\b|"
    r"^[ \t•*➢►-]*ACCORD\s+DE\s+(?:TOUS\s+LES|L'ENSEMBLE\s+DES)\s+(?:MEMBRES|CONSEILLERS|ELUS)\b|"
    r"\b(?:LES\s+(?:MEMBRES|CONSEILLERS|ELUS)(?:\s+(?:DU\s+CONSEIL(?:\s+MUNICIPAL)?|MUNICIPAUX|PRESENTS))?|TOUS\s+LES\s+(?:MEMBRES|CONSEILLERS|ELUS))"
    r"\s+SONT\s+(?:TOUS\s+)?(?:D'ACCORD|FAVORABLES)\b|\bLE\s+CONSEIL(?:\s+\w+)?\s+EST\s+(?:TOUT\s+A\s+FAIT\s+)?(?:D'ACCORD|FAVORABLE)\b"
)

SECRET: Final = (
    r"\b(?:NOMBRE\s+(?:D'ENVELOPPES|DE\s+BULLETINS)|BULLETINS?\s+(?:BLANCS?|NULS?|TROUVES|LITIGIEUX)|DANS\s+L'URNE|DEPOUILLEMENT|"
    r"SUFFRAGES\s+(?:DECLARES\s+)?(?:NULS|BLANCS)|(?:VOTE|VOTENT|PROCEDE\w*)[^.\n]{0,60}(?:AU\s+SCRUTIN\s+SECRET|"
    r"A\s+BULLETINS?\s+SECRETS?))"
)
CASTING: Final = r"\bVOIX\s+(?:DU\s+(?:MAIRE|PRESIDENT)\s+(?:ETANT\s+|EST\s+)?)?PREPONDERANTE"
CASTING_RULE: Final = r"EN\s+CAS\s+D|SAUF|SCRUTIN\s+SECRET|L\.?\s?2121-20"
PART_SPEECH: Final = (
    r"\b(?:MONSIEUR|MADAME|M\.|MME|MM\.|MMES|MESSIEURS|MESDAMES)\s?(?:[A-Z'-]+\.?[\s,]+){1,6}?(?:NE\s+|S'|SE\s+|Y\s+|EN\s+|LE\s+|"
    r"LA\s+|LUI\s+|L')?"
    r"(?:DEMANDENT|DEMANDE|INDIQUE|ESTIME|REGRETTE|PRECISE|RAPPELLE|SOULIGNE|REPOND|EXPLIQUE|INTERROGE|INTERROGENT|SOUHAITE|PENSE|"
    r"TROUVE|AJOUTE|CONSTATE|INTERVIENT|DECLARE|ETONNE|FAIT|MENTIONNE|"
    r"SUGGERE|CONSIDERE|REMARQUE|CONFIRME|REMERCIE|SALUE|EVOQUE|EST\s+FAVORABLE|EST\s+CONTRE|EST\s+GENE|PREFERERAIT)\b"
)

# --- movements ---------------------------------------------------------------------------------------------------------------------

_DURING: Final = r"(?:EN\s+(?:COURS\s+DE\s+)?SEANCE\s+)?(?:A\s+\d{1,2}\s?(?:H|HEURES)\s?(?:\d{2})?,?\s+)?"
ARRIVES: Final = rf"(?:ARRIVEES?|ENTREES?|RETOURS?)\s+{_DURING}(?:DE\s+(?:LA\s+)?|D'|DES\s+|:\s*)?"  # "Arrivée de M. ROUX à 19h06"
DEPARTS: Final = rf"(?:DEPARTS?|SORTIES?)\s+{_DURING}(?:DE\s+|D'|DES\s+|:\s*)"
ARRIVAL_VERB: Final = (
    r"(?:(?:ARRIV(?:E|ENT)|(?:EST|SONT)\s+ARRIVEE?S?)\b(?!\s+(?:A\s+(?:ECHEANCE|TERME|EXPIRATION|SON)|AU\s+TERME))|"
    r"(?:(?<=,\s)|(?<=\())ARRIVEES?(?=\s+A\s+\d{1,2}\s?[H:])|"
    r"FAI(?:T|SENT)\s+(?:SON|LEUR)\s+ENTREE\b|(?:EST|SONT)\s+DE\s+RETOUR\b(?!\s+D)|"
    r"PREN(?:D|NENT)\s+PART\s+A\s+LA\s+(?:SEANCE|REUNION)\s+A\s+(?:PARTIR\s+DE\s+|COMPTER\s+DE\s+)?(?=\d)|"
    r"NOUS\s+REJOI(?:NT|GNENT)\b|SE\s+JOI(?:NT|GNENT)\s+(?:AU\s+CONSEIL|A\s+(?:LA\s+SEANCE|L'ASSEMBLEE))|"
    r"PREN(?:D|NENT)\s+PLACE\s+(?:A\s+LA\s+TABLE|EN\s+SEANCE|AU\s+SEIN|(?=A\s+\d{1,2}\s?(?:H|:\d)))|(?:REJOI(?:NT|GNENT)|INTEGR(?:E|ENT)|REINTEGR(?:E|ENT)|REGAGN(?:E|ENT)|REPREN(?:D|NENT)\s+PLACE\s+DANS)\s+(?:[AD]E?\s+NOUVEAU\s+)?(?:LA\s+(?:SEANCE|REUNION|SALLE)|"
    r"L'ASSEMBLEE)|"
    r"ENTR(?:E|ENT)\s+EN\s+(?:SEANCE|COURS)|SIEG(?:E|ENT)\s+A\s+NOUVEAU|REPREN(?:D|NENT)\s+(?:SA|LEUR)\s+PLACE|REGAGN(?:E|ENT)\s+(?:SA\s+PLACE|LEUR\s+PLACE|LA\s+SALLE)|"
    r"REJOI(?:NT|GNENT)\s+LE\s+CONSEIL(?:\s+MUNICIPAL)?(?=\s+A\s+\d|[ \t]*[.;)\n])|REVIEN(?:T|"
    r"NENT)\s+(?:DANS\s+LA\s+SALLE|EN\s+SEANCE|(?=A\s+\d{1,2}\s?(?:H|:\d))))"
)
DEPARTURE_VERB: Final = (
    r"(?:(?:QUITT(?:E|ENT)|(?:A|ONT)\s+QUITTE|DOI(?:T|VENT)\s+QUITTER)\s+(?:DEFINITIVEMENT\s+|ALORS\s+)?(?:LA\s+(?:SEANCE|REUNION)|LE\s+CONSEIL|L'ASSEMBLEE|"
    r"LA\s+SALLE(?:\s+(?:DU\s+CONSEIL|DES\s+(?:DELIBERATIONS|SEANCES)))?(?=,?\s+A\s+\d)|LA\s+SALLE\s+DEFINITIVEMENT|(?<=DEFINITIVEMENT\s)LA\s+SALLE)|"
    r"SE\s+RETIR(?:E|ENT)\b(?!\s+(?:DE\s+LA\s+(?!SALLE|SEANCE|REUNION|TABLE)|DU\s+(?!CONSEIL|DEBAT)|DES\s|DE\s+S|DE\s+CE))(?!\s+(?:AU\s+MOMENT|LORS|AVANT|LE\s+TEMPS|DURANT|PENDANT|POUR)\s+(?:DU?\s+|LE\s+|CE\s+)*(?:VOTE|SCRUTIN))|S'ABSENT(?:E|ENT)\b|"
    r"NOUS\s+QUITT(?:E|ENT)(?=\s+A\s+\d)|S'EN\s+VA\b|(?:PART(?:ENT)?|(?:EST|SONT)\s+PARTIE?S?)\s+(?=A\s+\d))"
)

# --- items -------------------------------------------------------------------------------------------------------------------------

# Letters before an act's number ("D2025-027", "DEL_20220628_1", "CC15_2023"). Not those of articles of law, decisions and decrees.
NOT_ACTS: Final = frozenset({
    "DM", "DEC", "DP", "ARR", "AR", "AP", "AM", "L", "R", "LO", "ART", "RD", "RN", "CD", "PC", "LOI", "A", "E", "M", "H", "NF", "ISO",
    "LOT", "TVA", "BP", "CA", "N", "AU", "EN", "LE", "DU", "ET", "DES", "LA", "UN", "SE", "TF", "TC", "CE",
})  # fmt: skip
ORDINALS: Final = ("PREMI", "DEUXI", "TROISI", "QUATRI", "CINQUI", "SIXI", "SEPTI", "HUITI", "NEUVI", "DIXI", "ONZI", "DOUZI")
OBJECT: Final = r"(?:OBJET|INTITULE|SUJET)(?:\s+DE\s+LA\s+DELIBERATION)?[ \t]*(?::|-(?=\s))"
# A line that begins like this is a body, not a title.
OPENER: Final = (
    r"(?:MONSIEUR\b|MADAME\b|MESSIEURS\b|MESDAMES\b|M\.|MME\b|MM\b|LE\s+MAIRE\b|LA\s+MAIRE\b|LE\s+PRESIDENT\b|LA\s+PRESIDENTE\b|"
    r"L'ADJOINTE?\b|LE\s+RAPPORTEUR\b|RAPPORTEURE?\b|"
    r"VU\b|VISAS?\b|CONSIDERANT|ATTENDU|ENTENDU|OUI\b|LE\s+(?:CONSEIL|BUREAU|COMITE)\b|LES\s+MEMBRES|L'ASSEMBLEE|CONFORMEMENT|"
    r"EN\s+(?:APPLICATION|VERTU|EFFET|CONSEQUENCE|RAISON|CE\s+QUI|\d{4})|"
    r"DE\s+CE\s+FAIT|DANS\s+(?:LE|LA|L'|CE|UN|SA|SON)|SUITE\s+(?:A|AU|AUX)\b|PAR\s+(?:DELIBERATION|COURRIER|ARRETE|LETTRE|DECISION|"
    r"AILLEURS)|AFIN\b|APRES\b|IL\s|ILS\s|ELLE\s|LA\s+(?:PAROLE|LOI|COMMISSION|PRESENTE)\b|"
    r"L'ARTICLE|LES\s+ARTICLES|POUR\b|COMPTE\s+TENU|ETANT\s+DONNE|DEPUIS\b|SUR\s+(?:PROPOSITION|INVITATION|LE\s+RAPPORT|RAPPORT|L'EXPOSE)|"
    r"EXPOSE\b|LORS\b|CE(?:S|T|TTE)?\s|CEL(?:UI|LE)|NOUS\b|ON\s|A\s+(?:LA\s+SUITE|COMPTER|L'UNANIMITE|L'ISSUE|CE\s+JOUR|TITRE|"
    r"L'OCCASION|CE\s+TITRE)|AU\s+(?:VU|TITRE|COURS|REGARD|TERME)|AUX\s+TERMES|CHAQUE\b|SELON\b|AYANT\b|"
    r"RAPPEL\b|RAPPELANT|AUCUNE?\s+(?:REMARQUE|OBSERVATION|QUESTION|OPPOSITION)|EST\b|SONT\b|SOUS\b|N'AYANT|CHERS?\b|JE\s|VOUS\b|TOUTEFOIS|AINSI|DE\s+PLUS|D'UNE\s+PART|LESQUELS|SEANCE\s+DU|"
    r"PRESENTS?\s*:|VOTES?\s*:|DELIBERE|DECIDE|APPROUVE|AUTORISE|ADOPTE|"
    r"(?:[A-Z'-]+\s+){1,6}(?:RAPPORTE|EXPOSE|EXPLIQUE|INFORME|RAPPELLE|INDIQUE|PRESENTE|PROPOSE|DONNE\s+LECTURE|FAIT\s+PART|SOUMET|"
    r"PRECISE)\b)"
)
# Of these, the ones that open nothing but a body.
PLAIN_OPENER: Final = (
    r"(?:(?:MONSIEUR|MADAME|M\.|MME)\s+(?:LE|LA)\s+(?:MAIRE|PRESIDENTE?)|MADAME\s+LA\s+(?:MAIRE|PRESIDENTE)|LE\s+(?:MAIRE|"
    r"PRESIDENT)\s+(?:EXPOSE|INFORME|RAPPELLE|INDIQUE|PROPOSE)|LE\s+CONSEIL\b|"
    r"VU\s+L|CONSIDERANT|APRES\s+(?:EN\s+)?AVOIR)"
)
# A line that begins like this closes the last item.
CLOSING: Final = (
    r"^[ \t•*_-]*(?:(?:LA|CETTE)\s+SEANCE\s+(?:EST|A\s+ETE|S'EST)?\s*(?:LEVEE|CLOSE|TERMINEE|ACHEVEE)|"
    r"L'ORDRE\s+DU\s+JOUR\s+(?:ETANT\s+)?(?:EST\s+)?EPUISE|PLUS\s+(?:RIEN|AUCUNE?)\s|"
    r"(?:\d{1,2}\s*[-.)/]\s*)?(?:QUESTIONS?|INFORMATIONS?|AFFAIRES?|COMMUNICATIONS?|SUJETS?|POINTS?)\s+(?:ET\s+INFORMATIONS?\s+|"
    r"ET\s+QUESTIONS?\s+)?DIVERSE?S?\b[^\n]{0,30}$|(?:QUESTIONS|DIVERS|INFORMATIONS?)[ \t]*:?[ \t]*$|"
    r"(?:LISTE\s+DES\s+|RECAPITULATIF\s+DES\s+)?DELIBERATIONS[ \t]*:?[ \t]*$)"
)
# Titles that are no item where nothing was decided.
NO_ITEM: Final = (
    r"^(?:QUESTIONS?|INFORMATIONS?|AFFAIRES?|COMMUNICATIONS?|SUJETS?|POINTS?)\s+(?:ET\s+\w+\s+)?(?:DIVERSE?S?|ORALES?|DU\s+MAIRE)|"
    r"^(?:DIVERS|INFORMATIONS?|COMMUNICATIONS?|QUESTIONS?)\s*$|"
    r"^(?:COMPTE[\s-]+RENDU|RELEVE|LECTURE|INFORMATIONS?|ETAT|LISTE)?\s*(?:SUR\s+|DES?\s+|DE\s+LA\s+|"
    r"LES\s+)*DECISIONS?\s+(?:DU\s+MAIRE|PRISES?|MUNICIPALES|DE\s+MADAME|DE\s+MONSIEUR)|"
    r"^(?:DEBUT|FIN|REPRISE|SUSPENSION)\s+DE\s+(?:LA\s+)?(?:REUNION|SEANCE)|"
    r"^(?:DISTRIBUTION|REMISE|ENVOI|SIGNATURE)\s+D(?:E\s+LA|E|U|ES)\s+(?:PROCES|COMPTE|REGISTRE|FEUILLE)|^(?:APPEL\s+NOMINAL|APPEL\s+DES|OUVERTURE|QUORUM|ORDRE\s+DU\s+JOUR|TOUR\s+DE\s+TABLE|PROCHAINES?\s)|^(?:ARTICLE|PAGE|ANNEXE)\b"
)
# A title over the list of what the mayor decided by delegation.
MAYORS_DECISIONS: Final = (
    r"\W*(?:(?:COMPTE[\s-]+RENDU|RELEVE|LECTURE|INFORMATIONS?|ETAT|LISTE|COMMUNICATIONS?)\s+(?:SUR\s+|DES?\s+|LES\s+|RELATIVES?\s+AUX\s+)*)?"
    r"DECISIONS?\s+(?:DU\s+(?:MAIRE|PRESIDENT)|PRISES?|MUNICIPALES|DE\s+(?:MADAME|MONSIEUR))\b(?![^\n]*[.;]$)"
)
# Lines that end with a colon and head a part of a body, not an item.
BODY_LABEL: Final = (
    r"(?:DECISIONS?(?!\s+MODIF)|DELIBERATIONS?(?!\s+(?:PORTANT|RELATI|CONCERNANT))|RESULTATS?|VOTES?|EXPOSES?|DISCUSSIONS?|DEBATS?|INTERVENTIONS?|REPONSES?|PROPOSITIONS?|REMARQUES?|"
    r"OBSERVATIONS?|QUESTIONS?|INFORMATIONS?|SYNTHESE|CONTEXTE|RAPPELS?|PLANS?\s+DE|MONTANTS?|AVIS|SECRETAIRES?|DEPENSES|RECETTES|SECTIONS?|"
    r"FONCTIONNEMENT|INVESTISSEMENT|TOTAL|NOTA|ANNEXES?|PIECES?|ORDRE|POINTS?|ETAIENT|POUVOIRS?|PROCURATIONS?|QUORUM|LOTS?\b|SOIT\b|"
    r"DIVERS|COMMUNICATIONS?|COMMENTAIRES?|CONCLUSIONS?|MOTIFS?|OBJECTIFS?|MODALITES|CONDITIONS|CALENDRIER|COMPOSITION|TITULAIRES?|SUPPLEANTS?|"
    r"MEMBRES|DATE|LIEU|HEURE|CONVOCATION|COMMISSIONS?|GROUPES?|ARTICLES?)\b"
)
# Where something is decided: enough to tell an item from an entry of the agenda.
HINT: Final = (
    r"UNANIM|\bA\s+LA\s+MAJORITE\b|\bVOTES?\s*:|\d\s+ABSTENTION|\bABSTENTIONS?\s*:|\bVOIX\s+(?:POUR|CONTRE)|\b(?:POUR|"
    r"CONTRE)\s*:\s*\d|\d\s+POUR\b[^\n]{0,20}\bCONTRE|\bPREN(?:D|NENT)\s+ACTE|"
    r"AVOIR\s+(?:[A-Z']+\s+){0,3}DELIBERE|\bAPRES\s+DELIBERATION\b|\bCONSEIL(?:\s+MUNICIPAL|\s+COMMUNAUTAIRE)?\s*[^A-Z0-9.]{0,8}(?:APPROUVE|ADOPTE|AUTORISE|"
    r"ACCEPTE|VALIDE|DONNE|EMET|FIXE|DESIGNE|ELIT|REFUSE|REJETTE|SOLLICITE|CHARGE|VOTE|RETIENT|CONFIRME|ATTRIBUE|ACCORDE|INSTITUE|INSTAURE|"
    r"CREE|MODIFIE|SOUTIENT|S'ENGAGE|MANDATE|OPTE|CHOISIT|RENOUVELLE|EST\s+(?:D'ACCORD|FAVORABLE))|\bDECIDE(?:NT)?\b|"
    r"^[ \t]*(?:ADOPTE|APPROUVE|ACCORD|ACCEPTE|VOTE|DELIBERE)E?S?\b|(?<=[A-Z][.!?] )(?:ADOPTE|APPROUVE|ACCORD(?!-)|ACCEPTE)E?S?\b|"
    r"^[ \t]*ARTICLE\s+(?:1(?:ER)?|UNIQUE|PREMIER)\s*[:.-]|\b(?:A|"
    r"ONT)\s+(?:ETE\s+(?:ELU|PROCLAME|NOMME|DESIGNE)|OBTENU)|\b(?:SONT|EST)\s+(?:ELU|PROCLAME|(?:DESIGNE|NOMME)(?=E?S?\s+(?:[A-Z]+\s+){0,3}SECRETAIRE)|AJOURNE|REPORTE|RETIRE)E?S?\b|"
    r"\bAVIS\s+(?:DE)?FAVORABLE"
    r"|\bRETIRE(?:NT)?\s+(?:CE|CETTE|LE|LA)\s+(?:POINT|QUESTION|SUJET|DOSSIER|DELIBERATION)\b|\bRETIREE?S?\s+DE\s+L'ORDRE\s+DU\s+JOUR"
    r"|^[ \t]*(?:(?:REJETE|REFUSE|AJOURNE)E?S?[ \t]*\.?|REPORTEE?S?\.)$|\b(?:DONT|A\s+PRIS|DONNE(?:NT)?)\s+ACTE\b"
    r"|\bN'(?:APPROUVE|ADOPTE|ACCEPTE)\s+PAS\b|^[ \t]*(?:PAS\s+DE|(?:INFORMATION\s+)?SANS)\s+VOTE[ \t]*\.?$"
    r"|^[ \t]*(?:POINT|DOSSIER|DELIBERATION|QUESTION)\s+(?:AJOURNE|REPORTE|RETIRE)E?\b"
    r"|\bCONSEIL(?:\s+[A-Z]+)?\s+(?:PREND\s+CONNAISSANCE\b|(?:EST|A\s+ETE)\s+INFORME\s+D)|\bPOUR\s+\(?\d+\)?\s*[,/;-]?\s*CONTRE\s+\(?\d"
    r"|\bPOUR\s*[:=]\s*(?:\d|[A-Z-]+\s+CONTRE\b)|\bPOUR\s+CONTRE\s+ABST|\bCONSEIL(?:\s+[A-Z]+)?\s*,[^.\n]{3,60},\s*(?:APPROUVE|ADOPTE|AUTORISE|ACCEPTE|VALIDE|FIXE)\b"
    r"|\b(?:DELIBERATION|MOTION|PROPOSITION|DEMANDE)\s+"
    r"(?:EST\s+(?:DONC\s+)?(?:ADOPTE|REJETE|REPOUSSE|REFUSE)|N'EST\s+PAS\s+(?:ADOPTE|RETENU))E"
    r"|\bSER(?:A|ONT)\s+(?:VALIDEE?|APPROUVEE?|ADOPTEE?|SOUMISE?|EXAMINEE?|VOTEE?)S?\s+(?:LORS\s+D|A\s+LA\s+PROCHAINE|AU\s+PROCHAIN)"
)
MINUTES: Final = (
    r"\b(?:APPROBATION\s+DU\s+|ADOPTION\s+DU\s+)?(?:PROCES[\s-]+VERBA(?:L|UX)|COMPTES?[\s-]+RENDUS?|P\.?V\.?(?=\s+D))"
    r"(?:\s+(?:DE|DU|DES|LA|LE|D'UNE|REUNIONS?|SEANCES?|CONSEILS?|MUNICIPAL|MUNICIPAUX|COMMUNAUTAIRE|DERNIERE?|PRECEDENTE?|EN|DATE|BUREAU|LUNDI|MARDI|"
    r"MERCREDI|JEUDI|VENDREDI|SAMEDI)\b)*"
    r"(?:\s+\d{1,2}(?:\s?ER)?\s+[A-Z]+\s+\d{4}|\s+\d{1,2}(?:\s?ER)?\s+(?:JANVIER|FEVRIER|MARS|AVRIL|MAI|JUIN|JUILLET|AOUT|SEPTEMBRE|"
    r"OCTOBRE|NOVEMBRE|DECEMBRE)\b|\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})?"
)
MINUTES_VERB: Final = r"\b(?:ADOPT|APPROUV|VALID|ACCEPT)\w*|\bAPPROBATION\s+(?:A\s+L'UNANIM|UNANIM)"
MINUTES_FINITE: Final = r"\b(?:ADOPT(?!ION)|APPROUV|VALID(?!ATION)|ACCEPT(?!ATION))\w*"

# --- receipts ----------------------------------------------------------------------------------------------------------------------

_STATE: Final = (
    r"(?:(?:LA\s+)?(?:SOUS[\s-]+)?PREFECTURE|(?:LE\s+)?REPRESENTANT\s+DE\s+L'ETAT|(?:LE\s+)?CONTROLE\s+DE\s+LEGALITE|"
    r"(?:LA\s+)?(?:PREFETE|PREFET))"
)
RECEIPT_DATES: Final[tuple[tuple[str, str], ...]] = (
    # "Date de télétransmission : …", "Envoyé en préfecture le …", "TRANSMIS EN PREFECTURE LE - 4 JUIL 2024"
    (
        "transmitted_on",
        rf"(?:DATE\s+DE\s+)?TELE[\s-]?TRANSMI(?:SE?|SSION)\b(?:\s+(?:EN|A|AU|PAR)\s+{_STATE})?|(?:DATE\s+D')?ENVO(?:YEE?|I)\s+(?:(?:EN|"
        rf"A)\s+)?{_STATE}|"
        rf"DEPOSEE?\s+(?:EN|A)\s+{_STATE}|TRANSMI(?:SE?|SSION)\s+(?:EN|A|AU|AUX)\s+{_STATE}",
    ),
    # "Date de réception préfecture : …", "Reçu en préfecture le …", "Reçu par le représentant de l'État le …"
    ("received_on", rf"(?:DATE\s+DE\s+)?(?<!ACCUSE\sDE\s)RECEPTION\s+(?:(?:EN|A|PAR)\s+)?{_STATE}|RECUE?\s+(?:(?:EN|A|PAR|AU)\s+){_STATE}"),
    # "Publié le …", "Affichage : …", "PUBLIE PAR VOIE D'AFFICHAGE LE - 4 JUIL 2024"
    ("published_on", (
        r"(?:DATE\s+DE\s+|DATE\s+D')?(?:PUBLICATION|AFFICHAGE|MISE\s+EN\s+LIGNE|PUBLIEE?|AFFICHEE?)(?:\s+(?:PAR\s+VOIE\s+D'AFFICHAGE|"
        r"SUR\s+LE\s+SITE[^\n]{0,40}|EN\s+MAIRIE))?"
    )),
)  # fmt: skip
