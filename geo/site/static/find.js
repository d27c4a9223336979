// Search: as the app does it (geo/analysis/search.py), over a list that the site has of each language.
(() => {
  "use strict";
  const site = window.CRP_SITE, { index } = site;
  const find = (id) => document.getElementById(id);
  const MOST = 8, LEAST = 75, SHORTEST = 4, LONGEST = 80;
  const input = find("find"), box = find("find-list");
  let entries = null, found = [], at = -1;

  const fold = (text) => text.replaceAll("-", " ").replaceAll("’", "'").normalize("NFKD").replace(/\p{M}/gu, "")
    .toLowerCase().replaceAll("ß", "ss").trim().split(/\s+/).filter(Boolean).join(" ");

  // Letters that two texts share in their order, at most: the Indel ratio is made of them.
  function common(a, b) {
    let last = Array.from({ length: b.length + 1 }, () => 0);
    for (const letter of a) {
      const next = [0];
      for (let n = 0; n < b.length; n += 1) next.push(letter === b[n] ? last[n] + 1 : Math.max(next[n], last[n + 1]));
      last = next;
    }
    return last[b.length];
  }
  const ratio = (a, b) => (a.length + b.length ? 200 * common(a, b) / (a.length + b.length) : 100);

  function score(asked, name) {
    if (name === asked) return 100;
    if (name.startsWith(asked)) return 95;
    if (name.includes(` ${asked}`)) return 90;
    if (asked.length < SHORTEST) return 0;
    if (name.includes(asked)) return 85;
    const words = name.split(" "), n = asked.split(" ").length, parts = [name];
    for (let k = 0; k + n <= words.length; k += 1) parts.push(words.slice(k, k + n).join(" "));
    return 0.9 * Math.max(...parts.map((part) => ratio(asked, part)));
  }

  async function search(question) {
    const asked = fold(question.slice(0, LONGEST));
    if (!asked) return [];
    entries = entries || (await site.load("search", index.files.search)).get("entries");
    const scored = entries.map((entry, n) => ({ entry, n, points: Math.max(...entry.names.map((name) => score(asked, name))) }));
    return scored.filter(({ points }) => points >= LEAST)
      .toSorted((a, b) => b.points - a.points || a.entry.rank - b.entry.rank || a.n - b.n)
      .slice(0, MOST).flatMap(({ entry }) => entry.lines);
  }

  function close() {
    box.hidden = true; found = []; at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(n) {
    at = n;
    Array.from(box.children).forEach((item, k) => item.setAttribute("aria-selected", String(k === n)));
    if (n >= 0 && found.length) {
      input.setAttribute("aria-activedescendant", box.children[n].id);
      box.children[n].scrollIntoView({ block: "nearest" });
    }
  }

  async function ask() {
    const text = input.value;
    if (!text.trim()) { close(); return; }
    const hits = await search(text);
    if (input.value !== text) return;
    found = hits;
    box.replaceChildren(...(hits.length ? hits : [[index.texts.nothing, "", ""]]).map(([name, kind], n) => {
      const item = document.createElement("li"), small = document.createElement("small");
      item.id = `found-${n}`; item.setAttribute("role", "option"); item.dataset.n = n;
      small.textContent = kind;
      item.append(name, " ", small);
      return item;
    }));
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(hits.length ? 0 : -1);
  }

  function reach(n) { if (found[n]) location.href = found[n][2]; }

  input.addEventListener("input", ask);
  input.addEventListener("keydown", async (event) => {
    const most = found.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (most) mark((at + (event.key === "ArrowDown" ? 1 : most - 1)) % most);
    } else if (event.key === "Enter") { event.preventDefault(); await ask(); reach(Math.max(at, 0)); } else if (event.key === "Escape") close();
  });
  box.addEventListener("mousedown", (event) => {
    const item = event.target.closest("li");
    if (item && item.dataset.n) { event.preventDefault(); reach(Number(item.dataset.n)); }
  });
  input.addEventListener("blur", () => setTimeout(close, 200));
  Object.assign(site, { search, fold, score });
})();
