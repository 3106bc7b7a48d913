import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { LoadProblem, WalkOptions } from "../../src/loader/index.ts";
import { loadFile, walk } from "../../src/loader/index.ts";
import { systemProblem } from "../../src/loader/load-file.ts";

const test = suite("loader: files and folders");

/** Makes a folder of files (text or bytes by relative path), gives it to `use` and removes it. */
function inFolder(files: Readonly<Record<string, string | Uint8Array>>, use: (folder: string) => void): void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "loader-")));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function walked(folder: string, options: WalkOptions = {}): string[] {
  return [...walk([folder], options)].map((name) => relative(folder, name));
}

test("a hostile folder: each file has its problem, the good ones are read", () => {
  const files = {
    "a-good.yaml": "a: 1\n",
    "binary.yaml": Uint8Array.of(0x61, 0x3a, 0x0a, 0x20, 0x00, 0x01),
    "bomb.yaml": bomb(),
    "broken.json": '{"a": ',
    "deep.json": "[".repeat(20_000),
    "dir.yaml/inner.yaml": "b: 2\n",
    "empty.yaml": "",
    "huge.yaml": "",
    "latin1.yaml": Buffer.from("a: 1\nb: é\n", "latin1"),
    "tab.yaml": "a:\n\tb: 1\n---\nc: 3\n",
    "utf16-half.yaml": Buffer.from("\ufeffa: \ud800\n", "utf16le"),
    "utf16.yaml": Buffer.from("\ufeffu: 𝒳é\n", "utf16le"),
    "utf16-big.yaml": Buffer.from("\ufeffu: 𝒳é\n", "utf16le").swap16(),
    "z-good.json": '{"z": 1}',
  };
  inFolder(files, (folder) => {
    truncateSync(join(folder, "huge.yaml"), 100 * 1024 * 1024);
    symlinkSync(join(folder, "nowhere.yaml"), join(folder, "dangling.yaml"));
    symlinkSync(join(folder, "loop.yaml"), join(folder, "loop.yaml"));
    symlinkSync(folder, join(folder, "folder-loop"));
    symlinkSync(tmpdir(), join(folder, "outside"));
    assert.is(spawnSync("mkfifo", [join(folder, "pipe.yaml")]).status, 0);
    const problems: LoadProblem[] = [];
    const values: unknown[] = [];
    for (const name of walk([folder], { onProblem: (problem) => problems.push(problem) })) {
      const result = loadFile(name);
      problems.push(...result.problems);
      values.push(...result.documents.map(({ value }) => value));
    }
    assert.equal(values, [{ a: 1 }, { b: 2 }, { c: 3 }, { u: "𝒳é" }, { u: "𝒳é" }, { z: 1 }]);
    assert.equal(
      problems.map(({ file, line, column, message }) => [relative(folder, file), line, column, message]),
      [
        ["binary.yaml", 2, 2, "is binary"],
        ["bomb.yaml", 1, 10, "document contains excessive aliasing"],
        ["broken.json", 1, 7, "the JSON ends too early"],
        ["dangling.yaml", undefined, undefined, "is a link to nothing"],
        ["deep.json", 1, 20_001, "the JSON ends too early"],
        ["huge.yaml", undefined, undefined, "is larger than 64 MB"],
        ["latin1.yaml", 2, 4, "is not valid UTF-8"],
        ["loop.yaml", undefined, undefined, "is a link to nothing"],
        ["outside", undefined, undefined, "is a link that leads out of the folder"],
        ["pipe.yaml", undefined, undefined, "is not a regular file"],
        ["tab.yaml", 2, 1, problems.find(({ file }) => file.endsWith("tab.yaml"))?.message],
        ["utf16-half.yaml", undefined, undefined, "is not valid UTF-16"],
      ],
    );
    for (const { message, remedy } of problems) {
      assert.ok(remedy.length > 10, message);
      assert.not.match(message, /\n|\.$/);
    }
  });
});

