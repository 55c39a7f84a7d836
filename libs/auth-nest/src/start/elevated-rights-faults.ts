import { isChallengeWord } from '../challenge-word.js';
import type { ElevatedRights } from '../elevated-rights.js';
import { isName } from './pool-faults.js';

type Given = { readonly [Name in keyof ElevatedRights]?: unknown };

/** What is wrong with the rights that take a better sign-in. A misspelled scope or level would leave a right open or closed to all. */
export function elevatedRightsFaults(
  given: Given | undefined,
  vocabulary: readonly string[] | undefined,
): string[] {
  if (given === undefined) return [];
  const { scopes = [], groups = [], acrValues, maxAuthAgeSeconds } = given;
  return [
    ...scopesFaults(scopes, vocabulary),
    ...(areAll(groups, isName) ? [] : ['elevatedRights.groups: must be a list of groups']),
    ...(isEmpty(scopes) && isEmpty(groups)
      ? ['elevatedRights: name a scope or a group, or leave them out']
      : []),
    ...levelFaults(acrValues),
    ...ageFaults(maxAuthAgeSeconds),
  ];
}

function scopesFaults(scopes: unknown, vocabulary: readonly string[] | undefined): string[] {
  if (!areAll(scopes, isName)) return ['elevatedRights.scopes: must be a list of scopes'];
  if (!Array.isArray(vocabulary)) return [];
  return scopes
    .filter((scope) => !vocabulary.includes(scope))
    .map((scope) => `elevatedRights.scopes: the vocabulary does not know ${scope}`);
}

function levelFaults(acrValues: unknown): string[] {
  if (acrValues === undefined) return [];
  if (areAll(acrValues, isChallengeWord) && !isEmpty(acrValues)) return [];
  return [
    'elevatedRights.acrValues: must name at least one level, without space, quote and backslash',
  ];
}

function ageFaults(seconds: unknown): string[] {
  if (Number.isSafeInteger(seconds) && (seconds as number) > 0) return [];
  return ['elevatedRights.maxAuthAgeSeconds: must be a positive whole number'];
}

function areAll(
  list: unknown,
  isOne: (value: unknown) => value is string,
): list is readonly string[] {
  return Array.isArray(list) && list.every(isOne);
}

const isEmpty = (list: unknown) => Array.isArray(list) && list.length === 0;
