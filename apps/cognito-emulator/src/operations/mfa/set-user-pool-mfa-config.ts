import { invalidParameter } from '../../domain/errors.js';
import { type MfaFactor } from '../../domain/pool/mfa-rules.js';
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
    checkFactors(MfaConfiguration, factors, statesFactor(request));
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
        WebAuthnConfiguration: request.WebAuthnConfiguration ?? pool.settings.WebAuthnConfiguration,
      },
      updatedAt: clock.nowMilliseconds(),
    };
    await store.commit([put(userPools, changed)]);
    return mfaConfigOf(changed);
  },
});

/** Whether a factor is spoken of, be it to say that it is off. */
const statesFactor = (request: InputOf<'SetUserPoolMfaConfig'>) =>
  request.SmsMfaConfiguration !== undefined ||
  request.SoftwareTokenMfaConfiguration !== undefined ||
  request.EmailMfaConfiguration !== undefined;

function checkFactors(
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
  const smsConfiguration = sms && (sms.SmsConfiguration ?? settings.SmsConfiguration);
  if (smsConfiguration !== undefined) factors.push('SMS_MFA');
  if (request.SoftwareTokenMfaConfiguration?.Enabled === true) factors.push('SOFTWARE_TOKEN_MFA');
  if (request.EmailMfaConfiguration !== undefined) factors.push('EMAIL_OTP');
  return factors;
}
