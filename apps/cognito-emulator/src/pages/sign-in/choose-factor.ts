import { markup } from '../../markup/markup.js';
import { move, type Page, requiredValue, view } from '../page.js';
import { answering, answerStep, stepOf, whereTheyBelong } from './steps.js';

/** What a first factor is called. */
const names: Readonly<Record<string, string>> = {
  PASSWORD: 'Password',
  EMAIL_OTP: 'Code by email',
  SMS_OTP: 'Code by text message',
  WEB_AUTHN: 'Passkey',
};

/** Lets the user choose what to sign in with (developer guide, "Choice-based sign-in"). */
export const chooseFactorPage: Page = {
  path: '/login/factor',
  show(visit) {
    const step = stepOf(visit, 'SELECT_CHALLENGE');
    if (step === undefined) return whereTheyBelong(visit);
    return view({
      title: 'How would you like to sign in?',
      intro: markup`<p>As <strong>${step.username}</strong></p>`,
      form: {
        fields: [],
        buttons: step.available.map((factor, index) => ({
          text: names[factor] ?? factor,
          name: 'factor',
          value: factor,
          isSecondary: index > 0,
        })),
      },
      outro: markup`<p><a href="${visit.to('/login', { prompt: 'login' })}">Start again</a></p>`,
    });
  },
  submit(visit, form) {
    const step = stepOf(visit, 'SELECT_CHALLENGE');
    if (step === undefined) return whereTheyBelong(visit);
    const factor = requiredValue(form, 'factor', 'Choose how to sign in.');
    // The password goes along with the choice: before it is right, nobody learns whether there is such a user.
    if (factor === 'PASSWORD') return move(visit.to('/login/password'));
    return answering(visit, step, () => answerStep(visit, step, { ANSWER: factor }));
  },
};
