// What is offered in a context, from the policy's vocabulary. Pure: no editor, no page.

const offer = (text, meta, says) => ({ text, meta, says: says || "" });

/** @param vocabulary as GET …/vocabulary answers */
export function offers(context, vocabulary) {
  const make = KINDS[context.kind];
  return make ? make(vocabulary, context) : [];
}

const KINDS = {
  fact: (v) => [
    ...v.facts.map((fact) => offer(`${fact.name}(  )`, "fact", fact.title)),
    ...v.words.filter((word) => !["package", "declare", "enum", "rule", "when"].includes(word)).map((word) => offer(word, "word")),
  ],
  member: (v) => v.facts.filter((fact) => fact.origin === "ASKED").map((fact) => offer(fact.member, "fact", fact.title)),
  field: (v, { fact }) => fields(v, fact).map((field) => offer(field.name, field.type, field.ask)),
  value: (v, context) => values(v, context),
  constant: (v, { type }) => constants(v, type).map((one) => offer(one.name, type, one.label)),
  "annotation-value": (v, { annotation }) => {
    if (annotation === "favours" || annotation === "opposes") {
      return v.leanings.map((leaning) => offer(leaning.id, "leaning", leaning.title));
    }
    return annotation === "recommends" ? outcomes(v) : [];
  },
  annotation: (v) =>
    [...new Set(v.verbs.flatMap((verb) => verb.annotations))].map((name) => offer(`${name}(  )`, "annotation")),
  "declare-annotation": (v) =>
    [...new Set([...v.factAnnotations, ...v.fieldAnnotations])].map((name) => offer(`${name}(  )`, "annotation")),
  citation: (v) => v.sources.map((source) => offer(source.key, "source", [source.author, source.title].filter(Boolean).join(": "))),
  verb: (v) => [...v.verbs.map(({ verb }) => offer(`${verb}( kcontext );`, "verb")), offer("end", "word")],
  type: (v) => [...v.typeNames.map((type) => offer(type, "type")), ...v.enums.map((one) => offer(one.name, "enum"))],
  outcome: (v) => outcomes(v),
  word: (v) => v.words.map((word) => offer(word, "word")),
};

const outcomes = (v) => v.outcomes.map((outcome) => offer(outcome.id, "outcome", outcome.title));

const fields = (v, name) => v.facts.find((fact) => fact.name === name || fact.member === name)?.fields ?? [];

const constants = (v, type) => v.enums.find((one) => one.name === type)?.constants ?? [];

function values(v, { fact, field, bare }) {
  const type = fields(v, fact).find((one) => one.name === field)?.type;
  if (type === "Boolean") {
    return ["true", "false", "null"].map((value) => offer(value, "value"));
  }
  return constants(v, type).map((one) => offer(bare ? one.name : `${type}.${one.name}`, type, one.label));
}
