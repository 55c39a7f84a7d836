/** Every relative link in a Markdown file must lead to a file, and every #fragment to a heading of it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));

const faults = files.flatMap((file) =>
  [...withoutCode(readFileSync(file, 'utf8')).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/i.test(target) && !leadsSomewhere(file, target))
    .map((target) => `${file}: ${target} leads nowhere`),
);

for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);

function leadsSomewhere(file, target) {
  const [path, fragment] = target.split('#');
  const absolute = path === '' ? file : resolve(dirname(file), path);
  if (!existsSync(absolute)) return false;
  return fragment === undefined || anchorsOf(readFileSync(absolute, 'utf8')).has(fragment);
}

function anchorsOf(markdown) {
  const headings = withoutCode(markdown).matchAll(/^#{1,6} +(.+)$/gm);
  return new Set([...headings].map(([, heading]) => anchor(heading)));
}

function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function withoutCode(markdown) {
  return markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
}
