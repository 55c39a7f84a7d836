import { loadConfig } from '@gatehouse/platform-core';
import { type ForgedToken, forgedTokens, TestIssuer, useResources } from '@gatehouse/test-kit';
import { gatewayConfig } from '../config.js';
import { type RunningGateway, startGateway } from '../start-gateway.js';
import { gatewayEnvironment } from './attacked-gateway.js';
import { presentToken, refused } from './present-token.js';
import { RecordingUpstream } from './recording-upstream.js';

const resources = useResources();
const issuer = await resources.add(TestIssuer.start());
const all = await resources.open(() => forgedTokens(issuer));
const forged = all.filter(({ group }) => group === 'form');
let upstream: RecordingUpstream;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await resources.add(RecordingUpstream.start());
  gateway = await resources.add(
    startGateway(loadConfig(gatewayConfig, gatewayEnvironment(issuer, upstream.url))),
  );
});

afterEach(async () => {
  upstream.received.length = 0;
  expect(await presentToken(gateway.url, await issuer.userToken())).toMatchObject({ status: 200 });
  upstream.received.length = 0;
});

/** Node takes 16 KiB of headers. */
const isTooLarge = ({ token }: ForgedToken) => token.length > 16_000;
const breaksTheField = ({ token }: ForgedToken) => /[\r\n\0]/.test(token);
/** Space around a field's value is no part of it (RFC 9110 §5.5): with it, these are good tokens, or none. */
const isLostInTheField = ({ token }: ForgedToken) => token.replace(/^ +|[ \t]+$/g, '') !== token;
const isNone = ({ token }: ForgedToken) => token === '';

const others = [isTooLarge, breaksTheField, isLostInTheField, isNone];
const plain = forged.filter((attack) => !others.some((test) => test(attack)));
const named = (attacks: ForgedToken[]) => attacks.map(({ name, token }) => [name, token] as const);

describe('401', () => {
  it.each(named(plain))('is the answer to %s', async (_name, token) => {
    expect(await presentToken(gateway.url, token)).toEqual(refused);
    expect(upstream.received).toEqual([]);
  });

  it('without an error is the answer to no token', async () => {
    expect(forged.filter(isNone)).toHaveLength(1);
    const answer = await presentToken(gateway.url, '');
    expect(answer).toMatchObject({ status: 401, challenge: 'Bearer realm="gatehouse"' });
    expect(upstream.received).toEqual([]);
  });
});

describe('400', () => {
  it.each(named(forged.filter(breaksTheField)))(
    'is the answer where HTTP itself breaks on %s',
    async (_name, token) => {
      const answer = await presentToken(gateway.url, token);
      expect(answer).toMatchObject({ status: 400, type: 'application/problem+json' });
      expect(upstream.received).toEqual([]);
    },
  );
});

describe('431', () => {
  it.each(named(forged.filter(isTooLarge)))('is the answer to %s', async (_name, token) => {
    const answer = await presentToken(gateway.url, token);
    expect(answer).toMatchObject({ status: 431, type: 'application/problem+json' });
    expect(upstream.received).toEqual([]);
  });
});
