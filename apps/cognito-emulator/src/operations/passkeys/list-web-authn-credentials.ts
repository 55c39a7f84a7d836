import { timestamp } from '../answers.js';
import { operation } from '../operation.js';
import { pageOf, pageStart } from '../page.js';

const mostAPage = 20;

/** A user's passkeys, oldest first (API reference, ListWebAuthnCredentials). */
export const listWebAuthnCredentials = operation({
  name: 'ListWebAuthnCredentials',
  access: 'accessToken',
  uses: ['passkeys'],
  async handle({ passkeys }, request, { user }) {
    const all = passkeys.ofUser(user);
    const start = pageStart(request.NextToken);
    const rest = start ? all.slice(start.place) : all;
    const limit = request.MaxResults === 0 ? mostAPage : (request.MaxResults ?? mostAPage);
    const { items, nextToken } = await pageOf(rest, limit, (passkey) => ({
      place: all.indexOf(passkey) + 1,
      key: passkey.credentialId,
    }));
    return {
      Credentials: items.map((passkey) => ({
        CredentialId: passkey.credentialId,
        FriendlyCredentialName: passkey.friendlyName,
        RelyingPartyId: passkey.relyingPartyId,
        AuthenticatorAttachment: passkey.attachment,
        AuthenticatorTransports: passkey.transports,
        CreatedAt: timestamp(passkey.createdAt),
      })),
      NextToken: nextToken,
    };
  },
});
