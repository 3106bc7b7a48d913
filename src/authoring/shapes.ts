/**
 * Types with a meaning for the decoder, to be used in the interfaces of input kinds. Elsewhere they are what they stand
 * for: a rule that reads a `Listed<string>` reads a `string[]`.
 *
 * Without any of these, an interface's field means: `string` a string, `number` an integer that every engine holds
 * exactly (−(2^53−1) to 2^53−1), `boolean` a boolean, a union of string literals one of those strings, `T[]` an array,
 * `Record<string, T>` an object with any keys, another interface that extends `Located` an object with at least its
 * fields. `?` means that the field may be absent; null is absent, as for the Kubernetes API server. An absent array or
 * record whose field isn't optional is an empty one; any other absent field that isn't optional is malformed.
 */

/** An array, where a lone value stands for an array of one, as in IAM policy documents. */
export type Listed<Item> = Item[];

/**
 * A value in whose place an object may stand that says where it comes from, as custom resources refer to others: that
 * decodes as `undefined` (in a list: is left out). The field must be optional unless it is inside a list or record.
 * Functions of a CloudFormation template and what Terraform knows after apply are unknown in every field, and rules
 * over them are evaluated in three-valued logic.
 */
export type Resolvable<Value> = Value;

/**
 * A string; a number or boolean in its place decodes as its text (`true` as "true"), as IAM reads condition values and
 * Kubernetes quantities. The text of a fraction is its shortest, without an exponent: `1.50` is "1.5", `1e-7`
 * "0.0000001". A number that engines don't hold alike, an integer beyond 2^53−1 in size or a fraction of more than 15
 * digits, is malformed.
 */
export type Scalar = string;

/**
 * A string; null in its place is the empty text, and so is nothing where the field isn't optional. So Go's decoder, and
 * with it the API server, reads a string of a map, a list or a field, which stay as they are made.
 * Source: https://pkg.go.dev/encoding/json#Unmarshal
 */
export type Text = string;

/**
 * An object with any keys, where a lone string stands for an object that has it under `Key`: `"Principal": "*"` of an
 * IAM policy is `{"AWS": "*"}`.
 */
export type Keyed<_Key extends string, Value> = Record<string, Value>;