function bomb(): string {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 12; level += 1) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(",")}]`);
  }
  return lines.join("\n");
}

test("a file that may not be read has a problem", () => {
  const denied = Object.assign(new Error("denied"), { code: "EACCES" });
  assert.equal(systemProblem("a.yaml", denied), {
    file: "a.yaml",
    message: "may not be read",
    remedy: "give read permission to the file and its folders",
  });
  inFolder({ "a.yaml": "a: 1\n" }, (folder) => {
    chmodSync(join(folder, "a.yaml"), 0);
    // The superuser reads it all the same.
    const expected = process.getuid?.() === 0 ? [] : ["may not be read"];
    assert.equal(
      loadFile(join(folder, "a.yaml")).problems.map(({ message }) => message),
      expected,
    );
  });
});

test("an unknown error of the system names its code", () => {
  assert.is(systemProblem("a", Object.assign(new Error("x"), { code: "EIO" })).message, "can't be read (EIO)");
});

test("a missing file and a folder have a problem", () => {
  inFolder({ "a/b.yaml": "" }, (folder) => {
    assert.is(loadFile(join(folder, "none.yaml")).problems[0]?.message, "does not exist");
    assert.is(loadFile(join(folder, "a/b.yaml/c")).problems[0]?.message, "does not exist");
    assert.is(loadFile(join(folder, "a")).problems[0]?.message, "is a folder");
    assert.equal(loadFile(join(folder, "a/b.yaml")), { documents: [], problems: [] });
  });
});

test("the size limit can be set", () => {
  inFolder({ "a.yaml": "a: 12345\n" }, (folder) => {
    assert.is(
      loadFile(join(folder, "a.yaml"), { limits: { fileSize: 5 } }).problems[0]?.message,
      "is larger than 5 bytes",
    );
    assert.is(loadFile(join(folder, "a.yaml"), { limits: { fileSize: 9 } }).documents.length, 1);
  });
});

test("the place of invalid UTF-8", () => {
  const cases: readonly (readonly [number[], number, number])[] = [
    [[0xff], 1, 1],
    [[0x61, 0x0a, 0xc3, 0xa9, 0xc3, 0x28], 2, 2],
    [[0xe2, 0x82], 1, 1],
    [[0xf0, 0x9f, 0x98, 0x80, 0xf0, 0x9f, 0x98], 1, 3],
    [[0x61, 0xc0, 0x80], 1, 2],
    [[0x61, 0xed, 0xa0, 0x80], 1, 2],
  ];
  for (const [bytes, line, column] of cases) {
    inFolder({ "a.yaml": Uint8Array.from(bytes) }, (folder) => {
      const [problem] = loadFile(join(folder, "a.yaml")).problems;
      assert.equal(
        [problem?.message, problem?.line, problem?.column],
        ["is not valid UTF-8", line, column],
        bytes.join(),
      );
    });
  }
});

test("a file given by name is read whatever its suffix", () => {
  inFolder({ notes: "a: yes\n", data: '{"a": 9}', "x.txt": "- 1\n" }, (folder) => {
    const values = ["notes", "data", "x.txt"].map((name) => loadFile(join(folder, name)).documents[0]?.value);
    assert.equal(values, [{ a: true }, { a: 9 }, [1]]);
    assert.equal(
      [...walk([join(folder, "x.txt"), join(folder, "notes")])],
      [join(folder, "x.txt"), join(folder, "notes")],
    );
  });
});

test("a walk reads what it knows, in order", () => {
  const names = [
    "b.yml",
    "a.yaml",
    "c.json",
    "d.template",
    "Dockerfile",
    "x.Dockerfile",
    "Dockerfile.prod",
    "Containerfile",
    "e.txt",
    "f.ts",
    "dockerfile.py",
    "tsconfig.json",
    "tsconfig.build.json",
    ".vscode/settings.json",
  ];
  const files = Object.fromEntries([...names, "sub/z.yaml", "sub/a.YAML", ".github/w.yml"].map((name) => [name, ""]));
  inFolder(files, (folder) => {
    assert.equal(walked(folder), [
      ".github/w.yml",
      "Containerfile",
      "Dockerfile",
      "Dockerfile.prod",
      "a.yaml",
      "b.yml",
      "c.json",
      "d.template",
      "sub/a.YAML",
      "sub/z.yaml",
      "x.Dockerfile",
    ]);
  });
});

test("a walk is lazy", () => {
  inFolder({ "a.yaml": "", "b.yaml": "" }, (folder) => {
    const names = walk([folder]);
    assert.is(names.next().value, join(folder, "a.yaml"));
    rmSync(join(folder, "b.yaml"));
    assert.is(names.next().value, join(folder, "b.yaml"));
    assert.is(names.next().done, true);
  });
});

test("a file is yielded once, and one that is missing too", () => {
  inFolder({ "a.yaml": "", "s/b.yaml": "" }, (folder) => {
    const names = [...walk([join(folder, "s/b.yaml"), folder, join(folder, "s"), join(folder, "none.yaml")])];
    assert.equal(
      names.map((name) => relative(folder, name)),
      ["s/b.yaml", "a.yaml", "none.yaml"],
    );
  });
});

test("git's and npm's folders are skipped", () => {
  inFolder({ ".git/a.yaml": "", "node_modules/b.yaml": "", "s/node_modules/c.yaml": "", "s/d.yaml": "" }, (folder) => {
    assert.equal(walked(folder), ["s/d.yaml"]);
  });
});

test("what a kustomization takes for something else than resources is told, and left out unless it is named", () => {
  const kustomization = `resources: [base.yaml, ../other]
patches:
  - path: replicas.yaml
  - path: base.yaml
  - patch: "- op: remove"
patchesStrategicMerge: ["inline: |\\n  a: 1", sub/merge.yaml]
patchesJson6902: [{path: ops.json}]
configMapGenerator:
  - {name: c, files: [settings.yaml, key=named.yaml], envs: [a.env]}
