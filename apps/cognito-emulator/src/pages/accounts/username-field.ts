import type { UserPool } from '../../domain/pool/user-pool.js';
import type { Field } from '../markup/fields.js';

/** What users of a pool are called by: a name of their own, or an address where that is what they sign up with. */
export function usernameField({ settings }: UserPool): Pick<Field, 'name' | 'label' | 'type'> {
  const name = 'username';
  const addresses = settings.UsernameAttributes ?? [];
  if (addresses.length > 1) return { name, label: 'Email address or phone number', type: 'text' };
  if (addresses.includes('email')) return { name, label: 'Email address', type: 'email' };
  if (addresses.includes('phone_number')) return { name, label: 'Phone number', type: 'tel' };
  return { name, label: 'User name', type: 'text' };
}
