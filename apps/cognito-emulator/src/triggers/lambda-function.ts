/** A function that a pool's LambdaConfig may name. */
export interface LambdaFunction {
  /** Its ARN without a qualifier; the name alone stands for a function of that name in any region and account. */
  readonly arn: string;
  readonly environment: Readonly<Record<string, string>>;
  /** How long it may take by its own settings. */
  readonly timeoutSeconds: number;
  /** Undefined for one that can't be run here: its events come back as they went. */
  readonly code: InlineCode | ModuleCode | undefined;
}

/** Code that stands in a template: a CommonJS or ECMAScript module. */
export interface InlineCode {
  readonly source: string;
  /** The name it exports its handler under. */
  readonly handlerName: string;
}

/** A module of this machine. */
export interface ModuleCode {
  readonly path: string;
  readonly handlerName: string;
}

/** `arn:aws:lambda:<region>:<account>:function:<name>` without the version or alias that may follow. */
export const unqualifiedArn = (arn: string) => arn.split(':').slice(0, 7).join(':');

/** The name in an ARN, or the name itself. */
export const functionNameOf = (arn: string) => arn.split(':')[6] ?? arn;

/** What a function finds in its environment on Lambda (Lambda guide, "Defined runtime environment variables"). */
export function runtimeEnvironment({ arn }: LambdaFunction): Readonly<Record<string, string>> {
  const name = functionNameOf(arn);
  const region = arn.split(':')[3] ?? 'eu-west-1';
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_ACCESS_KEY_ID: 'AKIAEMULATOR',
    AWS_SECRET_ACCESS_KEY: 'emulator',
  };
}
