import { oauthEndpoints } from './oauth-endpoints.js';
import { startScript } from './start-script.js';

export interface DocsPageSettings {
  /** The pool's domain as a browser reaches it; absent: nobody signs in from here. */
  readonly domainUrl: string | undefined;
  /** The public app client of this page; absent: the reader types one. */
  readonly clientId: string | undefined;
}

/** The page around Swagger UI, what it starts with, and what a browser may do there. */
export class DocsPage {
  readonly html = html;
  readonly script: string;
  /** Headers of every answer of the page. */
  readonly protection: Readonly<Record<string, string>>;

  constructor({ domainUrl, clientId }: DocsPageSettings) {
    const tokenUrl = domainUrl === undefined ? undefined : oauthEndpoints(domainUrl).tokenUrl;
    this.script = startScript({ tokenUrl, clientId });
    this.protection = {
      'content-security-policy': contentSecurityPolicy(tokenUrl),
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      // For browsers that don't know frame-ancestors.
      'x-frame-options': 'DENY',
    };
  }
}

/**
 * Scripts and styles from here alone and none inline, calls to the API and to the token endpoint, nobody's frame.
 * Swagger UI's pictures are in its style sheet, as `data:`. There is no Cross-Origin-Opener-Policy: it would part the
 * page from the window in which its reader signs in.
 */
function contentSecurityPolicy(tokenUrl: string | undefined): string {
  const tokens = tokenUrl === undefined ? '' : ` ${new URL(tokenUrl).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${tokens}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Gatehouse API</title>
    <link rel="icon" type="image/png" href="docs/favicon.png">
    <link rel="stylesheet" href="docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;
