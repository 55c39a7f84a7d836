import { Aws } from 'aws-cdk-lib';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { preTokenGenerationCode } from './inline-code.js';
import type { StackSettings } from './stack-settings.js';

/** The trigger that decides which scopes a user's access token carries, with a role that may write its log. */
export function preTokenGenerationFunction(scope: Construct, settings: StackSettings): CfnFunction {
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
    description: 'Decides which scopes a user holds',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    code: { zipFile: preTokenGenerationCode(settings) },
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
