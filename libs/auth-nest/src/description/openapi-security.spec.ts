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

  describe('with rights that take a better sign-in', () => {
    const elevatedRights = {
      scopes: ['a', 'b'],
      groups: ['staff'],
      acrValues: ['high'],
      maxAuthAgeSeconds: 300,
    };
    const { operation } = openApiSecurity({ scopes, elevatedRights });

    it('states which of those that a route demands, and the sign-in', () => {
      const { description, refusals, extensions } = operation({ anyScope: ['a', 'c'] });
      expect(description).toBe(
        'For users and machines. Needs the scope `a` or `c`. ' +
          "A user's `a` counts only after a sign-in that reached the level `high` and is at most 300 seconds old.",
      );
      expect(refusals[401]).toContain('insufficient_user_authentication');
      const demand = { acrValues: ['high'], maxAuthAgeSeconds: 300 };
      expect(extensions).toEqual({ 'x-elevated-rights': { scopes: ['a'], ...demand } });
      const { description: ofGroup } = operation({ groups: ['staff'] });
      expect(ofGroup).toContain("A user's `staff` counts only after");
    });

    it.each([
      { allScopes: ['c'] },
      { kind: 'client' as const, allScopes: ['a'] },
      { public: true },
      { optionalAuthentication: true },
    ])('states nothing where none of them matters: %j', (requirements) => {
      const { description, refusals, extensions } = operation(requirements);
      expect(description).not.toContain('counts only');
      expect(refusals[401] ?? []).not.toContain('insufficient_user_authentication');
      expect(extensions).not.toHaveProperty('x-elevated-rights');
    });

    it('names no level where any will do', () => {
      const { acrValues: _, ...age } = elevatedRights;
      const { description } = openApiSecurity({ scopes, elevatedRights: age }).operation({
        allScopes: ['a'],
      });
      expect(description).toContain('only after a sign-in that is at most 300 seconds old.');
    });
  });
});
