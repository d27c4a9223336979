// Runs before a page is painted, for the picture of the map that it opens with.
// An address with words may ask for another view: then the picture is not shown.
if (location.search.length > 1 || location.hash.startsWith("#?")) document.documentElement.classList.add("asked");
// The live map goes by steps of its scale: the picture takes the step that the live one is going to take.
(function place() {
  const STEPS = 4; // of a scale twice as large
  const all = Array.from(document.querySelectorAll(".opening"));
  all.forEach((picture) => {
    const { width, height } = picture.getBoundingClientRect(), [, , wide, high] = picture.getAttribute("viewBox").split(" ");
    const zoom = Math.log2(Math.min(width / wide, height / high) * wide / picture.dataset.wide);
    picture.style.scale = 2 ** (Math.floor(zoom * STEPS) / STEPS - zoom);
  });
  if (!all.length && document.readyState === "loading") requestAnimationFrame(place);
})();
