/** The event of a Lambda trigger (developer guide, "Customizing user pool workflows with Lambda triggers"). */
export interface TriggerEvent {
  readonly version: string;
  readonly triggerSource: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

/** Runs the functions a pool's LambdaConfig names. */
export interface Triggers {
  /**
   * Calls a function and gives what it returned, unchecked.
   * @throws UserLambdaValidationException when the function fails, UnexpectedLambdaException when it isn't there,
   *   breaks, or takes longer than 5 s; both name the trigger.
   */
  invoke(trigger: string, functionArn: string, event: TriggerEvent): Promise<unknown>;
}
