import type { Collection } from '../store.js';

/**
 * A pool's settings in the spelling of Cognito's API, kept whole: DescribeUserPool gives them back as they came.
 * Only what the emulator acts on is named here.
 */
export interface UserPoolSettings {
  readonly Policies?:
    | {
        readonly PasswordPolicy?: PasswordPolicySettings | undefined;
        readonly SignInPolicy?:
          { readonly AllowedFirstAuthFactors?: readonly string[] | undefined } | undefined;
      }
    | undefined;
  readonly LambdaConfig?: LambdaConfig | undefined;
  readonly AutoVerifiedAttributes?: readonly string[] | undefined;
  readonly AliasAttributes?: readonly string[] | undefined;
  readonly UsernameAttributes?: readonly string[] | undefined;
  readonly EmailConfiguration?: EmailConfiguration | undefined;
  readonly UsernameConfiguration?: { readonly CaseSensitive?: boolean | undefined } | undefined;
  readonly SchemaAttributes?: readonly SchemaAttribute[] | undefined;
  readonly AdminCreateUserConfig?: AdminCreateUserConfig | undefined;
  readonly VerificationMessageTemplate?: VerificationMessageTemplate | undefined;
  readonly EmailVerificationMessage?: string | undefined;
  readonly EmailVerificationSubject?: string | undefined;
  readonly SmsVerificationMessage?: string | undefined;
  readonly UserPoolTier?: 'LITE' | 'ESSENTIALS' | 'PLUS' | undefined;
  readonly MfaConfiguration?: 'OFF' | 'ON' | 'OPTIONAL' | undefined;
  readonly EnabledMfas?: readonly string[] | undefined;
  /** Absent in pools that don't remember devices. */
  readonly DeviceConfiguration?:
    | {
        readonly ChallengeRequiredOnNewDevice?: boolean | undefined;
        readonly DeviceOnlyRememberedOnUserPrompt?: boolean | undefined;
      }
    | undefined;
  readonly SmsAuthenticationMessage?: string | undefined;
  readonly SoftwareTokenMfaConfiguration?: { readonly Enabled?: boolean | undefined } | undefined;
  readonly EmailMfaConfiguration?:
    { readonly Message?: string | undefined; readonly Subject?: string | undefined } | undefined;
  readonly EmailAuthenticationMessage?: string | undefined;
  readonly EmailAuthenticationSubject?: string | undefined;
  readonly WebAuthnConfiguration?:
    | {
        readonly RelyingPartyId?: string | undefined;
        readonly UserVerification?: string | undefined;
        readonly FactorConfiguration?: string | undefined;
      }
    | undefined;
  readonly AccountRecoverySetting?:
    | {
        readonly RecoveryMechanisms?:
          | readonly {
              readonly Name?: string | undefined;
              readonly Priority?: number | undefined;
            }[]
          | undefined;
      }
    | undefined;
  readonly UserAttributeUpdateSettings?:
    | { readonly AttributesRequireVerificationBeforeUpdate?: readonly string[] | undefined }
    | undefined;
  readonly IssuerConfiguration?: { readonly Type?: string | undefined } | undefined;
  /** What `acr` calls each level, where the pool has its own names. */
  readonly AcrConfiguration?:
    Readonly<Record<string, { readonly AcrValue?: string | undefined } | undefined>> | undefined;
  readonly [setting: string]: unknown;
}

export interface PasswordPolicySettings {
  readonly MinimumLength?: number | undefined;
  readonly RequireUppercase?: boolean | undefined;
  readonly RequireLowercase?: boolean | undefined;
  readonly RequireNumbers?: boolean | undefined;
  readonly RequireSymbols?: boolean | undefined;
  readonly PasswordHistorySize?: number | undefined;
  readonly TemporaryPasswordValidityDays?: number | undefined;
}

export interface LambdaConfig {
  readonly PreTokenGeneration?: string | undefined;
  readonly PreTokenGenerationConfig?:
    { readonly LambdaVersion: string; readonly LambdaArn: string } | undefined;
  readonly [trigger: string]: unknown;
}

