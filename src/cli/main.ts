#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { severities } from "../authoring/rule.ts";
import { CompilationError } from "../diagnostics/compilation-error.ts";
import { RegoscriptError } from "../errors.ts";
import { packageFile } from "../package-file.ts";
import { exampleReporters } from "../reporters/examples.ts";
import { reporters } from "../reporters/index.ts";
import { visible } from "../text/visible.ts";
import { exitCodes } from "./exit-codes.ts";
import { complain, isTerminal, write } from "./output.ts";

const { version } = JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string };

const program = new Command("regoscript")
  .description("Policy as code in TypeScript: one rule, one verdict, in every engine.")
  .version(version)
  .showHelpAfterError("(--help shows what there is)")
  .exitOverride()
  .configureOutput({
    writeOut: (text) => void write(text),
    writeErr: (text) => complain(withVisibleArguments(text.trimEnd())),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  })
  .addHelpText(
    "after",
    `
Examples:
  regoscript check k8s/ infra/plan.json Dockerfile
  kubectl get pods -A -o yaml | regoscript check -
  regoscript check --policies my-policies --format json k8s/
  regoscript test my-policies --watch
  regoscript build my-policies --output .
  regoscript explain static-aws-credentials
  regoscript collect --cluster prod --to evidence/ --run

Exit codes: 0 clean, 1 violations or malformed documents, 2 the job could not be done
(no rule is about anything that was named, too).`,
  );

let exitCode: number = exitCodes.clean;

program
  .command("check")
  .description("check manifests, IAM policies, plans, templates and Dockerfiles")
  .argument("<path...>", "files, folders, or - for standard input")
  .addOption(new Option("--format <format>", "how to print the result").choices(Object.keys(reporters)).default("text"))
  .option("--policies <folder>", "rules in TypeScript, instead of the pack that comes with Regoscript", once)
  .addOption(withoutCache())
  .option("--bundle <file>", "a bundle.tar.gz, evaluated by WASM", once)
  .option("--parameters <file>", "parameters of rules, YAML or JSON: {rule-id: {name: value}}", once)
  .addOption(new Option("--min-severity <severity>", "leave out violations of less severity").choices([...severities]))
  .addOption(excluding())
  .option(
    "--fail-on-unrecognised",
    "end with exit code 1 where a Kubernetes, IAM, Terraform or CloudFormation document is one that no rule is about, or one must be rendered first",
  )
  .option("--fail-on-undetermined", "end with exit code 1 where a rule can't tell, for lack of evidence or of a value")
  .option("--exit-zero", "end with exit code 0 whatever the rules find; 2 where the job could not be done")
  .option("--quiet", "print findings only, no summary")
  .option("--no-color", "print without colour")
  .action(async (paths: string[], options) => {
    const { check } = await import("./commands/check.ts");
    exitCode = await check(paths, { ...options, color: options.color && wantsColor() });
  });

program
  .command("decide")
  .description("print what a decision says of each instance in manifests and the like")
  .argument("<decision>", "id of a decision")
  .argument("<path...>", "files, folders, or - for standard input")
  .addOption(new Option("--format <format>", "how to print the results").choices(["text", "json"]).default("text"))
  .option("--policies <folder>", "policies in TypeScript", once)
  .addOption(withoutCache())
  .option("--bundle <file>", "a bundle.tar.gz, evaluated by WASM", once)
  .option("--parameters <file>", "parameters of policies, YAML or JSON: {policy-id: {name: value}}", once)
  .addOption(excluding())
  .action(async (id: string, paths: string[], options) => {
    const { decide } = await import("./commands/decide.ts");
    exitCode = await decide(id, paths, options);
  });

program
  .command("access")
  .description("say whether somebody may do something in an EKS cluster, or who may, and why")
  .argument("<asked...>", "PRINCIPAL VERB RESOURCE[.GROUP][/NAME] PATH…; with --who without the principal")
  .option("--who", "say who may")
  .option("-n, --namespace <namespace>", "where; without it in all namespaces, or for what is in none", once)
  .option("--subresource <name>", "of the resource, such as exec or log", once)
  .option("--group <name>", "a group that the principal has beside those that the files show; repeatable", repeated)
  .option(
    "--assume-complete",
    "take it that the files have all that the cluster has, so that it can be said who may not",
  )
  .addOption(new Option("--format <format>", "how to print the answer").choices(["text", "json"]).default("text"))
  .option("--no-color", "print without colour")
  .addOption(excluding())
  .addHelpText(
    "after",
    `
A principal is the ARN of an IAM role, user or session, role/NAME or user/NAME of one that the files know,
NAMESPACE/NAME of a service account, or a user of the cluster.

Examples:
  regoscript access role/deployer get secrets -n production cluster/
  regoscript access shop/web create pods --subresource exec -n shop cluster/
  regoscript access --who get secrets -n production --assume-complete cluster/

Exit codes: 0 allowed, 1 denied, 2 undetermined, or the job could not be done; with --who 0.`,
  )
  .action(async (asked: string[], options) => {
    const { access } = await import("./commands/access.ts");
    exitCode = await access(asked, { ...options, color: options.color && wantsColor() });
  });

