// The legend, over the neighbour in the north-west, where Mali is not.
CRP.parts.legend = (own) => {
  "use strict";
  const { state } = own;

  function add() {
    state.legend = L.control({ position: "topleft" });
    state.legend.onAdd = () => (state.legendBox = state.legendBox || L.DomUtil.create("div", "crp-legend"));
    state.legend.addTo(state.map);
  }

  function write(style) {
    CRP.html.put(state.legendBox, CRP.html.legend(style, own.circles.unit(), state.letter));
    state.legendBox.hidden = !style.square && !style.circles && !style.legend.length;
    if (!state.badge) state.badge = L.DomUtil.create("div", "crp-badge", state.map.getContainer());
    CRP.html.put(state.badge, style.badges.map((words) => `<div>${CRP.html.escapeText(words)}</div>`).join(""));
    state.badge.hidden = !style.badges.length;
  }

  return { add, write };
};
