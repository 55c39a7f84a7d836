import { ServiceError } from '../errors.js';

type Json = Readonly<Record<string, unknown>>;

/** The refusal of what a function gave back, in the words of every trigger. */
export const unrecognizable = () =>
  new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');

/**
 * The `response` of the event a function gave back: functions have to hand the whole event back (developer guide,
 * "Customizing user pool workflows with Lambda triggers").
 * @throws InvalidLambdaResponseException
 */
export const responseIn = (event: unknown): Json => objectIn(objectIn(event).response);

export function objectIn(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unrecognizable();
  return value as Json;
}

export const objectOrNothing = (value: unknown): Json => (isNothing(value) ? {} : objectIn(value));

export function texts(value: unknown): readonly string[] {
  if (isNothing(value)) return [];
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string'))
    throw unrecognizable();
  return value;
}

/** A switch that is off when nothing is said; Cognito takes the words for the values too. */
export function flag(value: unknown): boolean {
  if (isNothing(value)) return false;
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : undefined;
  if (word === 'true' || word === 'false') return word === 'true';
  throw unrecognizable();
}

export function textOrNothing(value: unknown): string | undefined {
  if (isNothing(value)) return undefined;
  if (typeof value !== 'string') throw unrecognizable();
  return value;
}

/** Pairs of texts; numbers and truth values become texts, and what is nothing isn't there. */
export function textPairs(value: unknown): Readonly<Record<string, string>> {
  const pairs = Object.entries(objectOrNothing(value)).filter(([, item]) => !isNothing(item));
  return Object.fromEntries(pairs.map(([key, item]) => [key, asText(item)]));
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw unrecognizable();
}

const isNothing = (value: unknown) => value === undefined || value === null;
