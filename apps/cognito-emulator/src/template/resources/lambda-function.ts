import { z } from 'zod';
import { accountId } from '../../domain/pool/pool-ids.js';
import { stackName } from '../intrinsics.js';
import {
  checked,
  type Properties,
  type ReadContext,
  type ResourceType,
  textOr,
} from './resource-type.js';

const properties = z.looseObject({
  Runtime: z.string().optional(),
  Handler: z.string().optional(),
  Code: z.looseObject({ ZipFile: z.string().optional() }),
  Environment: z
    .looseObject({ Variables: z.record(z.string(), z.coerce.string()).optional() })
    .optional(),
});

export const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  ref: (given, context) => nameOf(given, context),
  attribute: (name, given, context) => (name === 'Arn' ? arnOf(given, context) : undefined),
  read(given, context) {
    const { logicalId, region } = context;
    const {
      Runtime: runtime,
      Handler: handler,
      Code: code,
      Environment: environment,
    } = checked(properties, given, context);
    const [, handlerName] = /^index\.(\w+)$/.exec(handler ?? '') ?? [];
    if (!runtime?.startsWith('nodejs') || code.ZipFile === undefined || handlerName === undefined)
      return {
        remarks: [`the function ${logicalId} is not inline code for Node and can't be run`],
      };
    return {
      functions: [
        {
          arn: arnOf(given, context),
          code: code.ZipFile,
          handlerName,
          environment: {
            AWS_REGION: region,
            AWS_LAMBDA_FUNCTION_NAME: nameOf(given, context),
            ...environment?.Variables,
          },
        },
      ],
    };
  },
};

const nameOf = ({ FunctionName: name }: Properties, { logicalId }: ReadContext) =>
  textOr(name, `${stackName}-${logicalId}`);

const arnOf = (given: Properties, context: ReadContext) =>
  `arn:aws:lambda:${context.region}:${accountId}:function:${nameOf(given, context)}`;
