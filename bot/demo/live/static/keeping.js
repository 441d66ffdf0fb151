// Over a fresh drawing people keep what they were about: the focus, words not sent yet, how far they had scrolled.

const TYPED = "textarea, select, input:not([type=checkbox], [type=radio])";
const CONTROLS = "a[href], button:not(:disabled), input:not([type=hidden], :disabled), select, textarea, summary, [tabindex]";
const lastOutside = new Map(); // by pane: what had the focus there before a form was laid over it
let wished = {}; // a control that went away while it had the focus, and what has the focus in its stead

const surfaceOf = (control) => control.form?.elements.surface?.value;
const isThere = (control) => control?.isConnected && control.checkVisibility() && !control.closest("[inert]");
const isLost = () => document.activeElement === document.body || !document.activeElement;

document.addEventListener("focusin", ({ target }) => {
  const pane = target.closest(".slack");
  if (pane && !pane.querySelector(".modal")) lastOutside.set(pane.id, target);
});

// The same control in a fresh drawing: by its id, else by its name on the same surface.
export function likeIn(fresh, control) {
  if (control.id) return fresh.id === control.id ? fresh : fresh.querySelector(`#${CSS.escape(control.id)}`);
  if (!control.name) return null;
  const named = [...fresh.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)];
  const same = named.filter((each) => surfaceOf(each) === surfaceOf(control));
  return control.matches(TYPED) ? same[0] : same.find((each) => each.value === control.value);
}

// Draws, and sees to it that whoever has the focus does not lose it to the top of the page.
export function keepFocus(part, draws) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const around = focused ? ancestors(focused) : [];
  if (wished.instead !== document.activeElement) wished = {};
  const drawn = draws();
  if (focused && isLost()) give(nearest(drawn, focused, around), focused);
  return drawn;
}

function give(control, focused) {
  wished = { control: wished.control ?? focused, instead: control };
  control?.focus({ preventScroll: true });
}

function nearest(drawn, focused, around) {
  const pane = drawn.closest(".slack");
  const before = [focused, wished.control, focused.closest(".modal") && pane && lastOutside.get(pane.id)];
  const again = before.filter(Boolean).map((each) => (isThere(each) ? each : likeIn(drawn, each)));
  const open = pane?.querySelector(".modal");
  return again.filter(isThere).find((each) => !open || open.contains(each)) ?? open ?? firstNear(around);
}

function firstNear(around) {
  for (const each of around) {
    const place = each.isConnected ? each : each.id && document.getElementById(each.id);
    if (!place) continue;
    const control = [place, ...place.querySelectorAll(CONTROLS)].find((one) => one.matches(CONTROLS) && isThere(one));
    if (control) return control;
  }
}

function ancestors(element) {
  const found = [];
  for (let each = element.parentElement; each; each = each.parentElement) if (each.id) found.push(each);
  return found;
}

// What somebody has typed or chosen and not sent goes over into the same field of the fresh drawing.
export function carry(old, fresh) {
  for (const field of [...old.querySelectorAll("input:not([type=hidden], [type=file]), textarea, select")].filter(isTouched)) {
    const same = likeIn(fresh, field);
    if (same?.type !== field.type) continue;
    if (field.matches("select")) choose(same, new Set([...field.selectedOptions].map((each) => each.value)));
    else if (field.matches(TYPED)) same.value = field.value;
    else same.checked = field.checked;
    const folded = same.closest("details");
    if (folded) folded.open = true;
  }
}

function choose(menu, values) {
  for (const option of menu.options) option.selected = values.has(option.value);
}

function isTouched(field) {
  if (field.matches("select")) return [...field.options].some((each) => each.selected !== each.defaultSelected);
  return field.matches(TYPED) ? field.value !== field.defaultValue : field.checked !== field.defaultChecked;
}
