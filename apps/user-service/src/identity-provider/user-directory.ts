import {
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  AdminListGroupsForUserCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserPrincipal } from '@gatehouse/auth-core';
import { answeredAt } from './cognito-client.js';
import { callCognito } from './cognito-faults.js';
import { noSuchUser } from './faults.js';
import { IdentityProviderRefusal, IdentityProviderUnavailableError } from './errors.js';

/** A user may be in 100 groups (developer guide, "Quotas"), and a page holds up to 60. Cognito's quotas, so no setting. */
const mostGroupPages = 20;

/** A user by a name that Cognito knows, and the `sub` that the user must have. */
export interface NamedUser {
  readonly name: string;
  readonly sub: string;
}

/** What Cognito's answers about one user have in common. */
export type KnownUser = Pick<
  AdminGetUserCommandOutput,
  'UserAttributes' | 'UserStatus' | 'Enabled'
>;

interface ManagedUser {
  readonly UserPoolId: string;
  readonly Username: string;
}

/**
 * The users of the pool, as this service manages them by Cognito's admin operations, which take AWS credentials.
 *
 * All methods throw IdentityProviderRefusal when there is no such user, and IdentityProviderUnavailableError.
 */
export class UserDirectory {
  constructor(
    private readonly client: CognitoIdentityProviderClient,
    readonly poolId: string,
  ) {}

  /**
   * Ends all sessions of a user of this pool.
   *
   * @returns when it was done by Cognito's clock, in seconds since the epoch
   */
  signOutEverywhere(user: UserPrincipal): Promise<number | undefined> {
    const { name, sub } = namedUser(user);
    return this.signOut(sub, name);
  }

  /** Ends all sessions of the user with this `sub`. Otherwise as `signOutEverywhere`. */
  signOut(sub: string, name = sub): Promise<number | undefined> {
    return this.manage({ name, sub }, (request) =>
      this.client.send(new AdminUserGlobalSignOutCommand(request)),
    );
  }

  /**
   * Keeps the user with this `sub` from signing in.
   *
   * @returns when it was done by Cognito's clock, in seconds since the epoch
   */
  disable(sub: string, name = sub): Promise<number | undefined> {
    return this.manage({ name, sub }, (request) =>
      this.client.send(new AdminDisableUserCommand(request)),
    );
  }

  /** Deletes the user with this `sub`. Their names can be used for another account. */
  async remove(user: NamedUser): Promise<void> {
    await this.manage(user, (request) => this.client.send(new AdminDeleteUserCommand(request)));
  }

  /** Lets the user sign in again; sessions that ended stay so. Otherwise as `disable`. */
  enable(sub: string): Promise<number | undefined> {
    return this.manage({ name: sub, sub }, (request) =>
      this.client.send(new AdminEnableUserCommand(request)),
    );
  }

  /**
   * The groups of the user with this `sub`, from all pages of Cognito's list.
   *
   * @throws IdentityProviderUnavailableError for a list that does not end, too: an incomplete list would hide a right
   */
  groupsOf(sub: string): Promise<readonly string[]> {
    return this.forUser({ name: sub, sub }, async (request) => {
      const groups: string[] = [];
      let NextToken: string | undefined;
      for (let page = 0; page < mostGroupPages; page += 1) {
        const command = new AdminListGroupsForUserCommand({ ...request, Limit: 60, NextToken });
        const answer = await this.client.send(command);
        for (const { GroupName } of answer.Groups ?? []) {
          if (GroupName !== undefined) groups.push(GroupName);
        }
        NextToken = answer.NextToken;
        if (NextToken === undefined) return groups;
      }
      throw new IdentityProviderUnavailableError('endless list of groups');
    });
  }

  private manage(
    user: NamedUser,
    send: (request: ManagedUser) => Promise<{ readonly $metadata: object }>,
  ): Promise<number | undefined> {
    return this.forUser(user, async (request) => answeredAt(await send(request)));
  }

  /** Cognito finds users by their other names too; only their `sub` will do here. */
  private forUser<Answer>(
    { name, sub }: NamedUser,
    send: (request: ManagedUser, found: AdminGetUserCommandOutput) => Promise<Answer>,
  ): Promise<Answer> {
    const request = { UserPoolId: this.poolId, Username: name };
    return callCognito('manageUser', async () => {
      const found = await this.client.send(new AdminGetUserCommand(request));
      if (subIn(found) !== sub) throw new IdentityProviderRefusal(...noSuchUser);
      return send(request, found);
    });
  }

  /**
   * Whom Cognito knows the caller as.
   *
   * @throws IdentityProviderRefusal for a user of another pool, whose `sub` may be somebody else's here
   */
  named(user: UserPrincipal): NamedUser {
    if (user.poolId !== this.poolId) throw new IdentityProviderRefusal(...noSuchUser);
    return namedUser(user);
  }

  /** What Cognito knows of the user with this `sub`. */
  find(user: NamedUser): Promise<AdminGetUserCommandOutput> {
    return this.forUser(user, (_request, found) => Promise.resolve(found));
  }

  /** What Cognito knows of the user with this `sub`, also of one who signs in through another provider. */
  async findBySub(sub: string): Promise<KnownUser> {
    try {
      return await this.find({ name: sub, sub });
    } catch (error) {
      if (!(error instanceof IdentityProviderRefusal) || error.kind !== 'not_found') throw error;
    }
    // AdminGetUser finds federated users by their username alone.
    const Filter = `sub = "${sub}"`;
    const command = new ListUsersCommand({ UserPoolId: this.poolId, Filter, Limit: 1 });
    const { Users = [] } = await callCognito('manageUser', () => this.client.send(command));
    const [found] = Users;
    if (found === undefined) throw new IdentityProviderRefusal(...noSuchUser);
    return { ...found, UserAttributes: found.Attributes };
  }

  /** Sets attributes of the user with this `sub`; null removes one. */
  async changeAttributes(
    user: NamedUser,
    changes: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    const entries = Object.entries(changes);
    const UserAttributes = entries.flatMap(([Name, Value]) =>
      Value === null ? [] : [{ Name, Value }],
    );
    const UserAttributeNames = entries.flatMap(([name, value]) => (value === null ? [name] : []));
    await this.forUser(user, async (request) => {
      if (UserAttributes.length > 0) {
        await this.client.send(
          new AdminUpdateUserAttributesCommand({ ...request, UserAttributes }),
        );
      }
      if (UserAttributeNames.length > 0) {
        await this.client.send(
          new AdminDeleteUserAttributesCommand({ ...request, UserAttributeNames }),
        );
      }
    });
  }

  /** The `sub` of the user whom Cognito knows by a name. */
  subOf(name: string): Promise<string> {
    const request = { UserPoolId: this.poolId, Username: name };
    return callCognito('manageUser', async () => {
      const sub = subIn(await this.client.send(new AdminGetUserCommand(request)));
      if (sub === undefined) throw new IdentityProviderRefusal(...noSuchUser);
      return sub;
    });
  }
}

function subIn({ UserAttributes = [] }: AdminGetUserCommandOutput): string | undefined {
  return UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
}

/** Cognito finds local users by their `sub`, federated ones only by their username (API reference, "Username"). */
export function namedUser(user: UserPrincipal): NamedUser {
  const name = user.identityProvider === undefined ? user.subject : user.username;
  return { name, sub: user.subject };
}
