/** How one challenge of a custom sign-in went, as the functions are told (developer guide, "Define Auth challenge"). */
export interface ChallengeResult {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  /** What the function that made the challenge calls it. */
  readonly challengeMetadata: string | null;
}
