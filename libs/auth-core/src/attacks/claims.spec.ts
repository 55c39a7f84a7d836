import {
  FakeClock,
  forgedTokens,
  generateSigningKey,
  TestIdentityPool,
  TestIssuer,
  tokensWithoutGroup,
  tokensWithoutScope,
  useResources,
} from '@gatehouse/test-kit';
import { AccessTokenVerifier } from '../access-token/access-token-verifier.js';
import { InvalidTokenError, TokenUseError } from '../invalid-token-errors.js';
import { authorizingScopes } from '../principal.js';

const clock = new FakeClock();
const resources = useResources();
const issuer = await resources.add(TestIssuer.start({ clock }));
const { attacker, identityPool, forged, withoutScope, withoutGroup } = await resources.open(
  async () => {
    const attacker = await generateSigningKey('RS256', 'attackers-key');
    return {
      attacker,
      identityPool: await resources.add(TestIdentityPool.start({ key: attacker, clock })),
      forged: await forgedTokens(issuer, { attacker }),
      withoutScope: await tokensWithoutScope(issuer, 'orders/read'),
      withoutGroup: await tokensWithoutGroup(issuer, 'support'),
    };
  },
);
const attacks = forged.filter(({ group }) => group === 'claims');

const { jwksUri, clientId, machineClientId } = issuer;
const pool = { issuer: issuer.issuer, jwksUri, clientIds: [clientId, machineClientId] };
const verifierOf = (options: object = {}) =>
  new AccessTokenVerifier({ pools: [pool], clock, ...options });
const verifier = verifierOf();

describe('attacks on the claims of a token', () => {
  it('are many, and each has a name of its own', () => {
    expect(attacks.length).toBeGreaterThan(250);
    expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length);
  });

  it.each(attacks.map((attack) => [attack.name, attack] as const))(
    'refuses %s',
    async (_name, { token, expectedReason, after = [] }) => {
      for (const shown of after) await verifier.verify(shown).catch(() => undefined);
      const refusal: unknown = await verifier.verify(token).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(InvalidTokenError);
      expect(refusal).toMatchObject({ reason: expectedReason, code: 'invalid_token' });
      expect(verifier.getCached(token)).toBeUndefined();
    },
  );

  it('refuses the token of an identity pool, even where its keys are at hand', async () => {
    const token = await identityPool.openIdToken(issuer.poolId);
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'issuer' });
    const { issuer: name, jwksUri: uri } = identityPool;
    const careless = verifierOf({ pools: [{ issuer: name, jwksUri: uri, clientIds: [clientId] }] });
    await expect(careless.verify(token)).rejects.toMatchObject({ reason: 'token_use' });
  });

  it('are refused by every pool that is trusted, each by its own keys', async () => {
    const keys = { access: attacker, id: issuer.keys.id };
    const second = await resources.add(
      TestIssuer.start({ issuer: `${issuer.issuer}b`, keys, clock }),
    );
    const other = { issuer: second.issuer, jwksUri: second.jwksUri, clientIds: ['only-there'] };
    const both = verifierOf({ pools: [pool, other] });
    const claims = { client_id: 'only-there' };
    await expect(both.verify(await second.userToken([], { claims }))).resolves.toMatchObject({
      poolId: 'eu-west-1_TestPool1b',
    });
    await expect(both.verify(await second.userToken())).rejects.toMatchObject({
      reason: 'client',
    });
    const crossed = await second.userToken([], { claims: { iss: issuer.issuer } });
    await expect(both.verify(crossed)).rejects.toMatchObject({ reason: 'unknown_key' });
  });
});

