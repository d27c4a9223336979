// The words of a map style as HTML: every text of the data is escaped here. Pure functions.
(function () {
  "use strict";

  // Safe between tags and inside an attribute, whichever quotes it has.
  const escapeText = (s) => String(s).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

  const label = (style, region) =>
    `<span>${escapeText(style.strings[region.name])}</span>${region.label ? `<b>${escapeText(region.label)}</b>` : ""}`;

  function tooltip(style, slug) {
    const region = style && style.regions[slug];
    if (!region) return "";
    const cell = (n) => `<td>${escapeText(style.strings[n])}</td>`;
    const rows = region.tip.map((pair) => `<tr>${pair.map(cell).join("")}</tr>`);
    const lines = rows.length ? `<table>${rows.join("")}</table>` : `<p>${escapeText(style.empty)}</p>`;
    return `<b>${escapeText(style.strings[region.name])}</b>${lines}`;
  }

  const entry = (e) =>
    `<div><i class="${e.fill ? "" : "hatch"}" style="${e.fill ? `background:${e.fill}` : ""}"></i>` +
    `${escapeText(e.label)}<em>${e.n}</em></div>`;

  // Two measures at once: need upwards, response to the right; a cell's sentence comes with the pointer.
  function bivariate(s) {
    const cell = (c) => `<td style="background:${c.fill}" title="${escapeText(c.words)}">${c.n || ""}</td>`;
    const rows = s.cells.map((row, i) => `<tr><th>${escapeText(s.needs[i])}</th>${row.map(cell).join("")}</tr>`);
    const foot = `<tr><th></th>${s.responses.map((r) => `<th>${escapeText(r)}</th>`).join("")}</tr>`;
    const caption = `<caption>↑ ${escapeText(s.need)}<br>→ ${escapeText(s.response)}</caption>`;
    return `<table class="square">${caption}${rows.join("")}${foot}</table>`;
  }

  function legend(style) {
    const title = style.square ? bivariate(style.square) : `<b>${escapeText(style.legendTitle)}</b>`;
    const counted = style.legend.length && style.legendCount;
    const count = counted ? `<div class='count'><em>${escapeText(style.legendCount)}</em></div>` : "";
    return title + count + style.legend.map(entry).join("");
  }

  CRP.html = { escapeText, label, tooltip, legend };
})();
