// What is measured, beside what is wanted.

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string} unit such as `times`, `ms`, `exponent`
 * @property {number} [goal] how much it may be at most; without one, it is only told
 * @property {number} [least] of the measured values
 * @property {number} [median]
 * @property {number} [greatest]
 * @property {string} [note] what else belongs to it, or why nothing was measured
 */

/** @param {Row} row */
function verdictOf({ goal, median }) {
  if (median === undefined) return "not measured";
  if (goal === undefined) return "";
  return median <= goal ? "good" : "bad";
}

/**
 * @param {readonly Row[]} rows
 * @param {readonly Row[]} [earlier] rows of another run, to compare with
 */
export function table(rows, earlier) {
  const lines = [
    ["what", "goal", "measured", "", ...(earlier === undefined ? [] : ["earlier"]), "note"],
    ...rows.map((row) => [
      row.what,
      row.goal === undefined ? "" : `${row.goal} ${row.unit}`,
      measured(row),
      verdictOf(row),
      ...(earlier === undefined ? [] : [changeOf(row, earlier)]),
      row.note ?? "",
    ]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A row as one line. @param {Row} row */
export function shown(row) {
  return [`${row.what}:`, measured(row), verdictOf(row), row.note].filter(Boolean).join(" ");
}

function measured({ unit, median, least, greatest }) {
  if (median === undefined) return "";
  return `${rounded(median)} ${unit}${least === greatest ? "" : ` (${rounded(least)}–${rounded(greatest)})`}`;
}

/** A row against the same of an earlier run: a difference counts where the ranges don't touch. */
function changeOf(row, earlier) {
  const before = earlier.find(({ what }) => what === row.what);
  if (before?.median === undefined || row.median === undefined) return "";
  const isClear = row.least > before.greatest || row.greatest < before.least;
  const direction = row.median < before.median ? "better" : "worse";
  return `${rounded(before.median)}${isClear ? `, ${direction}` : ""}`;
}

function rounded(value) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}
