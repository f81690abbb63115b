"""What the user knows: read from CSV, told with file and line where it cannot be."""

import datetime
import re

import pytest

from tests.conftest import PROJECT
from transforms.roster import MEMBER_COLUMNS, RosterError, read_roster

HEADING = ";".join(MEMBER_COLUMNS)


def member(**cells: str) -> str:
    given = {
        "Code du département": "99",
        "Libellé de la commune": "Ville-Essai",
        "Nom de l'élu": "Roux",
        "Prénom de l'élu": "Jean",
        "Code sexe": "M",
        "Date de début du mandat": "15/03/2020",
    } | cells
    return ";".join(given.get(column, "") for column in MEMBER_COLUMNS)


def test_the_columns_of_the_rne_are_a_member():
    (row,) = read_roster(f"{HEADING}\n{member(**{'Libellé de la fonction': 'Maire'})}\n", "rne.csv").members
    assert (row.council, row.department, row.name.text, row.name.civility) == ("Ville-Essai", "99", "Jean ROUX", "M.")
    assert (row.starts_on, row.function, row.line) == (datetime.date(2020, 3, 15), "Maire", 2)


def test_iso_days_curly_apostrophes_and_commas_do_too():
    heading = ",".join(column.replace("'", "’") for column in MEMBER_COLUMNS)
    text = f"{heading}\n{member(**{'Date de début du mandat': '2020-03-15'}).replace(';', ',')}\n"
    assert read_roster(text, "rne.csv").members[0].starts_on == datetime.date(2020, 3, 15)


def test_groups_and_populations_have_their_own_heading():
    (group,) = read_roster("council,name,group,from,to\nVille-Essai,Mme Anne PETIT,Ensemble,,2024-01-31\n", "g.csv").groups
    assert (group.name.text, group.name.civility, group.group, group.starts_on) == ("Anne PETIT", "Mme", "Ensemble", None)
    assert group.ends_on == datetime.date(2024, 1, 31)
    (town,) = read_roster("council;population\nVille-Essai;8 650\n", "p.csv").populations
    assert town.population == 8650


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\n1,2\n", "r.csv, line 1: the columns must be"),
        (f"{HEADING}\n{member()};x\n", "r.csv, line 2: it has 17 values for 16 columns."),
        (f"{HEADING}\n{member(**{'Code sexe': 'X'})}\n", "r.csv, line 2: « Code sexe » is M or F, not « X »."),
        (f"{HEADING}\n\n{member(**{'Date de début du mandat': 'mars 2020'})}\n", "r.csv, line 3: « Date de début du mandat » is a day"),
        (HEADING + "\n" + member(**{"Nom de l'élu": ""}), "r.csv, line 2: it has no « Nom de l'élu »."),
        ("council,name,group,from,to\n,X,Y,,\n", "r.csv, line 2: it has no council."),
        ("council,population\nVille-Essai,beaucoup\n", "r.csv, line 2: population is a whole number, not « beaucoup »."),
    ],
)
def test_a_faulty_row_is_told_with_file_and_line(text, sentence):
    with pytest.raises(RosterError) as caught:
        read_roster(text, "r.csv")
    assert str(caught.value).startswith(sentence)


def test_the_examples_of_the_readme_can_be_read():
    text = (PROJECT / "data" / "roster" / "README.md").read_text(encoding="utf-8")
    members, groups, populations = (read_roster(example, "x.csv") for example in re.findall(r"(?s)```csv\n(.*?)```", text))
    assert (len(members.members), len(groups.groups), len(populations.populations)) == (1, 1, 1)
