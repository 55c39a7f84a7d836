import { partitionOf } from '../../domain/partition.js';
import { accountId } from '../../domain/pool/pool-ids.js';
import type { Properties, ReadContext, ResourceType } from './resource-type.js';

/** A version or an alias is the function it belongs to, under a longer ARN. */
function qualified(type: string, qualifierOf: (given: Properties) => string): ResourceType {
  const arn = (given: Properties, { region, logicalId }: ReadContext) => {
    const name = typeof given.FunctionName === 'string' ? given.FunctionName : logicalId;
    const whole = name.startsWith('arn:')
      ? name
      : `arn:${partitionOf(region)}:lambda:${region}:${accountId}:function:${name}`;
    return `${whole}:${qualifierOf(given)}`;
  };
  return {
    type,
    reads: [],
    ref: arn,
    attribute(name, given, context) {
      if (name === 'Version') return '1';
      return name.endsWith('Arn') ? arn(given, context) : undefined;
    },
    read: () => ({}),
  };
}

export const lambdaVersion = qualified('AWS::Lambda::Version', () => '1');

export const lambdaAlias = qualified('AWS::Lambda::Alias', ({ Name: name }) =>
  typeof name === 'string' ? name : 'alias',
);
