// The map in the browser: drawn once, then only painted. window.CRP is the map of a page;
// CRP.create() makes more of them (the slides of a briefing).
// start(map, options) draws ground and regions of every vintage; paint(p) restyles them from a
// painting; show(address, number) fetches the painting that the server names.
window.CRP = (function create() {
  "use strict";
  const state = { map: null, layers: {}, areas: null, payload: null, selected: null };
  const INK = "#33414e";
  const EDGE = "#74879a";
  const SMALL = 5; // below this zoom (a phone), regions without a figure keep no name
  const HATCH = "url(#crp-hatch)";

  function pane(name, z, events) {
    const p = state.map.createPane(name);
    p.style.zIndex = z;
    if (!events) p.style.pointerEvents = "none";
    return name;
  }

  function ground(g) {
    const still = (name, style) => ({ interactive: false, pane: name, style: style });
    pane("neighbours", 300); pane("regions", 400, true); pane("water", 410); pane("towns", 420);
    L.geoJSON(g.neighbours, still("neighbours", { color: "#b9b3a6", weight: 0.8, fillColor: "#ece9e1", fillOpacity: 1 })).addTo(state.map);
    L.geoJSON(g.rivers, still("water", { color: "#6fa3c7", weight: 1.3, fill: false })).addTo(state.map);
    L.geoJSON(g.lakes, still("water", { color: "#6fa3c7", weight: 0.5, fillColor: "#bcd9ea", fillOpacity: 1 })).addTo(state.map);
    L.geoJSON(g.towns, {
      interactive: false,
      pointToLayer: (f, at) => L.circleMarker(at, { pane: "towns", radius: 2, color: INK, weight: 1, fillColor: "#fff", fillOpacity: 1, interactive: false }),
    }).addTo(state.map);
    state.names = g.neighbours.features.filter((f) => f.properties.lon).map((f) => name(f, [f.properties.lat, f.properties.lon], "crp-country"));
    state.towns = g.towns.features.map((f) => name(f, f.geometry.coordinates.slice().reverse(), "crp-town"));
  }

  function name(feature, at, kind) {
    const m = L.marker(at, { interactive: false, keyboard: false, pane: "towns", icon: L.divIcon({ className: kind, iconSize: null, html: "" }) });
    m.names = feature.properties;
    return m.addTo(state.map);
  }

  // Tiles come from another host: nothing is asked of it until the reader switches them on.
  function tiles(label, credit) {
    const layer = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", { pane: "water", maxZoom: 12, attribution: credit, opacity: 0.55 });
    const choices = {}; choices[label] = layer;
    if (state.layerChoice) state.layerChoice.remove();
    if (state.tiles) state.tiles.remove();
    state.tiles = layer;
    state.layerChoice = L.control.layers(null, choices, { position: "topright" }).addTo(state.map);
  }

  // Labels give way to each other, the smallest region first: it has the least room. A label stands in
  // its region or close to its middle; where there is no room, outside with a line to it. A value never
  // stands away from its middle without its name: it would read as another region's.
  const MOVES = [[0, 0], [0, -8], [0, 8], [-12, 0], [12, 0], [0, -16], [0, 16], [-24, -4], [24, 4], [-20, 12], [20, -12]];
  const AROUND = 24, NARROW = 520;

  function* rings(most) {
    for (let far = 30; far <= most; far += 10) {
      for (let n = 0; n < AROUND; n += 1) yield [1.25 * far * Math.cos(2 * Math.PI * n / AROUND), far * Math.sin(2 * Math.PI * n / AROUND)];
    }
  }

  const inset = (r) => ({ left: r.left + 2, right: r.right - 2, top: r.top + 2, bottom: r.bottom - 2 });
  const box = (el) => inset(el.getBoundingClientRect());
  const cross = (r, q) => r.left < q.right && q.left < r.right && r.top < q.bottom && q.top < r.bottom;

  // Letters become smaller where more values find their own place so: a lost value weighs most, then a line.
  const SIZES = ["", "crp-dense", "crp-tiny"];

  function declutter() {
    if (!state.areas) return;
    const list = state.map.getContainer().classList;
    const sized = (size) => { list.remove("crp-dense", "crp-tiny"); if (size) list.add(size); return arrange(); };
    let best = null;
    for (const size of SIZES) {
      const cost = sized(size);
      if (best === null || cost < best.cost) best = { cost: cost, size: size };
      if (!cost) return;
    }
    if (best.size !== SIZES[SIZES.length - 1]) sized(best.size);
  }

  // Put labels in their places; return the cost of those that found none, or only one with a line.
  function arrange() {
    const container = state.map.getContainer(), edge = container.getBoundingClientRect();
    const taken = [];
    container.querySelectorAll(".leaflet-control, .crp-when, .crp-player").forEach((el) => { if (el.offsetWidth) taken.push(box(el)); });
    const out = (r) => r.left < edge.left || r.right > edge.right || r.top < edge.top || r.bottom > edge.bottom;
    const hits = (r) => out(r) || taken.some((q) => cross(r, q));
    const marks = [];
    state.layers[state.areas].labels.eachLayer((m) => { if (m.getElement()) marks.push(m); });
    marks.sort((a, b) => rank(b) - rank(a));
    const middles = new Map();
    marks.forEach((m) => {
      const el = m.getElement();
      el.classList.remove("crp-nameless", "crp-led");
      el.style.visibility = "";
      el.querySelectorAll("u").forEach((u) => u.remove());
      move(el, MOVES[0]);
      const r = el.getBoundingClientRect(), x = (r.left + r.right) / 2, y = (r.top + r.bottom) / 2;
      if (valued(m)) middles.set(m, { left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 });
    });
    const others = (m, r) => Array.from(middles).some((pair) => pair[0] !== m && cross(r, pair[1]));
    const place = (m, moves) => {
      const el = m.getElement();
      for (const by of moves) { move(el, by); const r = box(el); if (!hits(r) && !others(m, r)) { taken.push(r); return by; } }
      move(el, MOVES[0]);
      return null;
    };
    const left = marks.filter((m) => valued(m) && !place(m, MOVES));
    const far = Math.min(container.offsetWidth, container.offsetHeight) / 2.2;
    const ways = [{ outside: true }, {}, { over: true }];
    let cost = 0;
    left.forEach((m) => {
      const el = m.getElement();
      let by = null;
      for (const way of ways) by = by || ring(m, far, taken, middles, place, way);
      cost += by ? 1 : 100;
      if (by) { lead(el, by); return; }
      el.classList.add("crp-nameless");
      if (!place(m, [MOVES[0]])) el.style.visibility = "hidden";
    });
    marks.filter((m) => !valued(m)).forEach((m) => {
      if (state.map.getZoom() < SMALL || !place(m, MOVES)) m.getElement().style.visibility = "hidden";
    });
    state.towns.concat(state.names).forEach((m) => {
      const el = m.getElement();
      el.style.visibility = "visible";
      const r = box(el);
      if (hits(r)) el.style.visibility = "hidden"; else taken.push(r);
    });
    return cost;
  }

  // Go round a middle in growing circles until a label is free: outside the country and with a line that crosses
  // no other label, if the way asks for it.
  function ring(m, far, taken, middles, place, way) {
    const at = middles.get(m), x = at.left + 4, y = at.top + 4;
    for (const by of rings(far)) {
      const before = taken.length;
      if (!place(m, [by])) continue;
      const r = taken[before], cx = (r.left + r.right) / 2, cy = (r.top + r.bottom) / 2;
      const dots = Array.from({ length: 16 }, (_, n) => [cx + (x - cx) * n / 15, cy + (y - cy) * n / 15]);
      const crossed = taken.slice(0, before).some((q) => dots.some((d) => d[0] > q.left && d[0] < q.right && d[1] > q.top && d[1] < q.bottom));
      if ((way.over || !crossed) && !(way.outside && inland(r))) return by;
      taken.pop();
    }
    return null;
  }

  // Whether a box on the screen lies on the country.
  function inland(r) {
    const edge = state.map.getContainer().getBoundingClientRect(), scale = edge.width / state.map.getContainer().offsetWidth || 1;
    const spots = [[r.left, r.top], [r.right, r.top], [r.left, r.bottom], [r.right, r.bottom]];
    return spots.some((p) => {
      const at = state.map.containerPointToLatLng([(p[0] - edge.left) / scale, (p[1] - edge.top) / scale]);
      return state.layers[state.areas].features.some((f) => polygons(f).some((rings) => within(at.lng, at.lat, rings[0])));
    });
  }

  const polygons = (f) => (f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates);

  function within(x, y, line) {
    let odd = false;
    for (let i = 0, j = line.length - 1; i < line.length; j = i, i += 1) {
      if ((line[i][1] > y) !== (line[j][1] > y) && x < (line[j][0] - line[i][0]) * (y - line[i][1]) / (line[j][1] - line[i][1]) + line[i][0]) odd = !odd;
    }
    return odd;
  }

  // Draw the line from the edge of a label back to the middle of its region.
  function lead(el, by) {
    const u = document.createElement("u"), far = Math.hypot(by[0], by[1]);
    const inside = Math.min(el.offsetWidth / 2 / Math.abs(by[0] || 1e-6), el.offsetHeight / 2 / Math.abs(by[1] || 1e-6), 1);
    u.style.left = "calc(50% + " + -by[0] * inside + "px)"; u.style.top = "calc(50% + " + -by[1] * inside + "px)";
    u.style.width = far * (1 - inside) + "px"; u.style.transform = "rotate(" + Math.atan2(-by[1], -by[0]) + "rad)";
    el.appendChild(u);
    el.classList.add("crp-led");
  }

  function move(el, by) { el.style.marginLeft = by[0] + "px"; el.style.marginTop = by[1] + "px"; }

  function chosen(m) { return state.selected === m.options.slug; }

  function valued(m) { const r = state.payload && state.payload.regions[m.options.slug]; return chosen(m) || (r && r.label); }

  function rank(m) { return chosen(m) ? 1e9 : -m.options.area; }

  function regions(vintage, collection) {
    const layer = L.geoJSON(collection, {
      pane: "regions",
      style: { color: EDGE, weight: 0.9, fillColor: "#f3f1ea", fillOpacity: 1, smoothFactor: 0.5 },
      onEachFeature: (f, shape) => {
        shape.slug = f.properties.slug;
        shape.bindTooltip(() => tooltip(shape.slug), { sticky: true, direction: "auto", className: "crp-tip" });
        shape.on("click", (e) => { L.DomEvent.stopPropagation(e); pick(shape.slug); });
        shape.on("mouseover", () => shape.setStyle({ weight: 2.5 }).bringToFront());
        shape.on("mouseout", () => { outline(shape); });
      },
    });
    const labels = L.layerGroup(collection.features.filter((f) => f.properties.lon).map((f) => {
      const at = [f.properties.lat, f.properties.lon];
      return L.marker(at, { interactive: false, keyboard: false, pane: "towns", slug: f.properties.slug, area: f.properties.area,
        icon: L.divIcon({ className: "crp-label", iconSize: null, html: "" }) });
    }));
    state.layers[vintage] = { layer: layer, labels: labels, features: collection.features };
  }

  function hatch() {
    if (document.getElementById("crp-hatch")) return;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("width", 0); svg.setAttribute("height", 0); svg.style.position = "absolute";
    svg.innerHTML = '<defs><pattern id="crp-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
      '<rect width="7" height="7" fill="#fff"/><line x1="0" y1="0" x2="0" y2="7" stroke="#9aa3ab" stroke-width="2.4"/></pattern></defs>';
    document.body.appendChild(svg);
  }

  function start(map, options) {
    state.map = map;
    map.attributionControl.setPrefix(false);
    hatch();
    ground(window.CRP_SHAPES.ground);
    if (!window.CRP_SHAPES.ground.neighbours.features.length) map.getContainer().style.background = "#ece9e1"; // what is around is unknown: no sea
    Object.keys(window.CRP_SHAPES.regions).forEach((v) => regions(v, window.CRP_SHAPES.regions[v]));
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    state.legend = L.control({ position: "topleft" }); // over the neighbour in the north-west, where Mali is not
    state.legend.onAdd = () => (state.legendBox = state.legendBox || L.DomUtil.create("div", "crp-legend"));
    state.legend.addTo(map);
    state.stamp = L.DomUtil.create("div", "crp-stamp", map.getContainer());
    state.stamp.hidden = true;
    state.bounds = options.bounds;
    home(options.bounds);
    const sized = new ResizeObserver(() => { if (!map.getContainer().offsetWidth) return; map.invalidateSize({ pan: false }); if (!state.moved) home(options.bounds); declutter(); });
    sized.observe(map.getContainer());
    sized.observe(state.legendBox); // it changes as well when the style sheet comes after the first painting
    map.on("dragstart zoomstart", (e) => { if (!state.homing) state.moved = true; });
    state.pick = options.pick;
    if (!options.alone) together(map);
    map.on("moveend", () => { map.getContainer().dataset.zoom = Math.floor(map.getZoom()); declutter(); });
    fill();
    window.addEventListener("resize", fill);
    if (!options.alone && window.parent !== window) listen();
    document.body.dataset.map = "ready";
  }

  // Maps on one page show the same area: each follows the others, from frame to frame, without the server.
  function together(map) {
    const page = window.parent;
    const peers = page.CRP_MAPS = page.CRP_MAPS || new Set();
    const me = { follow: (at, zoom) => { me.following = true; state.moved = true; map.setView(at, zoom, { animate: false }); me.following = false; } };
    peers.add(me);
    window.addEventListener("pagehide", () => peers.delete(me));
    map.on("move zoomanim", (e) => {
      if (me.following || state.homing || !state.moved) return;
      const at = e.center || map.getCenter(), zoom = e.zoom === undefined ? map.getZoom() : e.zoom;
      peers.forEach((p) => { if (p !== me) try { p.follow([at.lat, at.lng], zoom); } catch (gone) { peers.delete(p); } });
    });
  }

  function fill() { state.map.getContainer().style.width = "100%"; }

  // A map with a player keeps the country above it; a narrow one has its legend above the country.
  function home(bounds) {
    const foot = [player.box, state.when].find((el) => el && !el.hidden), narrow = state.map.getContainer().offsetWidth < NARROW;
    if (state.narrow !== narrow) {
      state.narrow = narrow;
      state.map.getContainer().classList.toggle("crp-narrow", narrow);
      state.legend.setPosition(narrow ? "topright" : "topleft");
    }
    const below = foot && (narrow || foot === player.box) ? Math.max(50, foot.offsetHeight + 16) : 6;
    const above = narrow && !state.legendBox.hidden ? state.legendBox.offsetHeight + 14 : 6;
    state.homing = true;
    for (const left of [6, 40, 80, 120, 160]) {
      state.map.fitBounds(bounds, { animate: false, paddingTopLeft: [left, above], paddingBottomRight: [6, below] });
      if (narrow || !covered()) break;
    }
    state.homing = false;
  }

  // Whether the legend lies on the country: its borders are long and straight, so points along them are asked.
  function covered() {
    if (!state.areas || state.legendBox.hidden || !state.legendBox.offsetWidth) return false;
    const edge = state.map.getContainer().getBoundingClientRect(), scale = edge.width / state.map.getContainer().offsetWidth || 1;
    const r = state.legendBox.getBoundingClientRect();
    const [x0, x1, y0, y1] = [r.left - edge.left, r.right - edge.left, r.top - edge.top, r.bottom - edge.top].map((x) => x / scale);
    return border(state.areas).some((at) => { const p = state.map.latLngToContainerPoint(at); return p.x > x0 && p.x < x1 + 4 && p.y > y0 && p.y < y1 + 4; });
  }

  const borders = {};

  function border(vintage) {
    if (borders[vintage]) return borders[vintage];
    const points = [];
    const ring = (line) => line.forEach((b, i) => {
      const a = line[i - 1] || b, n = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 0.3) || 1;
      for (let k = 1; k <= n; k += 1) points.push([a[1] + (b[1] - a[1]) * k / n, a[0] + (b[0] - a[0]) * k / n]);
    });
    state.layers[vintage].features.forEach((f) => polygons(f).forEach((part) => part.forEach(ring)));
    return (borders[vintage] = points);
  }

  // Safe between tags and inside an attribute, whichever quotes it has.
  function text(s) { return String(s).replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";"); }

  function tooltip(slug) {
    const p = state.payload, r = p && p.regions[slug];
    if (!r) return "";
    const rows = r.tip.map((pair) => "<tr><td>" + text(p.strings[pair[0]]) + "</td><td>" + text(p.strings[pair[1]]) + "</td></tr>");
    return "<b>" + text(p.strings[r.name]) + "</b>" + (rows.length ? "<table>" + rows.join("") + "</table>" : "<p>" + text(p.empty) + "</p>");
  }

  function outline(shape) {
    const chosen = state.selected === shape.slug;
    shape.setStyle({ weight: chosen ? 3.5 : 0.9, color: chosen ? "#d4581a" : EDGE });
    if (chosen) shape.bringToFront();
  }

  function areas(vintage) {
    if (state.areas === vintage) return;
    if (state.areas) { state.layers[state.areas].layer.remove(); state.layers[state.areas].labels.remove(); }
    state.layers[vintage].layer.addTo(state.map);
    state.layers[vintage].labels.addTo(state.map);
    state.areas = vintage;
  }

  // The map answers a press in the filter bar by itself: the painting on screen says what each
  // option leads to, and the browser fetches that painting while Streamlit still runs. The server's
  // word comes later and settles it. Presses are numbered, so that a late word about an older press
  // does not flip the map back; if no word comes for a newer one, the server's last word holds.
  const PATIENCE = 4000;
  const paintings = {};
  const bar = { wanted: null, said: null, number: 0, timer: 0 };

  function painting(address) {
    if (!paintings[address]) {
      paintings[address] = fetch(address).then((r) => (r.ok ? r.json() : Promise.reject(new Error(r.status))));
      paintings[address].catch(() => { delete paintings[address]; });
    }
    return paintings[address];
  }

  function want(address) {
    bar.wanted = address;
    painting(address).then((p) => { if (bar.wanted === address && bar.painted !== address) { bar.painted = address; paint(p); } }, () => {});
  }

  function show(address, number, selected) {
    bar.said = address;
    select(selected);
    if (address !== bar.wanted && number < bar.number) return;
    bar.number = number;
    window.clearTimeout(bar.timer);
    want(address);
  }

  // Pills are the buttons of a toolbar, radio options the inputs of a group; the key is in the class.
  function option(target) {
    const button = target.closest && target.closest("[role=toolbar] button, [role=radiogroup] input");
    const box = button && button.closest("[class*=st-key-]");
    if (!box) return null;
    const key = box.className.match(/st-key-(\S+)/)[1];
    return { key: key, at: Array.from(box.querySelectorAll("[role=toolbar] button, [role=radiogroup] input")).indexOf(button) };
  }

  function ahead(target) {
    const o = option(target);
    if (!o || !bar.wanted) return Promise.resolve(null);
    return painting(bar.wanted).then((p) => {
      const query = p.next && p.next[o.key] && p.next[o.key][o.at];
      return query === undefined ? null : bar.wanted.split("?")[0] + "?" + query;
    }, () => null);
  }

  function press(event) {
    ahead(event.target).then((address) => {
      if (address === null) return;
      bar.number += 1;
      window.clearTimeout(bar.timer);
      bar.timer = window.setTimeout(() => { bar.number = 0; want(bar.said); }, PATIENCE);
      want(address);
    });
  }

  function look(event) { ahead(event.target).then((address) => { if (address !== null) painting(address).catch(() => {}); }); }

  function listen() {
    const page = window.parent.document, ways = [["click", press], ["change", press], ["pointerover", look], ["focusin", look]];
    const heard = (way) => (event) => { if (way[0] !== "click" || event.target.closest("[role=toolbar]")) way[1](event); };
    ways.map((way) => [way[0], heard(way)]).forEach((way) => {
      page.addEventListener(way[0], way[1], true);
      window.addEventListener("pagehide", () => page.removeEventListener(way[0], way[1], true));
    });
  }

  function paint(p) {
    state.payload = p;
    areas(p.areas);
    const drawn = state.layers[p.areas];
    drawn.layer.eachLayer((shape) => {
      const r = p.regions[shape.slug];
      shape.setStyle({ fillColor: r && r.fill ? r.fill : HATCH });
      outline(shape);
    });
    drawn.labels.eachLayer((m) => {
      const r = p.regions[m.options.slug], el = m.getElement();
      if (!el || !r) return;
      el.innerHTML = "<span>" + text(p.strings[r.name]) + "</span>" + (r.label ? "<b>" + text(r.label) + "</b>" : "");
      el.classList.toggle("dark", !!r.dark);
    });
    if (state.lang !== p.lang) {
      state.lang = p.lang;
      state.names.concat(state.towns).forEach((m) => { m.getElement().textContent = m.names["name_" + p.lang]; });
      if (p.tiles) tiles(p.tiles, p.tilesCredit);
    }
    legend(p);
    days(p);
    if (!state.moved) home(state.bounds);
    state.stamp.textContent = p.stamp || "";
    state.stamp.hidden = !p.stamp;
    declutter();
    document.body.dataset.painted = String((Number(document.body.dataset.painted) || 0) + 1);
  }

  function legend(p) {
    state.legendBox.innerHTML = (p.square ? square(p.square) : "<b>" + text(p.legendTitle) + "</b>") +
      (p.legend.length && p.legendCount ? "<div class='count'><em>" + text(p.legendCount) + "</em></div>" : "") + p.legend.map((e) =>
      '<div><i class="' + (e.fill ? "" : "hatch") + '" style="' + (e.fill ? "background:" + e.fill : "") + '"></i>' + text(e.label) +
      '<em>' + e.n + "</em></div>").join("");
    state.legendBox.hidden = !p.square && !p.legend.length;
  }

  // Two measures at once: need upwards, response to the right; a cell's sentence comes with the pointer.
  function square(s) {
    const rows = s.cells.map((row, i) => "<tr><th>" + text(s.needs[i]) + "</th>" + row.map((c) =>
      '<td style="background:' + c.fill + '" title="' + text(c.words) + '">' + (c.n || "") + "</td>").join("") + "</tr>");
    const foot = "<tr><th></th>" + s.responses.map((r) => "<th>" + text(r) + "</th>").join("") + "</tr>";
    return '<table class="square"><caption>↑ ' + text(s.need) + "<br>→ " + text(s.response) + "</caption>" + rows.join("") + foot + "</table>";
  }

  // A map of needs has days: a slider under it shows any of them at once, a button plays them in order.
  // The server is told of the day where the reader stops, so that the page around the map agrees.
  const BEAT = 1100;
  const player = { box: null, frames: [], at: -1, timer: 0 };

  function days(p) {
    if (!player.box) makePlayer();
    const none = p.times.length < 2;
    if (player.box.hidden !== none) {
      player.box.hidden = none;
      if (!state.moved) home(state.bounds);
    }
    state.when.textContent = p.when;
    state.when.hidden = !p.when || !player.box.hidden;
    if (player.box.hidden) { stop(); return; }
    player.frames = p.times;
    player.words = p.words;
    player.slider.max = p.times.length - 1;
    player.slider.setAttribute("aria-label", p.words.day);
    if (!player.timer && !player.held) { player.at = p.at; player.slider.value = Math.max(0, p.at); }
    said();
  }

  function makePlayer() {
    state.when = L.DomUtil.create("div", "crp-when", state.map.getContainer());
    const box = player.box = L.DomUtil.create("div", "crp-player", state.map.getContainer());
    box.innerHTML = '<button type="button"></button><input type="range" min="0" step="1"><output></output>';
    player.button = box.querySelector("button"); player.slider = box.querySelector("input"); player.output = box.querySelector("output");
    box.hidden = true;
    L.DomEvent.disableClickPropagation(box); L.DomEvent.disableScrollPropagation(box);
    L.DomEvent.on(box, "keydown", L.DomEvent.stopPropagation);
    player.button.addEventListener("click", () => { if (player.timer) { stop(); settle(); } else play(); });
    player.slider.addEventListener("input", () => { stop(); player.held = true; turn(Number(player.slider.value)); });
    player.slider.addEventListener("change", () => { player.held = false; settle(); });
  }

  function said() {
    player.output.textContent = player.frames[player.at] ? player.frames[player.at][0] : "";
    player.button.textContent = player.timer ? "❚❚" : "▶";
    player.button.setAttribute("aria-label", player.timer ? player.words.pause : player.words.play);
  }

  function turn(n) {
    player.at = n;
    player.slider.value = n;
    said();
    want(framed(n));
    if (n + 1 < player.frames.length) painting(framed(n + 1)).catch(() => {});
  }

  function framed(n) { return bar.said.split("?")[0] + "?" + player.frames[n][1] + (bar.said.match(/&?(side|beside)=[^&]*/g) || []).map((x) => "&" + x.replace("&", "")).join(""); }

  function play() {
    const start = player.at >= player.frames.length - 1 ? 0 : player.at + 1;
    player.timer = window.setInterval(() => { if (player.at >= player.frames.length - 1) { stop(); settle(); } else turn(player.at + 1); }, BEAT);
    turn(start);
  }

  function stop() { window.clearInterval(player.timer); player.timer = 0; if (player.box && player.words) said(); }

  function settle() { if (player.frames[player.at]) tell("date=" + player.frames[player.at][2]); }

  function select(slug) {
    if (state.selected === slug) return;
    state.selected = slug;
    if (!state.areas) return;
    state.layers[state.areas].layer.eachLayer(outline);
    declutter();
  }

  function pick(slug) {
    if (state.pick) { state.pick(slug); return; }
    select(state.selected === slug ? null : slug);
    tell(slug);
  }

  function tell(what) {
    const value = { last_object_clicked_popup: what + "#" + Date.now() };
    window.__GLOBAL_DATA__.last_object_clicked_popup = value.last_object_clicked_popup;
    window.__GLOBAL_DATA__.previous_data = value;
    window.Streamlit.setComponentValue(value);
  }

  return { start: start, paint: paint, show: show, state: state, create: create, home: () => home(state.bounds) };
})();
