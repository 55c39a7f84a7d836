export interface WaitOptions {
  /** Names what the test waits for, as a noun phrase: `the second request`. The error contains it. */
  readonly what: string;
  /** How long to wait, in milliseconds; 10,000 by default. */
  readonly withinMilliseconds?: number;
}

type Falsy = false | null | undefined;

const pollMilliseconds = 10;

/**
 * Waits for something that no event reports, such as a change in another process, and returns the first value of the
 * condition that is neither `false`, `null` nor `undefined`. It polls every 10 ms.
 *
 * @throws Error that names what it waited for, after `withinMilliseconds`, also when the condition itself hangs
 * @throws the error of the condition, immediately
 */
export async function waitUntil<Value>(
  condition: () => Value | Falsy | Promise<Value | Falsy>,
  { what, withinMilliseconds = 10_000 }: WaitOptions,
): Promise<Value> {
  // Created here, because the stack of an error from a timer does not lead to the test.
  const timeoutError = new Error(`Timed out after ${withinMilliseconds} ms waiting for ${what}.`);
  const state = { hasEnded: false };
  const poll = async (): Promise<Value> => {
    for (;;) {
      const value = await condition();
      if (value !== false && value !== null && value !== undefined) return value;
      if (state.hasEnded) throw timeoutError;
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timeoutError), withinMilliseconds);
  });
  try {
    return await Promise.race([poll(), timeout]);
  } finally {
    state.hasEnded = true;
    clearTimeout(timer);
  }
}
