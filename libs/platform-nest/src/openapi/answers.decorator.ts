import { HttpCode } from '@nestjs/common';
import type { z } from 'zod';

/** What a method answers when all is well. */
export interface DeclaredAnswer {
  readonly status: number;
  /** Absent: the answer has no body. */
  readonly schema?: z.ZodType;
}

type Handler<Body> = (...args: never[]) => Body | Promise<Body>;
type Answering<Body> = <Method extends Handler<Body>>(
  prototype: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

const answerKey = 'gatehouse:answer';

/**
 * The status a method answers with, and the schema of the body; the method has to return what fits. The status is set by
 * this, so that it needs no `@HttpCode()`.
 */
export function Answers(status: 202 | 204): Answering<void>;
export function Answers<Schema extends z.ZodType>(
  status: 200 | 201,
  schema: Schema,
): Answering<z.output<Schema>>;
export function Answers(status: number, schema?: z.ZodType): MethodDecorator {
  return (prototype, name, descriptor) => {
    const answer: DeclaredAnswer = { status, schema };
    Reflect.defineMetadata(answerKey, answer, descriptor.value as object);
    HttpCode(status)(prototype, name, descriptor);
  };
}

/** What a handler is declared to answer. */
export function declaredAnswer(handler: object): DeclaredAnswer | undefined {
  return Reflect.getMetadata(answerKey, handler) as DeclaredAnswer | undefined;
}
