// From the lists of findings and scenarios, as the page shows them, to marks in the open file.
import { span } from "./positions.js";

/** @param line gives the text of a line of the file */
export function marks(checks, file, line) {
  const here = (item) => item.dataset.at === file && item.dataset.line;
  const findings = [...checks.querySelectorAll(".findings > li")].filter(here).map((item) => {
    const number = Number(item.dataset.line);
    return {
      line: number,
      ...span(line(number) ?? "", Number(item.dataset.column), Number(item.dataset.end)),
      text: [...item.querySelectorAll(".message, .hint")].map((one) => one.textContent).join(" "),
      type: item.dataset.severity === "ERROR" ? "error" : "warning",
    };
  });
  const scenarios = [...checks.querySelectorAll(".scenarios li.bad")].filter(here).map((item) => {
    const number = Number(item.dataset.line);
    return {
      line: number,
      from: 0,
      to: (line(number) ?? "").length,
      text: [...item.querySelectorAll(".failure")].map((one) => one.textContent).join(" "),
      type: "warning",
    };
  });
  return [...findings, ...scenarios];
}

/** A rule file and its scenarios have the same name. */
export const stem = (path) => path.replace(/(\.scenarios)?\.\w+$/, "");

/** Where a button of the lists leads: {@code line} and {@code column} may be missing. */
export function target(button) {
  const item = button.closest("[data-at]");
  const at = item ? item.dataset : button.dataset;
  return { file: button.value, line: Number(at.line) || null, column: Number(at.column) || 1 };
}
