import { openApiSecurity, type RouteDescription } from '@gatehouse/auth-nest';
import {
  confirmSignUp,
  passwordSignIn,
  profile,
  refreshTokens,
  resendCode,
  scopeVocabulary,
  signedUp,
  signUp,
  tokens,
  updateProfile,
} from '@gatehouse/contracts';
import { type OpenApiDocument, openApiDocument } from '@gatehouse/platform-nest';

/**
 * The OpenAPI document of these routes of user-service, with the paths callers see at the gateway.
 *
 * @param tokenUrl Cognito's token endpoint, `https://<domain>/oauth2/token`
 * @throws OpenApiError for a route that can't be documented truly
 */
export function userServiceDocument(
  routes: readonly RouteDescription[],
  tokenUrl: string | undefined,
): OpenApiDocument {
  const { securitySchemes, operation } = openApiSecurity({ scopes, oauth: oauth(tokenUrl) });
  return openApiDocument({
    info: { title: 'Users', version: '1', description },
    servers: [gateway],
    routes,
    schemas: {
      ConfirmSignUp: confirmSignUp,
      PasswordSignIn: passwordSignIn,
      Profile: profile,
      RefreshTokens: refreshTokens,
      ResendCode: resendCode,
      SignedUp: signedUp,
      SignUp: signUp,
      Tokens: tokens,
      UpdateProfile: updateProfile,
    },
    securitySchemes,
    access: ({ requirements }) => operation(requirements),
  });
}

const description =
  'Sign-up, sign-in, sign-out and profiles, as callers reach them through the gateway.';

const gateway = {
  url: '{gateway}',
  description: 'The gateway',
  variables: { gateway: { default: 'http://localhost:3000' } },
};

/** What each scope lets its holder do. */
const scopes: Readonly<Record<string, string>> = Object.fromEntries(Object.values(scopeVocabulary));

/** Both endpoints are at the same domain (Amazon Cognito developer guide, "User pool endpoints and managed login"). */
function oauth(tokenUrl: string | undefined) {
  if (tokenUrl === undefined) return undefined;
  return { tokenUrl, authorizationUrl: new URL('authorize', tokenUrl).href };
}
