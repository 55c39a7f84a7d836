import { TestIssuer, useResources } from '@gatehouse/test-kit';
import { goodFields, request } from './attack.js';
import { AttackedGateway } from './attacked-gateway.js';
import { carriageAttacks } from './carriage-attacks.js';
import { compared } from './documented-outcome.js';

const resources = useResources();
let issuer: TestIssuer;
let gateway: AttackedGateway;
let token: string;

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  gateway = await resources.add(AttackedGateway.start(issuer));
  token = await issuer.userToken();
});

describe('carriage', () => {
  it.each(carriageAttacks('…').map(({ name, status }, index) => [name, status, index] as const))(
    '%s: %d',
    async (_name, _status, index) => {
      const attack = carriageAttacks(token)[index]!;
      const { actual, documented } = compared(attack, await gateway.suffer(attack, token));
      expect(actual).toEqual(documented);
    },
  );

  it('hands /account no access token, neither one that was sent along nor the one it verified', async () => {
    const other = await issuer.userToken();
    const fields = [`Cognito-Access-Token: ${other}`, `cognito_access_token: ${other}`];
    const bytes = request('GET /account/x HTTP/1.1', [
      ...fields,
      ...goodFields(token),
      'Connection: Cognito-Access-Token, Authorization',
    ]);
    const reaches = [{ url: '/base/account/x' }];
    for (const neverReaches of [other, token]) {
      const attack = { name: 'another token', bytes, status: 200, reaches, neverReaches };
      const { actual, documented } = compared(attack, await gateway.suffer(attack, token));
      expect(actual).toEqual(documented);
    }
  });
});
