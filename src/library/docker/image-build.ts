import { elements, inputKind, instance, type Located, member, type Raw, text } from "regoscript";

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
  /** Number of the build stage, from 0. */
  Stage?: number;
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
  *find(document) {
    if (!elements(document).some((instruction) => isInstruction(instruction))) return;
    yield instance<ImageBuild>(document, "Dockerfile", { instructions: document });
  },
});

function isInstruction(value: Raw): boolean {
  return text(member(value, "Cmd")) !== undefined;
}
