// An answer is dragged onto a theme: the same as ticking it and choosing the theme, sent by the page's own form.
// Without this script, and with a finger, ticking does it.

const FAR = 6; // pixels: less is a press, not a drag
const PLACE = "synthesis-scroll";
const form = document.querySelector("#sort");
const piles = [...document.querySelectorAll(".pile")];
let held = null;

function stayWhereWeWere() {
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (kept) window.scrollTo(0, Number(kept));
  addEventListener("submit", () => sessionStorage.setItem(PLACE, String(window.scrollY)));
}

const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".pile");

function lifts(event) {
  const answer = event.target.closest?.(".answer");
  if (!answer || event.button !== 0 || event.pointerType === "touch" || !piles.length) return;
  held = { answer, x: event.clientX, y: event.clientY, flying: null };
}

function moves(event) {
  if (!held || Math.hypot(event.clientX - held.x, event.clientY - held.y) < FAR) return;
  if (!held.flying) flies();
  held.flying.style.left = `${event.clientX + 8}px`;
  held.flying.style.top = `${event.clientY + 8}px`;
  const over = under(event);
  for (const pile of piles) pile.classList.toggle("over", pile === over);
}

function flies() {
  getSelection()?.removeAllRanges();
  held.flying = document.createElement("div");
  held.flying.className = "flying";
  held.flying.setAttribute("aria-hidden", "true");
  held.flying.textContent = held.answer.querySelector("label").textContent;
  document.body.append(held.flying);
  document.body.classList.add("dragging");
}

function drops() {
  held?.flying?.remove();
  document.body.classList.remove("dragging");
  for (const pile of piles) pile.classList.remove("over");
  held = null;
}

function lands(event) {
  const was = held;
  const pile = was?.flying ? under(event) : null;
  drops();
  if (!pile) return;
  was.answer.querySelector("[name=answers]").checked = true;
  form.elements.theme.value = pile.dataset.theme;
  form.requestSubmit(form.querySelector("button[value=put]"));
}

if (form) {
  stayWhereWeWere();
  form.addEventListener("pointerdown", lifts);
  addEventListener("pointermove", moves);
  addEventListener("pointerup", lands);
  addEventListener("pointercancel", drops);
  addEventListener("keydown", (event) => event.key === "Escape" && drops());
}
