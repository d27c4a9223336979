// A view of the site: the words of the address, which of them a map depends on, and where its content is.
(() => {
  "use strict";
  const site = window.CRP_SITE;
  const OWN = ["region", "tab", "right"]; // words that change no map
  const SAME = ["plan", "lang"]; // words that are the same on all of the site's pages in a language

  // The words of an address; a file that may not change its address keeps them behind the sign #.
  function words() {
    const text = location.hash.startsWith("#?") ? location.hash.slice(2) : location.search.slice(1);
    return Object.fromEntries(new URLSearchParams(text));
  }

  const query = (view) => new URLSearchParams(Object.entries(view).filter(([, text]) => text)).toString()
    .replaceAll("%2C", ",").replaceAll("%3A", ":");

  // A view with some words changed; an empty one is let go.
  function changed(view, change) {
    const now = { ...view, ...change };
    return Object.fromEntries(Object.entries(now).filter(([, text]) => text));
  }

  // The measure that a page shows: the address' own if it is one of the page's, else its first.
  const measureOf = (view, page) => (page.measures.includes(view.measure) ? view.measure : page.measures[0]);

  // The name of a content: the words that it depends on, in their order, without those that are as usual.
  function keyOf(view, names, { usual }) {
    const found = names.filter((name) => view[name] && view[name] !== usual[name]);
    return query(Object.fromEntries(found.map((name) => [name, view[name]])));
  }

  function batchOf(view, { words: known, usual }) {
    const need = known[view.measure].includes("need") ? [view.need || usual.need] : [];
    return [view.measure, ...need, view.basis || usual.basis, view.areas || usual.areas].join(".");
  }

  // The content of a view; where the site has not just that, of the nearest view that it has, and what was let go.
  async function contentOf(asked, index) {
    const view = { ...asked }, let_go = [];
    const forget = (name) => { if (view[name]) { let_go.push(name); delete view[name]; } };
    for (const name of ["basis", "areas", "need", "against", "split", "surplus"]) {
      if (view[name] && !index.known[name].includes(view[name])) forget(name);
    }
    const batch = batchOf(view, index), file = await site.load(batch, index.files[batch]);
    const names = index.words[view.measure];
    for (const name of ["", "objective", "sector", "classes", "date", "surplus", "split"]) {
      if (name) forget(name);
      const content = file.get(keyOf(view, names, index));
      if (content) return { content, view, let_go: let_go.concat(strange(asked, index)) };
    }
    throw new Error(batch);
  }

  // Words of an address that are no part of the site's views.
  const strange = (view, index) => Object.keys(view)
    .filter((name) => !OWN.includes(name) && !SAME.includes(name) && !(name in index.usual));

  // The view that the address asks for comes once the reader has seen the map that the page opens with, if it has drawn
  // that. The picture before it goes when the live map lies over it; what an address with words had hidden is shown then.
  async function begin(show, drawn) {
    const uncover = () => document.querySelectorAll(".opening").forEach((picture) => picture.remove());
    if (drawn && !document.hidden) await CRP.seen();
    if (drawn) uncover();
    await show();
    uncover();
    document.documentElement.classList.remove("asked");
  }

  function full() {
    const screen = document.querySelector("[class*='st-key-screen-']");
    if (document.fullscreenElement) document.exitFullscreen(); else screen.requestFullscreen();
  }

  Object.assign(site, { words, query, changed, measureOf, keyOf, batchOf, contentOf, begin, full });
})();
