/**
 * Every test that docs/security.md names must be in the file it links to: [form.spec.ts](…) `describe › test`, `…`. A
 * part between › is the text of a describe, of a test or of a row of it.each; the first is a describe's or a test's.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const page = 'docs/security.md';
const link = /\]\(([^)\s]+\.spec\.ts)\)((?:,? `[^`]+`)*)/g;

const links = [...readFileSync(page, 'utf8').matchAll(link)];
const faults = links.flatMap(([, target, names]) => faultsOf(target, names));
if (links.length === 0) faults.push('names no test at all');

for (const fault of faults) console.error(`${page}: ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);

function faultsOf(target, names) {
  const file = resolve(dirname(page), target);
  if (!existsSync(file)) return [`${target} leads nowhere`];
  const source = readFileSync(file, 'utf8');
  const titles = [...names.matchAll(/`([^`]+)`/g)].map(([, title]) => title);
  if (titles.length === 0) return [`${target} stands without a test`];
  return titles
    .filter((title) => !isIn(source, title.split(' › ')))
    .map((title) => `${target} has no test "${title}"`);
}

function isIn(source, [first, ...rest]) {
  const isTitle = spelled(first).some((text) => new RegExp(`\\(\\s*${escaped(text)}`).test(source));
  return isTitle && rest.every((part) => spelled(part).some((text) => source.includes(text)));
}

/** A text as each kind of quotes writes it. */
function spelled(text) {
  return ["'", '"', '`'].map((quote) => `${quote}${text.replaceAll(quote, `\\${quote}`)}${quote}`);
}

function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
