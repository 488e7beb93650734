// Findings count lines and characters from 1, a character being a code point; Ace counts rows and UTF-16 units from 0.

/** Where the character of this number begins in the line. */
export function unit(line, column) {
  let units = 0;
  let left = column - 1;
  for (const character of line) {
    if (left-- <= 0) {
      break;
    }
    units += character.length;
  }
  return units;
}

/** From the first character meant to the last; at least one wide, so that it can be seen. */
export function span(line, column, end) {
  const from = unit(line, column);
  return { from, to: Math.max(unit(line, end), from + 1) };
}