describe('the key for ID tokens', () => {
  const byIdKey = { key: issuer.keys.id };

  it('is learned from an ID token, and its signature on access claims refused from then on', async () => {
    const fresh = verifierOf();
    await fresh.verify(await issuer.userToken());
    await expect(fresh.verify(await issuer.idToken())).rejects.toThrow(TokenUseError);
    for (const token of [
      await issuer.userToken([], byIdKey),
      await issuer.machineToken([], byIdKey),
    ]) {
      await expect(fresh.verify(token)).rejects.toThrow('signed by the key for ID tokens');
    }
    await expect(fresh.verify(await issuer.userToken())).resolves.toMatchObject({ kind: 'user' });
  });

  it('is the other one of two, once one has signed an access token', async () => {
    const fresh = verifierOf();
    await fresh.verify(await issuer.userToken());
    await expect(fresh.verify(await issuer.userToken([], byIdKey))).rejects.toThrow(
      'signed by the key for ID tokens',
    );
  });

  it('is not taken for one where two keys may sign, or where one came later', async () => {
    const either = verifierOf({ pools: [{ ...pool, separateKeys: false }] });
    await either.verify(await issuer.userToken());
    await expect(either.verify(await issuer.userToken([], byIdKey))).resolves.toMatchObject({
      kind: 'user',
    });

    const rotating = await resources.add(TestIssuer.start({ keys: issuer.keys, clock }));
    const later = rotating.keyServer.keys.pop()!;
    const fresh = verifierOf({ pools: [{ ...pool, jwksUri: rotating.jwksUri }] });
    await fresh.verify(await issuer.userToken());
    rotating.keyServer.keys.push(later);
    clock.advanceSeconds(11);
    await expect(fresh.verify(await issuer.userToken([], { key: later }))).resolves.toMatchObject({
      kind: 'user',
    });
  });

  it('is not learned from a token the pool did not sign', async () => {
    const fresh = verifierOf();
    const { kid } = issuer.accessKey;
    const forgedIdToken = await issuer.idToken({ key: { ...attacker, kid } });
    await expect(fresh.verify(forgedIdToken)).rejects.toMatchObject({ reason: 'signature' });
    await expect(fresh.verify(await issuer.userToken())).resolves.toMatchObject({ kind: 'user' });
  });

  it('can never be the key that has signed an accepted access token', async () => {
    const fresh = verifierOf();
    await fresh.verify(await issuer.userToken());
    const confusing = await issuer.idToken({ key: issuer.accessKey });
    await expect(fresh.verify(confusing)).rejects.toMatchObject({ reason: 'token_use' });
    await expect(fresh.verify(await issuer.userToken(['x/y']))).resolves.toMatchObject({
      kind: 'user',
    });
  });

  it('is not learned before a key is known to sign access tokens', async () => {
    const fresh = verifierOf();
    const confusing = await issuer.idToken({ key: issuer.accessKey });
    await expect(fresh.verify(confusing)).rejects.toMatchObject({ reason: 'token_use' });
    await expect(fresh.verify(await issuer.userToken())).resolves.toMatchObject({ kind: 'user' });
  });

  it('is not looked for where there is only one key', async () => {
    const keys = { access: attacker, id: attacker };
    const single = await resources.add(TestIssuer.start({ keys, clock }));
    single.keyServer.keys.pop();
    const fresh = verifierOf({ pools: [{ ...pool, jwksUri: single.jwksUri }] });
    await expect(fresh.verify(await single.idToken())).rejects.toMatchObject({
      reason: 'token_use',
    });
    await expect(fresh.verify(await single.userToken())).resolves.toMatchObject({ kind: 'user' });
  });
});

describe('a good token without the right', () => {
  it.each(withoutScope.map(({ name, token }) => [name, token]))(
    'does not hold orders/read with %s',
    async (_name, token) => {
      expect(authorizingScopes(await verifier.verify(token))).not.toContain('orders/read');
    },
  );

  it.each(withoutGroup.map(({ name, token }) => [name, token]))(
    'is not in support with %s',
    async (_name, token) => {
      const principal = await verifier.verify(token);
      expect(principal.kind === 'user' && principal.groups).not.toContain('support');
    },
  );

  it("tells a federated user's provider from their groups", async () => {
    await expect(verifier.verify(await issuer.federatedUserToken('Google'))).resolves.toMatchObject(
      {
        groups: [],
        identityProvider: 'Google',
        amr: ['fed'],
      },
    );
  });

  it('gets nothing by asking: scopes by group are cut down to what the user may hold', async () => {
    const scopesByGroup = {
      everyone: ['orders/read'],
      byGroup: { support: ['orders/refund'], [`${issuer.poolId}_Google`]: ['orders/refund'] },
    };
    const governed = verifierOf({ scopesByGroup });
    const asked = ['openid', 'orders/read', 'orders/refund'];
    const customer = await governed.verify(await issuer.oauthUserToken(asked));
    expect(customer.scopes).toEqual(['openid', 'orders/read']);
    const federated = { claims: { scope: asked.join(' ') } };
    expect(
      (await governed.verify(await issuer.federatedUserToken('Google', federated))).scopes,
    ).toEqual(['openid', 'orders/read']);
  });
});

describe('what is remembered of a token', () => {
  it('is frozen all through', async () => {
    const token = await issuer.groupMemberToken(['support'], { claims: { amr: ['pwd'] } });
    const principal = await verifier.verify(token);
    const changes: (() => unknown)[] = [
      () => Object.assign(principal, { subject: 'someone-else' }),
      () => Object.assign(principal, { workload: {} }),
      () => (principal.scopes as string[]).push('orders/refund'),
      () => (principal.requestingWorkloads as string[]).push('gateway'),
      () => principal.kind === 'user' && (principal.groups as string[]).push('admin'),
      () => principal.kind === 'user' && ((principal.amr ?? []) as string[]).push('otp'),
      () => Object.setPrototypeOf(principal, { admin: true }) as unknown,
    ];
    for (const change of changes) expect(change).toThrow(TypeError);
    expect(verifier.getCached(token)).toEqual(principal);
  });
});
