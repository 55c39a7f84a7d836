import { type UpstreamName, upstreams } from '../routes.js';

/** Settings with one address for every upstream of the table, except those that are given their own. */
export function upstreamSettings(
  url: string,
  others: Readonly<Partial<Record<UpstreamName, string>>> = {},
): Readonly<Record<string, string>> {
  const entries = Object.entries(upstreams).map(([name, variable]) => [
    variable,
    others[name as UpstreamName] ?? url,
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
