import type { FakeAnswer, TestIssuer } from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { cognitoException } from './cognito-answers.js';

/** The sessions of a substitute for Cognito: which refresh token is of which session. */
export class FakeSessions {
  private readonly claims = new Map<string, Record<string, unknown>>();

  constructor(private readonly issuer: TestIssuer) {}

  /** @returns a refresh token for a session whose access tokens have these claims */
  add(claims: Record<string, unknown>): string {
    const refreshToken = randomUUID();
    this.claims.set(refreshToken, claims);
    return refreshToken;
  }

  remove(refreshToken: string): void {
    this.claims.delete(refreshToken);
  }

  /** The response of GetTokensFromRefreshToken, with rotation; the old token works on. */
  async refresh(refreshToken: string): Promise<FakeAnswer> {
    const claims = this.claims.get(refreshToken);
    if (!claims) return cognitoException('NotAuthorizedException', 'Invalid Refresh Token');
    const AccessToken = await this.issuer.userToken([], { claims });
    const RefreshToken = `${refreshToken}-rotated`;
    this.claims.set(RefreshToken, claims);
    return { body: { AuthenticationResult: { AccessToken, RefreshToken } } };
  }
}
