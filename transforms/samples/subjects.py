"""What an invented council deliberates on: themes, titles, and what each item asks for. All wording is our own.

Placeholders are filled by ``generator``: ``{year}``, ``{last_year}``, ``{next_year}``, ``{street}``, ``{place}``, ``{association}``,
``{amount}``, ``{small}``, ``{parcel}``, ``{leaver}`` and ``{newcomer}`` (an installation only), ``{previous}`` (the sitting before).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """An item's wording: its theme and title, what the rapporteur explains, and what the council decides (after a verb in capitals)."""

    theme: str
    title: str
    purpose: str
    decision: str

    @property
    def can_come_again(self) -> bool:
        """Whether the same wording may come twice in a year: its title names a place that changes."""
        return any(word in self.title for word in ("{street}", "{place}", "{association}", "{parcel}"))


ORDINARY = (
    Subject(
        "FINANCES",
        "Budget primitif {year} de la commune",
        "le projet de budget a été examiné par la commission des finances et s'équilibre en dépenses et en recettes",
        "ADOPTE le budget primitif {year} par chapitre, tel qu'il est annexé à la présente délibération.",
    ),
    Subject(
        "FINANCES",
        "Décision modificative n° 1 au budget {year}",
        "des crédits doivent être déplacés pour achever la réfection de la toiture du gymnase",
        "ADOPTE la décision modificative n° 1 du budget {year}.",
    ),
    Subject(
        "FINANCES",
        "Décision modificative n° 2 au budget {year}",
        "les recettes de la taxe de séjour dépassent de {amount} euros la prévision",
        "ADOPTE la décision modificative n° 2 du budget {year}.",
    ),
    Subject(
        "FINANCES",
        "Fixation des taux de fiscalité directe locale pour {year}",
        "la commission propose de reconduire les taux de l'an passé",
        "FIXE les taux de {year} au niveau de ceux de {last_year}.",
    ),
    Subject(
        "FINANCES",
        "Garantie d'emprunt pour la résidence {place}",
        "le bailleur demande à la commune de garantir la moitié d'un prêt de {amount} euros",
        "ACCORDE la garantie de la commune à hauteur de 50 % du prêt.",
    ),
    Subject(
        "FINANCES",
        "Admission en non-valeur de créances irrécouvrables",
        "la trésorière a transmis une liste de titres de recettes qu'elle n'a pu recouvrer, pour {amount} euros",
        "ADMET en non-valeur les titres de la liste annexée.",
    ),
    Subject(
        "FINANCES",
        "Tarifs du restaurant scolaire à compter du 1er septembre {year}",
        "le prix du repas n'a pas changé depuis trois ans",
        "FIXE les tarifs selon le tableau annexé, applicable à la rentrée.",
    ),
    Subject(
        "FINANCES",
        "Demande de subvention pour la rénovation de l'école {place}",
        "les travaux d'isolation sont estimés à {amount} euros hors taxes",
        "SOLLICITE l'aide de l'État et du département pour cette opération.",
    ),
    Subject(
        "URBANISME",
        "Acquisition de la parcelle {parcel}, rue {street}",
        "ce terrain permettra d'ouvrir un passage piéton vers la gare",
        "APPROUVE l'acquisition de la parcelle {parcel} au prix de {amount} euros.",
    ),
    Subject(
        "URBANISME",
        "Cession d'une bande de terrain rue {street}",
        "les riverains entretiennent déjà ce délaissé de voirie",
        "AUTORISE la cession au prix fixé par le service des domaines.",
    ),
    Subject(
        "URBANISME",
        "Dénomination de la voie nouvelle du lotissement {place}",
        "les premiers habitants arriveront à l'automne et doivent avoir une adresse",
        "DÉNOMME la voie nouvelle « rue {street} ».",
    ),
    Subject(
        "URBANISME",
        "Modification simplifiée du plan local d'urbanisme, secteur {place}",
        "la mise à disposition du dossier au public n'a suscité aucune remarque défavorable",
        "APPROUVE la modification simplifiée, telle qu'annexée.",
    ),
    Subject(
        "URBANISME",
        "Institution du droit de préemption sur les fonds de commerce du secteur {place}",
        "deux vitrines sont restées vides pendant l'année",
        "INSTITUE le droit de préemption dans le périmètre du plan annexé.",
    ),
    Subject(
        "VOIRIE",
        "Enfouissement des réseaux rue {street}",
        "le syndicat d'énergie prend à sa charge la moitié de la dépense",
        "APPROUVE la convention à passer avec le syndicat d'énergie.",
    ),
    Subject(
        "VOIRIE",
        "Attribution du marché de réfection de la rue {street}",
        "quatre entreprises ont remis une offre",
        "ATTRIBUE le marché à l'entreprise la mieux classée pour {amount} euros hors taxes.",
    ),
    Subject(
        "VOIRIE",
        "Création d'une zone de rencontre rue {street}",
        "la vitesse relevée devant le marché couvert reste trop élevée",
        "DÉCIDE de créer une zone de rencontre à titre permanent.",
    ),
    Subject(
        "PERSONNEL COMMUNAL",
        "Modification du tableau des effectifs au 1er juillet {year}",
        "trois agents remplissent les conditions d'un avancement de grade",
        "MODIFIE le tableau des effectifs comme indiqué en annexe.",
    ),
    Subject(
        "PERSONNEL COMMUNAL",
        "Création d'un emploi non permanent au service de la jeunesse",
        "l'accueil de loisirs recevra davantage d'enfants l'été prochain",
        "CRÉE un emploi non permanent d'adjoint d'animation à temps complet.",
    ),
    Subject(
        "PERSONNEL COMMUNAL",
        "Participation à la protection sociale complémentaire des agents",
        "le comité social territorial a donné un avis favorable",
        "FIXE la participation mensuelle de la commune à 22 euros par agent.",
    ),
    Subject(
        "ENFANCE ET JEUNESSE",
        "Règlement intérieur de la crèche {place}",
        "les horaires d'ouverture sont élargis d'une demi-heure le soir",
        "APPROUVE le règlement intérieur ainsi modifié.",
    ),
    Subject(
        "ENFANCE ET JEUNESSE",
        "Convention territoriale avec la caisse d'allocations familiales",
        "la convention précédente s'achève à la fin de l'année {year}",
        "APPROUVE la convention pour la période qui s'ouvre en {next_year}.",
    ),
    Subject(
        "ENFANCE ET JEUNESSE",
        "Participation aux classes de découverte de l'école {place}",
        "deux classes partiront une semaine en bord de mer",
        "ALLOUE une participation de {small} euros à la coopérative scolaire.",
    ),
    Subject(
        "CULTURE",
        "Convention avec le conservatoire intercommunal pour la saison {year}",
        "cent vingt élèves de la commune y suivent un enseignement",
        "APPROUVE la convention et son annexe financière.",
    ),
    Subject(
        "CULTURE",
        "Désherbage des collections de la médiathèque {place}",
        "les ouvrages abîmés ou périmés doivent sortir de l'inventaire",
        "AUTORISE le don ou la destruction des ouvrages de la liste annexée.",
    ),
    Subject(
        "CULTURE",
        "Tarifs de la saison culturelle {year}",
        "un tarif unique est proposé aux moins de vingt-six ans",
        "FIXE les tarifs de la saison selon le tableau annexé.",
    ),
    Subject(
        "SPORT",
        "Mise à disposition du gymnase {place} à l'association {association}",
        "l'association souhaite ouvrir un créneau réservé aux débutants",
        "APPROUVE la convention de mise à disposition à titre gratuit.",
    ),
    Subject(
        "SPORT",
        "Fonds de concours pour l'éclairage du stade {place}",
        "le remplacement des projecteurs réduira la consommation des deux tiers",
        "SOLLICITE un fonds de concours de {amount} euros auprès de la communauté de communes.",
    ),
    Subject(
        "VIE ASSOCIATIVE",
        "Subvention exceptionnelle à l'association {association}",
        "l'association fête cette année son quarantième anniversaire",
        "ATTRIBUE une subvention exceptionnelle de {small} euros.",
    ),
    Subject(
        "ENVIRONNEMENT",
        "Adhésion à la charte du verger partagé {place}",
        "trente habitants se sont portés volontaires pour l'entretien",
        "APPROUVE l'adhésion de la commune à la charte.",
    ),
    Subject(
        "ENVIRONNEMENT",
        "Programme de plantation d'arbres pour l'hiver {year}",
        "deux cents sujets d'essences locales seront plantés",
        "APPROUVE le programme de plantation annexé.",
    ),
    Subject(
        "ENVIRONNEMENT",
        "Installation de panneaux solaires sur la toiture de l'école {place}",
        "l'étude montre un temps de retour de onze ans",
        "APPROUVE le plan de financement de l'opération, d'un montant de {amount} euros.",
    ),
    Subject(
        "INTERCOMMUNALITÉ",
        "Adhésion au groupement de commandes pour l'achat d'énergie",
        "le marché en cours prend fin au 31 décembre {year}",
        "ADHÈRE au groupement de commandes pour une durée de quatre ans.",
    ),
    Subject(
        "INTERCOMMUNALITÉ",
        "Modification des statuts de la communauté de communes",
        "la compétence relative aux mobilités actives serait transférée",
        "APPROUVE la modification des statuts.",
    ),
    Subject(
        "INTERCOMMUNALITÉ",
        "Convention de mutualisation d'un conseiller numérique",
        "trois communes voisines se partageraient ses permanences",
        "APPROUVE la convention de mutualisation.",
    ),
    Subject(
        "PATRIMOINE",
        "Restauration du lavoir de la rue {street}",
        "l'ouvrage est fermé au public depuis l'effondrement d'une poutre",
        "APPROUVE le projet de restauration et son plan de financement.",
    ),
    Subject(
        "PATRIMOINE",
        "Bail du logement communal de la rue {street}",
        "le logement est vacant depuis le mois dernier",
        "FIXE le loyer mensuel à 480 euros, hors charges.",
    ),
    Subject(
        "COMMERCE",
        "Ouvertures dominicales des commerces pour {next_year}",
        "les organisations consultées n'ont pas formulé d'objection",
        "DONNE un avis favorable à cinq ouvertures dominicales en {next_year}.",
    ),
    Subject(
        "COMMERCE",
        "Droits de place du marché hebdomadaire",
        "les commerçants ont été réunis en mairie le mois dernier",
        "FIXE les droits de place selon le tableau annexé.",
    ),
    Subject(
        "SOLIDARITÉS",
        "Convention avec l'association {association} pour l'aide alimentaire",
        "le nombre de familles accueillies a augmenté d'un cinquième",
        "APPROUVE la convention et le versement de {small} euros.",
    ),
    Subject(
        "SÉCURITÉ",
        "Convention de coordination de la police municipale",
        "la convention précédente a été signée il y a trois ans",
        "APPROUVE la convention de coordination.",
    ),
)

