// Amounts as circles: a ring, what fills it, a dashed end of its range. Radii come in degrees of latitude; they grow
// with the map up to the zoom at which the country fills it and stay as large from there on.
CRP.parts.circles = (own) => {
  "use strict";
  const { state } = own;
  const INK = "#0b3a70", FILL = "#5b9bd5", EMPTY = "#ffffff";
  const LINE = 1.4;
  const PLAIN = { pane: "circles", interactive: false };
  let drawn = [];

  // Leaflet rounds radii to whole pixels: areas to scale need the fractions.
  const Exact = L.CircleMarker.extend({
    _updatePath() {
      const { x, y } = this._point, r = this._radius;
      this._renderer._setPath(this, this._empty() ? "M0 0" :
        `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`);
    },
  });

  // Pixels of a degree of latitude in the middle of the country.
  function unit() {
    const zoom = Math.min(state.map.getZoom(), state.homeZoom || Infinity);
    const [south, north] = [state.bounds[0][0], state.bounds[1][0]];
    return 256 * 2 ** zoom / 360 / Math.cos((south + north) / 2 * Math.PI / 180);
  }

  function draw(style) {
    if (!state.circles) state.circles = L.layerGroup().addTo(state.map);
    state.circles.clearLayers();
    const found = Object.entries(style.regions).filter(([, r]) => r.circle).map(([slug, r]) => ({ slug, ...r.circle }));
    found.sort((a, b) => b.ring - a.ring); // the smaller on top
    drawn = found;
    drawn.forEach((c) => { if (c.home) lead(c); });
    drawn.forEach(one);
    resize();
  }

  function lead(c) {
    L.polyline([c.at, c.home], { ...PLAIN, color: INK, weight: 1 }).addTo(state.circles);
    new Exact(c.home, { ...PLAIN, radius: 2, stroke: false, fillColor: INK, fillOpacity: 1 }).addTo(state.circles);
  }

  const part = (c, name, looks) => new Exact(c.at, { ...PLAIN, className: `crp-circle crp-${name}`, ...looks });

  // All parts but the ring let the pointer through to it; a circle that is full is one part.
  function one(c) {
    const full = c.filled === c.ring;
    const paper = full ? { fillColor: FILL, fillOpacity: 0.88 } : { fillColor: EMPTY, fillOpacity: 0.92 };
    const ring = part(c, "ring", { interactive: true, color: INK, weight: LINE, ...paper });
    ring.slug = c.slug;
    own.base.connect(ring);
    c.parts = [[ring, c.ring]];
    const within = { stroke: false, fillColor: FILL, fillOpacity: 0.95 };
    if (c.filled && !full) c.parts.push([part(c, "filled", within), c.filled]);
    if (c.end) c.parts.push([part(c, "end", { color: INK, weight: 1, dashArray: "3 3", fill: false }), c.end]);
    c.parts.forEach(([made]) => made.addTo(state.circles));
  }

  function resize() {
    const by = unit();
    drawn.forEach((c) => c.parts.forEach(([made, degrees]) => made.setRadius(degrees * by)));
  }

  // The circles as they lie in the map's box: middle and radius in pixels of the map.
  function discs() {
    const by = unit();
    return drawn.map((c) => {
      const { x, y } = state.map.latLngToContainerPoint(c.at);
      return { slug: c.slug, x, y, r: Math.max(c.ring, c.filled) * by + LINE / 2 };
    });
  }

  // Points on the edges of a style's circles, latitude first.
  function edges(style) {
    const squeeze = Math.cos((state.bounds[0][0] + state.bounds[1][0]) / 2 * Math.PI / 180);
    const found = style ? Object.values(style.regions).filter((r) => r.circle) : [];
    return found.flatMap(({ circle: { at: [lat, lon], ring, filled } }) => Array.from({ length: 8 }, (_, n) => {
      const angle = Math.PI * n / 4, far = Math.max(ring, filled);
      return [lat + far * Math.sin(angle), lon + far * Math.cos(angle) / squeeze];
    }));
  }

  return { draw, resize, discs, edges, unit };
};
