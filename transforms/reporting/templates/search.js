// Sections that say what to look for get a field that leaves the rows in which every word stands; without this script all rows are there.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
for (const section of document.querySelectorAll("section[data-search]")) {
  const rows = [...section.querySelectorAll("tbody tr")].map((row) => [row, plain(row.textContent)]);
  const form = document.createElement("p");
  const label = document.createElement("label");
  const field = document.createElement("input");
  const answer = document.createElement("output");
  form.className = "search";
  field.type = "search";
  field.autocomplete = "off";
  label.append(section.dataset.search, " ", field);
  form.append(label, " ", answer);
  section.querySelector("h2").after(form);
  field.addEventListener("input", () => {
    const asked = plain(field.value).split(" ").filter(Boolean);
    let left = 0;
    for (const [row, text] of rows) {
      row.hidden = !asked.every((word) => text.includes(word));
      if (!row.hidden) left += 1;
    }
    answer.textContent = asked.length ? `${left} / ${rows.length}` : "";
  });
}
