import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { localDatabaseSettings, readSettings } from './settings.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('the settings of the serve process', () => {
  it.each([{}, { PORT: '', DATA_DIRECTORY: '', DATABASES: '' }])(
    'are the defaults with %j',
    (environment) => {
      expect(readSettings(environment)).toEqual({
        port: 54_329,
        directory: `${root}.local/postgres`,
        databases: ['orders', 'users'],
      });
    },
  );

  it('are what the variables state', () => {
    const environment = { PORT: '0', DATA_DIRECTORY: '/data', DATABASES: ' a , b,' };
    const expected = { port: 0, directory: '/data', databases: ['a', 'b'] };
    expect(readSettings(environment)).toEqual(expected);
  });

  it.each(['65536', '-1', '1.5', '0x10', '1e3', ' 1', 'five'])('reject the port %j', (PORT) => {
    expect(() => readSettings({ PORT })).toThrow('PORT must be a whole number from 0 to 65535.');
  });

  it('reject a list without databases', () => {
    expect(() => readSettings({ DATABASES: ' , ' })).toThrow('DATABASES must name at least one');
  });

  it('are all on the page of settings, with their defaults', () => {
    const page = readFileSync(`${root}docs/reference/settings.md`, 'utf8');
    const [, section = ''] = page.split('\n## local-database\n');
    const [own = ''] = section.split('\n## ');
    for (const [name, variable] of Object.entries(localDatabaseSettings))
      expect(own).toContain(`| \`${name}\` | ${variable.type} | \`${variable.default}\` |`);
  });
});
