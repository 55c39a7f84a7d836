/**
 * Functions of a custom sign-in: a password by SRP first where the app begins with one, then a question whose answer is
 * 5. Three wrong answers end it.
 */
export const customAuthFunctions = {
  DefineAuthChallenge: `
    const { session } = event.request;
    const last = session[session.length - 1];
    const { response } = event;
    response.issueTokens = false;
    response.failAuthentication = false;
    if (last?.challengeName === 'SRP_A') response.challengeName = 'PASSWORD_VERIFIER';
    else if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult)
      response.issueTokens = true;
    else if (session.filter(({ challengeResult }) => !challengeResult).length >= 3)
      response.failAuthentication = true;
    else response.challengeName = 'CUSTOM_CHALLENGE';`,
  CreateAuthChallenge: `
    event.response.publicChallengeParameters = { captchaUrl: 'url/123.jpg' };
    event.response.privateChallengeParameters = { answer: 5 };
    event.response.challengeMetadata = 'CAPTCHA';`,
  VerifyAuthChallengeResponse: `
    const { privateChallengeParameters, challengeAnswer } = event.request;
    event.response.answerCorrect = privateChallengeParameters.answer === challengeAnswer;`,
} as const;
