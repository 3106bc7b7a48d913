// The licences of everything that is linked into the embedded OPA.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const licenceFile = /^(licen[cs]e|notice|copying|patents)([-._].*)?$/i;

/**
 * @param {string} module folder of the Go module
 * @param {NodeJS.ProcessEnv} env the environment of the build, which decides what is linked
 * @returns {string} the text of THIRD_PARTY_NOTICES
 */
export function thirdPartyNotices(module, env) {
  const format = "{{if .Standard}}{{else}}{{with .Module}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}\t{{.Dir}}{{end}}";
  const rows = go(module, env, ["list", "-deps", "-mod=readonly", "-f", format, "."])
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
  const modules = new Map();
  for (const [path, version, root, folder] of rows) {
    if (version === "") continue;
    if (!modules.has(path)) modules.set(path, { version, root, folders: new Set() });
    for (const one of upTo(root, folder)) modules.get(path).folders.add(one);
  }
  const goRoot = go(module, env, ["env", "GOROOT"]).trim();
  const sections = [
    section(`The Go standard library and runtime, ${go(module, env, ["env", "GOVERSION"]).trim()}`, goRoot, [
      "LICENSE",
      "PATENTS",
    ]),
  ];
  for (const [path, { version, root, folders }] of [...modules].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const files = [...folders].sort().flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => licenceFile.test(name))
        .sort()
        .map((name) => relative(root, join(folder, name))),
    );
    if (files.length === 0) throw new Error(`${path} has no licence file`);
    sections.push(section(`${path} ${version}`, root, files));
  }
  sections.push(...runtimeSections(modules.get("github.com/open-policy-agent/opa").root));
  return sections.join("\n");
}

/** OPA's WebAssembly runtime, which is part of this program and of every policy.wasm, has C and C++ libraries in it. */
function runtimeSections(opa) {
  return [
    ["libmpdec", "libmpdec/mpdecimal.h"],
    ["libc++ (its licence is the Apache License 2.0 of OPA above, with LLVM exceptions)", "libc++/hash.cc"],
    ["RE2 (its LICENSE is the BSD text of the Go standard library above, for The RE2 Authors)", "re2/re2/re2.h"],
  ].map(
    ([name, file]) => heading(`${name}, in OPA's WebAssembly runtime`) + headComment(join(opa, "wasm", "src", file)),
  );
}

function headComment(file) {
  const text = readFileSync(file, "utf8");
  const comment = /^(\/\*[\s\S]*?\*\/|(\/\/.*\n)+)/.exec(text)?.[0];
  if (comment === undefined) throw new Error(`${file} does not start with its licence`);
  return `${comment.trimEnd()}\n`;
}

function section(title, root, files) {
  return (
    heading(title) +
    files
      .map((file) => `[${file}]\n\n${readFileSync(join(root, file), "utf8").replaceAll("\r\n", "\n").trim()}\n`)
      .join("\n")
  );
}

function heading(title) {
  return `${"=".repeat(80)}\n${title}\n${"=".repeat(80)}\n\n`;
}

/** A package's folder and those above it, up to its module's. */
function upTo(root, folder) {
  const folders = [];
  for (let one = folder; existsSync(one); one = dirname(one)) {
    folders.push(one);
    if (one === root) break;
  }
  return folders;
}

function go(cwd, env, args) {
  return execFileSync("go", args, { cwd, env, encoding: "utf8", maxBuffer: 2 ** 26 });
}
