import { readFileSync } from 'node:fs';
import { loadConfig } from '@gatehouse/platform-core';
import { gatewayConfig } from '../config.js';
import { upstreamSettings } from '../testing/upstream-settings.js';

const page = readFileSync(
  new URL('../../../../docs/how-to/limit-overload.md', import.meta.url),
  'utf8',
);
const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map(
  ([, name = '', preset]) => [name, Number(preset)] as const,
);

describe('the page of limits', () => {
  const config: Readonly<Record<string, unknown>> = loadConfig(gatewayConfig, {
    NODE_ENV: 'test',
    COGNITO_ISSUER: 'http://issuer',
    COGNITO_CLIENT_IDS: 'web',
    ...upstreamSettings('http://upstream'),
  });

  it.each(rows)('states the default of %s', (name, preset) => {
    expect(config[name]).toBe(preset);
  });

  it('lists every setting that limits forwarding', () => {
    const limiting = Object.keys(config).filter((name) =>
      /^(?:BODY|INCOMPLETE_BODIES|UPSTREAM_(?:CONNECTIONS|QUEUE|STREAMS)|CALLER)_?/.test(name),
    );
    const listed = rows.map(([name]) => name);
    expect(limiting.filter((name) => name !== 'BODY_LIMIT_BYTES').sort()).toEqual(listed.sort());
  });
});
