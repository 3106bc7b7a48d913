import type { Span } from "../diagnostics/span.ts";
import { onBehalfOf } from "../errors.ts";
import { type FunctionDeclaration, type Module, type ModuleSymbol, symbolKey } from "../ir/nodes.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { ObjectShapes } from "../shapes/shape.ts";
import { localNames } from "./locals.ts";
import { lowerFunction } from "./lower/functions.ts";
import type { Form } from "./lower/held.ts";
import { lowerings } from "./lower/lowerings.ts";
import { type Callee, type ModuleAddress, ModuleLowering, type Program } from "./lower/module.ts";
import { DecodersModule } from "./modules/decoders.ts";
import { NameScope, packagePaths, snakeCase } from "./names.ts";

/** All modules of an output while they are lowered. A function is lowered when the first call of it is. */
export class SharedProgram implements Program {
  readonly objects: ObjectShapes;
  readonly decoders: DecodersModule;
  readonly #manifest: Manifest;
  readonly #addresses = new Map<string, ModuleAddress>();
  readonly #names = new Map<string, string>();
  readonly #scopes = new Map<string, NameScope>();
  readonly #modules: ReadonlyMap<string, Module>;
  readonly #lowerings = new Map<string, ModuleLowering>();
  readonly #functions = new Map<string, FunctionDeclaration>();
  readonly #callees = new Map<string, Callee>();

  /**
   * @param needed keys of the functions and constants that are used
   * @param reads names of the fields that values of the document have
   */
  constructor(
    { modules, manifest }: { readonly modules: readonly Module[]; readonly manifest: Manifest },
    needed: ReadonlySet<string>,
    reads: ReadonlySet<string>,
  ) {
    this.objects = manifest.objects;
    this.#manifest = manifest;
    this.#modules = new Map(modules.map((module) => [module.id, module]));
    const folders = modules.flatMap((module) => module.id.split("/").slice(0, 1).map(snakeCase));
    const paths = packagePaths(modules.map(({ id }) => id));
    for (const module of modules) {
      const address = addressIn(module, paths.get(module.id)!);
      this.#addresses.set(module.id, { package: ["regoscript", ...address] });
      const scope = new NameScope();
      for (const name of [
        "violations",
        "undetermined",
        "inputs",
        "inventory",
        "parameters",
        "decoders",
        "reports",
        "std",
        "engine",
        "rules",
        "decisions",
        ...folders,
        // A package below this one, of a folder with this file's name.
        ...[...paths.values()]
          .filter((other) => other.length > address.length && address.every((name, index) => other[index] === name))
          .map((other) => other[address.length]!),
      ])
        scope.reserve(name);
      for (const { symbol } of [...module.constants, ...module.functions]) {
        if (needed.has(symbolKey(symbol))) this.#names.set(symbolKey(symbol), scope.declare(symbol.name));
      }
      for (const declaration of module.functions) this.#functions.set(symbolKey(declaration.symbol), declaration);
      this.#scopes.set(module.id, scope);
    }
    this.decoders = new DecodersModule(manifest.objects, reads, this.extra("decoders"));
  }

  /** What a module of the source becomes. */
  lowering(id: string): ModuleLowering {
    const module = this.#module(id);
    return this.#lowering(id, () => new ModuleLowering(this, lowerings, id, localNames(module), this.#scopes.get(id)!));
  }

  /**
   * A module beside those of the source.
   *
   * @param locals names of the variables in it
   */
  extra(id: string, locals: ReadonlySet<string> = new Set()): ModuleLowering {
    return this.#lowering(id, () => new ModuleLowering(this, lowerings, id, locals, new NameScope()));
  }

  functionFor(symbol: ModuleSymbol, forms: readonly Form[]): Callee {
    const key = JSON.stringify([symbolKey(symbol), forms]);
    const known = this.#callees.get(key);
    if (known !== undefined) return known;
    const declaration = this.#functions.get(symbolKey(symbol));
    if (declaration === undefined) throw new Error(`no function ${symbolKey(symbol)}`);
    const lowering = this.lowering(symbol.module);
    const callee = onBehalfOf(this.#module(symbol.module).file, () =>
      lowering.apart(() => lowerFunction(declaration, forms, this.nameOf(symbol), lowering)),
    );
    this.#callees.set(key, callee);
    return callee;
  }

  rootOf(kind: string): string {
    const found = this.#manifest.kinds.find(({ id }) => id === kind);
    if (found === undefined) throw new Error(`no input kind ${kind}`);
    return found.object;
  }

  addressOf(module: string): ModuleAddress {
    const address = this.#addresses.get(module);
    if (address === undefined) throw new Error(`no module ${module}`);
    return address;
  }

  nameOf(symbol: ModuleSymbol): string {
    const name = this.#names.get(symbolKey(symbol));
    if (name === undefined) throw new Error(`no symbol ${symbolKey(symbol)}`);
    return name;
  }

  describe(span: Span): string {
    return `${span.file}:${span.line}`;
  }

  #module(id: string): Module {
    const module = this.#modules.get(id);
    if (module === undefined) throw new Error(`no module ${id}`);
    return module;
  }

  #lowering(id: string, make: () => ModuleLowering): ModuleLowering {
    const known = this.#lowerings.get(id) ?? make();
    this.#lowerings.set(id, known);
    return known;
  }
}

/** The package of a module below `regoscript`. */
function addressIn({ rule, decision }: Module, path: readonly string[]): readonly string[] {
  if (rule !== undefined) return ["rules", snakeCase(rule.id)];
  return decision === undefined ? path : ["decisions", snakeCase(decision.id)];
}
