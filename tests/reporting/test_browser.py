"""The page in a real browser, where there is one: it sorts, searches, leads to sources and asks nothing of the network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from transforms.reporting.attendance import AttendanceFrames, attendance_report
from transforms.reporting.divisions import GroupBy
from transforms.reporting.render import attendance_html

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-logging=stderr", "--dump-dom")

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

# Acts as a reader does and writes what is then seen into the page.
READER = """
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
document.documentElement.dataset.seen = JSON.stringify(seen);
"""


def test_a_reader_sorts_searches_and_follows_a_session_to_its_source(frames: AttendanceFrames, tmp_path: Path) -> None:
    html = attendance_html(attendance_report(frames, {}, group_by=GroupBy.ROLE))
    page = tmp_path / "page.html"
    page.write_text(html.replace("</body>", f"<script>{READER}</script></body>"), encoding="utf-8")
    command = [str(BROWSER), *OPTIONS, f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100)
    assert [line for line in shown.stderr.splitlines() if "CONSOLE" in line] == []
    found = re.search(r'data-seen="([^"]*)"', shown.stdout)
    assert found
    seen = json.loads(found[1].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
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
