import { elements, inputKind, instance, type Located, lowerCase, member, type Raw, text } from "regoscript";

/** A text inside of a Dockerfile: `RUN <<EOF`, `COPY <<EOF /file`. */
export interface Heredoc extends Located {
  /** The line that ends it. */
  Name: string;
  /** Its lines; of `<<-` without the tabs in front of them. */
  Content: string;
}

/**
 * One instruction of a Dockerfile, in the form that conftest's parser gives a policy: `ENV A=b` is
 * `{Cmd: "env", Value: ["A", "b", "="]}`.
 */
export interface Instruction extends Located {
  /** In lower case; a comment is an instruction `comment`. */
  Cmd: string;
  Value: string[];
  /** Whether the arguments were written as a JSON array. */
  JSON?: boolean;
  /** What ONBUILD defers, as it is written: `RUN`; `Value` has its arguments. */
  SubCmd?: string;
  /** Number of the build stage, from 0. */
  Stage?: number;
  /** Its here-documents, of `ADD`, `COPY` and `RUN`. conftest's parser leaves them out. */
  Heredocs?: Heredoc[];
}

/** A Dockerfile. */
export interface ImageBuild extends Located {
  instructions: Instruction[];
}

/** How an image is built. */
export const ImageBuild = inputKind<ImageBuild>({
  id: "image-build",
  title: "Dockerfile",
  recognises: ["Dockerfile: all instructions"],
  kubernetes: [],
  collect: "npx regoscript check Dockerfile",
  *find(document) {
    if (!elements(document).some((instruction) => isInstruction(instruction))) return;
    yield instance<ImageBuild>(document, "Dockerfile", { instructions: document });
  },
});

function isInstruction(value: Raw): boolean {
  return text(member(value, "Cmd")) !== undefined;
}

/** The instruction that is carried out, in lower case: of ONBUILD the one that it defers. */
export function commandOf(instruction: Instruction): string {
  return instruction.Cmd === "onbuild" ? lowerCase(instruction.SubCmd ?? "") : instruction.Cmd;
}

/** Whether the texts of an instruction's here-documents aren't known, though it seems to have some. */
export function lacksHeredocs(instruction: Instruction): boolean {
  const mayHave = ["add", "copy", "run"].includes(commandOf(instruction)) && instruction.JSON !== true;
  return mayHave && instruction.Heredocs === undefined && instruction.Value.some((value) => startOfHeredoc.test(value));
}

/** `<<EOF`, `3<<-"EOF"`, `<< EOF`; not `<<<`. */
const startOfHeredoc = /(?:^|[^<])<<-?\s*[^<\s]/u;
