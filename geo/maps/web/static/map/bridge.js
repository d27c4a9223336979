// All that knows the inside of Streamlit and of streamlit-folium: the filter bar's classes and roles, the value that
// goes back to the server, the frames of one page.
//
// The map answers a press in the filter bar by itself: the map style on screen says what each option leads to,
// and the browser fetches that one while Streamlit still runs. The server's word comes later and settles it.
// Presses are numbered, so that a late word about an older press does not flip the map back; if no word comes
// for a newer one, the server's last word holds.
CRP.parts.bridge = (own) => {
  "use strict";
  const { state } = own;
  const PATIENCE = 4000;
  const OPTIONS = "[role=toolbar] button, [role=radiogroup] input"; // pills and radio options
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
    const beside = (server.address.match(/&?(side|beside)=[^&]*/g) || []).map((word) => `&${word.replace("&", "")}`);
    return at(server.address, query) + beside.join("");
  }

  // Which option of the filter bar was met; the key of its group is in the class.
  function option(target) {
    const button = target.closest && target.closest(OPTIONS);
    const group = button && button.closest("[class*=st-key-]");
    if (!group) return null;
    const place = Array.from(group.querySelectorAll(OPTIONS)).indexOf(button);
    return { key: group.className.match(/st-key-(\S+)/)[1], place };
  }

  // The address that an option leads to, null where the map style on screen does not say.
  function ahead(target) {
    const met = option(target), { wanted } = own.repaint.asked;
    if (!met || !wanted) return Promise.resolve(null);
    return own.repaint.fetchStyle(wanted).then((style) => {
      const query = style.next && style.next[met.key] && style.next[met.key][met.place];
      return query === undefined ? null : at(own.repaint.asked.wanted, query);
    }, () => null);
  }

  function press(event) {
    ahead(event.target).then((address) => {
      if (address === null) return;
      server.number += 1;
      window.clearTimeout(server.timer);
      server.timer = window.setTimeout(() => { server.number = 0; own.repaint.want(server.address); }, PATIENCE);
      own.repaint.want(address);
    });
  }

  function look(event) {
    ahead(event.target).then((address) => { if (address !== null) own.repaint.prefetch(address); });
  }

  // A radio option is pressed by its change alone: a click on one would count twice.
  function click(event) {
    if (event.target.closest("[role=toolbar]")) press(event);
    open(event);
  }

  // A small map of the page stands for an option of the filter bar: "group:place". Without the bar it is a plain link.
  function open(event) {
    const link = event.target.closest("[data-press]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = window.parent.document, [group, place] = link.dataset.press.split(":");
    const pill = page.querySelectorAll(`.st-key-${group} [role=toolbar] button`)[place];
    if (!pill) return;
    event.preventDefault();
    pill.click();
    page.querySelector("iframe").scrollIntoView({ block: "center", behavior: "smooth" });
  }

  function listen() {
    const page = window.parent.document;
    for (const [kind, heard] of [["click", click], ["change", press], ["pointerover", look], ["focusin", look]]) {
      page.addEventListener(kind, heard, true);
      window.addEventListener("pagehide", () => page.removeEventListener(kind, heard, true));
    }
  }

  // Maps on one page show the same area: each follows the others, from frame to frame, without the server.
  function together() {
    const page = window.parent, { map } = state;
    const peers = page.CRP_MAPS = page.CRP_MAPS || new Set();
    const me = {
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

  // streamlit-folium gives the map a width of its own.
  function widen() { state.map.getContainer().style.width = "100%"; }

  // Tell the server of a region or of a day, as if it were the popup of a click.
  function tell(what) {
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

  return { show, addressOf, allowTiles, listen, tilesAllowed, together, widen, tell };
};
