import { dirname } from "node:path";
import { ts } from "ts-morph";

/** A part of a source file that is replaced. */
export interface Edit {
  readonly file: ts.SourceFile;
  readonly at: number;
  readonly length: number;
  readonly replacement: string;
}

/** A type error of an edited program, with the text from where it stands on. */
interface EditedError {
  readonly code: number;
  readonly text: string;
}

/** What the type checker says of the edited files: a way to put questions to it that it has no function for. */
export function errorsOfEdited(program: ts.Program, edits: readonly Edit[]): EditedError[] {
  const texts = new Map<string, string>();
  for (const { file, at, length, replacement } of edits.toSorted((left, right) => right.at - left.at)) {
    const text = texts.get(file.fileName) ?? file.text;
    texts.set(file.fileName, text.slice(0, at) + replacement + text.slice(at + length));
  }
  const edited = programWith(program, texts);
  return [...texts].flatMap(([name, text]) =>
    edited
      .getSemanticDiagnostics(edited.getSourceFile(name))
      .flatMap(({ code, start }) => (start === undefined ? [] : [{ code, text: text.slice(start) }])),
  );
}

/** The same program with other texts for some files. */
function programWith(program: ts.Program, texts: ReadonlyMap<string, string>): ts.Program {
  const options = program.getCompilerOptions();
  const library = program.getSourceFiles().find((file) => program.isSourceFileDefaultLibrary(file));
  const host = ts.createCompilerHost(options);
  host.getSourceFile = (name, languageVersion) => {
    const text = texts.get(name);
    return text === undefined ? program.getSourceFile(name) : ts.createSourceFile(name, text, languageVersion, true);
  };
  if (library !== undefined) host.getDefaultLibLocation = () => dirname(library.fileName);
  return ts.createProgram({ rootNames: program.getRootFileNames(), options, host, oldProgram: program });
}
