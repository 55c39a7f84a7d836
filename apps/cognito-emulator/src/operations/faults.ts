import { setTimeout } from 'node:timers/promises';

/** How an endpoint goes dark: it drops its connections, or answers 503. */
export type Darkness = 'drop' | 'unavailable' | null;

/** Which of the next requests something happens to: all of them, or as many as the number says. */
export type Share = boolean | number;

/** What happens to requests of one operation or endpoint. */
export interface FaultRule {
  /** They are refused for their rate. */
  readonly throttle?: Share | undefined;
  /** They fail as if Cognito itself were broken. */
  readonly error?: Share | undefined;
  /** They are answered that much later. */
  readonly slowMilliseconds?: number | undefined;
}

/** What a developer has switched on to see how programs cope with a Cognito that doesn't. */
export interface FaultSettings {
  /** How every endpoint of Cognito is dark; null while they are as usual. */
  readonly dark: Darkness;
  /** How the keys and the discovery documents alone are dark. */
  readonly jwks: Darkness;
  /** Requests to the API and the OAuth endpoints that are refused for their rate. */
  readonly throttle: Share;
  /** By the operation's or the endpoint's name, or `*` for all of them. */
  readonly operations: Readonly<Record<string, FaultRule>>;
}

/** A member that is left out, or undefined, changes nothing; a rule that is null goes, and all of them with null. */
export interface FaultChange {
  readonly dark?: Darkness | undefined;
  readonly jwks?: Darkness | undefined;
  readonly throttle?: Share | undefined;
  readonly operations?: Readonly<Record<string, FaultRule | null>> | null | undefined;
}

/** What is done to a request that a fault has hit. */
export type Refusal = 'throttle' | 'error';

const every = '*';

/** The OAuth endpoints that rules can name, beside the API's operations and `*`. */
export const endpointNames = ['authorize', 'token', 'userInfo', 'revoke', 'logout'] as const;

/** The faults in force. A restart ends them. */
export class Faults {
  private dark: Darkness = null;
  private jwks: Darkness = null;
  private throttle: Share = false;
  private readonly rules = new Map<string, FaultRule>();

  get current(): FaultSettings {
    const { dark, jwks, throttle } = this;
    return { dark, jwks, throttle, operations: Object.fromEntries(this.rules) };
  }

  /** Changes the settings that are given. */
  set({ dark, jwks, throttle, operations }: FaultChange): void {
    if (dark !== undefined) this.dark = dark;
    if (jwks !== undefined) this.jwks = jwks;
    if (throttle !== undefined) this.throttle = throttle;
    if (operations === null) this.rules.clear();
    for (const [name, rule] of Object.entries(operations ?? {})) this.setRule(name, rule);
  }

  clear(): void {
    this.set({ dark: null, jwks: null, throttle: false, operations: null });
  }

  /**
   * Makes a request of that name wait if it is to be slow, and tells whether it is then to be refused, in which case
   * it counts as one of those to refuse. The rule of the name itself goes before that of `*`.
   */
  async meet(name: string): Promise<Refusal | undefined> {
    const milliseconds = this.slownessOf(name);
    if (milliseconds > 0) await setTimeout(milliseconds, undefined, { ref: false });
    return this.refusalOf(name);
  }

  private slownessOf(name: string): number {
    return this.rules.get(name)?.slowMilliseconds ?? this.rules.get(every)?.slowMilliseconds ?? 0;
  }

  private refusalOf(name: string): Refusal | undefined {
    for (const key of [name, every])
      for (const refusal of ['throttle', 'error'] as const)
        if (this.takesFrom(key, refusal)) return refusal;
    const { throttle } = this;
    this.throttle = oneLess(throttle);
    return throttle === false ? undefined : 'throttle';
  }

  private takesFrom(key: string, refusal: Refusal): boolean {
    const rule = this.rules.get(key);
    const share = rule?.[refusal] ?? false;
    if (share === false) return false;
    this.setRule(key, { ...rule, [refusal]: oneLess(share) });
    return true;
  }

  /** Keeps a rule without what does nothing, or drops it when that is all of it. */
  private setRule(name: string, rule: FaultRule | null): void {
    const members = Object.entries(rule ?? {}).filter(([, value]) => Boolean(value));
    if (members.length === 0) this.rules.delete(name);
    else this.rules.set(name, Object.fromEntries(members));
  }
}

const oneLess = (share: Share): Share =>
  typeof share === 'number' ? share > 1 && share - 1 : share;
