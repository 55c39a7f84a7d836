/** The pieces of a reference page. */

export function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

export function code(text) {
  return `\`${text}\``;
}

/** `a`, `b` and `c`. */
export function list(names = [], conjunction) {
  const quoted = names.map(code);
  const last = quoted.pop() ?? '';
  return quoted.length > 0 ? `${quoted.join(', ')} ${conjunction} ${last}` : last;
}

/** A cell that says so when there is nothing in it. */
export function cell(text) {
  return text === '' ? '–' : text;
}
