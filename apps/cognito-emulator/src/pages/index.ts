import { confirmForgotPasswordPage, forgotPasswordPage } from './accounts/forgot-password.js';
import { confirmPage, resendCodePage } from './accounts/confirm.js';
import { newPasswordPage } from './accounts/new-password.js';
import { signUpPage } from './accounts/sign-up.js';
import { chooseMfaPage } from './mfa/choose.js';
import { codePage } from './mfa/code.js';
import { emailSetUpPage, mfaSetUpPage } from './mfa/set-up.js';
import type { Page } from './page.js';
import { addPasskeyPage } from './passkeys/add.js';
import { chooseFactorPage } from './sign-in/choose-factor.js';
import { loginPage } from './sign-in/login.js';
import { passkeyPage } from './sign-in/passkey.js';
import { passwordPage } from './sign-in/password.js';

/** The pages people see. Adding one is a file and a line here. */
export const pages: readonly Page[] = [
  loginPage,
  chooseFactorPage,
  passwordPage,
  passkeyPage,
  signUpPage,
  confirmPage,
  resendCodePage,
  forgotPasswordPage,
  confirmForgotPasswordPage,
  newPasswordPage,
  codePage,
  chooseMfaPage,
  mfaSetUpPage,
  emailSetUpPage,
  addPasskeyPage,
];
