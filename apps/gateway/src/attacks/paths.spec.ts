import { TestIssuer, useResources } from '@gatehouse/test-kit';
import { AttackedGateway } from './attacked-gateway.js';
import { compared } from './documented-outcome.js';
import { pathAttacks } from './path-attacks.js';

const resources = useResources();
let issuer: TestIssuer;
let gateway: AttackedGateway;
let token: string;

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  gateway = await resources.add(AttackedGateway.start(issuer));
  token = await issuer.userToken();
});

describe('paths', () => {
  it.each(pathAttacks('').map(({ name, status }, index) => [name, status, index] as const))(
    '%j: %d',
    async (_name, _status, index) => {
      const attack = pathAttacks(token)[index]!;
      const { actual, documented } = compared(attack, await gateway.suffer(attack, token));
      expect(actual).toEqual(documented);
    },
  );
});
