import type { SteppedUp } from '@gatehouse/contracts';
import { useResources } from '@gatehouse/test-kit';
import { cognitoException } from '../testing/cognito-answers.js';
import { type TestUser, UserServiceFixture } from '../testing/user-service-fixture.js';

const key = 'eu-west-1_01234567-89ab-cdef-0123-456789abcdef';
const metadata = { DeviceKey: key, DeviceGroupKey: '-group' };
const registration = { verifier: 'dmVyaWZpZXI=', salt: 'c2FsdA==' };

describe('/account/devices', () => {
  const resources = useResources();
  let fixture: UserServiceFixture;
  let user: TestUser;
  let AccessToken: string;

  beforeAll(async () => {
    fixture = await resources.add(UserServiceFixture.start(process.env));
  });
  beforeEach(() => {
    fixture.reset();
    user = fixture.newUser();
  });

  /** The response of a step-up on a device that Cognito sees for the first time, or in a pool without devices. */
  async function stepUp(NewDeviceMetadata?: object): Promise<SteppedUp> {
    const { accessToken, ...steppedUp } = await fixture.stepUp(user, NewDeviceMetadata);
    AccessToken = accessToken;
    fixture.servers.cognito.requests.length = 0;
    return steppedUp;
  }

  async function call(route: string, body?: object, device: object | undefined = metadata) {
    const headers = { 'step-up': (await stepUp(device)).step_up };
    return fixture.call(route, { user, headers, body });
  }

  it('are named by the step-up, with what their verifier is computed from', async () => {
    expect(await stepUp(metadata)).toMatchObject({ device: { key, group_key: '-group' } });
    expect(await stepUp()).not.toHaveProperty('device');
  });

  const confirm = {
    DeviceKey: key,
    DeviceSecretVerifierConfig: {
      PasswordVerifier: registration.verifier,
      Salt: registration.salt,
    },
  };

  it('are registered with the token of their step-up, and remembered where users are asked', async () => {
    fixture.answers.ConfirmDevice = { body: { UserConfirmationNecessary: true } };
    const done = await call('POST /account/devices', { name: 'Laptop', ...registration });
    expect([done.status, done.body]).toEqual([204, undefined]);
    expect(fixture.asked).toEqual([
      ['ConfirmDevice', { AccessToken, ...confirm, DeviceName: 'Laptop' }],
      ['UpdateDeviceStatus', { AccessToken, DeviceKey: key, DeviceRememberedStatus: 'remembered' }],
    ]);
  });

  it('are remembered at once where Cognito remembers every device', async () => {
    fixture.answers.ConfirmDevice = { body: { UserConfirmationNecessary: false } };
    expect((await call('POST /account/devices', registration)).status).toBe(204);
    expect(fixture.asked).toEqual([['ConfirmDevice', { AccessToken, ...confirm }]]);
  });

  it('are not registered by a step-up that returned none', async () => {
    const headers = { 'step-up': (await stepUp()).step_up };
    const route = 'POST /account/devices';
    const rejected = await fixture.call(route, { user, headers, body: registration });
    expect([rejected.status, rejected.body]).toMatchObject([400, { code: 'no_new_device' }]);
    expect(fixture.asked).toEqual([]);
  });

  it('are listed from all pages', async () => {
    const dates = { DeviceCreateDate: 1_700_000_000, DeviceLastAuthenticatedDate: 1_700_000_060 };
    const pages = [
      {
        Devices: [
          {
            DeviceKey: key,
            DeviceAttributes: [{ Name: 'device_name', Value: 'Laptop' }],
            ...dates,
          },
        ],
        PaginationToken: 'next',
      },
      { Devices: [{ DeviceKey: 'eu-west-1_0a', ...dates }] },
    ];
    const times = {
      created_at: '2023-11-14T22:13:20.000Z',
      last_used_at: '2023-11-14T22:14:20.000Z',
    };
    fixture.answers.ListDevices = () => ({ body: pages.shift() ?? {} });
    const { status, body } = await call('GET /account/devices');
    expect([status, body]).toEqual([
      200,
      {
        devices: [
          { key, name: 'Laptop', ...times },
          { key: 'eu-west-1_0a', name: null, ...times },
        ],
      },
    ]);
    expect(fixture.asked).toEqual([
      ['ListDevices', { AccessToken, Limit: 60 }],
      ['ListDevices', { AccessToken, Limit: 60, PaginationToken: 'next' }],
    ]);
  });

  it('are forgotten', async () => {
    expect((await call(`DELETE /account/devices/${key}`)).status).toBe(204);
    expect(fixture.asked).toEqual([['ForgetDevice', { AccessToken, DeviceKey: key }]]);
  });

  it.each([
    [
      'ListDevices',
      'GET /account/devices',
      'InvalidUserPoolConfigurationException',
      400,
      'no_devices',
    ],
    ['ListDevices', 'GET /account/devices', 'NotAuthorizedException', 403, 'step_up_required'],
    ['ConfirmDevice', 'POST /account/devices', 'DeviceKeyExistsException', 409, 'device_exists'],
    ['ConfirmDevice', 'POST /account/devices', 'InvalidParameterException', 400, 'invalid_request'],
    [
      'ForgetDevice',
      `DELETE /account/devices/${key}`,
      'ResourceNotFoundException',
      404,
      'device_not_found',
    ],
  ])('%s in %s turns %s into %i %s', async (...row) => {
    const [operation, route, exception, status, code] = row;
    fixture.answers[operation] = cognitoException(exception);
    const body = route.startsWith('POST') ? registration : undefined;
    const rejected = await call(route, body);
    expect([rejected.status, rejected.body]).toMatchObject([status, { code }]);
  });

  it.each([
    ['POST /account/devices', { ...registration, verifier: 'not base64!' }],
    ['POST /account/devices', { verifier: registration.verifier }],
    ['POST /account/devices', { ...registration, name: 'two\nlines' }],
    ['DELETE /account/devices/laptop', undefined],
  ])('reject %s %j without a call of Cognito', async (route, body) => {
    const rejected = await call(route, body);
    expect([rejected.status, rejected.body]).toMatchObject([400, { code: 'invalid_request' }]);
    expect(fixture.asked).toEqual([]);
  });
});
