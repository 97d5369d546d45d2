// The figures that move, and Run Monitor Check.
import { showTimes } from "./clock.js";
import { fragment, refusal } from "./parts.js";

const RATES_MAX = 60;
const rates = [];
let rateHeardAt = 0;

function compact(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return (value / 1e6).toFixed(1) + "M";
  if (size >= 1e5) return Math.round(value / 1e3) + "k";
  return Math.round(value).toLocaleString("en-US");
}

function put(element, text) {
  if (!element || element.textContent === text) return;
  element.textContent = text;
  element.classList.remove("moved");
  requestAnimationFrame(() => element.classList.add("moved"));
}

// Internal and test customers count only where the page shows them.
function including() {
  return new URLSearchParams(location.search).get("include") === "internal";
}

export function startFigures(stream) {
  const figures = (name) => document.querySelectorAll(`[data-figure="${name}"]`);
  stream.addEventListener("status", ({ detail }) => {
    if (!detail || !detail.counts) return;
    showTrouble(detail.trouble);
    const { customers, events, interventions = {}, internal = {} } = detail.counts;
    const all = including();
    let open = 0;
    for (const [rule, byStatus] of Object.entries(interventions)) {
      const left = Math.max(0, (byStatus.open ?? 0) - (internal.interventions?.[rule]?.open ?? 0));
      const shown = all ? byStatus.open ?? 0 : left;
      open += left;
      const element = document.querySelector(`[data-rule="${CSS.escape(rule)}"]`);
      put(element, compact(shown));
      element?.parentElement.classList.toggle("none", shown === 0);
    }
    figures("customers").forEach((element) => put(element, compact(all ? customers : Math.max(0, customers - (internal.customers ?? 0)))));
    figures("events").forEach((element) => { element.textContent = compact(events); });
    figures("open").forEach((element) => put(element, compact(open)));
    const rate = detail.events_per_second ?? 0;
    figures("rate").forEach((element) => { element.textContent = rate >= 100 ? compact(rate) : String(Math.round(rate * 10) / 10); });
    heard(rate);
  });
  startRates(stream);
  startCheck();
}

// Why nothing can be taken in at present, while it is so.
function showTrouble(why) {
  const banner = document.querySelector("[data-trouble]");
  banner.hidden = !why;
  if (why) put(banner.querySelector("[data-trouble-text]"), why);
}

// One sample a second; the server tells only what changes, so the last one stands until then.
function startRates(stream) {
  const spark = document.querySelector("[data-rate-spark]");
  if (!spark) return;
  rates.push(...spark.dataset.rates.split(" ").filter(Boolean).map(Number));
  rateHeardAt = performance.now();
  let live = true;
  stream.addEventListener("state", ({ detail }) => { live = detail.state !== "lost"; rateHeardAt = performance.now(); });
  setInterval(() => { if (live) heard(rates.at(-1) ?? 0); }, 1000);
}

function heard(rate) {
  const seconds = Math.min(RATES_MAX, Math.floor((performance.now() - rateHeardAt) / 1000));
  if (seconds < 1) {
    rates[Math.max(0, rates.length - 1)] = rate;
  } else {
    for (let second = 1; second < seconds; second += 1) rates.push(rates.at(-1) ?? 0);
    rates.push(rate);
    rateHeardAt += seconds * 1000;
    rates.splice(0, rates.length - RATES_MAX);
  }
  if (!document.hidden) drawRates();
}

function drawRates() {
  const spark = document.querySelector("[data-rate-spark]");
  if (!spark || rates.length < 2) return;
  const most = Math.max(...rates, 1);
  const step = 1000 / (rates.length - 1);
  const line = "M" + rates.map((rate, i) => `${(i * step).toFixed(1)} ${(100 - (rate / most) * 100).toFixed(1)}`).join(" L");
  spark.querySelector(".l").setAttribute("d", line);
  spark.querySelector(".a").setAttribute("d", line + " L1000 100 L0 100 Z");
}

function startCheck() {
  const form = document.querySelector("[data-check]");
  if (!form) return;
  const button = form.querySelector("button");
  const result = form.querySelector("[data-check-result]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    try {
      const response = await fetch("/check", { method: "POST", headers: { "X-Requested-With": "fetch" } });
      if (response.ok) {
        result.replaceChildren(fragment(await response.text()));
        showTimes(result);
      } else {
        result.textContent = refusal(response.status, "Try again.");
      }
    } catch {
      result.textContent = "The server cannot be reached. Try again when the connection is back.";
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
