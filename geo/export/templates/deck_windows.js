// Two windows of one briefing in step, with no server between them: the slide alone on the projector, and on the
// presenter's own screen the notes, the next slide, a clock and a timer. Messages go from window to window, which
// works from a file as well. Either window leads; what one shows, the other shows.
window.DECK_WINDOWS = (deck) => {
  "use strict";
  const { data, now } = deck;
  const NAME = "crp-presenter", EVERY = 1000;
  const presenting = /^#presenter\b/.test(window.location.hash);
  const peers = new Set();
  const at = window.location.protocol.startsWith("http") ? window.location.origin : "*";
  const el = (id) => document.getElementById(id);
  let opened = null, joined = false, timer = { since: Date.now(), spent: 0, runs: true };

  const state = (kind) => ({ crp: kind, deck: data.id, base: window.location.href.split("#")[0], lang: now.lang, n: now.n,
    blank: now.blank, card: now.card, joined, built: deck.laid() });

  function tell(kind = "show") {
    peers.forEach((peer) => { if (peer.closed) peers.delete(peer); else peer.postMessage(state(kind), at); });
  }

  // Only the window that this one opened, or was opened by, is listened to.
  function known(source) {
    if (!source || source === window) return false;
    return peers.has(source) || source === window.opener || source === opened || source.opener === window;
  }

  window.addEventListener("message", (e) => {
    const told = e.data;
    if (!told || typeof told.crp !== "string" || !known(e.source) || (at !== "*" && e.origin !== at)) return;
    const met = peers.has(e.source);
    peers.add(e.source);
    if (told.deck !== data.id) { follow(told); return; }
    // A presenter's window that is new takes what the projector shows; a projector that was loaded anew takes its.
    if (told.crp === "hello" && !told.joined) tell();
    else if (told.crp === "show" || !met) { joined = true; deck.take(told); }
  });

  // The briefing was changed in the other window: load what it shows now.
  function follow(told) {
    if (presenting && typeof told.base === "string" && new URL(told.base).origin === window.location.origin &&
      told.base !== window.location.href.split("#")[0]) window.location.replace(`${told.base}#presenter-${told.lang}-${Number(told.n)}`);
  }

  function open() {
    if (presenting) return;
    if (opened && !opened.closed) { opened.focus(); return; }
    const address = `${window.location.href.split("#")[0]}#presenter-${now.lang}-${now.n}`;
    opened = window.open(address, `${NAME}-${Date.now()}`, "popup,width=1200,height=760");
    if (opened) peers.add(opened); else deck.say(data.words[now.lang].blocked);
  }

  const two = (x) => String(x).padStart(2, "0");
  const spent = () => timer.spent + (timer.runs ? Date.now() - timer.since : 0);

  function tick() {
    const day = new Date(), s = Math.floor(spent() / 1000);
    el("clock").textContent = `${two(day.getHours())}:${two(day.getMinutes())}`;
    el("timer").textContent = `${two(Math.floor(s / 60))}:${two(s % 60)}`;
  }

  const acts = {
    timer: () => { timer = { since: Date.now(), spent: spent(), runs: !timer.runs }; words(); tick(); },
    anew: () => { timer = { since: Date.now(), spent: 0, runs: timer.runs }; tick(); },
  };

  function words() {
    const said = data.words[now.lang], label = (id, text) => { el(id).textContent = text; };
    label("timer-run", timer.runs ? said.pause : said.go); label("timer-anew", said.anew); label("next-word", said.next);
    label("desk-notes-word", said.script);
  }

  // The slide, the next one, and the room for the notes, whatever the window's size.
  function fit() {
    const W = window.innerWidth, H = window.innerHeight, narrow = W < 700;
    const wide = narrow ? W - 16 : Math.min(0.6 * W - 24, (H - 150) * 16 / 9), high = wide * 9 / 16;
    const left = narrow ? 8 : wide + 32, room = W - left - 16, top = narrow ? high + 118 : 66;
    const next = narrow ? Math.min(room, 240) : Math.min(room, 0.34 * H * 16 / 9);
    const set = (name, value) => document.body.style.setProperty(name, value);
    set("--now", wide / 1280); set("--next", next / 1280); set("--left", `${left}px`); set("--top", `${top}px`);
    set("--below", `${high + 62}px`); set("--rest", `${top + next * 9 / 16 + 10}px`); set("--room", `${room}px`);
  }

  function show(slide, after) {
    document.querySelectorAll(".slide.next").forEach((s) => { s.classList.remove("next"); s.inert = false; });
    if (!presenting) return;
    if (after) { after.classList.add("next"); after.inert = true; deck.draw(after); deck.squeeze(after); }
    el("desk-notes").textContent = deck.notes(slide);
    el("desk-notes").scrollTop = 0;
    el("desk-blank").hidden = !now.blank;
    el("desk-blank").textContent = data.words[now.lang].dark;
    words();
  }

  function start() {
    if (!presenting) return;
    document.body.classList.add("presenter");
    el("desk").hidden = false;
    fit();
    window.addEventListener("resize", fit);
    tick();
    window.setInterval(tick, EVERY);
    const hello = () => { if (window.opener && !window.opener.closed) { peers.add(window.opener); window.opener.postMessage(state("hello"), at); } };
    hello();
    window.setInterval(hello, EVERY);
  }

  return { start, show, tell, open, acts, presenting };
};
