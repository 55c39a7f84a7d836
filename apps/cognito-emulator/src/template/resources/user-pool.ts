import { z } from 'zod';
import { invalidSetting } from '../../domain/errors.js';
import { mfaFactors } from '../../domain/pool/mfa-rules.js';
import { statedSchema } from '../../domain/pool/schema-faults.js';
import { urlSuffixOf } from '../../domain/partition.js';
import { poolIdFrom, userPoolArn } from '../../domain/pool/pool-ids.js';
import { completeSchema, standardNames } from '../../domain/user/standard-attributes.js';
import {
  CreateUserPoolRequest,
  EmailMfaConfigType,
  SchemaAttributeType,
  UserPoolNameType,
  WebAuthnConfigurationType,
} from '../../generated/service-model.js';
import { stackName } from '../intrinsics.js';
import { refusable } from '../refused.js';
import { checked, type ResourceType } from './resource-type.js';

const emailMfa = EmailMfaConfigType.shape;
const webAuthn = WebAuthnConfigurationType.shape;

/** What CreateUserPool takes, and what the API has in SetUserPoolMfaConfig. */
const properties = CreateUserPoolRequest.omit({ PoolName: true }).extend({
  UserPoolName: UserPoolNameType.optional(),
  // CloudFormation leaves an empty list out, as tools write one for no attributes.
  Schema: z.array(SchemaAttributeType).max(50).optional(),
  EnabledMfas: z.array(z.enum(mfaFactors)).optional(),
  EmailAuthenticationMessage: emailMfa.Message,
  EmailAuthenticationSubject: emailMfa.Subject,
  WebAuthnRelyingPartyID: webAuthn.RelyingPartyId,
  WebAuthnUserVerification: webAuthn.UserVerification,
  WebAuthnFactorConfiguration: webAuthn.FactorConfiguration,
});

/** Triggers of a LambdaConfig that are not run, which is said at start. */
const notRun = ['InboundFederation'];

export const userPool: ResourceType = {
  type: 'AWS::Cognito::UserPool',
  ref: (_properties, { region, logicalId }) => poolIdFrom(region, logicalId),
  attribute(name, _properties, { region, logicalId }) {
    const id = poolIdFrom(region, logicalId);
    const provider = `cognito-idp.${region}.${urlSuffixOf(region)}/${id}`;
    const attributes: Readonly<Record<string, string>> = {
      Arn: userPoolArn(region, id),
      ProviderName: provider,
      ProviderURL: `https://${provider}`,
      UserPoolId: id,
    };
    return attributes[name];
  },
  read(given, context) {
    const { logicalId, region } = context;
    const stated = checked(properties, given, context);
    const { UserPoolName: name = `${stackName}-${logicalId}`, Schema: schema = [] } = stated;
    const settings = settingsOf(stated);
    refusable(logicalId, () => checkEnabledMfas(stated));
    const attributes = refusable(logicalId, () => statedSchema(schema, standardNames));
    const leftAlone = Object.keys(settings.LambdaConfig ?? {}).filter((trigger) =>
      notRun.includes(trigger),
    );
    return {
      pools: [
        {
          logicalId,
          id: poolIdFrom(region, logicalId),
          name,
          settings: { ...settings, SchemaAttributes: completeSchema(attributes) },
        },
      ],
      remarks: leftAlone.map((trigger) => `the trigger ${trigger} of ${logicalId} is not run`),
    };
  },
};

/**
 * A template can't list factors and turn MFA off (measured: badmintoncryer/cdk-preflight,
 * `pf-cognito-mfa-off-with-enabled-mfas`). By API the list stays while MFA is off.
 * @throws InvalidParameterException
 */
function checkEnabledMfas({
  MfaConfiguration,
  EnabledMfas = [],
}: z.output<typeof properties>): void {
  if (MfaConfiguration === 'OFF' && EnabledMfas.length > 0)
    throw invalidSetting(
      'EnabledMfas',
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    );
}

/** The properties as the API knows them. */
function settingsOf({
  UserPoolName: _name,
  Schema: _schema,
  EmailAuthenticationMessage: Message,
  EmailAuthenticationSubject: Subject,
  WebAuthnRelyingPartyID: RelyingPartyId,
  WebAuthnUserVerification: UserVerification,
  WebAuthnFactorConfiguration: FactorConfiguration,
  ...settings
}: z.output<typeof properties>) {
  const emails = { Message, Subject };
  const passkeys = { RelyingPartyId, UserVerification, FactorConfiguration };
  return {
    ...settings,
    ...(isStated(emails) ? { EmailMfaConfiguration: emails } : {}),
    ...(isStated(passkeys) ? { WebAuthnConfiguration: passkeys } : {}),
  };
}

const isStated = (settings: object) =>
  Object.values(settings).some((setting) => setting !== undefined);
