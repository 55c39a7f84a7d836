import { operation } from '../operation.js';
import { answerChallenge } from './answer-challenge.js';
import { clientOfPool } from './client-of-pool.js';
import { signInServices } from './sign-in-services.js';

/** Answers what a sign-in was asked, on the user's behalf (API reference, AdminRespondToAuthChallenge). */
export const adminRespondToAuthChallenge = operation({
  name: 'AdminRespondToAuthChallenge',
  access: 'iam',
  uses: ['pools', ...signInServices],
  handle(services, request, { region }) {
    const { pool, client } = clientOfPool(services, request, region);
    const { ChallengeResponses: parameters = {}, ClientMetadata: clientMetadata } = request;
    const attempt = { pool, client, parameters, clientMetadata, byAdmin: true };
    return answerChallenge(
      services,
      { ...attempt, session: request.Session },
      request.ChallengeName,
    );
  },
});
