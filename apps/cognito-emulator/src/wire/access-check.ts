import { invalidParameter, ServiceError } from '../domain/errors.js';
import { isFromForeignPage } from '../http/origin.js';
import type { Request } from '../http/request.js';
import type { Caller, Operation } from '../operations/operation.js';
import type { Services } from '../operations/services.js';
import { type Signed, signedBy } from './credential-scope.js';

/**
 * Finds out who calls, and refuses who may not.
 * @throws MissingAuthenticationTokenException, IncompleteSignatureException or InvalidSignatureException for a call of an
 *   admin operation that isn't signed, NotAuthorizedException for an access token that is not good.
 */
export async function checkAccess(
  operation: Operation,
  services: Services,
  request: CallOrigin,
  input: unknown,
): Promise<Caller> {
  const { region } = request;
  if (operation.access === 'iam') requireSignature(request);
  if (operation.access !== 'accessToken') return { region };
  const { AccessToken: token } = input as { readonly AccessToken?: string };
  if (token === undefined) throw invalidParameter('Missing required parameter AccessToken');
  const signedIn = await services.accessTokens.signedInUser(token);
  services.pools.get(signedIn.pool.id, region);
  return { region, ...signedIn };
}

/** Where a call comes from, as far as HTTP tells. */
export interface CallOrigin extends Signed {
  readonly isFromForeignPage: boolean;
}

export function callOrigin(request: Request, publicUrl: string): CallOrigin {
  return {
    ...signedBy(request),
    isFromForeignPage: isFromForeignPage(request, publicUrl),
  };
}

/** As signatures aren't checked, any web page could make one up; pages from elsewhere are kept out by their origin. */
function requireSignature({ region, fault, isFromForeignPage: isForeign }: CallOrigin): void {
  if (fault !== undefined) throw fault;
  if (region === undefined)
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  if (isForeign)
    throw new ServiceError(
      'AccessDeniedException',
      'Admin operations are not open to web pages of other origins.',
    );
}
