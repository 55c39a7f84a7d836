import { signedInHere } from '../../oauth/browser-session.js';
import { passkeyScriptHref } from '../assets/passkey-script.js';
import { markup } from '../../markup/markup.js';
import { runOperation } from '../operations.js';
import {
  FormRefusal,
  type Move,
  move,
  type Page,
  requiredValue,
  view,
  type Visit,
} from '../page.js';
import { passkeyPrompt } from './passkey-prompt.js';
import { addPasskey, thenParameter } from './then.js';

/**
 * Gives whoever is signed in in this browser a passkey, and goes back to the app (developer guide, "Managed login",
 * `/passkeys/add`).
 */
export const addPasskeyPage: Page = {
  path: '/passkeys/add',
  async show(visit) {
    const signedIn = whoIsSignedIn(visit);
    if (signedIn === undefined) return toSignIn(visit);
    const answer = await runOperation(visit, 'StartWebAuthnRegistration', unused, signedIn);
    const { CredentialCreationOptions: options } = answer as {
      readonly CredentialCreationOptions: object;
    };
    const { attributes, username } = signedIn.user;
    return view({
      title: 'Add a passkey',
      intro: markup`<p>
        Sign in next time with your fingerprint, your face or the lock of your device, as
        <strong>${attributes.email ?? username}</strong>.
      </p>`,
      form: {
        fields: [],
        hidden: { credential: '' },
        extra: passkeyPrompt(JSON.stringify(options)),
        buttons: [{ text: 'Create a passkey', scriptHook: 'create' }],
      },
      outro: markup`<p><a href="${visit.authorization.redirectUri}">Not now</a></p>`,
      script: passkeyScriptHref,
    });
  },
  async submit(visit, form) {
    const signedIn = whoIsSignedIn(visit);
    if (signedIn === undefined) return toSignIn(visit);
    const text = requiredValue(form, 'credential', 'No passkey was made. You can try again.');
    const input = { ...unused, Credential: credentialIn(text) };
    await runOperation(visit, 'CompleteWebAuthnRegistration', input, signedIn);
    return move(visit.authorization.redirectUri);
  },
};

/** The operations take an access token, which stands for whom the browser's session is of here. */
const unused = { AccessToken: 'none' };

function whoIsSignedIn({ services, pool, client, request }: Visit) {
  const last = signedInHere(services, pool, request).at(-1);
  return last && { pool, client, user: last.user };
}

/** After signing in, the visitor comes back here. */
const toSignIn = (visit: Visit): Move => move(visit.to('/login', { [thenParameter]: addPasskey }));

function credentialIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FormRefusal('No passkey was made. You can try again.');
  }
}
