import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function generateSigningKey(alg: 'RS256' | 'ES256', kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** Serves a JWK Set on loopback, counts the requests, and can be told to answer something else. */
export class KeyServer {
  requests = 0;
  /** What it answers; replaced to play an outage or a broken endpoint. */
  respond: () => { status: number; body: string };

  private constructor(
    private readonly server: Server,
    readonly url: string,
    readonly keys: SigningKey[],
  ) {
    this.respond = () => this.published();
  }

  static async start(keys: SigningKey[]): Promise<KeyServer> {
    const server = createServer((_request, response) => {
      keyServer.requests += 1;
      const { status, body } = keyServer.respond();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const keyServer = new KeyServer(server, `http://127.0.0.1:${port}/jwks.json`, keys);
    return keyServer;
  }

  published(): { status: number; body: string } {
    return { status: 200, body: JSON.stringify({ keys: this.keys.map((key) => key.publicJwk) }) };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
