import { Aws, Fn } from 'aws-cdk-lib';
import type { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { preTokenGenerationCode } from './inline-code.js';
import type { StackSettings } from './stack-settings.js';

const nameSuffix = '-pre-token-generation';

/** The longest name of a function, in characters (Lambda API reference, CreateFunction). */
const functionNameLimit = 64;

/** The longest name of a stack, in characters, with which the name of the trigger's function is valid. */
export const stackNameLimit = functionNameLimit - nameSuffix.length;

/** The name of the trigger's function. It is fixed so that the pool can name the function before it exists. */
const functionName = `\${AWS::StackName}${nameSuffix}`;

/**
 * The ARN of the trigger's function, made of its name. `Fn::GetAtt` would make the pool depend on the function, which
 * depends on an app client, which depends on the pool (docs/decisions/0015-the-account-client.md).
 */
export function preTokenGenerationArn(): string {
  return Fn.sub(
    `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${functionName}`,
  );
}

/**
 * The trigger that decides which scopes a user's access token carries, with a role that may write its log.
 * @param accountClient the one client whose tokens keep the scope for self-service
 */
export function preTokenGenerationFunction(
  scope: Construct,
  settings: StackSettings,
  accountClient: CfnUserPoolClient,
): CfnFunction {
  const role = new CfnRole(scope, 'PreTokenGenerationRole', {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    managedPolicyArns: [
      `arn:${Aws.PARTITION}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`,
    ],
  });
  return new CfnFunction(scope, 'PreTokenGenerationFunction', {
    functionName: Fn.sub(functionName),
    description: 'Decides which scopes a user holds',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    code: { zipFile: preTokenGenerationCode(settings) },
    environment: { variables: { ACCOUNT_CLIENT_ID: accountClient.ref } },
    role: role.attrArn,
    memorySize: 128,
    // Cognito itself waits no longer than five seconds.
    timeout: 5,
  });
}

/** Lets this one user pool, and nobody else, call the trigger. */
export function allowPoolToCall(scope: Construct, trigger: CfnFunction, pool: CfnUserPool): void {
  new CfnPermission(scope, 'PreTokenGenerationPermission', {
    action: 'lambda:InvokeFunction',
    functionName: trigger.ref,
    principal: 'cognito-idp.amazonaws.com',
    sourceArn: pool.attrArn,
  });
}
