import { useResources } from '@gatehouse/test-kit';
import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { confirmDeviceOf, harnessWithDevices, signInFrom } from '../../spec-support/devices.js';
import { confirmedUser, type Harness } from '../../spec-support/harness.js';

const refused = { code: 'NotAuthorizedException', publicMessage: 'Invalid Refresh Token' };

describe('refreshing what a device was signed in to', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(harnessWithDevices());
    await confirmedUser(harness);
  });

  const ways = {
    InitiateAuth: (REFRESH_TOKEN: string, DEVICE_KEY?: string) =>
      harness.callUnsigned('InitiateAuth', {
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        ClientId: harness.client('web').id,
        AuthParameters: { REFRESH_TOKEN, DEVICE_KEY },
      }),
    GetTokensFromRefreshToken: (RefreshToken: string, DeviceKey?: string) =>
      harness.callUnsigned('GetTokensFromRefreshToken', {
        ClientId: harness.client('web').id,
        RefreshToken,
        DeviceKey,
      }),
  } as const;

  describe.each(Object.keys(ways) as (keyof typeof ways)[])('by %s', (way) => {
    it('takes the key of the device, which has to be confirmed', async () => {
      const signedIn = await signInFrom(harness);
      const { RefreshToken: token, NewDeviceMetadata } = signedIn.AuthenticationResult;
      const { DeviceKey: key } = NewDeviceMetadata!;
      await expect(ways[way](token, key)).rejects.toMatchObject(refused);
      await confirmDeviceOf(harness, signedIn);
      const other = await confirmDeviceOf(harness, await signInFrom(harness));
      for (const wrong of [undefined, 'eu-west-1_0', other.device.metadata.DeviceKey])
        await expect(ways[way](token, wrong)).rejects.toMatchObject(refused);
      const { AuthenticationResult: result } = await ways[way](token, key);
      expect(result.AccessToken).toMatch(/^ey/);
      expect(result).not.toHaveProperty('NewDeviceMetadata');
    });

    it('ends when the device is forgotten, and not before', async () => {
      const { device, refreshToken, accessToken } = await confirmDeviceOf(
        harness,
        await signInFrom(harness),
      );
      const { DeviceKey } = device.metadata;
      const named = { AccessToken: accessToken, DeviceKey };
      const status = { DeviceRememberedStatus: 'not_remembered' };
      await harness.callUnsigned('UpdateDeviceStatus', { ...named, ...status });
      await expect(ways[way](refreshToken, DeviceKey)).resolves.toHaveProperty(
        'AuthenticationResult.AccessToken',
      );
      await harness.callUnsigned('ForgetDevice', named);
      await expect(ways[way](refreshToken, DeviceKey)).rejects.toMatchObject(refused);
      await expect(
        harness.callUnsigned('GetUser', { AccessToken: accessToken }),
      ).resolves.toHaveProperty('Username');
    });

    it('takes no key in a pool that does not remember devices, or did not then', async () => {
      const { store } = harness.services;
      const { DeviceConfiguration, ...settings } = harness.pool.settings;
      const bound = (await signInFrom(harness)).AuthenticationResult.RefreshToken;
      await store.commit([put(userPools, { ...harness.pool, settings })]);
      await expect(ways[way](bound)).resolves.toHaveProperty('AuthenticationResult.AccessToken');
      const free = (await signInFrom(harness)).AuthenticationResult.RefreshToken;
      const on = { ...settings, DeviceConfiguration };
      await store.commit([put(userPools, { ...harness.pool, settings: on })]);
      await expect(ways[way](free)).resolves.toHaveProperty('AuthenticationResult.AccessToken');
      await expect(ways[way](bound)).rejects.toMatchObject(refused);
    });
  });
});
