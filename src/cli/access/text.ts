import pc from "picocolors";
import type { Answer, Chain, Evidence, Who } from "../../library/access/index.ts";
import type { Paint } from "../../reporters/paint.ts";
import { visible } from "../../text/visible.ts";
import type { Place } from "./places.ts";
import { type Question, requestText } from "./question.ts";

/** What a text is made with. */
interface TextOptions {
  readonly color: boolean;
  readonly places: ReadonlyMap<Evidence, Place>;
  /** The cluster's name, where it is known. */
  readonly cluster: string | undefined;
}

/** A line of a list: what is said, and where it stands. */
interface Line {
  readonly mark: string;
  readonly text: string;
  readonly place: string;
}

/** How many further ways, reasons and names are shown. */
const most = 20;

/** An answer for people: first what it is, then why, then what would tell. */
export function answerText(question: Question, principal: string, answer: Answer, options: TextOptions): string {
  const { verdict, chains } = answer;
  const paint = pc.createColors(options.color);
  const cluster = options.cluster === undefined ? "" : ` (cluster ${options.cluster})`;
  const request = `${requestText(question)}${cluster}`;
  const [first, ...others] = chains;
  const lines = [
    ...identityLines(answer, options),
    ...(first === undefined ? [] : chainLines(first, question, options)),
    ...others.slice(0, most).map((chain) => ({ mark: "also", text: giving(chain), place: placeOf(chain, options) })),
  ];
  const more = others.length > most ? [`      and in ${others.length - most} more ways: --format json`] : [];
  return [
    heading(verdict, principal, request, paint),
    "",
    ...table(numbered(lines), paint),
    ...more,
    ...said("note", answer.notes, paint),
    ...(verdict === "undetermined" ? uncertainty(answer, paint) : []),
    "",
  ].join("\n");
}

function heading(verdict: Answer["verdict"], principal: string, request: string, paint: Paint): string {
  const name = visible(principal);
  switch (verdict) {
    case "allow":
      return `${paint.bold(paint.green("allow"))}  ${name} may ${visible(request)}`;
    case "deny":
      return `${paint.bold(paint.red("deny"))}  ${name} may not ${visible(request)}: nothing gives it`;
    case "undetermined":
      return `${paint.bold(paint.yellow("undetermined"))}  whether ${name} may ${visible(request)}`;
  }
}

/** As whom somebody comes in, and what says so. */
function identityLines({ source, username, groups, mapping }: Answer, { places }: TextOptions): Line[] {
  const [evidence] = mapping;
  const ofGroups = groups.length === 0 ? "no groups" : `groups ${groups.join(", ")}`;
  if (source === "user") return [{ mark: "", text: `is a user of the cluster; ${ofGroups}`, place: "" }];
  if (source === "none" || evidence === undefined)
    return [{ mark: "", text: "is mapped neither by an access entry nor by aws-auth", place: "" }];
  const name = username === "" ? "a user without a name" : `user ${username}`;
  const by = source === "access entry" ? "an access entry" : "aws-auth";
  return [{ mark: "", text: `${by} makes it ${name}; ${ofGroups}`, place: shown(places.get(evidence)) }];
}

function chainLines(chain: Chain, question: Question, { places }: TextOptions): Line[] {
  const last = chain.steps.length - 1;
  return chain.steps.map((evidence, index) => {
    const place = shown(places.get(evidence));
    const isGiving = index === last - 1;
    const isRule = index === last && last > 0;
    const text = isGiving
      ? giving(chain)
      : isRule
        ? `${evidence.resource} allows ${question.verb}${question.url === "" ? ` on ${question.resource}` : ""}`
        : evidence.resource;
    return { mark: "", text, place: place === "" ? evidence.basis : place };
  });
}

/** What gives a rule set to whom. */
function giving(chain: Chain): string {
  const { subject, ruleSet, isClusterWide, namespace, steps } = chain;
  const scope = isClusterWide ? "in the whole cluster" : `in ${namespace}`;
  const [giver] = steps.slice(-2);
  if (steps.length === 1 || giver === undefined) return steps[0]?.resource ?? "";
  if (ruleSet.startsWith("AccessPolicy ")) return `${ruleSet.slice("AccessPolicy ".length)} holds ${scope}`;
  return `${giver.resource} gives ${ruleSet} to ${subject} ${scope}`;
}

