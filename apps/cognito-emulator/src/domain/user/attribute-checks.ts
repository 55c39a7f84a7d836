import { invalidParameter, notAuthorized, type ServiceError } from '../errors.js';
import { mayWrite } from '../pool/client-rules.js';
import { hasUsernameAttributes, isUsernameAttribute } from '../pool/pool-rules.js';
import type { SchemaAttribute, UserPool } from '../pool/user-pool.js';
import type { UserPoolClient } from '../pool/user-pool-client.js';
import { attributeFault } from './attribute-faults.js';
import { isEmail, isPhoneNumber } from './sign-in-names.js';
import { type Attributes, type ContactAttribute, contactAttributes } from './user.js';

export interface AttributeEntry {
  readonly Name: string;
  readonly Value?: string | undefined;
}

/** @throws InvalidParameterException for a name that isn't an address's. */
export function contactNamed(name: string): ContactAttribute {
  const found = contactAttributes.find((contact) => contact === name);
  if (found === undefined)
    throw invalidParameter('Invalid attribute name. Only phone_number and email can be verified.');
  return found;
}

/**
 * A request's attributes by name; the last of two with one name counts, and none may be `sub`. A blank value stands for
 * having none.
 * @throws InvalidParameterException for what the pool's schema doesn't take.
 */
export function attributesFrom(
  pool: UserPool,
  entries: readonly AttributeEntry[] | undefined,
): Attributes {
  const given = new Map(entries?.map(({ Name, Value }) => [Name, Value ?? '']));
  const schema = schemaOf(pool);
  const checked = [...given].map(([name, value]) => {
    const definition = definitionOf(schema, name);
    if (value === '') return [name, value] as const;
    const fault = attributeFault(definition, value);
    if (fault !== undefined) throw schemaFault(name, fault);
    checkForm(name, value);
    return [
      name,
      definition.AttributeDataType === 'Boolean' ? value.toLowerCase() : value,
    ] as const;
  });
  return Object.fromEntries(checked);
}

/** The attributes a new user begins with: those that were given a value. */
export function attributesOfNewUser(
  pool: UserPool,
  entries: readonly AttributeEntry[] | undefined,
): Attributes {
  const given = Object.entries(attributesFrom(pool, entries));
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/**
 * The change that deletes attributes.
 * @throws InvalidParameterException for what the pool's schema doesn't know.
 */
export function deletionOf(pool: UserPool, names: readonly string[]): Attributes {
  const schema = schemaOf(pool);
  const faults = names
    .filter((name) => !schema.has(name))
    .map((name) => `user.${name}: Attribute does not exist in the schema.\n`);
  if (faults.length > 0) throw invalidParameter(`Invalid user attributes: ${faults.join('')}`);
  return attributesFrom(
    pool,
    names.map((Name) => ({ Name })),
  );
}

/** @throws InvalidParameterException unless all are attributes of the pool that can be changed. */
export function requireMutable(pool: UserPool, names: readonly string[]): void {
  const schema = schemaOf(pool);
  for (const name of names)
    if (definitionOf(schema, name).Mutable === false)
      throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
}

/** @throws InvalidParameterException naming every required attribute that is missing. */
export function requireAttributes(pool: UserPool, attributes: Attributes): void {
  refuseMissing(missingAttributes(pool, attributes));
}

/** @throws InvalidParameterException when the user would lose an attribute that is required, or the only name to sign in by. */
export function requireDeletable(
  pool: UserPool,
  names: readonly string[],
  remaining: Attributes,
): void {
  refuseMissing(missingAttributes(pool, remaining).filter((name) => names.includes(name)));
  const isNamed = contactAttributes.some(
    (name) => isUsernameAttribute(pool, name) && remaining[name] !== undefined,
  );
  if (hasUsernameAttributes(pool) && !isNamed)
    refuseMissing(names.filter((name) => isUsernameAttribute(pool, name)));
}

function refuseMissing(missing: readonly string[]): void {
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

/** @throws InvalidParameterException where an address is said to be proved, or not, and isn't there. */
export function requireProvableContacts(given: Attributes, attributes: Attributes): void {
  if ((given.email_verified ?? '') !== '' && attributes.email === undefined)
    throw invalidParameter('Email is required to verify/un-verify an email');
  if ((given.phone_number_verified ?? '') !== '' && attributes.phone_number === undefined)
    throw invalidParameter('Phone Number is required to verify/un-verify a phone number');
}

/**
 * Refuses attributes the client may not write, and the two that only administrators may (developer guide,
 * "User pool attributes").
 * @throws NotAuthorizedException
 */
export function requireWritable(client: UserPoolClient, names: readonly string[]): void {
  const adminOnly = ['email_verified', 'phone_number_verified'];
  const mayBeWritten = (name: string) => mayWrite(client, name) && !adminOnly.includes(name);
  if (names.every(mayBeWritten)) return;
  throw notAuthorized('A client attempted to write unauthorized attribute');
}

/** The pool's attribute definitions by name. */
export function schemaOf(pool: UserPool): ReadonlyMap<string, SchemaAttribute> {
  return new Map(pool.settings.SchemaAttributes?.map((attribute) => [attribute.Name, attribute]));
}

function definitionOf(schema: ReadonlyMap<string, SchemaAttribute>, name: string): SchemaAttribute {
  const definition = schema.get(name);
  if (definition === undefined) throw schemaFault(name, 'Attribute does not exist in the schema.');
  if (name === 'sub') throw invalidParameter('Cannot modify an immutable attribute');
  return definition;
}

function checkForm(name: string, value: string): void {
  if (name === 'email' && !isEmail(value)) throw invalidParameter('Invalid email address format.');
  if (name === 'phone_number' && !isPhoneNumber(value))
    throw invalidParameter('Invalid phone number format.');
}

const schemaFault = (name: string, fault: string): ServiceError =>
  invalidParameter(`Attributes did not conform to the schema: ${name}: ${fault}\n`);
