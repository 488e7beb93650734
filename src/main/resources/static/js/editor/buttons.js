// The buttons that are answered in the page. All else is the form's own way: its answer is a page.
import { show } from "./checks.js";
import { page, problem, send, swap } from "./parts.js";

const PARTS = { take: "facts", record: "facts", try: "tried" };
/* The button that Enter presses in a field, by the field's name. */
const OWN = { name: "add", record: "take-record", actor: "publish" };
const asked = { facts: 0, tried: 0 };

export function enter(event) {
  const own = OWN[event.target.name];
  if (own && event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    document.getElementById(own).click();
  }
}

/** @param done is told when nothing of the draft has to be kept any more */
export async function press(event, form, writing, done) {
  const action = event.submitter?.name === "do" ? event.submitter.value : "";
  if (action === "discard") {
    done();
  } else if (action === "check") {
    event.preventDefault(); // it is checked while somebody writes
  } else if (action === "publish") {
    event.preventDefault();
    await publish(event.submitter, form, writing, done);
  } else if (action in PARTS) {
    event.preventDefault();
    await facts(form, action);
  }
}

async function facts(form, action) {
  const part = PARTS[action];
  const turn = ++asked[part];
  try {
    const fresh = await page(await send(form, action, part));
    if (turn !== asked[part]) {
      return; // it was asked again meanwhile
    }
    if (!swap(fresh, part === "facts" ? "facts-part" : part)) {
      tell(problem(fresh));
    }
  } catch {
    if (turn === asked[part]) {
      tell("The service cannot be reached. Try again in a moment.");
    }
  }
}

function tell(text) {
  document.getElementById("tried").textContent = text;
}

async function publish(button, form, writing, done) {
  button.disabled = true;
  writing.hold(true); // what is typed now would be in no version
  try {
    const answer = await send(form, "publish");
    if (answer.redirected) {
      done();
      location.assign(answer.url);
      return; // held until the next page is there
    }
    writing.hold(false);
    const fresh = await page(answer);
    refuse(fresh.getElementById("refused")?.textContent || problem(fresh));
    show(fresh, writing);
  } catch {
    writing.hold(false);
    refuse("The service cannot be reached. Your draft is kept here; try again in a moment.");
  } finally {
    button.disabled = false;
  }
}

function refuse(text) {
  const refused = document.getElementById("refused");
  refused.textContent = text;
  refused.hidden = false;
}
