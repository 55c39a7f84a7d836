import type { Logger } from '@gatehouse/platform-core';
import type { LoggerService } from '@nestjs/common';

/** Nest's log calls as lines of our own log. An object as message is written as the line's members. */
export class PinoNestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...details: unknown[]): void {
    this.write('debug', message, details);
  }

  debug(message: unknown, ...details: unknown[]): void {
    this.write('debug', message, details);
  }

  verbose(message: unknown, ...details: unknown[]): void {
    this.write('trace', message, details);
  }

  warn(message: unknown, ...details: unknown[]): void {
    this.write('warn', message, details);
  }

  error(message: unknown, ...details: unknown[]): void {
    this.write('error', message, details);
  }

  private write(level: 'trace' | 'debug' | 'warn' | 'error', message: unknown, details: unknown[]) {
    const context = details.at(-1);
    const line = typeof message === 'object' && message !== null ? message : { msg: message };
    this.logger[level]({ context, ...line });
  }
}
