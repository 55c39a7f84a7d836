/** Answers of Cognito's API as it writes them on the wire (AWS JSON 1.1). */

/** A refusal: HTTP 400 and the exception's name, whatever it is about. */
export function cognitoException(name: string, message = 'Something is wrong.') {
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': `${name}:` },
    body: { __type: name, message },
  };
}

export const authenticationResult = {
  AccessToken: 'access.token.value',
  IdToken: 'id.token.value',
  RefreshToken: 'refresh-token-value',
  TokenType: 'Bearer',
  ExpiresIn: 3600,
};

export const signUpAnswer = {
  UserConfirmed: false,
  UserSub: '0a1b2c3d-4e5f-7061-8293-a4b5c6d7e8f9',
  CodeDeliveryDetails: {
    AttributeName: 'email',
    DeliveryMedium: 'EMAIL',
    Destination: 'a***@e***',
  },
};
