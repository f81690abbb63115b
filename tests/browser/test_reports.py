"""The attendance report, the review page and the dictionary as people use them."""

from __future__ import annotations

import re

from pipelines.home import Home
from tests.browser.conftest import Reader


def test_the_attendance_report_is_sorted_searched_and_leads_to_its_source(reader: Reader, home: Home) -> None:
    page = reader.open(home.published / "attendance_commune-ville-temoin.html")
    rows = page.locator("#membres ~ .scroll tbody tr:visible")
    names = rows.locator("th")
    alphabetical = names.all_inner_texts()
    page.locator('#membres ~ .scroll th[data-column="7"] button').click()
    rates = [cell.get_attribute("data-value") or "" for cell in rows.locator("td:nth-of-type(7)").all()]
    known = [float(rate) for rate in rates if rate]
    assert known == sorted(known, reverse=True)
    assert len(set(known)) > 1
    assert sorted(names.all_inner_texts()) == sorted(alphabetical)
    page.locator("#membres ~ .search input").fill("heloise")
    assert [name.split()[-1] for name in names.all_inner_texts()] == ["N'DONGALA"]
    page.locator("table.sessions a").first.click()
    source = page.locator("tr:target")
    assert "23\u00a0janvier\u00a02024" in source.inner_text()
    assert "ville-temoin-2024-01-23-DEL2024_001.pdf" in source.inner_text()


def test_a_reason_of_the_review_leads_to_the_outlined_line(reader: Reader, home: Home) -> None:
    page = reader.open(home.published / "review" / "index.html")
    page.locator("main a").first.click()
    reason = page.locator("li.error", has_text="C1")
    assert "Le total imprimé des présents est 22" in reason.inner_text()
    link = reason.locator("a").first
    assert re.fullmatch(r"#p1l\d+", link.get_attribute("href") or "")
    link.click()
    box = page.locator("rect:target").bounding_box()
    assert box is not None
    assert box["width"] > 20
    assert 3 < box["height"] < 40
    row = page.locator("input.row").first
    row.focus()
    assert row.evaluate("one => one.selectionEnd - one.selectionStart") == len(row.input_value()) > 40


def test_the_dictionary_finds_a_column_and_follows_what_a_table_reads(reader: Reader, home: Home) -> None:
    page = reader.open(home.dictionary)
    page.locator("#find").fill("is_by_proxy")
    assert page.locator("section.table:visible h3").all_inner_texts() == ["core.vote"]
    page.locator("#find").fill("")
    page.locator("section.table", has=page.locator("[id='core.vote']")).locator("dl.facts a", has_text="core.vote_count").click()
    assert page.evaluate("decodeURIComponent(location.hash)") == "#core.vote_count"
