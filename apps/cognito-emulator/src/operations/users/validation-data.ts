interface NamedValue {
  readonly Name: string;
  readonly Value?: string | undefined;
}

/** What a request states for functions that check it, as they are told it. */
export const pairsIn = (
  entries: readonly NamedValue[] | undefined,
): Readonly<Record<string, string>> | undefined =>
  entries === undefined || entries.length === 0
    ? undefined
    : Object.fromEntries(entries.map(({ Name, Value = '' }) => [Name, Value]));
