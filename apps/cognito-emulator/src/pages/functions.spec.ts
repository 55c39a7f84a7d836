import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { pageTemplate, type PageFixture, startPages } from '../spec-support/page-fixture.js';

const username = 'ann@example.com';
const password = 'correct-horse-7';

/** A pool with pages and one function for several triggers. */
function template(triggers: readonly string[], statements: string): object {
  const arn = { 'Fn::GetAtt': ['Function', 'Arn'] };
  const LambdaConfig = Object.fromEntries(triggers.map((trigger) => [trigger, arn]));
  const { Resources } = pageTemplate({ LambdaConfig }) as { Resources: object };
  const ZipFile = `exports.handler = async (event) => { ${statements} return event; };`;
  const Properties = { Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile } };
  return { Resources: { ...Resources, Function: { Type: 'AWS::Lambda::Function', Properties } } };
}

describe('the pages of a pool with functions', () => {
  const resources = useResources();
  let pages: PageFixture;

  it.each(['PreAuthentication', 'PostAuthentication'])(
    'show what %s refuses with, and sign nobody in',
    async (trigger) => {
      pages = await resources.add(
        startPages(template([trigger], "throw new Error('closed today');")),
      );
      const UserPoolId = pages.pool.id;
      const named = { UserPoolId, Username: username };
      await pages.sdk.send(new AdminCreateUserCommand({ ...named, MessageAction: 'SUPPRESS' }));
      const chosen = { ...named, Password: password, Permanent: true };
      await pages.sdk.send(new AdminSetUserPasswordCommand(chosen));
      const browser = await pages.atLogin();
      await browser.submit({ username, password });
      expect(browser.fault).toContain(`${trigger} failed with error closed today.`);
      expect(browser.callback).toBeUndefined();
    },
  );

  it('bring a user over who signs in', async () => {
    const known = `event.response.userAttributes = { email: event.userName, name: 'Ann' };
      event.response.finalUserStatus = 'CONFIRMED';
      event.response.messageAction = 'SUPPRESS';`;
    pages = await resources.add(startPages(template(['UserMigration'], known)));
    const browser = await pages.atLogin();
    await browser.submit({ username, password });
    expect(browser.callback?.searchParams.get('code')).toBeTruthy();
    expect(pages.emulator.services.users.get(pages.pool, username).attributes.name).toBe('Ann');
  });
});
