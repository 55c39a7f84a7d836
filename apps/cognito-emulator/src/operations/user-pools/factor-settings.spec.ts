import { useResources } from '@gatehouse/test-kit';
import { createHarness, type Harness } from '../../spec-support/harness.js';
import { smsConfiguration, withSes, withSms } from '../../spec-support/message-senders.js';

const code = 'InvalidParameterException';
const texts = {
  sender:
    'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. Update the value of EmailSendingAccount.',
  emailRecovery:
    'Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is not set or contains only verified_email in RecoveryMechanisms.',
  phoneRecovery:
    'Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.',
  codeFirst:
    'Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled',
  passkeyFirst:
    'WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.',
  passkeySingle:
    'Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor',
  smsMfa:
    'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
  smsVerification:
    'SMS configuration is required when phone_number is selected for auto verification',
  smsFirst:
    'SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration',
  smsRole: 'Invalid SMS MFA configuration given, external id and a valid caller arn are required',
};

type Settings = Readonly<Record<string, unknown>>;

const recovery = (...names: string[]) => ({
  AccountRecoverySetting: {
    RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })),
  },
});
const first = (...AllowedFirstAuthFactors: string[]) => ({
  Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
});
const mfa = (MfaConfiguration: string, ...factors: Settings[]): Settings =>
  Object.assign({ MfaConfiguration }, ...factors) as Settings;
const byApp = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const byEmail = { EmailMfaConfiguration: {} };
const bySms = { SmsMfaConfiguration: { SmsConfiguration: smsConfiguration() } };
const passkeys = (FactorConfiguration: string) => ({
  WebAuthnConfiguration: { FactorConfiguration },
});
const multiFactor = passkeys('MULTI_FACTOR_WITH_USER_VERIFICATION');

