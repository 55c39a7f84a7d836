import { CfnParameter } from 'aws-cdk-lib';
import type { CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { MessageSenders } from './message-senders.js';
import type { StackSettings } from './stack-settings.js';

/** What users prove themselves with, and what recovers an account that lacks it. */
export type PoolFactors = Pick<
  CfnUserPoolProps,
  | 'accountRecoverySetting'
  | 'deviceConfiguration'
  | 'enabledMfas'
  | 'mfaConfiguration'
  | 'webAuthnFactorConfiguration'
  | 'webAuthnRelyingPartyId'
  | 'webAuthnUserVerification'
> & { readonly allowedFirstAuthFactors: string[] };

/**
 * Every factor that Cognito accepts beside the others. Factors that send messages are there if the stack has their
 * sender.
 * @param settings `mfa` decides which combination it is
 * @param senders the senders that the parameters of the stack name
 */
export function poolFactors(
  scope: Construct,
  { mfa }: StackSettings,
  senders: MessageSenders,
): PoolFactors {
  const relyingParty = new CfnParameter(scope, 'PasskeyDomain', {
    description: 'Domain of the pages that create and use passkeys, or a parent of it',
    default: 'localhost',
    minLength: 1,
  });
  return {
    ...(mfa === 'required' ? requiredMfa(senders) : optionalMfa(senders)),
    webAuthnRelyingPartyId: relyingParty.valueAsString,
    // An authenticator that verifies its user proves two factors, so passkeys may satisfy MFA.
    webAuthnUserVerification: 'required',
    webAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  };
}

/**
 * Each user decides. Email recovers a password only beside phone numbers: recovered by email alone, a pool cannot have
 * email MFA (developer guide, "SMS and email message MFA"). Devices are not remembered: applications that do not send a
 * device key could no longer refresh tokens (developer guide, "Working with user devices in your user pool").
 */
function optionalMfa({ withSes, withSms }: MessageSenders) {
  return {
    mfaConfiguration: 'OPTIONAL',
    enabledMfas: ['SOFTWARE_TOKEN_MFA', withSms('SMS_MFA'), withSes('EMAIL_OTP')],
    allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP', withSms('SMS_OTP')],
    accountRecoverySetting: {
      recoveryMechanisms: [
        { name: 'verified_phone_number', priority: 1 },
        { name: 'verified_email', priority: 2 },
      ],
    },
  };
}

/**
 * Nobody signs in with one factor. One-time codes cannot be a first factor then (developer guide, "Things to know about
 * user pool MFA"), and email, which is a second factor, does not recover a password. A device that its user has
 * remembered takes the place of the second factor.
 */
function requiredMfa({ withSes, withSms }: MessageSenders) {
  return {
    mfaConfiguration: 'ON',
    enabledMfas: ['SOFTWARE_TOKEN_MFA', withSes('EMAIL_OTP')],
    allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'],
    accountRecoverySetting: {
      recoveryMechanisms: [{ name: withSms('verified_phone_number', 'admin_only'), priority: 1 }],
    },
    deviceConfiguration: {
      challengeRequiredOnNewDevice: true,
      deviceOnlyRememberedOnUserPrompt: true,
    },
  };
}
