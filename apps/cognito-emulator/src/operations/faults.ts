/** What a developer has switched on to see how programs cope with a Cognito that doesn't. */
export interface FaultSettings {
  /** Every endpoint drops its connections, or answers 503; null while it is as usual. */
  readonly dark: 'drop' | 'unavailable' | null;
  /** Whether requests are refused for their rate: all of them, or as many as the number says. */
  readonly throttle: boolean | number;
}

type FaultChange = { readonly [Name in keyof FaultSettings]?: FaultSettings[Name] | undefined };

const none: FaultSettings = { dark: null, throttle: false };

/** The faults in force. A restart ends them. */
export class Faults {
  private settings = none;

  get current(): FaultSettings {
    return this.settings;
  }

  /** Changes the settings that are given. */
  set({ dark, throttle }: FaultChange): void {
    this.settings = {
      dark: dark === undefined ? this.settings.dark : dark,
      throttle: throttle ?? this.settings.throttle,
    };
  }

  clear(): void {
    this.settings = none;
  }

  /** Whether the request at hand is to be refused for its rate; it then counts as one of those to refuse. */
  takesThrottled(): boolean {
    const { throttle } = this.settings;
    if (typeof throttle === 'number') this.set({ throttle: throttle > 1 && throttle - 1 });
    return throttle !== false;
  }
}
