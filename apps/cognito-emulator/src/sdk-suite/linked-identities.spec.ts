import {
  AdminCreateUserCommand,
  AdminDisableProviderForUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  AdminSetUserPasswordCommand,
  CreateIdentityProviderCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  type ProviderUserIdentifierType,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { put } from '../domain/store.js';
import { users } from '../domain/user/user.js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const Username = 'ann@example.com';
const local: ProviderUserIdentifierType = {
  ProviderName: 'Cognito',
  ProviderAttributeValue: Username,
};
const source = (
  ProviderName: string,
  ProviderAttributeValue: string,
  ProviderAttributeName = 'Cognito_Subject',
): ProviderUserIdentifierType => ({
  ProviderName,
  ProviderAttributeName,
  ProviderAttributeValue,
});

describe('identities of other providers', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let UserPoolId: string;
  beforeEach(async () => {
    started = await resources.add(startFixture());
    UserPoolId = started.pool.id;
    const app = { client_id: 'an-app', client_secret: 'secret', authorize_scopes: 'openid' };
    for (const provider of [
      { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: app } as const,
      {
        ProviderName: 'Corporate',
        ProviderType: 'OIDC',
        ProviderDetails: { ...app, oidc_issuer: 'https://login.example.com' },
        AttributeMapping: { email: 'mail' },
      } as const,
    ])
      await started.sdk.send(new CreateIdentityProviderCommand({ UserPoolId, ...provider }));
    await invite(Username);
  });

  const invite = (name: string) =>
    started.sdk.send(new AdminCreateUserCommand({ UserPoolId, Username: name }));
  const givePassword = () =>
    started.sdk.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username,
        Password: goodPassword,
        Permanent: true,
      }),
    );
  const link = (SourceUser: ProviderUserIdentifierType, DestinationUser = local) =>
    started.sdk.send(
      new AdminLinkProviderForUserCommand({ UserPoolId, DestinationUser, SourceUser }),
    );
  const disable = (User: ProviderUserIdentifierType) =>
    started.sdk.send(new AdminDisableProviderForUserCommand({ UserPoolId, User }));
  const getAnn = () => started.sdk.send(new AdminGetUserCommand({ UserPoolId, Username }));
  const identitiesOfAnn = async () => {
    const { UserAttributes: attributes } = await getAnn();
    const text = attributes?.find(({ Name }) => Name === 'identities')?.Value ?? '[]';
    return JSON.parse(text) as { userId: string; dateCreated: number }[];
  };
  const signIn = () =>
    started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: started.client('web').id,
        AuthParameters: { USERNAME: Username, PASSWORD: goodPassword },
      }),
    );
  /** Somebody who came by a provider and has a profile of their own. */
  const arrive = async (username: string) => {
    const { store } = started.emulator.services;
    const name = { username, sub: username, signInNames: [username.toLowerCase()] };
    const user = { poolId: UserPoolId, ...name, attributes: {}, enabled: true };
    await store.commit([
      put(users, { ...user, status: 'EXTERNAL_PROVIDER', createdAt: 1, updatedAt: 1 }),
    ]);
  };

  it('show in the user’s attributes and ID token once linked', async () => {
    await link(source('Google', 'g-1'));
    const [identity] = await identitiesOfAnn();
    const shown = {
      userId: 'g-1',
      providerName: 'Google',
      providerType: 'Google',
      issuer: null,
      primary: false,
      dateCreated: expect.any(Number) as number,
    };
    expect(identity).toEqual(shown);
    await givePassword();
    const { AuthenticationResult: result } = await signIn();
    const [, claims = ''] = result!.IdToken!.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      identities: [{ ...shown, primary: 'false', dateCreated: String(identity!.dateCreated) }],
    });
    const self = await started.sdk.send(new GetUserCommand({ AccessToken: result!.AccessToken! }));
    expect(self.UserAttributes?.map(({ Name }) => Name)).toContain('identities');
    const list = new ListUsersCommand({ UserPoolId, AttributesToGet: ['identities'] });
    const { Users: found } = await started.sdk.send(list);
    expect(found![0]!.Attributes).toEqual([
      { Name: 'identities', Value: JSON.stringify([identity]) },
    ]);
  });

  it('are nobody’s when none is linked', async () => {
    const { UserAttributes: attributes } = await getAnn();
    expect(attributes?.map(({ Name }) => Name)).not.toContain('identities');
  });

  it('belong to one user', async () => {
    await invite('bob@example.com');
    await link(source('Google', 'g-1'));
    for (const destination of [local, { ...local, ProviderAttributeValue: 'bob@example.com' }])
      await expect(link(source('Google', 'g-1'), destination)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'SourceUser is already linked to DestinationUser',
      });
    expect(await identitiesOfAnn()).toHaveLength(1);
  });

  it('belong to one user, however many ask at once', async () => {
    await invite('bob@example.com');
    const outcomes = await Promise.allSettled(
      [Username, 'bob@example.com'].map((name) =>
        link(source('Google', 'g-1'), { ...local, ProviderAttributeValue: name }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('aren’t merged with a profile that is there', async () => {
    await arrive('Google_g-1');
    await expect(link(source('Google', 'g-1'))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    });
    await link(source('Corporate', 'c-1'), {
      ProviderName: 'Google',
      ProviderAttributeValue: 'g-1',
    });
  });

  it('are five at most', async () => {
    for (let index = 1; index <= 5; index += 1) await link(source('Corporate', `c-${index}`));
    await expect(link(source('Corporate', 'c-6'))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    await disable(source('Corporate', 'c-3'));
    await link(source('Corporate', 'c-6'));
    expect((await identitiesOfAnn()).map(({ userId }) => userId)).toEqual([
      'c-1',
      'c-2',
      'c-4',
      'c-5',
      'c-6',
    ]);
  });

  it('may be told by a mapped attribute, where the provider isn’t social', async () => {
    await link(source('Corporate', 'ann@corp.example', 'email'));
    expect(await identitiesOfAnn()).toMatchObject([{ userId: 'ann@corp.example' }]);
    await expect(disable(source('Corporate', 'ann@corp.example'))).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
    await disable(source('Corporate', 'ann@corp.example', 'email'));
    expect(await identitiesOfAnn()).toEqual([]);
    for (const wrong of [source('Google', 'x', 'email'), source('Corporate', 'x', 'name')])
      await expect(link(wrong)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it.each([
    [
      'a local user as the source',
      source('Cognito', 'bob'),
      'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
    ],
    ['an unknown provider', source('Nobody', 'x'), /^The provider Nobody does not exist/],
    ['a source without a value', source('Google', ''), /ProviderAttributeValue/],
    ['an empty source', {}, /provider/],
  ])('refuse %s', async (_what, wrong, message) => {
    await expect(link(wrong)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    });
  });

  it('need a user to be linked to', async () => {
    for (const nobody of ['eve@example.com', ''])
      await expect(
        link(source('Google', 'g-1'), { ...local, ProviderAttributeValue: nobody }),
      ).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });

  it('are all that is left to a user whose password is disabled', async () => {
    await link(source('Google', 'g-1'));
    await givePassword();
    await disable({ ...local, ProviderAttributeName: 'Cognito_Subject' });
    await expect(signIn()).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    expect(await getAnn()).toMatchObject({ UserStatus: 'EXTERNAL_PROVIDER', Enabled: true });
    expect(await identitiesOfAnn()).toHaveLength(1);
  });
});
