/* eslint-disable @typescript-eslint/no-deprecated -- the client is in maintenance, in wide use, and the one SRP is judged by */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';

interface SrpSignIn {
  readonly endpoint: string;
  readonly poolId: string;
  /** A public client: amazon-cognito-identity-js sends no secret hash. */
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

/** Signs a user in by SRP, as AWS's own client does. */
export async function signInBySrp(signIn: SrpSignIn) {
  const { endpoint, poolId: UserPoolId, clientId: ClientId } = signIn;
  const { username: Username, password: Password } = signIn;
  const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint });
  const user = new CognitoUser({ Username, Pool });
  const details = new AuthenticationDetails({ Username, Password });
  const session = await new Promise<CognitoUserSession>((onSuccess, onFailure) =>
    user.authenticateUser(details, { onSuccess, onFailure }),
  );
  return {
    accessToken: session.getAccessToken().getJwtToken(),
    refreshToken: session.getRefreshToken().getToken(),
  };
}
/* eslint-enable @typescript-eslint/no-deprecated -- see above */
