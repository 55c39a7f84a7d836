/** Says at the pages of a sign-in that the visitor wants to add a passkey after it, before going back to the app. */
export const thenParameter = 'then';
export const addPasskey = 'passkey';
