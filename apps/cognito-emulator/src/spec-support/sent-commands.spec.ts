import { sentCommands } from './sent-commands.js';

describe('sentCommands', () => {
  it.each([
    ['in the call', 'await started.sdk.send(new GetUserCommand({ AccessToken }));'],
    ['in a function', 'const get = () => sdk.send(new GetUserCommand({ AccessToken }));'],
    [
      'in a constant',
      'const get = () => { const command = new GetUserCommand({}); return sdk.send(command); };',
    ],
    [
      'in a constant of an outer block',
      'const command = new GetUserCommand({}); it(() => { sdk.send(command); });',
    ],
  ])('finds a command that is created %s', (_where, source) => {
    expect([...sentCommands(source)]).toEqual(['GetUserCommand']);
  });

  it.each([
    ['a comment', '// sdk.send(new GetUserCommand({}))'],
    ['a comment in a call', 'sdk.send(/* new GetUserCommand({}) */ command);'],
    ['a text', "sdk.send('new GetUserCommand({})');"],
    ['a command that is not sent', 'const command = new GetUserCommand({}); print(command);'],
    [
      'a constant of another block',
      '{ const command = new GetUserCommand({}); } sdk.send(command);',
    ],
    ['another class', 'sdk.send(new GetUser({}));'],
  ])('does not count %s', (_what, source) => {
    expect([...sentCommands(source)]).toEqual([]);
  });
});
