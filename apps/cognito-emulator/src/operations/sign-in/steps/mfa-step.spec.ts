import { useResources } from '@gatehouse/test-kit';
import { fixtureWith } from '../../../spec-support/fixture-template.js';
import { confirmedUser, createHarness, type Harness } from '../../../spec-support/harness.js';
import type { Factor } from '../../../domain/user/factor.js';
import { mfaStep } from './mfa-step.js';

const EnabledMfas = ['SOFTWARE_TOKEN_MFA'];

describe('the step to a second factor', () => {
  const resources = useResources();
  let harness: Harness;

  const ask = async (
    MfaConfiguration: string,
    factors: readonly Factor[],
    isMultiFactor = false,
  ) => {
    const mfa = { MfaConfiguration: 'OPTIONAL', EnabledMfas };
    harness = await resources.add(createHarness(fixtureWith('Pool', mfa)));
    const { services, client } = harness;
    const UserPoolId = harness.pool.id;
    const user = services.users.findBySub(UserPoolId, await confirmedUser(harness))!;
    await harness.call('UpdateUserPool', { UserPoolId, MfaConfiguration });
    const pool = services.pools.get(UserPoolId, undefined);
    const attempt = { pool, client: client('web'), parameters: {}, byAdmin: false };
    const source = 'TokenGeneration_Authentication' as const;
    const progress = { username: user.username, factors, source, isMultiFactor };
    return mfaStep(services, attempt, { user, progress, device: undefined });
  };

  it.each(['pwd', 'hwk', 'swk'] as const)(
    'is asked for after %s where MFA is required',
    async (factor) => {
      expect(await ask('ON', [factor])).toMatchObject({ name: 'MFA_SETUP' });
    },
  );

  it.each([
    ['a passkey that counts as several factors', 'ON', ['hwk'], true],
    ['a code', 'ON', ['pwd', 'otp'], false],
    ['a password where MFA is optional and not set up', 'OPTIONAL', ['pwd'], false],
    ['a password where there is no MFA', 'OFF', ['pwd'], false],
  ] as const)('is not asked for after %s', async (_what, configuration, factors, isMultiFactor) => {
    expect(await ask(configuration, factors, isMultiFactor)).toBeUndefined();
  });
});
