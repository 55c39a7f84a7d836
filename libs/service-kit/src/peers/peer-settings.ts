import {
  type ServiceClientLimits,
  serviceClientLimits,
  type ServiceClientOptions,
} from '@gatehouse/auth-nest';
import type { Scope } from '@gatehouse/contracts';
import { fields } from '@gatehouse/platform-core';
import type { z } from 'zod';
import { type MachineClientConfig, machineTokens } from './machine-client-settings.js';

/** `user-service` as `USER_SERVICE`. */
type VariablePrefix<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Uppercase<First>}_${VariablePrefix<Rest>}`
  : Uppercase<Name>;

const prefixOf = (name: string) => name.toUpperCase().replaceAll('-', '_');

function callFields(name: string, usual: ServiceClientLimits) {
  return {
    URL: fields.httpUrl().describe(`The address of ${name}.`),
    CONNECTIONS: fields
      .count(usual.connections, { max: 10_000 })
      .describe(`The most connections to ${name}; a call beyond waits for one.`),
    CONCURRENT_CALLS: fields
      .count(usual.concurrentCalls)
      .describe('The most calls in progress at once; one more fails.'),
    CONNECT_TIMEOUT_MILLISECONDS: fields
      .milliseconds(usual.connectTimeoutMilliseconds, { min: 10 })
      .describe(`The longest time to connect to ${name}.`),
    HEAD_TIMEOUT_MILLISECONDS: fields
      .milliseconds(usual.headersTimeoutMilliseconds, { min: 10 })
      .describe(
        'The longest time until the head of a response is complete, in steps of half a second.',
      ),
    BODY_TIMEOUT_MILLISECONDS: fields
      .milliseconds(usual.bodyTimeoutMilliseconds, { min: 10 })
      .describe('The longest silence within the body of a response, in steps of half a second.'),
    DEADLINE_MILLISECONDS: fields
      .milliseconds(usual.deadlineMilliseconds, { min: 10 })
      .describe('The longest time of a call in all: token, retries and pauses included.'),
    LIMIT_BYTES: fields
      .bytes(usual.answerBytes, { min: 1_024 })
      .describe('The largest body of a response.'),
  };
}

function retryFields(usual: ServiceClientLimits) {
  return {
    RETRIES: fields
      .count(usual.retries, { min: 0, max: 10 })
      .describe('How often a call is sent again at most.'),
    RETRY_SHARE: fields
      .share(usual.retryBudgetShare)
      .describe('The most retries, as a share of the recent calls.'),
    RETRY_LEAST: fields
      .count(usual.retryBudgetLeast, { min: 0 })
      .describe('The retries that are allowed in any case.'),
    RETRY_WINDOW_SECONDS: fields
      .seconds(usual.retryBudgetWindowSeconds, { min: 1, max: 600 })
      .describe('How long a call counts as recent for the share of retries.'),
    RETRY_PAUSE_MILLISECONDS: fields
      .milliseconds(usual.firstRetryPauseMilliseconds)
      .describe('The longest pause before the first retry, twice as long before each further one.'),
    LONGEST_RETRY_PAUSE_MILLISECONDS: fields
      .milliseconds(usual.longestRetryPauseMilliseconds)
      .describe('The longest pause before any retry.'),
  };
}

function breakerFields(usual: ServiceClientLimits) {
  return {
    BREAKER_SHARE: fields
      .share(usual.breakerFailureShare)
      .describe(
        'Calls fail at once when more than this share of the last calls failed; 1 means never.',
      ),
    BREAKER_CALLS: fields
      .count(usual.breakerCalls, { max: 10_000 })
      .describe('How many of the last calls count for this.'),
    BREAKER_LEAST_CALLS: fields
      .count(usual.breakerLeastCalls, { max: 10_000 })
      .describe('With fewer calls than this, none fails at once.'),
    BREAKER_OPEN_MILLISECONDS: fields
      .milliseconds(usual.breakerOpenMilliseconds, { min: 10 })
      .describe('How long calls fail at once before one is tried again.'),
  };
}

const fieldsOf = (name: string, usual: ServiceClientLimits) => ({
  ...callFields(name, usual),
  ...retryFields(usual),
  ...breakerFields(usual),
});

type PeerFields = ReturnType<typeof fieldsOf>;
type PeerFieldName = keyof PeerFields;

/** The settings of calls to a peer. Each begins with the name of the peer, such as `USER_SERVICE_URL`. */
export type PeerSettings<Name extends string> = {
  [Field in PeerFieldName as `${VariablePrefix<Name>}_${Field}`]: PeerFields[Field];
};

/** The values of such settings. */
export type PeerConfig<Name extends string> = z.output<z.ZodObject<PeerSettings<Name>>>;

/**
 * The settings of a service that calls another one directly, to spread into its `z.object`.
 *
 * @param name the other service's name in the table of services
 * @param limits defaults that differ from the usual ones of a service client
 */
export function peerSettings<Name extends string>(
  name: Name,
  limits: Partial<ServiceClientLimits> = {},
): PeerSettings<Name> {
  const all = Object.entries(fieldsOf(name, { ...serviceClientLimits, ...limits }));
  const named = all.map(([field, schema]) => [`${prefixOf(name)}_${field}`, schema]);
  return Object.fromEntries(named) as PeerSettings<Name>;
}

/** Whom a service calls, and with which scopes of its machine client. */
export interface Peer<Name extends string> {
  readonly name: Name;
  readonly scopes: readonly [Scope, ...Scope[]];
}

/** The options of a client for a peer, which calls it with this service's own token. */
export function peerOptions<Name extends string>(
  config: MachineClientConfig & PeerConfig<Name>,
  { name, scopes }: Peer<Name>,
): ServiceClientOptions {
  const values = config as Readonly<Record<string, unknown>>;
  const baseUrl = values[`${prefixOf(name)}_URL`] as string;
  return {
    name,
    baseUrl,
    tokens: { source: machineTokens(config), scopes },
    limits: peerLimits(name, values),
  };
}

function peerLimits(name: string, config: Readonly<Record<string, unknown>>): ServiceClientLimits {
  const valueOf = (field: Exclude<PeerFieldName, 'URL'>) =>
    config[`${prefixOf(name)}_${field}`] as number;
  return {
    connections: valueOf('CONNECTIONS'),
    concurrentCalls: valueOf('CONCURRENT_CALLS'),
    connectTimeoutMilliseconds: valueOf('CONNECT_TIMEOUT_MILLISECONDS'),
    headersTimeoutMilliseconds: valueOf('HEAD_TIMEOUT_MILLISECONDS'),
    bodyTimeoutMilliseconds: valueOf('BODY_TIMEOUT_MILLISECONDS'),
    deadlineMilliseconds: valueOf('DEADLINE_MILLISECONDS'),
    answerBytes: valueOf('LIMIT_BYTES'),
    retries: valueOf('RETRIES'),
    retryBudgetShare: valueOf('RETRY_SHARE'),
    retryBudgetLeast: valueOf('RETRY_LEAST'),
    retryBudgetWindowSeconds: valueOf('RETRY_WINDOW_SECONDS'),
    firstRetryPauseMilliseconds: valueOf('RETRY_PAUSE_MILLISECONDS'),
    longestRetryPauseMilliseconds: valueOf('LONGEST_RETRY_PAUSE_MILLISECONDS'),
    breakerFailureShare: valueOf('BREAKER_SHARE'),
    breakerCalls: valueOf('BREAKER_CALLS'),
    breakerLeastCalls: valueOf('BREAKER_LEAST_CALLS'),
    breakerOpenMilliseconds: valueOf('BREAKER_OPEN_MILLISECONDS'),
  };
}
