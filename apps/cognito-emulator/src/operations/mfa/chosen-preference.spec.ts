import { useResources } from '@gatehouse/test-kit';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import { confirmedUser, createHarness, type Harness } from '../../spec-support/harness.js';
import { withSms } from '../../spec-support/message-senders.js';
import type { User } from '../../domain/user/user.js';
import { chosenPreference, type PreferenceRequest } from './chosen-preference.js';

const EnabledMfas = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'];
const on = { Enabled: true, PreferredMfa: true };

describe('the MFA a user chooses', () => {
  const resources = useResources();
  let harness: Harness;
  let user: User;
  beforeAll(async () => {
    harness = await resources.add(
      createHarness(
        fixtureWith('Pool', {
          MfaConfiguration: 'OPTIONAL',
          EnabledMfas,
          ...withSms(),
        }),
      ),
    );
    const { services, pool } = harness;
    user = services.users.findBySub(pool.id, await confirmedUser(harness))!;
  });

  const able = (): User => ({
    ...user,
    attributes: { ...user.attributes, phone_number: '+15550100' },
    softwareToken: { secret: 'A'.repeat(52), isVerified: true },
  });
  const choose = (request: PreferenceRequest, by: User = able()) =>
    chosenPreference(harness.pool, by, request);

  it('is kept factor by factor, the preferred one by name', () => {
    const both = choose({ SMSMfaSettings: { Enabled: true }, SoftwareTokenMfaSettings: on });
    expect(both).toMatchObject({
      enabled: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
      preferred: 'SOFTWARE_TOKEN_MFA',
    });
    const off = { Enabled: false, PreferredMfa: false };
    const left = choose({ SoftwareTokenMfaSettings: off }, { ...able(), mfa: both });
    expect(left.enabled).toEqual(['SMS_MFA']);
    expect(left.preferred).toBeUndefined();
  });

  it.each([
    [{ SoftwareTokenMfaSettings: on }, 'User has not verified software token mfa'],
    [{ SMSMfaSettings: on }, 'User does not have delivery config set to turn on SMS_MFA'],
  ])('can be nothing the user lacks: %j', (request, message) => {
    const unverified = { secret: 'A'.repeat(52), isVerified: false };
    expect(() => choose(request, { ...user, softwareToken: unverified })).toThrow(message);
  });

  it.each([
    [{ EmailMfaSettings: on }, 'EMAIL_OTP is not enabled for the user pool.'],
    [{ SMSMfaSettings: on, SoftwareTokenMfaSettings: on }, 'Only one MFA type can be preferred.'],
    [
      { SMSMfaSettings: { Enabled: false, PreferredMfa: true } },
      'An MFA type has to be enabled to be preferred.',
    ],
    [{ WebAuthnMfaSettings: { Enabled: true } }, 'not configured as multi-factor'],
  ])('can not be %j', (request, message) => {
    expect(() => choose(request)).toThrow(message);
  });
});
