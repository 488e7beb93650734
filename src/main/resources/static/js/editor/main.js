// Puts the editor together. Without it the page works by its buttons; with it the same form is sent while somebody types.
import { enter, press } from "./buttons.js";
import { check, dress } from "./checks.js";
import { withDeclared } from "./declared.js";
import { Draft } from "./draft.js";
import * as files from "./files.js";
import { keep, kept } from "./kept.js";
import { Latest } from "./latest.js";
import { target } from "./marks.js";
import * as notice from "./notice.js";
import { unit } from "./positions.js";
import { Writing } from "./writing.js";

const form = document.getElementById("bench");
const area = document.getElementById("text");
const { policy, base } = form.dataset;
const draft = new Draft(policy, base, files.paths());
const PAUSE = 300;

let unkept = false;

const { from } = document.querySelector("[data-from]")?.dataset ?? {};
if (from) {
  keep(policy, from, new Map()); // the service took the draft over to this version
}

if (area) {
  await start(area);
} else {
  carried(); // a file that is taken out: the page's buttons are all that is needed
  store();
  form.addEventListener("submit", ({ submitter }) => {
    if (["discard", "publish"].includes(submitter?.value)) {
      done(); // where it is refused, the next page brings the draft along
    }
  });
}

async function start(area) {
  const fromForm = carried();
  let open = form.elements.file.value;
  if (!draft.files.has(open)) {
    draft.knows(open, area.value);
  }
  const sent = "posted" in form.dataset && !from; // its draft is newer than the kept one, also where nothing is left of it
  const before = fromForm || sent ? null : kept(policy, base);
  if (before) {
    before.files.forEach((text, path) => draft.files.set(path, text));
    notice.takenUp(before.at, () => submit("do", "discard"));
    const asked = new URLSearchParams(location.search).get("file");
    if (before.files.has(asked)) {
      open = asked; // the service does not know what only the draft has
      document.getElementById("no-file")?.remove();
    }
  }
  notice.elsewhere(policy, base);

  const vocabulary = once(async () => {
    const answer = await fetch(`/v1/policies/${encodeURIComponent(policy)}/vocabulary?version=${base}`);
    return answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)));
  });
  const declared = async () =>
    withDeclared(await vocabulary(), [...draft.files.values()].filter((text) => text?.includes("declare")));
  const writing = new Writing(area, "open-file", declared, async (path, text) => {
    draft.write(path, text);
    store();
    checking.soon();
    if (await draft.settle(path)) {
      store();
    }
  });
  let asked = 0;
  const checking = new Latest((wanted) => check(form, writing, wanted), PAUSE);

  document.getElementById("plain-check").hidden = true;
  document.getElementById("keys").hidden = false;
  form.addEventListener("formdata", ({ formData }) => {
    formData.set("file", writing.path ?? open);
    draft.into(formData);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.name === "open") {
      event.preventDefault();
      const { file, line, column } = target(button);
      reveal(file, line, column);
    }
  });
  form.addEventListener("keydown", enter);
  form.addEventListener("submit", (event) => press(event, form, writing, done));
  addEventListener("beforeunload", (event) => {
    if (unkept) {
      event.preventDefault();
    }
  });

  if (draft.files.get(open) === null) {
    open = [...files.paths()].find((path) => !draft.files.has(path));
  }
  await reveal(open, Number(form.dataset.line) || null, 1, false);
  if (before) {
    await checking.now();
  } else {
    dress(writing);
  }

  /** Opens a file of the draft, unless another was asked for meanwhile; one that it takes out is the page's matter. */
  async function reveal(file, line, column, focus = true) {
    const turn = ++asked;
    const { text, failed = "" } = await draft.text(file).then(
      (text) => ({ text }),
      ({ message }) => ({ failed: message }),
    );
    if (turn !== asked) {
      return;
    }
    notice.unread(failed);
    if (failed) {
      return;
    }
    if (text === null) {
      form.elements.file.value = file;
      submit("open", file);
      return;
    }
    if (file !== writing.path) {
      writing.open(file, text);
      form.elements.file.value = file;
      document.getElementById("open-file").textContent = file;
      history.replaceState(null, "", `?${new URLSearchParams({ base, file })}`);
      dress(writing);
    }
    store();
    if (line) {
      writing.go(line, unit(writing.line(line) ?? "", column));
    } else if (focus) {
      document.getElementById("open-file").focus();
    }
  }
}

/** Takes the draft that the page brought along out of its form, for it is sent from here now. */
function carried() {
  const brought = document.getElementById("carried");
  const paths = [...brought.querySelectorAll("[name=path]")];
  paths.forEach((path) => draft.files.set(path.value, path.nextElementSibling.value));
  brought.querySelectorAll("[name=removed]").forEach((path) => draft.files.set(path.value, null));
  if (area) {
    brought.remove();
  }
  return draft.files.size > 0;
}

function store() {
  unkept = !keep(policy, base, draft.files);
  if (unkept) {
    notice.notKept();
  }
  const open = form.elements.file.value;
  files.show(draft, open);
  document.getElementById("restore").hidden = !draft.files.has(open);
  document.getElementById("discard").hidden = draft.files.size === 0;
}

/** It is published, or discarded: nothing is left to keep. */
function done() {
  keep(policy, base, new Map());
  unkept = false;
}

function submit(name, value) {
  const button = document.createElement("button");
  button.name = name;
  button.value = value;
  button.hidden = true;
  form.append(button);
  form.requestSubmit(button);
}

function once(work) {
  let result;
  return () => (result ??= work());
}