APPROVAL = Subject(
    "ADMINISTRATION GÉNÉRALE",
    "Approbation du procès-verbal de la séance du {previous}",
    "le procès-verbal a été adressé à chacun avec la convocation",
    "APPROUVE le procès-verbal de la séance du {previous}.",
)

ACCOUNTS = Subject(
    "FINANCES",
    "Compte administratif {last_year} du budget principal",
    "les résultats de l'exercice concordent avec le compte de gestion",
    "ADOPTE le compte administratif {last_year}.",
)

INTEREST = Subject(
    "VIE ASSOCIATIVE",
    "Subvention de fonctionnement {year} à l'association {association}",
    "la demande est inférieure de {small} euros à celle de l'an dernier",
    "ATTRIBUE la subvention inscrite au budget {year}.",
)

INSTALLATION = Subject(
    "ADMINISTRATION GÉNÉRALE",
    "Installation d'un membre du conseil municipal à la suite d'une démission",
    "{leaver} a démissionné de son mandat et {newcomer}, suivant de liste, a accepté de siéger",
    "PREND ACTE de l'installation de {newcomer} dans ses fonctions.",
)

NOTED = (
    Subject(
        "FINANCES",
        "Débat d'orientation budgétaire {year}",
        "le rapport sur les orientations budgétaires retrace les engagements pluriannuels de la commune",
        "PREND ACTE de la tenue du débat d'orientation budgétaire.",
    ),
    Subject(
        "INTERCOMMUNALITÉ",
        "Rapport d'activité {last_year} de la communauté de communes",
        "le rapport a été tenu à la disposition des élus et du public",
        "PREND ACTE de la présentation du rapport d'activité {last_year}.",
    ),
    Subject(
        "ENVIRONNEMENT",
        "Rapport {last_year} sur le prix et la qualité du service de l'eau",
        "le rendement du réseau s'améliore de deux points",
        "PREND ACTE de la présentation du rapport.",
    ),
    Subject(
        "ADMINISTRATION GÉNÉRALE",
        "Rapport {last_year} sur l'égalité entre les femmes et les hommes",
        "le rapport doit précéder les débats sur le budget",
        "PREND ACTE de la présentation du rapport.",
    ),
)

