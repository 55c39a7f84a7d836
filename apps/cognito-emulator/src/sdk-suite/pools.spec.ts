import {
  AddCustomAttributesCommand,
  AdminCreateUserCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetCSVHeaderCommand,
  GetUserPoolMfaConfigCommand,
  ListTagsForResourceCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  SetUserPoolMfaConfigCommand,
  SignUpCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import { withSes } from '../spec-support/message-senders.js';
import { sdkClient, type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

describe('pools and clients made by API', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture());
  });

  const createPool = async (more: object = {}) => {
    const { UserPool } = await started.sdk.send(
      new CreateUserPoolCommand({ PoolName: 'made', ...more }),
    );
    return { ...UserPool, Id: UserPool?.Id ?? '', Arn: UserPool?.Arn ?? '' };
  };
  const createClient = async (UserPoolId: string, more: object = {}) => {
    const { UserPoolClient } = await started.sdk.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'made', ...more }),
    );
    return { ...UserPoolClient, ClientId: UserPoolClient?.ClientId ?? '' };
  };

  it('makes a pool with Cognito’s own defaults, in which users can sign up', async () => {
    const pool = await createPool({ UserPoolTags: { team: 'shop' } });
    expect(pool.Id).toMatch(/^eu-west-1_[0-9A-Za-z]{9}$/);
    expect(pool).toMatchObject({
      Arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool.Id}`,
      MfaConfiguration: 'OFF',
      UserPoolTier: 'ESSENTIALS',
      DeletionProtection: 'INACTIVE',
      EstimatedNumberOfUsers: 0,
      UserPoolTags: { team: 'shop' },
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'verified_email' },
          { Priority: 2, Name: 'verified_phone_number' },
        ],
      },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
    });
    expect(pool.SchemaAttributes?.map(({ Name }) => Name)).toContain('phone_number_verified');
    const { ClientId } = await createClient(pool.Id);
    expect(ClientId).toMatch(/^[a-z0-9]{26}$/);
    const signedUp = await started.sdk.send(
      new SignUpCommand({ ClientId, Username: 'ann', Password: goodPassword }),
    );
    expect(signedUp.UserConfirmed).toBe(false);
    const described = await started.sdk.send(new DescribeUserPoolCommand({ UserPoolId: pool.Id }));
    expect(described.UserPool?.EstimatedNumberOfUsers).toBe(1);
  });

  it('lists the pools of one region, page by page', async () => {
    await createPool({ PoolName: 'second' });
    const elsewhere = resources.add(sdkClient(started.emulator.url, 'us-east-1'));
    expect((await elsewhere.send(new ListUserPoolsCommand({ MaxResults: 60 }))).UserPools).toEqual(
      [],
    );
    const names: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await started.sdk.send(new ListUserPoolsCommand({ MaxResults: 1, NextToken }));
      names.push(...(page.UserPools ?? []).map(({ Name }) => Name));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(names).toEqual(expect.arrayContaining(['fixture', 'second']));
  });

  it.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('names pools in %s by the partition %s', async (region, partition) => {
    const sdk = sdkClient(started.emulator.url, region);
    const { UserPool } = await sdk.send(
      new CreateUserPoolCommand({ PoolName: 'made', UserPoolTags: { team: 'shop' } }),
    );
    const ResourceArn = UserPool?.Arn;
    expect(ResourceArn).toBe(
      `arn:${partition}:cognito-idp:${region}:123456789012:userpool/${UserPool?.Id}`,
    );
    const { Tags } = await sdk.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual({ team: 'shop' });
  });

  it('resets what an update leaves out, and keeps what can’t change', async () => {
    const { Id: UserPoolId } = await createPool({
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      Schema: [{ Name: 'tenant', AttributeDataType: 'String', Mutable: true }],
    });
    await started.sdk.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: 'ACTIVE' }));
    const { UserPool } = await started.sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({ UsernameAttributes: ['email'], DeletionProtection: 'ACTIVE' });
    expect(UserPool?.AutoVerifiedAttributes).toBeUndefined();
    expect(UserPool?.SchemaAttributes?.map(({ Name }) => Name)).toContain('custom:tenant');
    await expect(started.sdk.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toMatchObject(
      { name: 'InvalidParameterException' },
    );
  });

  it('keeps the policies and the MFA that an update leaves out', async () => {
    const PasswordPolicy = { MinimumLength: 12, RequireSymbols: false };
    const SignInPolicy = { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } as const;
    const { Id: UserPoolId } = await createPool({
      UserPoolTier: 'PLUS',
      Policies: { PasswordPolicy },
    });
    const update = async (settings: object) => {
      await started.sdk.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));
      return (await started.sdk.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;
    };
    await started.sdk.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    await update({ Policies: { SignInPolicy } });
    expect(await update({})).toMatchObject({
      UserPoolTier: 'PLUS',
      MfaConfiguration: 'OPTIONAL',
      Policies: { PasswordPolicy, SignInPolicy },
    });
    expect(await update({ MfaConfiguration: 'OFF' })).toMatchObject({ MfaConfiguration: 'OFF' });
  });

  it('resets what an update of a client leaves out', async () => {
    const { Id: UserPoolId } = await createPool();
    const { ClientId } = await createClient(UserPoolId, {
      AccessTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes' },
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: false,
    });
    const named = { UserPoolId, ClientId };
    await started.sdk.send(new UpdateUserPoolClientCommand({ ...named, AuthSessionValidity: 5 }));
    const { UserPoolClient } = await started.sdk.send(new DescribeUserPoolClientCommand(named));
    expect(UserPoolClient).toMatchObject({
      ClientName: 'made',
      AuthSessionValidity: 5,
      EnableTokenRevocation: true,
    });
    for (const left of ['AccessTokenValidity', 'ExplicitAuthFlows', 'PreventUserExistenceErrors'])
      expect(UserPoolClient).not.toHaveProperty(left);
  });

  it('shows the words of codes in both places, wherever they were stated', async () => {
    const template = { EmailMessage: 'a {####}', EmailSubject: 'b', SmsMessage: 'c {####}' };
    const older = {
      EmailVerificationMessage: 'a {####}',
      EmailVerificationSubject: 'b',
      SmsVerificationMessage: 'c {####}',
    };
    for (const stated of [{ VerificationMessageTemplate: template }, older])
      expect(await createPool(stated)).toMatchObject({
        ...older,
        VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE', ...template },
      });
  });

  it('names the account that emails come from beside what was stated of them', async () => {
    const ReplyToEmailAddress = 'reply@example.com';
    const pool = await started.sdk.send(
      new CreateUserPoolCommand({ PoolName: 'p', EmailConfiguration: { ReplyToEmailAddress } }),
    );
    expect(pool.UserPool?.EmailConfiguration).toEqual({
      EmailSendingAccount: 'COGNITO_DEFAULT',
      ReplyToEmailAddress,
    });
  });

  it('deletes a pool with all that is in it, once its domain is gone', async () => {
    const { Id: UserPoolId } = await createPool();
    const { ClientId } = await createClient(UserPoolId);
    await started.sdk.send(new AdminCreateUserCommand({ UserPoolId, Username: 'ann' }));
    const Domain = 'made-by-api';
    await started.sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }));
    const described = () => started.sdk.send(new DescribeUserPoolDomainCommand({ Domain }));
    expect((await described()).DomainDescription).toMatchObject({ UserPoolId, Status: 'ACTIVE' });
    await expect(started.sdk.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toMatchObject(
      {
        message:
          'User pool cannot be deleted. It has a domain configured that should be deleted first.',
      },
    );
    await started.sdk.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
    expect((await described()).DomainDescription).toEqual({});
    await started.sdk.send(new DeleteUserPoolCommand({ UserPoolId }));
    await expect(
      started.sdk.send(new DescribeUserPoolCommand({ UserPoolId })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(
      started.sdk.send(new SignUpCommand({ ClientId, Username: 'bob', Password: goodPassword })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each([
    [{ UsernameAttributes: ['email'], AliasAttributes: ['email'] }, 'InvalidParameterException'],
    [
      { UserPoolTier: 'LITE', Policies: { PasswordPolicy: { PasswordHistorySize: 3 } } },
      'FeatureUnavailableInTierException',
    ],
    [
      { UserPoolTier: 'ESSENTIALS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } },
      'FeatureUnavailableInTierException',
    ],
    [{ Schema: [{ Name: 'a', Required: true }] }, 'InvalidParameterException'],
    [{ PoolName: 'not*allowed' }, 'InvalidParameterException'],
  ])('refuses a pool with %j', async (more, name) => {
    await expect(createPool(more)).rejects.toMatchObject({ name });
  });

  it('makes, changes, lists and deletes clients', async () => {
    const { Id: UserPoolId } = await createPool();
    const confidential = await createClient(UserPoolId, { GenerateSecret: true });
    expect(confidential.ClientSecret).toMatch(/^[a-z0-9]{51}$/);
    const { ClientId } = confidential;
    const { UserPoolClient } = await started.sdk.send(
      new UpdateUserPoolClientCommand({ UserPoolId, ClientId, AccessTokenValidity: 2 }),
    );
    expect(UserPoolClient).toMatchObject({ ClientName: 'made', AccessTokenValidity: 2 });
    const described = await started.sdk.send(
      new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
    );
    expect(described.UserPoolClient?.ClientSecret).toBe(confidential.ClientSecret);
    await createClient(UserPoolId, { ClientName: 'other' });
    const list = () => started.sdk.send(new ListUserPoolClientsCommand({ UserPoolId }));
    expect((await list()).UserPoolClients?.map(({ ClientName }) => ClientName)).toEqual([
      'made',
      'other',
    ]);
    await started.sdk.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
    expect((await list()).UserPoolClients).toHaveLength(1);
  });

  it.each([
    [{ AllowedOAuthScopes: ['orders/read'] }, 'ScopeDoesNotExistException'],
    [{ SupportedIdentityProviders: ['Nobody'] }, 'InvalidParameterException'],
    [{ ReadAttributes: ['custom:none'] }, 'InvalidParameterException'],
    [{ AccessTokenValidity: 25 }, 'InvalidParameterException'],
    [{ GenerateSecret: true, ClientSecret: 'x'.repeat(30) }, 'InvalidParameterException'],
  ])('refuses a client with %j', async (more, name) => {
    const { Id } = await createPool();
    await expect(createClient(Id, more)).rejects.toMatchObject({ name });
  });

  it('adds attributes to the schema, and names them as columns of an import', async () => {
    const { Id: UserPoolId } = await createPool();
    const CustomAttributes = [{ Name: 'plan', AttributeDataType: 'String' as const }];
    const add = () =>
      started.sdk.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes }));
    await add();
    await expect(add()).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const { CSVHeader } = await started.sdk.send(new GetCSVHeaderCommand({ UserPoolId }));
    expect(CSVHeader).toEqual(expect.arrayContaining(['custom:plan', 'cognito:username']));
  });

  it('keeps tags', async () => {
    const { Arn: ResourceArn } = await createPool();
    const tags = async () =>
      (await started.sdk.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
    await started.sdk.send(new TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
    await started.sdk.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    expect(await tags()).toEqual({ b: '2' });
  });

  it('sets which second factors there are', async () => {
    const { Id: UserPoolId } = await createPool();
    const set = (more: object) =>
      started.sdk.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...more }));
    await expect(set({ MfaConfiguration: 'ON' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const config = async () => {
      const command = new GetUserPoolMfaConfigCommand({ UserPoolId });
      const { $metadata: _metadata, ...shown } = await started.sdk.send(command);
      return shown;
    };
    const WebAuthnConfiguration = { RelyingPartyId: 'example.com' };
    await set({
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration,
    });
    expect(await config()).toEqual({
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration,
    });
    await set({ MfaConfiguration: 'OFF' });
    expect(await config()).toEqual({ MfaConfiguration: 'OFF', WebAuthnConfiguration });
    const SoftwareTokenMfaConfiguration = { Enabled: false };
    const EmailMfaConfiguration = { Message: '{####}' };
    await started.sdk.send(new UpdateUserPoolCommand({ UserPoolId, ...withSes() }));
    await set({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration, EmailMfaConfiguration });
    expect(await config()).toMatchObject({ SoftwareTokenMfaConfiguration });
    const { UserPool } = await started.sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).not.toHaveProperty('SoftwareTokenMfaConfiguration');
  });

  it('shows the function that shapes tokens in both places, wherever it was stated', async () => {
    const LambdaArn = 'arn:aws:lambda:eu-west-1:123456789012:function:tokens';
    const older = { PreTokenGeneration: LambdaArn };
    const newer = (LambdaVersion: string) => ({
      PreTokenGenerationConfig: { LambdaVersion, LambdaArn },
    });
    expect((await createPool({ LambdaConfig: older })).LambdaConfig).toEqual({
      ...older,
      ...newer('V1_0'),
    });
    expect((await createPool({ LambdaConfig: newer('V2_0') })).LambdaConfig).toEqual({
      ...older,
      ...newer('V2_0'),
    });
  });

  it('names Cognito’s own role where analytics are stated by ARN', async () => {
    const { Id } = await createPool();
    const ApplicationArn = `arn:aws:mobiletargeting:eu-west-1:123456789012:apps/${'0'.repeat(32)}`;
    const byArn = await createClient(Id, { AnalyticsConfiguration: { ApplicationArn } });
    expect(byArn.AnalyticsConfiguration).toEqual({
      ApplicationArn,
      RoleArn:
        'arn:aws:iam::123456789012:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp',
      UserDataShared: false,
    });
    const byId = {
      ApplicationId: '0'.repeat(32),
      ExternalId: 'shop',
      RoleArn: 'arn:aws:iam::123456789012:role/analytics',
      UserDataShared: true,
    };
    const made = await createClient(Id, { AnalyticsConfiguration: byId });
    expect(made.AnalyticsConfiguration).toEqual(byId);
    expect(await createClient(Id)).not.toHaveProperty('AnalyticsConfiguration');
  });
});
