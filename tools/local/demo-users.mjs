import { keptPassword, secretPath } from './secrets.mjs';

/** The two people the local system can be tried as. */
export function demoUsers() {
  return [
    { email: 'customer@example.com', group: 'customer', name: 'Ada Customer' },
    { email: 'support@example.com', group: 'support', name: 'Sam Support' },
  ].map((user) => {
    const name = `demo-${user.group}`;
    return { ...user, password: keptPassword(name), passwordFile: secretPath(name) };
  });
}
