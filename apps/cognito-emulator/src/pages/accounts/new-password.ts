import type { ChallengeStep } from '../../domain/authorization/page-flow.js';
import { markup } from '../../markup/markup.js';
import { listIn } from '../mfa/choose.js';
import { type Page, requiredValue, view } from '../page.js';
import { answering, answerStep, stepOf, whereTheyBelong } from '../sign-in/steps.js';
import { attributeFields, attributesIn } from './attribute-fields.js';
import { newPasswordField } from './new-password-field.js';

const prefix = 'userAttributes.';

/** Asks a user who came with a temporary password for one of their own, and for what the pool requires besides. */
export const newPasswordPage: Page = {
  path: '/newPassword',
  show(visit, { values }) {
    const step = stepOf(visit, 'NEW_PASSWORD_REQUIRED');
    if (step === undefined) return whereTheyBelong(visit);
    return view({
      title: 'Choose a new password',
      intro: markup`<p>The one you signed in with was temporary.</p>`,
      form: {
        fields: [
          { ...newPasswordField(visit.pool, 'New password'), isFirst: true },
          ...attributeFields(visit.pool, missing(step), values),
        ],
        buttons: [{ text: 'Save and sign in' }],
      },
    });
  },
  submit(visit, form) {
    const step = stepOf(visit, 'NEW_PASSWORD_REQUIRED');
    if (step === undefined) return whereTheyBelong(visit);
    const attributes = attributesIn(form, missing(step)).map(
      ([name, value]) => [prefix + name, value] as const,
    );
    const answers = {
      NEW_PASSWORD: requiredValue(form, 'password', 'Enter a new password.'),
      ...Object.fromEntries(attributes),
    };
    return answering(visit, step, () => answerStep(visit, step, answers));
  },
};

const missing = ({ parameters }: ChallengeStep) =>
  listIn(parameters.requiredAttributes).map((name) => name.replace(prefix, ''));
