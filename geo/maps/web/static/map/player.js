// A map of needs has days: a slider under it shows any of them at once, a button plays them in order.
// The server is told of the day where the reader stops, so that the page around the map agrees.
CRP.parts.player = (own) => {
  "use strict";
  const { state } = own;
  const BEAT = 1100;
  const player = { frames: [], at: -1, timer: 0, held: false, words: null };

  function add() {
    state.when = L.DomUtil.create("div", "crp-when", state.map.getContainer());
    const box = state.player = L.DomUtil.create("div", "crp-player", state.map.getContainer());
    box.innerHTML = '<button type="button"></button><input type="range" min="0" step="1"><output></output>';
    [player.button, player.slider, player.output] = box.children;
    box.hidden = true;
    L.DomEvent.disableClickPropagation(box); L.DomEvent.disableScrollPropagation(box);
    L.DomEvent.on(box, "keydown", L.DomEvent.stopPropagation);
    player.button.addEventListener("click", () => { if (player.timer) { stop(); settle(); } else play(); });
    player.slider.addEventListener("input", () => { stop(); player.held = true; turn(Number(player.slider.value)); });
    player.slider.addEventListener("change", () => { player.held = false; settle(); });
  }

  // Take the days of a map style: several have the player, one alone has its words.
  function days(style) {
    if (!state.player) add();
    const none = style.times.length < 2;
    if (state.player.hidden !== none) {
      state.player.hidden = none;
      if (!state.moved) own.fit.home();
    }
    state.when.textContent = style.when;
    state.when.hidden = !style.when || !none;
    if (none) { stop(); return; }
    player.frames = style.times;
    player.words = style.words;
    player.slider.max = style.times.length - 1;
    player.slider.setAttribute("aria-label", style.words.day);
    if (!player.timer && !player.held) { player.at = style.at; player.slider.value = Math.max(0, style.at); }
    caption();
  }

  function caption() {
    player.output.textContent = player.frames[player.at] ? player.frames[player.at][0] : "";
    player.button.textContent = player.timer ? "❚❚" : "▶";
    player.button.setAttribute("aria-label", player.timer ? player.words.pause : player.words.play);
  }

  const last = () => player.at >= player.frames.length - 1;
  const address = (n) => own.bridge.addressOf(player.frames[n][1]);

  function turn(n) {
    player.at = n;
    player.slider.value = n;
    caption();
    own.repaint.want(address(n));
    if (!last()) own.repaint.prefetch(address(n + 1));
  }

  function play() {
    const start = last() ? 0 : player.at + 1;
    player.timer = window.setInterval(() => { if (last()) { stop(); settle(); } else turn(player.at + 1); }, BEAT);
    turn(start);
  }

  function stop() {
    window.clearInterval(player.timer);
    player.timer = 0;
    if (state.player && player.words) caption();
  }

  function settle() { if (player.frames[player.at]) own.bridge.tell(`date=${player.frames[player.at][2]}`); }

  return { days };
};
