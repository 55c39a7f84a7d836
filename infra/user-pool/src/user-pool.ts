import { CfnDeletionPolicy } from 'aws-cdk-lib';
import { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * The pool itself. Users sign up and in with their email address and prove it with a code. What makes a pool a
 * new pool when changed (sign-in by email, case, required attributes) is settled here for good.
 */
export function userPool(scope: Construct, preTokenGeneration: CfnFunction): CfnUserPool {
  const pool = new CfnUserPool(scope, 'UserPool', {
    userPoolName: 'gatehouse',
    // The lowest tier with access tokens that a trigger may change, and with a password history.
    userPoolTier: 'ESSENTIALS',
    usernameAttributes: ['email'],
    usernameConfiguration: { caseSensitive: false },
    schema: [{ name: 'email', attributeDataType: 'String', required: true, mutable: true }],
    autoVerifiedAttributes: ['email'],
    // A new address counts only once it is proven; until then the old one stays.
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
    policies: { passwordPolicy, signInPolicy: { allowedFirstAuthFactors: ['PASSWORD'] } },
    adminCreateUserConfig: { allowAdminCreateUserOnly: false },
    accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] },
    // An attribute that recovers a password can't be a second factor too, so email isn't one.
    mfaConfiguration: 'OPTIONAL',
    enabledMfas: ['SOFTWARE_TOKEN_MFA'],
    verificationMessageTemplate,
    emailConfiguration: { emailSendingAccount: 'COGNITO_DEFAULT' },
    lambdaConfig: {
      preTokenGenerationConfig: { lambdaArn: preTokenGeneration.attrArn, lambdaVersion: 'V2_0' },
    },
    deletionProtection: 'ACTIVE',
  });
  pool.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  pool.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return pool;
}

/**
 * Length does most of the work. The four classes stand in for a look at lists of known passwords, which Cognito
 * has in the Plus tier only and without which "passwordpassword" would pass.
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
