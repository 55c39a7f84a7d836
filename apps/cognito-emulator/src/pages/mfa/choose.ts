import { markup } from '../../markup/markup.js';
import { type Page, requiredValue, view } from '../page.js';
import { answering, answerStep, stepOf, whereTheyBelong } from '../sign-in/steps.js';

/** What a second factor is called. */
export const factorNames: Readonly<Record<string, string>> = {
  SMS_MFA: 'Text message',
  EMAIL_OTP: 'Email',
  SOFTWARE_TOKEN_MFA: 'Authenticator app',
};

/** Lets the user choose a second factor. */
export const chooseMfaPage: Page = {
  path: '/mfa/choose',
  show(visit) {
    const step = stepOf(visit, 'SELECT_MFA_TYPE');
    if (step === undefined) return whereTheyBelong(visit);
    return view({
      title: 'Confirm that it’s you',
      intro: markup`<p>Choose where to get a code from.</p>`,
      form: { fields: [], buttons: factorButtons(listIn(step.parameters.MFAS_CAN_CHOOSE)) },
      outro: markup`<p><a href="${visit.to('/login', { prompt: 'login' })}">Start again</a></p>`,
    });
  },
  submit(visit, form) {
    const step = stepOf(visit, 'SELECT_MFA_TYPE');
    if (step === undefined) return whereTheyBelong(visit);
    const ANSWER = requiredValue(form, 'factor', 'Choose where to get a code from.');
    return answering(visit, step, () => answerStep(visit, step, { ANSWER }));
  },
};

export const factorButtons = (factors: readonly string[]) =>
  factors.map((factor, index) => ({
    text: factorNames[factor] ?? factor,
    name: 'factor',
    value: factor,
    isSecondary: index > 0,
  }));

/** A list as challenge parameters have it: JSON in a text. */
export const listIn = (json = '[]'): readonly string[] => JSON.parse(json) as readonly string[];
