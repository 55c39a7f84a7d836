/** Pool settings without which Cognito rejects factors that send messages. */

/** The role that lets Cognito send SMS. AWS checks that it exists. */
export const smsConfiguration = () => ({
  SnsCallerArn: process.env.SDK_SUITE_SNS_CALLER_ARN ?? 'arn:aws:iam::123456789012:role/sms',
  ExternalId: 'sdk-suite',
});

/** What a pool needs for SMS MFA, SMS codes as a first factor and verified phone numbers. */
export const withSms = () => ({ SmsConfiguration: smsConfiguration() });

/** What a pool needs for email MFA besides recovery by more than email: an identity of SES. AWS checks that it exists. */
export const withSes = () => ({
  EmailConfiguration: {
    EmailSendingAccount: 'DEVELOPER',
    SourceArn:
      process.env.SDK_SUITE_SES_SOURCE_ARN ??
      'arn:aws:ses:eu-west-1:123456789012:identity/example.com',
  } as const,
});
