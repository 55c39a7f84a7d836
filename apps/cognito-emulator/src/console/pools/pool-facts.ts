import { enabledMfas, mfaConfigurationOf } from '../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { tierOf } from '../../domain/pool/tier.js';
import { type Html, markup } from '../../markup/markup.js';
import { domainUrlOf } from '../../oauth/place.js';
import type { Services } from '../../operations/services.js';
import { chips, copyable, facts, list, time } from '../frame/elements.js';

const factorTexts: Readonly<Record<string, string>> = {
  SMS_MFA: 'SMS',
  SOFTWARE_TOKEN_MFA: 'authenticator app',
  EMAIL_OTP: 'email',
  PASSWORD: 'password',
  SMS_OTP: 'SMS',
  WEB_AUTHN: 'passkey',
};

export const factorText = (factor: string) => factorTexts[factor] ?? factor;

/** Whether a pool asks for a second factor. */
export const mfaText = (pool: UserPool) =>
  ({ OFF: 'off', ON: 'required', OPTIONAL: 'optional' })[mfaConfigurationOf(pool)];

/** The feature plan, as people write it. */
export function tierText(pool: UserPool): string {
  const tier = tierOf(pool);
  return tier.charAt(0) + tier.slice(1).toLowerCase();
}

/** What a developer has to know of a pool. */
export function poolFacts(
  services: Pick<Services, 'issuerOf' | 'publicUrl'>,
  pool: UserPool,
): Html {
  const { settings } = pool;
  const publicUrl = services.publicUrl();
  const factors = enabledMfas(pool).map(factorText);
  return facts([
    ['Pool id', copyable(pool.id, 'the pool id')],
    ['Region', pool.region],
    ['Issuer', copyable(services.issuerOf(pool), 'the issuer')],
    ['Keys', copyable(`${publicUrl}/${pool.id}/.well-known/jwks.json`, 'the address of the keys')],
    ['Domain', domainFact(pool, publicUrl)],
    ['MFA', `${mfaText(pool)}${factors.length === 0 ? '' : `: ${factors.join(', ')}`}`],
    ['Feature plan', tierText(pool)],
    ['Signs in by', chips(signInNames(pool))],
    [
      'First factors',
      chips((settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? []).map(factorText)),
    ],
    ['Verifies', chips(settings.AutoVerifiedAttributes ?? [])],
    ['Password', passwordText(pool)],
    ['Triggers', list(triggersOf(pool).map(([name, arn]) => markup`${name} <code>${arn}</code>`))],
    ['Made', time(pool.createdAt)],
  ]);
}

function domainFact(pool: UserPool, publicUrl: string): Html | string {
  const url = domainUrlOf(pool, publicUrl);
  return url === undefined
    ? 'none, so no pages and no OAuth endpoints'
    : copyable(url, 'the address of the domain');
}

function signInNames({ settings }: UserPool): readonly string[] {
  const { UsernameAttributes: only = [], AliasAttributes: aliases = [] } = settings;
  return only.length > 0 ? only : ['username', ...aliases];
}

function passwordText({ settings }: UserPool): string {
  const policy = settings.Policies?.PasswordPolicy ?? {};
  const kinds = [
    policy.RequireUppercase === true && 'upper case',
    policy.RequireLowercase === true && 'lower case',
    policy.RequireNumbers === true && 'numbers',
    policy.RequireSymbols === true && 'symbols',
  ].filter((kind) => kind !== false);
  return [`${policy.MinimumLength ?? 8} characters or more`, ...kinds].join(', ');
}

/** Those that are one function; what has settings of its own as well is named by its function. */
function triggersOf({ settings }: UserPool): readonly (readonly [string, string])[] {
  return Object.entries(settings.LambdaConfig ?? {}).flatMap(([name, value]) => {
    const arn = typeof value === 'string' ? value : arnIn(value);
    return arn === undefined || name === 'KMSKeyID' ? [] : [[name, arn] as const];
  });
}

function arnIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('LambdaArn' in value)) return undefined;
  return typeof value.LambdaArn === 'string' ? value.LambdaArn : undefined;
}
