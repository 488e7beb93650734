// Remembers, in this browser alone, the name that somebody last acted under.
const KEY = "rolecall.actor";

const kept = () => {
  try {
    return window.localStorage;
  } catch {
    return null; // where a browser keeps nothing, the name is written each time
  }
};

for (const field of document.querySelectorAll("input[data-actor]")) {
  field.value ||= kept()?.getItem(KEY) ?? "";
  field.form.addEventListener("submit", () => kept()?.setItem(KEY, field.value.trim()));
}
