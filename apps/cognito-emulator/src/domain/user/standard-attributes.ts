import type { SchemaAttribute } from '../pool/user-pool.js';

const text = (Name: string, MinLength = '0', MaxLength = '2048'): SchemaAttribute => ({
  Name,
  AttributeDataType: 'String',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength, MaxLength },
});

const flag = (Name: string): SchemaAttribute => ({
  Name,
  AttributeDataType: 'Boolean',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
});

/** The attributes every pool has, as DescribeUserPool lists them (OpenID Connect Core 1.0 §5.1). */
export const standardAttributes: readonly SchemaAttribute[] = [
  { ...text('sub', '1'), Mutable: false, Required: true },
  text('name'),
  text('given_name'),
  text('family_name'),
  text('middle_name'),
  text('nickname'),
  text('preferred_username'),
  text('profile'),
  text('picture'),
  text('website'),
  text('email'),
  flag('email_verified'),
  text('gender'),
  text('birthdate', '10', '10'),
  text('zoneinfo'),
  text('locale'),
  text('phone_number'),
  flag('phone_number_verified'),
  text('address'),
  {
    Name: 'updated_at',
    AttributeDataType: 'Number',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: { MinValue: '0' },
  },
];

/** Where users of other providers come from: an attribute of pools that have such providers. */
export const identitiesAttribute: SchemaAttribute = {
  ...text('identities'),
  StringAttributeConstraints: {},
};

/** The names of the attributes every pool has. */
export const standardNames: ReadonlySet<string> = new Set(
  standardAttributes.map(({ Name }) => Name),
);

/** The whole schema of a pool, given the attributes its creator stated: those change standard ones or are custom. */
export function completeSchema(stated: readonly SchemaAttribute[]): readonly SchemaAttribute[] {
  const changes = new Map(stated.map((attribute) => [attribute.Name, attribute]));
  const standard = standardAttributes.map((attribute) => ({
    ...attribute,
    ...changes.get(attribute.Name),
  }));
  return [...standard, ...customAttributes(stated.filter(({ Name }) => !standardNames.has(Name)))];
}

/** Attributes of a pool's own, with the prefix and the defaults that Cognito gives them. */
export const customAttributes = (stated: readonly SchemaAttribute[]) => stated.map(completeCustom);

function completeCustom(attribute: SchemaAttribute): SchemaAttribute {
  const prefix = attribute.DeveloperOnlyAttribute === true ? 'dev:custom:' : 'custom:';
  return {
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    ...attribute,
    Name: `${prefix}${attribute.Name}`,
  };
}
