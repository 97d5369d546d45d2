// A demo's simulator: wishes without leaving the page, and the truth kept fresh beside what was found.
import { fetchPart, fragment, swapParts, toast } from "./parts.js";

const FRESH_MS = 2000;
const SOON_MS = 200;

export function startSimulator(stream) {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sim]")) return;
    event.preventDefault();
    wish(event.target);
  });
  const page = document.querySelector("[data-simulator]");
  if (!page) return;
  let waiting = null;
  let asked = 0;
  let turn = 0;

  // What was asked for before a later question or a wish is out of date when it comes.
  async function refresh() {
    waiting = null;
    asked = Date.now();
    const mine = ++turn;
    const { ok, html } = await fetchPart("/simulator");
    if (!ok || mine !== turn) return;
    const next = new DOMParser().parseFromString(html, "text/html").querySelector("[data-simulator]");
    if (next) swapParts(page, next);
  }
  const soon = (delay) => { waiting ??= setTimeout(() => refresh().catch(() => {}), delay); };

  stream.addEventListener("status", () => soon(Math.max(SOON_MS, FRESH_MS - (Date.now() - asked))));
  stream.addEventListener("intervention", () => soon(SOON_MS));
  document.addEventListener("aegis:wished", () => { turn++; soon(SOON_MS); });
  stream.addEventListener("catch-up", () => soon(0));
}

async function wish(form) {
  const button = form.querySelector("button");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    const { ok, html } = await fetchPart(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)) });
    toast(html);
    // What was typed stays until it is sent; then the form may be made anew.
    if (ok) { toggle(form); form.reset(); }
    document.dispatchEvent(new Event("aegis:wished"));
  } catch {
    toast("The server cannot be reached. Nothing was changed.");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// The sidebar's button offers the opposite of what is so now.
function toggle(form) {
  const paused = new FormData(form).get("paused");
  if (paused === null) return;
  for (const field of document.querySelectorAll("[data-sim-wish]")) field.value = String(paused !== "true");
  for (const button of document.querySelectorAll("[data-sim-toggle]")) button.textContent = paused === "true" ? "Resume the world" : "Pause the world";
}
