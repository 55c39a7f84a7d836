import { newFlow, type ResetStep } from '../../domain/authorization/page-flow.js';
import type { CodeDeliveryDetails } from '../../domain/user/code-delivery.js';
import { markup } from '../../markup/markup.js';
import { userAuth } from '../../operations/sign-in/flows/user-auth.js';
import { userPasswordAuth } from '../../operations/sign-in/flows/user-password-auth.js';
import { codeField, codeIn } from '../mfa/code.js';
import { messageOf } from './confirm.js';
import { namesOf, runOperation } from '../operations.js';
import { move, type Page, requiredValue, view, type Visit } from '../page.js';
import { beginSignIn } from '../sign-in/steps.js';
import { newPasswordField } from './new-password-field.js';
import { usernameField } from './username-field.js';

/** Sends a code to whoever forgot their password. */
export const forgotPasswordPage: Page = {
  path: '/forgotPassword',
  show: (visit, { values }) =>
    view({
      title: 'Reset your password',
      intro: markup`<p>We send a code to the address or number of your account.</p>`,
      form: {
        action: visit.to('/forgotPassword'),
        fields: [
          {
            ...usernameField(visit.pool),
            value:
              values.get('username') ?? stepOf(visit)?.username ?? visit.authorization.loginHint,
            autocomplete: 'username',
            isFirst: true,
          },
        ],
        buttons: [{ text: 'Send a code' }],
      },
      outro: markup`<p><a href="${visit.to('/login')}">Back to sign-in</a></p>`,
    }),
  async submit(visit, form) {
    const given = form.get('username');
    const step = given === undefined ? stepOf(visit) : undefined;
    const name = step?.username ?? requiredValue(form, 'username', 'Enter what you sign in with.');
    const username = name.trim();
    const answer = await runOperation(visit, 'ForgotPassword', namesOf(visit, username));
    const { CodeDeliveryDetails: delivery } = answer as {
      readonly CodeDeliveryDetails: CodeDeliveryDetails;
    };
    const { services, client } = visit;
    const isAnother = step?.delivery !== undefined;
    const flow = newFlow(services.clock, client, { kind: 'reset', username, delivery, isAnother });
    return move(visit.to('/confirmforgotPassword'), { flow });
  },
};

/** Takes the code and the new password, and goes on signed in. */
export const confirmForgotPasswordPage: Page = {
  path: '/confirmforgotPassword',
  show(visit) {
    const step = stepOf(visit);
    if (step?.delivery === undefined) return move(visit.to('/forgotPassword'));
    const what = messageOf(step.delivery.DeliveryMedium, step.isAnother);
    return view({
      title: 'Choose a new password',
      intro: markup`<p>
        If there is an account for what you entered, we sent ${what} with a code to
        <strong>${step.delivery.Destination}</strong>.
      </p>`,
      form: {
        fields: [codeField, newPasswordField(visit.pool, 'New password')],
        buttons: [
          { text: 'Save and sign in' },
          { text: 'Send a new code', isSecondary: true, action: visit.to('/forgotPassword') },
        ],
      },
      outro: markup`<p><a href="${visit.to('/login')}">Back to sign-in</a></p>`,
    });
  },
  async submit(visit, form) {
    const step = stepOf(visit);
    if (step?.delivery === undefined) return move(visit.to('/forgotPassword'));
    const { username } = step;
    const code = codeIn(form);
    const Password = requiredValue(form, 'password', 'Enter a new password.');
    const input = { ...namesOf(visit, username), ConfirmationCode: code, Password };
    await runOperation(visit, 'ConfirmForgotPassword', input);
    return signInAnew(visit, username, Password);
  },
};

/** Goes on with the password as the first factor; a level that the app asks for may take another, or more. */
const signInAnew = (visit: Visit, username: string, PASSWORD: string) =>
  visit.authorization.acrValues.length > 0
    ? beginSignIn(visit, userAuth, username, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD })
    : beginSignIn(visit, userPasswordAuth, username, { PASSWORD });

const stepOf = ({ flow }: Visit): ResetStep | undefined =>
  flow?.step.kind === 'reset' ? flow.step : undefined;
