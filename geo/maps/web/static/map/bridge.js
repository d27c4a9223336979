// All that knows the page around the map and the inside of streamlit-folium: the options of the filters, the value that
// goes back to the server, the frames of one page.
//
// The map answers a press on an option by itself: the map style on screen says what each option leads to,
// and the browser fetches that one while Streamlit still runs. The server's word comes later and settles it.
// Presses are numbered, so that a late word about an older press does not flip the map back; if no word comes
// for a newer one, the server's last word holds.
CRP.parts.bridge = (own) => {
  "use strict";
  const { state } = own;
  const PATIENCE = 4000;
  const HOLD = 80; // milliseconds that the server's run may wait for the map: side by side both would be slower
  const server = { address: null, number: 0, timer: 0 };

  // Called by the server with the address of a map style, the number of the press and the chosen region.
  function show(address, number, selected) {
    server.address = address;
    own.repaint.select(selected);
    if (address !== own.repaint.asked.wanted && number < server.number) return;
    server.number = number;
    window.clearTimeout(server.timer);
    own.repaint.want(address);
  }

  const at = (address, query) => `${address.split("?")[0]}?${query}`;

  // The address of another view beside the same map as now.
  function addressOf(query) {
    if (state.styles) return query;
    const beside = (server.address.match(/&?(side|beside)=[^&]*/g) || []).map((word) => `&${word.replace("&", "")}`);
    return at(server.address, query) + beside.join("");
  }

  // The view that an option leads to, null where the map style that is wanted does not say: "group:place".
  function ahead(key, place) {
    const { wanted } = own.repaint.asked;
    if (!wanted) return Promise.resolve(null);
    return own.repaint.fetchStyle(wanted).then((style) => {
      const query = style.next && style.next[key] && style.next[key][place];
      return query === undefined ? null : query;
    }, () => null);
  }

  // Paint what an option leads to, before the server has heard of it; tell the page where that is.
  function press(key, place) {
    return ahead(key, place).then((query) => {
      if (query === null) return null;
      server.number += 1;
      window.clearTimeout(server.timer);
      server.timer = window.setTimeout(() => { server.number = 0; own.repaint.want(server.address); }, PATIENCE);
      const address = at(own.repaint.asked.wanted, query);
      own.repaint.want(address);
      const held = new Promise((go) => { window.setTimeout(go, HOLD); });
      return Promise.race([own.repaint.fetchStyle(address).then(CRP.seen), held]).then(() => query, () => query);
    });
  }

  // The browser fetches what an option leads to as soon as the pointer or the focus comes to it.
  function look(event) {
    const met = event.target.closest && event.target.closest("[data-option]");
    if (!met) return;
    const [key, place] = met.dataset.option.split(":");
    ahead(key, Number(place)).then((query) => {
      if (query !== null) own.repaint.prefetch(at(own.repaint.asked.wanted, query));
    });
  }

  // The page's script asks a map of its own where an option leads; of two maps neither knows alone.
  function listen() {
    const { parent } = window, page = parent.document;
    parent.crpAhead = press;
    window.addEventListener("pagehide", () => { if (parent.crpAhead === press) delete parent.crpAhead; });
    for (const kind of ["pointerover", "focusin"]) {
      page.addEventListener(kind, look, true);
      window.addEventListener("pagehide", () => page.removeEventListener(kind, look, true));
    }
  }

  // The room that the maps of a page leave at their edges together; a map whose neighbour needs more begins anew.
  let me = null;
  function common(room) {
    if (!me) return room;
    const peers = Array.from(window.parent.CRP_MAPS);
    me.room = room;
    const most = (side) => Math.max(...peers.filter((p) => p.room).map((p) => p.room[side]));
    const all = { left: most("left"), above: most("above"), below: most("below") };
    me.used = JSON.stringify(all);
    peers.forEach((peer) => {
      if (peer !== me && peer.room && peer.used !== me.used) window.setTimeout(() => peer.home(), 0);
    });
    return all;
  }

  // Maps on one page show the same area: each follows the others, from frame to frame, without the server.
  function together() {
    const page = window.parent, { map } = state;
    const peers = page.CRP_MAPS = page.CRP_MAPS || new Set();
    me = {
      room: null,
      used: "",
      home: () => { if (!state.moved && state.style) { own.fit.home(); own.labels.declutter(); } },
      follow: (center, zoom) => {
        me.following = true; state.moved = true;
        map.setView(center, zoom, { animate: false });
        me.following = false;
      },
    };
    peers.add(me);
    window.addEventListener("pagehide", () => peers.delete(me));
    map.on("move zoomanim", (e) => {
      if (me.following || state.homing || !state.moved) return;
      const center = e.center || map.getCenter(), zoom = e.zoom === undefined ? map.getZoom() : e.zoom;
      peers.forEach((peer) => {
        if (peer === me) return;
        try { peer.follow([center.lat, center.lng], zoom); } catch { peers.delete(peer); } // its frame is gone
      });
    });
  }

  // streamlit-folium gives the map a size of its own; here it is as large as its frame, if it has one for itself.
  function widen() {
    const { style } = state.map.getContainer();
    style.width = "100%";
    if (state.framed) style.height = "100vh";
  }

  // Tell the server of a region or of a day, as if it were the popup of a click.
  function tell(what) {
    if (state.told) { state.told(what); return; }
    const value = { last_object_clicked_popup: `${what}#${Date.now()}` };
    window.__GLOBAL_DATA__.last_object_clicked_popup = value.last_object_clicked_popup;
    window.__GLOBAL_DATA__.previous_data = value;
    window.Streamlit.setComponentValue(value);
  }

  // The server's answers forbid every other host until the reader's cookie says that tiles are on.
  const tilesAllowed = () => document.cookie.split("; ").includes("tiles=on");

  function allowTiles(on) {
    if (!document.cookie && window.location.protocol === "file:") return;
    const before = tilesAllowed();
    document.cookie = `tiles=${on ? "on" : "off"}; path=/; samesite=strict; max-age=${on ? 31536000 : 0}`;
    if (on && !before && tilesAllowed()) window.parent.location.reload();
  }

  return { show, addressOf, allowTiles, common, listen, tilesAllowed, together, widen, tell };
};
