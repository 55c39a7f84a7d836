import { createHash } from 'node:crypto';
import { partitionOf } from '../domain/partition.js';
import { accountId } from '../domain/pool/pool-ids.js';
import { stackName } from './intrinsics.js';
import { type Properties, textOr } from './resources/resource-type.js';

/** A resource that the emulator makes nothing of. */
interface ForeignResource {
  readonly type: string;
  readonly logicalId: string;
  readonly properties: Properties;
  readonly region: string;
}

/** Something unique in the place of what `Ref` gives on AWS, with the form that properties of pools ask for. */
export function foreignRef({ type, logicalId, properties }: ForeignResource): string {
  if (type === 'AWS::IAM::Role') return textOr(properties.RoleName, `${stackName}-${logicalId}`);
  // Applications of Pinpoint are named by hexadecimal digits.
  return type === 'AWS::Pinpoint::App'
    ? createHash('sha256').update(logicalId).digest('hex').slice(0, 32)
    : logicalId;
}

/** Something unique in the place of what `Fn::GetAtt` gives on AWS. */
export function foreignAttribute(resource: ForeignResource, name: string): string {
  const { type, logicalId, properties, region } = resource;
  if (name !== 'Arn') return `${logicalId}.${name}`;
  const partition = partitionOf(region);
  const path = textOr(properties.Path, '/');
  if (type === 'AWS::IAM::Role')
    return `arn:${partition}:iam::${accountId}:role${path}${foreignRef(resource)}`;
  const service = type.split('::')[1]?.toLowerCase() ?? 'cloudformation';
  return `arn:${partition}:${service}:${region}:${accountId}:${logicalId}`;
}
