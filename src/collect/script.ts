import { type Command, quoted, shellText } from "./command.ts";
import { describeCluster, fileOf, type Scope, type Table } from "./tables.ts";

/**
 * The commands as a script for bash, for whoever wants to read them before they run, or to run them elsewhere. It makes
 * the files that a run makes, without the record of what is complete.
 */
export function script(scope: Scope, to: string, wanted: readonly Table[]): string {
  const lines = [
    "#!/usr/bin/env bash",
    "# Collects what says who can do what in an EKS cluster. Each command only reads; values of Secrets aren't asked for.",
    `# kubectl must talk to the cluster: aws eks update-kubeconfig --name ${scope.cluster}`,
    "set -uo pipefail",
    "umask 077",
    "export AWS_PAGER=",
    "",
    `arn=$(${shellText(withQuery(describeCluster(scope), "cluster.arn"))}) || exit 2`,
    'IFS=: read -r _ _ _ region account _ <<< "$arn"',
    `account_folder=${quoted(to)}/$account`,
    `cluster_folder=$account_folder/$region/${quoted(scope.cluster)}`,
    'mkdir -p "$cluster_folder"',
  ];
  for (const table of wanted) lines.push("", `# ${table.title}`, ...commandsOf(table, scope));
  return `${lines.join("\n")}\n`;
}

function commandsOf(table: Table, scope: Scope): string[] {
  const file = `"$${table.of}_folder"/${fileOf(table)}`;
  const command = table.command(scope);
  if (table.kept === "names of Secrets") {
    const items = `{printf "%s{\\"apiVersion\\":\\"v1\\",\\"kind\\":\\"Secret\\",\\"metadata\\":{\\"namespace\\":\\"%s\\",\\"name\\":\\"%s\\"},\\"type\\":\\"%s\\"}", (NR > 1 ? "," : ""), $1, $2, $3}`;
    const list = `BEGIN {printf "{\\"apiVersion\\":\\"v1\\",\\"kind\\":\\"List\\",\\"items\\":["} ${items} END {print "]}"}`;
    return [`${shellText(command)} |`, `  awk ${quoted(list)} > ${file}`];
  }
  if (table.each === undefined) return [`${shellText(command)} > ${file}`];
  const { member, name, commands } = table.each;
  const query = name === undefined ? `${member}[]` : `${member}[].${name}`;
  return [
    `${shellText(withQuery(command, query))} | tr '\\t' '\\n' |`,
    "  while IFS= read -r each; do",
    '    if [ -z "$each" ] || [ "$each" = None ]; then continue; fi',
    ...commands(placeholder, scope).map((one) => `    ${shellText(one).replaceAll(quotedPlaceholder, '"$each"')}`),
    `  done > ${file}`,
  ];
}

/** Stands for a name that the script reads. */
const placeholder = "__EACH__";
const quotedPlaceholder = new RegExp(placeholder, "g");

function withQuery({ program, arguments: given }: Command, query: string): Command {
  return { program, arguments: [...given.slice(0, -1), "text", "--query", query] };
}
