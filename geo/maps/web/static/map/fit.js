// The country in the window: whole, above the player, beside or under the legend.
CRP.parts.fit = (own) => {
  "use strict";
  const { state } = own;
  const NARROW = 520; // pixels: a phone
  const SHIFTS = [6, 40, 80, 120, 160];
  const borders = {};

  // A map with a player keeps the country above it; a narrow one has its legend above the country. A map that is told
  // its room on the left (a slide) shows the country at the same place and scale as all others.
  function home() {
    const width = state.map.getContainer().offsetWidth, narrow = width < NARROW;
    const foot = [state.player, state.when, state.badge].find((el) => el && !el.hidden);
    if (state.narrow !== narrow) {
      state.narrow = narrow;
      state.map.getContainer().classList.toggle("crp-narrow", narrow);
      state.legend.setPosition(narrow ? "topright" : "topleft");
    }
    const below = foot && (narrow || foot === state.player) ? Math.max(50, foot.offsetHeight + 16) : 6;
    const above = narrow && !state.legendBox.hidden ? state.legendBox.offsetHeight + 14 : 6;
    const padded = (left) => ({ animate: false, paddingTopLeft: [left, above], paddingBottomRight: [6, below] });
    state.homing = true;
    for (const left of state.left === undefined || narrow ? SHIFTS : [state.left]) {
      state.map.fitBounds(state.bounds, padded(left));
      if (narrow || !covered()) break;
    }
    state.homeZoom = state.map.getZoom();
    state.homing = false;
  }

  // Whether the legend lies on the country.
  function covered() {
    if (!state.areas || state.legendBox.hidden || !state.legendBox.offsetWidth) return false;
    const { edge, scale } = own.base.frame(), r = state.legendBox.getBoundingClientRect();
    const legend = {
      left: (r.left - edge.left) / scale, right: (r.right - edge.left) / scale + 4,
      top: (r.top - edge.top) / scale, bottom: (r.bottom - edge.top) / scale + 4,
    };
    return border(state.areas).some((at) => {
      const p = state.map.latLngToContainerPoint(at);
      return CRP.geometry.holds(legend, p.x, p.y);
    });
  }

  function border(vintage) {
    borders[vintage] = borders[vintage] || CRP.geometry.borderPoints(state.layers[vintage].features);
    return borders[vintage];
  }

  // The map follows its box until the reader has moved it.
  function follow() {
    const sized = new ResizeObserver(() => {
      if (!state.map.getContainer().offsetWidth) return;
      state.map.invalidateSize({ pan: false });
      if (!state.moved) home();
      own.labels.declutter();
    });
    sized.observe(state.map.getContainer());
    sized.observe(state.legendBox); // it changes as well when the style sheet comes after the first map style
    state.map.on("dragstart zoomstart", () => { if (!state.homing) state.moved = true; });
  }

  return { home, follow };
};
