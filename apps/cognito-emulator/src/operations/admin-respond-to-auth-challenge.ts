import { requireClientOfPool } from '../domain/pool/user-pool-client.js';
import { operation } from './operation.js';
import { answerChallenge } from './sign-in/answer-challenge.js';

/** Answers what a sign-in was asked, on the user's behalf (API reference, AdminRespondToAuthChallenge). */
export const adminRespondToAuthChallenge = operation({
  name: 'AdminRespondToAuthChallenge',
  access: 'iam',
  handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    const found = services.pools.findClient(request.ClientId);
    const client = requireClientOfPool(found, pool.id, request.ClientId);
    const { ChallengeResponses: parameters = {}, ClientMetadata: clientMetadata } = request;
    const attempt = { pool, client, parameters, clientMetadata, byAdmin: true };
    return answerChallenge(
      services,
      { ...attempt, session: request.Session },
      request.ChallengeName,
    );
  },
});
