import { services } from '@gatehouse/services';
import { type App, CfnOutput, CfnParameter, Fn, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import {
  type CfnUserPool,
  CfnUserPoolClient,
  CfnUserPoolDomain,
  type CfnUserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import {
  accountClient,
  type ClientSettings,
  docsClient,
  machineClient,
  partnerClient,
  signInClient,
  webClient,
} from './app-clients.js';
import { userGroups } from './groups.js';
import { managedLoginStyles, managedLoginVersion } from './managed-login.js';
import { pascalCase } from './pascal-case.js';
import {
  allowPoolToCall,
  preTokenGenerationArn,
  preTokenGenerationFunction,
  stackNameLimit,
} from './pre-token-generation-function.js';
import { resourceServers } from './resource-servers.js';
import type { StackSettings } from './stack-settings.js';
import { userPool } from './user-pool.js';

const callbackDescription = 'Where sign-in may send the browser back to';
const logoutDescription = 'Where sign-out may send the browser back to';

/**
 * The user pool with its clients, resource servers, groups, domain and trigger: the only description of them.
 * AWS gets it as a stack; the Cognito emulator boots from the same template. The logical ids are part of what it
 * promises, since the emulator derives pool and client ids from them.
 */
export class UserPoolStack extends Stack {
  /**
   * @param id the name of the stack, at most 43 characters: the trigger's function is named after it
   * @throws Error for a longer name
   */
  constructor(
    app: App,
    id: string,
    private readonly settings: StackSettings,
  ) {
    super(app, id, {
      description: 'Gatehouse: Cognito user pool, app clients, resource servers and scopes',
      // A template without assets needs no bootstrapped account.
      synthesizer: new LegacyStackSynthesizer(),
    });
    if (this.stackName.length > stackNameLimit)
      throw new Error(
        `The stack name ${this.stackName} has ${this.stackName.length} characters; ` +
          `the name of the trigger's function leaves room for ${stackNameLimit}.`,
      );
    const pool = userPool(this, settings, preTokenGenerationArn());
    this.output('UserPoolId', pool.ref);
    this.output('Issuer', pool.attrProviderUrl);
    this.domain(pool);
    userGroups(this, pool);
    const clients = this.clients(pool, resourceServers(this, pool));
    managedLoginStyles(this, pool, clients);
    const trigger = preTokenGenerationFunction(this, settings, accountClientAmong(clients));
    allowPoolToCall(this, trigger, pool);
  }

  private domain(pool: CfnUserPool): void {
    const prefix = new CfnParameter(this, 'DomainPrefix', {
      description: 'First label of the sign-in domain; it must be free in the whole region',
      default: 'gatehouse-dev',
      allowedPattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$',
    });
    new CfnUserPoolDomain(this, 'Domain', {
      userPoolId: pool.ref,
      domain: prefix.valueAsString,
      managedLoginVersion,
    });
    const url = Fn.sub('https://${DomainPrefix}.auth.${AWS::Region}.amazoncognito.com');
    this.output('DomainUrl', url);
  }

  /** Creates all app clients, by their logical ids. */
  private clients(
    pool: CfnUserPool,
    servers: readonly CfnUserPoolResourceServer[],
  ): ReadonlyMap<string, CfnUserPoolClient> {
    const urls = (id: string, description: string, addresses: readonly string[]): string[] =>
      new CfnParameter(this, id, {
        type: 'CommaDelimitedList',
        description,
        default: addresses.join(','),
      }).valueAsList;
    const webUrls = [
      urls('WebCallbackUrls', callbackDescription, ['http://localhost:8080/callback']),
      urls('WebLogoutUrls', logoutDescription, ['http://localhost:8080/']),
    ] as const;
    const docsUrls = [
      urls('DocsCallbackUrls', `${callbackDescription}, at each gateway that serves its docs`, [
        'http://localhost:3000/docs/oauth2-redirect.html',
      ]),
      urls('DocsLogoutUrls', `${logoutDescription}, at each gateway that serves its docs`, [
        'http://localhost:3000/docs',
      ]),
    ] as const;
    const accountUrls = urls(
      'AccountCallbackUrls',
      `${callbackDescription} when users prove again who they are`,
      ['http://localhost:8080/step-up'],
    );
    const clients: Readonly<Record<string, ClientSettings>> = {
      WebClient: webClient(...webUrls, this.settings),
      DocsClient: docsClient(...docsUrls),
      ...serviceClients(accountUrls),
      PartnerClient: partnerClient,
    };
    const created = Object.entries(clients).map(([id, settings]) => {
      const client = new CfnUserPoolClient(this, id, { userPoolId: pool.ref, ...settings });
      // Cognito refuses a client whose scopes don't exist yet, and nothing in the client refers to them.
      for (const server of servers) client.addResourceDependency(server);
      this.output(`${id}Id`, client.ref);
      return [id, client] as const;
    });
    return new Map(created);
  }

  private output(id: string, value: string): void {
    new CfnOutput(this, `${id}Output`, { value }).overrideLogicalId(id);
  }
}

/** The clients of the table of services, by their logical ids. */
function serviceClients(accountUrls: string[]): Record<string, ClientSettings> {
  const clients = services.flatMap((service) => [
    ...('signInClient' in service ? [signInClient(service.signInClient)] : []),
    ...('accountClient' in service ? [accountClient(service.accountClient, accountUrls)] : []),
    machineClient(service.machineClient.name, service.machineClient.scopes),
  ]);
  return Object.fromEntries(
    clients.map((client) => [clientLogicalId(client.clientName ?? ''), client]),
  );
}

const clientLogicalId = (clientName: string) => `${pascalCase(clientName)}Client`;

/** @throws Error when the table of services has no account client */
function accountClientAmong(clients: ReadonlyMap<string, CfnUserPoolClient>): CfnUserPoolClient {
  const names = services.flatMap((service) =>
    'accountClient' in service ? [service.accountClient] : [],
  );
  const found = names.map((name) => clients.get(clientLogicalId(name)))[0];
  if (found === undefined) throw new Error('The table of services has no account client.');
  return found;
}
