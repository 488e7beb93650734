// The list of files: what the draft does to each, and which one is open.

const list = () => document.querySelector(".files .list");
const rows = () => [...list().querySelectorAll("li")];

/** The paths that the version has. */
export function paths() {
  return new Set(rows().filter((row) => row.dataset.mark !== "new").map((row) => row.dataset.path));
}

export function show(draft, open) {
  for (const path of draft.files.keys()) {
    if (!rows().some((row) => row.dataset.path === path)) {
      add(path);
    }
  }
  for (const row of rows()) {
    const mark = draft.mark(row.dataset.path);
    row.dataset.mark = mark;
    row.querySelector(".mark").textContent = mark;
    row.querySelector("button").toggleAttribute("aria-current", false);
    if (row.dataset.path === open) {
      row.querySelector("button").setAttribute("aria-current", "true");
    }
  }
}

/** A file that only the draft has, as one kept in the browser: at the end of its folder. */
function add(path) {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const near = rows().findLast((row) => row.dataset.path.startsWith(folder)) ?? rows().at(-1);
  const row = near.cloneNode(true);
  row.dataset.path = path;
  const button = row.querySelector("button");
  button.value = path;
  button.title = path;
  const [hidden, name] = button.querySelectorAll("span");
  hidden.textContent = folder;
  name.textContent = path.slice(folder.length);
  near.after(row);
}
