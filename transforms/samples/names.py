"""Invented names of invented people: given names and surnames to draw councillors from.

Surnames are spelled as in running text (``d'Arvieu``); a roll call prints them in capitals. Those in ``WITH_PARTICLE`` and
``COMPOUND`` are the forms on which readers of names stumble, so every town gets some of each.
"""

WOMEN = (
    "Adèle", "Agathe", "Aïcha", "Anaëlle", "Anne-Sophie", "Apolline", "Béatrix", "Bérengère", "Capucine", "Célestine", "Cléa", "Cosima",
    "Désirée", "Éléonore", "Élodie", "Emmanuelle", "Estelle", "Fanta", "Faustine", "Gaëlle", "Garance", "Hélène", "Héloïse", "Inès",
    "Jacinthe", "Joséphine", "Karima", "Laure-Anne", "Léopoldine", "Linh", "Lucie", "Maëlys", "Marie-Ève", "Mathilde", "Mélisande",
    "Naïma", "Noémie", "Ondine", "Ophélie", "Philippine", "Rosalie", "Ségolène", "Solène", "Tiphaine", "Yaël", "Zélie",
)  # fmt: skip
MEN = (
    "Achille", "Adrien", "Aimé", "Amaury", "Anselme", "Aurélien", "Barnabé", "Benoît", "Célestin", "Clément", "Côme", "Cyprien",
    "Désiré", "Édouard", "Émilien", "Étienne", "Félicien", "François-Xavier", "Gaël", "Gaspard", "Gauthier", "Hadrien", "Hippolyte",
    "Ismaël", "Jean-Baptiste", "Jean-Loup", "Joël", "Karim", "Léandre", "Loïc", "Lubin", "Maël", "Malik", "Mathurin", "Nicéphore",
    "Octave", "Pierre-Yves", "Prosper", "Quentin", "Rémi", "Sylvestre", "Thibault", "Timothée", "Ulysse", "Vivien", "Yannick",
)  # fmt: skip
WITH_PARTICLE = (  # a town draws one of each kind
    ("d'Arvieu", "d'Estrevigne", "d'Hautefage"),
    ("de Montrevault", "de La Brosselle", "du Plessier", "des Essartines"),
    ("Le Querrec", "Le Hénanf", "Le Brizec"),
    ("L'Hénoret", "O'Kerrigan", "N'Dongala"),
    ("Ben Haddour", "Ben Salhi", "El Mazouni"),
    ("Van Hoorebeke", "Da Silveira", "Di Marcello"),
)
COMPOUND = (
    "Bressolin-Vautrec", "Saint-Orvain", "Cazalet-Rouvière", "Pinçonnet-Aubrac", "Marchadour-Lys", "Vieillecombe-Tissot",
    "Grandclément-Oye", "Haut-Boissier", "Maisonnable-Roy", "Petit-Delorme", "Tran-Valmont", "Koumaré-Lestrade",
)  # fmt: skip
PLAIN = (
    "Abadroux", "Aubrespin", "Balmorel", "Baquelin", "Barrandeau", "Bessagnet", "Bignolles", "Boissardet", "Boucharlat", "Bréhaigne",
    "Cadillon", "Cassegrive", "Chabrouty", "Champevert", "Charvenay", "Chênedollé", "Clairvaloux", "Colombreau", "Coustelin", "Crépinet",
    "Dambreville", "Dargelos", "Delaplanque", "Desrumeaux", "Diakhaté", "Doutrelant", "Dubreucq", "Duchâtelard", "Échevarne", "Escoubès",
    "Fabrissol", "Faucheroux", "Ferrandon", "Fessenmeyer", "Flochelay", "Fontvermeil", "Fouassier", "Froidecourt", "Gabarret", "Garrouste",
    "Gaudrillet", "Ginestoux", "Gourvellec", "Grandjouan", "Grospelier", "Guéguinou", "Guilloteaux", "Hautecœur", "Herbelin", "Houdebert",
    "Imbertini", "Issartel", "Jacquemard", "Jarrousse", "Joncquel", "Jouvencel", "Kerbiquet", "Kermoal", "Labrunhie", "Lacassin",
    "Lafforgade", "Lambrechon", "Lanternier", "Lavergnolle", "Lemarchadier", "Loubatière", "Maçonnier", "Malbosque", "Marquisseau",
    "Mazeyrat", "Ménigault", "Mirandol", "Montaufray", "Mouchotte", "Mulhauser", "Navarenx", "Nguessard", "Noirclerc", "Ouedrakoulé",
    "Outrebon", "Pastourel", "Peyrichoux", "Pilorget", "Ploumanec", "Poncharal", "Pradelier", "Quillivic", "Quintrandy", "Rabussier",
    "Rambervil", "Rastignoux", "Ravenaud", "Roquelaine", "Rossignoux", "Sabardeil", "Salvandier", "Sarrazy", "Schwendimann", "Sempastous",
    "Soubeyrac", "Taillefumier", "Tarquinet", "Tessonnière", "Thévenoux", "Tournemine", "Traversat", "Urruticoa", "Vaucanse", "Ventajou",
    "Verdurin", "Vignolet", "Vilbrequin", "Voisembert", "Wattrelou", "Xaintrailles", "Yvernault", "Zamparel", "Ziegelmeyer",
)  # fmt: skip
