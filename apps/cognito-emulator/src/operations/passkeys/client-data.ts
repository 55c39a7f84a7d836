import { z } from 'zod';
import { invalidParameter, ServiceError } from '../../domain/errors.js';
import { isOriginOf, type RelyingParty } from './relying-party.js';

const base64url = z.string().regex(/^[\w-]+$/);

const common = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
};

/** RegistrationResponseJSON (WebAuthn Level 3 §5.1.8). */
export const registrationResponse = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(64)).max(16).optional(),
  }),
});

/** AuthenticationResponseJSON (WebAuthn Level 3 §5.1.8). */
export const authenticationResponse = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.string().nullish(),
  }),
});

/** @throws InvalidParameterException for a credential of another form. */
export function credentialOf<Form extends z.ZodType>(form: Form, value: unknown): z.output<Form> {
  const result = form.safeParse(value);
  if (!result.success) throw invalidParameter('The credential is not a public-key credential.');
  return result.data;
}

const clientData = z.looseObject({ origin: z.string(), challenge: z.string() });

/**
 * What the browser says it was asked, by whom. It is not proved yet: the authenticator's signature covers it.
 * @throws WebAuthnOriginNotAllowedException for a page that isn't the relying party's.
 */
export function clientDataOf(encoded: string, party: RelyingParty) {
  const data = credentialOf(clientData, jsonIn(encoded));
  if (!isOriginOf(party, data.origin))
    throw new ServiceError(
      'WebAuthnOriginNotAllowedException',
      'The origin of the credential does not match the relying party of the user pool.',
    );
  return { origin: data.origin, challenge: data.challenge };
}

function jsonIn(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString());
  } catch {
    return undefined;
  }
}
