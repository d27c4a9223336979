// The words of a map style as HTML: every text of the data is escaped here.
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

  const drawn = (e) => (e.pattern || !e.fill ? `class="${e.pattern || "hatch"}"` : `style="background:${e.fill}"`);
  const swatch = (e) => `<i ${drawn(e)}></i>`;
  const entry = (e) => `<div>${swatch(e)}${escapeText(e.label)}<em>${e.n}</em></div>`;

  // Circles within each other, standing on one line, each with its amount at its top; below, what their parts are.
  function circles(c, unit, letter) {
    const sizes = c.sizes.map(([words, degrees]) => [words, degrees * unit]);
    const most = sizes[0][1], high = 2 * most + 8, right = 2 * most + 12;
    const tops = sizes.map(([, r], i) => Math.max(high - 2 * r, letter * 0.75 + (letter + 2) * i)); // words never meet
    const one = ([words, r], i) => `<circle cx="${most + 2}" cy="${high - r}" r="${r}"/>` +
      `<path d="M${most + 2},${high - 2 * r}L${right - 2},${tops[i]}"/>` +
      `<text x="${right}" y="${tops[i] + letter / 3}">${escapeText(words)}</text>`;
    const box = `width="${right + 6.2 * letter}" height="${Math.max(high, tops[tops.length - 1] + 6) + 3}"`;
    const keys = c.keys.map(([part, words]) => `<div><i class="key-${part}"></i>${escapeText(words)}</div>`).join("");
    const note = c.note ? `<p>${escapeText(c.note)}</p>` : "";
    return `<svg class="nested" ${box}>${sizes.map(one).join("")}</svg>${keys}${note}`;
  }

  // Two measures at once: need upwards, response to the right; a cell's sentence comes with the pointer.
  function bivariate(s) {
    const cell = (c) => `<td class="${c.dark ? "dark" : ""}" style="background:${c.fill}"` +
      ` title="${escapeText(c.words)}">${escapeText(c.sign)} ${c.n || ""}</td>`;
    const rows = s.cells.map((row, i) => `<tr><th>${escapeText(s.needs[i])}</th>${row.map(cell).join("")}</tr>`);
    const foot = `<tr><th></th>${s.responses.map((r) => `<th>${escapeText(r)}</th>`).join("")}</tr>`;
    const caption = `<caption>↑ ${escapeText(s.need)}<br>→ ${escapeText(s.response)}</caption>`;
    return `<table class="square">${caption}${rows.join("")}${foot}</table>`;
  }

  // *letter* is the size of the words beside the circles, in pixels.
  function legend(style, unit, letter = 12) {
    const title = style.square ? bivariate(style.square) : `<b>${escapeText(style.legendTitle)}</b>`;
    const counted = style.legend.length && style.legendCount;
    const count = counted ? `<div class='count'><em>${escapeText(style.legendCount)}</em></div>` : "";
    const shown = style.legend.length && style.legendMethod;
    const method = shown ? `<p class='method'>${escapeText(style.legendMethod)}</p>` : "";
    const round = style.circles ? circles(style.circles, unit, letter) : "";
    return title + round + count + style.legend.map(entry).join("") + method;
  }

  // Write what is new: the same words again would be laid out anew.
  const written = new WeakMap();
  function put(el, html) {
    if (written.get(el) === html) return;
    written.set(el, html);
    el.innerHTML = html;
  }

  CRP.html = { escapeText, label, put, tooltip, legend };
})();
