// The tour: at each stop the page does what the stop says, by the same forms that people use, and then tells it.

import { get, post } from "./parts.js";

export function tour({ goes, opens }) {
  const box = document.getElementById("tour");
  const stops = [...box.querySelectorAll(".tour-step")];
  const next = box.querySelector("[data-tour=next]");
  let at = -1;

  async function arrive(place) {
    at = place;
    box.hidden = false;
    box.querySelector("h2").focus({ preventScroll: true }); // a disabled button cannot keep the focus
    busy(true);
    const trouble = await play(JSON.parse(stops[at].dataset.acts), place);
    if (at !== place) return;
    tell(trouble);
    busy(false);
  }

  function busy(is) {
    next.disabled = is;
    box.setAttribute("aria-busy", is);
    if (is) box.querySelector(".said").textContent = at ? "One moment ..." : "";
  }

  function tell(trouble) {
    stops.forEach((each, number) => (each.hidden = number !== at));
    box.querySelector(".said").textContent = trouble ?? "";
    box.querySelector("[data-tour=where]").textContent = `${at + 1} of ${stops.length}`;
    next.textContent = at + 1 === stops.length ? "Done" : "Next";
    stops[at].querySelector("h3").focus({ preventScroll: true });
    document.querySelectorAll(".pointed").forEach((each) => each.classList.remove("pointed"));
    const shown = document.getElementById(stops[at].dataset.shows);
    shown.classList.add("pointed");
    shown.scrollIntoView({ block: "nearest" });
  }

  async function play(acts, place) {
    for (const act of acts) {
      if (at !== place) return;
      const told = await playOne(act);
      if (told?.error) return told.error;
    }
  }

  async function playOne(act) {
    if (act.goes) return goes(...act.goes);
    if (act.steps) return steps(act);
    if (act.looks) return looks(act.looks);
    if (act.waits) return waits(act.waits);
    if (act.follows) return follows(act.follows);
    return post(act.posts, act.with ?? {});
  }

  // Steps of the clock: one, or as many as it takes until somebody can press what reads so.
  async function steps({ steps: to, until, most = 1 }) {
    const here = at;
    for (let number = 0; number < most && at === here && !(until && canPress(until)); number++) {
      const told = await oneStep(to);
      if (told.error) return told;
    }
  }

  const canPress = (label) =>
    [...document.querySelectorAll("#slack-a button[name=press]")].some((each) => each.textContent.trim() === label);

  async function oneStep(to) {
    const told = await post("/levers/step", { to });
    if (told.error) return told;
    for (;;) {
      const { step } = await state();
      if (!step || step.done) return step?.stuck ? { error: step.stuck } : {};
      box.querySelector(".said").textContent = `${step.words} ...`;
    }
  }

  // Until the bot is so; what keeps it from that is told, and whoever leaves the tour waits no more.
  async function waits(wanted) {
    const here = at;
    while (at === here) {
      const { bot, trouble } = await state();
      if (bot === wanted) return;
      if (trouble) return { error: trouble };
    }
  }

  async function state() {
    await new Promise((go) => setTimeout(go, 200));
    return get("/levers/state");
  }

  async function follows(part) {
    const links = [...document.querySelectorAll("#slack-a .scroll a")].filter((each) => each.href.includes(part));
    const newest = links.at(-1);
    if (newest) return opens(newest, newest.href);
  }

  // Scroll a seat's conversation to the newest message with these words.
  function looks([side, words]) {
    const messages = [...document.querySelectorAll(`#slack-${side} .message`)].filter((each) => each.textContent.includes(words));
    const newest = messages.at(-1);
    if (newest) newest.closest(".scroll").scrollTop = newest.offsetTop;
  }

  function leave() {
    box.hidden = true;
    at = -1;
    document.querySelectorAll(".pointed").forEach((each) => each.classList.remove("pointed"));
    document.querySelector("[data-tour=begin]").focus();
  }

  document.addEventListener("click", ({ target }) => {
    const wish = target.closest?.("[data-tour]")?.dataset.tour;
    if (wish === "begin") arrive(0);
    if (wish === "leave") leave();
    if (wish === "next") at + 1 === stops.length ? leave() : arrive(at + 1);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.contains(document.activeElement)) leave();
  });
}
