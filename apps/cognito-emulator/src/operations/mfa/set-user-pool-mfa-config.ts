import { invalidParameter } from '../../domain/errors.js';
import { checkFactors } from '../../domain/pool/factor-rules.js';
import { type MfaFactor, webAuthnConfigurationOf } from '../../domain/pool/mfa-rules.js';
import { requireTier } from '../../domain/pool/tiers.js';
import { type UserPool, userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { type InputOf, operation } from '../operation.js';
import { mfaConfigOf } from './mfa-config.js';

/** Says which second factors a pool has, and who needs one (API reference, SetUserPoolMfaConfig). */
export const setUserPoolMfaConfig = operation({
  name: 'SetUserPoolMfaConfig',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const factors = factorsOf(request, pool);
    if (factors.includes('EMAIL_OTP')) requireTier(pool, 'ESSENTIALS', 'Email MFA');
    const { MfaConfiguration = 'OFF', SmsMfaConfiguration: sms } = request;
    checkEnabledFactors(MfaConfiguration, factors, statesFactor(request));
    const changed: UserPool = {
      ...pool,
      settings: {
        ...pool.settings,
        MfaConfiguration,
        EnabledMfas: factors,
        SmsConfiguration: sms?.SmsConfiguration ?? pool.settings.SmsConfiguration,
        SmsAuthenticationMessage:
          sms?.SmsAuthenticationMessage ?? pool.settings.SmsAuthenticationMessage,
        SoftwareTokenMfaConfiguration: request.SoftwareTokenMfaConfiguration,
        EmailMfaConfiguration: request.EmailMfaConfiguration,
        WebAuthnConfiguration: webAuthnAfter(request, pool),
      },
      updatedAt: clock.nowMilliseconds(),
    };
    if (webAuthnConfigurationOf(changed).isMultiFactor)
      requireTier(pool, 'ESSENTIALS', 'Passwordless Sign-In');
    checkFactors(changed, 'SetUserPoolMfaConfig');
    await store.commit([put(userPools, changed)]);
    return mfaConfigOf(changed);
  },
});

/**
 * The passkey settings after a request. One that leaves them out makes passkeys a single factor, whatever the pool had
 * (measured: go-to-k/cdkd#2064); the relying party stays.
 */
function webAuthnAfter(
  { WebAuthnConfiguration: stated }: InputOf<'SetUserPoolMfaConfig'>,
  { settings: { WebAuthnConfiguration: before } }: UserPool,
) {
  if (stated !== undefined || before === undefined) return stated;
  const { FactorConfiguration: _factor, ...relyingParty } = before;
  return relyingParty;
}

/** Whether a factor is spoken of, be it to say that it is off. */
const statesFactor = (request: InputOf<'SetUserPoolMfaConfig'>) =>
  request.SmsMfaConfiguration !== undefined ||
  request.SoftwareTokenMfaConfiguration !== undefined ||
  request.EmailMfaConfiguration !== undefined;

function checkEnabledFactors(
  configuration: string,
  factors: readonly MfaFactor[],
  isStated: boolean,
): void {
  if (configuration !== 'OFF' && factors.length === 0)
    throw invalidParameter(
      isStated
        ? "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
        : 'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
    );
  if (configuration === 'OFF' && isStated)
    throw invalidParameter(
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    );
}

function factorsOf(
  request: InputOf<'SetUserPoolMfaConfig'>,
  { settings }: UserPool,
): readonly MfaFactor[] {
  const factors: MfaFactor[] = [];
  const { SmsMfaConfiguration: sms } = request;
  if (sms !== undefined) {
    // The first check of all on AWS, whatever the mode of MFA (measured: floci-io/floci#2831).
    if ((sms.SmsConfiguration ?? settings.SmsConfiguration) === undefined)
      throw invalidParameter(
        'Invalid SMS MFA configuration given, external id and a valid caller arn are required',
      );
    factors.push('SMS_MFA');
  }
  if (request.SoftwareTokenMfaConfiguration?.Enabled === true) factors.push('SOFTWARE_TOKEN_MFA');
  if (request.EmailMfaConfiguration !== undefined) factors.push('EMAIL_OTP');
  return factors;
}
