import { systemClock } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { fixtureWith } from '../spec-support/fixture-template.js';
import { startFixture } from '../spec-support/started-emulator.js';

/** Tokens that AWS's own verifier takes as they are, its keys fetched from the emulator beforehand. */
describe('with issuers as on AWS', () => {
  const resources = useResources();

  it.each([
    ['ORIGINAL', 'https://cognito-idp.eu-west-1.amazonaws.com/'],
    ['UPDATED', 'https://issuer-cognito-idp.eu-west-1.amazonaws.com/'],
  ])('a pool whose form is %s has %s', async (Type, base) => {
    const template = fixtureWith('Pool', { IssuerConfiguration: { Type } });
    const started = await resources.add(
      startFixture({ template, issuer: 'aws', clock: systemClock }),
    );
    const { emulator, pool } = started;
    const { id: clientId, secrets } = started.client('machine');
    const documents = `${emulator.url}/${pool.id}/.well-known`;
    const configuration = await (await fetch(`${documents}/openid-configuration`)).json();
    expect(configuration).toMatchObject({
      issuer: `${base}${pool.id}`,
      jwks_uri: `${emulator.publicUrl}/${pool.id}/.well-known/jwks.json`,
      token_endpoint: `${emulator.publicUrl}/oauth2/token`,
    });
    const response = await fetch(`${emulator.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secrets[0]!.value,
      }),
    });
    const { access_token } = (await response.json()) as { access_token: string };
    const verifier = CognitoJwtVerifier.create({
      userPoolId: pool.id,
      tokenUse: 'access',
      clientId,
    });
    verifier.cacheJwks((await (await fetch(`${documents}/jwks.json`)).json()) as never);
    const claims = await verifier.verify(access_token);
    expect(claims.iss).toBe(`${base}${pool.id}`);
  });
});
