import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { clients, emailPool } from '../spec-support/fixture-template.js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';
import { loadBlueprint } from './load-blueprint.js';

const serverless = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    Handler: index.handler
    Environment: { Variables: { SHARED: a, BOTH: globals } }
Conditions:
  Never: !Equals [a, b]
Resources:
  Pool: { Type: AWS::Cognito::UserPool, Properties: { LambdaConfig: { PreAuthentication: !GetAtt Zipped.Arn } } }
  Inline:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 5
      InlineCode: exports.handler = async (event) => event
      Environment: { Variables: { BOTH: own, COUNT: 7 } }
      Events:
        Sign: { Type: Cognito, Properties: { UserPool: !Ref Pool, Trigger: [PreSignUp, PostConfirmation] } }
        Get: { Type: Api, Properties: { Path: /, Method: get } }
  Zipped:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: zipped, CodeUri: src/ }
  Absent:
    Type: AWS::Serverless::Function
    Condition: Never
    Properties:
      InlineCode: x
      Events: { Sign: { Type: Cognito, Properties: { UserPool: !Ref Pool, Trigger: CustomMessage } } }
  Versioned: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Zipped, Name: live } }
`;
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:';

describe('functions of a serverless template', () => {
  it('are functions like others, and their events triggers of the pool', async () => {
    const { pools, functions, remarks } = await loadBlueprint(serverless, 'eu-west-1');
    expect(pools[0]!.settings.LambdaConfig).toEqual({
      PreAuthentication: `${arn}zipped`,
      PreSignUp: `${arn}emulator-Inline`,
      PostConfirmation: `${arn}emulator-Inline`,
    });
    expect(functions).toEqual([
      {
        logicalId: 'Inline',
        arn: `${arn}emulator-Inline`,
        environment: { SHARED: 'a', BOTH: 'own', COUNT: '7' },
        timeoutSeconds: 5,
        code: { source: 'exports.handler = async (event) => event', handlerName: 'handler' },
      },
      {
        logicalId: 'Zipped',
        arn: `${arn}zipped`,
        environment: { SHARED: 'a', BOTH: 'globals' },
        timeoutSeconds: 3,
        code: undefined,
      },
    ]);
    expect(remarks.filter((remark) => remark.includes('Zipped'))).toEqual([
      'the function Zipped is not run, as it is not inline code for Node; EMULATOR_FUNCTIONS can name a module',
    ]);
  });

  it('that are not Cognito’s stop no start', async () => {
    const broken = serverless.replace('CodeUri: src/', 'CodeUri: !Ref Nothing');
    const { remarks } = await loadBlueprint(broken, 'eu-west-1');
    expect(remarks).toContain('Zipped.Code is left out: Zipped.Code.CodeUri: there is no Nothing');
  });
});

describe('a function with a fixed name', () => {
  const resources = useResources();
  const prefix = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:';
  /** The pool names its function without a reference, so the function may refer to a client of the pool. */
  const templateWith = (name = '${AWS::StackName}-tokens') => ({
    Resources: {
      Pool: {
        ...emailPool,
        Properties: {
          ...(emailPool.Properties as object),
          LambdaConfig: {
            PreTokenGenerationConfig: {
              LambdaArn: { 'Fn::Sub': prefix + name },
              LambdaVersion: 'V2_0',
            },
          },
        },
      },
      Client: clients.WebClient,
      Tokens: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: { 'Fn::Sub': '${AWS::StackName}-tokens' },
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: { ZipFile: showEnvironment },
          Environment: {
            Variables: { CLIENT: { Ref: 'Client' }, POOL: { 'Fn::Sub': 'pool ${Pool}' } },
          },
        },
      },
    },
  });
  const showEnvironment = `exports.handler = async () => {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')).sort();
    throw new Error(JSON.stringify(Object.fromEntries(own))) };`;

  it('is the one that the pool names, and gets the ids that its environment refers to', async () => {
    const template = templateWith();
    const { pools, clients: apps, functions, remarks } = await loadBlueprint(template, 'eu-west-1');
    const [pool] = pools;
    expect(pool!.settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaArn).toBe(
      `${arn}emulator-tokens`,
    );
    expect(functions).toMatchObject([
      {
        arn: `${arn}emulator-tokens`,
        environment: { CLIENT: apps[0]!.id, POOL: `pool ${pool!.id}` },
      },
    ]);
    expect(remarks).toEqual([]);
  });

  it('runs with its own environment alone', async () => {
    process.env.NOT_FOR_FUNCTIONS = 'secret';
    resources.add(() => delete process.env.NOT_FOR_FUNCTIONS);
    const started = await resources.add(startFixture({ template: templateWith() }));
    const environment = { CLIENT: started.client('web').id, POOL: `pool ${started.pool.id}` };
    await expect(signInAt(started)).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: `PreTokenGeneration failed with error ${JSON.stringify(environment)}.`,
    });
  });

  it('is missed at the start, by the property that names it', async () => {
    await expect(
      loadBlueprint(templateWith('${AWS::StackName}-token'), 'eu-west-1'),
    ).rejects.toThrow(
      'Pool.LambdaConfig.PreTokenGenerationConfig: the template has no function emulator-token, only emulator-tokens',
    );
  });

  it('may be one of another stack, which a module can replace', async () => {
    const { remarks } = await loadBlueprint(templateWith('other-tokens'), 'eu-west-1');
    expect(remarks).toEqual([
      "the function of Pool's trigger PreTokenGenerationConfig is not in the template; EMULATOR_FUNCTIONS can name a module",
    ]);
  });
});

describe('modules of this machine', () => {
  const resources = useResources();
  const folder = temporaryDirectory();
  const file = join(folder, 'triggers.cjs');
  beforeAll(() =>
    writeFileSync(
      file,
      `exports.stop = async () => { 
         const { SHARED, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url } = process.env;
         throw new Error('stopped by ' + SHARED + ', told of ' + url) };
       exports.handler = async (event) => event;`,
    ),
  );
  const load = (functions: Record<string, string>, template = serverless) =>
    loadBlueprint(template, 'eu-west-1', { functions });

  it.each(['Zipped', 'zipped', `${arn}zipped`])('stand in for the function %s', async (name) => {
    const { functions, remarks } = await load({ [name]: `${relative('.', file)}#stop` });
    expect(functions).toHaveLength(2);
    expect(functions[1]).toMatchObject({ code: { path: file, handlerName: 'stop' } });
    expect(remarks.filter((remark) => remark.includes('Zipped'))).toEqual([]);
  });

  it('stand in for functions that no template has', async () => {
    const elsewhere = 'arn:aws:lambda:us-east-1:210987654321:function:elsewhere';
    const template = serverless.replace('!GetAtt Zipped.Arn', `${elsewhere}:live`);
    const unknown =
      "the function of Pool's trigger PreAuthentication is not in the template; EMULATOR_FUNCTIONS can name a module";
    expect((await load({}, template)).remarks).toContain(unknown);
    for (const name of ['elsewhere', elsewhere, `${elsewhere}:live`]) {
      const { functions, remarks } = await load({ [name]: file }, template);
      expect(functions[2]).toMatchObject({ code: { path: file, handlerName: 'handler' } });
      expect(remarks).not.toContain(unknown);
    }
  });

  it('must be there', async () => {
    await expect(load({ Zipped: './nowhere.js' })).rejects.toThrow('Zipped: there is no ');
  });

  it('run, with the environment of the function they stand in for', async () => {
    const LambdaConfig = { PreTokenGeneration: { 'Fn::GetAtt': 'Tokens.Arn' } };
    const Properties = { ...(emailPool.Properties as object), LambdaConfig };
    const Variables = { SHARED: 'env' };
    const template = {
      Resources: {
        Pool: { ...emailPool, Properties },
        Client: clients.WebClient,
        Tokens: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables } } },
      },
    };
    const functions = { Tokens: `${file}#stop` };
    const started = await resources.add(startFixture({ template, functions }));
    await expect(signInAt(started)).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: `PreTokenGeneration failed with error stopped by env, told of ${started.emulator.url}.`,
    });
  });
});

/** Creates a user and signs the user in with a password. */
async function signInAt({ sdk, pool, client }: StartedEmulator) {
  const user = { UserPoolId: pool.id, Username: 'ann@example.com' };
  await sdk.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  const password = { ...user, Password: goodPassword, Permanent: true };
  await sdk.send(new AdminSetUserPasswordCommand(password));
  const signIn = new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: client('web').id,
    AuthParameters: { USERNAME: user.Username, PASSWORD: goodPassword },
  });
  return sdk.send(signIn);
}
