// The buttons that are answered in the page. All else is the form's own way: its answer is a page.
import { show } from "./checks.js";
import { page, problem, send, swap } from "./parts.js";

const PARTS = { take: "facts", record: "facts", try: "tried" };

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
  try {
    const fresh = await page(await send(form, action, part));
    if (!swap(fresh, part === "facts" ? "facts-part" : part)) {
      tell(problem(fresh));
    }
  } catch {
    tell("The service cannot be reached. Try again in a moment.");
  }
}

function tell(text) {
  document.getElementById("tried").textContent = text;
}

async function publish(button, form, writing, done) {
  button.disabled = true;
  try {
    const answer = await send(form, "publish");
    if (answer.redirected) {
      done();
      location.assign(answer.url);
      return;
    }
    const fresh = await page(answer);
    refuse(fresh.getElementById("refused")?.textContent || problem(fresh));
    show(fresh, writing);
  } catch {
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
