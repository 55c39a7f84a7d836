import type { FakeAnswer, ReceivedRequest } from '@gatehouse/test-kit';
import { cognitoException } from './cognito-answers.js';

interface PoolUser {
  /** The name by which AdminGetUser finds the user. */
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: string;
  readonly enabled: boolean;
}

/** A substitute for Cognito that knows the users it was given, by AdminGetUser and by ListUsers with a `sub`. */
export class FakePool {
  readonly id = 'eu-west-1_TestPool1';
  isAway = false;
  /** How often a user was looked up. */
  lookups = 0;
  private readonly users = new Map<string, PoolUser>();

  /** @param environment gets the AWS credentials that admin operations need */
  constructor(environment: NodeJS.ProcessEnv) {
    Object.assign(environment, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  }

  /** Adds a user, or replaces the one with this `sub`. */
  put(
    sub: string,
    attributes: Readonly<Record<string, string>> = {},
    { status = 'CONFIRMED', enabled = true, username = sub } = {},
  ): void {
    const own = { ...attributes, sub };
    this.users.set(sub, { username, attributes: own, status, enabled });
  }

  /** Has the pool know a user of whom nothing else matters. */
  ensure(sub: string): void {
    if (!this.users.has(sub)) this.put(sub);
  }

  remove(sub: string): void {
    this.users.delete(sub);
  }

  readonly respond = ({ headers, body }: ReceivedRequest): FakeAnswer | 'drop' => {
    if (this.isAway) return 'drop';
    this.lookups += 1;
    const { Username, Filter = '' } = JSON.parse(body) as {
      readonly Username?: string;
      readonly Filter?: string;
    };
    const users = [...this.users.values()];
    if (String(headers['x-amz-target']).endsWith('.ListUsers')) {
      const found = users.filter(({ attributes }) => Filter === `sub = "${attributes.sub}"`);
      return { body: { Users: found.map((user) => described(user, 'Attributes')) } };
    }
    const user = users.find(({ username }) => username === Username);
    if (!user) return cognitoException('UserNotFoundException', 'User does not exist.');
    return { body: described(user, 'UserAttributes') };
  };
}

function described({ username, attributes, status, enabled }: PoolUser, member: string): object {
  const list = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  return { Username: username, [member]: list, UserStatus: status, Enabled: enabled };
}
