import { Aws, CfnCondition, CfnParameter, Fn, type IResolvable, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What the pool sends emails and SMS with, by the parameters of the stack. */
export interface MessageSenders {
  /** The SES identity, or Cognito's own sender without one. */
  readonly emailConfiguration: IResolvable;
  /** The role for SMS; no property without one. */
  readonly smsConfiguration: IResolvable;
  /**
   * A value that CloudFormation leaves out of its list if the stack has no SES identity.
   * @param value the item of the list
   */
  readonly withSes: (value: string) => string;
  /**
   * A value for a stack with a role for SMS.
   * @param otherwise the value without one; absent: CloudFormation leaves the item out of its list
   */
  readonly withSms: (value: string, otherwise?: string) => string;
}

/**
 * Adds the parameters of the senders and their conditions. An AWS account without SES identity and role for SMS deploys
 * the stack with the defaults: Cognito rejects a pool with email MFA or SMS that has no sender.
 */
export function messageSenders(scope: Construct): MessageSenders {
  const identity = textParameter(scope, 'SesIdentityArn', {
    description: 'SES identity that sends emails; empty: the sender of Cognito, no email MFA',
    allowedPattern: '(arn:[a-z-]+:ses:[a-z0-9-]+:[0-9]{12}:identity/.+)?',
  });
  const from = textParameter(scope, 'SesFromAddress', {
    description: 'Sender of emails; necessary where SesIdentityArn is a domain',
  });
  const role = textParameter(scope, 'SmsRoleArn', {
    description: 'Role with sns:Publish that Cognito assumes to send SMS; empty: no SMS',
    allowedPattern: '(arn:[a-z-]+:iam::[0-9]{12}:role/.+)?',
  });
  const externalId = new CfnParameter(scope, 'SmsExternalId', {
    description: 'External id that the trust policy of SmsRoleArn demands',
    default: 'gatehouse',
    minLength: 1,
  });
  Validations.of(scope).acknowledge({
    id: 'CloudFormation-Validate::W1030',
    reason: 'The conditions exclude the empty defaults, which the properties would not accept.',
  });
  const hasSes = isGiven(scope, 'HasSesIdentity', identity);
  const hasFrom = isGiven(scope, 'HasSesFromAddress', from);
  const hasSms = isGiven(scope, 'HasSmsRole', role);
  const when = ({ logicalId }: CfnCondition, value: unknown, otherwise: unknown = Aws.NO_VALUE) =>
    Fn.conditionIf(logicalId, value, otherwise);
  return {
    emailConfiguration: when(
      hasSes,
      {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: identity.valueAsString,
        From: when(hasFrom, from.valueAsString),
      },
      { EmailSendingAccount: 'COGNITO_DEFAULT' },
    ),
    smsConfiguration: when(hasSms, {
      SnsCallerArn: role.valueAsString,
      ExternalId: externalId.valueAsString,
    }),
    withSes: (value) => when(hasSes, value).toString(),
    withSms: (value, otherwise) => when(hasSms, value, otherwise).toString(),
  };
}

function textParameter(
  scope: Construct,
  id: string,
  about: { readonly description: string; readonly allowedPattern?: string },
): CfnParameter {
  return new CfnParameter(scope, id, { default: '', ...about });
}

const isGiven = (scope: Construct, id: string, parameter: CfnParameter) =>
  new CfnCondition(scope, id, {
    expression: Fn.conditionNot(Fn.conditionEquals(parameter.valueAsString, '')),
  });
