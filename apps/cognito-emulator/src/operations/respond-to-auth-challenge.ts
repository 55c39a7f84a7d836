import { invalidParameter, unsupported } from '../domain/errors.js';
import { operation } from './operation.js';
import { challenges } from './sign-in/index.js';

/** Answers what a sign-in was asked (API reference, RespondToAuthChallenge). */
export const respondToAuthChallenge = operation({
  name: 'RespondToAuthChallenge',
  access: 'none',
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
