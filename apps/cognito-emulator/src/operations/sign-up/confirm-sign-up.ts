import { postConfirmation } from '../../domain/trigger/post-confirmation.js';
import { expiredCode } from '../../domain/user/codes.js';
import { confirmByCode } from './confirm-user.js';
import { namedUser, unknownUser } from '../users/named-user.js';
import { confirmationSession, endOfSignUpSession } from './sign-up-session.js';
import { operation } from '../operation.js';

/** Confirms a user by the code that was sent to it (API reference, ConfirmSignUp). */
export const confirmSignUp = operation({
  name: 'ConfirmSignUp',
  access: 'none',
  uses: ['attempts', 'challenges', 'clock', 'pools', 'store', 'triggers', 'users'],
  async handle(services, request, { region }) {
    const { client, pool, found } = namedUser(services, 'ConfirmSignUp', request, region);
    if (found === undefined) throw unknownUser(client, expiredCode);
    const confirmed = await services.users.exclusively(found, async (user) => {
      const ended = endOfSignUpSession(services, client, user, request.Session);
      const { user: done, attribute } = await confirmByCode(services, pool, user, {
        code: request.ConfirmationCode,
        takesAlias: request.ForceAliasCreation === true,
      });
      const proof = { username: request.Username, attribute };
      const { Session, changes } = confirmationSession(services, client, user, proof);
      if (ended.length + changes.length > 0) await services.store.commit([...ended, ...changes]);
      return { user: done, Session };
    });
    const occasion = { pool, clientId: client.id, clientMetadata: request.ClientMetadata };
    await postConfirmation(services.triggers, occasion, 'ConfirmSignUp', confirmed.user);
    return { Session: confirmed.Session };
  },
});
