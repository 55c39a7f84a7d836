const messages = {
  not_utf8: 'not UTF-8',
  byte_order_mark: 'a byte order mark',
  not_json: 'not JSON',
  duplicate_member: 'an object with two members of one name',
  forbidden_member: 'a forbidden member name',
  lone_surrogate: 'half of a surrogate pair',
  too_deep: 'nested too deeply',
} as const;

/** Why a text is rejected. */
export type StrictJsonReason = keyof typeof messages;

/** A text is not strict JSON. The message repeats no part of the text, so it can be logged. */
export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError';

  constructor(readonly reason: StrictJsonReason) {
    super(messages[reason]);
  }
}
