// The site's data: packed files that a script element brings, so that they come from a folder of files too.
// A file says CRP_SITE.take(name, text); what it holds is unpacked once and read piece by piece (see shared_values.py).
(() => {
  "use strict";
  const waiting = {}, files = {};
  const site = window.CRP_SITE = { take };

  async function unpack(text) {
    const raw = atob(text), bytes = new Uint8Array(raw.length);
    for (let n = 0; n < raw.length; n += 1) bytes[n] = raw.charCodeAt(n); // ten times as fast as Uint8Array.from
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  function take(name, text) {
    waiting[name].resolve(text);
  }

  // The named values of a file: get(name) gives one, undefined where it is not there.
  function load(name, address) {
    if (files[name]) return files[name];
    const text = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting[name] = { resolve };
      script.src = address;
      script.addEventListener("error", () => { delete files[name]; script.remove(); reject(new Error(name)); });
      document.head.append(script);
    });
    files[name] = text.then(unpack).then(reader);
    return files[name];
  }

  function reader({ nodes, values }) {
    const known = [];
    function value(place) {
      const node = nodes[place];
      if (!Array.isArray(node)) return node;
      if (known[place] === undefined) known[place] = made(node);
      return known[place];
    }
    function made([kind, ...rest]) {
      if (kind === 0) return rest.map(value);
      const names = value(rest[0]);
      return Object.fromEntries(rest.slice(1).map((place, n) => [names[n], value(place)]));
    }
    return {
      names: Object.keys(values),
      get: (name) => (Object.hasOwn(values, name) ? value(values[name]) : undefined),
    };
  }

  Object.assign(site, { load });
})();
