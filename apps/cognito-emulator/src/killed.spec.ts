import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminListGroupsForUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
  SignUpCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { startProcess } from './spec-support/emulator-process.js';
import { fixtureTemplate } from './spec-support/fixture-template.js';
import { goodPassword } from './spec-support/harness.js';
import { sdkClient } from './spec-support/started-emulator.js';
import { temporaryDirectory } from './spec-support/temporary-directory.js';

// Some in every test run; `npm run soak` kills two hundred times.
const kills = Number(process.env.KILLS ?? 2);

/** Users that are changed at the same time. */
const writers = 4;

interface Pool {
  readonly id: string;
  readonly clientId: string;
}

/** What happens to each user, in this order. */
const steps = [
  (sdk, { clientId }, Username) =>
    sdk.send(new SignUpCommand({ ClientId: clientId, Username, Password: goodPassword })),
  (sdk, { id }, Username) => sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: id, Username })),
  (sdk, { id }, Username) =>
    sdk.send(new AdminAddUserToGroupCommand({ UserPoolId: id, Username, GroupName: 'support' })),
  (sdk, { id }, Username) =>
    sdk.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: id,
        Username,
        UserAttributes: [{ Name: 'nickname', Value: 'changed' }],
      }),
    ),
  (sdk, { id }, Username) => sdk.send(new AdminDisableUserCommand({ UserPoolId: id, Username })),
  (sdk, { id }, Username) => sdk.send(new AdminDeleteUserCommand({ UserPoolId: id, Username })),
] satisfies ((
  sdk: CognitoIdentityProviderClient,
  pool: Pool,
  Username: string,
) => Promise<unknown>)[];

/** @returns the first steps as far as they can be seen at a user; none as well of one who was deleted. */
async function seen(sdk: CognitoIdentityProviderClient, pool: Pool, Username: string) {
  const of = { UserPoolId: pool.id, Username };
  try {
    const user = await sdk.send(new AdminGetUserCommand(of));
    const { Groups } = await sdk.send(new AdminListGroupsForUserCommand(of));
    return [
      true,
      user.UserStatus === 'CONFIRMED',
      Groups?.length === 1,
      user.UserAttributes?.some(({ Value }) => Value === 'changed'),
      user.Enabled === false,
    ];
  } catch (error) {
    if (error instanceof UserNotFoundException) return [false, false, false, false, false];
    throw error;
  }
}

describe('an emulator that is killed while it answers', () => {
  const resources = useResources();
  const directory = temporaryDirectory();

  it('has each change it acknowledged when it runs again, and no other change by half', async () => {
    const template = join(directory, 'template.json');
    writeFileSync(template, JSON.stringify(fixtureTemplate));
    const start = async () => {
      const { child, ended, printed } = await startProcess(resources, {
        EMULATOR_TEMPLATE: template,
        EMULATOR_DATA_DIR: join(directory, 'data'),
      });
      const banner = await printed('machine ');
      const [, url = ''] = /listening on (http:[^)]+)/.exec(banner) ?? [];
      const [, id = ''] = /pool fixture (\S+)/.exec(banner) ?? [];
      const [, clientId = ''] = /web ([a-z0-9]{26})\n/.exec(banner) ?? [];
      return { child, ended, sdk: sdkClient(url), pool: { id, clientId } };
    };
    let started = await start();
    /** How many steps were acknowledged for each user. */
    const acknowledged = new Map<string, number>();
    let onAcknowledged: () => void;
    const untilKilled = async (name: string) => {
      for (let count = 0; ; count += 1) {
        const Username = `${name}-${count}@example.com`;
        acknowledged.set(Username, 0);
        for (const [done, step] of steps.entries()) {
          try {
            await step(started.sdk, started.pool, Username);
          } catch (error) {
            if (started.child.killed) return;
            throw error;
          }
          acknowledged.set(Username, done + 1);
          onAcknowledged();
        }
      }
    };

    for (let round = 0; round < kills; round += 1) {
      const due = 10 + ((round * 37) % 100);
      let count = 0;
      onAcknowledged = () => {
        if ((count += 1) === due) setTimeout(() => started.child.kill('SIGKILL'), round % 4);
      };
      await Promise.all([
        started.ended,
        ...Array.from({ length: writers }, (_, index) => untilKilled(`${round}-${index}`)),
      ]);
      started.sdk.destroy();

      started = await start();
      for (const [Username, count] of acknowledged) {
        const facts = await seen(started.sdk, started.pool, Username);
        const found = facts.filter(Boolean).length;
        expect(facts).toEqual(steps.slice(1).map((_, index) => index < found));
        const isGone = found === 0 && count >= steps.length - 1;
        expect([count, count + 1]).toContain(isGone ? steps.length : found);
      }
      acknowledged.clear();
    }
    started.child.kill('SIGTERM');
    expect(await started.ended).toMatchObject({ code: 0, error: '' });
  }, 3_600_000);
});