helmCharts: [{name: h, valuesFile: values.yaml}]
`;
  const files = {
    "kustomization.yaml": kustomization,
    "base.yaml": "",
    "named.yaml": "",
    "ops.json": "",
    "replicas.yaml": "",
    "settings.yaml": "",
    "sub/base.yaml": "",
    "sub/merge.yaml": "",
    "values.yaml": "",
  };
  inFolder(files, (folder) => {
    const told: string[] = [];
    const found = walked(folder, {
      onUnrendered: ({ what, file }) => void told.push(`${what} ${relative(folder, file)}`),
    });
    assert.equal(found, ["base.yaml", "kustomization.yaml", "sub/base.yaml"]);
    assert.equal(
      told,
      ["named.yaml", "ops.json", "replicas.yaml", "settings.yaml", "sub/merge.yaml", "values.yaml"].map(
        (file) => `kustomization ${file}`,
      ),
    );
    assert.equal([...walk([join(folder, "replicas.yaml")])], [join(folder, "replicas.yaml")]);
  });
  inFolder({ "kustomization.yaml": "patches: [{path: a.yaml", "a.yaml": "" }, (folder) => {
    assert.equal(walked(folder), ["a.yaml", "kustomization.yaml"]);
  });
});

test("--exclude and .regoscriptignore leave out what they name of folders, and never what is named itself", () => {
  const files = {
    "a.yaml": "",
    "charts/web/templates/a.yaml": "",
    "charts/web/values.yaml": "",
    "s/a.yaml": "",
    "s/.gitignore": "!b.yaml\n",
    "s/b.yaml": "",
    ".gitignore": "b.yaml\n",
    ".regoscriptignore": "values.yaml\n",
  };
  inFolder(files, (folder) => {
    const all = ["a.yaml", "charts/web/templates/a.yaml", "s/a.yaml", "s/b.yaml"];
    assert.equal(walked(folder), all);
    assert.equal(walked(folder, { exclude: ["charts/*/templates"] }), ["a.yaml", "s/a.yaml", "s/b.yaml"]);
    assert.equal(walked(folder, { exclude: ["a.yaml", "!/s/a.yaml"] }), ["s/a.yaml", "s/b.yaml"]);
    assert.equal(walked(folder, { exclude: ["b.yaml"] }), all.slice(0, 3));
    const before = process.cwd();
    process.chdir(folder);
    try {
      assert.equal([...walk(["s"], { exclude: ["/a.yaml", "s/b.yaml"] })], ["s/a.yaml"]);
      assert.equal([...walk(["s/a.yaml"], { exclude: ["a.yaml"] })], ["s/a.yaml"]);
    } finally {
      process.chdir(before);
    }
  });
});

test(".gitignore is respected, deeper files overrule, negation works", () => {
  const files = {
    ".gitignore": "*.gen.yaml\n/out/\nlogs\n!keep.gen.yaml\n",
    "a.yaml": "",
    "a.gen.yaml": "",
    "keep.gen.yaml": "",
    "out/b.yaml": "",
    "s/out/c.yaml": "",
    "s/logs/d.yaml": "",
    "s/.gitignore": "!again.gen.yaml\nsecret.yaml\n",
    "s/again.gen.yaml": "",
    "s/secret.yaml": "",
    "t/secret.yaml": "",
  };
  inFolder(files, (folder) => {
    assert.equal(walked(folder), ["a.yaml", "keep.gen.yaml", "s/again.gen.yaml", "s/out/c.yaml", "t/secret.yaml"]);
    assert.is(walked(folder, { ignoreFiles: false }).length, 9);
  });
});

test("the rules above the folder count up to the repository's root", () => {
  inFolder({ ".git/HEAD": "", ".gitignore": "x.yaml\n", "s/t/x.yaml": "", "s/t/y.yaml": "" }, (folder) => {
    assert.equal(walked(join(folder, "s/t")), ["y.yaml"]);
  });
  inFolder({ ".gitignore": "x.yaml\n", "s/x.yaml": "" }, (folder) => {
    assert.equal(walked(join(folder, "s")), ["x.yaml"]);
  });
});

test("links inside of the folder are followed, loops end", () => {
  inFolder({ "real/a.yaml": "", "real/deep/b.yaml": "" }, (folder) => {
    symlinkSync("real", join(folder, "link"));
    symlinkSync("..", join(folder, "real/deep/up"));
    symlinkSync("real/a.yaml", join(folder, "file.yaml"));
    const names = walked(folder);
    assert.ok(names.includes("file.yaml"));
    assert.ok(names.includes("link/a.yaml"));
    assert.ok(names.includes("real/deep/b.yaml"));
    assert.is(
      names.some((name) => name.includes("up")),
      false,
    );
  });
});

test("a link out of the folder is a problem where it would be read", () => {
  inFolder({ "in/a.yaml": "", "out/b.yaml": "" }, (folder) => {
    symlinkSync("../out/b.yaml", join(folder, "in/b.yaml"));
    symlinkSync("../out/b.yaml", join(folder, "in/b.txt"));
    symlinkSync("../out", join(folder, "in/c"));
    const problems: LoadProblem[] = [];
    assert.equal(walked(join(folder, "in"), { onProblem: (problem) => problems.push(problem) }), ["a.yaml"]);
    assert.equal(
      problems.map(({ file }) => relative(folder, file)),
      ["in/b.yaml", "in/c"],
    );
  });
});

test.run();
