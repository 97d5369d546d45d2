// Notes when the stream tells of an intervention and when the page shows it.
(() => {
  const told = new Map();
  const shown = new Map();
  window.watched = { told, shown };
  const note = (map, key) => { if (!map.has(key)) map.set(key, performance.now()); };
  const source = new EventSource("/api/v1/stream");
  source.addEventListener("intervention", (event) => {
    const change = JSON.parse(event.data);
    if (change.status === "open") note(told, "open " + change.id);
    if (change.status === "cleared") note(told, "cleared " + change.id);
  });
  const look = (element) => {
    if (element.nodeType !== 1) return;
    const rows = element.matches(".row") ? [element] : element.querySelectorAll(".row");
    for (const row of rows) {
      note(shown, (row.classList.contains("leaves") ? "cleared " : "open ") + row.dataset.id);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") look(change.target);
      change.addedNodes.forEach(look);
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  return new Promise((open) => { source.onopen = () => open(true); });
})()
