// Sheets of a table's menus stand over the page, as the table would cut them off: beside their button, within the window.
const GAP = 8;

export function startSheets() {
  // The event of details does not bubble.
  document.addEventListener("toggle", (event) => { if (event.target.matches?.(".sheet-scroll details.menu[open]")) place(event.target); }, true);
  const again = () => { for (const menu of document.querySelectorAll(".sheet-scroll details.menu[open]")) place(menu); };
  addEventListener("resize", again);
  addEventListener("scroll", again, { capture: true, passive: true });
}

function place(menu) {
  const sheet = menu.querySelector(".sheet");
  const button = menu.querySelector("summary").getBoundingClientRect();
  const { width, height } = sheet.getBoundingClientRect();
  const below = button.bottom + GAP / 2;
  const top = below + height + GAP <= innerHeight ? below : button.top - GAP / 2 - height;
  const keep = (value, size, room) => Math.max(GAP, Math.min(value, room - size - GAP));
  sheet.style.setProperty("--sheet-top", `${keep(top, height, innerHeight)}px`);
  sheet.style.setProperty("--sheet-left", `${keep(button.right - width, width, document.documentElement.clientWidth)}px`);
}
