import type { Remarks } from './remarks.js';
import type { StandIns } from './stand-ins.js';
import { type Template, TemplateError, type TemplateParameter } from './template.js';

/** Values for parameters, by name, as they are given from outside. */
export type GivenParameters = Readonly<Record<string, unknown>>;

type Scalar = string | number | boolean;

/** The values of a template's parameters (CloudFormation guide, "Parameters"). */
export class Parameters {
  private readonly declared: Template['Parameters'];

  /** @throws TemplateError when a value that is given breaks a rule of its parameter. */
  constructor(
    { Parameters: declared }: Template,
    private readonly given: GivenParameters,
    private readonly standIns: StandIns,
  ) {
    this.declared = declared;
    for (const name of Object.keys(given)) if (this.has(name)) this.valueOf(name);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.declared, name);
  }

  /** @throws TemplateError that names a parameter without a value, or with one that breaks its rules. */
  valueOf(name: string): unknown {
    const parameter = this.declared[name];
    const value = Object.hasOwn(this.given, name) ? this.given[name] : parameter?.Default;
    if (parameter === undefined || value === undefined || value === null)
      throw new TemplateError(`parameter ${name} has no value and no default`);
    const text = textOf(value, name);
    const fault = faultOf(text, parameter);
    if (fault !== undefined) throw new TemplateError(`parameter ${name} ${fault}`);
    const isKnown = Object.hasOwn(this.given, name) || !parameter.Type.startsWith('AWS::SSM::');
    return typed(isKnown ? text : this.standIns.of(text), parameter.Type);
  }
}

/** Says which of the values that were given no template asks for. */
export function remarkUnknownParameters(
  given: GivenParameters,
  templates: readonly Template[],
  remarks: Remarks,
): void {
  for (const name of Object.keys(given))
    if (!templates.some(({ Parameters: declared }) => Object.hasOwn(declared, name)))
      remarks.say(`the template has no parameter ${name}`);
}

function textOf(value: unknown, name: string): string {
  if (Array.isArray(value)) return value.map((item) => textOf(item, name)).join(',');
  if (isScalar(value)) return String(value);
  throw new TemplateError(`parameter ${name} must be text, a number or a list of them`);
}

const isScalar = (value: unknown): value is Scalar =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Types whose value is a list, written with commas between. */
const isList = (type: string) => type === 'CommaDelimitedList' || type.includes('List<');

const itemsOf = (text: string) => text.split(',').map((item) => item.trim());

/** What type the value has in properties. Values that SSM keeps are taken as they are given here. */
function typed(text: string, type: string): unknown {
  if (isList(type) || type.includes('<CommaDelimitedList>')) return itemsOf(text);
  const number = Number(text);
  return type === 'Number' && String(number) === text ? number : text;
}

/** The first rule that a value breaks, in words without the value. */
function faultOf(text: string, parameter: TemplateParameter): string | undefined {
  const { Type: type, AllowedValues: allowed } = parameter;
  const items = isList(type) ? itemsOf(text) : [text];
  if (allowed && !items.every((item) => allowed.map(String).includes(item)))
    return 'is none of its AllowedValues';
  if (type.includes('Number'))
    return items.map((item) => numberFault(item, parameter)).find(Boolean);
  return patternFault(text, parameter) ?? lengthFault(text, parameter);
}

function numberFault(
  text: string,
  { MinValue: least, MaxValue: most }: TemplateParameter,
): string | undefined {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isNaN(value)) return 'must be a number';
  if (value < Number(least ?? -Infinity)) return 'is below its MinValue';
  return value > Number(most ?? Infinity) ? 'is above its MaxValue' : undefined;
}

function patternFault(
  text: string,
  { AllowedPattern: pattern, ConstraintDescription: description }: TemplateParameter,
): string | undefined {
  if (!pattern) return undefined;
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined; // Java knows expressions that JavaScript doesn't; AWS has judged them.
  }
  return expression.test(text) ? undefined : (description ?? 'does not match its AllowedPattern');
}

function lengthFault(
  text: string,
  { MinLength: least, MaxLength: most }: TemplateParameter,
): string | undefined {
  if (text.length < Number(least ?? 0)) return 'is shorter than its MinLength';
  return text.length > Number(most ?? Infinity) ? 'is longer than its MaxLength' : undefined;
}
