import { createHash } from 'node:crypto';

/**
 * The one script of the pages: it hands a browser's passkeys to a form (WebAuthn Level 3 §5.1). The form says in
 * `data-options` what is asked for, the button in `data-passkey` what is to be done with it.
 */
export const passkeyScript = `'use strict';
(() => {
  const button = document.querySelector('[data-passkey]');
  const asked = document.querySelector('[data-options]');
  const field = document.querySelector('input[name=credential]');
  const status = document.querySelector('[data-status]');
  if (!button || !asked || !field || !status) return;
  const isCreation = button.dataset.passkey === 'create';

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\\+/g, '-')
      .replace(/\\//g, '_')
      .replace(/=+$/, '');
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  function optionsOf(options) {
    const common = { ...options, challenge: bytes(options.challenge) };
    return isCreation
      ? {
          ...common,
          user: { ...options.user, id: bytes(options.user.id) },
          excludeCredentials: known(options.excludeCredentials),
        }
      : { ...common, allowCredentials: known(options.allowCredentials) };
  }

  function jsonOf(credential) {
    const { response } = credential;
    const answer = { clientDataJSON: text(response.clientDataJSON) };
    if (isCreation) {
      answer.attestationObject = text(response.attestationObject);
      if (response.getTransports) answer.transports = response.getTransports();
    } else {
      answer.authenticatorData = text(response.authenticatorData);
      answer.signature = text(response.signature);
      if (response.userHandle) answer.userHandle = text(response.userHandle);
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: answer,
    };
  }

  async function ask() {
    status.textContent = '';
    button.disabled = true;
    try {
      const publicKey = optionsOf(JSON.parse(asked.dataset.options));
      const credential = isCreation
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
      field.value = JSON.stringify(jsonOf(credential));
      field.form.submit();
    } catch (error) {
      button.disabled = false;
      status.textContent =
        error.name === 'InvalidStateError'
          ? 'This device already has a passkey for your account.'
          : 'No passkey was used. You can try again.';
    }
  }

  if (!window.PublicKeyCredential) {
    status.textContent = 'This browser has no passkeys.';
    return;
  }
  status.textContent = '';
  button.hidden = false;
  button.addEventListener('click', ask);
})();
`;

const version = createHash('sha256').update(passkeyScript).digest('base64url').slice(0, 12);

export const passkeyScriptPath = '/assets/passkey.js';

/** The address changes with the script, so that browsers can keep what they have. */
export const passkeyScriptHref = `${passkeyScriptPath}?v=${version}`;
