import { schemaOf } from '../../domain/user/attribute-checks.js';
import type { SchemaAttribute, UserPool } from '../../domain/pool/user-pool.js';
import type { Field } from '../markup/fields.js';
import type { Form } from '../page.js';

type Kind = Pick<Field, 'label' | 'type' | 'autocomplete' | 'hint'>;

/** How the standard attributes are asked for, in this order (OpenID Connect Core 1.0 §5.1; HTML, "Autofill"). */
const standard: Readonly<Record<string, Kind>> = {
  email: { label: 'Email address', type: 'email', autocomplete: 'email' },
  phone_number: {
    label: 'Phone number',
    type: 'tel',
    autocomplete: 'tel',
    hint: 'With the country code, such as +14155550123',
  },
  name: { label: 'Name', autocomplete: 'name' },
  given_name: { label: 'First name', autocomplete: 'given-name' },
  family_name: { label: 'Last name', autocomplete: 'family-name' },
  middle_name: { label: 'Middle name', autocomplete: 'additional-name' },
  nickname: { label: 'Nickname', autocomplete: 'nickname' },
  preferred_username: { label: 'Preferred user name', autocomplete: 'off' },
  profile: { label: 'Profile page', type: 'url', autocomplete: 'off' },
  picture: { label: 'Picture', type: 'url', autocomplete: 'photo' },
  website: { label: 'Website', type: 'url', autocomplete: 'url' },
  gender: { label: 'Gender', autocomplete: 'sex' },
  birthdate: { label: 'Date of birth', type: 'date', autocomplete: 'bday' },
  zoneinfo: { label: 'Time zone', autocomplete: 'off', hint: 'Such as Europe/Dublin' },
  locale: { label: 'Language', autocomplete: 'language', hint: 'Such as en-GB' },
  address: { label: 'Address', autocomplete: 'street-address' },
};

/** The fields for some of a pool's attributes, the pool's own last, filled in as they were before. */
export const attributeFields = (
  pool: UserPool,
  names: readonly string[],
  values: Form,
): readonly Field[] =>
  inOrder(names).map((name) => ({
    name,
    ...(standard[name] ?? customKind(name, schemaOf(pool).get(name))),
    value: values.get(name),
  }));

function inOrder(names: readonly string[]): readonly string[] {
  const known = Object.keys(standard).filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => !known.includes(name))];
}

function customKind(name: string, attribute: SchemaAttribute | undefined): Kind {
  const isNumber = attribute?.AttributeDataType === 'Number';
  return {
    label: name.replace(/^custom:/, '').replaceAll('_', ' '),
    type: isNumber ? 'number' : 'text',
    autocomplete: 'off',
  };
}

/** What a form holds of some attributes, by name. */
export const attributesIn = (
  form: Form,
  names: readonly string[],
): readonly (readonly [name: string, value: string])[] =>
  names.flatMap((name) => {
    const value = form.get(name)?.trim();
    return value === undefined ? [] : [[name, value] as const];
  });
