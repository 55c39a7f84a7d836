import type { AdminGetUserCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import type { Account, SecondFactor } from '@gatehouse/contracts';
import { IdentityProviderUnavailableError } from '../identity-provider/errors.js';
import { cognitoFactors } from '../identity-provider/sign-in/challenge-questions.js';

/**
 * An account as its owner sees it.
 *
 * @throws IdentityProviderUnavailableError when something of it is missing
 */
export function accountView(user: AdminGetUserCommandOutput): Account {
  const attributes = new Map(user.UserAttributes?.map(({ Name, Value }) => [Name, Value]));
  const text = (name: string) => attributes.get(name) ?? null;
  const sub = text('sub');
  if (sub === null || user.UserCreateDate === undefined) {
    throw new IdentityProviderUnavailableError('incomplete answer');
  }
  return {
    sub,
    email: text('email'),
    email_verified: text('email_verified') === 'true',
    phone_number: text('phone_number'),
    phone_number_verified: text('phone_number_verified') === 'true',
    name: text('name'),
    given_name: text('given_name'),
    family_name: text('family_name'),
    locale: text('locale'),
    factors: {
      enabled: factorsIn(user.UserMFASettingList ?? []),
      preferred: factorsIn([user.PreferredMfaSetting ?? ''])[0] ?? null,
    },
    created_at: user.UserCreateDate.toISOString(),
  };
}

function factorsIn(names: readonly string[]): SecondFactor[] {
  const factors = Object.entries(cognitoFactors) as [SecondFactor, string][];
  return factors.filter(([, name]) => names.includes(name)).map(([factor]) => factor);
}
