/** Pictures of the emulator's console, with users, messages and requests to show. */

const kept = ['overview-light'];

const template = {
  Resources: {
    Pool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UserPoolName: 'Lighthouse Books',
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        MfaConfiguration: 'OPTIONAL',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        Schema: [{ Name: 'name', Required: true, Mutable: true }],
      },
    },
    Domain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: { UserPoolId: { Ref: 'Pool' }, Domain: 'lighthouse', ManagedLoginVersion: 2 },
    },
    Editors: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'editors', Precedence: 1 },
    },
    Web: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Pool' },
        ClientName: 'web',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email'],
        CallbackURLs: ['http://localhost:3000/callback'],
      },
    },
    Machine: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: { UserPoolId: { Ref: 'Pool' }, ClientName: 'till', GenerateSecret: true },
    },
    Staff: {
      Type: 'AWS::Cognito::UserPool',
      Properties: { UserPoolName: 'Staff', UserPoolTier: 'LITE' },
    },
  },
};

/**
 * @param {object} parts
 * @param {Function} parts.startServer
 * @param {import('playwright-core').Browser} parts.browser
 * @param {Record<string, object>} parts.looks
 * @param {string} parts.images where pictures go
 * @param {boolean} parts.wantsAll
 * @param {Function} parts.captured
 */
export async function consoleScreenshots(parts) {
  const emulator = await parts.startServer({ template });
  const { pool, user } = await livedIn(emulator);
  const root = `${emulator.publicUrl}/_emulator`;
  const users = `${root}/console/pools/${pool.id}/users`;
  const pages = {
    overview: root,
    pool: `${root}/console/pools/${pool.id}`,
    users,
    user: `${users}/${user}`,
    outbox: `${root}/console/outbox`,
    requests: `${root}/console/requests`,
    faults: `${root}/console/faults`,
    keys: `${root}/console/keys`,
  };
  for (const [look, { viewport, ...settings }] of Object.entries(parts.looks)) {
    const size = look === 'phone' ? viewport : { width: 1180, height: 820 };
    const context = await parts.browser.newContext({ ...settings, viewport: size });
    const page = await context.newPage();
    for (const [name, address] of Object.entries(pages)) {
      if (!parts.wantsAll && !kept.includes(`${name}-${look}`)) continue;
      await page.goto(address);
      await parts.captured(page, `${parts.images}console-${name}-${look}.png`, parts.wantsAll);
    }
    await context.close();
  }
  await emulator.close();
}

/** Somebody signs up and in, somebody is invited, a program asks for what isn't there. */
async function livedIn(emulator) {
  const [pool] = emulator.pools();
  const client = pool.clients.find(({ name }) => name === 'web');
  const call = async (operation, body) => {
    const answer = await fetch(emulator.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00',
      },
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  const Username = 'ann@example.com';
  const Password = 'Correct-horse-7';
  const named = (Name, Value) => [{ Name, Value }];
  const { UserSub } = await call('SignUp', {
    ClientId: client.id,
    Username,
    Password,
    UserAttributes: named('name', 'Ann Example'),
  });
  await call('AdminConfirmSignUp', { UserPoolId: pool.id, Username });
  await call('AdminAddUserToGroup', { UserPoolId: pool.id, Username, GroupName: 'editors' });
  await call('AdminCreateUser', {
    UserPoolId: pool.id,
    Username: 'bob@example.com',
    DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [...named('name', 'Bob'), ...named('email', 'bob@example.com')],
  });
  const signIn = (PASSWORD) =>
    call('InitiateAuth', {
      ClientId: client.id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD },
    });
  await signIn('not this one');
  await signIn(Password);
  await call('ForgotPassword', { ClientId: client.id, Username: 'bob@example.com' });
  await call('SignUp', {
    ClientId: client.id,
    Username: 'eve@example.com',
    Password,
    UserAttributes: named('name', 'Eve'),
  });
  await fetch(`${emulator.url}/${pool.id}/.well-known/jwks.json`);
  await fetch(`${emulator.url}/oauth2/token`, { method: 'POST' });
  return { pool, user: UserSub };
}
