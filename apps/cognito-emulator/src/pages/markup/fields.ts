import { attributes, markup, type Html } from '../../markup/markup.js';

/** One thing a form asks for. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'date' | 'url' | 'number' | undefined;
  readonly value?: string | undefined;
  /** What the browser may fill in (HTML, "Autofill"). */
  readonly autocomplete: string;
  readonly isOptional?: boolean | undefined;
  /** Whether it is a code of digits, as phones offer from a message. */
  readonly isCode?: boolean | undefined;
  readonly hint?: string | undefined;
  /** Whether the cursor starts here. */
  readonly isFirst?: boolean | undefined;
  readonly maxLength?: number | undefined;
}

/** What is wrong with a form, and the field it is about where it is about one. */
export interface FormFault {
  readonly text: string;
  readonly field?: string | undefined;
}

/** A field with its label, its hint and what is wrong with it. */
export function fieldRow(field: Field, fault: FormFault | undefined): Html {
  const { name, label, hint, isOptional } = field;
  const isWrong = fault?.field === name;
  return markup`<div class="field">
    <label class="label-customizable" for="${name}">${label}${isOptional === true && optional}</label>
    ${hint !== undefined && markup`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${isWrong && markup`<p class="field-error" id="${name}-error">${shortText(fault)}</p>`}
    ${inputOf(field, isWrong)}
  </div>`;
}

const optional = markup` <span class="optional">(optional)</span>`;

function inputOf(field: Field, isWrong: boolean): Html {
  const { name, isOptional = false, isCode = false } = field;
  return markup`<input${attributes({
    class: `inputField-customizable${isCode ? ' code' : ''}`,
    id: name,
    name,
    ...inputKind(field),
    value: field.value,
    autocomplete: field.autocomplete,
    required: !isOptional,
    maxlength: field.maxLength ?? 2048,
    autofocus: field.isFirst,
    ...description(field, isWrong),
  })}>`;
}

/** What screen readers say about a field besides its label. */
function description({ name, hint }: Field, isWrong: boolean) {
  const texts = [hint !== undefined && `${name}-hint`, isWrong && `${name}-error`];
  const described = texts.filter((id) => id !== false).join(' ');
  return { 'aria-describedby': described || undefined, 'aria-invalid': isWrong && 'true' };
}

/** At its field a password's fault needs no introduction; the summary has the whole text. */
const shortText = ({ text }: FormFault) =>
  text.replace('Password did not conform with policy: ', '');

/** Names are written as they are: phones neither correct them nor begin them with a capital. */
function inputKind({ type = 'text', isCode = false }: Field) {
  const plain = { autocapitalize: 'none', spellcheck: 'false' };
  if (isCode) return { type, inputmode: 'numeric', ...plain };
  if (type === 'number') return { type: 'text', inputmode: 'decimal' };
  return { type, ...plain };
}
