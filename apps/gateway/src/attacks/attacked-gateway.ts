import { loadConfig } from '@gatehouse/platform-core';
import { Resources } from '@gatehouse/test-kit';
import { gatewayConfig } from '../config.js';
import { startGateway } from '../start-gateway.js';
import { type Attack, goodFields, request } from './attack.js';
import { type Received, RecordingUpstream } from './recording-upstream.js';
import { type RawAnswer, sendRaw } from './raw-client.js';
import { upstreamSettings } from '../testing/upstream-settings.js';

/** The largest body that such a gateway takes. */
const bodyLimitBytes = 4096;

/** The user pool whose tokens the gateway takes. */
export interface Pool {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly clientId: string;
}

/** What became of an attack, in the form of `documentedOutcome`. */
export interface Outcome {
  readonly status: number | undefined;
  readonly isProblem: boolean;
  readonly closed: boolean;
  /** What upstreams saw whole. */
  readonly reached: readonly Received[];
  /** What upstreams saw the beginning of. */
  readonly begun: number;
  /** A good request on another connection was forwarded afterwards, as it was sent. */
  readonly serves: boolean;
}

/** A started gateway in front of an upstream that records. */
export class AttackedGateway {
  private constructor(
    readonly url: string,
    private readonly upstream: RecordingUpstream,
    private readonly resources: Resources,
  ) {}

  static async start(pool: Pool): Promise<AttackedGateway> {
    const resources = new Resources();
    const upstream = await resources.add(RecordingUpstream.start());
    const environment = gatewayEnvironment(pool, upstream.url);
    const { url } = await resources.open(() =>
      resources.add(startGateway(loadConfig(gatewayConfig, environment))),
    );
    return new AttackedGateway(url, upstream, resources);
  }

  /** Sends an attack, and a good request with the token after it. */
  async suffer(attack: Attack, token: string): Promise<Outcome> {
    const { received } = this.upstream;
    received.length = 0;
    const { bytes, closes, reaches = [] } = attack;
    const until = closes ? 'closed' : Math.max(1, reaches.length);
    const { answers, closed } = await sendRaw(this.url, bytes, until);
    const good = request('GET /orders/still-serving HTTP/1.1', goodFields(token));
    const afterwards = await sendRaw(this.url, good);
    // Only now, so that nothing is missed that arrives after its connection has ended.
    const seen = received.splice(0);
    const last = seen.pop();
    return {
      status: answers[0]?.status,
      isProblem: isProblem(answers[0]),
      closed,
      reached: seen.filter(({ whole }) => whole),
      begun: seen.length,
      serves: afterwards.answers[0]?.status === 200 && last?.url === '/orders/still-serving',
    };
  }

  close(): Promise<void> {
    return this.resources.close();
  }
}

function isProblem(answer: RawAnswer | undefined): boolean {
  return answer?.headers['content-type']?.startsWith('application/problem+json') ?? false;
}

/** The settings of a gateway under attack. Upstream, user-service has paths under `/base`. */
export function gatewayEnvironment(
  { issuer, jwksUri, clientId }: Pool,
  upstreamUrl: string,
): Readonly<Record<string, string>> {
  return {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    COGNITO_ISSUER: issuer,
    COGNITO_JWKS_URI: jwksUri,
    COGNITO_CLIENT_IDS: clientId,
    ...upstreamSettings(upstreamUrl, { 'user-service': `${upstreamUrl}/base` }),
    BODY_LIMIT_BYTES: `${bodyLimitBytes}`,
  };
}
