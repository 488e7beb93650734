// Facts and enums that the draft itself declares: they can be used before they are published.

const DECLARE = /\bdeclare\s+(?!enum\b)(\w+)([^]*?)\bend\b/g;
const ENUM = /\bdeclare\s+enum\s+(\w+)([^]*?)\bend\b/g;
const FIELD = /^\s*(\w+)\s*:\s*(\w+)/gm;
const WITHIN = /"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[^]*?\*\//g;

const member = (name) => name.charAt(0).toLowerCase() + name.slice(1);

/** The vocabulary with what these texts declare in the place of what had its name. */
export function withDeclared(vocabulary, texts) {
  const plain = texts.map((text) => text.replace(WITHIN, '""')).join("\n");
  const facts = [...plain.matchAll(DECLARE)].map(([, name, body]) => ({
    name,
    member: member(name),
    title: name,
    origin: "ASKED",
    fields: [...body.matchAll(FIELD)].map(([, field, type]) => ({ name: field, type })),
  }));
  const enums = [...plain.matchAll(ENUM)].map(([, name, body]) => ({
    name,
    constants: [...body.matchAll(/\b[A-Z][A-Z0-9_]*\b/g)].map(([constant]) => ({ name: constant, label: "" })),
  }));
  return { ...vocabulary, facts: merged(vocabulary.facts, facts), enums: merged(vocabulary.enums, enums) };
}

/** What was known of a field is kept: its question tells more than its name. */
function merged(old, fresh) {
  const known = new Map(old.map((one) => [one.name, one]));
  for (const one of fresh) {
    const before = known.get(one.name);
    const fields = one.fields?.map((field) => before?.fields.find((other) => other.name === field.name && other.type === field.type) ?? field);
    const constants = one.constants?.map((constant) => before?.constants.find((other) => other.name === constant.name) ?? constant);
    known.set(one.name, { ...one, ...before, ...(fields && { fields }), ...(constants && { constants }) });
  }
  return [...known.values()];
}