describe('the factors, recovery and senders of a user pool', () => {
  const resources = useResources();
  let harness: Harness;
  beforeAll(async () => {
    harness = await resources.add(createHarness());
  });

  const create = async (settings: Settings = {}) => {
    const { UserPool } = await harness.call('CreateUserPool', { PoolName: 'made', ...settings });
    return (UserPool as unknown as { readonly Id: string }).Id;
  };
  const update = (UserPoolId: string, settings: Settings) =>
    harness.call('UpdateUserPool', { UserPoolId, ...settings });
  const setMfa = (UserPoolId: string, settings: Settings) =>
    harness.call('SetUserPoolMfaConfig', { UserPoolId, ...settings });
  const stateOf = async (UserPoolId: string) => [
    await harness.call('DescribeUserPool', { UserPoolId }),
    await harness.call('GetUserPoolMfaConfig', { UserPoolId }),
  ];

  /** Calls an operation on a pool that has to reject the call and stay as it was. */
  const expectRejected = async (
    UserPoolId: string,
    call: (UserPoolId: string) => Promise<unknown>,
    publicMessage: string,
  ) => {
    const before = await stateOf(UserPoolId);
    await expect(call(UserPoolId)).rejects.toMatchObject({ code, publicMessage });
    expect(await stateOf(UserPoolId)).toEqual(before);
  };

  describe('in CreateUserPool', () => {
    it.each([
      ['MFA without SMS', { MfaConfiguration: 'ON' }, texts.smsMfa],
      [
        'verified numbers without SMS',
        { AutoVerifiedAttributes: ['phone_number'] },
        texts.smsVerification,
      ],
      ['SMS codes first without SMS', first('PASSWORD', 'SMS_OTP'), texts.smsFirst],
      [
        'required MFA beside email codes first',
        { ...mfa('ON', withSms()), ...first('PASSWORD', 'EMAIL_OTP') },
        texts.codeFirst,
      ],
      [
        'required MFA beside SMS codes first',
        { ...mfa('ON', withSms()), ...first('PASSWORD', 'SMS_OTP') },
        texts.codeFirst,
      ],
      [
        'required MFA beside passkeys first',
        { ...mfa('ON', withSms()), ...first('PASSWORD', 'WEB_AUTHN') },
        texts.passkeyFirst,
      ],
      [
        'SMS MFA with recovery by phone alone',
        { ...mfa('OPTIONAL', withSms()), ...recovery('verified_phone_number') },
        texts.phoneRecovery,
      ],
    ])('rejects %s and creates no pool', async (_what, settings, publicMessage) => {
      const before = [...harness.services.pools.all()].length;
      await expect(create(settings)).rejects.toMatchObject({ code, publicMessage });
      expect([...harness.services.pools.all()]).toHaveLength(before);
    });

    it.each([
      ['MFA with SMS', mfa('ON', withSms())],
      ['verified numbers with SMS', { AutoVerifiedAttributes: ['phone_number'], ...withSms() }],
      ['SMS codes first with SMS', { ...first('PASSWORD', 'SMS_OTP'), ...withSms() }],
      ['email codes first with Cognito’s own sender', first('PASSWORD', 'EMAIL_OTP')],
      [
        'optional MFA beside codes first',
        { ...mfa('OPTIONAL', withSms()), ...first('PASSWORD', 'EMAIL_OTP', 'SMS_OTP') },
      ],
      [
        'optional MFA beside passkeys first',
        { ...mfa('OPTIONAL', withSms()), ...first('PASSWORD', 'WEB_AUTHN') },
      ],
      [
        'SMS MFA with recovery by phone or email',
        { ...mfa('ON', withSms()), ...recovery('verified_phone_number', 'verified_email') },
      ],
      [
        'SMS MFA with recovery by administrators',
        { ...mfa('ON', withSms()), ...recovery('admin_only') },
      ],
      [
        'recovery by phone alone without MFA',
        { ...withSms(), ...recovery('verified_phone_number') },
      ],
    ])('accepts %s', async (_what, settings) => {
      await expect(create(settings)).resolves.toMatch(/^eu-west-1_/);
    });
  });

  describe('in UpdateUserPool', () => {
    it.each([
      [
        'the removal of the SMS settings of SMS MFA',
        mfa('OPTIONAL', bySms),
        mfa('OPTIONAL'),
        texts.smsMfa,
      ],
      ['the removal of the sender of email MFA', mfa('OPTIONAL', byEmail), {}, texts.sender],
      [
        'recovery by email alone beside email MFA',
        mfa('OPTIONAL', byEmail),
        { ...withSes(), ...recovery('verified_email') },
        texts.emailRecovery,
      ],
      [
        'no way of recovery beside email MFA',
        mfa('ON', byEmail),
        { ...withSes(), AccountRecoverySetting: {} },
        texts.emailRecovery,
      ],
      [
        'recovery by phone alone beside SMS MFA',
        mfa('OPTIONAL', bySms),
        recovery('verified_phone_number'),
        texts.phoneRecovery,
      ],
      [
        'email codes first beside required MFA',
        mfa('ON', byApp),
        first('PASSWORD', 'EMAIL_OTP'),
        texts.codeFirst,
      ],
      [
        'SMS codes first beside required MFA',
        mfa('ON', byApp),
        { ...withSms(), ...first('PASSWORD', 'SMS_OTP') },
        texts.codeFirst,
      ],
      [
        'passkeys of one factor first beside required MFA',
        mfa('ON', byApp),
        first('PASSWORD', 'WEB_AUTHN'),
        texts.passkeyFirst,
      ],
    ])('rejects %s and changes nothing', async (_what, before, change, publicMessage) => {
      const id = await create({ ...withSes(), UserPoolTags: { team: 'accounts' } });
      await setMfa(id, before);
      await expectRejected(id, (it) => update(it, change), publicMessage);
    });

    it('rejects the removal of the SMS settings of a first factor that stays', async () => {
      const id = await create({ ...first('PASSWORD', 'SMS_OTP'), ...withSms() });
      await expectRejected(id, (it) => update(it, {}), texts.smsFirst);
    });

    it('rejects required MFA for a pool with codes first', async () => {
      const id = await create(first('PASSWORD', 'EMAIL_OTP'));
      await setMfa(id, mfa('OPTIONAL', byApp));
      await expectRejected(id, (it) => update(it, { MfaConfiguration: 'ON' }), texts.codeFirst);
    });

    it.each([
      ['the sender of email MFA again', mfa('OPTIONAL', byEmail), withSes()],
      [
        'the end of email MFA with its sender',
        mfa('OPTIONAL', byEmail),
        { MfaConfiguration: 'OFF' },
      ],
      [
        'recovery by phone alone beside email MFA',
        mfa('OPTIONAL', byEmail),
        { ...withSes(), ...recovery('verified_phone_number') },
      ],
      [
        'recovery by administrators beside email MFA',
        mfa('OPTIONAL', byEmail),
        { ...withSes(), ...recovery('admin_only') },
      ],
      [
        'recovery by email alone beside SMS MFA',
        mfa('OPTIONAL', bySms),
        recovery('verified_email'),
      ],
      [
        'email codes first beside optional MFA',
        mfa('OPTIONAL', byApp),
        first('PASSWORD', 'EMAIL_OTP'),
      ],
      [
        'passkeys first beside required MFA that they satisfy',
        mfa('ON', byApp, multiFactor),
        first('PASSWORD', 'WEB_AUTHN'),
      ],
    ])('accepts %s', async (_what, before, change) => {
      const id = await create(withSes());
      await setMfa(id, before);
      await expect(update(id, change)).resolves.toEqual({});
    });
  });

  describe('in SetUserPoolMfaConfig', () => {
    it.each([
      ['email MFA with Cognito’s own sender', {}, mfa('OPTIONAL', byEmail), texts.sender],
      [
        'email MFA beside recovery by email alone',
        { ...withSes(), ...recovery('verified_email') },
        mfa('OPTIONAL', byEmail),
        texts.emailRecovery,
      ],
      [
        'email MFA without a way of recovery',
        { ...withSes(), AccountRecoverySetting: {} },
        mfa('ON', byEmail),
        texts.emailRecovery,
      ],
      [
        'SMS MFA beside recovery by phone alone',
        { ...withSms(), ...recovery('verified_phone_number') },
        mfa('OPTIONAL', bySms),
        texts.phoneRecovery,
      ],
      [
        'SMS MFA without SMS settings',
        {},
        mfa('OPTIONAL', byApp, { SmsMfaConfiguration: {} }),
        texts.smsRole,
      ],
      [
        'required MFA beside email codes first',
        first('PASSWORD', 'EMAIL_OTP'),
        mfa('ON', byApp),
        texts.codeFirst,
      ],
      [
        'required MFA beside SMS codes first',
        { ...withSms(), ...first('PASSWORD', 'SMS_OTP') },
        mfa('ON', byApp),
        texts.codeFirst,
      ],
      [
        'required MFA beside passkeys first',
        first('PASSWORD', 'WEB_AUTHN'),
        mfa('ON', byApp),
        texts.passkeySingle,
      ],
      [
        'required MFA beside passkeys of one factor',
        first('PASSWORD', 'WEB_AUTHN'),
        mfa('ON', byApp, passkeys('SINGLE_FACTOR')),
        texts.passkeySingle,
      ],
    ])('rejects %s and changes nothing', async (_what, settings, config, publicMessage) => {
      await expectRejected(await create(settings), (id) => setMfa(id, config), publicMessage);
    });

    it.each([
      ['email MFA beside the default recovery', withSes(), mfa('ON', byEmail)],
      [
        'email MFA beside recovery by phone',
        { ...withSes(), ...recovery('verified_phone_number') },
        mfa('ON', byEmail),
      ],
      [
        'SMS MFA with the SMS settings of the pool',
        withSms(),
        mfa('ON', { SmsMfaConfiguration: {} }),
      ],
      [
        'SMS MFA beside recovery by email',
        { ...withSms(), ...recovery('verified_email') },
        mfa('ON', bySms),
      ],
      [
        'optional MFA beside codes first',
        { ...withSms(), ...first('PASSWORD', 'EMAIL_OTP', 'SMS_OTP') },
        mfa('OPTIONAL', byApp),
      ],
      [
        'required MFA that passkeys satisfy',
        first('PASSWORD', 'WEB_AUTHN'),
        mfa('ON', byApp, multiFactor),
      ],
    ])('accepts %s', async (_what, settings, config) => {
      const { MfaConfiguration } = config;
      await expect(setMfa(await create(settings), config)).resolves.toMatchObject({
        MfaConfiguration,
      });
    });

    it('makes passkeys a single factor when they are left out', async () => {
      const id = await create(first('PASSWORD', 'WEB_AUTHN'));
      const RelyingPartyId = 'example.com';
      const WebAuthnConfiguration = { ...multiFactor.WebAuthnConfiguration, RelyingPartyId };
      await setMfa(id, mfa('ON', byApp, { WebAuthnConfiguration }));
      await expectRejected(id, (it) => setMfa(it, mfa('ON', byApp)), texts.passkeySingle);
      await expect(setMfa(id, mfa('OPTIONAL', byApp))).resolves.toMatchObject({
        WebAuthnConfiguration: { RelyingPartyId },
      });
      const [, config] = await stateOf(id);
      expect(config).not.toHaveProperty('WebAuthnConfiguration.FactorConfiguration');
    });

    it('rejects passkeys of several factors in the Lite plan', async () => {
      const id = await create({ UserPoolTier: 'LITE' });
      const before = await stateOf(id);
      await expect(setMfa(id, mfa('OFF', multiFactor))).rejects.toMatchObject({
        code: 'FeatureUnavailableInTierException',
      });
      expect(await stateOf(id)).toEqual(before);
      await expect(setMfa(id, mfa('OFF', passkeys('SINGLE_FACTOR')))).resolves.toBeDefined();
    });
  });
});
