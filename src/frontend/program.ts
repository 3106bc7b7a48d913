import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type FileSystemHost, Project, ts } from "ts-morph";
import type { Span } from "../diagnostics/span.ts";
import { toPosix } from "../file-names.ts";
import type { Observations } from "../observations.ts";
import { packageFile } from "../package-file.ts";
import { policyFilesBelow } from "../policy-files.ts";
import type { Range } from "../text/range.ts";
import { observe } from "./observe.ts";

/** A TypeScript program over a policy folder. */
export interface PolicyProgram {
  readonly directory: string;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Files below the policy folder, sorted by name. */
  readonly policyFiles: readonly ts.SourceFile[];
  /** The policy files, and the files elsewhere that they import. */
  readonly authoredFiles: readonly ts.SourceFile[];
  /** What `reopenProgram` goes on with. */
  readonly project: Project;
  /** All that the program rests on besides the list of the folder's files. */
  readonly observations: Observations;
}

/** The folder of this package: where its `package.json` is. */
export const packageRoot = packageFile();

const sourceFolder = join(packageRoot, "src");

/** What policies import as `regoscript`. */
const authoringFile = join(sourceFolder, "authoring", "index.ts");

/**
 * The modules that split a document into the parts that rules see: compiled like the library, though no policy names
 * them.
 */
export const documentsFolder = join(sourceFolder, "documents");

/** The functions of these that engines call, each with its file. */
export const documentsEntries = [
  [join(documentsFolder, "expand.ts"), "expand"],
  [join(documentsFolder, "concern.ts"), "mayConcernAccess"],
] as const;

/**
 * Opens all TypeScript files below `directory` (not tests nor declarations). Imports of `regoscript` lead to this
 * package's own sources, since its helper functions are compiled like the policy's own.
 */
export function openProgram(directory: string): PolicyProgram {
  const root = resolve(directory);
  const project = new Project({
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2023.d.ts"],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      customConditions: ["source"],
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      types: [],
      paths: sourcePaths(),
    },
    skipAddingFilesFromTsConfig: true,
  });
  const observations = observe(project.getFileSystem());
  hideImplementation(project.getFileSystem());
  for (const [file] of documentsEntries) project.addSourceFileAtPath(file);
  return programOf(project, root, observations);
}

/** The program after changes of the policy folder's files; what didn't change isn't parsed again. */
export function reopenProgram({ project, policyFiles, directory, observations }: PolicyProgram): PolicyProgram {
  for (const { fileName } of policyFiles) project.getSourceFile(fileName)?.refreshFromFileSystemSync();
  return programOf(project, directory, observations);
}

function programOf(project: Project, root: string, observations: Observations): PolicyProgram {
  for (const file of policyFilesBelow(root)) project.addSourceFileAtPath(file);
  const program = project.getProgram().compilerObject;
  const authoredFiles = program
    .getSourceFiles()
    .filter(isAuthored)
    .sort((left, right) => (left.fileName < right.fileName ? -1 : 1));
  const policyFiles = authoredFiles.filter((file) => resolve(file.fileName).startsWith(root + sep));
  return {
    directory: root,
    program,
    checker: program.getTypeChecker(),
    policyFiles,
    authoredFiles,
    project,
    observations,
  };
}

/** Whether a file is TypeScript that the compiler reads: the policies' own, or Regoscript's. */
export function isCompiled(file: ts.SourceFile): boolean {
  return isOwnSource(file) || isAuthored(file);
}

/** Whether a file is one of those that a policy's author writes. */
export function isAuthored(file: ts.SourceFile): boolean {
  const isInstalled = resolve(file.fileName).split(sep).includes("node_modules");
  return !file.isDeclarationFile && !isInstalled && !isOwnSource(file);
}

/** Whether a file is a source of Regoscript itself. */
function isOwnSource(file: ts.SourceFile): boolean {
  return resolve(file.fileName).startsWith(sourceFolder + sep);
}

/** Folders of this package with sources that policies are written with, or that are compiled into what they become. */
const languageFolders = ["authoring", "documents", "library", "std"].map((name) => join(sourceFolder, name) + sep);

/**
 * Hides the rest of this package's sources, such as the YAML reader behind a function of the language: the compiler
 * asks only how such a function is declared, and parsing them would take as long as all that it needs.
 */
function hideImplementation(host: FileSystemHost): void {
  const fileExistsSync = host.fileExistsSync.bind(host);
  host.fileExistsSync = (path) => {
    const file = resolve(path);
    const isHidden = file.startsWith(sourceFolder + sep) && !languageFolders.some((folder) => file.startsWith(folder));
    return !isHidden && fileExistsSync(path);
  };
}

/** Each subpath of this package's `exports`, mapped to its TypeScript source. */
function sourcePaths(): Record<string, string[]> {
  const { name, exports } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
    name: string;
    exports: Record<string, string | { source?: string }>;
  };
  const paths: Record<string, string[]> = {};
  for (const [subpath, target] of Object.entries(exports)) {
    if (typeof target === "object" && target.source !== undefined)
      paths[name + subpath.slice(1)] = [join(packageRoot, target.source)];
  }
  // For policies, only what they are written with: the compiler's own sources would all be parsed and bound else.
  paths[name] = [authoringFile];
  return paths;
}

/**
 * A file's name as comments and diagnostics show it: from the policy folder's parent for a policy, from the package for
 * the library; with forward slashes on every system.
 */
export function displayName(fileName: string, policyDirectory: string): string {
  const absolute = resolve(fileName);
  if (absolute.startsWith(policyDirectory + sep)) return toPosix(relative(dirname(policyDirectory), absolute));
  return toPosix(relative(packageRoot, absolute));
}

/** The span of a node, without the comments before it. */
export function spanOf(node: ts.Node, policyDirectory: string): Span {
  const file = node.getSourceFile();
  return spanIn(file, { start: node.getStart(file), end: node.getEnd() }, policyDirectory);
}

/** The span of a range of a file. */
export function spanIn(file: ts.SourceFile, { start, end }: Range, policyDirectory: string): Span {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { file: displayName(file.fileName, policyDirectory), start, end, line: line + 1, column: character + 1 };
}
