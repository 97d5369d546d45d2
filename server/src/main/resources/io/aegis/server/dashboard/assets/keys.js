// The keyboard does all: one letter a move, never while a person types.
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

const KEY = "aegis-letters";

export function startKeys() {
  const help = document.querySelector("[data-help]");
  const letters = help.querySelector("[data-letters]");
  letters.checked = remembered();
  letters.addEventListener("change", () => { try { localStorage.setItem(KEY, letters.checked ? "on" : "off"); } catch { /* For this page, then. */ } });
  const opener = document.querySelector("[data-help-open]");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { escape(event); return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { send(event); return; }
    if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target) || help.open || !letters.checked) return;
    switch (event.key) {
      case "j": move(1, event); break;
      case "k": move(-1, event); break;
      case "/": search(event); break;
      case "?": event.preventDefault(); help.showModal(); break;
      case "c": case "r": case "s": case "x": case "t": case "u": press(event.key, event); break;
      case "m": focusOn(document.querySelector("#comment-text"), event); break;
      default:
    }
  });
}

function remembered() {
  try { return localStorage.getItem(KEY) !== "off"; } catch { return true; }
}

function items() {
  return [...document.querySelectorAll("[data-rows] > .row:not(.leaves) > a, tbody[data-rows] a.name")];
}

function move(step, event) {
  const all = items();
  if (all.length === 0) return;
  event.preventDefault();
  let at = all.indexOf(document.activeElement);
  if (at < 0) at = all.findIndex((link) => link.getAttribute("aria-current") === "true");
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// Moves belong to the one in the pane; from the list, the row under the focus is opened first.
function press(key, event) {
  const row = document.activeElement?.closest?.(".row > a");
  const pane = document.querySelector("[data-pane]");
  if (!pane) return;
  const id = row?.parentElement.dataset.id;
  if (row && pane.querySelector("[data-detail]")?.dataset.detail !== id) {
    event.preventDefault();
    const seen = new MutationObserver(() => {
      if (pane.querySelector("[data-detail]")?.dataset.detail !== id) return;
      seen.disconnect();
      act(pane, key);
    });
    seen.observe(pane, { childList: true });
    row.click();
    setTimeout(() => seen.disconnect(), 5000);
    return;
  }
  if (act(pane, key)) event.preventDefault();
}

function act(pane, key) {
  const target = pane.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  if (target.localName === "details") {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
    target.open = true;
    const field = target.querySelector("input:checked") ?? target.querySelector("input, textarea, button");
    field?.focus();
    // What stands in it is a proposal: typing replaces it.
    if (field?.type === "text") field.select();
  } else {
    target.click();
  }
  return true;
}

// In a field of several lines Enter alone begins a line.
function send(event) {
  const form = event.target.closest?.("textarea")?.form;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

function search(event) {
  focusOn(document.querySelector("[data-search]"), event);
}

function focusOn(field, event) {
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select?.();
}

function escape(event) {
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
    return;
  }
  if (typing(event.target)) {
    // The next Esc goes on from there, to the row.
    const pane = event.target.closest("[data-pane]");
    if (pane) pane.focus({ preventScroll: true }); else event.target.blur();
    return;
  }
  if (document.documentElement.classList.contains("has-selection")) {
    const current = document.querySelector(".row > a[aria-current]");
    current?.focus();
  }
}
