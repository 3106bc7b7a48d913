import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ts } from "ts-morph";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../diagnostics/render.ts";
import type { Span } from "../diagnostics/span.ts";
import { onBehalfOf, RegoscriptFault } from "../errors.ts";
import { nameFromHere } from "../file-names.ts";
import type {
  ConstantDeclaration,
  DecisionDeclaration,
  FunctionDeclaration,
  KindDeclaration,
  Module,
  RuleDeclaration,
} from "../ir/nodes.ts";
import type { DecisionDescriptor, KindDescriptor, Manifest, RuleDescriptor } from "../manifest/manifest.ts";
import { checkClaims } from "./claims.ts";
import { type CheckerError, withoutConsequences, withoutUnknownNames } from "./consequences.ts";
import { CompilationContext } from "./context.ts";
import {
  type Definition,
  definitionCall,
  evidenceOf,
  generatorOfDefinition,
  inputsOf,
  kindNamed,
  methodOfDefinition,
  policyDefinition,
  readDecision,
  readKind,
  readRule,
  requireKind,
} from "./discover.ts";
import { type PolicyPlaces, policyPlaces } from "./examples.ts";
import { lowerConstantDeclaration, lowerDecide, lowerFunctionDeclaration, lowerGeneratorMethod } from "./functions.ts";
import { checkIds, type Described } from "./ids.ts";
import { Imports } from "./imports.ts";
import { checkInheritedKeys } from "./inherited-keys.ts";
import { checkInitialization } from "./initialization.ts";
import { type Excesses, excessesBelow, excessesOf } from "./limits.ts";
import { takesFunctions } from "./lower/callbacks.ts";
import { expressions } from "./lower/expressions.ts";
import { statements } from "./lower/statements.ts";
import { checkModule, isExample } from "./module-statements.ts";
import { moduleOf } from "./modules.ts";
import { displayName, documentsEntries, type PolicyProgram, packageRoot, spanIn } from "./program.ts";
import { ShapeReader } from "./shapes.ts";
import { explainTypeError } from "./type-errors.ts";
import { unprovenGuards } from "./type-guards.ts";
import { checkUnsetVariables } from "./unset-variables.ts";

/** What the front end makes of a policy folder. */
export interface FrontEndResult {
  readonly modules: readonly Module[];
  /** Without what each policy reads and asks the inventory for, which its code says. */
  readonly manifest: Manifest;
  /** By a policy's id: the input kinds that it names as evidence. */
  readonly evidence: ReadonlyMap<string, NamedEvidence>;
  /** By a policy's id. */
  readonly places: ReadonlyMap<string, PolicyPlaces>;
  /** Everything that is refused, with the files' names as in the generated code. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * What the user is told of these and of what the passes refuse: sorted, without what only follows from type errors,
   * with files named as seen from the current folder.
   *
   * @throws RegoscriptFault if nothing but Regoscript's own sources is refused
   */
  readonly judge: (diagnostics: readonly Diagnostic[]) => Diagnostic[];
  /** Text of a source file by the name that spans have. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The ids of the input kinds that a policy names as evidence, and where the policy is. */
export interface NamedEvidence {
  readonly span: Span;
  readonly kinds: readonly string[];
}

interface ModuleParts {
  readonly file: ts.SourceFile;
  readonly constants: ConstantDeclaration[];
  readonly functions: FunctionDeclaration[];
  readonly kinds: KindDeclaration[];
  rule: RuleDeclaration | undefined;
  decision: DecisionDeclaration | undefined;
}

/**
 * Reads all policies of a folder, or those with the given ids and what they use, into the intermediate representation;
 * reports everything that is wrong, not just the first.
 *
 * @param open opens the folder's program
 */
export function readPolicies(directory: string, open: () => PolicyProgram, only?: readonly string[]): FrontEndResult {
  const opened = openWithinLimits(directory, open);
  if ("program" in opened) return new FrontEnd(opened, only).run();
  const { diagnostics, sources } = opened;
  return {
    modules: [],
    manifest: emptyManifest(),
    evidence: new Map(),
    places: new Map(),
    diagnostics,
    judge: sortDiagnostics,
    sources,
  };
}

/** A folder's program, or what is too large in it for the compiler, and so for TypeScript's own checker. */
function openWithinLimits(directory: string, open: () => PolicyProgram): PolicyProgram | Excesses {
  try {
    const program = open();
    const excesses = excessesOf(program);
    return excesses.diagnostics.length === 0 ? program : excesses;
  } catch (error) {
    const excesses = error instanceof RangeError ? excessesBelow(directory) : undefined;
    if (excesses === undefined || excesses.diagnostics.length === 0) throw error;
    return excesses;
  }
}

class FrontEnd {
  readonly #context: CompilationContext;
  readonly #shapes: ShapeReader;
  readonly #modules = new Map<string, ModuleParts>();
  readonly #kinds = new Map<ts.VariableDeclaration, KindDescriptor>();
  readonly #rules: RuleDescriptor[] = [];
  readonly #decisions: DecisionDescriptor[] = [];
  readonly #evidence = new Map<string, NamedEvidence>();

