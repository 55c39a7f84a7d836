/** What the browser is told to start with. Nothing here is secret: the client is a public one. */
interface StartSettings {
  readonly tokenUrl: string | undefined;
  readonly clientId: string | undefined;
}

/**
 * The script that starts Swagger UI. No scope is chosen beforehand: Cognito gives who asks for none all that its client
 * may have, to users and machines alike.
 */
export function startScript(settings: StartSettings): string {
  return `const settings = ${JSON.stringify(settings)};
${browserCode}`;
}

/**
 * Swagger UI sends a machine's secret in a header, and one of its own with every request for a token. A browser asks
 * the other origin for leave before it sends either (CORS), and Cognito documents no answer to that. The endpoint
 * takes the secret in the form as well, which needs no leave.
 */
const browserCode = `
function asPlainForm(request) {
  const { Authorization: basic = '', 'X-Requested-With': _, ...headers } = request.headers;
  request.headers = headers;
  if (!basic.startsWith('Basic ')) return request;
  const [id, ...secret] = atob(basic.slice('Basic '.length)).split(':');
  const form = new URLSearchParams(request.body);
  form.set('client_id', id);
  form.set('client_secret', secret.join(':'));
  request.body = form.toString();
  return request;
}

const here = (path) => new URL(path, location.href).href;

SwaggerUIBundle({
  url: here('docs/openapi.json'),
  dom_id: '#swagger-ui',
  deepLinking: true,
  // Nobody else is told of the document.
  validatorUrl: null,
  oauth2RedirectUrl: here('docs/oauth2-redirect.html'),
  requestInterceptor: (request) =>
    request.url === settings.tokenUrl ? asPlainForm(request) : request,
}).initOAuth({
  clientId: settings.clientId,
  usePkceWithAuthorizationCodeGrant: true,
});
`;
