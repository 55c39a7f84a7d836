import 'reflect-metadata';
import type { ExecutionContext, Type } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import {
  Authenticated,
  OptionalAuthentication,
  Public,
  UsersOnly,
} from './decorators/requirement.decorators.js';
import { demandedAuthentication, UnsupportedContextError } from './demanded-authentication.js';

@UsersOnly()
class Handlers {
  @Public()
  open() {
    return {};
  }

  @OptionalAuthentication()
  optional() {
    return {};
  }

  @Authenticated()
  closed() {
    return {};
  }

  undeclared() {
    return {};
  }
}

function contextOf(type: string, name: keyof Handlers, controller: Type = Handlers) {
  const handler = Object.getOwnPropertyDescriptor(Handlers.prototype, name)!.value as () => unknown;
  const context = new ExecutionContextHost([{}, {}], controller, handler);
  context.setType(type);
  return context as ExecutionContext;
}

describe('what a call must show', () => {
  it('depends on the route over HTTP', () => {
    expect(demandedAuthentication(contextOf('http', 'open'))).toBe('none');
    expect(demandedAuthentication(contextOf('http', 'optional'))).toBe('optional');
    expect(demandedAuthentication(contextOf('http', 'closed'))).toBe('full');
    expect(demandedAuthentication(contextOf('http', 'undeclared', class {}))).toBe('full');
  });

  it.each(['ws', 'rpc', 'graphql'])('cannot be shown over %s, which is closed', (type) => {
    expect(demandedAuthentication(contextOf(type, 'open'))).toBe('none');
    for (const name of ['optional', 'closed', 'undeclared'] as const) {
      const demand = () => demandedAuthentication(contextOf(type, name));
      expect(demand).toThrow(UnsupportedContextError);
      expect(demand).toThrow(`Handlers.${name} is called by ${type}`);
    }
    const undeclared = contextOf(type, 'undeclared', class Gateway {});
    expect(() => demandedAuthentication(undeclared)).toThrow('Gateway.undeclared');
  });
});
