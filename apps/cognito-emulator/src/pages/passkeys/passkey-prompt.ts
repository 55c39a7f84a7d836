import { markup, type Html } from '../../markup/markup.js';

/** What the script is told, and what stands there while it hasn't run. */
export const passkeyPrompt = (options: string): Html =>
  markup`<div data-options="${options}">
    <p class="hint" role="status" data-status>
      Passkeys need JavaScript, which is off in this browser.
    </p>
  </div>`;
