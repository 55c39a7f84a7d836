import { type ChallengeStep, newFlow } from '../../domain/authorization/page-flow.js';
import { markup, type Html } from '../../markup/markup.js';
import { qrCode } from '../markup/qr-code.js';
import { runOperation } from '../operations.js';
import {
  type Form,
  FormRefusal,
  type Move,
  move,
  type Page,
  requiredValue,
  type View,
  view,
  type Visit,
} from '../page.js';
import { answering, answerStep, stepOf, whereTheyBelong } from '../sign-in/steps.js';
import { factorButtons, listIn } from './choose.js';
import { codeField, codeIn } from './code.js';

/** What can be set up at a page: an authenticator app, or an email address. */
const kinds = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'];

/** Sets up a second factor where the pool demands one and the user has none. */
export const mfaSetUpPage: Page = {
  path: '/mfa/setup',
  show(visit) {
    const step = stepOf(visit, 'MFA_SETUP');
    if (step === undefined) return whereTheyBelong(visit);
    return step.secretCode === undefined
      ? choice(visit, step)
      : authenticatorApp(visit, step, step.secretCode);
  },
  submit(visit, form) {
    const step = stepOf(visit, 'MFA_SETUP');
    if (step === undefined) return whereTheyBelong(visit);
    if (form.has('code')) return answering(visit, step, () => verify(visit, step, form));
    const kind = requiredValue(form, 'factor', 'Choose what to set up.');
    if (!kindsOf(step).includes(kind)) throw new FormRefusal('Choose what to set up.');
    if (kind === 'EMAIL_OTP') return move(visit.to('/mfa/setup/email'));
    return answering(visit, step, () => associate(visit, step));
  },
};

/** Takes the email address of a user who wants codes by email. */
export const emailSetUpPage: Page = {
  path: '/mfa/setup/email',
  show(visit, { values }) {
    const step = stepOf(visit, 'MFA_SETUP');
    if (!step || !kindsOf(step).includes('EMAIL_OTP')) return whereTheyBelong(visit);
    return view({
      title: 'Get codes by email',
      intro: markup`<p>We send a code to this address now, and whenever you sign in.</p>`,
      form: {
        fields: [
          {
            name: 'email',
            label: 'Email address',
            type: 'email',
            value: values.get('email'),
            autocomplete: 'email',
            isFirst: true,
          },
        ],
        buttons: [{ text: 'Send a code' }],
      },
    });
  },
  submit(visit, form) {
    const step = stepOf(visit, 'MFA_SETUP');
    if (step === undefined) return whereTheyBelong(visit);
    const EMAIL = requiredValue(form, 'email', 'Enter your email address.').trim();
    return answering(visit, step, () => answerStep(visit, step, { EMAIL }));
  },
};

const kindsOf = ({ parameters }: ChallengeStep) =>
  listIn(parameters.MFAS_CAN_SETUP).filter((kind) => kinds.includes(kind));

function choice(visit: Visit, step: ChallengeStep): View {
  const possible = kindsOf(step);
  const title = 'Protect your account';
  if (possible.length === 0)
    return view({
      status: 400,
      title,
      intro: markup`<p>
        You need a phone number that codes can be sent to. Please ask an administrator.
      </p>`,
    });
  return view({
    title,
    intro: markup`<p>
      Besides your password you need a code to sign in. Choose where to get it from.
    </p>`,
    form: { fields: [], buttons: factorButtons(possible) },
    outro: markup`<p><a href="${visit.to('/login', { prompt: 'login' })}">Start again</a></p>`,
  });
}

/** Asks for the secret of a new app: the page shows it next. */
async function associate(visit: Visit, step: ChallengeStep): Promise<Move> {
  const input = { Session: step.session };
  const answer = await runOperation(visit, 'AssociateSoftwareToken', input);
  const { SecretCode: secretCode, Session: session } = answer as {
    readonly SecretCode: string;
    readonly Session: string;
  };
  const flow = newFlow(visit.services.clock, visit.client, { ...step, session, secretCode });
  return move(visit.to('/mfa/setup'), { flow });
}

async function verify(visit: Visit, step: ChallengeStep, form: Form): Promise<Move> {
  const input = { Session: step.session, UserCode: codeIn(form) };
  const answer = await runOperation(visit, 'VerifySoftwareToken', input);
  const { Session: session } = answer as { readonly Session: string };
  return answerStep(visit, { ...step, session }, {});
}

function authenticatorApp(visit: Visit, step: ChallengeStep, secret: string): View {
  const label = 'QR code with the key of your authenticator app';
  return view({
    title: 'Set up your authenticator app',
    intro: markup`<p>
      Scan the code with an app such as a password manager, or enter the key by hand.
    </p>`,
    form: {
      fields: [{ ...codeField, label: 'Code that the app shows' }],
      before: keyOf(qrCode(keyUri(visit, step, secret), label), secret),
      buttons: [{ text: 'Continue' }],
    },
    outro: markup`<p><a href="${visit.to('/login', { prompt: 'login' })}">Start again</a></p>`,
  });
}

const keyOf = (code: Html, secret: string): Html =>
  markup`<div class="qr">${code}</div>
    <p class="hint" id="secret-label">Key</p>
    <p><code class="secret" id="secret" aria-labelledby="secret-label">${secret}</code></p>`;

/** What authenticator apps read (the Key URI format; 6 digits, 30 seconds and SHA-1 are its defaults). */
function keyUri({ pool }: Visit, { username }: ChallengeStep, secret: string): string {
  const [issuer, account] = [pool.name, username].map(encodeURIComponent);
  return `otpauth://totp/${issuer}:${account}?secret=${secret}&issuer=${issuer}`;
}
