import { openApiSecurity } from './openapi-security.js';

const scopes = { 'orders/read': 'See your own orders', 'orders/write': 'Place orders' };
const oauth = { authorizationUrl: 'https://id/authorize', tokenUrl: 'https://id/token' };

describe('security in an OpenAPI document', () => {
  it('lets readers bring a token, or sign in with the scopes there are', () => {
    const ofUsers = { ...scopes, 'aws.cognito.signin.user.admin': 'Manage your own account' };
    const { securitySchemes } = openApiSecurity({ scopes: ofUsers, oauth });
    expect(securitySchemes).toMatchObject({
      accessToken: { type: 'http', scheme: 'bearer' },
      cognito: {
        type: 'oauth2',
        flows: {
          authorizationCode: { ...oauth, scopes: ofUsers },
        },
      },
    });
    expect(securitySchemes.cognito).toHaveProperty('flows.clientCredentials', {
      tokenUrl: oauth.tokenUrl,
      scopes,
    });
  });

  it('says nothing of signing in where the endpoints are unknown', () => {
    const { securitySchemes, operation } = openApiSecurity({ scopes });
    expect(Object.keys(securitySchemes)).toEqual(['accessToken']);
    expect(operation({ allScopes: ['orders/read'] }).security).toEqual([
      { accessToken: ['orders/read'] },
    ]);
  });

  it('makes an alternative of each scope of which one will do', () => {
    const { operation } = openApiSecurity({ scopes });
    expect(operation({ allScopes: ['a'], anyScope: ['b', 'a'] }).security).toEqual([
      { accessToken: ['a', 'b'] },
      { accessToken: ['a'] },
    ]);
  });

  it.each([
    [{ public: true }, 'For anyone; credentials are not looked at.'],
    [{ optionalAuthentication: true }, 'For anyone; a token that is shown must be good.'],
    [{ authenticated: true }, 'For users and machines.'],
    [{ kind: 'client' as const, allScopes: ['a'] }, 'For machines only. Needs the scope `a`.'],
    [
      { kind: 'user' as const, peers: false as const },
      'For users only. No service may call this for a user.',
    ],
    [{ anyScope: ['a', 'b', 'c'] }, 'For users and machines. Needs the scope `a`, `b` or `c`.'],
    [
      {
        kind: 'user' as const,
        allScopes: ['a', 'b'],
        groups: ['staff'],
        acrValues: ['high'],
        maxAuthAgeSeconds: 300,
      },
      'For users only. Needs the scopes `a` and `b`. The user must be in the group `staff`. ' +
        'The sign-in must have reached the level `high`. The sign-in may be at most 300 seconds old.',
    ],
  ])('puts %j in words', (requirements, text) => {
    expect(openApiSecurity({ scopes }).operation(requirements).description).toBe(text);
  });
});
