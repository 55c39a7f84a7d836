import { markup } from '../../markup/markup.js';
import { type Page, requiredValue, view } from '../page.js';
import { passwordLinks, withDetours } from './login.js';
import { answering, answerStep, stepOf, whereTheyBelong } from './steps.js';

const challenges = ['SELECT_CHALLENGE', 'PASSWORD'];

/** Asks for the password in a sign-in that began with the name. */
export const passwordPage: Page = {
  path: '/login/password',
  show(visit) {
    const step = stepOf(visit, ...challenges);
    if (step === undefined) return whereTheyBelong(visit);
    return view({
      title: 'Enter your password',
      intro: markup`<p>For <strong>${step.username}</strong></p>`,
      form: {
        fields: [
          {
            name: 'password',
            label: 'Password',
            type: 'password',
            autocomplete: 'current-password',
            isFirst: true,
            maxLength: 256,
          },
        ],
        buttons: [{ text: 'Sign in' }],
      },
      outro: passwordLinks(visit),
    });
  },
  submit(visit, form) {
    const step = stepOf(visit, ...challenges);
    if (step === undefined) return whereTheyBelong(visit);
    const PASSWORD = requiredValue(form, 'password', 'Enter your password.');
    const choice: Readonly<Record<string, string>> =
      step.challenge === 'PASSWORD' ? {} : { ANSWER: 'PASSWORD' };
    return answering(visit, step, () =>
      withDetours(visit, { username: step.username, password: PASSWORD }, () =>
        answerStep(visit, step, { ...choice, PASSWORD }),
      ),
    );
  },
};
