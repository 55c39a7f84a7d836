import type { ServiceName } from '@gatehouse/services';

/** Where the parts of a running system are, and who may use them. */
export interface SystemDescription {
  readonly gatewayUrl: string;
  readonly emulatorUrl: string;
  /** The address of each service behind the gateway. */
  readonly serviceUrls: Readonly<Record<ServiceName, string>>;
  readonly localDirectory: string;
  readonly pool: { readonly id: string; readonly clients: Readonly<Record<string, string>> };
  readonly users: readonly { readonly email: string; readonly password: string }[];
  readonly secrets: Readonly<Record<string, string>>;
}
