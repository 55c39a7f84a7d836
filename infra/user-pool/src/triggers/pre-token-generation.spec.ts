import { allScopes, entitlements, type Group } from '@gatehouse/contracts';
import { runInNewContext } from 'node:vm';
import { inlineCodeLimit, preTokenGenerationCode } from '../inline-code.js';
import { stackSettings } from '../stack-settings.js';
import { synthesizeTemplate } from '../template.js';

interface Template {
  Resources: Record<string, { Properties: { Code: { ZipFile: string }; Handler: string } }>;
}

const self = 'aws.cognito.signin.user.admin';

/** What users of these groups may hold, each scope once. */
const entitled = (...groups: Group[]): string[] => [
  ...new Set([...entitlements.everyone, ...groups.flatMap((group) => entitlements.byGroup[group])]),
];
const everyone = entitled();
const ofSupportAlone = entitled('support').filter((scope) => !entitled('customer').includes(scope));
const [someScope = ''] = everyone;
const [someOfSupport = ''] = ofSupportAlone;

/** The code that the template holds for a pool that allows the scope for self-service, or not. */
function inlinedCode(allowSelfServiceScope: boolean): string {
  const settings = { ...stackSettings, allowSelfServiceScope };
  const template = JSON.parse(synthesizeTemplate(settings)) as Template;
  const { Properties } = template.Resources.PreTokenGenerationFunction!;
  expect(Properties.Handler).toBe('index.handler');
  return Properties.Code.ZipFile;
}

