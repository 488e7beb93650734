// What can be written where the cursor stands, told from the text before it alone.
import { scan } from "./scan.js";

const SECTIONS = new Set(["rule", "when", "then", "end", "declare"]);
const COMPARES = new Set(["==", "!=", "<", "<=", ">", ">=", "in", "matches"]);
const NOTHING = { kind: "nothing" };

/** In a rule file. */
export function inRules(before) {
  const tokens = scan(before);
  const last = tokens.at(-1);
  if (last?.comment) {
    return NOTHING;
  }
  if (last?.word && last.last && /\w$/.test(before)) {
    tokens.pop(); // the word that is being written
    if (last.text.startsWith("@")) {
      tokens.push({ text: "@" });
    }
  }
  const { section, stack } = walk(tokens);
  const inner = stack.findLast((name) => name !== "");
  if (last?.open) {
    return inner === "@cites" ? { kind: "citation" } : NOTHING;
  }
  if (inner?.startsWith("@")) {
    return { kind: "annotation-value", annotation: inner.slice(1) };
  }
  if (tokens.at(-1)?.text === "@") {
    return { kind: section === "declare" ? "declare-annotation" : "annotation" };
  }
  if (section === "then") {
    return { kind: "verb" };
  }
  if (section === "when") {
    return /^[A-Z]/.test(inner ?? "") ? condition(inner, tokens) : { kind: "fact" };
  }
  return section === "declare" && tokens.at(-1)?.text === ":" ? { kind: "type" } : { kind: "word", section };
}

/** The part of a rule, and the words before each parenthesis that is still open. */
function walk(tokens) {
  let section = "top";
  const stack = [];
  tokens.forEach((token, i) => {
    if (token.text === "(") {
      stack.push(tokens[i - 1]?.word && !COMPARES.has(tokens[i - 1].text) ? tokens[i - 1].text : "");
    } else if (token.text === ")") {
      stack.pop();
    } else if (token.word && SECTIONS.has(token.text)) {
      section = token.text === "end" ? "top" : token.text;
      stack.length = 0;
    }
  });
  return { section, stack };
}

/** Within a fact: its fields, or the values of the field that is compared. */
function condition(fact, tokens) {
  const back = tokens.toReversed();
  if (back[0]?.text === "." && back[1]?.word) {
    return { kind: "constant", type: back[1].text };
  }
  const end = back.findIndex((token) => token.text === "&&" || token.text === "||");
  const reach = end < 0 ? back : back.slice(0, end);
  const at = reach.findIndex((token) => COMPARES.has(token.text));
  const between = reach.slice(0, at).map((token) => token.text);
  const inList = reach[at]?.text === "in" && between.includes("(") && !between.includes(")");
  if (at === 0 || inList) {
    const field = reach.slice(at + 1).find((token) => token.word && token.text !== "not");
    return { kind: "value", fact, field: field?.text };
  }
  return { kind: "field", fact };
}

/** In a scenario or another YAML file: within {@code member: &#123; …}, and after the name of a field there. */
export function inYaml(before) {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (/(outcome|not-outcome):\s*"?\w*$/.test(line)) {
    return { kind: "outcome" };
  }
  const open = line.match(/(\w+):\s*\{([^{}]*)$/);
  if (!open) {
    return NOTHING;
  }
  const value = open[2].match(/(\w+):\s*\[?[^,\]]*$/);
  if (open[1] === "given") {
    return { kind: "member" };
  }
  return value ? { kind: "value", fact: open[1], field: value[1], bare: true } : { kind: "field", fact: open[1] };
}
