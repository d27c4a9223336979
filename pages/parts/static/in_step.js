// Between the briefing's frame and its session: changes of the frame go to the server, and what the session holds goes
// to the frame, which shows it without being loaded anew.
export default function inStep({ data, setTriggerValue }) {
  const frame = () => document.querySelector(".st-key-deck iframe");
  const tell = () => {
    const shown = frame();
    if (shown && shown.contentWindow) shown.contentWindow.postMessage({ crp: "build", ...data }, window.location.origin);
  };
  const listen = (event) => {
    const shown = frame(), told = event.data;
    if (!shown || event.source !== shown.contentWindow || !told) return;
    if (told.crp === "ready") tell();
    if (told.crp === "built") setTriggerValue("built", { story: told.story, order: told.order, titles: told.titles, seen: told.seen });
  };
  window.addEventListener("message", listen);
  tell();
  return () => window.removeEventListener("message", listen);
}
