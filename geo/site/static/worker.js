// The service worker of the site: what was visited is kept under the version of the data; older versions are let go.
"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- the clients of a worker are of its own origin */
const VERSION = "{version}", FILES = "files.json", AT_ONCE = 6;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((n) => n !== VERSION).map((n) => caches.delete(n))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

// Pages are asked of the host first, so that a new edition is seen; files that are named by their content are not.
self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const named = /-[0-9a-f]{12}\./.test(address.pathname);
  event.respondWith(named ? kept(request).then((found) => found || ask(request)) :
    ask(request).catch(() => kept(request).then((found) => found || Response.error())));
});

const kept = (request) => caches.open(VERSION).then((cache) => cache.match(request, { ignoreSearch: true }));

async function ask(request) {
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(VERSION), { origin, pathname } = new URL(request.url);
    await cache.put(origin + pathname, answer.clone());
  }
  return answer;
}

// Keep the whole site, a few files at once; say how far it is.
self.addEventListener("message", async ({ data, source }) => {
  if (data !== "keep") return;
  try {
    const cache = await caches.open(VERSION), files = await (await fetch(FILES)).json();
    let done = 0;
    const next = async () => {
      for (let file = files.shift(); file; file = files.shift()) {
        await cache.add(file); // eslint-disable-line no-await-in-loop -- a few at once
        done += 1;
        source.postMessage({ done, all });
      }
    };
    const all = files.length;
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  } catch { source.postMessage({ failed: true }); }
});
