// The first page finds councillors, deliberations and sessions in an index that is a plain script: it works from disk and on any host.
const found = document.querySelector("#trouve");
if (found && typeof registreIndex !== "undefined") {
  const most = 50;
  const [status, list, field] = [found.querySelector("[role=status]"), found.querySelector("ol"), document.querySelector("#q")];
  const index = registreIndex.map((entry) => [entry, plain(entry.join(" "))]);
  const show = () => {
    const asked = plain(field.value).split(" ").filter(Boolean);
    found.hidden = !asked.length;
    const hits = asked.length ? index.filter(([, text]) => asked.every((word) => text.includes(word))) : [];
    list.replaceChildren(...hits.slice(0, most).map(([[kind, href, text, words, day]]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const where = document.createElement("span");
      link.href = href;
      link.textContent = kind === text ? text : [day && !text ? day : "", /\d/.test(words) && day ? words : "", text].filter(Boolean).join(" ");
      where.className = "where";
      where.textContent = [kind, text ? day : ""].filter(Boolean).join(", ");
      item.append(link, " ", where);
      return item;
    }));
    const more = hits.length > most ? ` (${found.dataset.more})` : "";
    status.textContent = hits.length ? `${found.dataset.some} ${hits.length}${more}` : found.dataset.none;
  };
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  show();
}
