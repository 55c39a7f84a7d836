import { allowsOAuthFlow } from '../../domain/pool/client-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { publicAddress } from '../../http/host.js';
import { domainUrlOf } from '../../oauth/place.js';
import type { Services } from '../../operations/services.js';

interface Link {
  readonly text: string;
  readonly href: string;
}

/**
 * Where to sign in at the pool's pages, for each address a sign-in may end at: here, where every browser finds it, and
 * at the pool's own host, which passkeys belong to. There are none where a proof key is demanded, as nobody has it.
 */
export function signInLinks(
  services: Pick<Services, 'publicUrl' | 'requiresPkce'>,
  pool: UserPool,
  client: UserPoolClient,
): readonly Link[] {
  const type = responseType(services, client);
  const publicUrl = services.publicUrl();
  const own = domainUrlOf(pool, publicUrl);
  if (own === undefined || type === undefined) return [];
  const hosts = pool.domain?.includes('.') === true ? [publicUrl] : [publicUrl, own];
  return (client.settings.CallbackURLs ?? []).flatMap((callback) =>
    hosts.map((host) => ({
      text: `at ${publicAddress(host).host}, back to ${callback}`,
      href: `${host}/oauth2/authorize?${new URLSearchParams({
        client_id: client.id,
        response_type: type,
        redirect_uri: callback,
      }).toString()}`,
    })),
  );
}

function responseType({ requiresPkce }: Pick<Services, 'requiresPkce'>, client: UserPoolClient) {
  const needsProof = requiresPkce && client.secrets.length === 0;
  if (allowsOAuthFlow(client, 'code') && !needsProof) return 'code';
  return allowsOAuthFlow(client, 'implicit') ? 'token' : undefined;
}
