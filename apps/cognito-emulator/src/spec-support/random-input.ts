import fc from 'fast-check';
import { z } from 'zod';

/**
 * A value that only the running emulator knows, such as a session it gave: its place in a random request until the
 * request is sent.
 */
export class Known {
  constructor(
    /** The member the value was seen under. */
    readonly member: string,
    readonly choice: number,
    /** What is sent if no such value was seen yet; nothing when absent. */
    readonly otherwise?: string,
  ) {}
}

const hugeNumbers = [-1, 0, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324];

/** Texts that have broken servers before. */
const awkwardTexts = [
  ...[
    '',
    ' ',
    '\u0000',
    '\ud800',
    'a\nb',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ],
  ...[
    'valueOf',
    '../../etc/passwd',
    '%00',
    '${jndi:x}',
    "' OR 1=1 --",
    '<script>',
    '\u202e',
    '𝕏',
    'İ',
  ],
  ...['null', 'undefined', 'NaN', '-0', '[]', '{}', '{"a":', 'true', '=', ':', '/', '.', '..', '*'],
  'x'.repeat(3_000),
];

const awkwardText = fc.oneof(
  fc.constantFrom(...awkwardTexts),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const deepValue = fc.integer({ min: 1, max: 60 }).map((depth) => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
});

/** A value of whatever type, for where another was due. */
const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  awkwardText,
  fc.constantFrom<unknown>(...hugeNumbers, null, true, [], {}, [[]], [null], { a: null }),
  fc.jsonValue({ maxDepth: 3 }),
  deepValue,
);

/** Texts that the formats of the service's model let through, one for each at least. */
const plausibleTexts = [
  ...['a', 'email', 'ann@example.com', '+441234567890', 'custom:tenant', 'Correct-horse-7'],
  ...['123456', 'orders', 'orders/read', 'https://app.example/callback', 'example-domain', '0'],
  ...['arn:aws:iam::123456789012:role/name', '2026-01-15', 'eu-west-1', 'name ^= "a"', 'en-GB'],
  ...['eu-west-1_AbCdEfGhI', 'Your code is {####}', 'You are {username} with {####}', 'Ünïcode'],
  ...['abcdefghijklmnopqrstuvwxyz', 'phone_number', 'sub', '{##Click here##}', 'YWJj', 'COGNITO'],
  ...['eu-west-1_01234567-89ab-cdef-0123-456789abcdef', 'x'.repeat(128), 'Essentials.Plus_1'],
  ...['01234567-89ab-4def-8123-456789abcdef', 'ABCDEFGHIJKLMNOPQRST', '10.0.0.0/8'],
];

const attributeNames = [
  ...['email', 'email_verified', 'phone_number', 'phone_number_verified', 'name', 'custom:tenant'],
  ...[
    'preferred_username',
    'birthdate',
    'sub',
    'identities',
    'cognito:mfa_enabled',
    'dev:custom:a',
  ],
];
const attributeValues = ['eve@example.com', '+441234567890', 'true', '2026-01-15', 'x', '', '-1'];
const passwords = [
  'Correct-horse-7',
  'Correct-horse-7',
  'Correct-horse-8',
  'password',
  'longer-one',
];
const addresses = ['https://app.example/callback', 'http://localhost:3000', 'app://open', 'x'];

/** What members of these names are mostly about; others take any text their format has. */
const plausibleFor: ReadonlyMap<string, readonly string[]> = new Map([
  ...['Name', 'AttributeName', 'UserAttributeNames', 'AttributesToGet'].map(named(attributeNames)),
  ...['ReadAttributes', 'WriteAttributes'].map(named(attributeNames)),
  ...['Value', 'ProviderAttributeValue'].map(named(attributeValues)),
  ...['Password', 'ProposedPassword', 'PreviousPassword', 'TemporaryPassword'].map(
    named(passwords),
  ),
  ...['CallbackURLs', 'LogoutURLs', 'DefaultRedirectURI'].map(named(addresses)),
  ['AllowedOAuthScopes', ['openid', 'email', 'orders/read', 'aws.cognito.signin.user.admin']],
  ['SupportedIdentityProviders', ['COGNITO', 'Oidc']],
  [
    'Filter',
    ['name ^= "a"', 'email = "ann@example.com"', 'sub ^= "', 'x = "y"', 'status = "Enabled"'],
  ],
  ['CSS', ['.submitButton-customizable {color: red}', '.x {', 'a{}']],
  ['UserCode', ['000000', '123456']],
]);

