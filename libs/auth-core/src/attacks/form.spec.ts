import {
  FakeClock,
  forgedTokens,
  generateSigningKey,
  KeyServer,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { AccessTokenVerifier } from '../access-token/access-token-verifier.js';
import { InvalidTokenError } from '../invalid-token-errors.js';

const clock = new FakeClock();
const resources = useResources();
const issuer = await resources.add(TestIssuer.start({ clock }));
const { attackersServer, forged } = await resources.open(async () => {
  const attacker = await generateSigningKey('RS256', 'attackers-key');
  const attackersServer = await resources.add(KeyServer.start([attacker]));
  const options = { attacker, attackerUrl: attackersServer.url };
  return { attackersServer, forged: await forgedTokens(issuer, options) };
});
const attacks = forged.filter(({ group }) => group === 'form');

const { jwksUri, clientId, machineClientId } = issuer;
const pool = { issuer: issuer.issuer, jwksUri, clientIds: [clientId, machineClientId] };
const verifier = new AccessTokenVerifier({ pools: [pool], clock });

const refusalOf = (token: string) => verifier.verify(token).catch((error: unknown) => error);

describe('attacks on the form of a token', () => {
  it('are many, and each has a name of its own', () => {
    expect(attacks.length).toBeGreaterThan(250);
    expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length);
  });

  it.each(attacks.map((attack) => [attack.name, attack] as const))(
    'refuses %s',
    async (_name, { token, expectedReason }) => {
      const refusal = await refusalOf(token);
      expect(refusal).toBeInstanceOf(InvalidTokenError);
      expect(refusal).toMatchObject({ reason: expectedReason, code: 'invalid_token' });
    },
  );

  it('are refused while the token they were made from is known', async () => {
    const good = await issuer.userToken(['orders/read']);
    await verifier.verify(good);
    const [header = '', payload = '', signature = ''] = good.split('.');
    const lookalikes = [
      `${payload}.${header}.${signature}`,
      `${header.slice(0, -1)}A.${payload}.${signature}`,
      `${header}.${payload.slice(0, -4)}AAAA.${signature}`,
      `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      signature,
      `.${signature}`,
      signature.slice(-32),
    ];
    for (const token of lookalikes) {
      expect(verifier.getCached(token)).toBeUndefined();
      expect(await refusalOf(token)).toBeInstanceOf(InvalidTokenError);
    }
    expect(verifier.getCached(good)).toMatchObject({ subject: issuer.userSubject });
  });

  it('never lead to an address a token names', async () => {
    for (const { token } of attacks.filter(({ name }) => /jku|x5u/.test(name)))
      await refusalOf(token);
    expect(attackersServer.requests).toBe(0);
  });

  it('leave a good token good', async () => {
    await expect(verifier.verify(await issuer.userToken())).resolves.toMatchObject({
      kind: 'user',
    });
  });

  it('leave no part of the token in what is said about it', async () => {
    for (const { token } of attacks) {
      const { message, stack = '', cause } = (await refusalOf(token)) as InvalidTokenError;
      const said = `${message} ${stack} ${String(cause)}`;
      const parts = token.split('.').filter((part) => part.length > 8);
      expect(parts.filter((part) => said.includes(part))).toEqual([]);
    }
  });
});