program
  .command("test")
  .description("run the examples of policies in every engine that Node has: its own, embedded OPA and WASM")
  .argument("[policies]", "folder of rules", "policies")
  .option("--rule <id>", "only this rule or decision; repeatable", repeated)
  .option("--watch", "run again what changes of files affect, until ended")
  .addOption(new Option("--format <format>", "how to print").choices(Object.keys(exampleReporters)).default("text"))
  .option("--no-color", "print without colour")
  .action(async (policies: string, options) => {
    const { test } = await import("./commands/test.ts");
    exitCode = await test(policies, { ...options, color: options.color && wantsColor(), fail });
  });

program
  .command("build")
  .description("compile a policy folder to Rego, WASM, conftest and Gatekeeper")
  .argument("[policies]", "folder of rules", "policies")
  .option("--output <folder>", "where bundles/ and conftest/ are written", ".")
  .option("--watch", "build again what changes of files affect, until ended")
  .option("--emit-ir", "print the intermediate representation, to look for a fault of the compiler, and write nothing")
  .action(async (policies: string, options) => {
    const { build } = await import("./commands/build.ts");
    exitCode = await build(policies, { ...options, fail });
  });

program
  .command("explain")
  .description("say what a rule or a diagnostic means")
  .argument("<rule-or-code>", "id of a rule, or a code such as RS1004")
  .option("--policies <folder>", "rules in TypeScript, instead of the pack that comes with Regoscript", once)
  .addOption(withoutCache())
  .action(async (subject: string, options) => {
    const { explain } = await import("./commands/explain.ts");
    exitCode = await explain(subject, options);
  });

program
  .command("collect")
  .description("print the read-only commands that gather a cluster's evidence into a folder, or run them")
  .requiredOption("--cluster <name>", "name of the EKS cluster", once)
  .requiredOption("--to <folder>", "folder that gets ACCOUNT/REGION/CLUSTER with a file for each table", once)
  .option("--run", "run the commands instead of printing them as a script; asks for what isn't complete yet")
  .option("--again", "with --run: ask for what is complete, too")
  .option("--only <table>", "only this table; repeatable", repeated)
  .option("--region <region>", "region of the cluster, instead of the AWS command line's own", once)
  .option("--profile <name>", "profile of the AWS command line", once)
  .option("--context <name>", "context of kubectl, instead of the current one", once)
  .action(async (options) => {
    const { collect } = await import("./commands/collect.ts");
    exitCode = await collect(options);
  });

/** The arguments of an option that may be given several times. */
function repeated(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** The argument of an option that says what is checked, which a second one would replace. */
function once(value: string, before?: string): string {
  if (before !== undefined)
    throw new InvalidArgumentError(`The option is there already, with ${before}: give it once.`);
  return value;
}

/** What is left out of folders: patterns as in `.gitignore`, one an option. */
function excluding(): Option {
  return new Option("--exclude <pattern>", "leave out of folders, as a line of .gitignore would; repeatable").argParser(
    repeated,
  );
}

/** Commands that run policies of a folder keep what they compile. */
function withoutCache(): Option {
  return new Option("--no-cache", "compile the policies of the folder, and keep nothing for the next time");
}

/** A message of commander's, which quotes arguments, with each as it can be shown. */
function withVisibleArguments(message: string): string {
  return process.argv.reduce((text, argument) => text.replaceAll(argument, () => visible(argument)), message);
}

/** Colour on a terminal, unless NO_COLOR says otherwise; https://no-color.org */
function wantsColor(): boolean {
  if (process.env["NO_COLOR"]) return false;
  if (process.env["FORCE_COLOR"] !== undefined) return process.env["FORCE_COLOR"] !== "0";
  return isTerminal("stdout");
}

async function main(): Promise<number> {
  try {
    await program.parseAsync();
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.failure;
    return await fail(error);
  }
}

/** Prints what a user can act on without a stack; anything else is a fault of Regoscript's own, and says so. */
async function fail(error: unknown): Promise<number> {
  if (error instanceof CompilationError) {
    const { renderDiagnostic } = await import("../diagnostics/render.ts");
    const { diagnostics, sources } = error;
    const hasColor = isTerminal("stderr") && wantsColor();
    for (const diagnostic of diagnostics)
      complain(`${renderDiagnostic(diagnostic, (file) => sources.get(file), hasColor)}\n`, hasColor);
    complain(`${diagnostics.length} ${diagnostics.length === 1 ? "error" : "errors"}; nothing was built or checked`);
  } else if (error instanceof RegoscriptError) {
    complain(`error: ${visible(error.message)}`);
  } else {
    complain(
      `this is a fault of Regoscript ${version}: please report it with the lines below and the files that it happens with`,
    );
    complain(inspect(error));
  }
  return exitCodes.failure;
}

process.exitCode = await main();
