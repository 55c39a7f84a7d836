import type { IncomingMessage } from 'node:http';
import type { Saturation } from '../saturation.js';
import type { BodyLimits } from './body-limits.js';
import { BodyMemory } from './body-memory.js';
import { BodyProgress } from './body-progress.js';
import { type BodyResources, RequestBody } from './request-body.js';

/** Reads the bodies of requests within limits that hold for all of them together. */
export class RequestBodies {
  private readonly memory: BodyMemory;
  private readonly resources: BodyResources;

  constructor(
    limits: BodyLimits,
    readonly saturation: Saturation,
  ) {
    this.memory = new BodyMemory(limits);
    this.resources = {
      limits,
      memory: this.memory,
      progress: new BodyProgress(limits),
      onRejected: ({ code }) => {
        if (code === 'body_too_large' || code === 'body_timeout') saturation.count(code);
        else saturation.record(code, this.usage);
      },
    };
  }

  /**
   * Reads a body whole, or its first part when it is long.
   *
   * @param address the network address that it comes from
   * @throws ForwardingError when it is too slow or too large, or there is no memory for it
   * @throws CallerLeftError
   */
  async read(request: IncomingMessage, address: string): Promise<RequestBody> {
    const body = new RequestBody(request, address, this.resources);
    await body.read();
    return body;
  }

  get usage() {
    const { used: memoryBytes, incomplete } = this.memory;
    return { memoryBytes, incomplete };
  }
}
