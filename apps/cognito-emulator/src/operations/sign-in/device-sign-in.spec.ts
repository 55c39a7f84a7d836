import { getDiffieHellman } from 'node:crypto';
import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import {
  answerChallenge,
  beginDeviceProof,
  type ConfirmedDevice,
  confirmDeviceOf,
  harnessWithDevices,
  proveDevice,
  setUpApp,
  signInFrom,
} from '../../spec-support/devices.js';
import { DeviceClient } from '../../spec-support/device-client.js';
import { confirmedUser, type Harness } from '../../spec-support/harness.js';

const replacing = { ChallengeRequiredOnNewDevice: true };
const both = { ...replacing, DeviceOnlyRememberedOnUserPrompt: true };
const notFound = { code: 'ResourceNotFoundException', publicMessage: 'Device does not exist.' };
const wrong = {
  code: 'NotAuthorizedException',
  publicMessage: 'Incorrect username or password.',
};
const invalidSession = { publicMessage: 'Invalid session for the user.' };
const usedSession = {
  publicMessage: 'Invalid session for the user, session can only be used once.',
};
const username = 'ann@example.com';

describe('signing in with a device', () => {
  const resources = useResources();
  let harness: Harness;
  let own: ConfirmedDevice;
  let code: () => string;
  const start = async (configuration: object = replacing, others: object = {}) => {
    harness = await resources.add(harnessWithDevices(configuration, { ...others }));
    await confirmedUser(harness);
    own = await confirmDeviceOf(harness, await signInFrom(harness));
    code = await setUpApp(harness, own.accessToken);
  };

  const key = (device: DeviceClient = own.device) => device.metadata.DeviceKey;
  const setStatus = (DeviceRememberedStatus: string) =>
    harness.call('AdminUpdateDeviceStatus', {
      UserPoolId: harness.pool.id,
      Username: username,
      DeviceKey: key(),
      DeviceRememberedStatus,
    });
  const answerMfa = (Session: string, answers: Readonly<Record<string, string>> = {}) =>
    answerChallenge(harness, 'SOFTWARE_TOKEN_MFA', Session, {
      SOFTWARE_TOKEN_MFA_CODE: code(),
      ...answers,
    });

  it('spares the user MFA, and binds the tokens to the device', async () => {
    await start(replacing, {
      LambdaConfig: {
        PreTokenGenerationConfig: {
          LambdaVersion: 'V2_0',
          LambdaArn: { 'Fn::GetAtt': ['PreTokenGeneration', 'Arn'] },
        },
      },
    });
    const asked = await signInFrom(harness, key());
    expect(asked).toMatchObject({
      ChallengeName: 'DEVICE_SRP_AUTH',
      ChallengeParameters: { DEVICE_KEY: key() },
    });
    const { AuthenticationResult: result } = await proveDevice(harness, asked, own.device);
    expect(result).not.toHaveProperty('NewDeviceMetadata');
    expect(decodeJwt(result.AccessToken)).toMatchObject({
      device_key: key(),
      trigger: 'TokenGeneration_AuthenticateDevice',
    });
    expect(decodeJwt(result.IdToken)).not.toHaveProperty('device_key');
  });

  it('asks for MFA where there is no device, one that is not remembered, or one without a secret', async () => {
    await start(both);
    const asked = await signInFrom(harness);
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const bare = await answerMfa(asked.Session);
    const { AccessToken, NewDeviceMetadata } = bare.AuthenticationResult;
    const { DeviceKey } = NewDeviceMetadata!;
    expect(decodeJwt(AccessToken).device_key).toBe(DeviceKey);
    await harness.callUnsigned('ConfirmDevice', { AccessToken, DeviceKey });
    const status = { DeviceRememberedStatus: 'remembered' };
    await harness.callUnsigned('UpdateDeviceStatus', { AccessToken, DeviceKey, ...status });
    expect((await signInFrom(harness, DeviceKey)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const tracked = await signInFrom(harness, key());
    expect(tracked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const { AuthenticationResult: result } = await answerMfa(tracked.Session);
    expect(result).not.toHaveProperty('NewDeviceMetadata');
    expect(decodeJwt(result.AccessToken).device_key).toBe(key());
    await setStatus('remembered');
    expect((await signInFrom(harness, key())).ChallengeName).toBe('DEVICE_SRP_AUTH');
    await setStatus('not_remembered');
    expect((await signInFrom(harness, key())).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });

  it('comes after MFA where it does not take its place, also with the session before or none', async () => {
    await start({ DeviceOnlyRememberedOnUserPrompt: false });
    for (const withSession of ['own', 'before', 'none'] as const) {
      const asked = await signInFrom(harness, key());
      expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
      const then = await answerMfa(asked.Session, { DEVICE_KEY: key() });
      expect(then.ChallengeName).toBe('DEVICE_SRP_AUTH');
      const sessions = { own: then.Session, before: asked.Session, none: undefined };
      const Session = sessions[withSession]!;
      const done = await proveDevice(harness, { Session }, own.device);
      expect(done.AuthenticationResult.AccessToken).toMatch(/^ey/);
    }
  });

  it('works by answers that name no session, for whoever proved the password', async () => {
    await start();
    const begin = () => beginDeviceProof(harness, { Session: undefined as never }, own.device);
    await expect(begin()).rejects.toMatchObject({
      publicMessage: 'Missing required parameter Session',
    });
    await signInFrom(harness, key());
    const { ChallengeParameters } = await begin();
    const claim = own.device.claim(ChallengeParameters);
    const name = 'DEVICE_PASSWORD_VERIFIER';
    const done = await answerChallenge(harness, name, undefined, claim);
    expect(done.AuthenticationResult.AccessToken).toMatch(/^ey/);
    await expect(answerChallenge(harness, name, undefined, claim)).rejects.toMatchObject({
      publicMessage: 'Missing required parameter Session',
    });
  });

  it.each(['USER_AUTH', 'ADMIN_USER_PASSWORD_AUTH'])('goes with %s', async (AuthFlow) => {
    await start();
    const AuthParameters = {
      USERNAME: username,
      PASSWORD: 'Correct-horse-7',
      PREFERRED_CHALLENGE: 'PASSWORD',
      DEVICE_KEY: key(),
    };
    const asked = await harness.call('AdminInitiateAuth', {
      UserPoolId: harness.pool.id,
      ClientId: harness.client('web').id,
      AuthFlow,
      AuthParameters,
    });
    const done = await proveDevice(harness, asked, own.device);
    expect(decodeJwt(done.AuthenticationResult.AccessToken).device_key).toBe(key());
  });

  it('says when the device was last used', async () => {
    await start();
    harness.clock.advanceSeconds(3_600);
    await proveDevice(harness, await signInFrom(harness, key()), own.device);
    const { Device } = await harness.call('AdminGetDevice', {
      UserPoolId: harness.pool.id,
      Username: username,
      DeviceKey: key(),
    });
    expect(Device.DeviceLastAuthenticatedDate).toBe(harness.clock.nowMilliseconds() / 1_000);
  });

  it('is told of keys that are no device of the user, once the password is proved', async () => {
    await start();
    await confirmedUser(harness, 'eve@example.com');
    const eves = await confirmDeviceOf(
      harness,
      await signInFrom(harness, undefined, 'eve@example.com'),
    );
    for (const other of ['eu-west-1_0', 'nonsense', key(eves.device)])
      await expect(signInFrom(harness, other)).rejects.toMatchObject(notFound);
    await expect(
      harness.callUnsigned('InitiateAuth', {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: harness.client('web').id,
        AuthParameters: { USERNAME: username, PASSWORD: 'Wrong-horse-7', DEVICE_KEY: 'x' },
      }),
    ).rejects.toMatchObject(wrong);
    const asked = await signInFrom(harness);
    await expect(answerMfa(asked.Session, { DEVICE_KEY: 'x' })).rejects.toMatchObject(notFound);
    await expect(answerMfa(asked.Session)).resolves.toHaveProperty('AuthenticationResult');
  });

  it('can take up a device with the answer to MFA', async () => {
    await start();
    const asked = await signInFrom(harness);
    const then = await answerMfa(asked.Session, { DEVICE_KEY: key() });
    expect(then.ChallengeName).toBe('DEVICE_SRP_AUTH');
  });

  describe('refuses', () => {
    beforeEach(() => start());

    const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime().toString('hex')}`);
    it.each([
      ['0', '0'],
      ['N', prime.toString(16)],
      ['2N', (2n * prime).toString(16)],
      ['no number', 'no number'],
    ])('the public value %s', async (_what, SRP_A) => {
      const { Session } = await signInFrom(harness, key());
      const answers = { DEVICE_KEY: key(), SRP_A };
      await expect(
        answerChallenge(harness, 'DEVICE_SRP_AUTH', Session, answers),
      ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    });

    it("another user's device, and another one of the user's own", async () => {
      await confirmedUser(harness, 'eve@example.com');
      const eves = await confirmDeviceOf(
        harness,
        await signInFrom(harness, undefined, 'eve@example.com'),
      );
      const { Session: mfa } = await signInFrom(harness);
      const second = await confirmDeviceOf(harness, await answerMfa(mfa));
      const asked = await signInFrom(harness, key());
      const begin = (device: DeviceClient) => beginDeviceProof(harness, asked, device);
      await expect(begin(eves.device)).rejects.toMatchObject(notFound);
      await expect(begin(second.device)).rejects.toMatchObject(invalidSession);
      await expect(begin(own.device)).resolves.toHaveProperty('Session');
    });

    it('the proof of another device, or of another password', async () => {
      const stranger = new DeviceClient(own.device.metadata);
      const asked = await signInFrom(harness, key());
      await expect(proveDevice(harness, asked, stranger)).rejects.toMatchObject(wrong);
      const begun = await beginDeviceProof(harness, await signInFrom(harness, key()), own.device);
      const claim = own.device.claim(begun.ChallengeParameters);
      const answer = (changed: object) =>
        answerChallenge(harness, 'DEVICE_PASSWORD_VERIFIER', begun.Session, {
          ...claim,
          ...changed,
        });
      const signature = Buffer.alloc(32).toString('base64');
      await expect(answer({ PASSWORD_CLAIM_SIGNATURE: signature })).rejects.toMatchObject(wrong);
      const block = Buffer.alloc(96).toString('base64');
      await expect(answer({ PASSWORD_CLAIM_SECRET_BLOCK: block })).rejects.toMatchObject(wrong);
      await expect(answer({ TIMESTAMP: 'Thu Nov 26 09:05:08 UTC 2026' })).rejects.toMatchObject(
        wrong,
      );
      await expect(answer({ TIMESTAMP: 'now' })).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
      await expect(answer({})).resolves.toHaveProperty('AuthenticationResult');
    });

    it('an answer that was given before, in whatever session', async () => {
      const asked = await signInFrom(harness, key());
      const begun = await beginDeviceProof(harness, asked, own.device);
      await expect(beginDeviceProof(harness, asked, own.device)).rejects.toMatchObject(usedSession);
      const claim = own.device.claim(begun.ChallengeParameters);
      const give = (Session: string | undefined) =>
        answerChallenge(harness, 'DEVICE_PASSWORD_VERIFIER', Session, claim);
      await give(begun.Session);
      await expect(give(begun.Session)).rejects.toMatchObject(usedSession);
      const next = await beginDeviceProof(harness, await signInFrom(harness, key()), own.device);
      await expect(give(next.Session)).rejects.toMatchObject(wrong);
      await expect(give(undefined)).rejects.toMatchObject({
        publicMessage: 'Missing required parameter Session',
      });
    });

    it('one of two answers given at once', async () => {
      const { Session, ChallengeParameters } = await beginDeviceProof(
        harness,
        await signInFrom(harness, key()),
        own.device,
      );
      const claim = own.device.claim(ChallengeParameters);
      const both = await Promise.allSettled(
        [1, 2].map(() => answerChallenge(harness, 'DEVICE_PASSWORD_VERIFIER', Session, claim)),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('a proof that comes late, and one of a disabled user', async () => {
      const begun = await beginDeviceProof(harness, await signInFrom(harness, key()), own.device);
      const claim = own.device.claim(begun.ChallengeParameters);
      const give = () => answerChallenge(harness, 'DEVICE_PASSWORD_VERIFIER', begun.Session, claim);
      const { users } = harness.services;
      const user = users.get(harness.pool, username);
      await users.save({ ...user, enabled: false });
      await expect(give()).rejects.toMatchObject({ publicMessage: 'User is disabled.' });
      await users.save(user);
      harness.clock.advanceSeconds(180);
      await expect(give()).rejects.toMatchObject({
        publicMessage: 'Invalid session for the user, session is expired.',
      });
    });

    it('a device that was forgotten, or is not trusted any more, in the middle of it', async () => {
      const begun = await beginDeviceProof(harness, await signInFrom(harness, key()), own.device);
      const claim = own.device.claim(begun.ChallengeParameters);
      const give = () => answerChallenge(harness, 'DEVICE_PASSWORD_VERIFIER', begun.Session, claim);
      await setStatus('not_remembered');
      await expect(give()).rejects.toMatchObject(notFound);
      const { accessToken: AccessToken } = own;
      await harness.callUnsigned('ForgetDevice', { AccessToken, DeviceKey: key() });
      await expect(give()).rejects.toMatchObject(notFound);
      await expect(signInFrom(harness, key())).rejects.toMatchObject(notFound);
    });

    it('guesses, more and more slowly', async () => {
      const stranger = new DeviceClient(own.device.metadata);
      const guess = async () => {
        const asked = await signInFrom(harness, key());
        return proveDevice(harness, asked, stranger);
      };
      for (let guesses = 0; guesses < 5; guesses++)
        await expect(guess()).rejects.toMatchObject(wrong);
      const asked = await signInFrom(harness, key());
      await expect(proveDevice(harness, asked, own.device)).rejects.toMatchObject({
        publicMessage: 'Password attempts exceeded',
      });
      harness.clock.advanceSeconds(1);
      const again = await signInFrom(harness, key());
      await expect(proveDevice(harness, again, own.device)).resolves.toHaveProperty(
        'AuthenticationResult.AccessToken',
      );
    });
  });
});
