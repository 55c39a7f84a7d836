import { dictionary } from '@zxcvbn-ts/language-common';
import { CommonPasswordError } from './common-password.error.js';
import { foldCase, passwordVariants, unitOf } from './password-variants.js';

/** What is known about the user of a password. */
export interface PasswordContext {
  /** The email address, or the name that the user gave to sign in. */
  readonly email?: string;
  /** Names that the user stated. */
  readonly names?: readonly (string | null | undefined)[];
}

/** The 49,000 passwords of zxcvbn, in lower case: about 5 MB in memory. */
const commonPasswords: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** Shorter words are in too many others. */
const leastWordLength = 3;
/** So many letters beside the words of the context do not make a password hard to guess. */
const mostOtherLetters = 3;
/** The same with digits. */
const mostOtherCharacters = 8;
/** A repetition of so few characters is a common password. */
const mostRepeated = 3;

/**
 * Rejects passwords that are guessed first (NIST SP 800-63B §3.1.1.2): those that many people use, and those made of words
 * that are known about the user. The pool's own policy is Cognito's to check.
 */
export class PasswordRules {
  /** @param productName the name under which users know the product */
  constructor(private readonly productName: string) {}

  /**
   * Checks a new password. The outcome depends on the arguments alone, so it reveals nothing about an account.
   *
   * @throws CommonPasswordError
   */
  check(password: string, context: PasswordContext = {}): void {
    const unit = unitOf(password);
    if (unit !== password && unit.length <= mostRepeated) throw new CommonPasswordError();
    const words = this.wordsOf(context);
    for (const variant of passwordVariants(password)) {
      const squeezed = squeeze(variant);
      const isCommon = commonPasswords.has(variant) || commonPasswords.has(squeezed);
      if (isCommon || isMadeOf(words, squeezed)) throw new CommonPasswordError();
    }
  }

  /** The words of the context, the longest first. */
  private wordsOf({ email = '', names = [] }: PasswordContext): readonly string[] {
    const [, local = email, domain = ''] = /^(.*)@(.*)$/u.exec(email) ?? [];
    // A top-level domain alone is in too many words.
    const labels = domain.split('.').slice(0, -1);
    const texts = [this.productName, local, domain, ...labels, ...names.map((name) => name ?? '')];
    const words = texts.flatMap((text) => {
      const folded = foldCase(text);
      return [squeeze(folded), ...folded.split(/[^\p{L}\p{N}]+/u)];
    });
    const long = words.filter((word) => word.length >= leastWordLength);
    return [...new Set(long)].sort((one, other) => other.length - one.length);
  }
}

/** Whether little is left of a password without the words. */
function isMadeOf(words: readonly string[], password: string): boolean {
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), password);
  const letters = rest.replaceAll(/[^\p{L}]/gu, '');
  return (
    rest !== password &&
    rest.length <= mostOtherCharacters &&
    letters.length <= mostOtherLetters &&
    letters.length < password.length - rest.length
  );
}

/** A text without anything but letters and digits. */
function squeeze(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '');
}
