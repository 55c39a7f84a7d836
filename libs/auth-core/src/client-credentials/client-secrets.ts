import { TokenUnavailableError } from './token-unavailable.error.js';

/** One secret, or two while one takes the other's place: Cognito takes both then. */
export type ClientSecretValues = readonly [string] | readonly [string, string];

/** The secrets of a client. They are tried in order, and the one that works is tried first from then on. */
export class ClientSecrets {
  /** Private to the language, so that no log of an object shows them. */
  readonly #inOrder: string[];

  /** @throws TypeError for an empty secret, or another number of them than one or two */
  constructor(values: ClientSecretValues) {
    const inOrder = [...new Set<string>(values)];
    if (inOrder.length === 0 || inOrder.length > 2 || inOrder.includes('')) {
      throw new TypeError('a client has one secret or two, and none is empty');
    }
    this.#inOrder = inOrder;
  }

  /**
   * What the attempt gives with a secret that is accepted.
   *
   * @throws TokenUnavailableError as the attempt does; `invalid_client` once every secret was rejected
   */
  async withAccepted<Result>(attempt: (secret: string) => Promise<Result>): Promise<Result> {
    const [first = '', second] = this.#inOrder;
    try {
      return await attempt(first);
    } catch (error) {
      if (!isRejected(error) || second === undefined) throw error;
    }
    try {
      const result = await attempt(second);
      this.#inOrder.splice(0, 2, second, first);
      return result;
    } catch (error) {
      if (!isRejected(error)) throw error;
      throw new TokenUnavailableError('invalid_client', 'both client secrets were rejected');
    }
  }
}

function isRejected(error: unknown): boolean {
  return error instanceof TokenUnavailableError && error.reason === 'invalid_client';
}
