import { allScopes, entitlements, type Group } from '@gatehouse/contracts';
import { runInNewContext } from 'node:vm';
import { inlineCodeLimit, preTokenGenerationCode } from '../inline-code.js';
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
  const template = JSON.parse(synthesizeTemplate({ allowSelfServiceScope })) as Template;
  const { Properties } = template.Resources.PreTokenGenerationFunction!;
  expect(Properties.Handler).toBe('index.handler');
  return Properties.Code.ZipFile;
}

describe('the pre token generation trigger, as it is inlined in the template', () => {
  const codes = { suppressing: inlinedCode(false), allowing: inlinedCode(true) };

  /** Runs the inlined code with nothing but an empty module, and returns what it changes of access tokens. */
  async function answer(
    event: unknown,
    code = codes.suppressing,
  ): Promise<{ add: string[]; suppress: string[] }> {
    const module = { exports: {} as { handler(event: unknown): Promise<unknown> } };
    runInNewContext(code, { module, exports: module.exports });
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
    const settings = { allowSelfServiceScope: false };
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
