import { isChallengeWord } from '../challenge-word.js';
import { isOpen, type RouteRequirements } from '../route-requirements.js';

const decoratorNames: Readonly<Record<keyof RouteRequirements, string>> = {
  public: '@Public()',
  optionalAuthentication: '@OptionalAuthentication()',
  authenticated: '@Authenticated()',
  allScopes: '@RequireScopes()',
  anyScope: '@RequireAnyScope()',
  groups: '@RequireGroups()',
  kind: '@UsersOnly() or @MachinesOnly()',
  peers: '@NotForPeers()',
  acrValues: '@RequireAcr()',
  maxAuthAgeSeconds: '@MaxAuthAge()',
};

/** What is wrong with the decorators of one method or class, taken by themselves. */
export function declarationFaults(
  declarations: readonly RouteRequirements[],
  vocabulary: readonly string[],
): string[] {
  const names = declarations.flatMap(namesOf);
  return [
    ...[...new Set(names.filter((name, index) => names.indexOf(name) < index))].map(
      (name) => `declares ${name} more than once`,
    ),
    ...conflicts(declarations),
    ...declarations.flatMap(listFaults),
    ...declarations.flatMap(ageFaults),
    ...declarations
      .flatMap(({ allScopes = [], anyScope = [] }) => [...allScopes, ...anyScope])
      .filter((scope) => !vocabulary.includes(scope))
      .map((scope) => `asks for the scope ${scope}, which the vocabulary does not know`),
  ];
}

/** What a machine, which has no user, can never meet. */
export function userDemands({ groups, acrValues, maxAuthAgeSeconds }: RouteRequirements): string[] {
  const demands = { groups, acrValues, maxAuthAgeSeconds };
  return Object.entries(demands)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => decoratorNames[name as keyof typeof demands]);
}

function namesOf(requirements: RouteRequirements): string[] {
  return Object.keys(requirements).map((name) => decoratorNames[name as keyof RouteRequirements]);
}

function conflicts(declarations: readonly RouteRequirements[]): string[] {
  const open = [...new Set(declarations.filter(isOpen).flatMap(namesOf))];
  const closed = [...new Set(declarations.filter((one) => !isOpen(one)).flatMap(namesOf))];
  const [first, second] = open;
  if (first === undefined) return [];
  const others = second === undefined ? closed : [second, ...closed];
  return others.length === 0 ? [] : [`is ${first} and also declares ${others.join(', ')}`];
}

function listFaults(requirements: RouteRequirements): string[] {
  const { allScopes, anyScope, groups, acrValues } = requirements;
  return Object.entries({ allScopes, anyScope, groups, acrValues }).flatMap(([name, values]) => {
    const decorator = decoratorNames[name as keyof RouteRequirements];
    if (values?.length === 0) return [`declares ${decorator} with nothing in it`];
    const fits = name === 'groups' ? (value: string) => /\S/.test(value) : isChallengeWord;
    const isFine = values?.every((value) => fits(value)) ?? true;
    return isFine ? [] : [`declares ${decorator} with something that is no name`];
  });
}

function ageFaults({ maxAuthAgeSeconds: seconds }: RouteRequirements): string[] {
  if (seconds === undefined || (Number.isSafeInteger(seconds) && seconds > 0)) return [];
  return ['declares @MaxAuthAge() with something else than a positive whole number of seconds'];
}
