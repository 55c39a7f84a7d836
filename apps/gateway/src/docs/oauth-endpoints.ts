/** Where a pool's domain answers (Amazon Cognito developer guide, "User pool endpoints and managed login"). */
export function oauthEndpoints(domainUrl: string) {
  return {
    authorizationUrl: `${domainUrl}/oauth2/authorize`,
    tokenUrl: `${domainUrl}/oauth2/token`,
  } as const;
}
