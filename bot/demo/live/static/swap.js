// Puts a fresh drawing of a part in the place of the old one, and leaves alone whatever has not changed:
// what somebody is typing, where they have scrolled to, which button has the focus.

import { carry } from "./keeping.js";

export function freshen(old, fresh) {
  if (isSame(old, fresh)) return old;
  const inside = fresh.hasAttribute("data-parts") && old.hasAttribute("data-parts") && old.id === fresh.id;
  if (!inside) return replace(old, fresh);
  const wasAtBottom = atBottom(old);
  copyAttributes(old, fresh);
  freshenChildren(old, fresh);
  if (wasAtBottom) old.scrollTop = old.scrollHeight;
  return old;
}

function isSame(old, fresh) {
  if (old.id !== fresh.id) return false;
  if (fresh.dataset.v !== undefined) return old.dataset.v === fresh.dataset.v;
  if (fresh.dataset.keep !== undefined) return old.dataset.keep === fresh.dataset.keep;
  return old.isEqualNode(fresh);
}

function freshenChildren(old, fresh) {
  const known = new Map([...old.children].map((each, place) => [keyOf(each, place), each]));
  let before = old.firstElementChild;
  [...fresh.children].forEach((each, place) => {
    const key = keyOf(each, place);
    const match = known.get(key);
    known.delete(key);
    if (!match) {
      old.insertBefore(each, before);
      return;
    }
    if (match !== before) old.insertBefore(match, before);
    before = freshen(match, each).nextElementSibling;
  });
  for (const gone of known.values()) gone.remove();
}

const keyOf = (element, place) => element.id || `${element.tagName} ${place}`;

function copyAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (name !== "data-settled" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

function replace(old, fresh) {
  if (old.tagName === "DETAILS") fresh.open = old.open;
  const scrolled = old.querySelector(".modal-body")?.scrollTop;
  carry(old, fresh);
  old.replaceWith(fresh);
  if (scrolled) fresh.querySelector(".modal-body").scrollTop = scrolled;
  return fresh;
}

export const atBottom = (element) =>
  element.hasAttribute("data-bottom") && element.scrollHeight - element.scrollTop - element.clientHeight < 60;
