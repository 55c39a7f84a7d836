import type { SchemaAttribute } from '../pool/user-pool.js';

/** A date, or a date and time (ISO 8601). */
const dateTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** What is wrong with a value that isn't blank, as far as the attribute's definition tells (developer guide, "User pool attributes"). */
export function attributeFault(definition: SchemaAttribute, value: string): string | undefined {
  switch (definition.AttributeDataType) {
    case 'Number':
      return numberFault(definition, value);
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'The attribute must be a boolean.';
    case 'DateTime':
      return isDateTime(value) ? undefined : 'The attribute must be a date and time.';
    default:
      return lengthFault(definition, value);
  }
}

/** Besides ISO 8601, seconds or milliseconds since the epoch are taken. */
const isDateTime = (text: string) =>
  /^\d{1,16}$/.test(text) || (dateTime.test(text) && !Number.isNaN(Date.parse(text)));

function numberFault(definition: SchemaAttribute, text: string): string | undefined {
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) return 'The attribute must be a number.';
  const value = Number(text);
  const { MinValue = '-Infinity', MaxValue = 'Infinity' } =
    definition.NumberAttributeConstraints ?? {};
  if (value < Number(MinValue)) return `The attribute must be at least ${MinValue}.`;
  return value > Number(MaxValue) ? `The attribute must be at most ${MaxValue}.` : undefined;
}

function lengthFault(definition: SchemaAttribute, value: string): string | undefined {
  const { MinLength = '0', MaxLength = '2048' } = definition.StringAttributeConstraints ?? {};
  const length = Array.from(value).length;
  if (length < Number(MinLength)) return `String must not be shorter than ${MinLength}.`;
  if (length > Number(MaxLength)) return `String must not be longer than ${MaxLength}.`;
  return undefined;
}
