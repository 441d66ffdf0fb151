// The page moves: forms are sent without leaving it, links of a pane go on inside it, clocks tick.

import { composer } from "./composer.js";
import { draw, follow, onDrawn, post, renew, say } from "./parts.js";
import { tick } from "./ticking.js";
import { tour } from "./tour.js";

const paneOf = (element) => element.closest(".slack");

async function send(form, submitter) {
  if (submitter?.dataset.confirm && !(await agreed(JSON.parse(submitter.dataset.confirm)))) return;
  const presses = submitter?.name === "press";
  await act(form, presses ? form.dataset.uses : (submitter?.getAttribute("formaction") ?? form.action), fieldsOf(form, submitter));
  if (submitter?.dataset.url) await opens(form, submitter.dataset.url);
}

// A box for a date and an hour says in whose zone it was filled in.
function fieldsOf(form, submitter) {
  const body = new FormData(form, submitter);
  for (const box of form.querySelectorAll("input[type=datetime-local][data-zone]"))
    body.set(box.name.replace(/^v/, "z"), box.dataset.zone);
  return body;
}

async function act(form, url, body) {
  const part = form.closest("[data-part]");
  form.setAttribute("aria-busy", "true");
  const told = await post(url, body).catch(() => ({ error: "The sandbox does not answer." }));
  form.removeAttribute("aria-busy");
  say(part ?? form, told.error ?? told.told ?? "");
  if (!told.error && form.hasAttribute("data-clears")) form.reset();
  if (told.open) window.open(told.open, "_blank", "noopener");
  if (part) await draw(part);
  if (!told.error && form.matches(".composer")) toTheEnd(part);
  return told;
}

// Whoever writes looks at the end of the conversation, where the answer comes.
function toTheEnd(pane) {
  const scroll = pane.querySelector("[data-bottom]");
  if (scroll) scroll.scrollTop = scroll.scrollHeight;
}

async function opens(near, url) {
  const pane = paneOf(near);
  const told = await post(`/act/${pane.dataset.person}/follows`, { url });
  say(pane, told.error ?? told.told ?? "");
  if (told.open) window.open(told.open, "_blank", "noopener");
  return told;
}

function agreed(words) {
  const asking = document.getElementById("confirm");
  asking.querySelector("h2").textContent = words.title;
  asking.querySelector("p").textContent = words.text;
  const [yes, no] = asking.querySelectorAll("button");
  yes.textContent = words.confirm || "Yes";
  no.textContent = words.deny || "No";
  asking.showModal();
  return new Promise((answer) => asking.addEventListener("close", () => answer(asking.returnValue === "yes"), { once: true }));
}

async function goes(side, person, place) {
  const pane = document.getElementById(`slack-${side}`) ?? besides(side);
  pane.dataset.part = `slack-${person}`;
  pane.dataset.from = `/slack/${side}?${new URLSearchParams({ person, place })}`;
  remember(side, person, place);
  say(pane, "");
  await draw(pane);
  renew();
}

// A second seat, before anybody sits in it.
function besides(side) {
  const seat = Object.assign(document.createElement("section"), { id: `slack-${side}`, className: "slack" });
  seat.setAttribute("data-parts", "");
  document.querySelector(".seats").append(seat);
  document.querySelector(".panes").classList.add("panes-two");
  return seat;
}

function remember(side, person, place) {
  const address = new URL(location.href);
  address.searchParams.set(side, person);
  address.searchParams.set(`${side}p`, place);
  history.replaceState(null, "", address);
  if (side === "a") document.querySelectorAll("a[data-seats]").forEach((link) => reseat(link, person, place));
}

// The links to two seats and to one keep whoever sits in the first; nobody sits beside themselves.
function reseat(link, person, place) {
  const { searchParams } = new URL(link.href);
  if (searchParams.get("b") === person) searchParams.set("b", searchParams.get("a"));
  searchParams.set("a", person);
  searchParams.set("ap", place);
  link.search = searchParams;
}

