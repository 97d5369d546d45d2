// Swaps parts of a page for newer ones without touching what a person is working on.
import { showTimes } from "./clock.js";
import { startSheets } from "./sheets.js";
import { focusAgain, placeIn } from "./focus.js";

export async function fetchPart(url, options = {}) {
  const response = await fetch(url, { ...options, headers: { "X-Requested-With": "fetch", ...(options.headers ?? {}) }, cache: "no-store" });
  if (response.redirected && new URL(response.url).pathname === "/sign-in") {
    location.assign("/sign-in?next=" + encodeURIComponent(location.pathname + location.search));
  }
  return { status: response.status, ok: response.ok, html: await response.text() };
}

// What to say of an answer that is no success; a move that was not answered in time may still be carried out.
export function refusal(status, what) {
  if (status === 503) return "The server cannot do this at present: see its message above, and look before you try again.";
  if (status === 403) return `Your token may not do this. ${what}`;
  return `It failed on the server (${status}). ${what}`;
}

export function fragment(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}

// A part is busy while it has the focus in a field, an open menu, or what was typed or chosen and not sent.
function busy(part) {
  const focus = document.activeElement;
  if (part.contains(focus) && focus.matches("input, textarea, select")) return true;
  if (part.querySelector("details[open]")) return true;
  return [...part.querySelectorAll("input, textarea, select")].some(changed);
}

function changed(field) {
  if (!field.matches("select")) return field.value !== field.defaultValue;
  return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
}

export function swapParts(current, next) {
  const fresh = new Map([...next.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
  const known = new Map([...current.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
  let before = null;
  for (const [name, part] of fresh) {
    const old = known.get(name);
    if (!old) {
      said.set(part, saying(part));
      if (before) before.after(part);
      before = part;
    } else {
      before = swap(old, part);
    }
  }
  for (const [name, part] of known) if (!fresh.has(name) && !busy(part)) part.remove();
  showTimes(current);
}

// What a part says, but for ages, which change by themselves.
const said = new WeakMap();
export function remember(root) {
  for (const part of root.querySelectorAll("[data-part]")) said.set(part, saying(part));
}
function saying(part) {
  const copy = part.cloneNode(true);
  for (const time of copy.querySelectorAll("[data-at]")) time.textContent = "";
  return copy.innerHTML;
}
remember(document);

function swap(old, part) {
  const text = saying(part);
  if (said.get(old) === text || busy(old)) return old;
  const place = placeIn(old);
  const pane = old.closest("[data-pane], main");
  old.replaceWith(part);
  said.set(part, text);
  focusAgain(part, place, pane);
  return part;
}

export function toast(text, action, run) {
  const holder = document.querySelector("[data-toasts]");
  const note = document.createElement("div");
  note.className = "toast";
  note.append(text);
  if (action) {
    const button = document.createElement("button");
    button.className = "btn small";
    button.type = "button";
    button.textContent = action;
    button.addEventListener("click", () => { note.remove(); run(); });
    note.append(button);
  }
  holder.append(note);
  setTimeout(() => note.remove(), action ? 9000 : 5000);
  return note;
}

export function announce(text) {
  const place = document.querySelector("[data-announce]");
  if (place) place.textContent = text;
}

// Menus close on Escape and on a click elsewhere; a customer's page keeps itself fresh.
export function startParts(stream) {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  startSheets();
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
      toast("Copied.");
    } catch {
      toast("The browser does not let pages copy here. Select the text instead.");
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-resend]")) { event.preventDefault(); resend(form); return; }
    if (form.matches("[data-link]")) { event.preventDefault(); link(form); return; }
  });
  const page = document.querySelector("[data-customer]");
  if (page) keepFresh(page, stream);
}

function keepFresh(page, stream) {
  const id = page.dataset.customer;
  let waiting = null;
  const refresh = async () => {
    waiting = null;
    const { ok, status, html } = await fetchPart(location.href);
    // Erased or gone meanwhile: what stands here must not stay.
    if (status === 404) location.reload();
    if (!ok) return;
    const next = new DOMParser().parseFromString(html, "text/html").querySelector("[data-customer]");
    if (next) swapParts(page, next);
  };
  const soon = (delay) => { waiting ??= setTimeout(() => refresh().catch(() => {}), delay); };
  stream.addEventListener("customer", ({ detail }) => { if (detail?.id === id) soon(1000); });
  stream.addEventListener("intervention", ({ detail }) => { if (detail?.customer === id) soon(30); });
  stream.addEventListener("catch-up", () => soon(0));
  // No event names who left: fewer customers than before, and it may be this one. Pages show it once it is projected.
  let customers = Infinity;
  let left = null;
  stream.addEventListener("status", ({ detail }) => {
    if (!detail?.counts) return;
    if (detail.counts.customers < customers) left = detail.journal.position;
    customers = detail.counts.customers;
    if (left === null || detail.journal.projected < left) return;
    left = null;
    soon(0);
  });
}

// A refused line, put right and sent again through the same door as a program would.
function resend(form) {
  return settle(form, `/api/v1/rejected/${form.dataset.resend}/retry`, { text: form.elements.text.value }, "Taken in.");
}

// An id of another system is a customer's from now on.
function link(form) {
  const place = [form.dataset.source, form.dataset.link].map(encodeURIComponent).join("/");
  const customer = form.elements.customer.value.trim();
  return settle(form, `/api/v1/unattributed/${place}/link`, { customer }, `Linked to ${customer}.`);
}

// Sends what a row's form says; the row leaves its list when that is done.
async function settle(form, address, body, done) {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) {
      const row = form.closest("tr");
      const next = row.nextElementSibling ?? row.previousElementSibling;
      const region = row.closest("[tabindex]");
      row.remove();
      (next?.querySelector("summary, a, button") ?? region)?.focus();
      toast(done);
    } else {
      const problem = await response.json();
      toast(problem.detail ?? "Refused (" + response.status + ").");
    }
  } catch {
    toast("The server cannot be reached. Nothing was sent.");
  }
}
