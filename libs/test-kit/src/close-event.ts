import type { EventEmitter } from 'node:events';

/**
 * Resolves when a socket, server or other emitter emits `close`. `once(emitter, 'close')` of Node.js rejects if an
 * `error` comes first, as on a connection that its other end resets, and whether it resets one depends on what is still
 * unread. Call it before what closes the emitter.
 */
export function closeEvent(emitter: EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    emitter.on('error', () => undefined).once('close', resolve);
  });
}
