import { type ConfirmStep, newFlow } from '../../domain/authorization/page-flow.js';
import { missingAttributes } from '../../domain/user/attribute-checks.js';
import type { CodeDeliveryDetails } from '../../domain/user/code-delivery.js';
import { formOf } from '../../domain/user/sign-in-names.js';
import { allowsPasswordless } from '../../operations/users/passwordless.js';
import { markup } from '../../markup/markup.js';
import { namesOf, runOperation } from '../operations.js';
import { type Form, type Move, move, type Page, requiredValue, view, type Visit } from '../page.js';
import { signInProved } from '../sign-in/steps.js';
import { attributeFields, attributesIn } from './attribute-fields.js';
import { newPasswordField } from './new-password-field.js';
import { usernameField } from './username-field.js';

/** Makes an account, where the pool lets people do so themselves. */
export const signUpPage: Page = {
  path: '/signup',
  show(visit, { values }) {
    const { pool } = visit;
    const back = markup`<p>Already have an account? <a href="${visit.to('/login')}">Sign in</a></p>`;
    if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true)
      return view({
        status: 400,
        title: 'Sign-up is closed',
        intro: markup`<p>Accounts are made by an administrator.</p>`,
        outro: back,
      });
    const isOptional = allowsPasswordless(pool);
    const password = newPasswordField(pool);
    return view({
      title: 'Create an account',
      form: {
        fields: [
          {
            ...usernameField(pool),
            value: values.get('username'),
            autocomplete: 'username',
            isFirst: true,
          },
          ...attributeFields(pool, askedAttributes(visit), values),
          isOptional
            ? {
                ...password,
                isOptional,
                hint: `Without one you sign in with codes. ${password.hint}`,
              }
            : password,
        ],
        buttons: [{ text: 'Create account' }],
      },
      outro: back,
    });
  },
  submit: signUp,
};

/** The attributes the pool requires, but for the one that is the name. */
function askedAttributes({ pool }: Visit): readonly string[] {
  const { UsernameAttributes = [] } = pool.settings;
  const isName = (name: string) =>
    UsernameAttributes.length === 1 && UsernameAttributes[0] === name;
  return missingAttributes(pool, {}).filter((name) => !isName(name));
}

async function signUp(visit: Visit, form: Form): Promise<Move> {
  const username = requiredValue(form, 'username', 'Enter what you want to sign in with.').trim();
  const password = form.get('password');
  const attributes = attributesIn(form, askedAttributes(visit));
  const answer = (await runOperation(visit, 'SignUp', {
    ...namesOf(visit, username),
    Password: password,
    UserAttributes: attributes.map(([Name, Value]) => ({ Name, Value })),
  })) as SignUpAnswer;
  const { services, client, pool } = visit;
  const user = services.users.findBySub(pool.id, answer.UserSub);
  if (answer.UserConfirmed && user !== undefined)
    return password === undefined
      ? move(visit.to('/login'))
      : signInProved(visit, { user, username }, 'pwd');
  const step: ConfirmStep = {
    kind: 'confirm',
    username: signInName(visit, username, answer.UserSub),
    sub: answer.UserSub,
    signsInBy: password === undefined ? 'code' : 'password',
    delivery: answer.CodeDeliveryDetails,
  };
  return move(visit.to('/confirm'), { flow: newFlow(services.clock, client, step) });
}

interface SignUpAnswer {
  readonly UserConfirmed: boolean;
  readonly UserSub: string;
  readonly CodeDeliveryDetails?: CodeDeliveryDetails;
}

/** The name by which the new user is found from now on; an address is, where it is what users sign up with. */
function signInName({ services, pool }: Visit, username: string, sub: string): string {
  const isFound = services.users.find(pool, username)?.sub === sub;
  return isFound || formOf(username) === 'other' ? username : sub;
}
