import type { ElevatedRights } from '../elevated-rights.js';
import type { RouteRequirements } from '../route-requirements.js';
import { callersOf } from './callers.js';

/**
 * What a route demands, in a sentence for each demand.
 *
 * @param elevated the demanded rights that count for a user only after a sign-in of some strength
 */
export function requirementsText(
  requirements: RouteRequirements,
  elevated?: ElevatedRights,
): string {
  const { allScopes, anyScope, groups, acrValues, maxAuthAgeSeconds } = requirements;
  const sentences = [
    whoText(requirements),
    allScopes &&
      `Needs the ${allScopes.length > 1 ? 'scopes' : 'scope'} ${words(allScopes, 'and')}.`,
    anyScope && `Needs the scope ${words(anyScope, 'or')}.`,
    groups && `The user must be in the group ${words(groups, 'or')}.`,
    acrValues && `The sign-in must have reached the level ${words(acrValues, 'or')}.`,
    requirements.peers === false && 'No service may call this for a user.',
    maxAuthAgeSeconds && `The sign-in may be at most ${maxAuthAgeSeconds} seconds old.`,
    elevated && elevatedText(elevated),
  ];
  return sentences.filter((sentence) => typeof sentence === 'string').join(' ');
}

function elevatedText({ scopes = [], groups = [], acrValues, maxAuthAgeSeconds }: ElevatedRights) {
  const level = acrValues ? ` that reached the level ${words(acrValues, 'or')} and` : ' that';
  const rights = words([...scopes, ...groups], 'and');
  return `A user's ${rights} counts only after a sign-in${level} is at most ${maxAuthAgeSeconds} seconds old.`;
}

function whoText(requirements: RouteRequirements): string {
  if (requirements.public) return 'For anyone; credentials are not looked at.';
  if (requirements.optionalAuthentication) return 'For anyone; a token that is shown must be good.';
  const { users, machines } = callersOf(requirements);
  if (users && machines) return 'For users and machines.';
  return users ? 'For users only.' : 'For machines only.';
}

function words(names: readonly string[], conjunction: 'and' | 'or'): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? '';
  return quoted.length > 0 ? `${quoted.join(', ')} ${conjunction} ${last}` : last;
}
