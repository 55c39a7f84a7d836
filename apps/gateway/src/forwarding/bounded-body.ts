import { type Readable, Transform } from 'node:stream';

/** A body turned out longer than it may be. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
  readonly statusCode = 413;
}

/** The body as a stream that breaks off with BodyTooLargeError after so many bytes. */
export function boundedBody(body: Readable, limitBytes: number): Readable {
  let size = 0;
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limitBytes) done(new BodyTooLargeError('the body is too large'));
      else done(null, chunk);
    },
  });
  // Whoever reads it learns of an error by itself; when nobody does, it is nobody's.
  bounded.on('error', () => undefined);
  body.once('error', (error) => bounded.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) bounded.destroy(new Error('the caller broke off'));
  });
  return body.pipe(bounded);
}