  readonly #places = new Map<string, PolicyPlaces>();
  /** Where rules, decisions and input kinds are defined. */
  readonly #described = new Map<Described, ts.Node>();
  readonly #policyFiles: readonly ts.SourceFile[];
  /** The policy files that are read, and all that they import. */
  readonly #files: readonly ts.SourceFile[];
  readonly #imports: Imports;

  constructor(program: PolicyProgram, only: readonly string[] | undefined) {
    this.#context = new CompilationContext(program, { expressions, statements }, (declaration) =>
      this.#kind(declaration),
    );
    // A policy's file has its id as name.
    this.#policyFiles =
      only === undefined
        ? program.policyFiles
        : program.policyFiles.filter((file) => only.includes(basename(file.fileName, ".ts")));
    this.#shapes = new ShapeReader(this.#context);
    this.#imports = new Imports(program.authoredFiles, program.checker);
    const isRead = (file: ts.SourceFile): boolean => this.#policyFiles.includes(file);
    this.#files = program.authoredFiles.filter(
      (file) => isRead(file) || this.#policyFiles.some((from) => this.#imports.reaches(from, (to) => to === file)),
    );
  }

  run(): FrontEndResult {
    for (const file of this.#files) checkModule(file, this.#context);
    // Where a file changes what all files know, nothing else that the type checker says is of use.
    if (this.#context.diagnostics.some(({ code }) => code === "RS3013")) return this.#result([], []);
    const errors = this.#typeErrors();
    try {
      return this.#compile(errors);
    } catch (error) {
      // Whatever the compiler can't do with a program that has type errors follows from them.
      if (errors.length === 0) throw error;
      return this.#result([], errors);
    }
  }

  #compile(errors: readonly CheckerError[]): FrontEndResult {
    const { program } = this.#context;
    this.#checkGuards();
    for (const file of this.#files) checkClaims(file, this.#context);
    checkUnsetVariables(this.#files, this.#context);
    checkInitialization(this.#files, this.#imports, this.#context);
    const imported = new Set(program.authoredFiles.flatMap((file) => this.#imports.of(file)));
    for (const file of this.#policyFiles)
      onBehalfOf(nameFromHere(file.fileName), () => this.#policyFile(file, imported));
    this.#documents();
    this.#drain();
    checkIds([...this.#rules, ...this.#decisions], [...this.#kinds.values()], this.#described, this.#context);
    const modules = [...this.#modules.entries()]
      .map(
        ([id, parts]): Module => ({
          id,
          file: displayName(parts.file.fileName, program.directory),
          constants: parts.constants,
          functions: parts.functions,
          kinds: parts.kinds,
          rule: parts.rule,
          decision: parts.decision,
        }),
      )
      .sort((left, right) => (left.id < right.id ? -1 : 1));
    checkInheritedKeys(this.#context.keyLookups, modules, this.#context);
    return this.#result(modules, errors);
  }

  #result(modules: readonly Module[], errors: readonly CheckerError[]): FrontEndResult {
    const { program, diagnostics } = this.#context;
    const files = new Set([...program.authoredFiles, ...[...this.#modules.values()].map(({ file }) => file)]);
    return {
      modules,
      manifest: this.#manifest(),
      evidence: this.#evidence,
      places: this.#places,
      diagnostics,
      judge: (all) => this.#judge(all, errors),
      sources: new Map([...files].map((file) => [nameFromHere(file.fileName), file.text])),
    };
  }

  #judge(diagnostics: readonly Diagnostic[], errors: readonly CheckerError[]): Diagnostic[] {
    const { program } = this.#context;
    /** By the name that the generated code has. */
    const files = new Map(
      program.authoredFiles.map((file) => [displayName(file.fileName, program.directory), file] as const),
    );
    const fileOf = ({ span }: Diagnostic): ts.SourceFile | undefined => files.get(span.file);
    const known = withoutUnknownNames(diagnostics, this.#context.unknownNames);
    const causes = withoutConsequences(known, errors, this.#imports, fileOf);
    const shown = causes.flatMap((diagnostic) => {
      const file = fileOf(diagnostic);
      return file === undefined
        ? []
        : [{ ...diagnostic, span: { ...diagnostic.span, file: nameFromHere(file.fileName) } }];
    });
    const [own] = causes;
    if (own !== undefined && shown.length === 0)
      throw new RegoscriptFault(
        `${own.span.file}:${own.span.line} of Regoscript is refused: ${own.code}, ${own.message}`,
      );
    return sortDiagnostics(shown);
  }

  #checkGuards(): void {
    for (const guard of unprovenGuards(this.#context.program)) {
      this.#context.report(
        "RS1013",
        guard.type,
        `what this function tests doesn't show that it is \`${guard.type.getText()}\`, or what it is otherwise`,
        'the test must hold exactly then, for `""` too: `value !== undefined`, `typeof value === …`; without the result type TypeScript says itself what follows',
      );
    }
  }

  #typeErrors(): CheckerError[] {
    const { program } = this.#context;
    return this.#files.flatMap((file) =>
      [...program.program.getSyntacticDiagnostics(file), ...program.program.getSemanticDiagnostics(file)].map(
        (error): CheckerError => {
          const start = error.start ?? 0;
          const span = spanIn(file, { start, end: start + (error.length ?? 1) }, program.directory);
          const { message, help } = explainTypeError(ts.flattenDiagnosticMessageText(error.messageText, " "));
          return {
            file,
            number: error.code,
            diagnostic: { code: "RS4001", message: `${message} (TS${error.code})`, span, help },
          };
        },
      ),
    );
  }

  #policyFile(file: ts.SourceFile, imported: ReadonlySet<ts.SourceFile>): void {
    const definition = policyDefinition(file, "rule", this.#context);
    if (definition !== undefined) {
      const kinds = this.#inputKinds(definition);
      const rule = readRule(file, definition, kinds, this.#shapes, this.#context);
      this.#checkUnique(rule.id, definition);
      this.#described.set(rule, definition.call);
      this.#rules.push(rule);
      this.#evidence.set(rule.id, this.#evidenceOf(definition));
      this.#places.set(rule.id, policyPlaces(definition, this.#context));
      const check = generatorOfDefinition(definition, "check");
      if (check === undefined)
        this.#context.report(
          "RS3001",
          definition.call,
          "`check` is not a generator method",
          "write `*check(instance) { … }`",
        );
      else
        this.#parts(file).rule = {
          id: rule.id,
          kinds: rule.kinds,
          check: lowerGeneratorMethod(check, "check", subjectName(kinds), this.#context),
        };
    }
    const decision = definition === undefined ? policyDefinition(file, "decision", this.#context) : undefined;
    if (decision !== undefined) this.#decision(file, decision);
    const exportsOther = file.statements.some(ts.isExportAssignment);
    if (definition === undefined && decision === undefined && !exportsOther && !imported.has(file)) {
      this.#context.report(
        "RS3008",
        file.statements[0] ?? file,
        "this file has no rule, and no other file of the folder imports it",
      );
    }
    // Functions of a policy are compiled whether used or not, so that all of a file's diagnostics come in one run.
    for (const statement of file.statements) {
      if (
        ts.isFunctionDeclaration(statement) &&
        statement.name !== undefined &&
        statement.body !== undefined &&
        !this.#takesFunctions(statement)
      )
        this.#request(statement, statement.name.text, "function");
      if (!ts.isVariableStatement(statement)) continue;
      for (const declaration of statement.declarationList.declarations) {
        if (!ts.isIdentifier(declaration.name) || declaration.initializer === undefined) continue;
        if (this.#kindIfAny(declaration)) continue;
        const isFunction =
          ts.isArrowFunction(declaration.initializer) || ts.isFunctionExpression(declaration.initializer);
        if (isFunction) {
          if (!this.#takesFunctions(declaration.initializer as ts.ArrowFunction))
            this.#request(declaration.initializer as ts.ArrowFunction, declaration.name.text, "function");
        } else if (
          !isExample(declaration, this.#context) &&
          definitionCall(declaration.initializer, this.#context) === undefined
        )
          this.#request(declaration, declaration.name.text, "constant");
      }
    }
    this.#drain();
  }

  #decision(file: ts.SourceFile, definition: Definition): void {
    const kinds = this.#inputKinds(definition);
    const descriptor = readDecision(file, definition, kinds, this.#shapes, this.#context);
    this.#checkUnique(descriptor.id, definition);
    this.#described.set(descriptor, definition.call);
    this.#decisions.push(descriptor);
    this.#evidence.set(descriptor.id, this.#evidenceOf(definition));
    this.#places.set(descriptor.id, policyPlaces(definition, this.#context));
    const decide = methodOfDefinition(definition, "decide");
    if (decide === undefined) {
      this.#context.report("RS3001", definition.call, "`decide` is not a method", "write `decide(instance) { … }`");
      return;
    }
    const symbol = { module: moduleOf(file, this.#context.program), name: "decide" };
    const namesake = file.statements.find(
      (statement) => ts.isFunctionDeclaration(statement) && statement.name?.text === symbol.name,
    );
    if (namesake !== undefined)
      this.#context.report(
        "RS3003",
        namesake,
        "the decision's own `decide` has this name",
        "give the function another name",
      );
    const parts = this.#parts(file);
    parts.functions.push(lowerDecide(decide, symbol, this.#context));
    parts.decision = { id: descriptor.id, kinds: descriptor.kinds, decide: symbol };
  }

  /** Ids of the input kinds of a policy. */
  #inputKinds(definition: Definition): string[] {
    const inputs = inputsOf(definition);
    const ids: string[] = [];
    for (const input of inputs) {
      const id = kindNamed(input, this.#context)?.id;
      if (id === undefined) this.#context.report("RS3004", input, "`input` is not an input kind");
      else if (ids.includes(id))
        this.#context.report("RS3004", input, `\`input\` names \`${id}\` twice`, "name it once");
      else ids.push(id);
    }
    if (inputs.length === 0) this.#context.report("RS3004", definition.call, "`input` is not an input kind");
    return ids;
  }

  #checkUnique(id: string, definition: Definition): void {
    if ([...this.#rules, ...this.#decisions].some((other) => other.id === id))
      this.#context.report("RS3003", definition.call, `there is another policy \`${id}\``);
  }

  #evidenceOf(definition: Definition): NamedEvidence {
    return {
      span: this.#context.span(definition.call),
      kinds: evidenceOf(definition, this.#context).flatMap((node) => requireKind(node, this.#context)?.id ?? []),
    };
  }

  /** A function that takes functions is compiled where it is called. */
  #takesFunctions(node: ts.FunctionLikeDeclaration): boolean {
    return takesFunctions(node, this.#context.checker);
  }

  #request(
    node: ts.FunctionLikeDeclaration | ts.VariableDeclaration,
    name: string,
    type: "function" | "constant",
  ): void {
    this.#context.request(node, {
      symbol: { module: moduleOf(node.getSourceFile(), this.#context.program), name },
      type,
    });
  }

  #kindIfAny(declaration: ts.VariableDeclaration): boolean {
    const { initializer } = declaration;
    if (
      initializer === undefined ||
      !ts.isCallExpression(initializer) ||
      initializer.expression.getText() !== "inputKind"
    )
      return false;
    this.#kind(declaration);
    return true;
  }

  #kind(declaration: ts.VariableDeclaration): KindDescriptor | undefined {
    const known = this.#kinds.get(declaration);
    if (known !== undefined) return known;
    const read = readKind(declaration, this.#shapes, this.#context);
    if (read === undefined) return undefined;
    const { descriptor, definition, instanceType } = read;
    for (const other of this.#kinds.values()) {
      if (other.id === descriptor.id)
        this.#context.report("RS3003", declaration, `there is another input kind \`${descriptor.id}\``);
    }
    this.#kinds.set(declaration, descriptor);
    this.#described.set(descriptor, declaration);
    const find = generatorOfDefinition(definition, "find");
    if (find === undefined) {
      this.#context.report(
        "RS3001",
        definition.call,
        "`find` is not a generator method",
        "write `*find(document) { … }`",
      );
      return descriptor;
    }
    const covers = methodOfDefinition(definition, "covers");
    if (covers === undefined && definition.properties.has("covers"))
      this.#context.report("RS3001", definition.call, "`covers` is not a method", "write `covers(document) { … }`");
    const module = moduleOf(declaration.getSourceFile(), this.#context.program);
    this.#parts(declaration.getSourceFile()).kinds.push({
      id: descriptor.id,
      symbol: { module, name: descriptor.exportName },
      object: descriptor.object,
      find: lowerGeneratorMethod(find, "find", "document", this.#context, instanceType),
      covers:
        covers === undefined ? undefined : lowerFunctionDeclaration(covers, { module, name: "covers" }, this.#context),
    });
    return descriptor;
  }

  /** The functions that split a document, which no policy names. */
  #documents(): void {
    for (const [file, name] of documentsEntries) {
      for (const statement of this.#context.program.program.getSourceFile(file)?.statements ?? []) {
        if (ts.isFunctionDeclaration(statement) && statement.name?.text === name)
          this.#request(statement, name, "function");
      }
    }
  }

  /** Compiles what has been referred to, and what that refers to. */
  #drain(): void {
    for (let next = this.#context.queue.shift(); next !== undefined; next = this.#context.queue.shift()) {
      const { node, declared } = next;
      const parts = this.#parts(node.getSourceFile());
      const file = nameFromHere(node.getSourceFile().fileName);
      if (declared.type === "function")
        parts.functions.push(
          onBehalfOf(file, () =>
            lowerFunctionDeclaration(node as ts.FunctionLikeDeclaration, declared.symbol, this.#context),
          ),
        );
      else
        parts.constants.push(
          onBehalfOf(file, () =>
            lowerConstantDeclaration(node as ts.VariableDeclaration, declared.symbol, this.#context),
          ),
        );
    }
  }

  #parts(file: ts.SourceFile): ModuleParts {
    const id = moduleOf(file, this.#context.program);
    let parts = this.#modules.get(id);
    if (parts === undefined) {
      parts = { file, constants: [], functions: [], kinds: [], rule: undefined, decision: undefined };
      this.#modules.set(id, parts);
    }
    return parts;
  }

  #manifest(): Manifest {
    const byId = (left: { id: string }, right: { id: string }): number => (left.id < right.id ? -1 : 1);
    const objects = Object.fromEntries(
      Object.entries(this.#shapes.objects).sort(([left], [right]) => (left < right ? -1 : 1)),
    );
    return {
      ...emptyManifest(),
      objects,
      kinds: [...this.#kinds.values()].sort(byId),
      rules: this.#rules.sort(byId),
      ...(this.#decisions.length > 0 && { decisions: this.#decisions.sort(byId) }),
    };
  }
}

/** What an instance is called in Rego where the rule gives it no name. */
function subjectName([kind = "instance", ...others]: readonly string[]): string {
  return others.length === 0 ? kind : "instance";
}

function emptyManifest(): Manifest {
  const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string };
  return { format: 3, generator: `regoscript ${version}`, objects: {}, kinds: [], rules: [] };
}
