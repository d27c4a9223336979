// Offline: pages that were visited are kept by the browser; a press keeps the whole site. A file needs neither.
(() => {
  "use strict";
  const button = document.getElementById("keep");
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const { texts } = window.CRP_SITE.index;
  navigator.serviceWorker.register("../worker.js").then(() => navigator.serviceWorker.ready).then((ready) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.disabled = true;
      ready.active.postMessage("keep"); // oxlint-disable-line unicorn/require-post-message-target-origin -- to a worker
    });
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      button.textContent = data.failed ? texts.notKept : data.done === data.all ? texts.kept :
        texts.keeping.replace("{n}", data.done).replace("{all}", data.all);
      button.disabled = !data.failed;
    });
  }).catch(() => {}); // a host that forbids workers: the site works without
})();
