import { entitlements } from '@gatehouse/contracts';
import { runInNewContext } from 'node:vm';
import { inlineCodeLimit, preTokenGenerationCode } from '../inline-code.js';
import { synthesizeTemplate } from '../template.js';

interface Template {
  Resources: Record<string, { Properties: { Code: { ZipFile: string }; Handler: string } }>;
}

const self = 'aws.cognito.signin.user.admin';
const everyone = ['orders/read', 'orders/write', 'users/write'];
const support = ['orders/read-all', 'orders/refund', 'users/read', 'users/support', 'users/events'];

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
      expect(helper).toEqual({ add: [...everyone, ...support], suppress: [self] });
    });

    it('gets the scopes of several groups, each once', async () => {
      const groups = ['support', 'fulfilment', 'support'];
      const { add } = await answer(event('TokenGeneration_Authentication', [self], groups));
      expect(add).toEqual([...everyone, ...support, 'orders/fulfil']);
    });
  });

  describe.each(['TokenGeneration_HostedAuth', 'TokenGeneration_RefreshTokens'])(
    'an OAuth sign-in (%s)',
    (source) => {
      it('is given nothing it did not ask for', async () => {
        const asked = ['openid', self, 'orders/read'];
        const nothing = { add: [], suppress: [self] };
        expect(await answer(event(source, asked, ['support']))).toEqual(nothing);
        expect(await answer(event(source, ['openid']))).toEqual(nothing);
        expect(await answer(event(source, []))).toEqual(nothing);
      });

      it('loses every custom scope its user is not entitled to', async () => {
        const asked = ['openid', 'email', ...everyone, ...support, 'orders/fulfil', 'other/scope'];
        expect(await answer(event(source, asked, ['customer']))).toEqual({
          add: [],
          suppress: [self, ...support, 'orders/fulfil', 'other/scope'],
        });
        expect(await answer(event(source, asked, ['support']))).toEqual({
          add: [],
          suppress: [self, 'orders/fulfil', 'other/scope'],
        });
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
    for (const asked of [[], [self], ['openid', self], [self, self], ['orders/read']]) {
      for (const groups of [[], ['support'], ['eu-west-1_Ab1_Google']]) {
        const { add, suppress } = await answer(event(source, asked, groups));
        expect(suppress).toContain(self);
        expect(add).not.toContain(self);
      }
    }
  });

  it('adds nothing for a trigger source it does not know', async () => {
    const machine = event('TokenGeneration_ClientCredentials', ['users/read'], ['support']);
    expect(await answer(machine)).toEqual({ add: [], suppress: [self] });
    expect(await answer(event('constructor', [self]))).toEqual({ add: [], suppress: [self] });
  });

  it.each(['eu-west-1_Ab1_Google', 'constructor', '__proto__', 'toString', 'Support', ''])(
    'gives nothing for the group "%s"',
    async (group) => {
      const { add } = await answer(event('TokenGeneration_Authentication', [self], [group]));
      expect(add).toEqual(everyone);
      const { suppress } = await answer(event('TokenGeneration_HostedAuth', support, [group]));
      expect(suppress).toEqual([self, ...support]);
    },
  );

  it.each([
    {},
    { request: null },
    { request: 'odd' },
    { triggerSource: 7, request: { scopes: 'orders/read-all', groupConfiguration: null } },
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
      const asked = ['openid', self, 'orders/read', 'orders/refund'];
      const byOAuth = await answer(event('TokenGeneration_HostedAuth', asked), codes.allowing);
      expect(byOAuth).toEqual({ add: [], suppress: ['orders/refund'] });
    });
  });
});
