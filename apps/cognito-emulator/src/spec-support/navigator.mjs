/**
 * AWS's SRP clients choose their arithmetic by the browser they find, and take Node.js 21 and later, which has a
 * `navigator`, for one that they multiply ten times slower in. Every browser there is has this name.
 */
if (globalThis.navigator !== undefined && globalThis.navigator.appName === undefined)
  Object.defineProperty(globalThis.navigator, 'appName', { value: 'Netscape', configurable: true });