async function opensHome(side, person) {
  await post(`/act/${person}/opens_home`, {});
  await goes(side, person, "home");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-act]")) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("change", (event) => {
  const chosen = event.target;
  if (chosen.dataset.picks) return goes(chosen.dataset.picks, chosen.value, "");
  const form = chosen.closest("form[data-uses]");
  if (!form || !chosen.dataset.acts) return;
  const body = fieldsOf(form);
  body.set("acts", chosen.dataset.acts);
  act(form, form.dataset.uses, body);
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("a, button");
  if (pressed?.dataset.filters !== undefined) filter(event, pressed);
  const pane = pressed && paneOf(pressed);
  if (!pane) return;
  const { side, person, place } = pane.dataset;
  if (pressed.dataset.goes !== undefined) {
    event.preventDefault();
    const go = "opensHome" in pressed.dataset ? opensHome(side, person) : goes(side, person, pressed.dataset.goes);
    go.then(() => document.getElementById(`talk-title-${side}`)?.focus({ preventScroll: true }));
  } else if (pressed.dataset.older) {
    older(pane, pressed);
  } else if (pressed.dataset.runs) {
    act(pressed.closest("form"), `/act/${person}/runs`, { callback: pressed.dataset.runs });
  } else if (pressed.matches("a[target=_blank]")) {
    event.preventDefault();
    opens(pressed, pressed.href);
  }
});

// Other entries of the ledger; everything else on the page stays as it is.
function filter(event, link) {
  event.preventDefault();
  const part = link.closest("[data-part]");
  const address = new URL(location.href);
  address.searchParams.set("only", link.dataset.filters);
  part.dataset.from = `/ledger?only=${link.dataset.filters}`;
  history.replaceState(null, "", address);
  draw(part);
}

// What may be done with a message opens where it can be seen.
document.addEventListener("toggle", ({ target }) => {
  if (target.matches(".more[open]")) target.querySelector(".more-list").scrollIntoView({ block: "nearest" });
}, true);

// A menu is drawn anew when somebody has done with it.
document.addEventListener("focusout", ({ target }) => {
  if (target.matches("select[data-part]")) setTimeout(() => target.isConnected && draw(target));
});

async function older(pane, button) {
  const scroll = button.closest(".scroll");
  const height = scroll.scrollHeight;
  const address = new URL(pane.dataset.from, location.href);
  address.searchParams.set("limit", Number(address.searchParams.get("limit") || 40) + 60);
  pane.dataset.from = address.pathname + address.search;
  await draw(pane);
  scroll.scrollTop += scroll.scrollHeight - height;
}

let asking;
document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.dataset.suggests) return;
  clearTimeout(asking);
  asking = setTimeout(() => suggest(field), 200);
});

async function suggest(field) {
  const form = field.closest("form");
  const facts = { surface: form.elements.surface.value, of: field.dataset.suggests, typed: field.value };
  const { options = [] } = await post(`/act/${paneOf(field).dataset.person}/suggests`, facts);
  const choice = form.elements[`v|${field.dataset.suggests}`];
  choice.replaceChildren(...options.map((each) => new Option(each.text.text, JSON.stringify(each))));
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const modal = event.target.closest?.(".modal");
  modal?.querySelector('button[form$="close-' + CSS.escape(modal.id.slice(2)) + '"]')?.click();
});

// A form that opens takes the focus, and gives it back to the pane when it closes.
const opened = new Set();
onDrawn((part) => {
  if (!part.matches(".slack")) return;
  settle(part);
  const modal = part.querySelector(".modal");
  if (modal && !opened.has(modal.id)) {
    opened.add(modal.id);
    modal.focus({ preventScroll: true });
  }
  reads(part);
});

// What lies before the person's eyes is read; where the new ones began stays marked while they look.
function reads(pane) {
  const scroll = pane.querySelector(".scroll[data-unread-from]");
  if (!scroll?.dataset.unreadFrom || document.visibilityState !== "visible") return;
  const address = new URL(pane.dataset.from, location.href);
  if (!address.searchParams.get("new")) {
    address.searchParams.set("new", scroll.dataset.unreadFrom);
    pane.dataset.from = address.pathname + address.search;
  }
  const place = pane.querySelector(".composer input[name=channel]")?.value ?? "";
  post(`/act/${pane.dataset.person}/reads`, { place });
}

// A conversation opens where the new messages begin, else at its end.
function settle(pane) {
  const scroll = pane.querySelector("[data-bottom]:not([data-settled])");
  if (!scroll) return;
  scroll.dataset.settled = "";
  const fresh = scroll.querySelector(".new");
  scroll.scrollTop = fresh ? fresh.offsetTop - 40 : scroll.scrollHeight;
}

for (const pane of document.querySelectorAll(".slack")) {
  settle(pane);
  reads(pane);
}
composer();
tick();
tour({ goes, opens });
follow();
document.body.dataset.ready = "yes";
