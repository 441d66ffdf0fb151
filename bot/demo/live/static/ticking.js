// The clock on the page: from the instant and the rate of the last drawing it ticks on by itself.

const shapes = new Map();

function shape(zone, long) {
  const key = `${zone} ${long}`;
  if (!shapes.has(key)) {
    const day = long ? { weekday: "short", day: "numeric", month: "long", year: "numeric" } : { weekday: "short" };
    shapes.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }));
  }
  return shapes.get(key);
}

function words(at, zone, long) {
  const found = Object.fromEntries(shape(zone, long).formatToParts(at).map(({ type, value }) => [type, value]));
  const day = long ? `${found.weekday} ${found.day} ${found.month} ${found.year}` : found.weekday;
  return `${day} ${found.hour}:${found.minute}`;
}

let drawn, since;

export function now() {
  const clock = document.getElementById("now");
  const key = `${clock.dataset.now} ${clock.dataset.rate}`;
  if (key !== drawn) [drawn, since] = [key, performance.now()];
  return new Date(Date.parse(clock.dataset.now) + (performance.now() - since) * Number(clock.dataset.rate));
}

export function tick() {
  const at = now();
  for (const each of document.querySelectorAll("time[data-zone]")) {
    const said = words(at, each.dataset.zone, "long" in each.dataset);
    if (each.textContent !== said) each.textContent = said;
  }
  setTimeout(tick, 250);
}
