import { useResources } from '@gatehouse/test-kit';
import { callback } from '../spec-support/oauth-fixture.js';
import type { fixtureTemplate } from '../spec-support/fixture-template.js';
import { fixtureWith } from '../spec-support/fixture-template.js';
import {
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
} from '../spec-support/harness.js';
import { parseRequest } from '../http/request.js';
import { authFlows } from '../operations/sign-in/flows/index.js';
import { readAuthorizationRequest } from './authorization/authorization-request.js';
import { signedInHere } from './browser-session.js';
import { isPageSignInEnd, pageSignIn, type PageSignInEnd } from './page-sign-in.js';

const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid'],
  CallbackURLs: [callback],
};

/** A request as it comes from a browser. */
const requestOf = (path: string, cookie?: string) =>
  parseRequest(
    {
      url: path,
      method: 'GET',
      headers: { host: 'fixture-domain.localhost', ...(cookie === undefined ? {} : { cookie }) },
      rawHeaders: [],
    } as never,
    'id',
  )!;

interface Attempted {
  readonly more?: Record<string, string>;
  readonly cookie?: string | undefined;
  readonly username?: string;
  readonly flow?: string;
}

async function signInAtPage(
  { services, client }: Harness,
  clientName: string,
  { more = {}, cookie, username = 'ann@example.com', flow = 'USER_PASSWORD_AUTH' }: Attempted = {},
): Promise<object> {
  const query = new URLSearchParams({
    client_id: client(clientName).id,
    response_type: 'code',
    redirect_uri: callback,
    ...more,
  });
  const request = requestOf(`/login?${query.toString()}`, cookie);
  const authorization = readAuthorizationRequest(services, request);
  const parameters = {
    USERNAME: username,
    PASSWORD: goodPassword,
    PREFERRED_CHALLENGE: 'PASSWORD',
  };
  const attempt = pageSignIn(services, authorization, request, parameters);
  return authFlows.get(flow)!.run(services, attempt);
}

const ended = (answer: object): PageSignInEnd => {
  if (!isPageSignInEnd(answer)) throw new Error(JSON.stringify(answer));
  return answer;
};

const cookieIn = ({ cookie }: PageSignInEnd) => cookie.slice(0, cookie.indexOf(';'));

const resources = useResources();

describe('a sign-in at a page', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await resources.add(createHarness(fixtureWith('ServerClient', oauth)));
    await confirmedUser(harness);
    await confirmedUser(harness, 'bob@example.com');
  });

  const here = (cookie: string) =>
    signedInHere(harness.services, harness.pool, requestOf('/login', cookie));

  it('ends in a code and a cookie, for a client with a secret too', async () => {
    const end = ended(await signInAtPage(harness, 'server', { more: { state: 's' } }));
    expect(end.location).toMatch(/^https:\/\/app\.example\/callback\?code=[\da-f-]{36}&state=s$/);
    expect(end.cookie).toMatch(
      /^cognito=[\w-]{86}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=3600$/,
    );
    const [signedIn] = here(cookieIn(end));
    expect(signedIn).toMatchObject({
      factors: ['pwd'],
      signedInAt: harness.clock.nowMilliseconds(),
    });
  });

  it('gives the browser another name each time, and remembers who was there', async () => {
    const first = ended(await signInAtPage(harness, 'server'));
    const planted = cookieIn(first);
    const second = ended(
      await signInAtPage(harness, 'server', { cookie: planted, username: 'bob@example.com' }),
    );
    expect(cookieIn(second)).not.toBe(planted);
    expect(here(planted)).toEqual([]);
    const names = () => here(cookieIn(second)).map(({ user }) => user.attributes.email);
    expect(names()).toEqual(['ann@example.com', 'bob@example.com']);
    const third = ended(await signInAtPage(harness, 'server', { cookie: cookieIn(second) }));
    expect(here(cookieIn(third)).map(({ user }) => user.attributes.email)).toEqual([
      'bob@example.com',
      'ann@example.com',
    ]);
  });

  it('is remembered for an hour, each user on their own', async () => {
    const first = ended(await signInAtPage(harness, 'server'));
    harness.clock.advanceSeconds(1_800);
    const cookie = cookieIn(first);
    const second = ended(
      await signInAtPage(harness, 'server', { cookie, username: 'bob@example.com' }),
    );
    harness.clock.advanceSeconds(1_800);
    expect(here(cookieIn(second)).map(({ user }) => user.attributes.email)).toEqual([
      'bob@example.com',
    ]);
    harness.clock.advanceSeconds(1_800);
    expect(here(cookieIn(second))).toEqual([]);
  });

  it('tells of a user who was deleted nothing more', async () => {
    await confirmedUser(harness, 'cid@example.com');
    const end = ended(await signInAtPage(harness, 'server', { username: 'cid@example.com' }));
    const user = { UserPoolId: harness.pool.id, Username: 'cid@example.com' };
    await harness.call('AdminDeleteUser', user);
    expect(here(cookieIn(end))).toEqual([]);
  });

  it('refuses a level of assurance that the user has no factors for', async () => {
    const more = { acr_values: 'urn:cognito:loa:3' };
    await expect(
      signInAtPage(harness, 'server', { more, flow: 'USER_AUTH' }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await expect(signInAtPage(harness, 'server', { more })).rejects.toMatchObject({
      code: 'unmet_authentication_requirements',
      location: `${callback}?error=unmet_authentication_requirements`,
    });
  });
});

describe('a sign-in at a page that takes several steps', () => {
  it('goes on at a page alone, and one by the API not at a page', async () => {
    const harness = await resources.add(createHarness(fixtureWith('WebClient', oauth)));
    const Username = 'ann@example.com';
    await harness.call('AdminCreateUser', {
      UserPoolId: harness.pool.id,
      Username,
      TemporaryPassword: goodPassword,
      MessageAction: 'SUPPRESS',
    });
    const asked = (await signInAtPage(harness, 'web')) as {
      Session: string;
      ChallengeName: string;
    };
    expect(asked.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const { id: ClientId } = harness.client('web');
    await expect(
      harness.callUnsigned('RespondToAuthChallenge', {
        ClientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session: asked.Session,
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: 'Another-horse-8' },
      }),
    ).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });
});

describe('a sign-in at a page of a pool whose function refuses', () => {
  it('tells the client why, and gives no code', async () => {
    const code = "exports.handler = async () => { throw new Error('not today'); };";
    const pool = fixtureWith('ServerClient', oauth) as typeof fixtureTemplate;
    const { PreTokenGeneration } = pool.Resources;
    const Properties = { ...PreTokenGeneration.Properties, Code: { ZipFile: code } };
    const harness = await resources.add(
      createHarness({
        ...pool,
        Resources: {
          ...pool.Resources,
          PreTokenGeneration: { ...PreTokenGeneration, Properties },
        },
      }),
    );
    await confirmedUser(harness);
    const refused = signInAtPage(harness, 'server', { more: { state: 's' } });
    const description = 'PreTokenGeneration failed with error not today.';
    const query = new URLSearchParams({
      error: 'invalid_request',
      error_description: description,
      state: 's',
    });
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_request',
      location: `${callback}?${query.toString()}`,
    });
  });
});
