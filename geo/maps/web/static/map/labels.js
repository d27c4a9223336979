// Labels give way to each other, the smallest region first: it has the least room. A label stands in
// its region or close to its middle; where there is no room, outside with a line to it. A value never
// stands away from its middle without its name: it would read as another region's. The label of a circle stands
// beside it, and no label on a circle.
CRP.parts.labels = (own) => {
  "use strict";
  const { state } = own;
  const { airy, around, corners, cross, crosses, leader, middle, onLand, outside, rings, touches } = CRP.geometry;
  const SMALL = 5; // below this zoom (a phone), regions without a figure keep no name
  const HOME = [0, 0];
  const MOVES = [HOME, [0, -8], [0, 8], [-12, 0], [12, 0], [0, -16], [0, 16], [-24, -4], [24, 4], [-20, 12], [20, -12]];
  const SIZES = ["", "crp-dense", "crp-tiny"];
  const WAYS = [{ outside: true }, {}, { over: true }];
  const LINE = 1, LOST = 100; // the cost of a label with a line, and of a value without a place

  const box = (el) => airy(el.getBoundingClientRect());
  const chosen = (m) => state.selected === m.options.slug;
  const rank = (m) => (chosen(m) ? 1e9 : -m.options.area);

  function valued(m) {
    const region = state.style && state.style.regions[m.options.slug];
    return chosen(m) || (region && region.label);
  }

  // What is written anew is styled anew, the same words as well: only a change is written.
  function set(el, property, value) { if (el.style[property] !== value) el.style[property] = value; }
  function move(el, by) { set(el, "marginLeft", `${by[0]}px`); set(el, "marginTop", `${by[1]}px`); }
  const show = (el, on) => set(el, "visibility", on ? "" : "hidden");

  // Letters become smaller where more values find their own place so: a lost value weighs most, then a line.
  function declutter() {
    if (!state.areas) return;
    const list = state.map.getContainer().classList;
    const sized = (size) => { list.remove("crp-dense", "crp-tiny"); if (size) list.add(size); return arrange(); };
    let best = null;
    const sizes = state.letter ? SIZES.slice(0, 1) : SIZES; // letters of a given size stay so
    for (const size of sizes) {
      const cost = sized(size);
      if (best === null || cost < best.cost) best = { cost, size };
      if (!cost) return;
    }
    if (best.size !== sizes[sizes.length - 1]) sized(best.size);
  }

  // Put labels in their places; return the cost of those that found none, or only one with a line.
  function arrange() {
    const marks = [];
    state.layers[state.areas].labels.eachLayer((m) => { if (m.getElement()) marks.push(m); });
    marks.sort((a, b) => rank(b) - rank(a));
    const { edge, scale } = own.base.frame();
    const room = { taken: controls(), discs: discs(), middles: reset(marks), homes: new Map(), edge, scale };
    const left = marks.filter((m) => valued(m) && !place(m, beside(m, room), room));
    const cost = left.reduce((sum, m) => sum + lead(m, room), 0);
    marks.filter((m) => !valued(m)).forEach((m) => {
      show(m.getElement(), state.map.getZoom() >= SMALL && place(m, MOVES, room));
    });
    state.towns.concat(state.names).forEach((m) => {
      const r = box(m.getElement()), free = !blocked(r, room);
      show(m.getElement(), free);
      if (free) room.taken.push(r);
    });
    return cost;
  }

  function controls() {
    const kinds = ".leaflet-control, .crp-when, .crp-player, .crp-badge, .crp-stamp";
    return Array.from(state.map.getContainer().querySelectorAll(kinds)).filter((el) => el.offsetWidth).map(box);
  }

  // Put every label back to the middle of its region; return the middles that no other label may cover.
  function reset(marks) {
    marks.forEach((m) => {
      const el = m.getElement();
      el.classList.remove("crp-nameless", "crp-led");
      if (valued(m)) show(el, true);
      el.querySelectorAll("u").forEach((u) => u.remove());
      move(el, HOME);
    });
    const middleOf = (m) => around(middle(m.getElement().getBoundingClientRect()), 4);
    return new Map(marks.filter(valued).map((m) => [m, middleOf(m)]));
  }

  // The circles as they lie on the screen.
  function discs() {
    const { edge, scale } = own.base.frame();
    const onScreen = ({ slug, x, y, r }) => ({ slug, x: edge.left + x * scale, y: edge.top + y * scale, r: r * scale });
    return own.circles.discs().map(onScreen);
  }

  // Where a label may stand: around its circle, or in and near the middle of its region.
  function beside(m, room) {
    const disc = room.discs.find((d) => d.slug === m.options.slug), el = m.getElement();
    if (!disc) return MOVES;
    const r = disc.r / own.base.frame().scale, w = el.offsetWidth / 2 + 1, h = el.offsetHeight / 2 - 1, d = 0.71 * r;
    const near = (more) => [[0, r + h + more], [0, -r - h - more], [r + w + more, 0], [-r - w - more, 0],
      [d + w + more, d + h], [-d - w - more, d + h], [d + w + more, -d - h], [-d - w - more, -d - h]];
    return [...near(0), ...near(7)];
  }

  const blocked = (r, room) => outside(r, room.edge) || room.taken.some((q) => cross(r, q)) ||
    room.discs.some((d) => touches(r, d));

  // Try moves in turn; return the one that keeps a label clear of all others, and take its box.
  function place(m, moves, room) {
    const el = m.getElement();
    const others = (r) => Array.from(room.middles).some(([other, q]) => other !== m && cross(r, q));
    const home = homeOf(m, room);
    for (const by of moves) {
      const r = shifted(home, by, room.scale);
      if (!blocked(r, room) && !others(r)) { move(el, by); room.taken.push(r); return by; }
    }
    move(el, HOME);
    return null;
  }

  // The box of a label in the middle of its region is measured once; where it would be elsewhere is reckoned.
  function homeOf(m, room) {
    if (!room.homes.has(m)) {
      move(m.getElement(), HOME);
      room.homes.set(m, box(m.getElement()));
    }
    return room.homes.get(m);
  }

  function shifted(r, by, scale) {
    const [x, y] = [by[0] * scale, by[1] * scale];
    return { left: r.left + x, right: r.right + x, top: r.top + y, bottom: r.bottom + y };
  }

  // Give a label a place with a line to its region, else its value alone the middle; return the cost.
  function lead(m, room) {
    const el = m.getElement();
    for (const way of WAYS) {
      const by = circle(m, room, way);
      if (by) { drawLine(el, by); return LINE; }
    }
    el.classList.add("crp-nameless");
    room.homes.delete(m); // it is smaller now
    const moves = beside(m, room);
    show(el, place(m, moves === MOVES ? [HOME] : moves, room)); // away from its middle it would read as another's
    return LOST;
  }

  // Go round a middle in growing circles until a label is free: outside the country and with a line that crosses
  // no other label, if the way asks for it.
  function circle(m, room, way) {
    const container = state.map.getContainer();
    const far = Math.min(container.offsetWidth, container.offsetHeight) / 2.2;
    for (const by of rings(far)) {
      const before = room.taken.slice();
      if (!place(m, [by], room)) continue;
      const r = room.taken[before.length];
      const free = way.over || !crosses(middle(r), middle(room.middles.get(m)), before);
      if (free && !(way.outside && inland(r))) return by;
      room.taken.pop();
    }
    return null;
  }

  // Whether a box on the screen lies on the country.
  function inland(r) {
    const { edge, scale } = own.base.frame();
    return corners(r).some(([x, y]) => {
      const at = state.map.containerPointToLatLng([(x - edge.left) / scale, (y - edge.top) / scale]);
      return onLand(at.lng, at.lat, state.layers[state.areas].features);
    });
  }

  // Draw the line from the edge of a label back to the middle of its region.
  function drawLine(el, by) {
    const u = document.createElement("u"), line = leader(by, el.offsetWidth, el.offsetHeight);
    u.style.left = `calc(50% + ${line.x}px)`; u.style.top = `calc(50% + ${line.y}px)`;
    u.style.width = `${line.length}px`; u.style.transform = `rotate(${line.angle}rad)`;
    el.appendChild(u);
    el.classList.add("crp-led");
  }

  return { declutter };
};
