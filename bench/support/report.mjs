/** What a script found, printed and kept in results/. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

export function report(name, title, paragraphs) {
  const machine = `${new Date().toISOString().slice(0, 10)}, Node.js ${process.version}, ${cpus().length} × ${cpus()[0].model.trim()}.`;
  const text = `# ${title}\n\n${[machine, ...paragraphs].join('\n\n')}\n`;
  writeFileSync(new URL(`../results/${name}.md`, import.meta.url), text);
  console.log(text);
}

export function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

export const times = (ours, theirs) => `${(theirs / ours).toFixed(1)}`;
