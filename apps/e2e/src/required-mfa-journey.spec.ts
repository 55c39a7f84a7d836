/**
 * A system whose pool requires MFA and remembers devices. It is started here and needs the emulator.
 *
 * @timeoutSeconds 300
 */
import { SetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Devices, SteppedUp } from '@gatehouse/contracts';
import { useResources } from '@gatehouse/test-kit';
import { LocalSystem } from './local-system.js';
import { codeFor, confirmedUser, password } from './new-customer.js';
import { cognitoOf } from './pool-administration.js';
import {
  begin,
  challengeOf,
  respond,
  type Step,
  SteppedUpAccount,
  tokensIn,
} from './sign-in-steps.js';
import { SigningDevice } from './signing-device.js';
import { System, type Tokens } from './system.js';
import { totpCode } from './totp.js';

type User = Awaited<ReturnType<typeof confirmedUser>>;

const resources = useResources();
let system: System;
beforeAll(async () => {
  const local = await resources.add(LocalSystem.start({ GATEHOUSE_MFA: 'required' }));
  system = new System(local.description);
});

const signIn = ({ email: username }: User, more: object = {}) =>
  begin(system, { username, password, ...more });

/** Responds to the challenge of a code by email. */
async function byEmail({ userId }: User, asked: Step): Promise<Step> {
  const { session } = challengeOf(asked, 'email');
  const code = await codeFor(system, userId);
  return respond(system, { challenge: 'email', session, code });
}

/** A step-up with the code by email that follows the password. */
async function stepUp({ userId }: User, { access_token: token }: Tokens): Promise<SteppedUp> {
  const begun = await system.call('/account/step-up', { token, json: { password } });
  const { session } = challengeOf(begun, 'email');
  const json = { challenge: 'email', session, code: await codeFor(system, userId) };
  const { status, body } = await system.call<SteppedUp>('/account/step-up/challenge', {
    token,
    json,
  });
  expect([status, body]).toMatchObject([200, { step_up: expect.any(String) as string }]);
  return body;
}

/** Gives the pool its authenticator apps and passkeys, and email MFA or nothing more, as an account without SES has it. */
async function setSecondFactors(more: object): Promise<void> {
  const cognito = cognitoOf(system);
  await cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: system.description.pool.id,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: {
        RelyingPartyId: 'localhost',
        UserVerification: 'required',
        FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      },
      ...more,
    }),
  );
  cognito.destroy();
}
const withEmail = {
  EmailMfaConfiguration: { Subject: 'Sign in', Message: 'Your code is {####}.' },
};

describe('a user of a pool that requires MFA', () => {
  beforeAll(() => setSecondFactors(withEmail));

  it('signs in with a code by email, unless they add an authenticator app', async () => {
    const user = await confirmedUser(system);
    const tokens = tokensIn(await byEmail(user, await signIn(user)));
    const token = tokens.access_token;
    expect((await system.call('/users/me', { token })).status).toBe(200);
    const account = SteppedUpAccount.with(system, token, await stepUp(user, tokens));
    const secret = await account.addTotp();
    const { session } = challengeOf(await signIn(user), 'totp');
    tokensIn(await respond(system, { challenge: 'totp', session, code: totpCode(secret) }));
  });

  it('cannot begin with a code', async () => {
    const { email: username } = await confirmedUser(system);
    const choice = await begin(system, { method: 'choice', username });
    expect(challengeOf(choice, 'choose_method').methods).toEqual(['password', 'srp']);
  });
});

describe('a device in a pool that remembers devices', () => {
  beforeAll(() => setSecondFactors(withEmail));

  it('takes the place of the second factor while it is remembered', async () => {
    const user = await confirmedUser(system);
    const tokens = tokensIn(await byEmail(user, await signIn(user)));
    const steppedUp = await stepUp(user, tokens);
    const account = SteppedUpAccount.with(system, tokens.access_token, steppedUp);
    const device = new SigningDevice(steppedUp.device!);
    const json = { name: 'Laptop', ...device.registration };
    expect((await account.call('POST', 'devices', json)).status).toBe(204);
    const { body } = await account.call<Devices>('GET', 'devices');
    expect(body.devices).toMatchObject([{ key: device.key, name: 'Laptop' }]);

    const onDevice = { device_key: device.key };
    const { session: first } = challengeOf(await signIn(user, onDevice), 'device_srp_start');
    const exchange = { challenge: 'device_srp_start', session: first, srp_a: device.publicValue };
    const asked = challengeOf(await respond(system, exchange), 'device_srp');
    const signedIn = await respond(system, { ...device.proof(asked), session: asked.session });
    const { refresh_token } = tokensIn(signedIn);
    expect(signedIn.body).not.toHaveProperty('device');

    const refresh = (more: object = {}) =>
      system.call('/auth/refresh', { json: { refresh_token, ...more } });
    expect((await refresh()).status).toBe(401);
    expect((await refresh(onDevice)).status).toBe(200);

    expect((await account.call('DELETE', `devices/${device.key}`)).status).toBe(204);
    const rejected = await signIn(user, onDevice);
    expect([rejected.status, rejected.body]).toMatchObject([400, { code: 'unknown_device' }]);
    challengeOf(await signIn(user), 'email');
  });

  it('is not proved by another device', async () => {
    const user = await confirmedUser(system);
    const tokens = tokensIn(await byEmail(user, await signIn(user)));
    const steppedUp = await stepUp(user, tokens);
    const account = SteppedUpAccount.with(system, tokens.access_token, steppedUp);
    const names = steppedUp.device!;
    await account.call('POST', 'devices', new SigningDevice(names).registration);
    const other = new SigningDevice(names);
    const begun = await signIn(user, { device_key: names.key });
    const { session } = challengeOf(begun, 'device_srp_start');
    const exchange = { challenge: 'device_srp_start', session, srp_a: other.publicValue };
    const asked = challengeOf(await respond(system, exchange), 'device_srp');
    const rejected = await respond(system, { ...other.proof(asked), session: asked.session });
    expect([rejected.status, rejected.body]).toMatchObject([401, { code: 'invalid_credentials' }]);
  });
});

describe('a pool that requires MFA and has no sender for email MFA', () => {
  beforeAll(() => setSecondFactors({}));

  it('has an authenticator app set up at the first sign-in', async () => {
    const user = await confirmedUser(system);
    const asked = challengeOf(await signIn(user), 'set_up_factor');
    expect(asked.factors).toEqual(['totp']);
    const factor = { challenge: 'set_up_factor', factor: 'totp', session: asked.session };
    const { session, secret } = challengeOf(await respond(system, factor), 'set_up_totp');
    const answer = { challenge: 'set_up_totp', session };
    const wrong = await respond(system, { ...answer, code: '000000' });
    expect([wrong.status, wrong.body]).toMatchObject([400, { code: 'invalid_code' }]);
    tokensIn(await respond(system, { ...answer, code: totpCode(secret, -1) }));

    const again = challengeOf(await signIn(user), 'totp');
    const json = { challenge: 'totp', session: again.session, code: totpCode(secret) };
    tokensIn(await respond(system, json));
  });
});
