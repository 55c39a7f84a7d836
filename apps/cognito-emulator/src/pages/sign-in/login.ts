import type { ConfirmStep } from '../../domain/authorization/page-flow.js';
import { newFlow } from '../../domain/authorization/page-flow.js';
import { isPassword } from '../../domain/password/password-record.js';
import { allowsAuthFlow } from '../../domain/pool/client-rules.js';
import { allowedFirstAuthFactors } from '../../domain/pool/mfa-rules.js';
import { isRecoveredByAdminOnly } from '../../domain/user/account-recovery.js';
import { userAuth } from '../../operations/sign-in/flows/user-auth.js';
import { userPasswordAuth } from '../../operations/sign-in/flows/user-password-auth.js';
import { usernameField } from '../accounts/username-field.js';
import { isOf } from '../faults.js';
import { markup, type Html } from '../../markup/markup.js';
import {
  type Entered,
  type Form,
  type Move,
  move,
  type Page,
  requiredValue,
  view,
  type View,
  type Visit,
} from '../page.js';
import { continueAs, rememberedUsers } from './remembered-users.js';
import { beginSignIn } from './steps.js';

/** Where a sign-in begins: with a name and a password, with a name alone, or with somebody who is remembered. */
export const loginPage: Page = {
  path: '/login',
  show(visit, entered) {
    const remembered = entered.fault === undefined ? rememberedUsers(visit) : [];
    if (remembered.length > 0) return accounts(visit, remembered);
    return credentials(visit, entered);
  },
  async submit(visit, form) {
    const account = form.get('account');
    if (account !== undefined) return continueAs(visit, account);
    const username = requiredValue(form, 'username', 'Enter your user name.').trim();
    if (visit.authorization.acrValues.length > 0 || (isChoiceBased(visit) && !form.has('password')))
      return beginSignIn(visit, userAuth, username);
    const given = requiredValue(form, 'password', 'Enter your password.');
    return withDetours(visit, { username, password: given }, () =>
      beginSignIn(visit, userPasswordAuth, username, { PASSWORD: given }),
    );
  },
};

/**
 * Whether users choose what they sign in with: the client allows it, and the pool has a choice. A level that the app asks
 * for is reached in this way too (developer guide, "Step-up authentication").
 */
const isChoiceBased = ({ client, pool, authorization }: Visit) =>
  authorization.acrValues.length > 0 ||
  (allowsAuthFlow(client, 'USER_AUTH') &&
    allowedFirstAuthFactors(pool).some((factor) => factor !== 'PASSWORD'));

function credentials(visit: Visit, { values }: Entered): View {
  const { authorization, pool } = visit;
  const username = values.get('username') ?? authorization.loginHint;
  const choosesLater = isChoiceBased(visit);
  const password = {
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'current-password',
    isFirst: username !== undefined,
    maxLength: 256,
  } as const;
  return view({
    title: 'Sign in',
    form: {
      fields: [
        {
          ...usernameField(pool),
          value: username,
          autocomplete: choosesLater ? 'username webauthn' : 'username',
          isFirst: username === undefined,
        },
        ...(choosesLater ? [] : [password]),
      ],
      buttons: [{ text: choosesLater ? 'Next' : 'Sign in' }],
    },
    outro: links(visit),
  });
}

function links(visit: Visit): Html | undefined {
  const { settings } = visit.pool;
  const isOpen = settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true;
  const canReset = !isRecoveredByAdminOnly(visit.pool) && !isChoiceBased(visit);
  if (!isOpen && !canReset) return undefined;
  return markup`${canReset && markup`<p><a href="${visit.to('/forgotPassword')}">Forgot your password?</a></p>`}
  ${isOpen && markup`<p>No account yet? <a href="${visit.to('/signup')}">Create one</a></p>`}`;
}

function accounts(visit: Visit, remembered: ReturnType<typeof rememberedUsers>): View {
  return view({
    title: 'Choose an account',
    intro: markup`<p>You are signed in already.</p>`,
    form: {
      fields: [],
      buttons: remembered.map(({ sub, name }, index) => ({
        text: `Continue as ${name}`,
        name: 'account',
        value: sub,
        isSecondary: index > 0,
      })),
    },
    outro: markup`<p>
      <a href="${visit.to('/login', { prompt: 'login' })}">Use another account</a>
    </p>`,
  });
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Runs a sign-in by password. Whoever still has to confirm their sign-up, or to choose a new password, is led there. */
export async function withDetours(
  visit: Visit,
  given: Credentials,
  work: () => Promise<Move>,
): Promise<Move> {
  try {
    return await work();
  } catch (error) {
    if (isOf(error, 'PasswordResetRequiredException'))
      return move(visit.to('/forgotPassword'), { flow: resetFlow(visit, given.username) });
    if (isOf(error, 'UserNotConfirmedException')) return toConfirmation(visit, given);
    throw error;
  }
}

const resetFlow = ({ services, client }: Visit, username: string) =>
  newFlow(services.clock, client, { kind: 'reset', username });

/** The way there is the same whatever the password is, so that nobody can try passwords on it; where it leads isn't. */
function toConfirmation(visit: Visit, { username, password }: Credentials): Move {
  const { services, client, pool } = visit;
  const user = services.users.get(pool, username);
  const signsInBy = isPassword(user, user.password, password) ? 'password' : 'nothing';
  const step: ConfirmStep = { kind: 'confirm', username, sub: user.sub, signsInBy };
  return move(visit.to('/confirm'), { flow: newFlow(services.clock, client, step) });
}

/** What a password page may be left by besides its form. */
export const passwordLinks = (visit: Visit): Html =>
  markup`${!isRecoveredByAdminOnly(visit.pool) && markup`<p><a href="${visit.to('/forgotPassword')}">Forgot your password?</a></p>`}
    <p><a href="${visit.to('/login', { prompt: 'login' })}">Start again</a></p>`;

export type { Form };
