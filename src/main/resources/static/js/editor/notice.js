// Tells of drafts that the browser kept, and lets them go.
import { kept, keep, others } from "./kept.js";

const time = (at) =>
  at.toLocaleString("en-GB", {
    ...(at.toDateString() !== new Date().toDateString() && { day: "numeric", month: "short" }),
    hour: "2-digit",
    minute: "2-digit",
  });

function line(text, ...more) {
  const p = document.createElement("p");
  p.append(text, ...more);
  document.getElementById("kept").append(p);
  document.getElementById("kept").hidden = false;
}

function button(text, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link";
  made.textContent = text;
  made.addEventListener("click", () => press(made));
  return made;
}

export function takenUp(at, discard) {
  line(`Draft from ${time(at)}, taken up again. `, button("Discard it", discard));
}

export function elsewhere(policy, base) {
  for (const other of others(policy, base)) {
    const draft = kept(policy, other);
    if (draft) {
      const link = document.createElement("a");
      link.href = `?base=${other}`;
      link.textContent = "Open it";
      const forget = (pressed) => {
        keep(policy, other, new Map());
        pressed.closest("p").remove();
      };
      line(`A draft on version ${other} from ${time(draft.at)} is kept here. `, link, " or ", button("discard it", forget));
    }
  }
}

/** Why the file that was asked for is not open; empty where it is. */
export function unread(text) {
  const place = document.getElementById("unread");
  place.textContent = text;
  place.hidden = !text;
}

export function notKept() {
  if (!document.getElementById("not-kept")) {
    line("This browser does not keep the draft. Publish it before you leave the page.");
    document.getElementById("kept").lastChild.id = "not-kept";
  }
}
