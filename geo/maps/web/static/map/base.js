// What is drawn once: basemap, regions of every vintage with their labels, names of places, tiles.
CRP.parts.base = (own) => {
  "use strict";
  const { state } = own;
  const INK = "#33414e";
  const EDGE = "#74879a";
  const AROUND = "#ece9e1";
  const WATER = "#6fa3c7";
  const FRAME = "#2069b4";
  const PATTERN = '<defs><pattern id="crp-hatch" width="7" height="7" patternUnits="userSpaceOnUse" ' +
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fff"/>' +
    '<line x1="0" y1="0" x2="0" y2="7" stroke="#9aa3ab" stroke-width="2.4"/></pattern>' +
    '<pattern id="crp-zone" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
    '<rect width="9" height="9" fill="#eef4fa"/>' +
    '<line x1="0" y1="0" x2="0" y2="9" stroke="#2069b4" stroke-width="4"/></pattern>' +
    '<pattern id="crp-withheld" width="7" height="7" patternUnits="userSpaceOnUse">' +
    '<rect width="7" height="7" fill="#fff"/><circle cx="3.5" cy="3.5" r="1.6" fill="#5d6973"/></pattern></defs>';

  function pane(name, z, events) {
    const made = state.map.createPane(name);
    made.style.zIndex = z;
    if (!events) made.style.pointerEvents = "none";
  }

  // Shapes that look alike and answer to nothing are one: a map draws one path, not dozens.
  function still({ features }, name, style) {
    if (!features.length) return;
    const kind = features[0].geometry.type.replace("Multi", "");
    const parts = ({ type, coordinates }) => (type === kind ? [coordinates] : coordinates);
    const geometry = { type: `Multi${kind}`, coordinates: features.flatMap((f) => parts(f.geometry)) };
    L.geoJSON(geometry, { interactive: false, pane: name, style }).addTo(state.map);
  }

  function basemap(g) {
    pane("neighbours", 300); pane("frame", 390); pane("regions", 400, true); pane("water", 410);
    pane("circles", 415, true); pane("towns", 420);
    still(g.neighbours, "neighbours", { color: "#b9b3a6", weight: 0.8, fillColor: AROUND, fillOpacity: 1 });
    still(g.rivers, "water", { color: WATER, weight: 1.3, fill: false });
    still(g.lakes, "water", { color: WATER, weight: 0.5, fillColor: "#bcd9ea", fillOpacity: 1 });
    const dot = { pane: "towns", radius: 2, color: INK, weight: 1, fillColor: "#fff", fillOpacity: 1 };
    const circle = (f, at) => L.circleMarker(at, { ...dot, interactive: false });
    L.geoJSON(g.towns, { interactive: false, pointToLayer: circle }).addTo(state.map);
    const at = ([lon, lat]) => [lat, lon];
    const named = g.neighbours.features.filter((f) => f.properties.lon);
    state.names = named.map((f) => placeName(f, [f.properties.lat, f.properties.lon], "crp-country"));
    state.towns = g.towns.features.map((f) => placeName(f, at(f.geometry.coordinates), "crp-town"));
  }

  function marker(at, kind, options) {
    const icon = L.divIcon({ className: kind, iconSize: null, html: "" });
    return L.marker(at, { interactive: false, keyboard: false, pane: "towns", icon, ...options });
  }

  function placeName(feature, at, kind) {
    const made = marker(at, kind);
    made.names = feature.properties;
    return made.addTo(state.map);
  }

  // Tiles come from another host: nothing is asked of it until the reader switches them on.
  function tiles(label) {
    const attribution = "© OpenStreetMap contributors";
    const options = { pane: "water", maxZoom: 12, attribution, opacity: 0.55 };
    if (state.layerChoice) state.layerChoice.remove();
    if (state.tiles) state.tiles.remove();
    state.tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", options);
    state.layerChoice = L.control.layers(null, { [label]: state.tiles }, { position: "topright" }).addTo(state.map);
    if (own.bridge.tilesAllowed()) state.tiles.addTo(state.map);
  }

  function connect(shape) {
    const tooltip = () => CRP.html.tooltip(state.style, shape.slug);
    shape.bindTooltip(tooltip, { sticky: true, direction: "auto", className: "crp-tip" });
    shape.on("click", (e) => { L.DomEvent.stopPropagation(e); own.repaint.pick(shape.slug); });
  }

  function point(shape) {
    shape.on("mouseover", () => {
      shape.setStyle({ weight: 2.5 });
      if (!shape.getElement().matches(":focus")) shape.bringToFront();
    });
    shape.on("mouseout", () => outline(shape));
  }

  function regions(vintage, collection) {
    const layer = L.geoJSON(collection, {
      pane: "regions",
      style: { color: EDGE, weight: 0.9, fillColor: "#f3f1ea", fillOpacity: 1, smoothFactor: 0.5 },
      onEachFeature: (f, shape) => { shape.slug = f.properties.slug; connect(shape); point(shape); },
    });
    const placed = collection.features.map((f) => f.properties).filter((p) => p.lon);
    const at = (p) => [p.lat, p.lon];
    const label = (p) => marker(at(p), "crp-label", { slug: p.slug, area: p.area, home: at(p) });
    const labels = L.layerGroup(placed.map(label));
    state.layers[vintage] = { layer, labels, edge: null, features: collection.features };
  }

  // A frame around the country: of a thick line along every border, the regions cover all but the outer half.
  function surround(vintage, on) {
    const made = state.layers[vintage];
    if (on && !made.edge) {
      const style = { color: FRAME, weight: 11, fill: false };
      made.edge = L.geoJSON(window.CRP_SHAPES.regions[vintage], { interactive: false, pane: "frame", style });
    }
    if (on) made.edge.addTo(state.map); else if (made.edge) made.edge.remove();
  }

  // The regions of a vintage are made when a map style first asks for them: most readers see one vintage.
  function ofVintage(name) {
    if (!state.layers[name]) regions(name, window.CRP_SHAPES.regions[name]);
    return state.layers[name];
  }

  function outline(shape, fillColor = shape.options.fillColor) {
    const chosen = state.selected === shape.slug;
    const looks = { weight: chosen ? 3.5 : 0.9, color: chosen ? "#d4581a" : EDGE, fillColor };
    if (Object.entries(looks).some(([name, now]) => shape.options[name] !== now)) shape.setStyle(looks);
    // An element that is put elsewhere loses the focus.
    if (chosen && shape.getElement() !== document.activeElement) shape.bringToFront();
  }

  function hatch() {
    if (document.getElementById("crp-hatch")) return;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("width", 0); svg.setAttribute("height", 0); svg.style.position = "absolute";
    svg.innerHTML = PATTERN;
    document.body.appendChild(svg);
  }

  // What stands on the map, whatever it shows.
  function furnish() {
    const container = state.map.getContainer();
    hatch();
    state.map.on("overlayadd overlayremove", (e) => own.bridge.allowTiles(e.type === "overlayadd"));
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(state.map);
    state.stamp = L.DomUtil.create("div", "crp-stamp", container);
    state.stamp.hidden = true;
  }

  function draw() {
    const ground = window.CRP_SHAPES.basemap;
    basemap(ground);
    // Where the neighbours are not known, what is around is land and no sea.
    if (!ground.neighbours.features.length) state.map.getContainer().style.background = AROUND;
  }

  // Where the map lies on the screen, and by how much it is scaled there (a slide is).
  function frame() {
    const container = state.map.getContainer(), edge = container.getBoundingClientRect();
    return { edge, scale: edge.width / container.offsetWidth || 1 };
  }

  return { connect, draw, frame, furnish, ofVintage, outline, surround, tiles };
};
