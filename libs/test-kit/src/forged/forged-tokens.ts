import { generateSigningKey, type SigningKey } from '../signing-key.js';
import type { TestIssuer } from '../test-issuer.js';
import { forgedAlgorithms } from './algorithms.js';
import { forgedClaimTypes } from './claim-types.js';
import { forgedEncodings } from './encodings.js';
import { Forge, type ForgedToken } from './forge.js';
import { forgedHeaders } from './headers.js';
import { forgedNames } from './names.js';
import { otherTokens } from './other-tokens.js';
import { forgedPayloads } from './payloads.js';
import { forgedSignatures } from './signatures.js';
import { forgedTimes } from './times.js';

export interface ForgedTokenOptions {
  /** An attacker's RSA key, made when absent. */
  readonly attacker?: SigningKey;
  /** Where the attacker serves keys, named by `jku` and `x5u`; nobody may ask there. */
  readonly attackerUrl?: string;
}

/**
 * Hundreds of tokens that no verifier of the issuer's access tokens may take, each with one thing wrong: RFC 8725,
 * known holes of JOSE libraries, and what tells Cognito's tokens apart. The verifier trusts the issuer's clients
 * `clientId` and `machineClientId`, and demands no audience.
 */
export async function forgedTokens(
  issuer: TestIssuer,
  options: ForgedTokenOptions = {},
): Promise<ForgedToken[]> {
  const attacker = options.attacker ?? (await generateSigningKey('RS256', 'attackers-key'));
  const forge = new Forge(issuer, attacker);
  const attackerUrl = options.attackerUrl ?? 'https://attacker.example/jwks.json';
  return [
    ...forgedAlgorithms(forge),
    ...forgedHeaders(forge, attackerUrl),
    ...forgedSignatures(forge),
    ...forgedEncodings(forge),
    ...forgedPayloads(forge),
    ...forgedClaimTypes(forge),
    ...forgedTimes(forge),
    ...forgedNames(forge),
    ...(await otherTokens(forge)),
  ];
}