function named(texts: readonly string[]) {
  return (member: string): [string, readonly string[]] => [member, texts];
}

/** What clients put into AuthParameters and ChallengeResponses (SDK, InitiateAuth and RespondToAuthChallenge). */
const parameterTexts: Readonly<Record<string, readonly (string | Known)[]>> = {
  USERNAME: ['ann', 'ann', 'ann', 'ann@example.com', new Known('Username', 0), 'nobody'],
  PASSWORD: ['Correct-horse-7', 'Correct-horse-7', 'wrong', ''],
  NEW_PASSWORD: ['Correct-horse-8', 'short'],
  SRP_A: ['ff'.repeat(384), '00', 'zz', '-1', 'a'.repeat(600)],
  SECRET_HASH: ['YWJj', ''],
  REFRESH_TOKEN: [new Known('RefreshToken', 0), new Known('AccessToken', 0), 'a.b.c.d.e'],
  ACCESS_TOKEN: [new Known('AccessToken', 0), 'a.b.c'],
  DEVICE_KEY: [new Known('DeviceKey', 0), 'eu-west-1_01234567-89ab-cdef-0123-456789abcdef'],
  PREFERRED_CHALLENGE: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN', 'x'],
  ANSWER: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN', 'SOFTWARE_TOKEN_MFA'],
  CREDENTIAL: [
    '{}',
    '[]',
    'null',
    '{"id":"a","type":"public-key","response":{}}',
    '{"response":1}',
  ],
  SMS_MFA_CODE: [new Known('Code', 0), '000000', 'x'],
  SMS_OTP_CODE: [new Known('Code', 0), '000000', 'x'],
  EMAIL_OTP_CODE: [new Known('Code', 0), '000000', 'x'],
  SOFTWARE_TOKEN_MFA_CODE: ['000000', 'x'],
  PASSWORD_CLAIM_SECRET_BLOCK: [new Known('SECRET_BLOCK', 0), 'AAAA', ''],
  PASSWORD_CLAIM_SIGNATURE: ['AAAA', '', '%'],
  TIMESTAMP: ['Thu Jan 1 00:00:00 UTC 2026', 'now'],
  'userAttributes.name': ['Ann', ''],
  'userAttributes.sub': ['x'],
  CHALLENGE_NAME: ['SRP_A', 'x'],
  TARGET_ACR_VALUES: ['urn:cognito:loa:4', 'x'],
  MAX_AGE: ['60', '-1', 'x', '1e99'],
  EMAIL: ['ann@example.com', 'x'],
  ['__proto__']: ['x'],
};

/** Members that are a map whose names the operation knows. */
const parameterMembers: readonly string[] = ['AuthParameters', 'ChallengeResponses'];

/** What requests for an operation are made of. */
interface Recipe {
  /** One of how many values is of another kind than the model's; none when absent. */
  readonly strangeOneOf?: number;
  /** The members whose values the running emulator knows. */
  readonly known: readonly string[];
}

/** Inputs of an operation: as its model says, but for those that a recipe makes strange. */
export function inputsFor(schema: z.ZodType, recipe: Recipe): fc.Arbitrary<unknown> {
  return valuesFor(schema, '', recipe);
}

function valuesFor(schema: z.core.$ZodType, member: string, recipe: Recipe): fc.Arbitrary<unknown> {
  const proper = properValues(schema, member, recipe);
  const { strangeOneOf } = recipe;
  if (strangeOneOf === undefined) return proper;
  return fc.oneof(
    { weight: strangeOneOf - 1, arbitrary: proper },
    { weight: 1, arbitrary: strangeValue },
  );
}

