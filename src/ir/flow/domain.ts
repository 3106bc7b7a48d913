import type { Binding, Expression } from "../nodes.ts";
import type { Join, Levels } from "./levels.ts";

/** What an analysis wants to know of values: facts of one sort, where they come from, and how they are put together. */
export interface Domain<Fact> {
  readonly join: Join<Fact>;
  /**
   * What is known of a new value itself, by the expression that makes it.
   *
   * @param order what is known of the lists that give the value its order
   */
  made(expression: Expression, order: Fact | undefined): Fact | undefined;
  /** What is known, beside its own facts, of a list of all that a loop or spread finds in a value. */
  iterated?(source: Expression): Fact | undefined;
  /** What is known of a value that the program is given. */
  readonly outside: Levels<Fact>;
  /** What is known of a value that is read by a name, from what is known of it. */
  read?(name: Binding, value: Levels<Fact>): Levels<Fact>;
  /** What is known of a variable's new value that is made from the old one, which nothing holds from then on. */
  replacing?(variable: Binding, value: Levels<Fact>): Levels<Fact>;
  /** What is known of variables from when on something keeps a value. */
  keep?(value: Levels<Fact>, variables: Variables<Fact>): void;
}

/** What is known, at one point of a body, of the values of variables that change. */
export type Variables<Fact> = Map<Binding, Levels<Fact>>;
