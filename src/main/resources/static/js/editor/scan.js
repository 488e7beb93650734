// Reads a rule file up to the cursor, as far as it takes to know what can be written there.

const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|@?[A-Za-z_]\w*|[0-9.]+|[=!<>]=?|&&|\|\||\S/g;

/** Words, texts and signs; a comment or text that the cursor stands in comes last, with {@code open}. */
export function scan(text) {
  const tokens = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const last = index + token.length === text.length;
    if (token.startsWith("//")) {
      if (last) {
        tokens.push({ comment: true, open: true, text: token });
      }
    } else if (token.startsWith("/*")) {
      if (!token.endsWith("*/")) {
        tokens.push({ comment: true, open: true, text: token });
      }
    } else if (token.startsWith('"')) {
      const closed = token.length > 1 && token.endsWith('"') && !token.endsWith('\\"');
      tokens.push({ string: true, open: last && !closed, text: token });
    } else {
      tokens.push({ text: token, word: /^@?\w/.test(token), last });
    }
  }
  return tokens;
}
