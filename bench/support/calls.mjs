/** Calls of Cognito's API and its token endpoint, as bare as can be: what they cost falls to whoever asks. */
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const signature =
  'AWS4-HMAC-SHA256 Credential=any/20260101/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00';

/** @throws Error with the type and the text of a refusal */
export async function call(url, operation, input) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    authorization: signature,
  };
  const { status, body } = await send(url, headers, JSON.stringify(input));
  if (status !== 200) throw new Error(`${operation}: ${status} ${body}`);
  return JSON.parse(body);
}

export async function clientToken(url, { id, secret, scope }) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  };
  const form = new URLSearchParams({ grant_type: 'client_credentials', scope });
  const { status, body } = await send(`${url}/oauth2/token`, headers, form.toString());
  if (status !== 200) throw new Error(`token endpoint: ${status} ${body}`);
  return JSON.parse(body);
}

function send(url, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Calls a server until it answers; the time from its start to then. */
export async function firstAnswer(server, operation, input) {
  for (;;) {
    try {
      await call(server.url, operation, input);
      return performance.now() - server.startedAt;
    } catch (error) {
      server.requireRunning();
      if (error.code !== 'ECONNREFUSED') throw error;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

/**
 * Does work of a kind several times over, eight at a time.
 * @returns `perSecond` by the clock on the wall, and `cpu` milliseconds each of the server
 */
export async function measured(server, count, work) {
  const cpuBefore = server.cpuMilliseconds();
  const before = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  const took = performance.now() - before;
  const cpu = (server.cpuMilliseconds() - cpuBefore) / count;
  return { perSecond: (count * 1_000) / took, milliseconds: took / count, cpu };
}
