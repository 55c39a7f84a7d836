import { objectOrNothing, responseIn, texts, unrecognizable } from '../trigger/response-shape.js';
import type { ClaimOverrides, GroupOverrides, TokenOverrides } from './claim-overrides.js';

export type TriggerVersion = 'V1_0' | 'V2_0' | 'V3_0';

type Json = Readonly<Record<string, unknown>>;

const mostChanges = 5_000;
const nothing: TokenOverrides = { add: [], suppress: [], scopesToAdd: [], scopesToSuppress: [] };

/**
 * Reads the event a pre token generation function gave back (developer guide, "Pre token generation Lambda trigger").
 * @throws InvalidLambdaResponseException when it isn't of the documented shape.
 */
export function readTriggerResponse(version: TriggerVersion, event: unknown): ClaimOverrides {
  const response = responseIn(event);
  const overrides =
    version === 'V1_0'
      ? readFirstVersion(response.claimsOverrideDetails)
      : readLaterVersion(response.claimsAndScopeOverrideDetails);
  if (countChanges(overrides.access) + countChanges(overrides.id) > mostChanges)
    throw unrecognizable();
  return overrides;
}

function readFirstVersion(value: unknown): ClaimOverrides {
  const details = objectOrNothing(value);
  const id = readToken(details);
  if (id.add.some(([, claim]) => typeof claim !== 'string')) throw unrecognizable();
  return { access: nothing, id, groups: readGroups(details) };
}

function readLaterVersion(value: unknown): ClaimOverrides {
  const details = objectOrNothing(value);
  return {
    access: readToken(objectOrNothing(details.accessTokenGeneration)),
    id: { ...readToken(objectOrNothing(details.idTokenGeneration)) },
    groups: readGroups(details),
  };
}

function readToken(details: Json): TokenOverrides {
  const scopesToAdd = texts(details.scopesToAdd);
  if (scopesToAdd.some((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)))
    throw unrecognizable();
  return {
    add: Object.entries(objectOrNothing(details.claimsToAddOrOverride)),
    suppress: texts(details.claimsToSuppress),
    scopesToAdd,
    scopesToSuppress: texts(details.scopesToSuppress),
  };
}

/** An empty or null object suppresses all groups; only leaving it out keeps them. */
function readGroups(details: Json): GroupOverrides | undefined {
  if (details.groupOverrideDetails === undefined) return undefined;
  const groups = objectOrNothing(details.groupOverrideDetails);
  const preferredRole = groups.preferredRole ?? undefined;
  if (preferredRole !== undefined && typeof preferredRole !== 'string') throw unrecognizable();
  return {
    names: texts(groups.groupsToOverride),
    roles: texts(groups.iamRolesToOverride),
    preferredRole,
  };
}

const countChanges = (token: TokenOverrides) =>
  token.add.length +
  token.suppress.length +
  token.scopesToAdd.length +
  token.scopesToSuppress.length;
