import {
  AdminCreateUserCommand,
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  AdminListDevicesCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateDeviceStatusCommand,
  ConfirmDeviceCommand,
  DescribeUserPoolCommand,
  type DeviceType,
  ForgetDeviceCommand,
  GetDeviceCommand,
  InitiateAuthCommand,
  ListDevicesCommand,
  UpdateDeviceStatusCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { DeviceClient } from '../spec-support/device-client.js';
import { templateWithDevices } from '../spec-support/devices.js';
import { goodPassword } from '../spec-support/harness.js';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

const Username = 'ann@example.com';

describe('device operations by SDK', () => {
  const resources = useResources();
  let started: StartedSuite;
  beforeAll(async () => {
    const asking = { DeviceOnlyRememberedOnUserPrompt: true, ChallengeRequiredOnNewDevice: false };
    started = await resources.add(startSuite({ template: templateWithDevices(asking) }));
    const user = { UserPoolId: started.pool.id, Username };
    const { sdk } = started;
    await sdk.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
    const password = { Password: goodPassword, Permanent: true };
    await sdk.send(new AdminSetUserPasswordCommand({ ...user, ...password }));
  });

  const signIn = async () => {
    const request = new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: started.client('web').id,
      AuthParameters: { USERNAME: Username, PASSWORD: goodPassword },
    });
    return (await started.sdk.send(request)).AuthenticationResult!;
  };

  it('confirms, remembers, lists, shows and forgets', async () => {
    const { sdk, pool } = started;
    const result = await signIn();
    const { AccessToken, NewDeviceMetadata } = result;
    const { DeviceKey = '', DeviceGroupKey = '' } = NewDeviceMetadata!;
    const DeviceSecretVerifierConfig = new DeviceClient({ DeviceKey, DeviceGroupKey })
      .verifierConfig;
    const confirmed = await sdk.send(
      new ConfirmDeviceCommand({
        AccessToken,
        DeviceKey,
        DeviceName: 'Laptop',
        DeviceSecretVerifierConfig,
      }),
    );
    expect(confirmed.UserConfirmationNecessary).toBe(true);
    const own = { AccessToken, DeviceKey };
    const remembered = { DeviceRememberedStatus: 'remembered' } as const;
    await sdk.send(new UpdateDeviceStatusCommand({ ...own, ...remembered }));
    const { Device } = await sdk.send(new GetDeviceCommand(own));
    expect(Device?.DeviceAttributes).toContainEqual({ Name: 'device_name', Value: 'Laptop' });
    expect(Device?.DeviceCreateDate).toBeInstanceOf(Date);
    const { Devices } = await sdk.send(new ListDevicesCommand({ AccessToken }));
    expect(Devices).toEqual([Device]);
    await sdk.send(new ForgetDeviceCommand(own));
    await expect(sdk.send(new GetDeviceCommand(own))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Device does not exist.',
    });
    const described = new DescribeUserPoolCommand({ UserPoolId: pool.id });
    expect((await sdk.send(described)).UserPool?.DeviceConfiguration).toEqual({
      DeviceOnlyRememberedOnUserPrompt: true,
      ChallengeRequiredOnNewDevice: false,
    });
  });

  it('lets administrators see and change the devices of a user', async () => {
    const { sdk, pool } = started;
    for (let made = 0; made < 3; made++) {
      const result = await signIn();
      const { AccessToken, NewDeviceMetadata } = result;
      const { DeviceKey } = NewDeviceMetadata!;
      await sdk.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey }));
    }
    const user = { UserPoolId: pool.id, Username };
    const all: DeviceType[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await sdk.send(
        new AdminListDevicesCommand({ ...user, Limit: 2, PaginationToken }),
      );
      all.push(...(page.Devices ?? []));
      ({ PaginationToken } = page);
    } while (PaginationToken !== undefined);
    expect(all).toHaveLength(3);
    const DeviceKey = all[0]?.DeviceKey;
    const remembered = { DeviceRememberedStatus: 'remembered' } as const;
    await sdk.send(new AdminUpdateDeviceStatusCommand({ ...user, DeviceKey, ...remembered }));
    const { Device } = await sdk.send(new AdminGetDeviceCommand({ ...user, DeviceKey }));
    expect(Device?.DeviceAttributes).toContainEqual({
      Name: 'dev:device_remembered_status',
      Value: 'remembered',
    });
    await sdk.send(new AdminForgetDeviceCommand({ ...user, DeviceKey }));
    const { Devices } = await sdk.send(new AdminListDevicesCommand(user));
    expect(Devices).toHaveLength(2);
  });
});
