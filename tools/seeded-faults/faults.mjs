/**
 * Faults that a test has to find: an inverted check, a dropped condition, a fact that is declared twice. Each is a change of one
 * place of the code, with the specs that have to fail then.
 *
 * @typedef {object} Fault
 * @property {string} what What is wrong with the changed code.
 * @property {string} file
 * @property {string} from Text that is in the file once.
 * @property {string} to
 * @property {string} specs Path pattern of specs, in the project of the file unless `project` names another.
 * @property {string} [project] Folder of the project that has the specs.
 */
import { staffFaults } from './staff-faults.mjs';

const verifier = 'libs/auth-core/src/access-token/access-token-verifier.ts';
const claimPolicy = 'libs/auth-core/src/access-token/claim-policy.ts';
const plan = 'apps/user-service/src/revocations/revocation-plan.ts';
const emulator = 'apps/cognito-emulator/src';

/** @type {readonly Fault[]} */
export const faults = [
  {
    what: 'The signature of an access token is not checked.',
    file: verifier,
    from: '    await this.signatures.check(parsed.jws, parsed.key, checkSignature);\n',
    to: '',
    specs: 'access-token-verifier|attacks/form',
  },
  {
    what: 'A cached token stays valid after its key is withdrawn.',
    file: verifier,
    from: 'current(verified.kid) !== verified.key) {',
    to: 'current(verified.kid) === null) {',
    specs: 'access-token-verifier|attacks/keys',
  },
  {
    what: 'A check of signatures that accepts every token is not noticed.',
    file: 'libs/auth-core/src/access-token/signature-step.ts',
    from: '    await this.prove(checkSignature, signingInput, key);\n',
    to: '',
    specs: 'signature-step',
  },
  {
    what: 'An ID token is accepted as an access token.',
    file: claimPolicy,
    from: "demand(claims.token_use === 'access',",
    to: "demand(claims.token_use !== 'refresh',",
    specs: 'claim-policy|attacks/claims',
  },
  {
    what: 'Tokens of any client of the pool are accepted.',
    file: claimPolicy,
    from: 'demand(isOurs,',
    to: 'demand(isOurs || clientId !== undefined,',
    specs: 'claim-policy|attacks/claims',
  },
  {
    what: 'The clock skew is added on the wrong side of exp.',
    file: claimPolicy,
    from: 'expiresAt + clockSkewSeconds > nowSeconds',
    to: 'expiresAt - clockSkewSeconds > nowSeconds',
    specs: 'claim-policy|attacks/claims',
  },
  {
    what: 'A machine can pass for a user.',
    file: claimPolicy,
    from: 'const isPlain = isMachine === (subject === clientId);',
    to: 'const isPlain = isMachine || subject !== clientId;',
    specs: 'claim-policy|attacks/claims',
  },
  {
    what: 'A cached Txn-Token is accepted by another service.',
    file: 'libs/auth-core/src/txn-token/verify.ts',
    from: "    demand(verified.audience === audience, AudienceError, 'made for another service');\n",
    to: '',
    specs: 'txn-token',
  },
  {
    what: 'The type of a Txn-Token is not checked.',
    file: 'libs/auth-core/src/txn-token/verify.ts',
    from: "  demand(typ === txnTokenType, TokenTypeError, 'not a Txn-Token');\n",
    to: '',
    specs: 'txn-token',
  },
  {
    what: 'A token without auth_time outlives the end of earlier sessions.',
    file: 'libs/auth-core/src/revocation/revocation-list.ts',
    from: '(authTime === undefined || authTime <= earlier.startedUntil)',
    to: '(authTime !== undefined && authTime <= earlier.startedUntil)',
    specs: 'revocation-list',
  },
  {
    what: 'The keys of an issuer are fetched from another path.',
    file: 'libs/auth-core/src/access-token/trusted-pools.ts',
    from: '`${issuer}/.well-known/jwks.json`',
    to: '`${issuer}/jwks.json`',
    specs: 'trusted-pools',
  },
  {
    what: 'One of the required scopes is enough.',
    file: 'libs/auth-nest/src/guards/scopes.guard.ts',
    from: 'allScopes.every(',
    to: 'allScopes.some(',
    specs: 'auth.module',
  },
  ...staffFaults,
  {
    what: 'A service may call for a user where it may not.',
    file: 'libs/auth-nest/src/guards/principal-kind.guard.ts',
    from: '    if (peers === false && principal.workload) throw new PeerNotAllowedError();\n',
    to: '',
    specs: 'auth.module|txn-token.guard.spec',
  },
  {
    what: 'The order of a user is one of the user with the same sub in another pool.',
    file: 'apps/order-service/src/orders/order-access.ts',
    from: 'return order.poolId === caller.poolId && order.ownerSub === caller.subject;',
    to: 'return order.ownerSub === caller.subject;',
    specs: 'order-access',
  },
  {
    what: "A service's scope shows all orders, whoever it calls for.",
    file: 'apps/order-service/src/orders/order-access.ts',
    from: 'held.every(',
    to: 'held.some(',
    specs: 'order-access',
  },
  {
    what: "A service's own token reads email addresses.",
    file: 'apps/user-service/src/profiles/profile-access.ts',
    from: "  if (caller.kind !== 'user') return false;\n",
    to: '',
    specs: 'profile-email',
  },
  {
    what: 'Support can disable itself.',
    file: 'apps/user-service/src/profiles/user-administration.ts',
    from: '    if (isSelf(caller, id)) throw new InsufficientRankError();\n',
    to: '',
    specs: 'support-rank',
  },
  {
    what: 'Support manages users of equal rank.',
    file: 'apps/user-service/src/profiles/support-rank.ts',
    from: 'rankOf(groupsOfUser) > rankOfCaller(caller)',
    to: 'rankOf(groupsOfUser) >= rankOfCaller(caller)',
    specs: 'support-rank',
  },
  {
    what: 'A user has one ended session more than the limit.',
    file: plan,
    from: 'others.length < maxSessions',
    to: 'others.length <= maxSessions',
    specs: 'revocation-plan',
  },
  {
    what: 'The entry for earlier sessions revives one that began later than the request.',
    file: plan,
    from: 'const startedUntil = Math.max(request.startedAt, ...starts);',
    to: 'const startedUntil = request.startedAt;',
    specs: 'revocation-plan',
  },
  {
    what: 'A sign-out succeeds although a gateway does not know of it.',
    file: 'apps/user-service/src/revocations/revocation-announcer.ts',
    from: 'if (!outcome.every(Boolean))',
    to: 'if (!outcome.some(Boolean))',
    specs: 'revocation-announcer|incomplete-revocation',
  },
  {
    what: 'One address may have any number of incomplete bodies.',
    file: 'apps/gateway/src/forwarding/bodies/body-memory.ts',
    from: 'load.bodies.size >= this.limits.incompletePerAddress',
    to: 'load.bodies.size > this.limits.memoryBytes',
    specs: 'body-memory',
  },
  {
    what: 'A caller may hold all streams.',
    file: 'apps/gateway/src/forwarding/upstreams/stream-slots.ts',
    from: "    if (own >= this.limits.openPerCaller) return 'caller_too_many_streams';\n",
    to: '',
    specs: 'stream-slots',
  },
  {
    what: "The gateway forwards a caller's own Txn-Token.",
    file: 'apps/gateway/src/forwarding/request-headers.ts',
    from: "  'txn-token',\n",
    to: '',
    specs: 'request-headers',
  },
  {
    what: 'A path with a character that becomes a slash is forwarded.',
    file: 'apps/gateway/src/forwarding/canonical-path.ts',
    from: 'return isPlainText(path) ? path : undefined;',
    to: 'return path;',
    specs: 'canonical-path',
  },
  {
    what: 'A mistyped NODE_ENV relaxes the rules of production.',
    file: 'libs/platform-core/src/node-env.ts',
    from: "return nodeEnv !== 'development' && nodeEnv !== 'test';",
    to: "return nodeEnv === 'production';",
    specs: 'node-env|config',
  },
  {
    what: 'JSON with two members of one name is accepted.',
    file: 'libs/strict-json/src/parse-strict-json.ts',
    from: 'countMembers(value, maxDepth) !== countWrittenMembers(text)',
    to: 'countMembers(value, maxDepth) > countWrittenMembers(text)',
    specs: 'parse-strict-json',
  },
  {
    what: 'Two services have one port.',
    file: 'libs/services/src/services.mjs',
    from: 'port: 3002,',
    to: 'port: 3001,',
    specs: 'services',
  },
  {
    what: 'A service starts with a module that leaves its routes open.',
    file: 'libs/service-kit/src/start/start-service.ts',
    from: '    requireServiceModule(app, service.name);\n',
    to: '',
    specs: 'start-failures',
  },
  {
    what: 'The calls to a peer have the limits of another setting.',
    file: 'libs/service-kit/src/peers/peer-settings.ts',
    from: "bodyTimeoutMilliseconds: valueOf('BODY_TIMEOUT_MILLISECONDS')",
    to: "bodyTimeoutMilliseconds: valueOf('HEAD_TIMEOUT_MILLISECONDS')",
    specs: 'peer-settings',
  },
  {
    what: 'A failed start leaves its database open.',
    file: 'libs/platform-core/src/opened-resources.ts',
    from: '    await opened.close().catch((err: unknown) => {',
    to: '    await Promise.resolve().catch((err: unknown) => {',
    specs: 'start-failures',
    project: 'libs/service-kit',
  },
  {
    what: "Users' access tokens carry the scope for self-service.",
    file: 'infra/user-pool/src/triggers/pre-token-generation.ts',
    from: 'allowSelfServiceScope ? [] : [selfServiceScope]',
    to: 'allowSelfServiceScope ? [selfServiceScope] : []',
    specs: 'triggers',
  },
  {
    what: "Access tokens of every client keep the scope for self-service where the account client's id is known.",
    file: 'infra/user-pool/src/triggers/pre-token-generation.ts',
    from: ' && clientId === accountClientId;',
    to: ' && accountClientId !== undefined;',
    specs: 'triggers',
  },
  {
    what: 'The inline code of a function may be larger than CloudFormation accepts.',
    file: 'infra/user-pool/src/inline-code.ts',
    from: 'if (size > limit)',
    to: 'if (size > limit + 1)',
    specs: 'triggers',
  },
  {
    what: 'UserMigration does not run in a flow that has the password.',
    file: `${emulator}/operations/sign-in/flows/user-password-auth.ts`,
    from: 'passwordForMigration: ({ PASSWORD: password }) => password,',
    to: 'passwordForMigration: () => undefined,',
    specs: 'sign-in/flows|user-migration',
  },
  {
    what: 'A removed user leaves memberships of groups behind.',
    file: `${emulator}/domain/pool/group.ts`,
    from: '    user: ownedByUser,\n',
    to: '',
    specs: 'removal',
  },
  {
    what: 'A commit that comes while the store closes is acknowledged and lost.',
    file: `${emulator}/store/file-store.ts`,
    from: '    if (this.closing !== undefined) throw new StoreClosedError();\n    this.journal.requireOpen();\n',
    to: '    if (this.closing !== undefined) return;\n',
    specs: 'store/closing|store/file-store',
  },
  {
    what: 'Resources of a failed hook stay open.',
    file: 'libs/test-kit/src/resources.ts',
    from: '      const failures = await this.closeAll();\n      if (failures.length > 0) throw new AggregateError([error',
    to: '      const failures: unknown[] = [];\n      if (failures.length > 0) throw new AggregateError([error',
    specs: 'resources',
  },
  {
    what: 'An app that failed does not start again once its port is free.',
    file: 'tools/local/supervisor.mjs',
    from: 'Promise.race([changed, retry ?? changed])',
    to: 'Promise.race([changed, changed])',
    specs: 'dev-loop/supervisor',
    project: 'apps/e2e',
  },
];
