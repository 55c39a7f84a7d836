import { createHash } from 'node:crypto';

/**
 * The style of all pages. Colours and corners are variables: a client's branding sets them in a stylesheet of its own.
 * Names that end in `-customizable` are those the classic hosted UI gave to CSS (developer guide, "Customizing the hosted UI").
 */
export const stylesheet = `
*, *::before, *::after { box-sizing: border-box; }

html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }

body {
  margin: 0;
  min-height: 100vh;
  min-height: 100svh;
  display: grid;
  align-items: center;
  justify-items: var(--card-horizontal, center);
  padding: 2rem 1rem;
  background: var(--page) var(--page-image, none) center / cover no-repeat fixed;
  color: var(--body);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}

.card {
  width: 100%;
  max-width: 26rem;
  padding: 2.25rem 2rem 2rem;
  background: var(--card);
  border: 1px solid var(--card-border);
  border-radius: var(--card-radius);
  box-shadow: 0 1px 2px rgb(16 24 40 / 5%), 0 16px 40px rgb(16 24 40 / 7%);
}

.brand {
  display: flex;
  align-items: center;
  gap: .625rem;
  margin: 0 0 1.75rem;
  color: var(--heading);
  font-weight: 600;
  overflow-wrap: anywhere;
}
.mark {
  flex: none;
  display: grid;
  place-items: center;
  width: 2rem;
  height: 2rem;
  color: var(--button-text);
  background: var(--button);
  border-radius: min(var(--button-radius), .625rem);
  font-weight: 700;
}

.banner-customizable { margin-bottom: 1.5rem; text-align: center; }
.banner-customizable img { max-width: 100%; max-height: 4.5rem; vertical-align: middle; }

h1 {
  margin: 0 0 .375rem;
  color: var(--heading);
  font-size: 1.625rem;
  font-weight: 650;
  line-height: 1.25;
  letter-spacing: -.015em;
  text-wrap: balance;
}

p { margin: 0 0 .75rem; }
main > p { color: var(--muted); overflow-wrap: anywhere; }
main > p strong { color: var(--heading); font-weight: 600; }

dl { margin: 1.25rem 0 0; padding: .75rem .875rem; background: color-mix(in srgb, var(--card) 95%, var(--heading)); border-radius: .375rem; font-size: .875rem; }
dt { color: var(--muted); }
dd { margin: 0 0 .5rem; color: var(--heading); overflow-wrap: anywhere; }
dd:last-child { margin: 0; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }

form { margin-top: 1.5rem; }

.field { margin-bottom: 1.125rem; }
label { display: block; margin-bottom: .375rem; color: var(--heading); font-size: .9375rem; font-weight: 550; }
.optional { color: var(--muted); font-weight: 400; }
.hint { margin: -.125rem 0 .375rem; color: var(--muted); font-size: .875rem; line-height: 1.45; }
.field-error { margin: -.125rem 0 .375rem; color: var(--error); font-size: .875rem; font-weight: 550; }

input:not([type=hidden]) {
  display: block;
  width: 100%;
  min-height: 2.875rem;
  padding: .5rem .75rem;
  color: var(--heading);
  background: var(--input);
  border: 1px solid var(--input-border);
  border-radius: var(--input-radius);
  font: inherit;
}

input[aria-invalid] { border-color: var(--error); }
input.code { font-size: 1.25rem; font-variant-numeric: tabular-nums; letter-spacing: .3em; }

.buttons { display: grid; gap: .625rem; margin-top: 1.5rem; }

button {
  width: 100%;
  min-height: 2.875rem;
  padding: .5rem 1rem;
  color: var(--button-text);
  background: var(--button);
  border: 1px solid transparent;
  border-radius: var(--button-radius);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
  overflow-wrap: anywhere;
}
button:hover { color: var(--button-hover-text); background: var(--button-hover); }
button.secondary { color: var(--second-text); background: var(--second); border-color: var(--second-border); }
button.secondary:hover { background: color-mix(in srgb, var(--second) 92%, var(--second-text)); }
button[hidden] { display: none; }

a { color: var(--link); text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }

:is(a, button, input, summary, .summary):focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }

.summary {
  margin: 1.25rem 0 0;
  padding: .75rem .875rem;
  color: var(--error);
  background: var(--error-page);
  border-left: 4px solid var(--error);
  border-radius: .25rem;
  font-size: .9375rem;
  overflow-wrap: anywhere;
}
.summary p { margin: 0; }
.summary a { color: inherit; font-weight: 550; }

footer { margin-top: 1.75rem; padding-top: 1.25rem; border-top: 1px solid var(--card-border); font-size: .9375rem; }
footer p { margin: 0 0 .5rem; color: var(--muted); }
footer p:last-child { margin: 0; }

.qr { margin: 0 0 1.125rem; padding: .75rem; width: 12.5rem; max-width: 100%; background: #fff; border: 1px solid var(--card-border); border-radius: .5rem; }
.qr svg { display: block; width: 100%; height: auto; }
.secret { display: block; margin-bottom: 1.25rem; padding: .5rem .75rem; color: var(--heading); background: color-mix(in srgb, var(--card) 95%, var(--heading)); border-radius: .375rem; font: .9375rem/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; letter-spacing: .04em; overflow-wrap: anywhere; }

html[data-scheme=light] [data-mode=dark], html[data-scheme=dark] [data-mode=light] { display: none; }
html[data-scheme=dynamic] [data-mode=dark] { display: none; }

@media (prefers-color-scheme: dark) {
  html[data-scheme=dynamic] [data-mode=dark] { display: inline; }
  html[data-scheme=dynamic] [data-mode=light] { display: none; }
}

@media (max-width: 30rem) {
  body { padding: 0; align-items: stretch; background: var(--card); }
  .card { max-width: none; padding: 2rem 1.25rem; border: 0; border-radius: 0; box-shadow: none; }
}

@media (forced-colors: active) { button { border-color: ButtonBorder; } }
`;

const version = createHash('sha256').update(stylesheet).digest('base64url').slice(0, 12);

export const stylesheetPath = '/assets/pages.css';

/** The address changes with the style, so that browsers can keep what they have. */
export const stylesheetHref = `${stylesheetPath}?v=${version}`;
