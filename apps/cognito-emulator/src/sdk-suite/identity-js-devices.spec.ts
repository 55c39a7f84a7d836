/** @timeoutSeconds 60 */
/* eslint-disable @typescript-eslint/no-deprecated -- the client is in maintenance, in wide use, and the one device authentication is judged by */
import {
  AdminCreateUserCommand,
  AdminForgetDeviceCommand,
  AdminListDevicesCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { FakeClock } from '@gatehouse/test-kit';
import { templateWithDevices } from '../spec-support/devices.js';
import { specTime } from '../spec-support/spec-time.js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { totp } from '../spec-support/totp.js';

const Username = 'ann@example.com';

/** An app on one device: all users of it share what it keeps. */
class App {
  private readonly kept = new Map<string, string>();
  private appSecret = '';

  constructor(
    private readonly started: StartedEmulator,
    private readonly clock: FakeClock,
  ) {}

  user(name = Username): CognitoUser {
    const { kept } = this;
    const Storage = {
      setItem: (key: string, value: string) => kept.set(key, value),
      getItem: (key: string) => kept.get(key) ?? null,
      removeItem: (key: string) => kept.delete(key),
      clear: () => {
        kept.clear();
      },
    };
    const Pool = new CognitoUserPool({
      UserPoolId: this.started.pool.id,
      ClientId: this.started.client('web').id,
      endpoint: this.started.emulator.url,
      Storage: Storage,
    });
    return new CognitoUser({ Username: name, Pool, Storage: Storage });
  }

  /** Signs in, showing codes of the authenticator app when asked. @returns what was asked for on the way */
  signIn(user: CognitoUser): Promise<readonly string[]> {
    const asked: string[] = [];
    return new Promise((resolve, reject) => {
      const callbacks = {
        onSuccess: (_session: CognitoUserSession, askWhetherToRemember?: boolean) => {
          if (askWhetherToRemember === true) asked.push('whether to remember');
          resolve(asked);
        },
        onFailure: reject,
        totpRequired: () => {
          asked.push('TOTP');
          user.sendMFACode(this.code(), callbacks, 'SOFTWARE_TOKEN_MFA');
        },
      };
      const details = new AuthenticationDetails({
        Username: user.getUsername(),
        Password: goodPassword,
      });
      user.authenticateUser(details, callbacks);
    });
  }

  async setUpTotp(user: CognitoUser): Promise<void> {
    this.appSecret = await new Promise<string>((associateSecretCode, onFailure) => {
      user.associateSoftwareToken({ associateSecretCode, onFailure });
    });
    await new Promise((onSuccess, onFailure) => {
      user.verifySoftwareToken(this.code(), 'phone', { onSuccess, onFailure });
    });
    await new Promise<void>((resolve, reject) => {
      user.setUserMfaPreference(null, { PreferredMfa: true, Enabled: true }, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  private code(): string {
    this.clock.advanceSeconds(30);
    return totp(this.appSecret, this.clock.nowMilliseconds());
  }
}

const done = <Result>(
  work: (callbacks: {
    readonly onSuccess: (result: Result) => void;
    readonly onFailure: (error: unknown) => void;
  }) => void,
): Promise<Result> =>
  new Promise((resolve, reject) => {
    work({ onSuccess: resolve, onFailure: reject });
  });

const listed = (user: CognitoUser) =>
  done<{ Devices: { DeviceKey: string; DeviceAttributes: unknown[] }[] }>((callbacks) => {
    user.listDevices(10, null, callbacks);
  });

describe('amazon-cognito-identity-js on a device', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let app: App;
  const start = async (configuration: object) => {
    const clock = new FakeClock(specTime);
    started = await resources.add(
      startFixture({ template: templateWithDevices(configuration), clock }),
    );
    app = new App(started, clock);
    const user = { UserPoolId: started.pool.id, Username };
    await started.sdk.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
    const password = { Password: goodPassword, Permanent: true };
    await started.sdk.send(new AdminSetUserPasswordCommand({ ...user, ...password }));
  };

  it('signs in by SRP and TOTP, remembers the device, is spared TOTP then, and forgets it', async () => {
    await start({ ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true });
    const first = app.user();
    expect(await app.signIn(first)).toEqual(['whether to remember']);
    await app.setUpTotp(first);
    const again = app.user();
    expect(await app.signIn(again)).toEqual(['TOTP']);
    await done((callbacks) => {
      again.setDeviceStatusRemembered(callbacks);
    });
    const { Devices } = await listed(again);
    expect(Devices).toHaveLength(1);

    const onDevice = app.user();
    expect(await app.signIn(onDevice)).toEqual([]);
    const session = onDevice.getSignInUserSession()!;
    expect(session.getAccessToken().payload).toMatchObject({ device_key: Devices[0]!.DeviceKey });
    await new Promise<void>((resolve, reject) => {
      onDevice.refreshSession(session.getRefreshToken(), (error: unknown) =>
        error instanceof Error ? reject(error) : resolve(),
      );
    });
    await done((callbacks) => {
      onDevice.getDevice(callbacks);
    });

    await done((callbacks) => {
      onDevice.setDeviceStatusNotRemembered(callbacks);
    });
    expect(await app.signIn(app.user())).toEqual(['TOTP']);
    await done((callbacks) => {
      onDevice.forgetDevice(callbacks);
    });
    expect(await listed(onDevice)).toMatchObject({ Devices: [] });
    expect(await app.signIn(app.user())).toEqual(['TOTP', 'whether to remember']);
  });

  it('gets over a device that was forgotten elsewhere', async () => {
    await start({ ChallengeRequiredOnNewDevice: true });
    const first = app.user();
    expect(await app.signIn(first)).toEqual([]);
    await app.setUpTotp(first);
    expect(await app.signIn(app.user())).toEqual([]);
    const user = { UserPoolId: started.pool.id, Username };
    const { Devices = [] } = await started.sdk.send(new AdminListDevicesCommand(user));
    const { DeviceKey } = Devices[0]!;
    await started.sdk.send(new AdminForgetDeviceCommand({ ...user, DeviceKey }));
    expect(await app.signIn(app.user())).toEqual(['TOTP']);
    expect(await app.signIn(app.user())).toEqual([]);
  });

  it('proves the device after TOTP where it does not take its place', async () => {
    await start({ ChallengeRequiredOnNewDevice: false });
    const first = app.user();
    await app.signIn(first);
    await app.setUpTotp(first);
    const again = app.user();
    expect(await app.signIn(again)).toEqual(['TOTP']);
    expect((await listed(again)).Devices).toHaveLength(1);
  });

  it('proves the device after a password that travelled', async () => {
    await start({ ChallengeRequiredOnNewDevice: true });
    const first = app.user();
    await app.signIn(first);
    await app.setUpTotp(first);
    // The client keeps what it knows of its device by the username alone.
    const again = app.user(first.getUsername());
    again.setAuthenticationFlowType('USER_PASSWORD_AUTH');
    expect(await app.signIn(again)).toEqual([]);
  });
});
/* eslint-enable @typescript-eslint/no-deprecated -- see above */
