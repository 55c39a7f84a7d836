import { operation } from '../operation.js';

/** What the pool's SAML requests are signed with, in base64 (API reference, GetSigningCertificate). */
export const getSigningCertificate = operation({
  name: 'GetSigningCertificate',
  access: 'iam',
  uses: ['pools', 'signingCertificates'],
  async handle({ pools, signingCertificates }, request, { region }) {
    const { id } = pools.get(request.UserPoolId, region);
    return { Certificate: (await signingCertificates.of(id)).certificate };
  },
});
