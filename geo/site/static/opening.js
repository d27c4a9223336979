// Runs before a page is painted, for the picture of the map that it opens with.
// An address with words may ask for another view: then neither the picture nor the words of that one are shown.
if (location.search.length > 1 || location.hash.startsWith("#?")) document.documentElement.classList.add("asked");
// The live map goes by steps of its scale: the picture takes the step that the live one is going to take.
(() => {
  const STEPS = 4, LEAST = 4, MOST = 10; // steps of a scale twice as large; the scales that a live map has

  function fit(picture) {
    picture.style.scale = 1;
    const { width, height } = picture.getBoundingClientRect(), [, , wide, high] = picture.getAttribute("viewBox").split(" ");
    const whole = Math.min(width / wide, height / high), zoom = Math.log2(whole * wide / picture.dataset.wide);
    const step = 2 ** (Math.min(MOST, Math.max(LEAST, Math.floor(zoom * STEPS) / STEPS)) - zoom);
    if (!Number.isFinite(step)) return; // it is not shown
    picture.style.scale = step;
    picture.querySelectorAll("pattern").forEach((pattern) => { // as dense as on the live map
      pattern.setAttribute("patternTransform", `scale(${1 / whole / step}) rotate(${pattern.dataset.turned})`);
    });
  }

  const place = (which) => document.querySelectorAll(which).forEach(fit);
  (function look() {
    place(".opening:not([style])");
    if (document.readyState === "loading") requestAnimationFrame(look); // more of the page is still to come
  })();
  addEventListener("resize", () => place(".opening"));
})();
