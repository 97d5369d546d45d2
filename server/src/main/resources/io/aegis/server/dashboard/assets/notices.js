// What concerns many customers at once: platform incidents and silent sources, above the inbox.
import { announce, fetchPart, fragment } from "./parts.js";
import { showTimes } from "./clock.js";
import { focusAgain, placeIn } from "./focus.js";

const GATHER_MS = 60;

export function startNotices(stream) {
  if (!document.querySelector("[data-notices]")) return;
  let waiting = null;

  async function refresh() {
    waiting = null;
    const { ok, html } = await fetchPart("/inbox/notices");
    if (!ok) return;
    const old = document.querySelector("[data-notices]");
    const next = fragment(html).querySelector("[data-notices]");
    const before = new Set([...old.querySelectorAll("[data-incident]")].map((one) => one.dataset.incident));
    const place = placeIn(old);
    old.replaceWith(next);
    focusAgain(next, place, document.querySelector("main"));
    showTimes(next);
    for (const one of next.querySelectorAll("[data-incident]")) {
      if (!before.delete(one.dataset.incident)) announce("Platform incident: " + one.querySelector(".told").textContent.trim());
    }
    if (before.size > 0) announce("The platform incident is over.");
  }
  const soon = () => { waiting ??= setTimeout(() => refresh().catch(() => {}), GATHER_MS); };

  stream.addEventListener("incident", soon);
  stream.addEventListener("catch-up", soon);
  stream.addEventListener("status", ({ detail }) => {
    const names = (detail?.silent_sources ?? []).map((source) => source.name).join("\n");
    if (names !== document.querySelector("[data-notices]").dataset.silent) soon();
  });
}
