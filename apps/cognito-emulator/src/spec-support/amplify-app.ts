import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import { Amplify, ConsoleLogger } from '@aws-amplify/core';

export interface AmplifyApp {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolEndpoint: string;
}

/**
 * Configures Amplify, which is one app a process, as the package aws-amplify does it in a browser.
 *
 * @param logLevel `ERROR` leaves out its warnings about endpoints that are not AWS's
 */
export function configureAmplify(app: AmplifyApp, logLevel: 'ERROR' | 'NONE' = 'ERROR'): void {
  const Auth = { Cognito: app };
  ConsoleLogger.LOG_LEVEL = logLevel;
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memoryStorage());
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
}

/** In the place of a browser's localStorage. */
function memoryStorage() {
  const items = new Map<string, string>();
  return {
    setItem: (key: string, value: string) => Promise.resolve(void items.set(key, value)),
    getItem: (key: string) => Promise.resolve(items.get(key) ?? null),
    removeItem: (key: string) => Promise.resolve(void items.delete(key)),
    clear: () => {
      items.clear();
      return Promise.resolve();
    },
  };
}
