import { HttpError } from './http-error.ts';

/** The bytes of a body that is kept on disk, up to as many as there is room for. `asked` is what has it kept. */
export async function* atMost(
  bytesMax: number,
  bytes: AsyncIterable<Uint8Array>,
  asked: string,
): AsyncGenerator<Uint8Array> {
  let kept = 0;
  for await (const chunk of bytes) {
    kept += chunk.length;
    if (kept > bytesMax) {
      throw new HttpError(
        'PAYLOAD_TOO_LARGE',
        `With ${asked} a body may have ${bytesMax} bytes: send it in parts, or without ${asked}, where it may have any size.`,
      );
    }
    yield chunk;
  }
}
