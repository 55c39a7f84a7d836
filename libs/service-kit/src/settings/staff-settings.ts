import { type ElevatedRights, isChallengeWord } from '@gatehouse/auth-nest';
import { staffGroups, staffScopes } from '@gatehouse/contracts';
import { fields } from '@gatehouse/platform-core';
import { z } from 'zod';

const anyLevel = 'none';

const words = (text: string) => text.split(' ').filter((word) => word !== '');

/** What the tokens of staff must show for their rights to count. */
export const staffSettings = {
  STAFF_ACR_VALUES: fields
    .custom(
      `space-separated list of \`acr\` values, or \`${anyLevel}\``,
      z
        .string()
        .refine((text) => words(text).length > 0, 'must name at least one acr value')
        .refine(
          (text) => words(text).every(isChallengeWord),
          'must be acr values of printable ASCII, without quotes and backslashes',
        )
        .refine(
          (text) => words(text).length === 1 || !words(text).includes(anyLevel),
          `must be ${anyLevel} alone, or acr values`,
        )
        .default('urn:cognito:loa:3 urn:cognito:loa:4'),
    )
    .describe(
      'The levels of sign-in of which staff must have reached one for their rights to count. The default is a second factor or a passkey. ' +
        `\`${anyLevel}\` is weaker: a password alone is enough. It is for pools of the tier Lite, whose tokens have no \`acr\`.`,
    ),
  STAFF_MAX_AUTH_AGE_SECONDS: fields
    .seconds(43_200, { min: 60, max: 2_592_000 })
    .describe(
      'The rights of staff count for so long after the sign-in, however often tokens are refreshed.',
    ),
};

type StaffConfig = z.output<z.ZodObject<typeof staffSettings>>;

/** The rights of staff, and the sign-in after which they count. */
export function staffRights({
  STAFF_ACR_VALUES: text,
  STAFF_MAX_AUTH_AGE_SECONDS: maxAuthAgeSeconds,
}: StaffConfig): ElevatedRights {
  const levels = words(text);
  return {
    scopes: staffScopes,
    groups: staffGroups,
    acrValues: levels.includes(anyLevel) ? undefined : levels,
    maxAuthAgeSeconds,
  };
}
