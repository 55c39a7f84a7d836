type Given<Usual> = { readonly [Name in keyof Usual]?: number };

/**
 * The given limits, and the usual ones for those that aren't given.
 *
 * @throws RangeError naming those that are no number of at least 0. Text, as an environment has it, is none: it isn't added
 *   to a time but put behind it, and what has expired would be good for ever.
 */
export function limitsWith<Usual extends Readonly<Record<string, number>>>(
  usual: Usual,
  given: Given<Usual> = {},
): { readonly [Name in keyof Usual]: number } {
  const said = Object.entries<unknown>(given).filter(([, limit]) => limit !== undefined);
  const wrong = said.filter(([, limit]) => !isLimit(limit));
  if (wrong.length > 0) {
    const names = wrong.map(([name]) => name).join(', ');
    throw new RangeError(`a limit is a number of at least 0: ${names}`);
  }
  return { ...usual, ...(Object.fromEntries(said) as typeof usual) };
}

function isLimit(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
