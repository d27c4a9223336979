// The map without a pointer: every region is reached with Tab or the arrow keys, says its name and its figure, and
// opens with Enter; Escape leaves the map for what stands beside it. A map in a frame of its own is a document: it has
// a heading, a landmark, and lets a reader zoom in.
CRP.parts.keyboard = (own) => {
  "use strict";
  const { state } = own;
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const ASIDE = 2; // how much a step to the side counts beside one ahead
  let head = null, on = false;

  // Called once for a map of a page; one that has its frame for itself is a document of its own.
  function start() {
    const box = state.map.getContainer();
    on = true;
    box.setAttribute("role", state.framed ? "main" : "group");
    if (state.framed) {
      head = L.DomUtil.create("h1", "crp-unseen", box);
      document.querySelectorAll("meta[name=viewport]").forEach((m) => {
        m.content = "width=device-width, initial-scale=1";
      });
    }
    box.addEventListener("keydown", key, true);
    box.addEventListener("focusin", (e) => {
      const shape = of(e.target);
      if (shape) shape.openTooltip(shape.getBounds().getCenter());
    });
    box.addEventListener("focusout", (e) => { const shape = of(e.target); if (shape) shape.closeTooltip(); });
  }

  const shapes = () => (state.areas ? state.layers[state.areas].layer.getLayers() : []);
  const of = (el) => shapes().find((shape) => shape.getElement() === el);

  // Name the map and every region of a map style.
  function name(style) {
    if (!on) return;
    const title = style.square ? `${style.square.need} / ${style.square.response}` : style.title || style.legendTitle;
    if (head) {
      if (document.documentElement.lang !== style.lang) document.documentElement.lang = style.lang;
      document.title = head.textContent = title;
    }
    state.map.getContainer().setAttribute("aria-label", `${title}. ${style.words.keys}`);
    shapes().forEach((shape) => {
      const el = shape.getElement(), region = style.regions[shape.slug];
      if (!el || !region) return;
      const first = region.tip.length ? region.tip[0].map((n) => style.strings[n]).join(" ") : style.empty;
      el.setAttribute("role", "button");
      el.setAttribute("tabindex", "0");
      el.setAttribute("aria-label", `${style.strings[region.name]}: ${region.label || first}`);
      el.setAttribute("aria-pressed", String(state.selected === shape.slug));
    });
  }

  function press(slug) {
    shapes().forEach((shape) => {
      const el = shape.getElement();
      if (el && on) el.setAttribute("aria-pressed", String(shape.slug === slug));
    });
  }

  function key(event) {
    const shape = of(event.target);
    if (!shape) return;
    if (event.key === "Enter" || event.key === " ") own.repaint.pick(shape.slug);
    else if (event.key === "Escape") leave();
    else if (WAYS[event.key]) step(shape, WAYS[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Go to the nearest region on a side: what lies ahead counts, what lies aside costs.
  function step(from, [dx, dy]) {
    const middle = (shape) => state.map.latLngToContainerPoint(shape.getBounds().getCenter());
    const here = middle(from);
    let best = null, least = Infinity;
    shapes().forEach((shape) => {
      const { x, y } = middle(shape), ahead = (x - here.x) * dx + (y - here.y) * dy;
      const aside = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx), cost = ahead + ASIDE * aside;
      if (shape !== from && ahead > 0 && cost < least) { best = shape; least = cost; }
    });
    if (best) best.getElement().focus();
  }

  function leave() {
    const panel = window.parent.document.getElementById("panel");
    if (panel) panel.focus(); else document.activeElement.blur();
  }

  return { start, name, press };
};
