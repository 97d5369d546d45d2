// Event time, and every age and instant on the page, in the viewer's zone.
const body = document.body;
const wall = body.dataset.time === "wall";
let now = Number(body.dataset.now);
let heardAt = performance.now();

export function eventNow() {
  if (now < 0) return -1;
  return wall ? now + (performance.now() - heardAt) : now;
}

const full = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

function span(ms) {
  if (ms < 60_000) return Math.floor(ms / 1000) + " s";
  if (ms < 3_600_000) return Math.floor(ms / 60_000) + " min";
  if (ms < 172_800_000) return Math.floor(ms / 3_600_000) + " h";
  return Math.floor(ms / 86_400_000) + " d";
}

function words(at, form, suffix) {
  if (form === "full") return full.format(at);
  if (form === "when") return day.format(at) === day.format(eventNow()) ? clock.format(at) : `${day.format(at)}, ${clock.format(at)}`;
  if (form === "clock") return clock.format(at);
  if (form === "day") return day.format(at);
  const age = eventNow() - at;
  if (form === "until") return age >= 0 ? "now" : "in " + span(-age);
  return age < 1000 ? "now" : suffix ? span(age) + " " + suffix : span(age);
}

export function showTimes(root = document) {
  for (const element of root.querySelectorAll("[data-at]")) show(element, true);
}

function show(element, first) {
  const at = Number(element.dataset.at);
  const text = words(at, element.dataset.form, element.dataset.suffix);
  if (element.textContent !== text) element.textContent = text;
  if (first && element.localName === "time") element.title = exact.format(at);
}

export function startClock(stream) {
  const face = document.querySelector("[data-clock]");
  const set = (millis) => {
    if (!(millis >= 0)) return;
    now = millis;
    heardAt = performance.now();
    face.textContent = full.format(now);
    face.title = exact.format(now);
  };
  set(now);
  showTimes();
  stream.addEventListener("status", ({ detail }) => {
    if (detail && detail.now) set(Date.parse(detail.now));
  });
  setInterval(() => {
    if (document.hidden) return;
    if (wall && now >= 0) face.textContent = full.format(eventNow());
    for (const element of document.querySelectorAll("[data-form='ago'], [data-form='until']")) show(element, false);
  }, 1000);
}
