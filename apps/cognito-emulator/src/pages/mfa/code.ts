import type { ChallengeStep } from '../../domain/authorization/page-flow.js';
import { markup, type Html } from '../../markup/markup.js';
import { type Page, requiredValue, view } from '../page.js';
import { answering, answerStep, stepOf, whereTheyBelong } from '../sign-in/steps.js';

/** The challenges that a code answers, and the member that holds it. */
const answerOf: Readonly<Record<string, string>> = {
  EMAIL_OTP: 'EMAIL_OTP_CODE',
  SMS_OTP: 'SMS_OTP_CODE',
  SMS_MFA: 'SMS_MFA_CODE',
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE',
};
const challenges = Object.keys(answerOf);

/** Asks for a code: one that was sent, or that an authenticator app shows. */
export const codePage: Page = {
  path: '/mfa',
  show(visit) {
    const step = stepOf(visit, ...challenges);
    if (step === undefined) return whereTheyBelong(visit);
    return view({
      title: 'Enter the code',
      intro: markup`<p>${whereItIs(step)}</p>`,
      form: { fields: [codeField], buttons: [{ text: 'Continue' }] },
      outro: markup`<p>
        No code? <a href="${visit.to('/login', { prompt: 'login' })}">Start again</a>
      </p>`,
    });
  },
  submit(visit, form) {
    const step = stepOf(visit, ...challenges);
    if (step === undefined) return whereTheyBelong(visit);
    const code = codeIn(form);
    const member = answerOf[step.challenge] ?? '';
    return answering(visit, step, () => answerStep(visit, step, { [member]: code }));
  },
};

export const codeField = {
  name: 'code',
  label: 'Code',
  autocomplete: 'one-time-code',
  isCode: true,
  isFirst: true,
  maxLength: 2048,
} as const;

/** A code as it is compared: messages and apps show it with spaces in it. @throws FormRefusal */
export const codeIn = (form: ReadonlyMap<string, string>): string =>
  requiredValue(form, 'code', 'Enter the code.').replaceAll(/\s/g, '');

function whereItIs({ challenge, parameters }: ChallengeStep): Html {
  if (challenge === 'SOFTWARE_TOKEN_MFA')
    return markup`Open your authenticator app and enter the code it shows now.`;
  const destination = parameters.CODE_DELIVERY_DESTINATION ?? '';
  return challenge === 'EMAIL_OTP'
    ? markup`We sent an email with a code to <strong>${destination}</strong>.`
    : markup`We sent a text message with a code to <strong>${destination}</strong>.`;
}
