import type { Document } from '../../domain/pool/managed-login-branding.js';

type Mode = 'lightMode' | 'darkMode';

/** Where in Cognito's settings document each colour of the style sheet comes from; `*` is the mode. */
const colours: Readonly<Record<string, string>> = {
  page: 'components.pageBackground.*.color',
  card: 'components.form.*.backgroundColor',
  'card-border': 'components.form.*.borderColor',
  heading: 'components.pageText.*.headingColor',
  body: 'components.pageText.*.bodyColor',
  muted: 'components.pageText.*.descriptionColor',
  link: 'componentClasses.link.*.defaults.textColor',
  focus: 'componentClasses.focusState.*.borderColor',
  input: 'componentClasses.input.*.defaults.backgroundColor',
  'input-border': 'componentClasses.input.*.defaults.borderColor',
  button: 'components.primaryButton.*.defaults.backgroundColor',
  'button-text': 'components.primaryButton.*.defaults.textColor',
  'button-hover': 'components.primaryButton.*.hover.backgroundColor',
  'button-hover-text': 'components.primaryButton.*.hover.textColor',
  second: 'components.secondaryButton.*.defaults.backgroundColor',
  'second-border': 'components.secondaryButton.*.defaults.borderColor',
  'second-text': 'components.secondaryButton.*.defaults.textColor',
};

const corners: Readonly<Record<string, string>> = {
  'card-radius': 'components.form.borderRadius',
  'input-radius': 'componentClasses.input.borderRadius',
  'button-radius': 'componentClasses.buttons.borderRadius',
};

/** Errors keep their own colours: they have to be told apart on any page. */
const errors: Readonly<Record<Mode, Readonly<Record<string, string>>>> = {
  lightMode: { error: '#b3261e', 'error-page': '#fdeeed' },
  darkMode: { error: '#ffb4ab', 'error-page': '#3a1a19' },
};

/**
 * The variables of the style sheet that a settings document sets in a mode. Only colours and small numbers get through:
 * whatever else the document holds can't end up in a style sheet.
 */
export function paletteOf(settings: Document, mode: Mode): Readonly<Record<string, string>> {
  const found = Object.entries(colours).flatMap(([name, path]) => {
    const colour = colourOf(valueAt(settings, path.replace('*', mode)));
    return colour === undefined ? [] : [[name, colour] as const];
  });
  return { ...Object.fromEntries(found), ...errors[mode] };
}

export function cornersOf(settings: Document): Readonly<Record<string, string>> {
  const found = Object.entries(corners).flatMap(([name, path]) => {
    const radius = valueAt(settings, path);
    const isRadius = typeof radius === 'number' && radius >= 0 && radius <= 100;
    return isRadius ? [[name, `${Math.round(radius * 10) / 10}px`] as const] : [];
  });
  return Object.fromEntries(found);
}

/** A value in a settings document; its members are told by dots. */
export function valueAt(settings: Document, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Document)[name]
          : undefined,
      settings,
    );
}

/** Six or eight hexadecimal digits, as the document has colours. */
const colourOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\da-f]{6}([\da-f]{2})?$/i.test(value) ? `#${value}` : undefined;
