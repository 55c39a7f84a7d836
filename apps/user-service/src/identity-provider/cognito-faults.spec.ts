import { inspect } from 'node:util';
import { cognitoFault, faultsOf } from './cognito-faults.js';

function exception(name: string, members: object = {}): Error {
  const error = new Error('Value at ada@example.com failed');
  return Object.assign(error, { name, $response: { body: 'ada@example.com' }, ...members });
}

describe('cognitoFault', () => {
  it.each(['NotAuthorizedException', 'InvalidParameterException', 'SomethingNewException'])(
    'keeps nothing of what Cognito says with %s, which may repeat what was sent',
    (name) => {
      const fault = cognitoFault(exception(name), faultsOf.signIn);
      const everything = inspect(fault, { depth: Infinity, showHidden: true });
      expect(everything).not.toContain('ada@example.com');
    },
  );

  it('says in the log why Cognito could not be reached', () => {
    const refused = exception('Error', { code: 'ECONNREFUSED' });
    expect(cognitoFault(refused, faultsOf.signIn)).toMatchObject({ reason: 'ECONNREFUSED' });
    const late = cognitoFault(exception('TimeoutError'), faultsOf.signIn);
    expect(late).toMatchObject({ kind: 'unavailable', reason: 'TimeoutError' });
  });
});
