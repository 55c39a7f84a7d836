import { operation } from '../operation.js';
import { answerChallenge } from './answer-challenge.js';
import { signInServices } from './sign-in-services.js';

/** Answers what a sign-in was asked (API reference, RespondToAuthChallenge). */
export const respondToAuthChallenge = operation({
  name: 'RespondToAuthChallenge',
  access: 'none',
  uses: ['pools', ...signInServices],
  handle(services, request, { region }) {
    const { client, pool } = services.pools.getClient(request.ClientId, region);
    const { ChallengeResponses: parameters = {}, ClientMetadata: clientMetadata } = request;
    const attempt = { pool, client, parameters, clientMetadata, byAdmin: false };
    return answerChallenge(
      services,
      { ...attempt, session: request.Session },
      request.ChallengeName,
    );
  },
});
