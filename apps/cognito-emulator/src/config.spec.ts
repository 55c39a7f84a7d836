import { readFileSync } from 'node:fs';
import { describeSettings } from '@gatehouse/platform-core';
import { emulatorConfig } from './config.js';

describe('the page of settings', () => {
  it('lists every setting with its type and meaning, and no other', () => {
    const page = readFileSync(
      new URL('../../../docs/reference/settings.md', import.meta.url),
      'utf8',
    );
    const [, section = ''] = page.split('\n## cognito-emulator\n');
    const [own = ''] = section.split('\n## ');
    const rows = [...own.matchAll(/^\| `(\w+)` \| (.+?) \| .+ \| (.+) \|$/gm)];
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      describeSettings(emulatorConfig).map(({ name, type, description }) => [
        name,
        type,
        description,
      ]),
    );
  });
});
