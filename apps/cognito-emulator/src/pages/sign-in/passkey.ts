import { passkeyScriptHref } from '../assets/passkey-script.js';
import { markup } from '../../markup/markup.js';
import { passkeyPrompt } from '../passkeys/passkey-prompt.js';
import { type Page, requiredValue, view } from '../page.js';
import { answering, answerStep, stepOf, whereTheyBelong } from './steps.js';

/** Signs in with a passkey; the one thing that needs the browser's script. */
export const passkeyPage: Page = {
  path: '/login/passkey',
  show(visit) {
    const step = stepOf(visit, 'WEB_AUTHN');
    if (step === undefined) return whereTheyBelong(visit);
    return view({
      title: 'Use your passkey',
      intro: markup`<p>For <strong>${step.username}</strong></p>`,
      form: {
        fields: [],
        hidden: { credential: '' },
        extra: passkeyPrompt(step.parameters.CREDENTIAL_REQUEST_OPTIONS ?? ''),
        buttons: [{ text: 'Use passkey', scriptHook: 'get' }],
      },
      outro: markup`<p>
        <a href="${visit.to('/login', { prompt: 'login' })}">Sign in another way</a>
      </p>`,
      script: passkeyScriptHref,
    });
  },
  submit(visit, form) {
    const step = stepOf(visit, 'WEB_AUTHN');
    if (step === undefined) return whereTheyBelong(visit);
    const CREDENTIAL = requiredValue(form, 'credential', 'No passkey was used. You can try again.');
    return answering(visit, step, () => answerStep(visit, step, { CREDENTIAL }));
  },
};
