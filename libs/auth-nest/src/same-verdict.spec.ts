import { AccessTokenVerifier, AuthError, InvalidTokenError } from '@gatehouse/auth-core';
import {
  FakeClock,
  forgedTokens,
  generateSigningKey,
  KeyServer,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { CognitoJwtStrategy } from './cognito-jwt.strategy.js';

const clock = new FakeClock();
const resources = useResources();
const issuer = await resources.add(TestIssuer.start({ clock }));
const forged = await resources.open(async () => {
  const attacker = await generateSigningKey('RS256', 'attackers-key');
  const attackersServer = await resources.add(KeyServer.start([attacker]));
  const options = { attacker, attackerUrl: attackersServer.url };
  return forgedTokens(issuer, options);
});

const { jwksUri, clientId, machineClientId } = issuer;
const pool = { issuer: issuer.issuer, jwksUri, clientIds: [clientId, machineClientId] };
const verifierOf = () => new AccessTokenVerifier({ pools: [pool], clock });

/** What Passport makes of a request with the token: the principal, or the error. */
function throughPassport(strategy: CognitoJwtStrategy, token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` };
  const request = { headers, rawHeaders: Object.entries(headers).flat() };
  return new Promise((resolve) => {
    const run = Object.assign(Object.create(strategy) as CognitoJwtStrategy, {
      success: resolve,
      fail: resolve,
      error: resolve,
    });
    run.authenticate(request);
  });
}

const verdictOf = (outcome: unknown) =>
  outcome instanceof InvalidTokenError ? outcome.reason : outcome;

describe('verify() and CognitoJwtStrategy', () => {
  it.each(forged.map((attack) => [attack.name, attack] as const))(
    'agree on %s',
    async (_name, { token, after = [] }) => {
      // A token that no Authorization header can hold never gets to the strategy's verifier.
      if (!/^[\w.~+/-]+=*$/.test(token)) return;
      const verifier = verifierOf();
      const strategy = new CognitoJwtStrategy(verifierOf());
      for (const earlier of after) {
        await verifier.verify(earlier).catch(() => undefined);
        await throughPassport(strategy, earlier);
      }
      const direct: unknown = await verifier.verify(token).catch((error: unknown) => error);
      expect(direct).toBeInstanceOf(AuthError);
      expect(verdictOf(await throughPassport(strategy, token))).toEqual(verdictOf(direct));
    },
  );

  it.each([
    ['a user', () => issuer.userToken(['orders/read'])],
    ['a machine', () => issuer.machineToken(['orders/read'])],
  ])('agree on the good token of %s, fresh and cached', async (_who, tokenOf) => {
    const token = await tokenOf();
    const verifier = verifierOf();
    const strategy = new CognitoJwtStrategy(verifierOf());
    const principal = await verifier.verify(token);
    expect(await throughPassport(strategy, token)).toEqual(principal);
    expect(await throughPassport(strategy, token)).toEqual(await verifier.verify(token));
  });
});
