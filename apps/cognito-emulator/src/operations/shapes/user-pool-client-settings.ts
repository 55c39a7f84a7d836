import { z } from 'zod';

const texts = z.array(z.string());
const unit = z.enum(['seconds', 'minutes', 'hours', 'days']).optional();

/** A client's settings in the API's spelling (SDK, CreateUserPoolClient); those it doesn't name are kept as they are. */
export const userPoolClientSettings = z.looseObject({
  ExplicitAuthFlows: z
    .array(
      z.enum([
        'ADMIN_NO_SRP_AUTH',
        'CUSTOM_AUTH_FLOW_ONLY',
        'USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_CLIENT_TOKEN_AUTH',
      ]),
    )
    .optional(),
  AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).optional(),
  AllowedOAuthScopes: texts.max(50).optional(),
  AllowedOAuthFlowsUserPoolClient: z.boolean().optional(),
  CallbackURLs: texts.max(100).optional(),
  LogoutURLs: texts.max(100).optional(),
  SupportedIdentityProviders: texts.optional(),
  ReadAttributes: texts.optional(),
  WriteAttributes: texts.optional(),
  AccessTokenValidity: z.int().min(0).max(86_400).optional(),
  IdTokenValidity: z.int().min(0).max(86_400).optional(),
  RefreshTokenValidity: z.int().min(0).max(315_360_000).optional(),
  TokenValidityUnits: z
    .looseObject({ AccessToken: unit, IdToken: unit, RefreshToken: unit })
    .optional(),
  RefreshTokenRotation: z
    .looseObject({
      Feature: z.enum(['ENABLED', 'DISABLED']),
      RetryGracePeriodSeconds: z.int().min(0).max(60).optional(),
    })
    .optional(),
  EnableTokenRevocation: z.boolean().optional(),
  PreventUserExistenceErrors: z.enum(['LEGACY', 'ENABLED']).optional(),
  AuthSessionValidity: z.int().min(3).max(15).optional(),
});
