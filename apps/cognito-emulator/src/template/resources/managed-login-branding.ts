import { createHash } from 'node:crypto';
import { styled, unstyled } from '../../domain/pool/managed-login-branding.js';
import { CreateManagedLoginBrandingRequest } from '../../generated/service-model.js';
import { refusable } from '../refused.js';
import { checked, poolLogicalIdOf, type ReadContext, type ResourceType } from './resource-type.js';

export const managedLoginBranding: ResourceType = {
  type: 'AWS::Cognito::ManagedLoginBranding',
  ref: ({ UserPoolId: poolId }, context) => `${String(poolId)}|${idFor(context)}`,
  attribute: (name, _properties, context) =>
    name === 'ManagedLoginBrandingId' ? idFor(context) : undefined,
  read(given, context) {
    const { logicalId } = context;
    const stated = checked(CreateManagedLoginBrandingRequest, given, context);
    const { UserPoolId: poolId, ClientId: clientId } = stated;
    poolLogicalIdOf(poolId, context);
    const style = refusable(logicalId, () => styled(unstyled, stated));
    const ids = { id: idFor(context), poolId, clientId, declaredAs: logicalId };
    return { managedLoginBrandings: [{ ...ids, ...style }] };
  },
};

/** A UUID, the same for the same logical id. */
function idFor({ region, logicalId }: ReadContext): string {
  const hex = createHash('sha256').update(`branding/${region}/${logicalId}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
