// What the draft's check says, live: findings, scenarios, and a sentence for those who cannot see them.
import { marks, stem } from "./marks.js";
import { page, problem, send, swap } from "./parts.js";

const checks = () => document.getElementById("checks");
let onlyThisFile = false;

export async function check(form, writing, wanted) {
  let fresh;
  try {
    fresh = await page(await send(form, "check", "checks"));
  } catch {
    say("Not checked: the service cannot be reached. What you write is kept here.");
    return;
  }
  if (!wanted()) {
    return;
  }
  show(fresh, writing);
}

/** Takes the part from a page. */
export function show(fresh, writing) {
  const before = checks().querySelector(".scenarios .list");
  if (!swap(fresh, "checks")) {
    say(`Not checked. ${problem(fresh)}`);
    return;
  }
  if (checks().dataset.ran === "false" && before) {
    // What ran last is still of use while somebody types.
    checks().querySelector(".scenarios")?.append(before);
  }
  dress(writing);
}

/** What only a script adds. */
export function dress(writing) {
  say(checks().dataset.said);
  writing.show(marks(checks(), writing.path, (number) => writing.line(number)));
  const only = document.getElementById("only");
  if (only) {
    only.hidden = false;
    const box = only.querySelector("input");
    box.checked = onlyThisFile;
    box.addEventListener("change", () => {
      onlyThisFile = box.checked;
      filter(writing);
    });
  }
  filter(writing);
}

function filter(writing) {
  for (const item of checks().querySelectorAll(".scenarios li[data-at]")) {
    item.hidden = onlyThisFile && stem(item.dataset.at) !== stem(writing.path);
  }
}

function say(text) {
  const said = document.getElementById("said");
  if (said.textContent !== text) {
    said.textContent = text;
  }
}
