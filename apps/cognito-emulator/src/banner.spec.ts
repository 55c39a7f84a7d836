import { useResources } from '@gatehouse/test-kit';
import { banner } from './banner.js';
import { type RunningServer, startServer } from './server.js';
import { fixtureTemplate } from './spec-support/fixture-template.js';

describe('banner', () => {
  const resources = useResources();
  let emulator: RunningServer;
  beforeAll(async () => {
    emulator = await resources.add(startServer({ template: fixtureTemplate }));
  });

  const secrets = () =>
    emulator
      .pools()
      .flatMap(({ clients }) => clients)
      .flatMap(({ secret }) => (secret === undefined ? [] : [secret]));

  it('shows client secrets on a terminal', () => {
    const text = banner(emulator, { showsSecrets: true });
    expect(secrets().length).toBeGreaterThan(1);
    expect(secrets().filter((secret) => !text.includes(secret))).toEqual([]);
    expect(text).not.toContain('on a terminal only');
  });

  it('shows no client secret elsewhere, and says where they are', () => {
    const text = banner(emulator, { showsSecrets: false });
    expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain('client secrets are printed on a terminal only');
    expect(text).toMatch(/^ {4}machine [a-z0-9]{26}$/m);
  });
});
