import type { CodeDeliveryDetails } from '../../domain/user/code-delivery.js';
import { type ConfirmStep, newFlow } from '../../domain/authorization/page-flow.js';
import { verifiesEmailByLink } from '../../domain/user/notices.js';
import type { Factor } from '../../domain/user/factor.js';
import { markup, type Html } from '../../markup/markup.js';
import { codeField, codeIn } from '../mfa/code.js';
import { namesOf, runOperation } from '../operations.js';
import {
  type Entered,
  type Form,
  type Move,
  move,
  type Page,
  requiredValue,
  type View,
  view,
  type Visit,
} from '../page.js';
import { signInProved } from '../sign-in/steps.js';
import { usernameField } from './username-field.js';

/** Takes the code of a sign-up, and goes on signed in where the sign-up was made in this browser. */
export const confirmPage: Page = {
  path: '/confirm',
  show: showConfirm,
  async submit(visit, form) {
    const step = stepOf(visit);
    const username = usernameOf(visit, form);
    const input = { ...namesOf(visit, username), ConfirmationCode: codeIn(form) };
    await runOperation(visit, 'ConfirmSignUp', input);
    return step === undefined ? move(visit.to('/login')) : signInConfirmed(visit, step);
  },
};

/** Sends the code of a sign-up again; its form is the confirmation's second button. */
export const resendCodePage: Page = {
  path: '/resendcode',
  show: showConfirm,
  async submit(visit, form) {
    const username = usernameOf(visit, form);
    const answer = await runOperation(visit, 'ResendConfirmationCode', namesOf(visit, username));
    const { CodeDeliveryDetails: delivery } = answer as {
      readonly CodeDeliveryDetails: CodeDeliveryDetails;
    };
    const step = stepOf(visit) ?? { kind: 'confirm', username, signsInBy: 'nothing' };
    const sent = { ...step, delivery, isAnother: true };
    return move(visit.to('/confirm'), { flow: newFlow(visit.services.clock, visit.client, sent) });
  },
};

function stepOf({ flow }: Visit): ConfirmStep | undefined {
  return flow?.step.kind === 'confirm' ? flow.step : undefined;
}

const usernameOf = (visit: Visit, form: Form) =>
  stepOf(visit)?.username ??
  requiredValue(form, 'username', 'Enter what you signed up with.').trim();

function showConfirm(visit: Visit, { values }: Entered): View {
  const step = stepOf(visit);
  const byLink = step?.delivery?.AttributeName === 'email' && verifiesEmailByLink(visit.pool);
  const name = {
    ...usernameField(visit.pool),
    value: values.get('username'),
    autocomplete: 'username',
    isFirst: true,
  };
  const resend = {
    text: byLink ? 'Send the link again' : 'Send a new code',
    isSecondary: true,
    action: visit.to('/resendcode'),
  };
  return view({
    title: byLink ? 'Check your email' : 'Confirm your account',
    intro: markup`<p>${whereItIs(step, byLink)}</p>`,
    form: {
      action: visit.to('/confirm'),
      fields: byLink
        ? []
        : step === undefined
          ? [name, { ...codeField, isFirst: false }]
          : [codeField],
      buttons: byLink ? [resend] : [{ text: 'Confirm' }, resend],
    },
    outro: markup`<p><a href="${visit.to('/login')}">Back to sign-in</a></p>`,
  });
}

function whereItIs(step: ConfirmStep | undefined, byLink: boolean): Html {
  const { DeliveryMedium: medium, Destination: destination } = step?.delivery ?? {};
  if (destination === undefined)
    return markup`Enter the code that was sent to you when you signed up, or have a new one sent.`;
  if (byLink)
    return markup`We sent ${step?.isAnother === true ? 'another' : 'a'} link to
      <strong>${destination}</strong>. Open it, and then sign in.`;
  const what = messageOf(medium, step?.isAnother);
  return markup`We sent ${what} with a code to <strong>${destination}</strong>.`;
}

/** What a code came in, and whether there was one before. */
export function messageOf(medium: string | undefined, isAnother = false): string {
  if (medium === 'SMS') return isAnother ? 'another text message' : 'a text message';
  return isAnother ? 'another email' : 'an email';
}

/** The password, or else the code, is what the user has proved, if anything; a second factor may still be asked for. */
function signInConfirmed(visit: Visit, step: ConfirmStep): Promise<Move> | Move {
  const { sub, username, signsInBy, delivery } = step;
  const user = sub === undefined ? undefined : visit.services.users.findBySub(visit.pool.id, sub);
  const byCode: Factor = delivery?.AttributeName === 'phone_number' ? 'sms' : 'email_otp';
  if (user === undefined || signsInBy === 'nothing')
    return move(visit.to('/login'), { flow: null });
  return signInProved(visit, { user, username }, signsInBy === 'password' ? 'pwd' : byCode);
}
