// Writing a line: Enter sends it, Shift+Enter begins a new one, a stroke offers the app's commands.

import { get } from "./parts.js";

let known;

async function commands() {
  known ??= await get("/commands");
  return known;
}

export function composer() {
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (field.matches?.("[data-composer]")) inField(event, field);
    else if (field.closest?.(".offers")) inOffers(event, field);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-composer]")) offer(event.target);
  });
  document.addEventListener("click", (event) => {
    const taken = event.target.closest(".offers button");
    if (taken) take(taken);
  });
}

function inField(event, field) {
  const offers = field.form.querySelector(".offers");
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    hide(offers);
    field.form.requestSubmit();
  } else if (event.key === "ArrowDown" && !offers.hidden) {
    event.preventDefault();
    offers.querySelector("button").focus();
  } else if (event.key === "Tab" && !event.shiftKey && !offers.hidden) {
    event.preventDefault();
    take(offers.querySelector("button"));
  } else if (event.key === "Escape") hide(offers);
}

function inOffers(event, button) {
  const entries = [...button.closest(".offers").querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    (entries[entries.indexOf(button) + step] ?? fieldOf(button)).focus();
  } else if (event.key === "Escape") {
    fieldOf(button).focus();
    hide(button.closest(".offers"));
  }
}

const fieldOf = (button) => button.closest("form").querySelector("[data-composer]");

async function offer(field) {
  const offers = field.form.querySelector(".offers");
  const begun = field.value;
  const fitting = begun.startsWith("/") && !begun.includes(" ") ? (await commands()).filter((each) => each.command.startsWith(begun)) : [];
  if (field.value !== begun) return;
  offers.replaceChildren(...fitting.map(entry));
  offers.hidden = !fitting.length;
}

function entry({ command, usage_hint: hint, description }) {
  const line = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.dataset.command = command;
  const name = Object.assign(document.createElement("b"), { textContent: command });
  const how = Object.assign(document.createElement("span"), { textContent: ` ${hint ?? ""}` });
  const what = Object.assign(document.createElement("small"), { textContent: description ?? "" });
  button.append(name, how, what);
  line.append(button);
  return line;
}

function take(button) {
  const field = fieldOf(button);
  field.value = `${button.dataset.command} `;
  hide(button.closest(".offers"));
  field.focus();
}

const hide = (offers) => (offers.hidden = true);
