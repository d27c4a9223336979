// All slides of a briefing side by side: a click goes to one. In the frame of the briefing page this is the builder:
// slides are dragged to their order, retitled and taken out; what was done can be undone. A change shows at once; the
// page is told and keeps it, and says in turn what it holds. What is written or pressed in the page's own rows shows
// here at once as well, before the page has answered.
window.DECK_SORTER = (deck) => {
  "use strict";
  const { data, now, framed } = deck;
  const place = document.getElementById("sorter"), stage = document.getElementById("stage"), bar = document.getElementById("bar");
  const sections = {}, made = {}, past = [];
  let changed = 0, dragged = null, state = null; // changed: when the last change was made here

  document.querySelectorAll(".slide").forEach((s) => {
    (sections[s.dataset.id] = sections[s.dataset.id] || []).push(s);
    (made[s.dataset.id] = made[s.dataset.id] || {})[s.lang] = s.querySelector("h1").textContent;
  });
  state = { order: Object.keys(sections).map(Number).toSorted((a, b) => a - b), titles: {} };

  function lay(next) {
    const moved = next.order.join() !== state.order.join();
    state = next;
    if (moved) Object.values(sections).flat().forEach((s) => s.remove());
    state.order.forEach((id, i) => (sections[id] || []).forEach((s) => {
      if (moved) stage.insertBefore(s, bar);
      s.dataset.n = i + 1;
      s.ariaLabel = s.querySelector("footer .n").textContent = `${i + 1} / ${state.order.length}`;
      s.querySelector("h1").textContent = ((state.titles[id] || {})[s.lang]) || made[id][s.lang];
    }));
    deck.show();
    if (!place.hidden) fill();
  }

  function change(next, undone) {
    if (!undone) past.push(state);
    changed = Math.max(Date.now(), changed + 1);
    lay(next);
    deck.tell();
    if (framed) window.parent.postMessage({ crp: "built", story: data.story, seen: changed, ...state }, window.location.origin);
  }

  // What the page holds: of this briefing, and not older than the last change here.
  window.addEventListener("message", (e) => {
    const told = e.data;
    if (!framed || e.source !== window.parent || !told || told.crp !== "build" || told.story !== data.story) return;
    if (told.seen && told.seen < changed) return;
    const known = shown.lastIndexOf(named(told));
    if (known >= 0 && known < shown.length - 1) return; // an answer to what was done before the last
    shown.length = 0;
    take(told);
    deck.tell();
  });

  // Show what the page is about to hold, and remember it until the page answers.
  const shown = [], named = (x) => JSON.stringify([x.order, x.titles]);
  function ahead(next, undone) {
    if (!undone) past.push(state);
    if (!shown.length) shown.push(named(state));
    shown.push(named(next));
    lay(next);
    deck.tell();
  }

  // The page's rows: which one, and what in it. They are in the language that this frame was loaded in.
  const ROW = /\bst-key-slide-\d+-(\d+)-(title|up|down|drop)\b/;
  function rowOf(e) {
    const el = e.target.closest && e.target.closest("[class*='st-key-slide-']");
    const found = el && el.className.match(ROW), id = found ? Number(found[1]) : 0, at = state.order.indexOf(id);
    return at < 0 ? null : { at, what: found[2], id };
  }

  let typing = 0; // the slide whose title is being written: all its letters are one change
  function typed(e) {
    const row = rowOf(e);
    if (!row || row.what !== "title") return;
    const titles = { ...state.titles, [row.id]: { ...state.titles[row.id], [data.start]: e.target.value.trim() } };
    ahead({ ...state, titles }, typing === row.id);
    typing = row.id;
  }

  function pressed(e) {
    const row = rowOf(e), button = e.target.closest && e.target.closest("button");
    typing = 0;
    if (!button || button.disabled) return;
    if (button.closest(".st-key-story-undo") && past.length) ahead(past.pop(), true);
    if (row && row.what === "drop") ahead({ ...state, order: state.order.filter((x) => x !== row.id) });
    const to = row ? row.at + ({ up: -1, down: 1 }[row.what] || 0) : -1;
    if (!row || to === row.at || to < 0 || to >= state.order.length) return;
    const order = state.order.filter((x) => x !== row.id);
    order.splice(to, 0, row.id);
    ahead({ ...state, order });
  }

  if (framed) {
    const rows = { input: typed, click: pressed }, page = window.parent.document;
    Object.entries(rows).forEach(([kind, act]) => page.addEventListener(kind, act));
    window.addEventListener("pagehide", () => Object.entries(rows).forEach(([kind, act]) => page.removeEventListener(kind, act)));
  }

  // Take an order and titles that were made elsewhere: by the page, or in the other window.
  function take(told) {
    if (!told || !Array.isArray(told.order) || typeof told.titles !== "object") return;
    const order = told.order.filter((id) => sections[id]), titles = told.titles || {};
    if (order.length && JSON.stringify([order, titles]) !== JSON.stringify([state.order, state.titles])) lay({ order, titles });
  }

  const acts = {
    sorter: () => { if (place.hidden) open(); else close(); },
    undo: () => { if (past.length) change(past.pop(), true); },
  };

  // A picture of a slide: the slide itself, drawn and copied; it asks for nothing and cannot be reached.
  function picture(id) {
    const section = sections[id].find((s) => s.lang === now.lang), box = document.createElement("div");
    const copy = section.cloneNode(true);
    copy.classList.add("current");
    copy.inert = true;
    copy.querySelectorAll("[id]").forEach((el) => el.removeAttribute("id"));
    box.className = "mini";
    box.appendChild(copy);
    return box;
  }

  function figure(id, i) {
    const el = document.createElement("figure"), said = data.words[now.lang];
    el.dataset.id = id;
    el.appendChild(picture(id));
    const go = document.createElement("button");
    Object.assign(go, { type: "button", className: "go", ariaLabel: `${i + 1}` });
    go.addEventListener("click", () => { close(); deck.turn(i + 1); });
    el.appendChild(go);
    const words = document.createElement("figcaption"), number = document.createElement("b");
    number.textContent = i + 1;
    words.appendChild(number);
    if (framed) words.append(...tools(id, said)); else words.append(sections[id].find((s) => s.lang === now.lang).querySelector("h1").textContent);
    el.appendChild(words);
    if (framed) draggable(el, id);
    return el;
  }

  function tools(id, said) {
    const title = document.createElement("input"), drop = document.createElement("button");
    Object.assign(title, { value: ((state.titles[id] || {})[now.lang]) || made[id][now.lang], maxLength: data.most, ariaLabel: said.title });
    title.addEventListener("change", () => {
      const titles = { ...state.titles, [id]: { ...state.titles[id], [now.lang]: title.value.trim() } };
      change({ ...state, titles });
    });
    Object.assign(drop, { type: "button", className: "drop", textContent: "✕", title: said.drop, ariaLabel: said.drop, disabled: state.order.length < 2 });
    drop.addEventListener("click", () => change({ ...state, order: state.order.filter((x) => x !== id) }));
    return [title, drop];
  }

  function draggable(el, id) {
    el.draggable = true;
    el.addEventListener("dragstart", (e) => {
      dragged = id;
      e.dataTransfer.setData("text/plain", String(id));
      e.dataTransfer.effectAllowed = "move";
      el.classList.add("dragged");
    });
    el.addEventListener("dragover", (e) => { if (dragged !== null) e.preventDefault(); });
    el.addEventListener("drop", (e) => { e.preventDefault(); move(dragged, state.order.indexOf(id)); });
    el.addEventListener("dragend", () => { dragged = null; el.classList.remove("dragged"); });
    // By the keyboard: Alt and an arrow.
    el.addEventListener("keydown", (e) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
      if (!by || !e.altKey) return;
      e.preventDefault();
      move(id, state.order.indexOf(id) + by);
      const moved = place.querySelector(`figure[data-id="${id}"] .go`);
      if (moved) moved.focus();
    });
  }

  function move(id, to) {
    if (id === null || to < 0 || to >= state.order.length || state.order.indexOf(id) === to) return;
    const order = state.order.filter((x) => x !== id);
    order.splice(to, 0, id);
    change({ ...state, order });
  }

  function fill() {
    const grid = place.querySelector(".grid"), undo = place.querySelector("[data-do=undo]");
    grid.replaceChildren(...state.order.map(figure));
    undo.hidden = !framed;
    undo.disabled = !past.length;
    undo.textContent = data.words[now.lang].undo;
    place.querySelector("[data-do=sorter]").textContent = data.words[now.lang].close;
  }

  function open() {
    document.body.classList.add("printing"); // slides are laid out, so that their maps can be drawn
    deck.slides().forEach((s) => deck.printed(s));
    place.hidden = false;
    fill();
    document.body.classList.remove("printing");
    document.body.classList.add("sorting");
  }

  function close() {
    place.hidden = true;
    document.body.classList.remove("sorting");
    deck.show();
  }

  function ready() { if (framed) window.parent.postMessage({ crp: "ready", story: data.story }, window.location.origin); }

  return { acts, ready, laid: () => state, take, open: () => !place.hidden };
};
