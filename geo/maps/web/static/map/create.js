// One map out of its parts; this file comes last. CRP is the map of a page; CRP.create() makes more of them (the slides
// of a briefing). start(map, options) draws once, paint(style) restyles it, show(address, number, selected) fetches
// the map style that the server names. A page without a server gives its own *styles*, a promise by address, and is
// *told* of a region or a day; the *style* that it is going to show first, if it has that already.
CRP.create = () => {
  "use strict";
  const state = { map: null, layers: {}, areas: null, style: null, selected: null };
  const own = { state };
  Object.entries(CRP.parts).forEach(([name, make]) => { own[name] = make(own); });

  function start(map, options) {
    const framed = !options.alone && window.parent !== window;
    const { bounds, pick, left, letter, style, styles, told } = options;
    Object.assign(state, { map, framed, bounds, pick, left, letter, styles, told });
    map.attributionControl.setPrefix(false);
    own.base.furnish();
    own.legend.add();
    if (style) own.repaint.furnish(style); // the map goes where this leaves room, and need not move for it later
    own.fit.home(); // before there is anything on the map that would have to move with it
    own.base.draw();
    own.fit.follow();
    if (!options.alone) own.bridge.together();
    map.on("zoomend", () => { own.circles.resize(); if (state.style) own.legend.write(state.style); });
    // A map that goes home moves several times until the country fits: its labels are put in their places once, after.
    map.on("moveend", () => {
      map.getContainer().dataset.zoom = Math.floor(map.getZoom());
      if (!state.homing) own.labels.declutter();
    });
    own.bridge.widen();
    window.addEventListener("resize", own.bridge.widen);
    if (framed) own.bridge.listen();
    if (framed || styles) own.keyboard.start();
    document.body.dataset.map = "ready";
  }

  const home = () => { own.fit.home(); own.labels.declutter(); };
  return { start, paint: own.repaint.paint, show: own.bridge.show, home, state };
};

Object.assign(CRP, CRP.create());

// The scales of every map of the country. By steps: where a legend grows by a line, the country stays as it is.
CRP.ZOOMS = { zoomSnap: 0.25, minZoom: 4, maxZoom: 10 };

// A drawing lies on whole pixels once the map is at rest: Leaflet leaves it between them, where its lines are blurred.
const laidAnew = L.Renderer.prototype._reset;
L.Renderer.include({ _reset() { laidAnew.call(this); L.DomUtil.setPosition(this._container, this._bounds.min); } });

// A promise that is kept once the reader has seen what is on the map now: the page's own work comes after that.
CRP.seen = () => new Promise((go) => { window.requestAnimationFrame(() => window.setTimeout(go)); });
