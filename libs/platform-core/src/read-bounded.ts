/**
 * Reads a body up to a limit. When the body is longer, nothing more is read and the rest of the stream is cancelled.
 *
 * @param body `null` is an empty body, as in `Response`
 * @param tooLarge creates the error for a body of more than `maxBytes` bytes
 */
export async function readBounded(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
  tooLarge: () => Error,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels a web stream and destroys a Node stream.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
