import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionNameOf, type ModuleCode, unqualifiedArn } from '../triggers/lambda-function.js';
import type { Blueprint, FunctionPlan } from './blueprint.js';
import { stackName } from './intrinsics.js';
import { TemplateError } from './template.js';

/**
 * Modules of this machine that stand in for functions: `<path>#<handler>` by the function's logical id, name or ARN. A
 * path is relative to the working directory; the handler is `handler` when none is named.
 */
export type LocalModules = Readonly<Record<string, string>>;

/** A module can't stand in for a function. */
export class LocalModuleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LocalModuleError';
  }
}

/**
 * Lets modules run in the place of functions, also of functions that no template has, and remarks what can't run.
 * @throws LocalModuleError for a module that isn't there, TemplateError for a trigger whose function, by its ARN, is one of
 *   the template's stack and isn't there.
 */
export function withLocalModules(blueprint: Blueprint, modules: LocalModules): Blueprint {
  const codes = Object.entries(modules).map(
    ([name, stated]) => [name, moduleOf(name, stated)] as const,
  );
  const functions = blueprint.functions.map((plan) => {
    const [, code] = codes.find(([name]) => isNamed(plan, name)) ?? [];
    return code === undefined ? plan : { ...plan, code };
  });
  const others = codes
    .filter(([name]) => !blueprint.functions.some((plan) => isNamed(plan, name)))
    .map(([name, code]) => ({
      arn: unqualifiedArn(name),
      environment: {},
      timeoutSeconds: 900,
      code,
    }));
  const all: readonly FunctionPlan[] = [...functions, ...others];
  const missing = missingFunctions(blueprint, all);
  requireOwnFunctions(missing, functions);
  return {
    ...blueprint,
    functions: all,
    remarks: [...blueprint.remarks, ...notRun(all), ...missing.map(missingRemark)],
  };
}

function moduleOf(name: string, stated: string): ModuleCode {
  const [, file = '', handlerName = 'handler'] = /^(.*?)(?:#([\w.]+))?$/.exec(stated) ?? [];
  const path = file.startsWith('file:') ? fileURLToPath(file) : resolve(file);
  if (!existsSync(path)) throw new LocalModuleError(`${name}: there is no ${path}`);
  return { path, handlerName };
}

const isNamed = ({ logicalId, arn }: FunctionPlan, name: string) =>
  [logicalId, arn, functionNameOf(arn)].includes(unqualifiedArn(name));

function notRun(functions: readonly FunctionPlan[]): readonly string[] {
  return functions
    .filter(({ code }) => code === undefined)
    .map(
      ({ logicalId = '' }) =>
        `the function ${logicalId} is not run, as it is not inline code for Node; EMULATOR_FUNCTIONS can name a module`,
    );
}

/** A trigger whose function is nowhere. */
interface MissingFunction {
  /** The logical id of the pool. */
  readonly pool: string;
  readonly trigger: string;
  readonly arn: string;
}

/** The triggers of pools whose functions are neither in a template nor replaced by modules. */
function missingFunctions(
  { pools }: Blueprint,
  functions: readonly FunctionPlan[],
): readonly MissingFunction[] {
  const known = new Set(functions.flatMap(({ arn }) => [arn, functionNameOf(arn)]));
  const isKnown = (arn: string) => known.has(unqualifiedArn(arn)) || known.has(functionNameOf(arn));
  return pools.flatMap(({ logicalId, settings }) =>
    Object.entries(settings.LambdaConfig ?? {})
      .map(([trigger, stated]) => ({ pool: logicalId, trigger, arn: arnIn(stated) }))
      .filter((one): one is MissingFunction => one.arn !== undefined && !isKnown(one.arn)),
  );
}

const missingRemark = ({ pool, trigger }: MissingFunction) =>
  `the function of ${pool}'s trigger ${trigger} is not in the template; EMULATOR_FUNCTIONS can name a module`;

/**
 * A name that begins with the stack's was built from `AWS::StackName`, so it means a function of this template: on AWS, the
 * stack would be created and every sign-in would fail.
 * @throws TemplateError naming the pool's property, and the functions that there are
 */
function requireOwnFunctions(
  missing: readonly MissingFunction[],
  functions: readonly FunctionPlan[],
): void {
  const own = missing.find(({ arn }) => functionNameOf(arn).startsWith(`${stackName}-`));
  if (own === undefined) return;
  const { pool, trigger, arn } = own;
  const names = functions.map((plan) => functionNameOf(plan.arn)).join(', ');
  throw new TemplateError(
    `${pool}.LambdaConfig.${trigger}: the template has no function ${functionNameOf(arn)}` +
      (names === '' ? '' : `, only ${names}`),
  );
}

/** A trigger is named by its ARN, or by a configuration that holds it beside a version. */
function arnIn(stated: unknown): string | undefined {
  const arn =
    typeof stated === 'object' && stated !== null && 'LambdaArn' in stated
      ? stated.LambdaArn
      : stated;
  return typeof arn === 'string' && arn.includes(':function:') ? arn : undefined;
}
