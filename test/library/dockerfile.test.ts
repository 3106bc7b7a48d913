import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandOf, type Instruction, lacksHeredocs } from "../../src/library/docker/index.ts";
import { parseDocuments } from "../../src/loader/index.ts";

const test = suite("library: Dockerfile");

/** The instructions of a Dockerfile, as they are or as conftest's parser gives them. */
function instructions(text: string, isWhole: boolean): Instruction[] {
  const given = parseDocuments("Dockerfile", `FROM a\n${text}`).documents[0]!.value as Instruction[];
  return given
    .slice(1)
    .map(({ Heredocs, ...known }) => (isWhole && Heredocs ? { Heredocs, ...known } : known) as never);
}

test("here-documents that a parser left out are noticed", () => {
  const texts = [
    "RUN <<EOF\na\nEOF\n",
    "RUN cat 3<<-'E F' > /a\nE F\n",
    "COPY <<EOF /a\na\nEOF\n",
    "ADD a <<EOF /a\na\nEOF\n",
    "RUN cat << EOF\na\nEOF\n",
    "ONBUILD RUN <<EOF\na\nEOF\n",
    "ONBUILD COPY <<EOF /a\na\nEOF\n",
  ];
  for (const text of texts) {
    assert.equal(instructions(text, true).map(lacksHeredocs), [false], text);
    assert.equal(instructions(text, false).map(lacksHeredocs), [true], text);
  }
});

test("instructions that have none lack none", () => {
  for (const text of ['RUN ["<<EOF"]', "RUN cat <<< a", "CMD cat <<EOF", "ENV a=<<EOF", "COPY a b"])
    assert.equal(instructions(`${text}\n`, false).map(lacksHeredocs), [false], text);
  // Only what BuildKit makes of quotes tells.
  assert.equal(instructions('RUN echo "a <<b"\n', true).map(lacksHeredocs), [false]);
});

test("what ONBUILD defers", () => {
  assert.equal(instructions("ONBUILD COPY a b\nonbuild run c\nUSER d\n", true).map(commandOf), ["copy", "run", "user"]);
});

test.run();
