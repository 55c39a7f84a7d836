import { ServiceError } from '../domain/errors.js';
import type { Request } from '../http/request.js';

/** What a request says about who signed it. */
export interface Signed {
  /** The region it was signed for. */
  readonly region?: string | undefined;
  /** Why its signature is none; absent when it has none, or one that looks right. */
  readonly fault?: ServiceError | undefined;
}

const algorithm = 'AWS4-HMAC-SHA256';
const service = 'cognito-idp';

/**
 * Reads the credential scope of Signature Version 4, in a header or in the query of a URL that was signed in advance.
 * The signature itself is not checked: the emulator holds no AWS account's secrets.
 */
export function signedBy({ headers, query }: Pick<Request, 'headers' | 'query'>): Signed {
  const { authorization } = headers;
  if (authorization?.startsWith(algorithm))
    return read(parametersOf(authorization.slice(algorithm.length)), (name) => ({
      text: `Authorization header requires '${name}' parameter.`,
      name,
    }));
  if (query.get('X-Amz-Algorithm') !== algorithm) return {};
  return read(query, (name) => ({
    text: `AWS query-string parameters must include 'X-Amz-${name}'.`,
    name: `X-Amz-${name}`,
  }));
}

function parametersOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(',').map((pair) => pair.trim().split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}

function read(
  parameters: { get(name: string): string | null | undefined },
  named: (name: string) => { readonly text: string; readonly name: string },
): Signed {
  const wanted = ['Credential', 'Signature', 'SignedHeaders'].map(named);
  const missing = wanted.filter(({ name }) => !parameters.get(name));
  if (missing.length > 0) return incomplete(missing.map(({ text }) => text).join(' '));
  return scopeOf(parameters.get(named('Credential').name) ?? '');
}

function scopeOf(credential: string): Signed {
  const parts = credential.split('/');
  const [key, date = '', region = '', signedService, terminator] = parts;
  if (key === '' || parts.length !== 5)
    return incomplete(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    );
  const rules = [
    [/^\d{8}$/.test(date), 'Date in Credential scope must be in ISO-8601 basic format.'],
    [/^[\w-]+$/.test(region), 'Credential should be scoped to a valid region.'],
    [signedService === service, `Credential should be scoped to correct service: '${service}'.`],
    [
      terminator === 'aws4_request',
      "Credential should be scoped with a valid terminator: 'aws4_request'.",
    ],
  ] as const;
  const faults = rules.flatMap(([holds, text]) => (holds ? [] : [text]));
  if (faults.length === 0) return { region };
  return { fault: new ServiceError('InvalidSignatureException', faults.join(' ')) };
}

const incomplete = (text: string): Signed => ({
  fault: new ServiceError('IncompleteSignatureException', text),
});
