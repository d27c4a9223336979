// Two maps over the same area, each with its own measure and sectors; of one measure both have the same classes.
(() => {
  "use strict";
  const site = window.CRP_SITE, { index } = site;
  const find = (id) => document.getElementById(id), all = (what) => Array.from(document.querySelectorAll(what));
  const SIDES = ["left", "right"], [LEFT, RIGHT] = document.body.dataset.measures.split(" ");
  const maps = {};
  let turn = 0;

  // The view of each side: the right one has its measure, sectors and day in one word of the address.
  function viewsOf(words) {
    const { right, ...left } = words;
    const own = Object.fromEntries(new URLSearchParams(right === undefined ? `measure=${RIGHT}` : right));
    const shared = { ...left };
    ["measure", "sector", "objective", "date", "need", "against"].forEach((name) => delete shared[name]);
    const known = (view) => ({ ...view, measure: Object.hasOwn(index.words, view.measure) ? view.measure : LEFT });
    const sides = [left, { ...shared, ...own }], unknown = sides.map((v) => v.measure).filter((m) => m && !Object.hasOwn(index.words, m));
    return { left: known(left), right: known(sides[1]), unknown };
  }

  const part = (view) => site.query({ objective: view.objective, sector: view.sector });

  // The page brings the styles of the maps that it opens with: what is drawn first waits for no other file.
  const opening = JSON.parse(find("first").textContent);
  const opens = () => !site.query(site.changed(site.words(), { plan: "", lang: "" }));

  // The styles of both sides: of one measure in their common classes, where this copy has the pair.
  async function stylesOf(views) {
    const found = await Promise.all(SIDES.map((side) => site.contentOf(views[side], index)));
    const [left, right] = found.map((f) => f.view);
    const let_go = found.flatMap((f) => f.let_go);
    if (left.measure !== right.measure) return { styles: found.map((f) => f.content.style), found, let_go };
    const name = `pairs.${left.measure}`, file = index.files[name] && await site.load(name, index.files[name]);
    const plain = [left, right].every((v) => ["basis", "areas", "split", "surplus", "date", "classes"].every((n) => !v[n] || v[n] === index.usual[n]));
    const pair = file && plain ? file.get(`${part(left)}|${part(right)}`) : undefined;
    if (pair) return { styles: pair, found, let_go };
    return { styles: found.map((f) => f.content.style), found, let_go: part(left) === part(right) ? let_go : [...let_go, "scale"] };
  }

  function go(views) {
    const { measure, sector, objective } = views.right;
    const words = { ...views.left, right: site.query({ measure, objective, sector }) };
    const text = site.query(words);
    try { history.pushState({}, "", `?${text}`); } catch { location.hash = `?${text}`; }
    show();
  }

  // Here a map is of one day: it has no player.
  const paint = (side, style) => maps[side].paint({ ...style, times: [] });

  async function show() {
    const now = turn += 1, views = viewsOf(site.words());
    try {
      const found = await stylesOf(views);
      if (now === turn) lay(views, found, now);
    } catch (error) {
      notice(index.texts.lacking.replace("{file}", error.message));
    }
  }

  function notice(text) {
    find("beyond").hidden = !text;
    find("beyond").textContent = text;
  }

  function lay(views, { styles, found, let_go }, now) {
    SIDES.forEach((side, n) => {
      paint(side, styles[n]);
      find(`name-${side}`).textContent = styles[n].title;
      find(`sub-${side}`).textContent = found[n].content.subtitle;
      find(`measure-${side}`).value = views[side].measure;
      find(`part-${side}`).value = part(found[n].view);
      find(`foot-${side}`).innerHTML = found[n].content.foot.join("\n");
    });
    const text = site.query(site.words());
    all("a[data-page]").forEach((a) => { a.href = a.dataset.page + (text && !a.dataset.bare ? `?${text}` : ""); });
    all("a[data-lang]").forEach((a) => { a.href = a.dataset.lang + (text ? `?${text}` : ""); });
    const live = `${index.live}/compare?${site.query({ ...site.words(), ...(index.lang === "en" ? {} : { lang: index.lang }) })}`;
    if (find("live")) find("live").href = live;
    const said = Array.from(new Set(let_go)).map((name) => (name === "scale" ? index.texts.scales : name))
      .concat(views.unknown.map((measure) => `measure “${measure}”`));
    notice(said.length ? index.texts.beyond.replace("{words}", said.join("; ")) : "");
    document.body.dataset.shown = String(now);
  }

  document.addEventListener("change", ({ target }) => {
    const [what, side] = target.id.split("-"), views = viewsOf(site.words());
    if (what === "measure") views[side].measure = target.value;
    else if (what === "part") {
      delete views[side].objective; delete views[side].sector;
      Object.assign(views[side], Object.fromEntries(new URLSearchParams(target.value)));
    } else return;
    go(views);
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-do]");
    if (!target) return;
    event.preventDefault();
    if (target.dataset.do === "copy") site.copy(index);
    if (target.dataset.do === "print") window.print();
    if (target.dataset.do === "full") site.full();
    if (target.dataset.do === "skip") document.querySelector(".leaflet-container").focus();
  });
  addEventListener("popstate", show);

  SIDES.forEach((side) => {
    const map = L.map(`map-${side}`, CRP.ZOOMS);
    map.setView(index.bounds[0], 5);
    maps[side] = CRP.create();
    maps[side].start(map, { bounds: index.bounds, styles: () => Promise.reject(new Error("no days here")), told: () => {} });
  });
  if (opens()) SIDES.forEach((side, n) => paint(side, opening[n]));
  site.begin(show, opens());
})();
