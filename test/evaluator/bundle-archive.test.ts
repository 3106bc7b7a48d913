import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createTar } from "nanotar";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ArchiveError, archiveLimits, filesOfArchive } from "../../src/evaluator/bundle-archive.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";

interface Entry {
  readonly name: string;
  readonly content?: string;
  readonly type?: string;
  /** In place of the size as it is. */
  readonly size?: string;
}

/** A tar archive written header by header, with what a library wouldn't write. */
function tarOf(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, content = "", type = "0", size }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write("0000644\0", 100);
    header.write(size ?? `${Buffer.byteLength(content).toString(8).padStart(11, "0")}\0`, 124);
    header.write(type, 156);
    header.write("ustar\x0000", 257);
    header.write("        ", 148);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    const data = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
    data.write(content);
    return [header, data];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function refusal(packed: Uint8Array, limits = archiveLimits): string {
  try {
    filesOfArchive(packed, limits);
  } catch (error) {
    assert.instance(error, ArchiveError);
    return (error as ArchiveError).message;
  }
  return "";
}

test("files by their names, as bundles write them", () => {
  const content = (packed: Uint8Array): string[] =>
    [...filesOfArchive(packed)].map(([name, bytes]) => `${name}=${Buffer.from(bytes).toString()}`);
  assert.equal(
    content(
      gzipSync(
        createTar([
          { name: "/.manifest", data: "{}" },
          { name: "./a/b.rego", data: "x".repeat(600) },
        ]),
      ),
    ),
    [".manifest={}", `a/b.rego=${"x".repeat(600)}`],
  );
  assert.equal(
    content(
      gzipSync(
        tarOf([
          { name: "a", type: "5" },
          { name: "a/b", content: "c" },
        ]),
      ),
    ),
    ["a/b=c"],
  );
});

test("what unpacks to more than the limit is refused while it is unpacked", () => {
  const packed = gzipSync(Buffer.alloc(archiveLimits.unpackedSize + 1));
  assert.ok(packed.length < 200_000);
  assert.is(refusal(packed), "unpacks to more than 128 MB, which no bundle does; build it with `regoscript build`");
  // Sixteen times as much, as one archive after another, isn't unpacked either: that would take more than there may be.
  assert.match(refusal(Buffer.concat(Array.from({ length: 16 }, () => packed))), /unpacks to more than 128 MB/);
});

test("a file that is too large is refused unread, and the message names it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "regoscript-"));
  const path = join(directory, "large.tar.gz");
  try {
    writeFileSync(path, "");
    truncateSync(path, archiveLimits.packedSize + 1);
    const message = await loadBundle(path).catch((error: Error) => `${error.name}: ${error.message}`);
    assert.is(message, `BundleError: ${path} is larger than 64 MB; build it with \`regoscript build\``);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("too many entries", () => {
  const entries = Array.from({ length: 11 }, (_, index): Entry => ({ name: `f${index}` }));
  assert.match(refusal(gzipSync(tarOf(entries)), { ...archiveLimits, entries: 10 }), /^has more than 10 entries; /);
  assert.is(refusal(gzipSync(tarOf(entries)), { ...archiveLimits, entries: 11 }), "");
});

test("names that lead elsewhere, names twice, and what is no file", () => {
  for (const name of ["../policy.wasm", "a/../../b", "a//b", "..", "/", "//etc/passwd", "./../x"])
    assert.match(refusal(gzipSync(tarOf([{ name, content: "a" }]))), /is no name of a file inside it$/, name);
  assert.match(
    refusal(
      gzipSync(
        tarOf([
          { name: "/policy.wasm", content: "a" },
          { name: "policy.wasm", content: "b" },
        ]),
      ),
    ),
    /^has the entry "policy\.wasm" twice$/,
  );
  for (const type of ["1", "2", "3", "6", "x", "g", "L"])
    assert.match(refusal(gzipSync(tarOf([{ name: "a", type }]))), /^has the entry "a", which is a link or the like/);
});

test("cut off, damaged, and data behind the end", () => {
  const tar = tarOf([{ name: "a", content: "b".repeat(600) }]);
  const packed = gzipSync(tar);
  assert.is(
    refusal(packed.subarray(0, packed.length - 9)),
    "is not a gzip file, or it is cut off or followed by something else",
  );
  assert.match(refusal(Buffer.concat([packed, Buffer.from("more")])), /followed by something else$/);
  assert.is(refusal(Buffer.concat([packed, Buffer.alloc(512)])), "has data behind its end");
  assert.is(refusal(gzipSync(Buffer.concat([tar, Buffer.from("more")]))), "has data behind its end");
  assert.is(refusal(gzipSync(tar.subarray(0, 1000))), "is cut off inside");
  assert.is(refusal(gzipSync(tar.subarray(0, 300))), "is no tar archive inside, or it is damaged");
  assert.is(refusal(gzipSync(Buffer.from("no tar at all".repeat(100)))), "is no tar archive inside, or it is damaged");
  // A negative size would lead back.
  for (const size of ["-0000001000\0", "99999999999\0", "", "77777777777\0"])
    assert.match(refusal(gzipSync(tarOf([{ name: "a", size }]))), /^is cut off inside$/);
});

test.run();
