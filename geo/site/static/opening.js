// Runs before a page is painted, for the picture of the map that it opens with.
// An address with words may ask for another view: then the picture is not shown.
if (location.search.length > 1 || location.hash.startsWith("#?")) document.documentElement.classList.add("asked");
// The live map goes by steps of its scale: the picture takes the step that the live one is going to take.
(function place() {
  const STEPS = 4, LEAST = 4, MOST = 10; // steps of a scale twice as large; the scales that a live map has
  document.querySelectorAll(".opening:not([style])").forEach((picture) => {
    const { width, height } = picture.getBoundingClientRect(), [, , wide, high] = picture.getAttribute("viewBox").split(" ");
    const zoom = Math.log2(Math.min(width / wide, height / high) * wide / picture.dataset.wide);
    const step = Math.min(MOST, Math.max(LEAST, Math.floor(zoom * STEPS) / STEPS));
    picture.style.scale = 2 ** (step - zoom);
  });
  if (document.readyState === "loading") requestAnimationFrame(place); // more of the page is still to come
})();
