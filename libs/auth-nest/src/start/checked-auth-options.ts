import type { AccessTokenVerifierOptions, Revocations, ScopesByGroup } from '@gatehouse/auth-core';
import type { AuthOptions, EdgeAuthOptions, ServiceAuthOptions } from '../auth-options.js';
import { AuthOptionsError } from './auth-options-error.js';
import { elevatedRightsFaults } from './elevated-rights-faults.js';
import { isAddress, isName, poolFaults } from './pool-faults.js';

/** Options as they come from code without types, or from a factory that read them somewhere. */
type Given<Options> = { readonly [Name in keyof Options]?: Options[Name] };
type GivenOptions = Given<EdgeAuthOptions> & Given<ServiceAuthOptions>;

/**
 * The options, once nothing is wrong with them.
 *
 * @throws AuthOptionsError listing all faults
 */
export function checkedAuthOptions(options: AuthOptions | null | undefined): AuthOptions {
  const given: GivenOptions = options ?? {};
  const faults = [
    ...wayFaults(given),
    ...vocabularyFaults(given.scopeVocabulary),
    ...elevatedRightsFaults(given.elevatedRights, given.scopeVocabulary),
    ...functionFaults('onRefusal', given.onRefusal),
    ...(given.accessTokens ? edgeFaults(given.accessTokens) : []),
    ...(given.txnTokens ? txnTokenFaults(given.txnTokens) : []),
    ...(given.peers ? peerFaults(given.peers, given.txnTokens?.audience) : []),
  ];
  if (!options || faults.length > 0) throw new AuthOptionsError(faults);
  return options;
}

function wayFaults({ accessTokens, txnTokens, peers }: GivenOptions): string[] {
  if (accessTokens && txnTokens) {
    return ['accessTokens and txnTokens: give one; an app is the edge or stands behind it'];
  }
  if (!accessTokens && !txnTokens) return ['accessTokens or txnTokens: one must be given'];
  return accessTokens && peers ? ['peers: belong to txnTokens; the edge has none'] : [];
}

function vocabularyFaults(vocabulary: readonly string[] | undefined): string[] {
  if (!Array.isArray(vocabulary)) return ['scopeVocabulary: must be a list of scopes'];
  return vocabulary.every(isName) ? [] : ['scopeVocabulary: a scope is a word without white space'];
}

function functionFaults(name: string, value: unknown): string[] {
  return value === undefined || typeof value === 'function' ? [] : [`${name}: must be a function`];
}

function edgeFaults(accessTokens: EdgeAuthOptions['accessTokens']): string[] {
  return [
    ...poolFaults('accessTokens', accessTokens.pools),
    ...functionFaults('accessTokens.extractToken', accessTokens.extractToken),
    ...sourceFaults('accessTokens', accessTokens),
  ];
}

/** What verifiers are given beside their pools: a table of rights, and what has ended. */
function sourceFaults(option: string, given: Given<AccessTokenVerifierOptions>): string[] {
  const { scopesByGroup, revocations } = given;
  return [
    ...(scopesByGroup === undefined || isScopeTable(scopesByGroup)
      ? []
      : [`${option}.scopesByGroup: must have the lists everyone and byGroup.<group>`]),
    ...(revocations === undefined || isRevocations(revocations)
      ? []
      : [`${option}.revocations: must have the function isRevoked`]),
  ];
}

function isScopeTable({ everyone, byGroup }: Given<ScopesByGroup>): boolean {
  const isTable = everyone !== undefined && byGroup !== undefined;
  return isTable && [everyone, ...Object.values(byGroup)].every((list) => Array.isArray(list));
}

function isRevocations(value: Given<Revocations>): boolean {
  return typeof value.isRevoked === 'function';
}

function txnTokenFaults({ issuer, audience, jwksUri }: Given<ServiceAuthOptions['txnTokens']>) {
  const faults = [];
  if (!isName(issuer)) faults.push('txnTokens.issuer: must be a word without white space');
  if (!isName(audience)) faults.push('txnTokens.audience: must be a word without white space');
  if (!isAddress(jwksUri)) faults.push('txnTokens.jwksUri: must be an http or https address');
  return faults;
}

interface GivenPeers {
  readonly names?: Readonly<Record<string, string>>;
  readonly accessTokens?: Given<AccessTokenVerifierOptions>;
}

function peerFaults({ names = {}, accessTokens }: GivenPeers, audience: string | undefined) {
  const pools = accessTokens?.pools ?? [];
  const clientIds = pools.flatMap((pool) => pool.clientIds);
  const peers = Object.entries(names);
  return [
    ...poolFaults('peers.accessTokens', pools),
    ...sourceFaults('peers.accessTokens', accessTokens ?? {}),
    ...(peers.length === 0 ? ['peers.names: names no peer; leave peers out'] : []),
    ...(peers.flat().every(isName)
      ? []
      : ['peers.names: a client id and a name are words without white space']),
    ...peers
      .filter(([clientId]) => !clientIds.includes(clientId))
      .map(([, name]) => `peers.names: the client of ${name} is in no pool's clientIds`),
    // Such a peer could pass on every Txn-Token made for this service, as if it had received it.
    ...(Object.values(names).some((name) => name === audience)
      ? ['peers.names: one peer is this service itself']
      : []),
  ];
}
