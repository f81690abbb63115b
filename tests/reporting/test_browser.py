"""The page in a real browser, where there is one: it sorts, searches, leads to sources and asks nothing of the network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import CHROMIUM
from transforms.reporting.attendance import AttendanceFrames, attendance_report
from transforms.reporting.divisions import GroupBy
from transforms.reporting.render import attendance_html

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

# Acts as a reader does and tells what is then seen.
READER = """() => {
const rows = () => [...document.querySelectorAll("#membres ~ .scroll tbody tr")].filter((row) => row.checkVisibility());
const names = () => rows().map((row) => row.cells[0].textContent.trim());
const seen = {};
document.querySelector('#membres ~ .scroll th[data-column="7"] button').click();
seen.sorted = names();
const field = document.querySelector("#membres ~ .search input");
field.value = "etienne D";
field.dispatchEvent(new Event("input"));
seen.found = [names(), field.closest("p").querySelector("output").textContent];
field.value = "";
field.dispatchEvent(new Event("input"));
seen.all = rows().length;
document.querySelector("table.sessions a").click();
seen.source = document.querySelector(location.hash).cells[1].textContent.trim();
seen.requests = performance.getEntriesByType("resource").map((entry) => entry.name);
const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
seen.twice = ids.filter((id, index) => ids.indexOf(id) !== index);
seen.unnamed = [...document.querySelectorAll("button, input")].filter((one) => !(one.labels?.length || one.textContent.trim())).length;
return seen;
}"""


def test_a_reader_sorts_searches_and_follows_a_session_to_its_source(browser: Browser, frames: AttendanceFrames, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(attendance_html(attendance_report(frames, {}, group_by=GroupBy.ROLE)), encoding="utf-8")
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri())
    seen = page.evaluate(READER)
    page.close()
    assert said == []
    # without a rate last, whatever the order
    assert [name.split()[-1] for name in seen["sorted"]] == [
        "ABADIE",
        "<script>alert(1)</script>",
        "ÉTIENNE",
        '=HYPERLINK("http://exemple.invalid")',
    ]
    assert seen["found"] == [["Denis ÉTIENNE"], "1 / 4"]
    assert seen["all"] == 4
    assert seen["source"].startswith("séance & annexes.pdf")
    assert (seen["requests"], seen["twice"], seen["unnamed"]) == ([], [], 0)
