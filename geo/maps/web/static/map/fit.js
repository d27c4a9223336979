// The country in the window: whole, above the player, beside or under the legend.
CRP.parts.fit = (own) => {
  "use strict";
  const { state } = own;
  const NARROW = 520; // pixels: a phone
  const MARGIN = 10, BUTTONS = 76; // Leaflet's, around a control; where the buttons for the zoom end
  const SCALE = 34; // where the scale ends, from below
  const SHIFTS = [6, 40, 80, 120, 160];
  const NEAR = 1e-7; // degrees
  let seen = "";

  // What stands along the upper edge, each below the other: a narrow map's legend, else a scenario's stamp; then what
  // the map can place nowhere, so that a map of nothing is no blank one. Return where the country may begin. A wide
  // map's legend stands below the buttons, and below all of this.
  function head(narrow) {
    const first = narrow ? state.legendBox : state.stamp, { badge } = state;
    let end = first.hidden ? 6 : first.offsetHeight + 14;
    if (badge && !badge.hidden) {
      badge.style.top = `${end + 4}px`;
      end += badge.offsetHeight + 12;
    }
    state.legendBox.style.marginTop = `${narrow ? MARGIN : Math.max(MARGIN, end - BUTTONS)}px`;
    return end;
  }

  // What stands along the lower edge: the player, or the day; on a narrow map a scenario's stamp above it.
  function floor(narrow) {
    const foot = [state.player, state.when].find((el) => el && !el.hidden), { stamp } = state;
    const end = foot && (narrow || foot === state.player) ? Math.max(50, foot.offsetHeight + 16) : 6;
    const low = narrow && !stamp.hidden ? Math.max(SCALE, end) : 0;
    stamp.style.bottom = low ? `${low}px` : "";
    return low ? low + stamp.offsetHeight + 4 : end;
  }

  // A map with a player keeps the country above it. A map that is told its room on the left (a slide) shows the country
  // at the same place and scale as all others.
  function home() {
    const width = state.map.getContainer().offsetWidth, narrow = width < NARROW;
    if (state.narrow !== narrow) {
      state.narrow = narrow;
      state.map.getContainer().classList.toggle("crp-narrow", narrow);
      state.legend.setPosition(narrow ? "topright" : "topleft");
    }
    const before = state.homeZoom, below = floor(narrow);
    state.homing = true;
    settle(narrow, below);
    // The circles of a legend are as large as those on the map: at another scale the legend has another size.
    if (state.homeZoom !== before && state.style && state.style.circles) settle(narrow, below);
    state.homing = false;
    seen = sizes();
  }

  // Look for the room that the legend leaves, then move the map, if it does not lie so already.
  function settle(narrow, below) {
    const { map } = state, above = state.left === undefined || narrow ? head(narrow) : 6;
    const room = { left: 6, above, below };
    for (const left of state.left === undefined || narrow ? SHIFTS : [state.left]) {
      room.left = left;
      if (narrow || !covered(placed(room))) break;
    }
    // Maps beside each other show the same: all leave the room that any needs.
    const { center, zoom } = placed(own.bridge.common(room));
    const there = state.homeZoom !== undefined && map.getZoom() === zoom && map.getCenter().equals(center, NEAR);
    state.homeZoom = zoom; // before the map goes there: circles grow up to it
    if (!there) map.setView(center, zoom, { animate: false });
  }

  // How the map lies when the whole country is in the window with this room at its edges: middle, scale, and the pixel
  // of the world that is in its upper left corner.
  function placed(room) {
    const { map } = state, bounds = L.latLngBounds(state.bounds);
    const first = L.point(room.left, room.above), last = L.point(6, room.below);
    const zoom = map.getBoundsZoom(bounds, false, first.add(last));
    const corners = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.project(corner, zoom));
    const middle = corners[0].add(corners[1]).divideBy(2).add(last.subtract(first).divideBy(2));
    return { center: map.unproject(middle, zoom), zoom, corner: middle.subtract(map.getSize().divideBy(2)) };
  }

  // Whether the legend would lie on the country, or on a circle that had to give way.
  function covered({ corner, zoom }) {
    if (!state.style || state.legendBox.hidden || !state.legendBox.offsetWidth) return false;
    const { edge, scale } = own.base.frame(), r = state.legendBox.getBoundingClientRect();
    const legend = {
      left: (r.left - edge.left) / scale, right: (r.right - edge.left) / scale + 4,
      top: (r.top - edge.top) / scale, bottom: (r.bottom - edge.top) / scale + 4,
    };
    // The legend's corners on the ground, once: of thousands of points none has to be put on the screen.
    const first = state.map.unproject(corner.add([legend.left, legend.top]), zoom);
    const last = state.map.unproject(corner.add([legend.right, legend.bottom]), zoom);
    const ground = { left: first.lng, right: last.lng, top: last.lat, bottom: first.lat };
    return CRP.geometry.bordersMeet(own.base.ofVintage(state.style.areas).features, ground) ||
      own.circles.edges(state.style).some(([lat, lon]) => CRP.geometry.holds(ground, lon, lat));
  }

  // What the map was laid out for last: mostly it was for the size of a new legend already.
  const size = (el) => `${el.offsetWidth} ${el.offsetHeight}`;
  const sizes = () => [state.map.getContainer(), state.legendBox].map(size).join();

  // The map follows its box until the reader has moved it.
  function follow() {
    const sized = new ResizeObserver(() => {
      if (!state.map.getContainer().offsetWidth || sizes() === seen) return;
      state.map.invalidateSize({ pan: false });
      if (!state.moved) home();
      own.labels.declutter();
      seen = sizes();
    });
    sized.observe(state.map.getContainer());
    sized.observe(state.legendBox); // it changes as well when the style sheet comes after the first map style
    state.map.on("dragstart zoomstart", () => { if (!state.homing) state.moved = true; });
  }

  return { home, follow };
};
