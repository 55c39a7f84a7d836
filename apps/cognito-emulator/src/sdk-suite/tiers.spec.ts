import {
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DescribeUserPoolCommand,
  FeatureUnavailableInTierException,
  SetLogDeliveryConfigurationCommand,
  SetUserPoolMfaConfigCommand,
  TierChangeNotAllowedException,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { withSes } from '../spec-support/message-senders.js';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

type Settings = Partial<CreateUserPoolCommandInput>;

const lambda = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
const beyondLite: readonly (readonly [string, Settings])[] = [
  ['Password History', { Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } }],
  [
    'Passwordless Sign-In',
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
  ],
  [
    'Token Customization with Pre-Token Generation Lambda V2_0',
    { LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: lambda } } },
  ],
  ['ACR Configuration', { AcrConfiguration: { Level1: { AcrValue: 'urn:mine' } } }],
  ['Dynamic Client Registration', { DcrConfiguration: { OpenDcrEnabled: true } }],
];

describe('feature plans', () => {
  const resources = useResources();
  let started: StartedSuite;
  beforeAll(async () => {
    started = await resources.add(startSuite());
  });

  const create = async (settings: Settings) => {
    const command = new CreateUserPoolCommand({ PoolName: 'made', ...settings });
    return (await started.sdk.send(command)).UserPool;
  };
  const update = (UserPoolId: string | undefined, settings: Settings) =>
    started.sdk.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));

  it('are Essentials, or Plus with threat protection, unless stated', async () => {
    expect((await create({}))?.UserPoolTier).toBe('ESSENTIALS');
    const UserPoolAddOns = { AdvancedSecurityMode: 'AUDIT' } as const;
    expect((await create({ UserPoolAddOns }))?.UserPoolTier).toBe('PLUS');
    await expect(create({ UserPoolAddOns, UserPoolTier: 'ESSENTIALS' })).rejects.toThrow(
      'The following features need to be disabled for the ESSENTIALS pricing tier configured: ' +
        'Threat Protection',
    );
  });

  it.each(beyondLite)('keep %s from Lite', async (feature, settings) => {
    const refused = { name: 'FeatureUnavailableInTierException' };
    await expect(create({ ...settings, UserPoolTier: 'LITE' })).rejects.toMatchObject(refused);
    const pool = await create(settings);
    await expect(update(pool?.Id, { ...settings, UserPoolTier: 'LITE' })).rejects.toThrow(
      `The following features need to be disabled for the LITE pricing tier configured: ${feature}`,
    );
    const described = await started.sdk.send(new DescribeUserPoolCommand({ UserPoolId: pool?.Id }));
    expect(described.UserPool?.UserPoolTier).toBe('ESSENTIALS');
  });

  it('keep email MFA from Lite, whichever was there first', async () => {
    const EmailMfaConfiguration = { Message: 'Code {####}' };
    const mfa = (UserPoolId: string | undefined) =>
      started.sdk.send(
        new SetUserPoolMfaConfigCommand({
          UserPoolId,
          MfaConfiguration: 'OPTIONAL',
          EmailMfaConfiguration,
        }),
      );
    const lite = await create({ UserPoolTier: 'LITE' });
    await expect(mfa(lite?.Id)).rejects.toBeInstanceOf(FeatureUnavailableInTierException);
    const pool = await create(withSes());
    await mfa(pool?.Id);
    const lower = { UserPoolTier: 'LITE', ...withSes() } as const;
    await expect(update(pool?.Id, lower)).rejects.toThrow('Email MFA');
  });

  it('aren’t left while logs of users’ activity are exported', async () => {
    const pool = await create({ UserPoolTier: 'PLUS' });
    const deliver = (LogConfigurations: object[]) =>
      started.sdk.send(
        new SetLogDeliveryConfigurationCommand({
          UserPoolId: pool?.Id,
          LogConfigurations: LogConfigurations as never,
        }),
      );
    const S3Configuration = { BucketArn: 'arn:aws:s3:::logs' };
    await deliver([{ LogLevel: 'INFO', EventSource: 'userAuthEvents', S3Configuration }]);
    await expect(update(pool?.Id, { UserPoolTier: 'ESSENTIALS' })).rejects.toBeInstanceOf(
      TierChangeNotAllowedException,
    );
    await update(pool?.Id, { UserPoolTier: 'PLUS' });
    await deliver([]);
    await update(pool?.Id, { UserPoolTier: 'LITE' });
  });

  it('names the levels of assurance by Cognito’s names where the pool has none of its own', async () => {
    const pool = await create({ AcrConfiguration: { Level2: { AcrValue: 'urn:mine' } } });
    expect(pool?.AcrConfiguration).toEqual({
      Level1: { AcrValue: 'urn:cognito:loa:1' },
      Level2: { AcrValue: 'urn:mine' },
      Level3: { AcrValue: 'urn:cognito:loa:3' },
      Level4: { AcrValue: 'urn:cognito:loa:4' },
    });
    const doubled = { AcrConfiguration: { Level2: { AcrValue: 'urn:cognito:loa:3' } } };
    await expect(create(doubled)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const fifth = { AcrConfiguration: { Level5: { AcrValue: 'urn:mine' } } };
    await expect(create(fifth)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
