// The board moves: people are dragged, or led by keys; the server decides, and says in words what became of it.
// Without this script the forms below the board do the same.

const EVERY = 4000; // between two looks whether somebody else changed the rooms
const FAR = 6; // pixels: less is a press, not a drag

const board = document.getElementById("board");
const said = document.getElementById("said");
const place = board.dataset.place;
const dialog = document.createElement("dialog");
dialog.setAttribute("aria-labelledby", "chosen");
document.body.append(dialog);

const cards = () => [...board.querySelectorAll(".card")];
const rooms = () => [...board.querySelectorAll(".room")];
const version = () => Number(board.firstElementChild.dataset.version);
const proof = () => board.querySelector("[name=proof]")?.value ?? "";
const cardOf = (person) => cards().find((card) => card.dataset.person === person);

function prepared() {
  for (const card of cards()) {
    card.tabIndex = -1;
    card.setAttribute("role", "button");
    card.setAttribute("aria-label", card.dataset.label);
  }
  for (const list of board.querySelectorAll(".room ul")) {
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", list.closest(".room").dataset.room);
    for (const item of list.children) item.setAttribute("aria-haspopup", "dialog");
  }
  if (cards().length) cards()[0].tabIndex = 0;
  const hint = document.getElementById("keys");
  if (hint) hint.hidden = false;
}

function focusOn(card) {
  if (!card) return;
  for (const one of cards()) one.tabIndex = one === card ? 0 : -1;
  card.focus();
}

// The server's answer takes the place of the board; whoever was chosen stays so.
async function shows(answer, person) {
  if (answer.status === 403) return location.reload();
  const kind = answer.headers.get("Content-Type") ?? "";
  if (!kind.startsWith("text/html") || answer.status >= 500) return tells("That did not work just now. Try again.");
  const open = [...board.querySelectorAll("details")].map((part) => part.open);
  board.innerHTML = await answer.text();
  board.querySelectorAll("details").forEach((part, number) => (part.open = open[number] ?? false));
  prepared();
  if (person) focusOn(cardOf(person));
  const words = board.firstElementChild.dataset.said;
  if (words) tells(words);
}

function tells(words) {
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = words));
}

async function sends(form, person = "") {
  board.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(place, { method: "POST", body: form, headers: { "X-Board": "1" } });
    await shows(answer, person);
  } catch {
    tells("The line is down. Nothing was changed here; try again in a moment.");
  } finally {
    board.removeAttribute("aria-busy");
  }
}

function does(act, person, more = {}) {
  const form = new FormData();
  const facts = { proof: proof(), base: version(), act, person, ...more };
  for (const [name, value] of Object.entries(facts)) form.set(name, value);
  return sends(form, person);
}

board.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-act]")) return;
  event.preventDefault();
  sends(new FormData(event.target, event.submitter));
});

// What can be done with one person: to another room, in another's place, or kept where they are.
function asks(card) {
  const { person, name } = card.dataset;
  const here = card.closest(".room").dataset.room;
  const pinned = "pinned" in card.dataset;
  dialog.replaceChildren();
  const heading = added("h2", name);
  heading.id = "chosen";
  const ways = dialog.appendChild(document.createElement("div"));
  ways.className = "acts";
  for (const room of rooms().filter((one) => one.dataset.room !== here)) {
    const size = room.querySelectorAll(".card").length;
    ways.append(button(`To ${room.dataset.room} (${size})`, () => does("move", person, { room: room.dataset.room })));
  }
  const label = added("label", "Change places with ");
  const others = label.appendChild(document.createElement("select"));
  others.append(new Option("Choose", ""));
  for (const other of cards().filter((one) => one.closest(".room") !== card.closest(".room"))) {
    others.append(new Option(other.dataset.label, other.dataset.person));
  }
  const last = dialog.appendChild(document.createElement("div"));
  last.className = "acts";
  last.append(
    button("Change places", () => others.value && does("swap", person, { other: others.value })),
    button(pinned ? "Need not stay in this room" : "Keep in this room", () => does(pinned ? "unpin" : "pin", person)),
    button("Leave it", () => focusOn(card)),
  );
  dialog.showModal();
}

function added(kind, words) {
  const made = dialog.appendChild(document.createElement(kind));
  made.textContent = words;
  return made;
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = words;
  made.addEventListener("click", () => {
    dialog.close();
    act();
  });
  return made;
}

// Keys: up and down within a room, left and right between rooms, m or Enter to choose.
board.addEventListener("keydown", (event) => {
  const card = event.target.closest?.(".card");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = { ArrowDown: beside(card, 1), ArrowUp: beside(card, -1), ArrowRight: across(card, 1), ArrowLeft: across(card, -1) };
  if (event.key in next) focusOn(next[event.key]);
  else if (["m", "M", "Enter", " "].includes(event.key)) asks(card);
  else return;
  event.preventDefault();
});

const beside = (card, step) => (step > 0 ? card.nextElementSibling : card.previousElementSibling);

function across(card, step) {
  const all = rooms();
  const room = all[all.indexOf(card.closest(".room")) + step];
  const at = [...card.parentElement.children].indexOf(card);
  const there = room ? [...room.querySelectorAll(".card")] : [];
  return there[Math.min(at, there.length - 1)];
}

// Dragging by mouse or pen; a finger scrolls, and a tap opens what can be done.
let held = null;

board.addEventListener("pointerdown", (event) => {
  const card = event.target.closest?.(".card");
  if (!card || event.button !== 0) return;
  held = { card, x: event.clientX, y: event.clientY, touch: event.pointerType === "touch", flying: null };
});

addEventListener("pointermove", (event) => {
  if (!held || held.touch) return;
  if (!held.flying && Math.hypot(event.clientX - held.x, event.clientY - held.y) < FAR) return;
  if (!held.flying) lifts();
  held.flying.style.left = `${event.clientX + 8}px`;
  held.flying.style.top = `${event.clientY + 8}px`;
  const over = under(event);
  for (const room of rooms()) room.classList.toggle("over", room === over);
});

addEventListener("pointerup", (event) => {
  const was = held;
  drops();
  if (!was) return;
  if (!was.flying) return event.target.closest?.(".card") === was.card ? (focusOn(was.card), asks(was.card)) : undefined;
  const room = under(event);
  if (room && room !== was.card.closest(".room")) does("move", was.card.dataset.person, { room: room.dataset.room });
});

addEventListener("pointercancel", () => drops());
addEventListener("keydown", (event) => event.key === "Escape" && drops());

function lifts() {
  held.flying = held.card.cloneNode(true);
  held.flying.classList.add("flying");
  held.flying.setAttribute("aria-hidden", "true");
  held.card.classList.add("held");
  document.body.append(held.flying);
}

function drops() {
  held?.flying?.remove();
  held?.card.classList.remove("held");
  for (const room of rooms()) room.classList.remove("over");
  held = null;
}

const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".room");

// Somebody else changed the rooms: the board follows, and says so.
async function looks() {
  if (document.hidden || held || dialog.open || board.hasAttribute("aria-busy")) return;
  try {
    const now = await fetch(`${place}/version`);
    if (now.status === 403) return location.reload();
    if (!now.ok || (await now.json()).version === version()) return;
    const chosen = document.activeElement?.closest?.(".card")?.dataset.person;
    await shows(await fetch(place, { headers: { "X-Board": "1" } }), chosen);
    tells("Somebody changed the rooms just now. You see them as they are.");
  } catch {
    // the next look may get through
  }
}

prepared();
setInterval(looks, EVERY);
