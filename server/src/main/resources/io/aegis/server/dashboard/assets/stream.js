// One event stream a browser: the tab that holds the lock reads it, the others hear it over a channel.
// It begins where the page's tables stood. Whoever reads passes on where it stands, so that the next one resumes there.
import { toast } from "./parts.js";

const LOCK = "aegis-stream";
const QUIET_MS = 45_000;
const RETRY_MS = [250, 500, 1000, 2000, 3000];

export function startStream() {
  const target = new EventTarget();
  const channel = new BroadcastChannel("aegis-stream");
  let state = "connecting";
  let last = document.body.dataset.stream;
  let wake = () => {};

  function emit(message) {
    if (message.kind === "state") {
      state = message.state;
      // What the reading tab heard after this page was made and before it listened.
      if (+message.last > +last) { last = message.last; target.dispatchEvent(new CustomEvent("catch-up")); }
      target.dispatchEvent(new CustomEvent("state", { detail: message }));
    } else {
      if (message.id) last = message.id;
      // What the server no longer holds is read anew.
      const kind = message.kind === "missed" ? "catch-up" : message.kind;
      target.dispatchEvent(new CustomEvent(kind, { detail: message.data }));
    }
  }
  function share(message) {
    channel.postMessage(message);
    emit(message);
  }
  channel.onmessage = ({ data }) => {
    if (data.kind === "ask") {
      if (reading) channel.postMessage({ kind: "state", state, since: lostSince, last });
    } else if (data.kind === "wake") {
      if (reading) wake();
    } else {
      emit(data);
    }
  };

  let reading = false;
  let lostSince = null;
  function say(next) {
    if (next === "lost" && !lostSince) lostSince = Date.now();
    if (next === "live") lostSince = null;
    share({ kind: "state", state: next, since: lostSince, last });
  }

  async function read() {
    reading = true;
    let failures = 0;
    let connectedBefore = false;
    for (;;) {
      const stop = new AbortController();
      let watch = setTimeout(() => stop.abort(), QUIET_MS);
      try {
        const headers = { Accept: "text/event-stream", "Last-Event-ID": last };
        const response = await fetch("/api/v1/stream", { headers, signal: stop.signal, cache: "no-store" });
        if (response.status === 401) {
          location.assign("/sign-in?next=" + encodeURIComponent(location.pathname + location.search));
          return;
        }
        if (!response.ok || !response.body) throw new Error("stream answered " + response.status);
        say("live");
        failures = 0;
        if (connectedBefore) share({ kind: "catch-up", data: null });
        connectedBefore = true;
        for await (const event of events(response.body, () => {
          clearTimeout(watch);
          watch = setTimeout(() => stop.abort(), QUIET_MS);
        })) {
          share(event);
        }
      } catch {
        // Falls through to the next attempt; the state tells the person.
      } finally {
        clearTimeout(watch);
      }
      failures += 1;
      say(failures > 1 ? "lost" : "connecting");
      await pause(RETRY_MS[Math.min(failures - 1, RETRY_MS.length - 1)]);
    }
  }

  function pause(ms) {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      wake = () => { clearTimeout(timer); done(); };
    });
  }

  addEventListener("online", () => wake());
  navigator.locks.request(LOCK, read);
  channel.postMessage({ kind: "ask" });
  target.retry = () => { wake(); channel.postMessage({ kind: "wake" }); };
  showState(target);
  return target;
}

// Splits the body into events as the HTML standard says.
async function* events(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let event = { kind: "message", id: null, data: [] };
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
    const lines = (rest + value).split(/\r\n|\n|\r/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (event.data.length > 0) yield { kind: event.kind, id: event.id, data: parsed(event.data.join("\n")) };
        event = { kind: "message", id: null, data: [] };
        continue;
      }
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const text = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "data") event.data.push(text);
      else if (field === "event") event.kind = text;
      else if (field === "id") event.id = text;
    }
  }
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return null; }
}

const WORDS = { live: "Live", connecting: "Connecting…", lost: "Disconnected" };

function showState(stream) {
  const light = document.querySelector("[data-link-state]");
  const banner = document.querySelector("[data-lost]");
  stream.addEventListener("state", ({ detail }) => {
    if (light && light.dataset.link !== detail.state) {
      light.dataset.link = detail.state;
      light.querySelector("[data-link-text]").textContent = WORDS[detail.state];
    }
    if (banner) {
      banner.hidden = detail.state !== "lost";
      if (detail.since) banner.querySelector("[data-lost-since]").textContent = new Date(detail.since).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    }
  });
  banner?.querySelector("[data-reconnect]").addEventListener("click", () => stream.retry());
  // Without a connection a link would put the browser's own error page in the place of what is still worth reading.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (light?.dataset.link !== "lost" || !link || !plain || event.defaultPrevented) return;
    if (link.origin !== location.origin || link.hash || link.target || link.hasAttribute("download")) return;
    event.preventDefault();
    try {
      await fetch(link.href, { method: "HEAD", cache: "no-store" });
      location.assign(link.href);
    } catch {
      toast("The server cannot be reached. What is on this page stays.");
    }
  });
}
