// What a page does in the browser by itself. The address is the one truth: a press changes it, and the server answers
// with the page of that address, as it does when the reader goes back in the history.
(() => {
  "use strict";
  const STAY = ["region", "right", "slide", "tab", "since", "who"]; // words of the address that are no part of a map style
  const OF_A_PAGE = ["tab", "slide", "since", "who", "countries", "year"]; // and those that do not go along to another page
  const NARROW = 900; // pixels: below, the filters open over the page
  const find = (id) => document.getElementById(id);
  const words = () => JSON.parse(document.querySelector("header.top").dataset.words);
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const bring = (el) => el.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });

  // Go to an address of this app without loading it anew: Streamlit answers to the history.
  function go(address) {
    const to = new URL(address, location.href);
    if (to.href === location.href) return;
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }

  function said(text) {
    let box = find("said");
    if (!box) {
      box = document.createElement("div");
      box.id = "said"; box.setAttribute("role", "status");
      document.body.append(box);
    }
    box.textContent = text;
    box.hidden = !text;
    clearTimeout(said.timer);
    if (text) said.timer = setTimeout(() => { box.hidden = true; }, 6000);
  }

  // The address now, with some words changed; an empty word is let go.
  function changed(path, change) {
    const to = new URL(path, location.href), query = new URLSearchParams(location.search);
    Object.entries(change).forEach(([name, text]) => { if (text) query.set(name, text); else query.delete(name); });
    to.search = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return to.href;
  }

  // An option leads where the map's own style says, which knows of presses that the server has not answered yet.
  let presses = Promise.resolve();
  function press(option) {
    if (option.hasAttribute("aria-pressed")) {
      option.setAttribute("aria-pressed", String(option.getAttribute("aria-pressed") !== "true"));
    }
    const [key, place] = (option.dataset.option || "").split(":"), fallback = option.dataset.go;
    presses = presses.then(() => lead(key, place, fallback)); // one after the other: each begins where the last one led
  }
  async function lead(key, place, fallback) {
    const query = window.crpAhead && place ? await window.crpAhead(key, Number(place)) : null;
    if (query === null || query === undefined) { go(fallback); return; }
    const to = new URLSearchParams(query), now = new URLSearchParams(location.search);
    STAY.forEach((name) => { if (now.has(name)) to.set(name, now.get(name)); });
    go(`?${to.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}`);
  }

  // A link takes the words of the address along; it is made true when the reader comes near, so that it opens anywhere.
  function aim(link) {
    if (link.dataset.page !== undefined) {
      const without = Object.fromEntries(OF_A_PAGE.map((name) => [name, ""]));
      link.href = changed(link.pathname, without);
    } else if (link.dataset.set) {
      const [name, text] = link.dataset.set.split("=");
      link.href = changed(location.pathname, { [name]: text });
    }
  }

  async function take(link) {
    if (link.getAttribute("aria-busy") === "true") return;
    link.setAttribute("aria-busy", "true");
    said(words().making);
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error(answer.status < 500 ? await answer.text() : words().failed);
      const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
      const file = document.createElement("a");
      file.href = URL.createObjectURL(await answer.blob());
      file.download = name ? name[1] : "";
      file.click();
      setTimeout(() => URL.revokeObjectURL(file.href), 60000);
      said("");
    } catch (error) {
      said(error.message || words().failed);
    }
    link.removeAttribute("aria-busy");
  }

  async function copy(button) {
    const text = location.href, title = button.dataset.title || document.title;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no clipboard without a secure page: an old way that works everywhere
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    said(words().copied.replace("{title}", title));
  }

  function full() {
    const screen = document.querySelector("[class*='st-key-screen-']");
    if (document.fullscreenElement) document.exitFullscreen(); else if (screen) screen.requestFullscreen();
  }

  function filters(open) {
    document.documentElement.classList.toggle("filters-open", open);
    document.querySelectorAll("[data-do=filters]").forEach((b) => b.setAttribute("aria-expanded", String(open)));
    const pane = find("filters");
    if (open && pane) { pane.tabIndex = -1; pane.focus(); }
  }

  const DO = {
    copy, full,
    print: () => window.print(),
    filters: () => filters(!document.documentElement.classList.contains("filters-open")),
    skip: () => {
      const frame = document.querySelector("[class*='st-key-screen-'] iframe"), head = find("main");
      const map = frame && frame.contentDocument.querySelector(".leaflet-container");
      if (map) map.focus(); else if (head) { head.tabIndex = -1; head.focus(); }
    },
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest && event.target.closest("[data-do], button[data-go], a[data-in], a[data-page], a[data-set], a[data-take]");
    if (!target || event.defaultPrevented || event.button) return;
    if (target.dataset.do) { event.preventDefault(); DO[target.dataset.do](target); return; }
    if (target.dataset.go) { press(target); return; }
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (target.dataset.take !== undefined) { take(target); return; }
    aim(target);
    const like = target.dataset.like && document.querySelector(`[data-option="${target.dataset.like}"]`);
    if (like) press(like); else go(target.href);
  });
  document.addEventListener("change", (event) => {
    const { target } = event;
    if (target.matches("input[data-go]")) press(target);
    if (target.matches("select[data-choose]")) go(target.value);
    if (target.matches("select[data-plan]")) go(changed(location.pathname, { plan: target.value, fit: target.dataset.plan }));
  });
  // An answer may replace or move an option or a link between the pointer's going down on it and coming up: the browser
  // knows of no click then, and the press would be lost.
  const STEADY = 5; // pixels that a hand moves in a press
  let down = null;
  const pressable = (event) => event.target.closest && event.target.closest("button[data-go], label.chip, a[data-in]");
  document.addEventListener("pointerdown", (event) => {
    const el = pressable(event), plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    down = el && plain ? { el, id: (el.control || el).id, x: event.clientX, y: event.clientY } : null;
  }, true);
  document.addEventListener("pointerup", (event) => {
    const was = down;
    down = null;
    if (!was || Math.hypot(event.clientX - was.x, event.clientY - was.y) > STEADY || was.el.contains(event.target)) return;
    const now = was.el.isConnected ? was.el : find(was.id);
    if (now) now.click();
  }, true);
  ["pointerover", "focusin"].forEach((kind) => document.addEventListener(kind, (event) => {
    const link = event.target.closest && event.target.closest("a[data-page], a[data-set]");
    if (link) aim(link);
  }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.documentElement.classList.contains("filters-open")) {
      filters(false);
      const button = document.querySelector("[data-do=filters]");
      if (button) button.focus();
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && find("find")) { event.preventDefault(); find("find").focus(); }
  });

  // The server's answer replaces parts of the page: the focus stays on what had it, and what a press opened comes into view.
  let focused = "", region = null, tab = null;
  document.addEventListener("focusin", (event) => { focused = event.target.id; });
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("a, button, input, select, textarea, summary, label, [tabindex]")) focused = "";
  }, true);
  function follow() {
    if (focused && document.activeElement === document.body && find(focused)) find(focused).focus({ preventScroll: true });
    const panel = find("panel"), now = panel ? panel.dataset.region : "";
    if (panel && region !== null && now && now !== region && innerWidth < NARROW) bring(panel);
    if (panel) region = now;
    const opened = document.querySelector(".st-key-opened"), which = new URLSearchParams(location.search).get("tab") || "";
    if (!which || which === "what-if" || which === "weights") tab = which; // they stand beside the map
    else if (opened && which !== tab && opened.textContent) { tab = which; bring(opened); }
  }
  new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });

  // A map is as large on paper as its place there: its script does not run while the page is laid out for it.
  function paper(on) {
    document.documentElement.classList.toggle("printing", on);
    document.querySelectorAll("[class*='st-key-screen-'] iframe").forEach((frame) => {
      const drawn = frame.contentWindow.CRP;
      if (drawn && drawn.state.map) { drawn.state.map.invalidateSize({ pan: false }); if (!drawn.state.moved) drawn.home(); }
    });
  }
  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));

  // Search: a combobox whose list comes from the server at each letter.
  const list = { found: [], at: -1, asked: 0, text: "" }; // what was found for which text
  const input = () => find("find"), box = () => find("find-list");
  function close() {
    if (!box()) return;
    box().hidden = true; list.found = []; list.at = -1; list.text = "";
    input().setAttribute("aria-expanded", "false");
    input().removeAttribute("aria-activedescendant");
  }
  function mark(at) {
    list.at = at;
    Array.from(box().children).forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at >= 0 && list.found.length) {
      input().setAttribute("aria-activedescendant", box().children[at].id);
      box().children[at].scrollIntoView({ block: "nearest" });
    }
  }
  function show(found) {
    list.found = found;
    box().replaceChildren(...(found.length ? found : [{ name: words().nothing, kind: "" }]).map((hit, n) => {
      const item = document.createElement("li"), kind = document.createElement("small");
      item.id = `found-${n}`; item.setAttribute("role", "option"); item.dataset.n = n;
      kind.textContent = hit.kind;
      item.append(hit.name, " ", kind);
      return item;
    }));
    box().hidden = false;
    input().setAttribute("aria-expanded", "true");
    mark(found.length ? 0 : -1);
  }
  async function ask() {
    const text = input().value.trim(), number = list.asked += 1;
    if (!text) { close(); return; }
    const now = new URLSearchParams(location.search);
    OF_A_PAGE.forEach((name) => now.delete(name));
    now.set("q", text);
    if (input().dataset.own) now.set("own", input().dataset.own);
    try {
      const answer = await fetch(`${input().dataset.find}?${now}`);
      const found = answer.ok ? await answer.json() : [];
      if (number === list.asked) { show(found); list.text = text; box().dataset.of = text; }
    } catch { close(); }
  }
  function reach(n) {
    const hit = list.found[n];
    if (!hit) return;
    close();
    input().value = "";
    filters(false);
    go(hit.go);
  }
  document.addEventListener("input", (event) => { if (event.target.id === "find") ask(); });
  document.addEventListener("keydown", async (event) => {
    if (event.target.id !== "find") return;
    const most = list.found.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (most >= 0) mark((list.at + (event.key === "ArrowDown" ? 1 : most + 1)) % (most + 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.text !== input().value.trim()) await ask(); // faster than the answer
      reach(Math.max(list.at, 0));
    } else if (event.key === "Escape") close();
  });
  document.addEventListener("mousedown", (event) => {
    const item = event.target.closest("#find-list li");
    if (item) { event.preventDefault(); reach(Number(item.dataset.n)); } else if (event.target.id !== "find") close();
  });
  document.addEventListener("focusout", (event) => { if (event.target.id === "find") setTimeout(() => { if (document.activeElement !== input()) close(); }, 200); });
})();
