import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  ConfirmDeviceCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { templateWithDevices } from '../spec-support/devices.js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const Username = 'ann@example.com';

describe('POST /oauth2/token for a sign-in that is bound to a device', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture({ template: templateWithDevices() }));
    const user = { UserPoolId: started.pool.id, Username };
    await started.sdk.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
    const password = { Password: goodPassword, Permanent: true };
    await started.sdk.send(new AdminSetUserPasswordCommand({ ...user, ...password }));
  });

  it('refreshes nothing, whatever device key comes along', async () => {
    const { sdk, emulator } = started;
    const { id: ClientId } = started.client('web');
    const AuthParameters = { USERNAME: Username, PASSWORD: goodPassword };
    const request = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters } as const;
    const signedIn = await sdk.send(new InitiateAuthCommand(request));
    const { AccessToken, RefreshToken = '', NewDeviceMetadata } = signedIn.AuthenticationResult!;
    const { DeviceKey = '' } = NewDeviceMetadata!;
    await sdk.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey }));
    const forms: readonly Record<string, string>[] = [{}, { device_key: DeviceKey }];
    for (const more of forms) {
      const form = { grant_type: 'refresh_token', client_id: ClientId, ...more };
      const response = await fetch(`${emulator.url}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({ ...form, refresh_token: RefreshToken }),
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: 'invalid_grant' });
    }
    const refresh = { REFRESH_TOKEN: RefreshToken, DEVICE_KEY: DeviceKey };
    const byApi = { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId, AuthParameters: refresh } as const;
    await expect(sdk.send(new InitiateAuthCommand(byApi))).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
  });
});
