// The parts of the page: each says where it is drawn, and is drawn anew when there is news of it.

import { keepFocus } from "./keeping.js";
import { atBottom, freshen } from "./swap.js";

const BY_SCRIPT = { "X-Page": "1" };
const epoch = document.body.dataset.epoch;
let seen = JSON.parse(document.body.dataset.seen);
let listening = new AbortController();
const thisWindow = crypto.randomUUID();
const afterwards = [];
const BREATH = 150; // milliseconds: while a step is taken much changes at once, and looking costs the bot time, too
const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

export const onDrawn = (act) => afterwards.push(act);
const parts = () => [...document.querySelectorAll("[data-part]")];
const topics = (part) => part.dataset.part.split(" ");

export async function draw(part) {
  if (part === document.activeElement && part.matches("select")) return; // its menu may lie open
  const from = part.dataset.from;
  const answer = await fetch(from, { headers: BY_SCRIPT });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!part.isConnected || part.dataset.from !== from) return; // somebody has gone on meanwhile
  const fresh = document.adoptNode(page.body.firstElementChild);
  if (!answer.ok || fresh.matches(".trouble")) return say(part, fresh.textContent.trim());
  const drawn = keepFocus(part, () => freshen(part, fresh));
  for (const act of afterwards) act(drawn);
}

export const get = async (url) => (await fetch(url, { headers: BY_SCRIPT })).json();

// Fields of a form, or a few facts by name.
export async function post(url, facts) {
  const body = facts instanceof FormData ? facts : new URLSearchParams(facts);
  const answer = await fetch(url, { method: "POST", headers: BY_SCRIPT, body });
  const told = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : {};
  return answer.ok ? told : { error: told.error ?? "That did not work." };
}

export function say(near, words) {
  const part = near.closest("[data-part]");
  const place = part?.querySelector(".modal .said") ?? part?.querySelector(".said") ?? document.getElementById("banner");
  const scroll = place.parentElement.querySelector("[data-bottom]");
  const wasAtBottom = scroll && atBottom(scroll);
  place.textContent = words;
  place.hidden = !words;
  if (wasAtBottom) scroll.scrollTop = scroll.scrollHeight; // the words take room, and the newest message stays in view
}

export function renew() {
  listening.abort();
}

export async function follow() {
  for (;;) {
    listening = new AbortController();
    try {
      await news(listening.signal);
      offline(false);
    } catch (trouble) {
      if (trouble.name === "AbortError") continue;
      offline(true);
      await pause(1000);
    }
  }
}

async function news(signal) {
  const wanted = [...new Set(parts().flatMap(topics))];
  const asked = new URLSearchParams([["window", thisWindow], ...wanted.map((topic) => [topic, seen[topic] ?? 0])]);
  const told = await (await fetch(`/news?${asked}`, { signal, headers: BY_SCRIPT })).json();
  if (String(told.epoch) !== epoch) return begunAgain();
  const changed = wanted.filter((topic) => told.parts[topic] !== seen[topic]);
  seen = { ...seen, ...told.parts };
  await Promise.all(parts().filter((part) => topics(part).some((topic) => changed.includes(topic))).map(draw));
  if (document.querySelector("#step[aria-busy]")) await pause(BREATH);
}

// Another world: the page is loaded anew, and until then nothing more is asked.
function begunAgain() {
  location.reload();
  return new Promise(() => {});
}

function offline(is) {
  const banner = document.getElementById("banner");
  if (is) banner.textContent = "The sandbox does not answer. Is it still running in its window?";
  if (is || banner.textContent.startsWith("The sandbox does not")) banner.hidden = !is;
}
