/** The values of `NODE_ENV`. */
export const nodeEnvironments = ['production', 'development', 'test'] as const;

export type NodeEnvironment = (typeof nodeEnvironments)[number];

/**
 * Whether a process runs with production's rules. Only exactly `development` and `test` relax a rule; an absent or unknown
 * value does not.
 */
export function isProduction(nodeEnv: string | undefined): boolean {
  return nodeEnv !== 'development' && nodeEnv !== 'test';
}
