import { useResources } from '@gatehouse/test-kit';
import { createHarness, type Harness } from '../../spec-support/harness.js';

describe('DescribeUserPool', () => {
  const resources = useResources();
  let harness: Harness;
  beforeAll(async () => {
    harness = await resources.add(createHarness());
  });

  it('gives the settings as they came, with defaults and facts', async () => {
    const { UserPool: pool } = await harness.call('DescribeUserPool', {
      UserPoolId: harness.pool.id,
    });
    expect(pool).toMatchObject({
      Id: harness.pool.id,
      Name: 'fixture',
      Arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${harness.pool.id}`,
      Domain: 'fixture-domain',
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      MfaConfiguration: 'OFF',
      Policies: { PasswordPolicy: { MinimumLength: 10, RequireSymbols: true } },
      CreationDate: 1_768_478_400,
      EstimatedNumberOfUsers: 0,
      IssuerConfiguration: { Type: 'ORIGINAL' },
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    });
    expect(pool).not.toHaveProperty('UserPoolTags');
    const named = new Map<string, object>(
      pool.SchemaAttributes.map((attribute) => [attribute.Name, attribute]),
    );
    expect(named.size).toBe(22);
    expect(named.get('email')).toMatchObject({ Required: true, AttributeDataType: 'String' });
    expect(named.get('custom:tenant')).toMatchObject({ Mutable: true, Required: false });
    expect(named.get('email_verified')).toMatchObject({ AttributeDataType: 'Boolean' });
  });

  it('fills in what was stated in part', async () => {
    const stated = {
      EmailConfiguration: { ReplyToEmailAddress: 'help@example.com' },
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'x' },
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
    };
    const { UserPool: made } = await harness.call('CreateUserPool', {
      PoolName: 'stated',
      MfaConfiguration: 'OPTIONAL',
      ...stated,
    });
    const SmsConfiguration = { ...stated.SmsConfiguration, SnsRegion: 'eu-west-1' };
    expect(made).toMatchObject({
      EmailConfiguration: {
        EmailSendingAccount: 'COGNITO_DEFAULT',
        ReplyToEmailAddress: 'help@example.com',
      },
      SmsConfiguration,
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT', AdvancedSecurityAdditionalFlows: {} },
    });
    const { Id: UserPoolId } = made as unknown as { readonly Id: string };
    expect(await harness.call('GetUserPoolMfaConfig', { UserPoolId })).toMatchObject({
      SmsMfaConfiguration: { SmsConfiguration },
    });
  });

  it('knows no other pool', async () => {
    await expect(
      harness.call('DescribeUserPool', { UserPoolId: 'eu-west-1_constructor' }),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});
