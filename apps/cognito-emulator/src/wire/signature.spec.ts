import { useResources } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const contentType = 'application/x-amz-json-1.1';
const scope = 'AKIA/20260115/eu-west-1/cognito-idp/aws4_request';
const rest = 'SignedHeaders=host, Signature=00';
const signature = `AWS4-HMAC-SHA256 Credential=${scope}, ${rest}`;

describe('a request that is signed, or should be', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture());
  });

  const post = (body: string, operation: string, headers: Record<string, string>, query = '') =>
    fetch(`${started.emulator.url}/${query}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': contentType,
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        ...headers,
      },
    });
  const refusal = async (response: Response) =>
    (await response.json()) as { __type: string; message: string };
  const signUp = () => ({
    ClientId: started.client('web').id,
    Username: 'ann@example.com',
    Password: goodPassword,
  });

  it('wants admin operations signed, and not by a web page from elsewhere', async () => {
    const body = JSON.stringify({ UserPoolId: started.pool.id });
    const attempt = (headers: Record<string, string>) => post(body, 'DescribeUserPool', headers);
    for (const headers of [{}, { authorization: 'Bearer x' }] as Record<string, string>[])
      expect(await refusal(await attempt(headers))).toEqual({
        __type: 'MissingAuthenticationTokenException',
        message: 'Missing Authentication Token',
      });
    expect((await attempt({ authorization: signature })).status).toBe(200);
    const local = { authorization: signature, origin: 'http://localhost:3000' };
    expect((await attempt(local)).status).toBe(200);
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example'])
      expect((await refusal(await attempt({ authorization: signature, origin }))).__type).toBe(
        'AccessDeniedException',
      );
  });

  it.each([
    [
      'AWS4-HMAC-SHA256',
      'IncompleteSignatureException',
      /requires 'Credential' .*'Signature' .*'SignedHeaders'/,
    ],
    [`AWS4-HMAC-SHA256 Credential=${scope}`, 'IncompleteSignatureException', /^Auth.*'Signature' /],
    [
      `AWS4-HMAC-SHA256 Credential=AKIA/eu-west-1, ${rest}`,
      'IncompleteSignatureException',
      /5 slash/,
    ],
    [
      `AWS4-HMAC-SHA256 Credential=${scope.replace('cognito-idp', 's3')}, ${rest}`,
      'InvalidSignatureException',
      /^Credential should be scoped to correct service: 'cognito-idp'\.$/,
    ],
    [
      `AWS4-HMAC-SHA256 Credential=${scope.replace('20260115', 'today')}, ${rest}`,
      'InvalidSignatureException',
      /ISO-8601/,
    ],
    [
      `AWS4-HMAC-SHA256 Credential=${scope.replace('aws4_', '')}, ${rest}`,
      'InvalidSignatureException',
      /valid terminator/,
    ],
  ])('says what is wrong with the signature %s', async (authorization, type, text) => {
    const body = JSON.stringify({ UserPoolId: started.pool.id });
    const answer = await refusal(await post(body, 'DescribeUserPool', { authorization }));
    expect(answer).toEqual({ __type: type, message: expect.stringMatching(text) as string });
    // Operations for everyone don't look at it.
    const open = await post(JSON.stringify(signUp()), 'SignUp', { authorization });
    expect([200, 400]).toContain(open.status);
    if (open.status === 400) expect((await refusal(open)).__type).toBe('UsernameExistsException');
  });

  it('takes the region from a URL that was signed in advance', async () => {
    const attempt = (parameters: Record<string, string>) =>
      post(
        JSON.stringify({ UserPoolId: started.pool.id }),
        'DescribeUserPool',
        {},
        `?${new URLSearchParams(parameters).toString()}`,
      );
    const signed = {
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': scope,
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': '00',
    };
    expect((await attempt(signed)).status).toBe(200);
    const elsewhere = { ...signed, 'X-Amz-Credential': scope.replace('eu-west-1', 'us-east-1') };
    expect((await refusal(await attempt(elsewhere))).__type).toBe('ResourceNotFoundException');
    const { 'X-Amz-Signature': _left, ...unsigned } = signed;
    expect(await refusal(await attempt(unsigned))).toEqual({
      __type: 'IncompleteSignatureException',
      message: "AWS query-string parameters must include 'X-Amz-Signature'.",
    });
  });
});
