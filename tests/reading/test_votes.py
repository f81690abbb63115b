"""How an item ended: outcome, unanimity, counts and named voters, one phrase at a time."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.reading.pages import flow_of
from transforms.model import Choice, Outcome
from transforms.reading.votes import Decision, name_run, read_decision

A, R, N, P, E, U = Outcome.ADOPTED, Outcome.REJECTED, Outcome.NOTED, Outcome.POSTPONED, Outcome.ELECTED, Outcome.UNKNOWN


POWERS = [  # beside a voter's name
    *(" x2", " (2)", " + pouvoir", " et son pouvoir", " avec sa procuration", " et ses deux pouvoirs", ", porteur du pouvoir de M. LEE"),
    *(" représentant M. LEE", " ayant le pouvoir de M. Paul LEE", " représenté par M. LEE", " par procuration à M. LEE"),
]


def decide(text: str, title: str = "") -> Decision:
    flow = flow_of(text)
    return read_decision(flow, 0, len(flow.text), title)


def counts(decision: Decision) -> tuple[int | None, int | None, int | None, int | None]:
    c: Mapping[Choice, int] = decision.counts
    return c.get(Choice.FOR), c.get(Choice.AGAINST), c.get(Choice.ABSTAIN), c.get(Choice.NOT_VOTING)


def named(decision: Decision, choice: Choice) -> list[str]:
    return [name.text for name in decision.named.get(choice, ())]


@pytest.mark.parametrize(
    ("text", "outcome", "unanimous"),
    [
        pytest.param("Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve le devis.", A, True, id="unanimity"),
        pytest.param("Le Conseil, à l’unanimité des suffrages exprimés (3 abstentions), autorise le maire", A, True, id="votes-cast"),
        pytest.param("à l'unanimité moins une abstention, le conseil décide de vendre", A, True, id="but-for-one"),
        pytest.param("Vote : pour à l'unanimité", A, True, id="vote-label"),
        pytest.param("ADOPTÉ À L'UNANIMITÉ", A, True, id="verdict-line"),
        pytest.param("Le conseil décide de garder le tarif. Accord unanime.", A, True, id="accord-unanime"),
        pytest.param("Le conseil vote unanimement le crédit.", A, True, id="unanimement"),
        pytest.param("Adopté à la majorité", A, False, id="majority"),
        pytest.param("Le conseil décide à la majorité absolue (pour 9, contre 3, abstention 2).", A, False, id="majority-with-counts"),
        pytest.param("Le conseil municipal, à la majorité (2 contre), décide d'acheter", A, False, id="majority-with-opponents"),
        pytest.param("POUR : 23 CONTRE : 0 ABSTENTION : 0", A, True, id="two-noughts"),
        pytest.param("Le Conseil adopte.", A, None, id="adopts"),
        pytest.param("Accord du conseil.", A, None, id="accord"),
        pytest.param("Le conseil municipal décide de louer la maison.", A, None, id="decides"),
        pytest.param("Le conseil municipal donne un avis favorable à cette embauche.", A, None, id="favourable"),
        pytest.param(
            "LE CONSEIL,\nVu le code,\nConsidérant le besoin,\nDÉLIBÈRE\nARTICLE 1 : APPROUVE la convention.", A, None, id="articles"
        ),
        pytest.param("Le conseil municipal,\nConsidérant l'odeur,\n- Demande que l'usine ferme.", A, None, id="mild-verb-as-article"),
        pytest.param("Le conseil municipal à l'unanimité/majorité :", A, None, id="form-not-filled-in"),
        pytest.param("Le conseil prend acte du rapport.", N, None, id="noted"),
        pytest.param("Le conseil, après en avoir délibéré, à l'unanimité :\n- PREND ACTE du rapport.", N, True, id="noted-unanimously"),
        pytest.param(
            "Il est proposé au conseil de prendre acte du rapport d'activités.\nVote : pour à l'unanimité", N, True, id="proposal-to-note"
        ),
        pytest.param("- Approuver les travaux,\n- Prendre acte du délai.\nVote : pour à l'unanimité", A, True, id="note-is-only-a-part"),
        pytest.param("Ce point est retiré de l'ordre du jour.", P, None, id="withdrawn"),
        pytest.param("La délibération est reportée à une prochaine séance.", P, None, id="postponed"),
        pytest.param(
            "le conseil, à l'unanimité, décide de demander un devis avant de prendre une décision.", P, True, id="wants-to-know-more"
        ),
        pytest.param("La motion est rejetée.", R, None, id="rejected"),
        pytest.param("Vu le prix, le conseil municipal donne un avis défavorable.", R, None, id="unfavourable"),
        pytest.param("le conseil, à la majorité (26 voix contre, 1 abstention et 3 pour)", R, False, id="more-against"),
        pytest.param("Le résultat n'est pas connu. Monsieur le maire propose un taux.", U, None, id="only-a-proposal"),
        pytest.param("Sont élus :\n- Anne LENOIR\n- Paul PETIT\nLe Conseil adopte.", E, None, id="elected-list"),
        pytest.param("Le conseil, après en avoir délibéré, à l'unanimité : ÉLIT Mme LENOIR.", E, True, id="elects"),
        pytest.param("Ajourné.", P, None, id="postponed-line"),
        pytest.param("Demande refusée à l'unanimité.", R, True, id="refused-unanimously"),
        pytest.param("NON ADOPTÉ", R, None, id="not-adopted-line"),
        pytest.param("Accord de l'assemblée.", A, None, id="accord-of-the-assembly"),
        pytest.param("Le conseil en prend acte à l'unanimité.", N, True, id="notes-it"),
        pytest.param("Le conseil municipal a pris acte du rapport.", N, None, id="has-noted"),
        pytest.param("Madame Zoé LENOIR est élue secrétaire. Le conseil décide d'adhérer.", A, None, id="secretary-of-the-sitting"),
        pytest.param("Le conseil municipal émet un avis favorable à l'unanimité.", A, True, id="its-own-opinion"),
        pytest.param("Le conseil municipal sollicite une subvention et autorise le maire à signer.", A, None, id="requests"),
        pytest.param("Le Maire propose de garder le prix. Accord du conseil.", A, None, id="accord-within-a-line"),
        pytest.param("Le conseil municipal suit l'avis de la commission et vote à l'unanimité le crédit.", A, True, id="and-decides"),
        pytest.param("Après avoir écouté le maire, puis délibéré, les élus adhèrent à ce service.", A, None, id="then-deliberated"),
        pytest.param("M. Luc ROUX a obtenu un rabais du vendeur. Le conseil municipal décide d'acheter.", A, None, id="obtained-no-votes"),
        pytest.param("Au vu du bilan, le conseil municipal ;\n➢ Adopte la grille des tarifs.", A, None, id="bullets-below"),
        pytest.param("Le compte rendu sera approuvé lors de la prochaine réunion.", P, None, id="at-the-next-sitting"),
        pytest.param("Avis favorable du conseil municipal.", A, None, id="opinion-of-the-council"),
        pytest.param("Approbation du conseil municipal.", A, None, id="approval-of-the-council"),
        pytest.param("Aucune opposition. Adopté.", A, None, id="no-objection"),
        pytest.param("Délibération adoptée.", A, None, id="adopted-without-a-verb"),
        pytest.param("Mis aux voix, le rapport est adopté.", A, None, id="report-adopted"),
        pytest.param("Le règlement a été adopté par la commission.", U, None, id="adopted-by-others"),
        pytest.param("Le Conseil municipal est d'accord.", A, None, id="agrees"),
        pytest.param("Le Conseil municipal choisit l'entreprise Bati pour 1 200 €.", A, None, id="chooses"),
        pytest.param("Il est décidé de confier les travaux à l'entreprise.", A, None, id="it-is-decided"),
        pytest.param("Ouï l'exposé du maire,\nAPPROUVE la convention.\nAUTORISE le maire à signer.", A, None, id="articles-alone"),
        pytest.param("Pas de vote.", N, None, id="no-vote"),
        pytest.param("Le conseil municipal a pris connaissance des décisions du maire.", N, None, id="has-learnt"),
        pytest.param("M. le Maire retire ce point de l'ordre du jour.", P, None, id="the-mayor-withdraws"),
        pytest.param("Le conseil n'accepte pas cette offre.", R, None, id="does-not-accept"),
        pytest.param("Le conseil municipal ne donne pas suite à cette demande.", R, None, id="does-not-follow"),
        pytest.param("Le conseil municipal, à l'unanimité, n'est pas favorable à cette vente.", R, True, id="not-in-favour"),
        pytest.param("L'ensemble du conseil approuve le devis.", A, None, id="the-whole-council"),
        pytest.param("Les membres sont d'accord pour lancer l'étude.", A, None, id="the-members-agree"),
        pytest.param("Tous les conseillers sont favorables.", A, None, id="all-are-in-favour"),
        pytest.param("12 Pour 0 Contre 0 Abstention", A, True, id="noughts-behind-their-labels"),
        pytest.param("Le conseil municipal, unanime, approuve le devis.", A, True, id="unanimous-between-commas"),
        pytest.param("Décision : Adopté.", A, None, id="label-and-verdict"),
        pytest.param("Avis du conseil : favorable à l'unanimité.", A, True, id="label-and-opinion"),
        pytest.param("Décision du conseil : accord", A, None, id="label-and-accord"),
        pytest.param("Refus à l'unanimité.", R, True, id="refusal-unanimously"),
        pytest.param("Le conseil ne souhaite pas donner suite.", R, None, id="does-not-wish-to-follow"),
        pytest.param("Ce sujet sera revu lors d'un prochain conseil municipal.", P, None, id="at-some-next-sitting"),
        pytest.param("Le conseil souhaite reporter sa décision à la prochaine réunion.", P, None, id="wishes-to-postpone"),
        pytest.param("Le conseil municipal sursoit à statuer.", P, None, id="stays-its-decision"),
        pytest.param("Le conseil municipal est informé des décisions du maire.", N, None, id="is-informed"),
        pytest.param("Pas de vote pour ce point, simple information.", N, None, id="no-vote-on-this"),
        pytest.param("Le conseil municipal a élu, au scrutin secret, Mme Anne ROUX.", E, None, id="has-elected"),
    ],
)
def test_outcome_and_unanimity(text: str, outcome: Outcome, unanimous: bool | None) -> None:
    decision = decide(text)
    assert (decision.outcome, decision.unanimous) == (outcome, unanimous)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("par 32 voix pour, 9 abstentions", (32, None, 9, None), id="voices"),
        pytest.param(
            "une liste de titres,\npour 38 500 euros.\nVote :\nPour : 26\nContre : 0", (26, 0, None, None), id="a-sum-at-a-lines-head"
        ),
        pytest.param("Agence 61 pour la mise aux normes\nAdopté à l'unanimité", (None, None, None, None), id="a-number-in-the-title"),
        pytest.param("POUR : 24 CONTRE : 3 ABSTENTIONS : 2", (24, 3, 2, None), id="labels-first"),
        pytest.param("POUR 23 CONTRE 0 ABSTENTION 4", (23, 0, 4, None), id="labels-without-colons"),
        pytest.param("le conseil décide par 14 pour 2 abstentions", (14, None, 2, None), id="numbers-first"),
        pytest.param("à une voix contre et quatorze voix pour, le conseil décide", (14, 1, None, None), id="in-words"),
        pytest.param("Vote :\n- Abstentions : 2 (M. PETIT et Mme LENOIR)\n- Pour : 16", (16, None, 2, None), id="list"),
        pytest.param("(vote pour : 28 - Contre : 0 - Abstention : 0 - Ne prend pas part au vote : 1)", (28, 0, 0, 1), id="with-not-voting"),
        pytest.param("ONT VOTÉ POUR : 14 ONT VOTÉ CONTRE : / SE SONT ABSTENUS : néant", (14, 0, 0, None), id="printed-noughts"),
        pytest.param("Votes pour : Votes contre : Abstentions : 41 0 2 NPPV 1", (41, 0, 2, 1), id="heads-then-numbers"),
        pytest.param("A l'unanimité des votants (31 voix), 8 abstentions", (31, None, 8, None), id="voters-of-unanimity"),
        pytest.param("Adoptée par 24 voix contre 3", (24, 3, None, None), id="voices-against-voices"),
        pytest.param("La proposition est rejetée par 12 voix contre 8", (8, 12, None, None), id="lost-by-voices"),
        pytest.param("Présents Votants Pour Contre Abstentions\n14 17 15 2 0", (15, 2, 0, None), id="more-heads-then-numbers"),
        pytest.param("VOTES : Pour 15 Contre 2 Abstentions 0", (15, 2, 0, None), id="labels-behind-a-label"),
        pytest.param("Adopté par quinze (15) voix pour et deux (2) voix contre", (15, 2, None, None), id="words-and-figures"),
        pytest.param("15 voix « pour » et 3 voix « contre »", (15, 3, None, None), id="quoted-labels"),
        pytest.param("Pour (15) : MM. ROUX, PETIT\nContre (2) : M. LENOIR", (15, 2, None, None), id="bracketed-figures"),
        pytest.param("Abst. : 2\nPour : 12\nContre : 0", (12, 0, 2, None), id="abbreviated"),
        pytest.param("Ne prennent pas part au vote : 2 (M. ROUX, M. LEE)\nPour : 13\nContre : 0", (13, 0, None, 2), id="not-voting-first"),
        pytest.param("A obtenu : Mme Anne ROUX : quatorze (14) voix, est élue.", (14, None, None, None), id="ballot-in-words-and-figures"),
        pytest.param("Le conseil, par 11 voix et 2 abstentions, décide", (11, None, 2, None), id="voices-without-a-side"),
        pytest.param("Nombre de présents n'ayant pas pris part au vote ……… 0", (None, None, None, 0), id="dots"),
        pytest.param("Voté à main levée : P 12 C 1 A 2", (12, 1, 2, None), id="letters"),
        pytest.param("Oui : 12 - Non : 2 - Abstention : 1", (12, 2, 1, None), id="yes-and-no"),
        pytest.param("Pour 25 - Contre 0 - Abst. 0", (25, 0, 0, None), id="abbreviated-without-a-colon"),
        pytest.param("Pour : 8 – Contre : 8. La voix du maire est prépondérante.", (8, 8, None, None), id="a-sentence-follows"),
        pytest.param("à la majorité de 9 voix contre 4, approuve", (9, 4, None, None), id="majority-of-voices-against"),
        pytest.param("Adopté à la majorité par 12 voix, M. ROUX ayant voté contre.", (12, None, None, None), id="majority-by-voices"),
        pytest.param("Adopté à l'unanimité : 12 voix", (12, None, None, None), id="unanimity-and-voices"),
        pytest.param("Pour = 13 ; Contre = 2 ; Abst = 1", (13, 2, 1, None), id="equals-signs"),
        pytest.param("après vote (10 oui, 3 non, 1 blanc), le conseil approuve", (10, 3, None, None), id="yes-and-no-behind"),
        pytest.param("10 conseillers votent pour, 3 votent contre et 1 s'abstient.", (10, 3, 1, None), id="councillors-vote"),
        pytest.param("10 POUR 0 CONTRE 1 ABSTENTION", (10, 0, 1, None), id="numbers-first-without-delimiters"),
        pytest.param(
            "A obtenu : M. Luc ROUX : 14 voix\nM. Luc ROUX, ayant obtenu la majorité, a été proclamé maire.",
            (14, None, None, None),
            id="the-winner-behind-a-label",
        ),
        pytest.param(
            "Résultats : Zoé LENOIR : 12 voix ; blancs : 3.\nMme Zoé LENOIR est élue deuxième adjointe.",
            (12, None, None, None),
            id="the-winner-behind-results",
        ),
        pytest.param("2 POUR 3 Abstentions 6 CONTRE\n\nUn sondage suivra.", (2, 6, 3, None), id="numbers-first-in-another-order"),
        pytest.param("[12 pour / 1 contre / 0 abst.]", (12, 1, 0, None), id="number-before-the-abbreviation"),
        pytest.param("Favorable : 12 Défavorable : 1 Abstention : 2", (12, 1, 2, None), id="favourable"),
        pytest.param("12 voix favorables, 1 défavorable et 2 abstentions", (12, 1, 2, None), id="favourable-behind"),
        pytest.param("12 P 1 C 2 A", (None, None, None, None), id="letters-behind-their-numbers"),
        pytest.param("Pour : 12+2 pouvoirs Contre : 0 Abstention : 0", (None, 0, 0, None), id="a-sum-is-no-count"),
        pytest.param("14 bulletins pour M. Luc ROUX, 1 bulletin blanc. M. Luc ROUX est élu.", (14, None, None, None), id="ballots-for"),
        pytest.param("Pour : 8\nContre :\n2. Vente d'un terrain", (8, None, None, None), id="the-next-item-follows"),
        pytest.param("Par 8 voix contre 7, la proposition est rejetée.", (7, 8, None, None), id="lost-in-the-end"),
        pytest.param("M. Luc ROUX, ayant obtenu 12 voix, est élu adjoint.", (12, None, None, None), id="having-obtained"),
        pytest.param("A obtenu : M. Luc ROUX, 14 (quatorze) voix. Il est élu.", (14, None, None, None), id="ballot-in-figures-and-words"),
        pytest.param("Le prix passe à 12 € contre 7 € en 2022. Adopté à l'unanimité.", (None, None, None, None), id="contre-of-prices"),
        pytest.param("Il faut 3 agents pour 2 écoles. Adopté à l'unanimité.", (None, None, None, None), id="pour-of-purpose"),
        pytest.param("- taxe foncière : 40,92 % pour 2025. Adopté à l'unanimité.", (None, None, None, None), id="pour-of-years"),
        pytest.param("POUR (12) - CONTRE (2) - ABSTENTION (1)", (12, 2, 1, None), id="brackets-without-a-colon"),
        pytest.param("Refus de vote : 2 (M. ROUX, Mme PIC) - Pour : 13", (13, None, None, 2), id="refusal-to-vote"),
        pytest.param("Ne participe pas au vote : 1\nPour : 13 Contre : 0", (13, 0, None, 1), id="takes-no-part"),
        pytest.param("Le conseil choisit à la majorité (9 voix contre 6) le devis.", (9, 6, None, None), id="bracketed-pair"),
        pytest.param("Vote : 2 voix contre\n3. Tarifs", (None, 2, None, None), id="no-pair-over-a-line"),
        pytest.param("Pour 10+3 Contre 2 Abstention 0", (None, 2, 0, None), id="a-sum-and-its-neighbours"),
        pytest.param("Adopté : pour 13 - abst 2", (13, None, 2, None), id="abst-behind-pour"),
        pytest.param("Votants Pour Contre Abstentions\n15 12", (None, None, None, None), id="fewer-numbers-than-columns"),
        pytest.param(
            "Vu l'avis favorable du comité social territorial par 4 voix pour et 2 abstentions,\nLe conseil décide à l'unanimité.",
            (None, None, None, None),
            id="opinion-of-a-committee",
        ),
    ],
)
def test_printed_counts(text: str, expected: tuple[int | None, ...]) -> None:
    assert counts(decide(text)) == expected


@pytest.mark.parametrize(
    ("text", "choice", "expected"),
    [
        pytest.param("Abstentions : 2 (M. PETIT et Mme LENOIR)", Choice.ABSTAIN, ["PETIT", "LENOIR"], id="brackets"),
        pytest.param("par vingt voix pour et deux abstentions, ACCORDE la garantie", Choice.ABSTAIN, [], id="a-verb-in-capitals"),
        pytest.param("Contre : 1, Monsieur GARNIER car il ne voit pas l'intérêt", Choice.AGAINST, ["GARNIER"], id="then-prose"),
        pytest.param("Contre : 1 (M. GARNIER). M. PETIT précise qu'il", Choice.AGAINST, ["GARNIER"], id="prose-after-brackets"),
        pytest.param("Abstention : M. Garnier\nMonsieur Garnier explique qu'il", Choice.ABSTAIN, ["Garnier"], id="prose-on-the-next-line"),
        pytest.param("3 abstentions : Mme Lenoir, M. Petit,\nM. Garnier", Choice.ABSTAIN, ["Lenoir", "Petit", "Garnier"], id="broken-line"),
        pytest.param(
            "3 contre (M. I. ROUX) et 2 abstentions (M. V.\nROUX, Mme LENOIR)", Choice.ABSTAIN, ["V. ROUX", "LENOIR"], id="broken-initial"
        ),
        pytest.param("Abstention : 1 (Mme Zoé\nLENOIR)", Choice.ABSTAIN, ["Zoé LENOIR"], id="broken-name"),
        pytest.param("2 abstentions (groupe de l'union et Mme LENOIR)", Choice.ABSTAIN, ["LENOIR"], id="group-and-person"),
        pytest.param(
            "Pour : Messieurs Luc Garnier, Paul\nPetit, Madame Zoé Lenoir Contre : /",
            Choice.FOR,
            ["Luc Garnier", "Paul Petit", "Zoé Lenoir"],
            id="all",
        ),
        pytest.param(
            "MM. GARNIER et Paul PETIT s'abstiennent. Adopté à la majorité.", Choice.ABSTAIN, ["GARNIER", "Paul PETIT"], id="verb"
        ),
        pytest.param(
            "Ont voté contre : M. PETIT - Mme Anne ROUX\nS'est abstenu : M. GARNIER", Choice.ABSTAIN, ["GARNIER"], id="after-the-colon"
        ),
        pytest.param(
            "Ont voté contre : M. PETIT - Mme ROUX\nS'est abstenu : M. GARNIER", Choice.AGAINST, ["PETIT", "ROUX"], id="label-below"
        ),
        pytest.param("12 voix pour, M. ROUX et M. PETIT s'étant prononcés contre.", Choice.AGAINST, ["ROUX", "PETIT"], id="another-choice"),
        pytest.param("12 voix pour, M. ROUX s'étant prononcé contre.", Choice.FOR, [], id="not-theirs"),
        pytest.param(
            "12 pour, 1 abstention (Mme LENOIR), 1 ne prenant pas part au vote (M. PETIT)", Choice.NOT_VOTING, ["PETIT"], id="counted-verb"
        ),
        pytest.param("Abstentions : 3 (M. ROUX (2 voix), M. PETIT)", Choice.ABSTAIN, ["ROUX", "PETIT"], id="brackets-in-brackets"),
        pytest.param("Abstentions : M. ROUX (pouvoir de M. LEE), M. PETIT", Choice.ABSTAIN, ["ROUX", "PETIT"], id="a-power-held"),
        pytest.param("Abstentions (2) : Anne ROUX, Luc PETIT", Choice.ABSTAIN, ["Anne ROUX", "Luc PETIT"], id="bracketed-count"),
        pytest.param("Pour : 9\nContre : 2\nMme Anne ROUX\nM. Luc PETIT", Choice.AGAINST, ["Anne ROUX", "Luc PETIT"], id="a-line-each"),
        pytest.param("Pour : 9\nContre : 3\nMme Anne ROUX\nM. Luc PETIT", Choice.AGAINST, [], id="fewer-lines-than-counted"),
        pytest.param("Le groupe Agir (M. ROUX, Mme LENOIR) vote contre.", Choice.AGAINST, ["ROUX", "LENOIR"], id="group"),
        pytest.param("M. ROUX (pouvoir de Mme LENOIR) vote contre.", Choice.AGAINST, ["ROUX"], id="with-a-power"),
        pytest.param(
            "Mme PIC et M. ROUX (avec la procuration de Mme LENOIR) votent contre.", Choice.AGAINST, ["PIC", "ROUX"], id="two-and-a-power"
        ),
        pytest.param("2 abstentions → L. ROUX, A. LENOIR", Choice.ABSTAIN, ["L. ROUX", "A. LENOIR"], id="arrow"),
        pytest.param(
            "Hors de la présence de M. ROUX, maire, le conseil approuve à l'unanimité.", Choice.NOT_VOTING, ["ROUX"], id="without"
        ),
        pytest.param("A voté contre : M. GARNIER. S'est abstenue : Mme LENOIR.", Choice.ABSTAIN, ["LENOIR"], id="verb-then-name"),
        pytest.param(
            "M. Jean ROUX, Administrateur de la Caisse, ne prend pas part au vote. Adopté à l'unanimité.",
            Choice.NOT_VOTING,
            ["Jean ROUX"],
            id="office",
        ),
        pytest.param(
            "Vote : pour à l'unanimité. Le vote de M. ROUX n'est pas pris en compte.", Choice.NOT_VOTING, ["ROUX"], id="not-counted"
        ),
        pytest.param(
            "M. Luc ROUX, maire, sort de la salle. Le conseil, à l'unanimité, approuve le compte.",
            Choice.NOT_VOTING,
            ["Luc ROUX"],
            id="leaves-the-room",
        ),
        pytest.param(
            "Contre : 3 (Anne ROUX, Luc PETIT par pouvoir, Zoé\nLENOIR)",
            Choice.AGAINST,
            ["Anne ROUX", "Luc PETIT", "Zoé LENOIR"],
            id="by-proxy",
        ),
        pytest.param(
            "M. Luc ROUX s'est retiré au moment du vote et n'a pas pris part à celui-ci. Le conseil, à l'unanimité, approuve.",
            Choice.NOT_VOTING,
            ["Luc ROUX"],
            id="withdraws-for-the-vote",
        ),
        pytest.param(
            "Exposé du maire.\nROUX Anne et PETIT Luc, membres du bureau, ne prennent pas part au vote. Adopté à l'unanimité.",
            Choice.NOT_VOTING,
            ["ROUX Anne", "PETIT Luc"],
            id="without-civility",
        ),
        pytest.param(
            "ROUX Luc, intéressé à l'affaire, n'a pris part ni aux débats ni au vote.\nLe conseil approuve à l'unanimité.",
            Choice.NOT_VOTING,
            ["ROUX Luc"],
            id="neither-nor",
        ),
        pytest.param(
            "Le Président demande à M. Luc ROUX de présider le vote et quitte la salle. Adopté à l'unanimité.",
            Choice.NOT_VOTING,
            [],
            id="the-chair-leaves",
        ),
        pytest.param("M. ROUX demande si la commission a voté contre. Adopté à l'unanimité.", Choice.AGAINST, [], id="who-asks"),
        pytest.param("Contre : 1. M. ROUX précise qu'il voulait un débat.", Choice.AGAINST, [], id="who-speaks-after-the-count"),
        pytest.param("Contre : 1. M. ROUX.\nAdopté à la majorité.", Choice.AGAINST, ["ROUX"], id="after-a-full-stop"),
        pytest.param("Madame le maire ne prend pas part au vote. Adopté à l'unanimité.", Choice.NOT_VOTING, [], id="no-name"),
        pytest.param('13 voix "pour", 2 voix "contre" (Mme ROUX et M. PETIT)', Choice.AGAINST, ["ROUX", "PETIT"], id="quoted-label"),
        pytest.param(
            "Abstentions : groupe Agir (Mme ROUX, M. PETIT)\nAdopté à la majorité", Choice.ABSTAIN, ["ROUX", "PETIT"], id="named-group"
        ),
        pytest.param("Pour : 9\nContre : 1 Jean LEE\nAbstention : 0", Choice.AGAINST, ["Jean LEE"], id="beside-the-count"),
        pytest.param("Pour : 9\nContre : 2 Jean LEE\nAbstention : 0", Choice.AGAINST, [], id="fewer-than-counted"),
        pytest.param("Pour : Luc ROUX, Anne PETIT\nContre : Jean LEE", Choice.FOR, ["Luc ROUX", "Anne PETIT"], id="all-without-civility"),
        pytest.param("14 voix pour M. Luc ROUX, 1 bulletin blanc. M. Luc ROUX est élu.", Choice.FOR, [], id="the-one-voted-for"),
        pytest.param("M. ROUX quitte la salle à 21h10. Le conseil, à l'unanimité, approuve.", Choice.NOT_VOTING, [], id="leaves-at-a-time"),
        pytest.param("M. ROUX annonce sa démission et quitte la salle. Le conseil en prend acte.", Choice.NOT_VOTING, [], id="resigns"),
        pytest.param("M. ROUX se retire.\nLe conseil approuve à l'unanimité.", Choice.NOT_VOTING, ["ROUX"], id="nothing-else-said"),
        pytest.param(
            "M. ROUX, conseiller intéressé, se retire.\nLe conseil approuve à l'unanimité.", Choice.NOT_VOTING, ["ROUX"], id="interested"
        ),
        pytest.param("Mme PIC s'absente le temps du vote. Adopté.", Choice.NOT_VOTING, ["PIC"], id="away-for-the-vote"),
        pytest.param(
            "Compte administratif\nM. Luc ROUX, maire, s'étant retiré, le conseil approuve.",
            Choice.NOT_VOTING,
            ["Luc ROUX"],
            id="accounts",
        ),
        pytest.param(
            "Compte administratif\nMme PIC quitte la séance à 21h10. Le conseil approuve.",
            Choice.NOT_VOTING,
            [],
            id="leaves-at-the-accounts",
        ),
        pytest.param(
            "Mme PIC (présidente du club) et M. ROUX (trésorier) ne prennent pas part au vote. Adopté.",
            Choice.NOT_VOTING,
            ["PIC", "ROUX"],
            id="what-they-are",
        ),
        pytest.param("Abstentions : M. ROUX (maire délégué), Mme PIC (adjointe)", Choice.ABSTAIN, ["ROUX", "PIC"], id="offices"),
        pytest.param("M. ROUX déclare ne pas prendre part au vote. Adopté.", Choice.NOT_VOTING, ["ROUX"], id="declares"),
        pytest.param("M. ROUX se déporte. Adopté à l'unanimité.", Choice.NOT_VOTING, ["ROUX"], id="recuses-himself"),
        *(
            pytest.param(f"Abstentions : 3 (M. ROUX{held}, Mme PIC)", Choice.ABSTAIN, ["ROUX", "PIC"], id=f"power-{number}")
            for number, held in enumerate(POWERS)
        ),
        pytest.param("2 abstentions (Mme PIC et son mandant M. ROUX)", Choice.ABSTAIN, ["PIC", "ROUX"], id="mandant"),
        pytest.param("S'est abstenue : Mme PIC\nS'est opposé : M. ROUX\nAdopté à la majorité", Choice.AGAINST, ["ROUX"], id="opposed"),
        pytest.param("M. ROUX s'est opposé au projet l'an dernier. Adopté à l'unanimité.", Choice.AGAINST, [], id="opposed-once"),
        pytest.param("Adopté à l'unanimité (M. ROUX absent lors du vote).", Choice.NOT_VOTING, ["ROUX"], id="away-when-voted"),
        pytest.param("Adopté à l'unanimité, M. ROUX étant sorti.", Choice.NOT_VOTING, ["ROUX"], id="gone-out"),
        pytest.param("Adopté à l'unanimité - M. ROUX n'a pas voté.", Choice.NOT_VOTING, ["ROUX"], id="has-not-voted"),
        pytest.param("12 pour, deux abstentions, celles de Mme PIC et de M. ROUX.", Choice.ABSTAIN, ["PIC", "ROUX"], id="celles-de"),
        pytest.param("Mme PIC ne souhaite pas prendre part au vote. Adopté.", Choice.NOT_VOTING, ["PIC"], id="does-not-wish-to"),
        pytest.param(
            "Les élus membres du club (M. ROUX, Mme PIC) ne prennent part ni au débat ni au vote. Adopté.",
            Choice.NOT_VOTING,
            ["ROUX", "PIC"],
            id="the-members-in-brackets",
        ),
        pytest.param("Mme PIC demande pourquoi M. ROUX s'était abstenu. Adopté à l'unanimité.", Choice.ABSTAIN, [], id="asked-why"),
        pytest.param("Abstention : 1\nMme PIC présente ensuite le plan.", Choice.ABSTAIN, [], id="who-goes-on-below"),
        pytest.param("Abstention : 0 M. Luc ROUX est chargé du dossier.", Choice.ABSTAIN, [], id="nought-has-nobody"),
        pytest.param(
            "Le conseil désigne, par 12 voix pour et 3 abstentions, M. ROUX délégué de la commune.", Choice.ABSTAIN, [], id="appointed"
        ),
        pytest.param("Sont désignés par 12 voix pour, 2 abstentions : M. ROUX, Mme LENOIR.", Choice.ABSTAIN, [], id="those-appointed"),
        pytest.param("Le conseil élit par 9 voix pour et 2 contre : M. ROUX, Mme LENOIR.", Choice.AGAINST, [], id="those-elected"),
        pytest.param("Par 12 voix pour et 1 contre, Mme LENOIR, adjointe, est autorisée à signer.", Choice.AGAINST, [], id="a-subject"),
        pytest.param("Par 12 voix pour et 1 abstention, M. ROUX étant rapporteur, le conseil adopte.", Choice.ABSTAIN, [], id="rapporteur"),
        pytest.param("12 voix pour, 2 abstentions. Mme LENOIR est chargée du dossier.", Choice.ABSTAIN, [], id="the-next-sentence"),
        pytest.param("Par 12 voix pour et 1 contre, M. ROUX à signer l'acte.", Choice.AGAINST, [], id="small-letters-follow"),
        pytest.param("Contre : 1, M. ROUX en raison du prix.", Choice.AGAINST, ["ROUX"], id="with-a-reason"),
        pytest.param("12 voix pour, 3 contre, M. ROUX et ses deux pouvoirs.", Choice.AGAINST, ["ROUX"], id="with-powers"),
        pytest.param(
            "Abstentions : 3 (M. VU et Mme Page, M. Luc MARS). Adopté.", Choice.ABSTAIN, ["VU", "Page", "Luc MARS"], id="words-as-surnames"
        ),
        pytest.param("Contre : M. Salle qui trouve le prix élevé. Adopté.", Choice.AGAINST, ["Salle"], id="a-word-as-surname"),
        pytest.param("Contre : M. PIC\nVu la loi, le conseil adopte.", Choice.AGAINST, ["PIC"], id="no-surname"),
        pytest.param("M. ROUX est élu par 12 voix pour, 2 abstentions : Mme PIC, M. LEE.", Choice.ABSTAIN, ["PIC", "LEE"], id="elected-by"),
    ],
)
def test_named_voters(text: str, choice: Choice, expected: list[str]) -> None:
    assert named(decide(text), choice) == expected


def test_the_vote_on_the_secretary_of_a_bureau_is_the_items() -> None:
    decision = decide("Mme PIC est élue secrétaire par 12 voix pour et 1 contre.", "Élection des membres du bureau")
    assert counts(decision)[:2] == (12, 1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Vu l'avis favorable de la commission à l'unanimité, le conseil décide de voter le crédit.", id="commission"),
        pytest.param("Les avis favorables, à l'unanimité, rendus par les commissions. Le conseil approuve.", id="opinions"),
        pytest.param(
            "Le conseil peut décider, à l'unanimité, de ne pas procéder au scrutin secret. Le conseil désigne Mme LENOIR.", id="rule"
        ),
        pytest.param("D'accord pour voter à main levée ?\nVote : pour à l'unanimité\nLe conseil désigne Mme LENOIR.", id="how-to-vote"),
    ],
)
def test_unanimity_that_is_not_the_councils_vote(text: str) -> None:
    assert decide(text).unanimous is None


def test_an_unfavourable_opinion_is_doubtful_wherever_unanimity_stands() -> None:
    assert decide("Le conseil municipal émet à l'unanimité un avis défavorable au projet.").doubt is not None


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("La commission a émis un avis favorable (5 pour, 2 contre).", id="commission"),
        pytest.param("La commission des finances s'est prononcée favorablement par 5 voix pour et 2 abstentions.", id="finances"),
        pytest.param("Les parents d'élèves ont voté : 35 pour, 12 contre.", id="parents"),
        pytest.param("Le conseil d'école a donné un avis défavorable à la majorité (9 contre, 3 pour).", id="school"),
        pytest.param("M. ROUX s'abstient de tout commentaire.", id="no-comment"),
        pytest.param("M. ROUX ne participe pas au débat mais vote.", id="votes-without-a-debate"),
        pytest.param("M. ROUX explique les raisons de son vote contre l'an passé.", id="another-year"),
        pytest.param("M. ROUX se dit contre. Mme PETIT est pour.", id="opinions"),
    ],
)
def test_what_others_voted_or_somebody_said_is_no_vote_on_the_item(told: str) -> None:
    decision = decide(f"{told}\nLe conseil municipal, à l'unanimité, approuve.")
    assert (decision.outcome, decision.unanimous, counts(decision), dict(decision.named)) == (A, True, (None,) * 4, {})


def test_the_unanimity_of_another_body_is_not_the_councils() -> None:
    told = "Le comité technique a émis un avis favorable à l'unanimité."
    decision = decide(f"{told}\nLe conseil municipal, par 10 voix pour et 2 contre, approuve.")
    assert (decision.unanimous, counts(decision)) == (False, (10, 2, None, None))
    assert decide("La CAO s'est réunie et a retenu l'offre à l'unanimité.\nLe conseil municipal approuve.").unanimous is None


def test_the_council_that_decides_on_the_advice_of_others_votes_itself() -> None:
    told = "Sur l'avis de la commission, qui s'est prononcée en mai, le conseil, par 10 voix pour et 2 contre, approuve."
    assert counts(decide(told)) == (10, 2, None, None)
    assert counts(decide("La commission a émis un avis favorable\nVote : 10 pour, 2 contre")) == (10, 2, None, None)


def test_unanimity_but_for_a_voice_is_none_and_doubtful() -> None:
    decision = decide("Adopté à l'unanimité moins une voix.")
    assert (decision.outcome, decision.unanimous) == (A, False)
    assert decision.doubt is not None


def test_counts_under_the_articles_belong_to_the_vote() -> None:
    decision = decide(
        "Le Conseil, après en avoir délibéré, à la majorité :\n- DÉCIDE d'adhérer\n- CHARGE le maire\n2 contre : M. PETIT et M. ROUX"
    )
    assert counts(decision) == (None, 2, None, None)
    assert decision.doubt is None


def test_a_debate_after_the_vote_is_not_counted() -> None:
    decision = decide(
        "Le Conseil, après en avoir délibéré, à la majorité :\n- ATTRIBUE les aides\nM. PETIT demande le bilan du club.\nContre : M. PETIT"
    )
    assert counts(decision) == (None, None, None, None)
    assert decision.named == {}


def test_votes_that_differ_leave_no_counts_and_a_doubt() -> None:
    decision = decide(
        "Après en avoir délibéré, à 16 voix pour et 2 abstentions (M. PETIT, M. ROUX), le conseil désigne Mme LENOIR.\n"
        "Après en avoir délibéré, à 17 voix pour et 1 abstention (M. PETIT), le conseil désigne M. GARNIER."
    )
    assert (decision.outcome, decision.unanimous, counts(decision)) == (E, False, (None, None, None, None))
    assert named(decision, Choice.ABSTAIN) == ["PETIT", "ROUX"]
    assert decision.doubt


def test_the_same_vote_told_twice_is_one() -> None:
    decision = decide("Adopté à la majorité (3 contre).\nPour : 24, contre : 3")
    assert counts(decision) == (24, 3, None, None)
    assert decision.doubt is None


def test_a_vote_on_an_amendment_is_not_the_vote_on_the_item() -> None:
    decision = decide("L'amendement de M. ROUX est rejeté : 5 pour, 20 contre.\nLa délibération est adoptée à l'unanimité.")
    assert (decision.outcome, decision.unanimous, counts(decision)) == (A, True, (None, None, None, None))


def test_a_unanimous_refusal_is_doubtful() -> None:
    assert decide("le conseil, à l'unanimité, donne un avis défavorable").doubt
    assert decide("Avis défavorable à l'unanimité").doubt


def test_a_single_candidate_has_the_votes_of_the_ballot() -> None:
    decision = decide("Nombre de bulletins trouvés dans l'urne : 33\nA obtenu :\nMme Zoé LENOIR : 27 voix", "Élection du maire")
    assert (decision.outcome, counts(decision), decision.is_secret) == (E, (27, None, None, None), True)


def test_the_votes_of_the_last_round_are_the_winners() -> None:
    first = "Premier tour\nROUX Luc : 7 (sept) voix\nPETIT Anne : 5 (cinq) voix\n"
    rounds = f"{first}Deuxième tour\nROUX Luc : 9 (neuf) voix\nPETIT Anne : 6 (six) voix\n"
    decision = decide(rounds + "M. ROUX Luc, ayant obtenu la majorité absolue, a été proclamé maire.", "Élection du maire")
    assert (decision.outcome, counts(decision)) == (E, (9, None, None, None))
    both = "M. ROUX Luc est élu maire.\nMme PETIT Anne est élue adjointe."
    assert counts(decide(rounds + both, "Élection du maire")) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "unanimous", "votes_for"),
    [
        pytest.param("Sont élus membres de la commission, à l'unanimité :\n- M. ROUX\n- Mme PIC", True, None, id="unanimously"),
        pytest.param("Sont désignés par 12 voix pour, 2 abstentions : M. ROUX, Mme PIC.", False, 12, id="are-appointed-by"),
        pytest.param("Le 1er adjoint, M. ROUX, est élu à la majorité (12 pour, 2 abstentions).", False, 12, id="by-a-majority"),
        pytest.param("A obtenu :\nM. ROUX Luc : 14 (quatorze) suffrages\nM. ROUX Luc est proclamé maire.", None, 14, id="suffrages"),
    ],
)
def test_elections(text: str, unanimous: bool | None, votes_for: int | None) -> None:
    decision = decide(text, "Élection des membres de la commission")
    assert (decision.outcome, decision.unanimous, counts(decision)[0], named(decision, Choice.ABSTAIN)) == (E, unanimous, votes_for, [])


def test_who_is_elected_one_after_the_other_has_no_count_on_the_item() -> None:
    text = (
        "M. ROUX : quatorze voix (14). M. ROUX ayant obtenu la majorité absolue est proclamé premier adjoint.\n"
        "Mme PIC : treize voix (13). Mme PIC ayant obtenu la majorité absolue est proclamée deuxième adjointe."
    )
    decision = decide(text, "Élection des adjoints")
    assert (decision.outcome, counts(decision)) == (E, (None, None, None, None))


def test_the_votes_of_the_first_of_several_are_not_those_of_the_item() -> None:
    text = "Mme PIC est élue 1ère adjointe par 13 voix pour.\nM. ROUX est élu 2ème adjoint par 14 voix."
    assert counts(decide(text, "Élection des adjoints")) == (None, None, None, None)


def test_votes_for_a_refusal_are_doubtful() -> None:
    decision = decide("Le conseil rejette la demande par 13 voix et 2 abstentions.")
    assert (decision.outcome, decision.doubt is not None) == (R, True)


def test_a_list_of_candidates_has_no_count() -> None:
    assert counts(decide("La liste Agir a obtenu : 27 voix. Sont élus : Zoé LENOIR", "Élection des adjoints")) == (None, None, None, None)


def test_a_clerk_who_is_appointed_is_no_election() -> None:
    assert decide("Le conseil, à l'unanimité, décide de désigner Mme LENOIR comme coordonnatrice.", "Désignation").outcome is A


@pytest.mark.parametrize("title", ["Syndicat des eaux : délégué suppléant", "Désignation d'un représentant", "Membre de la commission"])
def test_who_is_appointed_to_an_office_that_the_title_names_is_elected(title: str) -> None:
    assert decide("Le conseil, à l'unanimité, décide de désigner M. Luc ROUX en qualité de délégué.", title).outcome is E


@pytest.mark.parametrize(
    "title",
    ["Nomination secrétaire de séance", "Désignation d'un secrétaire", "Election des secrétaires de séance", "Secrétariat de séance"],
)
def test_who_is_named_secretary_under_a_title_of_its_own_is_elected(title: str) -> None:
    assert decide("M. Luc ROUX est nommé secrétaire de séance.", title).outcome is E


@pytest.mark.parametrize(
    ("chosen", "vote", "unanimous"),
    [
        pytest.param("Mme PIC est élue présidente de séance à l'unanimité.", "Adopté par 12 voix pour et 2 contre.", False, id="elected"),
        pytest.param("Le conseil élit M. LEE président de séance.", "Le conseil approuve à l'unanimité.", True, id="elects"),
        pytest.param("Le conseil désigne M. LEE pour présider la séance.", "Le conseil approuve à l'unanimité.", True, id="to-chair"),
    ],
)
def test_who_chairs_for_the_accounts_is_not_what_the_item_decides(chosen: str, vote: str, unanimous: bool) -> None:
    decision = decide(f"{chosen}\nLe maire se retire.\n{vote}", "Compte administratif 2023")
    assert (decision.outcome, decision.unanimous) == (A, unanimous)


def test_who_chairs_is_what_an_item_of_its_own_decides() -> None:
    decision = decide("M. LEE est élu président de séance à l'unanimité.", "Élection du président de séance")
    assert (decision.outcome, decision.unanimous) == (E, True)


def test_a_secretary_of_the_sitting_is_elected() -> None:
    assert decide("M. PETIT est nommé secrétaire de séance.\nVote : à l'unanimité", "Nomination du secrétaire").outcome is E


@pytest.mark.parametrize(
    "told",
    [
        "Monsieur le Maire quitte la salle.",
        "Madame la Présidente ne prend pas part au vote.",
        "Le maire s'étant retiré, le conseil vote.",
        "M. le Maire ayant quitté la salle, le conseil vote.",
        "Hors de la présence de Mme le Maire.",
        "Le Maire, comme le veut la loi, sort de la salle.",
    ],
)
def test_the_chair_who_takes_no_part_is_told_by_office(told: str) -> None:
    decision = decide(f"{told}\nLe compte est adopté à l'unanimité.")
    assert (decision.is_without_chair, named(decision, Choice.NOT_VOTING)) == (True, [])


@pytest.mark.parametrize("told", ["Le maire doit se retirer au moment du vote.", "Le maire propose de voter.", "M. ROUX quitte la salle."])
def test_the_chair_takes_part_where_nothing_else_is_told(told: str) -> None:
    assert decide(f"{told}\nLe compte est adopté à l'unanimité.").is_without_chair is None


def test_casting_vote() -> None:
    decision = decide("Résultat : 3 pour, 3 contre. La voix du maire étant prépondérante, la délibération est adoptée.")
    assert (decision.outcome, decision.has_casting_vote, counts(decision)) == (A, True, (3, 3, None, None))


def test_the_rule_on_the_casting_vote_is_no_casting_vote() -> None:
    assert decide("En cas de partage, la voix du président est prépondérante. Adopté à l'unanimité.").has_casting_vote is None


def test_the_place_holds_the_words_of_the_decision() -> None:
    text = "Vu le code,\nLe conseil municipal, après en avoir délibéré, à l'unanimité des membres présents, approuve."
    flow = flow_of(text)
    decision = read_decision(flow, 0, len(flow.text))
    assert decision.start is not None
    assert decision.end is not None
    assert flow.text[decision.start : decision.end] == "Le conseil municipal, après en avoir délibéré, à l'unanimité des membres présents"


def test_a_number_in_capitals_is_nobody() -> None:
    decision = decide("LE CONSEIL, PAR VINGT VOIX POUR, DEUX VOIX CONTRE ET UNE ABSTENTION, APPROUVE LE BUDGET.")
    assert (counts(decision), dict(decision.named)) == ((20, 2, 1, None), {})


def test_nothing_printed_nothing_read() -> None:
    decision = decide("Madame LENOIR présente le calendrier des fêtes.")
    assert (decision.outcome, decision.unanimous, decision.start, dict(decision.counts), dict(decision.named)) == (U, None, None, {}, {})


def test_a_run_of_names_stops_at_prose() -> None:
    flow = flow_of("M. PETIT, Mme Zoé LENOIR et M. ROUX regrettent que")
    names, stop = name_run(flow, 0, len(flow.text))
    assert [name.text for name in names] == ["PETIT", "Zoé LENOIR", "ROUX"]
    assert flow.text[:stop].endswith("ROUX")


def test_who_does_not_vote_is_not_among_those_counted_before() -> None:
    decision = decide("Vote : 9 pour (Mr Luc ROUX et Mr Paul PETIT ne votent pas)")
    assert counts(decision)[0] == 9
    assert named(decision, Choice.FOR) == []
    assert named(decision, Choice.NOT_VOTING) == ["Luc ROUX", "Paul PETIT"]


def test_who_is_named_under_two_choices_has_no_choice_on_the_item() -> None:
    decision = decide(
        "Le conseil décide d'attribuer les subventions suivantes :\n"
        "Fête : 1000 €. Vote : 9 pour (M. VIAL et M. NOIR ne votent pas)\n"
        "Chasse : 1000 €. Vote : 6 pour, 2 contre (M. VIAL - Mme PETIT)"
    )
    assert decision.named == {}
    assert decision.doubt


def test_two_voters_with_one_surname_and_two_civilities_are_two():
    decision = decide("Contre : 3 (M. ROUX, Mme ROUX, M. ROUX)")
    assert [(name.civility, name.text) for name in decision.named[Choice.AGAINST]] == [("M.", "ROUX"), ("Mme", "ROUX")]
