import type { FakeAnswer, ReceivedRequest } from '@gatehouse/test-kit';
import { cognitoException } from './cognito-answers.js';

interface PoolUser {
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: string;
  readonly enabled: boolean;
}

/** A substitute for Cognito that knows the users it was given, by AdminGetUser alone. */
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
    { status = 'CONFIRMED', enabled = true } = {},
  ): void {
    this.users.set(sub, { attributes: { ...attributes, sub }, status, enabled });
  }

  /** Has the pool know a user of whom nothing else matters. */
  ensure(sub: string): void {
    if (!this.users.has(sub)) this.put(sub);
  }

  remove(sub: string): void {
    this.users.delete(sub);
  }

  readonly respond = ({ body }: ReceivedRequest): FakeAnswer | 'drop' => {
    if (this.isAway) return 'drop';
    this.lookups += 1;
    const { Username } = JSON.parse(body) as { readonly Username: string };
    const user = this.users.get(Username);
    if (!user) return cognitoException('UserNotFoundException', 'User does not exist.');
    const UserAttributes = Object.entries(user.attributes).map(([Name, Value]) => ({
      Name,
      Value,
    }));
    return { body: { Username, UserAttributes, UserStatus: user.status, Enabled: user.enabled } };
  };
}
