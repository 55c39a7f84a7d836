import { verify } from 'node:crypto';
import { FakeClock, TestIssuer } from '@gatehouse/test-kit';
import type { Principal } from '../principal.js';
import { AccessTokenVerifier } from './access-token-verifier.js';

let issuer: TestIssuer;
let verifier: AccessTokenVerifier;
const clock = new FakeClock();
const resource = 'https://orders.example';

beforeAll(async () => {
  issuer = await TestIssuer.start({ clock });
  const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
  const pool = { issuer: name, jwksUri, clientIds: [clientId, machineClientId] };
  verifier = new AccessTokenVerifier({ pools: [{ ...pool, audiences: [resource] }], clock });
});

afterAll(() => issuer.close());

/** What the strategy does, with Node's own verification in passport-jwt's place. */
async function accept(token: string): Promise<Principal> {
  const read = await verifier.read(token);
  const { signingInput, signature } = read.jws;
  if (!verify('sha256', Buffer.from(signingInput), read.key, signature))
    throw new Error('signature');
  return verifier.accept(read);
}

describe('AccessTokenVerifier', () => {
  it('tells a user from a machine', async () => {
    await expect(accept(await issuer.userToken(['orders/read']))).resolves.toMatchObject({
      kind: 'user',
      subject: issuer.userSubject,
      poolId: 'eu-west-1_TestPool1',
      clientId: issuer.clientId,
      scopes: ['aws.cognito.signin.user.admin', 'orders/read'],
      username: issuer.userSubject,
      groups: [],
    });
    await expect(accept(await issuer.machineToken(['orders/read']))).resolves.toMatchObject({
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
    await expect(accept(await token())).resolves.toMatchObject(expected);
  });

  it('takes both names of the issuer', async () => {
    const claims = { iss: issuer.updatedIssuer };
    await expect(accept(await issuer.userToken([], { claims }))).resolves.toBeDefined();
  });

  it('knows a token again, and no other', async () => {
    const [token, other] = [await issuer.userToken(), await issuer.userToken()];
    expect(verifier.known(token)).toBeUndefined();
    const principal = await accept(token);
    expect(verifier.known(token)).toBe(principal);
    expect(verifier.known(other)).toBeUndefined();
  });
});
