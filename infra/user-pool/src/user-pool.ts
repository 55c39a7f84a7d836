import { CfnDeletionPolicy } from 'aws-cdk-lib';
import { CfnUserPool, CfnUserPoolRiskConfigurationAttachment } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { poolFactors } from './factors.js';
import { messageSenders } from './message-senders.js';
import type { StackSettings } from './stack-settings.js';

/**
 * The pool itself. Users sign up and in with their email address and prove it with a code. What makes a pool a
 * new pool when changed (sign-in by email, case, required attributes) is settled here for good.
 * @param settings what the team has chosen
 * @param preTokenGenerationArn the function that Cognito calls before it issues tokens
 */
export function userPool(
  scope: Construct,
  settings: StackSettings,
  preTokenGenerationArn: string,
): CfnUserPool {
  const { compromisedCredentials } = settings;
  const senders = messageSenders(scope);
  const { allowedFirstAuthFactors, ...factors } = poolFactors(scope, settings, senders);
  const provenAttributes = ['email', senders.withSms('phone_number')];
  const pool = new CfnUserPool(scope, 'UserPool', {
    userPoolName: 'gatehouse',
    ...(compromisedCredentials ? threatProtection : withoutThreatProtection),
    usernameAttributes: ['email'],
    usernameConfiguration: { caseSensitive: false },
    schema: [{ name: 'email', attributeDataType: 'String', required: true, mutable: true }],
    autoVerifiedAttributes: provenAttributes,
    // A new address or number counts only once it is proven; until then the old one stays.
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: provenAttributes },
    policies: { passwordPolicy, signInPolicy: { allowedFirstAuthFactors } },
    adminCreateUserConfig: { allowAdminCreateUserOnly: false },
    ...factors,
    verificationMessageTemplate,
    emailConfiguration: senders.emailConfiguration,
    smsConfiguration: senders.smsConfiguration,
    lambdaConfig: {
      preTokenGenerationConfig: { lambdaArn: preTokenGenerationArn, lambdaVersion: 'V2_0' },
    },
    deletionProtection: 'ACTIVE',
  });
  pool.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  pool.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  if (compromisedCredentials) rejectCompromisedCredentials(scope, pool);
  return pool;
}

/** The lowest tier with access tokens that a trigger may change, and with a password history. */
const withoutThreatProtection = { userPoolTier: 'ESSENTIALS' };

/** Only in this mode does Cognito act on what it detects (API reference, CompromisedCredentialsActionsType). */
const threatProtection = {
  userPoolTier: 'PLUS',
  userPoolAddOns: { advancedSecurityMode: 'ENFORCED' },
};

/** Rejects passwords that are known from leaks, for all clients and on all events: sign-up, sign-in, new password. */
function rejectCompromisedCredentials(scope: Construct, pool: CfnUserPool): void {
  new CfnUserPoolRiskConfigurationAttachment(scope, 'RiskConfiguration', {
    userPoolId: pool.ref,
    clientId: 'ALL',
    compromisedCredentialsRiskConfiguration: { actions: { eventAction: 'BLOCK' } },
  });
}

/**
 * Length does most of the work. Without the four classes "passwordpassword" would pass: Cognito compares passwords with
 * those known from leaks in the Plus tier only (compromisedCredentials in stack-settings.ts).
 */
const passwordPolicy = {
  minimumLength: 12,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
  passwordHistorySize: 5,
};

const verificationMessageTemplate = {
  defaultEmailOption: 'CONFIRM_WITH_CODE',
  emailSubject: 'Your confirmation code',
  emailMessage: 'Your confirmation code is {####}. If you did not ask for it, ignore this message.',
};
