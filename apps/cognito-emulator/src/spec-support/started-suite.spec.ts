import {
  ConfirmSignUpCommand,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { type RunningServer, startServer } from '../server.js';
import { fixtureTemplate } from './fixture-template.js';
import { goodPassword } from './harness.js';
import { sdkClient } from './started-emulator.js';
import { makeElsewhere } from './started-suite.js';
import { suiteTarget } from './suite-target.js';

const Username = 'ann@example.com';

describe('a suite that runs elsewhere', () => {
  const resources = useResources();
  let emulator: RunningServer;
  beforeAll(async () => {
    emulator = await resources.add(startServer());
  });

  it('is where the environment says, and at an emulator of its own otherwise', () => {
    expect(suiteTarget({})).toBeUndefined();
    expect(suiteTarget({ SDK_SUITE_ENDPOINT: '' })).toBeUndefined();
    expect(suiteTarget({ SDK_SUITE_ENDPOINT: emulator.url })?.endpoint).toBe(emulator.url);
    expect(suiteTarget({ SDK_SUITE_ENDPOINT: 'aws' })?.endpoint).toBeUndefined();
  });

  it('makes its pool by the API, reads codes, signs in, and leaves nothing', async () => {
    const target = suiteTarget({ SDK_SUITE_ENDPOINT: emulator.url })!;
    const started = await makeElsewhere(target, fixtureTemplate);
    const { sdk, pool, lastCode } = started;
    const ClientId = started.client('web').id;
    await sdk.send(new SignUpCommand({ ClientId, Username, Password: goodPassword }));
    const ConfirmationCode = await lastCode(Username, 'SignUp');
    await sdk.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
    const AuthParameters = { USERNAME: Username, PASSWORD: goodPassword };
    const signIn = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
    const { AuthenticationResult } = await sdk.send(new InitiateAuthCommand(signIn));
    expect(AuthenticationResult?.AccessToken).toMatch(/^ey/);
    expect(() => started.client('none')).toThrow('the template has no client none');
    await started.close();
    const after = resources.add(sdkClient(emulator.url));
    await expect(
      after.send(new DescribeUserPoolCommand({ UserPoolId: pool.id })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('gets codes from a command, and on AWS from nothing else', async () => {
    const codes = { SDK_SUITE_CODES: 'echo code-of' };
    const target = suiteTarget({ SDK_SUITE_ENDPOINT: 'aws', ...codes })!;
    await expect(target.lastCode('$(id) ; x', 'SignUp')).resolves.toBe('code-of $(id) ; x SignUp');
    const without = suiteTarget({ SDK_SUITE_ENDPOINT: 'aws' })!;
    expect(() => without.lastCode(Username)).toThrow('SDK_SUITE_CODES');
  });
});
