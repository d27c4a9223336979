// The briefing in a browser: one slide at a time, keys, both languages, a card for each region.
// The same file stands alone on a USB stick and in the frame of the briefing page.
(function () {
  "use strict";
  const DATA = JSON.parse(document.getElementById("data").textContent);
  const [stage, card, bar] = ["stage", "card", "bar"].map((id) => document.getElementById(id));
  const framed = window.parent !== window;
  const maps = {};
  const LEFT = 126; // pixels for the legend, west of the country: it lies at one place on all slides
  const LETTER = window.innerWidth > 700 ? 18 : 12; // pixels: nothing on a slide is smaller, but on a phone in the hand
  const now = { lang: DATA.start, n: 1, blank: false, card: "" };

  const slides = () => Array.from(document.querySelectorAll('.slide[lang="' + now.lang + '"]'));

  function draw(section) {
    const el = section.querySelector(".map");
    if (!el || maps[el.id]) return;
    const style = DATA.maps[el.dataset.map], center = L.latLngBounds(DATA.bounds).getCenter();
    const zooms = { ...CRP.ZOOMS, zoom: 5 };
    const map = L.map(el, { ...zooms, center, keyboard: false, scrollWheelZoom: true });
    maps[el.id] = CRP.create();
    const pick = (slug) => open(slug, el.dataset.map);
    maps[el.id].start(map, { bounds: DATA.bounds, alone: true, left: LEFT, letter: LETTER, pick });
    maps[el.id].paint(style);
    reachable(el, style, pick);
  }

  function show() {
    const all = slides();
    now.n = Math.min(Math.max(1, now.n), all.length);
    document.querySelectorAll(".slide.current").forEach((s) => s.classList.remove("current"));
    all[now.n - 1].classList.add("current");
    document.body.dataset.lang = document.documentElement.lang = now.lang;
    document.body.dataset.slide = now.n;
    document.title = all[now.n - 1].querySelector("h1").textContent;
    bar.querySelectorAll("button").forEach((b) => { b.title = b.ariaLabel = DATA.words[now.lang][b.dataset.do]; });
    bar.querySelector("output").textContent = now.n + " / " + all.length;
    bar.querySelector('[data-do="lang"]').textContent = now.lang === "en" ? "FR" : "EN";
    document.body.classList.toggle("blank", now.blank);
    if (!now.card) close();
    draw(all[now.n - 1]);
    squeeze(all[now.n - 1]);
    windows.show(all[now.n - 1], all[now.n]);
    address();
  }

  // Show what was chosen here, and tell the other window.
  function turn(n) {
    Object.assign(now, { n, card: "", blank: false });
    show();
    windows.tell();
  }

  // Show what was chosen in the other window.
  function take(told) {
    if (!DATA.words[told.lang] || !Number.isInteger(told.n)) return;
    sorter.take(told.built);
    Object.assign(now, { lang: told.lang, n: told.n, blank: told.blank === true, card: "" });
    show();
    const [slide, slug] = String(told.card || "").split(" ");
    if (slug) open(slug, slide, true);
  }

  const notes = (section) => section.querySelector(".notes").content.textContent.trim();

  let saying = 0;
  function say(words) {
    const place = document.getElementById("say");
    place.textContent = words;
    place.hidden = false;
    window.clearTimeout(saying);
    saying = window.setTimeout(() => { place.hidden = true; }, 6000);
  }

  // What is beside a map is set smaller until it fits; what does not fit even then is counted, never cut off
  // in silence.
  function squeeze(slide) {
    const side = slide.querySelector(".side"), table = side.querySelector("tbody");
    const over = () => side.scrollHeight > side.clientHeight + 1 || side.scrollWidth > side.clientWidth + 1;
    const rows = table ? Array.from(table.rows) : [];
    side.querySelectorAll(".rest").forEach((p) => p.remove());
    rows.forEach((row) => { row.hidden = false; });
    side.dataset.fit = 0;
    if (window.innerWidth <= 700) return;
    for (let n = 1; n <= 2 && over(); n += 1) side.dataset.fit = n;
    if (!over() || rows.length < 2) return;
    const rest = document.createElement("p");
    rest.className = "rest";
    side.appendChild(rest);
    for (let n = 1; n < rows.length && over(); n += 1) {
      rows[rows.length - n].hidden = true;
      rest.textContent = DATA.words[now.lang].more.replace("{n}", n);
    }
  }

  // Where the reader is stands in the address: after # in a file, as slide= and lang= on the page.
  function address() {
    if (!framed) {
      const hash = "#" + (windows.presenting ? "presenter-" : "") + now.lang + "-" + now.n;
      try { history.replaceState(null, "", hash); } catch { /* a viewer without history */ }
      return;
    }
    const here = new URL(window.parent.location.href);
    if (now.n > 1) here.searchParams.set("slide", now.n); else here.searchParams.delete("slide");
    if (now.lang !== "en") here.searchParams.set("lang", now.lang); else here.searchParams.delete("lang");
    window.parent.history.replaceState(window.parent.history.state, "", here);
  }

  function start() {
    const told = framed ? new URLSearchParams(window.parent.location.search) : null;
    const hash = window.location.hash.match(/^#(?:presenter-)?(?:(en|fr)-)?(\d+)$/);
    if (told) {
      now.n = Number(told.get("slide")) || 1;
      now.lang = ["en", "fr"].includes(told.get("lang")) ? told.get("lang") : DATA.start;
    } else if (hash) { now.n = Number(hash[2]); now.lang = hash[1] || now.lang; }
  }

  // A card has the figures of the slide that it is opened on: its split, its day, its scenario.
  function open(slug, slide, told) {
    const words = DATA.texts[(DATA.cards[slide] || {})[slug]];
    if (!words) return;
    card.lastElementChild.innerHTML = words; // written and escaped by the app that made this file
    card.hidden = false;
    now.card = slide + " " + slug;
    if (told) return;
    card.querySelector("button").focus();
    windows.tell();
  }

  // The keyboard goes on where it was.
  function close() {
    const [slide, slug] = now.card.split(" ");
    const was = !card.hidden && slug && document.querySelector(`#map-${slide} path[data-slug="${slug}"]`);
    card.hidden = true;
    now.card = "";
    if (was) was.focus();
  }

  // Regions can be reached by Tab and opened by Enter; their names and figures are read out.
  function reachable(el, style, pick) {
    maps[el.id].state.layers[style.areas].layer.eachLayer((shape) => {
      const path = shape.getElement(), region = style.regions[shape.slug];
      if (!path || !region) return;
      Object.entries({ tabindex: 0, role: "button", "data-slug": shape.slug,
        "aria-label": [style.strings[region.name], region.label].filter(Boolean).join(" ") })
        .forEach(([name, value]) => path.setAttribute(name, value));
      path.classList.add("crp-reach");
      path.addEventListener("keydown", (e) => {
        if (e.key !== "Enter" && e.key !== " ") return;
        e.preventDefault(); e.stopPropagation();
        pick(shape.slug);
      });
    });
  }

  const acts = {
    on: () => turn(now.n + 1), back: () => turn(now.n - 1), first: () => turn(1), last: () => turn(slides().length),
    lang: () => { now.lang = now.lang === "en" ? "fr" : "en"; turn(now.n); },
    sorter: () => sorter.acts.sorter(), undo: () => sorter.acts.undo(),
    blank: () => { now.blank = !now.blank; show(); windows.tell(); },
    full: () => {
      const whole = document.documentElement;
      if (document.fullscreenElement) document.exitFullscreen();
      else if (whole.requestFullscreen) whole.requestFullscreen().catch(() => {});
    },
    notes: () => windows.open(), print: () => window.print(),
    close: () => { if (sorter.open()) { sorter.acts.sorter(); return; } close(); windows.tell(); },
  };
  const KEYS = {
    ArrowRight: "on", ArrowDown: "on", PageDown: "on", " ": "on", ArrowLeft: "back", ArrowUp: "back", PageUp: "back",
    Home: "first", End: "last", Escape: "close", b: "blank", B: "blank", ".": "blank",
    o: "sorter", O: "sorter", f: "full", F: "full", l: "lang", L: "lang", n: "notes", N: "notes", p: "print", P: "print",
  };
  const WRITES = "input, textarea, select, [contenteditable], [role=combobox], [role=radiogroup], [role=slider]";

  function key(event) {
    const within = (what) => event.target.closest && event.target.closest(what);
    const act = KEYS[event.key];
    if (sorter.open() && !["close", "sorter", "undo"].includes(act)) return; // its own keys
    // A card is a dialog: the keyboard stays in it.
    if (event.key === "Tab" && !card.hidden) { event.preventDefault(); card.querySelector("button").focus(); return; }
    if (!act || within(WRITES) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && within("button, a, summary, [role=button]")) return;
    event.preventDefault();
    acts[act]();
  }

  document.addEventListener("keydown", key);
  if (framed) {
    window.parent.document.addEventListener("keydown", key);
    window.addEventListener("pagehide", () => window.parent.document.removeEventListener("keydown", key));
  }
  document.addEventListener("click", (e) => {
    const button = e.target.closest("[data-do]");
    if (!button) return;
    (acts[button.dataset.do] || windows.acts[button.dataset.do])();
    if (bar.contains(button)) button.blur();
  });

  // The buttons show while the pointer moves: a projected slide stays clean.
  let rest = 0;
  document.addEventListener("pointermove", () => {
    document.body.classList.add("moved");
    window.clearTimeout(rest);
    rest = window.setTimeout(() => document.body.classList.remove("moved"), 2500);
  });

  // On a touch screen a slide turns by a swipe, but on a map or a table that moves by itself.
  let from = null;
  document.addEventListener("touchstart", (e) => {
    const side = e.target.closest(".side");
    const own = e.target.closest(".map, #card, #bar, input") || (side && side.scrollWidth > side.clientWidth + 1);
    from = own || e.touches.length > 1 ? null : e.touches[0];
  }, { passive: true });
  document.addEventListener("touchend", (e) => {
    if (!from) return;
    const dx = e.changedTouches[0].clientX - from.clientX, dy = e.changedTouches[0].clientY - from.clientY;
    from = null;
    if (Math.abs(dx) > 50 && Math.abs(dx) > 2 * Math.abs(dy)) acts[dx < 0 ? "on" : "back"]();
  }, { passive: true });

  function fit() {
    if (window.innerWidth <= 700) { stage.style.transform = ""; return; }
    const scale = Math.min(window.innerWidth / 1280, window.innerHeight / 720);
    const x = (window.innerWidth - 1280 * scale) / 2, y = (window.innerHeight - 720 * scale) / 2;
    stage.style.transform = `translate(${x}px,${y}px) scale(${scale})`;
  }

  function printed(slide) {
    draw(slide);
    squeeze(slide);
    const el = slide.querySelector(".map");
    if (!el) return;
    maps[el.id].state.map.invalidateSize({ pan: false });
    maps[el.id].home();
  }

  window.addEventListener("resize", () => {
    fit();
    const slide = document.querySelector(".slide.current");
    if (slide) squeeze(slide);
  });
  window.addEventListener("beforeprint", () => { document.body.classList.add("printing"); slides().forEach(printed); });
  window.addEventListener("afterprint", () => { document.body.classList.remove("printing"); });
  const windows = window.DECK_WINDOWS({ data: DATA, now, take, draw, squeeze, notes, say, laid: () => sorter.laid() });
  const sorter = window.DECK_SORTER({ data: DATA, now, framed, slides, show, turn, printed, tell: () => windows.tell() });
  start(); fit(); windows.start(); show(); sorter.ready();
  document.body.dataset.ready = "yes";
})();
