import { z } from 'zod';
import { poolIdFrom, userPoolArn } from '../../domain/pool/pool-ids.js';
import { completeSchema } from '../../domain/user/standard-attributes.js';
import { schemaAttributes, userPoolSettings } from '../../operations/shapes/user-pool-settings.js';
import { stackName } from '../intrinsics.js';
import { checked, type ResourceType } from './resource-type.js';

const properties = userPoolSettings.extend({
  UserPoolName: z.string().min(1).max(128).optional(),
  Schema: schemaAttributes.optional(),
});

/** Triggers of a LambdaConfig that are not run, which is said at start. */
const notRun = ['InboundFederation'];

export const userPool: ResourceType = {
  type: 'AWS::Cognito::UserPool',
  ref: (_properties, { region, logicalId }) => poolIdFrom(region, logicalId),
  attribute(name, _properties, { region, logicalId }) {
    const id = poolIdFrom(region, logicalId);
    const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
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
    const {
      UserPoolName: name = `${stackName}-${logicalId}`,
      Schema: schema = [],
      ...settings
    } = checked(properties, given, context);
    const leftAlone = Object.keys(settings.LambdaConfig ?? {}).filter((trigger) =>
      notRun.includes(trigger),
    );
    return {
      pools: [
        {
          logicalId,
          id: poolIdFrom(region, logicalId),
          name,
          settings: { ...settings, SchemaAttributes: completeSchema(schema) },
        },
      ],
      remarks: leftAlone.map((trigger) => `the trigger ${trigger} of ${logicalId} is not run`),
    };
  },
};
