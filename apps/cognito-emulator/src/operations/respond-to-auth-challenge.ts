import { z } from 'zod';
import { invalidParameter, unsupported } from '../domain/errors.js';
import { operation } from './operation.js';
import { clientId, session, textMap } from './shapes/formats.js';
import { challenges } from './sign-in/index.js';

/** Answers what a sign-in was asked (API reference, RespondToAuthChallenge). */
export const respondToAuthChallenge = operation({
  name: 'RespondToAuthChallenge',
  access: 'none',
  input: z.object({
    ClientId: clientId,
    ChallengeName: z.enum([
      ...(['SMS_MFA', 'EMAIL_OTP', 'SOFTWARE_TOKEN_MFA', 'SELECT_MFA_TYPE', 'MFA_SETUP'] as const),
      ...(['PASSWORD_VERIFIER', 'CUSTOM_CHALLENGE', 'SELECT_CHALLENGE'] as const),
      ...(['DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER', 'ADMIN_NO_SRP_AUTH'] as const),
      ...(['NEW_PASSWORD_REQUIRED', 'SMS_OTP', 'PASSWORD', 'WEB_AUTHN', 'PASSWORD_SRP'] as const),
    ]),
    Session: session.optional(),
    ChallengeResponses: textMap.optional(),
    ClientMetadata: textMap.optional(),
  }),
  handle(services, request, { region }) {
    const { client, pool } = services.pools.getClient(request.ClientId, region);
    const challenge = challenges.get(request.ChallengeName);
    if (challenge === undefined)
      throw unsupported(`RespondToAuthChallenge with ${request.ChallengeName}`);
    if (request.Session === undefined) throw invalidParameter('Missing required parameter Session');
    const { ChallengeResponses: parameters = {}, ClientMetadata: clientMetadata } = request;
    return challenge.answer(
      services,
      { pool, client, parameters, clientMetadata },
      request.Session,
    );
  },
});
