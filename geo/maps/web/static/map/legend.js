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
    state.legendBox.innerHTML = CRP.html.legend(style);
    state.legendBox.hidden = !style.square && !style.legend.length;
  }

  return { add, write };
};
