// What opened since this browser's last visit has a dot until it is read. Event time, as the rows have it.
import { eventNow } from "./clock.js";

const KEY = "aegis-visit";

export function startUnread(rows) {
  const since = remembered();
  const leaves = () => { if (eventNow() >= 0) remember(eventNow()); };
  addEventListener("pagehide", leaves);
  document.addEventListener("visibilitychange", () => { if (document.hidden) leaves(); });

  function mark(row) {
    if (row.classList.contains("unread")) return;
    row.classList.add("unread");
    const said = document.createElement("span");
    said.className = "sr";
    said.textContent = "New. ";
    row.querySelector(".who").prepend(said);
  }
  function read(row) {
    row?.classList.remove("unread");
    row?.querySelector(".who > .sr")?.remove();
  }
  function shown(row) {
    if (since >= 0 && +row.dataset.opened > since && row.querySelector("a").getAttribute("aria-current") !== "true") mark(row);
  }
  for (const row of rows().children) shown(row);
  return {
    shown,
    read,
    /** Nobody is looking when the page is hidden. */
    arrives(row) { if (document.hidden) mark(row); },
    keep(old, row) { if (old.classList.contains("unread")) mark(row); },
  };
}

function remembered() {
  try { return Number(localStorage.getItem(KEY) ?? -1); } catch { return -1; }
}
function remember(at) {
  try { localStorage.setItem(KEY, String(at)); } catch { /* A browser that keeps nothing shows no dots. */ }
}
