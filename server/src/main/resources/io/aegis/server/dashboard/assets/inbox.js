// The inbox: rows arrive, change and leave by themselves; the pane follows the chosen one.
import { startUnread } from "./unread.js";
import { announce, fetchPart, fragment, refusal, remember, swapParts, toast } from "./parts.js";
import { showTimes } from "./clock.js";
import { drawCharts } from "./charts.js";
import { focusAgain } from "./focus.js";

const GATHER_MS = 10;
const GATHER_MAX_MS = 60;
const BATCH_MAX = 100;
const STAY_MS = 2400;
const EVIDENCE_MS = 2000;
/** More changes than this within a second come and go without a movement: nobody could follow it, and the page would fall behind. */
const CALM_MAX = 8;
const CALM_AFTER_MS = 3000;
const ROWS_MAX = 600;
const ANSWER_MAX_MS = 15_000;

// As the server orders: by the value, then by the opening, then by id, all in one direction.
const VALUES = { opened_at: () => 0, priority: (keys) => -keys.urgency, mrr: (keys) => keys.mrr, risk: (keys) => keys.risk };

function orderOf(sort) {
  const wanted = sort || "-opened_at";
  const value = VALUES[wanted.replace("-", "")] ?? VALUES.opened_at;
  const turn = wanted.startsWith("-") ? -1 : 1;
  return (a, b) => turn * (value(a) - value(b) || a.opened - b.opened || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

export function startInbox(stream) {
  const inbox = document.querySelector("[data-inbox]");
  if (!inbox) return;
  let rows = inbox.querySelector("[data-rows]");
  const pane = inbox.querySelector("[data-pane]");
  const scroll = inbox.querySelector("[data-scroll]");
  const list = inbox.querySelector(".list");
  const query = () => rows.dataset.query;
  const unread = startUnread(() => rows);
  const selected = () => pane.querySelector("[data-detail]")?.dataset.detail ?? "";
  const changed = new Set();
  let gathering = null;
  let asking = false;
  let room = ROWS_MAX;

  function rowOf(id) { return document.getElementById("iv-" + id); }
  function keys(row) {
    const { id, opened, urgency, mrr } = row.dataset;
    return { id, opened: +opened, urgency: +urgency, mrr: +mrr, risk: Math.max(0, +mrr) * (4 - urgency) };
  }

  // Changes are gathered for a moment, then asked for together, one question at a time.
  function note(id) {
    changed.add(id);
    hurry();
    if (!gathering && !asking) gathering = setTimeout(ask, gatherMs());
  }
  const times = [];
  let calming = null;
  function hurry() {
    const now = performance.now();
    times.push(now);
    while (times[0] < now - 1000) times.shift();
    if (times.length <= CALM_MAX) return;
    scroll.classList.add("hurried");
    clearTimeout(calming);
    calming = setTimeout(() => scroll.classList.remove("hurried"), CALM_AFTER_MS);
  }
  // The longer answers take, the more of them are asked for at once.
  let answerMs = 0;
  function gatherMs() { return Math.max(GATHER_MS, Math.min(GATHER_MAX_MS, answerMs / 2)); }
  async function ask() {
    gathering = null;
    const ids = [...changed].slice(0, BATCH_MAX);
    ids.forEach((id) => changed.delete(id));
    asking = true;
    const began = performance.now();
    try {
      const { ok, html } = await fetchPart(`/inbox/rows?${query()}&selected=${encodeURIComponent(selected())}&ids=${ids.map(encodeURIComponent).join(",")}`, { signal: AbortSignal.timeout(ANSWER_MAX_MS) });
      if (ok) placeAll(fragment(html));
    } catch {
      // The stream's own state tells of a lost connection, and catching up reads everything anew.
    } finally {
      asking = false;
      answerMs = performance.now() - began;
      if (changed.size > 0) gathering = setTimeout(ask, gatherMs());
    }
  }

  // Said together: one sentence for what came, one for what went.
  function placeAll(part) {
    const came = [];
    const went = [];
    const fresh = [...part.querySelectorAll(".row")];
    // Read before anything is changed: each later look would lay out the page anew.
    const away = scroll.scrollTop > 80;
    for (const row of fresh) place(row, came, went);
    if (away && came.length > 0) above(came.length);
    tidy();
    const says = [];
    if (came.length === 1) says.push("Opened: " + came[0]);
    if (came.length > 1) says.push(came.length + " opened");
    if (went.length === 1) says.push(went[0]);
    if (went.length > 1) says.push(went.length + " ended");
    if (says.length > 0) announce(says.join(". "));
  }
  function place(row, came, went) {
    const old = rowOf(row.dataset.id);
    if (row.dataset.leaves !== undefined) {
      if (old && !old.classList.contains("leaves")) {
        leave(old, row);
        went.push(old.querySelector(".who").textContent.trim() + ". " + row.dataset.leaves);
      }
      return;
    }
    showTimes(row);
    const order = orderOf(rows.dataset.sort);
    const mine = keys(row);
    if (old) {
      unread.keep(old, row);
      const moves = order(mine, keys(old)) !== 0;
      keepFocus(old, row);
      if (moves) rows.insertBefore(row, successor(row, mine, order));
      return;
    }
    const after = successor(row, mine, order);
    if (!after && inbox.querySelector("[data-more]")) return;
    if (!scroll.classList.contains("hurried")) {
      row.classList.add("arrives");
      row.addEventListener("animationend", (event) => { if (event.animationName === "glow") row.classList.remove("arrives"); });
    }
    unread.arrives(row);
    rows.insertBefore(row, after);
    came.push(row.querySelector(".who").textContent.trim());
  }
  function successor(row, mine, order) {
    for (const other of rows.children) if (other !== row && order(mine, keys(other)) < 0) return other;
    return null;
  }

  function keepFocus(old, row) {
    const focused = old.contains(document.activeElement);
    old.replaceWith(row);
    if (focused) row.querySelector("a").focus({ preventScroll: true });
  }

  // Says why it goes, then goes; the focus moves on to its neighbour.
  function leave(old, row) {
    old.querySelector(".bye").textContent = row.dataset.leaves;
    old.classList.add("leaves");
    setTimeout(() => {
      if (!old.classList.contains("leaves")) return;
      if (old.contains(document.activeElement)) (old.nextElementSibling ?? old.previousElementSibling)?.querySelector("a")?.focus({ preventScroll: true });
      old.remove();
      tidy();
    }, STAY_MS);
  }

  // A list that only grew would be slow by the evening: its end is taken off, and read again when someone goes there.
  function tidy() {
    if (rows.children.length > room) {
      while (rows.children.length > room) rows.lastElementChild.remove();
      let more = inbox.querySelector("[data-more]");
      if (!more) {
        more = fragment('<a class="more" data-more>Show more</a>').firstChild;
        scroll.append(more);
      }
      more.href = `/?${query()}&after=${encodeURIComponent(rows.lastElementChild.dataset.id)}`;
      watchMore();
    }
    inbox.querySelector("[data-empty]").hidden = rows.children.length > 0;
  }

  let aboveCount = 0;
  function above(count) {
    aboveCount += count;
    let note = scroll.querySelector(".new-above");
    if (!note) {
      note = document.createElement("div");
      note.className = "new-above";
      const button = document.createElement("button");
      button.className = "btn small primary";
      button.type = "button";
      button.addEventListener("click", () => { scroll.scrollTo({ top: 0 }); });
      note.append(button);
      scroll.prepend(note);
    }
    note.firstElementChild.textContent = `${aboveCount} new above`;
  }
  scroll.addEventListener("scroll", () => {
    if (scroll.scrollTop < 40) { aboveCount = 0; scroll.querySelector(".new-above")?.remove(); }
  }, { passive: true });

  // Choosing one fills the pane and the address; the list stays as it is.
  async function choose(href, push, follow = false) {
    const url = new URL(href, location.href);
    const id = decodeURIComponent(url.pathname.split("/")[2] ?? "");
    for (const link of rows.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
    rowOf(id)?.querySelector("a").setAttribute("aria-current", "true");
    unread.read(rowOf(id));
    if (push) history.pushState({ pane: true }, "", url);
    const late = setTimeout(() => { pane.innerHTML = '<div class="skeleton" role="status" aria-label="Loading"><i></i><i></i><i></i><i></i><i></i></div>'; }, 150);
    try {
      const { html } = await fetchPart(url.pathname + "/pane" + url.search);
      clearTimeout(late);
      pane.replaceChildren(fragment(html));
      remember(pane);
      document.documentElement.classList.add("has-selection");
      pane.scrollTop = 0;
      showTimes(pane);
      drawCharts(pane);
      const title = pane.querySelector("#detail-title");
      if (title) document.title = title.textContent + " · Aegis";
      if (follow) pane.focus({ preventScroll: true });
    } catch {
      clearTimeout(late);
      failed(() => choose(href, false, follow));
      if (follow) pane.focus({ preventScroll: true });
    }
  }
  function failed(again) {
    pane.replaceChildren(fragment('<div class="state" role="alert"><h2>Could not be read</h2><p>The server did not answer.</p><button class="btn" type="button">Try again</button></div>'));
    pane.querySelector("button").addEventListener("click", again);
  }
  function close() {
    const left = rows.querySelector("[aria-current]");
    for (const link of rows.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
    document.documentElement.classList.remove("has-selection");
    if (document.activeElement === document.body || pane.contains(document.activeElement)) left?.focus();
  }
  scroll.addEventListener("click", (event) => {
    const link = event.target.closest(".row > a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    // By keyboard, or where the list gives way to it, the focus goes along; Esc and the browser's back return to the row.
    choose(link.href, true, event.detail === 0 || !list.checkVisibility());
  });
  pane.addEventListener("click", (event) => {
    if (!event.target.closest(".back") || !history.state?.pane) return;
    event.preventDefault();
    history.back();
  });
  addEventListener("popstate", () => {
    if (location.pathname.startsWith("/interventions/")) choose(location.href, false);
    else close();
  });

  async function refreshPane() {
    const id = selected();
    if (!id) return;
    const { ok, html } = await fetchPart(`/interventions/${encodeURIComponent(id)}/pane?${query()}`);
    if (!ok || selected() !== id) return;
    swapParts(pane, fragment(html));
    drawCharts(pane);
  }

  pane.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-move]")) return;
    event.preventDefault();
    const button = form.querySelector("button:not([type=button])");
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    const id = selected();
    try {
      const { ok, status, html } = await fetchPart(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (ok || status === 409) {
        const place = { key: form.dataset.undo ? "u" : form.closest("[data-key]")?.dataset.key ?? "r" };
        const undoes = form.matches("[data-undoes]");
        const commented = form.querySelector("#comment-text") !== null;
        const written = form.elements.text?.value ?? "";
        form.closest("details")?.removeAttribute("open");
        form.reset();
        if (form.contains(document.activeElement)) document.activeElement.blur();
        const back = pane.querySelector(".back")?.getAttribute("href");
        swapParts(pane, fragment(html));
        if (back) pane.querySelector(".back")?.setAttribute("href", back);
        drawCharts(pane);
        const kept = !ok && keep(written);
        if (document.activeElement === document.body) {
          // The button, not the field: the next key is to be a command.
          if (commented) pane.querySelector("[data-part='comment'] button")?.focus();
          else focusAgain(pane.querySelector("[data-part='moves']") ?? pane, place, pane);
        }
        if (ok) withdraw(id);
        if (ok && form.dataset.undo) offer(form.dataset.undo, id);
        else if (ok && undoes) toast("Undone.");
        else if (!ok) toast("Not done: it had changed meanwhile." + (kept ? " What you wrote stands under Comment." : ""));
        note(id);
      } else {
        toast(refusal(status, "Nothing was changed."));
      }
    } catch {
      toast("The server cannot be reached. Nothing was changed.");
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
  // Somebody was faster: what was written with the move is not to be lost with it.
  function keep(written) {
    const field = pane.querySelector("#comment-text");
    if (!field || !written.trim()) return false;
    field.value = field.value ? `${field.value}\n${written}` : written;
    return true;
  }
  // Only the last move can be undone, so an offer goes with the next one.
  let offered = null;
  function offer(what, id) { offered = { id, note: toast(what + ".", "Undo", () => undo(id)) }; }
  function withdraw(id) { if (offered?.id === id) offered.note.remove(); }
  async function undo(id) {
    try {
      const { ok } = await fetchPart(`/interventions/${encodeURIComponent(id)}/undo`, { method: "POST" });
      toast(ok ? "Undone." : "Could not be undone: it had changed meanwhile.");
      note(id);
      refreshPane().catch(() => {});
    } catch {
      toast("The server cannot be reached. Nothing was changed.");
    }
  }

  // Further rows come as the end nears.
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) more(entry.target);
  }, { root: scroll, rootMargin: "600px" });
  function watchMore() {
    const link = inbox.querySelector("[data-more]");
    if (link) watcher.observe(link);
  }
  async function more(link) {
    watcher.unobserve(link);
    const url = new URL(link.href);
    const { ok, html } = await fetchPart("/inbox/rows" + url.search).catch(() => ({ ok: false }));
    if (!ok) return;
    const next = fragment(html);
    for (const row of [...next.querySelectorAll(".row")]) {
      if (rowOf(row.dataset.id)) continue;
      rows.append(row);
      showTimes(row);
      unread.shown(row);
    }
    room = Math.max(room, rows.children.length + BATCH_MAX);
    const further = next.querySelector("[data-more]");
    if (further) link.replaceWith(further); else link.remove();
    watchMore();
  }
  watchMore();

  // After a lost connection: what is shown and what is new, asked for anew.
  async function catchUp() {
    for (const row of rows.children) note(row.dataset.id);
    const { ok, html } = await fetchPart("/inbox/rows?" + query());
    if (ok) placeAll(fragment(html));
    await refreshPane();
  }

  let paneSoon = null;
  function refreshPaneIn(ms) {
    paneSoon ??= setTimeout(() => { paneSoon = null; refreshPane().catch(() => {}); }, ms);
  }
  stream.addEventListener("intervention", ({ detail }) => {
    if (!detail?.id) return;
    note(detail.id);
    if (detail.id === selected()) refreshPaneIn(GATHER_MS);
  });
  // What its rule reads moves with each call of the customer.
  stream.addEventListener("customer", ({ detail }) => {
    if (detail?.id && detail.id === pane.querySelector("[data-about]")?.dataset.about) refreshPaneIn(EVIDENCE_MS);
  });
  stream.addEventListener("catch-up", () => catchUp().catch(() => {}));
  // The list was filtered in place: another list stands here now.
  document.addEventListener("aegis:swapped", () => {
    rows = inbox.querySelector("[data-rows]");
    for (const row of rows.children) unread.shown(row);
    rowOf(selected())?.querySelector("a").setAttribute("aria-current", "true");
    scroll.scrollTop = 0;
    watchMore();
  });
}
