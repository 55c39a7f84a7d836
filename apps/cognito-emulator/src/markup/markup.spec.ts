import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributes, markup } from './markup.js';

describe('markup', () => {
  it('escapes every value, in texts and in attributes', () => {
    const evil = `<script>alert("1" + '2')</script>&amp;`;
    const escaped = '&lt;script&gt;alert(&quot;1&quot; + &#39;2&#39;)&lt;/script&gt;&amp;amp;';
    expect(String(markup`<p title="${evil}">${evil}</p>`)).toBe(
      `<p title="${escaped}">${escaped}</p>`,
    );
  });

  it('takes markup of its own as it is, and lists of it', () => {
    const items = ['<a>', 'b'].map((text) => markup`<b>${text}</b>`);
    expect(String(markup`<p>${items}</p>`)).toBe('<p><b>&lt;a&gt;</b><b>b</b></p>');
  });

  it('leaves out what isn’t there', () => {
    expect(String(markup`<p>${undefined}${false}${0}</p>`)).toBe('<p>0</p>');
  });

  it('doesn’t take an object that looks like markup for markup', () => {
    const forged = { markup: '<b>', toString: () => '<b>' } as unknown as string;
    expect(() => markup`${forged}`).toThrow(TypeError);
  });
});

describe('attributes', () => {
  it('quotes values, and leaves out what isn’t set', () => {
    const named = { value: '" onfocus="alert(1)', required: true, hidden: false, id: undefined };
    expect(String(attributes(named))).toBe(' value="&quot; onfocus=&quot;alert(1)" required');
  });

  it('refuses names that aren’t attributes’', () => {
    expect(() => attributes({ 'a onclick': '' })).toThrow();
  });
});

it('has quotes around every value in a tag', () => {
  const folder = join(import.meta.dirname, '..');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  );
  expect(sources.length).toBeGreaterThan(20);
  for (const name of sources) {
    const templates = readFileSync(join(folder, name), 'utf8').matchAll(/<[a-z][^>`]*/g);
    for (const [tag] of templates) expect(`${name}: ${tag}`).not.toMatch(/[a-z-]=\$\{/);
  }
});
