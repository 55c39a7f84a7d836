import type { Attributes } from '../user/user.js';
import {
  flag,
  responseIn,
  textOrNothing,
  textPairs,
  texts,
  unrecognizable,
} from './response-shape.js';
import { eventOf, functionFor, type Occasion, strangerCalled } from './trigger-call.js';
import type { Triggers } from './triggers.js';

/** Somebody another directory knows (developer guide, "Migrate user Lambda trigger"). */
export interface MigratedUser {
  /** Their own name, where what was typed is an address they sign in by. */
  readonly username?: string | undefined;
  readonly attributes: Attributes;
  /** Whether the password that was typed goes on being theirs. */
  readonly isConfirmed: boolean;
  readonly suppressesMessage: boolean;
  readonly mediums: readonly string[];
  readonly takesAliases: boolean;
  readonly enablesSmsMfa: boolean;
}

const nothingYet = {
  userAttributes: null,
  forceAliasCreation: null,
  enableSMSMFA: null,
  finalUserStatus: null,
  messageAction: null,
  desiredDeliveryMediums: null,
};

/**
 * Asks the function for somebody who isn't a user of the pool.
 * @param password as it was typed; none where somebody has forgotten theirs
 * @throws UserLambdaValidationException when it knows nobody, InvalidLambdaResponseException
 */
export async function migratedUser(
  triggers: Triggers,
  occasion: Occasion,
  { userName, password }: { readonly userName: string; readonly password?: string | undefined },
): Promise<MigratedUser | undefined> {
  const functionArn = functionFor(occasion.pool, 'UserMigration');
  if (functionArn === undefined) return undefined;
  const { request, ...event } = eventOf('UserMigration', occasion, {
    source: password === undefined ? 'ForgotPassword' : 'Authentication',
    subject: strangerCalled(userName),
    request: { password: password ?? null, validationData: occasion.validationData ?? null },
    response: nothingYet,
  });
  const { userAttributes: _none, ...asked } = request;
  return readMigration(
    await triggers.invoke('UserMigration', functionArn, { ...event, request: asked }),
  );
}

function readMigration(event: unknown): MigratedUser {
  const response = responseIn(event);
  const { username, ...attributes } = textPairs(response.userAttributes);
  if (Object.keys(attributes).length === 0) throw unrecognizable();
  const mediums = texts(response.desiredDeliveryMediums);
  const status = textOrNothing(response.finalUserStatus) ?? 'RESET_REQUIRED';
  if (status !== 'CONFIRMED' && status !== 'RESET_REQUIRED') throw unrecognizable();
  return {
    username,
    attributes,
    isConfirmed: status === 'CONFIRMED',
    suppressesMessage: textOrNothing(response.messageAction) === 'SUPPRESS',
    mediums: mediums.length === 0 ? ['SMS'] : mediums,
    takesAliases: flag(response.forceAliasCreation),
    enablesSmsMfa: flag(response.enableSMSMFA),
  };
}
