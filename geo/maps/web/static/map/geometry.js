// Geometry of boxes on the screen and of GeoJSON, without a map: pure functions. This file comes first.
// CRP.parts has one maker a subject: it is given one map with all its parts and returns what the others call.
window.CRP = { parts: {} };

(function () {
  "use strict";
  const AROUND = 24; // places on a ring
  const DOTS = 16; // points that are asked along a line

  // The box that a text keeps: a little air beside it.
  const airy = (r) => ({ left: r.left - 1, right: r.right + 1, top: r.top, bottom: r.bottom });
  const middle = (r) => [(r.left + r.right) / 2, (r.top + r.bottom) / 2];
  const cross = (r, q) => r.left < q.right && q.left < r.right && r.top < q.bottom && q.top < r.bottom;
  const outside = (r, q) => r.left < q.left || r.right > q.right || r.top < q.top || r.bottom > q.bottom;
  const holds = (r, x, y) => x > r.left && x < r.right && y > r.top && y < r.bottom;
  const around = ([x, y], by) => ({ left: x - by, right: x + by, top: y - by, bottom: y + by });
  const touches = (r, d) => { // a box and a disc
    const x = Math.max(r.left, Math.min(d.x, r.right)), y = Math.max(r.top, Math.min(d.y, r.bottom));
    return Math.hypot(x - d.x, y - d.y) < d.r;
  };
  const corners = (r) => [[r.left, r.top], [r.right, r.top], [r.left, r.bottom], [r.right, r.bottom]];

  // Offsets on growing rings, wider than high, up to a distance.
  function* rings(most) {
    for (let far = 30; far <= most; far += 10) {
      for (let n = 0; n < AROUND; n += 1) {
        const angle = 2 * Math.PI * n / AROUND;
        yield [1.25 * far * Math.cos(angle), far * Math.sin(angle)];
      }
    }
  }

  // Whether a straight line runs through one of the boxes.
  function crosses([x0, y0], [x1, y1], boxes) {
    const parts = Array.from({ length: DOTS }, (_, n) => n / (DOTS - 1));
    const dots = parts.map((k) => [x0 + (x1 - x0) * k, y0 + (y1 - y0) * k]);
    return boxes.some((q) => dots.some(([x, y]) => holds(q, x, y)));
  }

  // The part of a line to a label's middle that the label, by its size, does not cover: where it begins, length, angle.
  function leader(by, width, height) {
    const part = Math.min(width / 2 / Math.abs(by[0] || 1e-6), height / 2 / Math.abs(by[1] || 1e-6), 1);
    const length = Math.hypot(by[0], by[1]) * (1 - part), angle = Math.atan2(-by[1], -by[0]);
    return { x: -by[0] * part, y: -by[1] * part, length, angle };
  }

  const polygons = (f) => (f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates);

  // Whether a point is within a closed line: a ray from it crosses the line an odd number of times.
  function within(x, y, line) {
    let odd = false;
    line.forEach((b, i) => {
      const a = line[i === 0 ? line.length - 1 : i - 1];
      if ((b[1] > y) !== (a[1] > y) && x < (a[0] - b[0]) * (y - b[1]) / (a[1] - b[1]) + b[0]) odd = !odd;
    });
    return odd;
  }

  const onLand = (x, y, features) => features.some((f) => polygons(f).some((lines) => within(x, y, lines[0])));

  // Whether a line from a to b meets a box.
  function meets(a, b, box) {
    const beside = (x, least, most) => (x < least ? -1 : x > most ? 1 : 0);
    const [ax, ay] = [beside(a[0], box.left, box.right), beside(a[1], box.top, box.bottom)];
    const [bx, by] = [beside(b[0], box.left, box.right), beside(b[1], box.top, box.bottom)];
    if ((ax && ax === bx) || (ay && ay === by)) return false;
    if ((!ax && !ay) || (!bx && !by)) return true;
    // Neither end is in the box: the line meets it if it has corners of the box on both of its sides.
    const side = ([x, y]) => Math.sign((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]));
    return new Set(corners(box).map(side)).size > 1;
  }

  // Whether the border of one of some regions meets a box, in degrees, its top the lesser latitude.
  const bordersMeet = (features, box) => features.some((f) => polygons(f).some((lines) => lines.some((line) => {
    for (let n = 1; n < line.length; n += 1) if (meets(line[n - 1], line[n], box)) return true;
    return false;
  })));

  CRP.geometry = {
    airy, around, bordersMeet, corners, cross, crosses, holds, leader, middle, onLand, outside, rings, touches,
    within,
  };
})();
