import { invalidParameter, notAuthorized, type ServiceError } from '../errors.js';
import { mayWrite } from '../pool/client-rules.js';
import type { SchemaAttribute, UserPool } from '../pool/user-pool.js';
import type { UserPoolClient } from '../pool/user-pool-client.js';
import { isEmail, isPhoneNumber } from './sign-in-names.js';
import type { Attributes } from './user.js';

export interface AttributeEntry {
  readonly Name: string;
  readonly Value?: string | undefined;
}

/** A request's attributes by name; the last of two with one name counts, and none may be `sub`. */
export function attributesFrom(
  pool: UserPool,
  entries: readonly AttributeEntry[] | undefined,
): Attributes {
  const attributes = new Map(entries?.map(({ Name, Value }) => [Name, Value ?? '']));
  for (const [name, value] of attributes) {
    const definition = schemaOf(pool).get(name);
    if (definition === undefined)
      throw schemaFault(name, 'Attribute does not exist in the schema.');
    if (name === 'sub') throw invalidParameter('Cannot modify an immutable attribute');
    const fault = valueFault(definition, value);
    if (fault !== undefined) throw schemaFault(name, fault);
    checkForm(name, value);
  }
  return Object.fromEntries(attributes);
}

/** @throws InvalidParameterException naming every required attribute that is missing. */
export function requireAttributes(pool: UserPool, attributes: Attributes): void {
  const missing = missingAttributes(pool, attributes);
  if (missing.length === 0) return;
  const faults = missing.map((name) => `${name}: The attribute is required\n`).join('');
  throw invalidParameter(`Attributes did not conform to the schema: ${faults}`);
}

/** Required attributes that a user doesn't have yet. */
export function missingAttributes(pool: UserPool, attributes: Attributes): readonly string[] {
  return [...schemaOf(pool).values()]
    .filter(({ Name, Required }) => Required === true && Name !== 'sub')
    .filter(({ Name }) => (attributes[Name] ?? '') === '')
    .map(({ Name }) => Name);
}

/**
 * Refuses attributes the client may not write, and the two that only administrators may (developer guide,
 * "User pool attributes").
 * @throws NotAuthorizedException
 */
export function requireWritable(client: UserPoolClient, names: readonly string[]): void {
  const adminOnly = ['email_verified', 'phone_number_verified'];
  if (names.every((name) => mayWrite(client, name) && !adminOnly.includes(name))) return;
  throw notAuthorized('A client attempted to write unauthorized attribute');
}

/** The pool's attribute definitions by name. */
export function schemaOf(pool: UserPool): ReadonlyMap<string, SchemaAttribute> {
  return new Map(pool.settings.SchemaAttributes?.map((attribute) => [attribute.Name, attribute]));
}

function valueFault(definition: SchemaAttribute, value: string): string | undefined {
  switch (definition.AttributeDataType) {
    case 'Number':
      return numberFault(definition, value);
    case 'Boolean':
      return ['true', 'false'].includes(value) ? undefined : 'The attribute must be a boolean.';
    default:
      return lengthFault(definition, value);
  }
}

function numberFault(definition: SchemaAttribute, text: string): string | undefined {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return 'The attribute must be a number.';
  const { MinValue = '-Infinity', MaxValue = 'Infinity' } =
    definition.NumberAttributeConstraints ?? {};
  if (value < Number(MinValue)) return `The attribute must be at least ${MinValue}.`;
  return value > Number(MaxValue) ? `The attribute must be at most ${MaxValue}.` : undefined;
}

function lengthFault(definition: SchemaAttribute, value: string): string | undefined {
  const { MinLength = '0', MaxLength = '2048' } = definition.StringAttributeConstraints ?? {};
  if (value.length < Number(MinLength)) return `String must not be shorter than ${MinLength}.`;
  if (value.length > Number(MaxLength)) return `String must not be longer than ${MaxLength}.`;
  return undefined;
}

function checkForm(name: string, value: string): void {
  if (value === '') return;
  if (name === 'email' && !isEmail(value)) throw invalidParameter('Invalid email address format.');
  if (name === 'phone_number' && !isPhoneNumber(value))
    throw invalidParameter('Invalid phone number format.');
}

const schemaFault = (name: string, fault: string): ServiceError =>
  invalidParameter(`Attributes did not conform to the schema: ${name}: ${fault}\n`);
