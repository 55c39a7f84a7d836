import { z } from 'zod';

const texts = z.array(z.string());

const passwordPolicy = z.looseObject({
  MinimumLength: z.int().min(6).max(99).optional(),
  RequireUppercase: z.boolean().optional(),
  RequireLowercase: z.boolean().optional(),
  RequireNumbers: z.boolean().optional(),
  RequireSymbols: z.boolean().optional(),
  PasswordHistorySize: z.int().min(0).max(24).optional(),
  TemporaryPasswordValidityDays: z.int().min(0).max(365).optional(),
});

const lambdaConfig = z.looseObject({
  PreTokenGeneration: z.string().optional(),
  PreTokenGenerationConfig: z
    .looseObject({
      LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0']),
      LambdaArn: z.string(),
    })
    .optional(),
});

export const schemaAttributes = z.array(
  z.looseObject({
    Name: z.string().min(1).max(20),
    AttributeDataType: z.enum(['String', 'Number', 'DateTime', 'Boolean']).optional(),
    DeveloperOnlyAttribute: z.boolean().optional(),
    Mutable: z.boolean().optional(),
    Required: z.boolean().optional(),
    NumberAttributeConstraints: z
      .looseObject({ MinValue: z.string().optional(), MaxValue: z.string().optional() })
      .optional(),
    StringAttributeConstraints: z
      .looseObject({ MinLength: z.string().optional(), MaxLength: z.string().optional() })
      .optional(),
  }),
);

const message = z.string().min(6).max(20_000);

/**
 * A pool's settings in the API's spelling (SDK, CreateUserPool). Settings it doesn't name are taken as they are: they
 * are kept and described, not acted on.
 */
export const userPoolSettings = z.looseObject({
  Policies: z.looseObject({ PasswordPolicy: passwordPolicy.optional() }).optional(),
  LambdaConfig: lambdaConfig.optional(),
  AutoVerifiedAttributes: z.array(z.enum(['phone_number', 'email'])).optional(),
  AliasAttributes: z.array(z.enum(['phone_number', 'email', 'preferred_username'])).optional(),
  UsernameAttributes: z.array(z.enum(['phone_number', 'email'])).optional(),
  UsernameConfiguration: z.looseObject({ CaseSensitive: z.boolean() }).optional(),
  AdminCreateUserConfig: z
    .looseObject({
      AllowAdminCreateUserOnly: z.boolean().optional(),
      InviteMessageTemplate: z
        .looseObject({
          EmailMessage: message.optional(),
          EmailSubject: z.string().optional(),
          SMSMessage: message.optional(),
        })
        .optional(),
    })
    .optional(),
  VerificationMessageTemplate: z
    .looseObject({
      EmailMessage: message.optional(),
      EmailSubject: z.string().optional(),
      SmsMessage: message.optional(),
      DefaultEmailOption: z.enum(['CONFIRM_WITH_CODE', 'CONFIRM_WITH_LINK']).optional(),
    })
    .optional(),
  EmailVerificationMessage: message.optional(),
  EmailVerificationSubject: z.string().optional(),
  SmsVerificationMessage: message.optional(),
  MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).optional(),
  UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).optional(),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  EnabledMfas: texts.optional(),
  DeviceConfiguration: z
    .looseObject({
      ChallengeRequiredOnNewDevice: z.boolean().optional(),
      DeviceOnlyRememberedOnUserPrompt: z.boolean().optional(),
    })
    .optional(),
});
