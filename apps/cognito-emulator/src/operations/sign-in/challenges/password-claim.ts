import { invalidParameter } from '../../../domain/errors.js';
import { provesPassword, type SrpExchange } from '../../../domain/password/srp-server.js';
import { requiredParameter, type SignInAttempt } from '../auth-flow.js';

/** The proof an SRP client makes of a password, the user's or a device's. */
export interface Claim {
  readonly username: string;
  readonly secretBlock: string;
  readonly signature: string;
  readonly timestamp: string;
}

/** Such as `Tue Nov 3 09:05:07 UTC 2026`; some clients write the day with a zero or a space in front. */
const timestampForm = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d{2}:\d{2}:\d{2} UTC \d{4}$/;

/** @throws InvalidParameterException for a proof that lacks a part. */
export function claimOf(attempt: SignInAttempt): Claim {
  const timestamp = requiredParameter(attempt, 'TIMESTAMP');
  if (!timestampForm.test(timestamp)) throw invalidParameter('TIMESTAMP format is wrong.');
  return {
    username: requiredParameter(attempt, 'USERNAME'),
    secretBlock: requiredParameter(attempt, 'PASSWORD_CLAIM_SECRET_BLOCK'),
    signature: requiredParameter(attempt, 'PASSWORD_CLAIM_SIGNATURE'),
    timestamp,
  };
}

/** An exchange as it is kept until the proof comes, the server's secret in hexadecimal. */
type KeptExchange = Omit<SrpExchange, 'serverSecret'> & { readonly serverSecret: string };

/**
 * Whether a proof was made with the password.
 * @param names whose password it is: of the pool and the user, or of the device's group and the device
 */
export function isProof(claim: Claim, kept: KeptExchange, names: readonly string[]): boolean {
  const exchange = { ...kept, serverSecret: Buffer.from(kept.serverSecret, 'hex') };
  const secretBlock = Buffer.from(claim.secretBlock, 'base64');
  const message = [...names, secretBlock, claim.timestamp];
  return provesPassword(exchange, { message, signature: claim.signature });
}
