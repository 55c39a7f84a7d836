import ts from 'typescript';

/** @returns the names of the modules that a source imports, exports from or loads later, types included */
export function importedModules(source) {
  const { importedFiles } = ts.preProcessFile(source, true, true);
  // TypeScript's scanner does not report this form.
  const namespaces = source.matchAll(/^export (?:type )?\* as \w+ from '([^']+)'/gm);
  return [
    ...importedFiles.map(({ fileName }) => fileName),
    ...[...namespaces].map(([, name]) => name),
  ];
}
