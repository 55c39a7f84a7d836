/** What the mail server of an emulator accepts. */
export interface SmtpLimits {
  /** The largest message, in bytes. */
  readonly smtpMessageBytes: number;
  /** Connections at once. */
  readonly smtpConnections: number;
  /** Recipients of a message. */
  readonly smtpRecipients: number;
}

export const smtpLimits: SmtpLimits = {
  smtpMessageBytes: 1_048_576,
  smtpConnections: 20,
  smtpRecipients: 20,
};
