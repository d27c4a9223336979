// The figures of a map as a table on the page and as a CSV file, and the copy of a link.
(() => {
  "use strict";
  const site = window.CRP_SITE;
  const escapeText = (text) => CRP.html.escapeText(text);
  const COLUMNS = [["region", "#adm1+name"], ["region_code", "#adm1+code+v_pcode"], ["state", "#meta+state"], ["value", "#value"],
    ["low", "#value+min"], ["high", "#value+max"], ["unit", "#meta+unit"], ["title", "#meta+title"], ["view", "#meta+view"],
    ["data_version", "#meta+version"]];

  const regionOf = (slug, areas, index) => index.regions[areas].find((r) => r.slug === slug);

  // Texts that a spreadsheet would take for a formula are marked as texts.
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  function table({ rows, style, unit, estimate }, _view, index) {
    const { texts } = index, number = new Intl.NumberFormat(index.lang, { maximumFractionDigits: 2 });
    const shown = (value) => (value === null ? "–" : number.format(value));
    const heads = [texts.region, texts.pcode, unit, ...(estimate ? [texts.low, texts.high] : [])];
    const body = rows.map(([slug, state, label, value, low, high]) => {
      const { name, pcode } = regionOf(slug, style.areas, index);
      const figure = value === null ? { nodata: texts.notReported, withheld: label }[state] || label || "–" : shown(value);
      const cells = [figure, ...(estimate ? [shown(low), shown(high)] : [])];
      return `<tr><th scope='row'>${escapeText(name)}</th><td>${escapeText(pcode || "–")}</td>` +
        `${cells.map((text) => `<td class='n'>${escapeText(text)}</td>`).join("")}</tr>`;
    });
    return `<h2 class='part'>${escapeText(style.title)}</h2><p><button type='button' class='chip' data-do='table'>` +
      `${escapeText(texts.csv)}</button></p><div class='scroll' tabindex='0'><table class='plain figures-table'><thead><tr>` +
      `${heads.map((text) => `<th scope='col'>${escapeText(text)}</th>`).join("")}</tr></thead>` +
      `<tbody>${body.join("")}</tbody></table></div>`;
  }

  function csvOf({ rows, style, unit }, view, index) {
    const known = { unit, title: style.title, view: site.query(view), data_version: index.version };
    const lines = rows.map(([slug, state, , value, low, high]) => {
      const { name, pcode } = regionOf(slug, style.areas, index);
      return COLUMNS.map(([column]) => cell({ region: name, region_code: pcode, state, value, low, high, ...known }[column]));
    });
    const heads = [COLUMNS.map(([name]) => name), COLUMNS.map(([, tag]) => tag)];
    return `\ufeff${[...heads, ...lines].map((line) => line.join(",")).join("\r\n")}\r\n`;
  }

  function saveTable(content, view, index) {
    const file = document.createElement("a");
    file.href = URL.createObjectURL(new Blob([csvOf(content, view, index)], { type: "text/csv" }));
    file.download = `${content.file}.csv`;
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60000);
  }

  async function copy(index) {
    const box = document.getElementById("said");
    try { await navigator.clipboard.writeText(location.href); } catch { // no clipboard in a file: an old way
      const area = document.createElement("textarea");
      area.value = location.href;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    box.textContent = index.texts.copied.replace("{title}", document.querySelector("#main h1").textContent);
    box.hidden = false;
    setTimeout(() => { box.hidden = true; }, 6000);
  }

  Object.assign(site, { table, csvOf, saveTable, copy });
})();
