/** Compiles libraries for their users: without source maps, because the sources stay here, and without `src/internal`. */
import { join } from 'node:path';
import ts from 'typescript';

/** One for all libraries, so that what they share, such as the types of Node.js, is parsed once. */
const parsed = new Map();

/**
 * @param source the library's folder
 * @param target where its dist is made
 * @param others where the libraries it depends on are, as they are packed
 * @throws Error with the compiler's diagnostics
 */
export function compile(source, target, others) {
  const settings = {
    extends: join(source, 'tsconfig.build.json'),
    compilerOptions: {
      composite: false,
      tsBuildInfoFile: null,
      declaration: true,
      emitDeclarationOnly: false,
      declarationMap: false,
      sourceMap: false,
      outDir: join(target, 'dist'),
      customConditions: [],
      paths: { '@gatehouse/*': [join(others, '*/dist/index.d.ts')] },
    },
  };
  const name = join(target, 'tsconfig.json');
  const read = ts.parseJsonConfigFileContent(settings, ts.sys, target, undefined, name);
  const { options, errors } = read;
  const rootNames = read.fileNames.filter((file) => !isInternal(file));
  const program = ts.createProgram({ rootNames, options, host: compilerHost(options) });
  const imported = program.getSourceFiles().filter(({ fileName }) => isInternal(fileName));
  if (imported.length > 0)
    throw new Error(`${source}: what is published imports ${imported[0].fileName}`);
  const found = [...errors, ...ts.getPreEmitDiagnostics(program)];
  const { diagnostics } = program.emit();
  const all = [...found, ...diagnostics];
  if (all.length > 0) throw new Error(ts.formatDiagnostics(all, compilerHost(options)));
}

/** Sources for this repository alone: `src/internal` is neither compiled nor exported. */
const isInternal = (file) => file.includes('/src/internal/');

function compilerHost(options) {
  const host = ts.createCompilerHost(options);
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (file, ...how) => {
    if (!parsed.has(file)) parsed.set(file, parse(file, ...how));
    return parsed.get(file);
  };
  return host;
}
