// An import goes on by itself: this shows how far it is, wherever the page was opened, and the list when it is over.
import { fetchPart, fragment } from "./parts.js";
import { refreshList } from "./filters.js";

const LOOK_MS = 1000;
const LIST_EVERY = 5;

export function startImports() {
  const page = document.querySelector("[data-customers]");
  if (!page) return;
  page.addEventListener("submit", (event) => { if (event.target.matches("[data-upload]")) sendFile(event.target, event); });
  const place = () => page.querySelector("[data-import]");
  const running = () => place()?.dataset.import === "running";
  const soon = () => { if (running()) setTimeout(() => look().catch(soon), LOOK_MS); };

  let looks = 0;

  // An empty list takes what has come; one with rows stays under who reads it, and only its number goes on.
  function stale() {
    const list = page.querySelector("[data-swap='list']");
    return list.querySelector("[data-rows]") || list.contains(document.activeElement) ? ["total"] : ["total", "list"];
  }
  async function look() {
    const { ok, html } = await fetchPart("/customers/import");
    const next = ok ? fragment(html).querySelector("[data-import]") : null;
    if (!next || !running()) { soon(); return; }
    if (next.dataset.import === "running") {
      const from = place();
      from.querySelector("progress").value = next.querySelector("progress").value;
      for (const part of ["h2", "p"]) {
        const old = from.querySelector(part);
        const fresh = next.querySelector(part);
        if (old.textContent !== fresh.textContent) old.replaceChildren(...fresh.childNodes);
      }
      if (++looks % LIST_EVERY === 0) await refreshList(stale());
      soon();
      return;
    }
    const focused = place().contains(document.activeElement);
    place().replaceWith(next);
    if (focused) next.querySelector("button").focus();
    await refreshList();
  }
  soon();
}

// A file goes as any form does; what is too large is told before it is sent.
function sendFile(form, event) {
  const file = form.elements.file.files[0];
  const said = form.querySelector("[data-upload-said]");
  const button = form.querySelector("button");
  const max = +form.dataset.upload;
  if (file && file.size > max) {
    event.preventDefault();
    said.textContent = `The file is larger than ${max >> 20} MiB. Split it.`;
    return;
  }
  if (button.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
  button.setAttribute("aria-busy", "true");
  button.textContent = "Sending…";
  if (file && file.size > 1 << 20) said.textContent = "When it has arrived and could be read to its end, this page shows how far it is.";
}
