// Headings of sortable tables become buttons; without this script the table reads the same, in alphabetical order.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.querySelectorAll("th[data-column]")];
  const body = table.tBodies[0];
  for (const head of heads) {
    const button = document.createElement("button");
    const numeric = head.dataset.numeric !== undefined;
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", head.dataset.sorted || "none");
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const down = before === "none" ? numeric : before === "ascending";
      const key = (row) => row.cells[head.dataset.column].dataset.value;
      const order = (a, b) => (numeric ? a - b : a.localeCompare(b, "fr"));
      const rows = [...body.rows];
      const known = rows.filter((row) => key(row) !== "").sort((a, b) => order(key(a), key(b)) * (down ? -1 : 1));
      body.append(...known, ...rows.filter((row) => key(row) === ""));
      for (const other of heads) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
    });
  }
}
