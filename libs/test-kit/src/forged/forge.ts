import { KeyObject, sign } from 'node:crypto';
import type { SigningKey } from '../signing-key.js';
import type { TestIssuer } from '../test-issuer.js';

/** A token that no verifier may take, or that gives its bearer less than it seems to. */
export interface ForgedToken {
  /** What is wrong with it. Unique in its catalogue. */
  readonly name: string;
  /** `form`: how it is written and signed; `claims`: what it says, truly signed. */
  readonly group: 'form' | 'claims';
  readonly token: string;
  /** The stable word `@gatehouse/auth-core` refuses it with. */
  readonly expectedReason?: string;
  /** Tokens to be shown before, in this order, without which this one can't be told from a good one. */
  readonly after?: readonly string[];
}

/** Gives the signature of `header.payload`. */
export type Signer = (signingInput: string) => Buffer;

/** One part of a token before it is encoded: an object is written as JSON, text and octets stay as they are. */
export type Part = string | Buffer | object;

/** Makes tokens by hand, as no JOSE library would, with the issuer's own key and with an attacker's. */
export class Forge {
  /** Signs with the issuer's key for access tokens: what it makes is refused for another reason than its signature. */
  readonly genuine: Signer;
  readonly attackers: Signer;

  constructor(
    readonly issuer: TestIssuer,
    readonly attacker: SigningKey,
  ) {
    this.genuine = rs256(issuer.accessKey);
    this.attackers = rs256(attacker);
  }

  /** A good header, changed; `undefined` removes a member. */
  header(changes: object = {}): object {
    return { kid: this.issuer.accessKey.kid, alg: 'RS256', ...changes };
  }

  /** The claims of a user's good access token, changed; `undefined` removes one. */
  claims(changes: object = {}): object {
    return { ...this.issuer.userClaims(['orders/read']), ...changes };
  }

  /** A token of these parts, signed as given; good where nothing is changed. */
  token(
    header: Part = this.header(),
    payload: Part = this.claims(),
    signer: Signer = this.genuine,
  ): string {
    const signingInput = `${encode(header)}.${encode(payload)}`;
    return `${signingInput}.${signer(signingInput).toString('base64url')}`;
  }

  form(name: string, token: string, expectedReason: string): ForgedToken {
    return { name, group: 'form', token, expectedReason };
  }

  /** A token truly signed with these claims changed. */
  claimed(name: string, changes: object, expectedReason: string): ForgedToken {
    const token = this.token(this.header(), this.claims(changes));
    return { name, group: 'claims', token, expectedReason };
  }
}

/** A value as a test's name shows it. */
export function spelled(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 40);
}

export function encode(part: Part): string {
  const isText = typeof part === 'string' || Buffer.isBuffer(part);
  return Buffer.from(isText ? part : JSON.stringify(part)).toString('base64url');
}

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3). */
export function rs256(key: SigningKey): Signer {
  const privateKey = KeyObject.from(key.privateKey);
  return (signingInput) => sign('sha256', Buffer.from(signingInput), privateKey);
}
