import { FakeClock, TestIssuer, useResources } from '@gatehouse/test-kit';
import { AccessTokenVerifier } from './access-token-verifier.js';

const resources = useResources();
let issuer: TestIssuer;
let verifier: AccessTokenVerifier;
const clock = new FakeClock();
const resource = 'https://orders.example';

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start({ clock }));
  const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
  const pool = { issuer: name, jwksUri, clientIds: [clientId, machineClientId] };
  verifier = new AccessTokenVerifier({ pools: [{ ...pool, audiences: [resource] }], clock });
});

describe('AccessTokenVerifier', () => {
  it('tells a user from a machine', async () => {
    await expect(verifier.verify(await issuer.userToken(['orders/read']))).resolves.toMatchObject({
      kind: 'user',
      subject: issuer.userSubject,
      poolId: 'eu-west-1_TestPool1',
      clientId: issuer.clientId,
      scopes: ['aws.cognito.signin.user.admin', 'orders/read'],
      username: issuer.userSubject,
      groups: [],
    });
    await expect(
      verifier.verify(await issuer.machineToken(['orders/read'])),
    ).resolves.toMatchObject({
      kind: 'client',
      subject: issuer.machineClientId,
      scopes: ['orders/read'],
    });
  });

  it.each<[string, () => Promise<string>, object]>([
    ['by OAuth', () => issuer.oauthUserToken(['openid', 'x/y']), { scopes: ['openid', 'x/y'] }],
    [
      'through another identity provider',
      () => issuer.federatedUserToken('Google'),
      { username: 'Google_118234567890123456789', identityProvider: 'Google', groups: [] },
    ],
    ['as a member of groups', () => issuer.groupMemberToken(['support']), { groups: ['support'] }],
    [
      'with a second factor',
      () => issuer.stepUpToken(),
      { acr: 'urn:cognito:loa:4', amr: ['pwd', 'otp', 'mfa'] },
    ],
    ['from a remembered device', () => issuer.rememberedDeviceToken(), { kind: 'user' }],
    ['for a resource', () => issuer.resourceBoundToken(resource), { kind: 'user' }],
  ])('takes a user signed in %s', async (_name, token, expected) => {
    await expect(verifier.verify(await token())).resolves.toMatchObject(expected);
  });

  it('takes both names of the issuer', async () => {
    const claims = { iss: issuer.updatedIssuer };
    await expect(verifier.verify(await issuer.userToken([], { claims }))).resolves.toMatchObject({
      poolId: 'eu-west-1_TestPool1',
    });
  });

  it('knows a token again, and no other', async () => {
    const [token, other] = [await issuer.userToken(), await issuer.userToken()];
    expect(verifier.getCached(token)).toBeUndefined();
    const principal = await verifier.verify(token);
    expect(verifier.getCached(token)).toBe(principal);
    expect(verifier.getCached(other)).toBeUndefined();
  });
});
