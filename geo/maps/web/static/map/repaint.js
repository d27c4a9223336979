// A map style (colours, labels, legend, tooltips of one view) put on the map; styles are fetched once by address.
CRP.parts.repaint = (own) => {
  "use strict";
  const { state } = own;
  const HATCH = "url(#crp-hatch)", ZONE = "url(#crp-zone)", WITHHELD = "url(#crp-withheld)";
  const fetched = {};
  const asked = { wanted: null, painted: null };

  function fetchStyle(address) {
    if (!fetched[address]) {
      fetched[address] = state.styles ? state.styles(address) :
        fetch(address).then((r) => (r.ok ? r.json() : Promise.reject(new Error(r.status))));
      fetched[address].catch(() => { delete fetched[address]; });
    }
    return fetched[address];
  }

  // Fetch what may be asked for next; that it fails matters only when it is asked for.
  function prefetch(address) { fetchStyle(address).catch(() => {}); }

  // Show the style of an address, unless another one is wanted by the time it is here.
  function want(address) {
    asked.wanted = address;
    const arrived = (style) => {
      if (asked.wanted !== address || asked.painted === address) return;
      asked.painted = address;
      paint(style);
    };
    fetchStyle(address).then(arrived, () => {});
  }

  function areas(vintage) {
    if (state.areas === vintage) return;
    if (state.areas) {
      ["layer", "labels"].forEach((part) => state.layers[state.areas][part].remove());
      own.base.surround(state.areas, false);
    }
    const { layer, labels } = own.base.ofVintage(vintage);
    layer.addTo(state.map);
    labels.addTo(state.map);
    state.areas = vintage;
  }

  function fill(style) {
    state.layers[style.areas].layer.eachLayer((shape) => {
      const region = style.regions[shape.slug];
      const drawn = { zone: ZONE, withheld: WITHHELD }[region && region.pattern];
      own.base.outline(shape, drawn || (region && region.fill) || HATCH);
    });
    own.base.surround(style.areas, style.framed);
  }

  function write(style) {
    state.layers[style.areas].labels.eachLayer((m) => {
      const region = style.regions[m.options.slug], el = m.getElement();
      if (!el || !region) return;
      CRP.html.put(el, CRP.html.label(style, region));
      const place = region.circle ? region.circle.at : m.options.home;
      if (!m.getLatLng().equals(place)) m.setLatLng(place);
      el.classList.toggle("dark", !!region.dark);
    });
    if (state.lang === style.lang) return;
    state.lang = style.lang;
    state.names.concat(state.towns).forEach((m) => { m.getElement().textContent = m.names[`name_${style.lang}`]; });
    if (style.tiles) own.base.tiles(style.tiles);
    speak(style);
  }

  // The map's own language, and Leaflet's two words.
  function speak(style) {
    const box = state.map.getContainer();
    box.lang = style.lang;
    if (state.framed) document.documentElement.lang = style.lang;
    ["in", "out"].forEach((way) => {
      const button = box.querySelector(`.leaflet-control-zoom-${way}`);
      if (button) { button.title = style.words[way]; button.setAttribute("aria-label", style.words[way]); }
    });
  }

  // What stands on the map besides the regions.
  function furnish(style) {
    state.style = style;
    own.legend.write(style);
    state.stamp.textContent = style.stamp || "";
    state.stamp.hidden = !style.stamp;
    own.player.days(style);
  }

  // A map that has no regions yet goes to its place before it gets them; one that has them gets all that is new before
  // anything is measured, since a browser lays the page out for each measure.
  function paint(style) {
    const bare = state.areas !== style.areas;
    furnish(style);
    if (bare && !state.moved) own.fit.home();
    areas(style.areas);
    fill(style);
    write(style);
    own.circles.draw(style);
    if (!bare && !state.moved) own.fit.home();
    own.labels.declutter();
    own.keyboard.name(style);
    document.body.dataset.painted = String((Number(document.body.dataset.painted) || 0) + 1);
  }

  function select(slug) {
    if (state.selected === slug) return;
    state.selected = slug;
    if (!state.areas) return;
    state.layers[state.areas].layer.eachLayer((shape) => own.base.outline(shape));
    own.keyboard.press(slug);
    own.labels.declutter();
  }

  function pick(slug) {
    if (state.pick) { state.pick(slug); return; }
    select(state.selected === slug ? null : slug);
    own.bridge.tell(slug);
  }

  return { asked, fetchStyle, furnish, prefetch, want, paint, select, pick };
};
