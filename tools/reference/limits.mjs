/**
 * Prints the reference page of every limit: each exported constant named `…Limits`, its members with their values, and
 * the comment on each member, there or in the interface it is declared with. A member without one fails.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = [
  'libs/auth-core',
  'libs/auth-nest',
  'libs/platform-nest',
  'libs/persistence',
  'apps/gateway',
  'apps/user-service',
];

const limits = folders.flatMap(sourceFiles).flatMap(limitsIn);
process.stdout.write(`# Limits

Every limit in the code, with its name, its default and what it bounds. Generated from the code by \`npm run generate\`.
The [page of settings](settings.md) states which of them an operator can change.

${limits.map(section).join('\n')}`);

function sourceFiles(folder) {
  return readdirSync(`${root}${folder}/src`, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .sort()
    .map((name) => `${folder}/src/${name}`);
}

function limitsIn(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(root + file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  return source.statements
    .filter(ts.isVariableStatement)
    .filter(isExported)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .filter(({ name }) => /Limits$/.test(name.getText()))
    .map((declaration) => ({
      file,
      name: declaration.name.getText(),
      rows: rowsOf(declaration, source),
    }));
}

function isExported({ modifiers = [] }) {
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function rowsOf({ name, type, initializer }, source) {
  const literal = ts.isAsExpression(initializer) ? initializer.expression : initializer;
  const declared = type && membersOfInterface(type.getText(), source);
  let above;
  return literal.properties.map((property) => {
    if (ts.isSpreadAssignment(property)) return included(property.expression.getText());
    const member = property.name.getText();
    // A comment may speak for the members right under it.
    above = commentOn(declared?.get(member) ?? property) ?? above;
    if (above === undefined)
      throw new Error(`${source.fileName}: ${name.getText()}.${member} is undocumented`);
    return { member, value: property.initializer.getText(), comment: above };
  });
}

function included(limits) {
  return { member: `…${limits}`, value: '', comment: 'Those limits, unless one is stated below.' };
}

function membersOfInterface(name, source) {
  const found = source.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  return found && new Map(found.members.map((member) => [member.name.getText(), member]));
}

function commentOn(node) {
  const [first] = ts.getJSDocCommentsAndTags(node);
  return first && ts.getTextOfJSDocComment(first.comment).replace(/\s+/g, ' ').trim();
}

function section({ file, name, rows }) {
  const lines = rows.map(
    ({ member, value, comment }) =>
      `| \`${member}\` | ${value.replaceAll('_', ' ')} | ${comment} |`,
  );
  return `## ${name}

[${file}](../../${file})

| Limit | Value | Bounds |
|---|---|---|
${lines.join('\n')}
`;
}
