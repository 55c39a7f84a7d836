/** A factor that a user has proved, as `amr` names it (developer guide, "Step-up authentication"). */
export type Factor = (typeof factors)[number];

const factors = ['pwd', 'sms', 'email_otp', 'otp', 'hwk', 'swk'] as const;

/** The factors an `amr` claim names; what is not a factor itself, such as `mfa`, is left out. */
export const factorsIn = (amr: readonly string[]): readonly Factor[] =>
  factors.filter((factor) => amr.includes(factor));

/** The levels of assurance: 1 is a password, 4 a password with a time-based code. */
export type AssuranceLevel = 1 | 2 | 3 | 4;