function properValues(
  schema: z.core.$ZodType,
  member: string,
  recipe: Recipe,
): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional) return optionalValues(schema.unwrap(), member, recipe);
  if (schema instanceof z.ZodObject) return objects(schema, recipe);
  if (schema instanceof z.ZodArray) {
    const minLength = leastLength(schema);
    const values = valuesFor(schema.element, member, recipe);
    return fc.array(values, { minLength, maxLength: Math.max(minLength, 3) });
  }
  if (schema instanceof z.ZodRecord)
    return parameterMembers.includes(member)
      ? parameters
      : fc.dictionary(fc.constantFrom(...plausibleTexts), valuesFor(schema.valueType, '', recipe), {
          maxKeys: 3,
        });
  if (schema instanceof z.ZodEnum) {
    const options = fc.constantFrom(...schema.options.map((option) => `${option}`));
    return recipe.known.includes(member) ? fromEmulator(member, options) : options;
  }
  return scalars(schema, member, recipe);
}

/** Half of the members that may be left out are; the parameters of a sign-in aren't. */
function optionalValues(
  schema: z.core.$ZodType,
  member: string,
  recipe: Recipe,
): fc.Arbitrary<unknown> {
  const values = valuesFor(schema, member, recipe).map((value) =>
    value instanceof Known ? new Known(value.member, value.choice) : value,
  );
  if (parameterMembers.includes(member)) return values;
  return fc.oneof(
    { weight: recipe.known.includes(member) ? 8 : 1, arbitrary: values },
    { weight: 2, arbitrary: fc.constant(undefined) },
  );
}

function objects(schema: z.ZodObject, recipe: Recipe): fc.Arbitrary<unknown> {
  const members = Object.entries<z.core.$ZodType>(schema.shape);
  const proper = fc.record(
    Object.fromEntries(members.map(([name, one]) => [name, valuesFor(one, name, recipe)])),
  );
  if (recipe.strangeOneOf === undefined) return proper;
  const extra = fc.dictionary(awkwardText, strangeValue, { maxKeys: 2 });
  return fc
    .tuple(proper, fc.option(extra, { freq: 4 }))
    .map(([one, more]) => ({ ...one, ...more }));
}

/** Most of the names, so that it is up to chance which of them an operation finds wrong. */
const parameters = fc
  .record(
    Object.fromEntries(
      Object.entries(parameterTexts).map(([name, texts]) => [
        name,
        fc.option(fc.constantFrom(...texts), { nil: undefined, freq: 6 }),
      ]),
    ),
  )
  .chain((all) =>
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(all) },
      { weight: 1, arbitrary: fc.subarray(Object.entries(all)).map(Object.fromEntries) },
    ),
  );

function scalars(
  schema: z.core.$ZodType,
  member: string,
  { known }: Recipe,
): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) {
    const numbers = [0, 1, 2, 3, 5, 8, 15, 30, 60, 99, 3_600];
    const fitting = numbers.filter((number) => schema.safeParse(number).success);
    return fc.constantFrom(...(fitting.length > 0 ? fitting : [schema.minValue ?? 0]));
  }
  if (!(schema instanceof z.ZodString || schema instanceof z.ZodBase64)) return fc.jsonValue();
  const fitting = (plausibleFor.get(member) ?? plausibleTexts).filter(
    (text) => schema.safeParse(text).success,
  );
  const texts = fc.constantFrom(...(fitting.length > 0 ? fitting : plausibleTexts));
  if (!known.includes(member)) return texts;
  return fromEmulator(member, texts);
}

/** What the emulator gave lately, or now and then one of the texts. */
function fromEmulator(member: string, texts: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const choices = fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.nat(9) },
  );
  const known = fc.tuple(choices, texts).map(([choice, text]) => new Known(member, choice, text));
  return fc.oneof({ weight: 12, arbitrary: known }, { weight: 1, arbitrary: texts });
}

/** The shortest list a schema takes. */
const leastLength = (schema: z.ZodArray) =>
  [0, 1, 2].find((length) => lengthIsFine(schema, length)) ?? 0;

const lengthIsFine = (schema: z.ZodArray, length: number) =>
  schema.safeParse(Array.from({ length })).error?.issues.every(({ path }) => path.length > 0) ??
  true;
