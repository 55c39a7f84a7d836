import { readFileSync } from 'node:fs';
import { GetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { startFixture } from '../spec-support/started-emulator.js';
import { requiredMfaTemplate, stackTemplate } from '../spec-support/user-pool-stack.js';

const file = new URL('../../../../infra/user-pool/local-parameters.json', import.meta.url);
const { Parameters: local } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly Parameters: Readonly<Record<string, string>>;
};
const neither = {};
const totp = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const sms = {
  SmsMfaConfiguration: {
    SmsConfiguration: {
      SnsCallerArn: local.SmsRoleArn,
      ExternalId: 'gatehouse',
      SnsRegion: 'eu-west-1',
    },
  },
};
const email = { EmailMfaConfiguration: expect.any(Object) as object };

describe.each([
  ['optional', stackTemplate, local, { ...totp, ...sms, ...email }],
  ['optional', stackTemplate, neither, totp],
  ['required', requiredMfaTemplate, local, { ...totp, ...email }],
  ['required', requiredMfaTemplate, neither, totp],
] as const)('the pool of the stack with %s MFA', (mfa, template, parameters, factors) => {
  const resources = useResources();
  const senders = Object.keys(parameters).join(', ') || 'no senders';

  it(`has its second factors with ${senders}`, async () => {
    const { sdk, pool } = await resources.add(startFixture({ template, parameters }));
    const UserPoolId = pool.id;
    const config = await sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
    const { $metadata: _, ...shown } = config;
    expect(shown).toEqual({
      MfaConfiguration: mfa === 'required' ? 'ON' : 'OPTIONAL',
      WebAuthnConfiguration: {
        RelyingPartyId: 'localhost',
        UserVerification: 'required',
        FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      },
      ...factors,
    });
  });
});
