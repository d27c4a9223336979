// A page of the site: the address says the view; its content is laid into the page and onto the map.
(() => {
  "use strict";
  const site = window.CRP_SITE, { index } = site;
  const find = (id) => document.getElementById(id), all = (what) => Array.from(document.querySelectorAll(what));
  const escapeText = (text) => CRP.html.escapeText(text);
  const lines = (list) => list.join("\n");
  const { page } = document.body.dataset, measures = document.body.dataset.measures.split(" ");
  const NARROW = 900; // pixels: below, the filters open over the page
  let number = 0, drawn = null, before = null;

  // The view of an address on this page.
  function viewOf(words) {
    const view = site.changed(words, { measure: site.measureOf(words, { measures }) });
    const { areas } = index.usual, regions = index.known.areas.includes(view.areas) ? index.regions[view.areas] : index.regions[areas];
    if (page === "region" && !regions.some((r) => r.slug === view.region)) view.region = document.body.dataset.region;
    return view;
  }

  const wordsOf = (address) => Object.fromEntries(new URLSearchParams(address.split("?")[1] || ""));

  // The page brings the style of the map that it opens with: what is drawn first waits for no other file.
  const [opening] = JSON.parse(find("first").textContent);
  const contentName = (view) => `${site.batchOf(view, index)}?${site.keyOf(view, index.words[view.measure], index)}`;
  const opens = (view) => contentName(view) === contentName({ measure: measures[0] });
  function styles(address) {
    const view = viewOf(wordsOf(`?${address}`));
    return opens(view) ? Promise.resolve(opening) : site.contentOf(view, index).then(({ content }) => content.style);
  }

  // Keep a view in the address; a browser that lets no file change its address gets it behind the sign #.
  function go(view, path = location.pathname) {
    const text = site.query(view), to = path + (text ? `?${text}` : "");
    if (path !== location.pathname) { location.href = to; return; }
    try { history.pushState({}, "", to); } catch { location.hash = `?${text}`; }
    show();
  }

  // Go where a link or an option leads: its words change the view as it is now.
  const lead = (change) => go(site.changed(site.words(), change));

  async function show() {
    const turn = number += 1, view = viewOf(site.words());
    try {
      const found = await site.contentOf(view, index);
      if (turn !== number) return;
      drawn = found;
      CRP.show(site.query(found.view), turn, view.region || null);
      head(found, view);
      below(found.content, view);
      options(found.view);
      links(view);
      beyond(found, view);
      await panel(found, view, turn);
      await tab(found, view, turn);
      document.body.dataset.shown = String(turn);
      ahead(found.view);
    } catch (error) {
      notice(index.texts.lacking.replace("{file}", error.message));
    }
  }

  function head({ content }, view) {
    if (page === "region") return; // the region's own name and facts come with its panel
    title(content.style.title, content.subtitle, view);
  }

  function title(name, subtitle) {
    document.querySelector("#main h1").textContent = name;
    document.querySelector("#main p.sub").textContent = subtitle;
    document.title = `${name} · ${index.title}`;
  }

  function below(content, view) {
    if (page !== "region") find("foot").innerHTML = lines(content.foot);
    const day = find("day");
    day.hidden = !view.date || !index.days[view.date];
    document.documentElement.classList.toggle("holds-day", !day.hidden);
    if (!day.hidden) day.querySelector("span").textContent = index.texts.day.replace("{day}", index.days[view.date]);
  }

  // Which options are on, and which there are for this measure.
  function options(view) {
    const names = index.words[view.measure], money = view.against !== "sectors" || view.measure !== "mismatch";
    all("[data-go]").forEach((option) => {
      const now = wordsOf(option.dataset.go);
      const [name] = Object.keys(now), on = (view[name] || index.usual[name] || "") === now[name];
      if (option.matches("input")) option.checked = on; else option.setAttribute("aria-pressed", String(on));
    });
    for (const name of ["need", "against", "split", "surplus"]) {
      const input = document.querySelector(`input[name=${name}]`);
      if (input) input.closest("fieldset").hidden = !names.includes(name) || (!money && ["split", "surplus"].includes(name));
    }
    all(".money").forEach((box) => { box.hidden = !box.querySelector("fieldset:not([hidden])"); });
    const number_of = ["objective", "sector", "date"].filter((n) => view[n]).length +
      ["basis", "areas"].filter((n) => view[n] && view[n] !== index.usual[n]).length;
    find("tool-filters").textContent = number_of ? `${index.texts.filters} (${number_of})` : index.texts.filters;
    if (find("all")) find("all").hidden = !view.objective && !view.sector;
  }

  // Links to other pages take the view along.
  function links(view) {
    const along = site.changed(site.words(), { tab: "" }), text = site.query(along);
    all("a[data-page]").forEach((a) => { a.href = a.dataset.page + (text && !a.dataset.bare ? `?${text}` : ""); });
    const whole = site.query(site.words());
    all("a[data-lang]").forEach((a) => { a.href = a.dataset.lang + (whole ? `?${whole}` : ""); });
    const live = find("live");
    if (live) live.href = liveAddress(view);
  }

  // The same view in the live explorer.
  function liveAddress(view) {
    const own = { ...site.words(), ...(index.lang === "en" ? {} : { lang: index.lang }) };
    if (page === "region") own.region = view.region;
    const path = page === "overview" ? "" : page;
    return `${index.live}/${path}?${site.query(own)}`;
  }

  // What the address asks for that this copy does not hold.
  function beyond({ let_go }, view) {
    const said = Array.from(new Set(let_go)).map((name) => `${name} “${view[name]}”`).concat(unknown());
    notice(said.length ? index.texts.beyond.replace("{words}", said.join("; ")) : "", said.length && index.live);
  }

  // Words that no view knows: another measure, or another region, is shown in their place.
  function unknown() {
    const { measure, region } = site.words(), known = Object.values(index.regions).flat();
    return [
      ...(measure && !Object.hasOwn(index.words, measure) ? [`measure “${measure}”`] : []),
      ...(region && !known.some((r) => r.slug === region) ? [`region “${region}”`] : []),
    ];
  }

  function notice(text, linked) {
    const box = find("beyond");
    box.hidden = !text;
    box.textContent = text;
    if (!text || !linked) return;
    const link = document.createElement("a");
    link.href = liveAddress(viewOf(site.words()));
    link.textContent = index.texts.live;
    box.append(" ", link);
  }

  const around = (view) => {
    const name = `around.${view.basis || index.usual.basis}.${view.areas || index.usual.areas}`;
    return site.load(name, index.files[name]);
  };

  const money = (view) => {
    const name = `money.${view.basis || index.usual.basis}.${view.areas || index.usual.areas}`;
    return site.load(name, index.files[name]);
  };

  async function panel(found, view, turn) {
    const box = find("panel");
    if (page === "region") { await regionPage(box, found.view, turn); return; }
    const region = found.content.rows.find(([slug]) => slug === view.region);
    if (!region && page === "overview") {
      const file = await money(found.view);
      const piece = file.get(`plan?${site.keyOf(view, ["surplus", "date"], index)}`) || file.get("plan?");
      if (turn === number) box.outerHTML = lines(piece.panel);
      return;
    }
    if (page === "overview" && !find("panel-body")) box.replaceChildren(find("region-panel").content.cloneNode(true));
    if (!region) {
      const { title: name, body } = found.content.panel;
      box.dataset.region = "";
      box.setAttribute("aria-label", name);
      find("panel-title").textContent = name;
      find("panel-body").innerHTML = lines(body);
      find("close").hidden = true;
      return;
    }
    const activities = await activitiesOf(found.view, view.region);
    if (turn !== number) return;
    card(box, found.content, region, activities);
  }

  // The activities of a view's sectors that may touch a region, as the app lists them.
  async function activitiesOf(view, region) {
    const by = (await around(view)).get(`region=${region}`);
    const chosen = index.sectors.filter(({ code, objective }) =>
      (!view.sector || view.sector === code) && (!view.objective || view.objective === objective));
    const found = chosen.map(({ code }) => lines(by[code] || [])).join("");
    return found || `<p>${escapeText(index.texts.noActivity)}</p>`;
  }

  function card(box, content, [slug, state, label], activities) {
    const { style } = content, known = style.regions[slug], text = (n) => escapeText(style.strings[n]);
    const about = index.regions[style.areas].find((r) => r.slug === slug);
    const row = ([name, value], kind = "") => `<tr><td>${name}</td><td${kind}>${value}</td></tr>`;
    const shown = label || (state === "nodata" ? index.texts.notReported : "0");
    const unit = content.unit.slice(0, 1).toUpperCase() + content.unit.slice(1);
    const figures = [[index.texts.pcode, about.pcode || "–"], ...(style.when ? [] : [[unit, shown]]), [index.texts.people, about.people]];
    const table = (rows) => `<table class='plain'>${rows.join("")}</table>`;
    const tip = known.tip.length ? table(known.tip.map((pair) => row(pair.map(text)))) : `<p>${escapeText(style.empty)}</p>`;
    const own = find("region-page").content.firstElementChild.cloneNode(true);
    box.dataset.region = slug;
    box.setAttribute("aria-label", about.name);
    find("panel-title").textContent = about.name;
    find("close").hidden = false;
    find("panel-body").innerHTML = table(figures.map((pair) => row(pair.map(escapeText), " class='n'"))) + tip + activities;
    find("panel-body").querySelectorAll("table")[tip.startsWith("<table") ? 1 : 0].after(own);
    own.querySelector("a").href = `region.html?${site.query(site.changed(site.words(), { tab: "", measure: "" }))}`;
    if (innerWidth < NARROW && before !== slug) box.scrollIntoView({ block: "start" });
    before = slug;
  }

  async function regionPage(box, view, turn) {
    const name = `region.${view.basis || index.usual.basis}.${view.areas || index.usual.areas}`;
    const file = await site.load(name, index.files[name]);
    const found = file.get(site.keyOf(view, ["split", "surplus", "region"], index));
    if (turn !== number || !found) return;
    drawn = { ...drawn, region: found };
    title(found.title, found.subtitle);
    box.outerHTML = lines(found.panel);
    find("foot").innerHTML = lines(found.foot);
    find("region").value = `?region=${view.region}`;
  }

  // The tab that is open.
  async function tab(found, view, turn) {
    const open = view.tab || "", box = find("opened");
    all("nav.tabs a").forEach((a) => {
      if (a.dataset.tab === open) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
    });
    const html = open ? await tabOf(open, found, view) : "";
    if (turn !== number) return;
    const changed = box.dataset.tab !== open;
    box.innerHTML = html;
    box.dataset.tab = open;
    if (changed && html) box.scrollIntoView({ block: "start" });
  }

  async function tabOf(open, found, view) {
    if (page === "region") return drawn.region ? lines(drawn.region[open] || []) : "";
    if (open === "caveats") return lines(found.content.caveats);
    if (open === "figures") return site.table(found.content, found.view, index);
    if (["sectors", "flow", "years"].includes(open)) {
      const file = await money(found.view);
      if (open === "years") return lines(file.get("years").years);
      const words = ["objective", "sector", "basis", "areas", "surplus", "date"];
      const piece = file.get(site.keyOf(found.view, words, index));
      return piece ? lines(piece[open]) : "";
    }
    const near = await around(view);
    const piece = near.get(site.keyOf(found.view, ["objective", "sector"], index));
    if (!piece || !piece[open]) return "";
    if (open === "maps" && !piece.maps.length) return lines(near.get("").maps);
    return lines(piece[open]);
  }

  // Fetch what may be asked for next: the page's other measures, the other basis, what stands in the tabs.
  function ahead(view) {
    const next = [...measures.map((measure) => ({ ...view, measure })),
      ...index.known.basis.map((basis) => ({ ...view, basis }))];
    const names = next.map((one) => site.batchOf(one, index));
    const wait = window.requestIdleCallback || ((work) => setTimeout(work, 200));
    wait(() => {
      names.filter((name) => index.files[name]).forEach((name) => site.load(name, index.files[name]).catch(() => {}));
      around(view).catch(() => {});
    });
  }

  function press(option) {
    const change = wordsOf(option.dataset.go), on = option.getAttribute("aria-pressed") === "true";
    if (on) Object.keys(change).forEach((name) => { change[name] = ""; });
    lead(change);
  }

  // A day from the map's player: it brings the one scale over all days with it.
  function told(what) {
    if (!what.startsWith("date=")) { lead({ region: site.words().region === what && page !== "region" ? "" : what }); return; }
    const day = what.slice(5), frame = drawn.content.style.times.find(([, , iso]) => iso === day);
    const scale = frame ? wordsOf(`?${frame[1]}`).classes || "" : "";
    lead({ date: day, classes: scale });
  }

  function filters(open) {
    document.documentElement.classList.toggle("filters-open", open);
    find("tool-filters").setAttribute("aria-expanded", String(open));
    if (open) { find("filters").tabIndex = -1; find("filters").focus(); }
  }

  const DO = {
    copy: () => site.copy(index),
    full: () => site.full(),
    print: () => window.print(),
    filters: () => filters(!document.documentElement.classList.contains("filters-open")),
    skip: () => { const map = document.querySelector(".leaflet-container"); if (map) map.focus(); },
    table: () => site.saveTable(drawn.content, drawn.view, index),
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-do], button[data-go], a[data-in]");
    if (!target || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.dataset.do) { event.preventDefault(); DO[target.dataset.do](target); return; }
    if (target.dataset.go) { press(target); return; }
    if (target.pathname !== location.pathname) return; // to another page: an ordinary link
    event.preventDefault();
    const like = target.dataset.like && document.querySelector(`[data-option="${target.dataset.like}"]`);
    if (like) { press(like); return; }
    const change = wordsOf(target.getAttribute("href"));
    if (target.closest("nav.tabs") && site.words().tab === change.tab) change.tab = "";
    lead(change);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches("input[data-go]")) press(target);
    if (target.matches("select[data-choose]")) lead(wordsOf(target.value));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") filters(false);
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "/" && !typing) { event.preventDefault(); find("find").focus(); }
  });
  addEventListener("popstate", show);

  const map = L.map("map", CRP.ZOOMS);
  map.setView([index.bounds[0][0], index.bounds[0][1]], 5);
  const now = viewOf(site.words()), ready = opens(now);
  CRP.start(map, { bounds: index.bounds, styles, told, style: ready ? opening : null });
  if (ready) CRP.show(site.query(now), number, now.region || null);
  site.begin(show, ready);
})();