MOTIONS = (
    Subject(
        "MOTION",
        "Motion pour le maintien des horaires de la ligne de bus {place}",
        "la desserte du soir serait supprimée à la rentrée",
        "ADOPTE la motion présentée.",
    ),
    Subject(
        "MOTION",
        "Motion pour un moratoire sur les antennes-relais du quartier {place}",
        "deux demandes de travaux sont à l'instruction",
        "ADOPTE la motion présentée.",
    ),
)

ELECTIONS = (
    Subject(
        "ADMINISTRATION GÉNÉRALE",
        "Élection d'un délégué au syndicat intercommunal des eaux",
        "un siège de délégué titulaire est vacant",
        "PROCLAME le résultat de l'élection.",
    ),
    Subject(
        "ADMINISTRATION GÉNÉRALE",
        "Élection d'un représentant au conseil d'administration du collège {place}",
        "le mandat du représentant de la commune arrive à son terme",
        "PROCLAME le résultat de l'élection.",
    ),
)

SECRET = (
    Subject(
        "ADMINISTRATION GÉNÉRALE",
        "Octroi de la protection fonctionnelle à un agent",
        "un tiers des membres présents a demandé le scrutin secret",
        "ACCORDE la protection fonctionnelle demandée.",
    ),
    Subject(
        "ADMINISTRATION GÉNÉRALE",
        "Maintien d'une délégation après retrait",
        "un tiers des membres présents a demandé le scrutin secret",
        "DÉCIDE le maintien dans la fonction.",
    ),
)

STREETS = (
    "des Tanneurs",
    "du Moulin-Vieux",
    "de la Fontaine-aux-Grives",
    "des Trois-Ponts",
    "du Colombier",
    "de l'Abreuvoir",
    "des Sorbiers",
    "du Puits-Perdu",
    "des Carrières-Blanches",
    "de la Passerelle",
    "du Four-à-Chaux",
    "des Hirondelles",
)
PLACES = (
    "des Aulnes",
    "du Grand-Pré",
    "de la Butte-Ronde",
    "des Quatre-Saisons",
    "du Vieux-Port",
    "de la Clairière",
    "des Lavandières",
    "du Belvédère",
    "de la Roseraie",
    "du Champ-Fleuri",
)
ASSOCIATIONS = (
    "« Les Amis du Lavoir »",
    "« L'Écho des Collines »",
    "« Ville-Témoin Handball »",
    "« La Ronde des Livres »",
    "« Le Fil et l'Aiguille »",
    "« Les Jardins Voisins »",
    "« Entraide et Partage »",
    "« Le Chœur des Deux Rives »",
)
