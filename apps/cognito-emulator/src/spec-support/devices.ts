import { DeviceClient } from './device-client.js';
import { fixtureWith, type fixtureTemplate } from './fixture-template.js';
import { createHarness, goodPassword, type Harness, type OperationAnswer } from './harness.js';
import { totp } from './totp.js';

const username = 'ann@example.com';

interface DeviceSettings {
  readonly ChallengeRequiredOnNewDevice?: boolean;
  readonly DeviceOnlyRememberedOnUserPrompt?: boolean;
}

/** The fixture with a pool that remembers devices and lets users have MFA. */
export function templateWithDevices(
  DeviceConfiguration: DeviceSettings = { ChallengeRequiredOnNewDevice: true },
  others: Readonly<Record<string, unknown>> = {},
): object {
  const pool = {
    DeviceConfiguration,
    MfaConfiguration: 'OPTIONAL',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    ...others,
  };
  const flows = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'];
  const client = {
    ExplicitAuthFlows: [...flows, 'ADMIN_USER_PASSWORD_AUTH'].map((flow) => `ALLOW_${flow}`),
  };
  const withClient = fixtureWith('WebClient', client) as typeof fixtureTemplate;
  const { Pool } = (fixtureWith('Pool', pool) as typeof fixtureTemplate).Resources;
  return { ...withClient, Resources: { ...withClient.Resources, Pool } };
}

export const harnessWithDevices = (
  configuration?: DeviceSettings,
  others?: Readonly<Record<string, unknown>>,
): Promise<Harness> => createHarness(templateWithDevices(configuration, others));

/** Signs in by password, from a device when a key is given. */
export function signInFrom(
  { callUnsigned, client }: Harness,
  DEVICE_KEY?: string,
  USERNAME = username,
): Promise<OperationAnswer> {
  return callUnsigned('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: client('web').id,
    AuthParameters: { USERNAME, PASSWORD: goodPassword, DEVICE_KEY },
  });
}

export interface ConfirmedDevice {
  readonly device: DeviceClient;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Confirms the device that a sign-in gave a key for. */
export async function confirmDeviceOf(
  { callUnsigned }: Harness,
  { AuthenticationResult: result }: OperationAnswer,
  DeviceName?: string,
): Promise<ConfirmedDevice> {
  const { AccessToken, RefreshToken, NewDeviceMetadata } = result;
  if (NewDeviceMetadata === undefined) throw new Error('the sign-in gave no device key');
  const device = new DeviceClient(NewDeviceMetadata);
  const { DeviceKey } = NewDeviceMetadata;
  const DeviceSecretVerifierConfig = device.verifierConfig;
  const request = { AccessToken, DeviceKey, DeviceName, DeviceSecretVerifierConfig };
  await callUnsigned('ConfirmDevice', request);
  return { device, accessToken: AccessToken, refreshToken: RefreshToken };
}

/** Answers a challenge of the web client's user. */
export function answerChallenge(
  { callUnsigned, client }: Harness,
  ChallengeName: string,
  Session: string | undefined,
  answers: Readonly<Record<string, string>>,
): Promise<OperationAnswer> {
  return callUnsigned('RespondToAuthChallenge', {
    ClientId: client('web').id,
    ChallengeName,
    Session,
    ChallengeResponses: { USERNAME: username, ...answers },
  });
}

/** Begins the exchange that a DEVICE_SRP_AUTH challenge asks for. */
export const beginDeviceProof = (
  harness: Harness,
  { Session }: Pick<OperationAnswer, 'Session'>,
  device: DeviceClient,
): Promise<OperationAnswer> =>
  answerChallenge(harness, 'DEVICE_SRP_AUTH', Session, {
    DEVICE_KEY: device.metadata.DeviceKey,
    SRP_A: device.publicValue,
  });

/** Answers both challenges of a remembered device. */
export async function proveDevice(
  harness: Harness,
  asked: Pick<OperationAnswer, 'Session'>,
  device: DeviceClient,
): Promise<OperationAnswer> {
  const { Session, ChallengeParameters } = await beginDeviceProof(harness, asked, device);
  const claim = device.claim(ChallengeParameters);
  return answerChallenge(harness, 'DEVICE_PASSWORD_VERIFIER', Session, claim);
}

/** Sets up an authenticator app for whom an access token belongs to. @returns what the app shows */
export async function setUpApp(
  { callUnsigned, clock }: Harness,
  AccessToken: string,
): Promise<() => string> {
  const answer = await callUnsigned('AssociateSoftwareToken', { AccessToken });
  const { SecretCode } = answer as unknown as { readonly SecretCode: string };
  const code = () => {
    clock.advanceSeconds(30);
    return totp(SecretCode, clock.nowMilliseconds());
  };
  await callUnsigned('VerifySoftwareToken', { AccessToken, UserCode: code() });
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await callUnsigned('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings });
  return code;
}
