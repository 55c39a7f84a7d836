/** An AWS::Lambda::Function with its code in the template. */
export interface InlineFunction {
  readonly arn: string;
  /** CommonJS source. */
  readonly code: string;
  /** The name the code exports its handler under. */
  readonly handlerName: string;
  readonly environment: Readonly<Record<string, string>>;
}