function placeOf({ steps }: Chain, { places }: TextOptions): string {
  const [giver] = steps.slice(-2);
  return giver === undefined ? "" : shown(places.get(giver)) || giver.basis;
}

function shown(place: Place | undefined): string {
  return place === undefined ? "" : `${place.file}:${place.line}:${place.column}`;
}

function numbered(lines: readonly Line[]): Line[] {
  return lines.map((line, index) => (line.mark === "" ? { ...line, mark: `${index + 1}` } : line));
}

/** Lines with their places below each other, if these don't stand too far away. */
function table(lines: readonly Line[], paint: Paint): string[] {
  const width = Math.min(72, Math.max(0, ...lines.map(({ text }) => visible(text).length)));
  return lines.map(({ mark, text, place }) =>
    `  ${mark.padStart(4)}  ${visible(text).padEnd(width)}  ${paint.dim(visible(place))}`.trimEnd(),
  );
}

function said(word: string, sentences: readonly string[], paint: Paint): string[] {
  return sentences.map((sentence) => `  ${paint.bold(word)}  ${visible(sentence)}`);
}

/** Why something can't be told, and the commands that would tell. */
function uncertainty({ because, collect }: Pick<Answer, "because" | "collect">, paint: Paint): string[] {
  const lines = because.slice(0, most).map((reason) => `  ${paint.bold("because")}  ${visible(reason)}`);
  const more = because.length > most ? [`  and ${because.length - most} more reasons: --format json`] : [];
  return [
    ...lines,
    ...more,
    ...(collect.length === 0
      ? []
      : ["", "  what would tell, if it is all that the cluster has (--assume-complete says so):"]),
    ...collect.map((command) => `    ${visible(command)}`),
  ];
}

/** Who may do something, for people. */
export function whoText(question: Question, who: Who, options: TextOptions): string {
  const paint = pc.createColors(options.color);
  const cluster = options.cluster === undefined ? "" : ` (cluster ${options.cluster})`;
  const lines = [
    ...who.principals.map(({ principal, chains, isSure }): Line => {
      const [chain] = chains;
      const how = chain === undefined ? "" : giving(chain);
      const unsure = isSure ? "" : "; whether that counts is undetermined, ask of it alone";
      const place = chain === undefined ? "" : placeOf(chain, options);
      return { mark: principal, text: `${how}${moreWays(chains.length)}${unsure}`, place };
    }),
    ...bySubject(who.chains).map(([subject, chains]): Line => {
      const [chain] = chains;
      return {
        mark: subject,
        text: chain === undefined ? "" : `${giving(chain)}${moreWays(chains.length)}`,
        place: chain === undefined ? "" : placeOf(chain, options),
      };
    }),
  ];
  const isSure = who.because.length + who.collect.length === 0;
  const request = `${visible(requestText(question))}${cluster}`;
  const heading =
    lines.length === 0 ? `nobody is known who may ${request}` : `${paint.bold(`${lines.length}`)} may ${request}`;
  return [
    heading,
    "",
    ...lines.flatMap(({ mark, text, place }) => [
      `  ${paint.bold(visible(mark))}`,
      `      ${visible(text)}  ${paint.dim(visible(place))}`.trimEnd(),
    ]),
    ...(isSure
      ? []
      : ["", `  ${paint.bold(paint.yellow("undetermined"))}  whether there are more`, ...uncertainty(who, paint)]),
    "",
  ].join("\n");
}

function moreWays(count: number): string {
  return count > 1 ? `, and in ${count - 1} more ${count === 2 ? "way" : "ways"}` : "";
}

function bySubject(chains: readonly Chain[]): [string, Chain[]][] {
  const lists = new Map<string, Chain[]>();
  for (const chain of chains) {
    const list = lists.get(chain.subject);
    if (list === undefined) lists.set(chain.subject, [chain]);
    else list.push(chain);
  }
  return [...lists];
}
