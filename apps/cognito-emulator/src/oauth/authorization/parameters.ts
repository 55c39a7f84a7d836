const names = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'resource',
  'prompt',
  'login_hint',
  'lang',
  'identity_provider',
  'idp_identifier',
  'acr_values',
  'max_age',
] as const;

export type ParameterName = (typeof names)[number];

/** The parameters of an authorization request that were given a value, and only those that mean something. */
export type Parameters = Readonly<Partial<Record<ParameterName, string>>>;

/** Reads a query; what is given twice counts as not given, and the request is refused for it (RFC 6749 §3.1). */
export function parametersIn(query: URLSearchParams): {
  readonly parameters: Parameters;
  readonly repeated: ReadonlySet<ParameterName>;
} {
  const parameters: Partial<Record<ParameterName, string>> = {};
  const repeated = new Set<ParameterName>();
  for (const name of names) {
    const [value, ...more] = query.getAll(name);
    if (more.length > 0) repeated.add(name);
    else if (value !== undefined && value !== '') parameters[name] = value;
  }
  return { parameters, repeated };
}
