// Sends the page's own form and takes parts of the page that comes back: what a script shows is what the page without scripts shows.

const HTML = { Accept: "text/html" };

/** The form with this button pressed. */
export function send(form, action, part) {
  const body = new URLSearchParams(new FormData(form));
  body.set("do", action);
  if (part) {
    body.set("part", part);
  }
  return fetch(form.action, { method: "POST", body, headers: HTML });
}

export async function page(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Puts a part in the place of the old one; who was in it, or had scrolled in it, still is and has. */
export function swap(fresh, id) {
  const old = document.getElementById(id);
  const next = fresh.getElementById(id);
  if (!next) {
    return null;
  }
  const focused = old.contains(document.activeElement) ? places(old).indexOf(document.activeElement) : -1;
  const scrolled = [...old.querySelectorAll(".list")].map((list) => list.scrollTop);
  Object.assign(old.dataset, next.dataset);
  old.replaceChildren(...next.childNodes); // the part itself stays: screen readers tell of what changes in it
  old.querySelectorAll(".list").forEach((list, i) => (list.scrollTop = scrolled[i] ?? 0));
  if (focused >= 0) {
    const now = places(old);
    now[Math.min(focused, now.length - 1)]?.focus();
  }
  return old;
}

/** What a page that is a problem says. */
export function problem(fresh) {
  return [fresh.querySelector("h1"), fresh.querySelector(".notice p")]
    .map((one) => one?.textContent.trim())
    .filter(Boolean)
    .join(": ");
}

const places = (part) => [...part.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]")];
