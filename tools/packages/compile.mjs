/**
 * Compiles libraries for their users: JavaScript without source maps, because the sources stay here, and the types that
 * their entries lead to.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { compileSource } from '../typescript/compile-source.mjs';
import { importedModules } from '../typescript/imported-modules.mjs';

/** One for all libraries, so that what they share, such as the types of Node.js, is parsed once. */
const parsed = new Map();

/**
 * @param source the library's folder
 * @param target where its dist is made
 * @param others where the libraries it depends on are, as they are packed
 * @param entries its entries: paths of sources in `source`
 * @param isChecked whether types are checked against the packed types of the others
 * @throws Error with the compiler's diagnostics
 */
export async function compile(source, target, others, { entries, isChecked }) {
  const settings = {
    extends: join(source, 'tsconfig.build.json'),
    compilerOptions: {
      composite: false,
      noCheck: !isChecked,
      tsBuildInfoFile: null,
      declaration: true,
      declarationMap: false,
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
  const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${source}/`));
  const internal = ours.find(({ fileName }) => isInternal(fileName));
  if (internal !== undefined)
    throw new Error(`${source}: what is published imports ${internal.fileName}`);
  const found = isChecked ? ts.getPreEmitDiagnostics(program) : [];
  const all = [
    ...errors,
    ...found,
    ...emitTypes(
      program,
      entries.map((entry) => join(source, entry)),
    ),
  ];
  if (all.length > 0) throw new Error(ts.formatDiagnostics(all, compilerHost(options)));
  await Promise.all(ours.map(({ fileName }) => writeCode(fileName, source, target)));
}

/**
 * Writes the types of the entries and of the files that those types import. Types of all files would take three times
 * as long.
 *
 * @returns diagnostics
 */
function emitTypes(program, entries) {
  const waiting = [...entries];
  const emitted = new Set();
  const diagnostics = [];
  while (waiting.length > 0) {
    const path = waiting.pop();
    if (emitted.has(path)) continue;
    emitted.add(path);
    const write = (output, text) => {
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, text);
      waiting.push(...importedSources(path, text));
    };
    const result = program.emit(program.getSourceFile(path), write, undefined, true);
    diagnostics.push(...result.diagnostics);
  }
  return diagnostics;
}

function importedSources(path, types) {
  return importedModules(types)
    .filter((name) => name.startsWith('.'))
    .map((name) => join(dirname(path), name.replace(/\.js$/, '.ts')));
}

async function writeCode(path, source, target) {
  const output = join(target, 'dist', relative(join(source, 'src'), path)).replace(/\.ts$/, '.js');
  const text = readFileSync(path, 'utf8');
  const { code } = await compileSource(text, path, { sourceMaps: false });
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, code);
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
