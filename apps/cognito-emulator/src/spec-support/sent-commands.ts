import ts from 'typescript';

/**
 * Returns the names of the SDK's commands that a source passes to `send()`: created in the argument itself, or in a
 * constant of an enclosing block that is the argument. A comment, a text and a command that is not sent do not count.
 */
export function sentCommands(source: string): ReadonlySet<string> {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const sends = nodesIn(file).filter(ts.isCallExpression).filter(isSend);
  const commands = sends.flatMap(({ arguments: [argument] }) => {
    if (argument === undefined) return [];
    const value = ts.isIdentifier(argument) ? constantOf(argument) : argument;
    return value === undefined ? [] : nodesIn(value).flatMap(commandName);
  });
  return new Set(commands);
}

function nodesIn(node: ts.Node): ts.Node[] {
  const nodes = [node];
  ts.forEachChild(node, (child) => void nodes.push(...nodesIn(child)));
  return nodes;
}

const isSend = ({ expression }: ts.CallExpression) =>
  ts.isPropertyAccessExpression(expression) && expression.name.text === 'send';

function commandName(node: ts.Node): string[] {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression)) return [];
  const { text } = node.expression;
  return text.endsWith('Command') ? [text] : [];
}

/** Returns the initial value of the innermost constant with the name of an identifier. */
function constantOf(identifier: ts.Identifier): ts.Expression | undefined {
  for (let scope: ts.Node = identifier; !ts.isSourceFile(scope); scope = scope.parent) {
    const { parent } = scope;
    if (!ts.isBlock(parent) && !ts.isSourceFile(parent)) continue;
    const declaration = parent.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .find(({ name }) => ts.isIdentifier(name) && name.text === identifier.text);
    if (declaration !== undefined) return declaration.initializer;
  }
  return undefined;
}
