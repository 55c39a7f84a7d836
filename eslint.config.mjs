import comments from '@eslint-community/eslint-plugin-eslint-comments/configs';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { services } from './libs/services/src/services.mjs';

/** What each tag may depend on. Tags combine with AND; a project without a row here may depend on nothing. */
const layers = {
  app: ['nest', 'core', 'contract'],
  nest: ['nest', 'core', 'contract'],
  core: ['core', 'contract'],
  contract: ['contract'],
  test: ['contract'],
  e2e: ['contract', 'test'],
  bench: ['core', 'contract', 'test'],
  infra: ['contract'],
};
/** A service's own scope: `order` of order-service. */
const serviceScopes = services.map(({ name }) => name.replace(/-service$/, ''));
const scopes = {
  gateway: ['gateway', 'auth', 'contracts', 'platform', 'services'],
  ...Object.fromEntries(
    serviceScopes.map((scope) => [scope, [scope, 'service-kit', 'auth', 'contracts', 'platform']]),
  ),
  'service-kit': ['service-kit', 'auth', 'contracts', 'platform'],
  auth: ['auth', 'platform'],
  platform: ['platform'],
  contracts: ['contracts'],
  services: ['services', 'contracts'],
  emulator: ['emulator', 'platform'],
  'user-pool': ['user-pool', 'contracts', 'services'],
  'local-database': ['local-database'],
  test: ['test', 'contracts'],
  e2e: ['e2e', 'test', 'contracts', 'services'],
};
const frameworks = ['@nestjs/*', 'passport*', '@fastify/*', 'fastify', 'express'];

const boundary = (kind, table) =>
  Object.entries(table).map(([name, allowed]) => ({
    sourceTag: `${kind}:${name}`,
    onlyDependOnLibsWithTags: allowed.map((other) => `${kind}:${other}`),
    ...(name === 'core' && kind === 'layer' ? { bannedExternalImports: frameworks } : {}),
  }));

const moduleBoundaries = (extra = {}) => [
  'error',
  { depConstraints: [...boundary('layer', layers), ...boundary('scope', scopes)], ...extra },
];

const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read where a process begins; everything else is given its settings.',
};

const jwksAddress = {
  selector:
    ':matches(Literal[value=/well-known.jwks.json/], TemplateElement[value.raw=/well-known.jwks.json/])',
  message: 'jwksUriOf() of auth-core returns the address of the keys of an issuer.',
};

const closingHook = {
  selector:
    'CallExpression[callee.name=/^after(All|Each)$/] :matches(CallExpression[callee.property.name=/^(close|destroy|disconnect|drop|end|kill|remove|stop)$/], CallExpression[callee.name=/^rm(Sync)?$/])',
  message: 'useResources() of test-kit closes what a hook opened, also when it failed half-way.',
};

const sharedHooks = {
  selector: "Program > VariableDeclaration CallExpression[callee.name='useResources']",
  message: 'A module is loaded once for all specs: a spec file calls useResources() and passes it.',
};

const rawHeaderScan = {
  selector:
    ":matches(CallExpression[callee.object.name='rawHeaders'], CallExpression[callee.object.property.name='rawHeaders'], ForStatement MemberExpression[object.name='rawHeaders'])",
  message: 'countHeader() of platform-core counts header fields.',
};

const valkeyClient = {
  name: '@redis/client',
  message: 'ValkeyConnection of @gatehouse/platform-nest/valkey connects to Valkey.',
};

/**
 * The emulator's folders and what each may know: `wire`, `oauth` and `emulator-api` lead to `operations`, those to
 * `domain`, which knows nothing but itself. `store`, `outbox`, `triggers` implement what `domain` declares; `smtp` fills the outbox.
 */
const emulatorMayKnow = {
  domain: [],
  http: [],
  store: ['domain'],
  outbox: ['domain'],
  smtp: ['outbox'],
  triggers: ['domain'],
  operations: ['domain'],
  template: ['domain', 'operations', 'triggers'],
  oauth: ['domain', 'operations', 'http'],
  wire: ['domain', 'operations', 'http'],
  markup: [],
  pages: ['domain', 'operations', 'http', 'oauth', 'markup'],
  'emulator-api': ['domain', 'operations', 'outbox', 'http', 'template'],
  console: ['domain', 'operations', 'outbox', 'http', 'oauth', 'markup', 'pages', 'emulator-api'],
};
const emulatorFolders = [...Object.keys(emulatorMayKnow), 'spec-support'];

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/node_modules', '**/.local', '**/generated'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  comments.recommended,
  {
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: {
        // One program for all projects: with a program a tsconfig, lint takes twice as long.
        project: 'tsconfig.eslint.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries(),
      '@eslint-community/eslint-comments/require-description': 'error',
      'no-restricted-syntax': ['error', noEnvironment, jwksAddress, rawHeaderScan, sharedHooks],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 60],
      'max-params': ['error', 4],
      complexity: ['error', 10],
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true } },
      ],
      // Nest declares its option types as classes and takes plain objects for them.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: ['apps/gateway/**', 'libs/auth-core/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@gatehouse/auth-core/txn-token/sign',
              message: 'Only the gateway makes Txn-Tokens.',
            },
            valkeyClient,
          ],
        },
      ],
    },
  },
  {
    files: ['apps/gateway/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [valkeyClient] }] },
  },
  {
    files: ['libs/platform-nest/src/valkey/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['libs/auth-core/src/access-token/trusted-pools.ts', 'apps/cognito-emulator/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnvironment, rawHeaderScan, sharedHooks] },
  },
  {
    files: ['libs/platform-core/src/raw-headers.ts', 'libs/auth-nest/src/authenticated-request.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnvironment, jwksAddress] },
  },
  ...Object.entries(emulatorMayKnow).map(([folder, known]) => ({
    files: [`apps/cognito-emulator/src/${folder}/**/*.ts`],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: emulatorFolders
                .filter((name) => name !== folder && !known.includes(name))
                .map((name) => `**/${name}/**`),
              message: `${folder} may not know this folder.`,
            },
          ],
        },
      ],
    },
  })),
  {
    files: [
      '**/main.ts',
      '**/command.ts',
      'apps/e2e/**/*.ts',
      'libs/test-kit/**/*.ts',
      '**/spec-support/**/*.ts',
      '**/*.spec.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', closingHook, sharedHooks] },
  },
  {
    files: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', closingHook] },
  },
  {
    files: [
      '**/*.spec.ts',
      '**/testing/**/*.ts',
      '**/spec-support/**/*.ts',
      '**/attacks/**/*.ts',
      'apps/e2e/**/*.ts',
    ],
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries({
        allow: ['@gatehouse/test-kit', '@gatehouse/test-kit/*', '@gatehouse/local-database'],
      }),
    },
  },
  {
    files: ['**/*.spec.ts', 'apps/e2e/**/*.ts'],
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { parserOptions: { project: false } },
    rules: {
      'no-restricted-syntax': 'off',
      'no-console': 'off',
      '@nx/enforce-module-boundaries': 'off',
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
