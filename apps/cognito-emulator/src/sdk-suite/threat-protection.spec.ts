import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminListUserAuthEventsCommand,
  AdminUpdateAuthEventFeedbackCommand,
  AdminUpdateUserAttributesCommand,
  ChangePasswordCommand,
  DescribeRiskConfigurationCommand,
  ForgotPasswordCommand,
  GetLogDeliveryConfigurationCommand,
  InitiateAuthCommand,
  type LogConfigurationType,
  ResendConfirmationCodeCommand,
  ResourceNotFoundException,
  SetLogDeliveryConfigurationCommand,
  SetRiskConfigurationCommand,
  type SetRiskConfigurationCommandInput,
  SignUpCommand,
  UpdateAuthEventFeedbackCommand,
  UserNotFoundException,
  UserPoolAddOnNotEnabledException,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { fixtureWith } from '../spec-support/fixture-template.js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const Username = 'ann@example.com';
const protectedPool = fixtureWith('Pool', {
  UserPoolTier: 'PLUS',
  UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
});

describe('threat protection', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let plain: StartedEmulator;
  let UserPoolId: string;
  beforeAll(async () => {
    started = await resources.add(startFixture({ template: protectedPool }));
    plain = await resources.add(startFixture());
    UserPoolId = started.pool.id;
    const ClientId = started.client('web').id;
    await started.sdk.send(new SignUpCommand({ ClientId, Username, Password: goodPassword }));
  });

  describe('keeps a history of users', () => {
    const list = (name = Username, MaxResults?: number, NextToken?: string) =>
      started.sdk.send(
        new AdminListUserAuthEventsCommand({ UserPoolId, Username: name, MaxResults, NextToken }),
      );
    const latest = async () => (await list()).AuthEvents![0]!;

    it('that begins with their sign-up', async () => {
      const { AuthEvents: events } = await list();
      expect(events).toEqual([
        {
          EventId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
          EventType: 'SignUp',
          EventResponse: 'Pass',
          CreationDate: expect.any(Date) as Date,
          EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
          ChallengeResponses: [],
          EventContextData: {},
        },
      ]);
    });

    it('that takes an administrator’s word and the user’s own', async () => {
      const { EventId } = await latest();
      await started.sdk.send(
        new AdminUpdateAuthEventFeedbackCommand({
          UserPoolId,
          Username,
          EventId,
          FeedbackValue: 'Invalid',
        }),
      );
      expect((await latest()).EventFeedback).toEqual({
        FeedbackValue: 'Invalid',
        Provider: 'Admin',
        FeedbackDate: expect.any(Date) as Date,
      });
      const { users, authEvents } = started.emulator.services;
      const { feedbackToken } = authEvents.get(users.get(started.pool, Username), EventId!);
      const say = (FeedbackToken: string) =>
        started.sdk.send(
          new UpdateAuthEventFeedbackCommand({
            UserPoolId,
            Username,
            EventId,
            FeedbackToken,
            FeedbackValue: 'Valid',
          }),
        );
      await expect(say('another')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
      await say(feedbackToken);
      expect((await latest()).EventFeedback).toMatchObject({
        FeedbackValue: 'Valid',
        Provider: 'User',
      });
    });

    it('of everything they do', async () => {
      const { sdk, client } = started;
      const ClientId = client('web').id;
      const user = { UserPoolId, Username: 'cat@example.com' };
      await sdk.send(new SignUpCommand({ ClientId, ...user, Password: goodPassword }));
      await sdk.send(new ResendConfirmationCodeCommand({ ClientId, ...user }));
      await sdk.send(new AdminConfirmSignUpCommand(user));
      await sdk.send(
        new AdminUpdateUserAttributesCommand({
          ...user,
          UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
        }),
      );
      await sdk.send(new ForgotPasswordCommand({ ClientId, ...user }));
      const { AuthenticationResult: result } = await sdk.send(
        new InitiateAuthCommand({
          AuthFlow: 'USER_PASSWORD_AUTH',
          ClientId,
          AuthParameters: { USERNAME: user.Username, PASSWORD: goodPassword },
        }),
      );
      const AccessToken = result!.AccessToken!;
      await sdk.send(
        new ChangePasswordCommand({
          AccessToken,
          PreviousPassword: goodPassword,
          ProposedPassword: 'Another-horse-8',
        }),
      );
      const { AuthEvents: events } = await list(user.Username);
      expect(events?.map(({ EventType }) => EventType)).toEqual([
        'PasswordChange',
        'SignIn',
        'ForgotPassword',
        'ResendCode',
        'SignUp',
      ]);
      const { event_id: id } = JSON.parse(
        Buffer.from(AccessToken.split('.')[1]!, 'base64url').toString(),
      ) as { event_id: string };
      expect(events?.[1]).toMatchObject({
        EventId: id,
        EventResponse: 'Pass',
        ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Success' }],
      });
    });

    it('with the latest first, in pages, and no more than 200 events', async () => {
      const name = 'bob@example.com';
      await started.sdk.send(new AdminCreateUserCommand({ UserPoolId, Username: name }));
      const { users, authEvents } = started.emulator.services;
      const bob = users.get(started.pool, name);
      for (let index = 1; index <= 203; index += 1)
        await authEvents.record(started.pool, bob, {
          id: `event-${index}`,
          type: 'SignIn',
          response: 'Fail',
          challenges: [{ name: 'Password', response: 'Failure' }],
          ipAddress: '192.0.2.7',
        });
      const found: (string | undefined)[] = [];
      let NextToken: string | undefined;
      do {
        const page = await list(name, 0, NextToken);
        found.push(...(page.AuthEvents ?? []).map(({ EventId }) => EventId));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      expect(found).toHaveLength(200);
      expect(found[0]).toBe('event-203');
      expect(found.at(-1)).toBe('event-4');
      const { AuthEvents: events } = await list(name, 1);
      expect(events).toMatchObject([
        {
          EventResponse: 'Fail',
          ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Failure' }],
          EventContextData: { IpAddress: '192.0.2.7' },
        },
      ]);
    });

    it('of users and events that are there', async () => {
      await expect(list('eve@example.com')).rejects.toBeInstanceOf(UserNotFoundException);
      const wrong = { UserPoolId, Username, EventId: 'none', FeedbackValue: 'Valid' } as const;
      await expect(
        started.sdk.send(new AdminUpdateAuthEventFeedbackCommand(wrong)),
      ).rejects.toBeInstanceOf(ResourceNotFoundException);
    });

    it('only where it is switched on', async () => {
      const user = { UserPoolId: plain.pool.id, Username };
      const event = { ...user, EventId: 'none', FeedbackValue: 'Valid' } as const;
      const off = UserPoolAddOnNotEnabledException;
      await expect(plain.sdk.send(new AdminListUserAuthEventsCommand(user))).rejects.toBeInstanceOf(
        off,
      );
      await expect(
        plain.sdk.send(new AdminUpdateAuthEventFeedbackCommand(event)),
      ).rejects.toBeInstanceOf(off);
      await expect(
        plain.sdk.send(new UpdateAuthEventFeedbackCommand({ ...event, FeedbackToken: 'any' })),
      ).rejects.toBeInstanceOf(off);
    });
  });

  describe('has settings', () => {
    type Settings = Omit<SetRiskConfigurationCommandInput, 'UserPoolId'>;
    const set = async (settings: Settings) => {
      const command = new SetRiskConfigurationCommand({ UserPoolId, ...settings });
      return (await started.sdk.send(command)).RiskConfiguration;
    };
    const get = async (ClientId?: string) => {
      const command = new DescribeRiskConfigurationCommand({ UserPoolId, ClientId });
      return (await started.sdk.send(command)).RiskConfiguration;
    };
    const exceptions = { BlockedIPRangeList: ['10.0.0.0/8', '2001:db8::/32'] };
    const takeover = {
      Actions: { HighAction: { Notify: false, EventAction: 'BLOCK' } },
    } as const;

    it('for the pool and for a client', async () => {
      const ClientId = started.client('web').id;
      expect(await get()).toEqual({ UserPoolId });
      const made = await set({
        CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
        AccountTakeoverRiskConfiguration: takeover,
      });
      expect(made).toEqual({
        UserPoolId,
        CompromisedCredentialsRiskConfiguration: {
          EventFilter: ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'],
          Actions: { EventAction: 'BLOCK' },
        },
        AccountTakeoverRiskConfiguration: takeover,
        LastModifiedDate: expect.any(Date) as Date,
      });
      expect(await get()).toEqual(made);
      const own = await set({ ClientId, RiskExceptionConfiguration: exceptions });
      expect(own).toMatchObject({ ClientId, RiskExceptionConfiguration: exceptions });
      expect(await get(ClientId)).toEqual(own);
      expect(await get()).toEqual(made);
      await set({ ClientId });
      await set({});
      expect(await get(ClientId)).toEqual({ UserPoolId, ClientId });
      expect(await get()).toEqual({ UserPoolId });
    });

    it.each<[string, Settings]>([
      [
        'an address without a prefix',
        { RiskExceptionConfiguration: { BlockedIPRangeList: ['10.0.0.1'] } },
      ],
      [
        'a prefix that is too long',
        { RiskExceptionConfiguration: { SkippedIPRangeList: ['10.0.0.1/33'] } },
      ],
      [
        'a notification without a sender',
        {
          AccountTakeoverRiskConfiguration: {
            Actions: { LowAction: { Notify: true, EventAction: 'NO_ACTION' } },
          },
        },
      ],
    ])('but not %s', async (_what, settings) => {
      await expect(set(settings)).rejects.toMatchObject({ name: 'InvalidParameterException' });
      expect(await get()).toEqual({ UserPoolId });
    });

    it('of clients that are there', async () => {
      await expect(get('nobody')).rejects.toBeInstanceOf(ResourceNotFoundException);
      await expect(set({ ClientId: 'nobody' })).rejects.toBeInstanceOf(ResourceNotFoundException);
    });
  });

  describe('has logs', () => {
    const group = { LogGroupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/users' };
    const bucket = { BucketArn: 'arn:aws:s3:::logs' };
    const messages: LogConfigurationType = {
      LogLevel: 'ERROR',
      EventSource: 'userNotification',
      CloudWatchLogsConfiguration: group,
    };
    const activity: LogConfigurationType = {
      LogLevel: 'INFO',
      EventSource: 'userAuthEvents',
      S3Configuration: bucket,
    };
    const set = async (LogConfigurations: LogConfigurationType[], at = started) => {
      const ids = { UserPoolId: at.pool.id, LogConfigurations };
      return (await at.sdk.send(new SetLogDeliveryConfigurationCommand(ids)))
        .LogDeliveryConfiguration;
    };
    const get = async () =>
      (await started.sdk.send(new GetLogDeliveryConfigurationCommand({ UserPoolId })))
        .LogDeliveryConfiguration;

    it('that go where they are sent', async () => {
      expect(await get()).toEqual({ UserPoolId, LogConfigurations: [] });
      const made = await set([messages, activity]);
      expect(made).toEqual({ UserPoolId, LogConfigurations: [messages, activity] });
      expect(await get()).toEqual(made);
      expect(await set([])).toEqual({ UserPoolId, LogConfigurations: [] });
    });

    it.each<[string, LogConfigurationType[]]>([
      ['two of one source', [messages, messages]],
      ['messages at another level', [{ ...messages, LogLevel: 'INFO' }]],
      ['activity at another level', [{ ...activity, LogLevel: 'ERROR' }]],
      ['two destinations', [{ ...activity, CloudWatchLogsConfiguration: group }]],
      ['no destination', [{ LogLevel: 'INFO', EventSource: 'userAuthEvents' }]],
      [
        'messages in a bucket',
        [{ LogLevel: 'ERROR', EventSource: 'userNotification', S3Configuration: bucket }],
      ],
      ['a destination that is no ARN', [{ ...activity, S3Configuration: { BucketArn: 'logs' } }]],
    ])('but not %s', async (_what, configurations) => {
      await expect(set(configurations)).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
      expect(await get()).toEqual({ UserPoolId, LogConfigurations: [] });
    });

    it('with a place and a source of its own for each', async () => {
      const homeless = { LogLevel: 'ERROR', EventSource: 'userNotification' } as const;
      const nowhere = 'Following event sources in request have no destination: [userNotification].';
      const twice =
        'Following event sources appear more then once in a request: [userNotification].';
      await expect(set([homeless])).rejects.toThrow(`Request validation Failed. ${nowhere}`);
      await expect(set([messages, messages])).rejects.toThrow(
        `Request validation Failed. ${twice}`,
      );
      await expect(set([homeless, homeless])).rejects.toThrow(`Failed. ${nowhere} ${twice}`);
    });

    it('of users’ activity in the plus plan alone', async () => {
      await expect(set([activity], plain)).rejects.toMatchObject({
        name: 'FeatureUnavailableInTierException',
      });
      await set([messages], plain);
    });
  });
});
