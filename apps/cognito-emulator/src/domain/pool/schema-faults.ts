import { invalidParameter } from '../errors.js';
import type { SchemaAttribute } from './user-pool.js';

const mostCustomAttributes = 50;
const longestText = 2_048;

type StatedAttribute = Omit<SchemaAttribute, 'Name'> & { readonly Name?: string | undefined };

/**
 * The attributes a request states for a schema.
 * @param known the names of the standard ones that may be stated
 * @param customAlready how many attributes of its own the pool has
 * @throws InvalidParameterException for what no schema can have.
 */
export function statedSchema(
  given: readonly StatedAttribute[],
  known: ReadonlySet<string>,
  customAlready = 0,
): readonly SchemaAttribute[] {
  const stated = given.map(named);
  const names = stated.map(({ Name }) => Name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw invalidParameter(
      `Duplicate custom attribute names custom:${twice} are not allowed in a user pool schema.`,
    );
  const custom = stated.filter(({ Name }) => !known.has(Name));
  if (custom.length + customAlready > mostCustomAttributes)
    throw invalidParameter('A user pool can have at most 50 custom attributes.');
  for (const attribute of custom) checkCustom(attribute);
  for (const attribute of stated) if (known.has(attribute.Name)) checkStandard(attribute);
  return stated.map((attribute) => withOwnConstraints(attribute, known.has(attribute.Name)));
}

/** What a standard attribute is can't be stated otherwise. */
function checkStandard({ Name, AttributeDataType: type, DeveloperOnlyAttribute }: SchemaAttribute) {
  const standard = standardTypes[Name] ?? 'String';
  if (DeveloperOnlyAttribute === true || (type !== undefined && type !== standard))
    throw invalidParameter(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${Name}`,
    );
}

const standardTypes: Readonly<Record<string, string>> = {
  email_verified: 'Boolean',
  phone_number_verified: 'Boolean',
  updated_at: 'Number',
};

function named({ Name, ...attribute }: StatedAttribute): SchemaAttribute {
  if (Name === undefined) throw invalidParameter('An attribute of the schema has no name.');
  return { Name, ...attribute };
}

function checkCustom({ AttributeDataType: type, Required }: SchemaAttribute): void {
  if (type === undefined)
    throw invalidParameter(
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    );
  if (Required === true)
    throw invalidParameter('Required custom attributes are not supported currently.');
}

/** An attribute with the constraints that go with its type, which have to allow some value; others are passed over. */
function withOwnConstraints(attribute: SchemaAttribute, isStandard: boolean): SchemaAttribute {
  const {
    NumberAttributeConstraints: range,
    StringAttributeConstraints: length,
    ...rest
  } = attribute;
  const type = attribute.AttributeDataType ?? standardTypes[attribute.Name] ?? 'String';
  if (type === 'Number') {
    checkRange(attribute.Name, range, isStandard);
    return range === undefined ? rest : { ...rest, NumberAttributeConstraints: range };
  }
  if (type !== 'String') return rest;
  checkLength(attribute.Name, length, isStandard);
  // A standard attribute that states none keeps its own.
  if (length === undefined && isStandard) return rest;
  return { ...rest, StringAttributeConstraints: length ?? {} };
}

function checkRange(
  name: string,
  range: SchemaAttribute['NumberAttributeConstraints'],
  isStandard: boolean,
): void {
  const { MinValue: least, MaxValue: most } = range ?? {};
  if (!isNumber(least) || !isNumber(most))
    throw invalidParameter(`Invalid NumberAttributeConstraints for schema attribute ${name}`);
  if (isAbove(least, most))
    throw invalidParameter(
      `Attribute ${kept(name, isStandard)} cannot have a max value smaller than it's min value`,
    );
}

function checkLength(
  name: string,
  length: SchemaAttribute['StringAttributeConstraints'],
  isStandard: boolean,
): void {
  const { MinLength: least, MaxLength: most } = length ?? {};
  if (!isWholeNumber(least) || !isWholeNumber(most))
    throw invalidParameter(`Invalid StringAttributeConstraints for schema attribute ${name}`);
  if (Number(least ?? 0) > longestText || Number(most ?? 0) > longestText)
    throw invalidParameter(
      `user.${name}: String attributes cannot have a length of more than ${longestText}`,
    );
  if (isAbove(least, most))
    throw invalidParameter(
      `Attribute ${kept(name, isStandard)} cannot have a max length shorter than it's min length`,
    );
}

/** The name as the pool keeps it. */
const kept = (name: string, isStandard: boolean) => (isStandard ? name : `custom:${name}`);

const isNumber = (text = '0') => /^[+-]?\d+(\.\d+)?$/.test(text);

const isWholeNumber = (text = '0') => /^\d+$/.test(text);

const isAbove = (least: string | undefined, most: string | undefined) =>
  least !== undefined && most !== undefined && Number(least) > Number(most);
