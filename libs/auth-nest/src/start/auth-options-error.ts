/** The auth module was given options it can't work with. Its message lists every fault, and no value but names. */
export class AuthOptionsError extends Error {
  override name = 'AuthOptionsError';

  constructor(readonly faults: readonly string[]) {
    super(
      ['The options of AuthModule are wrong:', ...faults.map((fault) => `  ${fault}`)].join('\n'),
    );
  }
}
