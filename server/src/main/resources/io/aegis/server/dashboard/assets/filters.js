// Filters apply as they change, words while they are typed: the list is swapped, the field keeps the focus. Without a
// script the same form is sent by its button.
import { announce, fetchPart } from "./parts.js";
import { showTimes } from "./clock.js";

const TYPING_MS = 200;
const SLOW_MS = 150;

export function startFilters() {
  const form = document.querySelector("[data-filters]");
  if (!form) return;
  let typing = null;
  let asked = null;

  function address() {
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (String(value).trim() !== "") url.searchParams.append(name, String(value).trim());
    return url;
  }
  async function apply() {
    clearTimeout(typing);
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    const url = address();
    const slow = setTimeout(() => form.setAttribute("aria-busy", "true"), SLOW_MS);
    try {
      const { ok, html } = await fetchPart(url, { signal: mine.signal });
      if (!ok) { location.assign(url); return; }
      swap(new DOMParser().parseFromString(html, "text/html"));
      if (location.pathname.startsWith("/interventions/")) url.pathname = location.pathname;
      history.replaceState(history.state, "", url);
      announce(said());
    } catch (failure) {
      if (failure.name !== "AbortError") location.assign(url);
    } finally {
      clearTimeout(slow);
      if (asked === mine) form.removeAttribute("aria-busy");
    }
  }
  form.addEventListener("input", (event) => {
    if (event.target.matches("select, [type=checkbox]")) return;
    clearTimeout(typing);
    typing = setTimeout(apply, TYPING_MS);
  });
  form.addEventListener("change", (event) => {
    if (!event.target.matches("select, [type=checkbox]")) return;
    if (event.target.matches("select")) event.target.classList.toggle("on", event.target.value !== "");
    apply();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
}

/** The same list anew, or only those of its regions. */
export async function refreshList(regions) {
  const { ok, html } = await fetchPart(location.href);
  if (ok) swap(new DOMParser().parseFromString(html, "text/html"), regions);
}

// Every region that is marked takes over what the newer page has in its place.
function swap(next, regions) {
  for (const region of document.querySelectorAll("[data-swap]")) {
    if (regions && !regions.includes(region.dataset.swap)) continue;
    const other = next.querySelector(`[data-swap="${region.dataset.swap}"]`);
    if (!other) continue;
    const parted = document.importNode(other, true);
    region.replaceChildren(...parted.childNodes);
    showTimes(region);
  }
  document.dispatchEvent(new CustomEvent("aegis:swapped"));
}

function said() {
  const rows = document.querySelectorAll("[data-rows] > *").length;
  if (rows === 0) return "Nothing fits.";
  return document.querySelector("[data-more], [rel='next']") ? `The first ${rows} are shown.` : `${rows} ${rows === 1 ? "is" : "are"} shown.`;
}
