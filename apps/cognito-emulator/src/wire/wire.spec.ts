import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const contentType = 'application/x-amz-json-1.1';
const signature =
  'AWS4-HMAC-SHA256 Credential=AKIA/20260115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00';

describe('POST /', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture());
  });
  afterEach(async () => {
    // Whatever was thrown at it, it goes on.
    const health = await fetch(`${started.emulator.url}/health`);
    expect(await health.json()).toEqual({ status: 'ok' });
  });

  const post = (
    body: string | Buffer,
    operation = 'SignUp',
    headers: Record<string, string> = {},
  ) =>
    fetch(started.emulator.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': contentType,
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        ...headers,
      },
    });
  const refusal = async (response: Response) => {
    const body = (await response.json()) as { __type: string; message: string };
    expect(response.headers.get('x-amzn-errortype')).toBe(`${body.__type}:`);
    return body;
  };
  const signUp = () => ({
    ClientId: started.client('web').id,
    Username: 'ann@example.com',
    Password: goodPassword,
  });
  const raw = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const { port } = new URL(started.emulator.url);
      let answer = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
      socket
        .on('data', (chunk) => (answer += chunk.toString()))
        .on('error', reject)
        .on('close', () => resolve(answer));
    });

  it('answers errors as the service does', async () => {
    const response = await post(JSON.stringify({ ...signUp(), Username: 'ann' }));
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe(contentType);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-amzn-errormessage')).toBe('Username should be an email.');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({
      __type: 'InvalidParameterException',
      message: 'Username should be an email.',
    });
  });

  it.each([
    ['nothing', '', 'SerializationException'],
    ['half an object', '{', 'SerializationException'],
    ['a list', '[]', 'SerializationException'],
    ['null', 'null', 'SerializationException'],
    ['a text', '"text"', 'SerializationException'],
    ['control characters', '\u0000\u0001', 'SerializationException'],
    ['many brackets', '['.repeat(200_000), 'SerializationException'],
    ['deep lists', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'SerializationException'],
    ['deep objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 'SerializationException'],
    ['prototypes', '{"__proto__":{"ClientId":"x"},"constructor":1}', 'InvalidParameterException'],
  ])('refuses a body of %s', async (_what, body, type) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect((await refusal(response)).__type).toBe(type);
  });

  it('refuses text that is not UTF-8', async () => {
    const body = Buffer.concat([
      Buffer.from('{"ClientId":"'),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    expect((await refusal(await post(body))).__type).toBe('SerializationException');
  });

  it('says nothing of a body that it can not read', async () => {
    const response = await post('{');
    expect(response.headers.get('x-amzn-errormessage')).toBeNull();
    expect(await refusal(response)).toEqual({ __type: 'SerializationException' });
    expect(await refusal(await post('[]'))).toEqual({
      __type: 'SerializationException',
      message: 'Start of list found where not expected',
    });
    const zipped = { 'content-encoding': 'gzip' };
    expect(await refusal(await post(gzipSync('{}'), 'SignUp', zipped))).toEqual({
      __type: 'SerializationException',
    });
  });

  it('reads a byte order mark, and the last of members given twice', async () => {
    const body = `\ufeff{"ClientId":"x","ClientId":"${signUp().ClientId}","Username":"ann","Password":"${goodPassword}"}`;
    expect((await refusal(await post(body))).message).toBe('Username should be an email.');
  });

  it.each(['text/plain', 'application/cbor', 'application/x-www-form-urlencoded', ''])(
    'understands no body of type %j',
    async (type) => {
      const response = await post('{}', 'SignUp', { 'content-type': type });
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('UnknownOperationException');
    },
  );

  const list = 'Start of list found where not expected';
  const map = 'Start of structure or map found where not expected.';
  it.each([
    [{ ClientId: 7 }, 'NUMBER_VALUE can not be converted to a String'],
    [{ ClientId: true }, 'TRUE_VALUE can not be converted to a String'],
    [{ ClientId: {} }, map],
    [{ Username: ['ann@example.com'] }, list],
    [{ UserAttributes: {} }, map],
    [{ UserAttributes: 'x' }, 'Expected list or null'],
    [{ UserAttributes: [7] }, 'Expected null'],
    [{ UserAttributes: [[]] }, list],
    [
      { UserAttributes: [{ Name: 'name', Value: 7 }] },
      'NUMBER_VALUE can not be converted to a String',
    ],
    [{ ClientMetadata: [] }, list],
    [{ ClientMetadata: { a: {} } }, map],
    [{ ClientId: 7, Username: '' }, 'NUMBER_VALUE can not be converted to a String'],
  ])('names the wrong type in %j', async (body, message) => {
    const answer = await refusal(await post(JSON.stringify({ ...signUp(), ...body })));
    expect(answer).toEqual({ __type: 'SerializationException', message });
  });

  it('cuts fractions off, and takes null in a list for nothing', async () => {
    const UserPoolId = started.pool.id;
    const attempt = (body: object) =>
      post(JSON.stringify({ UserPoolId, ...body }), 'ListUsers', { authorization: signature });
    expect((await attempt({ Limit: 1.9 })).status).toBe(200);
    expect((await attempt({ AttributesToGet: [null, 'email'] })).status).toBe(200);
    expect((await refusal(await attempt({ Limit: '1' }))).message).toBe(
      'STRING_VALUE can not be converted to an Integer',
    );
    expect((await refusal(await attempt({ Limit: 99_999_999_999 }))).message).toContain(
      'Member must have value less than or equal to 60',
    );
  });

  it.each([
    [
      { Username: '' },
      "2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    ],
    [
      { Username: null },
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must not be null",
    ],
    [
      { Username: 'a'.repeat(129) },
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
    ],
    [
      { Password: 'short' },
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 6",
    ],
    [
      { UserAttributes: [{ Name: 'name', Value: 'a'.repeat(2_049) }] },
      "1 validation error detected: Value at 'userAttributes.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 2048",
    ],
    [
      { ClientId: 'with space' },
      "1 validation error detected: Value 'with space' at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+",
    ],
  ])('words a violation as the service does, case %#', async (body, message) => {
    const answer = await refusal(await post(JSON.stringify({ ...signUp(), ...body })));
    expect(answer).toEqual({ __type: 'InvalidParameterException', message });
  });

  it.each([
    [
      'ListUsers',
      { Limit: 61 },
      "Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    ],
    [
      'ListUsers',
      { AttributesToGet: ['email', ''] },
      "Value '[email, ]' at 'attributesToGet' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 32, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+]",
    ],
    [
      'AdminCreateUser',
      { DesiredDeliveryMediums: ['PIGEON', 'SMS'] },
      "Value '[PIGEON, SMS]' at 'desiredDeliveryMediums' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [EMAIL, SMS]]",
    ],
    [
      'ListUsers',
      { UserPoolId: null },
      "Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
    ],
    [
      'InitiateAuth',
      { ClientId: 'any' },
      "Value null at 'authFlow' failed to satisfy constraint: Member must not be null",
    ],
    [
      'AdminCreateUser',
      { MessageAction: 'SEND' },
      "Value 'SEND' at 'messageAction' failed to satisfy constraint: Member must satisfy enum value set: [RESEND, SUPPRESS]",
    ],
  ])('words bounds of numbers and sets in %s', async (operation, more, text) => {
    const body = JSON.stringify({ UserPoolId: started.pool.id, Username: 'a@b.co', ...more });
    const answer = await refusal(await post(body, operation, { authorization: signature }));
    expect(answer.message).toBe(`1 validation error detected: ${text}`);
  });

  it.each(['a'.repeat(1_000_000) + ' ', 'a' + ' '.repeat(1_000_000)])(
    'is quick to refuse a very long password, case %#',
    async (Password) => {
      const startedAt = performance.now();
      const answer = await refusal(await post(JSON.stringify({ ...signUp(), Password })));
      expect(performance.now() - startedAt).toBeLessThan(20_000);
      expect(answer.message).toBe(
        "2 validation errors detected: Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 256; Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+.*[\\S]+",
      );
    },
  );

  it('cuts a long message short in its header alone', async () => {
    const UserAttributes = Array.from({ length: 1_000 }, () => ({ Name: '' }));
    const response = await post(JSON.stringify({ ...signUp(), UserAttributes }));
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errormessage')).toMatch(/^2000 validation errors.{900,}$/);
    expect(response.headers.get('x-amzn-errormessage')!.length).toBeLessThanOrEqual(1_024);
    expect((await refusal(response)).message.length).toBeGreaterThan(100_000);
  });

  it('keeps names like __proto__ apart from the real ones', async () => {
    for (const Username of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const answer = await refusal(await post(JSON.stringify({ ...signUp(), Username })));
      expect(answer.message).toBe('Username should be an email.');
    }
    expect(Object.prototype).not.toHaveProperty('ClientId');
  });

  it.each(['Nothing', '__proto__', 'constructor', '', 'sign-up'])(
    'knows no operation %j',
    async (operation) => {
      expect((await refusal(await post('{}', operation))).__type).toBe('UnknownOperationException');
    },
  );

  it('knows no operation without a target, or with another service’s', async () => {
    for (const target of ['', 'AWSCognitoIdentityService.GetId', 'SignUp'])
      expect((await refusal(await post('{}', '', { 'x-amz-target': target }))).__type).toBe(
        'UnknownOperationException',
      );
  });

  it('refuses a body above 1 MB, said so or not', async () => {
    const long = `{"Username":"${'a'.repeat(1024 * 1024)}"}`;
    const response = await post(long);
    expect(response.status).toBe(413);
    expect((await refusal(response)).__type).toBe('RequestEntityTooLargeException');
    const head = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${contentType}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = `40000\r\n${'a'.repeat(0x40000)}\r\n`;
    expect(await raw(head + chunk.repeat(5) + '0\r\n\r\n')).toMatch(/^HTTP\/1.1 413 /);
  });

  it('lets any page ask, as Cognito does', async () => {
    const response = await fetch(started.emulator.url, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent',
      },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toBe(
      'content-type,x-amz-target,x-amz-user-agent',
    );
  });

  it.each([
    ['GARBAGE\r\n\r\n', 400],
    ['GET / HTTP/9.9\r\n\r\n', 400],
    ['GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
    ['GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['GET //\\..//%00%ff?%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404],
    ['GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404],
    ['PUT / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 405],
    ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
  ])('answers broken HTTP with its status, case %#', async (bytes, status) => {
    expect(await raw(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it('answers an unknown path in JSON', async () => {
    const response = await fetch(`${started.emulator.url}/nothing/here`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: 'not_found' });
  });

  it('stays up when a client goes away in the middle of a body', async () => {
    const { port } = new URL(started.emulator.url);
    const { requestLog } = started.emulator.parts;
    const last = requestLog.all().at(-1)?.number ?? 0;
    const head = [
      'POST / HTTP/1.1',
      'Host: x',
      `Content-Type: ${contentType}`,
      'X-Amz-Target: AWSCognitoIdentityProviderService.SignUp',
      'Content-Length: 100',
    ].join('\r\n');
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`${head}\r\n\r\n{"a"`, () => socket.destroy()),
    );
    const aborted = await waitUntil(() => requestLog.all().find(({ number }) => number > last), {
      what: 'the log entry of the aborted request',
    });
    // A body that is complete and not JSON has the outcome SerializationException.
    expect(aborted).toMatchObject({ name: 'SignUp', status: 400, outcome: 'HTTP 400' });
    const username = 'after-the-abort@example.com';
    const response = await post(JSON.stringify({ ...signUp(), Username: username }));
    expect(response.status).toBe(200);
  });
});
