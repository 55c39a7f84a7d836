import { csrfField } from '../security/csrf-tokens.js';
import type { Look } from '../look/look.js';
import type { View, ViewButton, ViewForm } from '../page.js';
import { type FormFault, fieldRow } from './fields.js';
import { stylesheetHref } from '../assets/stylesheet.js';
import { attributes, markup, type Html } from '../../markup/markup.js';

/** What surrounds every page. */
export interface Frame {
  readonly look: Look;
  readonly csrf: string;
  /** Where a form is sent that names no other place. */
  readonly action: string;
  readonly fault?: FormFault | undefined;
}

/** The whole document of a page. */
export function documentOf(shown: View, frame: Frame): string {
  const { look, fault } = frame;
  const title = fault === undefined ? shown.title : `Error: ${shown.title}`;
  const page = markup`<!doctype html>
    <html lang="en" ${attributes({ 'data-scheme': look.scheme })}>
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="${look.colorScheme}" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="${stylesheetHref}" />
        <link rel="icon" href="${look.favicon}" />
        ${look.stylesheets.map((href) => markup`<link rel="stylesheet" href="${href}" /> `)}${shown.script !== undefined && markup`<script src="${shown.script}" defer></script> `}
      </head>
      <body class="background-customizable">
        <main class="card">
          ${banner(look)}
          <h1>${shown.title}</h1>
          ${shown.intro} ${summary(shown, fault)}
          ${shown.form !== undefined && formOf(shown.form, frame)}
          ${shown.outro !== undefined && markup`<footer>${shown.outro}</footer>`}
        </main>
      </body>
    </html> `;
  return String(page);
}

function banner({ logos, name }: Look): Html {
  if (logos.length === 0)
    return markup`<p class="brand">
      <span class="mark" aria-hidden="true">${initialOf(name)}</span>${name}
    </p>`;
  const images = logos.map(
    ({ href, mode }) =>
      markup`<img
        class="logo-customizable"
        ${attributes({ src: href, alt: name, 'data-mode': mode })}
      />`,
  );
  return markup`<div class="banner-customizable">${images}</div>`;
}

const initialOf = (name: string) => String.fromCodePoint(name.codePointAt(0) ?? 32).toUpperCase();

/** Says what is wrong, and leads to the field it is about. Screen readers read it at once. */
function summary({ form }: View, fault: FormFault | undefined): Html | false {
  if (fault === undefined) return false;
  const isField = form?.fields.some(({ name }) => name === fault.field) ?? false;
  const text = isField
    ? markup`<a href="#${fault.field}">${fault.text}</a>`
    : markup`${fault.text}`;
  return markup`<div class="summary errorMessage-customizable" role="alert" id="summary">
    <p>${text}</p>
  </div>`;
}

function formOf(form: ViewForm, { action, csrf, fault }: Frame): Html {
  const hidden = Object.entries({ [csrfField]: csrf, ...form.hidden });
  return markup`<form method="post" action="${form.action ?? action}">
    ${hidden.map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}" /> `)}${form.before}
    ${fieldsOf(form, fault)} ${form.extra}
    <div class="buttons">${form.buttons.map(buttonOf)}</div>
  </form>`;
}

/** The cursor starts where something is wrong, or at the first field. */
function fieldsOf({ fields }: ViewForm, fault: FormFault | undefined): readonly Html[] {
  const wrong = fields.find(({ name }) => name === fault?.field);
  return fields.map((field) =>
    fieldRow(wrong === undefined ? field : { ...field, isFirst: field === wrong }, fault),
  );
}

function buttonOf({ text, name, value, isSecondary, scriptHook, action }: ViewButton): Html {
  const kind = isSecondary === true ? 'secondary' : 'submitButton-customizable';
  return markup`<button${attributes({
    type: scriptHook === undefined ? 'submit' : 'button',
    class: kind,
    name,
    value,
    formaction: action,
    formnovalidate: action !== undefined,
    'data-passkey': scriptHook,
    hidden: scriptHook !== undefined,
  })}>${text}</button>
`;
}