describe('the pre token generation trigger, as it is inlined in the template', () => {
  const codes = { suppressing: inlinedCode(false), allowing: inlinedCode(true) };

  /**
   * Runs the inlined code with nothing but an empty module and its environment, and returns what it changes of access
   * tokens.
   */
  async function answer(
    event: unknown,
    code = codes.suppressing,
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ add: string[]; suppress: string[] }> {
    const module = { exports: {} as { handler(event: unknown): Promise<unknown> } };
    runInNewContext(code, { module, exports: module.exports, process: { env } });
    const result = JSON.parse(JSON.stringify(await module.exports.handler(event))) as {
      response: { claimsAndScopeOverrideDetails: Record<string, unknown> };
    };
    const { accessTokenGeneration, ...others } = result.response.claimsAndScopeOverrideDetails;
    expect(others).toEqual({});
    const changes = accessTokenGeneration as { scopesToAdd: string[]; scopesToSuppress: string[] };
    return { add: changes.scopesToAdd, suppress: changes.scopesToSuppress };
  }

  const event = (triggerSource: string, scopes: string[], groupsToOverride: string[] = []) => ({
    version: '2',
    triggerSource,
    userName: 'b0a1',
    request: { scopes, groupConfiguration: { groupsToOverride }, userAttributes: {} },
    response: {},
  });

  it.each([
    [codes.suppressing, false],
    [codes.allowing, true],
  ])(
    'stays within what CloudFormation takes inline, with what it was made from',
    (code, allows) => {
      expect(code).toContain(`\nconst allowSelfServiceScope = ${String(allows)};\n`);
      expect(Buffer.byteLength(code)).toBeLessThanOrEqual(inlineCodeLimit);
      expect(code).toMatch(/^"use strict";\nconst entitlements = /);
      expect(code).toContain(JSON.stringify(entitlements));
      expect(code).not.toMatch(/require\(|import |console/);
    },
  );

  it('is rejected with its size when it is larger than the limit', () => {
    const settings = { ...stackSettings, allowSelfServiceScope: false };
    const size = Buffer.byteLength(codes.suppressing);
    expect(preTokenGenerationCode(settings, size)).toBe(codes.suppressing);
    expect(() => preTokenGenerationCode(settings, size - 1)).toThrow(
      `The code of the pre token generation trigger has ${size} bytes; ` +
        `CloudFormation accepts at most ${size - 1} bytes inline.`,
    );
  });

  describe('a sign-in by API', () => {
    it.each([
      'TokenGeneration_Authentication',
      'TokenGeneration_NewPasswordChallenge',
      'TokenGeneration_AuthenticateDevice',
      'TokenGeneration_RefreshTokens',
    ])('%s gets everything its user is entitled to', async (source) => {
      expect(await answer(event(source, [self]))).toEqual({ add: everyone, suppress: [self] });
      const helper = await answer(event(source, [self], ['support', 'customer']));
      expect(helper).toEqual({ add: entitled('support', 'customer'), suppress: [self] });
    });

    it('gets the scopes of several groups, each once', async () => {
      const groups: Group[] = ['support', 'fulfilment', 'support'];
      const { add } = await answer(event('TokenGeneration_Authentication', [self], groups));
      expect(add).toEqual(entitled(...groups));
    });
  });

  describe.each(['TokenGeneration_HostedAuth', 'TokenGeneration_RefreshTokens'])(
    'an OAuth sign-in (%s)',
    (source) => {
      it('is given nothing it did not ask for', async () => {
        const asked = ['openid', self, someScope];
        const nothing = { add: [], suppress: [self] };
        expect(await answer(event(source, asked, ['support']))).toEqual(nothing);
        expect(await answer(event(source, ['openid']))).toEqual(nothing);
        expect(await answer(event(source, []))).toEqual(nothing);
      });

      it('loses every custom scope its user is not entitled to', async () => {
        const asked = ['openid', 'email', ...allScopes, 'other/scope'];
        for (const group of ['customer', 'support'] as const) {
          const lost = allScopes.filter((scope) => !entitled(group).includes(scope));
          expect(lost).not.toEqual([]);
          expect(await answer(event(source, asked, [group]))).toEqual({
            add: [],
            suppress: [self, ...lost, 'other/scope'],
          });
        }
      });
    },
  );

  it.each([
    'TokenGeneration_Authentication',
    'TokenGeneration_NewPasswordChallenge',
    'TokenGeneration_AuthenticateDevice',
    'TokenGeneration_RefreshTokens',
    'TokenGeneration_HostedAuth',
    'TokenGeneration_ClientCredentials',
    'TokenGeneration_Introduced_Later',
    '',
  ])('suppresses the scope for self-service for the trigger source %s', async (source) => {
    for (const asked of [[], [self], ['openid', self], [self, self], [someScope]]) {
      for (const groups of [[], ['support'], ['eu-west-1_Ab1_Google']]) {
        const { add, suppress } = await answer(event(source, asked, groups));
        expect(suppress).toContain(self);
        expect(add).not.toContain(self);
      }
    }
  });

  it('adds nothing for a trigger source it does not know', async () => {
    const machine = event('TokenGeneration_ClientCredentials', [someOfSupport], ['support']);
    expect(await answer(machine)).toEqual({ add: [], suppress: [self] });
    expect(await answer(event('constructor', [self]))).toEqual({ add: [], suppress: [self] });
  });

  it.each(['eu-west-1_Ab1_Google', 'constructor', '__proto__', 'toString', 'Support', ''])(
    'gives nothing for the group "%s"',
    async (group) => {
      const { add } = await answer(event('TokenGeneration_Authentication', [self], [group]));
      expect(add).toEqual(everyone);
      const { suppress } = await answer(
        event('TokenGeneration_HostedAuth', ofSupportAlone, [group]),
      );
      expect(suppress).toEqual([self, ...ofSupportAlone]);
    },
  );

  it.each([
    {},
    { request: null },
    { request: 'odd' },
    { triggerSource: 7, request: { scopes: someOfSupport, groupConfiguration: null } },
    { triggerSource: 'TokenGeneration_RefreshTokens' },
    { request: { scopes: [null, 7, {}], groupConfiguration: { groupsToOverride: 'support' } } },
    { request: { scopes: { length: 1 }, groupConfiguration: { groupsToOverride: [null, {}] } } },
    null,
    'odd',
  ])('is closed and does not throw for the odd event %j', async (odd) => {
    expect(await answer(odd)).toEqual({ add: [], suppress: [self] });
  });

  describe('with the id of the account client', () => {
    const id = 'accountclient0000000000000';
    const sources = [
      'TokenGeneration_Authentication',
      'TokenGeneration_NewPasswordChallenge',
      'TokenGeneration_AuthenticateDevice',
      'TokenGeneration_RefreshTokens',
      'TokenGeneration_HostedAuth',
      'TokenGeneration_Introduced_Later',
    ];
    const of = (clientId: unknown, source = sources[0]!, scopes = [self], group = 'support') => ({
      ...event(source, scopes, [group]),
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    });
    const nothing = { add: [], suppress: [] };

    it.each(sources)(
      'leaves its tokens the scope for self-service, and adds no other: %s',
      async (source) => {
        for (const code of [codes.suppressing, codes.allowing])
          for (const scopes of [[self], ['openid', self], ['openid'], []])
            expect(await answer(of(id, source, scopes), code, { ACCOUNT_CLIENT_ID: id })).toEqual(
              nothing,
            );
      },
    );

    it.each(sources)(
      'suppresses every custom scope, whatever the user holds: %s',
      async (source) => {
        const scopes = ['openid', self, ...allScopes, 'other/scope'];
        expect(
          await answer(of(id, source, scopes), codes.suppressing, { ACCOUNT_CLIENT_ID: id }),
        ).toEqual({ add: [], suppress: [...allScopes, 'other/scope'] });
      },
    );

    it.each([
      ['another', 'webclient00000000000000000'],
      ['the same in capitals', id.toUpperCase()],
      ['the same before more', `${id}0`],
      ['the same after more', `0${id}`],
      ['a part of it', id.slice(0, -1)],
      ['the same between spaces', ` ${id} `],
      ['the same with a line end', `${id}\n`],
      ['the same in a list', [id]],
      ['an object that prints the same', { toString: () => id }],
      ['empty', ''],
      ['absent', undefined],
      ['null', null],
      ['true', true],
      ['zero', 0],
    ])('does not spare a client whose id is %s', async (_what, clientId) => {
      for (const source of sources) {
        const { suppress } = await answer(of(clientId, source), codes.suppressing, {
          ACCOUNT_CLIENT_ID: id,
        });
        expect(suppress).toContain(self);
      }
    });

    it.each([
      ['absent', {}],
      ['empty', { ACCOUNT_CLIENT_ID: '' }],
      ['named otherwise', { account_client_id: id, ACCOUNT_CLIENT_IDS: id }],
    ])('spares no client where the variable is %s', async (_what, env) => {
      for (const clientId of [id, '', undefined, null, 'undefined', 'null'])
        for (const source of sources)
          expect((await answer(of(clientId, source), codes.suppressing, env)).suppress).toContain(
            self,
          );
    });

    it('spares no client for what a request can state', async () => {
      const request = {
        scopes: [self],
        groupConfiguration: { groupsToOverride: [id, 'support'] },
        userAttributes: { clientId: id, 'custom:client_id': id },
        clientMetadata: { clientId: id, client_id: id, ACCOUNT_CLIENT_ID: id },
        callerContext: { clientId: id },
      };
      const forged = { ...of('webclient00000000000000000'), request, clientId: id, userName: id };
      for (const triggerSource of sources) {
        const { suppress } = await answer({ ...forged, triggerSource }, codes.suppressing, {
          ACCOUNT_CLIENT_ID: id,
        });
        expect(suppress).toContain(self);
      }
    });
  });

  describe('of a pool that allows the scope for self-service', () => {
    it('leaves that scope alone, and decides the others as ever', async () => {
      const byApi = await answer(event('TokenGeneration_Authentication', [self]), codes.allowing);
      expect(byApi).toEqual({ add: everyone, suppress: [] });
      const asked = ['openid', self, someScope, someOfSupport];
      const byOAuth = await answer(event('TokenGeneration_HostedAuth', asked), codes.allowing);
      expect(byOAuth).toEqual({ add: [], suppress: [someOfSupport] });
    });
  });
});