export interface SchemaAttribute {
  readonly Name: string;
  readonly AttributeDataType?: string | undefined;
  readonly DeveloperOnlyAttribute?: boolean | undefined;
  readonly Mutable?: boolean | undefined;
  readonly Required?: boolean | undefined;
  readonly NumberAttributeConstraints?:
    { readonly MinValue?: string | undefined; readonly MaxValue?: string | undefined } | undefined;
  readonly StringAttributeConstraints?:
    | { readonly MinLength?: string | undefined; readonly MaxLength?: string | undefined }
    | undefined;
}

interface AdminCreateUserConfig {
  readonly AllowAdminCreateUserOnly?: boolean | undefined;
  readonly InviteMessageTemplate?:
    | {
        readonly EmailMessage?: string | undefined;
        readonly EmailSubject?: string | undefined;
        readonly SMSMessage?: string | undefined;
      }
    | undefined;
  readonly UnusedAccountValidityDays?: number | undefined;
}

/** The sender of a pool's emails. */
interface EmailConfiguration {
  readonly EmailSendingAccount?: string | undefined;
  readonly SourceArn?: string | undefined;
  readonly From?: string | undefined;
  readonly ReplyToEmailAddress?: string | undefined;
  readonly ConfigurationSet?: string | undefined;
}

interface VerificationMessageTemplate {
  readonly EmailMessage?: string | undefined;
  readonly EmailSubject?: string | undefined;
  readonly EmailMessageByLink?: string | undefined;
  readonly EmailSubjectByLink?: string | undefined;
  readonly DefaultEmailOption?: string | undefined;
  readonly SmsMessage?: string | undefined;
}

/** A domain's settings in the spelling of Cognito's API (SDK, DomainDescriptionType). */
export interface DomainSettings {
  /** 1 is the classic hosted UI, 2 managed login. */
  readonly ManagedLoginVersion?: number | undefined;
  readonly CustomDomainConfig?:
    { readonly CertificateArn: string; readonly SecurityPolicy?: string | undefined } | undefined;
  readonly Routing?:
    | {
        readonly Failover?:
          | { readonly SecondaryRegion: string; readonly PrimaryRoute53HealthCheckId: string }
          | undefined;
      }
    | undefined;
}

/** A domain of a pool: a prefix of Cognito's own domain, or a host name of one's own. */
export interface PoolDomain {
  readonly domain: string;
  readonly settings?: DomainSettings | undefined;
  /** The logical id of the template resource it was made from. */
  readonly declaredAs?: string | undefined;
}

/** Whether a pool keeps track of its users' sessions, and of how many (SDK, SetUserPoolSessionConfiguration). */
export interface SessionTracking {
  readonly isOn: boolean;
  /** When it was switched on last. */
  readonly since: number;
  readonly mostPerUser: number;
}

export interface UserPool {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly settings: UserPoolSettings;
  /** The prefix of the pool's domain, or its custom domain; without one it has no OAuth endpoints. */
  readonly domain?: string | undefined;
  /** How its domain looks and is reached; a domain that was stated without has Cognito's defaults. */
  readonly domainSettings?: DomainSettings | undefined;
  /** The custom domain of a pool that has a prefix as well. */
  readonly otherDomain?: PoolDomain | undefined;
  readonly sessionTracking?: SessionTracking | undefined;
  /** The logical id of the template resource its domain was made from. */
  readonly domainDeclaredAs?: string | undefined;
  /** The logical id of the template resource it was made from. */
  readonly declaredAs?: string | undefined;
  /** Milliseconds since the epoch, as all times in domain values. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const userPools: Collection<UserPool> = {
  name: 'userPools',
  keyOf: (pool) => pool.id,
  owners: {},
  owns: 'pool',
  indexes: {
    domain: {
      keysOf: ({ domain, otherDomain }) =>
        [domain, otherDomain?.domain].flatMap((name) => name?.toLowerCase() ?? []),
      unique: false,
    },
  },
};
