"""Whose document it is: the body's kind and its place name as printed."""

from __future__ import annotations

import pytest

from tests.reading.pages import flow_of
from tests.reading.test_document import OPENING
from transforms.model import CouncilKind
from transforms.reading.council import read_council


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param(OPENING, "Valmont-sur-Orge", CouncilKind.COMMUNE, id="letterhead"),
        pytest.param(
            "Conseil municipal\nMairie place Haute\n99205 Orsec-sur-Loue Cedex\nle Conseil Municipal de la Ville d'Orsec s'est réuni\n"
            + "Convention avec la Ville de Paris\n" * 3,
            "Orsec-sur-Loue",
            CouncilKind.COMMUNE,
            id="the sentence names it, the post code completes it",
        ),
        pytest.param(
            "COMMUNAUTÉ DE COMMUNES DU VAL DORÉ\nConseil communautaire du 3 mai 2023",
            "VAL DORÉ",
            CouncilKind.INTERCOMMUNAL,
            id="intercommunal",
        ),
        pytest.param("Le maire d'Orsec nous a écrit", None, None, id="only mentioned"),
        pytest.param(
            "Conseil municipal du 3 mai 2021\nPrésents en mairie : Luc VIAL, Anne PETIT\nEn visioconférence : Paul ROUX",
            None,
            CouncilKind.COMMUNE,
            id="who is in the mairie is no town",
        ),
        pytest.param("SAINT-ALVARD\nSéance du 2 août 2024", "SAINT-ALVARD", None, id="a first line in capitals"),
        pytest.param("FINANCES LOCALES\nSéance du 2 août 2024", None, None, id="a service"),
        pytest.param("ORSEC\nMairie\nListe des délibérations\nFait à Orsec", "ORSEC", None, id="a first line that the text confirms"),
        pytest.param("MEDIATHEQUE\nMairie\nListe des délibérations", None, None, id="a first line that nothing confirms"),
        pytest.param(
            "CENTRE COMMUNAL D’ACTION SOCIALE DE VALMONT\nSéance du 2 août 2024\nla ville de Valmont",
            "VALMONT",
            CouncilKind.CCAS,
            id="a CCAS",
        ),
        pytest.param(
            "République Française\nDépartement : Haute-Loue\nQUINCY-LA-FORÊT\nPrésents : 10",
            "QUINCY-LA-FORÊT",
            None,
            id="under the department",
        ),
        pytest.param(
            "SAINT-AMBROIX Liste des délibérations du conseil municipal", "SAINT-AMBROIX", CouncilKind.COMMUNE, id="beside the title"
        ),
        pytest.param(
            "Département : Haute-Loue\nEXTRAIT DU REGISTRE\nle conseil municipal", None, CouncilKind.COMMUNE, id="a title is no place"
        ),
        pytest.param(
            "Conseil municipal\nles membres du Conseil Municipal de la Commune de\nVALMONT-LE-\nHAUT, convoqués le 3 mai",
            "VALMONT-LE-HAUT",
            CouncilKind.COMMUNE,
            id="broken at line ends",
        ),
        pytest.param("Ville d’\nMembres en exercice : 29\nLe conseil municipal", None, CouncilKind.COMMUNE, id="a name that is a picture"),
        pytest.param(
            "Conseil municipal\n" + "avec la ville d'Aubry, \n" * 6 + "la commune de Valmont",
            None,
            CouncilKind.COMMUNE,
            id="a neighbour named often",
        ),
        pytest.param(
            "Conseil municipal de Valmont\nle Conseil Départemental de l'Oise, dûment saisi",
            "Valmont",
            CouncilKind.COMMUNE,
            id="the department pays",
        ),
        pytest.param("COMMUNE\nDE\nVALMONT\nConseil municipal", "VALMONT", CouncilKind.COMMUNE, id="one word a line"),
        pytest.param("Conseil municipal de Valmont du mardi 12 mai", "Valmont", CouncilKind.COMMUNE, id="in the title"),
        pytest.param(
            "PROCÈS-VERBAL DU CONSEIL MUNICIPAL\nDE VALMONT DU MARDI 6 MAI 2014", "VALMONT", CouncilKind.COMMUNE, id="before the day"
        ),
        pytest.param("Commune de : Valmont\nConseil municipal", "Valmont", CouncilKind.COMMUNE, id="a form"),
        pytest.param("COMMUNE DE « VALMONT »\nConseil municipal", "VALMONT", CouncilKind.COMMUNE, id="quoted"),
        pytest.param("VILLE DE LA FERTÉ\nConseil municipal", "LA FERTÉ", CouncilKind.COMMUNE, id="the article is the town's"),
        pytest.param(
            "COMMUNE DE SAINT\nMARTIN LE HAUT\nConseil municipal", "SAINT MARTIN LE HAUT", CouncilKind.COMMUNE, id="a saint broken"
        ),
        pytest.param("Commune de Ste. Foy\nConseil municipal", "Ste. Foy", CouncilKind.COMMUNE, id="a saint abbreviated"),
        pytest.param("Commune de Valmont\nsur Loue\nConseil municipal", "Valmont sur Loue", CouncilKind.COMMUNE, id="a river below"),
        pytest.param("COMMUNE D ORSEC\nConseil municipal", "ORSEC", CouncilKind.COMMUNE, id="an apostrophe lost"),
        pytest.param(
            "Commune de VALMONT Nomenclature : 5.2\nConseil municipal", "VALMONT", CouncilKind.COMMUNE, id="another word on the line"
        ),
        pytest.param("COMMUNE DE Feuillet 2019/012\nConseil municipal", None, CouncilKind.COMMUNE, id="a name left out"),
        pytest.param("RÉUNION DU CONSEIL MUNICIPAL\nDU 12 MAI", None, CouncilKind.COMMUNE, id="the title hangs on"),
        pytest.param("DÉPARTEMENT\nDE LA LOUE\nConseil municipal du 3 mai", None, CouncilKind.COMMUNE, id="the department below its word"),
        pytest.param(
            "Conseil municipal\ns'est réuni à la mairie de Valmont sous la présidence", "Valmont", CouncilKind.COMMUNE, id="where it sits"
        ),
        pytest.param("Mairie\n12 rue Haute\n99205 VALMONT\nConseil municipal", "VALMONT", CouncilKind.COMMUNE, id="the address"),
        pytest.param("Conseil municipal\nAdopté\nFait à Valmont, le 3 mai 2023", "Valmont", CouncilKind.COMMUNE, id="the signature"),
        pytest.param("Conseil municipal\nLe maire d'Orsec expose que", "Orsec", CouncilKind.COMMUNE, id="the mayor speaks"),
        pytest.param("L'an deux mille vingt, le 3 mai\nConseil municipal", None, CouncilKind.COMMUNE, id="a date is no place"),
        pytest.param(
            "COMMUNE DE VALMONT\nObjet : désignation des délégués au comité syndical du SIVOM de Creux\nle conseil municipal",
            "VALMONT",
            CouncilKind.COMMUNE,
            id="a commune that names delegates",
        ),
        pytest.param(
            "Communauté de Communes\nPAYS DE VALMONT\nConseil communautaire",
            "PAYS DE VALMONT",
            CouncilKind.INTERCOMMUNAL,
            id="a community over two lines",
        ),
        pytest.param(
            "Le bureau communautaire de Valmont-Orsec Agglomération dûment convoqué",
            "Valmont-Orsec Agglomération",
            CouncilKind.INTERCOMMUNAL,
            id="a brand",
        ),
        pytest.param(
            "VALMONT AGGLO\nCONSEIL DE COMMUNAUTÉ du 12 mai", "VALMONT AGGLO", CouncilKind.INTERCOMMUNAL, id="a brand on its line"
        ),
        pytest.param(
            "Le Conseil de la Communauté d'agglomération du Grand Valmont s'est réuni",
            "Grand Valmont",
            CouncilKind.INTERCOMMUNAL,
            id="an agglomeration",
        ),
        pytest.param(
            "Conseil de communauté\nla Communauté de communes Sud\nValmonde\nVu les statuts de la Communauté de communes Sud Valmonde",
            "Sud Valmonde",
            CouncilKind.INTERCOMMUNAL,
            id="broken once",
        ),
        pytest.param("SIAEP DE VALMONT\nComité syndical", "VALMONT", CouncilKind.SYNDICATE, id="initials"),
        pytest.param("SYNDICAT INTERCOMMUNAL DES EAUX VALMONT-ORSEC\nRéunion", "VALMONT-ORSEC", CouncilKind.SYNDICATE, id="waters"),
        pytest.param(
            "SYNDICAT INTERCOMMUNAL DE REGROUPEMENT\nPÉDAGOGIQUE DE VALMONT\nCOMPTE-RENDU DU COMITÉ SYNDICAL",
            "VALMONT",
            CouncilKind.SYNDICATE,
            id="a purpose over two lines",
        ),
        pytest.param(
            "Le Comité du Syndicat mixte pour l'aménagement hydraulique des vallées de la Loue et du Creux, légalement convoqué",
            "vallées de la Loue et du Creux",
            CouncilKind.SYNDICATE,
            id="valleys",
        ),
        pytest.param(
            "Syndicat Intercommunal d'Alimentation en Eau Potable de la Région de Valmont\nComité syndical",
            "Région de Valmont",
            CouncilKind.SYNDICATE,
            id="a region",
        ),
        pytest.param("SYNDICAT ENERGIES VALMONDE\nProcès-verbal", "ENERGIES VALMONDE", CouncilKind.SYNDICATE, id="a purpose in the brand"),
        pytest.param(
            "les membres du Comité du Syndicat Départemental d'Énergies de la Loue sous la présidence de M. ROUX",
            "Loue",
            CouncilKind.SYNDICATE,
            id="of a department",
        ),
        pytest.param(
            "PROCES VERBAL DU COMITE SYNDICAL\nDU SYVALO DE VALMONT\nSALLE DE RÉUNION",
            "VALMONT",
            CouncilKind.SYNDICATE,
            id="other initials",
        ),
        pytest.param("Comité syndical du 3 mai\nSALLE DE VALMONT", None, CouncilKind.SYNDICATE, id="a hall has no initials"),
        pytest.param(
            "Syndicat mixte du Parc naturel régional du Val Doré\nComité syndical",
            "Parc naturel régional du Val Doré",
            CouncilKind.SYNDICATE,
            id="a park",
        ),
        pytest.param(
            "COMMUNE DE VALMONT\nCENTRE COMMUNAL D'ACTION SOCIALE\nConseil d'administration du 3 mai",
            "VALMONT",
            CouncilKind.CCAS,
            id="a CCAS under its town",
        ),
        pytest.param("Le conseil municipal du Mesnil s'est réuni", "Le Mesnil", CouncilKind.COMMUNE, id="an article that grammar hides"),
        pytest.param("VILLE DES AUBRAIS\nConseil municipal", "LES AUBRAIS", CouncilKind.COMMUNE, id="several of them"),
        pytest.param(
            "MESNIL-SUR-LOUE\nLe conseil municipal de Mesnil-sur-Loue, réuni le lundi, et le Conseil municipal des Jeunes",
            "Mesnil-sur-Loue",
            CouncilKind.COMMUNE,
            id="the council of the young",
        ),
        pytest.param(
            "Conseil municipal\nsous la présidence de Mme ROUX, Maire de LA VERNE", "LA VERNE", CouncilKind.COMMUNE, id="the mayor's town"
        ),
        pytest.param(
            "MAIRIE\n12, rue Haute - 72000 LE MESNIL\nConseil municipal du 3 mai 2024", "LE MESNIL", CouncilKind.COMMUNE, id="its address"
        ),
        pytest.param(
            "CENTRE INTERCOMMUNAL D'ACTION SOCIALE DU PAYS DORÉ\nConseil d'administration du 3 mai 2024",
            "PAYS DORÉ",
            CouncilKind.CCAS,
            id="a CIAS",
        ),
        pytest.param(
            "VILLE DE VALMONT\nCAISSE DES ÉCOLES\nSéance du comité du 3 mai 2024",
            "VALMONT",
            CouncilKind.OTHER,
            id="a caisse des écoles under its town",
        ),
        pytest.param(
            "CAISSE DES ÉCOLES DE LA COMMUNE DE VALMONT\nExtrait du registre des délibérations",
            "VALMONT",
            CouncilKind.OTHER,
            id="a caisse des écoles by its own name",
        ),
        pytest.param(
            "Extrait du registre des délibérations du conseil d'administration du Service départemental d'incendie et de secours de "
            "la Valdore",
            "Valdore",
            CouncilKind.OTHER,
            id="a fire service",
        ),
        pytest.param(
            "Ville de Valmont\nSéance du conseil municipal du 3 mai 2024\nCAISSE DES ÉCOLES\nLe conseil municipal désigne ses "
            "délégués au comité de la "
            "caisse des écoles",
            "Valmont",
            CouncilKind.COMMUNE,
            id="a town that speaks of its caisse des écoles",
        ),
        pytest.param(
            "Conseil départemental de la Valdore\nDélibération\nDésignation au conseil d'administration du SDIS de la Valdore",
            "Valdore",
            CouncilKind.DEPARTMENT,
            id="a département that speaks of its fire service",
        ),
        pytest.param(
            "Grand Valmont Communauté urbaine\nConseil communautaire", "Grand Valmont", CouncilKind.INTERCOMMUNAL, id="its words behind"
        ),
        pytest.param("Conseil municipal\nles statuts de la commune de Valmont", "Valmont", CouncilKind.COMMUNE, id="the only one named"),
        pytest.param(
            "Conseil municipal\n" + "du 3 mai 2024\n" * 50 + "dans l'intérêt de la commune :\nAccepter le contrat",
            None,
            CouncilKind.COMMUNE,
            id="a colon before what is decided",
        ),
        pytest.param(
            "Conseil municipal\n" + "du 3 mai 2024\n" * 50 + "Commune : Valmont\nLe maire",
            "Valmont",
            CouncilKind.COMMUNE,
            id="a form's field",
        ),
        pytest.param(
            "Conseil municipal\n" + "du 3 mai 2024\n" * 50 + "Il est proposé au conseil municipal de\nDécider la vente",
            None,
            CouncilKind.COMMUNE,
            id="what a council is asked to do",
        ),
        pytest.param("Conseil municipal\nconvention avec la commune de Valmont", None, CouncilKind.COMMUNE, id="only a partner"),
        pytest.param("Commune de Valmont Secrétaire : M. ROUX\nConseil municipal", "Valmont", CouncilKind.COMMUNE, id="no place's word"),
        pytest.param("Conseil départemental de la Loue\nCommission permanente", "Loue", CouncilKind.DEPARTMENT, id="a department"),
        pytest.param(
            "DEPARTEMENT DE LA LOUE\nREUNION DE LA COMMISSION PERMANENTE\n", "LOUE", CouncilKind.DEPARTMENT, id="its standing committee"
        ),
        pytest.param(
            "Communauté d'agglomération de La Ferté\nConseil communautaire",
            "La Ferté",
            CouncilKind.INTERCOMMUNAL,
            id="an article of the town's own",
        ),
        pytest.param(
            "COMMUNAUTE DE COMMUNES DU PAYS\nDORÉEN\nPROCES-VERBAL DU CONSEIL COMMUNAUTAIRE",
            "PAYS DORÉEN",
            CouncilKind.INTERCOMMUNAL,
            id="half a name at a line's end",
        ),
        pytest.param(
            "COMMUNAUTE DE COMMUNES DU PAYS\nD'ORSEC\nPROCES-VERBAL DU CONSEIL COMMUNAUTAIRE",
            "PAYS D'ORSEC",
            CouncilKind.INTERCOMMUNAL,
            id="half a name, its other half behind a little word",
        ),
        pytest.param(
            "COMMUNAUTE DE COMMUNES LOUE, DOREE, VALSE\nConseil communautaire",
            "LOUE, DOREE, VALSE",
            CouncilKind.INTERCOMMUNAL,
            id="named after several places",
        ),
        pytest.param(
            "COMMUNAUTE DE COMMUNES VALMONT - PROCES-VERBAL\nConseil communautaire",
            "VALMONT",
            CouncilKind.INTERCOMMUNAL,
            id="a title is none",
        ),
        pytest.param(
            "S.I.V.O.S. ORSEC - VALMONT\nComité syndical", "ORSEC - VALMONT", CouncilKind.SYNDICATE, id="a syndicate of two towns"
        ),
        pytest.param(
            "Syndicat mixte du SCoT de Valdorée\nComité syndical du 3 mai 2023", "Valdorée", CouncilKind.SYNDICATE, id="for a scheme"
        ),
        pytest.param(
            "DELIBERATION DE L'ASSEMBLEE DE CORSE\nl'Assemblée de Corse s'est réunie", "CORSE", CouncilKind.REGION, id="a single assembly"
        ),
        pytest.param("Collectivité européenne d'Alsace\nExtrait du registre", "Alsace", CouncilKind.DEPARTMENT, id="a European one"),
        pytest.param("EUROMETROPOLE DE VALMONT\nConseil métropolitain", "VALMONT", CouncilKind.INTERCOMMUNAL, id="a European metropolis"),
        pytest.param(
            "Établissement public territorial Grand Valdor\nConseil de territoire",
            "Grand Valdor",
            CouncilKind.INTERCOMMUNAL,
            id="a territory",
        ),
        pytest.param(
            "les conseillers communautaires de Loue Dorée Communauté se sont réunis",
            "Loue Dorée Communauté",
            CouncilKind.INTERCOMMUNAL,
            id="named by its members",
        ),
    ],
)
def test_the_council(text: str, name: str | None, kind: CouncilKind | None) -> None:
    council = read_council(flow_of(text))
    assert (council.name, council.kind) == (name, kind)


def test_the_seat_of_a_syndicate_is_not_its_name() -> None:
    council = read_council(
        flow_of("Syndicat intercommunal à vocation scolaire\nSiège : mairie de Blainville\nComité syndical du 3 mai 2023")
    )
    assert (council.name, council.kind) == (None, CouncilKind.SYNDICATE)
