// Charts under the pointer or the arrow keys: the numbers of a step, and on the usage chart a brush that zooms.
import { announce, fetchPart, fragment } from "./parts.js";
import { focusAgain, placeIn } from "./focus.js";
import { showTimes } from "./clock.js";

const when = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const REFRESH_MS = 10_000;

export function startCharts(stream) {
  drawCharts(document);
  const usage = document.querySelector("[data-usage]");
  usage?.addEventListener("click", (event) => {
    const link = event.target.closest("[data-range]");
    if (!link) return;
    event.preventDefault();
    zoom(usage, new URL(link.href).searchParams);
  });
  if (!usage) return;
  // A stretch up to now goes on by itself; one that somebody chose, points at or works in stays.
  const refresh = () => {
    const link = usage.querySelector("[data-range][aria-current]");
    if (!link || document.hidden || usage.matches(":hover, :focus-within, [aria-busy]")) return;
    zoom(usage, new URL(link.href).searchParams, false).catch(() => {});
  };
  setInterval(refresh, REFRESH_MS);
  stream.addEventListener("catch-up", refresh);
}

export function drawCharts(root) {
  for (const chart of root.querySelectorAll("[data-chart]")) if (!chart.__drawn) { chart.__drawn = true; attach(chart); }
}

function attach(chart) {
  const points = JSON.parse(chart.dataset.points);
  const moments = JSON.parse(chart.dataset.moments ?? "[]");
  const from = +chart.dataset.from;
  const to = +chart.dataset.to;
  const plot = chart.querySelector(".plot");
  const tip = chart.querySelector("[data-tip]");
  const cross = chart.querySelector("[data-cross]");
  const brush = chart.querySelector("[data-brush]");
  if (points.length === 0) return;
  const step = (to - from) / points.length;
  let start = null;

  const share = (event) => {
    const box = plot.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  plot.addEventListener("pointermove", (event) => {
    const x = share(event);
    const index = Math.min(points.length - 1, Math.floor((x * (to - from)) / step));
    show(index);
    if (start !== null) {
      brush.setAttribute("x", Math.min(start, x) * 1000);
      brush.setAttribute("width", Math.abs(x - start) * 1000);
    }
  });
  keys();
  plot.addEventListener("pointerleave", () => { if (start === null) hide(); });
  if (brush) {
    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      start = share(event);
      plot.setPointerCapture(event.pointerId);
    });
    plot.addEventListener("pointerup", (event) => {
      const end = share(event);
      const began = start;
      start = null;
      brush.setAttribute("width", 0);
      if (began === null || Math.abs(end - began) < 0.02) return;
      const range = new URLSearchParams({
        from: Math.round(from + Math.min(began, end) * (to - from)),
        to: Math.round(from + Math.max(began, end) * (to - from)),
      });
      zoom(chart.closest("[data-usage]"), range);
    });
    plot.addEventListener("pointercancel", () => { start = null; brush.setAttribute("width", 0); });
  }

  // Left and right go from step to step, with Shift they choose a stretch, Enter zooms into it.
  function keys() {
    let at = null;
    let anchor = null;
    chart.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const last = points.length - 1;
      const to = { ArrowRight: at === null ? 0 : at + 1, ArrowLeft: at === null ? last : at - 1, Home: 0, End: last }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        if (!event.shiftKey || !brush) anchor = null; else anchor ??= at ?? to;
        at = Math.min(last, Math.max(0, to));
        show(at);
        mark();
        announce(tip.textContent);
      } else if (event.key === "Enter" && anchor !== null && anchor !== at) {
        event.preventDefault();
        const [begin, end] = [Math.min(anchor, at), Math.max(anchor, at) + 1];
        zoom(chart.closest("[data-usage]"), new URLSearchParams({ from: Math.round(from + begin * step), to: Math.round(from + end * step) }));
      }
    });
    chart.addEventListener("blur", () => { at = null; anchor = null; mark(); hide(); });
    function mark() {
      if (!brush) return;
      const [begin, end] = anchor === null ? [0, 0] : [Math.min(anchor, at), Math.max(anchor, at) + 1];
      brush.setAttribute("x", (begin / points.length) * 1000);
      brush.setAttribute("width", ((end - begin) / points.length) * 1000);
    }
  }

  function show(index) {
    const point = points[index];
    const x = ((index + 0.5) / points.length) * 1000;
    cross.setAttribute("d", `M${x} 0V100`);
    tip.replaceChildren(...(chart.dataset.chart === "usage" ? usageTip(point) : evidenceTip(point)), ...happened(point[0]));
    tip.hidden = false;
    const width = chart.clientWidth;
    const left = (x / 1000) * width;
    const size = tip.offsetWidth;
    tip.style.left = Math.max(0, left + 12 + size > width ? left - size - 12 : left + 12) + "px";
  }
  function happened(begin) {
    return moments.filter(([at]) => at >= begin && at < begin + step).map(([at, label]) => {
      const line = document.createElement("div");
      line.textContent = `${label}, ${clock.format(at)}`;
      return line;
    });
  }
  function hide() {
    tip.hidden = true;
    cross.setAttribute("d", "");
  }
}

function lines(at, pairs) {
  const title = document.createElement("b");
  title.textContent = when.format(at);
  const list = document.createElement("dl");
  for (const [name, value] of pairs) {
    const term = document.createElement("dt");
    term.textContent = name;
    const text = document.createElement("dd");
    text.textContent = value;
    list.append(term, text);
  }
  return [title, list];
}
const number = (value) => value.toLocaleString("en-US");
const rate = (errors, calls) => (calls > 0 ? ((errors / calls) * 100).toFixed(1) + "%" : "–");

function evidenceTip([at, calls, errors]) {
  return lines(at, [["Calls", number(calls)], ["Failed", number(errors)], ["Rate", rate(errors, calls)]]);
}
function usageTip([at, calls, client, server, p95]) {
  return lines(at, [["Calls", number(calls)], ["Client errors", number(client)], ["Server errors", number(server)], ["Rate", rate(client + server, calls)], ["p95", p95 === null ? "–" : number(p95) + " ms"]]);
}

async function zoom(panel, range, asked = true) {
  const url = new URL(panel.dataset.usage, location.href);
  for (const name of ["range", "from", "to"]) if (range.get(name)) url.searchParams.set(name, range.get(name));
  panel.setAttribute("aria-busy", "true");
  try {
    const { ok, html } = await fetchPart(url);
    if (!ok) return;
    const place = placeIn(panel);
    panel.replaceChildren(fragment(html));
    focusAgain(panel, place, panel);
    showTimes(panel);
    drawCharts(panel);
    if (!asked) return;
    const page = new URL(location.href);
    for (const name of ["range", "from", "to"]) {
      page.searchParams.delete(name);
      if (range.get(name)) page.searchParams.set(name, range.get(name));
    }
    history.replaceState(history.state, "", page);
  } finally {
    panel.removeAttribute("aria-busy");
  }
}
