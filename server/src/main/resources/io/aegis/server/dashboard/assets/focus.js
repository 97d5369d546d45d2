// Whoever works by keyboard stays where they are when a part of the page is made anew.
const CAN = "a[href], button, input:not([type='hidden']), select, textarea, summary, [tabindex='0']";

/** What the focus is on within a part, in words that hold for a newer one; null where it is elsewhere. */
export function placeIn(part) {
  const focus = document.activeElement;
  if (!focus || !part.contains(focus) || focus === part) return null;
  const key = focus.closest("[data-key]")?.dataset.key;
  return { key, id: focus.id, href: focus.getAttribute("href"), name: focus.getAttribute("name"), text: focus.textContent.trim() };
}

/** Puts the focus on the same thing in a newer part, else on the first that can take it, else on what is given. */
export function focusAgain(part, place, otherwise) {
  if (!place) return;
  const all = [...part.querySelectorAll(CAN)].filter((each) => each.checkVisibility());
  const same = all.find((each) => place.key && each.closest("[data-key]")?.dataset.key === place.key)
    ?? all.find((each) => place.id && each.id === place.id)
    ?? all.find((each) => place.href && each.getAttribute("href") === place.href)
    ?? all.find((each) => place.name && each.getAttribute("name") === place.name)
    ?? all.find((each) => each.textContent.trim() === place.text)
    ?? all[0] ?? otherwise;
  same?.focus({ preventScroll: true });
}
