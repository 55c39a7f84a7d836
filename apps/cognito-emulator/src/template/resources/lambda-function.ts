import { z } from 'zod';
import { partitionOf } from '../../domain/partition.js';
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
  Code: z.looseObject({ ZipFile: z.string().optional() }).optional(),
  Timeout: z.int().min(1).max(900).optional(),
  Environment: z.looseObject({ Variables: z.record(z.string(), z.string()).optional() }).optional(),
});

/** What Lambda gives a function that states no Timeout. */
const defaultTimeoutSeconds = 3;

export const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  reads: ['FunctionName', ...Object.keys(properties.shape)],
  ref: (given, context) => nameOf(given, context),
  attribute: (name, given, context) => (name === 'Arn' ? arnOf(given, context) : undefined),
  read(given, context) {
    const lambda = checked(properties, given, context);
    return {
      functions: [
        {
          logicalId: context.logicalId,
          arn: arnOf(given, context),
          environment: lambda.Environment?.Variables ?? {},
          timeoutSeconds: lambda.Timeout ?? defaultTimeoutSeconds,
          code: inlineCode(lambda),
        },
      ],
    };
  },
};

/** Code in the template, if it is for Node; it is a file `index`. */
function inlineCode({
  Runtime: runtime,
  Handler: handler,
  Code: code,
}: z.output<typeof properties>) {
  const [, handlerName] = /^index\.([\w.]+)$/.exec(handler ?? '') ?? [];
  if (!runtime?.startsWith('nodejs') || code?.ZipFile === undefined || handlerName === undefined)
    return undefined;
  return { source: code.ZipFile, handlerName };
}

const nameOf = ({ FunctionName: name }: Properties, { logicalId }: ReadContext) =>
  textOr(name, `${stackName}-${logicalId}`);

const arnOf = (given: Properties, context: ReadContext) =>
  `arn:${partitionOf(context.region)}:lambda:${context.region}:${accountId}:function:${nameOf(given, context)}`;
